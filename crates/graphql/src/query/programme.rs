//! The programme, its policy, its words and its team.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};
use domain::id::{OperatorId, ProgrammeId};
use domain::matching::values::MatchingWeights;
use domain::policy::PolicyRules;
use domain::programme::Limits;
use domain::vocabulary::{ConsentPurpose, LabelScheme, TierCode, VocabularyAxis};
use domain::{Day, Lang, LocalText};
use projector_tiers::{PolicyRow, ProgrammeRow};

use super::Instant;
use crate::event::{Actor, Approval};
use crate::people::Operator;
use crate::session::Reading;

/// Where a programme stands. 项目阶段。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_tiers::ProgrammeStage")]
pub(crate) enum ProgrammeStage {
    /// Set up; history may be imported. 筹备中,可导入历史。
    Created,
    /// People act. 运行中。
    Live,
    /// All but reading stops. 已冻结。
    Frozen,
}

/// A word of the vocabulary. 词条。
#[derive(SimpleObject)]
pub(crate) struct Term {
    /// Where it belongs. 维度。
    axis: VocabularyAxis,
    /// What it is known by. 代码。
    code: String,
    /// What people read. 名称。
    labels: LocalText,
    /// Whether it is out of use. 是否停用。
    retired: bool,
    /// The word to use in its place. 替代词条。
    replaced_by: Option<String>,
}

/// That members are heard about a draft. 征求意见。
#[derive(SimpleObject)]
pub(crate) struct PolicyConsultation {
    /// The last day. 截止日。
    until: Day,
    /// Members of which tiers. 征求对象。
    audience: Vec<TierCode>,
}

/// A version of a consent text. 同意书文本。
#[derive(SimpleObject)]
pub(crate) struct ConsentText {
    /// What the consent is for. 用途。
    purpose: ConsentPurpose,
    /// From 1 per purpose. 版本。
    text_version: u16,
    /// What people agree to. 文本。
    text: LocalText,
}

/// A screen of the tiers: whoever met the rules for rising became a candidate, whoever fell below
/// those for staying was given notice. 每日等级筛查。
#[derive(SimpleObject)]
pub(crate) struct TierScreen {
    /// On which day. 日期。
    on: Day,
    /// By which version of the policy. 政策版本。
    policy_version: u32,
}

/// The programme. 项目。
pub(crate) struct Programme {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<ProgrammeRow>,
}

/// The programme. 项目。
#[Object]
impl Programme {
    /// Its id. 编号。
    pub(crate) async fn id(&self) -> ProgrammeId {
        self.row.programme_id
    }

    /// The brand it belongs to. 品牌。
    async fn brand(&self) -> &str {
        &self.row.brand
    }

    /// What it is called. 名称。
    async fn name(&self) -> &LocalText {
        &self.row.name
    }

    /// Where it stands. 阶段。
    async fn stage(&self) -> ProgrammeStage {
        self.row.stage.into()
    }

    /// The day it went live. 正式运行日。
    async fn live_on(&self) -> Option<Day> {
        self.row.live_on
    }

    /// IANA name; decides what a day is. 时区。
    async fn time_zone(&self) -> &str {
        &self.row.time_zone
    }

    /// Languages its people are spoken to in. 使用语言。
    async fn locales(&self) -> &[Lang] {
        &self.row.locales
    }

    /// ISO 4217. 货币。
    async fn currency(&self) -> &str {
        &self.row.currency
    }

    /// Years. 最低年龄。
    async fn min_age(&self) -> u8 {
        self.row.min_age
    }

    /// The names used for tiers where nothing else is said. 默认等级名称体系。
    async fn default_label_scheme(&self) -> LabelScheme {
        self.row.default_label_scheme
    }

    /// Whether it is simulated: nobody in it is real. 是否为模拟项目。
    async fn simulated(&self) -> bool {
        self.row.simulation_seed.is_some()
    }

    /// The limits now. 当前限额。
    async fn limits(&self) -> &Limits {
        &self.row.limits
    }

    /// How much each part of a match counts. 匹配权重。
    async fn matching_weights(&self) -> MatchingWeights {
        self.row.matching_weights.unwrap_or_default()
    }

    /// The newest daily screen of the tiers; null before the first. 最近一次等级筛查。
    async fn tier_screen(&self) -> Option<TierScreen> {
        let row = self.row.tier_screen?;
        Some(TierScreen { on: row.on, policy_version: row.policy_version })
    }

