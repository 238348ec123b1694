//! Sealed fields are opened for those who may, and keys of people who left open nothing.

use domain::Role;
use domain::id::OperatorId;
use graphql::{Grant, Subject};

use crate::scene::{MINE, OPERATOR, OTHER, Scene, code};

/// Whether a member's name and an operator's are shown; in events no more than in fields.
fn names(scene: &Scene, role: Role) -> (bool, bool) {
    let query = format!(
        r#"{{ koc(id: "{OTHER}") {{ id name }} operator(id: "{OPERATOR}") {{ name }}
             events(first: 100) {{ nodes {{ type data }} }} }}"#
    );
    let answer = scene.ask(role, &query);
    assert_eq!(answer.get("errors"), None, "{answer}");
    let shown = answer["data"]["koc"]["name"] == "叶青";
    let events = answer["data"]["events"].to_string();
    assert_eq!(events.contains("\"叶青\""), shown, "{role:?}: {events}");
    (shown, answer["data"]["operator"]["name"] == "林岚")
}

#[test]
fn names_of_members_are_for_those_who_work_with_them() {
    let scene = Scene::live();
    for (role, members) in [
        (Role::Admin, true),
        (Role::Ops, true),
        (Role::Privacy, true),
        (Role::Reviewer, true),
        (Role::Approver, true),
        (Role::Finance, true),
        (Role::Librarian, true),
        (Role::Analyst, false),
    ] {
        let (member, operator) = names(&scene, role);
        assert_eq!(member, members, "{role:?}");
        assert!(operator, "whom one works with is known: {role:?}");
    }
}

#[test]
fn a_key_is_worth_what_its_holder_still_is() {
    let scene = Scene::live();
    let ask = |roles: &[Role], subject| {
        let grant = Grant::new("key_test", roles.to_vec(), subject, None, None);
        scene.ask_with(grant, "{ me { roles } }")
    };
    let stranger = Subject::Operator(OperatorId([1; 16]));
    assert_eq!(code(&ask(&[Role::Ops], stranger)), "FORBIDDEN");
    assert_eq!(code(&ask(&[Role::Ops], Subject::Nobody)), "FORBIDDEN");
    assert_eq!(code(&ask(&[Role::Admin], Subject::Member(MINE))), "FORBIDDEN");
    let both = ask(&[Role::Ops, Role::Koc], Subject::Operator(OPERATOR));
    assert_eq!(both["data"]["me"]["roles"], serde_json::json!(["OPS"]));
    let ended = Grant::new("key_test", vec![Role::Admin], Subject::Nobody, None, None);
    ended.end();
    assert_eq!(code(&scene.ask_with(ended, "{ me { roles } }")), "UNAUTHENTICATED");
}
