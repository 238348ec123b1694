//! Defaults, the file, the environment and flags; and what is said of a slip of the pen.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::server::Server;
use crate::support::{Ran, koc_command, scratch};

/// `koc config show`, in `folder` and with these variables.
fn show(folder: &Path, variables: &[(&str, &str)], more: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koc"));
    command.current_dir(folder).args(["config", "show"]).args(more);
    command.env_remove("KOC_REAL_DATA").envs(variables.iter().copied());
    command.output().expect("koc runs").into()
}

fn write(folder: &Path, text: &str) {
    std::fs::write(folder.join("koc.toml"), text).expect("writable");
}

/// Value and source of one setting.
#[track_caller]
fn setting(ran: &Ran, key: &str) -> (Value, String) {
    let rows = ran.json();
    let rows = rows.as_array().expect("a list");
    let row = rows.iter().find(|row| row["key"] == key).expect("a known key");
    (row["value"].clone(), row["from"].as_str().expect("a text").to_owned())
}

const JSON: [&str; 2] = ["--format", "json"];

#[test]
fn the_later_counts_and_everything_says_where_it_came_from() {
    let (root, _) = scratch();
    let folder = root.path();
    let plain = show(folder, &[], &JSON).ended(0);
    assert_eq!(setting(&plain, "limits.depth"), (20.into(), "default".to_owned()));
    assert_eq!(setting(&plain, "data_dir"), ("./koc-data".into(), "default".to_owned()));
    assert_eq!(setting(&plain, "master_key_file"), (Value::Null, "default".to_owned()));

    write(
        folder,
        "log = \"info\"\nlisten = \"127.0.0.1:9000\"\n\n[limits]\ndepth = 0x10\ncost = 5_000\n\
         aliases = 7\n",
    );
    let variables = [("KOC_LIMITS_COST", "6000"), ("KOC_LIMITS_ALIASES", "8")];
    let flags = [&JSON[..], &["--set", "limits.aliases=9", "--data-dir", "/tmp/x"]].concat();
    let ran = show(folder, &variables, &flags).ended(0);
    let expected: [(&str, Value, &str); 6] = [
        ("log", "info".into(), "koc.toml:1"),
        ("limits.depth", 16.into(), "koc.toml:5"),
        ("limits.cost", 6_000.into(), "KOC_LIMITS_COST"),
        ("limits.aliases", 9.into(), "--set limits.aliases"),
        ("data_dir", "/tmp/x".into(), "--data-dir"),
        ("limits.fields", 2_000.into(), "default"),
    ];
    for (key, value, from) in expected {
        assert_eq!(setting(&ran, key), (value, from.to_owned()), "{key}");
    }
    let table = show(folder, &[], &[]).ended(0).stdout;
    let line = table.lines().find(|line| line.trim_start().starts_with("listen ")).expect("a row");
    assert!(line.contains("127.0.0.1:9000") && line.ends_with("koc.toml:2"), "{line}");
}

#[test]
fn every_setting_stands_in_the_documentation() {
    let (root, _) = scratch();
    let rows = show(root.path(), &[], &JSON).ended(0).json();
    let told = include_str!("../../../../docs/operating.md");
    for row in rows.as_array().expect("a list") {
        let key = row["key"].as_str().expect("a text");
        let variable = format!("KOC_{}", key.to_uppercase().replace('.', "_"));
        let start = format!("| `{key}` | `{variable}` |");
        let line = told.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("no row {start}"));
        let default = match &row["value"] {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            number => number.to_string(),
        };
        assert!(line.contains(&default), "{key} is {default} by default: {line}");
    }
}

#[test]
fn paths_in_a_file_are_seen_from_the_file() {
    let (root, _) = scratch();
    let elsewhere = root.path().join("etc");
    std::fs::create_dir(&elsewhere).expect("writable");
    write(&elsewhere, "data_dir = \"programme\"\nmaster_key_file = \"/keys/master\"\n");
    let file = elsewhere.join("koc.toml");
    let file = file.to_str().expect("UTF-8");
    let by_flag = [&JSON[..], &["--config", file]].concat();
    for ran in [show(root.path(), &[], &by_flag), show(root.path(), &[("KOC_CONFIG", file)], &JSON)]
    {
        let ran = ran.ended(0);
        let path = elsewhere.join("programme").to_str().expect("UTF-8").to_owned();
        assert_eq!(setting(&ran, "data_dir"), (path.into(), format!("{file}:1")));
        assert_eq!(setting(&ran, "master_key_file").0, "/keys/master");
    }
    let missing = show(root.path(), &[("KOC_CONFIG", "/nowhere/koc.toml")], &JSON).ended(2);
    assert!(missing.stderr.contains("/nowhere/koc.toml"), "{}", missing.stderr);
}

