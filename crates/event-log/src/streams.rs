//! Streams in memory: four bytes a record and about a hundred a stream.

use crate::index::StreamTip;
use crate::record::StreamId;
use std::collections::HashMap;

/// Most records a log may hold: positions are kept in 32 bits.
pub(crate) const MAX_RECORDS: u64 = u32::MAX as u64;

/// Every stream, and for each record the one before it in its stream.
#[derive(Debug, Default)]
pub(crate) struct Streams {
    ordinals: HashMap<StreamId, u32>,
    states: Vec<StreamState>,
    /// For each position, the position of the record before it in its stream; 0 = none.
    previous: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StreamState {
    pub(crate) version: u32,
    /// Position of its newest record.
    pub(crate) last: u32,
    /// Hash of its newest record, if that was recorded since the log was opened.
    pub(crate) hash: Option<[u8; 32]>,
}

impl Streams {
    /// Makes room for so many records and some more: growing bit by bit leaves memory behind.
    pub(crate) fn reserve(&mut self, records: u64) {
        self.previous.reserve_exact((records + records / 8) as usize);
    }

    /// Number of records.
    pub(crate) fn size(&self) -> u64 {
        self.previous.len() as u64
    }

    /// Number of streams.
    pub(crate) fn count(&self) -> u64 {
        self.states.len() as u64
    }

    pub(crate) fn get(&self, stream: &StreamId) -> Option<&StreamState> {
        self.ordinals.get(stream).map(|ordinal| &self.states[*ordinal as usize])
    }

    /// Positions of a stream's records, rising.
    pub(crate) fn positions(&self, stream: &StreamId) -> Vec<u64> {
        let Some(state) = self.get(stream) else { return Vec::new() };
        let mut positions = Vec::with_capacity(state.version as usize);
        let mut at = state.last;
        while at > 0 {
            positions.push(u64::from(at));
            at = self.previous[at as usize - 1];
        }
        positions.reverse();
        positions
    }

    /// Takes in the next record, which has been written. Returns the number of its stream.
    pub(crate) fn take_record(&mut self, stream: StreamId, tip: StreamTip) -> u32 {
        let ordinal = self.name(stream);
        self.push(ordinal);
        self.states[ordinal as usize].hash = Some(tip.hash);
        ordinal
    }

    /// The number of a stream, given now if it is new.
    pub(crate) fn name(&mut self, stream: StreamId) -> u32 {
        let next = self.states.len() as u32;
        let ordinal = *self.ordinals.entry(stream).or_insert(next);
        if ordinal == next {
            self.states.push(StreamState::default());
        }
        ordinal
    }

    /// Takes in the next record, of a stream that has a number; `None` if it has none.
    pub(crate) fn push(&mut self, ordinal: u32) -> Option<()> {
        let state = self.states.get_mut(ordinal as usize)?;
        self.previous.push(state.last);
        state.last = self.previous.len() as u32;
        state.version += 1;
        state.hash = None;
        Some(())
    }
}
