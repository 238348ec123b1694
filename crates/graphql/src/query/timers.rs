//! What becomes due because time passes, and what became of it.

use async_graphql::{Context, Object, Result};
use domain::{Moment, Timer};
use engine::Attempts;

use super::Instant;
use super::node::{Node, node_of};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::session::Reading;

/// A command that is sent by itself at a moment. 到点自动发送的命令。
pub(crate) struct DueCommand {
    reading: Reading,
    due_at: Moment,
    timer: Timer,
}

impl DueCommand {
    fn tried(&self) -> Option<Attempts> {
        self.reading.session.engine.attempts(self.timer, self.due_at)
    }
}

/// A command that is sent by itself at a moment. 到点自动发送的命令。
#[Object(name = "Timer")]
impl DueCommand {
    /// When it is sent. 到期时间。
    async fn due_at(&self) -> Moment {
        self.due_at
    }

    /// The name of the command. 命令名称。
    async fn command(&self) -> &'static str {
        self.timer.name()
    }

    /// The id of what it is about. 所涉对象编号。
    async fn target(&self) -> String {
        self.timer.target()
    }

    /// What it is about; null for what has no page of its own. 所涉对象。
    async fn subject(&self) -> Result<Option<Node>> {
        node_of(self.reading.clone(), &self.timer.target()).await
    }

    /// Whether its moment has passed. 是否已到期。
    async fn overdue(&self) -> bool {
        self.due_at < self.reading.now()
    }

    /// How often it was sent in vain since the server started. 本次启动以来未成功的次数。
    async fn attempts(&self) -> u32 {
        self.tried().map_or(0, |tried| tried.count)
    }

    /// The code it was refused with last. 最近一次的拒绝代码。
    async fn last_error(&self) -> Option<String> {
        self.tried().map(|tried| tried.last_error)
    }

    /// When it is sent again after a refusal. 下次尝试时间。
    async fn next_attempt_at(&self) -> Option<Moment> {
        self.tried().map(|tried| tried.next_at)
    }
}

pub(crate) struct TimerQuery(pub(crate) Instant);

/// Clocks. 定时事项。
#[Object]
impl TimerQuery {
    /// What becomes due, the next first. 定时事项,按到期先后。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn timers(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "Only those whose moment has passed. 仅已到期。", default)]
        overdue_only: bool,
    ) -> Result<Nodes<DueCommand>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let (state, now) = (&paging.reading.view.state, paging.reading.now());
        let due: Vec<(Moment, Timer)> = if overdue_only {
            state.timers().due(now).collect()
        } else {
            state.timers().iter().collect()
        };
        let key =
            |(at, timer): &(Moment, Timer)| format!("{}/{}/{}", timer.name(), timer.target(), at.0);
        Ok(paging.cut(due, key, |reading, (due_at, timer)| DueCommand {
            reading: reading.clone(),
            due_at,
            timer,
        }))
    }
}
