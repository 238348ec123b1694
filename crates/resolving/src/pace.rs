//! How fields are resolved: whether work goes on, and what becomes of objects.

use async_graphql::ServerResult;

/// How the fields of a request are resolved. A request with an `Arc<dyn Pace>` among its data is
/// asked before every field.
pub trait Pace: Send + Sync {
    /// Before one more field.
    ///
    /// # Errors
    /// What is said in place of the object that the field belongs to.
    fn step(&self) -> ServerResult<Step>;

    /// Whether objects are written as soon as all of their fields are known, and stand in the
    /// answer as JSON for [`crate::json::write`].
    ///
    /// A page has a thousand fields. As values each has its place in a map of its object, all of
    /// them are kept until the last is known, and by then the first have left the caches of the
    /// processor.
    ///
    /// Only for documents that ask for nothing twice in one object: what was written is not put
    /// together any more.
    fn writes(&self) -> bool {
        false
    }
}

/// How to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// At once.
    On,
    /// After others who wait for the same thread.
    LetOthers,
}
