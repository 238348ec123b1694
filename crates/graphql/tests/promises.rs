//! What the schema of the last release promised is kept, or the changelog says what is not.
//!
//! `schemas/released.txt` holds that promise, a line for everything a client can rely on. Only
//! `just release-schema` rewrites it: what was added since may still be changed freely.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    FieldDefinition, InputValueDefinition, TypeDefinition, TypeKind, TypeSystemDefinition,
};

/// What a client relies on, and what of it.
type Promises = BTreeMap<String, String>;

/// Everything a client can rely on in a schema: `Query.koc` is of type `Koc`,
/// `Query.koc(id)` takes `ID!`, `AppealState.OPEN` is a value, `Node>Koc` is possible.
fn promises(sdl: &str) -> Promises {
    let mut promises = Promises::new();
    for definition in parse_schema(sdl).expect("a schema").definitions {
        if let TypeSystemDefinition::Type(ty) = definition {
            add_type(&mut promises, &ty.node);
        }
    }
    promises
}

fn add_type(promises: &mut Promises, ty: &TypeDefinition) {
    let name = ty.name.node.as_str();
    let (kind, fields) = match &ty.kind {
        TypeKind::Scalar => ("scalar", [].as_slice()),
        TypeKind::Object(object) => {
            add_possible(promises, &object.implements, name);
            ("object", object.fields.as_slice())
        }
        TypeKind::Interface(interface) => ("interface", interface.fields.as_slice()),
        TypeKind::Union(union) => {
            for member in &union.members {
                promises.insert(format!("{name}>{}", member.node), "possible".to_owned());
            }
            ("union", [].as_slice())
        }
        TypeKind::Enum(kind) => {
            for value in &kind.values {
                promises.insert(format!("{name}.{}", value.node.value.node), "value".to_owned());
            }
            ("enum", [].as_slice())
        }
        TypeKind::InputObject(input) => {
            for field in &input.fields {
                promises.insert(format!("{name}.{}", field.node.name.node), taken(&field.node));
            }
            ("input", [].as_slice())
        }
    };
    promises.insert(name.to_owned(), kind.to_owned());
    fields.iter().for_each(|field| add_field(promises, name, &field.node));
}

fn add_possible(promises: &mut Promises, of: &[Positioned<async_graphql::Name>], name: &str) {
    for interface in of {
        promises.insert(format!("{}>{name}", interface.node), "possible".to_owned());
    }
}

fn add_field(promises: &mut Promises, of: &str, field: &FieldDefinition) {
    let name = format!("{of}.{}", field.name.node);
    for argument in &field.arguments {
        let argument = &argument.node;
        promises.insert(format!("{name}({})", argument.name.node), taken(argument));
    }
    promises.insert(name, format!("gives {}", field.ty.node));
}

/// What an argument or a field of an input takes: `takes ID!`, `may take Int`.
fn taken(value: &InputValueDefinition) -> String {
    let required = !value.ty.node.nullable && value.default_value.is_none();
    format!("{} {}", if required { "takes" } else { "may take" }, value.ty.node)
}

/// Every promise that is not kept, by what it is about, with the reason.
fn broken(before: &Promises, now: &Promises) -> BTreeMap<String, String> {
    let mut broken = BTreeMap::new();
    for (what, promised) in before {
        match now.get(what) {
            // What went with its type is told with the type.
            None if owner(what) != what && !now.contains_key(owner(what)) => {}
            None => drop(broken.insert(what.clone(), "is gone".to_owned())),
            Some(kept) if keeps(promised, kept) => {}
            Some(kept) => {
                drop(broken.insert(what.clone(), format!("was `{promised}`, is `{kept}`")));
            }
        }
    }
    for (what, asked) in now {
        let new = !before.contains_key(what) && before.contains_key(owner(what));
        if new && asked.starts_with("takes ") {
            broken.insert(what.clone(), format!("is new and {asked}"));
        }
    }
    broken
}

/// What something is part of: an argument of its field, a field of its type.
fn owner(what: &str) -> &str {
    what.rfind(['(', '.', '>']).map_or(what, |end| &what[..end])
}

/// Whether whoever relied on `promised` can go on: an answer may become surer, a question may
/// become freer.
fn keeps(promised: &str, kept: &str) -> bool {
    let given = |text: &str| text.strip_prefix("gives ").map(str::to_owned);
    if let (Some(promised), Some(kept)) = (given(promised), given(kept)) {
        return surer(&promised, &kept);
    }
    let taken = |text: &str| {
        let ty = text.strip_prefix("takes ").or_else(|| text.strip_prefix("may take "))?;
        Some((ty.to_owned(), text.starts_with("takes ")))
    };
    match (taken(promised), taken(kept)) {
        (Some((promised, was_required)), Some((kept, required))) => {
            surer(&kept, &promised) && (was_required || !required)
        }
        _ => promised == kept,
    }
}

/// Whether `new` is `old`, but for nulls it leaves out.
fn surer(old: &str, new: &str) -> bool {
    let (mut old, mut new) = (old.chars().peekable(), new.chars().peekable());
    loop {
        match (old.peek(), new.peek()) {
            (None, None) => return true,
            (one, other) if one == other => drop((old.next(), new.next())),
            (_, Some('!')) => drop(new.next()),
            _ => return false,
        }
    }
}

