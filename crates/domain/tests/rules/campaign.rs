//! Campaigns: a goal that can be measured, a briefing first, a rhythm that is watched, nothing
//! closed before every award has its winner or none.

use domain::campaign::Event as Happened;
use domain::campaign::command::*;
use domain::campaign::values::*;
use domain::gathering::command::ScheduleGathering;
use domain::gathering::values::{GatheringKind, GoneCause};
use domain::id::KocId;
use domain::koc::command::LeaveProgramme;
use domain::task::Eligibility;
use domain::task::command::DraftTask;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::{RewardUnit, TierCode};
use domain::{Actor, Amount, Event, Timer, budget, gathering, task};
use testkit::scene::Scene;

use crate::appeal::lin_as_ops;
use crate::campaigns::*;
use crate::common::*;
use crate::gatherings::{self, attendance, schedule};
use crate::koc_suspend::given_suspended;
use crate::purse::given_purse;
use crate::shown::{completed, opened};
use crate::work::*;

fn three(scene: &mut Scene) -> [KocId; 3] {
    ["ming", "hua", "tao"].map(|name| member(scene, name))
}

#[test]
fn a_campaign_has_a_window_of_phased_work_and_a_goal_that_can_be_measured() {
    let mut scene = live_with_words();
    let plan = planned(&mut scene, 1_000);
    let (today, refused) = (scene.today(), "CAMPAIGN_WINDOW_INVALID");
    scene.refused(mei(), PlanCampaign { ends_on: today.plus(5), ..plan.clone() }, refused);
    scene.refused(mei(), PlanCampaign { ends_on: today.plus(92), ..plan.clone() }, refused);
    scene.refused(mei(), PlanCampaign { ends_on: today.plus(-1), ..plan.clone() }, refused);
    scene.refused(
        mei(),
        PlanCampaign { starts_on: today.plus(-1), ..plan.clone() },
        "DATE_IN_PAST",
    );
    let far = today.plus(40_000);
    let far = PlanCampaign { starts_on: far, ends_on: far.plus(20), ..plan.clone() };
    scene.refused(mei(), far, "DATE_TOO_FAR");
    let vague = PlanCampaign { kpis: Vec::new(), ..plan.clone() };
    scene.refused(mei(), vague, "OBJECTIVE_NOT_MEASURABLE");
    let nothing = Kpi { target: 0, ..plan.kpis[0].clone() };
    let nothing = PlanCampaign { kpis: vec![nothing], ..plan.clone() };
    scene.refused(mei(), nothing, "OBJECTIVE_NOT_MEASURABLE");
    let twice = PlanCampaign { kpis: [&plan.kpis[..], &plan.kpis].concat(), ..plan.clone() };
    scene.refused(mei(), twice, "FIELD_INVALID");
    let nobody = PlanCampaign { owner: operator_id("nobody"), ..plan.clone() };
    scene.refused(mei(), nobody, "NOT_FOUND");
    let eager = PlanCampaign { decay_alert_bp: Some(10_001), ..plan.clone() };
    scene.refused(mei(), eager, "FIELD_INVALID");
    scene.given(mei(), plan.clone());
    scene.refused(mei(), plan, "CAMPAIGN_EXISTS");
}

#[test]
fn an_award_is_worth_something_and_progress_has_a_floor() {
    let mut scene = live_with_words();
    let plan = planned(&mut scene, 1_000);
    let mut refused = |award: PlannedAward, code| {
        let award_plan = vec![award];
        scene.refused(mei(), PlanCampaign { award_plan, ..plan.clone() }, code);
    };
    let idea = award("idea", AwardKind::Process, AwardCriterion::BestIdea);
    refused(PlannedAward { honour: false, ..idea.clone() }, "FIELD_INVALID");
    refused(PlannedAward { amount: Some(Amount::ZERO), ..idea.clone() }, "AMOUNT_NOT_POSITIVE");
    refused(PlannedAward { floor: Some(1), ..idea.clone() }, "FIELD_INVALID");
    refused(PlannedAward { award: "the idea".to_owned(), ..idea.clone() }, "FIELD_INVALID");
    refused(PlannedAward { name: text("", "Idea"), ..idea.clone() }, "LABEL_MISSING");
    let fastest = AwardCriterion::FastestProgressInEngagement;
    refused(award("fastest", AwardKind::Process, fastest), "FIELD_INVALID");
    let twice = PlanCampaign { award_plan: vec![idea.clone(), idea], ..plan.clone() };
    scene.refused(mei(), twice, "FIELD_INVALID");
    let unpaid = PlanCampaign { budget_id: None, ..plan };
    scene.refused(mei(), unpaid, "FIELD_INVALID");
}

