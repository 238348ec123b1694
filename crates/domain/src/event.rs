//! Everything that can have happened: one enum per aggregate, gathered in one.
//!
//! Each aggregate lists its events once (`<aggregate>/event.rs`): stable number, version, name and
//! a sentence in both languages. From that list come the enum, its names, its stored form, and
//! the golden bytes that keep old logs readable. Numbers are never reused.

use serde::{Deserialize, Serialize};

use crate::stream::{StreamId, StreamKind};
use crate::text::Lang;
use crate::{
    activity, appeal, asset, assignment, budget, campaign, care, contest, contribution, gathering,
    koc, mentorship, operator, payout, policy, privacy, programme, publication, recognition,
    reward, support, task, todo, vehicle,
};

/// What stands behind an event's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventType {
    /// Stable for ever; what the log stores.
    pub number: u16,
    /// The newest shape, from 1.
    pub version: u16,
    /// Past tense: `KocPromoted`.
    pub name: &'static str,
    /// What happened, in English.
    pub sentence_en: &'static str,
    /// What happened, in Chinese.
    pub sentence_zh: &'static str,
}

impl EventType {
    /// What happened, in `lang`.
    pub fn sentence(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.sentence_zh,
            Lang::En => self.sentence_en,
        }
    }
}

/// Reads the stored payload of one event. The engine's codec is the one that does.
pub trait ReadPayload {
    /// Why a payload cannot be read.
    type Error;

    /// Reads the whole payload as a `T`; bytes left over are an error.
    fn read<T: bincode::Decode<()> + serde::de::DeserializeOwned>(self) -> Result<T, Self::Error>;
}

/// Writes the payload of one event: its own struct, never an enum.
pub trait WritePayload {
    /// What is written.
    type Output;

    /// Writes `payload`.
    fn write<T: bincode::Encode + Serialize>(self, payload: &T) -> Self::Output;
}

/// The number of a version as the lists below write it.
macro_rules! version {
    (v1) => {
        1
    };
    (v2) => {
        2
    };
    (v3) => {
        3
    };
}
pub(crate) use version;

/// Lists an aggregate's events: number, version, name, sentence in English and Chinese.
///
/// An event whose shape changed names its earlier shapes too, oldest first, each with `Into` the
/// newest: `301 v2 BriefWritten "…" "…" was v1 BriefWrittenV1`. Old logs are read through them.
macro_rules! events {
    ($(
        $number:literal $version:ident $name:ident $en:literal $zh:literal
        $(was $old_version:ident $old:ident)*
    )*) => {
        /// What has happened, of this aggregate.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(
            clippy::large_enum_variant,
            reason = "an event is held a moment at a time; its own struct is what is stored"
        )]
        pub enum Event {
            $(#[doc = $en] $name($name),)*
        }

        impl Event {
            /// Every type of event of this aggregate.
            pub const TYPES: &'static [$crate::event::EventType] = &[
                $($crate::event::EventType {
                    number: $number,
                    version: $crate::event::version!($version),
                    name: stringify!($name),
                    sentence_en: $en,
                    sentence_zh: $zh,
                },)*
            ];

            /// The type of this event.
            pub fn event_type(&self) -> &'static $crate::event::EventType {
                let number = match self {
                    $(Event::$name(_) => $number,)*
                };
                Event::TYPES.iter().find(|kind| kind.number == number).expect("listed above")
            }

            pub(crate) fn write<W: $crate::event::WritePayload>(&self, writer: W) -> W::Output {
                match self {
                    $(Event::$name(event) => writer.write(event),)*
                }
            }

            /// The JSON Schema of the payload of the event of that name.
            #[cfg(feature = "schema")]
            pub(crate) fn schema(name: &str) -> Option<serde_json::Value> {
                match name {
                    $(stringify!($name) => {
                        let mut schema = $crate::schema::of::<$name>(stringify!($name));
                        schema["description"] = concat!($en, " ", $zh).into();
                        Some(schema)
                    })*
                    _ => None,
                }
            }

            /// `None` when this aggregate has no event of that number and version.
            pub(crate) fn read<R: $crate::event::ReadPayload>(
                number: u16,
                version: u16,
                reader: R,
            ) -> Option<Result<Event, R::Error>> {
                match (number, version) {
                    $(
                        ($number, $crate::event::version!($version)) => {
                            Some(reader.read().map(Event::$name))
                        }
                        $(
                            ($number, $crate::event::version!($old_version)) => {
                                Some(reader.read::<$old>().map(|old| Event::$name(old.into())))
                            }
                        )*
                    )*
                    _ => None,
                }
            }
        }

        $(
            impl From<$name> for Event {
                fn from(event: $name) -> Event {
                    Event::$name(event)
                }
            }

            impl From<$name> for $crate::event::Event {
                fn from(event: $name) -> $crate::event::Event {
                    Event::$name(event).into()
                }
            }
        )*
    };
}
pub(crate) use events;

