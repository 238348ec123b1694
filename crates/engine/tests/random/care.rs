//! Commands about members' questions, objections, wishes about their data and deeds in the
//! community, and about the ends of work, drawn by chance.

use domain::activity::Event as Deed;
use domain::activity::command::*;
use domain::activity::values::{ActivityKind, YearMonth};
use domain::appeal::Event as Appealed;
use domain::appeal::command::*;
use domain::appeal::values::*;
use domain::approval::{Proposal, SuspensionProposal};
use domain::assignment::Event as OfWork;
use domain::assignment::command::*;
use domain::assignment::values::{Assignee, TermsAccepted};
use domain::contribution::Event as Ledger;
use domain::id::*;
use domain::koc::Event as OfKoc;
use domain::koc::command::{LiftSuspension, SuspendKoc};
use domain::privacy::Event as Wish;
use domain::privacy::command::*;
use domain::privacy::values::*;
use domain::support::Event as Question;
use domain::support::command::*;
use domain::support::values::{SupportKind, SupportSubject};
use domain::task::CompensationRule;
use domain::task::command::{CancelTask, CompleteTask};
use domain::todo::Event as Todo;
use domain::todo::command::CompleteTodo;
use domain::{Actor, Event, Role};

use crate::cast::{Cast, Drawn, TaskStage, operator};
use crate::people::approved;
use crate::work::assignment;

pub(crate) fn open_support(cast: &mut Cast) -> Drawn {
    let (assignment_id, koc_id) = assignment(cast, &["ACCEPTED", "SUBMITTED", "APPROVED"]);
    let command = OpenSupportRequest {
        request_id: SupportId::derived(&[&cast.roll(2_000).to_be_bytes()]),
        koc_id,
        subject: SupportSubject::Assignment(assignment_id),
        kind: cast.one_of(&[SupportKind::Question, SupportKind::TechnicalData]),
        text: "how large is the boot?".into(),
    };
    (cast.own(koc_id), command.into())
}

fn question(cast: &mut Cast) -> (SupportId, KocId) {
    let question = cast.recent(|event| match event {
        Event::Support(Question::SupportRequestOpened(e)) => Some((e.request_id, e.koc_id)),
        _ => None,
    });
    question.unwrap_or((SupportId([9; 16]), KocId([9; 16])))
}

pub(crate) fn answer_support(cast: &mut Cast) -> Drawn {
    let ((request_id, _), sourced) = (question(cast), cast.chance(80));
    let command = AnswerSupportRequest {
        request_id,
        text: "1,450 litres".into(),
        attachments: Vec::new(),
        fact_sources: sourced.then(|| "manual, 4.2".to_owned()).into_iter().collect(),
    };
    (cast.team(), command.into())
}

pub(crate) fn escalate(cast: &mut Cast) -> Drawn {
    let (request_id, _) = question(cast);
    let to = cast.chance(50).then(|| OperatorId::derived(&[b"wei"]));
    let reason = Some("only the workshop knows".into());
    (cast.team(), EscalateSupportRequest { request_id, to, reason }.into())
}

pub(crate) fn close_support(cast: &mut Cast) -> Drawn {
    let (request_id, koc_id) = question(cast);
    let (resolved, rating) = (Some(true), Some(5));
    (cast.own(koc_id), CloseSupportRequest { request_id, resolved, rating }.into())
}

pub(crate) fn reopen(cast: &mut Cast) -> Drawn {
    let (request_id, koc_id) = question(cast);
    (cast.own(koc_id), ReopenSupportRequest { request_id, why: "and with a net?".into() }.into())
}

/// A decision of late that somebody may dispute.
pub(crate) fn file(cast: &mut Cast) -> Drawn {
    let decision = cast.recent_at(|event| match event {
        Event::Assignment(OfWork::WorkRejected(e)) => Some(Err(e.assignment_id)),
        Event::Koc(OfKoc::KocDemoted(e)) => Some(Ok(e.koc_id)),
        Event::Contribution(Ledger::ContributionReversed(e)) => Some(Ok(e.koc_id)),
        _ => None,
    });
    let (against, of) = decision.unwrap_or((EventId(1), Ok(KocId([9; 16]))));
    let koc_id = match of {
        Ok(koc_id) => koc_id,
        Err(assignment_id) => cast.holder(assignment_id).unwrap_or(KocId([9; 16])),
    };
    let appeal_id = AppealId::derived(&[&cast.roll(2_000).to_be_bytes()]);
    let grounds = "it is in there".into();
    (cast.own(koc_id), FileAppeal { appeal_id, koc_id, against, grounds }.into())
}

