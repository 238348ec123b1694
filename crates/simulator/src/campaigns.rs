//! Projects of some weeks that phased work belongs to: a briefing first, a rhythm, awards on the
//! way and at the end.

use domain::assignment::command::CancelAssignment;
use domain::campaign::command::*;
use domain::campaign::values::*;
use domain::campaign::{self};
use domain::gathering::values::GatheringKind;
use domain::id::{AssignmentId, CampaignId, KocId, RecognitionId, TaskId};
use domain::recognition::command::ConferHonour;
use domain::recognition::values::{HonourKind, Praise, Recipient};
use domain::task::{CompensationRule, Eligibility};
use domain::vocabulary::{Horizon, Mode, TaskKind};
use domain::{Actor, Amount, Recorded, assignment};

use crate::gatherings;
use crate::office::{operator, ops, second_judge};
use crate::tasks::{Wish, exposure, text};
use crate::world::World;

/// Days from one campaign to the next, at least.
const EVERY_DAYS_MIN: u32 = 14;

/// Days from the plan to the first day.
const AHEAD_DAYS: i32 = 5;

/// Who joins of a hundred members, before it begins and again in its second week.
const JOIN_PCT: u32 = 12;
const LATE_PCT: u32 = 4;

/// Nobody is measured against less than a work in two weeks.
const FLOOR: u32 = 1;

/// A campaign that is under way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Season {
    pub(crate) joined: Vec<KocId>,
    /// Its works that were approved, with their authors.
    works: Vec<(AssignmentId, KocId)>,
    given: Vec<&'static str>,
    /// Is called off before it begins.
    fails: bool,
    /// The day on which it ended.
    ended: Option<u32>,
}

/// Days from its end to the end of its last work, and to when it is closed.
const CLEARED_DAYS: u32 = 29;
const CLOSED_DAYS: i64 = 30;

const AWARDS: [&str; 4] = ["idea", "fastest", "talk", "grand"];

pub(crate) fn each_day(world: &mut World<'_>) {
    let day = world.day;
    let over = |season: &Season| season.ended.is_some_and(|ended| ended + CLEARED_DAYS == day);
    let over: Vec<CampaignId> =
        world.seasons.iter().filter(|(_, it)| over(it)).map(|(id, _)| *id).collect();
    over.into_iter().for_each(|campaign_id| clear(world, campaign_id));
    let every = world.plan.rates.campaign_every_days;
    if every == 0 {
        return;
    }
    let every = every.max(EVERY_DAYS_MIN);
    if world.season.is_none() || world.is_day(every, 0) {
        plan(world, every);
    }
}

/// What is still under way a month after the end of a campaign is called off.
fn clear(world: &mut World<'_>, campaign_id: CampaignId) {
    let tasks = &world.season_tasks;
    let open = |task_id: &TaskId| tasks.get(task_id) == Some(&campaign_id);
    let alone = world.jobs.iter().map(|(id, job)| (id, job.task_id));
    let teams = world.crew_jobs.iter().map(|(id, (_, job))| (id, job.task_id));
    let works: Vec<AssignmentId> =
        alone.chain(teams).filter(|(_, task_id)| open(task_id)).map(|(id, _)| *id).collect();
    for assignment_id in works {
        let (reason, compensation_bp) = (Some("活动已结束 The campaign is over".into()), None);
        world.send(ops(), CancelAssignment { assignment_id, reason, compensation_bp });
    }
}

/// A campaign that begins in some days and ends when the next is planned.
fn plan(world: &mut World<'_>, every: u32) {
    let number = world.season_count;
    world.season_count += 1;
    let campaign_id = CampaignId::derived(&[b"season", &world.next()]);
    let starts_on = world.today().plus(AHEAD_DAYS);
    let partners: Vec<KocId> = (0..2).filter_map(|_| world.taker()).collect();
    let plan = PlanCampaign {
        campaign_id,
        name: text("真实用车季", "A season of real driving"),
        goal: text("看见真实用车", "Everybody sees real driving"),
        kpis: kpis(),
        starts_on,
        ends_on: starts_on.plus(every as i32 - AHEAD_DAYS - 1),
        cadence: Cadence::Weekly,
        award_plan: awards(world.purses.points.is_some()),
        budget_id: world.purses.points,
        planning_partners: partners,
        owner: operator("ops-1"),
        decay_alert_bp: None,
    };
    let fails = number % 4 == 2;
    world.seasons.insert(campaign_id, Season { fails, ..Season::default() });
    world.send(ops(), plan);
    let announced = world.within(8, 20);
    let (audience, message) = (Eligibility::default(), text("一起来", "Come along"));
    world.at(announced, second_judge(), AnnounceCampaign { campaign_id, audience, message });
}

