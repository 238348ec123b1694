//! Keys made, listed and revoked beside a running server.

use serde_json::json;

use crate::server::{DEMO, Server};
use crate::support::{koc, scratch};

const MEMBER: &str = "koc_de300000-0000-8000-8000-000000000008";

#[test]
fn a_key_made_beside_a_server_works_until_it_is_revoked() {
    let (_root, dir) = scratch();
    let server = Server::start(&dir, &DEMO);
    let made = koc(&dir, &["keys", "create", "--member", MEMBER, "--note", "phone"]).ended(0);
    let key = made.stdout.trim().to_owned();
    assert!(key.starts_with("kockey_") && !made.stderr.contains(&key), "{}", made.stderr);
    let who = json!({ "query": "{ me { key roles koc { name } } }" });
    let me = server.graphql(&key, &who)["data"]["me"].clone();
    assert_eq!((&me["roles"], &me["koc"]["name"]), (&json!(["KOC"]), &json!("罗一鸣")));
    let name = me["key"].as_str().expect("a name").to_owned();

    let listed = koc(&dir, &["keys", "list"]).ended(0).stdout;
    assert!(listed.contains(&name) && listed.contains("phone"), "{listed}");
    assert!(!listed.contains(&key), "a list tells no key");
    let kept = std::fs::read_to_string(dir.join("api-keys.json")).expect("kept");
    assert!(!kept.contains(&key), "no key is kept in clear");

    koc(&dir, &["keys", "revoke", &name]).ended(0);
    let refused = server.graphql(&key, &who);
    assert_eq!(refused["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{refused}");
    let again = koc(&dir, &["keys", "revoke", &name]).ended(4);
    assert!(again.stderr.contains("revoked before"), "{}", again.stderr);
    server.stop();
    let listed = koc(&dir, &["keys", "list"]).ended(0).stdout;
    assert!(listed.contains(&name), "the list stays without a server: {listed}");
}

#[test]
fn a_key_that_cannot_be_is_not_made() {
    let (_root, dir) = scratch();
    Server::start(&dir, &DEMO).stop();
    for (wrong, says) in [
        (&["keys", "create", "--role", "finance"][..], "--operator"),
        (&["keys", "create"][..], "role"),
        (&["keys", "create", "--role", "king"][..], "possible values"),
        (&["keys", "create", "--member", "koc_nobody"][..], "koc_"),
        (&["keys", "revoke", "key_0000000000"][..], "there is no key"),
    ] {
        let refused = koc(&dir, wrong);
        assert_ne!(refused.code, 0, "{wrong:?}");
        assert!(refused.stderr.contains(says), "{wrong:?}: {}", refused.stderr);
    }
}