fn appeal(cast: &mut Cast) -> (AppealId, KocId, AppealKind) {
    let appeal = cast.recent(|event| match event {
        Event::Appeal(Appealed::AppealFiled(e)) => Some((e.appeal_id, e.koc_id, e.kind)),
        _ => None,
    });
    appeal.unwrap_or((AppealId([9; 16]), KocId([9; 16]), AppealKind::Review))
}

pub(crate) fn assign_appeal(cast: &mut Cast) -> Drawn {
    let (appeal_id, ..) = appeal(cast);
    let handler = OperatorId::derived(&[cast.one_of(&["lin", "mei", "wei"]).as_bytes()]);
    (cast.team(), AssignAppeal { appeal_id, handler }.into())
}

/// By whoever it was given to, most often.
pub(crate) fn decide_appeal(cast: &mut Cast) -> Drawn {
    let given = cast.recent(|event| match event {
        Event::Appeal(Appealed::AppealAssigned(e)) => Some((e.appeal_id, e.handler)),
        _ => None,
    });
    let (appeal_id, handler) = given.unwrap_or((AppealId([9; 16]), OperatorId([9; 16])));
    let kind = cast.recent(|event| match event {
        Event::Appeal(Appealed::AppealFiled(e)) if e.appeal_id == appeal_id => Some(e.kind),
        _ => None,
    });
    let uphold = cast.chance(70);
    let overturn = Remedy::OverturnReview(OverturnRemedy { new_decision: NewDecision::Approve });
    let remedy = (uphold && kind == Some(AppealKind::Review)).then_some(overturn);
    let decision = if uphold { Verdict::Uphold } else { Verdict::Dismiss };
    let role = if handler == OperatorId::derived(&[b"wei"]) { Role::Reviewer } else { Role::Ops };
    let command = DecideAppeal { appeal_id, decision, reasons: "it is there".into(), remedy };
    (Actor::operator(handler, role), command.into())
}

pub(crate) fn withdraw_appeal(cast: &mut Cast) -> Drawn {
    let (appeal_id, koc_id, _) = appeal(cast);
    let actor = if cast.chance(30) { Actor::koc(koc_id) } else { cast.anybody() };
    (actor, WithdrawAppeal { appeal_id }.into())
}

pub(crate) fn receive(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let kinds = [DataRequestKind::Copy, DataRequestKind::Deletion];
    let command = ReceiveDataRequest {
        request_id: DataRequestId::derived(&[&cast.roll(2_000).to_be_bytes()]),
        koc_id,
        kind: cast.one_of(&kinds).code(),
        received_at: None,
        due: None,
        note: None,
    };
    (cast.own(koc_id), command.into())
}

fn yan(cast: &mut Cast) -> Actor {
    if cast.chance(95) { operator("yan", Role::Privacy) } else { cast.anybody() }
}

fn received(cast: &mut Cast) -> DataRequestId {
    let received = cast.recent(|event| match event {
        Event::DataRequest(Wish::DataRequestReceived(e)) => Some(e.request_id),
        _ => None,
    });
    received.unwrap_or(DataRequestId([9; 16]))
}

pub(crate) fn verify(cast: &mut Cast) -> Drawn {
    let (request_id, method) = (received(cast), VerificationMethod::InPerson);
    (yan(cast), VerifyRequester { request_id, method }.into())
}

fn verified(cast: &mut Cast, of: DataRequestKind) -> (DataRequestId, KocId) {
    let verified = cast.recent(|event| match event {
        Event::DataRequest(Wish::RequesterVerified(e)) if e.kind == of => {
            Some((e.request_id, e.koc_id))
        }
        _ => None,
    });
    verified.unwrap_or((DataRequestId([9; 16]), KocId([9; 16])))
}

pub(crate) fn fulfil(cast: &mut Cast) -> Drawn {
    let (request_id, _) = verified(cast, DataRequestKind::Copy);
    let (how, artefact_ref) = (Fulfilment::CopyHandedOver, Some("copies/1".to_owned()));
    let scope = vec![DataScope::Work];
    (yan(cast), FulfilDataRequest { request_id, how, artefact_ref, scope }.into())
}

pub(crate) fn refuse(cast: &mut Cast) -> Drawn {
    let (request_id, legal_ground) = (received(cast), "the books are kept".into());
    let told_at = cast.scene.now();
    (yan(cast), RefuseDataRequest { request_id, legal_ground, told_at }.into())
}

/// Few are forgotten.
pub(crate) fn erase(cast: &mut Cast) -> Drawn {
    let (request_id, koc_id) = verified(cast, DataRequestKind::Deletion);
    let kept_under = vec![RetentionGround::Audit];
    let actor = if cast.chance(80) { yan(cast) } else { cast.anybody() };
    (actor, EraseKoc { koc_id, request_id, kept_under }.into())
}

