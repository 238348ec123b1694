//! One programme's year, chapter by chapter, in the order of its days.

use domain::appeal::command::FileAppeal;
use domain::assignment::values::{Decision, DeclineReason, ReviewStage};
use domain::id::{EventId, KocId};
use domain::koc::command::{
    DeclareAvailability, LeaveProgramme, PauseKoc, RejoinProgramme, ResumeKoc, ReturnToTier,
    StepDown,
};
use domain::koc::values::NominationSource;
use domain::mentorship::command::*;
use domain::mentorship::values::{MentorshipOutcome, MentorshipParty};
use domain::privacy::command::{ReceiveDataRequest, VerifyRequester};
use domain::privacy::values::{DataRequestKind, VerificationMethod};
use domain::vocabulary::{Availability, ConsentPurpose, TierCode};

use simulator::Plan;

use super::ids::{self, koc};
use super::jobs::{Job, Verdict};
use super::stage::{Stage, member, ops, privacy};
use super::tasks::{DAY, FUEL, HASHTAG, LINES, OPEN, SERIES};
use super::words;
use super::{library, moves, profiles, value, voices};
use crate::exit::Failure;

/// Tells the whole year, and the one before it.
pub(super) fn tell(stage: &mut Stage<'_>, others: &Plan) -> Result<(), Failure> {
    words::set_up(stage, others)?;
    first_members(stage)?;
    profiles::say(stage)?;
    fuel_challenge(stage)?;
    voices::post(stage)?;
    photo_contest(stage)?;
    day_on_video(stage)?;
    words::second_policy(stage)?;
    voices::honour(stage)?;
    partners_and_mentors(stage)?;
    learners(stage)?;
    comings_and_goings(stage)?;
    value::fill_purses(stage)?;
    value::topic_of_the_day(stage)?;
    value::fee(stage)?;
    let approval = left_open(stage)?;
    waiting_at_the_desk(stage, approval)?;
    stage.at(365, 23)
}

fn offered(
    stage: &mut Stage<'_>,
    job: &Job,
    members: &[u16],
    on: i32,
    until: i32,
) -> Result<(), Failure> {
    stage.at(on, 9)?;
    for number in members {
        job.offer(stage, koc(*number), (until, 9));
    }
    Ok(())
}

fn taken_on(stage: &mut Stage<'_>, job: &Job, members: &[u16], day: i32) -> Result<(), Failure> {
    stage.at(day, 20)?;
    for number in members {
        job.accept(stage, koc(*number));
    }
    Ok(())
}

/// Each member hands in on their own day and is judged two days later.
fn done(
    stage: &mut Stage<'_>,
    job: &Job,
    works: &[(u16, [u8; 2])],
    first_day: i32,
) -> Result<(), Failure> {
    for (day, (number, _)) in (first_day..).zip(works) {
        stage.at(day, 19)?;
        job.submit(stage, koc(*number), 1);
    }
    let judged_from = first_day + i32::try_from(works.len()).unwrap_or(0);
    for (day, (number, scores)) in (judged_from..).zip(works) {
        stage.at(day, 11)?;
        job.approve(stage, koc(*number), *scores);
        stage.at(day, 21)?;
        job.acknowledge(stage, koc(*number));
    }
    stage.settle()
}

fn first_members(stage: &mut Stage<'_>) -> Result<(), Failure> {
    moves::register(stage, 0, 20)?;
    stage.at(25, 8)?;
    HASHTAG.open(stage, 50);
    for number in [5, 8, 16, 21, 22, 23, 24] {
        HASHTAG.offer(stage, koc(number), (25, 20));
    }
    stage.at(25, 12)?;
    HASHTAG.decline(stage, koc(23), DeclineReason::Interest);
    for number in [5, 8, 16, 21, 22] {
        HASHTAG.accept(stage, koc(number));
        HASHTAG.submit(stage, koc(number), 1);
    }
    stage.at(25, 16)?;
    for (number, scores) in
        [(5, [78, 80]), (8, [70, 75]), (16, [66, 60]), (21, [72, 70]), (22, [81, 85])]
    {
        HASHTAG.approve(stage, koc(number), scores);
    }
    stage.at(25, 21)?;
    stage.at(28, 9)?;
    HASHTAG.close(stage);
    stage.settle()
}

