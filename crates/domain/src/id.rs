//! Ids: sixteen bytes each, written `koc_0197…` so that a person sees what they hold.

use std::fmt;
use std::str::FromStr;

use bincode::{Decode, Encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The root of every derived id. Our own constant, never to be changed.
const NAMESPACE: Uuid = Uuid::from_u128(0x6b6f_632d_6964_4e61_8d65_7370_6163_6500);

/// A text that is not an id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id of the form {prefix}<uuid>")]
pub struct IdError {
    text: String,
    prefix: &'static str,
}

/// Derives sixteen bytes from names, each kept apart from the next (UUID v5).
pub(crate) fn derive(parts: &[&[u8]]) -> [u8; 16] {
    let mut name = Vec::new();
    for part in parts {
        name.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        name.extend_from_slice(part);
    }
    Uuid::new_v5(&NAMESPACE, &name).into_bytes()
}

macro_rules! text_as_serde {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Makes that JSON Schema the one of a type that is written as a text.
#[cfg(feature = "schema")]
macro_rules! text_as_schema {
    ($name:ident, $schema:expr) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $schema
            }
        }
    };
}

/// Makes a type with `Display` and `FromStr` a GraphQL value of the named scalar.
#[cfg(feature = "graphql")]
macro_rules! text_as_scalar {
    ($name:ident, $scalar:ty) => {
        impl async_graphql::InputType for $name {
            type RawValueType = Self;

            fn type_name() -> std::borrow::Cow<'static, str> {
                <$scalar as async_graphql::InputType>::type_name()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <$scalar as async_graphql::InputType>::create_type_info(registry)
            }

            fn parse(
                value: Option<async_graphql::Value>,
            ) -> Result<$name, async_graphql::InputValueError<$name>> {
                match value.unwrap_or_default() {
                    async_graphql::Value::String(text) => {
                        text.parse().map_err(async_graphql::InputValueError::custom)
                    }
                    other => Err(async_graphql::InputValueError::expected_type(other)),
                }
            }

            fn to_value(&self) -> async_graphql::Value {
                async_graphql::Value::String(self.to_string())
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }

        impl async_graphql::OutputType for $name {
            fn type_name() -> std::borrow::Cow<'static, str> {
                <$scalar as async_graphql::OutputType>::type_name()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <$scalar as async_graphql::OutputType>::create_type_info(registry)
            }

            async fn resolve(
                &self,
                _: &async_graphql::ContextSelectionSet<'_>,
                _: &async_graphql::Positioned<async_graphql::parser::types::Field>,
            ) -> async_graphql::ServerResult<async_graphql::Value> {
                Ok(async_graphql::Value::String(self.to_string()))
            }
        }
    };
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// What the written form begins with.
            pub const PREFIX: &'static str = $prefix;

            /// The id that the same names always give.
            pub fn derived(parts: &[&[u8]]) -> $name {
                let mut all: Vec<&[u8]> = vec![$prefix.as_bytes()];
                all.extend_from_slice(parts);
                $name(derive(&all))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, Uuid::from_bytes(self.0).as_hyphenated())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<$name, IdError> {
                let wrong = || IdError { text: text.chars().take(80).collect(), prefix: $prefix };
                let bare = text.strip_prefix($prefix).ok_or_else(wrong)?;
                // The hyphenated form only, so that one id has one spelling.
                if bare.len() != 36 {
                    return Err(wrong());
                }
                Uuid::parse_str(bare).map(|id| $name(id.into_bytes())).map_err(|_| wrong())
            }
        }

        text_as_serde!($name);
        #[cfg(feature = "schema")]
        text_as_schema!($name, {
            use $crate::schema::{SOME_UUID, UUID};
            $crate::schema::text(&format!("^{}{UUID}$", $prefix), &format!("{}{SOME_UUID}", $prefix))
        });
        #[cfg(feature = "graphql")]
        text_as_scalar!($name, async_graphql::ID);
    )*};
}