/// What the changelog says is not kept: everything in backticks under the section of what is not
/// released yet.
fn acknowledged(changelog: &str) -> Vec<&str> {
    let section = changelog.split("\n## ").find(|section| section.starts_with("Unreleased"));
    section.unwrap_or_default().split('`').skip(1).step_by(2).collect()
}

/// What is broken and not acknowledged.
fn unacknowledged(before: &Promises, now: &Promises, changelog: &str) -> Vec<String> {
    let acknowledged = acknowledged(changelog);
    let broken = broken(before, now).into_iter();
    let left = broken.filter(|(what, _)| !acknowledged.contains(&what.as_str()));
    left.map(|(what, reason)| format!("`{what}` {reason}")).collect()
}

fn root(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file)
}

fn write(promises: &Promises) -> String {
    promises.iter().map(|(what, promised)| format!("{what}: {promised}\n")).collect()
}

fn read(text: &str) -> Promises {
    let lines = text.lines().map(|line| line.split_once(": ").expect("`what: promised`"));
    lines.map(|(what, promised)| (what.to_owned(), promised.to_owned())).collect()
}

#[test]
fn what_was_released_is_kept_or_the_changelog_says_what_is_not() {
    let now = promises(&graphql::sdl());
    let kept = root("schemas/released.txt");
    if std::env::var_os("RELEASE_SCHEMA").is_some() {
        std::fs::write(&kept, write(&now)).unwrap();
    }
    let before = read(&std::fs::read_to_string(kept).unwrap());
    let changelog = std::fs::read_to_string(root("CHANGELOG.md")).unwrap();
    let left = unacknowledged(&before, &now, &changelog);
    assert!(
        left.is_empty(),
        "clients rely on this; keep it, or name each under `## Unreleased` in CHANGELOG.md:\n{}",
        left.join("\n")
    );
}

const BEFORE: &str = "
    interface Node { id: ID! }
    type Koc implements Node { id: ID! name: String tags: [String!]! }
    type Car implements Node { id: ID! }
    union Found = Koc | Car
    enum State { OPEN CLOSED }
    input Filter { state: State name: String! }
    type Query { koc(id: ID!, lang: String): Koc! all(filter: Filter): [Koc!]! }
";

/// What is broken by replacing one text in the schema by another.
fn breaks(old: &str, new: &str) -> Vec<String> {
    assert!(BEFORE.contains(old), "{old}");
    broken(&promises(BEFORE), &promises(&BEFORE.replacen(old, new, 1))).into_keys().collect()
}

#[test]
fn what_clients_rely_on_cannot_go_unnoticed() {
    for (old, new, what) in [
        ("name: String tags", "tags", "Koc.name"),
        ("name: String tags", "name: Int tags", "Koc.name"),
        ("name: String tags", "name: [String] tags", "Koc.name"),
        ("tags: [String!]!", "tags: [String]!", "Koc.tags"),
        ("): Koc!", "): Koc", "Query.koc"),
        (", lang: String", "", "Query.koc(lang)"),
        ("lang: String)", "lang: String!)", "Query.koc(lang)"),
        ("lang: String)", "lang: String! = \"en\")", "Query.koc(lang)"),
        ("lang: String)", "lang: String, on: ID!)", "Query.koc(on)"),
        ("id: ID!, lang", "id: String!, lang", "Query.koc(id)"),
        ("OPEN CLOSED", "OPEN", "State.CLOSED"),
        ("state: State ", "", "Filter.state"),
        ("state: State ", "state: State! ", "Filter.state"),
        ("state: State ", "state: State more: Int! ", "Filter.more"),
        ("Koc | Car", "Koc", "Found>Car"),
        ("type Car implements Node", "type Car", "Node>Car"),
        ("enum State", "scalar State enum Other", "State"),
        ("input Filter {", "input Other {", "Filter"),
    ] {
        assert!(
            breaks(old, new).contains(&what.to_owned()),
            "{old} → {new}: {:?}",
            breaks(old, new)
        );
    }
}

#[test]
fn what_leaves_clients_as_they_were_is_nobodys_concern() {
    for (old, new) in [
        ("name: String tags", "name: String! tags"),
        ("name: String tags", "name: String age: Int! tags"),
        ("id: ID!, lang", "id: ID, lang"),
        ("lang: String)", "lang: String, on: ID)"),
        ("OPEN CLOSED", "OPEN CLOSED PAUSED"),
        ("name: String! }", "name: String more: Int! = 1 }"),
        ("Koc | Car", "Koc | Car | Query"),
        ("type Car", "input New { name: String! } type Car"),
    ] {
        assert_eq!(breaks(old, new), [""; 0], "{old} → {new}");
    }
}

#[test]
fn only_what_the_changelog_names_now_is_acknowledged() {
    let (before, now) = (promises(BEFORE), promises(&BEFORE.replacen("OPEN CLOSED", "OPEN", 1)));
    let left = |changelog: &str| unacknowledged(&before, &now, changelog);
    assert_eq!(left("# Changelog\n\n## Unreleased\n"), ["`State.CLOSED` is gone"]);
    assert_eq!(left("# C\n\n## Unreleased\n\n- `State` is short.\n"), ["`State.CLOSED` is gone"]);
    assert_eq!(left("# C\n\n## Unreleased\n\n- `State.CLOSED`: unused.\n"), [""; 0]);
    let earlier = "# C\n\n## Unreleased\n\n- Nothing.\n\n## 0.1.0\n\n- `State.CLOSED`: unused.\n";
    assert_eq!(left(earlier), ["`State.CLOSED` is gone"]);
}
