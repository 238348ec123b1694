//! Questions about cars and about how members are looked after, as the team asks them.

use domain::Role;
use domain::care::command::{AssignRelationshipManager, HoldTalk};
use domain::care::values::{TalkMedium, TalkTopic};
use domain::id::{LoanId, TalkId, VehicleId};
use domain::programme::command::ExtendVocabulary;
use domain::vehicle::command::*;
use domain::vehicle::values::*;
use domain::vocabulary::{TierCode, VocabularyAxis};
use domain::{Actor, LocalText};
use serde_json::json;

use crate::support::{Programme, mei, operator};

/// Question 10 of what the team asks, word by word.
const WHO_IS_FORGOTTEN: &str = r#"{
    careDue(filter: { feedbackOlderThanDays: 90 }) {
        nodes { koc { name tier { code } } lastFeedback }
    }
    talkDue: careDue(filter: { tier: PARTNER, talkOlderThanDays: 90 }) {
        nodes { koc { name } manager { name } }
    }
}"#;

#[test]
fn partners_without_a_talk_for_a_quarter_are_named_with_their_manager() {
    let programme = Programme::live();
    let hua = programme.member("Hua");
    programme.rise(hua, TierCode::Responder);
    programme.rise(hua, TierCode::Partner);
    programme.member("Seed");
    let operator_id = operator("mei");
    programme.given(mei(), AssignRelationshipManager { koc_id: hua, operator_id });
    programme.wait_days(89);
    let nobody = json!({ "careDue": { "nodes": [] }, "talkDue": { "nodes": [] } });
    assert_eq!(programme.ask(WHO_IS_FORGOTTEN), nobody);
    programme.wait_days(1);
    let answer = programme.ask(WHO_IS_FORGOTTEN);
    let due = answer["talkDue"]["nodes"].as_array().unwrap();
    assert_eq!(due.len(), 1, "{answer}");
    assert_eq!(due[0]["koc"]["name"], "Hua");
    assert!(due[0]["manager"]["name"].is_string());
    // Without a question: whoever is owed something now.
    let owed =
        programme.ask("{ careDue { nodes { koc { name } daysOverdue due { talkDueOn } } } }");
    assert_eq!(owed["careDue"]["nodes"][0]["koc"]["name"], "Hua");
    let talk = HoldTalk {
        koc_id: hua,
        talk_id: TalkId([1; 16]),
        standing_in_for: None,
        held_at: programme.now(),
        medium: TalkMedium::Video,
        topics: vec![TalkTopic::Work],
        wellbeing_note: None,
        development_goals: Vec::new(),
        promises: Vec::new(),
    };
    programme.given(Actor::operator(operator("mei"), Role::Ops).asserted(), talk);
    assert_eq!(programme.ask(WHO_IS_FORGOTTEN), nobody);
    let none = json!({ "careDue": { "nodes": [] } });
    assert_eq!(programme.ask("{ careDue { nodes { koc { name } } } }"), none);
}

#[test]
fn a_car_shows_its_calendar_what_is_next_and_when_it_is_free() {
    let programme = Programme::live();
    let (axis, code) = (VocabularyAxis::Model, "l7".to_owned());
    programme.given(mei(), ExtendVocabulary { axis, code, labels: LocalText::new("L7", "L7") });
    let koc_id = programme.member("Ming");
    let (vehicle_id, loan_id) = (VehicleId([1; 16]), LoanId([2; 16]));
    programme.given(
        mei(),
        RegisterVehicle {
            vehicle_id,
            vin: "LFV2B21K8D0000007".into(),
            model: "l7".to_owned(),
            variant: "long range".to_owned(),
            location: "showroom".to_owned(),
            odometer_km: 10,
            keeper: operator("mei"),
        },
    );
    let (from, until) = (programme.now().plus_hours(24), programme.now().plus_hours(72));
    let (assignment_id, perk_id, pickup_place) = (None, None, Some("the station".into()));
    programme.given(
        mei(),
        RequestLoan {
            loan_id,
            vehicle_id,
            koc_id,
            assignment_id,
            perk_id,
            from,
            until,
            pickup_place,
        },
    );
    programme.given(
        mei(),
        ApproveLoan {
            loan_id,
            licence_checked_on: programme.today(),
            licence_valid_until: programme.today().plus(100),
            insurance_ref: "policy:1".to_owned(),
            agreement_ref: "doc:1".to_owned(),
        },
    );
    let slot = DeliverySlot { from, until: from.plus_hours(2) };
    let (place, handler) = ("the station".into(), operator("lin"));
    let at_members_wish = false;
    programme.given(mei(), ScheduleDelivery { loan_id, slot, place, handler, at_members_wish });
    let answer = programme.ask(
        r#"{ vehicles { nodes { model service calendar { koc { name } state }
               nextDelivery { slot { from } place } totals { onTimeBp } } }
             fleet { deliveries } loans(filter: { live: true }) { totalCount } }"#,
    );
    let car = &answer["vehicles"]["nodes"][0];
    assert_eq!(car["calendar"][0]["koc"]["name"], "Ming");
    assert_eq!(car["nextDelivery"]["slot"]["from"], json!(from));
    assert_eq!(car["nextDelivery"]["place"], "the station");
    assert_eq!(answer["loans"]["totalCount"], 1);
    for (from, until, free) in [(from, until, 0), (until, until.plus_hours(5), 1)] {
        let window = format!(r#"{{ from: "{from}", until: "{until}" }}"#);
        let query = format!("{{ vehicles(filter: {{ free: {window} }}) {{ totalCount }} }}");
        assert_eq!(programme.ask(&query)["vehicles"]["totalCount"], free);
    }
    let of_koc = format!(r#"{{ koc(id: "{koc_id}") {{ loans {{ state onTime }} }} }}"#);
    assert_eq!(programme.ask(&of_koc)["koc"]["loans"][0]["state"], "SCHEDULED");
}
