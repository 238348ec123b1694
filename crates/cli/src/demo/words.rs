//! The demonstration's set-up: its words, consent texts, team and policy.

use domain::approval::{PolicyProposal, Proposal};
use domain::operator::command::{AddOperator, GiveApproval};
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::policy::{Comparison, MetricCode, PolicyRules, Threshold};
use domain::programme::command::{CreateProgramme, ExtendVocabulary, GoLive, PublishConsentText};
use domain::vocabulary::{ConsentPurpose, LabelScheme, TierCode, VocabularyAxis};
use domain::{Actor, Lang, LocalText, Role};

use super::ids;
use super::stage::{Stage, approver, file_hash, ops};
use crate::exit::Failure;

/// Where the demonstration's days are counted.
pub(super) const TIME_ZONE: &str = "Asia/Shanghai";

/// The day of the story from which the second policy is in force.
pub(super) const SECOND_POLICY_FROM: i32 = 200;

/// The policy in force on a day of the story.
pub(super) fn policy_on(day: i32) -> u32 {
    if day < SECOND_POLICY_FROM { 1 } else { 2 }
}

/// Founds the programme, names its team, and goes live on the second day.
pub(super) fn set_up(stage: &mut Stage) -> Result<(), Failure> {
    stage.at(0, 9)?;
    stage.send(
        Actor::SYSTEM,
        CreateProgramme {
            programme_id: ids::PROGRAMME,
            brand: "演示汽车 / Demonstration Motors".to_owned(),
            name: LocalText::new("演示项目(虚构数据)", "Demonstration (invented data)"),
            time_zone: TIME_ZONE.to_owned(),
            locales: vec![Lang::Zh, Lang::En],
            currency: "CNY".to_owned(),
            min_age: 18,
            default_label_scheme: LabelScheme::Role,
            simulation_seed: None,
        },
    );
    let team = [
        (ids::OPS, "林岚", vec![Role::Ops, Role::Reviewer, Role::Librarian]),
        (ids::APPROVER, "周启明", vec![Role::Approver, Role::Reviewer]),
        (ids::OFFICE, "沈知远", vec![Role::Finance, Role::Privacy]),
    ];
    for (operator_id, name, roles) in team {
        stage.send(Actor::ADMIN, AddOperator { operator_id, name: name.into(), roles });
    }
    for (axis, code, zh, en) in WORDS {
        let (code, labels) = ((*code).to_owned(), LocalText::new(*zh, *en));
        stage.send(Actor::SYSTEM, ExtendVocabulary { axis: *axis, code, labels });
    }
    for (purpose, zh, en) in CONSENTS {
        let (text, sha256) = (LocalText::new(zh, en), file_hash(&[zh.as_bytes()]));
        stage.send(Actor::SYSTEM, PublishConsentText { purpose, text_version: 1, text, sha256 });
    }
    publish_policy(stage, 1, rules(14), 0, ("首个版本", "The first version"))?;
    stage.at(1, 9)?;
    stage.send(ops(), GoLive { live_on: stage.day(1) });
    stage.settle()
}

/// The second version gives members a week more between notice and decision.
pub(super) fn second_policy(stage: &mut Stage) -> Result<(), Failure> {
    stage.at(SECOND_POLICY_FROM - 5, 10)?;
    let note = ("提醒期延长一周", "A week more between notice and decision");
    publish_policy(stage, 2, rules(21), SECOND_POLICY_FROM, note)
}

fn publish_policy(
    stage: &mut Stage,
    version: u32,
    rules: PolicyRules,
    from: i32,
    (zh, en): (&str, &str),
) -> Result<(), Failure> {
    let note = Some(LocalText::new(zh, en));
    stage.send(ops(), DraftTierPolicy { version, rules, note });
    let proposal = Proposal::PublishPolicy(PolicyProposal { version });
    stage.send(approver(), GiveApproval { proposal, note: None });
    stage.send(
        ops(),
        PublishTierPolicy {
            version,
            in_force_from: stage.day(from),
            impact_report_ref: None,
            grace_for_incumbents_days: 0,
        },
    );
    stage.settle()
}

/// The product's own first policy with lower bars, so that a year shows every kind of move.
fn rules(notice_days: u16) -> PolicyRules {
    let works = |value, window_days| Threshold {
        metric: MetricCode::AcceptedWorks,
        op: Comparison::AtLeast,
        value,
        window_days,
    };
    let mut rules = PolicyRules::default_rules();
    for rule in &mut rules.promotion_rules {
        rule.any_of.clear();
        rule.all_of = match rule.to {
            TierCode::Partner => vec![
                works(200, 365),
                Threshold { metric: MetricCode::MeanScore, value: 7_000, ..works(0, 365) },
            ],
            _ => vec![works(100, 180)],
        };
    }
    for rule in &mut rules.retention_rules {
        rule.metrics = vec![works(100, 183)];
        rule.low_water_factor_bp = 10_000;
    }
    rules.min_days_in_tier = 30;
    rules.cooldown_days = 30;
    rules.grace_days = 60;
    rules.notice_days = notice_days;
    rules
}

use VocabularyAxis as Axis;

const WORDS: &[(VocabularyAxis, &str, &str, &str)] = &[
    (Axis::Skill, "photography", "摄影", "Photography"),
    (Axis::Skill, "storytelling", "讲故事", "Storytelling"),
    (Axis::Skill, "driving", "驾驶", "Driving"),
    (Axis::Format, "photo", "照片", "Photo"),
    (Axis::Format, "video", "视频", "Video"),
    (Axis::Format, "report", "报告", "Report"),
    (Axis::Topic, "design", "造型设计", "Design"),
    (Axis::Topic, "economy", "能耗", "Fuel economy"),
    (Axis::Topic, "family", "亲子", "Family"),
    (Axis::Topic, "daily-life", "日常用车", "Daily life"),
    (Axis::Audience, "young-drivers", "年轻车主", "Young drivers"),
    (Axis::Audience, "families", "家庭用户", "Families"),
    (Axis::Scene, "city", "城市", "City"),
    (Axis::Scene, "road-trip", "自驾途中", "Road trip"),
    (Axis::Style, "everyday", "生活化", "Everyday"),
    (Axis::Tone, "warm", "轻松亲和", "Warm"),
    (Axis::Region, "north", "华北", "The north"),
    (Axis::Region, "south", "华南", "The south"),
    (Axis::Community, "camping-club", "露营车友会", "Camping club"),
    (Axis::Model, "demo-one", "演示一号", "Demo One"),
    (Axis::Tag, "best-of-year", "年度精选", "Best of the year"),
    (Axis::Tag, "training", "培训素材", "For training"),
];

const CONSENTS: [(ConsentPurpose, &str, &str); 5] = [
    (
        ConsentPurpose::Participation,
        "我愿意参加本演示项目,可随时退出。",
        "I take part in this demonstration and can leave at any time.",
    ),
    (
        ConsentPurpose::Mentoring,
        "我愿意担任导师,与学员分享经验。",
        "I am willing to be a mentor and share what I know.",
    ),
    (
        ConsentPurpose::Confidentiality,
        "发布前我对未公开的内容保密。",
        "I keep to myself what is not public yet.",
    ),
    (ConsentPurpose::Publicity, "我同意公开我的署名。", "I agree to be named in public."),
    (
        ConsentPurpose::Story,
        "我同意讲述我的用车故事。",
        "I agree that my story with the car is told.",
    ),
];
