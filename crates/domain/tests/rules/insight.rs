//! Insights: said, given to somebody who answers for it, decided with reasons, told back.

use domain::activity::values::ActivityKind;
use domain::asset::command::ArchiveAsset;
use domain::asset::values::AssetSource;
use domain::id::{AssetId, EventId, KocId};
use domain::insight::Event as Happened;
use domain::insight::command::*;
use domain::insight::values::*;
use domain::koc::command::*;
use domain::koc::measure::{Window, measure};
use domain::policy::{Comparison, MetricCode, PolicyRules, Threshold};
use domain::privacy::values::DataRequestKind;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::TierCode;
use domain::{Actor, Event, Role, Timer};

use crate::ambassadors::*;
use crate::asset::by_contract;
use crate::common::*;
use crate::koc_merge::given_merged;
use crate::koc_suspend::given_suspended;
use crate::privacy::{erase, receive, verify, yan};
use crate::shown::{clock, completed, opened};
use crate::work::*;

fn decided(events: &[Event]) -> &domain::insight::event::InsightDecided {
    let found = events.iter().find_map(|event| match event {
        Event::Insight(Happened::InsightDecided(e)) => Some(e),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("decided: {events:?}"))
}

#[test]
fn a_member_tells_the_brand_something_and_somebody_is_asked_to_route_it() {
    let mut scene = live_with_tao();
    let ming = member(&mut scene, "ming");
    let suggestion = suggest("lock", ming);
    scene.refused(by(koc("hua")), suggestion.clone(), "FORBIDDEN");
    let empty = SubmitInsight { text: " ".into(), ..suggestion.clone() };
    scene.refused(by(ming), empty, "INSIGHT_EMPTY");
    let lost = SubmitInsight { topic: Some("no-such".to_owned()), ..suggestion.clone() };
    scene.refused(by(ming), lost, "TERM_UNKNOWN");
    let events = scene.accepted(by(ming), suggestion.clone());
    assert_eq!(opened(&events, TodoKind::RouteInsight)[0].audience, Audience::Role(Role::Ops));
    scene.refused(by(ming), suggestion, "INSIGHT_EXISTS");
    // What was said at a table, the team writes down.
    scene.given(mei(), suggest("table", ming));
}

#[test]
fn a_defect_and_a_test_report_say_what_leads_there() {
    let mut scene = live_with_tao();
    let ming = member(&mut scene, "ming");
    for kind in [InsightKind::Defect, InsightKind::TestReport] {
        let report = SubmitInsight { kind, ..suggest("crash", ming) };
        scene.refused(by(ming), report.clone(), "REPRO_STEPS_MISSING");
        let blank = SubmitInsight { repro_steps: Some(" ".into()), ..report };
        scene.refused(by(ming), blank, "REPRO_STEPS_MISSING");
    }
    let report = SubmitInsight {
        kind: InsightKind::Defect,
        repro_steps: Some("open the map, turn it, lock the car".into()),
        severity: Some(Severity::Major),
        ..suggest("crash", ming)
    };
    scene.given(by(ming), report);
}

#[test]
fn work_that_it_comes_from_is_its_authors_own() {
    let mut scene = live_with_tao();
    let (ming, hua) = (member(&mut scene, "ming"), member(&mut scene, "hua"));
    let work = InsightSource::Work(given_accepted(&mut scene, "clip", ming));
    let of = |koc_id, source| SubmitInsight { source: Some(source), ..suggest("lock", koc_id) };
    scene.refused(by(hua), of(hua, work), "NOT_THE_ASSIGNEE");
    scene.refused(by(hua), of(hua, InsightSource::Task(task_id("none"))), "NOT_FOUND");
    scene.given(by(ming), of(ming, work));
}

#[test]
fn neither_a_suspension_nor_a_break_silences_anybody_but_leaving_does() {
    let mut scene = live_with_tao();
    let ming = member(&mut scene, "ming");
    given_suspended(&mut scene, ming, None);
    scene.given(by(ming), suggest("unfair", ming));
    let hua = member(&mut scene, "hua");
    let leave = LeaveProgramme { koc_id: hua, reason: None, effective_on: scene.today() };
    scene.given(by(hua), leave);
    scene.refused(by(hua), suggest("late", hua), "KOC_NOT_ACTIVE");
}

#[test]
fn it_is_given_to_whoever_answers_for_it_by_a_day() {
    let (mut scene, _) = with_routed();
    let route = route_to_wei(&scene, "lock");
    let past = RouteInsight { due: scene.today().plus(-1), ..route.clone() };
    scene.refused(mei(), past, "DATE_IN_PAST");
    let nobody = RouteInsight { owner: operator_id("nobody"), ..route.clone() };
    scene.refused(mei(), nobody, "NOT_FOUND");
    let nowhere = RouteInsight { owner_department: "R&D".to_owned(), ..route.clone() };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    scene.refused(wei(), route.clone(), "FORBIDDEN");
    scene.given(mei(), route.clone());
    scene.given(wei(), decide_so("lock", InsightDecision::NotAdopted));
    scene.refused(mei(), route, "ALREADY_DECIDED");
}

#[test]
fn its_author_is_asked_and_answers() {
    let (mut scene, ming) = with_routed();
    let ask = AskClarification { insight_id: insight_id("lock"), question: "which model?".into() };
    let answer = AnswerClarification { insight_id: insight_id("lock"), text: "the Q3".into() };
    scene.refused(by(ming), answer.clone(), "NOTHING_ASKED");
    let unsaid = AskClarification { question: "".into(), ..ask.clone() };
    scene.refused(wei(), unsaid, "FIELD_INVALID");
    scene.refused(lin(), ask.clone(), "FORBIDDEN");
    let events = scene.accepted(wei(), ask.clone());
    assert_eq!(opened(&events, TodoKind::AnswerClarification)[0].audience, Audience::Koc(ming));
    scene.refused(by(koc("hua")), answer.clone(), "FORBIDDEN");
    let silent = AnswerClarification { text: " ".into(), ..answer.clone() };
    scene.refused(by(ming), silent, "ANSWER_EMPTY");
    let events = scene.accepted(by(ming), answer.clone());
    assert_eq!(completed(&events), 1);
    let told = opened(&events, TodoKind::ClarificationAnswered);
    assert_eq!(told[0].audience, Audience::Operator(operator_id("wei")));
    scene.refused(by(ming), answer.clone(), "NOTHING_ASKED");
    scene.given(wei(), ask.clone());
    scene.given(wei(), decide_so("lock", InsightDecision::NotAdopted));
    scene.refused(wei(), ask, "ALREADY_DECIDED");
    scene.refused(by(ming), answer, "ALREADY_DECIDED");
}

#[test]
fn it_is_decided_once_with_reasons_by_whoever_answers_for_it() {
    let (mut scene, ming) = with_routed();
    let adopt = decide_so("lock", InsightDecision::Adopted);
    scene.refused(lin(), adopt.clone(), "FORBIDDEN");
    let silent = DecideInsight { reasons: " ".into(), ..adopt.clone() };
    scene.refused(wei(), silent, "DECISION_NEEDS_REASON");
    let events = scene.accepted(wei(), adopt.clone());
    assert_eq!(decided(&events).koc_id, ming);
    assert_eq!(opened(&events, TodoKind::InsightDecided)[0].audience, Audience::Koc(ming));
    let kept = opened(&events, TodoKind::ArchiveInsight);
    assert_eq!(kept[0].audience, Audience::Role(Role::Librarian));
    assert!(events.iter().any(|it| it.event_type().name == "ContributionCredited"));
    scene.refused(mei(), adopt, "ALREADY_DECIDED");
}

#[test]
fn what_is_not_adopted_earns_nothing_and_has_no_outcome() {
    let (mut scene, _) = with_routed();
    let outcome = shipped(&scene, "lock");
    scene.refused(wei(), outcome.clone(), "OUTCOME_WITHOUT_ADOPTION");
    let events = scene.accepted(mei(), decide_so("lock", InsightDecision::NotAdopted));
    assert!(!events.iter().any(|it| it.event_type().name == "ContributionCredited"));
    assert!(opened(&events, TodoKind::ArchiveInsight).is_empty());
    scene.refused(wei(), outcome, "OUTCOME_WITHOUT_ADOPTION");
}

#[test]
fn what_changed_is_told_to_its_author() {
    let (mut scene, ming) = with_routed();
    scene.given(wei(), decide_so("lock", InsightDecision::PartlyAdopted));
    let outcome = shipped(&scene, "lock");
    scene.refused(lin(), outcome.clone(), "FORBIDDEN");
    let half = ReportInsightOutcome { what_changed: text("", "moved"), ..outcome.clone() };
    scene.refused(wei(), half, "LABEL_MISSING");
    let ahead = ReportInsightOutcome { shipped_on: Some(scene.today().plus(1)), ..outcome.clone() };
    scene.refused(wei(), ahead, "DATE_IN_FUTURE");
    let events = scene.accepted(wei(), outcome.clone());
    let told = opened(&events, TodoKind::InsightOutcomeReported);
    assert_eq!(told[0].audience, Audience::Koc(ming));
    // More may come of it.
    scene.given(wei(), outcome);
}

#[test]
fn an_adopted_insight_is_archived_once() {
    let (mut scene, _) = with_routed();
    let kept = by_contract(&scene, AssetSource::Insight(insight_id("lock")));
    scene.refused(mei(), kept.clone(), "WORK_NOT_APPROVED");
    scene.given(wei(), decide_so("lock", InsightDecision::Adopted));
    let unknown = by_contract(&scene, AssetSource::Insight(insight_id("none")));
    scene.refused(mei(), unknown, "NOT_FOUND");
    let events = scene.accepted(mei(), kept.clone());
    assert_eq!(completed(&events), 1, "the librarian is done");
    let again = ArchiveAsset { asset_id: AssetId::derived(&[b"again"]), ..kept };
    scene.refused(mei(), again, "ALREADY_ARCHIVED");
}

#[test]
fn whoever_answers_for_it_is_told_once_that_it_is_overdue() {
    let (mut scene, _) = with_routed();
    let flag = FlagOverdueInsight { insight_id: insight_id("lock") };
    scene.refused(Actor::SYSTEM, flag.clone(), "NOT_YET_DUE");
    scene.wait_days(11);
    assert_eq!(clock(&mut scene), ["FlagOverdueInsight"]);
    scene.refused(Actor::SYSTEM, flag.clone(), "NO_CHANGE");
    // Routed anew, it has a new day; what was overdue is answered by that.
    let route = route_to_wei(&scene, "lock");
    assert_eq!(completed(&scene.accepted(mei(), route)), 1);
    scene.wait_days(11);
    let events = scene.accepted(Actor::SYSTEM, flag.clone());
    let told = opened(&events, TodoKind::InsightOverdue);
    assert_eq!(told[0].audience, Audience::Operator(operator_id("wei")));
    let events = scene.accepted(wei(), decide_so("lock", InsightDecision::NotAdopted));
    assert_eq!(completed(&events), 1);
    scene.refused(Actor::SYSTEM, flag, "ALREADY_DECIDED");
}

#[test]
fn what_is_decided_in_time_has_no_clock_any_more() {
    let (mut scene, _) = with_routed();
    scene.given(wei(), decide_so("lock", InsightDecision::Adopted));
    assert_eq!(scene.state.timers().at(Timer::FlagOverdueInsight(insight_id("lock"))), None);
}

#[test]
fn adopted_insights_count_for_a_tier() {
    let mut scene = live_with_tao();
    let mut rules = PolicyRules::default_rules();
    rules.promotion_rules[0].all_of = vec![Threshold {
        metric: MetricCode::Insight,
        op: Comparison::AtLeast,
        value: 1,
        window_days: 90,
    }];
    rules.promotion_rules[0].any_of = Vec::new();
    rules.retention_rules.retain(|rule| rule.tier != TierCode::Responder);
    new_policy(&mut scene, 2, rules);
    let ming = member(&mut scene, "ming");
    scene.wait_days(30);
    let (koc_id, to_tier) = (ming, TierCode::Responder);
    approve_promotion(&mut scene, ming, to_tier);
    let by_rule = PromoteKoc {
        policy_version: 2,
        basis: PromotionBasis::Policy(true),
        ..promote(&scene, koc_id, to_tier)
    };
    scene.given(by(ming), suggest("lock", ming));
    scene.refused(mei(), by_rule.clone(), "PROMOTION_REQUIREMENTS_NOT_MET");
    scene.given(mei(), decide_so("lock", InsightDecision::PartlyAdopted));
    scene.given(mei(), by_rule);
}

#[test]
fn what_was_not_adopted_counts_for_nothing() {
    let track = domain::koc::Track::default();
    let window = Window::ending(domain::Day(20_000), 90);
    let rules = PolicyRules::default_rules();
    assert_eq!(measure(&track, &[], &rules, MetricCode::Insight, window), Some(0));
}

#[test]
fn what_a_forgotten_member_said_waits_for_nobody() {
    let (mut scene, ming) = with_routed();
    scene.given(mei(), add_operator("yan", &[Role::Privacy]));
    let question = "which model?".into();
    scene.given(wei(), AskClarification { insight_id: insight_id("lock"), question });
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    scene.given(yan(), verify("forget"));
    let events = scene.accepted(yan(), erase("forget", ming));
    assert_eq!(completed(&events), 2, "the erasure itself, and the question to its author");
    scene.refused(mei(), decide_so("lock", InsightDecision::Adopted), "ALREADY_DECIDED");
    assert_eq!(scene.state.timers().at(Timer::FlagOverdueInsight(insight_id("lock"))), None);
}

#[test]
fn the_author_goes_on_under_another_record() {
    let (mut scene, again) = with_routed();
    let hua: KocId = member(&mut scene, "hua");
    given_merged(&mut scene, hua, again);
    let question = "which model?".into();
    scene.given(wei(), AskClarification { insight_id: insight_id("lock"), question });
    let text = "the Q3".into();
    scene.given(by(hua), AnswerClarification { insight_id: insight_id("lock"), text });
    let events = scene.accepted(wei(), decide_so("lock", InsightDecision::Adopted));
    assert_eq!(decided(&events).koc_id, hua);
}

#[test]
fn an_insightful_act_is_another_thing_than_an_insight() {
    let mut scene = live_with_tao();
    let ming = member(&mut scene, "ming");
    let act = crate::activity::act(&scene, ming, "a-1", ActivityKind::InsightfulComment);
    scene.given(Actor::IMPORT, act);
    let unknown = DecideInsight {
        insight_id: insight_id("a-1"),
        ..decide_so("a-1", InsightDecision::Adopted)
    };
    scene.refused(mei(), unknown, "NOT_FOUND");
    assert!(scene.state.position() > EventId(0));
}
