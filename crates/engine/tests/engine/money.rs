//! Money under a rush: one broadcast and everybody at once, and races for the last of a purse.

use std::collections::BTreeMap;
use std::thread;

use domain::approval::{BudgetProposal, Proposal};
use domain::budget::command::OpenBudget;
use domain::contribution::command::CreditContribution;
use domain::id::{BudgetId, EntryId, EventId, KocId, OperatorId, PayoutId, RewardId, TaskId};
use domain::operator::command::GiveApproval;
use domain::payout::command::{PayoutLine, PreparePayout};
use domain::policy::Dims;
use domain::reward::command::{GrantReward, PostReward, ReserveReward, SetTaxProfile};
use domain::reward::values::{RewardFor, TaxCategory};
use domain::task::Selection;
use domain::task::brief::*;
use domain::task::command::{ApproveBrief, DraftTask, OpenTask, WriteBrief};
use domain::vocabulary::{ContributionKind, Horizon, Mode, RewardUnit, TaskKind};
use domain::{Actor, Amount, Command, Event, LocalText, Role, budget, reward};
use engine::{Clock, CommandError, Request};
use testkit::work;

use crate::live::Live;
use crate::races::{ROUNDS, one_wins, race};
use crate::support::*;

/// Members who rush at once: ten thousand, and fewer where code is built to be debugged, because
/// ten thousand take a minute there. `bench instant` sends the ten thousand too, and fails unless
/// every place is taken once.
const MEMBERS: u32 = if cfg!(debug_assertions) { 2_000 } else { 10_000 };

/// Points for each work.
pub(crate) const EACH: u64 = 20;

/// Threads that send; each has many commands under way.
const SENDERS: usize = 8;

fn text() -> LocalText {
    LocalText::new("热点", "Hot topic")
}

impl Live {
    /// A purse that the admin opens and lin approves.
    pub(crate) fn purse(&self, name: &str, unit: RewardUnit, amount: u64) -> BudgetId {
        let (budget_id, amount) = (BudgetId::derived(&[name.as_bytes()]), Amount(amount));
        let lin = Actor::operator(OperatorId([8; 16]), Role::Approver);
        let proposal = Proposal::OpenBudget(BudgetProposal { budget_id, unit, amount });
        self.accept_by(
            lin,
            &format!("approve purse {name}"),
            GiveApproval { proposal, note: None },
        );
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
        self.accept_by(Actor::ADMIN, &format!("open purse {name}"), purse);
        budget_id
    }

    /// An instant task for whoever wants it, checked by rule, with so many places.
    pub(crate) fn broadcast(&self, name: &str, returns: Vec<Return>, slots: u32) -> TaskId {
        let task_id = TaskId::derived(&[name.as_bytes()]);
        let draft = DraftTask {
            task_id,
            title: text(),
            horizon: Horizon::Instant,
            mode: Mode::Commission,
            kind: TaskKind::HashtagPost,
            campaign_id: None,
            parent_task_id: None,
            trigger: None,
            difficulty: 1,
            growth: None,
            duty_id: None,
        };
        self.accept_by(Actor::ADMIN, &format!("draft instant {name}"), draft);
        let full = self.brief();
        let criteria = full.criteria.iter().filter(|it| it.kind == CriterionKind::Must);
        let brief = Brief {
            criteria: criteria.cloned().collect(),
            returns,
            automatic_check: Some(AutomaticCheck { tags: Vec::new(), public_url: false }),
            ..full
        };
        self.accept_by(
            Actor::ADMIN,
            &format!("brief instant {name}"),
            WriteBrief { task_id, brief },
        );
        let lin = Actor::operator(OperatorId([8; 16]), Role::Approver);
        let approve = ApproveBrief { task_id, brief_version: 1 };
        self.accept_by(lin, &format!("approve brief instant {name}"), approve);
        let (selection, slots) = (Selection::Broadcast, Some(slots));
        let open = OpenTask { task_id, selection, slots, budget_id: None };
        self.accept_by(Actor::ADMIN, &format!("open instant {name}"), open);
        task_id
    }

    /// Registers so many members, many at a time.
    pub(crate) fn crowd(&self, members: u32) -> Vec<KocId> {
        let ids: Vec<KocId> =
            (0..members).map(|number| KocId::derived(&[b"crowd", &number.to_be_bytes()])).collect();
        let waiting: Vec<_> = ids
            .iter()
            .map(|id| self.engine.submit(ask(&format!("join {id}"), self.registration(*id))))
            .collect();
        waiting.into_iter().for_each(|pending| {
            pending.wait().expect("registered");
        });
        ids
    }
}

