//! The newest view, handed out without a lock, and word of every new one.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use domain::id::EventId;

use crate::read_models::View;

/// The newest published view.
pub(crate) struct Published {
    view: ArcSwap<View>,
    watch: Mutex<Watch>,
    changed: Condvar,
}

struct Watch {
    position: EventId,
    /// No view will follow.
    closed: bool,
    next_subscriber: u64,
    wakers: BTreeMap<u64, Waker>,
}

impl Published {
    pub(crate) fn new(view: View) -> Published {
        let watch = Watch {
            position: view.position,
            closed: false,
            next_subscriber: 0,
            wakers: BTreeMap::new(),
        };
        Published {
            view: ArcSwap::from_pointee(view),
            watch: Mutex::new(watch),
            changed: Condvar::new(),
        }
    }

    pub(crate) fn view(&self) -> Arc<View> {
        self.view.load_full()
    }

    pub(crate) fn publish(&self, view: View) {
        let position = view.position;
        self.view.store(Arc::new(view));
        self.tell(|watch| watch.position = position);
    }

    pub(crate) fn close(&self) {
        self.tell(|watch| watch.closed = true);
    }

    /// Lets whoever sleeps look whether it is over.
    pub(crate) fn wake(&self) {
        // Whoever has looked and not slept yet holds the lock: nobody misses it.
        drop(self.watch());
        self.changed.notify_all();
    }

    /// Sleeps until `done`, until no view will follow, and no longer than `at_most`.
    pub(crate) fn sleep(&self, at_most: Duration, done: impl Fn() -> bool) {
        // Whatever ended the sleep, the sleeper looks for itself.
        let _ = self.wait_until(at_most, |_| done());
    }

    fn tell(&self, change: impl FnOnce(&mut Watch)) {
        let wakers = {
            let mut watch = self.watch();
            change(&mut watch);
            std::mem::take(&mut watch.wakers)
        };
        self.changed.notify_all();
        wakers.into_values().for_each(Waker::wake);
    }

    fn watch(&self) -> MutexGuard<'_, Watch> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the view holds `position`; `None` when `timeout` passes first.
    pub(crate) fn wait_for(&self, position: EventId, timeout: Duration) -> Option<Arc<View>> {
        self.wait_until(timeout, |watch| watch.position >= position)?;
        Some(self.view())
    }

    fn wait_until(&self, timeout: Duration, done: impl Fn(&Watch) -> bool) -> Option<EventId> {
        let deadline = Instant::now().checked_add(timeout);
        let mut watch = self.watch();
        loop {
            if done(&watch) {
                return Some(watch.position);
            }
            if watch.closed {
                return None;
            }
            watch = match deadline {
                None => self.changed.wait(watch).unwrap_or_else(PoisonError::into_inner),
                Some(deadline) => {
                    let left = deadline.checked_duration_since(Instant::now())?;
                    self.changed.wait_timeout(watch, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

/// Tells of every new published position, newest only: a slow subscriber skips, never delays.
pub struct Subscription {
    published: Arc<Published>,
    number: u64,
    seen: EventId,
}

impl Subscription {
    /// Told of positions after the one published now.
    pub(crate) fn new(published: Arc<Published>) -> Subscription {
        let (number, seen) = {
            let mut watch = published.watch();
            watch.next_subscriber += 1;
            (watch.next_subscriber, watch.position)
        };
        Subscription { published, number, seen }
    }

    /// The position last told of; at first the one published at the time of subscribing.
    pub fn seen(&self) -> EventId {
        self.seen
    }

    /// Waits for a newer position; `None` when `timeout` passes first or the engine is closed.
    pub fn wait(&mut self, timeout: Duration) -> Option<EventId> {
        let seen = self.seen;
        let position = self.published.wait_until(timeout, |watch| watch.position > seen)?;
        self.seen = position;
        Some(position)
    }

    /// The next newer position; `None` once the engine is closed. Safe to drop half-way.
    pub async fn changed(&mut self) -> Option<EventId> {
        std::future::poll_fn(|context| self.poll_changed(context)).await
    }

    /// As [`Subscription::changed`], for a stream written by hand.
    pub fn poll_changed(&mut self, context: &mut Context<'_>) -> Poll<Option<EventId>> {
        let mut watch = self.published.watch();
        if watch.position > self.seen {
            self.seen = watch.position;
            return Poll::Ready(Some(self.seen));
        }
        if watch.closed {
            return Poll::Ready(None);
        }
        watch.wakers.insert(self.number, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.published.watch().wakers.remove(&self.number);
    }
}
