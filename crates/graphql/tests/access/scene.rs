//! A programme with operators who have every role between them, and two members.

use std::sync::Arc;

use async_graphql::Request;
use domain::id::{CommandId, KocId, OperatorId, ProgrammeId, Sha256};
use domain::koc::command::{ConsentGiven, RegisterKoc};
use domain::koc::values::EntrySource;
use domain::operator::command::AddOperator;
use domain::policy::PolicyRules;
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::programme::command::{CreateProgramme, GoLive, PublishConsentText};
use domain::vocabulary::{ConsentPurpose, LabelScheme, TierCode};
use domain::{Actor, Command, Lang, LocalText, Role, Zone};
use engine::{Clock as _, Engine, ManualClock, Request as Sent, Settings};
use graphql::{Api, Caller, Grant, Subject};
use serde_json::Value;
use tempfile::TempDir;

/// Every role that a key can have.
pub(crate) const ROLES: [Role; 9] = [
    Role::Admin,
    Role::Ops,
    Role::Reviewer,
    Role::Approver,
    Role::Finance,
    Role::Librarian,
    Role::Privacy,
    Role::Analyst,
    Role::Koc,
];

pub(crate) const OPERATOR: OperatorId = OperatorId([7; 16]);
/// Some roles do not go together: whoever pays does not approve, and so on.
const PAYMASTER: OperatorId = OperatorId([6; 16]);
const APPROVER: OperatorId = OperatorId([5; 16]);

/// Who has a role.
fn holder(role: Role) -> Subject {
    match role {
        Role::Koc => Subject::Member(MINE),
        Role::Finance | Role::Privacy => Subject::Operator(PAYMASTER),
        Role::Approver => Subject::Operator(APPROVER),
        _ => Subject::Operator(OPERATOR),
    }
}

pub(crate) const MINE: KocId = KocId([8; 16]);
pub(crate) const OTHER: KocId = KocId([9; 16]);

pub(crate) struct Scene {
    pub(crate) api: Api,
    pub(crate) engine: Arc<Engine>,
    _dir: TempDir,
}

impl Scene {
    pub(crate) fn live() -> Scene {
        let dir = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::at("2025-03-01T02:00:00Z".parse().unwrap()));
        let mut settings = Settings::new(dir.path());
        settings.clock = clock.clone();
        let engine = Arc::new(Engine::open(settings).unwrap());
        let api = Api::new(Arc::clone(&engine));
        let scene = Scene { api, engine, _dir: dir };
        let today = Zone::named("Asia/Shanghai").unwrap().day_of(clock.now());
        scene.given(CreateProgramme {
            programme_id: ProgrammeId([1; 16]),
            brand: "Qingfeng".to_owned(),
            name: LocalText::new("清风", "Breeze"),
            time_zone: "Asia/Shanghai".to_owned(),
            locales: vec![Lang::Zh, Lang::En],
            currency: "CNY".to_owned(),
            min_age: 18,
            default_label_scheme: LabelScheme::Role,
            simulation_seed: None,
        });
        let rules = PolicyRules::default_rules();
        scene.given(DraftTierPolicy { version: 1, rules, note: None });
        scene.given(PublishTierPolicy {
            version: 1,
            in_force_from: today,
            impact_report_ref: None,
            grace_for_incumbents_days: 0,
        });
        let purpose = ConsentPurpose::Participation;
        let (text, sha256) = (LocalText::new("我同意。", "I agree."), Sha256([7; 32]));
        scene.given(PublishConsentText { purpose, text_version: 1, text, sha256 });
        for (operator_id, name) in [(OPERATOR, "林岚"), (PAYMASTER, "沈知远"), (APPROVER, "周启明")]
        {
            let held = |role: &Role| holder(*role) == Subject::Operator(operator_id);
            let roles = ROLES.into_iter().filter(held).collect();
            scene.given(AddOperator { operator_id, name: name.into(), roles });
        }
        scene.given_by(Actor::ADMIN, GoLive { live_on: today });
        for (koc_id, name) in [(MINE, "罗一鸣"), (OTHER, "叶青")] {
            let register = RegisterKoc {
                koc_id,
                name: name.into(),
                contact: None,
                birth_year: 1990,
                locale: Lang::Zh,
                entry_source: EntrySource::App,
                referred_by: None,
                consents: vec![ConsentGiven { purpose, text_version: 1 }],
                entry_tier: TierCode::Seed,
                external_ref: Some(format!("ref-{}", koc_id.0[0])),
            };
            scene.given_by(Actor::operator(OPERATOR, Role::Ops), register);
        }
        scene
    }

    #[track_caller]
    fn given(&self, command: impl Into<Command>) {
        self.given_by(Actor::SYSTEM, command);
    }

    #[track_caller]
    pub(crate) fn given_by(&self, actor: Actor, command: impl Into<Command>) {
        let command = command.into();
        let id = CommandId::derived(&[format!("{command:?}").as_bytes()]);
        self.engine.execute(Sent::new(command, id, actor)).unwrap();
    }

    /// What somebody in this role is answered.
    pub(crate) fn ask(&self, role: Role, query: &str) -> Value {
        self.ask_with(Grant::new("key_test", vec![role], holder(role), None, None), query)
    }

    /// Whether somebody in this role may begin to listen.
    pub(crate) fn may_listen(&self, role: Role, subscription: &str) -> bool {
        let grant = Grant::new("key_test", vec![role], holder(role), None, None);
        let caller = Caller::new(Lang::En, Arc::new(grant));
        self.api.prepare(Request::new(subscription), caller).is_ok()
    }

    pub(crate) fn ask_with(&self, grant: Grant, query: &str) -> Value {
        let caller = Caller::new(Lang::En, Arc::new(grant));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let answer = runtime.block_on(self.api.execute(Request::new(query), caller));
        serde_json::to_value(answer).unwrap()
    }
}

/// The code of the first error; empty when there is none.
pub(crate) fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
}