#[test]
fn planning_partners_are_heard_before_it_is_announced() {
    let mut scene = live_with_words();
    let [ming, ..] = three(&mut scene);
    let plan = PlanCampaign { planning_partners: vec![ming], ..planned(&mut scene, 1_000) };
    let nobody = PlanCampaign { planning_partners: vec![koc("nobody")], ..plan.clone() };
    scene.refused(mei(), nobody, "NOT_FOUND");
    let events = scene.accepted(mei(), plan);
    let asked = opened(&events, TodoKind::AskedToPlan);
    assert_eq!(asked.iter().map(|it| it.audience).collect::<Vec<_>>(), [Audience::Koc(ming)]);
}

#[test]
fn announcing_sets_aside_what_can_be_won_and_much_needs_a_second() {
    let mut scene = live_with_words();
    let plan = planned(&mut scene, 599);
    scene.given(mei(), plan);
    let labelled = AnnounceCampaign { message: text("来", ""), ..announce() };
    scene.refused(lin_as_ops(), labelled, "LABEL_MISSING");
    let audience = Eligibility { skills: terms(&["dreaming"]), ..Eligibility::default() };
    let strange = AnnounceCampaign { audience, ..announce() };
    scene.refused(lin_as_ops(), strange, "TERM_UNKNOWN");
    scene.refused(lin_as_ops(), announce(), "BUDGET_EXCEEDED");

    let mut scene = live_with_words();
    let plan = planned(&mut scene, 1_000);
    scene.given(mei(), plan);
    scene.refused(mei(), announce(), "FOUR_EYES_REQUIRED");
    let events = scene.accepted(lin_as_ops(), announce());
    let held = events.iter().find_map(|event| match event {
        Event::Budget(budget::Event::BudgetHeld(e)) => Some((e.budget_id, e.amount)),
        _ => None,
    });
    assert_eq!(held, Some((purse(), Amount(600))));
    scene.refused(lin_as_ops(), announce(), "CAMPAIGN_NOT_PLANNED");
}

#[test]
fn a_purse_that_is_closed_awards_nothing() {
    let mut scene = live_with_words();
    let plan = planned(&mut scene, 1_000);
    let close =
        domain::budget::command::CloseBudget { budget_id: purse(), reason: "over".to_owned() };
    scene.given(mei(), close);
    scene.refused(mei(), plan, "BUDGET_CLOSED");
}

