//! What is known of a publication.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{AssetId, AssignmentId, EventId, KocId, PublicationId};
use domain::personal::Sealed;
use domain::publication::values::{AttributionModel, Counts, CountsDelta, LeadKind, LeadTrace};
use domain::vocabulary::{AiUse, UsePurpose};
use domain::{Actor, Moment};
use serde::Serialize;

/// What was last found of the tie to the brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DisclosureState {
    /// Nobody looked.
    NotChecked,
    /// It is told.
    Verified,
    /// It is not told.
    Missing,
}

/// Somebody looked whether the tie to the brand is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DisclosureCheck {
    /// Whether it was.
    pub present: bool,
    /// In which words.
    pub wording: Option<Sealed>,
    /// Who looked.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// One count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MeasureRow {
    /// When it was counted.
    pub measured_at: Moment,
    /// Since it was published.
    pub counts: Counts,
    /// Since the count before.
    pub delta: CountsDelta,
    /// Where the numbers come from, by code.
    pub source: String,
    /// Whether it put the count before right.
    pub correction: bool,
    /// The event it comes from.
    pub position: EventId,
}

/// One lead by one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadRow {
    /// The lead's pseudonymous key in another system.
    pub lead_ref: String,
    /// What they did.
    pub kind: LeadKind,
    /// What shows it.
    pub trace: LeadTrace,
    /// When.
    pub at: Moment,
    /// By which model.
    pub model: AttributionModel,
    /// The event it comes from.
    pub position: EventId,
}

/// How the authors of an amplified work are named, or were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditRow {
    /// How.
    pub line: Sealed,
    /// Why it was put right so; none at first.
    pub reason: Option<Sealed>,
    /// Since when.
    pub since: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// That it is no longer public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TakenDown {
    /// Since when.
    pub at: Moment,
    /// Why.
    pub reason: Sealed,
    /// Who took it down.
    pub by: Actor,
    /// The event it comes from.
    pub position: EventId,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicationRow {
    /// Its id.
    pub publication_id: PublicationId,
    /// Everyone whose work it is; on a member's own channel, that member.
    pub authors: Vec<KocId>,
    /// Whether the brand published it.
    pub amplified: bool,
    /// The platform or the brand's channel, by code.
    pub platform: String,
    /// Where.
    pub url: Option<Sealed>,
    /// The task it was made for.
    pub assignment_id: Option<AssignmentId>,
    /// As which asset it was shown.
    pub asset_id: Option<AssetId>,
    /// What the brand shows it for.
    pub purpose: Option<UsePurpose>,
    /// Whether nobody asked for it.
    pub spontaneous: bool,
    /// When it went public.
    pub published_at: Moment,
    /// What it is about.
    pub topic: Option<String>,
    /// How far software generated it.
    pub ai_generated: AiUse,
    /// Whether the people in it agreed; none when nobody stated it.
    pub people_consent: Option<bool>,
    /// How the tie to the brand is told, as its author said.
    pub disclosure_text: Option<Sealed>,
    /// Every look at it, oldest first.
    pub checks: Vec<DisclosureCheck>,
    /// How its authors are named, the newest last; none on a member's own channel.
    pub credits: Vec<CreditRow>,
    /// Every count, oldest first.
    pub curve: Vec<MeasureRow>,
    /// Every lead by every model, oldest first.
    pub leads: Vec<LeadRow>,
    /// That it is no longer public.
    pub taken_down: Option<TakenDown>,
    /// Who recorded it.
    pub by: Actor,
    /// The event in which it was recorded.
    pub position: EventId,
}

impl PublicationRow {
    /// What was last found of the tie to the brand.
    pub fn disclosure(&self) -> DisclosureState {
        match self.checks.last() {
            None => DisclosureState::NotChecked,
            Some(check) if check.present => DisclosureState::Verified,
            Some(_) => DisclosureState::Missing,
        }
    }

    /// Whether it is public and nothing shows that the tie to the brand is told: it was looked for
    /// and not found, or nobody looked and its author says nothing of one.
    pub fn lacks_label(&self) -> bool {
        let unlabelled = match self.disclosure() {
            DisclosureState::Missing => true,
            DisclosureState::NotChecked => !self.amplified && self.disclosure_text.is_none(),
            DisclosureState::Verified => false,
        };
        self.taken_down.is_none() && unlabelled
    }

    /// By the last count; nothing before the first.
    pub fn counts(&self) -> Counts {
        self.curve.last().map(|measure| measure.counts).unwrap_or_default()
    }

    /// What people did, by how much it takes, by the last count.
    pub fn engagement(&self) -> u64 {
        self.counts().weighted()
    }

    /// Leads by kind, each once by however many models.
    pub fn leads_by_kind(&self) -> BTreeMap<LeadKind, usize> {
        let once: BTreeSet<(LeadKind, &str)> =
            self.leads.iter().map(|lead| (lead.kind, lead.lead_ref.as_str())).collect();
        let mut by_kind = BTreeMap::new();
        for (kind, _) in once {
            *by_kind.entry(kind).or_insert(0) += 1;
        }
        by_kind
    }
}
