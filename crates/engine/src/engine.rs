//! The engine: everything a caller can do.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use domain::id::{CommandId, EventId};
use domain::personal::{Person, Sealed};
use domain::stream::StreamId;
use domain::{Moment, Recorded, Timer};
use event_log::{Head, LogStore, Records, SledLog};

use crate::ahead::Ahead;
use crate::clock::{Clock, SystemClock, Timekeeper};
use crate::codec;
use crate::decider::{Decider, Message};
use crate::entry::Entry;
use crate::error::EngineError;
use crate::flusher::Flusher;
use crate::fold::{self, Folded};
use crate::key_file::{KeyFault, KeyFile, KeyPaths, KeySource, Opened};
use crate::keys::Keys;
use crate::meter::Meter;
use crate::model::Model;
use crate::pending::Pending;
use crate::published::{Published, Subscription};
use crate::read_models::View;
use crate::request::{Accepted, CommandError, Health, Request};
use crate::scheduler::{Attempts, Scheduler, Tried};
use crate::shared::Shared;
use crate::submitter::Submitter;

/// Batches decided but not yet taken by the flusher.
const BATCHES_WAITING_MAX: usize = 1;

/// How an engine is opened.
#[derive(Clone)]
pub struct Settings {
    /// The folder that holds the log (`log`) and the keys of people (`keys`).
    pub data_dir: PathBuf,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The key that opens the keys; `<data_dir>/master.key` if not given. Made on first opening.
    /// Kept elsewhere, a copy of the data folder alone shows nothing about anyone.
    pub master_key_file: Option<PathBuf>,
    /// Takes commands although the machine's clock is far from the newest record. For a person
    /// who has looked at the clock.
    pub accept_clock: bool,
    /// Sends the commands of timers when they become due. Only one who serves a programme does:
    /// an import, an audit or a restore changes nothing because time has passed.
    pub run_clocks: bool,
    /// How the log is opened.
    pub log: event_log::Options,
    /// Who counts what the engine does.
    pub meter: Option<Arc<dyn Meter>>,
    /// Where the keys of people come from.
    pub key_source: KeySource,
    /// Fails steps of the file of keys where a test wants it to.
    pub key_fault: Option<KeyFault>,
}

impl Settings {
    /// A data folder, the machine's clock, and defaults.
    pub fn new(data_dir: impl Into<PathBuf>) -> Settings {
        Settings {
            data_dir: data_dir.into(),
            clock: Arc::new(SystemClock),
            master_key_file: None,
            accept_clock: false,
            run_clocks: false,
            log: event_log::Options::default(),
            meter: None,
            key_source: KeySource::Random,
            key_fault: None,
        }
    }

    /// The folder of the log.
    pub(crate) fn log_dir(&self) -> PathBuf {
        self.data_dir.join("log")
    }

    /// Opens the keys, or makes them for a log that `is_new`. Those of people the log says were
    /// `erased` are destroyed first.
    pub(crate) fn open_keys(
        &self,
        is_new: bool,
        erased: &BTreeSet<Person>,
    ) -> Result<Opened, EngineError> {
        let keys = self.data_dir.join("keys");
        let master = self.master_key_file.clone();
        let master = master.unwrap_or_else(|| self.data_dir.join("master.key"));
        let fault = self.key_fault.clone();
        Ok(KeyFile::open(
            &KeyPaths { keys: &keys, master: &master, fault, source: self.key_source },
            is_new,
            erased,
        )?)
    }
}

/// Events in order of position; after the first error it ends.
pub type Events<'a> = Box<dyn Iterator<Item = Result<Recorded, EngineError>> + Send + 'a>;

/// Records in order of position; after the first error it ends.
pub type Entries<'a> = Box<dyn Iterator<Item = Result<Entry, EngineError>> + Send + 'a>;

/// One programme: its log, its rules' state, its read models. Share it in an [`Arc`].
pub struct Engine {
    shared: Arc<Shared>,
    /// None once it is being dropped.
    submitter: Option<Submitter>,
    threads: Vec<JoinHandle<()>>,
    time: Arc<Timekeeper>,
    tried: Arc<Tried>,
    /// The scheduler, if there is one, and what stops it.
    scheduler: Option<(JoinHandle<()>, Arc<AtomicBool>)>,
}

