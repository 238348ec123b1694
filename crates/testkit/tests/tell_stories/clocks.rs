//! What follows because time passes.

use domain::appeal::command::{AssignAppeal, FlagOverdueAppeal};
use domain::appeal::values::Verdict;
use domain::assignment::command::FlagOverdueReview;
use domain::assignment::values::Decision;
use domain::id::{AssignmentId, KocId, SupportId};
use domain::koc::command::PromotionBasis;
use domain::koc::screen;
use domain::policy::command::ScreenTiers;
use domain::privacy::command::{FlagOverdueDataRequest, FulfilDataRequest};
use domain::privacy::values::{DataRequestKind, DataScope, Fulfilment};
use domain::support::command::*;
use domain::support::values::{SupportKind, SupportSubject};
use domain::vocabulary::{Horizon, Mode, TierCode};
use domain::{Actor, Event, assignment};
use testkit::scene::Scene;

use crate::appeals::{appeal_id, decide, file, judged, newest};
use crate::privacy::{add_zhen, asks, zhen};
use crate::tell;
use testkit::cast::*;
use testkit::work::*;

/// Sends what the daily screen finds, as the scheduler does; says how much it was.
fn screen(scene: &mut Scene) -> usize {
    let step = screen::step(&scene.state, scene.now(), None, 1_000, 1_000);
    assert_eq!(step.after, None, "a story is small");
    let found = step.commands.len();
    for (_, command) in step.commands {
        scene.given(Actor::SYSTEM, command);
    }
    scene.given(Actor::SYSTEM, ScreenTiers {});
    found
}

#[test]
fn tiers_screened_daily() {
    let mut scene = live();
    let (an, bo) = (join(&mut scene, "an"), join(&mut scene, "bo"));
    scene.wait_days(31);

    approved_work(&mut scene, "bo's first", bo);
    approved_work(&mut scene, "bo's second", bo);
    approve_promotion(&mut scene, bo, TierCode::Responder);
    let basis = PromotionBasis::Policy(true);
    let promotion = promotion(&scene, bo, TierCode::Responder, basis);
    scene.given(mei(), promotion);
    scene.wait_days(1);
    assert_eq!(screen(&mut scene), 0);
    approved_work(&mut scene, "an's first", an);
    approved_work(&mut scene, "an's second", an);
    scene.wait_days(1);
    assert_eq!(screen(&mut scene), 1);
    scene.wait_days(1);
    assert_eq!(screen(&mut scene), 0);
    scene.wait_days(400);
    assert_eq!(screen(&mut scene), 1);
    tell(
        "tiers_screened_daily",
        "Bo rises by hand. An does two good works, and the next morning's screen names An a \
         candidate, once. More than a year later Bo has done nothing in it, and the screen gives \
         notice. It promotes and demotes nobody.",
        &scene,
    );
}

fn request(name: &str) -> SupportId {
    SupportId::derived(&[name.as_bytes()])
}

fn question(scene: &Scene, name: &str, koc_id: KocId, kind: SupportKind) -> OpenSupportRequest {
    let accepted = scene.log.iter().rev().find_map(|recorded| match &recorded.event {
        Event::Assignment(assignment::Event::AssignmentAccepted(e)) if e.koc_id == koc_id => {
            Some(e.assignment_id)
        }
        _ => None,
    });
    OpenSupportRequest {
        request_id: request(name),
        koc_id,
        subject: SupportSubject::Assignment(accepted.unwrap()),
        kind,
        text: "后备箱放倒座椅后有多大?".into(),
    }
}

fn answer(name: &str, text: &str) -> AnswerSupportRequest {
    AnswerSupportRequest {
        request_id: request(name),
        text: text.into(),
        attachments: vec!["doc:boot-1".to_owned()],
        fact_sources: vec!["用户手册 4.2".to_owned()],
    }
}

#[test]
fn asked_while_working() {
    let mut scene = live();
    let (ke, le) = (join(&mut scene, "ke"), join(&mut scene, "le"));
    let task_id = open(&mut scene, "boot", Horizon::Instant, Mode::Commission, None);
    for koc_id in [ke, le] {
        take_on(&mut scene, task_id, koc_id);
    }
    let asked = question(&scene, "how large", ke, SupportKind::TechnicalData);
    scene.given(member("ke"), asked);
    scene.wait_hours(2);
    scene.given(mei(), answer("how large", "1450 升。"));
    scene.wait_hours(1);
    let why = "装上隔网之后呢?".into();
    scene.given(member("ke"), ReopenSupportRequest { request_id: request("how large"), why });
    scene.wait_hours(1);
    scene.given(mei(), answer("how large", "1390 升。"));
    let (request_id, resolved, rating) = (request("how large"), Some(true), Some(5));
    scene.given(member("ke"), CloseSupportRequest { request_id, resolved, rating });
    let asked = question(&scene, "where", le, SupportKind::Trouble);
    scene.given(member("le"), asked);
    scene.wait_hours(25);
    let request_id = request("where");
    let by_clock = EscalateSupportRequest { request_id, to: None, reason: None };
    scene.given(Actor::SYSTEM, by_clock);
    scene.wait_hours(1);
    scene.given(mei(), answer("where", "已联系门店。"));
    scene.wait_hours(7 * 24 + 1);
    let silent = CloseSupportRequest { request_id, resolved: None, rating: None };
    scene.given(Actor::SYSTEM, silent);
    let assignment_id = AssignmentId::of(task_id, ke);
    scene.given(member("ke"), submission(assignment_id, ke, 1));
    scene.wait_hours(73);
    scene.given(Actor::SYSTEM, FlagOverdueReview { assignment_id });
    judge(&mut scene, assignment_id, 1, Decision::Approve, 80);
    tell(
        "asked_while_working",
        "Ke asks for a figure, has it with its source in two hours, asks again, and closes. Le's \
         question waits too long: the clock passes it on and, after a week of silence, closes it. \
         Ke's work waits too long for its review, and the contact is told until it is judged.",
        &scene,
    );
}

#[test]
fn answers_overdue_then_given() {
    let mut scene = live();
    add_zhen(&mut scene);
    let (mo, nan) = (join(&mut scene, "mo"), join(&mut scene, "nan"));
    judged(&mut scene, "mo films", mo, Decision::Reject);
    let rejected = newest(&scene, "WorkRejected");
    scene.given(member("mo"), file("mo", mo, rejected, "镜头里能看到读数"));
    let (kind, words) = (DataRequestKind::Access, "想知道你们存了我哪些资料");
    let request_id = asks(&mut scene, nan, kind, words);
    scene.wait_days(14);
    let (appeal_id, flag) = (appeal_id("mo"), FlagOverdueDataRequest { request_id });
    scene.refused(Actor::SYSTEM, flag.clone(), "NOT_YET_DUE");
    scene.given(Actor::SYSTEM, FlagOverdueAppeal { appeal_id });
    scene.given(mei(), AssignAppeal { appeal_id, handler: operator_id("lin") });
    scene.given(lin(), decide("mo", Verdict::Dismiss, "读数不清楚", None));
    scene.wait_days(16);
    scene.given(Actor::SYSTEM, flag);
    let told = FulfilDataRequest {
        request_id,
        how: Fulfilment::InformationGiven,
        artefact_ref: None,
        scope: vec![DataScope::Identity, DataScope::Work],
    };
    scene.given(zhen(), told);
    tell(
        "answers_overdue_then_given",
        "Nobody takes up what Mo disputes, and nobody answers what Nan asks about their data. When \
         the day is over on which an answer was due, the clock tells whoever is responsible, once; \
         the answer, when it comes, clears it.",
        &scene,
    );
}
