//! What a mutation answers: the events it recorded, or every rule that says no.

use async_graphql::{Json, SimpleObject};
use domain::id::CommandId;
use domain::refusal::{Class, Violation};
use domain::{Lang, Refusal};
use engine::Accepted;
use serde_json::Value;

use crate::event::Event;
use crate::scalars::Long;
use crate::session::Reading;

/// One rule that says no. 一条拒绝理由。
#[derive(SimpleObject)]
pub(crate) struct UserError {
    /// Which rule; never renamed, more come with new versions. 稳定代码,会新增。
    code: &'static str,
    /// What kind of no it is. 类别。
    class: Class,
    /// The field of the input that is wrong, if it is one. 有误的字段。
    field: Option<String>,
    /// What people are told, in the caller's language. 说明文字。
    message: String,
    /// The numbers behind it. 具体数值。
    details: Json<Value>,
    /// The reaction that could not follow; null when the command itself was refused.
    /// 拒绝来自哪项连带处理;命令本身被拒则为空。
    via: Option<&'static str>,
}

impl UserError {
    pub(crate) fn of(violation: &Violation, via: Option<&'static str>, lang: Lang) -> UserError {
        let details = violation.details();
        let field = details.get("field").and_then(Value::as_str).map(str::to_owned);
        UserError {
            code: violation.code(),
            class: violation.class(),
            field,
            message: violation.message(lang),
            details: Json(details),
            via,
        }
    }
}

/// What a command was answered. 命令的应答。
#[derive(SimpleObject)]
pub(crate) struct CommandPayload {
    /// Every rule that says no; empty when the command was accepted. 拒绝理由,接受时为空。
    user_errors: Vec<UserError>,
    /// The position of its last event: ask with `at(minPosition:)` to see it everywhere. None
    /// when it was refused. 最后一个事件的位置。
    position: Option<Long>,
    /// The command's id, as sent. 命令编号。
    command_id: CommandId,
    /// Whether the same command was recorded before; these are the events of that first time.
    /// 是否此前已记录。
    already: bool,
    /// What it made happen, in order; with `validateOnly`, what it would. 产生的事件。
    events: Vec<Event>,
}

impl CommandPayload {
    pub(crate) fn accepted(
        command_id: CommandId,
        accepted: Accepted,
        reading: &Reading,
    ) -> CommandPayload {
        let events = accepted.events.into_iter().map(|recorded| Event::new(reading, recorded));
        CommandPayload {
            user_errors: Vec::new(),
            position: Some(Long::of(accepted.position.0)),
            command_id,
            already: accepted.already,
            events: events.collect(),
        }
    }

    pub(crate) fn refused(command_id: CommandId, refusal: &Refusal, lang: Lang) -> CommandPayload {
        let (broken, via) = (refusal.violations().iter(), refusal.reaction());
        CommandPayload {
            user_errors: broken.map(|violation| UserError::of(violation, via, lang)).collect(),
            position: None,
            command_id,
            already: false,
            events: Vec::new(),
        }
    }
}
