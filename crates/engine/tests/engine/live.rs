//! A live programme with everything a race needs: members, open tasks, mentors.

use domain::assignment::command::AssignTask;
use domain::assignment::values::Assignee;
use domain::id::{KocId, OperatorId, Sha256, TaskId};
use domain::koc::command::{ConsentGiven, GrantConsent, ImportTierMove, RegisterKoc};
use domain::koc::values::{EntrySource, ImportedPlace};
use domain::mentorship::command::AppointMentor;
use domain::policy::PolicyRules;
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::programme::command::ExtendVocabulary;
use domain::programme::command::{GoLive, PublishConsentText};
use domain::task::Selection;
use domain::task::brief::*;
use domain::task::command::{ApproveBrief, DraftTask, OpenTask, WriteBrief};
use domain::vocabulary::{
    ConsentPurpose, Horizon, Mode, TaskKind, TierCode, UsePurpose, VocabularyAxis,
};
use domain::{Actor, Command, Day, Lang, LocalText, Role, Zone};
use engine::{Clock, Engine, Request, Settings};

use crate::support::*;

/// Partners imported before the programme went live.
pub(crate) const PARTNERS: usize = 2;

pub(crate) struct Live {
    pub(crate) engine: Engine,
    pub(crate) fixture: Fixture,
}

impl Live {
    pub(crate) fn new() -> Live {
        Live::under(PolicyRules::default_rules())
    }

    /// The same under other rules.
    pub(crate) fn under(rules: PolicyRules) -> Live {
        let (fixture, engine) = Fixture::with_programme();
        let live = Live { engine, fixture };
        live.set_up(rules);
        live.accept_by(Actor::ADMIN, "live", GoLive { live_on: live.today() });
        live
    }

    fn set_up(&self, rules: PolicyRules) {
        let system = Actor::SYSTEM;
        self.accept_by(system, "draft", DraftTierPolicy { version: 1, rules, note: None });
        let policy = PublishTierPolicy {
            version: 1,
            in_force_from: self.today(),
            impact_report_ref: None,
            grace_for_incumbents_days: 0,
        };
        self.accept_by(system, "publish", policy);
        for purpose in [ConsentPurpose::Participation, ConsentPurpose::Mentoring] {
            let (text, sha256) = (both("我同意。", "I agree."), Sha256([7; 32]));
            let text = PublishConsentText { purpose, text_version: 1, text, sha256 };
            self.accept_by(system, &format!("{purpose:?}"), text);
        }
        for (axis, code) in [(VocabularyAxis::Topic, "driving"), (VocabularyAxis::Format, "video")]
        {
            let labels = both("词", "word");
            self.accept_by(system, code, ExtendVocabulary { axis, code: code.to_owned(), labels });
        }
        let approver = add_operator(8, "Lin");
        self.accept_by(
            system,
            "lin",
            domain::operator::command::AddOperator { roles: vec![Role::Approver], ..approver },
        );
        self.accept_by(system, "mei", add_operator(7, "Mei"));
        for number in 0..PARTNERS {
            let became = ImportTierMove {
                koc_id: partner(number),
                external_ref: external_ref(number),
                at: moment("2020-01-01T00:00:00Z"),
                from: ImportedPlace::Outside,
                to: ImportedPlace::Partner,
            };
            self.accept_by(Actor::IMPORT, &format!("partner {number}"), became);
        }
    }

    /// The same programme, closed and opened again.
    pub(crate) fn reopened(self) -> Live {
        let settings = self.fixture.settings();
        self.reopened_with(settings)
    }

    /// The same, served: what becomes due is sent.
    pub(crate) fn served(self) -> Live {
        let settings = Settings { run_clocks: true, ..self.fixture.settings() };
        self.reopened_with(settings)
    }

    /// The same, opened in another way.
    pub(crate) fn reopened_with(self, settings: Settings) -> Live {
        drop(self.engine);
        let engine = Engine::open(settings).expect("the engine opens");
        Live { engine, fixture: self.fixture }
    }

    #[track_caller]
    pub(crate) fn accept_by(&self, actor: Actor, name: &str, command: impl Into<Command>) {
        accept(&self.engine, Request { actor, ..ask(name, command) });
    }

    pub(crate) fn today(&self) -> Day {
        let zone = Zone::named("Asia/Shanghai").expect("built in");
        zone.day_of(self.fixture.clock.now())
    }

