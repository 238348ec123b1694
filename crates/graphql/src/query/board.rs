//! What the task board shows beside the task itself.

use std::sync::Arc;

use async_graphql::{Enum, SimpleObject};
use domain::perk::values::PerkKind;
use domain::task::{BroadcastChannel, Growth, GrowthAim};
use domain::vocabulary::TierCode;
use domain::{LocalText, Moment};
use projector_work::{BroadcastRow, ReachPoint, RetrospectiveRow};

use super::circles::Circle;
use crate::event::Actor;
use crate::session::Reading;

/// That many were told of a task. 群发推送。
#[derive(SimpleObject)]
pub(crate) struct Broadcast {
    /// Where. 渠道。
    channels: Vec<BroadcastChannel>,
    /// To members of these tiers. 面向等级。
    tiers: Vec<TierCode>,
    /// Of them only to those in one of these circles, if any is named. 面向圈子。
    circles: Vec<Circle>,
    /// How many that were. 覆盖人数。
    audience_size: u32,
    /// What they were told. 内容。
    message: LocalText,
    /// Whether it might disturb people in quiet hours. 是否紧急。
    urgent: bool,
    /// Who told it. 操作人。
    by: Actor,
    /// When. 时间。
    at: Moment,
}

impl Broadcast {
    pub(crate) fn of(reading: &Reading, row: &BroadcastRow) -> Broadcast {
        let told = row.broadcast.clone();
        let circle = |id| {
            let row = Arc::clone(reading.view.voices.circle(id)?);
            Some(Circle { reading: reading.clone(), row })
        };
        Broadcast {
            channels: told.channels,
            tiers: told.tiers,
            circles: told.circles.into_iter().filter_map(circle).collect(),
            audience_size: told.audience_size,
            message: told.message,
            urgent: told.urgent,
            by: Actor { reading: reading.clone(), actor: row.by },
            at: row.at,
        }
    }
}

/// What was learnt of a task for the next brief. 任务复盘。
#[derive(SimpleObject)]
pub(crate) struct Retrospective {
    /// What worked. 有效做法。
    what_worked: String,
    /// What to do otherwise. 待改进。
    what_to_change: String,
    /// How good the brief was, 1 to 5. 说明书质量。
    brief_quality: u8,
    /// What the next brief should say. 对下一份说明书的建议。
    next_brief_hints: Vec<String>,
    /// Who wrote it down. 记录人。
    by: Actor,
    /// When. 时间。
    at: Moment,
}

impl Retrospective {
    pub(crate) fn of(reading: &Reading, row: &RetrospectiveRow) -> Retrospective {
        let said = row.said.clone();
        Retrospective {
            what_worked: said.what_worked,
            what_to_change: said.what_to_change,
            brief_quality: said.brief_quality,
            next_brief_hints: said.next_brief_hints,
            by: Actor { reading: reading.clone(), actor: row.by },
            at: row.at,
        }
    }
}

/// What a growth challenge asks and leads to. 成长挑战。
#[derive(SimpleObject)]
pub(crate) struct GrowthChallenge {
    /// The final score that meets it, hundredths, 0–10000. 达标分。
    score_bar: u16,
    /// The tier that whoever meets it is named as candidate for. 目标等级。
    target_tier: Option<TierCode>,
    /// The perk that whoever meets it is given. 奖励权益。
    perk: Option<PerkKind>,
}

impl GrowthChallenge {
    pub(crate) fn of(growth: Growth) -> GrowthChallenge {
        let (target_tier, perk) = match growth.aim {
            GrowthAim::TargetTier(tier) => (Some(tier), None),
            GrowthAim::Perk(kind) => (None, Some(kind)),
        };
        GrowthChallenge { score_bar: growth.score_bar, target_tier, perk }
    }
}

/// One hour of a task's reach. 触达曲线的一小时。
#[derive(SimpleObject)]
pub(crate) struct ReachHour {
    /// Whole hours since the task opened. 开放后第几小时。
    hour: u32,
    /// Members who accepted in it. 接受人数。
    accepted: u32,
    /// Members who first handed in in it. 首次提交人数。
    handed_in: u32,
}

impl ReachHour {
    pub(crate) fn of(point: &ReachPoint) -> ReachHour {
        ReachHour { hour: point.hour, accepted: point.accepted, handed_in: point.handed_in }
    }
}

/// What stands in a task's way. 阻碍因素。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_work::Blocker")]
pub(crate) enum TaskBlocker {
    /// Nobody wrote a brief. 无说明书。
    NoBrief,
    /// The newest brief waits for a second person. 说明书待批准。
    BriefNotApproved,
    /// Holders have not agreed to the amended brief. 承接人待确认修订。
    HoldersToConfirm,
    /// Nobody can be asked any more. 名额已满。
    NoSlotsLeft,
    /// Few of those who were asked took it. 接受率低。
    LowUptake,
    /// Counter-proposals wait for an answer. 条款变更建议待答复。
    ProposalsOpen,
}

/// In which order tasks are listed. 任务排序。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_work::TaskOrder")]
pub(crate) enum TaskOrder {
    /// By id. 按编号。
    Id,
    /// Due first first. 按截止时间。
    Due,
    /// Least taken first. 按接受率。
    Uptake,
    /// Oldest first. 按起草时间。
    Age,
    /// What has something in its way first. 有阻碍的在前。
    Priority,
}
