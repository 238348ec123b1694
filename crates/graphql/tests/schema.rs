//! The schema as the repository keeps it.

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
use domain::Command;
use expect_test::expect_file;

/// `UPDATE_EXPECT=1` writes the running schema; the difference is the review.
#[test]
fn the_kept_schema_is_the_running_one() {
    expect_file!["../../../schemas/koc.graphql"].assert_eq(&graphql::sdl());
}

/// History is brought in by the program, and what the scheduler says of itself by nobody else.
const NO_MUTATIONS: &[&str] = &["ImportTierMove", "ImportReviewedWork", "ScreenTiers"];

#[test]
fn every_command_is_a_mutation_by_its_own_name() {
    let sdl = graphql::sdl();
    let start = sdl.find("\ntype Mutation {").expect("there are mutations");
    let mutations = sdl[start..].split("\n}").next().unwrap_or_default();
    for name in Command::NAMES {
        let (first, rest) = name.split_at(1);
        let field = format!("\t{}{rest}(", first.to_lowercase());
        let expected = !NO_MUTATIONS.contains(name);
        assert_eq!(mutations.contains(&field), expected, "{name}");
        assert_eq!(mutations.contains(&format!("{name}Input!")), expected, "{name}");
    }
}

#[test]
fn every_question_and_command_is_described_in_both_languages() {
    let document = parse_schema(graphql::sdl()).expect("the schema is one");
    let roots = document.definitions.iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(ty) => match &ty.node.kind {
            TypeKind::Object(object) => Some((ty.node.name.node.as_str(), object)),
            _ => None,
        },
        _ => None,
    });
    let mut seen = 0;
    for (name, object) in roots {
        if !["Query", "Mutation", "Subscription"].contains(&name) {
            continue;
        }
        for field in object.fields.iter().map(|field| &field.node) {
            seen += 1;
            let words = field.description.as_ref().map_or("", |words| words.node.as_str());
            let chinese = words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let english = words.starts_with(|c: char| c.is_ascii_uppercase());
            assert!(english && chinese, "{name}.{}: `{words}`", field.name.node);
        }
    }
    assert!(seen > Command::NAMES.len(), "only {seen} fields were looked at");
}
