//! Campaigns, each step reached by commands: what tests of campaigns begin from.

use domain::campaign::command::*;
use domain::campaign::values::*;
use domain::id::{AssignmentId, BudgetId, CampaignId, KocId};
use domain::task::command::DraftTask;
use domain::task::{CompensationRule, Eligibility};
use domain::vocabulary::RewardUnit;
use domain::{Actor, Amount, Event, campaign};
use testkit::scene::Scene;

use crate::appeal::lin_as_ops;
use crate::common::*;
use crate::purse::given_purse;
use crate::work::*;

/// The campaign these tests are about.
pub(crate) fn fuel() -> CampaignId {
    campaign_id("fuel")
}

/// An award that is an honour.
pub(crate) fn award(code: &str, kind: AwardKind, criterion: AwardCriterion) -> PlannedAward {
    PlannedAward {
        award: code.to_owned(),
        name: text("奖项", "An award"),
        kind,
        criterion,
        floor: None,
        honour: true,
        amount: None,
    }
}

/// A process award of 100 for the best idea, one for the fastest progress, and a grand prize of
/// 500 points.
pub(crate) fn awards() -> Vec<PlannedAward> {
    let paid = |award: PlannedAward, points| PlannedAward {
        amount: Some(Amount(points)),
        honour: false,
        ..award
    };
    let fastest = AwardCriterion::FastestProgressInWorks;
    vec![
        paid(award("idea", AwardKind::Process, AwardCriterion::BestIdea), 100),
        PlannedAward { floor: Some(1), ..award("fastest", AwardKind::Process, fastest) },
        paid(award("grand", AwardKind::Grand, AwardCriterion::Overall), 500),
    ]
}

/// The fuel campaign over two weeks, with those awards out of a purse of so much.
#[track_caller]
pub(crate) fn planned(scene: &mut Scene, amount: u64) -> PlanCampaign {
    let budget_id = given_purse(scene, "awards", RewardUnit::Points, amount);
    PlanCampaign {
        ends_on: scene.today().plus(13),
        award_plan: awards(),
        budget_id: Some(budget_id),
        ..plan_campaign(scene, "fuel")
    }
}

/// The purse of the awards.
pub(crate) fn purse() -> BudgetId {
    crate::purse::purse_id("awards")
}

/// Everybody may join.
pub(crate) fn announce() -> AnnounceCampaign {
    AnnounceCampaign {
        campaign_id: fuel(),
        audience: Eligibility::default(),
        message: text("一起节油", "Let us save fuel"),
    }
}

/// The clock begins it.
pub(crate) fn begin() -> StartCampaign {
    StartCampaign { campaign_id: fuel(), briefing_waived: None }
}

/// The team begins it without a briefing.
pub(crate) fn start_waived() -> StartCampaign {
    let briefing_waived = Some("everybody has done it before".to_owned());
    StartCampaign { campaign_id: fuel(), briefing_waived }
}

/// A campaign that members may join; planned by mei, announced by lin.
#[track_caller]
pub(crate) fn given_announced(scene: &mut Scene) {
    let plan = planned(scene, 1_000);
    scene.given(mei(), plan);
    scene.given(lin_as_ops(), announce());
}

/// Takes part.
pub(crate) fn join(koc_id: KocId) -> JoinCampaign {
    JoinCampaign { campaign_id: fuel(), koc_id }
}

/// A campaign that runs, with those members in it.
#[track_caller]
pub(crate) fn given_running(scene: &mut Scene, koc_ids: &[KocId]) {
    given_announced(scene);
    for koc_id in koc_ids {
        scene.given(by(*koc_id), join(*koc_id));
    }
    scene.given(mei(), start_waived());
}

/// The clock ends it after its last day.
#[track_caller]
pub(crate) fn given_ended(scene: &mut Scene) {
    scene.wait_days(15);
    scene.given(Actor::SYSTEM, end());
}

/// A light task of the campaign.
pub(crate) fn draft_of_fuel(name: &str) -> DraftTask {
    DraftTask { campaign_id: Some(fuel()), ..draft(name) }
}

/// Work of the campaign that a member took on.
#[track_caller]
pub(crate) fn given_taken(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let brief = brief(scene);
    let task_id = given_brief(scene, draft_of_fuel(name), brief);
    scene.given(mei(), open(task_id));
    let offer = offer(scene, task_id, koc_id);
    scene.given(mei(), offer);
    let id = AssignmentId::of(task_id, koc_id);
    scene.given(by(koc_id), accept(id));
    id
}

/// Work of the campaign that was approved.
#[track_caller]
pub(crate) fn given_work(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let id = given_taken(scene, name, koc_id);
    scene.given(by(koc_id), submit(id, 1, koc_id));
    scene.given(wei(), review(id, 1, domain::assignment::values::Decision::Approve));
    id
}

/// Something to do in a week.
pub(crate) fn sub_task(name: &str, week: u16) -> AddSubTask {
    AddSubTask { campaign_id: fuel(), task_id: task_id(name), week }
}

/// A good work.
pub(crate) fn highlight(assignment_id: AssignmentId) -> ShareHighlight {
    ShareHighlight {
        campaign_id: fuel(),
        assignment_id,
        why: "one sees where the fuel goes".into(),
        channels: vec!["app".to_owned()],
    }
}

/// A look at a week.
pub(crate) fn check(week: u16) -> RecordRhythmCheck {
    RecordRhythmCheck { campaign_id: fuel(), week, note: None, action: None }
}

/// An award while it runs.
pub(crate) fn confer(award: &str, koc_id: KocId) -> ConferProcessAward {
    ConferProcessAward {
        campaign_id: fuel(),
        award: award.to_owned(),
        koc_id,
        assignment_id: None,
        why: Some("an idea nobody had".into()),
    }
}

/// The grand prize.
pub(crate) fn confer_grand(koc_id: KocId) -> ConferGrandPrize {
    ConferGrandPrize {
        campaign_id: fuel(),
        award: "grand".to_owned(),
        koc_id,
        assignment_id: None,
        why: None,
    }
}

/// Its time is over.
pub(crate) fn end() -> EndCampaign {
    EndCampaign { campaign_id: fuel(), reason: None }
}

/// Closed with those awards left without a winner.
pub(crate) fn close(voided: &[&str]) -> CloseCampaign {
    let voided = voided.iter().map(|award| VoidedAward {
        award: (*award).to_owned(),
        reason: "nobody stood out".to_owned(),
    });
    CloseCampaign {
        campaign_id: fuel(),
        results: Vec::new(),
        lessons: "begin with the drivers".to_owned(),
        voided_awards: voided.collect(),
    }
}

/// Called off; nothing is given.
pub(crate) fn call_off() -> CallOffCampaign {
    CallOffCampaign {
        campaign_id: fuel(),
        reason: "the car comes later".to_owned(),
        compensation_rule: CompensationRule::default(),
    }
}

/// The events of campaigns among them.
pub(crate) fn of_campaigns(events: &[Event]) -> Vec<campaign::Event> {
    let of = |event: &Event| match event {
        Event::Campaign(event) => Some(event.clone()),
        _ => None,
    };
    events.iter().filter_map(of).collect()
}
