//! Given / when / then for rules.
//!
//! A [`Scene`] is a programme in memory. Its state is reached by sending commands, never by
//! writing events, so a refusal shown here is one that a user can meet.

use std::collections::BTreeMap;

use domain::command::Command;
use domain::id::{CommandId, CorrelationId, EventId};
use domain::personal::{Personal, Sealed};
use domain::stream::StreamId;
use domain::{Actor, Context, Day, Event, Moment, Recorded, Refusal, State, Zone};

/// A programme in memory, with a clock that the test moves.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The write state.
    pub state: State,
    /// Everything recorded so far, oldest first.
    pub log: Vec<Recorded>,
    now: Moment,
    zone: Zone,
    versions: BTreeMap<StreamId, u64>,
}

impl AsRef<[Recorded]> for Scene {
    fn as_ref(&self) -> &[Recorded] {
        &self.log
    }
}

impl Scene {
    /// An empty log at that moment, RFC 3339. Days are counted in `Asia/Shanghai`.
    #[track_caller]
    pub fn at(now: &str) -> Scene {
        Scene {
            state: State::default(),
            log: Vec::new(),
            now: now.parse().expect("a moment in RFC 3339"),
            zone: Zone::named("Asia/Shanghai").expect("built in"),
            versions: BTreeMap::new(),
        }
    }

    /// The scene's time.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The scene's day in the programme's zone.
    pub fn today(&self) -> Day {
        self.zone.day_of(self.now)
    }

    /// Lets time pass.
    pub fn wait_days(&mut self, days: i64) -> &mut Scene {
        self.wait_hours(days * 24)
    }

    /// Lets time pass.
    pub fn wait_hours(&mut self, hours: i64) -> &mut Scene {
        self.now = self.now.plus_hours(hours);
        self
    }

    /// Sends a command and records what it makes happen. The rule is asked twice: a test in which
    /// it answers differently the second time fails.
    pub fn send(
        &mut self,
        actor: Actor,
        command: impl Into<Command>,
    ) -> Result<Vec<Recorded>, Refusal> {
        self.send_as_of(actor, command, self.now)
    }

    /// Sends a command about something that happened at `occurred_at`.
    pub fn send_as_of(
        &mut self,
        actor: Actor,
        command: impl Into<Command>,
        occurred_at: Moment,
    ) -> Result<Vec<Recorded>, Refusal> {
        let mut command = command.into();
        command.personal(&self.state, &mut |person, field, text| {
            if let Personal::Clear(clear) = text {
                // As in the engine, equal texts of equal kind have equal fingerprints.
                let said: &[&[u8]] = &[b"fingerprint", &[field as u8], clear.trim().as_bytes()];
                *text = Personal::Sealed(Sealed {
                    person,
                    field,
                    nonce: [0; 24],
                    fingerprint: CommandId::derived(said).0,
                    // Not secret: tests ask for lengths only.
                    ciphertext: [clear.trim().as_bytes(), &[0; 16]].concat(),
                });
            }
        });
        let next = EventId(self.state.position().0 + 1);
        let context = Context { now: self.now, occurred_at, actor, next };
        let decided = self.state.decide(&command, &context);
        let again = self.state.decide(&command, &context);
        assert_eq!(decided, again, "the same question of the same state has two answers");
        let decided = decided?;
        let mut recorded = Vec::new();
        for (index, (event, cause)) in decided.events.into_iter().enumerate() {
            let position = EventId(next.0 + index as u64);
            let stream = event.stream();
            let version = self.versions.entry(stream).or_default();
            *version += 1;
            let event = Recorded {
                position,
                stream,
                version: *version,
                recorded_at: self.now,
                occurred_at,
                actor,
                command_id: CommandId::derived(&[&next.0.to_be_bytes()]),
                correlation_id: CorrelationId([0; 16]),
                causation: cause.map(|cause| EventId(next.0 + cause as u64)),
                event,
            };
            self.state.evolve(&event);
            self.log.push(event.clone());
            recorded.push(event);
        }
        Ok(recorded)
    }

    /// Sends a command that the test is not about; a refusal fails the test.
    #[track_caller]
    pub fn given(&mut self, actor: Actor, command: impl Into<Command>) -> &mut Scene {
        if let Err(refusal) = self.send(actor, command) {
            panic!("not the refusal this test is about: {refusal}");
        }
        self
    }

    /// The command is refused, and `code` is among the reasons.
    #[track_caller]
    pub fn refused(&mut self, actor: Actor, command: impl Into<Command>, code: &str) {
        let before = format!("{:?}", self.state);
        match self.send(actor, command) {
            Ok(events) => panic!("accepted, {code} was expected: {events:?}"),
            Err(refusal) => {
                let codes: Vec<&str> = refusal.violations().iter().map(|no| no.code()).collect();
                assert!(codes.contains(&code), "{code} was expected, refused with {codes:?}");
            }
        }
        assert_eq!(format!("{:?}", self.state), before, "a refusal changes nothing");
    }

    /// The command is accepted; returns its events.
    #[track_caller]
    pub fn accepted(&mut self, actor: Actor, command: impl Into<Command>) -> Vec<Event> {
        match self.send(actor, command) {
            Ok(events) => events.into_iter().map(|recorded| recorded.event).collect(),
            Err(refusal) => panic!("refused: {refusal}"),
        }
    }
}
