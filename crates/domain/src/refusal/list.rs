//! What the list of refusals in `violation.rs` is made into: the enum, its codes, classes and
//! messages.

use super::{Listed, code_of};
use crate::actor::Role;
use crate::asset::values::Confidentiality;
use crate::assignment::values::ReviewStage;
use crate::contest::values::Judge;
use crate::id::{
    ActivityId, ActorId, AssetId, AssignmentId, EntryId, EventId, KocId, LoanId, MentorshipId,
    PublicationId, RewardId,
};
use crate::koc::values::MetricValue;
use crate::policy::MetricCode;
use crate::text::Lang;
use crate::time::{Day, Moment};
use crate::vocabulary::{
    ConsentPurpose, Horizon, Mode, RewardUnit, TierCode, UsePurpose, VocabularyAxis,
};

/// Lists fields as people read them; everything else shows itself.
pub(super) trait Shown {
    type View<'a>
    where
        Self: 'a;
    fn shown(&self) -> Self::View<'_>;
}

macro_rules! shows_itself {
    ($($kind:ty),*) => {$(
        impl Shown for $kind {
            type View<'a> = &'a $kind;
            fn shown(&self) -> &$kind {
                self
            }
        }
    )*};
}
shows_itself!(
    String,
    i64,
    u8,
    u16,
    u32,
    u64,
    ActivityId,
    ActorId,
    AssetId,
    AssignmentId,
    EntryId,
    EventId,
    KocId,
    LoanId,
    MentorshipId,
    RewardId,
    PublicationId,
    Day,
    Judge,
    Moment,
    TierCode,
    Option<Day>
);

/// Words of a closed set are told as they are written everywhere else: `ACCEPTED_WORKS`.
macro_rules! shows_its_code {
    ($($kind:ty),*) => {$(
        impl Shown for $kind {
            type View<'a> = String;
            fn shown(&self) -> String {
                code_of(self)
            }
        }
    )*};
}
shows_its_code!(Role, ReviewStage, MetricCode, Lang, ConsentPurpose, Horizon, Mode, VocabularyAxis);
shows_its_code!(RewardUnit);
shows_its_code!(Confidentiality, UsePurpose);

impl Shown for Vec<String> {
    type View<'a> = Listed<'a, String>;
    fn shown(&self) -> Listed<'_, String> {
        Listed(self)
    }
}

impl Shown for Vec<MetricValue> {
    type View<'a> = Listed<'a, MetricValue>;
    fn shown(&self) -> Listed<'_, MetricValue> {
        Listed(self)
    }
}

impl Shown for Vec<KocId> {
    type View<'a> = Listed<'a, KocId>;
    fn shown(&self) -> Listed<'_, KocId> {
        Listed(self)
    }
}

macro_rules! violations {
    ($(
        $(#[$doc:meta])*
        $name:ident $({ $($field:ident: $kind:ty),* })? = $code:literal, $class:ident,
            $en:literal, $zh:literal;
    )*) => {
        /// One broken rule, with the numbers. Each is described by its English message.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(rename_all_fields = "camelCase")]
        #[allow(missing_docs, reason = "the sentence of each names its fields")]
        pub enum Violation {
            $($(#[$doc])* #[doc = $en] $name $({ $($field: $kind),* })?,)*
        }

        impl Violation {
            /// What the refusal of that code says, with the names of what it fills in; none when
            /// there is no such code.
            pub fn wording(code: &str, lang: Lang) -> Option<&'static str> {
                match code {
                    $($code => Some(if lang == Lang::Zh { $zh } else { $en }),)*
                    _ => None,
                }
            }

            /// Every code there is, in the order listed.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Violation::$name $({ $($field: _),* })? => $code,)*
                }
            }

            /// What kind of no it is.
            pub fn class(&self) -> Class {
                match self {
                    $(Violation::$name $({ $($field: _),* })? => Class::$class,)*
                }
            }

            /// What people are told.
            pub fn message(&self, lang: Lang) -> String {
                match self {
                    $(Violation::$name $({ $($field),* })? => {
                        $($(let $field = $field.shown();)*)?
                        $($(let _ = &$field;)*)?
                        match lang {
                            Lang::En => format!($en),
                            Lang::Zh => format!($zh),
                        }
                    })*
                }
            }

            /// The numbers, by field.
            pub fn details(&self) -> serde_json::Value {
                match serde_json::to_value(self) {
                    Ok(serde_json::Value::Object(map)) => {
                        map.into_iter().next().map_or(serde_json::Value::Null, |(_, value)| value)
                    }
                    _ => serde_json::Value::Null,
                }
            }
        }
    };
}
pub(super) use violations;
