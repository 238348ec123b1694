//! Every golden example is as its JSON Schema says, and broken ones are refused by field.

use domain::Event;
use fixture::place::written;
use fixture::schema::{Form, Schemas};
use serde_json::{Value, json};

use crate::examples;

fn fields(schemas: &Schemas, name: &'static str, document: &Value) -> Vec<String> {
    let mismatches = schemas.mismatches(Form::Event(name), document);
    mismatches.into_iter().map(|it| format!("{}: {}", written(&it.steps), it.what)).collect()
}

#[test]
fn every_example_is_as_its_schema_says() {
    let schemas = Schemas::default();
    for kind in Event::types() {
        let example = examples::of(kind.name).expect("there is one of every event");
        assert_eq!(fields(&schemas, kind.name, &example), [""; 0], "{}", kind.name);
        let mut more = example.clone();
        more["nobodyKnows"] = json!(1);
        let found = fields(&schemas, kind.name, &more);
        assert_eq!(found, ["nobodyKnows: there is no such field"], "{}", kind.name);
    }
}

#[test]
fn a_broken_example_is_refused_by_field() {
    let schemas = Schemas::default();
    let example = examples::of("KocPromoted").expect("there is one");
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut broken = example.clone();
        change(&mut broken);
        fields(&schemas, "KocPromoted", &broken).join("; ")
    };
    assert_eq!(
        broken(&|it| it["to"] = json!("GOLD")),
        r#"to: "GOLD" is none of SEED, RESPONDER, PARTNER"#
    );
    assert_eq!(
        broken(&|it| it["daysInPrevious"] = json!("many")),
        r#"daysInPrevious: "many" is not of type "integer""#
    );
    assert_eq!(
        broken(&|it| it["policyVersion"] = json!(-1)),
        "policyVersion: -1 is less than the minimum of 0"
    );
    let approvals = |it: &mut Value| it["approvedBy"][0] = json!({"operatorId": "op_1"});
    assert_eq!(
        broken(&approvals),
        "approvedBy[0]: `event` is missing; approvedBy[0]: `assertedByAdmin` is missing; \
         approvedBy[0].operatorId: \"op_1\" is not of the form of operator_01970000-0000-7000-8000-000000000001"
    );
    assert_eq!(
        broken(&|it| it["evidence"]["note"] = json!(3)),
        "evidence.note: 3 is not of type \"string\""
    );
}
