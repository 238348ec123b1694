//! Tells every story under `fixtures/` by commands and compares what was recorded with its
//! `events.jsonl`. A story is never written by hand: what stands there is what rules allow.

#![allow(clippy::unwrap_used)]

mod appeals;
mod campaigns;
mod care;
mod cars;
mod clocks;
mod content;
mod contests;
mod course;
mod gatherings;
mod history;
mod instant;
mod matching;
mod mentors;
mod money;
mod people;
mod privacy;
mod tiers;
mod work;

use testkit::scene::Scene;
use testkit::stories::Stories;

/// Compares the story with its folder, or writes it there when blessing.
#[track_caller]
fn tell(name: &str, about: &str, scene: &Scene) {
    Stories::of_the_product().tell(name, about, scene);
}
