//! Commands about tasks, assignments and the ledger, drawn by chance.

use domain::approval::{AdjustmentProposal, Proposal};
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::contribution::command::*;
use domain::id::*;
use domain::policy::Dims;
use domain::task::Selection;
use domain::task::brief::*;
use domain::task::command::*;
use domain::vocabulary::*;
use domain::{Actor, Amount, LocalText, Role};

use crate::cast::{Cast, Drawn, TaskStage, operator};
use crate::money;
use crate::people::{KIND, approved};

fn text() -> LocalText {
    LocalText::new("后排", "rear seats")
}

pub(crate) fn draft(cast: &mut Cast) -> Drawn {
    let led = cast.chance(50);
    let command = DraftTask {
        task_id: cast.task(),
        title: text(),
        horizon: if led { Horizon::Phased } else { Horizon::Instant },
        mode: if led { Mode::Mentorship } else { Mode::Commission },
        kind: TaskKind::ShortVideo,
        campaign_id: led.then_some(domain::id::CampaignId([1; 16])),
        parent_task_id: None,
        trigger: None,
        difficulty: 1,
        growth: None,
        duty_id: None,
    };
    (cast.team(), command.into())
}

/// A brief as long as the horizon asks, most often.
pub(crate) fn write(cast: &mut Cast) -> Drawn {
    let now = cast.scene.now();
    let (task_id, note) = cast.task_at(TaskStage::Drafted);
    let hours = if note.horizon == Horizon::Instant { 70 } else { 20 * 24 };
    let mut returns = vec![Return::uncounted(ReturnKind::Exposure, text())];
    if cast.chance(50) {
        let purse = money::purse(cast, RewardUnit::Points);
        let price = Amount(cast.one_of(&[10, 10, 150]));
        returns.push(Return::paid(ReturnKind::Points, text(), price, purse));
    }
    let by_rule = note.horizon == Horizon::Instant && cast.chance(30);
    let check = AutomaticCheck { tags: Vec::new(), public_url: false };
    let must = Criterion {
        id: "seats".to_owned(),
        text: text(),
        kind: CriterionKind::Must,
        weight: 0,
        evidence_hint: None,
    };
    let brief = Brief {
        objective: text(),
        expected_effect: text(),
        scope_in: vec![text()],
        scope_out: Vec::new(),
        outputs: vec![Output { format: "video".to_owned(), min: 1, max: 9, count: 1 }],
        criteria: vec![must],
        timeline: Timeline {
            offer_ttl_hours: 24,
            start: now,
            submit_by: now.plus_hours(hours),
            review_by: now.plus_hours(hours + 48),
        },
        resources: Vec::new(),
        returns,
        usage_rights: UsageRights {
            purposes: vec![UsePurpose::Social],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            until: None,
            exclusive: false,
        },
        disclosure: Disclosure { required: false, wording: None },
        facts: Vec::new(),
        ai_policy: AiPolicy::Forbidden,
        contact_operator: OperatorId::derived(&[b"mei"]),
        effort_estimate_hours: 2,
        embargo_until: None,
        automatic_check: by_rule.then_some(check),
    };
    (cast.team(), WriteBrief { task_id, brief }.into())
}

pub(crate) fn approve_brief(cast: &mut Cast) -> Drawn {
    let (task_id, note) = cast.task_at(TaskStage::Briefed);
    let lin = operator("lin", Role::Approver);
    let actor = if cast.chance(90) { lin } else { cast.anybody() };
    (actor, ApproveBrief { task_id, brief_version: note.brief_version }.into())
}

pub(crate) fn open(cast: &mut Cast) -> Drawn {
    let slots = cast.one_of(&[None, Some(2), Some(4)]);
    let (task_id, _) = cast.task_at(TaskStage::Approved);
    let ways = [Selection::Offer, Selection::Offer, Selection::OpenClaim, Selection::Broadcast];
    let selection = cast.one_of(&ways);
    let command = OpenTask { task_id, selection, slots, budget_id: None };
    (cast.team(), command.into())
}

