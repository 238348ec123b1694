//! What belongs to a member, by its id.

use domain::id::{AssignmentId, DataRequestId, KocId, MentorshipId, TodoId};
use domain::todo::values::Audience;
use engine::View;

/// Whether an id names the member, or something that is theirs.
pub(crate) fn is_theirs(view: &View, member: KocId, id: &str) -> bool {
    if let Ok(id) = id.parse::<KocId>() {
        id == member
    } else if let Ok(id) = id.parse::<AssignmentId>() {
        view.work.assignment(id).is_some_and(|row| row.koc_id == member)
    } else if let Ok(id) = id.parse::<MentorshipId>() {
        let edge = view.mentorship.edge(id);
        edge.is_some_and(|edge| edge.mentor == member || edge.mentee == member)
    } else if let Ok(id) = id.parse::<TodoId>() {
        view.todos.todo(id).is_some_and(|row| row.audience == Audience::Koc(member))
    } else if let Ok(id) = id.parse::<DataRequestId>() {
        view.privacy.request(id).is_some_and(|row| row.koc_id == member)
    } else {
        false
    }
}
