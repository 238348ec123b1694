//! The decider: one thread that owns the write state and answers commands one after the other.
//!
//! It works ahead of the disk. What it decides goes to the flusher in batches; while one batch is
//! being flushed the next is decided on top of it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender};
use std::time::Instant;

use domain::id::{CorrelationId, EventId};
use domain::personal::Person;
use domain::{Context, Decided, Event, Recorded, Refusal, State, Violation, koc};
use event_log::{
    Commit, KnownCommand, LogStore, MAX_BATCH_BYTES, MAX_COMMIT_BYTES, MAX_COMMIT_RECORDS,
};

use crate::ahead::Ahead;
use crate::batch::{Asked, Batch, Outcome};
use crate::clock::Timekeeper;
use crate::codec;
use crate::key_file::Key;
use crate::meter::Ended;
use crate::pending::Reply;
use crate::request::{Accepted, CommandError, Request};
use crate::seal::{SealError, seal};
use crate::shared::{Shared, StopOnPanic};

/// Most commands decided in one batch.
const BATCH_COMMANDS_MAX: usize = 4_096;

/// What the decider is sent.
pub(crate) enum Message {
    Command(Box<Job>),
    /// Asks for the digest of the write state.
    StateDigest(Sender<[u8; 32]>),
}

/// A command on its way to the decider.
pub(crate) struct Job {
    pub(crate) request: Request,
    pub(crate) content_hash: [u8; 16],
    pub(crate) reply: Reply,
    /// When it was sent, for who counts.
    pub(crate) sent: Instant,
}

pub(crate) struct Decider {
    pub(crate) shared: Arc<Shared>,
    /// Everything decided so far, durable or not.
    pub(crate) state: State,
    pub(crate) ahead: Ahead,
    pub(crate) time: Arc<Timekeeper>,
}

impl Decider {
    /// Works until nobody can send a command any more.
    pub(crate) fn run(mut self, messages: &Receiver<Message>, flusher: &SyncSender<Batch>) {
        let _guard = StopOnPanic(self.shared.clone());
        while let Ok(first) = messages.recv() {
            self.ahead.forget(self.shared.log.head().size);
            let waiting = std::iter::once(first).chain(messages.try_iter());
            let mut batch = Batch::default();
            for message in waiting.take(BATCH_COMMANDS_MAX) {
                self.take(message, &mut batch);
                if batch.bytes > MAX_BATCH_BYTES - MAX_COMMIT_BYTES {
                    break;
                }
            }
            batch.state = self.state.clone();
            if let Err(unsent) = flusher.send(batch) {
                self.shared.stop("the flusher has ended".to_owned());
                unsent.0.fail("the flusher has ended", self.shared.meter());
            }
        }
    }

    fn take(&mut self, message: Message, batch: &mut Batch) {
        match message {
            // Who stopped listening need not be told.
            Message::StateDigest(to) => drop(to.send(state_digest(&self.state))),
            Message::Command(job) => {
                let Job { request, content_hash, reply, sent } = *job;
                let asked = Asked { name: request.command.name(), queued: sent.elapsed() };
                match self.shared.stopped() {
                    Some(reason) => {
                        if let Some(meter) = self.shared.meter() {
                            meter.command(asked.name, Ended::Failed, asked.queued);
                        }
                        reply.send(Err(CommandError::Stopped { reason }));
                    }
                    None => {
                        let outcome = self.decide(request, content_hash, batch);
                        batch.answers.push((reply, asked, outcome));
                    }
                }
            }
        }
    }

    fn decide(&mut self, request: Request, content_hash: [u8; 16], batch: &mut Batch) -> Outcome {
        if let Some(known) = self.ahead.command(&self.shared.log, request.command_id) {
            return if known.command_hash == content_hash {
                Outcome::Repeated { first: known.first, count: known.count }
            } else {
                Outcome::Nothing(Err(Refusal::from(Violation::IdempotencyKeyReused).into()))
            };
        }
        match self.decide_new(request, content_hash, batch) {
            Ok(outcome) => outcome,
            Err(error) => Outcome::Nothing(Err(error)),
        }
    }

