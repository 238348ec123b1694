//! Forgetting a person.
//!
//! The event is what counts: once it is recorded, whoever keeps the keys destroys the person's, and
//! does so again whenever an older copy of the keys comes back. Facts without a name stay: tiers,
//! ledger lines and edges are other people's history too.

use super::command::EraseKoc;
use super::values::{DataRequestKind, ErasedPart};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssignmentId, DataRequestId, KocId};
use crate::koc::event::KocPersonalDataErased;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for EraseKoc {}

/// Answers `EraseKoc`.
pub(crate) fn erase(state: &State, command: &EraseKoc, _: &Context) -> Result<Vec<Event>, Refusal> {
    let EraseKoc { koc_id, request_id, .. } = *command;
    state.koc(koc_id)?;
    let request = state.data_requests.get(&request_id);
    let asked = request.is_some_and(|request| {
        let theirs = request.koc_id == koc_id && request.kind == DataRequestKind::Deletion;
        theirs && request.verified && !request.closed
    });
    let blockers = blockers(state, koc_id, Some(request_id));
    let mut checks = Checks::new();
    checks.require(asked, || Violation::IdentityNotVerified);
    checks.require(blockers.is_empty(), || Violation::ErasureBlocked { blockers });
    checks.finish()?;
    let mut kept_under = command.kept_under.clone();
    kept_under.sort();
    kept_under.dedup();
    let scope = scope(state, koc_id);
    Ok(vec![KocPersonalDataErased { koc_id, request_id, scope, kept_under }.into()])
}

fn scope(state: &State, koc_id: KocId) -> Vec<ErasedPart> {
    let mut scope = vec![ErasedPart::SealedTexts];
    if state.external_refs.values().any(|holder| *holder == koc_id) {
        scope.push(ErasedPart::ExternalReference);
    }
    scope
}

impl State {
    /// What stands in the way of an open request for deletion, by written id.
    pub fn erasure_blockers(&self, request_id: DataRequestId) -> Vec<String> {
        let request = self.data_requests.get(&request_id);
        let open = request.filter(|it| !it.closed && it.kind == DataRequestKind::Deletion);
        open.map_or_else(Vec::new, |request| blockers(self, request.koc_id, Some(request_id)))
    }
}

/// What a person still owes or is owed, by written id: it is settled before they are forgotten.
pub(crate) fn blockers(
    state: &State,
    koc_id: KocId,
    but_for: Option<DataRequestId>,
) -> Vec<String> {
    let mut blockers = live_assignments(state, koc_id);
    blockers.extend(state.owed_to(koc_id).into_iter().map(|id| id.to_string()));
    let edges = state.mentorships.iter().filter(|(_, edge)| edge.binds(koc_id));
    blockers.extend(edges.map(|(id, _)| id.to_string()));
    let requests = state.data_requests.iter().filter(|(id, request)| {
        request.koc_id == koc_id && !request.closed && Some(**id) != but_for
    });
    blockers.extend(requests.map(|(id, _)| id.to_string()));
    blockers
}

/// An assignment's id is made of task and member, so the tasks lead to a member's assignments.
fn live_assignments(state: &State, koc_id: KocId) -> Vec<String> {
    if state.koc(koc_id).map_or(0, |koc| koc.live_assignments) == 0 {
        return Vec::new();
    }
    let ids = state.tasks.keys().map(|task_id| AssignmentId::of(*task_id, koc_id));
    let live = ids.filter(|id| state.assignment(*id).is_ok_and(|it| it.state.is_live()));
    live.map(|id| id.to_string()).collect()
}
