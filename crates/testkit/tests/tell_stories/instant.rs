//! Many take one task at once.

use domain::Actor;
use domain::Amount;
use domain::assignment::command::{ClaimTask, SubmitWork};
use domain::assignment::values::{Assignee, TermsAccepted};
use domain::id::{AssignmentId, KocId, TaskId};
use domain::task::Selection;
use domain::task::brief::*;
use domain::task::command::*;
use domain::vocabulary::{Horizon, Mode, RewardUnit};
use testkit::scene::Scene;

use crate::money::{open_purse, purse};
use crate::tell;
use testkit::cast::*;
use testkit::work::*;

/// How many are told here; ten thousand stand in the test of the engine.
const MEMBERS: u32 = 24;

/// The claim of a member who hands in with it.
fn wish(task_id: TaskId, koc_id: KocId) -> ClaimTask {
    let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
    ClaimTask { task_id, assignee: Assignee::Koc(koc_id), terms_accepted }
}

#[test]
fn instant_10k_claims() {
    let mut scene = live();
    let members: Vec<KocId> =
        (1..=MEMBERS).map(|number| join(&mut scene, &format!("owner-{number}"))).collect();
    let slots = MEMBERS - 2;
    let budget_id = open_purse(&mut scene, purse("hot-points", RewardUnit::Points, 1_000));
    let task_id = task_id("hot");
    scene.given(mei(), draft("hot", Horizon::Instant, Mode::Commission));
    let full = brief(scene.now(), Horizon::Instant);
    let brief = Brief {
        criteria: full
            .criteria
            .iter()
            .filter(|it| it.kind == CriterionKind::Must)
            .cloned()
            .collect(),
        returns: vec![Return::paid(
            ReturnKind::Points,
            text("二十积分", "20 points"),
            Amount(20),
            budget_id,
        )],
        automatic_check: Some(AutomaticCheck {
            tags: vec!["清风七号".to_owned()],
            public_url: false,
        }),
        ..full
    };
    scene.given(mei(), WriteBrief { task_id, brief });
    scene.given(lin(), ApproveBrief { task_id, brief_version: 1 });
    let (selection, slots) = (Selection::Broadcast, Some(slots));
    scene.given(mei(), OpenTask { task_id, selection, slots, budget_id: None });
    hand_in(&mut scene, task_id, &members);
    scene.wait_hours(1);
    let due: Vec<_> = scene.state.timers().due(scene.now()).map(|(_, timer)| timer).collect();
    for timer in due.into_iter().filter(|timer| timer.name() == "SpendBudget") {
        let lump = timer.command(&scene.state).expect("is due");
        scene.given(Actor::SYSTEM, lump);
    }
    scene.given(mei(), CloseTask { task_id, reason: "名额已满".to_owned() });
    tell(
        "instant_10k_claims",
        "One broadcast, 22 places, 24 members, 20 points each. Most take the task and hand in \
         within one act: checked by rule, credited and paid in the same commit. One forgets the tag \
         and waits for a person, one takes the task first and hands in later, two come too late. \
         The purse held for every place at once and spends in lumps. Ten thousand members would \
         make this file huge: they stand in the test of the engine, twenty-four here.",
        &scene,
    );
}

#[track_caller]
fn hand_in(scene: &mut Scene, task_id: TaskId, members: &[KocId]) {
    for (number, koc_id) in members.iter().enumerate() {
        let assignment_id = AssignmentId::of(task_id, *koc_id);
        let work = SubmitWork {
            claim: Some(wish(task_id, *koc_id)),
            tags: vec!["清风七号".to_owned()],
            ..submission(assignment_id, *koc_id, 1)
        };
        let by = Actor::koc(*koc_id);
        match number {
            0 => {
                scene.given(by, SubmitWork { tags: Vec::new(), ..work });
            }
            1 => {
                scene.given(by, wish(task_id, *koc_id));
                scene.given(by, SubmitWork { claim: None, ..work });
            }
            22.. => scene.refused(by, work, "NO_SLOTS_LEFT"),
            _ => {
                scene.given(by, work);
            }
        }
    }
}
