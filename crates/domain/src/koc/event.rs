//! What has happened to a member.

mod consent;
mod presence;
mod standing;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::profile::{Preferences, Profile, ProfilePart};
use super::values::{DecisionBasis, EntrySource, Evidence, MetricValue, NominationSource};
use crate::actor::Approval;
use crate::event::events;
use crate::id::{CandidacyId, DataRequestId, EventId, KocId};
use crate::personal::Sealed;
use crate::privacy::values::{ErasedPart, RetentionGround};
use crate::text::Lang;
use crate::time::{Day, Moment};
use crate::vocabulary::{Availability, ConsentPurpose, TierCode};
pub use consent::*;
pub use presence::*;
pub use standing::*;

events! {
    200 v1 KocRegistered "A person joined the programme." "用户加入项目。"
    201 v1 KocEnrolledInTier "A member was enrolled in their first tier." "成员进入首个等级。"
    202 v1 KocImported "A person of the time before became known." "历史成员被登记。"
    203 v1 TierMoveImported "A tier move of the time before was recorded." "记录了一次历史等级变动。"
    204 v2 ConsentGranted "A member gave a consent." "成员给予同意。" was v1 ConsentGrantedV1
    205 v1 AvailabilityDeclared "A member said how much they take on." "成员声明可承接程度。"
    206 v1 CandidateNominated "A member was named as candidate." "成员被提名为候选人。"
    207 v1 TierInvitationSent "A member was invited to a tier." "向成员发出晋级邀请。"
    208 v1 TierInvitationAccepted "A member accepted an invitation." "成员接受晋级邀请。"
    209 v1 TierInvitationDeclined "A member declined an invitation." "成员婉拒晋级邀请。"
    210 v1 KocPromoted "A member was promoted." "成员晋级。"
    211 v1 TierNoticeGiven "A member was told that their tier is at risk." "向成员发出保级提醒。"
    212 v1 KocDemoted "A member was demoted." "成员降级。"
    213 v1 KocSteppedDown "A member stepped down by their own wish." "成员自愿退至较低等级。"
    214 v1 KocReturnedToTier "A member returned to their tier." "成员恢复原等级。"
    215 v1 KocTierCorrected "A wrongly recorded tier was put right." "更正了等级记录。"
    216 v1 TierLocked "A member's tier was locked." "锁定成员等级。"
    217 v1 TierUnlocked "A member's tier was unlocked." "解除等级锁定。"
    218 v1 KocPaused "A member took a break." "成员暂停参与。"
    219 v1 KocResumed "A member came back from a break." "成员恢复参与。"
    220 v1 KocLeft "A member left the programme." "成员退出项目。"
    221 v1 KocRejoined "A former member came back." "前成员重新加入。"
    240 v1 ProfileUpdated "A member's profile was updated." "更新了成员档案。"
    241 v1 PreferencesSet "A member said what they would like to be asked for." "成员设定了合作意愿。"
    222 v1 ChannelLinked "An account of a member was linked." "关联了成员的平台账号。"
    223 v1 ChannelUnlinked "An account of a member was unlinked." "解除成员平台账号的关联。"
    224 v1 ChannelReachRecorded "The reach of an account was recorded." "记录了账号的传播数据。"
    225 v1 VehicleOwnershipRecorded "It was recorded which car a member drives." "记录了成员的车辆。"
    226 v1 ConsentWithdrawn "A member took a consent back." "成员撤回同意。"
    227 v1 ConsentExpired "A consent ran out." "成员的同意到期。"
    228 v1 CandidateDismissed "A candidacy was dismissed." "取消了候选资格。"
    229 v1 KocSuspended "A member was suspended." "成员被停权。"
    230 v1 SuspensionLifted "A suspension was lifted." "解除停权。"
    231 v1 KocMerged "Two records of one person were merged." "合并了同一人的两条记录。"
    249 v1 KocPersonalDataErased "A person was forgotten: their key is destroyed." "已删除成员个人信息,密钥已销毁。"
}

/// A consent as recorded on joining.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentOnJoining {
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// Of the published text.
    pub text_version: u16,
}

/// A person is in the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocRegistered {
    /// Who.
    pub koc_id: KocId,
    /// Their name.
    pub name: Sealed,
    /// How to reach them.
    pub contact: Option<Sealed>,
    /// The minimum age their attested year of birth was checked against.
    pub min_age_met: u8,
    /// The language they are spoken to in.
    pub locale: Lang,
    /// Where they came from.
    pub entry_source: EntrySource,
    /// Who brought them.
    pub referred_by: Option<KocId>,
    /// What they agreed to.
    pub consents: Vec<ConsentOnJoining>,
    /// A pseudonymous key in another system.
    pub external_ref: Option<String>,
}

