//! The demonstration's well-known ids: always the same, so that documents can name them.
//!
//! They read `koc_de300000-0000-8000-8000-000000000001` and so on; the number of a member is
//! their place in `people.rs`.

use domain::id::{
    AppealId, AssetId, AssignmentId, BudgetId, CampaignId, CandidacyId, DataRequestId, EntryId,
    KocId, MentorshipId, OperatorId, PayoutId, ProgrammeId, PublicationId, RecognitionId, ReuseId,
    RewardId, TaskId,
};

/// Sixteen bytes that say at a glance that they belong to the demonstration: a UUID of version 8,
/// whose content is free.
const fn bytes(number: u16) -> [u8; 16] {
    let [high, low] = number.to_be_bytes();
    [0xde, 0x30, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, high, low]
}

/// The programme: 演示项目 / Demonstration.
pub const PROGRAMME: ProgrammeId = ProgrammeId(bytes(1));

/// 林岚, who runs the programme: ops, reviewer, librarian.
pub const OPS: OperatorId = OperatorId(bytes(1));
/// 周启明, the second pair of eyes: approver, reviewer.
pub const APPROVER: OperatorId = OperatorId(bytes(2));

/// 沈知远, who answers for money and for personal data: finance, privacy.
pub const OFFICE: OperatorId = OperatorId(bytes(3));

/// A member by their number, from 1.
pub const fn koc(number: u16) -> KocId {
    KocId(bytes(number))
}

/// 苏晴: partner and mentor of three.
pub const MENTOR: KocId = koc(1);
/// The three who learn from [`MENTOR`].
pub const MENTEES: [KocId; 3] = [koc(5), koc(6), koc(7)];
/// In the second tier, free for the open task: `AssignTask`.
pub const FREE_MEMBER: KocId = koc(8);
/// Has accepted the open task and not yet handed anything in: `SubmitWork`.
pub const ACCEPTED_MEMBER: KocId = koc(9);
/// Their submission to the open task waits for its review: `ReviewWork`.
pub const SUBMITTED_MEMBER: KocId = koc(10);
/// Their work for the open task is approved and not yet archived: `ArchiveAsset`.
pub const APPROVED_MEMBER: KocId = koc(11);
/// Meets the rules for the second tier, and the approval is given: `PromoteKoc`.
pub const PROMOTABLE_MEMBER: KocId = koc(12);

/// 随手晒车 / One photo of your car: an instant task.
pub const TASK_HASHTAG: TaskId = TaskId(bytes(1));
/// 节油挑战赛 / The fuel-saving challenge.
pub const TASK_FUEL: TaskId = TaskId(bytes(2));
/// 最美车身线条 / The most beautiful lines.
pub const TASK_LINES: TaskId = TaskId(bytes(3));
/// 24 小时用车视频 / A day with the car on video.
pub const TASK_DAY: TaskId = TaskId(bytes(4));
/// 师徒合拍 / A photo series with a mentor.
pub const TASK_SERIES: TaskId = TaskId(bytes(5));
/// 周末亲子出游 / A weekend with the family: the task that is open now.
pub const TASK_OPEN: TaskId = TaskId(bytes(6));

/// 热点接力 / The topic of the day: taken by whoever wants it, and paid at once.
pub const TASK_TOPIC: TaskId = TaskId(bytes(7));

/// The project that a phased task belongs to.
pub const fn campaign(task: TaskId) -> CampaignId {
    CampaignId(task.0)
}

/// The one assignment a task and a member can have together.
pub fn assignment(task: TaskId, koc: KocId) -> AssignmentId {
    AssignmentId::of(task, koc)
}

/// An asset by its number, from 1.
pub const fn asset(number: u16) -> AssetId {
    AssetId(bytes(number))
}

/// A mentorship by its number, from 1: the first three are those of [`MENTEES`].
pub const fn mentorship(number: u16) -> MentorshipId {
    MentorshipId(bytes(number))
}

/// A candidacy by its number, from 1.
pub const fn candidacy(number: u16) -> CandidacyId {
    CandidacyId(bytes(number))
}

/// The entry that the ledger was adjusted by.
pub const ADJUSTMENT: EntryId = EntryId(bytes(1));

/// The purse of points that the topic of the day is paid from.
pub const POINTS: BudgetId = BudgetId(bytes(1));
/// The purse that fees are paid from.
pub const FEES: BudgetId = BudgetId(bytes(2));
/// The cups that points buy.
pub const CUPS: BudgetId = BudgetId(bytes(3));
/// The payout that waits for its approval: `ApprovePayout`.
pub const PAYOUT: PayoutId = PayoutId(bytes(1));

/// A reward that is no task's, by its number, from 1.
pub const fn reward(number: u16) -> RewardId {
    RewardId(bytes(number))
}

/// A publication by its number, from 1.
pub const fn publication(number: u16) -> PublicationId {
    PublicationId(bytes(number))
}

/// A use of an asset by its number, from 1.
pub const fn reuse(number: u16) -> ReuseId {
    ReuseId(bytes(number))
}

/// 追光者 / Chaser of Light: the title that [`MENTOR`] holds.
pub const HONOUR: RecognitionId = RecognitionId(bytes(1));
/// Disputes a score and waits for somebody to take it: `AssignAppeal`.
pub const APPEAL: AppealId = AppealId(bytes(1));
/// Asks for a copy of their data; who they are is verified: `FulfilDataRequest`.
pub const DATA_REQUEST: DataRequestId = DataRequestId(bytes(1));
