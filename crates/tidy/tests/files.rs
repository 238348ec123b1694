//! Files stay small, and documents name what exists.

/// A file longer than this is split by sub-topic.
const LINES_MAX: usize = 600;

#[test]
fn no_source_file_is_too_long() {
    let long: Vec<String> = tidy::files("crates", ".rs")
        .into_iter()
        .map(|path| (tidy::read(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > LINES_MAX)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "longer than {LINES_MAX} lines:\n{}", long.join("\n"));
}

#[test]
fn every_source_file_says_what_is_in_it() {
    let silent: Vec<String> = tidy::files("crates", ".rs")
        .into_iter()
        .filter(|path| !tidy::read(path).starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "no `//!` at the top:\n{}", silent.join("\n"));
}

#[test]
fn every_path_in_a_document_exists() {
    let mut missing = Vec::new();
    let mut seen = 0;
    for document in tidy::files("docs", ".md").into_iter().chain(["README.md".to_owned()]) {
        for path in paths(&tidy::read(&document)) {
            seen += 1;
            if !tidy::root().join(&path).exists() {
                missing.push(format!("{document}: {path}"));
            }
        }
    }
    assert!(seen > 20, "documents name paths");
    assert!(missing.is_empty(), "no such file:\n{}", missing.join("\n"));
}

/// Words in backquotes that begin like a path of the repository and stand for one file or folder.
fn paths(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| {
            ["crates/", "docs/", "fixtures/", "schemas/"].iter().any(|top| word.starts_with(top))
        })
        .filter(|word| !word.contains(['<', '*', '…', ' ', '{']))
        .map(|word| word.split("::").next().unwrap_or(word).to_owned())
        .collect()
}

#[test]
fn the_readme_names_its_two_commands() {
    let readme = tidy::read("README.md");
    assert!(readme.contains("cargo run --release -- serve --demo"));
    assert!(readme.contains("cargo test --workspace"));
}
