//! Who sends a command, and in which role.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::id::{ActorId, KocId, OperatorId};

/// What somebody may act as.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Role {
    /// Sets the system up and may act for named operators and members.
    Admin,
    /// Runs the programme.
    Ops,
    /// Judges work.
    Reviewer,
    /// Gives the second pair of eyes.
    Approver,
    /// Pays.
    Finance,
    /// Keeps the asset library.
    Librarian,
    /// Answers requests about personal data.
    Privacy,
    /// Reads and replays.
    Analyst,
    /// A member acting for themselves.
    Koc,
    /// The product's own scheduler and set-up.
    System,
    /// Brings in history.
    Import,
}

impl Role {
    /// Every role, by its stored number.
    pub const ALL: [Role; 11] = [
        Role::Admin,
        Role::Ops,
        Role::Reviewer,
        Role::Approver,
        Role::Finance,
        Role::Librarian,
        Role::Privacy,
        Role::Analyst,
        Role::Koc,
        Role::System,
        Role::Import,
    ];

    /// The stored number.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The role of a stored number.
    pub fn from_number(number: u8) -> Option<Role> {
        Role::ALL.get(usize::from(number)).copied()
    }

    /// Whether this role belongs to the brand's team.
    pub fn is_staff(self) -> bool {
        !matches!(self, Role::Koc | Role::System | Role::Import)
    }
}

/// The sender of a command as the event records it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Actor {
    /// The role acted in.
    pub role: Role,
    /// The operator or member; all zeros for admin, system and import.
    pub id: ActorId,
    /// Whether the admin key said so on their behalf: shown as «asserted by admin».
    pub asserted_by_admin: bool,
}

impl Actor {
    /// The admin key acting for itself.
    pub const ADMIN: Actor =
        Actor { role: Role::Admin, id: ActorId([0; 16]), asserted_by_admin: false };
    /// The scheduler and set-up.
    pub const SYSTEM: Actor =
        Actor { role: Role::System, id: ActorId([0; 16]), asserted_by_admin: false };
    /// An import of history.
    pub const IMPORT: Actor =
        Actor { role: Role::Import, id: ActorId([0; 16]), asserted_by_admin: false };

    /// An operator with their own key.
    pub fn operator(id: OperatorId, role: Role) -> Actor {
        Actor { role, id: ActorId(id.0), asserted_by_admin: false }
    }

    /// A member with their own key.
    pub fn koc(id: KocId) -> Actor {
        Actor { role: Role::Koc, id: ActorId(id.0), asserted_by_admin: false }
    }

    /// The same, said by the admin key.
    pub fn asserted(self) -> Actor {
        Actor { asserted_by_admin: true, ..self }
    }

    /// The member, if one acts.
    pub fn as_koc(&self) -> Option<KocId> {
        (self.role == Role::Koc).then_some(KocId(self.id.0))
    }

    /// The operator, if a named one acts.
    pub fn as_operator(&self) -> Option<OperatorId> {
        (self.role.is_staff() && self.id.0 != [0; 16]).then_some(OperatorId(self.id.0))
    }

    /// Whether both are the same person: what «four eyes» asks. The role does not matter.
    pub fn is_same_person(&self, other: &Actor) -> bool {
        self.id == other.id && (self.id.0 != [0; 16] || self.role == other.role)
    }
}

/// An operator whose approval a decision rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(name = "ApprovalRecord", input_name = "ApprovalInput"))]
pub struct Approval {
    /// Who approved.
    pub operator_id: OperatorId,
    /// The event in which they did.
    pub event: crate::id::EventId,
    /// Whether the admin key said so on their behalf.
    pub asserted_by_admin: bool,
}
