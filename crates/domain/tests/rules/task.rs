//! Drafting, briefing, approving, opening and closing a task.

use crate::common::*;
use crate::work::*;
use domain::id::OperatorId;
use domain::task::brief::{Brief, CriterionKind, Disclosure, Output, Timeline};
use domain::task::command::*;
use domain::task::event::*;
use domain::task::{Eligibility, Selection};
use domain::vocabulary::{Horizon, Mode, TierCode};
use domain::{Actor, Event, Violation, task};
use testkit::scene::Scene;

fn close(task_id: domain::id::TaskId, reason: &str) -> CloseTask {
    CloseTask { task_id, reason: reason.to_owned() }
}

/// A drafted task and a brief that a test spoils.
fn drafted() -> (Scene, domain::id::TaskId, Brief) {
    let mut scene = live_with_words();
    let task_id = given_draft(&mut scene, "clip");
    let brief = brief(&scene);
    (scene, task_id, brief)
}

#[track_caller]
fn brief_refused(spoil: impl FnOnce(&mut Brief), code: &str) {
    let (mut scene, task_id, mut brief) = drafted();
    spoil(&mut brief);
    scene.refused(mei(), write(task_id, brief), code);
}

#[test]
fn a_task_is_drafted_briefed_approved_opened_and_closed() {
    let (mut scene, task_id, brief) = drafted();
    let written = scene.accepted(mei(), write(task_id, brief.clone()));
    assert_eq!(
        written,
        [BriefWritten { task_id, brief_version: 1, brief: Box::new(brief) }.into()]
    );
    let approved = scene.accepted(lin(), approve_brief(task_id, 1));
    let approver = operator_id("lin");
    assert_eq!(approved, [BriefApproved { task_id, brief_version: 1, approver }.into()]);
    let opened = scene.accepted(mei(), OpenTask { slots: Some(2), ..open(task_id) });
    let selection = Selection::Offer;
    assert_eq!(
        opened,
        [TaskOpened { task_id, selection, slots: Some(2), budget_id: None, brief_version: 1 }
            .into()]
    );
    let closed = scene.accepted(mei(), close(task_id, "enough works came in"));
    assert!(matches!(closed.as_slice(), [Event::Task(task::Event::TaskClosed(_))]));
}

#[test]
fn a_task_is_drafted_once() {
    let mut scene = live_with_words();
    given_draft(&mut scene, "clip");
    scene.refused(mei(), draft("clip"), "TASK_EXISTS");
}

#[test]
fn the_identity_horizon_takes_no_orders() {
    let mut scene = live_with_words();
    let draft = DraftTask { horizon: Horizon::Identity, ..draft("clip") };
    scene.refused(mei(), draft, "IDENTITY_TAKES_NO_ORDERS");
}

#[test]
fn ongoing_work_needs_a_duty() {
    let mut scene = live_with_words();
    let draft = DraftTask { horizon: Horizon::Ongoing, ..draft("clip") };
    scene.refused(mei(), draft, "HORIZON_NEEDS_DUTY");
}

#[test]
fn a_horizon_allows_the_policys_modes_only() {
    let mut scene = live_with_words();
    let draft = DraftTask { mode: Mode::TeamCollaboration, ..draft("clip") };
    scene.refused(mei(), draft, "MODE_NOT_ALLOWED");
}

#[test]
fn a_draft_needs_a_title_a_real_difficulty_and_a_known_parent() {
    let mut scene = live_with_words();
    let untitled = DraftTask { title: text("周末", " "), ..draft("clip") };
    scene.refused(mei(), untitled, "LABEL_MISSING");
    for difficulty in [0, 6] {
        scene.refused(mei(), DraftTask { difficulty, ..draft("clip") }, "FIELD_INVALID");
    }
    let orphan = DraftTask { parent_task_id: Some(task_id("nowhere")), ..draft("clip") };
    scene.refused(mei(), orphan, "NOT_FOUND");
}

