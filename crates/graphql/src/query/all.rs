//! Every part of `Query`, listed once.

use std::any::type_name;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use async_graphql::parser::types::Field;
use async_graphql::registry::{MetaType, MetaTypeId, Registry};
use async_graphql::resolver_utils::{ContainerType, resolve_container};
use async_graphql::{
    Context, ContextSelectionSet, ObjectType, OutputType, Positioned, ServerResult, Value,
};
use futures_util::future::BoxFuture;

use super::*;

/// Everything that can be asked, of one instant.
///
/// Each field is asked of the part that has it. The library would merge the parts, ask one after
/// the other, and move a future about that is as large as that of the largest resolver of all.
#[derive(Default)]
pub(crate) struct Query(pub(super) Instant);

/// Some fields of `Query`.
struct Part {
    listed: fn(&mut Registry) -> MetaType,
    answer: Answer,
}

type Answer =
    for<'a> fn(&'a Instant, &'a Context<'a>) -> BoxFuture<'a, ServerResult<Option<Value>>>;

macro_rules! parts {
    ($($part:path,)+) => {
        [$(Part {
            listed: Registry::create_fake_output_type::<$part>,
            answer: |instant, ctx| {
                Box::pin(async move { $part(instant.clone()).resolve_field(ctx).await })
            },
        }),+]
    };
}

static PARTS: &[Part] = &parts![
    // Members and their standing.
    programme::ProgrammeQuery,
    tiers::TierQuery,
    candidates::CandidateQuery,
    mentorship::MentorshipQuery,
    privacy::PrivacyQuery,
    appeals::AppealQuery,
    // Work and what waits.
    tasks::TaskQuery,
    assignments::AssignmentQuery,
    matching::MatchingQuery,
    imported::ImportedQuery,
    support::SupportQuery,
    contests::ContestQuery,
    todos::TodoQuery,
    timers::TimerQuery,
    // What was given on either side.
    ledger::LedgerQuery,
    rewards::RewardQuery,
    budgets::BudgetQuery,
    // What is shown and kept.
    assets::AssetQuery,
    publications::PublicationQuery,
    honours::HonourQuery,
    // What is done together.
    campaigns::CampaignQuery,
    gatherings::GatheringQuery,
    projects::ProjectQuery,
    teams::TeamQuery,
    // What lasts for years.
    ambassadors::AmbassadorQuery,
    insights::InsightQuery,
    circles::CircleQuery,
    duties::DutyQuery,
    perks::PerkQuery,
    vehicles::VehicleQuery,
    care::CareQuery,
    // What analysts ask.
    mobility_audit::MobilityAuditQuery,
    what_if::WhatIfQuery,
    explain::ExplainQuery,
    mobility::MobilityQuery,
    changes::ChangeQuery,
    outcomes::OutcomeQuery,
    mix::MixQuery,
    health::HealthQuery,
    // The log itself.
    events::EventQuery,
    node::NodeQuery,
    me::MeQuery,
    at::AtQuery,
];

/// Who answers each field.
static ANSWERS: LazyLock<HashMap<String, Answer>> = LazyLock::new(|| {
    let mut registry = Registry::default();
    let answers = PARTS.iter().flat_map(|part| {
        let fields = match (part.listed)(&mut registry) {
            MetaType::Object { fields, .. } => fields,
            _ => Default::default(),
        };
        fields.into_keys().map(|name| (name, part.answer))
    });
    answers.collect()
});

impl OutputType for Query {
    fn type_name() -> Cow<'static, str> {
        "Query".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Query, _>(MetaTypeId::Object, |registry| {
            // As the type of one part, with the fields of all.
            let mut all = registry.create_fake_output_type::<at::AtQuery>();
            if let MetaType::Object { name, description, fields, rust_typename, .. } = &mut all {
                *name = "Query".to_owned();
                *description = Some("Everything that can be asked. 所有查询。".to_owned());
                *rust_typename = Some(type_name::<Query>());
                fields.clear();
                for part in PARTS {
                    if let MetaType::Object { fields: more, .. } = (part.listed)(registry) {
                        fields.extend(more);
                    }
                }
            }
            all
        })
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        resolve_container(ctx, self).await
    }
}

impl ContainerType for Query {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        match ANSWERS.get(ctx.item.node.name.node.as_str()) {
            Some(answer) => answer(&self.0, ctx).await,
            None => Ok(None),
        }
    }
}

impl ObjectType for Query {}
