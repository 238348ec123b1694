//! The API as its users meet it: questions and commands over a programme in a scratch folder.

mod commands;
mod pages;
mod past;
mod questions;
mod support;
