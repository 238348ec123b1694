//! A story, and what the read model makes of it.

use projector_joins::Joins;
use testkit::cast::{join, live};
use testkit::stories::{self, Stories};

#[test]
fn three_join_on_two_days() {
    let mut scene = live();
    join(&mut scene, "an");
    scene.wait_days(1);
    join(&mut scene, "bo");
    join(&mut scene, "cai");

    let own = Stories::at("tests/stories");
    own.tell("three_join_on_two_days", "An joins, and a day later Bo and Cai.", &scene);
    own.check::<Joins>();
    own.check_folds::<Joins>();
    stories::check_folds::<Joins>();
}
