//! Every query, mutation and subscription, as every role.

use async_graphql::parser::types::OperationType;
use domain::Role;

use crate::scene::{MINE, OTHER, ROLES, Scene, code};
use crate::schema::Schema;

#[test]
fn every_operation_has_a_row_in_the_table() {
    let missing: Vec<String> = Schema::read()
        .operations(MINE)
        .into_iter()
        .filter(|asked| !graphql::is_listed(asked.kind, &asked.field))
        .map(|asked| asked.field)
        .collect();
    assert!(
        missing.is_empty(),
        "say in crates/graphql/src/access/table.rs who may ask for {missing:?}"
    );
}

#[test]
fn every_role_may_do_what_the_table_says_and_no_more() {
    let scene = Scene::live();
    let operations = Schema::read().operations(MINE);
    let (mut asked, mut answered, mut reached) = (0, 0, 0);
    for role in ROLES {
        for operation in operations.iter().filter(|it| it.kind != OperationType::Subscription) {
            let answer = scene.ask(role, &operation.query);
            let may = graphql::may(role, operation.kind, &operation.field);
            let refused = code(&answer) == "FORBIDDEN";
            assert_eq!(refused, !may, "{role:?} {}: {answer}", operation.query);
            assert!(!(refused && answer["data"].is_object()), "{role:?} {}", operation.query);
            asked += 1;
            // The administrator must say for whom, which no generated argument does.
            if role != Role::Admin {
                answered += usize::from(may);
                reached += usize::from(answer["data"].is_object());
            }
        }
    }
    // Not every generated argument is one that can be; most must come through to the rules.
    assert!(asked > 700 && reached * 10 > answered * 8, "{reached} of {answered} of {asked}");
}

#[test]
fn every_role_hears_what_the_table_says_and_no_more() {
    let scene = Scene::live();
    let operations = Schema::read().operations(MINE);
    for role in ROLES {
        for operation in operations.iter().filter(|it| it.kind == OperationType::Subscription) {
            let may = graphql::may(role, operation.kind, &operation.field);
            assert_eq!(scene.may_listen(role, &operation.query), may, "{role:?}");
        }
    }
}

/// Questions with an id that is nobody's: what everybody in the programme may know.
const OF_EVERYBODY: &[&str] = &["contest", "campaign"];

#[test]
fn a_member_gets_nothing_of_somebody_elses() {
    let scene = Scene::live();
    let mut refused = 0;
    let (own, others) = (Schema::read().operations(MINE), Schema::read().operations(OTHER));
    for (own, others) in own.iter().zip(&others) {
        let of_everybody = OF_EVERYBODY.contains(&own.field.as_str());
        if own.kind == OperationType::Query && own.query != others.query && !of_everybody {
            let answer = scene.ask(Role::Koc, &others.query);
            assert_eq!(code(&answer), "FORBIDDEN", "{}: {answer}", others.query);
            refused += 1;
        }
    }
    assert!(refused >= 8, "only {refused} questions name a member");
}
