//! A live programme in a scratch folder. Its clock stands until a test moves it.

use std::cell::Cell;
use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response};
use domain::approval::{Proposal, TierProposal};
use domain::campaign::command::PlanCampaign;
use domain::campaign::values::{Cadence, Kpi, KpiMetric};
use domain::id::{CampaignId, CommandId, DataRequestId, KocId, OperatorId, ProgrammeId, Sha256};
use domain::koc::command::*;
use domain::koc::values::EntrySource;
use domain::operator::command::{AddOperator, GiveApproval};
use domain::policy::PolicyRules;
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::privacy::command::{EraseKoc, ReceiveDataRequest, VerifyRequester};
use domain::privacy::values::{DataRequestKind, RetentionGround, VerificationMethod};
use domain::programme::command::{CreateProgramme, ExtendVocabulary, GoLive, PublishConsentText};
use domain::vocabulary::{ConsentPurpose, LabelScheme, TierCode, VocabularyAxis};
use domain::{Actor, Command, Day, Lang, LocalText, Moment, Role, Zone};
use engine::{Accepted, Engine, ManualClock, Request as EngineRequest, Settings};
use expect_test::Expect;
use graphql::{Api, Caller};
use serde_json::Value;
use tempfile::TempDir;

/// 10 o'clock in the programme's zone, a Saturday.
const START: &str = "2025-03-01T02:00:00Z";

pub(crate) struct Programme {
    pub(crate) engine: Arc<Engine>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) api: Api,
    sent: Cell<u32>,
    _dir: TempDir,
}

pub(crate) fn mei() -> Actor {
    Actor::operator(operator("mei"), Role::Ops).asserted()
}

pub(crate) fn lin() -> Actor {
    Actor::operator(operator("lin"), Role::Approver).asserted()
}

pub(crate) fn operator(name: &str) -> OperatorId {
    OperatorId::derived(&[name.as_bytes()])
}

pub(crate) fn koc(name: &str) -> KocId {
    KocId::derived(&[name.as_bytes()])
}

/// The whole answer of an API. A query is asked once more, as servers do, and must find the same.
pub(crate) fn answer_of(api: &Api, query: &str, lang: Lang) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let prepare = || api.prepare(Request::new(query), Caller::admin(lang));
    let answer = match prepare() {
        Ok(operation) => runtime.block_on(api.run(operation)),
        Err(refused) => *refused,
    };
    if let Ok(operation) = prepare()
        && operation.kind() == OperationType::Query
    {
        let again = runtime.block_on(api.run(operation.as_json()));
        assert_eq!(json_of(&again), json_of(&answer), "{query}");
    }
    serde_json::to_value(answer).unwrap()
}

fn json_of(answer: &Response) -> String {
    let mut text = Vec::new();
    graphql::write_json(&answer.data, &mut text);
    String::from_utf8(text).unwrap()
}

