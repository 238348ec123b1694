//! What is credited at once: approved work, work of the time before, a completed mentorship,
//! insight in the community, what a publication brought, a prize of a contest, an insight that was
//! adopted, advocacy that was observed.
//!
//! An entry's id is derived from what earned it, never from a position, so that one history
//! always makes one ledger.

use std::collections::BTreeMap;

use super::event::ContributionCredited;
use super::take_back::reverse_all_for;
use crate::activity::event::ActivityMarkedInsightful;
use crate::actor::Role;
use crate::assignment::WHOLE_BP;
use crate::assignment::event::{ReviewedWorkImported, WorkApproved};
use crate::duty::event::{DeliverableFulfilled, DutyReviewHeld};
use crate::event::Event;
use crate::id::{ContestId, EntryId, EventId, InsightId, KocId};
use crate::mentorship::event::{MentoringSessionHeld, MentorshipCompleted};
use crate::piece::event::PieceAccepted;
use crate::policy::{ContributionRule, ContributionSource, Dims};
use crate::project::event::{ContributorsThanked, SectionAccepted};
use crate::publication::event::{EngagementRecorded, LeadAttributed};
use crate::publication::values::LeadKind;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::team::{self, split};
use crate::time::Moment;
use crate::todo;
use crate::todo::values::{Audience, TodoKind};
use crate::vocabulary::ContributionKind;

/// What earned the entries of one event.
struct Earned<'a> {
    source: ContributionSource,
    cause: EventId,
    at: Moment,
    /// How often the rule's points are earned at once.
    times: u32,
    /// What the entries' ids are derived from, besides rule and member.
    names: Vec<&'a [u8]>,
}

/// Credits each contributor of an approved work by their share.
pub(crate) fn credit_approved_work(
    state: &State,
    approved: &WorkApproved,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let assignment = state.assignment(approved.assignment_id)?;
    let work = assignment.submission.as_ref().map(|submission| &submission.work);
    let contributors = work.map(|work| work.contributors.as_slice()).unwrap_or_default();
    let submission_no = approved.submission_no.to_be_bytes();
    let earned = Earned {
        source: ContributionSource::WorkApproved,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"work-approved", &approved.assignment_id.0, &submission_no],
    };
    let shares: Vec<(KocId, u16)> =
        contributors.iter().map(|it| (it.koc_id, it.share_bp)).collect();
    credit_by_policy(state, &earned, &shares)
}

/// Approved work that a team shares otherwise than it was credited: what was credited is taken
/// back, and credited again as agreed. What was given for it in money is settled by a person.
pub(crate) fn share_again(
    state: &State,
    event: &Event,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Team(team::Event::SharesAgreed(agreed)) = event else { return Ok(Vec::new()) };
    let Some(assignment_id) = agreed.amends else { return Ok(Vec::new()) };
    let assignment = state.assignment(assignment_id)?;
    let (Some(approved_in), Some(reason)) = (assignment.approved_in, &agreed.reason) else {
        return Ok(Vec::new());
    };
    // A work that does not count after all has nothing to share.
    let Some(work) = assignment.approved_work() else { return Ok(Vec::new()) };
    let day = state.day_of(context.occurred_at);
    let shares: Vec<(KocId, u16)> =
        work.contributors.iter().map(|it| (it.koc_id, it.share_bp)).collect();
    let mut events: Vec<Event> = Vec::new();
    for (koc_id, _) in &shares {
        let reason = reason.clone();
        events.extend(reverse_all_for(state, *koc_id, &[approved_in], cause, reason, day));
    }
    let ahead = state.after(&events, context);
    let shared_in = cause.0.to_be_bytes();
    let earned = Earned {
        source: ContributionSource::WorkApproved,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"work-shared-again", &assignment_id.0, &shared_in],
    };
    events.extend(credit_by_policy(&ahead, &earned, &shares)?);
    if assignment.returns().iter().any(|it| it.price().is_some()) {
        let (kind, finance) = (TodoKind::SharesAmended, Audience::Role(Role::Finance));
        let about = assignment_id.to_string();
        events.push(todo::opened(kind, finance, about, Some(assignment.koc), cause).into());
    }
    Ok(events)
}