fn fuel_challenge(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(38, 9)?;
    FUEL.open(stage, 30);
    let members = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16];
    offered(stage, &FUEL, &members, 40, 47)?;
    taken_on(stage, &FUEL, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 16], 42)?;
    FUEL.decline(stage, koc(14), DeclineReason::Time);
    stage.at(47, 10)?;
    moves::register(stage, 20, 62)?;
    let works = [
        (1, [92, 95]),
        (2, [88, 90]),
        (3, [85, 80]),
        (4, [76, 78]),
        (5, [81, 77]),
        (6, [79, 83]),
        (7, [74, 80]),
        (8, [83, 86]),
        (9, [80, 72]),
        (10, [86, 84]),
        (11, [77, 75]),
    ];
    done(stage, &FUEL, &works, 64)?;
    moves::register(stage, 62, 80)?;
    stage.at(88, 19)?;
    FUEL.submit(stage, koc(13), 1);
    FUEL.submit(stage, koc(16), 1);
    stage.at(90, 11)?;
    let at = ReviewStage::Brand;
    let verdict = |number, submission_no, decision, scores| Verdict {
        koc: koc(number),
        submission_no,
        at,
        decision,
        scores,
    };
    FUEL.judge(stage, ops(), &verdict(13, 1, Decision::RequestRevision, [60, 50]));
    FUEL.judge(stage, ops(), &verdict(16, 1, Decision::Reject, [20, 15]));
    moves::register(stage, 80, 95)?;
    stage.at(95, 19)?;
    FUEL.submit(stage, koc(13), 2);
    stage.at(97, 11)?;
    FUEL.judge(stage, ops(), &verdict(13, 2, Decision::Approve, [75, 72]));
    stage.at(106, 10)?;
    FUEL.close(stage);
    library::archive(stage, &FUEL, &library::OF_FUEL, 106);
    for (number, candidacy) in [(1, 1), (2, 2), (8, 3)] {
        let source = NominationSource::Contest;
        moves::nominate(stage, candidacy, koc(number), TierCode::Responder, source);
    }
    for number in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13] {
        stage.at(110, 10)?;
        moves::promote(stage, koc(number), TierCode::Responder, 110)?;
    }
    Ok(())
}

fn photo_contest(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(118, 9)?;
    LINES.open(stage, 20);
    offered(stage, &LINES, &[1, 2, 3, 4, 17, 18, 19, 20], 120, 126)?;
    taken_on(stage, &LINES, &[1, 2, 3, 4, 17, 19], 121)?;
    LINES.decline(stage, koc(18), DeclineReason::Ability);
    stage.at(126, 10)?;
    let works = [
        (1, [96, 94]),
        (2, [84, 88]),
        (3, [82, 79]),
        (4, [73, 70]),
        (17, [90, 86]),
        (19, [78, 80]),
    ];
    moves::register(stage, 95, 130)?;
    done(stage, &LINES, &works, 132)?;
    stage.at(152, 10)?;
    library::archive(stage, &LINES, &library::OF_LINES, 152);
    stage.at(158, 10)?;
    LINES.close(stage);
    moves::promote(stage, koc(17), TierCode::Responder, 158)?;
    let wrong_day = moves::promote(stage, koc(19), TierCode::Responder, 158)?;
    stage.at(163, 10)?;
    moves::correct_day(stage, koc(19), wrong_day, TierCode::Responder, 156);
    stage.settle()
}

fn day_on_video(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(164, 9)?;
    DAY.open(stage, 6);
    offered(stage, &DAY, &[1, 2, 3, 9, 10], 165, 170)?;
    taken_on(stage, &DAY, &[1, 2, 3, 10], 167)?;
    DAY.decline(stage, koc(9), DeclineReason::Terms);
    moves::register(stage, 130, 182)?;
    let works = [(1, [91, 93]), (2, [87, 85]), (3, [80, 84]), (10, [76, 81])];
    done(stage, &DAY, &works, 184)?;
    stage.at(194, 10)?;
    library::archive(stage, &DAY, &library::OF_DAY, 194);
    library::train_with(stage, 1, 1, ("销售顾问入职培训", "First training of sales staff"), 194);
    library::train_with(stage, 2, 3, ("服务顾问早会", "Morning round of the service desk"), 194);
    stage.settle()
}

