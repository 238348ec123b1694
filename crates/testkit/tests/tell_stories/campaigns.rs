//! A project of some weeks: a goal, a rhythm that is watched, awards on the way and at the end.

use domain::campaign::command::*;
use domain::campaign::values::*;
use domain::gathering::command::ScheduleGathering;
use domain::gathering::values::{GatheringKind, RsvpAnswer};
use domain::id::{AssignmentId, CampaignId, KocId, PublicationId, RecognitionId};
use domain::publication::command::{RecordEngagement, RegisterPublication};
use domain::publication::values::Counts;
use domain::recognition::command::ConferHonour;
use domain::recognition::values::{HonourKind, Praise, Recipient};
use domain::task::command::*;
use domain::task::{CompensationRule, Eligibility, Selection};
use domain::vocabulary::{AiUse, Horizon, Mode, RewardUnit};
use domain::{Actor, Amount, Event, Role, assignment, campaign};
use testkit::scene::Scene;

use crate::gatherings::{attendance, gathering, invited, rsvp};
use crate::money::{open_purse, purse};
use crate::tell;
use assignment::command::CancelAssignment;
use assignment::values::Decision;
use testkit::cast::*;
use testkit::work::*;

fn fuel() -> CampaignId {
    CampaignId::derived(&[b"fuel"])
}

/// Lin, who may announce what mei planned.
fn lin_as_ops() -> Actor {
    Actor::operator(operator_id("lin"), Role::Ops)
}

fn award(
    code: &str,
    name: [&str; 2],
    kind: AwardKind,
    criterion: AwardCriterion,
    points: u64,
) -> PlannedAward {
    PlannedAward {
        award: code.to_owned(),
        name: text(name[0], name[1]),
        kind,
        criterion,
        floor: None,
        honour: false,
        amount: (points > 0).then_some(Amount(points)),
    }
}

/// Three weeks from the day after tomorrow.
#[track_caller]
fn plan(scene: &mut Scene, campaign_id: CampaignId, partners: &[KocId]) -> PlanCampaign {
    let budget_id = open_purse(scene, purse("awards", RewardUnit::Points, 2_000));
    let fastest = AwardCriterion::FastestProgressInWorks;
    let fastest =
        award("fastest", ["最快进步", "Fastest progress"], AwardKind::Process, fastest, 200);
    let idea =
        award("idea", ["最佳创意", "Best idea"], AwardKind::Process, AwardCriterion::BestIdea, 0);
    let talk = award(
        "talk",
        ["最佳互动", "Most interactive"],
        AwardKind::Process,
        AwardCriterion::MostInteractive,
        100,
    );
    let grand =
        award("grand", ["节油大奖", "Grand prize"], AwardKind::Grand, AwardCriterion::Overall, 500);
    let kpi = |code: &str, name: [&str; 2], metric, target| Kpi {
        code: code.to_owned(),
        name: text(name[0], name[1]),
        metric,
        target,
    };
    let (starts_on, ends_on) = (scene.today().plus(2), scene.today().plus(22));
    PlanCampaign {
        name: text("节油挑战赛", "The fuel challenge"),
        goal: text("让节油成为习惯", "Saving fuel becomes a habit"),
        kpis: vec![
            kpi("works", ["作品", "Works"], KpiMetric::ApprovedWorks, 10),
            kpi("engagement", ["互动", "Engagement"], KpiMetric::Engagement, 500),
            kpi("litres", ["节油升数", "Litres saved"], KpiMetric::External, 100),
        ],
        starts_on,
        ends_on,
        award_plan: vec![
            PlannedAward { honour: true, ..idea },
            PlannedAward { floor: Some(1), ..fastest },
            talk,
            PlannedAward { honour: true, ..grand },
        ],
        budget_id: Some(budget_id),
        planning_partners: partners.to_vec(),
        ..campaign(scene, campaign_id)
    }
}

#[track_caller]
fn announced(scene: &mut Scene, campaign_id: CampaignId) {
    let audience = Eligibility::default();
    let message = text("一起节油", "Let us save fuel");
    scene.given(lin_as_ops(), AnnounceCampaign { campaign_id, audience, message });
}

/// A task of the campaign, open for offers.
#[track_caller]
fn opened(scene: &mut Scene, name: &str, campaign_id: CampaignId) {
    let task_id = task_id(name);
    let draft = draft(name, Horizon::Instant, Mode::Commission);
    scene.given(mei(), DraftTask { campaign_id: Some(campaign_id), ..draft });
    let brief = brief(scene.now(), Horizon::Instant);
    scene.given(mei(), WriteBrief { task_id, brief });
    scene.given(lin(), ApproveBrief { task_id, brief_version: 1 });
    let (selection, slots, budget_id) = (Selection::Offer, None, None);
    scene.given(mei(), OpenTask { task_id, selection, slots, budget_id });
}

