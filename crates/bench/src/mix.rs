//! A programme in its daily life: members join, say what they can do, are offered work, take it,
//! hand it in, are reviewed and credited, and ask for what is refused; all by commands.

use anyhow::{Context, Result, ensure};
use domain::activity::command::RecordActivity;
use domain::activity::values::{ActivityKind, YearMonth};
use domain::assignment::command::StartReview;
use domain::assignment::values::{Decision, ReviewStage};
use domain::id::{AssignmentId, CommandId};
use domain::koc::command::UpdateProfile;
use domain::task::Selection;
use domain::task::command::{ApproveBrief, OpenTask, WriteBrief};
use domain::vocabulary::{Horizon, Mode};
use domain::{Actor, Command, Moment, Zone};
use engine::{Engine, Request};
use testkit::cast::{founding, joining, koc, lin, mei, wei};
use testkit::work::{acceptance, brief, draft, offer, review, submission, task_id};

use crate::cast::ZONE;

/// Commands of each member.
pub(crate) const EACH: usize = 9;

/// A command, and whether it is to be refused.
pub(crate) struct Asked {
    pub(crate) request: Request,
    pub(crate) refused: bool,
}

/// What one member sends and others send about them, in order. The last is refused: the work is
/// approved already.
pub(crate) struct Mix {
    now: Moment,
}

impl Mix {
    /// Founds a programme with one task that is open for everybody.
    pub(crate) fn found(engine: &Engine) -> Result<Mix> {
        let now = engine.now().map_err(anyhow::Error::msg)?;
        let today = Zone::named(ZONE).context("built in")?.day_of(now);
        let task_id = task_id(TASK);
        let live = domain::programme::command::GoLive { live_on: today };
        let (selection, slots) = (Selection::Offer, None);
        let task: [(Actor, Command); 5] = [
            (mei(), live.into()),
            (mei(), draft(TASK, Horizon::Instant, Mode::Commission).into()),
            (mei(), WriteBrief { task_id, brief: brief(now, Horizon::Instant) }.into()),
            (lin(), ApproveBrief { task_id, brief_version: 1 }.into()),
            (mei(), OpenTask { task_id, selection, slots, budget_id: None }.into()),
        ];
        for (number, (actor, command)) in founding(today).into_iter().chain(task).enumerate() {
            let name = command.name();
            let id = CommandId::derived(&[b"founding", &number.to_be_bytes()]);
            engine.execute(Request::new(command, id, actor)).with_context(|| name.to_owned())?;
        }
        Ok(Mix { now })
    }

    /// All commands of that many members, so that at any time every kind is under way: each member
    /// is one step behind the one before.
    pub(crate) fn asked(&self, members: usize) -> Result<Vec<Asked>> {
        let mut asked = Vec::with_capacity(members * EACH);
        for turn in 0..members + EACH {
            for step in 0..EACH {
                let Some(number) = turn.checked_sub(step).filter(|number| *number < members) else {
                    continue;
                };
                let (actor, command) = self.step(number, step)?;
                let id = CommandId::derived(&[b"mix", &number.to_be_bytes(), &[step as u8]]);
                let request = Request::new(command, id, actor);
                asked.push(Asked { request, refused: step + 1 == EACH });
            }
        }
        ensure!(asked.len() == members * EACH, "every member takes every step");
        Ok(asked)
    }

    fn step(&self, number: usize, step: usize) -> Result<(Actor, Command)> {
        let name = format!("owner-{number}");
        let (koc_id, now) = (koc(&name), self.now);
        let own = Actor::koc(koc_id);
        let assignment_id = AssignmentId::of(task_id(TASK), koc_id);
        let (submission_no, stage) = (1, ReviewStage::Brand);
        Ok(match step {
            0 => (mei(), joining(&name).into()),
            1 => (own, UpdateProfile { koc_id, ..profile() }.into()),
            2 => {
                let month = YearMonth::of(Zone::named(ZONE).context("built in")?.day_of(now));
                let (source, source_ref) = ("app".to_owned(), format!("post-{number}"));
                let (kind, subject) = (ActivityKind::AnsweredQuestion, None);
                let act =
                    RecordActivity { koc_id, kind, at: now, month, source, source_ref, subject };
                (mei(), act.into())
            }
            3 => (mei(), offer(now, task_id(TASK), koc_id).into()),
            4 => (own, acceptance(assignment_id).into()),
            5 => (own, submission(assignment_id, koc_id, submission_no).into()),
            6 => (wei(), StartReview { assignment_id, submission_no, stage }.into()),
            7 => (wei(), review(assignment_id, submission_no, stage, Decision::Approve, 84).into()),
            _ => (own, submission(assignment_id, koc_id, submission_no + 1).into()),
        })
    }
}

const TASK: &str = "24h";

fn profile() -> UpdateProfile {
    UpdateProfile {
        koc_id: koc(""),
        skills: Some(vec!["filming".to_owned()]),
        formats: Some(vec!["short-video".to_owned()]),
        styles: None,
        tones: None,
        topics: Some(vec!["range".to_owned()]),
        audiences: Some(vec!["families".to_owned()]),
        communities: None,
        region: None,
        archetype: None,
        loyalty_note: None,
    }
}
