//! A publication: one public appearance of a work, on a member's own channel or, amplified, on one
//! of the brand's. It holds disclosure, credit, engagement over time and attributed leads.

mod amplify;
pub mod command;
mod disclosure;
pub mod event;
mod evolve;
mod measure;
mod reaction;
mod register;
mod url;
pub mod values;

use std::sync::Arc;

pub(crate) use amplify::{amplify, correct_credit};
pub(crate) use disclosure::verify_disclosure;
pub use event::Event;
pub(crate) use evolve::evolve;
pub(crate) use measure::{attribute_lead, record_engagement};
pub(crate) use reaction::{credit, react};
pub(crate) use register::{register, take_down};

use crate::id::{AssignmentId, EventId, KocId, PublicationId};
use crate::personal::{Person, Sealed};
use crate::refusal::Violation;
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::AiUse;
use values::{AttributionModel, Counts, LeadKind};

/// A lead as one model counts it.
pub(crate) type LeadKey = (String, LeadKind, AttributionModel);

/// What was last found of the tie to the brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nobody looked.
    Nothing,
    /// It is told.
    Told,
    /// It is not told.
    NotTold,
}

/// What rules ask of a publication.
#[derive(Debug, Clone)]
pub struct Publication {
    /// Whose it is; of an amplified work, its first author.
    pub(crate) koc_id: KocId,
    pub(crate) assignment_id: Option<AssignmentId>,
    pub(crate) spontaneous: bool,
    /// How the authors are named; none on the member's own channel.
    pub(crate) credit_line: Option<Sealed>,
    pub(crate) published_at: Moment,
    pub(crate) ai_generated: AiUse,
    /// Of its address in one spelling.
    pub(crate) address: Option<[u8; 16]>,
    pub(crate) found: Found,
    pub(crate) last_count: Option<(Moment, Counts)>,
    /// Steps of engagement reached so far.
    pub(crate) steps: u32,
    /// The counts and leads that earned something.
    pub(crate) earned: Vec<EventId>,
    pub(crate) taken_down_at: Option<Moment>,
}

impl Publication {
    /// Refuses what is no longer public.
    fn not_live(&self) -> Option<Violation> {
        self.taken_down_at.is_some().then_some(Violation::PublicationNotLive)
    }

    /// Whether the brand published it.
    pub(crate) fn is_amplified(&self) -> bool {
        self.credit_line.is_some()
    }
}

impl State {
    /// A publication.
    pub(crate) fn publication(&self, id: PublicationId) -> Result<&Publication, Violation> {
        self.publications.get(&id).map(Arc::as_ref).ok_or(Violation::PublicationUnknown)
    }

    /// Whose key the texts about a publication are sealed under.
    fn person_of_publication(&self, id: PublicationId) -> Person {
        // Without a publication the rule refuses, and nothing is recorded under nobody's key.
        self.publications.get(&id).map_or(Person([0; 16]), |it| it.koc_id.into())
    }

    /// Refuses an address that another publication has, or that is one of this very command.
    fn address_taken(&self, address: Option<[u8; 16]>) -> Option<Violation> {
        let publication_id = *self.publication_addresses.get(&address?)?;
        Some(Violation::UrlTaken { publication_id })
    }
}
