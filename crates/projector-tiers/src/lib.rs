//! Who stood in which tier when, and how each came there.
//!
//! [`TierMembership`] keeps every tier fact with both its times, so that a question about the
//! past, *as of* an instant and *as known at* another, is answered from the rows alone:
//!
//! - a fact rules from its effective instant until the next one; at the same instant the one
//!   recorded later rules;
//! - a correction takes the place of the fact it names, from the moment it was recorded;
//! - leaving is a fact that puts a member in no tier;
//! - a known person who was never in a tier is in the lowest one from the start of the day on
//!   which the programme went live.

mod apply;
mod fact;
mod member;
mod programme;
mod query;
mod tell;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::KocId;
use domain::vocabulary::{ConsentPurpose, TierCode, VocabularyAxis};
use domain::{Recorded, Zone, koc, policy};
use imbl::OrdMap;
use projection::{Projector, Row, is_of};
use serde::Serialize;

pub use fact::{MemberInTier, Span, Superseded, TierCause, TierFact};
pub use member::{
    Break, DeclaredAvailability, GivenConsent, Member, OpenCandidacy, OpenInvitation, OpenNotice,
    RightOfReturn, Standing, Suspended, TierLock,
};
pub use programme::{
    ConsentTextRow, Consultation, PolicyRow, ProgrammeRow, ProgrammeStage, TermRow, TierScreenRow,
};
pub use query::{MemberFilter, SpanFilter, Transition};

/// Tier membership: members, their tier facts, and the programme and policies these rest on.
#[derive(Debug, Clone)]
pub struct TierMembership {
    programme: Option<Arc<ProgrammeRow>>,
    zone: Zone,
    policies: OrdMap<u32, Arc<PolicyRow>>,
    terms: OrdMap<(VocabularyAxis, String), Arc<TermRow>>,
    consent_texts: OrdMap<(ConsentPurpose, u16), Arc<ConsentTextRow>>,
    members: OrdMap<KocId, Arc<Member>>,
    by_external_ref: OrdMap<Arc<str>, KocId>,
    /// How many members each tier has now; index is rank − 1.
    headcount: [u32; 3],
}

impl Default for TierMembership {
    fn default() -> TierMembership {
        TierMembership {
            programme: None,
            zone: Zone::UTC,
            policies: OrdMap::new(),
            terms: OrdMap::new(),
            consent_texts: OrdMap::new(),
            members: OrdMap::new(),
            by_external_ref: OrdMap::new(),
            headcount: [0; 3],
        }
    }
}

/// Where the counts of a tier stand.
fn place(tier: TierCode) -> usize {
    usize::from(tier.rank() - 1)
}

/// A fact as a row: with the key its member is known by.
#[derive(Serialize)]
struct FactRow<'a> {
    koc: &'a str,
    fact: &'a TierFact,
}

impl Projector for TierMembership {
    const NAME: &'static str = "tiers";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.fold(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[domain::programme::Event::TYPES, policy::Event::TYPES, koc::Event::TYPES])
    }

    fn forget(&mut self, person: KocId) {
        self.hide(person);
    }

    /// The programme, its policies and words, then every member who was ever in a tier, each
    /// followed by their facts. A known person who never was makes no row, so that bringing in
    /// reviewed work changes nothing here.
    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.programme.iter().for_each(|row| show(Row::new("programme", row)));
        self.policies.values().for_each(|row| show(Row::new("policy", row)));
        self.terms.values().for_each(|row| show(Row::new("term", row)));
        self.consent_texts.values().for_each(|row| show(Row::new("consentText", row)));
        for member in self.members.values().filter(|member| !member.facts.is_empty()) {
            show(Row::new("member", member));
            let koc = member.label();
            for fact in &member.facts {
                show(Row::new("tierFact", &FactRow { koc: &koc, fact }));
            }
        }
    }
}