/// Credits the mentor of a completed mentorship.
pub(crate) fn credit_completed_mentorship(
    state: &State,
    completed: &MentorshipCompleted,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let earned = Earned {
        source: ContributionSource::MentorshipCompleted,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"mentorship-completed", &completed.mentorship_id.0],
    };
    credit_by_policy(state, &earned, &[(completed.mentor, WHOLE_BP)])
}

/// Credits the mentor of a session with a mentee.
pub(crate) fn credit_session(
    state: &State,
    held: &MentoringSessionHeld,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let held_at = held.held_at.0.to_be_bytes();
    let earned = Earned {
        source: ContributionSource::MentoringSessionHeld,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"mentoring-session", &held.mentorship_id.0, &held_at],
    };
    credit_by_policy(state, &earned, &[(held.mentor, WHOLE_BP)])
}

/// Credits the member whose act in the community was found insightful.
pub(crate) fn credit_insightful_activity(
    state: &State,
    marked: &ActivityMarkedInsightful,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let earned = Earned {
        source: ContributionSource::ActivityMarkedInsightful,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"activity-insightful", &marked.activity_id.0],
    };
    credit_by_policy(state, &earned, &[(marked.koc_id, WHOLE_BP)])
}

/// Credits each who won a prize of a contest.
pub(crate) fn credit_contest_winners(
    state: &State,
    contest_id: ContestId,
    winners: &[KocId],
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if winners.is_empty() {
        return Ok(Vec::new());
    }
    let earned = Earned {
        source: ContributionSource::ContestWon,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"contest-won", &contest_id.0],
    };
    let shares: Vec<(KocId, u16)> = winners.iter().map(|koc_id| (*koc_id, WHOLE_BP)).collect();
    credit_by_policy(state, &earned, &shares)
}

/// Credits the author of an insight that was adopted.
pub(crate) fn credit_adopted_insight(
    state: &State,
    insight_id: InsightId,
    koc_id: KocId,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let earned = Earned {
        source: ContributionSource::InsightAdopted,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"insight-adopted", &insight_id.0],
    };
    credit_by_policy(state, &earned, &[(koc_id, WHOLE_BP)])
}

/// Credits the holder of a duty for what they delivered.
pub(crate) fn credit_deliverable(
    state: &State,
    fulfilled: &DeliverableFulfilled,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DeliverableFulfilled { duty_id, ref code, period, number, koc_id, .. } = *fulfilled;
    let (period, number) = (period.to_be_bytes(), [number]);
    let earned = Earned {
        source: ContributionSource::DeliverableFulfilled,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"deliverable", &duty_id.0, code.as_bytes(), &period, &number],
    };
    credit_by_policy(state, &earned, &[(koc_id, WHOLE_BP)])
}

/// Credits an ambassador for what others saw of them.
pub(crate) fn credit_advocacy(
    state: &State,
    koc_id: KocId,
    advocacy_no: u32,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let number = advocacy_no.to_be_bytes();
    let earned = Earned {
        source: ContributionSource::AdvocacyRecorded,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"advocacy", &number],
    };
    credit_by_policy(state, &earned, &[(koc_id, WHOLE_BP)])
}

/// Credits the holder of a duty who looked back on it, once for each month.
pub(crate) fn credit_duty_review(
    state: &State,
    held: &DutyReviewHeld,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DutyReviewHeld { duty_id, period, koc_id, .. } = *held;
    let period = period.to_be_bytes();
    let earned = Earned {
        source: ContributionSource::DutyReviewHeld,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"duty-review", &duty_id.0, &period],
    };
    credit_by_policy(state, &earned, &[(koc_id, WHOLE_BP)])
}

