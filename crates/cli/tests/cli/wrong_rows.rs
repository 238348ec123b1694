//! Files made wrong on purpose: each wrong row is refused with its place, the rest is recorded.

use crate::support::{Ran, import, koc, scratch};

/// Imports `bytes` into a new directory; gives the run and the refused rows as kept.
fn imported(what: &str, bytes: &[u8], more: &[&str]) -> (Ran, String, tempfile::TempDir) {
    let (root, dir) = scratch();
    let file = root.path().join("history.csv");
    std::fs::write(&file, bytes).expect("writable");
    let kept = root.path().join("refused.csv");
    let keep = ["--refused-to", kept.to_str().expect("UTF-8")];
    let ran = import(&dir, what, &file, &[&keep[..], more].concat());
    let kept = String::from_utf8_lossy(&std::fs::read(&kept).unwrap_or_default()).into_owned();
    (ran, kept, root)
}

/// The refusal told for a line: `column N (name): CODE`.
#[track_caller]
fn refused(ran: &Ran, line: u64, place: &str, code: &str) {
    let told = format!("history.csv:{line}: {place}: {code}");
    assert!(ran.stderr.contains(&told), "`{told}` is not in\n{}", ran.stderr);
}

#[test]
fn each_wrong_tier_move_is_refused_with_line_and_column_and_the_rest_is_recorded() {
    let text = b"member,at,from,to
k-1,2020-01-01T00:00:00Z,none,seed
k-1,2020-02-01T00:00:00Z,seed,captain
k-1,2020-02-01T00:00:00Z,partner,seed
k-1,2019-12-31T00:00:00Z,seed,active
k-1,yesterday,seed,active
k-1,2020-01-01T00:00:00Z,none,seed
k-\xff,2020-01-01T00:00:00Z,none,seed
k-2,2020-01-01T00:00:00Z,none
k-2,2020-01-01T00:00:00Z,none,seed,more
k-2,2020-01-01T00:00:00Z,,seed
k-2,2020-02-30T00:00:00Z,none,seed
k 3,2020-01-01T00:00:00Z,none,seed
k-2,2020-01-01T00:00:00Z,none,seed
k-1,2020-03-01T00:00:00Z,seed,active
";
    let (ran, kept, root) = imported("tier-moves", text, &[]);
    let ran = ran.ended(4);
    refused(&ran, 3, "column 4 (to)", "TIER_UNKNOWN");
    refused(&ran, 4, "column 3 (from)", "IMPORT_FROM_MISMATCH");
    refused(&ran, 5, "column 2 (at)", "IMPORT_TIME_BACKWARDS");
    refused(&ran, 6, "column 2 (at)", "DATE_INVALID");
    refused(&ran, 7, "row", "ROW_REPEATED: line 2 of this file says the same");
    refused(&ran, 8, "column 1 (member)", "NOT_UTF8");
    refused(&ran, 9, "column 4 (to)", "FIELD_MISSING");
    refused(&ran, 10, "row", "FIELD_TOO_MANY");
    refused(&ran, 11, "column 3 (from)", "FIELD_MISSING");
    refused(&ran, 12, "column 2 (at)", "DATE_INVALID");
    refused(&ran, 13, "column 1 (member)", "FIELD_INVALID");
    let summary = ran.json();
    assert_eq!(summary["read"], 14);
    assert_eq!(summary["recorded"], 3);
    assert_eq!(summary["refused"], 11);
    assert_eq!(kept.lines().count(), 12);
    assert!(kept.starts_with("member,at,from,to,line,column,code,reason\n"), "{kept}");
    assert!(kept.contains("k-1,2020-02-01T00:00:00Z,seed,captain,3,to,TIER_UNKNOWN,"), "{kept}");

    let dir = root.path().join("data");
    let members = koc(&dir, &["audit", "members", "--as-of", "2020-12-31", "--format", "csv"]);
    assert_eq!(
        members.ended(0).csv("koc,tier,since"),
        [["k-1", "RESPONDER", "2020-03-01T00:00:00Z"], ["k-2", "SEED", "2020-01-01T00:00:00Z"],]
    );
}