fn partners_and_mentors(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(222, 10)?;
    DAY.close(stage);
    for (number, candidacy) in [(1, 4), (2, 5), (3, 6)] {
        let source = NominationSource::Observation;
        moves::nominate(stage, candidacy, koc(number), TierCode::Partner, source);
        moves::invite(stage, koc(number), 236);
    }
    stage.at(225, 21)?;
    moves::answer_invitation(stage, koc(1), true);
    moves::answer_invitation(stage, koc(2), true);
    moves::answer_invitation(stage, koc(3), false);
    stage.at(232, 10)?;
    moves::promote(stage, koc(1), TierCode::Partner, 232)?;
    moves::promote(stage, koc(2), TierCode::Partner, 232)?;
    stage.at(236, 20)?;
    for (number, capacity) in [(1, 3), (2, 2)] {
        moves::consent(stage, koc(number), ConsentPurpose::Mentoring);
        stage.send(
            ops(),
            AppointMentor {
                koc_id: koc(number),
                topics: vec!["design".to_owned()],
                capacity,
                statement: Some("从一束光开始。 It begins with one ray of light.".into()),
            },
        );
    }
    stage.at(240, 10)?;
    let pairs = [(1, 1, ids::MENTEES[0]), (2, 1, ids::MENTEES[1]), (3, 1, ids::MENTEES[2])];
    for (number, mentor, mentee) in pairs.into_iter().chain([(4, 2, koc(17))]) {
        propose(stage, number, koc(mentor), mentee, 420);
        accept_mentorship(stage, number, koc(mentor), MentorshipParty::Mentor);
        accept_mentorship(stage, number, mentee, MentorshipParty::Mentee);
    }
    stage.settle()
}

fn propose(stage: &mut Stage<'_>, number: u16, mentor: KocId, mentee: KocId, until: i32) {
    stage.send(
        ops(),
        ProposeMentorship {
            mentorship_id: ids::mentorship(number),
            mentor,
            mentee,
            goals: Some("独立完成一组作品。 To make a set of one's own.".into()),
            topics: vec!["design".to_owned()],
            until: stage.day(until),
        },
    );
}

fn accept_mentorship(stage: &mut Stage<'_>, number: u16, who: KocId, by: MentorshipParty) {
    let mentorship_id = ids::mentorship(number);
    stage.send(member(who), AcceptMentorship { mentorship_id, by });
}

fn learners(stage: &mut Stage<'_>) -> Result<(), Failure> {
    moves::register(stage, 182, 242)?;
    stage.at(244, 9)?;
    SERIES.open(stage, 6);
    offered(stage, &SERIES, &[5, 6, 7, 17], 245, 250)?;
    taken_on(stage, &SERIES, &[5, 6, 7, 17], 246)?;
    stage.at(248, 9)?;
    stage.send(
        member(koc(14)),
        PauseKoc { koc_id: koc(14), from: stage.day(248), until: None, reason: None },
    );
    stage.at(250, 9)?;
    leave(stage, 22, 250);
    stage.at(262, 9)?;
    stage.send(
        member(koc(4)),
        StepDown {
            koc_id: koc(4),
            to_tier: TierCode::Seed,
            reason: Some("家里添了新成员。 There is a baby in the house.".into()),
            effective_on: stage.day(262),
        },
    );
    let works = [(5, 1, [80, 82]), (6, 1, [77, 79]), (7, 1, [85, 88]), (17, 2, [90, 91])];
    for (day, (number, mentor, scores)) in (266..).zip(works) {
        stage.at(day, 19)?;
        SERIES.submit(stage, koc(number), 1);
        stage.at(day, 21)?;
        let decision = Decision::Approve;
        for (by, at) in [(member(koc(mentor)), ReviewStage::Mentor), (ops(), ReviewStage::Brand)] {
            let verdict = Verdict { koc: koc(number), submission_no: 1, at, decision, scores };
            SERIES.judge(stage, by, &verdict);
        }
    }
    stage.settle()
}

fn leave(stage: &mut Stage<'_>, number: u16, day: i32) {
    stage.send(
        member(koc(number)),
        LeaveProgramme { koc_id: koc(number), reason: None, effective_on: stage.day(day) },
    );
}

