//! Real tier moves: everything the program answers is computed here once more, from the file.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::support::{import, koc, real, rows, scratch};

/// As the file says it: member, instant, from, to.
struct Move {
    member: String,
    at: Timestamp,
    from: String,
    to: String,
}

fn moves(path: &Path) -> Vec<Move> {
    let row = |row: BTreeMap<String, String>| Move {
        member: row["member"].clone(),
        at: row["at"].parse().expect("an instant"),
        from: row["from"].clone(),
        to: row["to"].clone(),
    };
    rows(path).into_iter().map(row).collect()
}

/// The code the program prints for a name of the file; outside is `none`.
fn code(name: &str) -> &'static str {
    match name {
        "seed" => "SEED",
        "active" => "RESPONDER",
        "partner" => "PARTNER",
        "none" | "alumni" => "none",
        other => panic!("the file has a tier {other}"),
    }
}

/// Who the file says stood where at the end of `until`, and since when, sorted by member.
fn standing(moves: &[Move], until: Timestamp) -> Vec<Vec<String>> {
    let mut last: BTreeMap<&str, &Move> = BTreeMap::new();
    for step in moves.iter().filter(|step| step.at <= until) {
        // In file order, so that of two at one instant the later row counts.
        if last.get(step.member.as_str()).is_none_or(|before| before.at <= step.at) {
            last.insert(&step.member, step);
        }
    }
    let inside = last.into_iter().filter(|(_, step)| code(&step.to) != "none");
    inside
        .map(|(member, step)| {
            vec![member.to_owned(), code(&step.to).to_owned(), step.at.to_string()]
        })
        .collect()
}

#[test]
fn every_real_move_is_recorded_and_running_it_again_records_nothing() {
    let Some(file) = real("tier_moves.csv") else { return };
    let (_root, dir) = scratch();
    let first = import(&dir, "tier-moves", &file, &[]).ended(0);
    let read = moves(&file).len() as u64;
    assert_eq!(read, 1_352);
    let summary = first.json();
    assert_eq!(summary["read"], read);
    assert_eq!(summary["recorded"], read);
    assert_eq!(summary["already_there"], 0);
    assert_eq!(summary["refused"], 0);
    assert!(first.stderr.contains("default tier policy"), "{}", first.stderr);
    assert!(first.stderr.contains("Asia/Shanghai"), "{}", first.stderr);
    let head = koc(&dir, &["replay", "--format", "json"]).ended(0).json()["head"].clone();
    let again = import(&dir, "tier-moves", &file, &[]).ended(0).json();
    assert_eq!(again["recorded"], 0);
    assert_eq!(again["already_there"], read);
    let after = koc(&dir, &["replay", "--format", "json"]).ended(0).json()["head"].clone();
    assert_eq!(head, after, "an import records nothing of its own run");
}

#[test]
fn transitions_are_counted_as_the_file_counts_them() {
    let Some(file) = real("tier_moves.csv") else { return };
    let (_root, dir) = scratch();
    import(&dir, "tier-moves", &file, &[]).ended(0);
    let mut expected: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut leavings: BTreeMap<(String, bool), u64> = BTreeMap::new();
    for step in moves(&file) {
        let (from, to) = (code(&step.from).to_owned(), code(&step.to).to_owned());
        if to == "none" {
            *leavings.entry((from.clone(), step.to == "alumni")).or_default() += 1;
        }
        *expected.entry((from, to)).or_default() += 1;
    }
    let answer = koc(&dir, &["audit", "transitions", "--format", "csv"]).ended(0);
    let (mut counted, mut left) = (BTreeMap::new(), BTreeMap::new());
    for row in answer.csv("from,to,cause,count") {
        let [from, to, cause, count] = &row[..] else { panic!("four fields: {row:?}") };
        let count: u64 = count.parse().expect("a count");
        *counted.entry((from.clone(), to.clone())).or_insert(0) += count;
        if to == "none" {
            let good = cause == "LEFT_IN_GOOD_STANDING";
            assert!(good || cause == "LEFT", "{cause}");
            *left.entry((from.clone(), good)).or_insert(0) += count;
        }
    }
    assert_eq!(counted, expected);
    assert_eq!(left, leavings);
}