/// A work for it, in a few hours.
#[track_caller]
fn works(scene: &mut Scene, name: &str, koc_id: KocId) -> AssignmentId {
    let id = take_on(scene, task_id(name), koc_id);
    scene.wait_hours(2);
    scene.given(Actor::koc(koc_id), submission(id, koc_id, 1));
    judge(scene, id, 1, Decision::Approve, 88);
    id
}

/// Its author publishes it, and so many like it.
#[track_caller]
fn published(scene: &mut Scene, name: &str, koc_id: KocId, work: AssignmentId, likes: u32) {
    let publication_id = PublicationId::derived(&[name.as_bytes()]);
    let post = RegisterPublication {
        publication_id,
        koc_id,
        platform: "xiaohongshu".to_owned(),
        url: format!("https://xhs.example/{name}").as_str().into(),
        assignment_id: Some(work),
        spontaneous: false,
        published_at: scene.now(),
        topic: Some("range".to_owned()),
        ai_generated: AiUse::None,
        disclosure_text: Some("品牌合作".into()),
    };
    scene.given(Actor::koc(koc_id), post);
    scene.wait_hours(12);
    let counts = Counts { views: likes * 10, likes, comments: 0, shares: 0, saves: 0 };
    let count = RecordEngagement {
        publication_id,
        measured_at: scene.now(),
        counts,
        source: "xhs-api".to_owned(),
        correction: false,
    };
    scene.given(mei(), count);
}

#[track_caller]
fn checked(scene: &mut Scene, week: u16) {
    let (note, action) = (None, None);
    let check = RecordRhythmCheck { campaign_id: fuel(), week, note, action };
    scene.given(Actor::SYSTEM, check);
}

fn confer(award: &str, koc_id: KocId, assignment_id: Option<AssignmentId>) -> ConferProcessAward {
    let why = Some("把油耗讲成了故事".into());
    ConferProcessAward { campaign_id: fuel(), award: award.to_owned(), koc_id, assignment_id, why }
}

#[test]
fn campaign_rhythm_decay_and_fastest_progress() {
    let mut scene = live();
    let [an, bo, chen, dan] = ["an", "bo", "chen", "dan"].map(|name| join(&mut scene, name));
    // An has done a work before; the others have not.
    approved_work(&mut scene, "before", an);
    scene.wait_days(2);
    let planned = plan(&mut scene, fuel(), &[an]);
    scene.given(mei(), planned);
    announced(&mut scene, fuel());
    let briefing = ScheduleGathering {
        campaign_id: Some(fuel()),
        ..gathering(&scene, "fuel briefing", GatheringKind::ProjectBriefing)
    };
    scene.given(mei(), briefing);
    invited(&mut scene, "fuel briefing", &[an, bo]);
    scene.given(Actor::koc(an), rsvp("fuel briefing", an, RsvpAnswer::Yes));
    for koc_id in [an, bo, chen] {
        scene.given(Actor::koc(koc_id), JoinCampaign { campaign_id: fuel(), koc_id });
    }
    scene.wait_hours(49);
    scene.given(mei(), attendance("fuel briefing", &[an], &[bo]));
    let started = StartCampaign { campaign_id: fuel(), briefing_waived: None };
    scene.given(Actor::SYSTEM, started);
    let first = hot(&mut scene, [an, bo, chen]);
    cold(&mut scene, first[1], bo, dan);
    let leaving =
        LeaveCampaign { campaign_id: fuel(), koc_id: chen, reason: Some("出差".into()) };
    scene.given(Actor::koc(chen), leaving);
    scene.wait_days(7);
    checked(&mut scene, 3);
    scene.given(Actor::SYSTEM, EndCampaign { campaign_id: fuel(), reason: None });
    judged(&mut scene, bo, first[1]);
    tell(
        "campaign_rhythm_decay_and_fastest_progress",
        "A campaign of three weeks is planned with an, announced, and begins after a briefing. What \
         everybody did before is computed: an one work, the others none. In the first week three \
         work on it, in the second one: the owner is told that it goes cold, shows a work to \
         everybody, adds something to do, and gives bo the award for the fastest progress, measured \
         against the time before with a floor, so that the first little is no leap. Dan comes late \
         and is measured from then on; chen leaves. Bo wins the grand prize; an award that nobody \
         deserved is given to nobody, and what was set aside for it goes back.",
        &scene,
    );
}

