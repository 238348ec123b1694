//! The brand's team.

use domain::id::OperatorId;
use domain::{Actor, Role};

/// Who is in it: name and roles.
pub(crate) const TEAM: [(&str, &[Role]); 14] = [
    ("ops-1", &[Role::Ops]),
    ("ops-2", &[Role::Ops]),
    ("ops-3", &[Role::Ops]),
    ("leaving", &[Role::Ops]),
    ("approver-1", &[Role::Ops, Role::Approver]),
    ("approver-2", &[Role::Approver]),
    ("reviewer-1", &[Role::Reviewer]),
    ("reviewer-2", &[Role::Reviewer]),
    ("reviewer-3", &[Role::Reviewer]),
    ("finance", &[Role::Finance]),
    ("librarian", &[Role::Librarian]),
    ("privacy", &[Role::Privacy]),
    ("admin-1", &[Role::Admin]),
    ("admin-2", &[Role::Admin]),
];

/// How many reviewers there are; each is stricter than the one before.
pub(crate) const REVIEWERS: u32 = 3;

pub(crate) fn operator(name: &str) -> OperatorId {
    OperatorId::derived(&[b"simulated", name.as_bytes()])
}

/// Runs the programme.
pub(crate) fn ops() -> Actor {
    Actor::operator(operator("ops-1"), Role::Ops)
}

/// Gives the second pair of eyes.
pub(crate) fn approver() -> Actor {
    Actor::operator(operator("approver-2"), Role::Approver)
}

/// Judges contests beside the reviewers.
pub(crate) fn second_judge() -> Actor {
    Actor::operator(operator("approver-1"), Role::Ops)
}

pub(crate) fn reviewer(number: u32) -> Actor {
    Actor::operator(operator(&format!("reviewer-{}", number + 1)), Role::Reviewer)
}

pub(crate) fn finance() -> Actor {
    Actor::operator(operator("finance"), Role::Finance)
}

pub(crate) fn librarian() -> Actor {
    Actor::operator(operator("librarian"), Role::Librarian)
}

pub(crate) fn privacy() -> Actor {
    Actor::operator(operator("privacy"), Role::Privacy)
}

pub(crate) fn admin() -> Actor {
    Actor::operator(operator("admin-1"), Role::Admin)
}
