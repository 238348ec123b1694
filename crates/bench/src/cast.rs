//! The programme that the measurements stand on, as the commands that found it.

use domain::id::*;
use domain::koc::command::{ConsentGiven, RegisterKoc};
use domain::koc::values::EntrySource;
use domain::operator::command::AddOperator;
use domain::policy::PolicyRules;
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::programme::command::*;
use domain::task::brief::*;
use domain::task::command::DraftTask;
use domain::vocabulary::*;
use domain::{Actor, Command, Day, Lang, LocalText, Moment, Role};

/// Where days are counted.
pub(crate) const ZONE: &str = "Asia/Shanghai";

/// An operator of that name.
pub(crate) fn operator(name: &str) -> OperatorId {
    OperatorId::derived(&[name.as_bytes()])
}

/// Runs the programme.
pub(crate) fn mei() -> Actor {
    Actor::operator(operator("mei"), Role::Ops)
}

/// The second pair of eyes.
pub(crate) fn lin() -> Actor {
    Actor::operator(operator("lin"), Role::Approver)
}

/// What makes a programme with these words live on `today`, in order.
pub(crate) fn founding(today: Day, words: &[(VocabularyAxis, &[&str])]) -> Vec<(Actor, Command)> {
    let create = CreateProgramme {
        programme_id: ProgrammeId::derived(&[b"bench"]),
        brand: "Bench".to_owned(),
        name: LocalText::new("测量", "Measured"),
        time_zone: ZONE.to_owned(),
        locales: vec![Lang::Zh, Lang::En],
        currency: "CNY".to_owned(),
        min_age: 18,
        default_label_scheme: LabelScheme::Role,
        simulation_seed: None,
    };
    let draft = DraftTierPolicy { version: 1, rules: PolicyRules::default_rules(), note: None };
    let publish = PublishTierPolicy {
        version: 1,
        in_force_from: today,
        impact_report_ref: None,
        grace_for_incumbents_days: 0,
    };
    let consent = PublishConsentText {
        purpose: ConsentPurpose::Participation,
        text_version: 1,
        text: LocalText::new("我同意。", "I agree."),
        sha256: Sha256([7; 32]),
    };
    let mut commands: Vec<Command> =
        vec![create.into(), draft.into(), publish.into(), consent.into()];
    for (axis, codes) in words {
        commands.extend(codes.iter().map(|code| {
            let labels = LocalText::new(*code, *code);
            ExtendVocabulary { axis: *axis, code: (*code).to_owned(), labels }.into()
        }));
    }
    for (name, role) in [("mei", Role::Ops), ("lin", Role::Approver)] {
        let (operator_id, roles) = (operator(name), vec![role]);
        commands.push(AddOperator { operator_id, name: name.into(), roles }.into());
    }
    let founded = commands.into_iter().map(|command| (Actor::SYSTEM, command));
    founded.chain([(mei(), GoLive { live_on: today }.into())]).collect()
}

/// A member joins in the first tier.
pub(crate) fn joining(koc_id: KocId, name: &str) -> RegisterKoc {
    RegisterKoc {
        koc_id,
        name: name.into(),
        contact: None,
        birth_year: 1990,
        locale: Lang::Zh,
        entry_source: EntrySource::App,
        referred_by: None,
        consents: vec![ConsentGiven { purpose: ConsentPurpose::Participation, text_version: 1 }],
        entry_tier: TierCode::Seed,
        external_ref: None,
    }
}

/// Two days of instant work for a video, with one thing that must be.
pub(crate) fn brief(now: Moment) -> Brief {
    let text = LocalText::new;
    Brief {
        objective: text("展示家庭出游", "Show a family's trip"),
        expected_effect: text("让家长看到空间", "Parents see the space"),
        scope_in: vec![text("一次真实出行", "One real trip")],
        scope_out: Vec::new(),
        outputs: vec![Output { format: "video".to_owned(), min: 60, max: 180, count: 1 }],
        criteria: vec![Criterion {
            id: "family".to_owned(),
            text: text("清楚可见", "It can be seen"),
            kind: CriterionKind::Must,
            weight: 0,
            evidence_hint: None,
        }],
        timeline: Timeline {
            offer_ttl_hours: 24,
            start: now,
            submit_by: now.plus_hours(48),
            review_by: now.plus_hours(96),
        },
        resources: Vec::new(),
        returns: vec![Return::uncounted(ReturnKind::Exposure, text("转发", "Reposted"))],
        usage_rights: UsageRights {
            purposes: vec![UsePurpose::Social],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            until: None,
            exclusive: false,
        },
        disclosure: Disclosure { required: false, wording: None },
        facts: Vec::new(),
        ai_policy: AiPolicy::Assisted,
        contact_operator: operator("mei"),
        effort_estimate_hours: 6,
        embargo_until: None,
        automatic_check: None,
    }
}

/// An instant task that is done once by everybody who likes.
pub(crate) fn drafted(task_id: TaskId) -> DraftTask {
    DraftTask {
        task_id,
        title: LocalText::new("周末出游", "A weekend"),
        horizon: Horizon::Instant,
        mode: Mode::Commission,
        kind: TaskKind::FirstImpression,
        campaign_id: None,
        parent_task_id: None,
        trigger: None,
        difficulty: 2,
        growth: None,
        duty_id: None,
    }
}
