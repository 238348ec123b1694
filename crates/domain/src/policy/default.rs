//! The product's own first policy, for a programme that has not written one.
//!
//! Names and the matrix of horizons come from the programme's glossary. The numbers are our own
//! and modest on purpose: a brand puts its own in their place with version 2.

use super::rules::*;
use crate::text::LocalText;
use crate::vocabulary::{ContributionKind, Horizon, Mode, TierCode};

impl PolicyRules {
    /// The product's own first policy.
    pub fn default_rules() -> PolicyRules {
        PolicyRules {
            ladder: ladder(),
            promotion_rules: promotion_rules(),
            retention_rules: retention_rules(),
            min_days_in_tier: 30,
            cooldown_days: 60,
            grace_days: 90,
            notice_days: 30,
            right_of_return_days: 180,
            invitation_required: vec![TierCode::Partner],
            approvals: approvals(),
            score_weights: ScoreWeights {
                contribution: 10_000,
                influence: 10_000,
                activity: 10_000,
            },
            contribution_half_life_days: None,
            contribution_rules: contribution_rules(),
            horizons: horizons(),
            treatments: treatments(),
        }
    }
}

fn ladder() -> Vec<Rung> {
    let rung =
        |code: TierCode, layer: (&str, &str), role: (&str, &str), value: (&str, &str)| Rung {
            code,
            rank: code.rank(),
            labels: TierLabels {
                layer: LocalText::new(layer.0, layer.1),
                role: LocalText::new(role.0, role.1),
                value: LocalText::new(value.0, value.1),
            },
            cap: None,
        };
    vec![
        rung(
            TierCode::Seed,
            ("基础感知层", "Awareness Layer"),
            ("种子用户", "Seed User"),
            ("普通 KOC", "Ordinary KOC"),
        ),
        rung(
            TierCode::Responder,
            ("互动筛选层", "Interaction Layer"),
            ("积极响应者", "Active Responder"),
            ("潜力 KOC", "Promising KOC"),
        ),
        rung(
            TierCode::Partner,
            ("深度共创层", "Co-creation Layer"),
            ("品牌伙伴", "Brand Partner"),
            ("核心 KOC", "Core KOC"),
        ),
    ]
}

fn at_least(metric: MetricCode, value: i32, window_days: u16) -> Threshold {
    Threshold { metric, op: Comparison::AtLeast, value, window_days }
}

fn promotion_rules() -> Vec<PromotionRule> {
    vec![
        PromotionRule {
            from: TierCode::Seed,
            to: TierCode::Responder,
            all_of: vec![at_least(MetricCode::AcceptedWorks, 200, 180)],
            any_of: Vec::new(),
        },
        PromotionRule {
            from: TierCode::Responder,
            to: TierCode::Partner,
            all_of: vec![
                at_least(MetricCode::AcceptedWorks, 600, 365),
                at_least(MetricCode::MeanScore, 7_000, 365),
            ],
            any_of: vec![
                at_least(MetricCode::Mentoring, 1, 365),
                at_least(MetricCode::ContributionScore, 100, 365),
            ],
        },
    ]
}

fn retention_rules() -> Vec<RetentionRule> {
    let works = |tier, value| RetentionRule {
        tier,
        metrics: vec![at_least(MetricCode::AcceptedWorks, value, 365)],
        low_water_factor_bp: 5_000,
    };
    vec![works(TierCode::Responder, 200), works(TierCode::Partner, 400)]
}

fn approvals() -> Vec<StepApprovals> {
    [
        ApprovalStep::Promote,
        ApprovalStep::Demote,
        ApprovalStep::CorrectTier,
        ApprovalStep::AdjustContribution,
        ApprovalStep::PublishPolicy,
    ]
    .into_iter()
    .map(|step| StepApprovals { step, count: 1 })
    .collect()
}

