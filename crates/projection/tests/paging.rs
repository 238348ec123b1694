//! Pages of a list.

use domain::id::EventId;
use projection::{Between, Cursor, Cut, page};

#[test]
fn pages_follow_one_another_without_gap_or_double() {
    let all: Vec<u32> = (0..7).collect();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let cut = Cut { after, before: None, size: 3, from_end: false };
        let page = page(all.clone(), |row| *row, &cut);
        assert_eq!(page.total, 7);
        assert_eq!(page.has_previous, after.is_some());
        after = page.rows.last().copied();
        seen.extend(page.rows);
        if !page.has_next {
            break;
        }
    }
    assert_eq!(seen, all);
}

#[test]
fn pages_precede_one_another_without_gap_or_double() {
    let all: Vec<u32> = (0..7).collect();
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let cut = Cut { after: None, before, size: 3, from_end: true };
        let page = page(all.clone(), |row| *row, &cut);
        assert_eq!(page.total, 7);
        assert_eq!(page.has_next, before.is_some());
        before = page.rows.first().copied();
        seen.splice(0..0, page.rows);
        if !page.has_previous {
            break;
        }
    }
    assert_eq!(seen, all);
}

#[test]
fn two_cursors_leave_what_is_between_them() {
    let cut = |after, before, from_end| Cut { after, before, size: 2, from_end };
    let rows = |cut: Cut<u32>| page((0..7).collect(), |row| *row, &cut).rows;
    assert_eq!(rows(cut(Some(1), Some(5), false)), [2, 3]);
    assert_eq!(rows(cut(Some(1), Some(5), true)), [3, 4]);
    assert_eq!(rows(cut(Some(4), Some(5), true)), [0; 0]);
    assert_eq!(rows(cut(Some(5), Some(1), true)), [0; 0]);
}

#[test]
fn a_key_that_is_not_in_the_list_gives_an_empty_page() {
    for (after, before) in [(Some(9), None), (None, Some(9))] {
        let cut = Cut { after, before, size: 2, from_end: false };
        let page = page(vec![1, 2, 3], |row| *row, &cut);
        assert!(page.rows.is_empty() && !page.has_next && page.total == 3);
    }
}

#[test]
fn a_cursor_survives_being_written_and_read() {
    let cursor = Cursor { position: EventId(12), key: "koc_1:2".to_owned() };
    assert_eq!(cursor.to_string().parse(), Ok(cursor));
    assert!("12".parse::<Cursor>().is_err() && "x:1".parse::<Cursor>().is_err());
}

#[test]
fn what_lies_between_two_keys_is_the_same_by_range_and_by_question() {
    let map: imbl::OrdMap<u32, ()> = (0_u32..7).map(|key| (key, ())).collect();
    let ends = || (0..8).map(Some).chain([None]);
    for (after, before) in ends().flat_map(|after| ends().map(move |before| (after, before))) {
        let between = Between { after, before };
        let by_range: Vec<u32> = map.range(between.bounds()).map(|(key, ())| *key).collect();
        let by_question: Vec<u32> = (0..7).filter(|key| between.holds(*key)).collect();
        assert_eq!(by_range, by_question, "{between:?}");
    }
    let known = |key: u32| (key < 5).then_some(key * 2);
    let twice = |after, before| Between { after, before }.by(known);
    assert_eq!(twice(Some(1), None), Some(Between { after: Some(2), before: None }));
    assert_eq!(twice(Some(1), Some(6)), None, "a key that is not known");
}