ids! {
    /// A brand's programme.
    ProgrammeId = "programme_";
    /// A Key Opinion Consumer.
    KocId = "koc_";
    /// A member of the brand's team.
    OperatorId = "operator_";
    /// A piece of work on offer.
    TaskId = "task_";
    /// One task offered to one assignee.
    AssignmentId = "assignment_";
    /// A work that was done and reviewed before this system kept the record.
    WorkId = "work_";
    /// A work kept for reuse.
    AssetId = "asset_";
    /// An edge of the mentorship graph.
    MentorshipId = "mentorship_";
    /// A line of the contribution ledger.
    EntryId = "entry_";
    /// A standing as candidate for a tier.
    CandidacyId = "candidacy_";
    /// An individual contest.
    ContestId = "contest_";
    /// A phased project.
    CampaignId = "campaign_";
    /// A small group that does one task together.
    TeamId = "team_";
    /// A project open to the whole community.
    ProjectId = "project_";
    /// A chapter of such a project.
    SectionId = "section_";
    /// What one member offers to such a project.
    PieceId = "piece_";
    /// A long-term role agreed by both sides.
    DutyId = "duty_";
    /// A meeting, an event, a training.
    GatheringId = "gathering_";
    /// Meetings that belong together.
    SeriesId = "series_";
    /// An opinion, a suggestion, a finding given to the brand.
    InsightId = "insight_";
    /// A car of the brand.
    VehicleId = "vehicle_";
    /// One loan of such a car.
    LoanId = "loan_";
    /// A one-to-one talk.
    TalkId = "talk_";
    /// What was promised to a member and is followed up.
    FollowUpId = "followup_";
    /// A smaller community with a bar.
    CircleId = "circle_";
    /// Something said to a circle.
    AnnouncementId = "announcement_";
    /// A benefit given to one member that is not money.
    PerkId = "perk_";
    /// A purse of the brand.
    BudgetId = "budget_";
    /// A part of a purse set aside.
    HoldId = "hold_";
    /// A line of a reward account.
    RewardId = "reward_";
    /// A run of payments.
    PayoutId = "payout_";
    /// An honour.
    RecognitionId = "recognition_";
    /// A public appearance of a work.
    PublicationId = "publication_";
    /// One use of an asset.
    ReuseId = "reuse_";
    /// A question or need raised while working.
    SupportId = "support_";
    /// Something a member did in the community.
    ActivityId = "activity_";
    /// A request about personal data.
    DataRequestId = "dsr_";
    /// A member's objection to a decision.
    AppealId = "appeal_";
    /// Something that waits for a person.
    TodoId = "todo_";
    /// The caller's name for one command: the same id is never carried out twice.
    CommandId = "";
    /// A person acting: an operator's or a member's id without its kind; all zeros for nobody.
    ActorId = "";
    /// The request or import that began a chain of commands.
    CorrelationId = "";
}

impl AssignmentId {
    /// The one id a task and its assignee can have together, so that «once per task and
    /// assignee» needs no other check.
    pub fn of(task: TaskId, koc: KocId) -> AssignmentId {
        AssignmentId::derived(&[&task.0, &koc.0])
    }

    /// The same of a task and a team.
    pub fn of_team(task: TaskId, team: TeamId) -> AssignmentId {
        AssignmentId::derived(&[&task.0, &team.0])
    }
}

impl KocId {
    /// The id of a person known by a pseudonymous key in another system.
    pub fn of_external(programme: ProgrammeId, external_ref: &str) -> KocId {
        KocId::derived(&[&programme.0, external_ref.as_bytes()])
    }
}

impl WorkId {
    /// The id of a work known by its key in another system.
    pub fn of_external(programme: ProgrammeId, external_key: &str) -> WorkId {
        WorkId::derived(&[&programme.0, external_key.as_bytes()])
    }
}

/// The position of an event in the log, from 1, written `ev_12`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Default)]
pub struct EventId(pub u64);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ev_{}", self.0)
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for EventId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<EventId, IdError> {
        let digits = text.strip_prefix("ev_").filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
        digits
            .and_then(|digits| digits.parse().ok())
            .map(EventId)
            .ok_or_else(|| IdError { text: text.chars().take(80).collect(), prefix: "ev_" })
    }
}

text_as_serde!(EventId);
#[cfg(feature = "schema")]
text_as_schema!(EventId, crate::schema::text("^ev_[0-9]{1,20}$", "ev_12"));
#[cfg(feature = "graphql")]
text_as_scalar!(EventId, async_graphql::ID);

/// The SHA-256 of a file, as its maker states it: 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Sha256(pub [u8; 32]);

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Sha256 {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Sha256, IdError> {
        let wrong =
            || IdError { text: text.chars().take(80).collect(), prefix: "64 hex digits, no " };
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(Sha256(bytes))
    }
}

text_as_serde!(Sha256);
#[cfg(feature = "schema")]
text_as_schema!(Sha256, crate::schema::text("^[0-9a-fA-F]{64}$", &"5a".repeat(32)));
#[cfg(feature = "graphql")]
async_graphql::scalar!(Sha256, "Sha256", "SHA-256, 64 hex digits. 文件的 SHA-256。");

#[cfg(feature = "schema")]
pub(crate) use text_as_schema;
pub(crate) use text_as_serde;
