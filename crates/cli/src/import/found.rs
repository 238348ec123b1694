//! The programme that an import goes into: the one that is there, or a new one by default.

use std::sync::Arc;

use domain::id::ProgrammeId;
use domain::policy::PolicyRules;
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::programme::command::CreateProgramme;
use domain::vocabulary::LabelScheme;
use domain::{Actor, Command, Lang, LocalText, Zone};
use engine::{Engine, Request, View};
use projector_tiers::{ProgrammeRow, ProgrammeStage};

use super::kind::command_id;
use super::names::TierNames;
use crate::args::ImportArgs;
use crate::command::execute;
use crate::exit::Failure;
use crate::out::{Out, say};
use crate::today;

/// What a programme is called when nobody says. Our own.
const DEFAULT_NAME: &str = "KOC";
/// Where a programme is when nobody says.
const DEFAULT_ZONE: &str = "Asia/Shanghai";
/// The version of the policy that a new programme begins with.
const FIRST_POLICY: u32 = 1;

/// The programme's id and how tiers are called, after making it if the log is empty.
///
/// # Errors
/// When it is live or frozen, or is not the one that the arguments describe.
pub(super) fn programme(
    engine: &Engine,
    args: &ImportArgs,
    out: &dyn Out,
) -> Result<(ProgrammeId, TierNames), Failure> {
    let view = engine.view();
    let newest = view.tiers.policies().last().map(|policy| Arc::clone(&policy.rules));
    let rules = newest.unwrap_or_else(|| Arc::new(PolicyRules::default_rules()));
    // Before anything is made: a name that cannot be is wrong usage.
    let names = TierNames::new(&rules, &args.aliases)?;
    match view.tiers.programme() {
        Some(row) => check(row, args)?,
        None => create(engine, args)?,
    }
    let is_new = view.tiers.programme().is_none();
    let view = complete(engine, args, is_new)?;
    let row = row_of(&view)?;
    let zone = &row.time_zone;
    if is_new {
        say(
            out,
            &format!(
                "created the programme `{}` ({}) with the default tier policy; its days are those of \
             {zone}",
                row.name.en, row.programme_id
            ),
        );
    } else {
        say(out, &format!("the programme is `{}`; its days are those of {zone}", row.name.en));
    }
    Ok((row.programme_id, names))
}

/// Whether history may go into the programme that is there.
fn check(row: &ProgrammeRow, args: &ImportArgs) -> Result<(), Failure> {
    let refused = |what: String| Err(Failure::Refused(what));
    match row.stage {
        ProgrammeStage::Created => {}
        ProgrammeStage::Live => {
            return refused(
                "IMPORT_CLOSED: the programme is live, and history is imported only before"
                    .to_owned(),
            );
        }
        ProgrammeStage::Frozen => {
            return refused("PROGRAMME_FROZEN: the programme is frozen".to_owned());
        }
    }
    if let Some(zone) = args.time_zone.as_deref().filter(|zone| !is_zone(zone, &row.time_zone)) {
        let has = &row.time_zone;
        return refused(format!("the programme's time zone is {has}, not {zone}"));
    }
    if let Some(name) = args.programme.as_ref()
        && *name != row.name.en
        && *name != row.name.zh
    {
        return refused(format!("the programme here is `{}`, not `{name}`", row.name.en));
    }
    Ok(())
}

/// Whether `name`, however it is written, names the zone called `known`.
fn is_zone(name: &str, known: &str) -> bool {
    name == known || Zone::named(name).is_some_and(|zone| zone.name() == known)
}

fn name_of(args: &ImportArgs) -> &str {
    args.programme.as_deref().unwrap_or(DEFAULT_NAME)
}

/// Derived from the name, so that two imports in different directories give the same ids.
fn id_of(args: &ImportArgs) -> ProgrammeId {
    ProgrammeId::derived(&[name_of(args).as_bytes()])
}

fn create(engine: &Engine, args: &ImportArgs) -> Result<(), Failure> {
    let name = name_of(args);
    let time_zone = args.time_zone.as_deref().unwrap_or(DEFAULT_ZONE);
    let command = CreateProgramme {
        programme_id: id_of(args),
        brand: name.to_owned(),
        name: LocalText::new(name, name),
        time_zone: time_zone.to_owned(),
        locales: vec![Lang::Zh, Lang::En],
        currency: "CNY".to_owned(),
        min_age: 18,
        default_label_scheme: LabelScheme::Role,
        simulation_seed: None,
    };
    send(engine, id_of(args), "create", command)
}

/// Gives a programme without any policy the default one: a new programme, or one whose making was
/// cut off.
fn complete(engine: &Engine, args: &ImportArgs, is_new: bool) -> Result<Arc<View>, Failure> {
    let view = engine.view();
    let id = row_of(&view)?.programme_id;
    let version = FIRST_POLICY;
    let of_ours = is_new || id == id_of(args);
    if of_ours && view.tiers.policies().next().is_none() {
        let rules = PolicyRules::default_rules();
        send(engine, id, "draft-policy", DraftTierPolicy { version, rules, note: None })?;
    }
    let view = engine.view();
    let mut policies = view.tiers.policies();
    let only_a_draft = policies.next().filter(|policy| policy.in_force_from.is_none());
    if of_ours && only_a_draft.is_some_and(|policy| policy.drafted_by == Actor::SYSTEM) {
        let publish = PublishTierPolicy {
            version,
            in_force_from: today(view.tiers.zone()),
            impact_report_ref: None,
            grace_for_incumbents_days: 0,
        };
        send(engine, id, "publish-policy", publish)?;
    }
    Ok(engine.view())
}

fn send(
    engine: &Engine,
    programme: ProgrammeId,
    step: &str,
    command: impl Into<Command>,
) -> Result<(), Failure> {
    let id = command_id(programme, "found", step);
    execute(engine, Request::new(command, id, Actor::SYSTEM)).map(drop)
}

fn row_of(view: &View) -> Result<Arc<ProgrammeRow>, Failure> {
    let row = view.tiers.programme().map(Arc::clone);
    row.ok_or_else(|| Failure::Failed("there is no programme here yet".to_owned()))
}
