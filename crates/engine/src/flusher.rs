//! The flusher: one thread that makes batches durable, folds them, publishes the view and only
//! then gives the answers.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use domain::Recorded;
use domain::id::EventId;
use event_log::LogStore;

use crate::batch::{Batch, Outcome};
use crate::codec;
use crate::error::EngineError;
use crate::key_file::KeyFile;
use crate::meter::BatchDone;
use crate::model::Model;
use crate::pending::Answer;
use crate::read_models::View;
use crate::request::{Accepted, CommandError};
use crate::shared::{Shared, StopOnPanic};

pub(crate) struct Flusher {
    pub(crate) shared: Arc<Shared>,
    pub(crate) keys: KeyFile,
    /// What was last published.
    pub(crate) view: View,
}

impl Flusher {
    /// Works until the decider ends.
    pub(crate) fn run(mut self, batches: &Receiver<Batch>) {
        let guard = StopOnPanic(self.shared.clone());
        for batch in batches {
            self.take(batch);
        }
        drop(guard);
        self.shared.published.close();
    }

    fn take(&mut self, mut batch: Batch) {
        let began = Instant::now();
        match self.shared.stopped().map_or_else(|| self.record(&mut batch), Err) {
            Ok(()) => {
                let (flush, before) = (began.elapsed(), self.view.position);
                self.fold(&batch);
                let fold = began.elapsed().saturating_sub(flush);
                self.count(&batch, (self.view.position.0 - before.0) as usize, flush, fold);
                for (reply, _, outcome) in batch.answers {
                    reply.send(self.answer(outcome));
                }
            }
            Err(reason) => {
                self.shared.stop(reason.clone());
                batch.fail(&reason, self.shared.meter());
            }
        }
    }

    /// Keys first: an event whose key is not on disk could never be read again. The keys of people
    /// who are forgotten last: a key that is gone while the log does not say so would be a loss,
    /// and one that is there although it does is destroyed at the next opening.
    fn record(&mut self, batch: &mut Batch) -> Result<(), String> {
        if !batch.keys.is_empty() {
            self.keys.append(&batch.keys).map_err(|error| error.to_string())?;
        }
        let commits = std::mem::take(&mut batch.commits);
        let appended = self.shared.log.append(&commits, self.view.position.0);
        appended.map_err(|error| error.to_string())?;
        self.shared.keys.forget(&batch.erased);
        self.keys.destroy(&batch.erased).map_err(|error| error.to_string())
    }

    fn fold(&mut self, batch: &Batch) {
        let before = self.view.position;
        for (_, _, outcome) in &batch.answers {
            if let Outcome::Recorded(events) = outcome {
                events.iter().for_each(|recorded| self.view.apply(recorded));
            }
        }
        self.view.forgettings += u64::from(!batch.erased.is_empty());
        if self.view.position > before {
            self.view.state = Model::of(Arc::new(batch.state.clone()));
            self.shared.published.publish(self.view.clone());
        }
    }

    /// Counts before anybody is answered: who asks then finds it counted.
    fn count(&self, batch: &Batch, events: usize, flush: Duration, fold: Duration) {
        let Some(meter) = self.shared.meter() else { return };
        for (_, asked, outcome) in &batch.answers {
            meter.command(asked.name, outcome.ended(), asked.queued);
        }
        if !batch.answers.is_empty() {
            meter.batch(&BatchDone { commands: batch.answers.len(), events, flush, fold });
        }
    }

    fn answer(&self, outcome: Outcome) -> Answer {
        match outcome {
            Outcome::Nothing(answer) => answer,
            Outcome::Recorded(events) => Ok(accepted(events, false)),
            Outcome::Repeated { first, count } => {
                let events = self.read_again(first, count);
                let events = events.map_err(|error| CommandError::NotKnown {
                    reason: format!("it was recorded at {}, but {error}", EventId(first)),
                })?;
                Ok(accepted(events, true))
            }
        }
    }

    fn read_again(&self, first: u64, count: u32) -> Result<Vec<Recorded>, EngineError> {
        let records = self.shared.log.read(first).take(count as usize);
        records.map(|record| Ok(codec::from_record(&record?)?)).collect()
    }
}

fn accepted(events: Vec<Recorded>, already: bool) -> Accepted {
    let position = events.last().map_or(EventId(0), |event| event.position);
    Accepted { events, position, already }
}
