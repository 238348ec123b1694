//! What waits for whom.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, Result};
use domain::Moment;
use domain::actor::Role;
use domain::id::{KocId, TodoId};
use domain::todo::values::{Audience, TodoKind};
use projector_todos::{TodoFilter, TodoRow};

use super::Instant;
use super::node::{Node, node_of};
use crate::event::{Actor, Event, event_at};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::{Koc, Operator};
use crate::session::Reading;

/// For whom a to-do waits; one of the three. 待办对象,三者之一。
pub(crate) struct TodoAudience {
    reading: Reading,
    audience: Audience,
}

/// For whom a to-do waits; one of the three. 待办对象,三者之一。
#[Object]
impl TodoAudience {
    /// Whoever acts in this role. 某角色。
    async fn role(&self) -> Option<Role> {
        match self.audience {
            Audience::Role(role) => Some(role),
            _ => None,
        }
    }

    /// One operator. 某位运营人员。
    async fn operator(&self) -> Option<Operator> {
        match self.audience {
            Audience::Operator(id) => Some(Operator { reading: self.reading.clone(), id }),
            _ => None,
        }
    }

    /// One member. 某位成员。
    async fn koc(&self) -> Option<Koc> {
        match self.audience {
            Audience::Koc(id) => Some(Koc { reading: self.reading.clone(), id }),
            _ => None,
        }
    }
}

/// Something that waits for a person, or is told to one. 待办,或告知某人的消息。
pub(crate) struct Todo {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<TodoRow>,
}

/// Something that waits for a person, or is told to one. 待办,或告知某人的消息。
#[Object]
impl Todo {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> TodoId {
        self.row.todo_id
    }

    /// What waits. 类型。
    async fn kind(&self) -> TodoKind {
        self.row.kind
    }

    /// For whom. 对象。
    async fn audience(&self) -> TodoAudience {
        TodoAudience { reading: self.reading.clone(), audience: self.row.audience }
    }

    /// The id of what it is about. 所涉对象编号。
    async fn about(&self) -> ID {
        ID(self.row.about.clone())
    }

    /// What it is about; null for what has no page of its own. 所涉对象。
    async fn subject(&self) -> Result<Option<Node>> {
        node_of(self.reading.clone(), &self.row.about).await
    }

    /// The member concerned. 相关成员。
    async fn koc(&self) -> Option<Koc> {
        let id = self.row.koc_id?;
        Some(Koc { reading: self.reading.clone(), id })
    }

    /// The event that led to it. 起因事件。
    async fn source(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.row.source_event).await
    }

    /// The codes of the refusal it stands in for; empty for most. 所替代的拒绝代码。
    async fn refused(&self) -> &[String] {
        &self.row.refused
    }

    /// When it should be done. 截止时间。
    async fn due(&self) -> Option<Moment> {
        self.row.due
    }

    /// Since when it waits. 开始时间。
    async fn opened_at(&self) -> Moment {
        self.row.opened_at
    }

    /// Whether it still waits. 是否未完成。
    async fn open(&self) -> bool {
        self.row.completed.is_none()
    }

    /// When it was done, or read. 完成时间。
    async fn completed_at(&self) -> Option<Moment> {
        self.row.completed.as_ref().map(|done| done.at)
    }

    /// Who did it: whoever said so, or whose command did what it waited for. 完成者。
    async fn completed_by(&self) -> Option<Actor> {
        let actor = self.row.completed.as_ref()?.by;
        Some(Actor { reading: self.reading.clone(), actor })
    }
}

/// Which to-dos; what is not said does not matter. 待办筛选。
#[derive(InputObject, Default)]
#[graphql(name = "TodoFilter")]
pub(crate) struct TodosAsked {
    /// Waiting for them. 待办对象。
    audience: Option<Audience>,
    /// Of this kind. 类型。
    kind: Option<TodoKind>,
    /// Only those that wait, or only those that are done. 是否未完成。
    open: Option<bool>,
    /// About what has this id. 所涉对象编号。
    about: Option<ID>,
    /// Concerning this member. 相关成员。
    koc_id: Option<KocId>,
    /// To be done at this instant or earlier. 截止不晚于。
    due_by: Option<Moment>,
}

pub(crate) struct TodoQuery(pub(crate) Instant);

/// To-dos. 待办。
#[Object]
impl TodoQuery {
    /// What waits for whom, the oldest first. 待办列表,最早的在前。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn todos(
        &self,
        ctx: &Context<'_>,
        filter: Option<TodosAsked>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Todo>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let asked = filter.unwrap_or_default();
        let filter = TodoFilter {
            audience: asked.audience,
            kind: asked.kind,
            open: asked.open,
            about: asked.about.map(|about| about.0),
            koc_id: asked.koc_id,
            due_by: asked.due_by,
        };
        let rows = paging.reading.view.todos.todos(&filter);
        let key = |row: &Arc<TodoRow>| row.todo_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Todo { reading: reading.clone(), row }))
    }
}
