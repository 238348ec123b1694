//! The people: members of the programme and of the brand's team.

use std::sync::Arc;

use async_graphql::{Enum, Object, SimpleObject};
use domain::actor::Role;
use domain::id::{CandidacyId, KocId, OperatorId};
use domain::koc::profile::{Preferences, Profile};
use domain::koc::values::{EntrySource, MetricValue, NominationSource};
use domain::vocabulary::{Availability, ConsentPurpose, LabelScheme, TierCode};
use domain::{Day, Lang, Moment};
use projector_tiers::Member;

use crate::query::TierSpan;
use crate::session::Reading;

/// A rung of the ladder, with its names. 等级及其名称。
pub(crate) struct Tier {
    pub(crate) reading: Reading,
    pub(crate) code: TierCode,
}

/// A rung of the ladder. 等级。
#[Object]
impl Tier {
    /// Stable; the names may change with the policy. 稳定代码。
    async fn code(&self) -> TierCode {
        self.code
    }

    /// From 1 at the bottom. 级别,最低为 1。
    async fn rank(&self) -> u8 {
        self.code.rank()
    }

    /// What it is called by the newest policy: in the programme's scheme and the caller's
    /// language if not said otherwise. 等级名称。
    async fn label(&self, scheme: Option<LabelScheme>, lang: Option<Lang>) -> String {
        let tiers = &self.reading.view.tiers;
        let usual = tiers.programme().map(|programme| programme.default_label_scheme);
        let scheme = scheme.or(usual).unwrap_or(LabelScheme::Role);
        let lang = lang.unwrap_or(self.reading.session.caller.lang);
        let newest = tiers.policies().filter(|policy| policy.in_force_from.is_some()).last();
        let rung = newest.and_then(|p| p.rules.ladder.iter().find(|rung| rung.code == self.code));
        rung.map_or_else(
            || self.code.to_string(),
            |rung| {
                let label = match scheme {
                    LabelScheme::Layer => &rung.labels.layer,
                    LabelScheme::Role => &rung.labels.role,
                    LabelScheme::Value => &rung.labels.value,
                };
                label.get(lang).to_owned()
            },
        )
    }
}

/// Whether a member takes part. 参与状态。
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "projector_tiers::Standing")]
#[allow(clippy::enum_variant_names, reason = "good standing is what it is called")]
pub(crate) enum Standing {
    /// Takes part. 参与中。
    Active,
    /// Takes a break. 暂停。
    Paused,
    /// Has left, and something stood against them. 已离开。
    Left,
    /// Has left, and nothing stood against them. 已离开,记录良好。
    LeftInGoodStanding,
    /// Was forgotten: what they did still counts. 个人信息已删除
    Erased,
    /// May not take part until it is lifted. 停权。
    Suspended,
    /// Goes on under another record. 已并入另一条记录。
    Merged,
}

/// How much a member takes on, as they said. 声明的可承接程度。
#[derive(SimpleObject)]
pub(crate) struct DeclaredAvailability {
    /// How much. 程度。
    depth: Availability,
    /// From this day. 起始日。
    from: Day,
    /// To this day, inclusive. 截止日(含)。
    until: Option<Day>,
    /// Fewer live assignments than the tier allows. 自定并行上限。
    max_concurrent: Option<u16>,
}

/// A consent that was given. 已给予的同意。
#[derive(SimpleObject)]
pub(crate) struct Consent {
    /// What for. 用途。
    purpose: ConsentPurpose,
    /// Of the published text. 文本版本。
    text_version: u16,
    /// Its last day; null when it is for good. 最后有效日,空为长期。
    expires_on: Option<Day>,
}

/// That a member may not take part. 停权。
#[derive(SimpleObject)]
pub(crate) struct Suspension {
    /// From this day. 起始日。
    from: Day,
    /// Its last day; null until it is lifted. 最后一天,空为直至解除。
    until: Option<Day>,
    /// What the member was told; null when their key is gone. 告知成员的原因。
    reason: Option<String>,
}

