//! Whether work goes on.

use std::sync::Arc;

use async_graphql::ServerResult;

/// Whether the fields of a request are to be resolved any further. A request with an
/// `Arc<dyn Pace>` among its data is asked before every field.
pub trait Pace: Send + Sync {
    /// Before one more field.
    ///
    /// # Errors
    /// What is said in place of the object that the field belongs to.
    fn step(&self) -> ServerResult<Step>;
}

/// How to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// At once.
    On,
    /// After others who wait for the same thread.
    LetOthers,
}

/// Takes a step of whatever sets the pace of this request.
pub(crate) async fn step(pace: Option<&Arc<dyn Pace>>) -> ServerResult<()> {
    if let Some(pace) = pace
        && pace.step()? == Step::LetOthers
    {
        tokio::task::yield_now().await;
    }
    Ok(())
}
