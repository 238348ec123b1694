//! Events as they happen: every one after a position, in order, once, then live.

use std::collections::VecDeque;
use std::sync::Arc;

use async_graphql::{Context, Result, Subscription as GraphqlSubscription};
use domain::id::EventId;
use engine::{Entry, Subscription as News};
use futures_util::stream::{self, Stream};

use crate::event::{Event, events_after};
use crate::fault::{FaultCode, fault};
use crate::scalars::Long;
use crate::session::Session;

/// Events read from the log at once.
const BATCH: usize = 256;

/// What can be listened to. 订阅。
pub(crate) struct Subscription;

/// What can be listened to. 订阅。
#[GraphqlSubscription]
impl Subscription {
    /// Every event after a position (from now if not given), in order, without gap and once, then
    /// live. To go on after a break, ask for what follows the last position received.
    /// 某位置之后的所有事件,有序、无缺、不重复;中断后从最后收到的位置继续。
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The position of the last event already known; 0 for all. 已知的最后位置。"
        )]
        after: Option<Long>,
    ) -> Result<impl Stream<Item = Result<Event>> + use<>> {
        let session = Arc::clone(Session::of(ctx));
        let after = match after.map(Long::unsigned) {
            _ if let Some(position) = session.resumes_after() => position,
            None => session.engine.view().position,
            Some(Some(position)) => EventId(position),
            Some(None) => return Err(fault(FaultCode::BadUserInput, "`after` is 0 or more")),
        };
        let news = session.engine.subscribe();
        let tail = Tail { session, news, after, read: VecDeque::new() };
        Ok(stream::unfold(Some(tail), |tail| async { tail?.next().await }))
    }
}

/// Reads on from where it is; nothing is read ahead of what the listener takes.
struct Tail {
    session: Arc<Session>,
    news: News,
    after: EventId,
    read: VecDeque<Entry>,
}

impl Tail {
    /// The next event, and how to go on; nothing more after an error.
    async fn next(mut self) -> Option<(Result<Event>, Option<Tail>)> {
        while self.read.is_empty() {
            let published = self.session.engine.view().position;
            if self.after < published {
                match events_after(&self.session, self.after, published, BATCH).await {
                    Ok(read) => self.read = read.into(),
                    Err(error) => return Some((Err(error), None)),
                }
            } else {
                self.news.changed().await?;
            }
        }
        let recorded = self.read.pop_front()?;
        self.after = recorded.position;
        self.session.tell(recorded.position);
        let reading = self.session.reading_of(self.session.engine.view());
        Some((Ok(Event::new(&reading, recorded)), Some(self)))
    }
}
