//! Notice, and moving a member one tier down.

use super::command::{DemoteKoc, DemotionBasis, GiveTierNotice};
use super::event::{KocDemoted, TierNoticeGiven};
use super::invite::not_adjacent;
use super::measure::{self, Window};
use super::metrics::{self, Judged};
use super::values::DecisionBasis;
use super::{Koc, Notice, TierCause, effect, promote};
use crate::approval::{self, Proposal, TierProposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField};
use crate::policy::{ApprovalStep, PolicyRules};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::TierCode;

/// A notice on which nothing was decided for so long is void: nobody lives under an old one.
/// Days; our own number.
const NOTICE_LAPSES_AFTER: i32 = 90;

/// The notice that stands on that day.
pub(super) fn open_notice(koc: &Koc, day: Day) -> Option<Notice> {
    koc.notice.filter(|notice| day <= notice.decide_on.plus(NOTICE_LAPSES_AFTER))
}

impl HoldsPersonal for GiveTierNotice {}

/// Answers `GiveTierNotice`.
pub(crate) fn give_notice(
    state: &State,
    command: &GiveTierNotice,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let GiveTierNotice { koc_id, decide_on } = *command;
    let today = state.day_of(context.now);
    let tier = koc.standing_tier()?;
    let (policy_version, policy) = state.policy_on(today)?;
    let rules = &policy.rules;
    let judged = metrics::staying(koc, rules, tier, true, today);
    let mut checks = Checks::new();
    checks.require(!judged.met, || Violation::RetentionRequirementsMet);
    checks.require(open_notice(koc, today).is_none(), || Violation::NoticeAlreadyOpen);
    check_pauses(koc, rules, tier, today, &mut checks);
    let earliest = today.plus(i32::from(rules.notice_days));
    checks.require(decide_on >= earliest, || Violation::NoticePeriodNotElapsed {
        until: Some(earliest),
    });
    checks.note(field::day_in_reach("decideOn", decide_on, today));
    checks.finish()?;
    let given = TierNoticeGiven {
        koc_id,
        at_risk_tier: tier,
        policy_version,
        missing: judged.missing,
        decide_on,
    };
    Ok(vec![given.into()])
}

impl HoldsPersonal for DemoteKoc {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = Person::from(self.koc_id);
        show(person, SealedField::Reason, &mut self.reason);
        if let Some(note) = &mut self.evidence.note {
            show(person, SealedField::Note, note);
        }
    }
}

/// Answers `DemoteKoc`.
pub(crate) fn demote(
    state: &State,
    command: &DemoteKoc,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let DemoteKoc { koc_id, to_tier: to, basis, effective_on: on, .. } = *command;
    let from = koc.standing_tier()?;
    let mut checks = Checks::new();
    checks.require(from.below() == Some(to), || not_adjacent(koc, to));
    let policy = promote::in_force(state, command.policy_version, on, &mut checks);
    let judged = policy.map(|policy| metrics::staying(koc, &policy.rules, from, false, on));
    if let (Some(policy), Some(judged), DemotionBasis::Policy) = (policy, &judged, basis) {
        check_by_policy(state, koc, &policy.rules, judged, on, &mut checks);
    }
    checks.note(koc.require_unlocked(state.day_of(context.now)));
    checks.note(field::reason(&command.reason));
    let collected = policy.map(|policy| {
        let proposal = Proposal::Demote(TierProposal { koc_id, to_tier: to });
        approval::collect_for(state, &proposal, ApprovalStep::Demote, &policy.rules, context)
    });
    checks.note(collected.as_ref().and_then(|collected| collected.too_few.clone()));
    promote::check_note(state, &command.evidence, &mut checks);
    effect::check_day(state, koc, on, context, &mut checks);
    checks.finish()?;
    let demoted = KocDemoted {
        koc_id,
        from,
        to,
        policy_version: command.policy_version,
        basis: match basis {
            DemotionBasis::Policy => DecisionBasis::Policy,
            DemotionBasis::Conduct => DecisionBasis::Conduct,
        },
        evidence: promote::evidence(state, judged, &command.evidence, on)?,
        reason: command.reason.sealed()?,
        effective_on: on,
        effective_at: effect::effective_at(state, koc, on, context),
        days_in_previous: koc.days_in_tier(on),
        approved_by: collected.map_or_else(Vec::new, |collected| collected.approvals),
    };
    Ok(vec![demoted.into()])
}

/// What must hold before the rules for staying may cost a tier. Conduct is judged without them.
fn check_by_policy(
    state: &State,
    koc: &Koc,
    rules: &PolicyRules,
    judged: &Judged,
    on: Day,
    checks: &mut Checks,
) {
    checks.require(!judged.met, || Violation::RetentionRequirementsMet);
    let decide_on = open_notice(koc, on).map(|notice| notice.decide_on);
    let elapsed = decide_on.is_some_and(|decide_on| decide_on <= on);
    checks.require(elapsed, || Violation::NoticePeriodNotElapsed { until: decide_on });
    let grace = grace_until(state, koc, rules, on).filter(|until| on < *until);
    checks.note(grace.map(|until| Violation::GracePeriodActive { until }));
    if let Some(tier) = koc.tier {
        check_pauses(koc, rules, tier, on, checks);
    }
}

/// The first day after the grace of a promotion, and of rules that were hardened over somebody who
/// held the tier already. A grace once promised outlives the version that promised it.
pub(super) fn grace_until(state: &State, koc: &Koc, rules: &PolicyRules, on: Day) -> Option<Day> {
    let promoted = koc.last_on(TierCause::Promoted);
    let after_promotion = promoted.map(|promoted| promoted.plus(i32::from(rules.grace_days)));
    let since = koc.tier_since();
    let begun = state.policies.values().filter(|policy| {
        policy.in_force_from.is_some_and(|from| from <= on && since <= Some(from))
    });
    let incumbent = begun.filter_map(|policy| policy.incumbent_grace_until).max();
    after_promotion.max(incumbent)
}

/// Nobody is judged by days on which they took a break.
fn check_pauses(koc: &Koc, rules: &PolicyRules, tier: TierCode, on: Day, checks: &mut Checks) {
    let pause = pause_in_evidence(koc, rules, tier, on);
    checks.note(
        pause.map(|(from, last)| Violation::EvidenceIncludesPause { from, to: last.unwrap_or(on) }),
    );
}

/// A break inside the longest window that staying in the tier is judged by.
pub(super) fn pause_in_evidence(
    koc: &Koc,
    rules: &PolicyRules,
    tier: TierCode,
    on: Day,
) -> Option<(Day, Option<Day>)> {
    let window = metrics::staying_window(rules, tier);
    let days = Window::ending(on, window);
    let mut pauses = koc.pauses.iter().copied();
    pauses.find(|pause| window > 0 && measure::overlaps(*pause, days))
}