/// A member has a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocEnrolledInTier {
    /// Who.
    pub koc_id: KocId,
    /// Which.
    pub tier: TierCode,
    /// Under which policy.
    pub policy_version: u32,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
}

/// A person of the time before is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocImported {
    /// Derived from the external key.
    pub koc_id: KocId,
    /// Their pseudonymous key in the file.
    pub external_ref: String,
}

/// A move that was made before this system kept the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierMoveImported {
    /// Who.
    pub koc_id: KocId,
    /// From which tier; nothing when outside.
    pub from: Option<TierCode>,
    /// To which tier; nothing when leaving.
    pub to: Option<TierCode>,
    /// When leaving: whether in good standing.
    pub good_standing: bool,
    /// From which day, in the programme's zone.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
}

/// How much a member takes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AvailabilityDeclared {
    /// Who.
    pub koc_id: KocId,
    /// How much.
    pub depth: Availability,
    /// From this day.
    pub from: Day,
    /// To this day, inclusive.
    pub until: Option<Day>,
    /// Fewer live assignments than the tier allows.
    pub max_concurrent: Option<u16>,
    /// Why.
    pub note: Option<Sealed>,
}

/// A candidate for the next tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CandidateNominated {
    /// Who.
    pub koc_id: KocId,
    /// The candidacy.
    pub candidacy_id: CandidacyId,
    /// For which tier.
    pub target_tier: TierCode,
    /// What made them stand out.
    pub source: NominationSource,
    /// The event it rests on.
    pub source_ref: Option<EventId>,
    /// As the rule computed it.
    pub evidence: Evidence,
}

/// A candidacy led nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CandidateDismissed {
    /// Whose.
    pub koc_id: KocId,
    /// Which.
    pub candidacy_id: CandidacyId,
    /// Why.
    pub reason: Sealed,
}

/// An invitation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierInvitationSent {
    /// Who.
    pub koc_id: KocId,
    /// To which tier.
    pub target_tier: TierCode,
    /// What they are told.
    pub message: Sealed,
    /// Until when it stands.
    pub expires_at: Moment,
    /// The candidacy behind it.
    pub candidacy_id: Option<CandidacyId>,
}

/// The member said yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierInvitationAccepted {
    /// Who.
    pub koc_id: KocId,
    /// To which tier.
    pub target_tier: TierCode,
}

/// The member said no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierInvitationDeclined {
    /// Who.
    pub koc_id: KocId,
    /// To which tier.
    pub target_tier: TierCode,
    /// Why, if they said.
    pub reason: Option<Sealed>,
}

/// A member is one tier higher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocPromoted {
    /// Who.
    pub koc_id: KocId,
    /// From which tier.
    pub from: TierCode,
    /// To which tier.
    pub to: TierCode,
    /// Decided under this policy.
    pub policy_version: u32,
    /// On what it rested.
    pub basis: DecisionBasis,
    /// As the rule computed it.
    pub evidence: Evidence,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// Days spent in the tier left.
    pub days_in_previous: u32,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
}

/// A tier is at risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierNoticeGiven {
    /// Who.
    pub koc_id: KocId,
    /// Which tier.
    pub at_risk_tier: TierCode,
    /// Under which policy.
    pub policy_version: u32,
    /// What is not met.
    pub missing: Vec<MetricValue>,
    /// When it will be decided, at the earliest.
    pub decide_on: Day,
}

/// A member is one tier lower.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocDemoted {
    /// Who.
    pub koc_id: KocId,
    /// From which tier.
    pub from: TierCode,
    /// To which tier.
    pub to: TierCode,
    /// Decided under this policy.
    pub policy_version: u32,
    /// On what it rested.
    pub basis: DecisionBasis,
    /// As the rule computed it.
    pub evidence: Evidence,
    /// What the member was told.
    pub reason: Sealed,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// Days spent in the tier left.
    pub days_in_previous: u32,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
}

/// A member chose a lower tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocSteppedDown {
    /// Who.
    pub koc_id: KocId,
    /// From which tier.
    pub from: TierCode,
    /// To which tier.
    pub to: TierCode,
    /// Why, if they said.
    pub reason: Option<Sealed>,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// Last day on which they may return.
    pub right_of_return_until: Day,
}

/// A member is back in the tier they stepped down from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocReturnedToTier {
    /// Who.
    pub koc_id: KocId,
    /// From which tier.
    pub from: TierCode,
    /// To which tier.
    pub to: TierCode,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
}

/// What a tier event said is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocTierCorrected {
    /// Who.
    pub koc_id: KocId,
    /// The tier event that was wrong.
    pub supersedes: EventId,
    /// What it had said; nothing for having left.
    pub was: Option<TierCode>,
    /// What it should have said.
    pub tier: TierCode,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
    /// Why.
    pub reason: Sealed,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
}

