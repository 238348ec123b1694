//! Managed by relationship, not by orders: talks, promises, and feedback for everybody.

use domain::Actor;
use domain::care::command::*;
use domain::care::values::*;
use domain::id::{FollowUpId, KocId, TalkId};
use domain::operator::command::{AddOperator, DeactivateOperator};
use domain::{Role, Timer};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::*;

fn follow_up_id(name: &str) -> FollowUpId {
    FollowUpId::derived(&[name.as_bytes()])
}

fn talk(scene: &Scene, name: &str, koc_id: KocId, promises: Vec<Promise>) -> HoldTalk {
    HoldTalk {
        koc_id,
        talk_id: TalkId::derived(&[name.as_bytes()]),
        standing_in_for: None,
        held_at: scene.now(),
        medium: TalkMedium::InPerson,
        topics: vec![TalkTopic::Wellbeing, TalkTopic::Development],
        wellbeing_note: Some("最近工作很忙,想少接一些任务".into()),
        development_goals: vec!["想学习剪辑".into()],
        promises,
    }
}

/// Sends what care has due, as the scheduler does.
#[track_caller]
fn care_clock(scene: &mut Scene) {
    let due: Vec<Timer> = scene.state.timers().due(scene.now()).map(|(_, timer)| timer).collect();
    for timer in due {
        if matches!(timer, Timer::FlagTalkDue(_) | Timer::FlagFeedbackDue(_)) {
            let command = timer.command(&scene.state).unwrap();
            scene.given(Actor::SYSTEM, command);
        }
    }
}

#[test]
fn talk_due_held_and_its_promise_kept() {
    let mut scene = live();
    let hua = partner(&mut scene, "hua");
    let xu = operator_id("xu");
    let (name, roles) = ("徐".into(), vec![Role::Ops]);
    scene.given(mei(), AddOperator { operator_id: xu, name, roles });
    scene.given(mei(), AssignRelationshipManager { koc_id: hua, operator_id: xu });
    scene.wait_days(91);
    care_clock(&mut scene);
    // Xu moves on, and mei looks after hua: what waits for xu waits for her.
    let (reason, hand_over_to) = ("调往其他部门".into(), Some(operator_id("mei")));
    scene.given(Actor::ADMIN, DeactivateOperator { operator_id: xu, reason, hand_over_to });
    scene.wait_days(1);
    let kept = PromisedFollowUp {
        follow_up_id: follow_up_id("course"),
        owner: operator_id("lin"),
        due: scene.today().plus(14),
    };
    let promises = vec![
        Promise { what: "安排一次剪辑培训".into(), follow_up: Some(kept) },
        Promise { what: "五月只发轻任务".into(), follow_up: None },
    ];
    let held = talk(&scene, "spring", hua, promises);
    scene.given(mei(), held);
    scene.wait_days(10);
    let outcome = "已报名六月的培训班".into();
    let follow_up_id = follow_up_id("course");
    scene.given(mei(), CloseFollowUp { koc_id: hua, follow_up_id, outcome });
    scene.wait_days(2);
    let cable = OpenFollowUp {
        koc_id: hua,
        follow_up_id: self::follow_up_id("cable"),
        what: "寄送充电线".into(),
        owner: operator_id("mei"),
        due: scene.today().plus(3),
    };
    scene.given(mei(), cable);
    tell(
        "talk_due_held_and_its_promise_kept",
        "Hua is a partner and xu looks after her. After a quarter without a talk the clock asks xu, \
         once. Xu leaves the team and mei takes over. They talk: hua is busy and would like to \
         learn to cut. One promise has somebody who keeps it by a day, and it is kept in time; \
         another follow-up waits.",
        &scene,
    );
}

#[test]
fn feedback_owed_to_every_tier_given_and_read() {
    let mut scene = live();
    let (an, bo) = (join(&mut scene, "an"), join(&mut scene, "bo"));
    approved_work(&mut scene, "boot", an);
    scene.wait_days(20);
    approved_work(&mut scene, "lights", an);
    scene.wait_days(5);
    approved_work(&mut scene, "seats", bo);
    scene.wait_days(70);
    // Only an's first work is a quarter old.
    care_clock(&mut scene);
    let period = FeedbackPeriod { from: scene.today().plus(-95), until: scene.today() };
    let given = SendPeriodicFeedback {
        koc_id: an,
        period,
        on_completion: Some("两件作品都按时完成".into()),
        on_effect: Some("后备箱视频带来三次试驾预约".into()),
        praise: vec!["镜头语言清楚".into()],
        advice: vec!["片头可以再短一些".into()],
    };
    scene.given(mei(), given.clone());
    scene.refused(mei(), given, "FEEDBACK_ALREADY_SENT");
    scene.wait_days(1);
    let comment = Some("谢谢,很有帮助".into());
    scene.given(member("an"), AcknowledgePeriodicFeedback { koc_id: an, period, comment });
    scene.wait_days(25);
    care_clock(&mut scene);
    tell(
        "feedback_owed_to_every_tier_given_and_read",
        "An and bo are in the lowest tier and have finished work. A quarter after an's first work \
         the clock asks for feedback, once; it is given on both works, cannot be given twice for \
         the same days, and an has read it. Bo's becomes due later and still waits.",
        &scene,
    );
}
