//! Matching: which members suit a task, and why.
//!
//! In reading order: [`values`] (what a suggestion is made of), `asked` (the hard filters: what a
//! member must meet to be asked at all; the same for an offer, a claim and a suggestion), `score`
//! (how well they suit, in integer arithmetic), `suggest` (the list, in an order that is always
//! the same), [`words`] (the reasons as people read them).
//!
//! Pure functions of the write state: no read model lags behind what a rule will say, and the same
//! state always gives the same list. A member who does not want to be profiled is never scored;
//! their turn comes by how long they were not asked.

mod asked;
mod score;
mod suggest;
pub mod values;
pub mod words;

pub(crate) use asked::Asked;
pub use suggest::{Candidate, Explained, MatchOrder, MatchQuery};
