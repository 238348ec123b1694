//! What one operation knows: who asks, and the one instant it reads.

use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use async_graphql::{Context, ErrorExtensions as _, Pace, Result, ServerError, ServerResult, Step};
use domain::actor::Role;
use domain::id::{EventId, OperatorId};
use domain::personal::{Person, Sealed, SealedField};
use domain::{AsOf, Day, Moment};
use engine::{Engine, EngineError, Patience, Unfolded, View};
use projector_tiers::Standing;

use crate::access;
use crate::caller::{Caller, Grant, Subject};
use crate::event::unreadable;
use crate::fault::{FaultCode, fault, whole};
use crate::limits::Limits;
use crate::views::RecentViews;

/// How long a query waits for the position it asks for. Our own number.
const WAIT_FOR_POSITION: Duration = Duration::from_secs(5);

/// Fields between two looks at the clock. Our own number.
const FIELDS_BETWEEN_LOOKS: u32 = 32;
/// Microseconds after which others may go on: longer than a page takes, which is answered sooner if
/// what it is made of stays in the caches of one processor. Our own number.
const TIME_AT_ONCE: u64 = 2_000;

/// What one operation knows.
pub(crate) struct Session {
    pub(crate) engine: Arc<Engine>,
    pub(crate) caller: Caller,
    /// What the caller may act as now: roles of the key that its operator still has.
    pub(crate) roles: Vec<Role>,
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
    pub(crate) limits: Limits,
    /// When the work began; none for a subscription, which is never done.
    begun: OnceLock<Instant>,
    late: AtomicBool,
    /// Microseconds after it began when others may go on; 0 once they may.
    others_at: AtomicU64,
    /// Whether objects of the answer are written as soon as they are known.
    writes: AtomicBool,
    /// How many fields were begun.
    fields: AtomicU32,
    /// Whether a field failed without which there is no answer.
    without_data: AtomicBool,
    /// Views of the past that were asked for.
    past: Mutex<Vec<Arc<View>>>,
}

impl Session {
    pub(crate) fn new(
        engine: Arc<Engine>,
        caller: Caller,
        views: Arc<RecentViews>,
        limits: Limits,
    ) -> Session {
        let now = engine.now().unwrap_or_else(|_| {
            // The clock cannot be believed: commands are refused, and reading goes by it anyway.
            let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
            Moment(i64::try_from(since_1970.as_micros()).unwrap_or(i64::MAX))
        });
        let (position, told) = (AtomicU64::new(0), AtomicU64::new(0));
        let (view, resume_after) = (OnceLock::new(), OnceLock::new());
        let roles = roles_now(&engine.view(), &caller.grant);
        Session {
            engine,
            caller,
            roles,
            views,
            now,
            view,
            position,
            told,
            resume_after,
            limits,
            begun: OnceLock::new(),
            late: AtomicBool::new(false),
            others_at: AtomicU64::new(0),
            writes: AtomicBool::new(false),
            fields: AtomicU32::new(0),
            without_data: AtomicBool::new(false),
            past: Mutex::default(),
        }
    }

    /// The work begins; from here on its time runs.
    pub(crate) fn begin(&self, now: Instant) {
        let _ = self.begun.set(now);
    }

    /// How long it is at work; none for a subscription.
    fn worked(&self) -> Option<Duration> {
        self.begun.get().map(Instant::elapsed)
    }

    /// Looks at the clock; true once the time is over.
    pub(crate) fn look_at_clock(&self) -> bool {
        if self.worked().is_some_and(|worked| worked >= self.limits.deadline) {
            self.late.store(true, Ordering::Relaxed);
        }
        self.is_late()
    }

    /// Whether it was at work for so long that others may go on.
    fn turn(&self) -> Step {
        let worked = self.worked().unwrap_or_default().as_micros();
        let worked = u64::try_from(worked).unwrap_or(u64::MAX);
        let (until, step) = match self.others_at.load(Ordering::Relaxed) {
            0 => (worked + TIME_AT_ONCE, Step::On),
            until if worked < until => (until, Step::On),
            _ => (0, Step::LetOthers),
        };
        self.others_at.store(until, Ordering::Relaxed);
        step
    }