macro_rules! aggregates {
    ($($(#[$doc:meta])* $variant:ident($module:ident) => $stream:expr;)*) => {
        /// One thing that has happened.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(
            clippy::large_enum_variant,
            reason = "an event is held a moment at a time; its own struct is what is stored"
        )]
        pub enum Event {
            $($(#[$doc])* $variant($module::Event),)*
        }

        $(
            impl From<$module::Event> for Event {
                fn from(event: $module::Event) -> Event {
                    Event::$variant(event)
                }
            }
        )*

        impl Event {
            /// Every type of event there is, by aggregate.
            pub fn types() -> impl Iterator<Item = &'static EventType> {
                [$($module::Event::TYPES,)*].into_iter().flatten()
            }

            /// The type of this event.
            pub fn event_type(&self) -> &'static EventType {
                match self {
                    $(Event::$variant(event) => event.event_type(),)*
                }
            }

            /// The JSON Schema of the payload of the event of that name, in its newest shape.
            #[cfg(feature = "schema")]
            pub fn schema(name: &str) -> Option<serde_json::Value> {
                None$(.or_else(|| $module::Event::schema(name)))*
            }

            /// The stream it is recorded in.
            pub fn stream(&self) -> StreamId {
                match self {
                    $(Event::$variant(event) => ($stream)(event),)*
                }
            }

            /// Writes the payload: the event's own struct.
            pub fn write<W: WritePayload>(&self, writer: W) -> W::Output {
                match self {
                    $(Event::$variant(event) => event.write(writer),)*
                }
            }

            /// Reads the payload of an event of that number and version; `None` when there is no
            /// such event.
            pub fn read<R: ReadPayload + Clone>(
                number: u16,
                version: u16,
                reader: R,
            ) -> Option<Result<Event, R::Error>> {
                $(
                    if let Some(read) = $module::Event::read(number, version, reader.clone()) {
                        return Some(read.map(Event::$variant));
                    }
                )*
                None
            }
        }
    };
}