#[test]
fn a_row_refused_once_stays_refused_when_later_rows_would_make_it_true() {
    let text = b"member,at,from,to
k-1,2020-01-01T00:00:00Z,seed,active
k-1,2020-01-01T00:00:00Z,none,seed
";
    let (ran, _, root) = imported("tier-moves", text, &[]);
    refused(&ran.ended(4), 2, "column 3 (from)", "IMPORT_FROM_MISMATCH");
    let dir = root.path().join("data");
    let again = import(&dir, "tier-moves", &root.path().join("history.csv"), &[]).ended(4);
    refused(&again, 2, "row", "ROW_OUT_OF_ORDER");
    assert_eq!(again.json()["recorded"], 0);
    assert_eq!(again.json()["already_there"], 1);
}

#[test]
fn each_wrong_work_is_refused_with_line_and_column_and_the_rest_is_recorded() {
    let text = "work,author,reviewer,submitted_at,accepted_at,revisions,lines,kind
1,k-1,k-9,2020-01-02T00:00:00Z,2020-01-01T00:00:00Z,0,1,code
2,k-1,k-9,2020-01-01T00:00:00Z,2020-01-01T00:00:00Z,0,1,code
3,k-1,k-9,2020-01-01T00:00:00Z,2020-01-02T00:00:00Z,-1,1,code
4,k-1,k-9,2020-01-01T00:00:00Z,2020-01-02T00:00:00Z,0,many,code
2,k-1,k-9,2020-01-01T00:00:00Z,2020-01-01T00:00:00Z,0,1,code
5,,k-9,2020-01-01T00:00:00Z,2020-01-02T00:00:00Z,0,1,code
6,k-1,k-1,2020-01-01T00:00:00Z,2020-01-02T00:00:00Z,0,1,code
7,k-1,k-9,2020-01-01T00:00:00Z,2999-01-02T00:00:00Z,0,1,code
";
    let (ran, _, root) = imported("reviewed-work", text.as_bytes(), &[]);
    let ran = ran.ended(4);
    refused(&ran, 2, "column 5 (accepted_at)", "IMPORT_ACCEPTED_BEFORE_SUBMITTED");
    refused(&ran, 4, "column 6 (revisions)", "NUMBER_INVALID");
    refused(&ran, 5, "column 7 (lines)", "NUMBER_INVALID");
    refused(&ran, 6, "row", "ROW_REPEATED: line 3 of this file says the same");
    refused(&ran, 7, "column 2 (author)", "FIELD_MISSING");
    refused(&ran, 9, "column 5 (accepted_at)", "DATE_IN_FUTURE");
    assert_eq!(ran.json()["recorded"], 2);
    let dir = root.path().join("data");
    let ledger = koc(&dir, &["audit", "ledger", "--format", "csv"]).ended(0);
    assert_eq!(ledger.csv("koc,entries,points"), [["k-1", "2", "20"]]);
}