#[test]
fn transitions_between_two_instants_are_those_of_the_file() {
    let Some(file) = real("tier_moves.csv") else { return };
    let (_root, dir) = scratch();
    import(&dir, "tier-moves", &file, &["--time-zone", "Asia/Shanghai"]).ended(0);
    let (from, to) = ("2021-03-01", "2022-06-30");
    let zone = TimeZone::get("Asia/Shanghai").expect("a zone");
    let start = |day: &str, plus: i64| {
        let day: Date = day.parse().expect("a date");
        day.checked_add(plus.days()).expect("a date").to_zoned(zone.clone()).expect("a time")
    };
    let inside =
        |step: &Move| step.at >= start(from, 0).timestamp() && step.at < start(to, 1).timestamp();
    let expected = moves(&file).iter().filter(|step| inside(step)).count() as u64;
    let args = ["audit", "transitions", "--from", from, "--to", to, "--format", "csv"];
    let rows = koc(&dir, &args).ended(0).csv("from,to,cause,count");
    let counted: u64 = rows.iter().map(|row| row[3].parse::<u64>().expect("a count")).sum();
    assert!(expected > 0);
    assert_eq!(counted, expected);
}

/// Asks who stood where at dates and moments all over the file's time.
#[track_caller]
fn members_equal_the_file_in(zone_name: &str) {
    let Some(file) = real("tier_moves.csv") else { return };
    let (_root, dir) = scratch();
    import(&dir, "tier-moves", &file, &["--time-zone", zone_name]).ended(0);
    let moves = moves(&file);
    let zone = TimeZone::get(zone_name).expect("a zone");
    for nth in 0..20 {
        // Days on which somebody moved, the first and the last among them.
        let step = &moves[nth * (moves.len() - 1) / 19];
        let day = zone.to_datetime(step.at).date();
        let next = day.tomorrow().expect("a date").to_zoned(zone.clone()).expect("a time");
        let end = next.timestamp() - 1.microsecond();
        let asked = ["audit", "members", "--format", "csv", "--as-of", &day.to_string()];
        let answer = koc(&dir, &asked).ended(0).csv("koc,tier,since");
        assert_eq!(answer, standing(&moves, end), "at the end of {day} in {zone_name}");

        // Exactly at a move, and a second before one.
        let moment = step.at - ((nth % 2) as i64).seconds();
        let asked = ["audit", "members", "--format", "csv", "--as-of", &moment.to_string()];
        let answer = koc(&dir, &asked).ended(0).csv("koc,tier,since");
        assert_eq!(answer, standing(&moves, moment), "at {moment} in {zone_name}");
    }
}

#[test]
fn members_are_those_of_the_file_at_dates_and_moments_in_shanghai() {
    members_equal_the_file_in("Asia/Shanghai");
}

#[test]
fn members_are_those_of_the_file_at_dates_and_moments_in_new_york() {
    members_equal_the_file_in("America/New_York");
}

#[test]
fn what_was_not_yet_known_at_a_moment_is_left_out() {
    let Some(file) = real("tier_moves.csv") else { return };
    let (_root, dir) = scratch();
    // Whole seconds: a moment finer than a microsecond is not taken.
    let second = || Timestamp::from_second(Timestamp::now().as_second()).expect("now");
    let before = second() - 1.second();
    import(&dir, "tier-moves", &file, &[]).ended(0);
    let moves = moves(&file);
    let last = moves.last().expect("a move").at;
    let asked = ["audit", "members", "--format", "csv", "--as-of", &last.to_string()];
    let ask = |known_at: Timestamp| {
        let known_at = known_at.to_string();
        let args = [&asked[..], &["--known-at", &known_at]].concat();
        koc(&dir, &args).ended(0).csv("koc,tier,since")
    };
    assert_eq!(ask(before), Vec::<Vec<String>>::new());
    assert_eq!(ask(second() + 1.second()), standing(&moves, last));
}
