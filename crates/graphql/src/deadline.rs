//! The end of the time a request may take: the work itself stops, not only the waiting for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo,
};
use async_graphql::{ServerResult, Value};

use crate::session::Session;

/// Fields between two looks at the clock. Our own number.
const FIELDS_BETWEEN_LOOKS: u32 = 32;
/// Fields after which others may go on. Our own number.
const FIELDS_AT_ONCE: u32 = 256;

/// Makes every request look at its clock.
pub(crate) struct Deadline;

impl ExtensionFactory for Deadline {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Looking { fields: AtomicU32::new(0) })
    }
}

struct Looking {
    /// How many fields were begun.
    fields: AtomicU32,
}

#[async_trait::async_trait]
impl Extension for Looking {
    async fn resolve(
        &self,
        context: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let begun = self.fields.fetch_add(1, Ordering::Relaxed);
        let session: &Arc<Session> = context.data_unchecked();
        // What an operation begins with may be long by itself.
        let looks = begun.is_multiple_of(FIELDS_BETWEEN_LOOKS) || info.path_node.parent.is_none();
        if session.is_late() || looks && session.look_at_clock() {
            return Err(session.too_late());
        }
        if begun % FIELDS_AT_ONCE == FIELDS_AT_ONCE - 1 {
            tokio::task::yield_now().await;
        }
        next.run(context, info).await
    }
}
