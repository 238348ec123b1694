//! The rows.

use domain::Moment;
use domain::id::{DataRequestId, EventId, KocId};
use domain::personal::Sealed;
use domain::privacy::values::{
    DataRequestKind, DataScope, ErasedPart, Fulfilment, RetentionGround, VerificationMethod,
};
use domain::time::Day;
use domain::vocabulary::ConsentPurpose;
use serde::Serialize;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DataRequestState {
    /// It came in; who asks is not known for sure.
    Received,
    /// It is known who asks.
    Verified,
    /// It was done.
    Fulfilled,
    /// It was refused on a ground of law.
    Refused,
}

impl DataRequestState {
    /// Whether an answer is still owed.
    pub fn is_open(self) -> bool {
        matches!(self, DataRequestState::Received | DataRequestState::Verified)
    }
}

/// What was erased, and on what grounds facts stayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Erasure {
    /// What is gone.
    pub scope: Vec<ErasedPart>,
    /// On what grounds pseudonymous facts stay.
    pub kept_under: Vec<RetentionGround>,
    /// When.
    pub at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// A request about personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DataRequestRow {
    /// Its id.
    pub request_id: DataRequestId,
    /// Whose data.
    pub koc_id: KocId,
    /// What is asked.
    pub kind: DataRequestKind,
    /// Where it stands.
    pub state: DataRequestState,
    /// When it came in.
    pub received_at: Moment,
    /// The last day on which an answer is in time.
    pub due: Day,
    /// What they ask, in their own words.
    pub note: Option<Sealed>,
    /// How it was made sure who asks.
    pub method: Option<VerificationMethod>,
    /// How it was fulfilled.
    pub how: Option<Fulfilment>,
    /// Where what was handed over is kept.
    pub artefact_ref: Option<String>,
    /// Which parts the answer covered.
    pub scope: Vec<DataScope>,
    /// The ground of law it was refused on.
    pub legal_ground: Option<Sealed>,
    /// When the person was told of the refusal.
    pub told_at: Option<Moment>,
    /// Days from the day it came in to its answer.
    pub days: Option<u32>,
    /// What was erased, if it led to that.
    pub erasure: Option<Erasure>,
    /// The events it comes from.
    pub positions: Vec<EventId>,
}

/// How many agreed to one version of one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsentCount {
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// Of the published text.
    pub text_version: u16,
    /// Members whose last word was yes to this version.
    pub in_force: u32,
    /// How often it was agreed to.
    pub given: u32,
    /// How often it was taken back.
    pub withdrawn: u32,
}