/// Few are closed.
pub(crate) fn close(cast: &mut Cast) -> Drawn {
    let actor = if cast.chance(20) { Actor::SYSTEM } else { cast.anybody() };
    let (task_id, _) = cast.task_at(TaskStage::Open);
    (actor, CloseTask { task_id, reason: "enough".into() }.into())
}

pub(crate) fn assign(cast: &mut Cast) -> Drawn {
    let (task_id, note) = cast.task_at(TaskStage::Open);
    let koc_id = cast.member();
    let hours = cast.one_of(&[20, 3]);
    let command = AssignTask {
        task_id,
        assignee: Assignee::Koc(koc_id),
        brief_version: note.brief_version,
        offer_expires_at: cast.scene.now().plus_hours(hours),
        returns_override: None,
        contact_operator: None,
        message: "would you?".into(),
    };
    (cast.team(), command.into())
}

/// An assignment that is there, and whose it is, most often.
pub(crate) fn assignment(cast: &mut Cast, states: &[&str]) -> (AssignmentId, KocId) {
    let there = cast.scene.state.counted().assignments;
    let fitting = there.into_iter().filter(|(_, state)| states.contains(&state.as_str()));
    let ids: Vec<AssignmentId> = fitting.map(|(id, _)| id).collect();
    let (task_id, somebody) = (cast.task(), cast.member());
    if ids.is_empty() || cast.chance(5) {
        return (AssignmentId::of(task_id, somebody), somebody);
    }
    let id = cast.one_of(&ids);
    (id, cast.holder(id).unwrap_or(somebody))
}

/// The number of the newest submission, 0 before the first.
pub(crate) fn submissions(cast: &Cast, id: AssignmentId) -> u16 {
    let submitted = cast.scene.log.iter().filter(|recorded| {
        matches!(&recorded.event, domain::Event::Assignment(
            domain::assignment::Event::WorkSubmitted(e)) if e.assignment_id == id)
    });
    submitted.count() as u16
}

pub(crate) fn accept(cast: &mut Cast) -> Drawn {
    let (assignment_id, koc_id) = assignment(cast, &["OFFERED"]);
    let command = AcceptAssignment {
        assignment_id,
        brief_version: 1 + u32::from(cast.chance(5)),
        terms_accepted: TermsAccepted { usage_rights: true, disclosure: true, embargo: true },
        proposal_no: crate::terms::answered(cast, assignment_id),
    };
    (cast.own(koc_id), command.into())
}

pub(crate) fn decline(cast: &mut Cast) -> Drawn {
    let (assignment_id, koc_id) = assignment(cast, &["OFFERED"]);
    let command = DeclineAssignment { assignment_id, reason: DeclineReason::Time, note: None };
    let actor = if cast.chance(70) { Actor::koc(koc_id) } else { cast.anybody() };
    (actor, command.into())
}

pub(crate) fn expire(cast: &mut Cast) -> Drawn {
    let (assignment_id, _) = assignment(cast, &["OFFERED"]);
    (Actor::SYSTEM, ExpireAssignment { assignment_id }.into())
}

pub(crate) fn submit(cast: &mut Cast) -> Drawn {
    let (assignment_id, koc_id) = assignment(cast, &["ACCEPTED", "REVISION_REQUESTED"]);
    let mut sha256 = Sha256([0; 32]);
    sha256.0[..8].copy_from_slice(&cast.roll(100_000).to_be_bytes());
    let uri = "https://files.example/clip".into();
    let command = SubmitWork {
        assignment_id,
        submission_no: submissions(cast, assignment_id) + 1,
        items: vec![WorkItem { format: "video".to_owned(), uri, sha256, length: 5 }],
        note: None,
        attest: Attestations {
            original: true,
            disclosure_done: true,
            used_product: true,
            third_party_cleared: true,
            people_consented: cast.chance(95),
            ai_generated: AiUse::None,
        },
        contributors: vec![Contributor { koc_id, role: None, share_bp: 10_000 }],
        effort_hours: None,
        tags: Vec::new(),
        claim: None,
    };
    (cast.own(koc_id), command.into())
}

