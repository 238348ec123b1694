//! The tier policy: the ladder and its rules as versioned data.

pub mod command;
mod decide;
mod default;
mod earlier;
pub mod event;
mod harder;
mod rules;
mod validate;

use std::sync::Arc;

pub(crate) use decide::*;
pub use earlier::PolicyRulesV1;
pub use event::Event;
pub use rules::*;
pub(crate) use validate::within_reach;

use crate::actor::Actor;
use crate::approval::{self, PolicyProposal, Proposal};
use crate::koc;
use crate::recorded::Recorded;
use crate::state::State;
use crate::time::Day;

/// What rules ask of a policy version.
#[derive(Debug, Clone)]
pub struct PolicyVersion {
    pub(crate) rules: PolicyRules,
    pub(crate) drafted_by: Actor,
    /// The first day in force; none while a draft.
    pub(crate) in_force_from: Option<Day>,
    /// Members of that day are not demoted before this day.
    pub(crate) incumbent_grace_until: Option<Day>,
    /// The last day on which members are heard about it, once it was put up for discussion.
    pub(crate) consulted_until: Option<Day>,
    pub(crate) withdrawn: bool,
}

/// Takes in what has happened to the policy.
pub(crate) fn evolve(state: &mut State, event: &Event, recorded: &Recorded) {
    match event {
        Event::TierPolicyDrafted(drafted) => {
            let version = PolicyVersion {
                rules: drafted.rules.clone(),
                drafted_by: recorded.actor,
                in_force_from: None,
                incumbent_grace_until: None,
                consulted_until: None,
                withdrawn: false,
            };
            state.policies.insert(drafted.version, Arc::new(version));
        }
        Event::TierPolicyPublished(published) => {
            let proposal = PolicyProposal { version: published.version };
            approval::consume(state, &Proposal::PublishPolicy(proposal));
            let Some(version) = state.policies.get_mut(&published.version) else { return };
            let version = Arc::make_mut(version);
            version.in_force_from = Some(published.in_force_from);
            let days = published.grace_for_incumbents_days;
            version.incumbent_grace_until =
                (days > 0).then(|| published.in_force_from.plus(i32::from(days)));
        }
        Event::PolicyConsultationOpened(opened) => {
            if let Some(version) = state.policies.get_mut(&opened.version) {
                Arc::make_mut(version).consulted_until = Some(opened.until);
            }
        }
        Event::PolicyDraftWithdrawn(withdrawn) => {
            let proposal = PolicyProposal { version: withdrawn.version };
            approval::consume(state, &Proposal::PublishPolicy(proposal));
            if let Some(version) = state.policies.get_mut(&withdrawn.version) {
                Arc::make_mut(version).withdrawn = true;
            }
        }
        // What is in force on a day follows from the versions published.
        Event::TierPolicySuperseded(_) => {}
        Event::TiersScreened(_) => koc::screen::set_timer(state, recorded.recorded_at),
    }
}
