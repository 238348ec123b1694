//! A programme restored from a backup is the programme that was backed up.

use crate::support::{import, koc, scratch};

const MOVES: &str = "member,at,from,to
k-1,2020-01-01T00:00:00Z,none,seed
k-2,2020-01-01T00:00:00Z,none,partner
";

#[test]
fn a_restored_programme_answers_as_before_once_its_keys_are_back() {
    let (root, from) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, MOVES).expect("writable");
    import(&from, "tier-moves", &moves, &[]).ended(0);
    let saved = root.path().join("saved");
    let saved = saved.to_str().expect("UTF-8");
    let backup = || koc(&from, &["backup", "--to", saved, "--format", "json"]).ended(0).json();
    let first = backup();
    assert_eq!(first["added"], first["events"]);
    koc(&from, &["golive"]).ended(0);
    let second = backup();
    assert!(second["added"].as_u64() > Some(0) && second["parts"] == 2, "{second}");

    let to = root.path().join("elsewhere");
    let restored = koc(&to, &["restore", "--from", saved, "--format", "json"]).ended(0);
    assert_eq!(restored.json()["head"], second["head"]);
    assert!(restored.stderr.contains("keys"), "{}", restored.stderr);
    for name in ["keys", "master.key"] {
        std::fs::copy(from.join(name), to.join(name)).expect("a key file");
    }
    let replayed = |dir| {
        let args = ["replay", "--digest", "exact", "--format", "json"];
        let json = koc(dir, &args).ended(0).json();
        (json["head"].to_string(), json["digests"].to_string())
    };
    assert_eq!(replayed(&to), replayed(&from));
    koc(&to, &["verify"]).ended(0);

    let again = koc(&to, &["restore", "--from", saved]).ended(4);
    assert!(again.stderr.contains("not empty"), "{}", again.stderr);
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let (root, from) = scratch();
    let moves = root.path().join("moves.csv");
    std::fs::write(&moves, MOVES).expect("writable");
    import(&from, "tier-moves", &moves, &[]).ended(0);
    let saved = root.path().join("saved");
    let path = saved.to_str().expect("UTF-8");
    koc(&from, &["backup", "--to", path]).ended(0);
    let part = saved.join("00000000000000000001.records");
    let mut bytes = std::fs::read(&part).expect("the part");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&part, bytes).expect("writable");
    let to = root.path().join("elsewhere");
    koc(&to, &["restore", "--from", path]).ended(5);
    koc(&to, &["verify"]).ended(1);
}
