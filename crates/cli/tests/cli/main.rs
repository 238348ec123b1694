//! The real program, run as people and scripts run it.

mod backups;
mod beside_server;
mod demonstration;
mod endings;
mod evidence;
mod exports;
mod fixtures;
mod forgotten;
mod interrupted;
mod keys;
mod logs;
mod proofs;
mod questions;
mod real_moves;
mod real_statistics;
mod real_work;
mod server;
mod settings;
mod sides;
mod simulated;
mod stops;
mod support;
mod tables;
mod told;
mod what_if;
mod wrong_rows;
