//! What the brand asks for: instant tasks for everybody, and work that is offered to some.

use domain::id::{BudgetId, CampaignId, KocId, TaskId};
use domain::matching::values::MATCHER_VERSION;
use domain::task::brief::*;
use domain::task::command::*;
use domain::task::{self};
use domain::task::{
    BroadcastChannel, CompensationRule, Eligibility, Growth, GrowthAim, Selection, Wanted,
};
use domain::vocabulary::{Horizon, Mode, TaskKind, TierCode, UsePurpose};
use domain::{Actor, Amount, LocalText, Moment};

use crate::founding::{FORMATS, TOPICS};
use crate::office::{approver, operator, ops};
use crate::work::{self, Offer};
use crate::world::World;

/// Points for an instant task that anybody may take.
pub(crate) const POINTS: u64 = 20;

/// Offers of one commissioned task.
const OFFERS: u32 = 10;

pub(crate) fn each_day(world: &mut World<'_>) {
    let rates = &world.plan.rates;
    for _ in 0..world.chance.mean(u64::from(rates.instant_tasks_month), 30) {
        for_everybody(world);
    }
    let per_month = u64::from(rates.commissions_pm_month) * u64::from(rates.pace_pct);
    let offers = world.share_of_day(per_month, 100_000, world.people.len());
    let tasks = world.chance.mean(u64::from(offers), u64::from(OFFERS));
    for _ in 0..tasks {
        commission(world);
    }
    if world.is_day(60, 30) {
        commission_called_off(world);
    }
}

pub(crate) fn text(zh: &str, en: &str) -> LocalText {
    LocalText::new(zh, en)
}

/// What the parts of every brief here have in common.
pub(crate) struct Wish {
    pub(crate) task_id: TaskId,
    pub(crate) title: LocalText,
    pub(crate) horizon: Horizon,
    pub(crate) mode: Mode,
    pub(crate) kind: TaskKind,
    pub(crate) hours: i64,
    pub(crate) returns: Vec<Return>,
    pub(crate) automatic: bool,
    pub(crate) growth: Option<Growth>,
}

impl Wish {
    fn draft(&self, campaign_id: Option<CampaignId>) -> DraftTask {
        DraftTask {
            task_id: self.task_id,
            title: self.title.clone(),
            horizon: self.horizon,
            mode: self.mode,
            kind: self.kind,
            campaign_id,
            parent_task_id: None,
            trigger: None,
            difficulty: 2,
            growth: self.growth,
        }
    }

    pub(crate) fn brief(&self, start: Moment) -> Brief {
        let criterion = |id: &str, kind, weight, zh: &str, en: &str| Criterion {
            id: id.to_owned(),
            text: text(zh, en),
            kind,
            weight,
            evidence_hint: None,
        };
        let mut criteria =
            vec![criterion("real", CriterionKind::Must, 0, "真实体验", "It is real")];
        // What is checked by rule is met or not; nobody is there to score it.
        if !self.automatic {
            let scored = CriterionKind::Scored;
            criteria.push(criterion("story", scored, 60, "叙事完整", "It tells a story"));
            criteria.push(criterion("light", scored, 40, "画面清楚", "It can be seen"));
        }
        Brief {
            objective: text("讲一段真实的用车经历", "Tell something real about the car"),
            expected_effect: text("让更多人了解真实体验", "More people see how it is"),
            scope_in: vec![text("日常用车", "Everyday use")],
            scope_out: Vec::new(),
            outputs: vec![Output { format: FORMATS[0].to_owned(), min: 30, max: 180, count: 1 }],
            criteria,
            timeline: Timeline {
                offer_ttl_hours: 48,
                start,
                submit_by: start.plus_hours(self.hours),
                review_by: start.plus_hours(self.hours + 96),
            },
            resources: vec![text("拍摄手册", "A filming guide")],
            returns: self.returns.clone(),
            usage_rights: UsageRights {
                purposes: vec![UsePurpose::Social, UsePurpose::StaffTraining],
                channels: vec!["official".to_owned(), "app".to_owned()],
                territory: "CN".to_owned(),
                until: None,
                exclusive: false,
            },
            disclosure: Disclosure { required: false, wording: None },
            facts: Vec::new(),
            ai_policy: AiPolicy::Assisted,
            contact_operator: operator("ops-1"),
            effort_estimate_hours: 6,
            embargo_until: None,
            automatic_check: self
                .automatic
                .then(|| AutomaticCheck { tags: Vec::new(), public_url: false }),
        }
    }

