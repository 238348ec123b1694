//! Circles: a bar and a number of seats, quiet hours, and nobody put out by a rule.

use domain::approval::{Proposal, TierProposal};
use domain::circle::Event as Happened;
use domain::circle::command::*;
use domain::circle::values::*;
use domain::id::{AnnouncementId, KocId};
use domain::koc::command::*;
use domain::programme::command::ChangeProgrammeLimits;
use domain::programme::{Limits, QuietHours};
use domain::task::BroadcastChannel;
use domain::task::command::{BroadcastTask, OpenTask};
use domain::task::{Event as OfTask, Selection};
use domain::todo::values::TodoKind;
use domain::vocabulary::TierCode;
use domain::{Event, Moment};
use testkit::scene::Scene;

use crate::ambassadors::*;
use crate::common::*;
use crate::koc_merge::given_merged;
use crate::koc_suspend::given_suspended;
use crate::shown::{completed, opened};
use crate::work::{brief, draft, given_brief, open, task_id};

fn happened(events: &[Event]) -> Vec<&Happened> {
    let own = events.iter().filter_map(|event| match event {
        Event::Circle(event) => Some(event),
        _ => None,
    });
    own.collect()
}

fn leave(koc_id: KocId) -> LeaveCircle {
    LeaveCircle { circle_id: circle_id("family"), koc_id, reason: None }
}

fn say(name: &str) -> PostAnnouncement {
    PostAnnouncement {
        announcement_id: AnnouncementId::derived(&[name.as_bytes()]),
        circle_id: circle_id("family"),
        text: text("周六见", "See you on Saturday"),
        channels: vec![BroadcastChannel::Community, BroadcastChannel::App],
        task_id: None,
        urgent: false,
    }
}

fn end() -> ArchiveCircle {
    ArchiveCircle { circle_id: circle_id("family"), reason: "merged with another".to_owned() }
}

#[test]
fn a_circle_has_seats_and_a_name_in_both_languages() {
    let mut scene = live();
    let none = open_circle("family", 0, OnPromotion::Ask);
    scene.refused(mei(), none, "LIMIT_INVALID");
    let circle = open_circle("family", 2, OnPromotion::Ask);
    let half = OpenCircle { name: text("圈子", ""), ..circle.clone() };
    scene.refused(mei(), half, "LABEL_MISSING");
    scene.given(mei(), circle.clone());
    scene.refused(mei(), circle, "CIRCLE_EXISTS");
}

#[test]
fn whoever_meets_the_bar_is_admitted_while_there_is_room() {
    let (mut scene, ming) = with_circle();
    scene.refused(mei(), admit("family", ming), "ALREADY_IN_CIRCLE");
    let low = member(&mut scene, "low");
    scene.refused(mei(), admit("family", low), "TIER_TOO_LOW");
    for name in ["an", "bo"] {
        let koc_id = responder(&mut scene, name);
        scene.given(mei(), admit("family", koc_id));
    }
    let late = responder(&mut scene, "late");
    scene.refused(mei(), admit("family", late), "CIRCLE_FULL");
    scene.given(by(ming), leave(ming));
    scene.given(mei(), admit("family", late));
    given_suspended(&mut scene, ming, None);
    scene.refused(mei(), admit("family", ming), "KOC_NOT_ACTIVE");
}

#[test]
fn a_member_leaves_without_a_reason_and_the_team_never_without() {
    let (mut scene, ming) = with_circle();
    scene.refused(by(koc("hua")), leave(ming), "FORBIDDEN");
    scene.refused(mei(), leave(ming), "REASON_REQUIRED");
    let told = LeaveCircle { reason: Some("was loud".into()), ..leave(ming) };
    let events = scene.accepted(mei(), told);
    let [Happened::KocLeftCircle(gone)] = happened(&events)[..] else { panic!("{events:?}") };
    assert_eq!(gone.by, LeftBy::Team);
    scene.refused(by(ming), leave(ming), "NOT_IN_CIRCLE");
}

