//! Who speaks for the brand, what members tell it, and the circles in which things are said first.

use std::collections::{BTreeMap, BTreeSet};

use domain::ambassadorship::command::*;
use domain::ambassadorship::values::*;
use domain::approval::{AmbassadorProposal, InvestmentProposal, Proposal};
use domain::asset::command::ArchiveAsset;
use domain::asset::values::*;
use domain::circle::command::*;
use domain::circle::values::OnPromotion;
use domain::id::*;
use domain::insight::command::*;
use domain::insight::values::*;
use domain::operator::command::GiveApproval;
use domain::recognition::values::CommendationChannel;
use domain::task::BroadcastChannel;
use domain::todo::values::TodoKind;
use domain::vocabulary::{AiUse, ConsentPurpose, TierCode, UsePurpose};
use domain::{Actor, Amount, Role, ambassadorship, circle, insight, todo};

use crate::founding::{AUDIENCES, FORMATS, MODELS, SCENES, TOPICS};
use crate::members::consent;
use crate::office::{approver, librarian, operator, ops, reviewer, second_judge};
use crate::tasks::text;
use crate::tiers::approved;
use crate::world::World;

/// What is known of them here.
#[derive(Debug, Clone, Default)]
pub(crate) struct Voices {
    /// Open circles of this simulation, and the bar of each.
    circles: BTreeMap<CircleId, TierCode>,
    /// Who said each insight.
    authors: BTreeMap<InsightId, KocId>,
    /// Who was asked to be an ambassador, in order.
    asked: Vec<KocId>,
    /// Who is one.
    held: BTreeSet<KocId>,
}

pub(crate) fn each_day(world: &mut World<'_>) {
    match world.day {
        12 => open_circle(world, "drivers", TierCode::Responder),
        30 => open_circle(world, "first", TierCode::Seed),
        45 => open_circle(world, "council", TierCode::Partner),
        130 => archive_one(world),
        _ => {}
    }
    let all = world.people.len();
    for _ in 0..world.share_of_day(u64::from(world.plan.rates.insights_pm_month), 1_000, all) {
        say(world);
    }
    if world.is_day(11, 4) {
        for _ in 0..world.some(10_000) {
            invite(world);
        }
    }
    if world.is_day(9, 5) {
        announce(world);
    }
}

fn open_circle(world: &mut World<'_>, name: &str, min_tier: TierCode) {
    // People of a story that is told in the same programme are left alone.
    let on_promotion = match min_tier {
        _ if world.woven => OnPromotion::Nothing,
        TierCode::Partner => OnPromotion::Ask,
        _ => OnPromotion::Admit,
    };
    let circle_id = CircleId::derived(&[b"circle", name.as_bytes(), &world.next()]);
    world.voices.circles.insert(circle_id, min_tier);
    let opened = OpenCircle {
        circle_id,
        name: text("车友圈", "A circle of drivers"),
        min_tier,
        capacity: 40,
        purpose: text("先听先说", "Hears first and says first"),
        on_promotion,
    };
    world.send(ops(), opened);
}

fn archive_one(world: &mut World<'_>) {
    let seeds = world.voices.circles.iter().find(|(_, tier)| **tier == TierCode::Seed);
    let Some(circle_id) = seeds.map(|(id, _)| *id) else { return };
    let reason = "并入其他圈子 Merged with another".to_owned();
    world.send(ops(), ArchiveCircle { circle_id, reason });
}

fn announce(world: &mut World<'_>) {
    let circles: Vec<CircleId> = world.voices.circles.keys().copied().collect();
    for circle_id in circles {
        let said = PostAnnouncement {
            announcement_id: AnnouncementId::derived(&[b"said", &world.next()]),
            circle_id,
            text: text("周末见", "See you at the weekend"),
            channels: vec![BroadcastChannel::Community],
            task_id: None,
            urgent: false,
        };
        let at = world.now.plus_hours(10);
        world.at(at, ops(), said);
    }
}