    fn decide_new(
        &mut self,
        mut request: Request,
        content_hash: [u8; 16],
        batch: &mut Batch,
    ) -> Result<Outcome, CommandError> {
        let now = self.time.now().map_err(|reason| CommandError::Stopped { reason })?;
        let Request { command, command_id, .. } = &mut request;
        let keys =
            seal(command, *command_id, &self.state, &self.shared.keys).map_err(
                |error| match error {
                    SealError::Refused(refusal) => CommandError::Refused(refusal),
                    SealError::Key(error) => CommandError::Stopped { reason: error.to_string() },
                },
            )?;
        let context = Context {
            now,
            occurred_at: request.occurred_at.unwrap_or(now),
            actor: request.actor,
            next: EventId(self.state.position().0 + 1),
        };
        let decided = self.state.decide(&request.command, &context)?;
        let events = self.number(decided, &request, &context);
        self.check_version(&events, request.expected_version)?;
        let commit = to_commit(&events, content_hash)?;
        if request.validate_only {
            let position = self.state.position();
            return Ok(Outcome::Nothing(Ok(Accepted { events, position, already: false })));
        }
        self.accept(&events, content_hash, &keys);
        batch.bytes += bytes(&commit);
        batch.commits.push(commit);
        batch.keys.extend(keys);
        batch.erased.extend(events.iter().filter_map(|recorded| erases(&recorded.event)));
        Ok(Outcome::Recorded(events))
    }

    /// Gives decided events their place in the log and in their streams.
    fn number(&self, decided: Decided, request: &Request, context: &Context) -> Vec<Recorded> {
        let mut events: Vec<Recorded> = Vec::with_capacity(decided.events.len());
        let place = |index: usize| EventId(context.next.0 + index as u64);
        for (index, (event, cause)) in decided.events.into_iter().enumerate() {
            let stream = event.stream();
            let earlier = events.iter().rev().find(|earlier| earlier.stream == stream);
            let before = match earlier {
                Some(earlier) => earlier.version,
                None => self.ahead.version(&self.shared.log, stream),
            };
            events.push(Recorded {
                position: place(index),
                stream,
                version: before + 1,
                recorded_at: context.now,
                occurred_at: context.occurred_at,
                actor: context.actor,
                command_id: request.command_id,
                correlation_id: request
                    .correlation_id
                    .unwrap_or(CorrelationId(request.command_id.0)),
                causation: cause.map(place),
                event,
            });
        }
        events
    }

    fn check_version(&self, events: &[Recorded], expected: Option<u64>) -> Result<(), Refusal> {
        let (Some(first), Some(expected)) = (events.first(), expected) else { return Ok(()) };
        let actual = first.version - 1;
        if actual == expected {
            return Ok(());
        }
        Err(Violation::VersionConflict { expected, actual }.into())
    }

    /// Makes decided events part of what the next command is decided on.
    fn accept(&mut self, events: &[Recorded], command_hash: [u8; 16], keys: &[(Person, Key)]) {
        for recorded in events {
            self.state.evolve(recorded);
        }
        if let (Some(first), Some(last)) = (events.first(), events.last()) {
            self.time.recorded(last.recorded_at);
            // A commit of more than 1,000 events was refused before.
            let count = events.len() as u32;
            let known = KnownCommand { command_hash, first: first.position.0, count };
            let versions = events.iter().map(|event| (event.stream, event.version));
            self.ahead.add(first.command_id, known, versions);
        }
        self.shared.keys.add(keys);
    }
}

/// Whom an event says is forgotten.
pub(crate) fn erases(event: &Event) -> Option<Person> {
    match event {
        Event::Koc(koc::Event::KocPersonalDataErased(erased)) => Some(erased.koc_id.into()),
        _ => None,
    }
}

fn to_commit(events: &[Recorded], command_hash: [u8; 16]) -> Result<Commit, Refusal> {
    if events.is_empty() {
        return Err(Violation::NoChange.into());
    }
    let records = events.iter().map(|event| codec::to_record(event, command_hash)).collect();
    let commit = Commit { records };
    if events.len() > MAX_COMMIT_RECORDS || bytes(&commit) > MAX_COMMIT_BYTES {
        let field = "the command would record more than 1,000 events or 1 MiB".to_owned();
        return Err(Violation::FieldInvalid { field }.into());
    }
    Ok(commit)
}

fn bytes(commit: &Commit) -> usize {
    commit.records.iter().map(event_log::NewRecord::stored_len).sum()
}

/// Equal states have equal digests within one build of the program.
pub(crate) fn state_digest(state: &State) -> [u8; 32] {
    *blake3::hash(format!("{state:?}").as_bytes()).as_bytes()
}
