//! Looking through the log: events by what their envelopes say, no payload decoded.
//!
//! A stream and a command are found by the log's index, a member's events by the positions a read
//! model knows, times by halving. Anything else is looked for record by record, and a page looks
//! at so many of them at most and says how far it came.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use domain::actor::Role;
use domain::id::{ActorId, CommandId, CorrelationId, EventId};
use domain::stream::StreamId;
use domain::{Event, Moment};
use event_log::{Envelope, LogStore};

use crate::codec;
use crate::engine::Engine;
use crate::entry::Entry;
use crate::error::EngineError;

/// Records one page looks at, at most. Our own number: a fraction of a second.
const LOOKED_AT_MAX: u64 = 200_000;
/// The same from the end, where each record is fetched by itself. Our own number.
const LOOKED_AT_BACKWARDS_MAX: usize = 20_000;

/// Which events; what is not said does not matter.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Of this stream.
    pub stream: Option<StreamId>,
    /// Of these types, by stable number.
    pub types: Option<BTreeSet<u16>>,
    /// Besides those: of types that this program does not know.
    pub unknown_types: bool,
    /// Sent in this role.
    pub role: Option<Role>,
    /// Sent by this operator or member.
    pub actor: Option<ActorId>,
    /// Of this command.
    pub command_id: Option<CommandId>,
    /// Of this undertaking.
    pub correlation_id: Option<CorrelationId>,
    /// Recorded at or after.
    pub recorded_from: Option<Moment>,
    /// Recorded at or before.
    pub recorded_to: Option<Moment>,
    /// At these positions only, rising: what a read model knows.
    pub among: Option<Vec<EventId>>,
}

/// Where to look, and from which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Behind this position.
    pub after: EventId,
    /// Up to this position, itself too.
    pub upto: EventId,
    /// From the end, newest first.
    pub backwards: bool,
}

impl Stretch {
    /// Everything up to a position, in order.
    pub fn upto(upto: EventId) -> Stretch {
        Stretch { after: EventId(0), upto, backwards: false }
    }
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPage {
    /// Rising.
    pub found: Vec<EventId>,
    /// Everything up to here was looked at, backwards everything down to here; the next page goes
    /// on from it.
    pub looked_to: EventId,
    /// Whether anything is left to look at.
    pub is_last: bool,
}

impl Engine {
    /// At most `size` events of the stretch that the filter lets through.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn find_events(
        &self,
        filter: &EventFilter,
        stretch: Stretch,
        size: usize,
    ) -> Result<EventPage, EngineError> {
        let Stretch { after, upto, backwards } = stretch;
        let (mut from, mut to) = (after.0.saturating_add(1), upto.0.min(self.log().head().size));
        if let Some(moment) = filter.recorded_from {
            from = from.max(self.first_recorded(|at| at >= moment.0)?);
        }
        if let Some(moment) = filter.recorded_to {
            to = to.min(self.first_recorded(|at| at > moment.0)? - 1);
        }
        let page = match self.known_positions(filter) {
            Some(known) => {
                let begin = known.partition_point(|position| *position < from);
                let end = known.partition_point(|position| *position <= to).max(begin);
                let known = known[begin..end].iter().copied();
                match backwards {
                    true => self.among(known.rev(), filter, from, size)?,
                    false => self.among(known, filter, to, size)?,
                }
            }
            None if backwards => self.backwards(filter, from, to, size)?,
            None => self.one_by_one(filter, from, to, size)?,
        };
        let looked_to = if backwards { EventId(after.0.saturating_add(1)) } else { upto };
        Ok(page.unwrap_or(EventPage { found: Vec::new(), looked_to, is_last: true }))
    }

