//! Commands that bring the reactions of co-creation projects about, in states reached by commands:
//! where their own rules say no, if they can.

use domain::koc::command::LeaveProgramme;

use crate::common::*;
use crate::projects::*;
use crate::reaction_acts::Act;

/// Whoever edits the winter leaves.
pub(crate) fn section_editor_leaves() -> Act {
    let (scene, cast) = given_staffed();
    let (koc_id, effective_on) = (cast.hua, scene.today());
    Act::of(scene, by(koc_id), LeaveProgramme { koc_id, reason: None, effective_on })
}

/// Everybody is in the credits.
pub(crate) fn handbook_released() -> Act {
    let (mut scene, cast) = given_staffed();
    given_proofread(&mut scene, cast, &[]);
    let credits = given_names(&mut scene, cast);
    Act::of(scene, mei(), release(credits))
}

/// A tip accepted as of a day before the first policy was in force.
pub(crate) fn accepted_too_early() -> Act {
    let (mut scene, _) = given_staffed();
    given_piece(&mut scene, "tyres", "ming");
    Act { days_ago: 365, ..Act::of(scene, mei(), accept("tyres")) }
}

/// A tip that does not go in.
pub(crate) fn tip_declined() -> Act {
    let (mut scene, cast) = given_staffed();
    given_piece(&mut scene, "tyres", "ming");
    Act::of(scene, by(cast.hua), decline("tyres"))
}
