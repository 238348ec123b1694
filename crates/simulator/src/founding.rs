//! The programme's founding: policy, words, team, the time before, and the day it goes live.

use domain::assignment::command::ImportReviewedWork;
use domain::id::{KocId, ProgrammeId, Sha256, WorkId};
use domain::koc::command::ImportTierMove;
use domain::koc::values::ImportedPlace;
use domain::operator::command::AddOperator;
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::policy::{MetricCode, PolicyRules};
use domain::programme::command::*;
use domain::vocabulary::{ConsentPurpose, LabelScheme, TierCode, VocabularyAxis};
use domain::{Actor, Lang, LocalText};

use crate::office::{TEAM, operator, ops};
use crate::world::{Stopped, World};
use crate::{Plan, TIME_ZONE};

pub(crate) const FORMATS: [&str; 3] = ["short-video", "photo", "article"];
pub(crate) const TOPICS: [&str; 4] = ["range", "design", "family", "driving"];
pub(crate) const SKILLS: [&str; 3] = ["filming", "photography", "writing"];
pub(crate) const MODELS: [&str; 2] = ["qf-7", "qf-5"];
pub(crate) const AUDIENCES: [&str; 2] = ["families", "young-drivers"];
pub(crate) const REGIONS: [&str; 4] = ["north", "east", "south", "west"];
pub(crate) const SCENES: [&str; 2] = ["road-trip", "city"];

use VocabularyAxis::*;

const WORDS: [(VocabularyAxis, &str, &str, &str); 27] = [
    (Format, "short-video", "短视频", "Short video"),
    (Format, "photo", "图片", "Photo"),
    (Format, "article", "文章", "Article"),
    (Topic, "range", "续航", "Range"),
    (Topic, "design", "设计", "Design"),
    (Topic, "family", "家庭用车", "Family"),
    (Topic, "driving", "驾驶", "Driving"),
    (Skill, "filming", "拍摄", "Filming"),
    (Skill, "photography", "摄影", "Photography"),
    (Skill, "writing", "写作", "Writing"),
    (Model, "qf-7", "清风七号", "Qingfeng 7"),
    (Model, "qf-5", "清风五号", "Qingfeng 5"),
    (Audience, "families", "家庭用户", "Families"),
    (Audience, "young-drivers", "年轻车主", "Young drivers"),
    (Region, "north", "华北", "North"),
    (Region, "east", "华东", "East"),
    (Region, "south", "华南", "South"),
    (Region, "west", "西部", "West"),
    (Scene, "road-trip", "长途自驾", "Road trip"),
    (Scene, "city", "城市通勤", "In the city"),
    (Tag, "training", "培训", "Training"),
    (Tag, "best-of-year", "年度精选", "Best of the year"),
    (Style, "everyday", "日常", "Everyday"),
    (Tone, "warm", "温暖", "Warm"),
    (Community, "camping-club", "露营俱乐部", "Camping club"),
    (Community, "city-drivers", "城市车友", "City drivers"),
    (Topic, "night-charging", "夜间充电", "Charging by night"),
];

const CONSENTS: [(ConsentPurpose, &str, &str); 5] = [
    (ConsentPurpose::Participation, "我愿意参加。", "I will take part."),
    (ConsentPurpose::Mentoring, "我愿意带教。", "I will teach."),
    (ConsentPurpose::Publicity, "可以公开署名。", "I may be named in public."),
    (ConsentPurpose::Story, "可以讲述我的故事。", "My story may be told."),
    (
        ConsentPurpose::Confidentiality,
        "未公开的内容我会保密。",
        "I keep to myself what is not public.",
    ),
];

pub(crate) fn programme_id(seed: u32) -> ProgrammeId {
    ProgrammeId::derived(&[b"simulated", &seed.to_be_bytes()])
}

/// A member's key in another system.
pub(crate) fn key(number: u32) -> String {
    format!("sim-{number:06}")
}

pub(crate) fn koc(seed: u32, number: u32) -> KocId {
    KocId::of_external(programme_id(seed), &key(number))
}

