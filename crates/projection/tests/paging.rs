//! Pages of a list.

use domain::id::EventId;
use projection::{Cursor, page};

#[test]
fn pages_follow_one_another_without_gap_or_double() {
    let all: Vec<u32> = (0..7).collect();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let cut = page(all.clone(), |row| *row, after.as_ref(), 3);
        assert_eq!(cut.total, 7);
        assert_eq!(cut.has_previous, after.is_some());
        after = cut.rows.last().copied();
        seen.extend(cut.rows);
        if !cut.has_next {
            break;
        }
    }
    assert_eq!(seen, all);
}

#[test]
fn a_key_that_is_not_in_the_list_gives_an_empty_page() {
    let cut = page(vec![1, 2, 3], |row| *row, Some(&9), 2);
    assert!(cut.rows.is_empty() && !cut.has_next && cut.total == 3);
}

#[test]
fn a_cursor_survives_being_written_and_read() {
    let cursor = Cursor { position: EventId(12), key: "koc_1:2".to_owned() };
    assert_eq!(cursor.to_string().parse(), Ok(cursor));
    assert!("12".parse::<Cursor>().is_err() && "x:1".parse::<Cursor>().is_err());
}
