//! Reading in order on several cores.

use crate::LogStore;
use crate::envelope::RawRecord;
use crate::error::ReadError;
use std::num::NonZeroUsize;
use std::ops::{ControlFlow, Range};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Records one worker reads before the next worker's turn comes.
const SPAN: u64 = 4_096;
/// Spans a worker may be ahead of the fold.
const SPANS_AHEAD: usize = 2;

/// Decodes the records at the positions of `range` on `workers` threads and hands the results to
/// `fold` on this one, in order of position; a record that decodes to nothing is passed over. With
/// one worker no thread is started.
///
/// # Errors
/// [`ReadError`] at the first record whose stored bytes are damaged; all before it were folded.
pub fn replay<T: Send>(
    log: &dyn LogStore,
    range: Range<u64>,
    workers: NonZeroUsize,
    decode: impl Fn(&RawRecord<'_>) -> Option<T> + Sync,
    mut fold: impl FnMut(T),
) -> Result<(), ReadError> {
    if workers.get() == 1 {
        return log.scan(range, &mut |record| {
            decode(record).into_iter().for_each(&mut fold);
            ControlFlow::Continue(())
        });
    }
    let range = range.start.max(1)..range.end.min(log.head().size + 1);
    std::thread::scope(|scope| {
        let decode = &decode;
        let mut spans: Vec<Receiver<Span<T>>> = Vec::new();
        for worker in 0..workers.get() {
            let (done, span) = sync_channel(SPANS_AHEAD);
            let range = range.clone();
            scope.spawn(move || work(log, range, (worker, workers.get()), decode, &done));
            spans.push(span);
        }
        // Once a worker has no more, nothing follows. Going away ends the others.
        for span in spans.iter().cycle() {
            let Ok((decoded, end)) = span.recv() else { break };
            decoded.into_iter().for_each(&mut fold);
            end?;
        }
        Ok(())
    })
}

/// What was decoded, and the damage after it, if any.
type Span<T> = (Vec<T>, Result<(), ReadError>);

/// Every so-maniest span of the range, the first of them by the worker's number.
fn work<T>(
    log: &dyn LogStore,
    range: Range<u64>,
    (worker, workers): (usize, usize),
    decode: &impl Fn(&RawRecord<'_>) -> Option<T>,
    done: &SyncSender<Span<T>>,
) {
    let starts = (range.start..range.end).step_by(SPAN as usize);
    for start in starts.skip(worker).step_by(workers) {
        let end = range.end.min(start + SPAN);
        let mut decoded = Vec::with_capacity((end - start) as usize);
        let read = log.scan(start..end, &mut |record| {
            decoded.extend(decode(record));
            ControlFlow::Continue(())
        });
        let failed = read.is_err();
        if done.send((decoded, read)).is_err() || failed {
            return;
        }
    }
}
