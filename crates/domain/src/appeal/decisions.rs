//! Which events are decisions about a member that they may dispute, and who decided.

use super::values::AppealKind;
use crate::actor::Approval;
use crate::ambassadorship::Event as AmbassadorEvent;
use crate::assignment::Event as AssignmentEvent;
use crate::contribution::Event as LedgerEvent;
use crate::event::Event;
use crate::id::{ActorId, AssignmentId, EventId, KocId};
use crate::koc::Event as KocEvent;
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::Day;

/// A decision about a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) event: EventId,
    pub(crate) kind: AppealKind,
    pub(crate) on: Day,
    /// Whoever decided, and whoever approved it; all zeros is the admin key by itself.
    pub(crate) by: Vec<ActorId>,
    /// The work that was judged.
    pub(crate) assignment: Option<AssignmentId>,
}

/// Notes with the member what was decided about them.
pub(crate) fn note(state: &mut State, recorded: &Recorded) {
    let Some((koc_id, kind, assignment, approvals)) = about(state, &recorded.event) else { return };
    let mut by = vec![recorded.actor.id];
    by.extend(approvals.iter().map(|approval| ActorId(approval.operator_id.0)));
    let on = state.day_of(recorded.recorded_at);
    let decision = Decision { event: recorded.position, kind, on, by, assignment };
    if let Some(koc) = state.koc_mut(koc_id) {
        koc.decisions.push(decision);
    }
}

type About<'a> = (KocId, AppealKind, Option<AssignmentId>, &'a [Approval]);

fn about<'a>(state: &State, event: &'a Event) -> Option<About<'a>> {
    Some(match event {
        Event::Assignment(event) => {
            let assignment_id = match event {
                AssignmentEvent::WorkApproved(e) => e.assignment_id,
                AssignmentEvent::WorkRejected(e) => e.assignment_id,
                AssignmentEvent::RevisionRequested(e) => e.assignment_id,
                _ => return None,
            };
            let koc_id = state.assignment(assignment_id).ok()?.koc;
            (koc_id, AppealKind::Review, Some(assignment_id), &[])
        }
        Event::Koc(event) => match event {
            KocEvent::KocDemoted(e) => (e.koc_id, AppealKind::Tier, None, &e.approved_by),
            KocEvent::KocTierCorrected(e) => (e.koc_id, AppealKind::Tier, None, &e.approved_by),
            KocEvent::TierNoticeGiven(e) => (e.koc_id, AppealKind::Tier, None, &[]),
            KocEvent::CandidateDismissed(e) => (e.koc_id, AppealKind::Tier, None, &[]),
            KocEvent::KocSuspended(e) => (e.koc_id, AppealKind::Standing, None, &e.approved_by),
            _ => return None,
        },
        Event::Contribution(event) => match event {
            LedgerEvent::ContributionAdjusted(e) => {
                (e.koc_id, AppealKind::Ledger, None, &e.approved_by)
            }
            LedgerEvent::ContributionReversed(e) => (e.koc_id, AppealKind::Ledger, None, &[]),
            LedgerEvent::ContributionCredited(_) => return None,
        },
        Event::Ambassadorship(AmbassadorEvent::AmbassadorshipRevoked(e)) => {
            (e.koc_id, AppealKind::Standing, None, &e.approved_by)
        }
        _ => return None,
    })
}