/// An invitation to a tier that stands open. 未结的晋级邀请。
#[derive(SimpleObject)]
pub(crate) struct OpenInvitation {
    /// To which tier. 目标等级。
    target_tier: TierCode,
    /// Until when it can be accepted. 有效期至。
    expires_at: Moment,
    /// Whether the member said yes. 是否已接受。
    accepted: bool,
}

/// A notice that a tier is at risk. 保级提醒。
#[derive(SimpleObject)]
pub(crate) struct OpenNotice {
    /// Which tier. 等级。
    at_risk_tier: TierCode,
    /// Under which policy. 政策版本。
    policy_version: u32,
    /// What is not met. 未达标的指标。
    missing: Vec<MetricValue>,
    /// When it will be decided, at the earliest. 最早决定日。
    decide_on: Day,
}

/// A standing as candidate for a tier. 候选资格。
#[derive(SimpleObject)]
pub(crate) struct Candidacy {
    /// Its id. 编号。
    id: CandidacyId,
    /// For which tier. 目标等级。
    target_tier: TierCode,
    /// What made them stand out. 来源。
    source: NominationSource,
    /// What the policy's metrics were. 当时的指标。
    metrics: Vec<MetricValue>,
}

/// A right to return to a tier. 恢复等级的权利。
#[derive(SimpleObject)]
pub(crate) struct RightOfReturn {
    /// To which tier. 等级。
    tier: TierCode,
    /// Last day on which it can be used. 最后日期。
    until: Day,
}

/// A Key Opinion Consumer. 关键意见消费者。
#[derive(Clone)]
pub(crate) struct Koc {
    pub(crate) reading: Reading,
    pub(crate) id: KocId,
}

impl Koc {
    fn member(&self) -> Option<&Arc<Member>> {
        self.reading.view.tiers.member(self.id)
    }
}

/// A Key Opinion Consumer. 关键意见消费者。
#[Object]
impl Koc {
    /// Their id. 编号。
    pub(crate) async fn id(&self) -> KocId {
        self.id
    }

    /// Their pseudonymous key in another system. 外部系统中的代号。
    async fn external_ref(&self) -> Option<String> {
        self.member()?.external_ref.as_deref().map(str::to_owned)
    }

    /// Their name; null for a person of the time before and for one who was erased. 姓名。
    async fn name(&self) -> Option<String> {
        self.reading.open_option(self.member()?.name.as_ref())
    }

    /// The language they are spoken to in. 使用语言。
    async fn locale(&self) -> Option<Lang> {
        self.member()?.locale
    }

    /// Where they came from. 加入来源。
    async fn entry_source(&self) -> Option<EntrySource> {
        self.member().map(|member| member.entry_source)
    }

    /// Who brought them. 推荐人。
    async fn referred_by(&self) -> Option<Koc> {
        let id = self.member()?.referred_by?;
        Some(Koc { reading: self.reading.clone(), id })
    }

    /// Whether they take part; null for nobody known. 参与状态。
    async fn standing(&self) -> Option<Standing> {
        self.member().map(|member| member.standing_on(self.reading.today()).into())
    }

    /// Why they may not take part. 停权情况。
    async fn suspension(&self) -> Option<Suspension> {
        let held = self.member()?.suspension.as_ref()?;
        let reason = self.reading.open(&held.reason);
        Some(Suspension { from: held.from, until: held.until, reason })
    }

    /// The record they go on under, if two were merged. 并入的记录。
    async fn merged_into(&self) -> Option<Koc> {
        let id = self.member()?.merged_into?;
        Some(Koc { reading: self.reading.clone(), id })
    }

    /// The tier now; null outside the tiers. 当前等级。
    async fn tier(&self) -> Option<Tier> {
        let code = self.member()?.tier()?;
        Some(Tier { reading: self.reading.clone(), code })
    }

