//! What one operation knows: who asks, and the one instant it reads.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use async_graphql::{Context, Result};
use domain::id::EventId;
use domain::personal::Sealed;
use domain::{AsOf, Day, Lang, Moment};
use engine::{Engine, View};

use crate::fault::{FaultCode, fault};
use crate::views::RecentViews;

/// How long a query waits for the position it asks for. Our own number.
const WAIT_FOR_POSITION: Duration = Duration::from_secs(5);

/// Who asks. There is one key so far, and whoever holds it is the administrator.
#[derive(Debug, Clone, Copy)]
pub struct Caller {
    /// The language refusals are told in.
    pub lang: Lang,
}

impl Caller {
    /// Whoever holds the admin key.
    pub fn admin(lang: Lang) -> Caller {
        Caller { lang }
    }
}

/// What one operation knows.
pub(crate) struct Session {
    pub(crate) engine: Arc<Engine>,
    pub(crate) caller: Caller,
    pub(crate) views: Arc<RecentViews>,
    /// The time of the operation, for what is said of today.
    now: Moment,
    view: OnceLock<Arc<View>>,
    /// The newest position that anything in the answer comes from.
    position: AtomicU64,
    /// The position of the event that a subscription tells of.
    told: AtomicU64,
    /// Where a subscription goes on, whatever it says itself.
    resume_after: OnceLock<EventId>,
}

impl Session {
    pub(crate) fn new(engine: Arc<Engine>, caller: Caller, views: Arc<RecentViews>) -> Session {
        let now = engine.now().unwrap_or_else(|_| {
            // The clock cannot be believed: commands are refused, and reading goes by it anyway.
            let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
            Moment(i64::try_from(since_1970.as_micros()).unwrap_or(i64::MAX))
        });
        let (position, told) = (AtomicU64::new(0), AtomicU64::new(0));
        let (view, resume_after) = (OnceLock::new(), OnceLock::new());
        Session { engine, caller, views, now, view, position, told, resume_after }
    }

    /// The session of the operation being resolved.
    pub(crate) fn of<'a>(ctx: &Context<'a>) -> &'a Arc<Session> {
        ctx.data_unchecked()
    }

    /// The one instant this operation reads, taken when first asked for.
    pub(crate) fn reading(self: &Arc<Session>) -> Reading {
        self.reading_of(self.view.get_or_init(|| self.engine.view()).clone())
    }

    /// The same, of another instant.
    pub(crate) fn reading_of(self: &Arc<Session>, view: Arc<View>) -> Reading {
        self.note(view.position);
        Reading { session: Arc::clone(self), view }
    }

    /// Waits until `position` is published, and reads from there.
    pub(crate) async fn reading_from(self: &Arc<Session>, position: EventId) -> Result<Reading> {
        let mut news = self.engine.subscribe();
        let reached = async {
            loop {
                let view = self.engine.view();
                if view.position >= position {
                    return Some(view);
                }
                news.changed().await?;
            }
        };
        match tokio::time::timeout(WAIT_FOR_POSITION, reached).await {
            Ok(Some(view)) => Ok(self.reading_of(view)),
            _ => Err(fault(
                FaultCode::Unavailable,
                format!("position {} was not reached within 5 seconds", position.0),
            )),
        }
    }

    /// Notes that something in the answer comes from `position`.
    pub(crate) fn note(&self, position: EventId) {
        self.position.fetch_max(position.0, Ordering::Relaxed);
    }

    /// Notes that the next answer tells of the event at `position`, whatever else it shows.
    pub(crate) fn tell(&self, position: EventId) {
        self.told.store(position.0, Ordering::Relaxed);
    }

    /// Notes where a subscription goes on. Said once.
    pub(crate) fn resume_after(&self, position: EventId) {
        let _ = self.resume_after.set(position);
    }

    /// Where a subscription goes on, whatever it says itself.
    pub(crate) fn resumes_after(&self) -> Option<EventId> {
        self.resume_after.get().copied()
    }

    /// The position of the event told of, if it is one; else the newest that anything in the
    /// answer comes from; the published one when nothing was read.
    pub(crate) fn position(&self) -> EventId {
        match self.told.load(Ordering::Relaxed) {
            0 => self.read_position(),
            told => EventId(told),
        }
    }

    fn read_position(&self) -> EventId {
        match self.position.load(Ordering::Relaxed) {
            0 => self.engine.view().position,
            position => EventId(position),
        }
    }
}

/// One instant of the programme, with what opens sealed fields. A copy costs two pointers.
#[derive(Clone)]
pub(crate) struct Reading {
    pub(crate) session: Arc<Session>,
    pub(crate) view: Arc<View>,
}

impl Reading {
    /// The clear text of a sealed field; none when its key is gone.
    pub(crate) fn open(&self, sealed: &Sealed) -> Option<String> {
        self.session.engine.unseal(sealed)
    }

    /// The clear text of a sealed field that may not be there.
    pub(crate) fn open_option(&self, sealed: Option<&Sealed>) -> Option<String> {
        sealed.and_then(|sealed| self.open(sealed))
    }

    /// The last instant that counts for `as_of`; now when nothing is said. Nothing takes effect
    /// in the future, so now is everything.
    pub(crate) fn moment(&self, as_of: Option<AsOf>) -> Moment {
        as_of.map_or(self.session.now, |as_of| as_of.moment(self.view.tiers.zone()))
    }

    /// The day it is in the programme's zone at `moment`.
    pub(crate) fn day_of(&self, moment: Moment) -> Day {
        self.view.tiers.zone().day_of(moment)
    }

    /// The time of the operation.
    pub(crate) fn now(&self) -> Moment {
        self.session.now
    }

    /// Today in the programme's zone.
    pub(crate) fn today(&self) -> Day {
        self.day_of(self.session.now)
    }
}