/// A tier stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierLocked {
    /// Who.
    pub koc_id: KocId,
    /// To this day, inclusive.
    pub until: Option<Day>,
    /// Why.
    pub reason: Sealed,
}

/// A tier may move again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierUnlocked {
    /// Who.
    pub koc_id: KocId,
    /// Why.
    pub reason: Sealed,
}

/// A member takes a break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocPaused {
    /// Who.
    pub koc_id: KocId,
    /// From this day.
    pub from: Day,
    /// To this day, inclusive.
    pub until: Option<Day>,
    /// Why, if they said.
    pub reason: Option<Sealed>,
}

/// A member is back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocResumed {
    /// Who.
    pub koc_id: KocId,
    /// How long the break was.
    pub days_paused: u32,
}

/// A member is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocLeft {
    /// Who.
    pub koc_id: KocId,
    /// The tier they left from.
    pub tier_at_exit: Option<TierCode>,
    /// Whether nothing stood against them.
    pub good_standing: bool,
    /// Why, if they said.
    pub reason: Option<Sealed>,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
}

/// A former member is back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocRejoined {
    /// Who.
    pub koc_id: KocId,
    /// Where they begin again.
    pub entry_tier: TierCode,
    /// Under which policy.
    pub policy_version: u32,
    /// From which day.
    pub effective_on: Day,
    /// From which instant.
    pub effective_at: Moment,
}

/// What a member can do, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProfileUpdated {
    /// Who.
    pub koc_id: KocId,
    /// The whole of it, each list in order of code.
    pub profile: Profile,
    /// What speaks of their loyalty, if it was said anew.
    pub loyalty_note: Option<Sealed>,
    /// What is not as it was before.
    pub changed: Vec<ProfilePart>,
}

/// What a member would like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreferencesSet {
    /// Who.
    pub koc_id: KocId,
    /// From now on.
    pub preferences: Preferences,
}

/// A person is forgotten: from here on nothing sealed under their key can be read, in any copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KocPersonalDataErased {
    /// Who, by an id that leads to nobody any more.
    pub koc_id: KocId,
    /// Their verified request.
    pub request_id: DataRequestId,
    /// What is gone.
    pub scope: Vec<ErasedPart>,
    /// On what grounds pseudonymous facts stay.
    pub kept_under: Vec<RetentionGround>,
}

impl Event {
    /// The member it happened to.
    pub fn koc_id(&self) -> KocId {
        match self {
            Event::KocRegistered(e) => e.koc_id,
            Event::KocEnrolledInTier(e) => e.koc_id,
            Event::KocImported(e) => e.koc_id,
            Event::TierMoveImported(e) => e.koc_id,
            Event::ConsentGranted(e) => e.koc_id,
            Event::AvailabilityDeclared(e) => e.koc_id,
            Event::CandidateNominated(e) => e.koc_id,
            Event::TierInvitationSent(e) => e.koc_id,
            Event::TierInvitationAccepted(e) => e.koc_id,
            Event::TierInvitationDeclined(e) => e.koc_id,
            Event::KocPromoted(e) => e.koc_id,
            Event::TierNoticeGiven(e) => e.koc_id,
            Event::KocDemoted(e) => e.koc_id,
            Event::KocSteppedDown(e) => e.koc_id,
            Event::KocReturnedToTier(e) => e.koc_id,
            Event::KocTierCorrected(e) => e.koc_id,
            Event::TierLocked(e) => e.koc_id,
            Event::TierUnlocked(e) => e.koc_id,
            Event::KocPaused(e) => e.koc_id,
            Event::KocResumed(e) => e.koc_id,
            Event::KocLeft(e) => e.koc_id,
            Event::KocRejoined(e) => e.koc_id,
            Event::ProfileUpdated(e) => e.koc_id,
            Event::PreferencesSet(e) => e.koc_id,
            Event::ChannelLinked(e) => e.koc_id,
            Event::ChannelUnlinked(e) => e.koc_id,
            Event::ChannelReachRecorded(e) => e.koc_id,
            Event::VehicleOwnershipRecorded(e) => e.koc_id,
            Event::ConsentWithdrawn(e) => e.koc_id,
            Event::ConsentExpired(e) => e.koc_id,
            Event::CandidateDismissed(e) => e.koc_id,
            Event::KocSuspended(e) => e.koc_id,
            Event::SuspensionLifted(e) => e.koc_id,
            Event::KocMerged(e) => e.koc_id,
            Event::KocPersonalDataErased(e) => e.koc_id,
        }
    }
}
