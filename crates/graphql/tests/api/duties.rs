//! What is due in duties this month, what was missed, which stipend is payable; and what members
//! have that is not money.

use domain::approval::{BudgetProposal, Proposal};
use domain::budget::command::OpenBudget;
use domain::duty::command::*;
use domain::duty::values::*;
use domain::id::{BudgetId, DutyId, KocId};
use domain::perk::values::PerkKind;
use domain::vocabulary::{RewardUnit, TierCode};
use domain::{Actor, Amount, LocalText};
use serde_json::json;

use crate::support::{Programme, mei, operator};

/// What is due, what was missed, what is payable, and when somebody last talked to them.
const DUE: &str = "{ duties(filter: { dueWithinDays: 31 }) { nodes { holder { name } title { en } \
                   nextDeliverables { code period due state } missed \
                   stipend { period amount state } lastTalkDays } } }";

fn duty_id() -> DutyId {
    DutyId::derived(&[b"column"])
}

/// Hua is a columnist for a year from the day after tomorrow.
fn columnist(programme: &Programme) -> KocId {
    let hua = programme.member("Hua");
    programme.rise(hua, TierCode::Responder);
    programme.rise(hua, TierCode::Partner);
    let (budget_id, unit) = (BudgetId::derived(&[b"stipends"]), RewardUnit::Cash);
    let amount = Amount(100_000);
    programme.approve(Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount }));
    programme.given(
        mei(),
        OpenBudget {
            budget_id,
            owner_ref: "duties-2025".to_owned(),
            unit,
            amount,
            valid_until: None,
            item: None,
            grant_alone_max: amount,
            points_valid_days: None,
            price_points: None,
        },
    );
    let terms = DutyTerms {
        kind: DutyKind::Columnist,
        seat: None,
        title: LocalText::new("专栏", "The column"),
        responsibilities: vec![LocalText::new("每月一篇", "One a month")],
        term: DutyTerm { from: programme.today().plus(2), months: 12 },
        deliverables: vec![Deliverable {
            code: "column".to_owned(),
            kind: DeliverableKind::Content,
            title: LocalText::new("专栏", "Column"),
            every: DutyPeriod::Month,
            count: 1,
        }],
        stipend: Some(StipendTerms {
            budget_id,
            unit,
            amount: Amount(800),
            per: DutyPeriod::Month,
        }),
        perks: vec![PerkKind::InformationPriority],
        support: Vec::new(),
        contact: operator("mei"),
    };
    programme.given(mei(), ProposeDuty { duty_id: duty_id(), koc_id: hua, terms });
    let agree = AgreeDuty { duty_id: duty_id(), revision: 1 };
    programme.given(Actor::koc(hua), agree.clone());
    programme.given(mei(), agree);
    programme.wait_days(2);
    programme.given(Actor::SYSTEM, StartDuty { duty_id: duty_id() });
    hua
}

#[test]
fn what_is_due_this_month_what_was_missed_and_which_stipend_is_payable() {
    let programme = Programme::live();
    columnist(&programme);
    programme.wait_days(40);
    let (duty_id, period) = (duty_id(), 1);
    programme.given(Actor::SYSTEM, AccrueStipend { duty_id, period });
    let code = "column".to_owned();
    programme.given(Actor::SYSTEM, MarkDeliverableMissed { duty_id, code, period });
    let answer = programme.ask(DUE);
    let node = &answer["duties"]["nodes"][0];
    assert_eq!(node["holder"]["name"], "Hua");
    assert_eq!(node["title"]["en"], "The column");
    assert_eq!(node["missed"], 1);
    let payable = json!([{ "period": 1, "amount": "800", "state": "PAYABLE" }]);
    assert_eq!(node["stipend"], payable);
    let next = node["nextDeliverables"].as_array().expect("a list");
    let told: Vec<_> = next.iter().map(|it| (&it["period"], &it["state"])).collect();
    assert_eq!(told, [(&json!(2), &json!("OPEN")), (&json!(3), &json!("AHEAD"))]);
    let soon = programme.ask("{ duties(filter: { dueWithinDays: 1 }) { nodes { id } } }");
    assert_eq!(soon["duties"]["nodes"], json!([]));
}

#[test]
fn a_member_shows_their_duties_and_perks_and_a_to_do_leads_there() {
    let programme = Programme::live();
    let hua = columnist(&programme);
    let query = format!(
        "{{ koc(id: \"{hua}\") {{ duties {{ id state stipendEach daysLeft }} \
         perks {{ kind source left }} }} }}"
    );
    let shown = programme.ask(&query);
    assert_eq!(shown["koc"]["duties"][0]["state"], "ACTIVE");
    assert_eq!(shown["koc"]["duties"][0]["stipendEach"], "800");
    let perks = shown["koc"]["perks"].as_array().expect("a list");
    let of_duty = perks.iter().filter(|perk| perk["source"] == "DUTY").count();
    // Four of the middle tier, four of the top one, one of the duty.
    assert_eq!((perks.len(), of_duty), (9, 1));
    let by_id =
        programme.ask(&format!("{{ duty(id: \"{}\") {{ contact {{ name }} }} }}", duty_id()));
    assert_eq!(by_id["duty"]["contact"]["name"], "mei");
    let drives = "{ perks(filter: { kind: TEST_DRIVE, state: GRANTED, endsWithinDays: 365 }) \
                  { nodes { koc { name } event { id } } } }";
    let drives = programme.ask(drives);
    assert_eq!(drives["perks"]["nodes"][0]["koc"]["name"], "Hua");
    programme.wait_days(330);
    programme.given(Actor::SYSTEM, NoteDutyEnding { duty_id: duty_id() });
    let waits = "{ todos(filter: { kind: DUTY_ENDS, open: true }) { nodes { subject { id } } } }";
    let waits = programme.ask(waits);
    let subject = json!({ "subject": { "id": duty_id().to_string() } });
    assert_eq!(waits["todos"]["nodes"], json!([subject.clone(), subject]));
}