pub(crate) fn heard_of_circle(world: &mut World<'_>, event: &circle::Event) {
    match event {
        circle::Event::CircleOpened(e) if world.voices.circles.contains_key(&e.circle_id) => {
            for _ in 0..12 {
                let Some(koc_id) = world.of_tier(e.min_tier) else { return };
                let at = world.within(2, 90);
                world.at(at, ops(), AdmitToCircle { circle_id: e.circle_id, koc_id });
            }
        }
        circle::Event::KocAdmittedToCircle(e) if world.people.of(e.koc_id).is_some() => {
            let leaves = world.chance.percent(12);
            if leaves {
                let (circle_id, koc_id) = (e.circle_id, e.koc_id);
                let at = world.within(24 * 10, 24 * 90);
                world.at(at, Actor::koc(koc_id), LeaveCircle { circle_id, koc_id, reason: None });
            }
        }
        circle::Event::CircleArchived(e) => {
            world.voices.circles.remove(&e.circle_id);
        }
        _ => {}
    }
}

/// Somebody of the team does what the to-do asks.
pub(crate) fn heard_of_todo(world: &mut World<'_>, event: &todo::Event) {
    let todo::Event::TodoOpened(e) = event else { return };
    let Some(koc_id) = e.koc_id else { return };
    match e.kind {
        TodoKind::AdmitToCircle => {
            let Ok(circle_id) = e.about.parse() else { return };
            let at = world.within(4, 60);
            world.at(at, ops(), AdmitToCircle { circle_id, koc_id });
        }
        TodoKind::DecideCircleMember if world.chance.percent(50) => {
            let Ok(circle_id) = e.about.parse() else { return };
            let reason = Some("等级已变 Stands elsewhere now".into());
            let at = world.within(20, 200);
            world.at(at, ops(), LeaveCircle { circle_id, koc_id, reason });
        }
        TodoKind::DecideAmbassadorship if world.chance.percent(50) => {
            let at = world.within(20, 200);
            let (keep_honour, reason) = (true, None);
            let gives = RelinquishAmbassadorship { koc_id, keep_honour, reason };
            world.at(at, Actor::koc(koc_id), gives);
        }
        _ => {}
    }
}

fn say(world: &mut World<'_>) {
    let Some(koc_id) = world.anyone() else { return };
    let insight_id = InsightId::derived(&[b"said", &world.next()]);
    world.voices.authors.insert(insight_id, koc_id);
    let kinds = [
        InsightKind::Suggestion,
        InsightKind::Opinion,
        InsightKind::Defect,
        InsightKind::TestReport,
        InsightKind::Observation,
    ];
    let kind = *world.chance.pick(&kinds);
    let said = SubmitInsight {
        insight_id,
        koc_id,
        subject: "充电规划 Planning to charge".into(),
        kind,
        text: "路线应考虑休息 Journeys should have breaks".into(),
        repro_steps: kind.needs_steps().then(|| "打开地图,锁车 Open the map, lock the car".into()),
        severity: kind.needs_steps().then_some(Severity::Major),
        topic: Some((*world.chance.pick(&TOPICS)).to_owned()),
        source: None,
    };
    let at = world.within(8, 22);
    world.at(at, Actor::koc(koc_id), said);
}

pub(crate) fn heard_of_insight(world: &mut World<'_>, event: &insight::Event) {
    let insight_id = event.insight_id();
    let Some(author) = world.voices.authors.get(&insight_id).copied() else { return };
    // The same reviewer from beginning to end.
    let number = u32::from(insight_id.0[0]) % 2;
    match event {
        insight::Event::InsightSubmitted(_) => {
            let (at, days) = (world.within(6, 90), world.chance.between(6, 20));
            let due = world.date(at).plus(i32::try_from(days).unwrap_or(7));
            let owner = operator(&format!("reviewer-{}", number + 1));
            let owner_department = "product".to_owned();
            world.at(at, ops(), RouteInsight { insight_id, owner_department, owner, due });
        }
        insight::Event::InsightRouted(_) => {
            if world.chance.percent(35) {
                let question = "哪款车? Which car?".into();
                let at = world.within(4, 60);
                world.at(at, reviewer(number), AskClarification { insight_id, question });
            }
            let choices = [
                InsightDecision::Adopted,
                InsightDecision::PartlyAdopted,
                InsightDecision::NotAdopted,
            ];
            let decision = *world.chance.pick(&choices);
            let reasons = "多位车主提过 Many owners have said so".into();
            let at = world.within(70, 24 * 26);
            world.at(at, reviewer(number), DecideInsight { insight_id, decision, reasons });
        }
        insight::Event::ClarificationAsked(_) => {
            let at = world.within(3, 60);
            let text = "七座版 The one with seven seats".into();
            world.at(at, Actor::koc(author), AnswerClarification { insight_id, text });
        }
        insight::Event::InsightDecided(e) if e.decision.is_adopted() => adopted(world, insight_id),
        _ => {}
    }
}