    /// Every event of a command, in order; none when it is not recorded.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn events_of(&self, command_id: CommandId) -> Result<Vec<Entry>, EngineError> {
        let Some(known) = self.log().command(&command_id.0) else { return Ok(Vec::new()) };
        self.entries(EventId(known.first)).take(known.count as usize).collect()
    }

    /// The first position whose time passes, or the one behind the newest: the log's clock never
    /// goes back.
    pub(crate) fn first_recorded(&self, passes: impl Fn(i64) -> bool) -> Result<u64, EngineError> {
        let (mut low, mut high) = (1, self.log().head().size + 1);
        while low < high {
            let middle = low.midpoint(high);
            let record = self.log().get(middle)?;
            match record.is_some_and(|record| passes(record.envelope.recorded_at)) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        Ok(low)
    }

    /// Where the events must lie, by the narrowest of what is known without looking.
    fn known_positions(&self, filter: &EventFilter) -> Option<Vec<u64>> {
        let command = filter.command_id.map(|id| match self.log().command(&id.0) {
            Some(known) => (known.first..known.first + u64::from(known.count)).collect(),
            None => Vec::new(),
        });
        let stream = filter.stream.map(|id| self.log().stream_positions(&codec::to_stream(id)));
        let among = filter.among.as_ref().map(|ids| ids.iter().map(|id| id.0).collect());
        [command, stream, among].into_iter().flatten().min_by_key(Vec::len)
    }

    /// Looks at known positions in their order; none when there is nothing to find.
    fn among(
        &self,
        known: impl Iterator<Item = u64>,
        filter: &EventFilter,
        end: u64,
        size: usize,
    ) -> Result<Option<EventPage>, EngineError> {
        let mut found = Vec::new();
        let mut left = known.peekable();
        while let Some(position) = left.next() {
            let record = self.log().get(position)?;
            if record.is_some_and(|record| filter.lets_through(&record.envelope)) {
                found.push(EventId(position));
            }
            if found.len() == size && left.peek().is_some() {
                return Ok(Some(EventPage::rising(found, position, false)));
            }
        }
        Ok((!found.is_empty()).then(|| EventPage::rising(found, end, true)))
    }

    /// Looks at every record from the end; none when there is nothing to look at.
    fn backwards(
        &self,
        filter: &EventFilter,
        from: u64,
        to: u64,
        size: usize,
    ) -> Result<Option<EventPage>, EngineError> {
        let (mut found, mut looked_to) = (Vec::new(), to);
        for position in (from..=to).rev().take(LOOKED_AT_BACKWARDS_MAX) {
            looked_to = position;
            let record = self.log().get(position)?;
            if record.is_some_and(|record| filter.lets_through(&record.envelope)) {
                found.push(EventId(position));
            }
            if found.len() == size {
                break;
            }
        }
        Ok((from <= to).then(|| EventPage::rising(found, looked_to, looked_to <= from)))
    }

    /// Looks at every record in turn; none when there is nothing to look at.
    fn one_by_one(
        &self,
        filter: &EventFilter,
        from: u64,
        to: u64,
        first: usize,
    ) -> Result<Option<EventPage>, EngineError> {
        if from > to {
            return Ok(None);
        }
        let (mut found, mut looked_to) = (Vec::new(), from - 1);
        let last = to.min(from.saturating_add(LOOKED_AT_MAX - 1));
        self.log().scan(from..last + 1, &mut |record| {
            looked_to = record.envelope.position;
            if filter.lets_through(&record.envelope) {
                found.push(EventId(looked_to));
            }
            if found.len() == first { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        Ok(Some(EventPage { found, looked_to: EventId(looked_to), is_last: looked_to >= to }))
    }
}

impl EventPage {
    fn rising(mut found: Vec<EventId>, looked_to: u64, is_last: bool) -> EventPage {
        found.sort_unstable();
        EventPage { found, looked_to: EventId(looked_to), is_last }
    }
}

impl EventFilter {
    fn lets_through_type(&self, number: u16) -> bool {
        let Some(types) = &self.types else { return true };
        let unknown = || !Event::types().any(|kind| kind.number == number);
        types.contains(&number) || (self.unknown_types && unknown())
    }

    fn lets_through(&self, envelope: &Envelope) -> bool {
        let among = |ids: &Vec<EventId>| ids.binary_search(&EventId(envelope.position)).is_ok();
        self.stream.is_none_or(|stream| codec::to_stream(stream) == envelope.stream)
            && self.lets_through_type(envelope.event_type)
            && self.role.is_none_or(|role| role.number() == envelope.actor_role)
            && self.actor.is_none_or(|actor| actor.0 == envelope.actor_id)
            && self.command_id.is_none_or(|id| id.0 == envelope.command_id)
            && self.correlation_id.is_none_or(|id| id.0 == envelope.correlation_id)
            && self.recorded_from.is_none_or(|at| envelope.recorded_at >= at.0)
            && self.recorded_to.is_none_or(|at| envelope.recorded_at <= at.0)
            && self.among.as_ref().is_none_or(among)
    }
}