    /// The same for a task of a campaign that whoever wants may take, a few at most.
    pub(crate) fn prepare_for_few(&self, world: &mut World<'_>, from: Moment, of: CampaignId) {
        let task_id = self.task_id;
        world.tasks.insert(task_id);
        world.season_tasks.insert(task_id, of);
        let opens = from.plus_hours(2);
        world.at(from, ops(), self.draft(Some(of)));
        world.at(from, ops(), WriteBrief { task_id, brief: self.brief(opens) });
        world.at(from.plus_hours(1), approver(), ApproveBrief { task_id, brief_version: 1 });
        let offer = Offer {
            horizon: self.horizon,
            mode: self.mode,
            wish_hours: self.hours,
            contest: None,
            brief_version: 1,
        };
        world.offers.insert(task_id, offer);
        let (selection, slots) = (Selection::OpenClaim, Some(OFFERS));
        world.at(opens, ops(), OpenTask { task_id, selection, slots, budget_id: None });
    }

    /// Drafted, briefed and approved in one hour after the other; the hour it can be opened.
    pub(crate) fn prepare(&self, world: &mut World<'_>, from: Moment) -> Moment {
        let task_id = self.task_id;
        world.tasks.insert(task_id);
        let opens = from.plus_hours(2);
        let season = world.season.filter(|_| self.horizon == Horizon::Phased);
        world.season_tasks.extend(season.map(|season| (task_id, season)));
        world.at(from, ops(), self.draft(season));
        world.at(from, ops(), WriteBrief { task_id, brief: self.brief(opens) });
        world.at(from.plus_hours(1), approver(), ApproveBrief { task_id, brief_version: 1 });
        opens
    }
}

pub(crate) fn points(budget_id: BudgetId, each: u64) -> Vec<Return> {
    vec![Return::paid(ReturnKind::Points, text("积分", "Points"), Amount(each), budget_id)]
}

pub(crate) fn exposure() -> Vec<Return> {
    vec![Return::uncounted(ReturnKind::Exposure, text("官方频道展示", "Shown on the channel"))]
}

/// How many take an instant task.
fn takers(world: &World<'_>) -> u32 {
    let rates = &world.plan.rates;
    let share = u64::from(rates.instant_takers_pct) * u64::from(rates.pace_pct);
    (u64::from(world.people.len()) * share / 10_000).max(1) as u32
}

fn for_everybody(world: &mut World<'_>) {
    let Some(budget_id) = world.purses.points else { return };
    let wish = Wish {
        task_id: TaskId::derived(&[b"instant", &world.next()]),
        title: text("带话题晒图", "A picture with a hashtag"),
        horizon: Horizon::Instant,
        mode: Mode::Commission,
        kind: TaskKind::HashtagPost,
        hours: 48,
        returns: points(budget_id, POINTS),
        automatic: true,
        growth: None,
    };
    let from = world.within(8, 18);
    let opens = wish.prepare(world, from);
    let (task_id, selection) = (wish.task_id, Selection::Broadcast);
    // A few less than will want it: some come too late.
    let slots = Some((takers(world) * 97 / 100).max(1));
    world.at(opens, ops(), OpenTask { task_id, selection, slots, budget_id: None });
    let broadcast = BroadcastTask {
        task_id,
        channels: vec![BroadcastChannel::App],
        tiers: TierCode::ALL.to_vec(),
        message: text("今日话题", "Topic of the day"),
        urgent: false,
    };
    world.at(opens, ops(), broadcast);
}