aggregates! {
    /// Of the programme itself.
    Programme(programme) =>
        |e: &programme::Event| StreamId::new(StreamKind::Programme, e.programme_id().0);
    /// Of the tier policy.
    TierPolicy(policy) =>
        |e: &policy::Event| StreamId::new(StreamKind::TierPolicy, e.programme_id().0);
    /// Of an operator.
    Operator(operator) =>
        |e: &operator::Event| StreamId::new(StreamKind::Operator, e.operator_id().0);
    /// Of a member.
    Koc(koc) => |e: &koc::Event| StreamId::new(StreamKind::Koc, e.koc_id().0);
    /// Of what a member does in the community.
    Activity(activity) => |e: &activity::Event| e.stream();
    /// Of a task.
    Task(task) => |e: &task::Event| StreamId::new(StreamKind::Task, e.task_id().0);
    /// Of an assignment.
    Assignment(assignment) => |e: &assignment::Event| e.stream();
    /// Of an asset.
    Asset(asset) => |e: &asset::Event| StreamId::new(StreamKind::Asset, e.asset_id().0);
    /// Of a publication.
    Publication(publication) =>
        |e: &publication::Event| StreamId::new(StreamKind::Publication, e.publication_id().0);
    /// Of an honour.
    Recognition(recognition) =>
        |e: &recognition::Event| StreamId::new(StreamKind::Recognition, e.recognition_id().0);
    /// Of a contribution account.
    Contribution(contribution) =>
        |e: &contribution::Event| StreamId::new(StreamKind::Contribution, e.koc_id().0);
    /// Of an appeal.
    Appeal(appeal) => |e: &appeal::Event| StreamId::new(StreamKind::Appeal, e.appeal_id().0);
    /// Of a request about personal data.
    DataRequest(privacy) =>
        |e: &privacy::Event| StreamId::new(StreamKind::DataRequest, e.request_id().0);
    /// Of a budget.
    Budget(budget) => |e: &budget::Event| StreamId::new(StreamKind::Budget, e.budget_id().0);
    /// Of a request for support.
    Support(support) => |e: &support::Event| StreamId::new(StreamKind::Support, e.request_id().0);
    /// Of a reward account.
    Reward(reward) => |e: &reward::Event| StreamId::new(StreamKind::Reward, e.koc_id().0);
    /// Of a payout.
    Payout(payout) => |e: &payout::Event| StreamId::new(StreamKind::Payout, e.payout_id().0);
    /// Of a to-do.
    Todo(todo) => |e: &todo::Event| StreamId::new(StreamKind::Todo, e.todo_id().0);
    /// Of a contest.
    Contest(contest) => |e: &contest::Event| StreamId::new(StreamKind::Contest, e.contest_id().0);
    /// Of a campaign.
    Campaign(campaign) =>
        |e: &campaign::Event| StreamId::new(StreamKind::Campaign, e.campaign_id().0);
    /// Of a gathering.
    Gathering(gathering) =>
        |e: &gathering::Event| StreamId::new(StreamKind::Gathering, e.gathering_id().0);
    /// Of a mentor or a mentorship.
    Mentorship(mentorship) => |e: &mentorship::Event| e.stream();
    /// Of a car of the brand and its loans.
    Vehicle(vehicle) => |e: &vehicle::Event| StreamId::new(StreamKind::Vehicle, e.vehicle_id().0);
    /// Of how a member is looked after.
    Care(care) => |e: &care::Event| StreamId::new(StreamKind::Care, e.koc_id().0);
}

impl Event {
    /// The type of an event by its name, as exports and fixtures write it.
    pub fn type_named(name: &str) -> Option<&'static EventType> {
        Event::types().find(|kind| kind.name == name)
    }

    /// The payload as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        self.write(ToJson)
    }

    /// Reads a payload from JSON; the error names the field.
    pub fn from_json(name: &str, data: serde_json::Value) -> Result<Event, String> {
        let kind =
            Event::type_named(name).ok_or_else(|| format!("there is no event named `{name}`"))?;
        match Event::read(kind.number, kind.version, FromJson(data)) {
            Some(read) => read.map_err(|error| format!("{name}: {error}")),
            None => Err(format!("there is no event named `{name}`")),
        }
    }
}

struct ToJson;

impl WritePayload for ToJson {
    type Output = serde_json::Value;

    fn write<T: bincode::Encode + Serialize>(self, payload: &T) -> serde_json::Value {
        serde_json::to_value(payload).expect("events are plain data with text keys")
    }
}

#[derive(Clone)]
struct FromJson(serde_json::Value);

impl ReadPayload for FromJson {
    type Error = serde_json::Error;

    fn read<T: bincode::Decode<()> + serde::de::DeserializeOwned>(
        self,
    ) -> Result<T, serde_json::Error> {
        serde_json::from_value(self.0)
    }
}

/// Serialises as `{"type": name, "data": payload}`.
impl Serialize for Event {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = Named { name: self.event_type().name.to_owned(), data: self.to_json() };
        named.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Event, D::Error> {
        let named = Named::deserialize(deserializer)?;
        Event::from_json(&named.name, named.data).map_err(serde::de::Error::custom)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    #[serde(rename = "type")]
    name: String,
    data: serde_json::Value,
}
