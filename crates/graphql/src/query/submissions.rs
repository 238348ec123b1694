//! What was handed in, how it was judged, and what came of it.

use async_graphql::{Object, SimpleObject};
use domain::Moment;
use domain::assignment::event::Reviewer;
use domain::assignment::values::{
    Attestations, Compliance, Contributor, CriterionJudged, Decision, ItemSubmitted, QualityBand,
    RejectReason, RemarkMade, ReviewStage, SkillEvidence,
};
use domain::id::{EventId, Sha256};
use projector_work::{Outcome as OutcomeRow, ReviewRow, SubmissionRow};

use crate::event::Actor;
use crate::session::Reading;

/// One piece handed in. 提交内容。
#[derive(SimpleObject)]
pub(crate) struct SubmittedItem {
    /// A term of the format axis. 内容形式。
    format: String,
    /// Where it is; null when the member's key is gone. 位置。
    uri: Option<String>,
    /// Of the file. 文件摘要。
    sha256: Sha256,
    /// In the format's unit. 长度。
    length: u32,
}

impl SubmittedItem {
    fn of(reading: &Reading, item: &ItemSubmitted) -> SubmittedItem {
        SubmittedItem::shown(reading, item, false)
    }

    /// For a judge of the contest it entered, also where it is: nobody judges what they cannot see.
    pub(crate) fn shown(reading: &Reading, item: &ItemSubmitted, for_judge: bool) -> SubmittedItem {
        let uri = if for_judge {
            reading.session.engine.unseal(&item.uri)
        } else {
            reading.open(&item.uri)
        };
        SubmittedItem { format: item.format.clone(), uri, sha256: item.sha256, length: item.length }
    }
}

/// That the member read the feedback. 反馈确认。
#[derive(SimpleObject)]
pub(crate) struct Acknowledgement {
    /// When. 时间。
    at: Moment,
    /// Whether it helped. 是否有帮助。
    useful: Option<bool>,
    /// More, if they said. 补充。
    comment: Option<String>,
}

/// Work that was handed in. 一次提交。
#[derive(SimpleObject)]
pub(crate) struct Submission {
    /// From 1. 序号。
    number: u16,
    /// The version it was made under. 说明书版本。
    brief_version: u32,
    /// What was handed in. 内容。
    items: Vec<SubmittedItem>,
    /// A remark; null when the member's key is gone. 备注。
    note: Option<String>,
    /// What they state about it. 创作声明。
    attest: Attestations,
    /// Who made it. 贡献者。
    contributors: Vec<Contributor>,
    /// What it took, hours. 用时。
    effort_hours: Option<u16>,
    /// When it came. 提交时间。
    submitted_at: Moment,
    /// Whether that was after the due time. 是否迟交。
    late: bool,
    /// When the member took it back. 撤回时间。
    withdrawn_at: Option<Moment>,
    /// Why, if they said; null when their key is gone. 撤回说明。
    withdrawn_reason: Option<String>,
    /// Tags the post carries. 话题标签。
    tags: Vec<String>,
    /// That the member read the feedback on it. 反馈确认。
    acknowledged: Option<Acknowledgement>,
    /// The event in which it came. 提交事件。
    event_id: EventId,
}

impl Submission {
    pub(crate) fn of(reading: &Reading, row: &SubmissionRow) -> Submission {
        Submission {
            number: row.submission_no,
            brief_version: row.brief_version,
            items: row.items.iter().map(|item| SubmittedItem::of(reading, item)).collect(),
            note: reading.open_option(row.note.as_ref()),
            attest: row.attest.clone(),
            contributors: row.contributors.clone(),
            effort_hours: row.effort_hours,
            submitted_at: row.submitted_at,
            late: row.late,
            withdrawn_at: row.withdrawn_at,
            withdrawn_reason: reading.open_option(row.withdrawn_reason.as_ref()),
            tags: row.tags.clone(),
            acknowledged: row.acknowledged.as_ref().map(|said| Acknowledgement {
                at: said.at,
                useful: said.useful,
                comment: reading.open_option(said.comment.as_ref()),
            }),
            event_id: row.position,
        }
    }
}

/// One criterion judged. 单项评分。
#[derive(SimpleObject)]
pub(crate) struct JudgedCriterion {
    /// Of the accepted brief version. 评判标准。
    criterion_id: String,
    /// For criteria that must be met. 是否达到。
    met: Option<bool>,
    /// 0–100. 分数。
    score: Option<u8>,
    /// What shows it. 依据。
    evidence: Option<String>,
    /// A remark. 备注。
    comment: Option<String>,
}