/// A task offered to ten, or open for those who want it.
fn commission(world: &mut World<'_>) -> TaskId {
    let phased = world.chance.percent(45);
    let taught = phased && world.chance.percent(30) && !world.taught.is_empty();
    let mode = if taught { Mode::Mentorship } else { Mode::Commission };
    let (horizon, days) = if phased {
        (Horizon::Phased, world.chance.between(10, 40))
    } else {
        (Horizon::Instant, 2)
    };
    let returns = match (world.purses.cash, world.purses.points, world.chance.below(10)) {
        (Some(cash), _, 0..=1) if phased => {
            let fee = Amount(u64::from(world.chance.between(300, 1_500)) * 100);
            vec![Return::paid(ReturnKind::Cash, text("项目费用", "A fee"), fee, cash)]
        }
        (_, Some(budget_id), 2..=6) => points(budget_id, 100),
        _ => exposure(),
    };
    let growth = (!phased && world.chance.percent(10))
        .then_some(Growth { score_bar: 8_000, aim: GrowthAim::TargetTier(TierCode::Responder) });
    let wish = Wish {
        task_id: TaskId::derived(&[b"commission", &world.next()]),
        title: text("用车短视频", "A short video"),
        horizon,
        mode,
        kind: TaskKind::ShortVideo,
        hours: i64::from(days) * 24,
        returns,
        automatic: false,
        growth,
    };
    let from = world.within(8, 18);
    let opens = wish.prepare(world, from);
    let task_id = wish.task_id;
    if world.chance.percent(30) {
        let wanted = Wanted { topics: vec![TOPICS[0].to_owned()], ..Wanted::default() };
        let eligibility = Eligibility::default();
        let max_tier = None;
        world.at(from, ops(), SetEligibility { task_id, eligibility, wanted, max_tier });
    }
    let claimed = !taught && world.chance.percent(15);
    let selection = if claimed { Selection::OpenClaim } else { Selection::Offer };
    let offer = Offer { horizon, mode, wish_hours: wish.hours, contest: None, brief_version: 1 };
    world.offers.insert(task_id, offer);
    world.at(opens, ops(), OpenTask { task_id, selection, slots: Some(OFFERS), budget_id: None });
    if phased && world.chance.percent(8) {
        amend(world, &wish, opens);
    }
    task_id
}

/// After a few days something is added, and whoever holds the task is asked again.
fn amend(world: &mut World<'_>, wish: &Wish, opens: Moment) {
    let task_id = wish.task_id;
    let mut brief = wish.brief(opens);
    brief.scope_in.push(text("夜间充电", "Charging by night"));
    let reason = "增加夜间充电 Charging by night belongs to it".to_owned();
    let at = opens.plus_hours(70);
    world.at(at, ops(), AmendBrief { task_id, brief, reason, ask_holders_again: true });
    world.at(at.plus_hours(1), approver(), ApproveBrief { task_id, brief_version: 2 });
}

fn commission_called_off(world: &mut World<'_>) {
    let task_id = commission(world);
    // It has been open for two days by then.
    let compensation_rule = CompensationRule { accepted_bp: 2_000, handed_in_bp: 10_000 };
    let reason = "上市推迟 The launch is put off".to_owned();
    let at = world.within(60, 70);
    world.at(at, ops(), CancelTask { task_id, reason, compensation_rule });
}

