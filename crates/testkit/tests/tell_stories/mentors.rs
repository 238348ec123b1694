//! How members teach each other.

use domain::Actor;
use domain::assignment::command::StartReview;
use domain::assignment::values::{Decision, ReviewStage};
use domain::id::{KocId, MentorshipId};
use domain::mentorship::command::*;
use domain::mentorship::values::{EndedBy, MentorshipOutcome};
use domain::vocabulary::{Horizon, Mode, TierCode};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::*;

fn complete(scene: &mut Scene, mentor: KocId, mentorship_id: MentorshipId) {
    scene.wait_days(80);
    scene.given(
        Actor::koc(mentor),
        CompleteMentorship {
            mentorship_id,
            outcome: MentorshipOutcome::GoalsReached,
            mentee_feedback: Some("学到了很多".into()),
            mentor_feedback: None,
        },
    );
}

#[test]
fn mentor_led_two_stage_review() {
    let mut scene = live();
    let tao = partner(&mut scene, "tao");
    let uma = responder(&mut scene, "uma");
    appoint(&mut scene, tao, 2);
    pair(&mut scene, tao, uma);
    let task_id = open(&mut scene, "24h", Horizon::Phased, Mode::Mentorship, None);
    let assignment_id = take_on(&mut scene, task_id, uma);
    scene.wait_days(10);
    scene.given(member("uma"), submission(assignment_id, uma, 1));
    let brand = review(assignment_id, 1, ReviewStage::Brand, Decision::Approve, 80);
    scene.refused(wei(), brand.clone(), "REVIEW_STAGE_OUT_OF_ORDER");
    scene.wait_hours(20);
    let stage = ReviewStage::Mentor;
    scene.given(member("tao"), StartReview { assignment_id, submission_no: 1, stage });
    scene.given(member("tao"), review(assignment_id, 1, stage, Decision::Approve, 78));
    scene.wait_hours(20);
    scene.given(wei(), StartReview { assignment_id, submission_no: 1, stage: brand.stage });
    scene.given(wei(), brand);
    tell(
        "mentor_led_two_stage_review",
        "On mentor-led work Tao judges what the mentee Uma made before the brand does; the brand \
         cannot go first.",
        &scene,
    );
}

#[test]
fn lineage_four_generations() {
    let mut scene = live();
    let names = ["vic", "wan", "xia", "yan"];
    let mut teacher = partner(&mut scene, names[0]);
    for name in &names[1..] {
        let mentee = responder(&mut scene, name);
        appoint(&mut scene, teacher, 3);
        let mentorship_id = pair(&mut scene, teacher, mentee);
        complete(&mut scene, teacher, mentorship_id);
        if *name != "yan" {
            rise(&mut scene, mentee, TierCode::Partner);
            teacher = mentee;
        }
    }
    let zoe = responder(&mut scene, "zoe");
    let mentorship_id = pair(&mut scene, koc("vic"), zoe);
    scene.wait_days(14);
    let (by, reason) = (EndedBy::Mentee, "工作调动".into());
    scene.given(member("zoe"), EndMentorship { mentorship_id, by, reason });
    tell(
        "lineage_four_generations",
        "Vic taught Wan, Wan taught Xia, Xia taught Yan: each became a partner before teaching. \
         Vic's second mentorship, with Zoe, ended early and still belongs to the lineage.",
        &scene,
    );
}

#[test]
fn mentor_away_three_mentees_transferred() {
    let mut scene = live();
    let old = partner(&mut scene, "ao");
    let new = partner(&mut scene, "bai");
    appoint(&mut scene, old, 3);
    appoint(&mut scene, new, 3);
    let mentees: Vec<KocId> =
        ["cao", "du", "fan"].into_iter().map(|name| responder(&mut scene, name)).collect();
    let edges: Vec<MentorshipId> =
        mentees.iter().map(|mentee| pair(&mut scene, old, *mentee)).collect();
    scene.wait_days(20);
    let until = Some(scene.today().plus(30));
    scene.given(Actor::koc(old), MarkMentorAway { koc_id: old, until });
    for (mentorship_id, mentee) in edges.into_iter().zip(mentees) {
        scene.given(
            mei(),
            TransferMentorship {
                mentorship_id,
                to_mentor: new,
                new_mentorship_id: edge_id(new, mentee),
                reason: "导师外出一个月".into(),
            },
        );
    }
    scene.wait_days(7);
    scene.given(Actor::koc(old), MarkMentorBack { koc_id: old });
    tell(
        "mentor_away_three_mentees_transferred",
        "A mentor goes away for a month and the three mentees go on with another. Every new edge \
         continues the old one; both stay in the lineage.",
        &scene,
    );
}