#[test]
fn unknown_names_are_refused_with_the_nearest_and_all_at_once() {
    let (root, _) = scratch();
    write(root.path(), "listn = \"127.0.0.1:1\"\n\n[limits]\ndept = 20\n\n[limit]\ncost = 5000\n");
    let ran = show(root.path(), &[("KOC_LSITEN", "127.0.0.1:1")], &["--set", "limits.tokns=1"]);
    let said = ran.ended(2).stderr;
    for line in [
        "koc.toml:1: unknown key `listn`: did you mean `listen`?",
        "koc.toml:4: unknown key `limits.dept`: did you mean `limits.depth`?",
        "koc.toml:6: unknown key `limit`: did you mean `limits`?",
        "unknown variable KOC_LSITEN: did you mean KOC_LISTEN?",
        "--set: unknown key `limits.tokns`: did you mean `limits.tokens`?",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn values_of_another_type_say_where_what_and_what_is_expected() {
    let (root, _) = scratch();
    write(
        root.path(),
        "listen = 8080\naccept_clock = \"yes\"\nlog_format = \"xml\"\n[limits]\ndepth = \"many\"\n\
         cost = -1\n",
    );
    let variables = [("KOC_LIMITS_DEPTH", "3"), ("KOC_DATA_DIR", ""), ("KOC_LOG", "engine=loud")];
    let said = show(root.path(), &variables, &["--set", "rate.at_once=0"]).ended(2).stderr;
    for line in [
        "koc.toml:1: `listen` must be an address and port such as 127.0.0.1:8080, not the number \
         8080",
        "koc.toml:2: `accept_clock` must be true or false, not the text `yes`",
        "koc.toml:3: `log_format` must be text or json, not the text `xml`",
        "koc.toml:5: `limits.depth` must be a whole number from 15 to 100, not the text `many`",
        "koc.toml:6: `limits.cost` must be a whole number from 1000 to 4294967295, not the number \
         -1",
        "KOC_LIMITS_DEPTH must be a whole number from 15 to 100, not `3`",
        "KOC_DATA_DIR must be a path, not nothing",
        "KOC_LOG must be error, warn,",
        "--set rate.at_once must be a whole number from 1 to 4294967295, not `0`",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    write(root.path(), "listen = \"127.0.0.1:1\"\nkey = kockey_secret\n");
    let torn = show(root.path(), &[], &[]).ended(2).stderr;
    assert!(torn.contains("koc.toml:2: not TOML"), "{torn}");
    assert!(!torn.contains("kockey_secret"), "a line of the file is not shown: {torn}");
}

#[test]
fn a_server_goes_by_its_settings_and_no_key_is_shown() {
    let (root, dir) = scratch();
    let file = root.path().join("settings.toml");
    std::fs::write(&file, "[limits]\naliases = 1\n").expect("writable");
    let config = ["--config", file.to_str().expect("UTF-8")];
    let server = Server::start(&dir, &config);
    let (key, query) =
        (server.key(), serde_json::json!({ "query": "{ a: __typename b: __typename }" }));
    let answer = server.graphql(&key, &query);
    let extensions = &answer["errors"][0]["extensions"];
    assert_eq!((&extensions["limit"], &extensions["allowed"]), (&"aliases".into(), &1.into()));
    server.stop();
    let master = std::fs::read(dir.join("master.key")).expect("made");
    let master: String = master.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut command = koc_command(&dir, &[&["config", "show"], &config[..]].concat());
    let shown = Ran::from(command.output().expect("koc runs")).ended(0);
    assert!(shown.stdout.contains("settings.toml:2"), "{}", shown.stdout);
    assert!(!shown.stdout.contains(&master) && !shown.stdout.contains(&key), "{}", shown.stdout);
}

#[test]
fn tokens_that_are_half_set_are_refused_before_anything_is_made() {
    let (_root, dir) = scratch();
    for (variable, name) in [("KOC_JWT_ISSUER", "jwt.issuer"), ("KOC_JWT_AUDIENCE", "jwt.audience")]
    {
        let mut command = koc_command(&dir, &["serve", "--listen", "127.0.0.1:0"]);
        let ran =
            Ran::from(command.env(variable, "https://id.brand.example").output().expect("runs"));
        let said = ran.ended(2).stderr;
        assert!(said.contains(&format!("`{name}` is set")), "{said}");
        assert!(said.contains("jwt.jwks_file"), "{said}");
        assert!(!dir.exists(), "nothing is made");
    }
}
