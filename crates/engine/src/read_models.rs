//! Every read model, folded together and published as one value.

use domain::Recorded;
use domain::id::EventId;

/// Every read model at one position. A clone costs some pointers.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The newest event folded in; 0 before the first.
    pub position: EventId,
}

impl View {
    /// Takes in the next event.
    pub(crate) fn apply(&mut self, recorded: &Recorded) {
        self.position = recorded.position;
    }
}