    /// A member of the lowest tier.
    pub(crate) fn member(&self, name: &str) -> KocId {
        let koc_id = KocId::derived(&[name.as_bytes()]);
        let registration = self.registration(koc_id);
        self.accept_by(Actor::ADMIN, &format!("register {name}"), registration);
        koc_id
    }

    /// A command that registers somebody in the lowest tier.
    pub(crate) fn registration(&self, koc_id: KocId) -> RegisterKoc {
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

    /// The partner of that number, appointed as mentor.
    pub(crate) fn mentor(&self, number: usize, capacity: u16) -> KocId {
        let koc_id = partner(number);
        let (purpose, text_version) = (ConsentPurpose::Mentoring, 1);
        let consent =
            GrantConsent { koc_id, purpose, text_version, evidence_ref: None, expires_on: None };
        self.accept_by(Actor::koc(koc_id), &format!("consent {number}"), consent);
        let topics = vec!["driving".to_owned()];
        let appoint = AppointMentor { koc_id, topics, capacity, statement: None };
        self.accept_by(Actor::ADMIN, &format!("appoint {number}"), appoint);
        koc_id
    }

    /// A light task open for offers.
    pub(crate) fn open_task(&self, name: &str, slots: Option<u32>) -> TaskId {
        let task_id = TaskId::derived(&[name.as_bytes()]);
        self.accept_by(
            Actor::ADMIN,
            &format!("draft {name}"),
            DraftTask {
                task_id,
                title: both("任务", "Task"),
                horizon: Horizon::Instant,
                mode: Mode::Commission,
                kind: TaskKind::ShortVideo,
                campaign_id: None,
                parent_task_id: None,
                trigger: None,
                difficulty: 1,
                growth: None,
                duty_id: None,
            },
        );
        let brief = WriteBrief { task_id, brief: self.brief() };
        self.accept_by(Actor::ADMIN, &format!("brief {name}"), brief);
        let lin = Actor::operator(OperatorId([8; 16]), Role::Approver);
        let approve = ApproveBrief { task_id, brief_version: 1 };
        self.accept_by(lin, &format!("approve {name}"), approve);
        let open = OpenTask { task_id, selection: Selection::Offer, slots, budget_id: None };
        self.accept_by(Actor::ADMIN, &format!("open {name}"), open);
        task_id
    }

    pub(crate) fn offer(&self, task_id: TaskId, koc_id: KocId) -> AssignTask {
        AssignTask {
            task_id,
            assignee: Assignee::Koc(koc_id),
            brief_version: 1,
            offer_expires_at: self.fixture.clock.now().plus_hours(24),
            returns_override: None,
            contact_operator: None,
            message: "would you like to?".into(),
        }
    }

    pub(crate) fn brief(&self) -> Brief {
        let now = self.fixture.clock.now();
        let criterion = |id: &str, kind, weight| Criterion {
            id: id.to_owned(),
            text: both("清楚", "Clear"),
            kind,
            weight,
            evidence_hint: None,
        };
        Brief {
            objective: both("展示", "Show"),
            expected_effect: both("看懂", "Understood"),
            scope_in: vec![both("出行", "A trip")],
            scope_out: vec![both("比较", "Comparison")],
            outputs: vec![Output { format: "video".to_owned(), min: 60, max: 180, count: 1 }],
            criteria: vec![
                criterion("seen", CriterionKind::Must, 0),
                criterion("clear", CriterionKind::Scored, 100),
            ],
            timeline: Timeline {
                offer_ttl_hours: 24,
                start: now,
                submit_by: now.plus_hours(48),
                review_by: now.plus_hours(96),
            },
            resources: vec![both("表", "A table")],
            returns: vec![Return::uncounted(ReturnKind::Honour, both("之星", "Star"))],
            usage_rights: UsageRights {
                purposes: vec![UsePurpose::Social],
                channels: vec!["app".to_owned()],
                territory: "CN".to_owned(),
                until: None,
                exclusive: false,
            },
            disclosure: Disclosure { required: false, wording: None },
            facts: vec![Fact { claim: both("折叠", "Folds"), source: "manual".to_owned() }],
            ai_policy: AiPolicy::Allowed,
            contact_operator: OperatorId([7; 16]),
            effort_estimate_hours: 4,
            embargo_until: None,
            automatic_check: None,
        }
    }
}

fn external_ref(number: usize) -> String {
    format!("partner-{number}")
}

pub(crate) fn partner(number: usize) -> KocId {
    KocId::of_external(create_programme().programme_id, &external_ref(number))
}

fn both(zh: &str, en: &str) -> LocalText {
    LocalText::new(zh, en)
}
