//! What has happened to an assignment.

mod course;
mod entry;
mod people;

pub use course::*;
pub use entry::*;
pub use people::*;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::v1::{AssignmentAcceptedV1, TaskAssignedV1, WorkSubmittedV1};
use super::values::*;
use crate::actor::Role;
use crate::appeal::values::NewDecision;
use crate::event::events;
use crate::id::{
    ActorId, AppealId, AssignmentId, EntryId, EventId, KocId, OperatorId, RewardId, TaskId, WorkId,
};
use crate::matching::values::MatchExplanation;
use crate::personal::Sealed;
use crate::stream::{StreamId, StreamKind};
use crate::task::Selection;
use crate::task::brief::Return;
use crate::time::Moment;
use crate::vocabulary::{Horizon, Mode, TierCode};

events! {
    320 v2 TaskAssigned "A task was offered to a member." "向成员发出任务邀约。" was v1 TaskAssignedV1
    321 v2 AssignmentAccepted "A member took a task on." "成员接受任务。" was v1 AssignmentAcceptedV1
    322 v1 AssignmentDeclined "A member declined a task." "成员婉拒任务。"
    323 v1 AssignmentExpired "An offer ran out." "任务邀约过期。"
    324 v2 WorkSubmitted "A member handed work in." "成员提交作品。" was v1 WorkSubmittedV1
    325 v1 ReviewStarted "A review was begun." "开始评审。"
    326 v1 WorkReviewed "A work was judged." "作品完成评审。"
    327 v1 WorkApproved "A work was approved." "作品通过。"
    328 v1 RevisionRequested "A revision was asked for." "要求修改作品。"
    329 v1 WorkRejected "A work was rejected." "作品未通过。"
    330 v1 ReviewPassedOn "A review was passed on to the next stage." "评审转入下一阶段。"
    331 v1 FeedbackAcknowledged "A member read the feedback." "成员确认收到反馈。"
    349 v1 AssignmentSettled "What a work earned is in both ledgers." "任务结算完成。"
    332 v1 ReviewedWorkImported "A work of the time before was recorded." "记录了一件历史作品。"
    348 v1 ReviewOverturned "A judgement was changed after an appeal." "申诉成立,评审结果改判。"
    333 v1 CounterProposalMade "A member asked for other terms." "成员提出条款变更建议。"
    334 v1 CounterProposalAnswered "The brand answered other terms." "品牌答复条款变更建议。"
    335 v1 AssignmentWithdrawn "An offer was taken back." "任务邀约撤回。"
    336 v1 AmendmentConfirmed "A member agreed to the amended brief." "成员确认修订后的任务说明书。"
    337 v1 ContactAppointed "Somebody else answers for an assignment." "更换任务联系人。"
    338 v1 ResourceProvided "A member was given something to work with." "向成员提供了资源。"
    339 v1 ProgressRecorded "A member told how far they are." "成员报告进展。"
    340 v1 DeadlineExtended "A member was given more time." "截止时间延长。"
    341 v1 DeadlineReminded "A member was reminded that work is due." "提醒成员临近截止。"
    342 v1 AssignmentOverdue "Work is overdue." "作品逾期未交。"
    343 v1 AssignmentLapsed "An assignment ended without work." "任务承接因未交作品失效。"
    344 v1 AssignmentRelinquished "A member gave a task back." "成员退还任务。"
    345 v1 AssignmentCancelled "The brand called an assignment off." "品牌取消任务承接。"
    346 v1 SubmissionWithdrawn "A member took a submission back." "成员撤回提交。"
    360 v1 EntryScored "A judge scored an entry of a contest." "评委为参赛作品打分。"
    361 v1 EntryDisqualified "An entry of a contest was ruled out." "取消参赛资格。"
    347 v1 ExperienceRated "A member said how working together was." "成员评价合作体验。"
    632 v1 AssignmentPeopleChanged "Others than before do the work of a team." "团队任务成员变更。"
}

