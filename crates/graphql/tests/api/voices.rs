//! Who speaks for the brand, what members tell it, and circles, as they are asked for.

use domain::ambassadorship::command::*;
use domain::ambassadorship::values::*;
use domain::approval::{AmbassadorProposal, Proposal};
use domain::circle::command::*;
use domain::circle::values::OnPromotion;
use domain::id::{AnnouncementId, CircleId, InsightId, KocId};
use domain::insight::command::*;
use domain::insight::values::*;
use domain::task::BroadcastChannel;
use domain::vocabulary::TierCode;
use domain::{Actor, LocalText};
use serde_json::json;

use crate::support::*;

/// An, of the top tier, who is ambassador and was seen once.
fn with_ambassador() -> (Programme, KocId) {
    let programme = Programme::live();
    let koc_id = programme.member("An");
    programme.rise(koc_id, TierCode::Responder);
    programme.rise(koc_id, TierCode::Partner);
    programme.approve(Proposal::InviteAmbassador(AmbassadorProposal { koc_id }));
    let values_assessment = "says what is".into();
    programme.given(mei(), InviteAmbassador { koc_id, values_assessment });
    programme.given(Actor::koc(koc_id), ReachConsensus { koc_id, statement_version: 3 });
    programme.given(mei(), ReachConsensus { koc_id, statement_version: 3 });
    let mandate = Mandate {
        may_speak_on: vec![LocalText::new("续航", "Range")],
        may_not: vec![LocalText::new("价格", "Prices")],
    };
    let (title, from) = (LocalText::new("远行大使", "Ambassador"), programme.today());
    programme.given(mei(), ConferAmbassadorship { koc_id, mandate, title, from });
    let seen = RecordAdvocacy {
        koc_id,
        kind: AdvocacyKind::Clarification,
        occasion: "in the forum".into(),
        at: programme.now(),
        evidence: None,
        evidence_event: None,
    };
    programme.given(mei(), seen);
    (programme, koc_id)
}

#[test]
fn an_ambassador_shows_mandate_consensus_and_what_was_seen() {
    let (programme, koc_id) = with_ambassador();
    let fields = "koc { name } state statementVersion title { en } mandate { maySpeakOn { en } } \
                  sponsors { id } advocacies { kind occasion byThemselves } investments { kind } \
                  stories { at } councilSeats { seriesId }";
    let answer = programme.ask(&format!("{{ ambassadors {{ nodes {{ {fields} }} }} }}"));
    let expected = json!([{
        "koc": { "name": "An" }, "state": "CONFERRED", "statementVersion": 3,
        "title": { "en": "Ambassador" }, "mandate": { "maySpeakOn": [{ "en": "Range" }] },
        "sponsors": [{ "id": operator("mei") }, { "id": operator("lin") }],
        "advocacies": [
            { "kind": "CLARIFICATION", "occasion": "in the forum", "byThemselves": false }
        ],
        "investments": [], "stories": [], "councilSeats": []
    }]);
    assert_eq!(answer["ambassadors"]["nodes"], expected);
    let own = format!("{{ koc(id: \"{koc_id}\") {{ ambassadorship {{ state }} }} }}");
    assert_eq!(programme.ask(&own)["koc"]["ambassadorship"]["state"], "CONFERRED");
    let alone = "{ ambassadors(filter: { noContactForDays: 30 }, orderBy: LAST_CONTACT) { nodes { state } } }";
    assert_eq!(programme.ask(alone)["ambassadors"]["nodes"], json!([]));
    programme.wait_days(31);
    assert_eq!(programme.ask(alone)["ambassadors"]["nodes"].as_array().unwrap().len(), 1);
}

fn say(programme: &Programme, name: &str, koc_id: KocId) -> InsightId {
    let insight_id = InsightId::derived(&[name.as_bytes()]);
    let said = SubmitInsight {
        insight_id,
        koc_id,
        subject: name.into(),
        kind: InsightKind::Suggestion,
        text: "it should be nearer".into(),
        repro_steps: None,
        severity: None,
        topic: Some("photo".to_owned()),
        source: None,
    };
    programme.given(Actor::koc(koc_id), said);
    insight_id
}

