//! What the brand changes in the programme itself: limits, weights, words, team; and a day on which
//! all but reading stops.

use domain::Role;
use domain::approval::{AdjustmentProposal, Proposal};
use domain::contribution::command::{AdjustContribution, ReverseContribution};
use domain::id::EntryId;
use domain::matching::values::MatchingWeights;
use domain::operator::command::*;
use domain::programme::Limits;
use domain::programme::command::*;
use domain::vocabulary::{ContributionKind, VocabularyAxis};

use crate::office::{admin, operator, ops};
use crate::tiers::approved;
use crate::world::World;

pub(crate) fn each_day(world: &mut World<'_>) {
    match world.day {
        _ if world.woven => {}
        40 => settings(world),
        50 => team(world),
        70 => pause(world),
        _ => {}
    }
    if world.is_day(30, 22) {
        for _ in 0..world.some(8_000) {
            ledger(world);
        }
    }
}

fn settings(world: &mut World<'_>) {
    let limits = Limits {
        max_revisions: 4,
        talk_every_days: 60,
        feedback_every_days: 60,
        ..Limits::default()
    };
    world.send(ops(), ChangeProgrammeLimits { limits });
    let weights = MatchingWeights { skill_format: 20, fairness: 10, ..MatchingWeights::default() };
    world.send(ops(), SetMatchingWeights { weights });
    let (axis, code) = (VocabularyAxis::Topic, "night-charging".to_owned());
    world.send(ops(), RetireTerm { axis, code, replaced_by: None });
}

fn team(world: &mut World<'_>) {
    let role = Role::Ops;
    world.send(admin(), GrantRole { operator_id: operator("reviewer-3"), role });
    let at = world.within(24 * 5, 24 * 9);
    world.at(at, admin(), RevokeRole { operator_id: operator("reviewer-3"), role });
    let leaves = DeactivateOperator {
        operator_id: operator("leaving"),
        reason: "调往其他团队 To another team".into(),
        hand_over_to: Some(operator("ops-2")),
    };
    world.at(at, admin(), leaves);
}

/// Five hours at night.
fn pause(world: &mut World<'_>) {
    let at = world.now.plus_hours(1);
    world.at(at, ops(), FreezeProgramme { reason: "系统迁移 Systems are moved".to_owned() });
    let reason = "迁移完成 They are moved".to_owned();
    world.at(at.plus_hours(5), ops(), UnfreezeProgramme { reason });
}

/// A ledger is put right by two; sometimes the line was wrong and is taken back.
fn ledger(world: &mut World<'_>) {
    let Some(koc_id) = world.anyone() else { return };
    let entry_id = EntryId::derived(&[b"by hand", &world.next()]);
    let (kind, delta) = (ContributionKind::Organising, 15);
    let proposal = AdjustmentProposal { koc_id, entry_id, kind, delta };
    let reason = || "协助组织车友会 Helped with an owners' meeting".into();
    let adjusted = AdjustContribution { koc_id, entry_id, kind, delta, reason: reason() };
    let at = world.within(9, 18);
    approved(world, at, Proposal::AdjustContribution(proposal), adjusted);
    if world.chance.percent(30) {
        let reversed =
            ReverseContribution { koc_id, entry_id, reason: reason(), source_event: None };
        world.at(at.plus_hours(30), ops(), reversed);
    }
}