impl Engine {
    /// Opens the programme in `settings.data_dir`, making it if nothing is there, and folds the
    /// whole log.
    ///
    /// # Errors
    /// When another process has it open, when stored bytes are not what was written, or when the
    /// keys cannot be opened. A log with an event that is unknown to this program is opened and
    /// read without it, and takes no commands: see [`Health::Stopped`].
    pub fn open(settings: Settings) -> Result<Engine, EngineError> {
        let log = SledLog::open_with(settings.log_dir(), settings.log.clone())?;
        let Folded { state, mut view, along, last_recorded_at, stops } = fold::whole(&log)?;
        view.state = Model::of(Arc::new(state.clone()));
        // Whatever copy of the keys lies there: before anything is served, nobody who was erased
        // can be read.
        let keys = settings.open_keys(log.head().size == 0, &state.erased().collect())?;
        let published = Arc::new(Published::new(view.clone()));
        let known = Keys::new(&keys.programme, keys.people, settings.key_source);
        let shared = Arc::new(Shared::new(log, known, published, settings.meter.clone()));
        shared.kept.keep_for_good(along);
        // What an unknown event says may forbid anything: it is shown, and nothing is decided.
        if let Some(reason) = stops {
            shared.stop(reason);
        }
        let time = Timekeeper::new(settings.clock, settings.accept_clock, last_recorded_at);
        let time = Arc::new(time);
        let ahead = Ahead::default();
        let decider = Decider { shared: shared.clone(), state, ahead, time };
        let flusher = Flusher { shared: shared.clone(), keys: keys.file, view };
        let mut engine = Engine::start(shared, decider, flusher)?;
        if settings.run_clocks {
            engine.start_scheduler()?;
        }
        Ok(engine)
    }

    fn start(
        shared: Arc<Shared>,
        decider: Decider,
        flusher: Flusher,
    ) -> Result<Engine, EngineError> {
        let (messages, to_decide) = mpsc::channel();
        let time = decider.time.clone();
        let (batches, to_flush) = mpsc::sync_channel(BATCHES_WAITING_MAX);
        let threads = vec![
            spawn("koc-decider", move || decider.run(&to_decide, &batches))?,
            spawn("koc-flusher", move || flusher.run(&to_flush))?,
        ];
        let submitter = Some(Submitter { shared: shared.clone(), messages });
        let (tried, scheduler) = (Arc::default(), None);
        Ok(Engine { shared, submitter, threads, time, tried, scheduler })
    }

    fn start_scheduler(&mut self) -> Result<(), EngineError> {
        let stop = Arc::new(AtomicBool::new(false));
        let scheduler = Scheduler::new(
            self.submitter().clone(),
            self.time.clone(),
            self.tried.clone(),
            stop.clone(),
        );
        self.scheduler = Some((spawn("koc-scheduler", move || scheduler.run())?, stop));
        Ok(())
    }

    /// Sends the command of every timer that is due, and of what follows, until none is: for a
    /// clock that is moved by hand, where no thread of its own does it. Blocks.
    pub fn run_due_timers(&self) {
        let (submitter, stop) = (self.submitter().clone(), Arc::default());
        Scheduler::new(submitter, self.time.clone(), self.tried.clone(), stop).run_due();
    }

    /// Sends a command on its way; many may be under way at once. The order of submission is the
    /// order of decision.
    pub fn submit(&self, request: Request) -> Pending {
        self.submitter().submit(request)
    }

    /// Sends a command and waits until its events are durable and in [`Engine::view`].
    ///
    /// # Errors
    /// [`CommandError::Refused`] when a rule says no; [`CommandError::NotKnown`] when the log
    /// failed on the way; [`CommandError::Stopped`] when no commands are taken.
    pub fn execute(&self, request: Request) -> Result<Accepted, CommandError> {
        self.submit(request).wait()
    }

    /// The newest published view: one instant, never torn, never blocking anyone.
    pub fn view(&self) -> Arc<View> {
        self.shared.published.view()
    }

    /// A view that holds `position`; `None` when `timeout` passes first. Blocks the thread.
    pub fn wait_for(&self, position: EventId, timeout: Duration) -> Option<Arc<View>> {
        self.shared.published.wait_for(position, timeout)
    }

    /// Tells of every newly published position from now on.
    pub fn subscribe(&self) -> Subscription {
        Subscription::new(self.shared.published.clone())
    }