/// Whom a task is offered to: of the tier its horizon asks for, and learners where it is taught.
fn candidates(world: &mut World<'_>, offer: &Offer) -> Vec<KocId> {
    let learns = |koc_id: &&KocId| {
        world
            .people
            .of(**koc_id)
            .is_some_and(|it| it.active && it.tier == Some(TierCode::Responder))
    };
    let learners: Vec<KocId> = world.taught.keys().filter(learns).copied().collect();
    let mut found: Vec<KocId> = Vec::new();
    for _ in 0..OFFERS {
        let koc_id = if offer.mode == Mode::Mentorship {
            (!learners.is_empty()).then(|| *world.chance.pick(&learners))
        } else if offer.horizon == Horizon::Phased {
            let partner = world.chance.percent(15);
            let tier = if partner { TierCode::Partner } else { TierCode::Responder };
            world.of_tier(tier)
        } else {
            world.taker()
        };
        found.extend(koc_id.filter(|id| !found.contains(id)));
    }
    found
}

pub(crate) fn heard(world: &mut World<'_>, event: &task::Event) {
    match event {
        task::Event::TaskOpened(e) if world.tasks.contains(&e.task_id) => {
            opened(world, e.task_id, e.selection)
        }
        task::Event::BriefApproved(e) if e.brief_version > 1 => {
            work::amended(world, e.task_id, e.brief_version);
        }
        task::Event::TaskCompleted(e) if !world.tasks.remove(&e.task_id) => {}
        task::Event::TaskCompleted(e) if world.chance.percent(40) => {
            let retrospective = RecordTaskRetrospective {
                task_id: e.task_id,
                what_worked: "拍摄手册 The filming guide".to_owned(),
                what_to_change: "写明中期节点 Say what is due halfway".to_owned(),
                brief_quality: world.chance.between(2, 5) as u8,
                next_brief_hints: vec!["写明中期节点".to_owned()],
            };
            let at = world.within(5, 60);
            world.at(at, ops(), retrospective);
        }
        task::Event::TaskCompleted(e) => drop(world.offers.remove(&e.task_id)),
        task::Event::TaskCancelled(e) => drop(world.offers.remove(&e.task_id)),
        _ => {}
    }
}

fn opened(world: &mut World<'_>, task_id: TaskId, selection: Selection) {
    let Some(offer) = world.offers.get(&task_id).cloned() else {
        for _ in 0..takers(world) {
            rush(world, task_id);
        }
        return;
    };
    if offer.contest.is_some() {
        return;
    }
    let chosen = candidates(world, &offer);
    if selection == Selection::OpenClaim {
        for koc_id in chosen {
            let at = world.within(1, 20);
            world.at(at, Actor::koc(koc_id), work::claim(task_id, koc_id));
        }
        return;
    }
    if world.chance.percent(30) && !chosen.is_empty() {
        let (candidates, matcher_version) = (chosen.clone(), MATCHER_VERSION);
        let chosen = chosen.clone();
        world.send(ops(), ShortlistCandidates { task_id, matcher_version, candidates, chosen });
    }
    for koc_id in chosen {
        let (at, until) = (world.now.plus_hours(1), world.now.plus_hours(36));
        world.at(at, ops(), work::offer(task_id, koc_id, until));
    }
}

/// Takes an instant task and hands in at once: most in the first hour.
fn rush(world: &mut World<'_>, task_id: TaskId) {
    let taker = world.taker();
    let Some(koc_id) = taker else { return };
    let at = if world.chance.percent(70) { world.now } else { world.within(1, 40) };
    let number = world.next();
    world.at(at, Actor::koc(koc_id), work::rush(task_id, koc_id, number));
}

/// What the purse of a month must hold for its instant tasks.
pub(crate) fn points_of_a_month(world: &World<'_>) -> Amount {
    let (members, tasks) = (world.plan.members, world.plan.rates.instant_tasks_month);
    let rates = &world.plan.rates;
    let share = u64::from(rates.instant_takers_pct) * u64::from(rates.pace_pct);
    let each_task = (u64::from(members) * share / 10_000).max(1) * POINTS;
    Amount((each_task * u64::from(tasks) * 2).max(40_000) + u64::from(members) * 20)
}