pub(crate) fn act(cast: &mut Cast) -> Drawn {
    let command = RecordActivity {
        koc_id: cast.member(),
        kind: cast.one_of(&[ActivityKind::Comment, ActivityKind::AnsweredQuestion]),
        at: cast.scene.now(),
        month: YearMonth::of(cast.scene.today()),
        source: "app".to_owned(),
        source_ref: format!("c-{}", cast.roll(500)),
        subject: None,
    };
    (Actor::IMPORT, command.into())
}

fn deed(cast: &mut Cast) -> (ActivityId, KocId) {
    let deed = cast.recent(|event| match event {
        Event::Activity(Deed::ActivityRecorded(e)) => Some((e.activity_id, e.koc_id)),
        _ => None,
    });
    deed.unwrap_or((ActivityId([9; 16]), KocId([9; 16])))
}

pub(crate) fn mark(cast: &mut Cast) -> Drawn {
    let (activity_id, koc_id) = deed(cast);
    (cast.team(), MarkActivityInsightful { koc_id, activity_id, why: "clear".into() }.into())
}

pub(crate) fn retract(cast: &mut Cast) -> Drawn {
    let (activity_id, koc_id) = deed(cast);
    (cast.team(), RetractActivity { koc_id, activity_id, reason: "copied".into() }.into())
}

/// Few, and not for long.
pub(crate) fn suspend(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let until = Some(cast.scene.today().plus(2));
    if cast.chance(25) {
        approved(cast, Proposal::Suspend(SuspensionProposal { koc_id, until }));
    }
    let (reason, evidence_refs) = ("boasted".into(), vec![EventId(1)]);
    (cast.team(), SuspendKoc { koc_id, reason, evidence_refs, until }.into())
}

pub(crate) fn lift(cast: &mut Cast) -> Drawn {
    let suspended = cast.recent(|event| match event {
        Event::Koc(OfKoc::KocSuspended(e)) => Some(e.koc_id),
        _ => None,
    });
    let koc_id = suspended.unwrap_or(KocId([9; 16]));
    (cast.team(), LiftSuspension { koc_id, reason: Some("cleared up".into()) }.into())
}

pub(crate) fn claim(cast: &mut Cast) -> Drawn {
    let (task_id, _) = cast.task_at(TaskStage::Open);
    let koc_id = cast.member();
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
    let assignee = Assignee::Koc(koc_id);
    (cast.own(koc_id), ClaimTask { task_id, assignee, terms_accepted }.into())
}

/// Few are called off.
pub(crate) fn cancel_task(cast: &mut Cast) -> Drawn {
    let (task_id, _) = cast.task_at(TaskStage::Open);
    let compensation_rule = CompensationRule { accepted_bp: 2_500, handed_in_bp: 10_000 };
    let actor = if cast.chance(20) { cast.team() } else { cast.anybody() };
    (actor, CancelTask { task_id, reason: "it moved".to_owned(), compensation_rule }.into())
}

pub(crate) fn complete_task(cast: &mut Cast) -> Drawn {
    let (task_id, _) = cast.task_at(TaskStage::Closed);
    (Actor::SYSTEM, CompleteTask { task_id }.into())
}

pub(crate) fn cancel(cast: &mut Cast) -> Drawn {
    let (assignment_id, _) = assignment(cast, &["ACCEPTED", "SUBMITTED", "CANCELLED"]);
    let (reason, compensation_bp) = (Some("it moved".into()), Some(5_000));
    let actor = if cast.chance(30) { cast.team() } else { cast.anybody() };
    (actor, CancelAssignment { assignment_id, reason, compensation_bp }.into())
}

pub(crate) fn withdraw(cast: &mut Cast) -> Drawn {
    let (assignment_id, _) = assignment(cast, &["OFFERED"]);
    let actor = if cast.chance(80) { cast.team() } else { cast.anybody() };
    (actor, WithdrawAssignment { assignment_id, reason: "it moved".into() }.into())
}

pub(crate) fn relinquish(cast: &mut Cast) -> Drawn {
    let (assignment_id, koc_id) = assignment(cast, &["ACCEPTED", "SUBMITTED"]);
    let actor = if cast.chance(60) { Actor::koc(koc_id) } else { cast.anybody() };
    let (reason, return_resources) = (None, false);
    (actor, RelinquishAssignment { assignment_id, reason, return_resources }.into())
}

pub(crate) fn settle(cast: &mut Cast) -> Drawn {
    let (assignment_id, _) = assignment(cast, &["REJECTED", "APPROVED"]);
    (cast.team(), SettleAssignment { assignment_id }.into())
}

pub(crate) fn complete_todo(cast: &mut Cast) -> Drawn {
    let todo = cast.recent(|event| match event {
        Event::Todo(Todo::TodoOpened(e)) => Some(e.todo_id),
        _ => None,
    });
    (cast.team(), CompleteTodo { todo_id: todo.unwrap_or(TodoId([9; 16])) }.into())
}