/// Something changes, and some of what was said is kept.
fn adopted(world: &mut World<'_>, insight_id: InsightId) {
    let number = u32::from(insight_id.0[0]) % 2;
    let Some(author) = world.voices.authors.get(&insight_id).copied() else { return };
    let outcome = ReportInsightOutcome {
        insight_id,
        what_changed: text("路线可设休息点", "Journeys can have breaks"),
        evidence: Some("release-3.2".to_owned()),
        shipped_on: None,
    };
    let at = world.within(24 * 15, 24 * 70);
    world.at(at, reviewer(number), outcome);
    if world.chance.percent(30) {
        let kept = kept(world, AssetSource::Insight(insight_id), author);
        let at = world.within(10, 100);
        world.at(at, librarian(), kept);
    }
}

fn kept(world: &mut World<'_>, source: AssetSource, author: KocId) -> ArchiveAsset {
    let place = |of: &[&str], chance: &mut crate::chance::Chance| (*chance.pick(of)).to_owned();
    ArchiveAsset {
        asset_id: AssetId::derived(&[b"voice", &world.next()]),
        source,
        title: text("车主的话", "In an owner's words"),
        kind: AssetKind::Report,
        authors: vec![Author { koc_id: author, role: None }],
        credit_line: "车主 An owner".into(),
        classification: Classification {
            model: place(&MODELS, &mut world.chance),
            topic: place(&TOPICS, &mut world.chance),
            scene: place(&SCENES, &mut world.chance),
            format: FORMATS[0].to_owned(),
            audience: place(&AUDIENCES, &mut world.chance),
        },
        tags: Vec::new(),
        grade: AssetGrade::Good,
        licence: Licence {
            purposes: vec![UsePurpose::Social, UsePurpose::Product],
            channels: vec!["official".to_owned()],
            territory: "CN".to_owned(),
            from: world.today(),
            until: None,
            exclusive: false,
            revocable: true,
            contract_ref: Some("contracts/voices".to_owned()),
        },
        storage: Storage {
            uri: "https://assets.example/voice".into(),
            sha256: Sha256([9; 32]),
            bytes: 40_000,
            mime: "application/pdf".to_owned(),
        },
        people_consent: true,
        ai_generated: AiUse::None,
        confidentiality: Confidentiality::Public,
    }
}

/// Somebody of the top tier who was never asked.
fn invite(world: &mut World<'_>) {
    let Some(koc_id) = world.of_tier(TierCode::Partner) else { return };
    if world.voices.asked.contains(&koc_id) && world.voices.held.contains(&koc_id) {
        return;
    }
    world.voices.asked.push(koc_id);
    let proposal = Proposal::InviteAmbassador(AmbassadorProposal { koc_id });
    let at = world.within(8, 20);
    let values_assessment = "有话直说 Says what is".into();
    approved(world, at, proposal, InviteAmbassador { koc_id, values_assessment });
}