/// Credits the author of a piece that was accepted into a project. What is merged into it earns
/// nothing of its own: whoever says the same a second time is named, not paid twice.
pub(crate) fn credit_accepted_piece(
    state: &State,
    accepted: &PieceAccepted,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let earned = Earned {
        source: ContributionSource::PieceAccepted,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"piece-accepted", &accepted.piece_id.0],
    };
    credit_by_policy(state, &earned, &[(accepted.author, WHOLE_BP)])
}

/// Credits the editor of a section that was accepted, once in an edition.
pub(crate) fn credit_accepted_section(
    state: &State,
    accepted: &SectionAccepted,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if !accepted.earns {
        return Ok(Vec::new());
    }
    let edition = accepted.edition.to_be_bytes();
    let project_id = &accepted.project_id.0;
    let earned = Earned {
        source: ContributionSource::SectionAccepted,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"section-accepted", project_id, &accepted.section_id.0, &edition],
    };
    credit_by_policy(state, &earned, &[(accepted.koc_id, WHOLE_BP)])
}

/// Credits contributors of a released edition.
pub(crate) fn credit_contributors(
    state: &State,
    thanked: &ContributorsThanked,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let edition = thanked.edition.to_be_bytes();
    let earned = Earned {
        source: ContributionSource::ProjectReleased,
        cause,
        at: context.occurred_at,
        times: 1,
        names: vec![b"project-released", &thanked.project_id.0, &edition],
    };
    let shares: Vec<(KocId, u16)> = thanked.koc_ids.iter().map(|id| (*id, WHOLE_BP)).collect();
    credit_by_policy(state, &earned, &shares)
}

/// Credits further steps of engagement, all steps of a count in one entry for each rule.
pub(crate) fn credit_engagement(
    state: &State,
    counted: &EngagementRecorded,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if counted.new_steps == 0 {
        return Ok(Vec::new());
    }
    let steps = state.publication(counted.publication_id)?.steps.to_be_bytes();
    let earned = Earned {
        source: ContributionSource::EngagementStep,
        cause,
        at: context.occurred_at,
        times: counted.new_steps,
        names: vec![b"engagement", &counted.publication_id.0, &steps],
    };
    credit_by_policy(state, &earned, &[(counted.koc_id, WHOLE_BP)])
}

/// Credits a lead, once by whichever model first attributed it.
pub(crate) fn credit_lead(
    state: &State,
    lead: &LeadAttributed,
    cause: EventId,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if !lead.earns {
        return Ok(Vec::new());
    }
    let (source, kind): (_, &[u8]) = match lead.kind {
        LeadKind::Inquiry => (ContributionSource::LeadInquiry, b"inquiry"),
        LeadKind::TestDrive => (ContributionSource::LeadTestDrive, b"test-drive"),
        LeadKind::Order => (ContributionSource::LeadOrder, b"order"),
    };
    let names = vec![b"lead", kind, lead.lead_ref.as_bytes()];
    let earned = Earned { source, cause, at: context.occurred_at, times: 1, names };
    credit_by_policy(state, &earned, &[(lead.koc_id, WHOLE_BP)])
}

/// Credits the author of a work of the time before. No policy may be in force then: the newest
/// version says what such a work earns, and where it says nothing, our own rule does.
pub(crate) fn credit_imported_work(
    state: &State,
    work: &ReviewedWorkImported,
    cause: EventId,
) -> Result<Vec<Event>, Refusal> {
    let earned = Earned {
        source: ContributionSource::WorkImported,
        cause,
        at: work.accepted_at,
        times: 1,
        names: vec![b"work-imported", &work.work_id.0],
    };
    let newest = state.policies.iter().rev().find(|(_, policy)| !policy.withdrawn);
    let known = newest.map(|(version, policy)| (*version, policy.rules.earning(earned.source)));
    let (version, rules) = known.filter(|(_, rules)| !rules.is_empty()).unwrap_or_default();
    let own = own_rule_for_imported_work();
    let rules = if rules.is_empty() { vec![&own] } else { rules };
    credit(state, &earned, version, &rules, &[(work.author, WHOLE_BP)])
}

