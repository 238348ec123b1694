//! For analysts: what was so, what was known then, why, and what would have been.
//!
//! Plain functions over read models and events: nothing here opens a log, reads a clock, or knows
//! who asks. GraphQL and the command line only translate.

pub mod candidates;
pub mod climb;
pub mod difference;
pub mod dwell;
pub mod evidence;
pub mod explain;
pub mod facts;
pub mod fairness;
mod figures;
pub mod generations;
pub mod graph;
pub mod headcount;
pub mod health;
pub mod judge;
pub mod leaderboard;
pub mod measure;
pub mod mix;
pub mod period;
pub mod picture;
pub mod restated;
pub mod stays;
pub mod survival;
pub mod transitions;
pub mod what_if;
pub mod when;
