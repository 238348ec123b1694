//! The rules, one file per subject: what is allowed, what is refused, and with which code.
//! One program, so that the whole suite links once.

mod asset;
mod assignment_import;
mod assignment_mentor_review;
mod assignment_offer;
mod assignment_review;
mod assignment_submit;
mod assignment_track;
mod budget;
mod common;
mod contribution;
mod deterministic;
mod eligibility;
mod events;
mod koc_correct;
mod koc_demote;
mod koc_import;
mod koc_invite;
mod koc_join;
mod koc_metrics;
mod koc_pause;
mod koc_profile;
mod koc_promote;
mod koc_step;
mod matching;
mod mentorship;
mod operator;
mod pairs;
mod personal;
mod policy;
mod programme;
mod purse;
mod replay;
mod task;
mod todo;
mod work;