    /// Whether the time was over when the clock was last looked at.
    pub(crate) fn is_late(&self) -> bool {
        self.late.load(Ordering::Relaxed)
    }

    /// Has objects of the answer written as soon as they are known.
    pub(crate) fn write_objects(&self) {
        self.writes.store(true, Ordering::Relaxed);
    }

    /// Says that there is no answer, because a field failed that is never null.
    pub(crate) fn has_no_data(&self) {
        self.without_data.store(true, Ordering::Relaxed);
    }

    /// Whether that was said.
    pub(crate) fn is_without_data(&self) -> bool {
        self.without_data.load(Ordering::Relaxed)
    }

    /// What is answered instead of what was not done in time.
    pub(crate) fn too_late(&self) -> ServerError {
        let allowed = self.limits.deadline.as_millis();
        let asked = format!("limit `deadline`: not done within the {allowed} ms that are allowed");
        beyond_deadline(asked, self.limits.deadline)
    }

    /// The same, of one field, with what to do about it.
    pub(crate) fn too_late_here(&self, hint: &str) -> async_graphql::Error {
        let allowed = self.limits.deadline;
        let asked = format!(
            "limit `deadline`: not done within the {} ms that are allowed; {hint}",
            allowed.as_millis()
        );
        deadline_fault(asked, allowed)
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
        Reading(Arc::new(Read { session: Arc::clone(self), view }))
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

    /// The programme as the log knew it at a moment, within the time of this operation.
    pub(crate) fn reading_known_at(self: &Arc<Session>, moment: Moment) -> Result<Reading> {
        self.reading_then(self.engine.view_known_at(moment, self.patience()))
    }

    /// The same, at a position.
    pub(crate) fn reading_at(self: &Arc<Session>, position: EventId) -> Result<Reading> {
        let newest = self.engine.view().position;
        if position > newest {
            let message = format!(
                "position {} is not recorded yet, the newest is {}: `minPosition` waits for it",
                position.0, newest.0
            );
            return Err(fault(FaultCode::BadUserInput, message));
        }
        let together = self.engine.recorded_together(position);
        let together = together.map_err(|error| unreadable("a position was not found", &error))?;
        if let Some((first, last)) = together.filter(|(_, last)| *last != position) {
            let message = format!(
                "position {} lies within what one command recorded, {} to {}, which is true as a \
                 whole or not at all: give {} or {}",
                position.0,
                first.0,
                last.0,
                first.0 - 1,
                last.0
            );
            return Err(fault(FaultCode::BadUserInput, message));
        }
        self.reading_then(self.engine.view_at(position, self.patience()))
    }

    fn patience(&self) -> Patience {
        Patience { until: self.begun.get().map(|begun| *begun + self.limits.deadline), tell: None }
    }

    fn reading_then(
        self: &Arc<Session>,
        view: std::result::Result<Arc<View>, EngineError>,
    ) -> Result<Reading> {
        let view = view.map_err(|error| unreadable("the past could not be found", &error))?;
        self.past.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&view));
        Ok(self.reading_of(view))
    }

    /// What is answered instead of what comes from a view of the past that is not whole.
    pub(crate) fn unfolded(&self) -> Option<ServerError> {
        let past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        let unfolded = past.iter().find_map(|view| view.unfolded())?;
        Some(match unfolded {
            Unfolded::Late { model, reached, to } => {
                let percent = reached.0 * 100 / to.0.max(1);
                let message = format!(
                    "limit `deadline`: the read model `{model}` as of position {} is folded to \
                     {percent} %. What is done is kept: ask again, and it goes on from there",
                    to.0
                );
                beyond_deadline(message, self.limits.deadline)
            }
            Unfolded::Failed(error) => whole(unreadable("the past could not be folded", error)),
        })
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

impl Pace for Session {
    fn step(&self) -> ServerResult<Step> {
        let begun = self.fields.fetch_add(1, Ordering::Relaxed);
        let look = begun.is_multiple_of(FIELDS_BETWEEN_LOOKS);
        if self.is_late() || look && self.look_at_clock() {
            return Err(self.too_late());
        }
        Ok(if look { self.turn() } else { Step::On })
    }

    fn writes(&self) -> bool {
        self.writes.load(Ordering::Relaxed)
    }
}

/// An error of the request as a whole: its time was over.
fn beyond_deadline(message: String, allowed: Duration) -> ServerError {
    whole(deadline_fault(message, allowed))
}

fn deadline_fault(message: String, allowed: Duration) -> async_graphql::Error {
    fault(FaultCode::LimitExceeded, message).extend_with(|_, extensions| {
        extensions.set("limit", "deadline");
        extensions.set("allowed", u64::try_from(allowed.as_millis()).unwrap_or(u64::MAX));
    })
}

/// What a key lets its holder act as in the programme as it is.
fn roles_now(view: &View, grant: &Grant) -> Vec<Role> {
    let mut roles = grant.roles().to_vec();
    match grant.subject() {
        Subject::Nobody => roles.retain(|role| matches!(role, Role::Admin | Role::Analyst)),
        Subject::Operator(id) => {
            let row = view.work.operator(id);
            roles.retain(|role| row.is_some_and(|row| row.roles.contains(role)));
        }
        Subject::Member(id) => {
            let known = view.tiers.member(id).is_some_and(|row| row.standing != Standing::Erased);
            roles.retain(|role| *role == Role::Koc && known);
        }
    }
    roles
}

/// One instant of the programme, with what opens sealed fields. A copy costs one pointer, which
/// only this operation counts: the view itself is shared by all that are under way.
#[derive(Clone)]
pub(crate) struct Reading(Arc<Read>);

/// What a reading reads.
pub(crate) struct Read {
    pub(crate) session: Arc<Session>,
    pub(crate) view: Arc<View>,
}

impl Deref for Reading {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.0
    }
}

