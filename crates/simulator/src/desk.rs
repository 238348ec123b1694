//! What members ask of the team, dispute, and want to know or have forgotten; and who is suspended
//! or merged.

use domain::appeal::command::*;
use domain::appeal::values::*;
use domain::appeal::{self};
use domain::approval::{MergeProposal, Proposal, SuspensionProposal};
use domain::id::{DataRequestId, EventId, KocId};
use domain::koc::command::*;
use domain::privacy::command::*;
use domain::privacy::values::*;
use domain::privacy::{self};
use domain::support::command::*;
use domain::support::{self};
use domain::todo::command::CompleteTodo;
use domain::todo::{self};
use domain::vocabulary::TierCode;
use domain::{Actor, Role};

use crate::office::{operator, ops, privacy as office};
use crate::tiers::approved;
use crate::world::World;

pub(crate) fn each_day(world: &mut World<'_>) {
    let rates = &world.plan.rates;
    let all = world.people.len();
    for _ in 0..world.share_of_day(u64::from(rates.erase_pm_year), 12_000, all) {
        requests(world, DataRequestKind::Deletion);
    }
    for _ in 0..world.share_of_day(u64::from(rates.data_requests_pm_year), 12_000, all) {
        let kinds = [DataRequestKind::Access, DataRequestKind::Copy, DataRequestKind::Explanation];
        let kind = *world.chance.pick(&kinds);
        requests(world, kind);
    }
    if world.is_day(40, 15) {
        requests(world, DataRequestKind::Copy);
        suspend(world);
    }
    if world.is_day(55, 35) {
        requests(world, DataRequestKind::Deletion);
        merge(world);
    }
}

fn requests(world: &mut World<'_>, kind: DataRequestKind) {
    let Some(koc_id) = world.anyone() else { return };
    let request_id = DataRequestId::derived(&[b"asked", &world.next()]);
    let (received_at, due, note) = (None, None, None);
    let kind = kind.code();
    let received = ReceiveDataRequest { request_id, koc_id, kind, received_at, due, note };
    let at = world.within(8, 20);
    world.at(at, Actor::koc(koc_id), received);
}

pub(crate) fn heard_of_request(world: &mut World<'_>, event: &privacy::Event) {
    use privacy::Event::*;
    match event {
        DataRequestReceived(e) => {
            let (at, method) = (world.within(5, 80), VerificationMethod::CodeToContact);
            world.at(at, office(), VerifyRequester { request_id: e.request_id, method });
        }
        RequesterVerified(e) => verified(world, e.request_id, e.koc_id, e.kind),
        _ => {}
    }
}

fn verified(
    world: &mut World<'_>,
    request_id: DataRequestId,
    koc_id: KocId,
    kind: DataRequestKind,
) {
    // One in ten waits too long.
    let at = if world.chance.percent(10) { world.within(800, 900) } else { world.within(20, 300) };
    if kind == DataRequestKind::Deletion {
        let kept_under = vec![RetentionGround::Audit, RetentionGround::Statistics];
        world.at(at, office(), EraseKoc { koc_id, request_id, kept_under });
        return;
    }
    if world.chance.percent(25) {
        let (legal_ground, told_at) = ("账目依法须保存 The books must be kept".into(), at);
        world.at(at, office(), RefuseDataRequest { request_id, legal_ground, told_at });
        return;
    }
    let how = match kind {
        DataRequestKind::Access => Fulfilment::InformationGiven,
        DataRequestKind::Copy => Fulfilment::CopyHandedOver,
        _ => Fulfilment::DecisionExplained,
    };
    let artefact_ref = (kind == DataRequestKind::Copy).then(|| "copies/1".to_owned());
    let scope = vec![DataScope::Identity, DataScope::Work];
    world.at(at, office(), FulfilDataRequest { request_id, how, artefact_ref, scope });
}

fn suspend(world: &mut World<'_>) {
    let Some(koc_id) = world.anyone() else { return };
    let at = world.within(9, 18);
    let until = Some(world.today().plus(30));
    let proposal = Proposal::Suspend(SuspensionProposal { koc_id, until });
    let reason = "夸大续航 Exaggerated the range".into();
    let evidence_refs = vec![EventId(1)];
    approved(world, at, proposal, SuspendKoc { koc_id, reason, evidence_refs, until });
}

