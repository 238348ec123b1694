//! The programme in which the rush happens: made by commands, with the members waiting and the task
//! open.

use anyhow::{Context, Result, ensure};
use domain::approval::{BudgetProposal, Proposal};
use domain::assignment::command::{ClaimTask, SubmitWork};
use domain::assignment::values::{Assignee, Attestations, Contributor, TermsAccepted, WorkItem};
use domain::budget::command::OpenBudget;
use domain::id::{AssignmentId, BudgetId, CommandId, KocId, Sha256, TaskId};
use domain::operator::command::GiveApproval;
use domain::task::Selection;
use domain::task::brief::{AutomaticCheck, Brief, Return, ReturnKind};
use domain::task::command::{ApproveBrief, DraftTask, OpenTask, WriteBrief};
use domain::vocabulary::{AiUse, Horizon, Mode, RewardUnit, TaskKind, VocabularyAxis};
use domain::{Actor, Amount, Command, LocalText, Moment, Zone};
use engine::{Engine, Request};

use crate::cast::{ZONE, brief, founding, joining, lin};

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
            task_id,
            title: LocalText::new("热点", "Hot topic"),
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
            (Actor::ADMIN, WriteBrief { task_id, brief: paid_brief(now, budget_id) }.into()),
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

/// Checked by rule, and paid for.
fn paid_brief(now: Moment, budget_id: BudgetId) -> Brief {
    let (points, each) = (LocalText::new("积分", "Points"), Amount(EACH));
    Brief {
        returns: vec![Return::paid(ReturnKind::Points, points, each, budget_id)],
        automatic_check: Some(AutomaticCheck { tags: Vec::new(), public_url: false }),
        ..brief(now)
    }
}