/// The first week: three works, one of which has the best idea.
#[track_caller]
fn hot(scene: &mut Scene, who: [KocId; 3]) -> [AssignmentId; 3] {
    opened(scene, "tyres", fuel());
    let [an, bo, chen] = who;
    let works = [an, bo, chen].map(|koc_id| works(scene, "tyres", koc_id));
    published(scene, "tyres-bo", bo, works[1], 60);
    scene.given(mei(), confer("idea", bo, Some(works[1])));
    let given =
        scene.log.iter().rev().find(|it| {
            matches!(it.event, Event::Campaign(campaign::Event::ProcessAwardConferred(_)))
        });
    let honour = ConferHonour {
        recognition_id: RecognitionId::derived(&[b"idea"]),
        recipient: Recipient::Koc(bo),
        kind: HonourKind::Award,
        title: text("节油挑战赛 最佳创意", "The fuel challenge, best idea"),
        unique: false,
        citation: Praise { zh: "把油耗讲成了故事".into(), en: "made a story of it".into() },
        source_event: given.map(|it| it.position),
        valid_until: None,
    };
    scene.wait_hours(3);
    scene.given(mei(), honour);
    scene.wait_days(6);
    checked(scene, 1);
    works
}

/// The second week: one works on; something is done about it.
#[track_caller]
fn cold(scene: &mut Scene, work: AssignmentId, bo: KocId, dan: KocId) {
    opened(scene, "motorway", fuel());
    works(scene, "motorway", bo);
    scene.wait_days(7);
    checked(scene, 2);
    let highlight = ShareHighlight {
        campaign_id: fuel(),
        assignment_id: work,
        why: "一眼看懂油耗去哪了".into(),
        channels: vec!["app".to_owned(), "community".to_owned()],
    };
    scene.given(mei(), highlight);
    opened(scene, "traffic", fuel());
    let sub_task = AddSubTask { campaign_id: fuel(), task_id: task_id("traffic"), week: 3 };
    scene.given(mei(), sub_task);
    scene.given(Actor::koc(dan), JoinCampaign { campaign_id: fuel(), koc_id: dan });
    scene.given(mei(), confer("fastest", bo, None));
}

/// The grand prize, and what came of it.
#[track_caller]
fn judged(scene: &mut Scene, bo: KocId, work: AssignmentId) {
    let grand = ConferGrandPrize {
        campaign_id: fuel(),
        award: "grand".to_owned(),
        koc_id: bo,
        assignment_id: Some(work),
        why: Some("每周都有新发现".into()),
    };
    scene.given(mei(), grand);
    let close = CloseCampaign {
        campaign_id: fuel(),
        results: vec![KpiResult { code: "litres".to_owned(), value: 86 }],
        lessons: "第二周就要有子任务".to_owned(),
        voided_awards: vec![VoidedAward {
            award: "talk".to_owned(),
            reason: "互动不足".to_owned(),
        }],
    };
    scene.refused(
        mei(),
        CloseCampaign { voided_awards: Vec::new(), ..close.clone() },
        "AWARDS_OPEN",
    );
    scene.given(mei(), close);
}

#[test]
fn campaign_called_off_before_it_begins() {
    let mut scene = live();
    let an = join(&mut scene, "an");
    let planned = plan(&mut scene, fuel(), &[]);
    scene.given(mei(), planned);
    announced(&mut scene, fuel());
    scene.given(Actor::koc(an), JoinCampaign { campaign_id: fuel(), koc_id: an });
    let briefing = ScheduleGathering {
        campaign_id: Some(fuel()),
        ..gathering(&scene, "fuel briefing", GatheringKind::ProjectBriefing)
    };
    scene.given(mei(), briefing);
    invited(&mut scene, "fuel briefing", &[an]);
    opened(&mut scene, "tyres", fuel());
    let assignment_id = take_on(&mut scene, task_id("tyres"), an);
    scene.wait_hours(3);
    scene.given(
        mei(),
        CallOffCampaign {
            campaign_id: fuel(),
            reason: "车型延期发布".to_owned(),
            compensation_rule: CompensationRule { accepted_bp: 0, handed_in_bp: 10_000 },
        },
    );
    let (reason, compensation_bp) = (None, None);
    let cancel = CancelAssignment { assignment_id, reason, compensation_bp };
    scene.given(Actor::SYSTEM, cancel);
    tell(
        "campaign_called_off_before_it_begins",
        "A campaign is announced; a task of it is taken on and its briefing is planned. It is \
         called off before it begins: the task and the work end with it, the guest hears that there \
         is no briefing, and what was set aside for awards goes back to the purse.",
        &scene,
    );
}