/// A member is offered a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskAssigned {
    /// Derived from task and assignee.
    pub assignment_id: AssignmentId,
    /// Which task.
    pub task_id: TaskId,
    /// To whom.
    pub assignee: AssignedTo,
    /// The version on offer.
    pub brief_version: u32,
    /// How they came to it.
    pub selection: Selection,
    /// Of the task.
    pub horizon: Horizon,
    /// Of the task.
    pub mode: Mode,
    /// Until when the offer stands.
    pub offer_expires_at: Option<Moment>,
    /// When work is due.
    pub submit_by: Moment,
    /// What is given back.
    pub returns: Vec<Return>,
    /// Who answers questions.
    pub contact_operator: OperatorId,
    /// What the member is told; nothing when they came by themselves.
    pub message: Option<Sealed>,
    /// Their tier at that moment, so that a later correction does not change the past.
    pub tier_at_offer: TierCode,
    /// How well they suit it, as the rule computed it at that moment; nothing when they came by
    /// themselves.
    pub match_explanation: Option<MatchExplanation>,
}

/// The task is agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentAccepted {
    /// Which.
    pub assignment_id: AssignmentId,
    /// By whom.
    pub koc_id: KocId,
    /// The version agreed to.
    pub brief_version: u32,
    /// What they agree to.
    pub terms_accepted: TermsAccepted,
    /// The terms agreed, as far as they differ from the offer.
    pub agreed: Terms,
}

/// The member said no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentDeclined {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Why.
    pub reason: DeclineReason,
    /// More, if they said.
    pub note: Option<Sealed>,
}

/// The offer's time is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentExpired {
    /// Which.
    pub assignment_id: AssignmentId,
}

/// Work is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkSubmitted {
    /// Which.
    pub assignment_id: AssignmentId,
    /// From 1.
    pub submission_no: u16,
    /// The version it was made under.
    pub brief_version: u32,
    /// What was handed in.
    pub items: Vec<ItemSubmitted>,
    /// A remark.
    pub note: Option<Sealed>,
    /// What they state about it.
    pub attest: Attestations,
    /// Who made it.
    pub contributors: Vec<Contributor>,
    /// What it took, hours.
    pub effort_hours: Option<u16>,
    /// Whether it came after the due time.
    pub late: bool,
    /// Tags the post carries, without `#`.
    pub tags: Vec<String>,
}

/// Who judges a work: an operator, or the member's mentor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reviewer {
    /// In which role.
    pub role: Role,
    /// Who.
    pub id: ActorId,
}

/// Somebody judges it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewStarted {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which submission.
    pub submission_no: u16,
    /// As whom.
    pub stage: ReviewStage,
    /// Who.
    pub reviewer: Reviewer,
    /// How long it had waited, whole hours.
    pub waiting_hours: u32,
}

/// The scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkReviewed {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which submission.
    pub submission_no: u16,
    /// The version it was judged by.
    pub brief_version: u32,
    /// As whom.
    pub stage: ReviewStage,
    /// Who.
    pub reviewer: Reviewer,
    /// Every criterion.
    pub scores: Vec<CriterionJudged>,
    /// What is good.
    pub praise: Vec<RemarkMade>,
    /// What could be better.
    pub improvements: Vec<RemarkMade>,
    /// What it shows of skills.
    pub skill_evidence: Vec<SkillEvidence>,
    /// Whether it keeps the rules.
    pub compliance: Compliance,
    /// What is decided.
    pub decision: Decision,
    /// Weighted sum of the Scored criteria, hundredths, 0–10000.
    pub weighted_score: u16,
}

/// The work counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkApproved {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which submission.
    pub submission_no: u16,
    /// Whose.
    pub koc_id: KocId,
    /// Hundredths, 0–10000.
    pub final_score: u16,
    /// How good it is.
    pub quality_band: QualityBand,
}

/// The work should be better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevisionRequested {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which submission.
    pub submission_no: u16,
    /// From 1.
    pub revision_no: u16,
    /// When the next one is due.
    pub due: Moment,
}

/// The work does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkRejected {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which submission.
    pub submission_no: u16,
    /// Why.
    pub reason: RejectReason,
}

/// The next stage judges it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewPassedOn {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which submission.
    pub submission_no: u16,
    /// As whom.
    pub next_stage: ReviewStage,
}

