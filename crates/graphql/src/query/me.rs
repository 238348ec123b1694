//! Who asks, and what waits for them.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use domain::Moment;
use domain::actor::Role;
use domain::todo::values::Audience;
use projector_todos::{TodoFilter, TodoRow};

use super::Instant;
use super::todos::Todo;
use crate::caller::Subject;
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// Whoever holds the key that this was asked with. 当前密钥的持有人。
pub(crate) struct Me {
    reading: Reading,
}

/// Whoever holds the key that this was asked with. 当前密钥的持有人。
#[Object]
impl Me {
    /// The public name of the key. 密钥编号。
    async fn key(&self) -> &str {
        self.reading.session.caller.grant.key()
    }

    /// What the key lets its holder act as now: an operator keeps a role only for as long as the
    /// team gives it to them. 当前可用角色。
    async fn roles(&self) -> &[Role] {
        &self.reading.session.roles
    }

    /// When the key ends by itself. 密钥到期时间。
    async fn expires_at(&self) -> Option<Moment> {
        self.reading.session.caller.grant.expires_at()
    }

    /// The operator whose key it is. 所属运营人员。
    async fn operator(&self) -> Option<Operator> {
        match self.reading.session.caller.grant.subject() {
            Subject::Operator(id) => Some(Operator { reading: self.reading.clone(), id }),
            _ => None,
        }
    }

    /// The member whose key it is. 所属成员。
    async fn koc(&self) -> Option<Koc> {
        match self.reading.session.caller.grant.subject() {
            Subject::Member(id) => Some(Koc { reading: self.reading.clone(), id }),
            _ => None,
        }
    }

    /// What waits for them, or for whoever acts in a role of theirs, the most urgent first.
    /// 等待本人或本人角色处理的事项,最紧急的在前。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn todo(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Todo>> {
        let paging = Paging::new(ctx, self.reading.clone(), Window { first, after, last, before })?;
        let mut rows = waiting(&paging.reading);
        // What has no time to be done by comes last; among equals the oldest first.
        rows.sort_by_key(|row| (row.due.is_none(), row.due, row.opened_at, row.position));
        let key = |row: &Arc<TodoRow>| row.todo_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Todo { reading: reading.clone(), row }))
    }
}

fn waiting(reading: &Reading) -> Vec<Arc<TodoRow>> {
    let session = &reading.session;
    let own = match session.caller.grant.subject() {
        Subject::Operator(id) => Some(Audience::Operator(id)),
        Subject::Member(id) => Some(Audience::Koc(id)),
        Subject::Nobody => None,
    };
    let roles = session.roles.iter().map(|role| Audience::Role(*role));
    let audiences = own.into_iter().chain(roles);
    let open = audiences.flat_map(|audience| {
        let (audience, open) = (Some(audience), Some(true));
        reading.view.todos.todos(&TodoFilter { audience, open, ..TodoFilter::default() })
    });
    open.collect()
}

pub(crate) struct MeQuery(pub(crate) Instant);

/// Who asks. 当前用户。
#[Object]
impl MeQuery {
    /// Who asks, and what waits for them. 当前用户及其待办。
    async fn me(&self, ctx: &Context<'_>) -> Me {
        Me { reading: self.0.reading(ctx) }
    }
}