pub(crate) fn claim(name: &str, task_id: TaskId, koc_id: KocId) -> Request {
    Request { actor: Actor::koc(koc_id), ..ask(name, work::claim(task_id, koc_id)) }
}

/// Hands in what was taken before.
pub(crate) fn hand_in(task_id: TaskId, koc_id: KocId) -> Request {
    let mut request = rush(task_id, koc_id);
    if let Command::SubmitWork(work) = &mut request.command {
        work.claim = None;
    }
    request
}

/// Takes the task and hands in, in one act.
pub(crate) fn rush(task_id: TaskId, koc_id: KocId) -> Request {
    let rush = ask(&format!("rush {koc_id}"), work::rush(task_id, koc_id));
    Request { actor: Actor::koc(koc_id), ..rush }
}

/// Everybody sends at once; how many were accepted, and the codes of the others.
fn rush_all(programme: &Live, task_id: TaskId, crowd: &[KocId]) -> (usize, Vec<&'static str>) {
    let part = crowd.len().div_ceil(SENDERS);
    let send = |members: &[KocId]| {
        let waiting: Vec<_> =
            members.iter().map(|koc_id| programme.engine.submit(rush(task_id, *koc_id))).collect();
        waiting.into_iter().map(engine::Pending::wait).collect::<Vec<_>>()
    };
    let answers = thread::scope(|scope| {
        let senders: Vec<_> =
            crowd.chunks(part).map(|members| scope.spawn(move || send(members))).collect();
        senders.into_iter().flat_map(|it| it.join().expect("no panic")).collect::<Vec<_>>()
    });
    let accepted = answers.iter().filter(|answer| answer.is_ok()).count();
    let refused = answers.into_iter().filter_map(|answer| match answer {
        Err(CommandError::Refused(refusal)) => Some(refusal.code()),
        Err(other) => panic!("not an answer of the rules: {other}"),
        Ok(_) => None,
    });
    (accepted, refused.collect())
}

#[test]
fn everybody_takes_one_instant_task_at_once() {
    let programme = Live::new();
    let crowd = programme.crowd(MEMBERS);
    let slots = MEMBERS - MEMBERS / 10;
    let funded = u64::from(slots) * EACH;
    let budget_id = programme.purse("hot", RewardUnit::Points, funded);
    let points = Return::paid(ReturnKind::Points, text(), Amount(EACH), budget_id);
    let task_id = programme.broadcast("hot", vec![points], slots);
    let (accepted, refused) = rush_all(&programme, task_id, &crowd);

    assert_eq!(accepted, slots as usize, "every place is taken and none twice");
    assert_eq!(refused.len(), (MEMBERS - slots) as usize);
    assert!(refused.iter().all(|code| *code == "NO_SLOTS_LEFT"));

    let mut posted: BTreeMap<KocId, u32> = BTreeMap::new();
    let (mut held, mut spent, mut lumps) = (0_u64, 0_u64, 0_u32);
    for recorded in programme.engine.read(EventId(1)) {
        match recorded.expect("readable").event {
            Event::Reward(reward::Event::RewardPosted(e)) => {
                *posted.entry(e.koc_id).or_default() += 1;
            }
            Event::Budget(budget::Event::BudgetHeld(e)) => held += e.amount.0,
            Event::Budget(budget::Event::BudgetReleased(e)) => held -= e.amount.0,
            Event::Budget(budget::Event::BudgetSpent(e)) => {
                held -= e.amount.0;
                spent += e.amount.0;
                lumps += 1;
            }
            _ => {}
        }
        assert!(held + spent <= funded, "the purse was overspent");
    }
    assert_eq!(posted.len(), slots as usize, "everybody who has a place was paid");
    assert!(posted.values().all(|times| *times == 1), "and nobody twice");
    assert_eq!(lumps, slots / 500, "spent in lumps, not one by one");
    let view = programme.engine.view();
    let given: i64 = view.rewards.accounts().iter().map(|account| account.balances[0]).sum();
    assert_eq!(given, i64::try_from(funded).expect("small"));
    programme.engine.verify().expect("rules, read models and the log tell one story");
}