/// The ladder of the simulated brand: one in twenty can be a responder, one in three hundred a
/// partner. Where twice as much is done, twice as much is asked, and at the slowest one work to
/// stay: `works` are hundredths of a work at full pace.
pub(crate) fn policy(plan: &Plan, works: i32) -> PolicyRules {
    let members = plan.members;
    let pace = plan.rates.pace_pct.max(25) as i32;
    let at_pace = |works: i32| works * pace / 100;
    let mut rules = PolicyRules::default_rules();
    for rung in &mut rules.ladder {
        rung.cap = match rung.code {
            TierCode::Seed => None,
            TierCode::Responder => Some((members / 20).max(12)),
            TierCode::Partner => Some((members / 300).max(6)),
        };
    }
    for rule in &mut rules.promotion_rules {
        let of_partner = rule.to == TierCode::Partner;
        rule.all_of.iter_mut().chain(&mut rule.any_of).for_each(|bar| match bar.metric {
            MetricCode::AcceptedWorks if of_partner => bar.value = at_pace(works * 2),
            MetricCode::AcceptedWorks => bar.value = at_pace(works),
            _ => {}
        });
    }
    // A year is too long a window for a programme that may last no longer.
    for rule in &mut rules.retention_rules {
        for bar in &mut rule.metrics {
            (bar.value, bar.window_days) = (at_pace(400), 90);
        }
    }
    rules.grace_days = 60;
    rules
}

/// Everything up to the day it goes live.
pub(crate) fn found(world: &mut World<'_>) -> Result<(), Stopped> {
    let plan = world.plan;
    world.must(
        Actor::SYSTEM,
        CreateProgramme {
            programme_id: programme_id(plan.seed),
            brand: "Qingfeng".to_owned(),
            name: LocalText::new("模拟项目", "A simulated programme"),
            time_zone: TIME_ZONE.to_owned(),
            locales: vec![Lang::Zh, Lang::En],
            currency: "CNY".to_owned(),
            min_age: 18,
            default_label_scheme: LabelScheme::Role,
            simulation_seed: Some(plan.seed),
        },
    )?;
    let rules = policy(plan, 1_600);
    world.must(Actor::SYSTEM, DraftTierPolicy { version: 1, rules, note: None })?;
    let publish = PublishTierPolicy {
        version: 1,
        in_force_from: world.today(),
        impact_report_ref: None,
        grace_for_incumbents_days: 0,
    };
    world.must(Actor::SYSTEM, publish)?;
    for (purpose, zh, en) in CONSENTS {
        let (text, sha256) = (LocalText::new(zh, en), Sha256([7; 32]));
        world.must(Actor::SYSTEM, PublishConsentText { purpose, text_version: 1, text, sha256 })?;
    }
    for (axis, code, zh, en) in WORDS {
        let (code, labels) = (code.to_owned(), LocalText::new(zh, en));
        world.must(Actor::SYSTEM, ExtendVocabulary { axis, code, labels })?;
    }
    for (name, roles) in TEAM {
        let (operator_id, roles) = (operator(name), roles.to_vec());
        world.must(Actor::SYSTEM, AddOperator { operator_id, name: name.into(), roles })?;
    }
    time_before(world);
    world.pass(0)?;
    let live_on = world.today();
    world.must(ops(), GoLive { live_on })
}

/// People of the time before, words and a team, in a programme that a story founded. What it has
/// already is refused, and that is all.
pub(crate) fn join(world: &mut World<'_>) -> Result<(), Stopped> {
    for (axis, code, zh, en) in WORDS {
        let (code, labels) = (code.to_owned(), LocalText::new(zh, en));
        world.send(Actor::SYSTEM, ExtendVocabulary { axis, code, labels });
    }
    for (name, roles) in TEAM {
        let (operator_id, roles) = (operator(name), roles.to_vec());
        world.send(Actor::ADMIN, AddOperator { operator_id, name: name.into(), roles });
    }
    time_before(world);
    world.pass(0)
}

/// Those who were members before anything was recorded here: mostly in the first tier.
fn time_before(world: &mut World<'_>) {
    let plan = world.plan;
    let imported = plan.members * plan.rates.imported_pct / 100;
    for number in 0..imported {
        let koc_id = koc(plan.seed, number);
        world.people.add(koc_id, number, &mut world.chance);
        let days = i64::from(world.chance.between(60, 700));
        let at = world.now.plus_hours(-24 * days);
        let to = match number % 60 {
            0 => ImportedPlace::Partner,
            1..=9 => ImportedPlace::Responder,
            _ => ImportedPlace::Seed,
        };
        let (from, external_ref) = (ImportedPlace::Outside, key(number));
        world.send(Actor::IMPORT, ImportTierMove { koc_id, external_ref, at, from, to });
        if number.is_multiple_of(4) {
            let external_key = format!("sim-work-{number:06}");
            let work = ImportReviewedWork {
                work_id: WorkId::of_external(programme_id(plan.seed), &external_key),
                external_key,
                author: koc_id,
                author_ref: key(number),
                reviewer_ref: "reviewer".to_owned(),
                submitted_at: at,
                accepted_at: at.plus_hours(30),
                revisions: number % 3,
                lines: 40,
                kind: "article".to_owned(),
            };
            world.send(Actor::IMPORT, work);
        }
    }
}
