//! Taking in what has happened to an ambassadorship, and to the record of whoever holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::event::Event;
use super::values::StatementParty;
use super::{AmbassadorState, Ambassadorship};
use crate::approval::{self, AmbassadorProposal, InvestmentProposal, Proposal};
use crate::id::KocId;
use crate::koc::Event as OfKoc;
use crate::recorded::Recorded;
use crate::state::State;

/// Takes in what has happened to an ambassadorship.
pub(crate) fn evolve(state: &mut State, event: &Event, _: &Recorded) {
    let koc_id = event.koc_id();
    if let Event::AmbassadorInvited(_) = event {
        approval::consume(state, &Proposal::InviteAmbassador(AmbassadorProposal { koc_id }));
        let earlier = state.ambassadorships.get(&koc_id).map(Arc::as_ref);
        let invited = Ambassadorship::invited(earlier);
        state.ambassadorships.insert(koc_id, Arc::new(invited));
        return;
    }
    if let Event::InfluenceInvested(e) = event
        && let (Some(budget_id), Some(amount)) = (e.budget_id, e.amount)
    {
        let proposal = InvestmentProposal { koc_id, budget_id, amount };
        approval::consume(state, &Proposal::InvestInInfluence(proposal));
    }
    let Some(ambassador) = state.ambassadorships.get_mut(&koc_id).map(Arc::make_mut) else {
        return;
    };
    match event {
        Event::AmbassadorInvited(_) => {}
        Event::AmbassadorDeclined(_) => ambassador.state = AmbassadorState::Declined,
        Event::StatementSigned(e) => {
            let side = match e.by {
                StatementParty::Member => &mut ambassador.signed_by_member,
                StatementParty::Brand => &mut ambassador.signed_by_brand,
            };
            *side = Some(e.statement_version);
        }
        Event::ConsensusReached(_) => ambassador.state = AmbassadorState::ConsensusReached,
        Event::AmbassadorshipConferred(e) => {
            ambassador.state = AmbassadorState::Conferred;
            ambassador.from = Some(e.from);
        }
        Event::AdvocacyRecorded(e) => ambassador.advocacies = e.advocacy_no,
        Event::InfluenceInvested(e) => ambassador.investments = e.investment_no,
        Event::StoryPublished(e) => {
            let told = ambassador.stories.entry(e.asset_id).or_default();
            told.extend(e.channels.iter().copied());
        }
        Event::CouncilSeatGiven(e) => {
            ambassador.seats.insert(e.series_id);
        }
        Event::AmbassadorshipRelinquished(_) => {
            ambassador.state = AmbassadorState::Relinquished;
            forget_approvals(state, koc_id);
        }
        Event::AmbassadorshipRevoked(_) => {
            ambassador.state = AmbassadorState::Revoked;
            forget_approvals(state, koc_id);
        }
    }
}

/// What was approved against one ambassadorship is no approval against the next.
fn forget_approvals(state: &mut State, koc_id: KocId) {
    approval::consume(state, &Proposal::RevokeAmbassadorship(AmbassadorProposal { koc_id }));
}

impl Ambassadorship {
    /// Invited anew: what was observed of them and given to them before is still theirs.
    fn invited(earlier: Option<&Ambassadorship>) -> Ambassadorship {
        Ambassadorship {
            state: AmbassadorState::Invited,
            signed_by_member: None,
            signed_by_brand: None,
            from: None,
            advocacies: earlier.map_or(0, |it| it.advocacies),
            investments: earlier.map_or(0, |it| it.investments),
            seats: BTreeSet::new(),
            stories: earlier.map_or_else(BTreeMap::new, |it| it.stories.clone()),
        }
    }
}

/// Takes in what happens elsewhere: an ambassadorship goes over to the record its holder goes on
/// under, unless they have one there.
pub(crate) fn follow(state: &mut State, recorded: &Recorded) {
    let crate::Event::Koc(OfKoc::KocMerged(merged)) = &recorded.event else { return };
    if state.live_ambassadorship(merged.koc_id).is_none()
        || state.live_ambassadorship(merged.into).is_some()
    {
        return;
    }
    if let Some(ambassador) = state.ambassadorships.remove(&merged.koc_id) {
        let earlier = state.ambassadorships.get(&merged.into);
        let (advocacies, investments) =
            earlier.map_or((0, 0), |it| (it.advocacies, it.investments));
        let mut ambassador = Ambassadorship::clone(&ambassador);
        // Numbers go on, so that no entry and no hold of the new record is made twice.
        ambassador.advocacies = ambassador.advocacies.max(advocacies);
        ambassador.investments = ambassador.investments.max(investments);
        state.ambassadorships.insert(merged.into, Arc::new(ambassador));
    }
}