#[test]
fn a_circle_is_told_something_once_and_not_at_night() {
    let (mut scene, _) = with_circle();
    let nowhere = PostAnnouncement { channels: Vec::new(), ..say("meet") };
    scene.refused(mei(), nowhere, "FIELD_INVALID");
    let closed = PostAnnouncement { task_id: Some(task_id("clip")), ..say("meet") };
    scene.refused(mei(), closed.clone(), "NOT_FOUND");
    let full = brief(&scene);
    let task_id = given_brief(&mut scene, draft("clip"), full);
    scene.refused(mei(), closed.clone(), "TASK_NOT_OPEN");
    scene.given(mei(), open(task_id));
    let events = scene.accepted(mei(), closed);
    let [Happened::AnnouncementPosted(posted)] = happened(&events)[..] else {
        panic!("{events:?}")
    };
    assert_eq!(posted.audience_size, 1);
    scene.refused(mei(), say("meet"), "ANNOUNCEMENT_EXISTS");
    let quiet_hours = Some(QuietHours { from_hour: 22, to_hour: 8 });
    scene.given(
        mei(),
        ChangeProgrammeLimits { limits: Limits { quiet_hours, ..Limits::default() } },
    );
    // It is ten in the morning in the programme's zone.
    scene.wait_hours(13);
    scene.refused(mei(), say("night"), "QUIET_HOURS");
    scene.given(mei(), PostAnnouncement { urgent: true, ..say("night") });
}

#[test]
fn an_archived_circle_is_over() {
    let (mut scene, ming) = with_circle();
    scene.refused(mei(), ArchiveCircle { reason: " ".to_owned(), ..end() }, "REASON_REQUIRED");
    scene.given(mei(), end());
    scene.refused(mei(), end(), "CIRCLE_ARCHIVED");
    scene.refused(mei(), say("late"), "CIRCLE_ARCHIVED");
    scene.refused(by(ming), leave(ming), "NOT_IN_CIRCLE");
    let hua = responder(&mut scene, "hua");
    scene.refused(mei(), admit("family", hua), "CIRCLE_ARCHIVED");
}

/// Rises to the second tier; what followed.
fn rises(scene: &mut Scene, name: &str) -> Vec<Event> {
    let koc_id = member(scene, name);
    scene.wait_days(30);
    approve_promotion(scene, koc_id, TierCode::Responder);
    let promotion = promote(scene, koc_id, TierCode::Responder);
    scene.accepted(mei(), promotion)
}

#[test]
fn whoever_rises_to_the_bar_is_admitted_where_the_circle_says_so() {
    let mut scene = live();
    scene.given(mei(), open_circle("family", 1, OnPromotion::Admit));
    let events = rises(&mut scene, "ming");
    assert!(matches!(happened(&events)[..], [Happened::KocAdmittedToCircle(_)]));
    // The seats are taken: somebody is asked, and told why.
    let events = rises(&mut scene, "hua");
    assert!(happened(&events).is_empty());
    let asked = opened(&events, TodoKind::AdmitToCircle);
    assert_eq!(asked[0].refused, ["CIRCLE_FULL"]);
    scene.given(by(koc("ming")), leave(koc("ming")));
    let events = scene.accepted(mei(), admit("family", koc("hua")));
    assert_eq!(completed(&events), 1);
}

#[test]
fn elsewhere_the_team_is_asked_or_nobody_is() {
    let mut scene = live();
    scene.given(mei(), open_circle("family", 9, OnPromotion::Ask));
    scene.given(mei(), open_circle("quiet", 9, OnPromotion::Nothing));
    let above =
        OpenCircle { min_tier: TierCode::Partner, ..open_circle("top", 9, OnPromotion::Admit) };
    scene.given(mei(), above);
    let events = rises(&mut scene, "ming");
    assert!(happened(&events).is_empty());
    let asked = opened(&events, TodoKind::AdmitToCircle);
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].about, circle_id("family").to_string());
    let events = scene.accepted(mei(), end());
    assert_eq!(completed(&events), 1, "nobody is to be admitted any more");
}

