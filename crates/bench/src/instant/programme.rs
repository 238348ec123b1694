//! The programme in which the rush happens: made by commands, with the members waiting and the task
//! open.

use anyhow::{Context, Result, ensure};
use domain::approval::{BudgetProposal, Proposal};
use domain::budget::command::OpenBudget;
use domain::id::{BudgetId, CommandId, KocId, TaskId};
use domain::operator::command::GiveApproval;
use domain::task::Selection;
use domain::task::brief::{AutomaticCheck, Brief, Return, ReturnKind};
use domain::task::command::{ApproveBrief, DraftTask, OpenTask, WriteBrief};
use domain::vocabulary::{RewardUnit, TaskKind, VocabularyAxis};
use domain::{Actor, Amount, Command, LocalText, Moment, Zone};
use engine::{Engine, Request};
use testkit::work::rush;

use crate::cast::{ZONE, brief, drafted, founding, joining, lin};

/// Points each work gives.
const EACH: u64 = 20;

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
    for (actor, command) in founding(today, &[(VocabularyAxis::Format, &["video"])]) {
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
        .map(|koc_id| engine.submit(request(Actor::ADMIN, joining(*koc_id, "An"))))
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
            title: LocalText::new("热点", "Hot topic"),
            kind: TaskKind::HashtagPost,
            ..drafted(task_id)
        };
        let slots = u32::try_from(members.len()).ok();
        let selection = Selection::Broadcast;
        vec![
            (lin(), GiveApproval { proposal, note: None }.into()),
            (Actor::ADMIN, purse.into()),
            (Actor::ADMIN, draft.into()),
            (Actor::ADMIN, WriteBrief { task_id, brief: paid_brief(now, budget_id) }.into()),
            (lin(), ApproveBrief { task_id, brief_version: 1 }.into()),
            (Actor::ADMIN, OpenTask { task_id, selection, slots, budget_id: None }.into()),
        ]
    }

    /// One command for each member: takes the task and hands in.
    pub(crate) fn requests(&self) -> Vec<Request> {
        let all = self.members.iter();
        all.map(|koc_id| request(Actor::koc(*koc_id), rush(self.task_id, *koc_id))).collect()
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

/// Checked by rule, and paid for.
fn paid_brief(now: Moment, budget_id: BudgetId) -> Brief {
    let (points, each) = (LocalText::new("积分", "Points"), Amount(EACH));
    Brief {
        returns: vec![Return::paid(ReturnKind::Points, points, each, budget_id)],
        automatic_check: Some(AutomaticCheck { tags: Vec::new(), public_url: false }),
        ..brief(now)
    }
}
