//! How work is judged: by reviewers who are not equally strict, after a mentor where there is one;
//! and what follows from it.

use domain::appeal::command::FileAppeal;
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::assignment::{self};
use domain::id::{AppealId, AssignmentId, KocId};
use domain::todo::values::TodoKind;
use domain::todo::{self};
use domain::vocabulary::Mode;
use domain::{Actor, Recorded};

use crate::founding::{FORMATS, SKILLS};
use crate::office::{REVIEWERS, reviewer};

use crate::work::{Job, hand_in, rate};
use crate::world::World;

/// What a reviewer of no strictness approves, 0–99.
const GOOD_ENOUGH: u32 = 52;
const HOPELESS: u32 = 38;

pub(crate) fn heard(world: &mut World<'_>, recorded: &Recorded, event: &assignment::Event) {
    use assignment::Event::*;
    match event {
        WorkSubmitted(e) => {
            let Some(job) = world.jobs.get(&e.assignment_id).cloned() else { return };
            // An entry of a contest is judged by its judges first.
            if job.contest.is_none() {
                submitted(world, e.assignment_id, e.submission_no, &job);
            }
        }
        SubmissionWithdrawn(e) => {
            let at = world.within(2, 20);
            hand_in(world, e.assignment_id, at);
        }
        ReviewPassedOn(e) => {
            let Some(job) = world.jobs.get(&e.assignment_id).cloned() else { return };
            let who = reviewer(world.chance.below(REVIEWERS));
            let at = world.within(3, 60);
            let (assignment_id, submission_no) = (e.assignment_id, e.submission_no);
            let stage = ReviewStage::Brand;
            world.at(at, who, StartReview { assignment_id, submission_no, stage });
            let review = brand_after_mentor(assignment_id, submission_no);
            let brief_version = job.brief_version;
            world.at(at.plus_hours(1), who, ReviewWork { brief_version, ..review });
        }
        RevisionRequested(e) => {
            let Some(job) = world.jobs.get(&e.assignment_id).cloned() else { return };
            let (submission_no, useful, comment) = (e.submission_no, Some(true), None);
            let assignment_id = e.assignment_id;
            let read = AcknowledgeFeedback { assignment_id, submission_no, useful, comment };
            let at = world.within(1, 20);
            world.at(at, Actor::koc(job.koc_id), read);
            if world.chance.percent(92) {
                let at = world.within(20, 100);
                hand_in(world, assignment_id, at);
            }
        }
        WorkRejected(e) => {
            let Some(job) = world.jobs.remove(&e.assignment_id) else { return };
            if world.chance.percent(world.plan.rates.appeal_pct) {
                let (at, against) = (world.within(5, 100), recorded.position);
                let appeal_id = AppealId::derived(&[b"disputed", &world.next()]);
                let (koc_id, grounds) = (job.koc_id, "要求都做到了 All of it is there".into());
                world.at(
                    at,
                    Actor::koc(koc_id),
                    FileAppeal { appeal_id, koc_id, against, grounds },
                );
            }
            rate(world, e.assignment_id, job.koc_id);
        }
        WorkApproved(e) => {
            let Some(job) = world.jobs.remove(&e.assignment_id) else { return };
            let (assignment_id, submission_no) = (e.assignment_id, e.submission_no);
            if world.chance.percent(70) {
                let (useful, comment) = (Some(world.chance.percent(85)), None);
                let read = AcknowledgeFeedback { assignment_id, submission_no, useful, comment };
                let at = world.within(1, 60);
                world.at(at, Actor::koc(job.koc_id), read);
            }
            rate(world, assignment_id, job.koc_id);
            crate::library::approved(world, e, job.file);
            crate::reach::approved(world, e);
        }
        _ => {}
    }
}

fn submitted(world: &mut World<'_>, assignment_id: AssignmentId, submission_no: u16, job: &Job) {
    if world.chance.percent(world.plan.rates.takes_back_pct) && submission_no == 1 {
        let (at, reason) = (world.within(1, 2), Some("传错了版本 The wrong file".into()));
        let back = WithdrawSubmission { assignment_id, submission_no, reason };
        world.at(at, Actor::koc(job.koc_id), back);
        return;
    }
    let mentor = world.taught.get(&job.koc_id).map(|(_, mentor)| *mentor);
    match mentor.filter(|_| job.mode == Mode::Mentorship) {
        Some(mentor) => {
            let at = world.within(4, 60);
            let stage = ReviewStage::Mentor;
            let mentor = Actor::koc(mentor);
            world.at(at, mentor, StartReview { assignment_id, submission_no, stage });
            let review = judge(world, assignment_id, submission_no, stage, job, 0);
            world.at(at.plus_hours(1), mentor, review);
        }
        None => by_the_brand(world, assignment_id, submission_no, job),
    }
}

