//! What the program says of itself while it works says nothing of anybody.

use serde_json::json;

use crate::server::{DEMO, Server};
use crate::support::scratch;

const SECRETS: [&str; 4] = ["Ottilie 奥蒂莉", "ottilie@example.org", "ottilie_drives", "she moved"];

#[test]
fn no_remark_of_the_server_holds_a_name_a_handle_a_word_or_the_key() {
    let (_root, dir) = scratch();
    let server = Server::start(&dir, &DEMO);
    let key = server.key();
    server.stop();
    let server = Server::start_logging(&dir, &[], "trace");
    let [name, contact, handle, word] = SECRETS;
    let who = "koc_00000000-0000-8000-8000-0000000000aa";
    let register = format!(
        r#"mutation {{ registerKoc(commandId: "00000000-0000-8000-8000-000000000001" input: {{
            kocId: "{who}" name: "{name}" contact: "{contact}" birthYear: 1990 locale: EN
            entrySource: APP entryTier: SEED consents: [{{ purpose: PARTICIPATION textVersion: 1 }}]
        }}) {{ userErrors {{ code }} events {{ data }} }} }}"#
    );
    let link = format!(
        r#"mutation {{ linkChannel(commandId: "00000000-0000-8000-8000-000000000002" input: {{
            kocId: "{who}" platform: "weibo" handle: "{handle}" verified: false audiences: []
        }}) {{ userErrors {{ code }} }} }}"#
    );
    // Refused by a rule, refused by the schema, and not even GraphQL.
    let refused = format!(
        r#"mutation {{ suspendKoc(commandId: "00000000-0000-8000-8000-000000000003" input: {{
            kocId: "{who}" reason: "{word}" until: "1999-01-01" effects: []
        }}) {{ userErrors {{ code }} }} }}"#
    );
    let wrong =
        format!(r#"mutation {{ registerKoc(input: {{ name: "{name}" }}) {{ position }} }}"#);
    let torn = format!(r#"mutation {{ registerKoc(name: "{name}" "#);
    let reading = format!(r#"{{ koc(id: "{who}") {{ name }} }}"#);
    let answer = server.graphql(&key, &json!({ "query": register }));
    assert_eq!(answer["data"]["registerKoc"]["userErrors"], json!([]), "{answer:#}");
    let answer = server.graphql(&key, &json!({ "query": link }));
    assert_eq!(answer["data"]["linkChannel"]["userErrors"], json!([]), "{answer:#}");
    for query in [refused, wrong, torn] {
        let answer = server.graphql(&key, &json!({ "query": query }));
        let is_refused = answer.get("errors").is_some()
            || answer["data"]["suspendKoc"]["userErrors"] != json!([]);
        assert!(is_refused, "{answer:#}");
    }
    let answer = server.graphql(&key, &json!({ "query": reading }));
    assert_eq!(answer["data"]["koc"]["name"], name);
    let remarks = server.heard();
    server.stop();
    assert!(!remarks.is_empty(), "at this level something is said");
    for secret in SECRETS.into_iter().chain(["Ottilie", key.as_str()]) {
        let told = remarks.iter().find(|line| line.contains(secret));
        assert_eq!(told, None, "{secret}");
    }
}