#[test]
fn a_member_does_not_claim_more_than_they_may_hold() {
    let programme = Live::new();
    let tasks = ["held", "left", "right"].map(|name| {
        programme.broadcast(name, vec![Return::uncounted(ReturnKind::Honour, text())], ROUNDS)
    });
    for round in 0..ROUNDS {
        let koc_id = programme.member(&format!("member {round}"));
        accept(&programme.engine, claim(&format!("held {round}"), tasks[0], koc_id));
        let one = claim(&format!("left {round}"), tasks[1], koc_id);
        let two = claim(&format!("right {round}"), tasks[2], koc_id);
        one_wins(race(&programme.engine, one, two), "CONCURRENT_LIMIT_REACHED");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn the_last_place_is_claimed_by_one_member() {
    let programme = Live::new();
    for round in 0..ROUNDS {
        let returns = vec![Return::uncounted(ReturnKind::Honour, text())];
        let task_id = programme.broadcast(&format!("task {round}"), returns, 1);
        let [one, two] = ["one", "two"].map(|who| {
            let name = format!("{who} {round}");
            claim(&name, task_id, programme.member(&name))
        });
        one_wins(race(&programme.engine, one, two), "NO_SLOTS_LEFT");
    }
    programme.engine.verify().expect("sound");
}

fn grant(name: &str, koc_id: KocId, budget_id: BudgetId, unit: RewardUnit, amount: u64) -> Request {
    let (reward_id, amount) = (RewardId::derived(&[name.as_bytes()]), Amount(amount));
    let reason = "stood out".into();
    ask(name, GrantReward { reward_id, koc_id, unit, amount, budget_id, reason })
}

#[test]
fn the_last_of_a_purse_is_given_once() {
    let programme = Live::new();
    let koc_id = programme.member("member");
    for round in 0..ROUNDS {
        let budget_id = programme.purse(&format!("purse {round}"), RewardUnit::Points, 100);
        let [one, two] = ["one", "two"]
            .map(|who| grant(&format!("{who} {round}"), koc_id, budget_id, RewardUnit::Points, 60));
        one_wins(race(&programme.engine, one, two), "BUDGET_EXCEEDED");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn one_event_is_credited_once() {
    let programme = Live::new();
    let koc_id = programme.member("member");
    for round in 0..ROUNDS {
        let credit = |who: &str| {
            let name = format!("{who} {round}");
            let credited = CreditContribution {
                entry_id: EntryId::derived(&[name.as_bytes()]),
                koc_id,
                kind: ContributionKind::Help,
                points: 5,
                share_bp: 10_000,
                source_event: EventId(1),
                rule: format!("help-{round}"),
                effective_on: programme.today(),
                dims: Dims { contribution: 5, influence: 0, activity: 0 },
            };
            ask(&name, credited)
        };
        let answers = race(&programme.engine, credit("one"), credit("two"));
        one_wins(answers, "ALREADY_CREDITED");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn one_event_is_rewarded_once() {
    let programme = Live::new();
    let koc_id = programme.member("member");
    for round in 0..ROUNDS {
        let budget_id = programme.purse(&format!("purse {round}"), RewardUnit::Points, 100);
        let [one, two] = ["one", "two"].map(|who| {
            let name = format!("{who} {round}");
            let reward_id = RewardId::derived(&[name.as_bytes()]);
            let promise = ReserveReward {
                reward_id,
                koc_id,
                unit: RewardUnit::Points,
                amount: Amount(10),
                budget_id,
                reserved_for: RewardFor::Reference("thread-9".to_owned()),
                expires_at: None,
            };
            accept(&programme.engine, ask(&format!("promise {name}"), promise));
            ask(&name, PostReward { reward_id, amount: None, for_event: EventId(1) })
        });
        one_wins(race(&programme.engine, one, two), "ALREADY_POSTED");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn a_reward_waits_in_one_payout() {
    let programme = Live::new();
    let koc_id = programme.member("member");
    let budget_id = programme.purse("cash", RewardUnit::Cash, u64::from(ROUNDS) * 1_000);
    let profile = SetTaxProfile {
        koc_id,
        payee: "account 6222".into(),
        tax_category: TaxCategory::LabourService,
        residence: "CN".to_owned(),
        verified_on: Some(programme.today()),
    };
    programme.accept_by(Actor::ADMIN, "payee", profile);
    for round in 0..ROUNDS {
        let name = format!("fee {round}");
        let fee = grant(&name, koc_id, budget_id, RewardUnit::Cash, 1_000);
        accept(&programme.engine, fee);
        let reward_id = RewardId::derived(&[name.as_bytes()]);
        let [one, two] = ["one", "two"].map(|who| {
            let name = format!("{who} {round}");
            let (gross, tax, net) = (Amount(1_000), Amount::ZERO, Amount(1_000));
            let run = PreparePayout {
                payout_id: PayoutId::derived(&[name.as_bytes()]),
                cutoff: programme.fixture.clock.now(),
                unit: RewardUnit::Cash,
                lines: vec![PayoutLine { koc_id, reward_id, gross, tax, net }],
            };
            ask(&name, run)
        });
        one_wins(race(&programme.engine, one, two), "LINE_ALREADY_BATCHED");
    }
    programme.engine.verify().expect("sound");
}
