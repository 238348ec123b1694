//! Instant work is approved without a person when its brief says what to check and everything
//! holds (S0, 即时性任务: tracked by tools, rewarded at once). What does not hold waits for people.

use super::event::{Reviewer, WorkApproved, WorkReviewed, WorkSubmitted};
use super::submit::WHOLE_BP;
use super::values::{Compliance, CriterionJudged, Decision, QualityBand, ReviewStage};
use crate::actor::{Actor, Role};
use crate::assignment;
use crate::event::Event;
use crate::id::EventId;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::task::brief::{AutomaticCheck, Brief};
use crate::todo;
use crate::todo::values::{Audience, TodoKind};

/// Approves what was handed in for the first time, or says to the reviewers what did not hold.
pub(crate) fn approve_by_rule(
    state: &State,
    event: &Event,
    cause: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Event::Assignment(assignment::Event::WorkSubmitted(work)) = event else {
        return Ok(Vec::new());
    };
    let assignment = state.assignment(work.assignment_id)?;
    let brief = state.agreed_brief(assignment)?;
    // Judges decide of an entry, not a check.
    if state.still_judged(work.assignment_id).is_some() {
        return Ok(Vec::new());
    }
    // Where people have begun to judge, people go on.
    let check = brief.automatic_check.as_ref().filter(|_| work.submission_no == 1);
    let Some(check) = check else { return Ok(Vec::new()) };
    let failed = failed(check, work);
    if !failed.is_empty() {
        let (kind, reviewers) = (TodoKind::CheckByHand, Audience::Role(Role::Reviewer));
        let about = work.assignment_id.to_string();
        let waits = todo::opened(kind, reviewers, about, Some(assignment.koc), cause);
        return Ok(vec![todo::event::TodoOpened { refused: failed, ..waits }.into()]);
    }
    let approved = WorkApproved {
        assignment_id: work.assignment_id,
        submission_no: work.submission_no,
        koc_id: assignment.koc,
        final_score: WHOLE_BP,
        // A machine sees that it is there, not how good it is.
        quality_band: QualityBand::Standard,
    };
    Ok(vec![reviewed(brief, work).into(), approved.into()])
}

/// What the brief asks that the submission does not show. Format, length and attestations hold of
/// whatever was handed in at all.
fn failed(check: &AutomaticCheck, work: &WorkSubmitted) -> Vec<String> {
    let tagged = check.tags.iter().all(|tag| work.tags.contains(tag));
    let checked = [("IN_TIME", !work.late), ("TAGS", tagged), ("PUBLIC_URL", !check.public_url)];
    let failed = checked.into_iter().filter(|(_, holds)| !holds);
    failed.map(|(what, _)| what.to_owned()).collect()
}

/// The scorecard of a check: everything is met, nothing is scored, nobody is praised.
fn reviewed(brief: &Brief, work: &WorkSubmitted) -> WorkReviewed {
    let met = |id: &String| CriterionJudged {
        criterion_id: id.clone(),
        met: Some(true),
        score: None,
        evidence: None,
        comment: None,
    };
    WorkReviewed {
        assignment_id: work.assignment_id,
        submission_no: work.submission_no,
        brief_version: work.brief_version,
        stage: ReviewStage::Auto,
        reviewer: Reviewer { role: Role::System, id: Actor::SYSTEM.id },
        scores: brief.criteria.iter().map(|criterion| met(&criterion.id)).collect(),
        praise: Vec::new(),
        improvements: Vec::new(),
        skill_evidence: Vec::new(),
        compliance: Compliance {
            disclosure_ok: work.attest.disclosure_done || !brief.disclosure.required,
            claims_ok: true,
            rights_ok: work.attest.third_party_cleared,
            flagged_words: Vec::new(),
        },
        decision: Decision::Approve,
        weighted_score: WHOLE_BP,
    }
}
