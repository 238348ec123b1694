//! The size of a document, told without parsing it: what is too large never reaches the parser.

use crate::limits::Beyond;

/// Brackets within one another at most; the parser goes one call deeper for each. Our own number.
const BRACKETS_MAX: usize = 100;

/// Counts names, numbers, strings and signs; refuses more than `max`, and brackets too deep.
pub(crate) fn count(document: &str, max: usize) -> Result<usize, Beyond> {
    let bytes = document.as_bytes();
    let (mut at, mut tokens, mut depth) = (0, 0, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at = end_of_line(bytes, at);
                continue;
            }
            b'"' => at = end_of_string(bytes, at),
            b'{' | b'[' | b'(' => {
                depth += 1;
                Beyond::check("brackets", depth, BRACKETS_MAX)?;
                at += 1;
            }
            b'}' | b']' | b')' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            byte if is_word(byte) => at = end_of_word(bytes, at),
            _ => at += 1,
        }
        tokens += 1;
        Beyond::check("tokens", tokens, max)?;
    }
    Ok(tokens)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn end_of_word(bytes: &[u8], from: usize) -> usize {
    let length = bytes.iter().skip(from).take_while(|byte| is_word(**byte)).count();
    from + length
}

fn end_of_line(bytes: &[u8], from: usize) -> usize {
    let length = bytes.iter().skip(from).take_while(|byte| **byte != b'\n').count();
    from + length
}

/// The place after a string, or the end of the document for one that is not closed.
fn end_of_string(bytes: &[u8], from: usize) -> usize {
    const BLOCK: &[u8] = b"\"\"\"";
    let starts = |at: usize, with: &[u8]| bytes.get(at..).is_some_and(|b| b.starts_with(with));
    let block = starts(from, BLOCK);
    let mut at = from + if block { 3 } else { 1 };
    while at < bytes.len() {
        if bytes.get(at) == Some(&b'\\') {
            at += 2;
        } else if block && starts(at, BLOCK) {
            return at + 3;
        } else if !block && matches!(bytes.get(at), Some(b'"' | b'\n')) {
            return at + 1;
        } else {
            at += 1;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_signs_and_strings_are_counted() {
        for (document, expected) in [
            ("", 0),
            ("{ a }", 3),
            ("{ a, b # { [ c\n d }", 5),
            (r#"{ a(b: "{ \" x") }"#, 8),
            (r#"{ a(b: """ " { \""" """) }"#, 8),
            ("query 人($x: [Int!]! = [-1.5e3]) { ...人 }", 25),
            (r#"{ a(b: "not closed"#, 6),
        ] {
            assert_eq!(count(document, 100), Ok(expected), "{document}");
        }
    }

    #[test]
    fn too_many_and_too_deep_are_refused() {
        let many = count(&"a ".repeat(11), 10);
        assert_eq!(many, Err(Beyond { limit: "tokens", asked: 11, allowed: 10 }));
        let deep = count(&"[".repeat(1_000), 10_000);
        assert_eq!(deep, Err(Beyond { limit: "brackets", asked: 101, allowed: 100 }));
    }
}