pub(crate) fn heard_of_ambassador(world: &mut World<'_>, event: &ambassadorship::Event) {
    use ambassadorship::Event::*;
    let koc_id = event.koc_id();
    let member = Actor::koc(koc_id);
    // What becomes of them goes by how many were asked before, so that a few show all of it.
    let turn = world.voices.asked.len();
    match event {
        AmbassadorInvited(_) if turn % 5 == 2 => {
            let at = world.within(10, 100);
            let reason = Some("没有时间 There is no time".into());
            world.at(at, member, DeclineAmbassadorship { koc_id, reason });
        }
        AmbassadorInvited(_) => {
            let at = world.within(10, 60);
            let statement_version = 1;
            world.at(at, ops(), ReachConsensus { koc_id, statement_version });
            let at = world.within(61, 150);
            world.at(at, member, ReachConsensus { koc_id, statement_version });
        }
        ConsensusReached(_) => {
            let mandate = Mandate {
                may_speak_on: vec![text("续航与长途", "Range and long journeys")],
                may_not: vec![text("未发布的车型", "Cars that are not out yet")],
            };
            let title = text("远行大使", "Ambassador for long journeys");
            let at = world.within(4, 40);
            let from = world.date(at);
            world.at(at, ops(), ConferAmbassadorship { koc_id, mandate, title, from });
        }
        AmbassadorshipConferred(_) => conferred(world, koc_id, turn),
        AmbassadorDeclined(_) | AmbassadorshipRelinquished(_) | AmbassadorshipRevoked(_) => {
            world.voices.held.remove(&koc_id);
        }
        _ => {}
    }
}

fn conferred(world: &mut World<'_>, koc_id: KocId, turn: usize) {
    world.voices.held.insert(koc_id);
    let kinds = [AdvocacyKind::Advice, AdvocacyKind::Clarification, AdvocacyKind::Representation];
    for _ in 0..3 {
        let at = world.within(24 * 2, 24 * 80);
        let seen = RecordAdvocacy {
            koc_id,
            kind: *world.chance.pick(&kinds),
            occasion: "在论坛里澄清 Cleared something up in the forum".into(),
            at,
            evidence: None,
            evidence_event: None,
        };
        world.at(at, ops(), seen);
    }
    let at = world.within(24, 24 * 20);
    let coached = InvestInInfluence {
        koc_id,
        kind: InvestmentKind::Coaching,
        amount: None,
        budget_id: None,
        reference: None,
        goal: "在台上讲述 Speaks on a stage".into(),
    };
    if let Some(budget_id) = world.purses.cash {
        let amount = Amount(100);
        let proposal = InvestmentProposal { koc_id, budget_id, amount };
        let fund = InvestInInfluence {
            kind: InvestmentKind::Fund,
            amount: Some(amount),
            budget_id: Some(budget_id),
            reference: Some("course-7".to_owned()),
            ..coached.clone()
        };
        approved(world, at, Proposal::InvestInInfluence(proposal), fund);
    }
    world.at(at, ops(), coached);
    let series_id = SeriesId::derived(&[b"council"]);
    world.at(at, ops(), SeatOnCouncil { koc_id, series_id });
    consent(world, at, koc_id, ConsentPurpose::Story);
    let source = AssetSource::Story(StoryRef { koc_id, story_no: 1 });
    let story = kept(world, source, koc_id);
    let asset_id = story.asset_id;
    world.at(at.plus_hours(1), librarian(), story);
    let channels = vec![CommendationChannel::Official];
    world.at(at.plus_hours(2), ops(), PublishStory { koc_id, asset_id, channels });
    let at = world.within(24 * 40, 24 * 90);
    match turn % 5 {
        1 | 4 => {
            let (keep_honour, reason) = (turn.is_multiple_of(2), None);
            let gives = RelinquishAmbassadorship { koc_id, keep_honour, reason };
            world.at(at, Actor::koc(koc_id), gives);
        }
        3 => revoke(world, at, koc_id),
        _ => {}
    }
}

fn revoke(world: &mut World<'_>, at: domain::Moment, koc_id: KocId) {
    let proposal = Proposal::RevokeAmbassadorship(AmbassadorProposal { koc_id });
    let give = || GiveApproval { proposal: proposal.clone(), note: None };
    let third = Actor { role: Role::Approver, ..second_judge() };
    world.at(at, approver(), give());
    world.at(at, third, give());
    let reason = "以大使名义牟利 Sold what is not theirs".into();
    let evidence = vec![EventId(1)];
    world.at(at.plus_hours(1), ops(), RevokeAmbassadorship { koc_id, reason, evidence });
}