impl Reading {
    /// The clear text of a sealed field; none when its key is gone, or when the caller may not
    /// read it.
    pub(crate) fn open(&self, sealed: &Sealed) -> Option<String> {
        if self.may_open(sealed) { self.session.engine.unseal(sealed) } else { None }
    }

    fn may_open(&self, sealed: &Sealed) -> bool {
        let Session { caller, roles, .. } = &*self.session;
        if roles.iter().any(|role| access::may_open(*role, sealed.field)) {
            return true;
        }
        match caller.grant.subject() {
            Subject::Member(id) if Person::from(id) == sealed.person => {
                access::may_open_own(sealed.field)
            }
            // What the brand's people are called is known to whoever works with them.
            _ => {
                sealed.field == SealedField::Name
                    && self.view.work.operator(OperatorId(sealed.person.0)).is_some()
            }
        }
    }

    /// The clear text of a sealed field that may not be there.
    pub(crate) fn open_option(&self, sealed: Option<&Sealed>) -> Option<String> {
        sealed.and_then(|sealed| self.open(sealed))
    }

    /// The last instant that counts for `as_of`; now when nothing is said. Nothing takes effect
    /// in the future, so now is everything.
    pub(crate) fn moment(&self, as_of: Option<AsOf>) -> Moment {
        as_of.map_or(self.now(), |as_of| as_of.moment(self.view.tiers.zone()))
    }

    /// The day it is in the programme's zone at `moment`.
    pub(crate) fn day_of(&self, moment: Moment) -> Day {
        self.view.tiers.zone().day_of(moment)
    }

    /// The time of the operation; of a view of the past, that moment.
    pub(crate) fn now(&self) -> Moment {
        self.view.known_at.unwrap_or(self.session.now)
    }

    /// Today in the programme's zone.
    pub(crate) fn today(&self) -> Day {
        self.day_of(self.now())
    }
}
