//! Views that cursors point to, so that the next page belongs to the same instant.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::EventId;
use engine::View;

/// How many instants are kept. Views share what did not change between them, so one costs what
/// was changed since the one before. Our own number.
const KEPT: usize = 64;

/// The views that pages were cut from, least recently used first.
#[derive(Default)]
pub(crate) struct RecentViews(Mutex<VecDeque<Arc<View>>>);

impl RecentViews {
    /// Keeps a view that a cursor points to.
    pub(crate) fn keep(&self, view: &Arc<View>) {
        let mut views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        views.retain(|kept| kept.position != view.position);
        views.push_back(Arc::clone(view));
        if views.len() > KEPT {
            views.pop_front();
        }
    }

    /// The view of `position`, if it is still kept.
    pub(crate) fn at(&self, position: EventId) -> Option<Arc<View>> {
        let views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        views.iter().find(|view| view.position == position).cloned()
    }
}
