//! Work as many scenes hand it in.

use domain::assignment::command::{ClaimTask, SubmitWork};
use domain::assignment::values::{Assignee, Attestations, Contributor, TermsAccepted, WorkItem};
use domain::id::{AssignmentId, KocId, Sha256, TaskId};
use domain::vocabulary::AiUse;

/// A member takes an open task and accepts every term.
pub fn claim(task_id: TaskId, koc_id: KocId) -> ClaimTask {
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
    ClaimTask { task_id, assignee: Assignee::Koc(koc_id), terms_accepted }
}

/// One command that takes the task and hands in a video of the member's own.
pub fn rush(task_id: TaskId, koc_id: KocId) -> SubmitWork {
    let assignment_id = AssignmentId::of(task_id, koc_id);
    let mut sha256 = [0; 32];
    sha256[..16].copy_from_slice(&assignment_id.0);
    SubmitWork {
        assignment_id,
        submission_no: 1,
        items: vec![WorkItem {
            format: "video".to_owned(),
            uri: "https://posts.example/1".into(),
            sha256: Sha256(sha256),
            length: 90,
        }],
        note: None,
        attest: Attestations {
            original: true,
            disclosure_done: true,
            used_product: true,
            third_party_cleared: true,
            people_consented: true,
            ai_generated: AiUse::None,
        },
        contributors: vec![Contributor { koc_id, role: None, share_bp: 10_000 }],
        effort_hours: None,
        tags: Vec::new(),
        claim: Some(claim(task_id, koc_id)),
    }
}
