//! How members dispute what was decided, and how the team changes.

use domain::appeal::command::*;
use domain::appeal::values::*;
use domain::id::{AppealId, EventId, KocId};
use domain::operator::command::*;
use domain::vocabulary::{Horizon, Mode};
use domain::{Actor, Role};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::*;

pub(crate) fn appeal_id(name: &str) -> AppealId {
    AppealId::derived(&[name.as_bytes()])
}

/// The position of the newest event of that name.
#[track_caller]
pub(crate) fn newest(scene: &Scene, name: &str) -> EventId {
    let found = scene.log.iter().rev().find(|recorded| recorded.event.event_type().name == name);
    found.unwrap_or_else(|| panic!("no {name}")).position
}

pub(crate) fn file(name: &str, koc_id: KocId, against: EventId, words: &str) -> FileAppeal {
    FileAppeal { appeal_id: appeal_id(name), koc_id, against, grounds: words.into() }
}

pub(crate) fn decide(
    name: &str,
    decision: Verdict,
    words: &str,
    remedy: Option<Remedy>,
) -> DecideAppeal {
    DecideAppeal { appeal_id: appeal_id(name), decision, reasons: words.into(), remedy }
}

/// A member hands work in and wei decides on it.
#[track_caller]
pub(crate) fn judged(
    scene: &mut Scene,
    name: &str,
    koc_id: KocId,
    decision: domain::assignment::values::Decision,
) {
    let task_id = open(scene, name, Horizon::Instant, Mode::Commission, None);
    let assignment_id = take_on(scene, task_id, koc_id);
    scene.wait_hours(12);
    scene.given(Actor::koc(koc_id), submission(assignment_id, koc_id, 1));
    judge(scene, assignment_id, 1, decision, 78);
}

#[test]
fn rejected_overturned_on_appeal() {
    use domain::assignment::values::Decision::{Approve, Reject};
    let mut scene = live();
    let (vera, wang) = (join(&mut scene, "vera"), join(&mut scene, "wang"));
    judged(&mut scene, "vera films", vera, Reject);
    let rejected = newest(&scene, "WorkRejected");
    scene.wait_days(2);
    let grounds = "续航读数在 40 秒处清楚可见";
    scene.given(member("vera"), file("vera", vera, rejected, grounds));
    let to_wei = AssignAppeal { appeal_id: appeal_id("vera"), handler: operator_id("wei") };
    scene.refused(mei(), to_wei.clone(), "HANDLER_IS_DECIDER");
    scene.given(mei(), AssignAppeal { handler: operator_id("lin"), ..to_wei });
    scene.wait_days(3);
    let counts_after_all =
        Remedy::OverturnReview(OverturnRemedy { new_decision: NewDecision::Approve });
    let right = decide("vera", Verdict::Uphold, "读数清楚,作品通过", Some(counts_after_all));
    scene.given(lin(), right);

    judged(&mut scene, "wang films", wang, Reject);
    let rejected = newest(&scene, "WorkRejected");
    scene.given(member("wang"), file("wang", wang, rejected, "我觉得可以"));
    scene.given(mei(), AssignAppeal { appeal_id: appeal_id("wang"), handler: operator_id("lin") });
    scene.given(lin(), decide("wang", Verdict::Dismiss, "画面没有续航读数", None));

    judged(&mut scene, "wang tries again", wang, Approve);
    let approved = newest(&scene, "WorkApproved");
    scene.given(member("wang"), file("score", wang, approved, "分数偏低"));
    scene.given(member("wang"), WithdrawAppeal { appeal_id: appeal_id("score") });
    tell(
        "rejected_overturned_on_appeal",
        "Wei rejects what Vera filmed; Vera disputes it, and Lin, who had no part in it, finds \
         her right: the work counts after all and is credited in the same commit. Wang disputes a \
         rejection that stands, and takes another appeal back.",
        &scene,
    );
}

#[test]
fn operator_deactivated_with_hand_over() {
    let mut scene = live();
    let operator_id = operator_id;
    for name in ["ann", "bo"] {
        let (operator_id, roles) = (operator_id(name), vec![Role::Admin]);
        scene.given(Actor::ADMIN, AddOperator { operator_id, name: name.into(), roles });
    }
    let ann = Actor::operator(operator_id("ann"), Role::Admin);
    let xia = join(&mut scene, "xia");
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, None);
    take_on(&mut scene, task_id, xia);
    let reason = || "调往其他团队".into();
    let leaves = |hand_over_to| DeactivateOperator {
        operator_id: operator_id("mei"),
        reason: reason(),
        hand_over_to,
    };
    scene.refused(ann, leaves(None), "OPERATOR_HAS_CONTACTS");
    let role = Role::Ops;
    scene.given(ann, GrantRole { operator_id: operator_id("wei"), role });
    scene.given(ann, leaves(Some(operator_id("wei"))));
    scene.given(ann, RevokeRole { operator_id: operator_id("bo"), role: Role::Admin });
    scene.refused(
        ann,
        RevokeRole { operator_id: operator_id("ann"), role: Role::Admin },
        "LAST_ADMIN",
    );
    let zoe = join_by(&mut scene, "zoe", Actor::operator(operator_id("wei"), Role::Ops));
    let offered = offer(scene.now(), task_id, zoe);
    scene.refused(mei(), offered.clone(), "OPERATOR_INACTIVE");
    scene.given(Actor::operator(operator_id("wei"), Role::Ops), offered);
    tell(
        "operator_deactivated_with_hand_over",
        "Mei moves to another team. She is the contact of a task and of the work under way, so \
         she cannot go before Wei takes both over. Wei is named to whoever is offered the task \
         next; Mei sends nothing more, and the last administrator stays.",
        &scene,
    );
}
