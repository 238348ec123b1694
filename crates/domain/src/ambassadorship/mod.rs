//! An ambassadorship: somebody of the top tier stands for the brand, because their values meet and
//! not because they were told to (S0, 身份性).
//!
//! It holds no task, no deadline and no target, and no command here makes one: what an ambassador
//! does is observed. What the brand owes is on its own side: a mandate, what it invests in the
//! person, a seat with those who decide. A member who leaves, is suspended or falls below the bar
//! stays ambassador until somebody decides.

pub mod command;
pub mod event;
mod evolve;
mod invest;
mod reaction;
mod rules;
pub mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use event::Event;
pub(crate) use evolve::{evolve, follow};
pub(crate) use invest::{invest, publish_story, seat};
pub(crate) use reaction::{credit, react};
pub(crate) use rules::{
    confer, decline, invite, reach_consensus, record_advocacy, relinquish, revoke,
};

use crate::id::{AssetId, KocId, SeriesId};
use crate::recognition::values::CommendationChannel;
use crate::refusal::Violation;
use crate::state::State;
use crate::time::Day;

/// How many of the team stand behind an invitation. MODEL 2.6, Ambassadorship.
pub(crate) const SPONSORS_MIN: u8 = 2;

/// How many others approve a revocation. MODEL 2.6, Ambassadorship.
pub(crate) const REVOKE_APPROVALS: u8 = 2;

/// Where an ambassadorship stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AmbassadorState {
    Invited,
    ConsensusReached,
    Conferred,
    Declined,
    Relinquished,
    Revoked,
}

impl AmbassadorState {
    /// How a refusal names it.
    fn code(self) -> &'static str {
        match self {
            AmbassadorState::Invited => "INVITED",
            AmbassadorState::ConsensusReached => "CONSENSUS_REACHED",
            AmbassadorState::Conferred => "CONFERRED",
            AmbassadorState::Declined => "DECLINED",
            AmbassadorState::Relinquished => "RELINQUISHED",
            AmbassadorState::Revoked => "REVOKED",
        }
    }

    /// Whether it is on its way, or held.
    fn is_live(self) -> bool {
        use AmbassadorState::{Conferred, ConsensusReached, Invited};
        matches!(self, Invited | ConsensusReached | Conferred)
    }
}

/// What rules ask of an ambassadorship. Somebody who was one, or declined, may be asked again: the
/// numbers go on.
#[derive(Debug, Clone)]
pub struct Ambassadorship {
    pub(crate) state: AmbassadorState,
    /// The version the member signed.
    pub(crate) signed_by_member: Option<u16>,
    /// The version that was signed for the brand.
    pub(crate) signed_by_brand: Option<u16>,
    /// The first day, once conferred.
    pub(crate) from: Option<Day>,
    /// What was observed of them so far.
    pub(crate) advocacies: u32,
    /// What the brand invested so far.
    pub(crate) investments: u32,
    pub(crate) seats: BTreeSet<SeriesId>,
    /// Where each of their stories was told.
    pub(crate) stories: BTreeMap<AssetId, BTreeSet<CommendationChannel>>,
}

impl Ambassadorship {
    /// Whether it is on its way, or held.
    pub(crate) fn is_live(&self) -> bool {
        self.state.is_live()
    }

    /// Whether it waits for a conferral.
    fn is_open(&self) -> bool {
        matches!(self.state, AmbassadorState::Invited | AmbassadorState::ConsensusReached)
    }
}

impl State {
    /// An ambassadorship that is on its way, or held.
    pub(crate) fn live_ambassadorship(&self, koc_id: KocId) -> Option<&Ambassadorship> {
        self.ambassadorships.get(&koc_id).map(Arc::as_ref).filter(|it| it.is_live())
    }

    /// An invitation that waits for its conferral.
    fn ambassador_invited(&self, koc_id: KocId) -> Result<&Ambassadorship, Violation> {
        self.live_ambassadorship(koc_id).filter(|it| it.is_open()).ok_or(Violation::NotInvited)
    }

    /// An ambassadorship that is held.
    fn ambassador(&self, koc_id: KocId) -> Result<&Ambassadorship, Violation> {
        let conferred = |it: &&Ambassadorship| it.state == AmbassadorState::Conferred;
        self.live_ambassadorship(koc_id).filter(conferred).ok_or(Violation::NotAnAmbassador)
    }
}
