//! What is known of people, row by row.

use domain::activity::values::{ActivityKind, YearMonth};
use domain::actor::Approval;
use domain::assignment::values::QualityBand;
use domain::id::{ActivityId, AssignmentId, CandidacyId, EventId, KocId, OperatorId};
use domain::koc::values::{Evidence, NominationSource};
use domain::personal::Sealed;
use domain::vocabulary::{ConsentPurpose, TierCode};
use domain::{Actor, Day, Moment};
use serde::Serialize;

/// How far an account reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReachRow {
    /// When it was measured.
    pub measured_at: Moment,
    /// How many followed.
    pub followers: u32,
    /// Posts within the 30 days before.
    pub posts_30d: u32,
    /// Reactions per follower and post, basis points.
    pub engagement_rate_bp: u32,
    /// Who or what measured it.
    pub source: String,
    /// The event it comes from.
    pub position: EventId,
}

/// An account of a member; one that was let go stays, with its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelRow {
    /// Whose.
    pub koc_id: KocId,
    /// Where.
    pub platform: String,
    /// What they are called there.
    pub handle: Sealed,
    /// Where the account is seen.
    pub url: Option<Sealed>,
    /// Whether the team checked that it is theirs.
    pub verified: bool,
    /// Who listens there.
    pub audiences: Vec<String>,
    /// When it was linked.
    pub linked_at: Moment,
    /// When it was let go.
    pub unlinked_at: Option<Moment>,
    /// Every measurement, oldest first.
    pub reach: Vec<ReachRow>,
    /// The event it comes from.
    pub position: EventId,
}

/// A car a member drives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VehicleRow {
    /// Whose.
    pub koc_id: KocId,
    /// Which model.
    pub model: String,
    /// Since this day.
    pub since: Day,
    /// Where the proof is kept.
    pub evidence: Option<Sealed>,
    /// Who of the team says so.
    pub verified_by: Option<OperatorId>,
    /// The event it comes from.
    pub position: EventId,
}

/// How a consent ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConsentEnd {
    /// The member took it back.
    Withdrawn,
    /// Its last day was over.
    Expired,
    /// The member agreed to another text, or for another time.
    Renewed,
}

/// A consent from its beginning to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsentRow {
    /// Whose.
    pub koc_id: KocId,
    /// What for.
    pub purpose: ConsentPurpose,
    /// Of the published text.
    pub text_version: u16,
    /// Where the proof is kept.
    pub evidence: Option<Sealed>,
    /// When it was given.
    pub given_at: Moment,
    /// Its last day; none when it is for good.
    pub expires_on: Option<Day>,
    /// When it ended, and how.
    pub ended: Option<(Moment, ConsentEnd)>,
    /// The event it comes from.
    pub position: EventId,
}

/// That a suspension was lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lifted {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Actor,
    /// Why.
    pub reason: Option<Sealed>,
}

/// A suspension from its beginning to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SuspensionRow {
    /// Whose.
    pub koc_id: KocId,
    /// From this day.
    pub from: Day,
    /// Its last day; none when it stands until it is lifted.
    pub until: Option<Day>,
    /// What the member was told.
    pub reason: Sealed,
    /// The events it rests on.
    pub refs: Vec<EventId>,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
    /// That it is over.
    pub lifted: Option<Lifted>,
    /// The event it comes from.
    pub position: EventId,
}

/// What reviews showed of one skill in one format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillRow {
    /// Whose.
    pub koc_id: KocId,
    /// A term of the skill axis.
    pub skill: String,
    /// A term of the format axis.
    pub format: String,
    /// The newest level, 1–5.
    pub level: u8,
    /// The highest level.
    pub best: u8,
    /// When it was last shown.
    pub shown_at: Moment,
    /// The works that showed it, oldest first.
    pub works: Vec<AssignmentId>,
    /// The reviews, oldest first.
    pub positions: Vec<EventId>,
}

/// An approved work with its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScoredWork {
    /// Whose.
    pub koc_id: KocId,
    /// For which assignment.
    pub assignment_id: AssignmentId,
    /// When it was approved.
    pub approved_at: Moment,
    /// Hundredths, 0–10000.
    pub final_score: u16,
    /// How good it is.
    pub quality_band: QualityBand,
    /// The event it comes from.
    pub position: EventId,
}

/// Something a member did in the community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActRow {
    /// Its id.
    pub activity_id: ActivityId,
    /// What.
    pub kind: ActivityKind,
    /// When.
    pub at: Moment,
    /// Who reported it.
    pub source: String,
    /// What it was about.
    pub subject: Option<String>,
    /// What was found good about it.
    pub insightful: Option<Sealed>,
    /// Why it counts no more.
    pub retracted: Option<Sealed>,
    /// The event it comes from.
    pub position: EventId,
}

/// What a member did in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MonthRow {
    /// Who.
    pub koc_id: KocId,
    /// Which month.
    pub month: YearMonth,
    /// In the order reported.
    pub acts: Vec<ActRow>,
}

/// That a candidacy led nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dismissed {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Actor,
    /// Why.
    pub reason: Sealed,
}

/// A standing as candidate, and whether somebody ended it. A change of tier ends it, too: whether
/// it is open, the tiers know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CandidacyRow {
    /// Its id.
    pub candidacy_id: CandidacyId,
    /// Who.
    pub koc_id: KocId,
    /// For which tier.
    pub target_tier: TierCode,
    /// What made them stand out.
    pub source: NominationSource,
    /// Who named them.
    pub named_by: Actor,
    /// When.
    pub named_at: Moment,
    /// As the rule computed it.
    pub evidence: Evidence,
    /// That it led nowhere.
    pub dismissed: Option<Dismissed>,
    /// The event it comes from.
    pub position: EventId,
}

impl CandidacyRow {
    /// How much of what the policy asks for was there, basis points: the mean over its metrics,
    /// each at most whole. What there was too little to tell of counts nothing. Our own measure.
    pub fn strength_bp(&self) -> u16 {
        let metrics = &self.evidence.metrics;
        let parts = metrics.iter().map(|metric| match (metric.met, metric.have) {
            (true, _) => 10_000,
            (false, Some(have)) if metric.need > 0 && (0..metric.need).contains(&have) => {
                i64::from(have) * 10_000 / i64::from(metric.need)
            }
            // Where less is better, too much is worth the share that is asked.
            (false, Some(have)) if have > 0 && metric.need >= 0 => {
                i64::from(metric.need) * 10_000 / i64::from(have)
            }
            _ => 0,
        });
        let mean = parts.sum::<i64>() / i64::try_from(metrics.len().max(1)).unwrap_or(1);
        u16::try_from(mean).unwrap_or(10_000)
    }
}
