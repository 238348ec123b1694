//! The scorecard: every criterion of the agreed brief judged, with what shows it, and feedback
//! the author can use (S4: strict, objective, grounded; then told sincerely and concretely).

use std::collections::BTreeSet;

use super::command::ReviewWork;
use super::event::{Reviewer, WorkReviewed};
use super::submit::WHOLE_BP;
use super::values::*;
use crate::personal::sealed_option;
use crate::programme::Programme;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::task::brief::{Brief, Criterion, CriterionKind};
use crate::vocabulary::VocabularyAxis;

/// The highest score of one criterion.
const SCORE_MAX: u8 = 100;

/// The shortest remark that says something, bytes of UTF-8: two Chinese characters. Our own
/// number.
const REMARK_BYTES_MIN: usize = 6;

/// The longest word that is flagged, in characters: a word of a list, not a passage of the work,
/// which is its author's. Our own number.
const FLAGGED_WORD_CHARS_MAX: usize = 20;

/// The highest skill level.
const LEVEL_MAX: u8 = 5;

/// Notes every rule of the scorecard that is broken.
pub(super) fn check(
    checks: &mut Checks,
    programme: &Programme,
    brief: &Brief,
    command: &ReviewWork,
    after_mentor: bool,
) {
    check_scores(checks, brief, &command.scores, after_mentor);
    if after_mentor {
        check_brand_stage(checks, brief, command);
    }
    check_remarks(checks, brief, command);
    check_decision(checks, brief, command);
    check_skills(checks, programme, &command.skill_evidence);
    let words = &command.compliance.flagged_words;
    checks.note(field::list("compliance.flaggedWords", words));
    let are_words = words.iter().all(|word| word.chars().count() <= FLAGGED_WORD_CHARS_MAX);
    checks.require(are_words, || field::invalid("compliance.flaggedWords"));
}

/// After the mentor the brand looks at compliance and at what must be, and sends back only what
/// fails there: how good it is was the mentor's to judge.
fn check_brand_stage(checks: &mut Checks, brief: &Brief, command: &ReviewWork) {
    let must =
        |id: &str| brief.criteria.iter().any(|it| it.id == id && it.kind == CriterionKind::Must);
    let judges_more = command.scores.iter().any(|score| !must(&score.criterion_id));
    let fails = command.scores.iter().any(|score| fails_must(brief, score))
        || !not_compliant(&command.compliance).is_empty();
    let sends_back = command.decision != Decision::Approve;
    let theirs = !judges_more && (!sends_back || fails);
    checks.require(theirs, || Violation::DelegatedToMentor);
}

fn check_scores(checks: &mut Checks, brief: &Brief, scores: &[CriterionScore], after_mentor: bool) {
    checks.note(field::list("scores", scores));
    let mut seen = BTreeSet::new();
    for score in scores {
        let id = &score.criterion_id;
        checks.require(seen.insert(id), || Violation::CriterionTwice { id: id.clone() });
        checks.note(unknown(brief, id));
        let in_range = score.score.is_none_or(|score| score <= SCORE_MAX);
        checks.require(in_range, || Violation::ScoreOutOfRange { id: id.clone() });
        let texts = [&score.evidence, &score.comment];
        let shown = texts.into_iter().flatten().any(|text| !text.is_empty());
        checks.require(shown, || Violation::EvidenceRequired { id: id.clone() });
        checks.note(field::personal("scores.evidence", score.evidence.as_ref()));
        checks.note(field::personal("scores.comment", score.comment.as_ref()));
    }
    let asked = |it: &&Criterion| !after_mentor || it.kind == CriterionKind::Must;
    let unscored = brief.criteria.iter().filter(asked).filter(|it| !judged(it, scores));
    let ids: Vec<String> = unscored.map(|criterion| criterion.id.clone()).collect();
    checks.require(ids.is_empty(), || Violation::CriterionUnscored { ids });
}

/// Whether a criterion has the kind of judgement it asks for.
fn judged(criterion: &Criterion, scores: &[CriterionScore]) -> bool {
    let own = scores.iter().find(|score| score.criterion_id == criterion.id);
    own.is_some_and(|score| match criterion.kind {
        CriterionKind::Must => score.met.is_some(),
        CriterionKind::Scored | CriterionKind::Measured => score.score.is_some(),
    })
}

fn unknown(brief: &Brief, id: &str) -> Option<Violation> {
    let known = brief.criteria.iter().any(|criterion| criterion.id == id);
    (!known).then(|| Violation::CriterionUnknown { id: id.to_owned() })
}