#[test]
fn insights_show_owner_age_decision_and_outcome() {
    let programme = Programme::live();
    let an = programme.member("An");
    let lock = say(&programme, "lock", an);
    programme.wait_days(10);
    let seat = say(&programme, "seat", an);
    let (owner_department, owner) = ("product".to_owned(), operator("mei"));
    let due = programme.today().plus(5);
    programme.given(mei(), RouteInsight { insight_id: lock, owner_department, owner, due });
    programme.wait_days(6);
    let ask = |argument: &str| {
        let fields = "subject ageDays overdue owner { id } decision";
        let answer =
            programme.ask(&format!("{{ insights({argument}) {{ nodes {{ {fields} }} }} }}"));
        answer["insights"]["nodes"].clone()
    };
    let waits = json!([{
        "subject": "lock", "ageDays": 16, "overdue": true, "owner": { "id": operator("mei") },
        "decision": null
    }]);
    assert_eq!(ask("filter: { undecidedOlderThanDays: 14 }"), waits);
    assert_eq!(ask("filter: { overdue: true }, orderBy: AGE"), waits);
    let (decision, reasons) = (InsightDecision::Adopted, "many asked".into());
    programme.given(mei(), DecideInsight { insight_id: seat, decision, reasons });
    let what_changed = LocalText::new("更近", "It is nearer");
    let (evidence, shipped_on) = (None, None);
    let told = ReportInsightOutcome { insight_id: seat, what_changed, evidence, shipped_on };
    programme.given(mei(), told);
    let adopted = programme.ask(
        "{ insights(filter: { adopted: true }) { nodes { subject state reasons outcomes { \
         whatChanged { en } } } } }",
    );
    let expected = json!([{
        "subject": "seat", "state": "OUTCOME_REPORTED", "reasons": "many asked",
        "outcomes": [{ "whatChanged": { "en": "It is nearer" } }]
    }]);
    assert_eq!(adopted["insights"]["nodes"], expected);
    let own = format!(
        "{{ koc(id: \"{an}\") {{ insights {{ subject }} }} node(id: \"{seat}\") {{ id }} }}"
    );
    let own = programme.ask(&own);
    assert_eq!(own["koc"]["insights"], json!([{ "subject": "seat" }, { "subject": "lock" }]));
    assert_eq!(own["node"]["id"], json!(seat));
}

#[test]
fn a_circle_shows_who_is_in_it_and_what_was_said() {
    let programme = Programme::live();
    let an = programme.member("An");
    let circle_id = CircleId::derived(&[b"first"]);
    let opened = OpenCircle {
        circle_id,
        name: LocalText::new("车友圈", "Drivers"),
        min_tier: TierCode::Seed,
        capacity: 1,
        purpose: LocalText::new("先听", "Hears first"),
        on_promotion: OnPromotion::Nothing,
    };
    programme.given(mei(), opened);
    programme.given(mei(), AdmitToCircle { circle_id, koc_id: an });
    let said = PostAnnouncement {
        announcement_id: AnnouncementId::derived(&[b"said"]),
        circle_id,
        text: LocalText::new("周末见", "See you"),
        channels: vec![BroadcastChannel::App],
        task_id: None,
        urgent: false,
    };
    programme.given(mei(), said);
    let answer = programme.ask(
        "{ circles(filter: { hasRoom: false, archived: false }) { nodes { name { en } memberCount \
         members { nodes { koc { name } tier } } announcements { nodes { text { en } audienceSize \
         } } } } }",
    );
    let expected = json!([{
        "name": { "en": "Drivers" }, "memberCount": 1,
        "members": { "nodes": [{ "koc": { "name": "An" }, "tier": "SEED" }] },
        "announcements": { "nodes": [{ "text": { "en": "See you" }, "audienceSize": 1 }] }
    }]);
    assert_eq!(answer["circles"]["nodes"], expected);
    let own = programme.ask(&format!("{{ koc(id: \"{an}\") {{ circles {{ id }} }} }}"));
    assert_eq!(own["koc"]["circles"], json!([{ "id": circle_id }]));
}