#[test]
fn a_brief_says_everything_its_author_needs() {
    let (mut scene, task_id, full) = drafted();
    let lacking = Brief {
        objective: text("展示", ""),
        scope_in: Vec::new(),
        returns: Vec::new(),
        effort_estimate_hours: 0,
        disclosure: Disclosure { required: true, wording: None },
        ..full
    };
    let refusal = scene.send(mei(), write(task_id, lacking)).expect_err("incomplete");
    let missing = ["objective", "scopeIn", "returns", "disclosure.wording", "effortEstimateHours"];
    let missing = missing.map(str::to_owned).to_vec();
    assert_eq!(refusal.violations(), [Violation::BriefIncomplete { missing }]);
    assert_eq!(refusal.code(), "BRIEF_INCOMPLETE");
}

#[test]
fn a_brief_without_criteria_cannot_be_measured() {
    brief_refused(|brief| brief.criteria.clear(), "OBJECTIVE_NOT_MEASURABLE");
}

#[test]
fn a_criterion_is_there_once() {
    brief_refused(|brief| brief.criteria.push(must("seats")), "CRITERION_TWICE");
}

#[test]
fn scored_weights_sum_to_a_hundred() {
    brief_refused(|brief| brief.criteria.push(scored("sound", 1)), "CRITERIA_WEIGHTS_INVALID");
}

#[test]
fn a_brief_may_have_must_criteria_alone() {
    let (mut scene, task_id, mut brief) = drafted();
    brief.criteria = vec![must("seats")];
    scene.accepted(mei(), write(task_id, brief));
}

#[test]
fn only_scored_criteria_have_a_weight() {
    let weighted = criterion("seats-2", CriterionKind::Must, 10);
    brief_refused(|brief| brief.criteria.push(weighted), "FIELD_INVALID");
}

#[test]
fn the_window_of_a_brief_fits_its_horizon() {
    let longer = |brief: &mut Brief| {
        brief.timeline.submit_by = brief.timeline.start.plus_hours(73);
    };
    brief_refused(longer, "HORIZON_WINDOW_MISMATCH");
    let mut scene = live_with_words();
    scene.given(mei(), DraftTask { mode: Mode::IndividualContest, ..draft_led("month") });
    let days = |days: i64| {
        let brief = brief(&scene);
        let submit_by = scene.now().plus_hours(days * 24);
        let review_by = submit_by.plus_hours(24);
        let timeline = Timeline { submit_by, review_by, ..brief.timeline };
        write(task_id("month"), Brief { timeline, ..brief })
    };
    let (short, right, long) = (days(6), days(92), days(93));
    scene.refused(mei(), short, "HORIZON_WINDOW_MISMATCH");
    scene.refused(mei(), long, "HORIZON_WINDOW_MISMATCH");
    scene.accepted(mei(), right);
}

#[test]
fn the_dates_of_a_brief_are_in_order() {
    let early = |brief: &mut Brief| brief.timeline.review_by = brief.timeline.start;
    brief_refused(early, "FIELD_INVALID");
}

#[test]
fn a_brief_gives_facts_and_never_the_verdict() {
    let zh = |brief: &mut Brief| brief.objective.zh = "展示后排,必须好评".to_owned();
    brief_refused(zh, "OPINION_PRESCRIBED");
    let en =
        |brief: &mut Brief| brief.criteria[0].text.en = "The author MUST\n praise it".to_owned();
    brief_refused(en, "OPINION_PRESCRIBED");
}

#[test]
fn a_brief_may_rule_a_prescribed_opinion_out() {
    let (mut scene, task_id, mut brief) = drafted();
    brief.scope_out.push(text("不要求必须好评", "Nobody must praise anything"));
    scene.accepted(mei(), write(task_id, brief));
}

#[test]
fn a_brief_asks_for_formats_of_the_vocabulary() {
    let format = "hologram".to_owned();
    let hologram = Output { format, min: 1, max: 2, count: 1 };
    brief_refused(|brief| brief.outputs.push(hologram), "TERM_UNKNOWN");
}

