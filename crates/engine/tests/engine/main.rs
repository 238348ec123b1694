//! What the engine promises, shown through its public interface.

mod answers;
mod cascade;
mod clocks;
mod clocks_refused;
mod erasure;
mod failures;
mod invariants;
mod invariants_of_campaigns;
mod live;
mod money;
mod newer;
mod past;
mod personal;
mod races;
mod races_of_content;
mod races_of_contests;
mod races_of_standing;
mod races_of_work;
mod races_people;
mod scheduler;
mod support;
mod tier_screen;
mod transfer;
mod tried_out;
mod views;
