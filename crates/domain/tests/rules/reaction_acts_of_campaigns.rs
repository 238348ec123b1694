//! Commands that bring the reactions of campaigns about, in states reached by commands: where
//! their own rules say no, if they can.

use domain::koc::command::LeaveProgramme;

use crate::campaigns::*;
use crate::common::*;
use crate::reaction_acts::Act;
use crate::work::*;

/// Called off, nobody gets what was set aside.
pub(crate) fn awards_called_off() -> Act {
    let mut scene = live_with_words();
    given_announced(&mut scene);
    Act::of(scene, mei(), call_off())
}

/// A campaign with a task is called off.
pub(crate) fn campaign_called_off() -> Act {
    let mut scene = live_with_words();
    given_announced(&mut scene);
    scene.given(mei(), draft_of_fuel("photo"));
    Act::of(scene, mei(), call_off())
}

/// Somebody who takes part leaves the programme.
pub(crate) fn participant_leaves() -> Act {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_announced(&mut scene);
    scene.given(by(ming), join(ming));
    let effective_on = scene.today();
    Act::of(scene, by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on })
}

/// A work is shown to everybody.
pub(crate) fn highlighted() -> Act {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    given_running(&mut scene, &[ming]);
    let work = given_work(&mut scene, "photo", ming);
    Act::of(scene, mei(), highlight(work))
}