/// Ten points of kind Work. Our own number.
fn own_rule_for_imported_work() -> ContributionRule {
    ContributionRule {
        code: "work-imported".to_owned(),
        kind: ContributionKind::Work,
        source: ContributionSource::WorkImported,
        points: 10,
        dims: Dims { contribution: 10, influence: 0, activity: 0 },
    }
}

fn credit_by_policy(
    state: &State,
    earned: &Earned<'_>,
    shares: &[(KocId, u16)],
) -> Result<Vec<Event>, Refusal> {
    let (version, policy) = state.policy_on(state.day_of(earned.at))?;
    credit(state, earned, version, &policy.rules.earning(earned.source), shares)
}

/// One entry per member and rule; a refused entry refuses the whole command.
fn credit(
    state: &State,
    earned: &Earned<'_>,
    policy_version: u32,
    rules: &[&ContributionRule],
    shares: &[(KocId, u16)],
) -> Result<Vec<Event>, Refusal> {
    let mut balances: BTreeMap<KocId, i64> = BTreeMap::new();
    let mut events = Vec::new();
    let rules: Vec<_> = rules.iter().filter(|rule| rule.points > 0).collect();
    let parts: Vec<Parts> =
        rules.iter().map(|rule| Parts::of(rule, earned.times, shares)).collect();
    for (place, (koc_id, share_bp)) in shares.iter().enumerate() {
        let account = state.account(*koc_id);
        let balance = balances.entry(*koc_id).or_insert(account.balance);
        for (rule, parts) in rules.iter().zip(&parts) {
            let points = parts.points.get(place).copied().unwrap_or(0);
            if points == 0 {
                continue;
            }
            let mut names = earned.names.clone();
            names.extend([rule.code.as_bytes(), &koc_id.0]);
            let entry_id = EntryId::derived(&names);
            state.entry_taken(entry_id).map_or(Ok(()), Err)?;
            *balance = balance.saturating_add(i64::from(points));
            let credited = ContributionCredited {
                entry_id,
                koc_id: *koc_id,
                kind: rule.kind,
                points,
                share_bp: *share_bp,
                source_event: earned.cause,
                source: earned.source,
                rule: rule.code.clone(),
                policy_version,
                effective_on: state.day_of(earned.at),
                effective_at: earned.at,
                dims: parts.dims.get(place).cloned().unwrap_or_default(),
                balance: *balance,
            };
            events.push(credited.into());
        }
    }
    Ok(events)
}

/// What everybody gets by one rule.
struct Parts {
    points: Vec<u32>,
    dims: Vec<Dims>,
}

impl Parts {
    /// Points and their dimensions divided by shares: the parts of a whole sum to it.
    fn of(rule: &ContributionRule, times: u32, shares: &[(KocId, u16)]) -> Parts {
        let shares: Vec<u16> = shares.iter().map(|(_, share_bp)| *share_bp).collect();
        let divided = |points: u32| -> Vec<u32> {
            let parts = split(u64::from(points.saturating_mul(times)), &shares);
            parts.into_iter().map(|part| u32::try_from(part).unwrap_or(u32::MAX)).collect()
        };
        let contribution = divided(rule.dims.contribution);
        let influence = divided(rule.dims.influence);
        let activity = divided(rule.dims.activity);
        let each = contribution.into_iter().zip(influence).zip(activity);
        let dims = each.map(|((contribution, influence), activity)| Dims {
            contribution,
            influence,
            activity,
        });
        Parts { points: divided(rule.points), dims: dims.collect() }
    }
}
