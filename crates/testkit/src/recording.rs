//! A log written by hand, for the corners of a read model that no command reaches quickly.
//!
//! Rules are tested with [`crate::scene`]: only there does a state come from commands.

use std::collections::BTreeMap;

use domain::id::{CommandId, CorrelationId, EventId};
use domain::personal::{Person, Sealed, SealedField};
use domain::stream::StreamId;
use domain::{Actor, Event, Moment, Recorded};

/// Events in the order they were recorded.
#[derive(Debug, Clone)]
pub struct Recording {
    /// Oldest first.
    pub log: Vec<Recorded>,
    now: Moment,
    versions: BTreeMap<StreamId, u64>,
}

impl Recording {
    /// An empty log at that moment, RFC 3339.
    #[track_caller]
    pub fn at(now: &str) -> Recording {
        let now = now.parse().expect("a moment in RFC 3339");
        Recording { log: Vec::new(), now, versions: BTreeMap::new() }
    }

    /// The log's clock.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// Lets time pass.
    pub fn wait_days(&mut self, days: i64) -> &mut Recording {
        self.now = self.now.plus_hours(days * 24);
        self
    }

    /// Records an event now, by the scheduler.
    pub fn record(&mut self, event: impl Into<Event>) -> EventId {
        self.record_by(Actor::SYSTEM, event)
    }

    /// Records an event now.
    pub fn record_by(&mut self, actor: Actor, event: impl Into<Event>) -> EventId {
        let event = event.into();
        let position = EventId(self.log.len() as u64 + 1);
        let stream = event.stream();
        let version = self.versions.entry(stream).or_default();
        *version += 1;
        self.log.push(Recorded {
            position,
            stream,
            version: *version,
            recorded_at: self.now,
            occurred_at: self.now,
            actor,
            command_id: CommandId::derived(&[&position.0.to_be_bytes()]),
            correlation_id: CorrelationId([0; 16]),
            causation: None,
            event,
        });
        position
    }

    /// What a model makes of it.
    pub fn fold<P: projection::Projector>(&self) -> P {
        crate::project(&self.log)
    }
}

/// A sealed text that is not secret.
pub fn sealed(person: impl Into<Person>, field: SealedField, clear: &str) -> Sealed {
    Sealed {
        person: person.into(),
        field,
        nonce: [0; 24],
        fingerprint: [0; 16],
        ciphertext: [clear.as_bytes(), &[0; 16]].concat(),
    }
}