impl JudgedCriterion {
    fn of(reading: &Reading, judged: &CriterionJudged) -> JudgedCriterion {
        JudgedCriterion {
            criterion_id: judged.criterion_id.clone(),
            met: judged.met,
            score: judged.score,
            evidence: reading.open_option(judged.evidence.as_ref()),
            comment: reading.open_option(judged.comment.as_ref()),
        }
    }
}

/// Words about a work. 评语。
#[derive(SimpleObject)]
pub(crate) struct ReviewRemark {
    /// What it is about. 针对的标准。
    criterion_id: Option<String>,
    /// What was said; null when the member's key is gone. 内容。
    text: Option<String>,
}

impl ReviewRemark {
    fn of(reading: &Reading, remark: &RemarkMade) -> ReviewRemark {
        let text = reading.open(&remark.text);
        ReviewRemark { criterion_id: remark.criterion_id.clone(), text }
    }
}

/// A scorecard. 评审记录。
pub(crate) struct Review {
    reading: Reading,
    row: ReviewRow,
}

impl Review {
    pub(crate) fn of(reading: &Reading, row: &ReviewRow) -> Review {
        Review { reading: reading.clone(), row: row.clone() }
    }
}

/// A scorecard. 评审记录。
#[Object]
impl Review {
    /// Which submission. 提交序号。
    async fn submission_no(&self) -> u16 {
        self.row.submission_no
    }

    /// The version it was judged by. 说明书版本。
    async fn brief_version(&self) -> u32 {
        self.row.brief_version
    }

    /// As whom. 评审阶段。
    async fn stage(&self) -> ReviewStage {
        self.row.stage
    }

    /// Who. 评审人。
    async fn by(&self) -> Actor {
        reviewer(&self.reading, &self.row.reviewer, self.row.asserted_by_admin)
    }

    /// Every criterion. 各项评分。
    async fn scores(&self) -> Vec<JudgedCriterion> {
        self.row.scores.iter().map(|one| JudgedCriterion::of(&self.reading, one)).collect()
    }

    /// What is good. 优点。
    async fn praise(&self) -> Vec<ReviewRemark> {
        self.row.praise.iter().map(|one| ReviewRemark::of(&self.reading, one)).collect()
    }

    /// What could be better. 可改进之处。
    async fn improvements(&self) -> Vec<ReviewRemark> {
        self.row.improvements.iter().map(|one| ReviewRemark::of(&self.reading, one)).collect()
    }

    /// What it shows of skills. 技能体现。
    async fn skill_evidence(&self) -> &[SkillEvidence] {
        &self.row.skill_evidence
    }

    /// Whether it keeps the rules. 合规。
    async fn compliance(&self) -> &Compliance {
        &self.row.compliance
    }

    /// What was decided. 结论。
    async fn decision(&self) -> Decision {
        self.row.decision
    }

    /// Hundredths, 0–10000. 加权分(百分之一)。
    async fn weighted_score(&self) -> u16 {
        self.row.weighted_score
    }

    /// When. 评审时间。
    async fn at(&self) -> Moment {
        self.row.reviewed_at
    }

    /// The event in which it was. 评审事件。
    async fn event_id(&self) -> EventId {
        self.row.position
    }
}

/// What came of the work. 结果。
#[derive(SimpleObject)]
pub(crate) struct Outcome {
    /// When it was decided. 决定时间。
    decided_at: Moment,
    /// Which submission. 提交序号。
    submission_no: u16,
    /// Of an approved work: hundredths, 0–10000. 最终分(百分之一)。
    final_score: Option<u16>,
    /// Of an approved work. 质量等级。
    quality_band: Option<QualityBand>,
    /// Of a rejected work. 不通过原因。
    reject_reason: Option<RejectReason>,
    /// The event in which it was. 事件。
    event_id: EventId,
}

impl Outcome {
    pub(crate) fn of(row: &OutcomeRow) -> Outcome {
        Outcome {
            decided_at: row.decided_at,
            submission_no: row.submission_no,
            final_score: row.final_score,
            quality_band: row.quality_band,
            reject_reason: row.reject_reason,
            event_id: row.position,
        }
    }
}

/// Who judges: an operator or the member's mentor.
pub(crate) fn reviewer(reading: &Reading, who: &Reviewer, asserted_by_admin: bool) -> Actor {
    let actor = domain::Actor { role: who.role, id: who.id, asserted_by_admin };
    Actor { reading: reading.clone(), actor }
}