#[test]
fn whoever_falls_below_the_bar_stays_until_somebody_decides() {
    let (mut scene, ming) = with_circle();
    approve(&mut scene, Proposal::Demote(TierProposal { koc_id: ming, to_tier: TierCode::Seed }));
    let demote = DemoteKoc {
        koc_id: ming,
        to_tier: TierCode::Seed,
        policy_version: 1,
        basis: DemotionBasis::Conduct,
        reason: "bought followers".into(),
        evidence: no_note(),
        effective_on: scene.today(),
    };
    let events = scene.accepted(mei(), demote);
    assert!(happened(&events).is_empty(), "nobody is put out");
    assert_eq!(opened(&events, TodoKind::DecideCircleMember).len(), 1);
    let events = given_suspended(&mut scene, ming, None);
    assert_eq!(opened(&events, TodoKind::DecideCircleMember).len(), 0, "asked once");
    let out = LeaveCircle { reason: Some("bought followers".into()), ..leave(ming) };
    assert_eq!(completed(&scene.accepted(mei(), out)), 1);
}

#[test]
fn whoever_leaves_the_programme_leaves_its_circles() {
    let (mut scene, ming) = with_circle();
    let leave = LeaveProgramme { koc_id: ming, reason: None, effective_on: scene.today() };
    let events = scene.accepted(by(ming), leave);
    let [Happened::KocLeftCircle(gone)] = happened(&events)[..] else { panic!("{events:?}") };
    assert_eq!(gone.by, LeftBy::WithProgramme);
}

#[test]
fn a_seat_goes_over_to_the_record_its_holder_goes_on_under() {
    let (mut scene, again) = with_circle();
    let hua = responder(&mut scene, "hua");
    let events = given_merged(&mut scene, hua, again);
    let [Happened::KocLeftCircle(gone), Happened::KocAdmittedToCircle(come)] =
        happened(&events)[..]
    else {
        panic!("{events:?}")
    };
    assert_eq!((gone.koc_id, come.koc_id, come.members), (again, hua, 1));
    scene.refused(mei(), admit("family", hua), "ALREADY_IN_CIRCLE");
}

#[test]
fn nobody_is_in_more_circles_than_one_commit_can_end() {
    let mut scene = live();
    let ming = responder(&mut scene, "ming");
    for number in 0..51 {
        scene.given(mei(), open_circle(&number.to_string(), 1, OnPromotion::Nothing));
    }
    for number in 0..50 {
        scene.given(mei(), admit(&number.to_string(), ming));
    }
    scene.refused(mei(), admit("50", ming), "FIELD_INVALID");
}

#[test]
fn a_task_is_told_to_the_members_of_a_circle_who_may_take_it() {
    let (mut scene, _) = with_circle();
    let hua = responder(&mut scene, "hua");
    scene.given(mei(), open_circle("other", 9, OnPromotion::Nothing));
    scene.given(mei(), admit("other", hua));
    scene.given(mei(), admit("family", hua));
    member(&mut scene, "outside");
    let full = brief(&scene);
    let task_id = given_brief(&mut scene, draft("clip"), full);
    scene.given(mei(), OpenTask { selection: Selection::OpenClaim, ..open(task_id) });
    let tell = |circles: &[&str]| BroadcastTask {
        task_id,
        channels: vec![BroadcastChannel::Community],
        tiers: Vec::new(),
        message: text("晒图", "Show it"),
        urgent: false,
        circles: circles.iter().map(|name| circle_id(name)).collect(),
    };
    let audience = |scene: &mut Scene, circles: &[&str]| {
        let events = scene.accepted(mei(), tell(circles));
        let [Event::Task(OfTask::TaskBroadcast(told))] = &events[..] else { panic!("{events:?}") };
        (told.circles.len(), told.audience_size)
    };
    assert_eq!(audience(&mut scene, &[]), (0, 3));
    assert_eq!(audience(&mut scene, &["other"]), (1, 1));
    // Whoever is in both is told once.
    assert_eq!(audience(&mut scene, &["family", "other", "other"]), (2, 2));
    let to_seeds = BroadcastTask { tiers: vec![TierCode::Seed], ..tell(&["family"]) };
    let events = scene.accepted(mei(), to_seeds);
    assert!(matches!(&events[..], [Event::Task(OfTask::TaskBroadcast(e))] if e.audience_size == 0));
    scene.refused(mei(), tell(&["nowhere"]), "NOT_FOUND");
    scene.given(mei(), end());
    scene.refused(mei(), tell(&["family"]), "CIRCLE_ARCHIVED");
    let _: Moment = scene.now();
}
