//! Commands that bring the reactions of duties and perks about, in states reached by commands:
//! where their own rules say no, if they can.

use domain::budget::command::{HoldBudget, ReleaseBudget};
use domain::duty::command::{AccrueStipend, StartDuty};
use domain::id::HoldId;
use domain::koc::command::LeaveProgramme;
use domain::vocabulary::TierCode;
use domain::{Actor, Amount};

use crate::common::*;
use crate::duties::*;
use crate::purse::{hold_id, purse_id};
use crate::reaction_acts::Act;

/// Delivered as of the day before the first policy was in force.
pub(crate) fn delivered_too_early() -> Act {
    let (scene, _) = running(|_| {});
    Act { days_ago: 63, ..Act::of(scene, mei(), fulfil("column", "column", 1)) }
}

/// What was set aside was given back by hand, and is held for something else.
pub(crate) fn stipend_beyond_the_purse() -> Act {
    let (mut scene, _) = running(|_| {});
    let budget_id = purse_id("stipends");
    let own = HoldId::of_duty(duty_id("column"), budget_id, 0);
    scene.given(mei(), ReleaseBudget { budget_id, hold_id: own });
    let (amount, reference) = (Amount(49_500), "fair-7".to_owned());
    scene.given(mei(), HoldBudget { budget_id, hold_id: hold_id("fair"), amount, reference });
    scene.wait_days(31);
    Act::of(scene, Actor::SYSTEM, AccrueStipend { duty_id: duty_id("column"), period: 1 })
}

/// Called off before it began.
pub(crate) fn ended_before_it_began() -> Act {
    let (mut scene, hua) = with_partner();
    let terms = terms_of_year(&scene);
    given_concluded(&mut scene, "column", hua, terms);
    Act::of(scene, mei(), end_on("column", None))
}

/// The holder of a duty leaves.
pub(crate) fn holder_leaves() -> Act {
    let (scene, koc_id) = running(|_| {});
    let effective_on = scene.today();
    Act::of(scene, by(koc_id), LeaveProgramme { koc_id, reason: None, effective_on })
}

/// The brand proposes.
pub(crate) fn duty_proposed() -> Act {
    let (scene, hua) = with_partner();
    let terms = terms_of_year(&scene);
    Act::of(scene, mei(), propose("column", hua, terms))
}

/// The first day has come.
pub(crate) fn duty_begins() -> Act {
    let (mut scene, hua) = with_partner();
    let terms = terms_of_year(&scene);
    given_concluded(&mut scene, "column", hua, terms);
    scene.wait_days(2);
    Act::of(scene, Actor::SYSTEM, StartDuty { duty_id: duty_id("column") })
}

/// A member rises.
pub(crate) fn promoted() -> Act {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    scene.wait_days(30);
    approve_promotion(&mut scene, ming, TierCode::Responder);
    let promote = promote(&scene, ming, TierCode::Responder);
    Act::of(scene, mei(), promote)
}