#[test]
fn a_brief_asks_for_possible_outputs() {
    brief_refused(|brief| brief.outputs[0].min = 181, "FIELD_INVALID");
    brief_refused(|brief| brief.outputs[0].count = 0, "FIELD_INVALID");
}

#[test]
fn a_brief_names_a_contact_of_the_team() {
    let nobody = OperatorId::derived(&[b"nobody"]);
    brief_refused(|brief| brief.contact_operator = nobody, "NOT_FOUND");
}

#[test]
fn a_brief_is_not_a_book() {
    brief_refused(|brief| brief.expected_effect.zh = "长".repeat(2_001), "FIELD_INVALID");
    let many = vec![text("一次出行", "One trip"); 101];
    brief_refused(|brief| brief.scope_in = many, "FIELD_INVALID");
}

#[test]
fn the_same_brief_is_not_written_twice() {
    let (mut scene, task_id, brief) = drafted();
    scene.given(mei(), write(task_id, brief.clone()));
    scene.refused(mei(), write(task_id, brief), "NO_CHANGE");
}

#[test]
fn every_broken_rule_of_a_brief_is_told_at_once() {
    let (mut scene, task_id, mut brief) = drafted();
    brief.criteria.push(scored("clarity", 5));
    brief.objective.en = "Only positive words".to_owned();
    brief.contact_operator = operator_id("nobody");
    let refusal = scene.send(mei(), write(task_id, brief)).expect_err("broken rules");
    let codes: Vec<&str> = refusal.violations().iter().map(Violation::code).collect();
    let all = ["CRITERION_TWICE", "CRITERIA_WEIGHTS_INVALID", "OPINION_PRESCRIBED", "NOT_FOUND"];
    assert_eq!(codes, all);
}

#[test]
fn only_the_latest_brief_is_approved() {
    let (mut scene, task_id, mut brief) = drafted();
    scene.refused(lin(), approve_brief(task_id, 0), "BRIEF_VERSION_STALE");
    scene.given(mei(), write(task_id, brief.clone()));
    brief.effort_estimate_hours = 8;
    scene.given(mei(), write(task_id, brief));
    scene.refused(lin(), approve_brief(task_id, 1), "BRIEF_VERSION_STALE");
    scene.given(lin(), approve_brief(task_id, 2));
    scene.refused(lin(), approve_brief(task_id, 2), "NO_CHANGE");
}

#[test]
fn nobody_approves_their_own_brief() {
    let (mut scene, task_id, brief) = drafted();
    scene.given(mei(), write(task_id, brief));
    scene.refused(mei(), approve_brief(task_id, 1), "FOUR_EYES_REQUIRED");
    // The same person is the same person through the admin key, too.
    scene.refused(mei().asserted(), approve_brief(task_id, 1), "FOUR_EYES_REQUIRED");
}

#[test]
fn a_key_without_a_name_is_no_second_pair_of_eyes() {
    let (mut scene, task_id, brief) = drafted();
    scene.given(mei(), write(task_id, brief));
    scene.refused(Actor::ADMIN, approve_brief(task_id, 1), "FORBIDDEN");
}

#[test]
fn a_task_has_no_maximum_tier() {
    let mut scene = live_with_words();
    let task_id = given_draft(&mut scene, "clip");
    let lowest_only = SetEligibility {
        max_tier: Some(TierCode::Seed),
        ..eligibility(
            task_id,
            Eligibility { min_accepted_works: Some(1), ..Eligibility::default() },
        )
    };
    scene.refused(mei(), lowest_only, "MAX_TIER_FORBIDDEN");
}

