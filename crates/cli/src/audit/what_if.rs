//! Who would have risen or fallen otherwise under another tier policy.

use std::path::Path;
use std::sync::Arc;

use audit::what_if::{Asked, Missing, Replay, WhatIf};
use domain::Day;
use domain::policy::PolicyRules;
use engine::{Engine, View};
use fixture::place::written;
use fixture::schema::{Form, Mismatch, Schemas};
use serde_json::Value;

use super::{every_event, member};
use crate::args::WhatIfArgs;
use crate::exit::{Done, Ending, Failure};
use crate::out::{self, Out, say};
use crate::table::Table;

/// Replays the log with both policies.
///
/// # Errors
/// When the other policy is none, and when the log cannot be read.
pub(super) fn run(engine: &Engine, args: &WhatIfArgs, out: &Arc<dyn Out>) -> Ending {
    let view = engine.view();
    let rules = match (&args.policy, args.draft) {
        (Some(path), _) => Arc::new(in_file(path)?),
        (None, version) => of_version(&view, version.unwrap_or_default())?,
    };
    let (from, to) = (args.from.unwrap_or(Day(i32::MIN)), args.to.unwrap_or(Day(i32::MAX - 1)));
    if to < from {
        return Err(Failure::Usage(format!("--to {to} is before --from {from}")));
    }
    let mut replay = Replay::new(Asked { rules, from, to });
    every_event(engine, view.position, out, &mut |recorded| replay.apply(recorded))?;
    let found = replay.finish();
    let table = if args.headcount { headcount(&found) } else { changes(&view, &found) };
    out::data(&**out, &table.render(args.format))?;
    say(&**out, &summary(&found));
    Ok(Done::Whole)
}

fn summary(found: &WhatIf) -> String {
    let WhatIf { changes, promotions, overrides, demotions, days, position, .. } = found;
    let first_hand = changes.iter().filter(|change| !change.counterfactual).count();
    format!(
        "{days} days up to {position}: {promotions} promotions ({overrides} exceptions, which \
         stand), {demotions} demotions; {first_hand} differences, {} that follow from them",
        changes.len() - first_hand
    )
}

fn changes(view: &View, found: &WhatIf) -> Table {
    let columns = &[
        "on",
        "koc",
        "difference",
        "from",
        "to",
        "decision",
        "actually_on",
        "missing",
        "counterfactual",
    ];
    let mut table = Table::new(columns);
    for change in &found.changes {
        let missing: Vec<String> = change.missing.iter().map(missed).collect();
        table.push([
            change.on.to_string().into(),
            member(view, change.koc_id).into(),
            change.difference.code().into(),
            change.from.code().into(),
            change.to.code().into(),
            change.decision.map_or_else(String::new, |event| event.to_string()).into(),
            change.actually_on.map_or_else(String::new, |on| on.to_string()).into(),
            missing.join("; ").into(),
            if change.counterfactual { "yes" } else { "no" }.into(),
        ]);
    }
    table
}

/// `ACCEPTED_WORKS 400 of 600 (365 d)`
fn missed(missing: &Missing) -> String {
    let Missing { what, window_days, have, need } = missing;
    let have = have.map_or_else(|| "–".to_owned(), |have| have.to_string());
    match window_days {
        Some(days) => format!("{what} {have} of {need} ({days} d)"),
        None if missing.is_days() => format!("{what} {have} of {need}"),
        None => what.clone(),
    }
}

fn headcount(found: &WhatIf) -> Table {
    let mut table = Table::new(&["on", "tier", "actual", "simulated"]);
    for count in &found.headcount {
        let (actual, simulated) = (u64::from(count.actual), u64::from(count.simulated));
        let (on, tier) = (count.on.to_string(), count.tier.code());
        table.push([on.into(), tier.into(), actual.into(), simulated.into()]);
    }
    table
}

fn of_version(view: &View, version: u32) -> Result<Arc<PolicyRules>, Failure> {
    let known = || {
        let versions: Vec<String> =
            view.tiers.policies().map(|it| it.version.to_string()).collect();
        format!("there is no policy version {version}; there is {}", versions.join(", "))
    };
    view.tiers
        .policy(version)
        .map(|row| Arc::clone(&row.rules))
        .ok_or_else(|| Failure::Usage(known()))
}

/// The rules in a file, if they could be drafted.
fn in_file(path: &Path) -> Result<PolicyRules, Failure> {
    let wrong = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
    let text =
        std::fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
    let rules: Value = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let draft = serde_json::json!({ "version": 1, "rules": rules, "note": null });
    let found = Schemas::default().mismatches(Form::Command("DraftTierPolicy"), &draft);
    if !found.is_empty() {
        let place = |it: &Mismatch| format!("{}: {}", written(&it.steps), it.what);
        let told: Vec<String> = found.iter().map(place).collect();
        return Err(wrong(told.join("\n")));
    }
    let rules: PolicyRules =
        serde_json::from_value(rules).map_err(|error| wrong(error.to_string()))?;
    rules.check().map_err(|refusal| wrong(refusal.to_string()))?;
    Ok(rules)
}
