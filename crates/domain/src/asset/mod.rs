//! An asset: a work kept for reuse, with its authors, what may be done with it, and every use.

mod archive;
pub mod command;
pub mod event;
mod evolve;
mod library;
mod licence;
mod reaction;
mod reuse;
mod standing;
pub mod values;

use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) use archive::archive;
pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use library::{reclassify, tag};
pub(crate) use licence::{extend_licence, note_licence_ending};
pub(crate) use reaction::react;
pub(crate) use reuse::record_reuse;
pub(crate) use standing::{destroy, restore, restrict, withdraw};

use crate::id::{AssetId, AssignmentId, KocId, ReuseId, Sha256};
use crate::personal::Person;
use crate::refusal::Violation;
use crate::state::State;
use crate::time::{Day, Moment};
use crate::vocabulary::AiUse;
use values::*;

/// Where an asset stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// In the library.
    Archived,
    /// Used no further, to that day inclusive or until it is restored.
    Restricted(Option<Day>),
    /// Out of the library; what is known of it stays.
    Withdrawn,
    /// Nothing is left of it.
    Destroyed,
}

impl Standing {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            Standing::Archived => "ARCHIVED",
            Standing::Restricted(_) => "RESTRICTED",
            Standing::Withdrawn => "WITHDRAWN",
            Standing::Destroyed => "DESTROYED",
        }
    }
}

/// One use, as far as rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) reuse_id: ReuseId,
    pub(crate) until: Option<Day>,
}

/// What rules ask of an asset.
#[derive(Debug, Clone)]
pub struct Asset {
    pub(crate) standing: Standing,
    pub(crate) source: AssetSource,
    /// Everyone who made it, the one whose key its texts are sealed under first.
    pub(crate) authors: Vec<KocId>,
    pub(crate) classification: Classification,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) grade: AssetGrade,
    pub(crate) confidentiality: Confidentiality,
    pub(crate) licence: Licence,
    pub(crate) sha256: Sha256,
    pub(crate) people_consent: bool,
    pub(crate) ai_generated: AiUse,
    pub(crate) uses: Vec<Use>,
    /// The last day of a licence that was warned of.
    pub(crate) warned_of: Option<Day>,
    /// Whose key its texts are sealed under.
    pub(crate) person: Person,
}

impl Asset {
    /// Where it stands on that day: a restriction with a last day ends by itself.
    pub(crate) fn standing_on(&self, today: Day) -> Standing {
        match self.standing {
            Standing::Restricted(Some(until)) if until < today => Standing::Archived,
            standing => standing,
        }
    }

    /// Refuses what was withdrawn or destroyed, and what is restricted for now.
    pub(crate) fn not_in_use(&self, today: Day) -> Option<Violation> {
        match self.standing_on(today) {
            Standing::Archived => None,
            Standing::Withdrawn | Standing::Destroyed => Some(Violation::AssetWithdrawn),
            restricted => Some(Violation::AssetNotArchived { state: restricted.code().to_owned() }),
        }
    }

    /// Uses that go on on that day, or are still to begin.
    pub(crate) fn live_uses(&self, today: Day) -> Vec<ReuseId> {
        let live = |it: &&Use| it.until.is_none_or(|until| today <= until);
        self.uses.iter().filter(live).map(|it| it.reuse_id).collect()
    }

    /// The assignment whose work it is, if it was asked for.
    pub(crate) fn assignment_id(&self) -> Option<AssignmentId> {
        match &self.source {
            AssetSource::Submission(source) => Some(source.assignment_id),
            AssetSource::Publication(_)
            | AssetSource::Story(_)
            | AssetSource::Insight(_)
            | AssetSource::Edition(_) => None,
        }
    }
}

impl State {
    /// An asset.
    pub(crate) fn asset(&self, id: AssetId) -> Result<&Asset, Violation> {
        let missing = || Violation::NotFound { what: id.to_string() };
        self.assets.get(&id).map(Arc::as_ref).ok_or_else(missing)
    }

    /// Until when the work of an assignment may not be public; none when its embargo is over.
    pub(crate) fn embargo_on(
        &self,
        assignment_id: Option<AssignmentId>,
        at: Moment,
    ) -> Option<Violation> {
        let assignment = self.assignments.get(&assignment_id?)?;
        let until = self.agreed_brief(assignment).ok()?.embargo_until?;
        (at < until).then_some(Violation::EmbargoActive { until })
    }
}
