//! How members teach each other.

use domain::Actor;
use domain::assignment::command::{AssignTask, StartReview, SubmitWork};
use domain::assignment::values::{Assignee, Decision, ResourceKind, ReviewStage};
use domain::id::{AssignmentId, KocId, MentorshipId, TeamId};
use domain::mentorship::command::*;
use domain::mentorship::values::*;
use domain::team::command::*;
use domain::team::values::*;
use domain::vocabulary::{Horizon, Mode, TeamRole, TierCode};
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
    let brand = brand_review(assignment_id, 1, Decision::Approve);
    scene.refused(wei(), brand.clone(), "REVIEW_STAGE_OUT_OF_ORDER");
    scene.wait_hours(20);
    let stage = ReviewStage::Mentor;
    scene.given(member("tao"), StartReview { assignment_id, submission_no: 1, stage });
    scene.given(member("tao"), review(assignment_id, 1, stage, Decision::Approve, 78));
    scene.wait_hours(20);
    scene.given(wei(), StartReview { assignment_id, submission_no: 1, stage: brand.stage });
    scene.given(wei(), brand);
    let (crew, led) = mentor_led_team(&mut scene, tao);
    scene.refused(wei(), brand_review(led, 1, Decision::Approve), "DELEGATED_TO_MENTOR");
    scene.given(member("tao"), review(led, 1, stage, Decision::Approve, 92));
    scene.given(wei(), brand_review(led, 1, Decision::Approve));
    let disband = DisbandTeam { team_id: crew, reason: "任务完成".to_owned() };
    scene.given(mei(), disband);
    tell(
        "mentor_led_two_stage_review",
        "On mentor-led work Tao judges what the mentee Uma made before the brand does; the brand \
         cannot go first, and looks afterwards only at what must be. Then Tao leads a team: whom \
         to ask, who does what and how good it is was left to Tao, and not to the brand.",
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

/// Tao's team of two hands in a film; everything but money was left to Tao.
#[track_caller]
fn mentor_led_team(scene: &mut Scene, tao: KocId) -> (TeamId, AssignmentId) {
    let [ben, cai, dai] = ["ben", "cai", "dai"].map(|name| responder(scene, name));
    let task_id = open(scene, "trip", Horizon::Phased, Mode::Mentorship, None);
    let team_id = TeamId::derived(&[b"trip"]);
    let (may_invite, may_assign_roles, may_review) = (true, true, true);
    scene.given(
        mei(),
        FormTeam {
            team_id,
            task_id: Some(task_id),
            campaign_id: None,
            kind: TeamKind::MentorLed,
            lead: Some(tao),
            size_min: 2,
            size_max: 4,
            roles_needed: vec![TeamRole::Camera, TeamRole::Editor],
            delegation: Delegation { may_invite, may_assign_roles, may_review, may_spend: false },
            budget_id: None,
        },
    );
    let asked = |koc_id, role| InviteMember { team_id, koc_id, role };
    scene.refused(mei(), asked(ben, TeamRole::Camera), "DELEGATED_TO_MENTOR");
    scene.given(member("tao"), asked(dai, TeamRole::Driver));
    let no = DeclineTeam { team_id, koc_id: dai, reason: Some("出差中".into()) };
    scene.given(member("dai"), no);
    for koc_id in [ben, cai] {
        scene.given(member("tao"), asked(koc_id, TeamRole::Camera));
        scene.given(Actor::koc(koc_id), JoinTeam { team_id, koc_id });
    }
    let role = TeamRole::Editor;
    let cuts = AssignTeamRole { team_id, koc_id: cai, role, section: Some("part-2".to_owned()) };
    scene.given(member("tao"), cuts);
    scene.given(member("tao"), ConfirmTeam { team_id });
    let asked =
        AssignTask { assignee: Assignee::Team(team_id), ..offer(scene.now(), task_id, tao) };
    scene.given(mei(), asked);
    let assignment_id = AssignmentId::of_team(task_id, team_id);
    scene.given(member("tao"), acceptance(assignment_id));
    let shares = [(ben, 6_000), (cai, 4_000)];
    let shares: Vec<TeamShare> =
        shares.map(|(koc_id, share_bp)| TeamShare { koc_id, share_bp }).to_vec();
    for koc_id in [ben, cai] {
        let shares = shares.clone();
        scene.given(Actor::koc(koc_id), AgreeShares { team_id, shares, reason: None });
    }
    scene.wait_days(6);
    let contributors = Vec::new();
    let film = SubmitWork { contributors, ..submission(assignment_id, tao, 1) };
    scene.given(member("tao"), film);
    (team_id, assignment_id)
}

#[test]
fn mentor_retires_three_mentees_transferred() {
    let mut scene = live();
    let old = partner(&mut scene, "gao");
    let new = partner(&mut scene, "hou");
    appoint(&mut scene, old, 3);
    appoint(&mut scene, new, 2);
    let mentees: Vec<KocId> =
        ["ivy", "jin", "kai"].into_iter().map(|name| responder(&mut scene, name)).collect();
    let edges: Vec<MentorshipId> =
        mentees.iter().map(|mentee| pair(&mut scene, old, *mentee)).collect();
    scene.wait_days(20);
    teach(&mut scene, old, edges[0]);
    let tool = GrantMentorResources {
        koc_id: old,
        kind: ResourceKind::Tool,
        granted: GrantedResource::Reference("licence/cut-7".to_owned()),
    };
    scene.given(mei(), tool);
    let retire = RetireMentor { koc_id: old, reason: Some("要照顾家庭".into()) };
    scene.refused(Actor::koc(old), retire.clone(), "MENTOR_HAS_MENTEES");
    scene.given(Actor::koc(new), SetMentorCapacity { koc_id: new, capacity: 4 });
    let topics = vec!["range".to_owned()];
    scene.refused(mei(), SetMentorTopics { koc_id: new, topics }, "NO_CHANGE");
    scene.given(mei(), SetMentorTopics { koc_id: new, topics: Vec::new() });
    for (mentorship_id, mentee) in edges.into_iter().zip(mentees) {
        let new_mentorship_id = edge_id(new, mentee);
        let reason = "导师卸任".into();
        let gives = TransferMentorship { mentorship_id, to_mentor: new, new_mentorship_id, reason };
        scene.given(mei(), gives);
    }
    scene.given(Actor::koc(old), retire);
    proposals_not_taken(&mut scene, new);
    tell(
        "mentor_retires_three_mentees_transferred",
        "Gao may not retire while three mentees are taught; each goes on with Hou, who takes more \
         than before. Nobody is left without a mentor. Of two more proposals to Hou, one is \
         declined and one runs out.",
        &scene,
    );
}

/// A mentor sits together with a mentee and says what they learned.
#[track_caller]
fn teach(scene: &mut Scene, mentor: KocId, mentorship_id: MentorshipId) {
    let session = RecordMentoringSession {
        mentorship_id,
        held_at: scene.now(),
        minutes: 50,
        taught: vec!["range".to_owned()],
        note: Some("一起看了第一支片子".into()),
    };
    scene.given(Actor::koc(mentor), session);
    let skill = "filming".to_owned();
    let assessment = AssessMentee {
        mentorship_id,
        skills: vec![SkillProgress { skill, before: 2, after: 3 }],
        note: "构图进步明显".into(),
        recommend_for_tier: Some(TierCode::Partner),
    };
    scene.given(Actor::koc(mentor), assessment);
}

/// One says no; the other never answers.
#[track_caller]
fn proposals_not_taken(scene: &mut Scene, mentor: KocId) {
    for name in ["lea", "mao"] {
        let mentee = responder(scene, name);
        let mentorship_id = edge_id(mentor, mentee);
        let until = scene.today().plus(90);
        let (goals, topics) = (None, Vec::new());
        let asked = ProposeMentorship { mentorship_id, mentor, mentee, goals, topics, until };
        scene.given(mei(), asked);
        if name == "lea" {
            let (by, reason) = (MentorshipParty::Mentee, Some("想先自己试试".into()));
            scene.given(member(name), DeclineMentorship { mentorship_id, by, reason });
        } else {
            scene.wait_days(15);
            scene.given(Actor::SYSTEM, LapseMentorshipProposal { mentorship_id });
        }
    }
}
