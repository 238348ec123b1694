//! Real reviewed work: the ledger is counted here once more, from the file.

use std::collections::BTreeMap;

use crate::support::{digests, import, koc, real, rows, scratch};

/// The lines of the file whose work was accepted before it was submitted.
fn impossible_lines(rows: &[BTreeMap<String, String>]) -> Vec<usize> {
    let impossible = |row: &BTreeMap<String, String>| row["submitted_at"] > row["accepted_at"];
    (0..rows.len()).filter(|at| impossible(&rows[*at])).map(|at| at + 2).collect()
}

#[test]
fn real_work_is_recorded_and_what_cannot_be_true_is_refused_with_its_line() {
    let Some(file) = real("reviewed_work.csv") else { return };
    let (root, dir) = scratch();
    let kept = root.path().join("refused.csv");
    let keep = ["--refused-to", kept.to_str().expect("UTF-8")];
    let ran = import(&dir, "reviewed-work", &file, &keep).ended(4);
    let summary = ran.json();
    assert_eq!(summary["read"], 5_514);
    assert_eq!(summary["recorded"], 5_510);
    assert_eq!(summary["refused"], 4);
    let lines = impossible_lines(&rows(&file));
    assert_eq!(lines.len(), 4);
    for line in &lines {
        let told = format!(
            "{}:{line}: column 5 (accepted_at): IMPORT_ACCEPTED_BEFORE_SUBMITTED",
            file.display()
        );
        assert!(ran.stderr.contains(&told), "{told} is not in {}", ran.stderr);
    }
    let refused = rows(&kept);
    let kept_lines: Vec<usize> =
        refused.iter().map(|row| row["line"].parse().expect("a line")).collect();
    assert_eq!(kept_lines, lines);
    assert!(refused.iter().all(|row| row["column"] == "accepted_at"));
    let again = import(&dir, "reviewed-work", &file, &["--allow-refused"]).ended(0).json();
    assert_eq!(again["recorded"], 0);
    assert_eq!(again["already_there"], 5_510);
    assert_eq!(again["refused"], 4);
}

#[test]
fn the_ledger_has_an_entry_of_ten_points_for_every_accepted_work_of_the_file() {
    let Some(file) = real("reviewed_work.csv") else { return };
    let (_root, dir) = scratch();
    import(&dir, "reviewed-work", &file, &["--allow-refused"]).ended(0);
    let rows = rows(&file);
    let impossible = impossible_lines(&rows);
    let mut expected: BTreeMap<&str, u64> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if !impossible.contains(&(at + 2)) {
            *expected.entry(&row["author"]).or_default() += 1;
        }
    }
    assert_eq!(expected.len(), 988);
    let expected: Vec<Vec<String>> = expected
        .into_iter()
        .map(|(author, works)| vec![author.to_owned(), works.to_string(), (works * 10).to_string()])
        .collect();
    let answer = koc(&dir, &["audit", "ledger", "--format", "csv"]).ended(0);
    let answer = answer.csv("koc,entries,points");
    assert_eq!(answer.len(), expected.len());
    for (row, expected) in answer.iter().zip(&expected) {
        assert_eq!(row, expected);
    }
}

#[test]
fn both_files_in_either_order_give_the_tiers_and_the_ledger_of_each_alone() {
    let (Some(moves), Some(work)) = (real("tier_moves.csv"), real("reviewed_work.csv")) else {
        return;
    };
    let of = |order: &[&str]| {
        let (_root, dir) = scratch();
        for what in order {
            let file = if *what == "tier-moves" { &moves } else { &work };
            import(&dir, what, file, &["--allow-refused"]).ended(0);
        }
        digests(&dir)
    };
    let (only_moves, only_work) = (of(&["tier-moves"]), of(&["reviewed-work"]));
    let first_moves = of(&["tier-moves", "reviewed-work"]);
    let first_work = of(&["reviewed-work", "tier-moves"]);
    assert_eq!(first_moves, first_work);
    assert_eq!(first_moves["tiers"], only_moves["tiers"]);
    assert_eq!(first_moves["ledger"], only_work["ledger"]);
    assert_ne!(only_moves["tiers"], only_work["tiers"], "the digest tells tiers apart");
    assert_ne!(only_moves["ledger"], only_work["ledger"], "the digest tells ledgers apart");
}
