//! A programme that stands where the demonstration stands, with its ids; reached by commands.

use std::sync::Arc;

use domain::approval::{PolicyProposal, Proposal, TierProposal};
use domain::id::{CommandId, KocId, OperatorId, ProgrammeId, Sha256, TaskId};
use domain::koc::command::{ConsentGiven, RegisterKoc};
use domain::koc::values::EntrySource;
use domain::operator::command::{AddOperator, GiveApproval};
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::policy::{Comparison, MetricCode, PolicyRules, Threshold};
use domain::programme::command::{CreateProgramme, ExtendVocabulary, GoLive, PublishConsentText};
use domain::task::Selection;
use domain::task::brief::*;
use domain::task::command::{ApproveBrief, DraftTask, OpenTask, WriteBrief};
use domain::vocabulary::*;
use domain::{Actor, Command, Day, Lang, LocalText, Moment, Role, Zone};
use engine::{Clock as _, Engine, ManualClock, Request, Settings};
use graphql::Api;
use tempfile::TempDir;

const OPS: OperatorId = OperatorId(id(1));
const APPROVER: OperatorId = OperatorId(id(2));
const TASK: TaskId = TaskId(id(6));
/// Free for the open task; ready to be promoted.
const MEMBERS: [(u8, &str); 2] = [(8, "罗一鸣"), (12, "叶青")];

const fn id(number: u8) -> [u8; 16] {
    [0xde, 0x30, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, number]
}

pub(crate) struct Scene {
    pub(crate) api: Api,
    engine: Arc<Engine>,
    clock: Arc<ManualClock>,
    sent: u32,
    _dir: TempDir,
}

fn ops() -> Actor {
    Actor::operator(OPS, Role::Ops).asserted()
}

fn approver() -> Actor {
    Actor::operator(APPROVER, Role::Approver).asserted()
}

impl Scene {
    pub(crate) fn like_the_demonstration() -> Scene {
        let dir = TempDir::new().unwrap();
        let start: Moment = "2025-06-01T02:00:00Z".parse().unwrap();
        let clock = Arc::new(ManualClock::at(start));
        let mut settings = Settings::new(dir.path());
        settings.clock = clock.clone();
        let engine = Arc::new(Engine::open(settings).unwrap());
        let api = Api::new(Arc::clone(&engine));
        let mut scene = Scene { api, engine, clock, sent: 0, _dir: dir };
        scene.set_up();
        scene.people();
        scene.clock.advance_hours(40 * 24);
        scene.open_task();
        let koc_id = KocId(id(12));
        let to_tier = TierCode::Responder;
        scene.approve(Proposal::Promote(TierProposal { koc_id, to_tier }));
        scene
    }

    #[track_caller]
    fn given(&mut self, actor: Actor, command: impl Into<Command>) {
        self.sent += 1;
        let command_id = CommandId::derived(&[b"scene", &self.sent.to_be_bytes()]);
        self.engine.execute(Request::new(command, command_id, actor)).unwrap();
    }