fn comings_and_goings(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(271, 9)?;
    SERIES.close(stage);
    library::archive(stage, &SERIES, &library::OF_SERIES, 271);
    stage.send(member(koc(14)), ResumeKoc { koc_id: koc(14) });
    stage.at(280, 9)?;
    leave(stage, 18, 280);
    stage.at(283, 9)?;
    moves::adjust(stage, koc(9), 15);
    stage.send(
        member(koc(2)),
        DeclareAvailability {
            koc_id: koc(2),
            depth: Availability::LightOnly,
            from: stage.day(283),
            until: None,
            max_concurrent: Some(1),
            note: None,
        },
    );
    moves::demote(stage, koc(13), TierCode::Seed, (285, 308))?;
    stage.at(310, 9)?;
    stage.send(
        member(koc(4)),
        ReturnToTier { koc_id: koc(4), to_tier: TierCode::Responder, effective_on: stage.day(310) },
    );
    stage.at(320, 9)?;
    stage.send(
        member(koc(2)),
        CompleteMentorship {
            mentorship_id: ids::mentorship(4),
            outcome: MentorshipOutcome::GoalsReached,
            mentee_feedback: None,
            mentor_feedback: Some("学得很快。 Learned fast.".into()),
        },
    );
    stage.at(340, 9)?;
    stage.send(
        member(koc(18)),
        RejoinProgramme {
            koc_id: koc(18),
            entry_tier: TierCode::Seed,
            effective_on: stage.day(340),
        },
    );
    stage.settle()
}

/// What a visitor can go on with; gives the approval that will be disputed.
fn left_open(stage: &mut Stage<'_>) -> Result<EventId, Failure> {
    stage.at(344, 9)?;
    OPEN.open(stage, 12);
    let (accepted, submitted) = (ids::ACCEPTED_MEMBER, ids::SUBMITTED_MEMBER);
    let (approved, promotable) = (ids::APPROVED_MEMBER, ids::PROMOTABLE_MEMBER);
    stage.at(346, 9)?;
    for who in [accepted, submitted, approved, promotable, koc(14), koc(5)] {
        OPEN.offer(stage, who, (390, 9));
    }
    stage.at(347, 20)?;
    for who in [accepted, submitted, approved, promotable] {
        OPEN.accept(stage, who);
    }
    OPEN.decline(stage, koc(14), DeclineReason::Time);
    stage.at(353, 19)?;
    OPEN.submit(stage, approved, 1);
    OPEN.submit(stage, promotable, 1);
    stage.at(356, 10)?;
    let approval = OPEN.approved(stage, approved, [88, 84])?;
    OPEN.approve(stage, promotable, [79, 82]);
    moves::invite(stage, koc(3), 395);
    propose(stage, 5, koc(2), koc(19), 420);
    accept_mentorship(stage, 5, koc(2), MentorshipParty::Mentor);
    stage.at(360, 10)?;
    moves::nominate(stage, 7, promotable, TierCode::Responder, NominationSource::TierScreen);
    moves::approve_promotion(stage, promotable, TierCode::Responder);
    stage.at(362, 19)?;
    OPEN.submit(stage, submitted, 1);
    stage.settle()?;
    Ok(approval)
}

/// What waits for those who answer to members: a disputed score, and a copy of one's data.
fn waiting_at_the_desk(stage: &mut Stage<'_>, against: EventId) -> Result<(), Failure> {
    stage.at(362, 20)?;
    let koc_id = ids::APPROVED_MEMBER;
    let grounds = "后备箱的实测没有被算进去。 The boot I measured was not counted.".into();
    stage.send(member(koc_id), FileAppeal { appeal_id: ids::APPEAL, koc_id, against, grounds });
    let (request_id, koc_id) = (ids::DATA_REQUEST, koc(21));
    let (kind, note) = (DataRequestKind::Copy.code(), None);
    let (received_at, due) = (None, None);
    let received = ReceiveDataRequest { request_id, koc_id, kind, received_at, due, note };
    stage.send(member(koc_id), received);
    stage.at(363, 10)?;
    let method = VerificationMethod::CodeToContact;
    stage.send(privacy(), VerifyRequester { request_id, method });
    stage.settle()
}