fn merge(world: &mut World<'_>) {
    let first = world.of_tier(TierCode::Seed);
    let other = world.of_tier(TierCode::Seed);
    let (Some(koc_id), Some(duplicate_id)) = (first, other) else { return };
    let at = world.within(9, 18);
    let proposal = Proposal::Merge(MergeProposal { koc_id, duplicate_id });
    let evidence = "同一行驶证 One set of papers".into();
    approved(world, at, proposal, MergeKoc { koc_id, duplicate_id, evidence });
}

pub(crate) fn heard_of_support(world: &mut World<'_>, event: &support::Event) {
    use support::Event::*;
    match event {
        SupportRequestOpened(e) => {
            world.askers.insert(e.request_id, e.koc_id);
            // One in eight waits too long, and the clock passes it on.
            let late = world.chance.percent(12);
            let at = if late { world.within(26, 60) } else { world.within(1, 20) };
            answer(world, e.request_id, at);
            if world.chance.percent(5) {
                let (to, reason) =
                    (Some(operator("ops-3")), Some("需要技术部 For engineers".into()));
                let at = world.within(1, 3);
                let escalated = EscalateSupportRequest { request_id: e.request_id, to, reason };
                world.at(at, ops(), escalated);
            }
        }
        SupportRequestAnswered(e) => {
            let Some(koc_id) = world.askers.get(&e.request_id).copied() else { return };
            let (at, me, request_id) = (world.within(2, 60), Actor::koc(koc_id), e.request_id);
            match world.chance.below(100) {
                0..=64 => {
                    let (resolved, rating) = (Some(true), Some(world.chance.between(3, 5) as u8));
                    world.at(at, me, CloseSupportRequest { request_id, resolved, rating });
                }
                65..=79 => {
                    let why = "还有一个问题 One more question".into();
                    world.at(at, me, ReopenSupportRequest { request_id, why });
                }
                _ => {}
            }
        }
        SupportRequestReopened(e) => {
            let at = world.within(1, 12);
            answer(world, e.request_id, at);
        }
        SupportRequestClosed(e) => drop(world.askers.remove(&e.request_id)),
        _ => {}
    }
}

fn answer(world: &mut World<'_>, request_id: domain::id::SupportId, at: domain::Moment) {
    let answered = AnswerSupportRequest {
        request_id,
        text: "1450 升 1,450 litres".into(),
        attachments: Vec::new(),
        fact_sources: vec!["用户手册 4.2".to_owned()],
    };
    world.at(at, ops(), answered);
}

pub(crate) fn heard_of_appeal(world: &mut World<'_>, event: &appeal::Event) {
    use appeal::Event::*;
    match event {
        AppealFiled(e) => {
            let appeal_id = e.appeal_id;
            if world.chance.percent(15) {
                let at = world.within(4, 60);
                world.at(at, Actor::koc(e.koc_id), WithdrawAppeal { appeal_id });
                return;
            }
            let late = world.chance.percent(15);
            let at = if late { world.within(24 * 15, 24 * 20) } else { world.within(4, 80) };
            world.at(at, ops(), AssignAppeal { appeal_id, handler: operator("approver-1") });
        }
        AppealAssigned(e) => {
            let upheld = world.chance.percent(35);
            let new_decision = NewDecision::Approve;
            let remedy = upheld.then_some(Remedy::OverturnReview(OverturnRemedy { new_decision }));
            let decided = DecideAppeal {
                appeal_id: e.appeal_id,
                decision: if upheld { Verdict::Uphold } else { Verdict::Dismiss },
                reasons: "看过全部素材 All of it was looked at".into(),
                remedy,
            };
            let at = world.within(10, 100);
            let handler = Actor::operator(operator("approver-1"), Role::Ops);
            world.at(at, handler, decided);
        }
        _ => {}
    }
}

/// Members read what they are told, some of it.
pub(crate) fn heard_of_todo(world: &mut World<'_>, event: &todo::Event) {
    let todo::Event::TodoOpened(e) = event else { return };
    let Some(koc_id) = e.koc_id else { return };
    if e.audience == todo::values::Audience::Koc(koc_id) && world.chance.percent(30) {
        let at = world.within(2, 100);
        world.at(at, Actor::koc(koc_id), CompleteTodo { todo_id: e.todo_id });
    }
}
