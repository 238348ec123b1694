//! What can be asked: one file per read model, all of them listed in `all`.
//!
//! The same fields are at the root (the instant the operation reads) and under `at`.

mod all;
mod ambassadors;
mod appeals;
mod assets;
mod assignments;
mod at;
mod board;
mod budgets;
mod campaign_parts;
mod campaigns;
mod candidates;
mod care;
mod changes;
mod circles;
mod contest_entries;
mod contests;
mod course;
mod duties;
mod duty_parts;
mod events;
mod explain;
mod gatherings;
mod health;
mod honours;
mod imported;
mod insights;
mod ledger;
mod matching;
mod me;
pub(crate) mod member;
mod mentorship;
mod mentorship_edge;
mod mix;
mod mobility;
mod mobility_audit;
mod node;
mod outcomes;
mod perks;
mod privacy;
mod programme;
mod project_parts;
mod project_pieces;
mod projects;
mod publications;
mod reviews;
mod rewards;
mod submissions;
mod support;
mod tasks;
pub(crate) mod teams;
mod tiers;
mod timers;
mod todos;
mod vehicles;
mod what_if;

use async_graphql::Context;

use crate::session::{Reading, Session};

pub(crate) use all::Query;
pub(crate) use ambassadors::Ambassadorship;
pub(crate) use assets::Asset;
pub(crate) use campaign_parts::CampaignParticipant;
pub(crate) use care::CareFile;
pub(crate) use circles::Circle;
pub(crate) use duties::{Duty, duties_of};
pub(crate) use gatherings::GatheringGuest;
pub(crate) use insights::Insight;
pub(crate) use ledger::ContributionAccount;
pub(crate) use mentorship::Mentor;
pub(crate) use mentorship_edge::Mentorship;
pub(crate) use perks::{Perk, perks_of};
pub(crate) use project_parts::{ProjectEdition, ProjectSection};
pub(crate) use project_pieces::ProjectPiece;
pub(crate) use teams::Team;
pub(crate) use tiers::TierSpan;
pub(crate) use vehicles::VehicleLoan;

/// The instant a query reads: given by `at`, or the operation's own.
#[derive(Clone, Default)]
pub(crate) struct Instant(Option<Reading>);

impl Instant {
    pub(crate) fn reading(&self, ctx: &Context<'_>) -> Reading {
        self.0.clone().unwrap_or_else(|| Session::of(ctx).reading())
    }
}
