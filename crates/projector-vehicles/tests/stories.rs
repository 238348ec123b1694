//! What this read model makes of every story under `fixtures/`.

use projector_vehicles::Vehicles;
use testkit::stories;

#[test]
fn every_story_gives_the_expected_rows() {
    stories::check_stories::<Vehicles>();
}

#[test]
fn folds_are_equal_go_on_from_any_view_and_do_not_depend_on_positions() {
    stories::check_folds::<Vehicles>();
}