/// The member has read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FeedbackAcknowledged {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which submission.
    pub submission_no: u16,
    /// Whether it helped.
    pub useful: Option<bool>,
    /// More, if they said.
    pub comment: Option<Sealed>,
}

/// A work that was handed in and accepted before this system kept the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewedWorkImported {
    /// Derived from the external key.
    pub work_id: WorkId,
    /// Its key in the file.
    pub external_key: String,
    /// Who made it.
    pub author: KocId,
    /// The reviewer's pseudonymous key in the file.
    pub reviewer_ref: String,
    /// When it was handed in.
    pub submitted_at: Moment,
    /// When it was accepted.
    pub accepted_at: Moment,
    /// How often it was revised.
    pub revisions: u32,
    /// How long it is, lines.
    pub lines: u32,
    /// What kind, by the file's code.
    pub kind: String,
    /// Whether author and reviewer are one.
    pub self_reviewed: bool,
}

/// What was decided of a work is decided otherwise, because the member was right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewOverturned {
    /// Which.
    pub assignment_id: AssignmentId,
    /// Which submission.
    pub submission_no: u16,
    /// Whose.
    pub koc_id: KocId,
    /// The appeal that was upheld.
    pub appeal_id: AppealId,
    /// The outcome that stands no more.
    pub overturns: EventId,
    /// What holds instead.
    pub new_decision: NewDecision,
}

/// What the work earned is in both ledgers, and nothing is owed to it any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentSettled {
    /// Which.
    pub assignment_id: AssignmentId,
    /// What its contributors were credited.
    pub contribution_refs: Vec<EntryId>,
    /// What was given for it.
    pub reward_refs: Vec<RewardId>,
}

impl Event {
    /// The stream it is recorded in: the assignment's, or the work's when it was imported.
    pub fn stream(&self) -> StreamId {
        let assignment = match self {
            Event::ReviewedWorkImported(e) => return StreamId::new(StreamKind::Work, e.work_id.0),
            Event::TaskAssigned(e) => e.assignment_id,
            Event::AssignmentAccepted(e) => e.assignment_id,
            Event::AssignmentDeclined(e) => e.assignment_id,
            Event::AssignmentExpired(e) => e.assignment_id,
            Event::WorkSubmitted(e) => e.assignment_id,
            Event::ReviewStarted(e) => e.assignment_id,
            Event::WorkReviewed(e) => e.assignment_id,
            Event::WorkApproved(e) => e.assignment_id,
            Event::RevisionRequested(e) => e.assignment_id,
            Event::WorkRejected(e) => e.assignment_id,
            Event::ReviewPassedOn(e) => e.assignment_id,
            Event::FeedbackAcknowledged(e) => e.assignment_id,
            Event::ReviewOverturned(e) => e.assignment_id,
            Event::CounterProposalMade(e) => e.assignment_id,
            Event::CounterProposalAnswered(e) => e.assignment_id,
            Event::AssignmentWithdrawn(e) => e.assignment_id,
            Event::AmendmentConfirmed(e) => e.assignment_id,
            Event::ContactAppointed(e) => e.assignment_id,
            Event::ResourceProvided(e) => e.assignment_id,
            Event::ProgressRecorded(e) => e.assignment_id,
            Event::DeadlineExtended(e) => e.assignment_id,
            Event::DeadlineReminded(e) => e.assignment_id,
            Event::AssignmentOverdue(e) => e.assignment_id,
            Event::AssignmentLapsed(e) => e.assignment_id,
            Event::AssignmentRelinquished(e) => e.assignment_id,
            Event::AssignmentCancelled(e) => e.assignment_id,
            Event::SubmissionWithdrawn(e) => e.assignment_id,
            Event::ExperienceRated(e) => e.assignment_id,
            Event::AssignmentSettled(e) => e.assignment_id,
            Event::EntryScored(e) => e.assignment_id,
            Event::EntryDisqualified(e) => e.assignment_id,
            Event::AssignmentPeopleChanged(e) => e.assignment_id,
        };
        StreamId::new(StreamKind::Assignment, assignment.0)
    }
}
