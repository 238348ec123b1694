//! The API as its users meet it: questions and commands over a programme in a scratch folder.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod analysis;
mod browser;
mod campaigns;
mod clocks;
mod commands;
mod cursors;
mod documents;
mod duties;
mod long_term;
mod matching;
mod mobility;
mod newer;
mod pages;
mod past;
mod projects;
mod questions;
mod support;
mod teams;
mod voices;