    #[track_caller]
    fn approve(&mut self, proposal: Proposal) {
        self.given(approver(), GiveApproval { proposal, note: None });
    }

    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }

    pub(crate) fn today(&self) -> Day {
        Zone::named("Asia/Shanghai").unwrap().day_of(self.now())
    }

    /// The newest position, as a number of events.
    pub(crate) fn api_position(&self) -> usize {
        usize::try_from(self.engine.view().position.0).unwrap()
    }

    fn set_up(&mut self) {
        self.given(
            Actor::SYSTEM,
            CreateProgramme {
                programme_id: ProgrammeId(id(1)),
                brand: "Demonstration Motors".to_owned(),
                name: LocalText::new("演示项目", "Demonstration"),
                time_zone: "Asia/Shanghai".to_owned(),
                locales: vec![Lang::Zh, Lang::En],
                currency: "CNY".to_owned(),
                min_age: 18,
                default_label_scheme: LabelScheme::Role,
            },
        );
        let team = [
            (OPS, "林岚", vec![Role::Ops, Role::Reviewer, Role::Librarian]),
            (APPROVER, "周启明", vec![Role::Approver, Role::Reviewer]),
        ];
        for (operator_id, name, roles) in team {
            self.given(Actor::ADMIN, AddOperator { operator_id, name: name.into(), roles });
        }
        for (axis, code) in [
            (VocabularyAxis::Skill, "storytelling"),
            (VocabularyAxis::Format, "video"),
            (VocabularyAxis::Topic, "family"),
            (VocabularyAxis::Audience, "families"),
            (VocabularyAxis::Scene, "road-trip"),
            (VocabularyAxis::Model, "demo-one"),
            (VocabularyAxis::Tag, "training"),
        ] {
            let (code, labels) = (code.to_owned(), LocalText::new(code, code));
            self.given(Actor::SYSTEM, ExtendVocabulary { axis, code, labels });
        }
        let (text, sha256) = (LocalText::new("我参加。", "I take part."), Sha256([7; 32]));
        let purpose = ConsentPurpose::Participation;
        self.given(Actor::SYSTEM, PublishConsentText { purpose, text_version: 1, text, sha256 });
        self.policy(1);
        let live_on = self.today();
        self.given(ops(), GoLive { live_on });
        self.policy(2);
    }

    fn policy(&mut self, version: u32) {
        self.given(ops(), DraftTierPolicy { version, rules: rules(), note: None });
        self.approve(Proposal::PublishPolicy(PolicyProposal { version }));
        let in_force_from = self.today();
        self.given(
            ops(),
            PublishTierPolicy {
                version,
                in_force_from,
                impact_report_ref: None,
                grace_for_incumbents_days: 0,
            },
        );
    }

    fn people(&mut self) {
        let purpose = ConsentPurpose::Participation;
        for (number, name) in MEMBERS {
            self.given(
                ops(),
                RegisterKoc {
                    koc_id: KocId(id(number)),
                    name: name.into(),
                    contact: None,
                    birth_year: 1990,
                    locale: Lang::Zh,
                    entry_source: EntrySource::App,
                    referred_by: None,
                    consents: vec![ConsentGiven { purpose, text_version: 1 }],
                    entry_tier: TierCode::Seed,
                    external_ref: None,
                },
            );
        }
    }

    fn open_task(&mut self) {
        self.given(
            ops(),
            DraftTask {
                task_id: TASK,
                title: LocalText::new("周末亲子出游", "A weekend with the family"),
                horizon: Horizon::Instant,
                mode: Mode::Commission,
                kind: TaskKind::ShortVideo,
                campaign_id: None,
                parent_task_id: None,
                trigger: None,
                difficulty: 2,
                growth: None,
            },
        );
        let brief = brief(self.now());
        self.given(ops(), WriteBrief { task_id: TASK, brief });
        self.given(approver(), ApproveBrief { task_id: TASK, brief_version: 1 });
        let (selection, slots) = (Selection::Offer, Some(10));
        self.given(ops(), OpenTask { task_id: TASK, selection, slots, budget_id: None });
    }
}

/// The product's first policy, with bars that anybody meets who has been there for a month.
fn rules() -> PolicyRules {
    let mut rules = PolicyRules::default_rules();
    for rule in &mut rules.promotion_rules {
        rule.any_of.clear();
        rule.all_of = vec![Threshold {
            metric: MetricCode::ActivityDays,
            op: Comparison::AtLeast,
            value: 0,
            window_days: 90,
        }];
    }
    for rule in &mut rules.retention_rules {
        rule.metrics.clear();
    }
    rules
}

fn criterion(id: &str, kind: CriterionKind, weight: u8) -> Criterion {
    let text = LocalText::new("清楚可见", "It can be seen clearly");
    Criterion { id: id.to_owned(), text, kind, weight, evidence_hint: None }
}

fn brief(now: Moment) -> Brief {
    let text = LocalText::new;
    Brief {
        objective: text("展示家庭出游", "Show a family's trip"),
        expected_effect: text("让家长看到空间", "Parents see the space"),
        scope_in: vec![text("一次真实出行", "One real trip")],
        scope_out: Vec::new(),
        outputs: vec![Output { format: "video".to_owned(), min: 60, max: 180, count: 1 }],
        criteria: vec![
            criterion("family", CriterionKind::Must, 0),
            criterion("story", CriterionKind::Scored, 60),
            criterion("picture", CriterionKind::Scored, 40),
        ],
        timeline: Timeline {
            offer_ttl_hours: 48,
            start: now,
            submit_by: now.plus_hours(72),
            review_by: now.plus_hours(120),
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
        disclosure: Disclosure {
            required: true,
            wording: Some(text("品牌合作", "With the brand")),
        },
        facts: Vec::new(),
        ai_policy: AiPolicy::Assisted,
        contact_operator: OPS,
        effort_estimate_hours: 6,
        embargo_until: None,
        automatic_check: None,
    }
}