#[test]
fn eligibility_names_known_members_and_changes_something() {
    let mut scene = live_with_words();
    let task_id = given_draft(&mut scene, "clip");
    let unknown = Eligibility { exclude: vec![koc("nobody")], ..Eligibility::default() };
    scene.refused(mei(), eligibility(task_id, unknown), "NOT_FOUND");
    scene.refused(mei(), eligibility(task_id, Eligibility::default()), "NO_CHANGE");
    let responders = Eligibility { min_tier: Some(TierCode::Responder), ..Eligibility::default() };
    scene.accepted(mei(), eligibility(task_id, responders));
}

#[test]
fn a_task_opens_with_its_latest_brief_approved() {
    let (mut scene, task_id, mut brief) = drafted();
    scene.refused(mei(), open(task_id), "BRIEF_NOT_APPROVED");
    scene.given(mei(), write(task_id, brief.clone()));
    scene.refused(mei(), open(task_id), "BRIEF_NOT_APPROVED");
    scene.given(lin(), approve_brief(task_id, 1));
    brief.effort_estimate_hours = 8;
    scene.given(mei(), write(task_id, brief));
    scene.refused(mei(), open(task_id), "BRIEF_NOT_APPROVED");
}

#[test]
fn a_task_does_not_open_after_its_deadline() {
    let mut scene = live_with_words();
    let brief = brief(&scene);
    let task_id = given_brief(&mut scene, draft("clip"), brief);
    scene.wait_hours(48);
    scene.refused(mei(), open(task_id), "DEADLINE_PASSED");
}

#[test]
fn a_task_opens_once_and_its_brief_stays() {
    let mut scene = live_with_words();
    let brief = brief(&scene);
    let task_id = given_open(&mut scene, "clip");
    scene.refused(mei(), open(task_id), "TASK_ALREADY_OPEN");
    scene.refused(mei(), write(task_id, brief), "TASK_ALREADY_OPEN");
    scene.refused(lin(), approve_brief(task_id, 1), "TASK_ALREADY_OPEN");
}

#[test]
fn a_task_has_at_least_one_slot() {
    let mut scene = live_with_words();
    let brief = brief(&scene);
    let task_id = given_brief(&mut scene, draft("clip"), brief);
    scene.refused(mei(), OpenTask { slots: Some(0), ..open(task_id) }, "LIMIT_INVALID");
}

#[test]
fn only_an_open_task_is_closed_and_for_a_reason() {
    let mut scene = live_with_words();
    let draft = given_draft(&mut scene, "draft");
    scene.refused(mei(), close(draft, "no longer wanted"), "TASK_NOT_OPEN");
    let task_id = given_open(&mut scene, "clip");
    scene.refused(mei(), close(task_id, " "), "REASON_REQUIRED");
    scene.refused(Actor::SYSTEM, close(task_id, "its time is over"), "NOT_YET_DUE");
    scene.wait_hours(49).given(Actor::SYSTEM, close(task_id, "its time is over"));
    scene.refused(mei(), close(task_id, "again"), "TASK_NOT_OPEN");
}

#[test]
fn what_is_asked_of_an_unknown_task_is_refused() {
    let mut scene = live_with_words();
    let brief = brief(&scene);
    let unknown = task_id("nowhere");
    scene.refused(mei(), write(unknown, brief), "NOT_FOUND");
    scene.refused(lin(), approve_brief(unknown, 1), "NOT_FOUND");
    scene.refused(mei(), eligibility(unknown, Eligibility::default()), "NOT_FOUND");
    scene.refused(mei(), open(unknown), "NOT_FOUND");
    scene.refused(mei(), close(unknown, "why not"), "NOT_FOUND");
}

#[test]
fn a_code_of_a_brief_holds_no_words_about_a_person() {
    let mut scene = live_with_words();
    let task_id = given_draft(&mut scene, "clip");
    let mut told = brief(&scene);
    told.usage_rights.territory = "where Wang Fang lives".to_owned();
    scene.refused(mei(), write(task_id, told), "FIELD_INVALID");
    let mut told = brief(&scene);
    told.usage_rights.channels = vec!["王芳的微博".to_owned()];
    scene.refused(mei(), write(task_id, told), "FIELD_INVALID");
}
