//! The programme in which the rush happens: made by commands, with the members waiting and the task
//! open.

use anyhow::{Context, Result, ensure};
use domain::approval::{BudgetProposal, Proposal};
use domain::assignment::command::{ClaimTask, SubmitWork};
use domain::assignment::values::{Assignee, Attestations, Contributor, TermsAccepted, WorkItem};
use domain::budget::command::OpenBudget;
use domain::id::*;
use domain::koc::command::{ConsentGiven, RegisterKoc};
use domain::koc::values::EntrySource;
use domain::operator::command::{AddOperator, GiveApproval};
use domain::policy::PolicyRules;
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::programme::command::*;
use domain::task::Selection;
use domain::task::brief::*;
use domain::task::command::{ApproveBrief, DraftTask, OpenTask, WriteBrief};
use domain::vocabulary::*;
use domain::{Actor, Amount, Command, Lang, LocalText, Moment, Role, Zone};
use engine::{Engine, Request};

/// Points each work gives.
const EACH: u64 = 20;

const ZONE: &str = "Asia/Shanghai";

/// The members who will rush, and for what.
pub(crate) struct Crowd {
    members: Vec<KocId>,
    task_id: TaskId,
    budget_id: BudgetId,
}

/// Founds a programme with that many members and as many places in one instant task.
pub(crate) fn found(engine: &Engine, members: u32) -> Result<Crowd> {
    let now = engine.now().map_err(anyhow::Error::msg)?;
    let today = Zone::named(ZONE).context("built in")?.day_of(now);
    for (actor, command) in set_up(today) {
        send(engine, actor, command)?;
    }
    let crowd = Crowd {
        members: (0..members).map(|it| KocId::derived(&[&it.to_be_bytes()])).collect(),
        task_id: TaskId::derived(&[b"hot"]),
        budget_id: BudgetId::derived(&[b"hot"]),
    };
    for (actor, command) in crowd.task(now) {
        send(engine, actor, command)?;
    }
    let joined: Vec<_> = crowd
        .members
        .iter()
        .map(|koc_id| engine.submit(request(Actor::ADMIN, join(*koc_id))))
        .collect();
    for answer in joined {
        answer.wait().context("somebody joins")?;
    }
    Ok(crowd)
}

/// The id of a command is what it says.
fn request(actor: Actor, command: impl Into<Command>) -> Request {
    let command = command.into();
    let id = CommandId::derived(&[format!("{command:?}").as_bytes()]);
    Request::new(command, id, actor)
}

fn send(engine: &Engine, actor: Actor, command: Command) -> Result<()> {
    let name = command.name();
    engine.execute(request(actor, command)).with_context(|| name.to_owned())?;
    Ok(())
}

fn text(zh: &str, en: &str) -> LocalText {
    LocalText::new(zh, en)
}

fn operator(name: &str) -> OperatorId {
    OperatorId::derived(&[name.as_bytes()])
}

fn lin() -> Actor {
    Actor::operator(operator("lin"), Role::Approver)
}

fn set_up(today: domain::Day) -> Vec<(Actor, Command)> {
    let create = CreateProgramme {
        programme_id: ProgrammeId::derived(&[b"bench"]),
        brand: "Qingfeng".to_owned(),
        name: text("清风", "Qingfeng"),
        time_zone: ZONE.to_owned(),
        locales: vec![Lang::Zh, Lang::En],
        currency: "CNY".to_owned(),
        min_age: 18,
        default_label_scheme: LabelScheme::Role,
    };
    let rules = PolicyRules::default_rules();
    let publish = PublishTierPolicy {
        version: 1,
        in_force_from: today,
        impact_report_ref: None,
        grace_for_incumbents_days: 0,
    };
    let consent = PublishConsentText {
        purpose: ConsentPurpose::Participation,
        text_version: 1,
        text: text("我同意。", "I agree."),
        sha256: Sha256([7; 32]),
    };
    let team = |name: &str, role| AddOperator {
        operator_id: operator(name),
        name: name.into(),
        roles: vec![role],
    };
    let (axis, code) = (VocabularyAxis::Format, "video".to_owned());
    let video = ExtendVocabulary { axis, code, labels: text("视频", "Video") };
    let commands: [Command; 8] = [
        create.into(),
        DraftTierPolicy { version: 1, rules, note: None }.into(),
        publish.into(),
        consent.into(),
        video.into(),
        team("mei", Role::Ops).into(),
        team("lin", Role::Approver).into(),
        GoLive { live_on: today }.into(),
    ];
    let by = |command: &Command| {
        if matches!(command, Command::GoLive(_)) { Actor::ADMIN } else { Actor::SYSTEM }
    };
    commands.into_iter().map(|command| (by(&command), command)).collect()
}

