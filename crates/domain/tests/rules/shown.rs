//! What members publish and what the brand makes of their work, each step reached by commands:
//! what tests of publications, assets and honours begin from.

use domain::asset::command::{ArchiveAsset, RecordReuse};
use domain::asset::values::*;
use domain::id::{AssetId, AssignmentId, KocId, PublicationId, ReuseId};
use domain::publication::command::*;
use domain::publication::values::*;
use domain::todo::event::TodoOpened;
use domain::todo::values::TodoKind;
use domain::vocabulary::{AiUse, UsePurpose};
use domain::{Actor, Event, Moment, Role, Timer, todo};
use testkit::scene::Scene;

use crate::asset::archive;
use crate::common::*;
use crate::work::*;

/// The publication of that name.
pub(crate) fn publication_id(name: &str) -> PublicationId {
    PublicationId::derived(&[name.as_bytes()])
}

/// The asset of the tests.
pub(crate) fn clip() -> AssetId {
    AssetId::derived(&[b"clip"])
}

/// What a member published unasked, with a label.
pub(crate) fn publish_post(scene: &Scene, name: &str, koc_id: KocId) -> RegisterPublication {
    RegisterPublication {
        publication_id: publication_id(name),
        koc_id,
        platform: "weibo".to_owned(),
        url: format!("https://weibo.example/{name}").as_str().into(),
        assignment_id: None,
        spontaneous: true,
        published_at: scene.now(),
        topic: Some("family-trip".to_owned()),
        ai_generated: AiUse::None,
        disclosure_text: Some("with the brand".into()),
    }
}

/// The same, for a task.
pub(crate) fn publish_work(
    scene: &Scene,
    name: &str,
    koc_id: KocId,
    assignment_id: AssignmentId,
) -> RegisterPublication {
    let assignment_id = Some(assignment_id);
    RegisterPublication { assignment_id, spontaneous: false, ..publish_post(scene, name, koc_id) }
}

/// A member who published something of that name unasked.
#[track_caller]
pub(crate) fn given_post(scene: &mut Scene, name: &str, koc_id: KocId) -> PublicationId {
    let publish = publish_post(scene, name, koc_id);
    scene.given(by(koc_id), publish);
    publication_id(name)
}

/// Counts of a publication now.
pub(crate) fn count(scene: &Scene, publication_id: PublicationId, likes: u32) -> RecordEngagement {
    RecordEngagement {
        publication_id,
        measured_at: scene.now(),
        counts: Counts { views: likes * 10, likes, comments: 0, shares: 0, saves: 0 },
        source: "weibo-api".to_owned(),
        correction: false,
    }
}

/// A lead that asked.
pub(crate) fn lead(scene: &Scene, publication_id: PublicationId, lead_ref: &str) -> AttributeLead {
    AttributeLead {
        publication_id,
        lead_ref: lead_ref.to_owned(),
        lead_koc_id: None,
        kind: LeadKind::Inquiry,
        trace: LeadTrace::Utm("spring".to_owned()),
        at: scene.now(),
        model: AttributionModel::First,
    }
}

/// The brand shows a work.
pub(crate) fn amplify(name: &str, source: AmplifiedWork) -> AmplifyWork {
    AmplifyWork {
        publication_id: publication_id(name),
        source,
        purpose: UsePurpose::Social,
        channel: "app".to_owned(),
        credit_line: "film: Ming".into(),
        url: None,
    }
}

/// A programme in which ming's work was approved; who, and their assignment.
#[track_caller]
pub(crate) fn ming_approved() -> (Scene, KocId, AssignmentId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_approved(&mut scene, "clip", ming);
    (scene, ming, assignment_id)
}

/// The same, archived for 100 days, after `change`.
#[track_caller]
pub(crate) fn given_kept(change: impl FnOnce(&mut ArchiveAsset)) -> (Scene, KocId) {
    let (mut scene, ming, assignment_id) = ming_approved();
    let mut archive = archive(&scene, assignment_id);
    change(&mut archive);
    scene.given(mei(), archive);
    (scene, ming)
}

/// Staff are trained with the asset from today on.
pub(crate) fn reuse(scene: &Scene, name: &str) -> RecordReuse {
    RecordReuse {
        reuse_id: ReuseId::derived(&[name.as_bytes()]),
        asset_id: clip(),
        purpose: UsePurpose::StaffTraining,
        channel: None,
        place: text("售后新人培训", "Training of new after-sales staff"),
        audience: ReuseAudience::Staff,
        from: scene.today(),
        until: None,
        modified: false,
        credit_kept: true,
    }
}

/// A second pair of eyes in the role of privacy.
#[track_caller]
pub(crate) fn given_privacy(scene: &mut Scene) -> Actor {
    scene.given(Actor::ADMIN, add_operator("yun", &[Role::Privacy]));
    Actor::operator(operator_id("yun"), Role::Privacy)
}

/// To-dos of a kind among events.
pub(crate) fn opened(events: &[Event], kind: TodoKind) -> Vec<TodoOpened> {
    let of_kind = |event: &Event| match event {
        Event::Todo(todo::Event::TodoOpened(it)) if it.kind == kind => Some(it.clone()),
        _ => None,
    };
    events.iter().filter_map(of_kind).collect()
}

/// How many to-dos were completed.
pub(crate) fn completed(events: &[Event]) -> usize {
    events.iter().filter(|it| matches!(it, Event::Todo(todo::Event::TodoCompleted(_)))).count()
}

/// Sends what the clock has due, as the scheduler does, the daily look at the tiers apart; the
/// names of what was accepted.
#[track_caller]
pub(crate) fn clock(scene: &mut Scene) -> Vec<&'static str> {
    let now: Moment = scene.now();
    let due = scene.state.timers().due(now);
    // Tests of works are not about the daily look at the tiers, nor about the task's own
    // end, nor about feedback that is owed.
    let other = |timer: &Timer| {
        matches!(
            timer,
            Timer::TierScreen
                | Timer::CloseTask(_)
                | Timer::CompleteTask(_)
                | Timer::FlagTalkDue(_)
                | Timer::FlagFeedbackDue(_)
        )
    };
    let due: Vec<_> = due.filter(|(_, timer)| !other(timer)).collect();
    let mut sent = Vec::new();
    for (_, timer) in due {
        let command = timer.command(&scene.state).expect("there is something to send");
        scene.given(Actor::SYSTEM, command);
        sent.push(timer.name());
    }
    sent
}
