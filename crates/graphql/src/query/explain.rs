//! Every event that led to a decision, a balance or a state, and what a refusal means.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use audit::explain::{self, Beside, Explanation as Found, Step};
use domain::id::{AssignmentId, EventId, KocId, TaskId};
use domain::stream::{StreamId, StreamKind};
use domain::{Day, Event as DomainEvent, Lang, Moment, Recorded, Violation};
use engine::{Engine, EngineError, View};

use super::Instant;
use super::appeals::Appeal;
use super::mobility_audit::{PolicyLine, basis_kind};
use super::tiers::BasisKind;
use crate::event::{Event, event_at, off_thread};
use crate::fault::{FaultCode, fault};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::scalars::Long;
use crate::session::{Reading, Session};

/// The most causes that are followed. Our own number: a chain is as long as a command's reactions.
const CAUSES_MAX: usize = 100;

/// What an event is to the one explained. 与被解释事件的关系。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "audit::explain::Part")]
pub(crate) enum ExplanationPart {
    /// It led to it. 起因。
    Cause,
    /// The member became a candidate, or no more. 候选。
    Candidacy,
    /// The member was invited, or answered. 邀请。
    Invitation,
    /// Notice was given. 提醒。
    Notice,
    /// The tier was locked or unlocked. 锁定。
    Lock,
    /// Somebody approved. 审批。
    Approval,
    /// A person pointed at it. 引用证据。
    Evidence,
    /// The event itself. 本事件。
    Decision,
    /// Recorded with it, by the same command. 随之产生。
    Effect,
    /// It puts right what was recorded. 更正。
    Correction,
    /// Somebody disputed it, or an answer was given. 申诉。
    Appeal,
    /// It happened to the same thing. 经过。
    Course,
    /// A line of the account. 账目。
    Line,
}

/// One event of an explanation. 解释中的一个事件。
pub(crate) struct ExplanationStep {
    reading: Reading,
    step: Step,
}

/// One event of an explanation. 解释中的一个事件。
#[Object]
impl ExplanationStep {
    /// What happened, by whom, and when. 事件。
    async fn event(&self) -> Result<Option<Event>> {
        event_at(&self.reading, self.step.event).await
    }

    /// What it is to the one explained. 关系。
    async fn part(&self) -> ExplanationPart {
        self.step.part.into()
    }

    /// Of a line of the account: its points. 积分。
    async fn points(&self) -> Option<Long> {
        self.step.points.map(Long)
    }

    /// Of a line of the account: the balance after it, in the order of the log. 余额。
    async fn balance(&self) -> Option<Long> {
        self.step.balance.map(Long)
    }
}

/// The notice that a demotion waited for. 降级前的提醒。
#[derive(SimpleObject)]
pub(crate) struct NoticeWaited {
    /// When it was given. 发出时间。
    given_at: Moment,
    /// The first day on which it could be decided. 最早决定日。
    decide_on: Day,
    /// Days from the notice to the decision. 等待天数。
    waited_days: u32,
}

/// Why something is as it is. 原因解释。
pub(crate) struct Explanation {
    reading: Reading,
    found: Found,
    /// The event explained, and the day it was decided on; none of a balance or a state.
    event: Option<(EventId, Day)>,
}

/// Why something is as it is. 原因解释。
#[Object]
impl Explanation {
    /// Every event that led to it or followed, in the order of the log. 事件链。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn steps(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<ExplanationStep>> {
        let window = Window { first, after, last, before };
        let paging = Paging::new(ctx, self.reading.clone(), window)?;
        let upto = paging.reading.view.position;
        let steps = self.found.steps.iter().filter(|step| step.event <= upto).copied().collect();
        let key = |step: &Step| step.event.to_string();
        Ok(paging
            .cut(steps, key, |reading, step| ExplanationStep { reading: reading.clone(), step }))
    }

    /// The policy it was decided under. 政策版本。
    async fn policy_version(&self) -> Option<u32> {
        self.found.policy_version
    }

    /// On what it says it rests. 依据类型。
    async fn basis(&self) -> Option<BasisKind> {
        self.found.basis.map(basis_kind)
    }

    /// What the policy asked and what there was, as stated; `mobilityAudit` computes it again.
    /// 政策要求与实际值(声明值)。
    async fn policy_diff(&self) -> Vec<PolicyLine> {
        self.found.lines.iter().map(PolicyLine::of).collect()
    }

    /// The notice it waited for; null when there was none. 降级前的提醒。
    async fn notice(&self) -> Option<NoticeWaited> {
        let (notice, (_, decided_on)) = (self.found.notice?, self.event?);
        let given_on = self.reading.day_of(notice.given_at);
        Some(NoticeWaited {
            given_at: notice.given_at,
            decide_on: notice.decide_on,
            waited_days: decided_on.days_since(given_on),
        })
    }

    /// Appeals against it. 申诉。
    async fn appeals(&self) -> Vec<Appeal> {
        let Some((event, _)) = self.event else { return Vec::new() };
        let on = self.reading.view.privacy.appeals_on(event);
        on.map(|row| Appeal { reading: self.reading.clone(), row: Arc::clone(row) }).collect()
    }
}

/// What a refusal means. 拒绝代码的含义。
#[derive(SimpleObject)]
pub(crate) struct RefusalMeaning {
    /// Its code. 代码。
    code: String,
    /// What it says, with the names of what it fills in. 说明。
    message: String,
}

pub(crate) struct ExplainQuery(pub(crate) Instant);