fn join(koc_id: KocId) -> RegisterKoc {
    let purpose = ConsentPurpose::Participation;
    RegisterKoc {
        koc_id,
        name: "An".into(),
        contact: None,
        birth_year: 1990,
        locale: Lang::Zh,
        entry_source: EntrySource::App,
        referred_by: None,
        consents: vec![ConsentGiven { purpose, text_version: 1 }],
        entry_tier: TierCode::Seed,
        external_ref: None,
    }
}

impl Crowd {
    /// A purse for everybody, and an open task that is checked by rule.
    fn task(&self, now: Moment) -> Vec<(Actor, Command)> {
        let Crowd { members, task_id, budget_id } = self;
        let (task_id, budget_id) = (*task_id, *budget_id);
        let (unit, amount) = (RewardUnit::Points, Amount(EACH * members.len() as u64));
        let proposal = Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount });
        let purse = OpenBudget {
            budget_id,
            owner_ref: "spring".to_owned(),
            unit,
            amount,
            valid_until: None,
            item: None,
            grant_alone_max: amount,
            points_valid_days: None,
            price_points: None,
        };
        let draft = DraftTask {
            task_id,
            title: text("热点", "Hot topic"),
            horizon: Horizon::Instant,
            mode: Mode::Commission,
            kind: TaskKind::HashtagPost,
            campaign_id: None,
            parent_task_id: None,
            trigger: None,
            difficulty: 1,
            growth: None,
        };
        let slots = u32::try_from(members.len()).ok();
        let selection = Selection::Broadcast;
        vec![
            (lin(), GiveApproval { proposal, note: None }.into()),
            (Actor::ADMIN, purse.into()),
            (Actor::ADMIN, draft.into()),
            (Actor::ADMIN, WriteBrief { task_id, brief: brief(now, budget_id) }.into()),
            (lin(), ApproveBrief { task_id, brief_version: 1 }.into()),
            (Actor::ADMIN, OpenTask { task_id, selection, slots, budget_id: None }.into()),
        ]
    }

    /// One command for each member: takes the task and hands in.
    pub(crate) fn requests(&self) -> Vec<Request> {
        let all = self.members.iter();
        all.map(|koc_id| request(Actor::koc(*koc_id), self.work(*koc_id))).collect()
    }

    fn work(&self, koc_id: KocId) -> SubmitWork {
        let assignment_id = AssignmentId::of(self.task_id, koc_id);
        let mut sha256 = [0; 32];
        sha256[..16].copy_from_slice(&assignment_id.0);
        let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
        let assignee = Assignee::Koc(koc_id);
        SubmitWork {
            assignment_id,
            submission_no: 1,
            items: vec![WorkItem {
                format: "video".to_owned(),
                uri: "https://posts.example/1".into(),
                sha256: Sha256(sha256),
                length: 90,
            }],
            note: None,
            attest: Attestations {
                original: true,
                disclosure_done: true,
                used_product: true,
                third_party_cleared: true,
                people_consented: true,
                ai_generated: AiUse::None,
            },
            contributors: vec![Contributor { koc_id, role: None, share_bp: 10_000 }],
            effort_hours: None,
            tags: Vec::new(),
            claim: Some(ClaimTask { task_id: self.task_id, assignee, terms_accepted }),
        }
    }

    /// Everybody was paid once, and nothing is left of the purse.
    pub(crate) fn check(&self, engine: &Engine) -> Result<()> {
        let view = engine.view();
        let paid =
            |id: &KocId| view.rewards.account(*id).is_some_and(|it| it.balances[0] == EACH as i64);
        ensure!(self.members.iter().all(paid), "everybody is paid once");
        Ok(())
    }
}

fn brief(now: Moment, budget_id: BudgetId) -> Brief {
    let must = Criterion {
        id: "seen".to_owned(),
        text: text("看得见", "Seen"),
        kind: CriterionKind::Must,
        weight: 0,
        evidence_hint: None,
    };
    let points = Return::paid(ReturnKind::Points, text("积分", "Points"), Amount(EACH), budget_id);
    Brief {
        objective: text("展示", "Show"),
        expected_effect: text("看懂", "Understood"),
        scope_in: vec![text("出行", "A trip")],
        scope_out: vec![text("比较", "Comparison")],
        outputs: vec![Output { format: "video".to_owned(), min: 60, max: 180, count: 1 }],
        criteria: vec![must],
        timeline: Timeline {
            offer_ttl_hours: 24,
            start: now,
            submit_by: now.plus_hours(48),
            review_by: now.plus_hours(96),
        },
        resources: vec![text("表", "A table")],
        returns: vec![points],
        usage_rights: UsageRights {
            purposes: vec![UsePurpose::Social],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            until: None,
            exclusive: false,
        },
        disclosure: Disclosure { required: false, wording: None },
        facts: Vec::new(),
        ai_policy: AiPolicy::Allowed,
        contact_operator: operator("mei"),
        effort_estimate_hours: 4,
        embargo_until: None,
        automatic_check: Some(AutomaticCheck { tags: Vec::new(), public_url: false }),
    }
}
