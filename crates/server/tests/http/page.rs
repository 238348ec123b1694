//! GraphiQL without any outside request.

use std::collections::BTreeSet;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::support::Server;

#[test]
fn the_vendored_files_are_the_published_ones() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/graphiql");
    let list = std::fs::read_to_string(dir.join("SHA256SUMS")).unwrap();
    let mut listed = BTreeSet::from(["SHA256SUMS".to_owned()]);
    for line in list.lines() {
        let (expected, name) = line.split_once("  ").expect("hash, two spaces, name");
        let bytes = std::fs::read(dir.join(name)).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hash, expected, "{name}");
        listed.insert(name.to_owned());
    }
    let names = std::fs::read_dir(&dir).unwrap();
    let there: BTreeSet<String> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, listed);
}

#[tokio::test]
async fn the_page_needs_nothing_from_outside() {
    let server = Server::start().await;
    let page = server.send("GET /", &[], b"").await;
    assert_eq!(page.status, 200);
    let policy = page.header("Content-Security-Policy").unwrap_or_default();
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"));
    assert!(!policy.contains("http"), "{policy}");
    let mut referred = 0;
    for quoted in page.body.split('"').filter(|text| text.contains('/') && !text.contains('<')) {
        assert!(!quoted.contains("://"), "{quoted}");
        if quoted.starts_with("/assets/") {
            let asset = server.send(&format!("GET {quoted}"), &[], b"").await;
            assert_eq!(asset.status, 200, "{quoted}");
            referred += 1;
        }
    }
    assert_eq!(referred, 6);
    let tabs = [("queries", "mutation PromoteKoc"), ("operations", "query WaitingForMe")];
    for (name, operation) in tabs.into_iter().chain([("analysis", "query TimeToTier")]) {
        assert!(page.body.contains(&format!(r#"<a href="?tabs={name}">"#)), "{name}");
        let document = server.send(&format!("GET /assets/{name}.md"), &[], b"").await;
        assert!(document.body.contains(operation), "the tabs of {name} have their operations");
    }
    assert!(!page.body.contains("<script>") && !page.body.contains("onload="), "inline script");
    assert_eq!(server.send("GET /assets/SHA256SUMS", &[], b"").await.status, 404);
    assert_eq!(server.send("GET /assets/..%2Fpage.html", &[], b"").await.status, 404);
}