fn contribution_rules() -> Vec<ContributionRule> {
    let work = |code: &str, source| ContributionRule {
        code: code.to_owned(),
        kind: ContributionKind::Work,
        source,
        points: 10,
        dims: Dims { contribution: 10, influence: 0, activity: 0 },
    };
    vec![
        work("work-approved", ContributionSource::WorkApproved),
        work("work-imported", ContributionSource::WorkImported),
        ContributionRule {
            code: "mentorship-completed".to_owned(),
            kind: ContributionKind::Mentoring,
            source: ContributionSource::MentorshipCompleted,
            points: 20,
            dims: Dims { contribution: 10, influence: 10, activity: 0 },
        },
        ContributionRule {
            code: "activity-insightful".to_owned(),
            kind: ContributionKind::Help,
            source: ContributionSource::ActivityMarkedInsightful,
            points: 2,
            dims: Dims { contribution: 0, influence: 1, activity: 1 },
        },
        effect("engagement-step", ContributionKind::Reach, ContributionSource::EngagementStep, 2),
        effect("lead-inquiry", ContributionKind::Lead, ContributionSource::LeadInquiry, 1),
        effect("lead-test-drive", ContributionKind::Lead, ContributionSource::LeadTestDrive, 3),
        effect("lead-order", ContributionKind::Lead, ContributionSource::LeadOrder, 10),
        ContributionRule {
            code: "contest-won".to_owned(),
            kind: ContributionKind::Award,
            source: ContributionSource::ContestWon,
            points: 20,
            dims: Dims { contribution: 20, influence: 0, activity: 0 },
        },
        ContributionRule {
            code: "insight-adopted".to_owned(),
            kind: ContributionKind::Insight,
            source: ContributionSource::InsightAdopted,
            points: 10,
            dims: Dims { contribution: 10, influence: 0, activity: 0 },
        },
        ContributionRule {
            code: "advocacy-recorded".to_owned(),
            kind: ContributionKind::Advocacy,
            source: ContributionSource::AdvocacyRecorded,
            points: 5,
            dims: Dims { contribution: 0, influence: 5, activity: 0 },
        },
        kept("deliverable-fulfilled", ContributionSource::DeliverableFulfilled, 3),
        kept("duty-review", ContributionSource::DutyReviewHeld, 1),
        ContributionRule {
            code: "piece-accepted".to_owned(),
            kind: ContributionKind::Work,
            source: ContributionSource::PieceAccepted,
            points: 2,
            dims: Dims { contribution: 2, influence: 0, activity: 0 },
        },
        ContributionRule {
            code: "section-accepted".to_owned(),
            kind: ContributionKind::Editing,
            source: ContributionSource::SectionAccepted,
            points: 10,
            dims: Dims { contribution: 10, influence: 0, activity: 0 },
        },
        ContributionRule {
            code: "project-released".to_owned(),
            kind: ContributionKind::Work,
            source: ContributionSource::ProjectReleased,
            points: 3,
            dims: Dims { contribution: 3, influence: 0, activity: 0 },
        },
    ]
}

/// Keeping what a duty asks counts for what it is, apart from the work that shows it.
fn kept(code: &str, source: ContributionSource, points: u32) -> ContributionRule {
    let (kind, dims) =
        (ContributionKind::Organising, Dims { contribution: points, influence: 0, activity: 0 });
    ContributionRule { code: code.to_owned(), kind, source, points, dims }
}

/// What somebody's publications bring counts as influence.
fn effect(
    code: &str,
    kind: ContributionKind,
    source: ContributionSource,
    points: u32,
) -> ContributionRule {
    let dims = Dims { contribution: 0, influence: points, activity: 0 };
    ContributionRule { code: code.to_owned(), kind, source, points, dims }
}

/// Instant work is open to all; of phased work the first tier does contests only; ongoing work is
/// the partners'; the identity horizon takes no orders and so has no mode.
fn horizons() -> Vec<HorizonRule> {
    let rule = |horizon, min_tier, modes: &[Mode]| HorizonRule {
        horizon,
        min_tier,
        modes: modes.to_vec(),
    };
    vec![
        rule(Horizon::Instant, TierCode::Seed, &[Mode::Commission, Mode::IndividualContest]),
        rule(Horizon::Phased, TierCode::Seed, &[Mode::IndividualContest]),
        rule(
            Horizon::Phased,
            TierCode::Responder,
            &[
                Mode::Commission,
                Mode::TeamCollaboration,
                Mode::Mentorship,
                Mode::CommunityCoCreation,
            ],
        ),
        rule(Horizon::Ongoing, TierCode::Partner, &[Mode::Commission, Mode::Mentorship]),
        rule(Horizon::Identity, TierCode::Partner, &[]),
    ]
}

fn treatments() -> Vec<TierTreatment> {
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    vec![
        TierTreatment {
            tier: TierCode::Seed,
            entitlements: codes(&["test-drive"]),
            incentives: codes(&["points", "coupon"]),
            creative_freedom: 2,
            channels: codes(&["app"]),
            rhythm_days: 30,
            difficulty_max: 2,
            support: LocalText::new("任务指引与常见问答", "Task guides and common questions"),
        },
        TierTreatment {
            tier: TierCode::Responder,
            entitlements: codes(&["test-drive", "product-trial", "tool-licence", "training"]),
            incentives: codes(&["points", "coupon", "gift"]),
            creative_freedom: 3,
            channels: codes(&["app", "group"]),
            rhythm_days: 14,
            difficulty_max: 4,
            support: LocalText::new("导师与创作培训", "A mentor and training"),
        },
        TierTreatment {
            tier: TierCode::Partner,
            entitlements: codes(&[
                "early-vehicle-access",
                "information-priority",
                "executive-access",
                "exposure",
            ]),
            incentives: codes(&["points", "cash", "gift"]),
            creative_freedom: 5,
            channels: codes(&["app", "group", "direct"]),
            rhythm_days: 7,
            difficulty_max: 5,
            support: LocalText::new("专属联系人", "A named contact"),
        },
    ]
}
