//! What belongs to a member, by its id.

use domain::id::{
    AppealId, AssetId, AssignmentId, DataRequestId, GatheringId, KocId, LoanId, MentorshipId,
    PublicationId, RecognitionId, RewardId, SupportId, TodoId,
};
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
    } else if let Ok(id) = id.parse::<AppealId>() {
        view.privacy.appeal(id).is_some_and(|row| row.koc_id == member)
    } else if let Ok(id) = id.parse::<SupportId>() {
        view.support.request(id).is_some_and(|row| row.koc_id == member)
    } else if let Ok(id) = id.parse::<LoanId>() {
        view.vehicles.loan(id).is_some_and(|row| row.koc_id == member)
    } else if let Ok(id) = id.parse::<RewardId>() {
        view.rewards.reward(id).is_some_and(|row| row.koc_id == member)
    } else if let Ok(id) = id.parse::<AssetId>() {
        view.assets.asset(id).is_some_and(|row| row.is_by(member))
    } else if let Ok(id) = id.parse::<PublicationId>() {
        view.publications.publication(id).is_some_and(|row| row.authors.contains(&member))
    } else if let Ok(id) = id.parse::<RecognitionId>() {
        view.publications.honour(id).is_some_and(|row| row.koc_id == member)
    } else if let Ok(id) = id.parse::<GatheringId>() {
        view.campaigns.guest(id, member).is_some()
    } else {
        false
    }
}
