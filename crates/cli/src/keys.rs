//! `koc keys`: who may come in through the API.

use domain::Moment;
use domain::actor::Role;
use engine::{Engine, View};
use graphql::Subject;
use server::keys::{KeyError, KeyRing, NewKey, Record};

use crate::args::{CreateKeyArgs, KeyRole, Keys};
use crate::exit::{Done, Ending, Failure};
use crate::out::{self, Out, say};
use crate::table::{Cell, Table};

/// How long a key lasts when nothing is said. Our own number.
const DAYS_DEFAULT: u32 = 365;

/// Makes, lists or revokes keys; beside a server, those the server itself goes by.
///
/// # Errors
/// When there is no such operator, member or key, or the list cannot be kept.
pub(crate) fn run(engine: &Engine, ring: &KeyRing, what: &Keys, out: &dyn Out) -> Ending {
    match what {
        Keys::Create(args) => create(&engine.view(), ring, args, out),
        Keys::List(args) => {
            let mut table = Table::new(COLUMNS);
            ring.list().iter().for_each(|record| table.push(row(record)));
            out::data(out, &table.render(args.format))?;
            Ok(Done::Whole)
        }
        Keys::Revoke(args) => {
            let record = ring.revoke(&args.key, now()).map_err(|error| failed(&error))?;
            say(out, &format!("{} is revoked; nothing goes on by it", record.id));
            Ok(Done::Whole)
        }
    }
}

fn create(view: &View, ring: &KeyRing, args: &CreateKeyArgs, out: &dyn Out) -> Ending {
    let (subject, roles) = holder(view, args)?;
    let now = now();
    let days = args.days.unwrap_or(DAYS_DEFAULT);
    let expires_at = (!args.no_expiry).then(|| now.plus_hours(i64::from(days) * 24));
    let new = NewKey {
        roles,
        subject,
        expires_at,
        created_by: "command line".to_owned(),
        note: args.note.clone(),
    };
    let (record, key) = ring.create(new, now).map_err(|error| failed(&error))?;
    let until = record.expires_at.map_or_else(|| "revoked".to_owned(), moment);
    say(
        out,
        &format!(
            "{} lets {} act as {} until {until}; the key is shown this once",
            record.id,
            whose(&record),
            roles_of(&record),
        ),
    );
    out::data(out, &format!("{key}\n"))?;
    Ok(Done::Whole)
}

/// Whose key it will be, and what it lets them act as: only what they are.
fn holder(view: &View, args: &CreateKeyArgs) -> Result<(Subject, Vec<Role>), Failure> {
    let mut roles: Vec<Role> = Vec::new();
    for role in args.roles.iter().map(|role| Role::from(*role)) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    if let Some(member) = args.member {
        let known = view.tiers.member(member).is_some();
        return if known {
            Ok((Subject::Member(member), vec![Role::Koc]))
        } else {
            Err(Failure::Refused(format!("NOT_FOUND: there is no member {member}")))
        };
    }
    if roles.is_empty() {
        return Err(Failure::Usage("say what the key is for: --role or --member".to_owned()));
    }
    let Some(id) = args.operator else {
        let alone = roles.iter().all(|role| matches!(role, Role::Admin | Role::Analyst));
        return if alone {
            Ok((Subject::Nobody, roles))
        } else {
            let why = "only administrators and analysts may be nobody in particular: say whose \
                       key it is with --operator";
            Err(Failure::Usage(why.to_owned()))
        };
    };
    let operator = view.work.operator(id);
    let operator = operator
        .ok_or_else(|| Failure::Refused(format!("NOT_FOUND: there is no operator {id}")))?;
    match roles.iter().find(|role| !operator.roles.contains(role)) {
        None => Ok((Subject::Operator(id), roles)),
        Some(role) => Err(Failure::Refused(format!("FORBIDDEN: {id} is not {}", name(*role)))),
    }
}

const COLUMNS: &[&str] =
    &["key", "roles", "whose", "created", "created by", "expires", "last used", "revoked", "note"];

fn row(record: &Record) -> [Cell; 9] {
    let at = |at: Option<Moment>| match at {
        Some(at) => Cell::Text(moment(at)),
        None => Cell::Empty,
    };
    [
        record.id.clone().into(),
        roles_of(record).into(),
        whose(record).into(),
        at(Some(record.created_at).filter(|at| at.0 != 0)),
        record.created_by.clone().into(),
        at(record.expires_at),
        at(record.last_used_at),
        at(record.revoked_at),
        record.note.clone().map_or(Cell::Empty, Cell::Text),
    ]
}

fn whose(record: &Record) -> String {
    match record.subject() {
        Subject::Nobody => "nobody in particular".to_owned(),
        Subject::Operator(id) => id.to_string(),
        Subject::Member(id) => id.to_string(),
    }
}

fn roles_of(record: &Record) -> String {
    record.roles.iter().map(|role| name(*role)).collect::<Vec<_>>().join(" ")
}

fn name(role: Role) -> String {
    serde_json::to_value(role)
        .ok()
        .and_then(|it| it.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A moment to the second.
fn moment(at: Moment) -> String {
    Moment(at.0 - at.0.rem_euclid(1_000_000)).to_string()
}

/// The time by this machine's clock.
pub(crate) fn now() -> Moment {
    Moment(jiff::Timestamp::now().as_microsecond())
}

/// What an error of the keys means for a command.
pub(crate) fn failed(error: &KeyError) -> Failure {
    match error {
        KeyError::Unknown(_) | KeyError::RevokedBefore(_) => Failure::Refused(error.to_string()),
        KeyError::Damaged { .. } => Failure::Damaged(error.to_string()),
        KeyError::Io { .. } | KeyError::NoRandom => Failure::Failed(error.to_string()),
    }
}

impl From<KeyRole> for Role {
    fn from(role: KeyRole) -> Role {
        match role {
            KeyRole::Admin => Role::Admin,
            KeyRole::Ops => Role::Ops,
            KeyRole::Reviewer => Role::Reviewer,
            KeyRole::Approver => Role::Approver,
            KeyRole::Finance => Role::Finance,
            KeyRole::Librarian => Role::Librarian,
            KeyRole::Privacy => Role::Privacy,
            KeyRole::Analyst => Role::Analyst,
        }
    }
}
