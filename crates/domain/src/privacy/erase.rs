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
use crate::koc::Standing;
use crate::koc::event::KocPersonalDataErased;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;

impl HoldsPersonal for EraseKoc {}

/// Answers `EraseKoc`. Every record of the person is erased: also those that were merged into it,
/// each of which has a key of its own.
pub(crate) fn erase(state: &State, command: &EraseKoc, _: &Context) -> Result<Vec<Event>, Refusal> {
    let EraseKoc { koc_id, request_id, .. } = *command;
    let koc = state.koc(koc_id)?;
    if let Standing::Merged { .. } = koc.standing {
        return Err(koc.not_active().into());
    }
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
    let erased = |koc_id: KocId| {
        let (scope, kept_under) = (scope(state, koc_id), kept_under.clone());
        KocPersonalDataErased { koc_id, request_id, scope, kept_under }.into()
    };
    Ok(records_of(state, koc_id).into_iter().map(erased).collect())
}

/// The record of a person and every record that was merged into it, the living one first.
fn records_of(state: &State, koc_id: KocId) -> Vec<KocId> {
    let mut records = vec![koc_id];
    let mut next = 0;
    while let Some(into) = records.get(next).copied() {
        let merged = state.kocs.iter().filter(|(_, koc)| koc.standing == Standing::Merged { into });
        records.extend(merged.map(|(id, _)| *id));
        next += 1;
    }
    records
}

fn scope(state: &State, koc_id: KocId) -> Vec<ErasedPart> {
    let mut scope = vec![ErasedPart::SealedTexts];
    if state.external_refs.values().any(|holder| *holder == koc_id) {
        scope.push(ErasedPart::ExternalReference);
    }
    if state.handles.values().any(|holder| *holder == koc_id) {
        scope.push(ErasedPart::Channels);
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
    let mut blockers = Vec::new();
    for koc_id in records_of(state, koc_id) {
        blockers.extend(live_assignments(state, koc_id));
        blockers.extend(state.owed_to(koc_id).into_iter().map(|id| id.to_string()));
        blockers.extend(state.live_loans_of(koc_id).map(|id| id.to_string()));
        let edges = state.mentorships.iter().filter(|(_, edge)| edge.binds(koc_id));
        blockers.extend(edges.map(|(id, _)| id.to_string()));
        blockers.extend(state.open_appeals_of(koc_id).map(|id| id.to_string()));
        let requests = state.data_requests.iter().filter(|(id, request)| {
            request.koc_id == koc_id && !request.closed && Some(**id) != but_for
        });
        blockers.extend(requests.map(|(id, _)| id.to_string()));
    }
    blockers
}

/// An assignment's id is made of task and member, so the tasks lead to a member's assignments.
fn live_assignments(state: &State, koc_id: KocId) -> Vec<String> {
    if state.kocs.get(&koc_id).map_or(0, |koc| koc.live_assignments) == 0 {
        return Vec::new();
    }
    let ids = state.tasks.keys().map(|task_id| AssignmentId::of(*task_id, koc_id));
    let live = ids.filter(|id| state.assignment(*id).is_ok_and(|it| it.state.is_live()));
    live.map(|id| id.to_string()).collect()
}
