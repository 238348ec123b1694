//! Where every operation begins: nothing is begun once its time is over.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::{ContainerType, resolve_container};
use async_graphql::{
    Context, ContextSelectionSet, ObjectType, OutputType, Positioned, ServerResult, Value, failed,
};

use crate::query::Query;
use crate::session::Session;

/// Everything that can be asked, in the time of the operation.
#[derive(Default)]
pub(crate) struct Root(Query);

impl OutputType for Root {
    fn type_name() -> Cow<'static, str> {
        Query::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Query::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        resolve_container(ctx, self).await
    }
}

impl ContainerType for Root {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        let session = Session::of(ctx);
        if session.look_at_clock() {
            return Err(session.too_late());
        }
        match self.0.resolve_field(ctx).await {
            Ok(value) => Ok(value),
            Err(error) => failed(ctx, &Query::type_name(), error)
                .map(Some)
                .inspect_err(|_| session.has_no_data()),
        }
    }
}

impl ObjectType for Root {}
