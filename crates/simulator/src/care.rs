//! How members are looked after: who manages the relationship, talks and promises, feedback.

use domain::care::command::*;
use domain::care::values::*;
use domain::care::{self};
use domain::id::{FollowUpId, KocId, OperatorId, TalkId};
use domain::koc::{self};
use domain::todo::values::TodoKind;
use domain::todo::{self};
use domain::vocabulary::TierCode;
use domain::{Actor, Day, Moment, Role};

use crate::office::{operator, ops};
use crate::world::World;

/// Who looks after members, in turn.
const MANAGERS: [&str; 3] = ["ops-1", "ops-2", "ops-3"];

/// Of feedback that is owed, given. Percent; what waits shows in what is due.
const ANSWERED_PCT: u32 = 35;

pub(crate) fn each_day(world: &mut World<'_>) {
    if world.is_day(20, 11) {
        for _ in 0..world.some(2_000) {
            if let Some(koc_id) = world.anyone() {
                let at = world.within(9, 18);
                give_feedback(world, koc_id, at);
            }
        }
    }
    if world.is_day(25, 17)
        && let Some(koc_id) = world.of_tier(TierCode::Responder)
    {
        let at = world.within(9, 18);
        talk(world, koc_id, at);
    }
}

/// Whoever becomes a partner has somebody who looks after them, and a first talk.
pub(crate) fn heard_of_member(world: &mut World<'_>, event: &koc::Event) {
    let koc::Event::KocPromoted(e) = event else { return };
    if e.to != TierCode::Partner {
        return;
    }
    let name = *world.chance.pick(&MANAGERS);
    let (koc_id, operator_id) = (e.koc_id, operator(name));
    world.managers.insert(koc_id, operator_id);
    world.send(ops(), AssignRelationshipManager { koc_id, operator_id });
    let at = world.within(30, 200);
    talk(world, koc_id, at);
}

/// The manager talks; where nobody is named, whoever runs the programme.
fn talk(world: &mut World<'_>, koc_id: KocId, at: Moment) {
    let manager: OperatorId = world.managers.get(&koc_id).copied().unwrap_or(operator("ops-1"));
    let promised = world.chance.percent(60);
    let follow_up = PromisedFollowUp {
        follow_up_id: FollowUpId::derived(&[b"promised", &world.next()]),
        owner: operator("ops-2"),
        due: world.date(at).plus(14),
    };
    let kept = Promise {
        what: "安排一次培训 A place in a training".into(),
        follow_up: promised.then_some(follow_up),
    };
    let held = HoldTalk {
        koc_id,
        talk_id: TalkId::derived(&[b"talk", &world.next()]),
        standing_in_for: None,
        held_at: at,
        medium: TalkMedium::Video,
        topics: vec![TalkTopic::Work, TalkTopic::Development],
        wellbeing_note: Some("最近有点忙 Busy of late".into()),
        development_goals: vec!["学习剪辑 Learn to cut".into()],
        promises: vec![kept],
    };
    world.at(at, Actor::operator(manager, Role::Ops), held);
}

fn give_feedback(world: &mut World<'_>, koc_id: KocId, at: Moment) {
    let until = world.date(at);
    let before = world.fed.get(&koc_id).copied().unwrap_or(until.plus(-90));
    if before >= until {
        return;
    }
    world.fed.insert(koc_id, until);
    let given = SendPeriodicFeedback {
        koc_id,
        period: FeedbackPeriod { from: before.plus(1), until },
        on_completion: Some("按时完成 In time".into()),
        on_effect: None,
        praise: vec!["画面稳定 A steady hand".into()],
        advice: vec!["片头再短一些 A shorter beginning".into()],
    };
    world.at(at, ops(), given);
}

pub(crate) fn heard(world: &mut World<'_>, event: &care::Event) {
    match event {
        care::Event::FollowUpOpened(e) => {
            let kept = world.chance.percent(80);
            if kept {
                let (koc_id, follow_up_id) = (e.koc_id, e.follow_up_id);
                let at = world.within(24, 24 * 20);
                let outcome = "已安排 It is arranged".into();
                world.at(at, ops(), CloseFollowUp { koc_id, follow_up_id, outcome });
            }
        }
        care::Event::PeriodicFeedbackSent(e) if world.chance.percent(60) => {
            let (koc_id, period) = (e.koc_id, e.period);
            let at = world.within(5, 100);
            let read = AcknowledgePeriodicFeedback { koc_id, period, comment: None };
            world.at(at, Actor::koc(koc_id), read);
        }
        _ => {}
    }
}

/// What the clock asks for is done, most of it.
pub(crate) fn heard_of_todo(world: &mut World<'_>, event: &todo::Event) {
    let todo::Event::TodoOpened(e) = event else { return };
    let Some(koc_id) = e.koc_id else { return };
    match e.kind {
        TodoKind::TalkOwed => {
            let at = world.within(10, 120);
            talk(world, koc_id, at);
        }
        TodoKind::FeedbackOwed if world.chance.percent(ANSWERED_PCT) => {
            let at = world.within(10, 120);
            give_feedback(world, koc_id, at);
        }
        TodoKind::KeepPromise if world.chance.percent(10) => {
            let follow_up_id = FollowUpId::derived(&[b"more", &world.next()]);
            let due: Day = world.today().plus(10);
            let (owner, what) = (operator("ops-3"), "寄送资料 Send the papers".into());
            if world.chance.percent(50) {
                world.send(ops(), OpenFollowUp { koc_id, follow_up_id, what, owner, due });
            }
        }
        _ => {}
    }
}