/// The brand, or the member's mentor, who may be anybody.
fn judge(cast: &mut Cast, koc_id: KocId) -> (Actor, ReviewStage) {
    let mentor = cast.scene.state.counted().mentor_of.get(&koc_id).copied();
    match mentor {
        Some(mentor) if cast.chance(60) => (Actor::koc(mentor), ReviewStage::Mentor),
        _ if cast.chance(95) => (operator("wei", Role::Reviewer), ReviewStage::Brand),
        _ => (cast.anybody(), ReviewStage::Brand),
    }
}

pub(crate) fn start_review(cast: &mut Cast) -> Drawn {
    let (assignment_id, koc_id) = assignment(cast, &["SUBMITTED", "IN_REVIEW"]);
    let (actor, stage) = judge(cast, koc_id);
    let submission_no = submissions(cast, assignment_id);
    (actor, StartReview { assignment_id, submission_no, stage }.into())
}

pub(crate) fn review(cast: &mut Cast) -> Drawn {
    let (assignment_id, koc_id) = assignment(cast, &["SUBMITTED", "IN_REVIEW"]);
    let (actor, stage) = judge(cast, koc_id);
    let decision = cast.one_of(&[
        Decision::Approve,
        Decision::Approve,
        Decision::RequestRevision,
        Decision::Reject,
    ]);
    let remark = || Remark { criterion_id: Some("seats".to_owned()), text: "easy to see".into() };
    let command = ReviewWork {
        assignment_id,
        submission_no: submissions(cast, assignment_id),
        brief_version: 1 + u32::from(cast.chance(5)),
        stage,
        scores: vec![CriterionScore {
            criterion_id: "seats".to_owned(),
            met: Some(cast.chance(90)),
            score: None,
            evidence: Some("from 0:20 on".into()),
            comment: None,
        }],
        praise: vec![remark()],
        improvements: vec![remark()],
        skill_evidence: Vec::new(),
        compliance: Compliance {
            disclosure_ok: true,
            claims_ok: true,
            rights_ok: true,
            flagged_words: Vec::new(),
        },
        decision,
        reject_reason: (decision == Decision::Reject).then_some(RejectReason::OffBrief),
    };
    (actor, command.into())
}

pub(crate) fn acknowledge(cast: &mut Cast) -> Drawn {
    let reviewed = ["APPROVED", "REJECTED", "REVISION_REQUESTED", "IN_REVIEW"];
    let (assignment_id, koc_id) = assignment(cast, &reviewed);
    let submission_no = submissions(cast, assignment_id);
    let command = AcknowledgeFeedback { assignment_id, submission_no, useful: None, comment: None };
    (cast.own(koc_id), command.into())
}

/// An entry under an id that may be taken, of this member or another.
pub(crate) fn credit(cast: &mut Cast) -> Drawn {
    let newest = cast.scene.log.len() as u64;
    let command = CreditContribution {
        entry_id: EntryId::derived(&[&cast.roll(60).to_be_bytes()]),
        koc_id: cast.member(),
        kind: KIND,
        points: cast.roll(50) as u32,
        share_bp: 10_000,
        source_event: EventId(1 + cast.roll(newest)),
        rule: "help".to_owned(),
        effective_on: cast.day(),
        dims: Dims { contribution: 3, influence: 2, activity: 1 },
    };
    (cast.team(), command.into())
}

pub(crate) fn reverse(cast: &mut Cast) -> Drawn {
    let (koc_id, entry_id) = match cast.entries.clone() {
        made if made.is_empty() || cast.chance(5) => {
            (cast.member(), EntryId::derived(&[&cast.roll(60).to_be_bytes()]))
        }
        made => cast.one_of(&made),
    };
    let reason = "taken down".into();
    (cast.team(), ReverseContribution { koc_id, entry_id, reason, source_event: None }.into())
}

/// Both in one breath: the approval, and what it is for.
pub(crate) fn adjust(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let entry_id = EntryId::derived(&[&cast.roll(60).to_be_bytes()]);
    let delta = cast.roll(40) as i32 - 20;
    if cast.chance(70) {
        let adjustment = AdjustmentProposal { koc_id, entry_id, kind: KIND, delta };
        approved(cast, Proposal::AdjustContribution(adjustment));
    }
    let reason = "counted twice".into();
    (cast.team(), AdjustContribution { koc_id, entry_id, kind: KIND, delta, reason }.into())
}