/// At least one remark names a criterion and says something of it.
fn check_remarks(checks: &mut Checks, brief: &Brief, command: &ReviewWork) {
    let remarks = || command.praise.iter().chain(&command.improvements);
    let named = remarks().filter_map(|remark| remark.criterion_id.as_ref());
    checks.note(named.filter_map(|id| unknown(brief, id)));
    let concrete = |remark: &Remark| {
        remark.criterion_id.as_ref().is_some_and(|id| unknown(brief, id).is_none())
            && remark.text.clear_bytes() >= REMARK_BYTES_MIN
    };
    checks.require(remarks().any(concrete), || Violation::FeedbackRequired);
    checks.note(remarks().filter_map(|remark| field::personal_said("remark.text", &remark.text)));
    checks.note(field::list("praise", &command.praise));
    checks.note(field::list("improvements", &command.improvements));
}

fn check_decision(checks: &mut Checks, brief: &Brief, command: &ReviewWork) {
    let rejected = command.decision == Decision::Reject;
    match command.decision {
        Decision::Approve => {
            let failed = command.scores.iter().filter(|score| fails_must(brief, score));
            checks
                .note(failed.map(|score| Violation::MustCriterionFailed {
                    id: score.criterion_id.clone(),
                }));
            let which = not_compliant(&command.compliance);
            checks.require(which.is_empty(), || Violation::ComplianceFailed { which });
        }
        Decision::RequestRevision => {
            checks.require(!command.improvements.is_empty(), || Violation::ImprovementsRequired);
        }
        Decision::Reject => {
            checks.require(command.reject_reason.is_some(), || Violation::ReasonRequired);
        }
    }
    let fits = rejected || command.reject_reason.is_none();
    checks.require(fits, || field::invalid("rejectReason"));
}

fn fails_must(brief: &Brief, score: &CriterionScore) -> bool {
    let own = brief.criteria.iter().find(|criterion| criterion.id == score.criterion_id);
    own.is_some_and(|criterion| criterion.kind == CriterionKind::Must) && score.met == Some(false)
}

fn not_compliant(compliance: &Compliance) -> Vec<String> {
    let checked = [
        ("disclosure", compliance.disclosure_ok),
        ("claims", compliance.claims_ok),
        ("rights", compliance.rights_ok),
    ];
    let failed = checked.into_iter().filter(|(_, ok)| !ok);
    failed.map(|(what, _)| what.to_owned()).collect()
}

fn check_skills(checks: &mut Checks, programme: &Programme, skills: &[SkillEvidence]) {
    checks.note(field::list("skillEvidence", skills));
    for shown in skills {
        checks.note(programme.unknown_term(VocabularyAxis::Skill, &shown.skill));
        checks.note(programme.unknown_term(VocabularyAxis::Format, &shown.format));
        let level = (1..=LEVEL_MAX).contains(&shown.level);
        checks.require(level, || field::invalid("skillEvidence.level"));
    }
}

/// The scorecard as recorded.
pub(super) fn recorded(
    command: &ReviewWork,
    brief: &Brief,
    context: &Context,
) -> Result<WorkReviewed, Refusal> {
    let judged = |score: &CriterionScore| {
        Ok(CriterionJudged {
            criterion_id: score.criterion_id.clone(),
            met: score.met,
            score: score.score,
            evidence: sealed_option(score.evidence.as_ref())?,
            comment: sealed_option(score.comment.as_ref())?,
        })
    };
    Ok(WorkReviewed {
        assignment_id: command.assignment_id,
        submission_no: command.submission_no,
        brief_version: command.brief_version,
        stage: command.stage,
        reviewer: Reviewer { role: context.actor.role, id: context.actor.id },
        scores: command.scores.iter().map(judged).collect::<Result<_, Refusal>>()?,
        praise: remarks_made(&command.praise)?,
        improvements: remarks_made(&command.improvements)?,
        skill_evidence: command.skill_evidence.clone(),
        compliance: command.compliance.clone(),
        decision: command.decision,
        weighted_score: weighted_score(command, brief),
    })
}

fn remarks_made(remarks: &[Remark]) -> Result<Vec<RemarkMade>, Refusal> {
    let made = |remark: &Remark| {
        Ok(RemarkMade { criterion_id: remark.criterion_id.clone(), text: remark.text.sealed()? })
    };
    remarks.iter().map(made).collect()
}

/// The Scored criteria by weight, hundredths. Where a brief has none, the work is whole when it
/// is approved and nothing before.
fn weighted_score(command: &ReviewWork, brief: &Brief) -> u16 {
    let scored = |criterion: &&Criterion| criterion.kind == CriterionKind::Scored;
    if !brief.criteria.iter().any(|criterion| scored(&criterion)) {
        return if command.decision == Decision::Approve { WHOLE_BP } else { 0 };
    }
    let weighted = brief.criteria.iter().filter(scored).filter_map(|criterion| {
        let own = command.scores.iter().find(|score| score.criterion_id == criterion.id)?;
        Some(u16::from(own.score?) * u16::from(criterion.weight))
    });
    weighted.sum()
}