fn kpis() -> Vec<Kpi> {
    let kpi = |code: &str, zh: &str, en: &str, metric, target| Kpi {
        code: code.to_owned(),
        name: text(zh, en),
        metric,
        target,
    };
    vec![
        kpi("works", "作品", "Works", KpiMetric::ApprovedWorks, 50),
        kpi("engagement", "互动", "Engagement", KpiMetric::Engagement, 1_000),
        kpi("talked", "店内提及", "Talked of at dealers", KpiMetric::External, 20),
    ]
}

fn awards(paid: bool) -> Vec<PlannedAward> {
    let award = |award: &str, zh: &str, en: &str, kind, criterion, points| PlannedAward {
        award: award.to_owned(),
        name: text(zh, en),
        kind,
        criterion,
        floor: None,
        honour: true,
        amount: Some(Amount(points)).filter(|_| paid),
    };
    use AwardCriterion::{BestIdea, FastestProgressInWorks, MostInteractive, Overall};
    let [idea, fastest, talk, grand] = AWARDS;
    let fastest = award(
        fastest,
        "最快进步",
        "Fastest progress",
        AwardKind::Process,
        FastestProgressInWorks,
        100,
    );
    vec![
        award(idea, "最佳创意", "Best idea", AwardKind::Process, BestIdea, 80),
        PlannedAward { floor: Some(FLOOR), ..fastest },
        award(talk, "最佳互动", "Most interactive", AwardKind::Process, MostInteractive, 80),
        award(grand, "季度大奖", "Grand prize", AwardKind::Grand, Overall, 300),
    ]
}

pub(crate) fn heard(world: &mut World<'_>, recorded: &Recorded, event: &campaign::Event) {
    use campaign::Event::*;
    match event {
        CampaignPlanned(e) if world.seasons.contains_key(&e.campaign_id) => {
            world.season = Some(e.campaign_id);
        }
        CampaignAnnounced(e) if world.seasons.contains_key(&e.campaign_id) => {
            announced(world, e.campaign_id);
        }
        CampaignStarted(e) if world.seasons.contains_key(&e.campaign_id) => {
            runs(world, e.campaign_id);
        }
        CampaignJoined(e) => {
            if let Some(season) = world.seasons.get_mut(&e.campaign_id) {
                season.joined.push(e.koc_id);
            }
        }
        CampaignLeft(e) => {
            if let Some(season) = world.seasons.get_mut(&e.campaign_id) {
                season.joined.retain(|koc_id| *koc_id != e.koc_id);
            }
        }
        ProcessAwardConferred(e) => honour(world, recorded, e.koc_id),
        GrandPrizeConferred(e) => honour(world, recorded, e.koc_id),
        CampaignEnded(e) => ended(world, e.campaign_id),
        CampaignClosed(e) => drop(world.seasons.remove(&e.campaign_id)),
        CampaignCalledOff(e) => {
            world.seasons.remove(&e.campaign_id);
            if world.season == Some(e.campaign_id) {
                world.season = None;
            }
        }
        _ => {}
    }
}

/// A briefing is planned, and whoever likes it joins.
fn announced(world: &mut World<'_>, campaign_id: CampaignId) {
    let fails = world.seasons.get(&campaign_id).is_some_and(|season| season.fails);
    gatherings::of_campaign(world, campaign_id, GatheringKind::ProjectBriefing, 50);
    joining(world, campaign_id, JOIN_PCT, (1, 60));
    if fails {
        let reason = "车型延期 The model comes later".to_owned();
        let compensation_rule = CompensationRule { accepted_bp: 0, handed_in_bp: 10_000 };
        let at = world.within(30, 45);
        world.at(at, ops(), CallOffCampaign { campaign_id, reason, compensation_rule });
    }
}

fn joining(world: &mut World<'_>, campaign_id: CampaignId, percent: u32, hours: (u32, u32)) {
    for _ in 0..(world.people.len() * percent / 100).max(2) {
        let Some(koc_id) = world.taker() else { continue };
        let at = world.within(hours.0, hours.1);
        world.at(at, Actor::koc(koc_id), JoinCampaign { campaign_id, koc_id });
    }
}

/// What is done while it runs, week by week; the clock looks at each.
fn runs(world: &mut World<'_>, campaign_id: CampaignId) {
    joining(world, campaign_id, LATE_PCT, (150, 300));
    let weeks = (world.plan.rates.campaign_every_days.max(EVERY_DAYS_MIN) - 5) / 7;
    for week in 1..=weeks.min(4) {
        sub_task(world, campaign_id, week);
    }
    let joined = world.seasons.get(&campaign_id).map(|it| it.joined.clone()).unwrap_or_default();
    if joined.is_empty() {
        return;
    }
    for award in &AWARDS[..2] {
        let koc_id = *world.chance.pick(&joined);
        let (award, why) = ((*award).to_owned(), Some("每周都有新发现 Something new".into()));
        let assignment_id = None;
        let given = ConferProcessAward { campaign_id, award, koc_id, assignment_id, why };
        let at = world.within(200, 700);
        world.at(at, ops(), given);
    }
    if world.chance.percent(60) {
        let koc_id = *world.chance.pick(&joined);
        let reason = Some("最近太忙 Too busy".into());
        let at = world.within(100, 600);
        world.at(at, Actor::koc(koc_id), LeaveCampaign { campaign_id, koc_id, reason });
    }
}

