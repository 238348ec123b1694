//! How answers look.

use cli::args::Format;
use cli::table::Table;
use unicode_width::UnicodeWidthStr;

fn people() -> Table {
    let mut table = Table::new(&["name", "points", "tier"]);
    table.push(["苏晴".into(), 1_200_i64.into(), "品牌伙伴".into()]);
    table.push(["Emma Clarke".into(), 7_i64.into(), "SEED".into()]);
    table
}

/// The columns of the terminal at which `word` begins.
fn begins(line: &str, word: &str) -> usize {
    line[..line.find(word).expect("the word is there")].width()
}

#[test]
fn a_table_aligns_chinese_by_the_columns_it_takes_on_a_terminal() {
    let text = people().render(Format::Table);
    let lines: Vec<&str> = text.lines().collect();
    let tier = begins(lines[0], "tier");
    assert_eq!(begins(lines[1], "品牌伙伴"), tier);
    assert_eq!(begins(lines[2], "SEED"), tier);
    let end = |line: &str, word: &str| begins(line, word) + word.width();
    assert_eq!(end(lines[1], "1200"), end(lines[2], "7"), "numbers end at one column");
}

#[test]
fn a_table_shows_no_control_characters() {
    let mut table = Table::new(&["name"]);
    table.push(["\u{1b}[2Jgone\nnext".into()]);
    let text = table.render(Format::Table);
    assert!(!text.contains('\u{1b}'), "{text:?}");
    assert_eq!(text.lines().count(), 2, "{text:?}");
}

#[test]
fn csv_quotes_what_must_be_and_json_keeps_the_order_and_type_of_columns() {
    let mut table = Table::new(&["z", "a"]);
    table.push(["one, \"two\"".into(), 3_u64.into()]);
    assert_eq!(table.render(Format::Csv), "z,a\n\"one, \"\"two\"\"\",3\n");
    let json = table.render(Format::Json);
    assert!(json.find("\"z\"") < json.find("\"a\""), "{json}");
    let rows: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(rows[0]["a"], 3);
    assert_eq!(Table::new(&["a"]).render(Format::Json), "[]\n");
}