#[test]
fn it_begins_on_its_day_after_a_briefing_or_a_reason() {
    let mut scene = live_with_words();
    let [ming, ..] = three(&mut scene);
    let plan = planned(&mut scene, 1_000);
    let (starts_on, ends_on) = (scene.today().plus(2), scene.today().plus(15));
    scene.given(mei(), PlanCampaign { starts_on, ends_on, ..plan });
    scene.refused(mei(), start_waived(), "CAMPAIGN_NOT_OPEN");
    scene.given(lin_as_ops(), announce());
    scene.given(by(ming), join(ming));
    scene.refused(mei(), start_waived(), "NOT_YET_DUE");
    let briefing = ScheduleGathering { campaign_id: Some(fuel()), ..schedule(&scene, "briefing") };
    scene.given(mei(), briefing);
    scene.wait_days(2);
    let timer = Timer::StartCampaign(fuel());
    let begins = timer.command(&scene.state).expect("the clock begins it");
    scene.refused(Actor::SYSTEM, begins.clone(), "BRIEFING_NOT_HELD");
    let unsaid = StartCampaign { briefing_waived: Some(" ".to_owned()), ..start_waived() };
    scene.refused(mei(), unsaid, "REASON_REQUIRED");
    scene.given(mei(), attendance("briefing", &[ming]));
    let events = of_campaigns(&scene.accepted(Actor::SYSTEM, begins));
    let [Happened::CampaignStarted(started)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(started.briefing, Some(gatherings::gathering_id("briefing")));
    assert_eq!(started.baselines, [], "ming did nothing before");
    assert_eq!(scene.state.timers().at(timer), None);
}

#[test]
fn a_meeting_that_briefs_nobody_is_no_briefing() {
    let mut scene = live_with_words();
    given_announced(&mut scene);
    let kind = GatheringKind::Workshop;
    let plan = ScheduleGathering { campaign_id: Some(fuel()), kind, ..schedule(&scene, "work") };
    scene.given(mei(), plan);
    scene.wait_hours(25);
    scene.given(mei(), attendance("work", &[]));
    scene.refused(mei(), begin(), "BRIEFING_NOT_HELD");
}

#[test]
fn what_participants_did_before_is_computed_when_it_begins_or_when_they_come() {
    let mut scene = live_with_words();
    let [ming, hua, _] = three(&mut scene);
    given_approved(&mut scene, "before", ming);
    scene.wait_days(2);
    given_announced(&mut scene);
    scene.given(by(ming), join(ming));
    let events = of_campaigns(&scene.accepted(mei(), start_waived()));
    let [Happened::CampaignStarted(started)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(started.baselines, [Baseline { koc_id: ming, works: 100, engagement: 0 }]);
    assert_eq!(started.baseline_days, 14);
    scene.wait_days(1);
    let events = of_campaigns(&scene.accepted(by(hua), join(hua)));
    let [Happened::CampaignJoined(joined)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(joined.baseline, Some(Baseline { koc_id: hua, works: 0, engagement: 0 }));
}

#[test]
fn members_join_for_themselves_while_it_is_open_to_them() {
    let mut scene = live_with_words();
    let [ming, hua, tao] = three(&mut scene);
    let plan = planned(&mut scene, 1_000);
    scene.given(mei(), plan);
    scene.refused(by(ming), join(ming), "CAMPAIGN_NOT_OPEN");
    let audience = Eligibility {
        min_tier: Some(TierCode::Seed),
        exclude: vec![hua],
        ..Eligibility::default()
    };
    scene.given(lin_as_ops(), AnnounceCampaign { audience, ..announce() });
    scene.refused(by(ming), join(tao), "FORBIDDEN");
    scene.refused(by(hua), join(hua), "NOT_ELIGIBLE");
    scene.given(by(ming), join(ming));
    scene.refused(by(ming), join(ming), "ALREADY_ENROLLED");
    let leave = LeaveCampaign { campaign_id: fuel(), koc_id: ming, reason: Some("busy".into()) };
    scene.refused(by(tao), LeaveCampaign { koc_id: tao, ..leave.clone() }, "NOT_ENROLLED");
    scene.refused(by(tao), leave.clone(), "FORBIDDEN");
    scene.given(by(ming), leave.clone());
    scene.refused(by(ming), leave, "NOT_ENROLLED");
    scene.given(by(ming), join(ming));
    scene.given(mei(), start_waived());
    scene.wait_days(14);
    scene.refused(by(tao), join(tao), "CAMPAIGN_NOT_OPEN");
}

#[test]
fn a_campaign_with_a_bar_is_for_whoever_stands_there() {
    let mut scene = live_with_words();
    let [ming, ..] = three(&mut scene);
    let plan = planned(&mut scene, 1_000);
    scene.given(mei(), plan);
    let audience = Eligibility { min_tier: Some(TierCode::Responder), ..Eligibility::default() };
    scene.given(lin_as_ops(), AnnounceCampaign { audience, ..announce() });
    scene.refused(by(ming), join(ming), "TIER_TOO_LOW");
}

#[test]
fn whoever_is_gone_takes_part_no_more() {
    let mut scene = live_with_words();
    let [ming, hua, _] = three(&mut scene);
    given_running(&mut scene, &[ming, hua]);
    let effective_on = scene.today();
    let left = LeaveProgramme { koc_id: ming, reason: None, effective_on };
    let left = of_campaigns(&scene.accepted(by(ming), left));
    let suspended = of_campaigns(&given_suspended(&mut scene, hua, None));
    let causes = [left, suspended].concat().into_iter().map(|event| match event {
        Happened::CampaignLeft(e) => (e.koc_id, e.cause),
        other => panic!("{other:?}"),
    });
    let gone = [(ming, GoneCause::MemberLeft), (hua, GoneCause::MemberSuspended)];
    assert_eq!(causes.collect::<Vec<_>>(), gone);
}

#[test]
fn a_task_names_a_campaign_there_is_that_is_not_over() {
    let mut scene = live_with_words();
    scene.refused(mei(), draft_of_fuel("photo"), "NOT_FOUND");
    let [ming, ..] = three(&mut scene);
    given_running(&mut scene, &[ming]);
    scene.given(mei(), draft_of_fuel("photo"));
    given_ended(&mut scene);
    scene.refused(mei(), draft_of_fuel("late"), "CAMPAIGN_NOT_OPEN");
    scene.given(mei(), DraftTask { campaign_id: None, ..draft_of_fuel("free") });
}

#[test]
fn a_gathering_names_a_campaign_that_is_not_over() {
    let mut scene = live_with_words();
    let of_fuel = |scene: &Scene, name| ScheduleGathering {
        campaign_id: Some(fuel()),
        ..schedule(scene, name)
    };
    let nowhere = of_fuel(&scene, "nowhere");
    scene.refused(mei(), nowhere, "NOT_FOUND");
    given_announced(&mut scene);
    scene.given(mei(), call_off());
    let late = of_fuel(&scene, "late");
    scene.refused(mei(), late, "CAMPAIGN_NOT_OPEN");
}

#[test]
fn sub_tasks_are_tasks_of_it_in_one_of_its_weeks() {
    let mut scene = live_with_words();
    let plan = planned(&mut scene, 1_000);
    scene.given(mei(), plan);
    scene.given(mei(), draft_of_fuel("tyres"));
    scene.given(mei(), draft("other"));
    scene.refused(mei(), sub_task("tyres", 1), "CAMPAIGN_NOT_RUNNING");
    scene.given(lin_as_ops(), announce());
    scene.refused(mei(), sub_task("tyres", 0), "CAMPAIGN_WINDOW_INVALID");
    scene.refused(mei(), sub_task("tyres", 3), "CAMPAIGN_WINDOW_INVALID");
    scene.refused(mei(), sub_task("other", 1), "FIELD_INVALID");
    scene.given(mei(), sub_task("tyres", 2));
    scene.refused(mei(), sub_task("tyres", 1), "NO_CHANGE");
}

#[test]
fn good_works_are_shown_and_their_authors_hear_of_it() {
    let mut scene = live_with_words();
    let [ming, hua, _] = three(&mut scene);
    given_running(&mut scene, &[ming, hua]);
    let open = given_taken(&mut scene, "open", hua);
    scene.refused(mei(), highlight(open), "WORK_NOT_APPROVED");
    let other = given_approved(&mut scene, "other", hua);
    scene.refused(mei(), highlight(other), "FIELD_INVALID");
    let work = given_work(&mut scene, "photo", ming);
    let unsaid = ShareHighlight { why: "".into(), ..highlight(work) };
    scene.refused(mei(), unsaid, "FIELD_INVALID");
    let nowhere = ShareHighlight { channels: Vec::new(), ..highlight(work) };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    let events = scene.accepted(mei(), highlight(work));
    let told = opened(&events, TodoKind::HighlightShared);
    assert_eq!(told.iter().map(|it| it.audience).collect::<Vec<_>>(), [Audience::Koc(ming)]);
    scene.refused(mei(), highlight(work), "NO_CHANGE");
}

#[test]
fn a_highlight_is_of_a_campaign_under_way() {
    let mut scene = live_with_words();
    let [ming, ..] = three(&mut scene);
    let plan = planned(&mut scene, 1_000);
    scene.given(mei(), plan);
    let work = given_work(&mut scene, "photo", ming);
    scene.refused(mei(), highlight(work), "CAMPAIGN_NOT_RUNNING");
}

#[test]
fn the_clock_looks_at_each_week_once_and_tells_the_owner_when_it_goes_cold() {
    let mut scene = live_with_words();
    let [ming, hua, tao] = three(&mut scene);
    given_running(&mut scene, &[ming, hua, tao]);
    for (name, koc_id) in [("one", ming), ("two", hua), ("three", tao)] {
        given_work(&mut scene, name, koc_id);
    }
    scene.refused(Actor::SYSTEM, check(1), "NOT_YET_DUE");
    scene.refused(mei(), check(3), "CAMPAIGN_WINDOW_INVALID");
    scene.wait_days(7);
    let timer = Timer::CheckRhythm(fuel());
    let first = timer.command(&scene.state).expect("a week is over");
    let events = scene.accepted(Actor::SYSTEM, first);
    let found = of_campaigns(&events);
    let [Happened::RhythmChecked(week)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((week.week, week.active, week.works, week.decay_bp), (1, 3, 3, Some(10_000)));
    assert!(opened(&events, TodoKind::CampaignCooling).is_empty());
    scene.refused(mei(), check(1), "WEEK_ALREADY_CHECKED");
    let work = given_work(&mut scene, "four", ming);
    scene.wait_days(7);
    let second = timer.command(&scene.state).expect("another week is over");
    let due: Vec<Timer> = scene.state.timers().due(scene.now()).map(|(_, it)| it).collect();
    let place = |of: Timer| due.iter().position(|it| *it == of);
    assert!(place(timer) < place(Timer::EndCampaign(fuel())), "the week before the end: {due:?}");
    let events = scene.accepted(Actor::SYSTEM, second);
    let found = of_campaigns(&events);
    let [Happened::RhythmChecked(week)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((week.week, week.active, week.works, week.decay_bp), (2, 1, 1, Some(3_333)));
    let cooling = opened(&events, TodoKind::CampaignCooling);
    let owner = Audience::Operator(operator_id("mei"));
    assert_eq!(cooling.iter().map(|it| it.audience).collect::<Vec<_>>(), [owner]);
    let events = scene.accepted(mei(), highlight(work));
    assert_eq!(completed(&events), 1, "something is done about it");
    scene.given(Actor::SYSTEM, end());
    scene.refused(mei(), check(2), "CAMPAIGN_NOT_RUNNING");
}

#[test]
fn what_a_review_takes_back_counts_no_more_in_the_goal() {
    let mut scene = live_with_words();
    let [ming, ..] = three(&mut scene);
    given_running(&mut scene, &[ming]);
    given_work(&mut scene, "one", ming);
    assert_eq!(scene.state.kpi_so_far(fuel(), KpiMetric::ApprovedWorks), Some(1));
    assert_eq!(scene.state.kpi_so_far(fuel(), KpiMetric::Participants), Some(1));
    assert_eq!(scene.state.kpi_so_far(fuel(), KpiMetric::Engagement), Some(0));
    assert_eq!(scene.state.kpi_so_far(fuel(), KpiMetric::External), None);
}

#[test]
fn it_ends_after_its_last_day_or_for_a_reason() {
    let mut scene = live_with_words();
    given_announced(&mut scene);
    scene.refused(mei(), end(), "CAMPAIGN_NOT_RUNNING");
    scene.given(mei(), start_waived());
    scene.refused(Actor::SYSTEM, end(), "NOT_YET_DUE");
    let early = EndCampaign { reason: Some("everything is said".to_owned()), ..end() };
    let unsaid = EndCampaign { reason: Some(" ".to_owned()), ..end() };
    scene.refused(mei(), unsaid, "NOT_YET_DUE");
    scene.refused(Actor::SYSTEM, early.clone(), "NOT_YET_DUE");
    let events = scene.accepted(mei(), early);
    assert_eq!(opened(&events, TodoKind::CampaignToJudge).len(), 1);
    assert_eq!(scene.state.timers().at(Timer::EndCampaign(fuel())), None);
    assert_eq!(scene.state.timers().at(Timer::CheckRhythm(fuel())), None);
}

#[test]
fn it_is_called_off_before_it_begins_and_what_hangs_on_it_ends() {
    let mut scene = live_with_words();
    let [ming, ..] = three(&mut scene);
    given_announced(&mut scene);
    scene.given(by(ming), join(ming));
    let taken = given_taken(&mut scene, "photo", ming);
    let briefing = ScheduleGathering { campaign_id: Some(fuel()), ..schedule(&scene, "briefing") };
    scene.given(mei(), briefing);
    let unsaid = CallOffCampaign { reason: String::new(), ..call_off() };
    scene.refused(mei(), unsaid, "REASON_REQUIRED");
    let mut generous = call_off();
    generous.compensation_rule.accepted_bp = 10_001;
    scene.refused(mei(), generous, "FIELD_INVALID");
    let events = scene.accepted(mei(), call_off());
    let ended = events.iter().filter(|event| {
        matches!(
            event,
            Event::Task(task::Event::TaskCancelled(_))
                | Event::Gathering(gathering::Event::GatheringCancelled(_))
                | Event::Budget(budget::Event::BudgetReleased(_))
        )
    });
    assert_eq!(ended.count(), 3);
    assert!(scene.state.timers().at(Timer::CancelAssignment(taken)).is_some());
    scene.refused(mei(), call_off(), "NO_CHANGE");
    scene.refused(by(ming), join(ming), "CAMPAIGN_NOT_OPEN");
}

#[test]
fn what_has_begun_is_not_called_off() {
    let mut scene = live_with_words();
    given_running(&mut scene, &[]);
    scene.refused(mei(), call_off(), "CAMPAIGN_RUNNING");
}

#[test]
fn other_purses_are_left_alone() {
    let mut scene = live_with_words();
    let other = given_purse(&mut scene, "other", RewardUnit::Points, 50);
    given_announced(&mut scene);
    let events = scene.accepted(mei(), call_off());
    let touched = events
        .iter()
        .any(|event| matches!(event, Event::Budget(event) if event.budget_id() == other));
    assert!(!touched);
}