    /// Every span in a tier and outside, oldest first; what was replaced by a correction is not
    /// among them unless asked of a time before it. 等级经历,由早到晚。
    async fn history(
        &self,
        #[graphql(desc = "What the log knew at this moment, inclusive. 当时已知。")]
        known_at: Option<Moment>,
    ) -> Vec<TierSpan> {
        let spans = self.reading.view.tiers.history(self.id, known_at).into_iter();
        spans.map(|span| TierSpan { reading: self.reading.clone(), span }).collect()
    }

    /// What they agreed to. 已给予的同意。
    async fn consents(&self) -> Vec<Consent> {
        let given = self.member().into_iter().flat_map(|member| &member.consents);
        given
            .map(|(&purpose, given)| Consent {
                purpose,
                text_version: given.text_version,
                expires_on: given.expires_on,
            })
            .collect()
    }

    /// How much they take on, as they said. 可承接程度。
    async fn availability(&self) -> Option<DeclaredAvailability> {
        self.member()?.availability.as_ref().map(|said| DeclaredAvailability {
            depth: said.depth,
            from: said.from,
            until: said.until,
            max_concurrent: said.max_concurrent,
        })
    }

    /// What they can do and how they do it; null while nobody said. 成员档案。
    async fn profile(&self) -> Option<&Profile> {
        self.member()?.profile.as_deref()
    }

    /// What speaks of their loyalty. 忠诚度说明。
    async fn loyalty_note(&self) -> Option<String> {
        self.reading.open_option(self.member()?.loyalty_note.as_ref())
    }

    /// What they would like to be asked for; null while they did not say. 合作意愿。
    async fn preferences(&self) -> Option<&Preferences> {
        self.member()?.preferences.as_deref()
    }

    /// Whether their tier does not move. 等级是否锁定。
    async fn locked(&self) -> bool {
        self.member().is_some_and(|member| member.lock.is_some())
    }

    /// An invitation that stands open. 未结的邀请。
    async fn open_invitation(&self) -> Option<OpenInvitation> {
        self.member()?.invitation.as_ref().map(|open| OpenInvitation {
            target_tier: open.target_tier,
            expires_at: open.expires_at,
            accepted: open.accepted,
        })
    }

    /// A notice that stands open. 未结的保级提醒。
    async fn open_notice(&self) -> Option<OpenNotice> {
        self.member()?.notice.as_ref().map(|open| OpenNotice {
            at_risk_tier: open.at_risk_tier,
            policy_version: open.policy_version,
            missing: open.missing.clone(),
            decide_on: open.decide_on,
        })
    }

    /// Standings as candidate, oldest first. 候选资格。
    async fn candidacies(&self) -> Vec<Candidacy> {
        let open = self.member().into_iter().flat_map(|member| &member.candidacies);
        open.map(|open| Candidacy {
            id: open.candidacy_id,
            target_tier: open.target_tier,
            source: open.source,
            metrics: open.evidence.metrics.clone(),
        })
        .collect()
    }

    /// A right to return to a tier they stepped down from. 恢复等级的权利。
    async fn right_of_return(&self) -> Option<RightOfReturn> {
        let right = self.member()?.right_of_return?;
        Some(RightOfReturn { tier: right.tier, until: right.until })
    }
}

/// A member of the brand's team. 品牌团队成员。
pub(crate) struct Operator {
    pub(crate) reading: Reading,
    pub(crate) id: OperatorId,
}

/// A member of the brand's team. 品牌团队成员。
#[Object]
impl Operator {
    /// Their id. 编号。
    pub(crate) async fn id(&self) -> OperatorId {
        self.id
    }

    /// Their name; null when their key is gone. 姓名。
    async fn name(&self) -> Option<String> {
        let row = self.reading.view.work.operator(self.id)?;
        self.reading.open(&row.name)
    }

    /// What they may act as. 角色。
    async fn roles(&self) -> Vec<Role> {
        let row = self.reading.view.work.operator(self.id);
        row.map(|row| row.roles.clone()).unwrap_or_default()
    }
}