/// Explanations. 解释。
#[Object]
impl ExplainQuery {
    /// Why an event happened, a member stands in their tier, a ledger has its balance, or an
    /// assignment or a task is in its state: name one of them. Null when it is not there.
    /// 解释一个事件、等级、余额或状态的由来。
    #[graphql(complexity = "50 + child_complexity")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn explain(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An event. 事件。")] event_id: Option<EventId>,
        #[graphql(desc = "The member whose tier is explained. 等级所属成员。")] koc: Option<KocId>,
        #[graphql(desc = "The member whose balance is explained. 余额所属成员。")] account: Option<
            KocId,
        >,
        #[graphql(desc = "An assignment. 任务承接。")] assignment: Option<AssignmentId>,
        #[graphql(desc = "A task. 任务。")] task: Option<TaskId>,
    ) -> Result<Option<Explanation>> {
        let reading = self.0.reading(ctx);
        let named = [
            event_id.is_some(),
            koc.is_some(),
            account.is_some(),
            assignment.is_some(),
            task.is_some(),
        ];
        if named.into_iter().filter(|named| *named).count() != 1 {
            return Err(fault(FaultCode::BadUserInput, "name exactly one thing to explain"));
        }
        if let Some(koc_id) = account {
            let steps = lines(&reading.view, koc_id);
            let found = Found { steps, ..Found::default() };
            return Ok(Some(Explanation { reading, found, event: None }));
        }
        let stream = assignment.map(|id| StreamId::new(StreamKind::Assignment, id.0));
        let stream = stream.or(task.map(|id| StreamId::new(StreamKind::Task, id.0)));
        let position = match (event_id, koc) {
            (Some(event), _) => Some(event),
            (_, Some(koc_id)) => match reading.view.tiers.history(koc_id, None).last() {
                Some(span) => Some(span.fact.position),
                None => return Ok(None),
            },
            _ => None,
        };
        if position.is_some_and(|position| position.0 == 0 || position > reading.view.position) {
            return Ok(None);
        }
        let session = Arc::clone(Session::of(ctx));
        let view = Arc::clone(&reading.view);
        let read = move || match (position, stream) {
            (Some(position), _) => explained(&session.engine, &view, position),
            (_, Some(stream)) => {
                let events = of_stream(&session.engine, stream)?;
                Ok((!events.is_empty()).then(|| (explain::course(&events), None)))
            }
            _ => Ok(None),
        };
        let found = off_thread("events could not be explained", read).await?;
        Ok(found.map(|(found, decided_at)| {
            let day = |at: Moment| reading.day_of(at);
            let event = position.zip(decided_at.map(day));
            Explanation { reading: reading.clone(), found, event }
        }))
    }

    /// What a refusal of that code says, in the language asked for or else the caller's; null when
    /// there is none. Refusals are not recorded: `validateOnly` tells the numbers of one.
    /// 拒绝代码的含义。
    async fn refusal_meaning(
        &self,
        ctx: &Context<'_>,
        code: String,
        lang: Option<Lang>,
    ) -> Option<RefusalMeaning> {
        let lang = lang.unwrap_or(Session::of(ctx).caller.lang);
        let message = Violation::wording(&code, lang)?.to_owned();
        Some(RefusalMeaning { code, message })
    }
}

/// The lines that sum to a balance, in the order of the log.
fn lines(view: &View, koc_id: KocId) -> Vec<Step> {
    let mut lines = view.ledger.lines(koc_id);
    lines.sort_by_key(|line| line.entry.position);
    let mut balance = 0_i64;
    let step = |line: &projector_ledger::EntryLine| {
        balance = balance.saturating_add(line.entry.points);
        let step = Step::plain(line.entry.position, explain::Part::Line);
        Step { points: Some(line.entry.points), balance: Some(balance), ..step }
    };
    lines.iter().map(step).collect()
}

type Explained = Option<(Found, Option<Moment>)>;

/// One event with all that stands around it; none when it is not there. Blocks.
fn explained(
    engine: &Engine,
    view: &View,
    position: EventId,
) -> std::result::Result<Explained, EngineError> {
    let Some(recorded) = at(engine, position)? else { return Ok(None) };
    let stream = match &recorded.event {
        DomainEvent::Koc(event) => StreamId::new(StreamKind::Koc, event.koc_id().0),
        event => event.stream(),
    };
    let upto = |events: Vec<Recorded>| -> Vec<Recorded> {
        events.into_iter().filter(|it| it.position <= view.position).collect()
    };
    let stream = upto(of_stream(engine, stream)?);
    let mut causes = Vec::new();
    let mut next = recorded.causation;
    while let Some(cause) = next.filter(|_| causes.len() < CAUSES_MAX) {
        causes.push(cause);
        next = at(engine, cause)?.and_then(|it| it.causation);
    }
    let command = engine.events_of(recorded.command_id)?;
    let command = upto(command.into_iter().filter_map(|it| it.known().ok()).collect());
    let appeals = view.privacy.appeals_on(position);
    let appeals: Vec<EventId> = appeals.flat_map(|row| row.positions.clone()).collect();
    let beside = Beside { stream: &stream, command: &command, causes: &causes, appeals: &appeals };
    Ok(Some((explain::event(&recorded, beside), Some(recorded.occurred_at))))
}

fn at(engine: &Engine, position: EventId) -> std::result::Result<Option<Recorded>, EngineError> {
    Ok(engine.entry(position)?.and_then(|entry| entry.known().ok()))
}

fn of_stream(engine: &Engine, stream: StreamId) -> std::result::Result<Vec<Recorded>, EngineError> {
    let entries = engine.stream_entries(stream);
    let known = entries.filter_map(|entry| entry.map(|entry| entry.known().ok()).transpose());
    known.collect()
}
