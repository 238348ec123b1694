//! What a to-do is made of.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::id::{KocId, OperatorId};
use crate::refusal::code_of;

/// What waits. 待办类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum TodoKind {
    /// Good work was approved: the librarian archives it.
    ArchiveWork,
    /// What should have followed by itself was refused; somebody looks.
    ReactionRefused,
    /// A work of the author went public under the brand's name; they are told and thanked.
    WorkAmplified,
    /// A work of the author was used again; they are told where.
    WorkReused,
    /// The member was honoured; they are told.
    HonourConferred,
    /// A verified request for deletion: whoever answers for personal data forgets the member.
    EraseMember,
    /// A mentor is none any more, or stands no higher than a mentee: the mentees need another.
    ReassignMentees,
    /// A consent was taken back: somebody looks for what still rests on it.
    ConsentWithdrawn,
    /// A consent ran out; the member is asked again.
    ConsentExpired,
    /// The member was suspended; they are told why.
    Suspended,
    /// The member may take part again; they are told.
    SuspensionLifted,
    /// A record that was merged still holds work or a mentorship: somebody settles it.
    SettleMergedRecord,
    /// Instant work did not pass the check by rule: somebody reviews it.
    CheckByHand,
    /// The licence of an asset ends soon: it is extended, or its uses end.
    LicenceEnding,
    /// An asset left the library while it was used: the uses have to end.
    EndReuse,
    /// A publication does not tell the tie to the brand: it is put right.
    DisclosureMissing,
    /// The member's work is due soon; they are reminded.
    DeadlineNear,
    /// A submission waits for its review beyond the programme's limit.
    ReviewOverdue,
    /// A member's request for support was passed on, or is overdue.
    SupportEscalated,
    /// An appeal was upheld, and a person puts things right.
    RemedyAppeal,
    /// A place of a task came free: the member is the next on its shortlist; without a member,
    /// nobody on it is left to ask.
    OfferNext,
    /// An appeal was not decided by the day it was due.
    AppealOverdue,
    /// A request about personal data was not answered by the day it was due.
    DataRequestOverdue,
    /// The member's works have shown a skill that their profile does not say; they may say so.
    SkillShown,
    /// A winner of a contest is to be honoured with their prize; somebody finds the words.
    HonourWinner,
    /// An entry that had won was ruled out: what it was given, and what it led to, is looked at.
    WinnerDisqualified,
    /// The member is invited to a gathering; they say whether they come.
    GatheringInvitation,
    /// A gathering the member is invited to is at another time.
    GatheringMoved,
    /// A gathering the member was invited to does not take place.
    GatheringCalledOff,
    /// A campaign is planned and the member is heard before it is announced.
    AskedToPlan,
    /// A work of the member was shown to everybody in a campaign.
    HighlightShared,
    /// The member was given an award of a campaign.
    AwardConferred,
    /// A campaign is going cold: something is shown, added or awarded.
    CampaignCooling,
    /// A campaign has ended: it is judged and closed.
    CampaignToJudge,
    /// Somebody asks for a car: it is approved or refused.
    LoanAsked,
    /// A car goes to the workshop while it is booked: another is found, or the loan is called off.
    LoanInConflict,
    /// A car is not back in time.
    CarOverdue,
    /// The work or the membership a car was lent for is over: it is collected.
    CollectCar,
    /// A talk with the member is due.
    TalkOwed,
    /// Feedback on the member's finished work is due.
    FeedbackOwed,
    /// Something was promised to the member: somebody keeps it.
    KeepPromise,
    /// There is feedback for the member to read.
    FeedbackGiven,
    /// A member is invited to be an ambassador; they say yes or no in their own time.
    AnswerAmbassadorInvitation,
    /// An ambassador has left, is suspended or stands below the bar: somebody decides.
    DecideAmbassadorship,
    /// A member told the brand something: somebody is named who answers for it.
    RouteInsight,
    /// An insight was not decided by the day it was due.
    InsightOverdue,
    /// The author of an insight is asked something.
    AnswerClarification,
    /// The author of an insight answered what they were asked.
    ClarificationAnswered,
    /// An insight of the member was decided; they are told why.
    InsightDecided,
    /// Something changed because of an insight of the member; they are told what.
    InsightOutcomeReported,
    /// An insight was adopted: the librarian archives it.
    ArchiveInsight,
    /// A member rose to the bar of a circle: somebody admits them.
    AdmitToCircle,
    /// A member of a circle stands below its bar or is suspended: somebody decides.
    DecideCircleMember,
    /// Terms of a duty, or another term of one, wait for this side's answer.
    DutyAwaitsAnswer,
    /// A duty ends: its term soon, so that it may be renewed, or because the other side ended it.
    DutyEnds,
    /// Something due in a duty never came: whoever answers for the duty talks about it.
    DeliverableMissed,
    /// The holder of a duty takes a break: whoever answers for it decides whether it rests.
    DutyHolderAway,
    /// The holder of a duty stands below its bar: somebody decides whether it goes on.
    DutyBelowBar,
    /// A member has perks of a tier above theirs: somebody decides whether they keep them.
    PerksAboveTier,
    /// The member is asked to be a chief editor of a project; they answer.
    ChiefEditorInvited,
    /// A section of a project was handed in: a chief editor reviews it.
    ReviewSection,
    /// A section of the member's was sent back, or lost a piece; they work on it again.
    SectionSentBack,
    /// A section of a project has no editor any more: another is found.
    SectionVacant,
    /// A piece of the member's was declined; they are told why.
    PieceDeclined,
    /// A project the member has a part in was released; they are told and thanked.
    ProjectReleased,
    /// An edition of a project was released: the librarian archives it.
    ArchiveEdition,
    /// Work of a team was shared equally because nothing was agreed: the team may agree otherwise.
    SharesToAgree,
    /// A team shares its work otherwise than it was paid: finance settles the difference.
    SharesAmended,
    /// Nobody leads a team any more: somebody finds another mentor.
    TeamNeedsLead,
}

impl TodoKind {
    /// As it is written.
    pub fn code(self) -> String {
        code_of(&self)
    }
}

/// Whom a to-do waits for. 待办对象。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[cfg_attr(feature = "graphql", graphql(name = "TodoAudienceInput"))]
pub enum Audience {
    /// Whoever acts in that role.
    Role(Role),
    /// One operator.
    Operator(OperatorId),
    /// One member.
    Koc(KocId),
}

impl Audience {
    /// As it is written: `role LIBRARIAN`, or the id.
    pub fn code(self) -> String {
        match self {
            Audience::Role(role) => format!("role {}", code_of(&role)),
            Audience::Operator(operator_id) => operator_id.to_string(),
            Audience::Koc(koc_id) => koc_id.to_string(),
        }
    }

    /// Whether it waits for `actor`: themselves, somebody in that role, or whoever runs the
    /// programme.
    pub fn holds(self, actor: &Actor) -> bool {
        let runs = matches!(actor.role, Role::Admin | Role::Ops);
        match self {
            Audience::Role(role) => runs || actor.role == role,
            Audience::Operator(operator_id) => runs || actor.as_operator() == Some(operator_id),
            Audience::Koc(koc_id) => actor.as_koc() == Some(koc_id),
        }
    }
}
