//! Commands that bring the reactions of cars and care about, in states reached by commands.

use domain::koc::command::LeaveProgramme;

use crate::care::talk;
use crate::cars::*;
use crate::common::*;
use crate::reaction_acts::Act;

/// Ming is to get a car tomorrow, and leaves.
pub(crate) fn leaves_with_a_loan() -> Act {
    let (mut scene, ming) = with_car();
    given_scheduled(&mut scene, "trip", ming);
    let effective_on = scene.today();
    Act::of(scene, by(ming), LeaveProgramme { koc_id: ming, reason: None, effective_on })
}

/// Ming would like to have a car.
pub(crate) fn asks_for_a_car() -> Act {
    let (scene, ming) = with_car();
    let request = request(&scene, "trip", ming);
    Act::of(scene, by(ming), request)
}

/// In a talk something is promised to ming.
pub(crate) fn promised() -> Act {
    let (scene, ming) = with_car();
    let talk = talk(&scene, "spring", ming);
    Act::of(scene, mei(), talk)
}
