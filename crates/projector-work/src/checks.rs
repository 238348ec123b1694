//! What can be seen of a submission without judging it: an aid for whoever reviews.

use domain::assignment::values::ItemSubmitted;
use domain::id::KocId;
use domain::task::brief::{AiPolicy, Brief, Output};
use domain::vocabulary::AiUse;
use serde::Serialize;

use crate::Work;
use crate::assignment::{AssignmentRow, SubmissionRow};

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CheckCode {
    /// As many pieces of each format as agreed.
    Format,
    /// Every piece within an agreed length.
    Length,
    /// Every tag the brief asks for.
    Tags,
    /// No file that another assignment has.
    Duplicate,
    /// The tie to the brand is told where the brief asks for it.
    Disclosure,
    /// No more help of software than the brief allows.
    AiUse,
    /// Not after the due time.
    InTime,
}

/// One thing checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// What.
    pub code: CheckCode,
    /// Whether it holds.
    pub ok: bool,
    /// What was found.
    pub detail: String,
}

impl Work {
    /// What can be seen of the submission that waits.
    pub fn checks(&self, row: &AssignmentRow) -> Vec<Check> {
        let brief = self.agreed_brief(row);
        let Some((brief, submission)) = brief.zip(row.newest_submission()) else {
            return Vec::new();
        };
        let outputs = row.own_terms.outputs.as_ref().unwrap_or(&brief.outputs);
        vec![
            format(outputs, &submission.items),
            length(outputs, &submission.items),
            tags(brief, submission),
            self.duplicate(row, submission),
            check(
                CheckCode::Disclosure,
                submission.attest.disclosure_done || !brief.disclosure.required,
                format!("required {}", brief.disclosure.required),
            ),
            ai_use(brief, submission),
            check(CheckCode::InTime, !submission.late, submission.submitted_at.to_string()),
        ]
    }

    /// The brief version that a member holds an assignment under.
    pub fn agreed_brief(&self, row: &AssignmentRow) -> Option<&Brief> {
        let task = self.tasks.get(&row.task_id)?;
        let version = task.briefs.iter().find(|it| it.brief_version == row.brief_version)?;
        Some(&version.brief)
    }

    /// Whoever may not judge the submission that waits: those who made it.
    pub fn conflicts(&self, row: &AssignmentRow) -> Vec<KocId> {
        let made = row.newest_submission().map(|it| it.contributors.as_slice());
        made.unwrap_or_default().iter().map(|it| it.koc_id).collect()
    }

    fn duplicate(&self, row: &AssignmentRow, submission: &SubmissionRow) -> Check {
        let elsewhere = submission.items.iter().filter_map(|item| {
            let first = self.files.get(&item.sha256)?;
            (*first != row.assignment_id).then(|| first.to_string())
        });
        let found: Vec<String> = elsewhere.collect();
        check(CheckCode::Duplicate, found.is_empty(), found.join(", "))
    }
}

impl AssignmentRow {
    /// Whether an earlier review found that something does not hold that must.
    pub fn has_failed_must(&self) -> bool {
        let scores = self.reviews.iter().flat_map(|review| &review.scores);
        scores.into_iter().any(|score| score.met == Some(false))
    }
}

fn check(code: CheckCode, ok: bool, detail: String) -> Check {
    Check { code, ok, detail }
}

fn format(outputs: &[Output], items: &[ItemSubmitted]) -> Check {
    let count = |format: &str| items.iter().filter(|item| item.format == format).count();
    let asked = outputs.iter().map(|output| usize::from(output.count)).sum::<usize>();
    let ok = items.len() == asked
        && outputs.iter().all(|output| {
            let same = outputs.iter().filter(|other| other.format == output.format);
            count(&output.format) == same.map(|it| usize::from(it.count)).sum::<usize>()
        });
    check(CheckCode::Format, ok, format!("{} / {asked}", items.len()))
}

fn length(outputs: &[Output], items: &[ItemSubmitted]) -> Check {
    let fits = |item: &ItemSubmitted| {
        let mut same = outputs.iter().filter(|output| output.format == item.format);
        same.any(|output| (output.min..=output.max).contains(&item.length))
    };
    let lengths: Vec<String> = items.iter().map(|item| item.length.to_string()).collect();
    check(CheckCode::Length, items.iter().all(fits), lengths.join(", "))
}

fn tags(brief: &Brief, submission: &SubmissionRow) -> Check {
    let asked = brief.automatic_check.iter().flat_map(|check| &check.tags);
    let missing: Vec<&str> =
        asked.filter(|tag| !submission.tags.contains(tag)).map(String::as_str).collect();
    check(CheckCode::Tags, missing.is_empty(), missing.join(", "))
}

fn ai_use(brief: &Brief, submission: &SubmissionRow) -> Check {
    let most = match brief.ai_policy {
        AiPolicy::Forbidden => AiUse::None,
        AiPolicy::Assisted => AiUse::Assisted,
        AiPolicy::Allowed => AiUse::Generated,
    };
    let used = submission.attest.ai_generated;
    check(CheckCode::AiUse, used <= most, format!("{used:?}"))
}
