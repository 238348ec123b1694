//! Commands that bring the reactions of gatherings about, in states reached by commands: where
//! their own rules say no, if they can.

use domain::koc::command::{LeaveProgramme, WithdrawConsent};
use domain::vocabulary::ConsentPurpose;

use crate::common::*;
use crate::gatherings::*;
use crate::reaction_acts::Act;

/// Ming came, but had taken back that anything is recorded.
pub(crate) fn attended_without_consent() -> Act {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    given_gathering(&mut scene, "briefing", &[ming]);
    let purpose = ConsentPurpose::Participation;
    scene.given(by(ming), WithdrawConsent { koc_id: ming, purpose });
    scene.wait_hours(25);
    Act::of(scene, mei(), attendance("briefing", &[ming]))
}

/// A guest leaves the programme.
pub(crate) fn guest_leaves() -> Act {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    given_gathering(&mut scene, "briefing", &[ming]);
    let effective_on = scene.today();
    Act::of(scene, by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on })
}

/// A gathering with a guest is called off.
pub(crate) fn gathering_called_off() -> Act {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    given_gathering(&mut scene, "briefing", &[ming]);
    Act::of(scene, mei(), cancel("briefing"))
}

/// Ming is invited.
pub(crate) fn invited() -> Act {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let plan = schedule(&scene, "briefing");
    scene.given(mei(), plan);
    Act::of(scene, mei(), ask("briefing", &[ming]))
}