impl Programme {
    /// Live since the first of March 2025, with operators mei and lin and nobody else.
    pub(crate) fn live() -> Programme {
        let dir = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::at(START.parse().unwrap()));
        let mut settings = Settings::new(dir.path());
        settings.clock = clock.clone();
        let engine = Arc::new(Engine::open(settings).unwrap());
        let api = Api::new(Arc::clone(&engine));
        let programme = Programme { engine, clock, api, sent: Cell::new(0), _dir: dir };
        programme.found();
        programme
    }

    /// A campaign of thirty days from today, looked after by mei, for nine works; nothing can be
    /// won in it.
    pub(crate) fn campaign(&self, campaign_id: CampaignId) -> PlanCampaign {
        let text = |en: &str| LocalText::new("节油", en);
        PlanCampaign {
            campaign_id,
            name: text("Fuel"),
            goal: text("Less of it"),
            kpis: vec![Kpi {
                code: "works".to_owned(),
                name: text("Works"),
                metric: KpiMetric::ApprovedWorks,
                target: 9,
            }],
            starts_on: self.today(),
            ends_on: self.today().plus(29),
            cadence: Cadence::Weekly,
            award_plan: Vec::new(),
            budget_id: None,
            planning_partners: Vec::new(),
            owner: operator("mei"),
            decay_alert_bp: None,
        }
    }

    fn found(&self) {
        self.given(
            Actor::SYSTEM,
            CreateProgramme {
                programme_id: ProgrammeId::derived(&[b"programme"]),
                brand: "Qingfeng".to_owned(),
                name: LocalText::new("清风车主共创", "Qingfeng owners"),
                time_zone: "Asia/Shanghai".to_owned(),
                locales: vec![Lang::Zh, Lang::En],
                currency: "CNY".to_owned(),
                min_age: 18,
                default_label_scheme: LabelScheme::Role,
                simulation_seed: None,
            },
        );
        let rules = PolicyRules::default_rules();
        self.given(Actor::SYSTEM, DraftTierPolicy { version: 1, rules, note: None });
        self.given(
            Actor::SYSTEM,
            PublishTierPolicy {
                version: 1,
                in_force_from: self.today(),
                impact_report_ref: None,
                grace_for_incumbents_days: 0,
            },
        );
        for purpose in [ConsentPurpose::Participation, ConsentPurpose::Mentoring] {
            let text = LocalText::new("我同意。", "I agree.");
            let sha256 = Sha256([7; 32]);
            let text = PublishConsentText { purpose, text_version: 1, text, sha256 };
            self.given(Actor::SYSTEM, text);
        }
        let labels = LocalText::new("摄影", "Photography");
        let (axis, code) = (VocabularyAxis::Topic, "photo".to_owned());
        self.given(Actor::SYSTEM, ExtendVocabulary { axis, code, labels });
        for (name, role) in [("mei", Role::Ops), ("lin", Role::Approver)] {
            let (operator_id, roles) = (operator(name), vec![role]);
            self.given(Actor::SYSTEM, AddOperator { operator_id, name: name.into(), roles });
        }
        self.given(mei(), GoLive { live_on: self.today() });
    }

    /// The number of a command that was not sent before.
    pub(crate) fn number(&self) -> u32 {
        self.sent.set(self.sent.get() + 1);
        self.sent.get()
    }

    /// Sends a command that must be accepted.
    #[track_caller]
    pub(crate) fn given(&self, actor: Actor, command: impl Into<Command>) -> Accepted {
        let id = CommandId::derived(&[b"given", &self.number().to_be_bytes()]);
        self.engine.execute(EngineRequest::new(command, id, actor)).unwrap()
    }

    pub(crate) fn now(&self) -> Moment {
        use engine::Clock as _;
        self.clock.now()
    }

    pub(crate) fn today(&self) -> Day {
        Zone::named("Asia/Shanghai").unwrap().day_of(self.now())
    }

    pub(crate) fn wait_days(&self, days: i64) {
        self.clock.advance_hours(days * 24);
    }

    /// A member of the lowest tier, known elsewhere by the same name with `-` for spaces.
    #[track_caller]
    pub(crate) fn member(&self, name: &str) -> KocId {
        let consent = ConsentGiven { purpose: ConsentPurpose::Participation, text_version: 1 };
        self.given(
            mei(),
            RegisterKoc {
                koc_id: koc(name),
                name: name.into(),
                contact: None,
                birth_year: 1990,
                locale: Lang::Zh,
                entry_source: EntrySource::App,
                referred_by: None,
                consents: vec![consent],
                entry_tier: TierCode::Seed,
                external_ref: Some(name.replace(' ', "-")),
            },
        );
        koc(name)
    }

    /// Lets 30 days pass and moves a member one tier up, for a reason, approved by lin.
    #[track_caller]
    pub(crate) fn rise(&self, koc_id: KocId, to_tier: TierCode) -> Accepted {
        self.wait_days(30);
        if to_tier == TierCode::Partner {
            let expires_at = self.now().plus_hours(48);
            let message = "come along".into();
            let target_tier = to_tier;
            let candidacy_id = None;
            self.given(
                mei(),
                InviteToTier { koc_id, target_tier, message, expires_at, candidacy_id },
            );
            let actor = Actor::koc(koc_id).asserted();
            self.given(actor, AcceptTierInvitation { koc_id, target_tier });
        }
        self.approve(Proposal::Promote(TierProposal { koc_id, to_tier }));
        self.given(
            mei(),
            PromoteKoc {
                koc_id,
                to_tier,
                policy_version: 1,
                basis: PromotionBasis::Override("stood out".into()),
                evidence: EvidenceNote { refs: Vec::new(), note: None },
                effective_on: self.today(),
            },
        )
    }

    /// Forgets a member, at their wish.
    #[track_caller]
    pub(crate) fn forget(&self, koc_id: KocId) {
        let request_id = DataRequestId::derived(&[&koc_id.0]);
        let wish = ReceiveDataRequest {
            request_id,
            koc_id,
            kind: DataRequestKind::Deletion.code(),
            received_at: None,
            due: None,
            note: None,
        };
        self.given(Actor::koc(koc_id), wish);
        let method = VerificationMethod::InPerson;
        self.given(Actor::ADMIN, VerifyRequester { request_id, method });
        let kept_under = vec![RetentionGround::Audit];
        self.given(Actor::ADMIN, EraseKoc { koc_id, request_id, kept_under });
    }

    #[track_caller]
    pub(crate) fn approve(&self, proposal: Proposal) {
        self.given(lin(), GiveApproval { proposal, note: None });
    }

    /// The whole answer.
    pub(crate) fn answer(&self, query: &str, lang: Lang) -> Value {
        answer_of(&self.api, query, lang)
    }

    /// The data of an answer without errors.
    #[track_caller]
    pub(crate) fn ask(&self, query: &str) -> Value {
        let answer = self.answer(query, Lang::En);
        assert_eq!(answer.get("errors"), None, "{query}");
        answer["data"].clone()
    }

    /// Asks, and compares the data with what is expected.
    #[track_caller]
    pub(crate) fn check(&self, query: &str, expected: Expect) {
        expected.assert_eq(&format!("{:#}\n", self.ask(query)));
    }

    /// The code of the one error of an answer.
    #[track_caller]
    pub(crate) fn fault(&self, query: &str) -> String {
        let answer = self.answer(query, Lang::En);
        let errors = answer["errors"].as_array().cloned().unwrap_or_default();
        assert_eq!(errors.len(), 1, "{answer}");
        errors[0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }
}
