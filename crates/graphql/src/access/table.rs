//! The table. One row for every query and subscription; mutations have theirs in the table of
//! commands, `crates/domain/src/command.rs`.

use domain::actor::Role;
use domain::personal::SealedField;

use super::{Rule, Theirs};

/// Everybody in the brand's team.
const ALL: &[Role] = &[
    Role::Admin,
    Role::Ops,
    Role::Reviewer,
    Role::Approver,
    Role::Finance,
    Role::Librarian,
    Role::Privacy,
    Role::Analyst,
];
/// Who runs the programme or studies how it runs.
const RUNNING: &[Role] = &[Role::Admin, Role::Ops, Role::Analyst];
/// Who answers requests about personal data.
const PRIVACY: &[Role] = &[Role::Admin, Role::Privacy];
/// Who has to do with money.
const MONEY: &[Role] = &[Role::Admin, Role::Ops, Role::Approver, Role::Finance, Role::Analyst];

/// Who decides about a member's standing.
const STANDING: &[Role] = &[Role::Admin, Role::Ops, Role::Approver, Role::Analyst];
/// Who answers members: their questions and what they dispute.
const ANSWERING: &[Role] =
    &[Role::Admin, Role::Ops, Role::Reviewer, Role::Approver, Role::Privacy, Role::Analyst];

/// Who looks after members, and who answers for what is kept of them.
const CARING: &[Role] = &[Role::Admin, Role::Ops, Role::Privacy];

/// Nothing for members.
const NO: Theirs = Theirs::Nothing;
/// What every member may know.
const ANY: Theirs = Theirs::Anything;
/// What has this id, if it is theirs.
const BY_ID: Theirs = Theirs::Named(&["id"]);

const fn row(team: &'static [Role], member: Theirs) -> Rule {
    Rule { team, member }
}