/// Somebody looks at what has waited too long, as the clock says.
pub(crate) fn heard_of_todo(world: &mut World<'_>, event: &todo::Event) {
    let todo::Event::TodoOpened(e) = event else { return };
    if e.kind != TodoKind::ReviewOverdue {
        return;
    }
    let Ok(assignment_id) = e.about.parse::<AssignmentId>() else { return };
    let Some(job) = world.jobs.get(&assignment_id).cloned() else { return };
    let judged_first = job.contest.is_some_and(|id| world.contests.contains_key(&id));
    if job.mode != Mode::Mentorship && !judged_first {
        by_the_brand(world, assignment_id, job.submissions, &job);
    }
}

/// Some wait too long for it.
pub(crate) fn by_the_brand(
    world: &mut World<'_>,
    assignment_id: AssignmentId,
    submission_no: u16,
    job: &Job,
) {
    let number = world.chance.below(REVIEWERS);
    let (who, stage) = (reviewer(number), ReviewStage::Brand);
    let at = if world.chance.percent(6) { world.within(74, 120) } else { world.within(3, 60) };
    world.at(at, who, StartReview { assignment_id, submission_no, stage });
    let review = judge(world, assignment_id, submission_no, stage, job, number * 4);
    world.at(at.plus_hours(1), who, review);
}

/// After the mentor the brand looks at what must be, and says nothing of how good it is.
pub(crate) fn brand_after_mentor(assignment_id: AssignmentId, submission_no: u16) -> ReviewWork {
    let remark = "真实可信 It is real".into();
    ReviewWork {
        assignment_id,
        submission_no,
        brief_version: 1,
        stage: ReviewStage::Brand,
        scores: vec![CriterionScore {
            criterion_id: "real".to_owned(),
            met: Some(true),
            score: None,
            evidence: Some("第 40 秒 Second 40".into()),
            comment: None,
        }],
        praise: vec![Remark { criterion_id: Some("real".to_owned()), text: remark }],
        improvements: Vec::new(),
        skill_evidence: Vec::new(),
        compliance: Compliance {
            disclosure_ok: true,
            claims_ok: true,
            rights_ok: true,
            flagged_words: Vec::new(),
        },
        decision: Decision::Approve,
        reject_reason: None,
    }
}

pub(crate) fn judge(
    world: &mut World<'_>,
    assignment_id: AssignmentId,
    submission_no: u16,
    stage: ReviewStage,
    job: &Job,
    strictness: u32,
) -> ReviewWork {
    let quality =
        quality(world, job.koc_id).saturating_sub(strictness) + 6 * u32::from(submission_no - 1);
    let decision = match quality {
        GOOD_ENOUGH.. => Decision::Approve,
        HOPELESS.. if submission_no < 3 => Decision::RequestRevision,
        _ => Decision::Reject,
    };
    let met = decision == Decision::Approve;
    let scored = |id: &str, met, score| CriterionScore {
        criterion_id: id.to_owned(),
        met,
        score,
        evidence: Some("第 40 秒 Second 40".into()),
        comment: None,
    };
    let remark =
        |id: &str, words: &str| Remark { criterion_id: Some(id.to_owned()), text: words.into() };
    let mut points = || Some((quality + world.chance.below(12)).min(100) as u8);
    ReviewWork {
        assignment_id,
        submission_no,
        brief_version: job.brief_version,
        stage,
        scores: vec![
            scored("real", Some(true), None),
            scored("story", None, points()),
            scored("light", None, points()),
        ],
        praise: vec![remark("story", "叙事完整 It tells a story")],
        improvements: if met {
            Vec::new()
        } else {
            vec![remark("light", "画面偏暗 It is dark")]
        },
        skill_evidence: vec![SkillEvidence {
            skill: SKILLS[0].to_owned(),
            format: FORMATS[0].to_owned(),
            level: (quality / 20).clamp(1, 5) as u8,
        }],
        compliance: Compliance {
            disclosure_ok: true,
            claims_ok: true,
            rights_ok: true,
            flagged_words: Vec::new(),
        },
        decision,
        reject_reason: (decision == Decision::Reject).then_some(RejectReason::OffBrief),
    }
}

/// How good a work of theirs comes out, 0–99.
pub(crate) fn quality(world: &mut World<'_>, koc_id: KocId) -> u32 {
    let skill = world.people.of(koc_id).map_or(50, |member| u32::from(member.skill));
    world.chance.around(skill, 14).min(99)
}
