//! What is known of an asset.

use domain::asset::values::{
    AssetGrade, AssetKind, AssetSource, Author, Classification, Confidentiality, Licence,
    RestrictionReason, ReuseAudience, StorageKept, WithdrawReason,
};
use domain::id::{AssetId, AssignmentId, EventId, KocId, PublicationId, ReuseId};
use domain::personal::Sealed;
use domain::vocabulary::{AiUse, UsePurpose};
use domain::{Actor, Day, LocalText, Moment};
use serde::Serialize;

/// Where an asset stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AssetStanding {
    /// In the library.
    Archived,
    /// Used no further for now.
    Restricted,
    /// Out of the library.
    Withdrawn,
    /// Nothing is left of the file.
    Destroyed,
}

/// That an asset is used no further for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Restriction {
    /// Why.
    pub why: RestrictionReason,
    /// To this day, inclusive; until it is restored if open.
    pub until: Option<Day>,
}

/// One use of an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReuseRow {
    /// Its id.
    pub reuse_id: ReuseId,
    /// What for.
    pub purpose: UsePurpose,
    /// On which channel, by code.
    pub channel: Option<String>,
    /// Where.
    pub place: LocalText,
    /// Who sees it.
    pub audience: ReuseAudience,
    /// From this day.
    pub from: Day,
    /// To this day, inclusive.
    pub until: Option<Day>,
    /// Whether the work was changed for it.
    pub modified: bool,
    /// Who recorded it.
    pub by: Actor,
    /// When it was recorded, in the business.
    pub noted_at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

impl ReuseRow {
    /// Whether it goes on on that day, or is still to begin.
    pub fn is_live_on(&self, day: Day) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

/// One showing of it under the brand's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AmplifiedRow {
    /// The publication.
    pub publication_id: PublicationId,
    /// On which of the brand's channels, by code.
    pub channel: String,
    /// How often it was seen, by the last count.
    pub views: u32,
    /// Whether it is no longer public.
    pub taken_down: bool,
}

/// An asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssetRow {
    /// Its id.
    pub asset_id: AssetId,
    /// Where it comes from.
    pub source: AssetSource,
    /// What it is called.
    pub title: LocalText,
    /// What it is.
    pub kind: AssetKind,
    /// Everyone who made it.
    pub authors: Vec<Author>,
    /// How they are named in public.
    pub credit_line: Sealed,
    /// Where it stands in the library.
    pub classification: Classification,
    /// Terms of the tag axis, in order.
    pub tags: Vec<String>,
    /// How good it is.
    pub grade: AssetGrade,
    /// What may be done with it.
    pub licence: Licence,
    /// Where the file is.
    pub storage: StorageKept,
    /// Whether the people in it agreed.
    pub people_consent: bool,
    /// How far software generated it.
    pub ai_generated: AiUse,
    /// Who may see it.
    pub confidentiality: Confidentiality,
    /// Where it stands.
    pub standing: AssetStanding,
    /// Why it is restricted, and how long.
    pub restriction: Option<Restriction>,
    /// Why it was withdrawn.
    pub withdrawn: Option<WithdrawReason>,
    /// The end of licence that was last warned of.
    pub ending_noticed: Option<Day>,
    /// Every use, oldest first.
    pub reuses: Vec<ReuseRow>,
    /// Every showing under the brand's name.
    pub amplified: Vec<AmplifiedRow>,
    /// Who archived it.
    pub archived_by: Actor,
    /// When.
    pub archived_at: Moment,
    /// The event in which it was archived.
    pub position: EventId,
    /// Every event since that changed it.
    pub positions: Vec<EventId>,
}

impl AssetRow {
    /// Where it stands on a day: a restriction with a last day ends by itself.
    pub fn standing_on(&self, day: Day) -> AssetStanding {
        match (self.standing, self.restriction) {
            (AssetStanding::Restricted, Some(Restriction { until: Some(until), .. }))
                if until < day =>
            {
                AssetStanding::Archived
            }
            (standing, _) => standing,
        }
    }

    /// Whether it may be used for a purpose on a day.
    pub fn allows(&self, purpose: UsePurpose, day: Day) -> bool {
        let Licence { purposes, from, until, .. } = &self.licence;
        let in_term = *from <= day && until.is_none_or(|until| day <= until);
        self.standing_on(day) == AssetStanding::Archived && purposes.contains(&purpose) && in_term
    }

    /// The first day of its newest use.
    pub fn last_reuse(&self) -> Option<Day> {
        self.reuses.iter().map(|reuse| reuse.from).max()
    }

    /// How often it was seen under the brand's name, by the last count of each showing.
    pub fn amplified_reach(&self) -> u64 {
        self.amplified.iter().map(|shown| u64::from(shown.views)).sum()
    }

    /// Whether that member made it, or a part of it.
    pub fn is_by(&self, koc_id: KocId) -> bool {
        self.authors.iter().any(|author| author.koc_id == koc_id)
    }

    /// The assignment whose work it is, if a task asked for it.
    pub fn assignment_id(&self) -> Option<AssignmentId> {
        match &self.source {
            AssetSource::Submission(source) => Some(source.assignment_id),
            AssetSource::Publication(_)
            | AssetSource::Story(_)
            | AssetSource::Insight(_)
            | AssetSource::Edition(_) => None,
        }
    }
}