pub(super) type Row = (&'static str, Rule);

pub(super) const QUERIES: &[Row] = &[
    // `at` leads to the same questions, each of which is looked at by itself.
    ("at", row(ALL, ANY)),
    ("me", row(ALL, ANY)),
    ("node", row(ALL, BY_ID)),
    // A member asks for one thing at a time: each is looked at whether it is theirs.
    ("nodes", row(ALL, NO)),
    ("programme", row(ALL, ANY)),
    ("tierPolicy", row(ALL, ANY)),
    ("tierPolicies", row(ALL, ANY)),
    ("operators", row(ALL, NO)),
    ("operator", row(ALL, NO)),
    ("timers", row(RUNNING, NO)),
    ("koc", row(ALL, BY_ID)),
    ("tierMembership", row(ALL, NO)),
    ("headcount", row(ALL, NO)),
    ("transitions", row(ALL, NO)),
    ("headcounts", row(ALL, NO)),
    ("transitionsByPeriod", row(ALL, NO)),
    ("timeToTier", row(ALL, NO)),
    ("restatements", row(ALL, NO)),
    ("changes", row(ALL, NO)),
    ("candidateOutcomes", row(ALL, NO)),
    ("contributionMix", row(ALL, NO)),
    ("costs", row(MONEY, NO)),
    ("reuse", row(ALL, NO)),
    // It says what was given.
    ("programmeHealth", row(MONEY, NO)),
    ("leaderboard", row(ALL, NO)),
    ("dwell", row(ALL, NO)),
    ("contributionLedger", row(ALL, Theirs::Named(&["filter.kocId"]))),
    ("contributionAccount", row(ALL, Theirs::Named(&["koc"]))),
    ("mentor", row(ALL, BY_ID)),
    ("mentorships", row(ALL, Theirs::Named(&["filter.mentor", "filter.mentee"]))),
    ("lineage", row(ALL, NO)),
    ("ancestors", row(ALL, NO)),
    ("freeSeats", row(ALL, NO)),
    ("orphans", row(ALL, NO)),
    ("tasks", row(ALL, NO)),
    ("task", row(ALL, NO)),
    ("assignments", row(ALL, Theirs::Named(&["filter.kocId"]))),
    ("assignment", row(ALL, BY_ID)),
    ("reviewQueue", row(ALL, NO)),
    ("assets", row(ALL, NO)),
    ("asset", row(ALL, BY_ID)),
    ("importedWorks", row(ALL, NO)),
    ("dataRequests", row(PRIVACY, Theirs::Named(&["filter.koc"]))),
    ("consents", row(ALL, NO)),
    ("todos", row(ALL, Theirs::Named(&["filter.audience.koc"]))),
    ("commandEvents", row(ALL, NO)),
    ("events", row(ALL, NO)),
    ("event", row(ALL, NO)),
    ("candidates", row(STANDING, NO)),
    ("matching", row(STANDING, NO)),
    ("whyNot", row(STANDING, Theirs::Named(&["kocId"]))),
    ("appeals", row(ANSWERING, Theirs::Named(&["filter.koc"]))),
    ("supportRequests", row(ANSWERING, Theirs::Named(&["filter.kocId"]))),
    ("supportRequest", row(ANSWERING, BY_ID)),
    ("vehicles", row(RUNNING, NO)),
    ("vehicle", row(RUNNING, NO)),
    ("loans", row(RUNNING, Theirs::Named(&["filter.kocId"]))),
    ("loan", row(RUNNING, BY_ID)),
    ("fleet", row(RUNNING, NO)),
    ("careDue", row(CARING, NO)),
    ("contests", row(ALL, ANY)),
    ("contest", row(ALL, ANY)),
    ("campaigns", row(ALL, ANY)),
    ("campaign", row(ALL, ANY)),
    ("gatherings", row(ALL, NO)),
    ("gathering", row(ALL, BY_ID)),
    ("rewards", row(MONEY, Theirs::Named(&["filter.kocId"]))),
    ("rewardPayables", row(MONEY, NO)),
    ("rewardAccount", row(MONEY, Theirs::Named(&["koc"]))),
    ("budgets", row(MONEY, NO)),
    ("redeemableItems", row(MONEY, ANY)),
    ("payouts", row(MONEY, NO)),
    ("reuses", row(ALL, Theirs::Named(&["author"]))),
    ("publications", row(ALL, Theirs::Named(&["filter.author"]))),
    ("publication", row(ALL, BY_ID)),
    ("reach", row(ALL, Theirs::Named(&["author"]))),
    ("honours", row(ALL, Theirs::Named(&["kocId"]))),
    ("honour", row(ALL, BY_ID)),
    ("mobilityAudit", row(STANDING, NO)),
    ("mobilityGroups", row(STANDING, NO)),
    ("simulatePolicy", row(STANDING, NO)),
    ("explain", row(STANDING, NO)),
    ("refusalMeaning", row(ALL, NO)),
];

pub(super) const SUBSCRIPTIONS: &[Row] = &[("events", row(ALL, NO))];

/// Types that not everybody in the team may see, whatever led to them.
pub(super) const TYPES: &[Row] = &[
    ("DataRequest", row(PRIVACY, NO)),
    ("Appeal", row(ANSWERING, NO)),
    ("SupportRequest", row(ANSWERING, NO)),
    ("TestVehicle", row(RUNNING, NO)),
    ("VehicleLoan", row(RUNNING, NO)),
    ("CareFile", row(CARING, NO)),
    ("Talk", row(CARING, NO)),
    ("FollowUp", row(CARING, NO)),
    ("PeriodicFeedback", row(CARING, NO)),
    ("Budget", row(MONEY, NO)),
    ("Reward", row(MONEY, NO)),
    ("RewardAccount", row(MONEY, NO)),
    ("Payout", row(MONEY, NO)),
];

/// Which sealed fields a role may read; all of them where nothing else is said. Analysts read
/// none: who stood where and why needs no names.
pub(super) const SEALED: &[(Role, Option<&[SealedField]>)] = &[
    (Role::Admin, None),
    (Role::Privacy, None),
    // All but where money goes.
    (
        Role::Ops,
        Some(&[
            SealedField::Name,
            SealedField::Contact,
            SealedField::Note,
            SealedField::Reason,
            SealedField::Message,
            SealedField::WorkUri,
            SealedField::Feedback,
            SealedField::CreditLine,
            SealedField::Statement,
            SealedField::Handle,
            SealedField::ChannelUrl,
            SealedField::Delivery,
            SealedField::Url,
            SealedField::Praise,
            SealedField::Care,
        ]),
    ),
    (
        Role::Reviewer,
        Some(&[
            SealedField::Name,
            SealedField::CreditLine,
            SealedField::Feedback,
            SealedField::Message,
            SealedField::Statement,
            SealedField::WorkUri,
            SealedField::Handle,
            SealedField::ChannelUrl,
            SealedField::Url,
        ]),
    ),
    (
        Role::Approver,
        Some(&[
            SealedField::Name,
            SealedField::Feedback,
            SealedField::Note,
            SealedField::Reason,
            SealedField::Statement,
            SealedField::WorkUri,
            SealedField::Praise,
        ]),
    ),
    (
        Role::Finance,
        Some(&[SealedField::Name, SealedField::Reason, SealedField::Payee, SealedField::Delivery]),
    ),
    (
        Role::Librarian,
        Some(&[
            SealedField::Name,
            SealedField::CreditLine,
            SealedField::WorkUri,
            SealedField::Url,
            SealedField::Praise,
        ]),
    ),
];

/// Commands that are a second person's yes.
pub(super) const APPROVALS: &[&str] = &["GiveApproval", "ApproveBrief", "ApprovePayout"];

pub(super) fn find(rows: &[Row], name: &str) -> Option<Rule> {
    rows.iter().find(|(of, _)| *of == name).map(|(_, rule)| *rule)
}
