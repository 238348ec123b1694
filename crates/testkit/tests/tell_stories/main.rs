//! Tells every story under `fixtures/` by commands and compares what was recorded with its
//! `events.jsonl`. A story is never written by hand: what stands there is what rules allow.

#![allow(clippy::unwrap_used)]

mod appeals;
mod cast;
mod clocks;
mod content;
mod contests;
mod course;
mod history;
mod instant;
mod jobs;
mod matching;
mod mentors;
mod money;
mod people;
mod privacy;
mod tiers;
mod work;