/// Something small to do in a week, for whoever wants.
fn sub_task(world: &mut World<'_>, campaign_id: CampaignId, week: u32) {
    let task_id = TaskId::derived(&[b"sub-task", &world.next()]);
    let wish = Wish {
        task_id,
        title: text("本周小任务", "Something small this week"),
        horizon: Horizon::Instant,
        mode: Mode::Commission,
        kind: TaskKind::Photo,
        hours: 60,
        returns: exposure(),
        automatic: false,
        growth: None,
    };
    let from = world.within((week - 1) * 168 + 20, (week - 1) * 168 + 40);
    wish.prepare_for_few(world, from, campaign_id);
    let week = u16::try_from(week).unwrap_or(u16::MAX);
    world.at(from.plus_hours(1), ops(), AddSubTask { campaign_id, task_id, week });
}

/// A work of a campaign was approved: some are shown to everybody.
pub(crate) fn heard_of_work(world: &mut World<'_>, event: &assignment::Event) {
    let assignment::Event::WorkApproved(e) = event else { return };
    let task_id = world.jobs.get(&e.assignment_id).map(|job| job.task_id);
    let campaign_id = task_id.and_then(|id| world.season_tasks.get(&id).copied());
    let Some(campaign_id) = campaign_id else { return };
    let Some(season) = world.seasons.get_mut(&campaign_id) else { return };
    season.works.push((e.assignment_id, e.koc_id));
    if season.works.len() % 6 == 1 {
        let highlight = ShareHighlight {
            campaign_id,
            assignment_id: e.assignment_id,
            why: "看得见真实用车 One sees how it is".into(),
            channels: vec!["app".to_owned()],
        };
        let at = world.within(2, 30);
        world.at(at, ops(), highlight);
    }
}

/// The grand prize goes to whoever did most; it is closed once nothing of it is open.
fn ended(world: &mut World<'_>, campaign_id: CampaignId) {
    let day = world.day;
    let Some(season) = world.seasons.get_mut(&campaign_id) else { return };
    season.ended = Some(day);
    let season = season.clone();
    let works = |koc_id: &KocId| season.works.iter().filter(|(_, of)| of == koc_id).count();
    let best = season.joined.iter().max_by_key(|koc_id| (works(koc_id), **koc_id)).copied();
    let mut given: Vec<&str> = season.given.clone();
    if let Some(koc_id) = best {
        let award = AWARDS[3].to_owned();
        let (assignment_id, why) = (None, Some("坚持到最后 To the end".into()));
        let at = world.within(20, 60);
        let grand = ConferGrandPrize { campaign_id, award, koc_id, assignment_id, why };
        world.at(at, ops(), grand);
        given.push(AWARDS[3]);
    }
    let close = close(campaign_id, &given);
    world.at(world.now.plus_hours(CLOSED_DAYS * 24), ops(), close);
}

fn close(campaign_id: CampaignId, given: &[&str]) -> CloseCampaign {
    let left = AWARDS.iter().filter(|award| !given.contains(award));
    let voided = left.map(|award| VoidedAward {
        award: (*award).to_owned(),
        reason: "无人达到 Nobody reached it".to_owned(),
    });
    CloseCampaign {
        campaign_id,
        results: vec![KpiResult { code: "talked".to_owned(), value: 12 }],
        lessons: "第二周就要有新内容 Something new in the second week".to_owned(),
        voided_awards: voided.collect(),
    }
}

/// A person finds the words for whoever was given an award.
fn honour(world: &mut World<'_>, recorded: &Recorded, koc_id: KocId) {
    let (id, award) = match &recorded.event {
        domain::Event::Campaign(campaign::Event::ProcessAwardConferred(e)) => {
            (e.campaign_id, e.award.as_str())
        }
        _ => (CampaignId(recorded.stream.id), ""),
    };
    let known = AWARDS.iter().find(|known| **known == award);
    let Some(season) = world.seasons.get_mut(&id) else { return };
    season.given.extend(known);
    let conferred = ConferHonour {
        recognition_id: RecognitionId::derived(&[b"award", &world.next()]),
        recipient: Recipient::Koc(koc_id),
        kind: HonourKind::Award,
        title: text("真实用车季 奖项", "A season of real driving, an award"),
        unique: false,
        citation: Praise {
            zh: "每周都有新发现".into(), en: "something new each week".into()
        },
        source_event: Some(recorded.position),
        valid_until: None,
    };
    let at = world.within(4, 40);
    world.at(at, ops(), conferred);
}
