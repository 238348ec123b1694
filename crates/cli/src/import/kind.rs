//! The two kinds of history: their columns, and the command that each row asks for.

use domain::assignment::command::ImportReviewedWork;
use domain::id::{CommandId, KocId, ProgrammeId, WorkId};
use domain::koc::command::ImportTierMove;
use domain::koc::values::ImportedPlace;
use domain::{Command, Lang, Moment, Violation};

use super::names::TierNames;
use super::sheet::{Values, Wrong};

/// What a row needs to become a command.
pub(super) struct Setting {
    /// Ids derive from it.
    pub(super) programme: ProgrammeId,
    /// How the file calls the tiers.
    pub(super) names: TierNames,
}

/// A row as a command.
pub(super) struct Wanted {
    /// Derived from the programme, the kind and the row's external key.
    pub(super) command_id: CommandId,
    /// What to do.
    pub(super) command: Command,
    /// When it happened.
    pub(super) occurred_at: Moment,
    /// Whose rows must be recorded in the order of the file, if anyone's.
    pub(super) in_order_of: Option<KocId>,
}

/// A kind of history.
pub(super) struct Kind {
    /// In words, for the line of progress.
    pub(super) what: &'static str,
    /// The columns a file must have.
    pub(super) columns: &'static [&'static str],
    /// The command of a row.
    pub(super) read: fn(&Values<'_>, &Setting) -> Result<Wanted, Wrong>,
    /// The column a rule's refusal is about, if one is.
    pub(super) column_of: fn(&Violation) -> Option<&'static str>,
}

/// Past tier moves.
pub(super) const TIER_MOVES: Kind = Kind {
    what: "tier moves",
    columns: &["member", "at", "from", "to"],
    read: tier_move,
    column_of: |violation| match violation {
        Violation::ImportFromMismatch { .. } => Some("from"),
        Violation::ImportTimeBackwards { .. } => Some("at"),
        Violation::DateInFuture { .. } | Violation::DateTooFar { .. } => Some("at"),
        Violation::NoChange => Some("to"),
        Violation::FieldInvalid { field } => field_column(field, &[("externalRef", "member")]),
        _ => None,
    },
};

/// Past reviewed work.
pub(super) const REVIEWED_WORK: Kind = Kind {
    what: "reviewed works",
    columns: &[
        "work",
        "author",
        "reviewer",
        "submitted_at",
        "accepted_at",
        "revisions",
        "lines",
        "kind",
    ],
    read: reviewed_work,
    column_of: |violation| match violation {
        Violation::ImportAcceptedBeforeSubmitted { .. } => Some("accepted_at"),
        Violation::DateInFuture { .. } => Some("accepted_at"),
        Violation::DateTooFar { field } if field == "submittedAt" => Some("submitted_at"),
        Violation::DateTooFar { .. } => Some("accepted_at"),
        Violation::IdempotencyKeyReused => Some("work"),
        Violation::FieldInvalid { field } => field_column(
            field,
            &[
                ("externalKey", "work"),
                ("authorRef", "author"),
                ("reviewerRef", "reviewer"),
                ("kind", "kind"),
            ],
        ),
        _ => None,
    },
};

fn field_column(field: &str, names: &[(&str, &'static str)]) -> Option<&'static str> {
    names.iter().find(|(name, _)| *name == field).map(|(_, column)| *column)
}

/// How a moment is written.
const MOMENT_FORM: &str =
    "a moment like 2025-03-01T12:00:00Z or 2025-03-01T20:00:00+08:00, at most to the microsecond";

/// What a rule's refusal says of the value in a file, where the rule itself would call it by the
/// name of a field that the file does not have.
pub(super) fn reason(violation: &Violation) -> String {
    match violation {
        Violation::FieldInvalid { .. } => {
            "the value must be 1 to 64 letters (a-z, A-Z), digits and . _ : -".to_owned()
        }
        Violation::DateInFuture { .. } => "the moment is in the future".to_owned(),
        Violation::DateTooFar { .. } => "the moment is more than a century from today".to_owned(),
        other => other.message(Lang::En),
    }
}

fn moment(values: &Values<'_>, column: &'static str) -> Result<Moment, Wrong> {
    values.parsed(column, "DATE_INVALID", MOMENT_FORM)
}

fn place(
    values: &Values<'_>,
    column: &'static str,
    names: &TierNames,
) -> Result<ImportedPlace, Wrong> {
    let name = values.text(column)?;
    names.place(name).ok_or_else(|| {
        let shown: String = name.chars().take(80).collect();
        Wrong::in_column(column, "TIER_UNKNOWN", format!("`{shown}` is no tier's name"))
    })
}

fn tier_move(values: &Values<'_>, setting: &Setting) -> Result<Wanted, Wrong> {
    let external_ref = values.text("member")?.to_owned();
    let at = moment(values, "at")?;
    let from = place(values, "from", &setting.names)?;
    let to = place(values, "to", &setting.names)?;
    let koc_id = KocId::of_external(setting.programme, &external_ref);
    let key = format!("{external_ref}\n{at}\n{from}\n{to}");
    Ok(Wanted {
        command_id: command_id(setting.programme, "tier-move", &key),
        command: ImportTierMove { koc_id, external_ref, at, from, to }.into(),
        occurred_at: at,
        in_order_of: Some(koc_id),
    })
}

fn reviewed_work(values: &Values<'_>, setting: &Setting) -> Result<Wanted, Wrong> {
    let number = |column| values.parsed(column, "NUMBER_INVALID", "a whole number from 0");
    let external_key = values.text("work")?.to_owned();
    let author_ref = values.text("author")?.to_owned();
    let accepted_at = moment(values, "accepted_at")?;
    let command = ImportReviewedWork {
        work_id: WorkId::of_external(setting.programme, &external_key),
        author: KocId::of_external(setting.programme, &author_ref),
        reviewer_ref: values.text("reviewer")?.to_owned(),
        submitted_at: moment(values, "submitted_at")?,
        accepted_at,
        revisions: number("revisions")?,
        lines: number("lines")?,
        kind: values.text("kind")?.to_owned(),
        author_ref,
        external_key: external_key.clone(),
    };
    Ok(Wanted {
        command_id: command_id(setting.programme, "reviewed-work", &external_key),
        command: command.into(),
        occurred_at: accepted_at,
        in_order_of: None,
    })
}

/// The one name of a command that brings in what `key` names in the file.
pub(super) fn command_id(programme: ProgrammeId, kind: &str, key: &str) -> CommandId {
    CommandId::derived(&[&programme.0, kind.as_bytes(), key.as_bytes()])
}