    /// The words of one axis, or of all. 词汇。
    async fn terms(&self, axis: Option<VocabularyAxis>) -> Vec<Term> {
        let rows = self.reading.view.tiers.terms(axis);
        rows.map(|row| Term {
            axis: row.axis,
            code: row.code.clone(),
            labels: row.labels.clone(),
            retired: row.retired,
            replaced_by: row.replaced_by.clone(),
        })
        .collect()
    }

    /// The consent texts of one purpose, or of all. 同意书文本。
    async fn consent_texts(&self, purpose: Option<ConsentPurpose>) -> Vec<ConsentText> {
        let rows = self.reading.view.tiers.consent_texts(purpose);
        rows.map(|row| ConsentText {
            purpose: row.purpose,
            text_version: row.text_version,
            text: row.text.clone(),
        })
        .collect()
    }
}

/// A version of the tier policy. 等级政策版本。
pub(crate) struct TierPolicy {
    pub(crate) reading: Reading,
    pub(crate) row: Arc<PolicyRow>,
}

/// A version of the tier policy. 等级政策版本。
#[Object]
impl TierPolicy {
    /// From 1. 版本。
    async fn version(&self) -> u32 {
        self.row.version
    }

    /// The ladder and its rules. 阶梯与规则。
    async fn rules(&self) -> &PolicyRules {
        &self.row.rules
    }

    /// What changes and why. 变更说明。
    async fn note(&self) -> Option<&LocalText> {
        self.row.note.as_ref()
    }

    /// Who drafted it. 起草人。
    async fn drafted_by(&self) -> Actor {
        Actor { reading: self.reading.clone(), actor: self.row.drafted_by }
    }

    /// From which day; null while a draft. 生效日,草案为空。
    async fn in_force_from(&self) -> Option<Day> {
        self.row.in_force_from
    }

    /// The first day of the version after it. 失效日。
    async fn in_force_until(&self) -> Option<Day> {
        self.row.in_force_until
    }

    /// Days in which the members of its first day are not demoted. 存量成员保护天数。
    async fn grace_for_incumbents_days(&self) -> u16 {
        self.row.grace_for_incumbents_days
    }

    /// How it was put up for discussion. 征求意见情况。
    async fn consultation(&self) -> Option<PolicyConsultation> {
        let opened = self.row.consultation.as_ref()?;
        Some(PolicyConsultation { until: opened.until, audience: opened.audience.clone() })
    }

    /// Why the draft was taken back; null for one that was not. 撤回原因。
    async fn withdrawn(&self) -> Option<&str> {
        self.row.withdrawn.as_deref()
    }

    /// On whose approval it was published. 审批。
    async fn approved_by(&self) -> Vec<Approval> {
        let approvals = self.row.approved_by.iter().cloned();
        approvals.map(|a| Approval { reading: self.reading.clone(), approval: a }).collect()
    }
}

pub(crate) struct ProgrammeQuery(pub(crate) Instant);

/// The programme, its policy and its team. 项目、政策与团队。
#[Object]
impl ProgrammeQuery {
    /// The programme; null before it was created. 项目。
    async fn programme(&self, ctx: &Context<'_>) -> Option<Programme> {
        let reading = self.0.reading(ctx);
        let row = Arc::clone(reading.view.tiers.programme()?);
        Some(Programme { reading, row })
    }

    /// A version of the tier policy; the newest in force or drafted if none is named. 等级政策。
    async fn tier_policy(&self, ctx: &Context<'_>, version: Option<u32>) -> Option<TierPolicy> {
        let reading = self.0.reading(ctx);
        let tiers = &reading.view.tiers;
        let row = match version {
            Some(version) => tiers.policy(version),
            None => tiers.policies().last(),
        };
        let row = Arc::clone(row?);
        Some(TierPolicy { reading, row })
    }

    /// Every version of the tier policy, version 1 first. 全部政策版本。
    async fn tier_policies(&self, ctx: &Context<'_>) -> Vec<TierPolicy> {
        let reading = self.0.reading(ctx);
        let rows = reading.view.tiers.policies();
        rows.map(|row| TierPolicy { reading: reading.clone(), row: Arc::clone(row) }).collect()
    }

    /// The brand's team, by id. 品牌团队。
    async fn operators(&self, ctx: &Context<'_>) -> Vec<Operator> {
        let reading = self.0.reading(ctx);
        let rows = reading.view.work.operators();
        rows.map(|row| Operator { reading: reading.clone(), id: row.operator_id }).collect()
    }

    /// One member of the brand's team. 某位团队成员。
    async fn operator(&self, ctx: &Context<'_>, id: OperatorId) -> Option<Operator> {
        let reading = self.0.reading(ctx);
        reading.view.work.operator(id)?;
        Some(Operator { reading, id })
    }
}
