//! What happens to an assignment between the offer and the end.

use async_graphql::SimpleObject;
use domain::Moment;
use domain::assignment::values::{EndCause, Experience, ResourceKind, Terms as TermsSaid};
use domain::id::EventId;
use domain::task::brief::{Output, Return};
use projector_work::{
    AnswerRow, EndRow, ExperienceRow, ExtensionRow, ProgressRow, ProposalRow, ResourceRow,
};

use crate::event::Actor;
use crate::session::Reading;

/// Terms that differ from an offer; what is null is as offered. 与邀约不同的条款。
#[derive(SimpleObject)]
pub(crate) struct Terms {
    /// When work is due. 截止时间。
    submit_by: Option<Moment>,
    /// What is given back. 回报。
    returns: Option<Vec<Return>>,
    /// What belongs to the work and what does not; null when the member's key is gone. 范围。
    scope: Option<String>,
    /// What is handed in. 交付物。
    outputs: Option<Vec<Output>>,
}

impl Terms {
    pub(crate) fn of(reading: &Reading, terms: &TermsSaid) -> Terms {
        Terms {
            submit_by: terms.submit_by,
            returns: terms.returns.clone(),
            scope: reading.open_option(terms.scope.as_ref()),
            outputs: terms.outputs.clone(),
        }
    }
}

/// The brand's answer to other terms. 对条款变更建议的答复。
#[derive(SimpleObject)]
pub(crate) struct ProposalAnswer {
    /// Whether the offer then stood as the member asked. 是否同意。
    accepted: bool,
    /// Every term of the offer that then differed from the first one. 答复后的条款。
    terms: Terms,
    /// What the member was told; null when their key is gone. 留言。
    message: Option<String>,
    /// Who answered. 答复人。
    by: Actor,
    /// When. 时间。
    at: Moment,
}

impl ProposalAnswer {
    fn of(reading: &Reading, row: &AnswerRow) -> ProposalAnswer {
        ProposalAnswer {
            accepted: row.accepted,
            terms: Terms::of(reading, &row.terms),
            message: reading.open_option(row.message.as_ref()),
            by: Actor { reading: reading.clone(), actor: row.by },
            at: row.at,
        }
    }
}

/// Other terms that a member asked for. 条款变更建议。
#[derive(SimpleObject)]
pub(crate) struct Proposal {
    /// From 1. 序号。
    number: u16,
    /// What they would like otherwise. 变更内容。
    changes: Terms,
    /// Why; null when their key is gone. 说明。
    message: Option<String>,
    /// When. 时间。
    made_at: Moment,
    /// What the brand answered; null while it waits. 答复。
    answer: Option<ProposalAnswer>,
    /// The event in which it was made. 事件。
    event_id: EventId,
}

impl Proposal {
    pub(crate) fn of(reading: &Reading, row: &ProposalRow) -> Proposal {
        Proposal {
            number: row.proposal_no,
            changes: Terms::of(reading, &row.changes),
            message: reading.open(&row.message),
            made_at: row.made_at,
            answer: row.answer.as_ref().map(|answer| ProposalAnswer::of(reading, answer)),
            event_id: row.position,
        }
    }
}

/// More time. 延期。
#[derive(SimpleObject)]
pub(crate) struct Extension {
    /// When work was due. 原截止。
    from: Moment,
    /// When it was due then. 新截止。
    submit_by: Moment,
    /// Why; null when the member's key is gone. 原因。
    reason: Option<String>,
    /// Who gave it. 操作人。
    by: Actor,
    /// When. 时间。
    at: Moment,
}

impl Extension {
    pub(crate) fn of(reading: &Reading, row: &ExtensionRow) -> Extension {
        Extension {
            from: row.from,
            submit_by: row.submit_by,
            reason: reading.open(&row.reason),
            by: Actor { reading: reading.clone(), actor: row.by },
            at: row.at,
        }
    }
}

/// Something to work with. 提供的资源。
#[derive(SimpleObject)]
pub(crate) struct Resource {
    /// Of which kind. 类型。
    kind: ResourceKind,
    /// Its key where it is kept. 资源编号。
    reference: String,
    /// What the member was told; null when their key is gone. 说明。
    note: Option<String>,
    /// When. 时间。
    at: Moment,
}

impl Resource {
    pub(crate) fn of(reading: &Reading, row: &ResourceRow) -> Resource {
        Resource {
            kind: row.kind,
            reference: row.reference.clone(),
            note: reading.open_option(row.note.as_ref()),
            at: row.at,
        }
    }
}

/// How far the member was. 进展。
#[derive(SimpleObject)]
pub(crate) struct Progress {
    /// How it went; null when their key is gone. 说明。
    note: Option<String>,
    /// How much was done, 0–100. 完成百分比。
    percent: Option<u8>,
    /// When. 时间。
    at: Moment,
}

impl Progress {
    pub(crate) fn of(reading: &Reading, row: &ProgressRow) -> Progress {
        Progress { note: reading.open(&row.note), percent: row.percent, at: row.at }
    }
}

/// An end without a judgement. 未经评审的终止。
#[derive(SimpleObject)]
pub(crate) struct Ending {
    /// Because of what. 原因类别。
    cause: EndCause,
    /// What was said; null when the member's key is gone. 说明。
    reason: Option<String>,
    /// How much of the agreed returns is given all the same, basis points. 补偿比例(万分比)。
    compensation_bp: u16,
    /// Whether what the member was given goes back. 是否归还资源。
    return_resources: bool,
    /// When. 时间。
    at: Moment,
}

impl Ending {
    pub(crate) fn of(reading: &Reading, row: &EndRow) -> Ending {
        Ending {
            cause: row.cause,
            reason: reading.open_option(row.reason.as_ref()),
            compensation_bp: row.compensation_bp,
            return_resources: row.return_resources,
            at: row.at,
        }
    }
}

/// What a member said of working with the brand. 合作体验。
#[derive(SimpleObject)]
pub(crate) struct ExperienceSaid {
    /// How it was, 1 to 5. 评分。
    marks: Experience,
    /// More, if they said; null when their key is gone. 补充。
    comment: Option<String>,
    /// When. 时间。
    at: Moment,
}

impl ExperienceSaid {
    pub(crate) fn of(reading: &Reading, row: &ExperienceRow) -> ExperienceSaid {
        ExperienceSaid {
            marks: row.experience.clone(),
            comment: reading.open_option(row.comment.as_ref()),
            at: row.at,
        }
    }
}
