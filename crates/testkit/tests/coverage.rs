//! What the stories tell, taken together.

use testkit::stories::{self, Stories};

#[test]
fn every_kind_of_event_happens_in_a_story() {
    let missing = Stories::of_the_product().untold();
    assert!(missing.is_empty(), "no story tells of {missing:?}");
}

#[test]
fn every_story_is_dense_in_order_and_says_what_it_is_about() {
    for story in stories::all() {
        for (index, recorded) in story.log.iter().enumerate() {
            assert_eq!(recorded.position.0, index as u64 + 1, "{}", story.name);
            assert!(recorded.occurred_at <= recorded.recorded_at, "{}", story.name);
        }
        let in_order = story.log.is_sorted_by_key(|recorded| recorded.recorded_at);
        assert!(in_order, "{}: the log's clock went back", story.name);
        let about = Stories::of_the_product().folder().join(&story.name).join("about.md");
        assert!(about.exists(), "{} says nothing", about.display());
    }
}
