//! Commands beside a running server give what they give without one.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::server::Server;
use crate::support::{Ran, import, koc, koc_command, scratch};

const QUESTIONS: &[&[&str]] = &[
    &["audit", "members", "--as-of", "2020-06-01", "--format", "csv"],
    &["audit", "transitions"],
    &["audit", "transitions", "--format", "json"],
    &["audit", "ledger"],
    &["export", "--format", "jsonl"],
    &["export", "--format", "csv"],
    &["verify", "--format", "json"],
    &["audit", "members", "--as-of", "tomorrow"],
    &["schema"],
];

fn answers(dir: &Path) -> Vec<(i32, String)> {
    QUESTIONS.iter().map(|args| koc(dir, args)).map(|ran| (ran.code, ran.stdout)).collect()
}

#[track_caller]
fn moves(root: &Path) -> std::path::PathBuf {
    let file = root.join("moves.csv");
    let mut text = String::from("member,at,from,to\n");
    for nth in 0..300 {
        text.push_str(&format!("k-{nth},2020-01-01T00:00:00Z,none,seed\n"));
        text.push_str(&format!("k-{nth},2020-02-01T00:00:00Z,seed,nowhere\n"));
    }
    std::fs::write(&file, text).expect("writable");
    file
}

#[test]
fn commands_beside_a_server_answer_as_they_do_without_one() {
    let (root, dir) = scratch();
    let file = moves(root.path());
    import(&dir, "tier-moves", &file, &["--allow-refused"]).ended(0);
    let alone = answers(&dir);
    let server = Server::start(&dir, &[]);
    let socket = std::fs::metadata(dir.join("koc.sock")).expect("the socket is there");
    assert_eq!(socket.permissions().mode() & 0o777, 0o600);
    assert_eq!(answers(&dir), alone);
    let digests = |ran: Ran| ran.ended(0).json()["digests"].clone();
    let beside = digests(koc(&dir, &["replay", "--format", "json"]));
    server.stop();
    assert!(!dir.join("koc.sock").exists(), "a server that ends leaves no socket");
    assert_eq!(digests(koc(&dir, &["replay", "--format", "json"])), beside);
    assert_eq!(answers(&dir), alone);
}

#[test]
fn an_import_beside_a_server_is_the_same_import() {
    let (root, alone) = scratch();
    let file = moves(root.path());
    let mut expected = import(&alone, "tier-moves", &file, &[]).ended(4);
    let served = root.path().join("served");
    let server = Server::start(&served, &[]);
    // Relative paths are those of the one who asks, not of the server.
    let ran: Ran = koc_command(&served, &["import", "tier-moves", "moves.csv"])
        .args(["--format", "json", "--refused-to", "refused.csv"])
        .current_dir(root.path())
        .output()
        .expect("koc runs")
        .into();
    let ran = ran.ended(4);
    assert_eq!(ran.json(), expected.json());
    expected.stderr.retain(|c| c != '\r');
    assert_eq!(ran.stderr, expected.stderr);
    let kept = std::fs::read_to_string(root.path().join("refused.csv")).expect("kept");
    assert_eq!(kept.lines().count(), 301);
    let events = koc(&served, &["import", "events", file.to_str().expect("UTF-8")]).ended(4);
    assert!(events.stderr.contains("a server holds"), "{}", events.stderr);
    koc(&served, &["golive"]).ended(0);
    koc(&served, &["golive"]).ended(4);
    let second = koc(&served, &["serve", "--listen", "127.0.0.1:0"]).ended(1);
    assert!(second.stderr.contains("already serves"), "{}", second.stderr);
    server.stop();
}

#[test]
fn a_socket_left_by_a_killed_server_stops_nobody() {
    let (root, dir) = scratch();
    import(&dir, "tier-moves", &moves(root.path()), &["--allow-refused"]).ended(0);
    let alone = answers(&dir);
    Server::start(&dir, &[]).kill();
    assert!(dir.join("koc.sock").exists(), "a killed server leaves its socket");
    assert_eq!(answers(&dir), alone);
    let server = Server::start(&dir, &[]);
    assert_eq!(answers(&dir), alone);
    server.stop();
}

#[test]
fn a_store_that_another_process_holds_without_a_socket_says_who_holds_it() {
    let (root, dir) = scratch();
    import(&dir, "tier-moves", &moves(root.path()), &["--allow-refused"]).ended(0);
    let server = Server::start(&dir, &[]);
    std::fs::remove_file(dir.join("koc.sock")).expect("removable");
    let ran = koc(&dir, &["verify"]).ended(1);
    let holder = format!("process {} holds", server.id());
    assert!(ran.stderr.contains(&holder), "{}", ran.stderr);
    server.kill();
}
