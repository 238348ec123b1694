//! What can be asked of a to-do.

use serde::{Deserialize, Serialize};

use crate::id::TodoId;

/// Says that a to-do is done, or that its message was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CompleteTodoInput"))]
pub struct CompleteTodo {
    /// Which.
    pub todo_id: TodoId,
}
