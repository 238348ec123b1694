//! Who may do what: one table of roles and operations, one function that reads it.
//!
//! What has no row is for the administrator alone, and a test says that the row is missing. A
//! member may ask only for what is theirs: a row says which argument must be their own id, and
//! `member` lists every field they may see of what they asked for.

mod member;
mod table;
mod theirs;

use async_graphql::parser::types::OperationType;
use domain::Command;
use domain::actor::Role;
use domain::personal::SealedField;

pub(crate) use member::member_may_see;
pub(crate) use theirs::is_theirs;

/// What a member may ask with an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theirs {
    /// Nothing.
    Nothing,
    /// What everybody in the programme may know.
    Anything,
    /// Only what one of these arguments names, and it must be their own id, or the id of
    /// something that is theirs. Nothing else but the page and the time may be said.
    Named(&'static [&'static str]),
}

/// Who may do one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    /// The roles of the brand's team, and of no others.
    pub(crate) team: &'static [Role],
    /// What a member may.
    pub(crate) member: Theirs,
}

/// The row of an operation; none when nobody has written one.
pub(crate) fn rule(kind: OperationType, field: &str) -> Option<Rule> {
    match kind {
        OperationType::Query => table::find(table::QUERIES, field),
        OperationType::Subscription => table::find(table::SUBSCRIPTIONS, field),
        // The rules of the programme say who may send a command, and say it once.
        OperationType::Mutation => {
            let roles = Command::roles_of(&command_of(field))?;
            let member =
                if roles.contains(&Role::Koc) { Theirs::Anything } else { Theirs::Nothing };
            Some(Rule { team: roles, member })
        }
    }
}

/// Whether somebody with this role may do this at all.
pub fn may(role: Role, kind: OperationType, field: &str) -> bool {
    match (role, rule(kind, field)) {
        (Role::Admin, None) => true,
        (_, None) => false,
        (Role::Koc, Some(rule)) => rule.member != Theirs::Nothing,
        // Only the administrator acts for others, in any role; approvals are everybody's own.
        (Role::Admin, Some(rule)) if kind == OperationType::Mutation => {
            rule.team.contains(&role) || !is_approval(&command_of(field))
        }
        // The table of commands knows the scheduler and imports too; nobody has a key for those.
        (Role::System | Role::Import, Some(_)) => false,
        (role, Some(rule)) => rule.team.contains(&role),
    }
}

/// Whether the table says who may do this.
pub fn is_listed(kind: OperationType, field: &str) -> bool {
    rule(kind, field).is_some()
}

/// Whether somebody with this role may see objects of this type, wherever they meet them.
pub(crate) fn may_see_type(role: Role, name: &str) -> bool {
    role == Role::Admin || table::find(table::TYPES, name).is_none_or(|r| r.team.contains(&role))
}

/// Whether somebody with this role may read what is sealed about others.
pub(crate) fn may_open(role: Role, field: SealedField) -> bool {
    let row = table::SEALED.iter().find(|(of, _)| *of == role);
    row.is_some_and(|(_, fields)| fields.is_none_or(|fields| fields.contains(&field)))
}

/// Whether a member may read this kind of sealed field about themselves.
pub(crate) fn may_open_own(field: SealedField) -> bool {
    // Notes are what the team writes for itself; who wants to know them sends a data request.
    field != SealedField::Note
}

/// Whether this operation is an approval: given with one's own key and no other.
pub(crate) fn is_approval(command: &str) -> bool {
    table::APPROVALS.contains(&command)
}

/// The command behind a mutation: `PromoteKoc` behind `promoteKoc`.
fn command_of(field: &str) -> String {
    let mut letters = field.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