#[test]
fn a_file_without_a_column_is_not_imported_and_makes_no_programme() {
    let (ran, _, root) = imported("tier-moves", b"member,at,from\nk-1,x,none\n", &[]);
    let ran = ran.ended(1);
    assert!(ran.stderr.contains("has no column `to`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("there are `member`, `at`, `from`"), "{}", ran.stderr);
    assert!(!root.path().join("data").exists());
}

#[test]
fn columns_are_found_by_name_in_any_order_after_a_byte_order_mark() {
    let text = "\u{feff}to,member,note,from,at\n积极响应者,k-1,x,None,2020-01-01T08:00:00+08:00\n";
    let (ran, _, root) = imported("tier-moves", text.as_bytes(), &[]);
    assert_eq!(ran.ended(0).json()["recorded"], 1);
    let dir = root.path().join("data");
    let members = koc(&dir, &["audit", "members", "--as-of", "2020-01-01", "--format", "csv"]);
    let rows = members.ended(0).csv("koc,tier,since");
    assert_eq!(rows, [["k-1", "RESPONDER", "2020-01-01T00:00:00Z"]]);
}

#[test]
fn tiers_go_by_code_label_and_alias() {
    let text = "member,at,from,to
k-1,2020-01-01T00:00:00Z,none,gold
k-2,2020-01-01T00:00:00Z,none,Brand Partner
k-3,2020-01-01T00:00:00Z,none,普通 KOC
k-4,2020-01-01T00:00:00Z,none,partner
k-5,2020-01-01T00:00:00Z,none,Interaction Layer
";
    let (ran, _, root) = imported("tier-moves", text.as_bytes(), &["--alias", "gold=核心 KOC"]);
    assert_eq!(ran.ended(0).json()["recorded"], 5);
    let dir = root.path().join("data");
    let members = koc(&dir, &["audit", "members", "--as-of", "2020-01-01", "--format", "csv"]);
    let rows = members.ended(0).csv("koc,tier,since");
    let tiers: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(tiers, ["PARTNER", "PARTNER", "SEED", "PARTNER", "RESPONDER"]);
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let text = "member,at,from,to\r\nk-1,x,none,seed\r\n\r\n\"k-\r\n2\",y,none,seed\r\nk-3,z,none,seed\r\n";
    let (ran, ..) = imported("tier-moves", text.as_bytes(), &[]);
    let ran = ran.ended(4);
    for line in [2, 4, 6] {
        refused(&ran, line, "column 2 (at)", "DATE_INVALID");
    }
}

#[test]
fn an_import_that_cannot_begin_makes_no_data_directory() {
    let (root, dir) = scratch();
    let file = root.path().join("history.csv");
    std::fs::write(&file, "member,at,from,to\nk-1,2020-01-01T00:00:00Z,none,seed\n")
        .expect("writable");
    let missing = root.path().join("missing.csv");
    let ran = import(&dir, "tier-moves", &missing, &[]).ended(1);
    assert!(ran.stderr.contains("missing.csv"), "{}", ran.stderr);
    import(&dir, "tier-moves", root.path(), &[]).ended(1);
    for (option, value) in [
        ("--time-zone", "Mars/Base"),
        ("--programme", " "),
        ("--programme", "two\nlines"),
        ("--refused-to", file.to_str().expect("UTF-8")),
    ] {
        let ran = import(&dir, "tier-moves", &file, &[option, value]).ended(2);
        assert!(ran.stderr.contains(option), "{}", ran.stderr);
    }
    assert!(!dir.exists());
    assert_eq!(std::fs::read_to_string(&file).expect("readable").lines().count(), 2);
    let utf16: Vec<u8> = "\u{feff}member,at".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(&file, utf16).expect("writable");
    let ran = import(&dir, "tier-moves", &file, &[]).ended(1);
    assert!(ran.stderr.contains("save it as UTF-8"), "{}", ran.stderr);
}

#[test]
fn the_zone_of_the_programme_may_be_written_in_any_case() {
    let text = b"member,at,from,to\nk-1,2020-01-01T00:00:00Z,none,seed\n";
    let (ran, _, root) = imported("tier-moves", text, &["--time-zone", "asia/shanghai"]);
    assert_eq!(ran.ended(0).json()["recorded"], 1);
    let (dir, file) = (root.path().join("data"), root.path().join("history.csv"));
    import(&dir, "tier-moves", &file, &["--time-zone", "asia/shanghai"]).ended(0);
    import(&dir, "tier-moves", &file, &["--time-zone", "UTC"]).ended(4);
}

#[test]
fn a_refusal_says_in_the_words_of_the_file_what_is_wrong() {
    let text = b"member,at,from,to
k 1,2020-01-01T00:00:00Z,none,seed
k-2,0001-01-01T00:00:00Z,none,seed
k-3,2199-01-01T00:00:00Z,none,seed
k-4,2020-01-01T00:00:00Z,none,\x1b[2Jgold
";
    let (ran, ..) = imported("tier-moves", text, &[]);
    let ran = ran.ended(4);
    refused(&ran, 2, "column 1 (member)", "FIELD_INVALID: the value must be 1 to 64 letters");
    refused(&ran, 3, "column 2 (at)", "DATE_TOO_FAR: the moment is more than a century");
    refused(&ran, 4, "column 2 (at)", "DATE_IN_FUTURE: the moment is in the future");
    refused(&ran, 5, "column 4 (to)", "TIER_UNKNOWN: `\u{fffd}[2Jgold`");
}
