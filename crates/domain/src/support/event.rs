//! What has happened to a request for support.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::values::{SupportKind, SupportSubject};
use crate::event::events;
use crate::id::{KocId, OperatorId, SupportId};
use crate::personal::Sealed;
use crate::time::Moment;

events! {
    350 v1 SupportRequestOpened "A member asked for support." "成员提出求助。"
    351 v1 SupportRequestAnswered "A request for support was answered." "求助得到答复。"
    352 v1 SupportRequestEscalated "A request for support was passed on." "求助已升级。"
    353 v1 SupportRequestClosed "A request for support was closed." "求助已关闭。"
    354 v1 SupportRequestReopened "A request for support was opened again." "求助重新打开。"
}

/// A member asks for help with their work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SupportRequestOpened {
    /// Its id.
    pub request_id: SupportId,
    /// Who asks.
    pub koc_id: KocId,
    /// During which work.
    pub subject: SupportSubject,
    /// What is needed.
    pub kind: SupportKind,
    /// In their words.
    pub text: Sealed,
    /// Who answers for the work and so for this.
    pub handler: OperatorId,
    /// When the answer is due by the programme's limit.
    pub due_at: Moment,
}

/// It was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SupportRequestAnswered {
    /// Which.
    pub request_id: SupportId,
    /// The answer.
    pub text: Sealed,
    /// References of files that come with it.
    pub attachments: Vec<String>,
    /// Where the facts in it come from.
    pub fact_sources: Vec<String>,
    /// Minutes from the question to the very first answer.
    pub first_response_min: u32,
}

/// Somebody else takes care of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SupportRequestEscalated {
    /// Which.
    pub request_id: SupportId,
    /// To whom; none for whoever runs the programme.
    pub to: Option<OperatorId>,
    /// Why; none when the answer was overdue.
    pub reason: Option<Sealed>,
    /// Whether the answer was overdue.
    pub overdue: bool,
}

/// It is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SupportRequestClosed {
    /// Which.
    pub request_id: SupportId,
    /// Whether it helped; none when the member did not say.
    pub resolved: Option<bool>,
    /// How good the help was, 1–5.
    pub rating: Option<u8>,
}

/// The member asks again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SupportRequestReopened {
    /// Which.
    pub request_id: SupportId,
    /// What is still open.
    pub why: Sealed,
    /// When the answer is due now.
    pub due_at: Moment,
}

impl Event {
    /// The request it is about.
    pub fn request_id(&self) -> SupportId {
        match self {
            Event::SupportRequestOpened(e) => e.request_id,
            Event::SupportRequestAnswered(e) => e.request_id,
            Event::SupportRequestEscalated(e) => e.request_id,
            Event::SupportRequestClosed(e) => e.request_id,
            Event::SupportRequestReopened(e) => e.request_id,
        }
    }
}
