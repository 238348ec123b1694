//! Earlier shapes of an assignment's events, so that old logs stay readable.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::AssignmentAccepted;
use crate::assignment::values::{Terms, TermsAccepted};
use crate::id::{AssignmentId, KocId};

/// Before offers could be negotiated, what was agreed was what was offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentAcceptedV1 {
    assignment_id: AssignmentId,
    koc_id: KocId,
    brief_version: u32,
    terms_accepted: TermsAccepted,
}

impl From<AssignmentAcceptedV1> for AssignmentAccepted {
    fn from(old: AssignmentAcceptedV1) -> AssignmentAccepted {
        AssignmentAccepted {
            assignment_id: old.assignment_id,
            koc_id: old.koc_id,
            brief_version: old.brief_version,
            terms_accepted: old.terms_accepted,
            agreed: Terms::default(),
        }
    }
}
