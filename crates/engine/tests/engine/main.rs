//! What the engine promises, shown through its public interface.

mod answers;
mod clocks;
mod failures;
mod personal;
mod support;
mod transfer;
mod views;