    /// Durable records from position `from` (the first when 0) to the newest of this moment, also
    /// those of which only a newer program knows what they say.
    pub fn entries(&self, from: EventId) -> Entries<'_> {
        as_entries(self.shared.log.read(from.0))
    }

    /// The record at `position`; `None` when there is none.
    ///
    /// # Errors
    /// When the stored bytes are damaged.
    pub fn entry(&self, position: EventId) -> Result<Option<Entry>, EngineError> {
        if let Some(entry) = self.entry_at_hand(position) {
            return Ok(Some(entry));
        }
        let Some(record) = self.shared.log.get(position.0)? else { return Ok(None) };
        let entry = Entry::of(&record)?;
        let kept = Arc::new(entry.clone());
        self.shared.records.put(position.0, record.payload.len(), kept);
        Ok(Some(entry))
    }

    /// The record at `position`, if it was read lately; the disk is not asked.
    pub fn entry_at_hand(&self, position: EventId) -> Option<Entry> {
        self.shared.records.get(position.0).map(|entry| Entry::clone(&entry))
    }

    /// Durable events from position `from` (the first when 0) to the newest of this moment; ends
    /// with an error at one that is unknown.
    pub fn read(&self, from: EventId) -> Events<'_> {
        decoded(self.shared.log.read(from.0))
    }

    /// The durable records of one stream, oldest first, also those of which only a newer program
    /// knows what they say.
    pub fn stream_entries(&self, stream: StreamId) -> Entries<'_> {
        as_entries(self.shared.log.read_stream(&codec::to_stream(stream)))
    }

    /// The event at `position`; `None` when there is none.
    ///
    /// # Errors
    /// When the stored bytes are damaged or unknown.
    pub fn event(&self, position: EventId) -> Result<Option<Recorded>, EngineError> {
        let record = self.shared.log.get(position.0)?;
        record.map(|record| Ok(codec::from_record(&record)?)).transpose()
    }

    /// Whether this command's events are durable, whatever its age.
    pub fn is_recorded(&self, command_id: CommandId) -> bool {
        self.shared.log.command(&command_id.0).is_some()
    }

    /// The clear text of a sealed field; `None` when its key is gone. Never log it.
    pub fn unseal(&self, sealed: &Sealed) -> Option<String> {
        self.shared.keys.unseal(sealed)
    }

    /// Number of durable events and one hash over all of them.
    pub fn head(&self) -> Head {
        self.shared.log.head()
    }

    /// The present moment as commands are judged by it: never before the newest record.
    ///
    /// # Errors
    /// When the machine's clock cannot be believed; the reason says why.
    pub fn now(&self) -> Result<Moment, String> {
        self.time.now()
    }

    /// What became of a timer's command so far; none while it was never refused.
    pub fn attempts(&self, timer: Timer, due: Moment) -> Option<Attempts> {
        self.tried.of(timer, due)
    }

    /// Whether commands are taken.
    pub fn health(&self) -> Health {
        self.shared.health()
    }

    /// How many files of the log lie where they are never synced: none, or something is wrong.
    ///
    /// # Errors
    /// When the log's folder cannot be listed.
    pub fn blob_files(&self) -> Result<u64, EngineError> {
        Ok(self.shared.log.blob_files()?)
    }

    /// BLAKE3 over the write state as the decider holds it. Comparable only between runs of the
    /// same build; `None` when the decider has ended.
    pub fn state_digest(&self) -> Option<[u8; 32]> {
        let (to, digest) = mpsc::channel();
        self.submitter().messages.send(Message::StateDigest(to)).ok()?;
        digest.recv().ok()
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    pub(crate) fn log(&self) -> &SledLog {
        &self.shared.log
    }

    fn submitter(&self) -> &Submitter {
        self.submitter.as_ref().expect("taken only when dropped")
    }
}

/// Decides and records what was submitted, then closes the log.
impl Drop for Engine {
    fn drop(&mut self) {
        if let Some((scheduler, stop)) = self.scheduler.take() {
            stop.store(true, Ordering::Release);
            self.shared.published.wake();
            let _ = scheduler.join();
        }
        drop(self.submitter.take());
        for thread in self.threads.drain(..) {
            // A thread that panicked has said so; whoever waited was answered.
            let _ = thread.join();
        }
    }
}

fn spawn(
    name: &'static str,
    run: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, EngineError> {
    thread::Builder::new().name(name.to_owned()).spawn(run).map_err(|source| EngineError::Io {
        action: "start the thread",
        path: name.into(),
        source,
    })
}

fn as_entries(records: Records<'_>) -> Entries<'_> {
    let mut failed = false;
    let entries = records.map(|record| Ok(Entry::of(&record?)?));
    Box::new(entries.take_while(move |it| !std::mem::replace(&mut failed, it.is_err())))
}

fn decoded(records: Records<'_>) -> Events<'_> {
    let mut failed = false;
    let events = records.map(|record| Ok(codec::from_record(&record?)?));
    Box::new(events.take_while(move |event| !std::mem::replace(&mut failed, event.is_err())))
}
