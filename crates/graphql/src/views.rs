//! Views that cursors point to, so that the page beside a cursor belongs to the same instant.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::EventId;
use engine::View;

/// How many events may be recorded before a cursor ends. Our own number.
///
/// Views share what did not change between them, so however many are kept, they hold what so many
/// events changed and no more.
pub(crate) const SPAN: u64 = 10_000;

/// The views that pages were cut from, by position.
#[derive(Default)]
pub(crate) struct RecentViews(Mutex<BTreeMap<EventId, Arc<View>>>);

impl RecentViews {
    /// Keeps a view that a cursor points to, and lets go of those before the span.
    pub(crate) fn keep(&self, view: &Arc<View>, newest: EventId) {
        let ended = {
            let mut views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            views.entry(view.position).or_insert_with(|| Arc::clone(view));
            let kept = views.split_off(&oldest(newest));
            std::mem::replace(&mut *views, kept)
        };
        // Much may hang on them: nobody waits for that.
        drop(ended);
    }

    /// The view of `position`, if a page was cut from it within the span and nobody whom it shows
    /// was forgotten since.
    pub(crate) fn at(&self, position: EventId, newest: &View) -> Option<Arc<View>> {
        if position < oldest(newest.position) {
            return None;
        }
        let views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        views.get(&position).filter(|view| view.forgettings == newest.forgettings).cloned()
    }
}

fn oldest(newest: EventId) -> EventId {
    EventId(newest.0.saturating_sub(SPAN))
}
