//! What follows because time passes.

use domain::Actor;
use domain::koc::screen;
use domain::policy::command::ScreenTiers;
use domain::vocabulary::TierCode;
use testkit::scene::Scene;

use crate::cast::*;
use crate::jobs::approved_work;

/// Sends what the daily screen finds, as the scheduler does; says how much it was.
fn screen(scene: &mut Scene) -> usize {
    let step = screen::step(&scene.state, scene.now(), None, 1_000, 1_000);
    assert_eq!(step.after, None, "a story is small");
    let found = step.commands.len();
    for (_, command) in step.commands {
        scene.given(Actor::SYSTEM, command);
    }
    scene.given(Actor::SYSTEM, ScreenTiers {});
    found
}

#[test]
fn tiers_screened_daily() {
    let mut scene = live();
    let (an, bo) = (join(&mut scene, "an"), join(&mut scene, "bo"));
    scene.wait_days(31);

    approved_work(&mut scene, "bo's first", bo);
    approved_work(&mut scene, "bo's second", bo);
    approve_promotion(&mut scene, bo, TierCode::Responder);
    let basis = domain::koc::command::PromotionBasis::Policy(true);
    let promotion = promotion(&scene, bo, TierCode::Responder, basis);
    scene.given(mei(), promotion);
    scene.wait_days(1);
    assert_eq!(screen(&mut scene), 0);
    approved_work(&mut scene, "an's first", an);
    approved_work(&mut scene, "an's second", an);
    scene.wait_days(1);
    assert_eq!(screen(&mut scene), 1);
    scene.wait_days(1);
    assert_eq!(screen(&mut scene), 0);
    scene.wait_days(400);
    assert_eq!(screen(&mut scene), 1);
    tell(
        "tiers_screened_daily",
        "Bo rises by hand. An does two good works, and the next morning's screen names An a \
         candidate, once. More than a year later Bo has done nothing in it, and the screen gives \
         notice. It promotes and demotes nobody.",
        &scene,
    );
}
