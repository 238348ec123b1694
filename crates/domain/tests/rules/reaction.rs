//! Every reaction, and what becomes of it when it is refused: the whole command is refused where
//! value moves, a person is asked where none does, and where nothing can say no the table says why.

use domain::todo::Event::TodoOpened;
use domain::{Event, Recorded, reaction};

use crate::reaction_acts::*;
use crate::reaction_acts_of_campaigns::*;
use crate::reaction_acts_of_care::*;
use crate::reaction_acts_of_contests::*;
use crate::reaction_acts_of_duties::*;
use crate::reaction_acts_of_gatherings::*;
use crate::reaction_acts_of_projects::*;
use crate::reaction_acts_of_teams::*;
use crate::reaction_acts_of_the_long_term::*;

/// What becomes of a reaction whose own rule says no.
enum Refused {
    /// It moves value: the whole command is refused with this code, and nothing is recorded.
    Command(&'static str),
    /// It moves none: a to-do is recorded in its place and says this code.
    Waits(&'static str),
    /// Nothing can say no to it, because of this; what it makes is recorded.
    Never(&'static str),
}

/// A reaction, what becomes of it when refused, the event it follows and the one it records (or
/// would), and a command that brings it about, in a state reached by commands.
type Row = (&'static str, Refused, &'static str, &'static str, fn() -> Act);

use Refused::{Command as Whole, Never, Waits};

const TABLE: &[Row] = &[
    ("CreditContribution", Whole("POLICY_NOT_IN_FORCE"), "WorkApproved", "", approved_too_early),
    ("CreditMentor", Whole("POLICY_NOT_IN_FORCE"), "MentorshipCompleted", "", completed_too_early),
    ("RemedyAppeal", Whole("ALREADY_REVERSED"), "AppealUpheld", "", remedied_twice),
    (
        "RemedyAppeal",
        Waits("FOUR_EYES_REQUIRED"),
        "AppealUpheld",
        "TodoOpened",
        tier_put_right_alone,
    ),
    (
        "ReverseContribution",
        Never("only entries that stand are taken back, and only an upheld appeal overturns"),
        "ReviewOverturned",
        "ContributionReversed",
        overturned,
    ),
    ("GrowthChallenge", Waits("ALREADY_CANDIDATE"), "WorkApproved", "TodoOpened", named_already),
    (
        "EndWithMember",
        Never("it looks only at what is live, and each of it can end"),
        "KocLeft",
        "AssignmentRelinquished",
        leaves_at_work,
    ),
    (
        "LeaveTeams",
        Never("whoever leaves the programme is in no team"),
        "KocLeft",
        "MemberLeft",
        leaves_a_team,
    ),
    (
        "TeamWork",
        Never("the work has whoever the team has"),
        "MemberLeft",
        "AssignmentPeopleChanged",
        leaves_a_team,
    ),
    ("DisbandTeam", Never("nobody is left in it"), "MemberLeft", "TeamDisbanded", leaves_last),
    (
        "DeadlineReminder",
        Never("a reminder is a message about work that is there"),
        "DeadlineReminded",
        "TodoOpened",
        reminded,
    ),
    ("InstantReward", Waits("TAGS"), "WorkSubmitted", "TodoOpened", untagged),
    ("ReserveReward", Whole("BUDGET_EXCEEDED"), "AssignmentAccepted", "", promised_too_much),
    ("PostReward", Whole("BUDGET_EXCEEDED"), "WorkApproved", "", paid_after_all),
    (
        "VoidReward",
        Never("it looks only at promises that are open, and what is held for them is there"),
        "WorkRejected",
        "RewardVoided",
        rejected_paid_work,
    ),
    (
        "EndContest",
        Never("it calls off only what is under way"),
        "TaskCancelled",
        "ContestCancelled",
        task_of_contest_cancelled,
    ),
    (
        "CreditWinners",
        Whole("POLICY_NOT_IN_FORCE"),
        "ContestResultsDeclared",
        "",
        declared_too_early,
    ),
    ("PayPrizes", Whole("BUDGET_EXCEEDED"), "ContestResultsDeclared", "", shared_beyond_the_purse),
    ("CreditDuty", Whole("POLICY_NOT_IN_FORCE"), "DeliverableFulfilled", "", delivered_too_early),
    ("PayStipend", Whole("BUDGET_EXCEEDED"), "StipendAccrued", "", stipend_beyond_the_purse),
    (
        "SpendBudget",
        Never("a reward is posted out of a hold that nobody else may spend or release"),
        "RewardPosted",
        "BudgetSpent",
        granted,
    ),
    (
        "ReleasePrizes",
        Never("it gives back what is free in a hold, or nothing"),
        "ContestCancelled",
        "BudgetReleased",
        prizes_called_off,
    ),
    (
        "ReleaseStipends",
        Never("it gives back what is free in a hold, or nothing"),
        "DutyEndedEarly",
        "BudgetReleased",
        ended_before_it_began,
    ),
    (
        "WinnersToCandidates",
        Never("it names whoever the ranking says"),
        "ContestResultsDeclared",
        "ContestCandidatesNamed",
        declared,
    ),
    (
        "NominateWinners",
        Waits("KOC_NOT_ACTIVE"),
        "ContestCandidatesNamed",
        "TodoOpened",
        winner_on_a_break,
    ),
    (
        "TellOfPrizes",
        Never("a message asks no rule"),
        "ContestResultsDeclared",
        "TodoOpened",
        declared_with_honour,
    ),
    ("AnswerDataRequest", Waits("ERASURE_BLOCKED"), "RequesterVerified", "TodoOpened", blocked),
    (
        "ReleaseBudget",
        Never("it gives back what is free in a hold, or nothing"),
        "TaskClosed",
        "BudgetReleased",
        closed_with_places_left,
    ),
    (
        "SettleAssignment",
        Waits("LEDGER_ENTRIES_MISSING"),
        "WorkApproved",
        "TodoOpened",
        earned_nothing,
    ),
    (
        "DefaultShares",
        Never("it says how work was shared"),
        "WorkApproved",
        "SharesDefaulted",
        shared_equally,
    ),
    (
        "ShareAgain",
        Never("it takes back what stands, and credits by the policy that credited it"),
        "SharesAgreed",
        "ContributionReversed",
        shared_again,
    ),
    (
        "EndMentor",
        Never("nobody teaches below the tier that mentors are of"),
        "KocDemoted",
        "MentorRetired",
        mentor_demoted,
    ),
    (
        "TeamNeedsLead",
        Never("a message asks no rule"),
        "MentorRetired",
        "TodoOpened",
        leading_mentor_demoted,
    ),
    (
        "RecommendMentee",
        Waits("TIER_NOT_ADJACENT"),
        "MenteeAssessed",
        "TodoOpened",
        recommended_in_vain,
    ),
    (
        "MentorAway",
        Never("a message asks no rule"),
        "MentorWentAway",
        "TodoOpened",
        away_for_a_month,
    ),
    (
        "CreditInsight",
        Whole("POLICY_NOT_IN_FORCE"),
        "ActivityMarkedInsightful",
        "",
        marked_too_early,
    ),
    (
        "DutyWithMember",
        Never("it looks only at duties that are not over, and each of them can end or rest"),
        "KocLeft",
        "DutyEndedEarly",
        holder_leaves,
    ),
    ("DutyTodos", Never("a message asks no rule"), "DutyProposed", "TodoOpened", duty_proposed),
    (
        "PerksWithTier",
        Never("what the policy gives a tier is given once and costs no purse anything"),
        "KocPromoted",
        "PerkGranted",
        promoted,
    ),
    (
        "PerksOfDuty",
        Never("both have agreed to it, and it costs no purse anything"),
        "DutyStarted",
        "PerkGranted",
        duty_begins,
    ),
    (
        "PerksWithMember",
        Never("it looks only at perks that are not over, and each of them can end"),
        "KocLeft",
        "PerkRevoked",
        holder_leaves,
    ),
    ("MemberTodos", Never("a message asks no rule"), "KocSuspended", "TodoOpened", suspended),
    (
        "CreditPublication",
        Whole("POLICY_NOT_IN_FORCE"),
        "EngagementRecorded",
        "",
        counted_too_early,
    ),
    ("Todos", Never("a message asks no rule"), "WorkApproved", "TodoOpened", good_work),
    ("TellOfAsset", Never("a message asks no rule"), "AssetReused", "TodoOpened", reused),
    (
        "TellOfPublication",
        Never("a message asks no rule"),
        "WorkAmplified",
        "TodoOpened",
        amplified,
    ),
    ("TellOfHonour", Never("a message asks no rule"), "HonourConferred", "TodoOpened", honoured),
    (
        "SupportTodo",
        Never("a message asks no rule"),
        "SupportRequestEscalated",
        "TodoOpened",
        escalated,
    ),
    (
        "ReviewDone",
        Never("it completes what is open, or nothing"),
        "WorkReviewed",
        "TodoCompleted",
        reviewed_late,
    ),
    (
        "NextOnShortlist",
        Never("a message asks no rule"),
        "AssignmentDeclined",
        "TodoOpened",
        place_free_again,
    ),
    (
        "AppealAnswered",
        Never("it completes what is open, or nothing"),
        "AppealWithdrawn",
        "TodoCompleted",
        taken_back_late,
    ),
    (
        "LearnProfile",
        Never("a message asks no rule"),
        "WorkReviewed",
        "TodoOpened",
        skill_shown_again,
    ),
    (
        "EndProjectParts",
        Never("it ends only parts that are played"),
        "KocLeft",
        "SectionReleased",
        section_editor_leaves,
    ),
    (
        "ThankContributors",
        Never("it thanks whoever the credits name"),
        "ProjectReleased",
        "ContributorsThanked",
        handbook_released,
    ),
    ("CreditCoCreation", Whole("POLICY_NOT_IN_FORCE"), "PieceAccepted", "", accepted_too_early),
    ("TellOfProject", Never("a message asks no rule"), "PieceDeclined", "TodoOpened", tip_declined),
    (
        "ReleaseAwards",
        Never("it gives back what is free in a hold, or nothing"),
        "CampaignCalledOff",
        "BudgetReleased",
        awards_called_off,
    ),
    (
        "EndWithCampaign",
        Never("it ends only what is not at its end"),
        "CampaignCalledOff",
        "TaskCancelled",
        campaign_called_off,
    ),
    (
        "LeaveCampaigns",
        Never("whoever takes part can stop"),
        "KocLeft",
        "CampaignLeft",
        participant_leaves,
    ),
    (
        "TellOfCampaign",
        Never("a message asks no rule"),
        "HighlightShared",
        "TodoOpened",
        highlighted,
    ),
    (
        "RecordAttended",
        Waits("CONSENT_MISSING"),
        "AttendanceRecorded",
        "TodoOpened",
        attended_without_consent,
    ),
    (
        "DropGoneGuests",
        Never("whoever is invited to what is to come can be dropped"),
        "KocLeft",
        "GuestDropped",
        guest_leaves,
    ),
    (
        "NewsForGuests",
        Never("it names whoever is invited and has not said no"),
        "GatheringCancelled",
        "GatheringGuestsTold",
        gathering_called_off,
    ),
    (
        "TellGuests",
        Never("a message asks no rule"),
        "GatheringInvitationsSent",
        "TodoOpened",
        invited,
    ),
    ("CreditAdvocacy", Whole("POLICY_NOT_IN_FORCE"), "AdvocacyRecorded", "", seen_too_early),
    (
        "TellOfAmbassadorship",
        Never("a message asks no rule, and a forgotten member's role can always end"),
        "AmbassadorInvited",
        "TodoOpened",
        ambassador_invited,
    ),
    ("CreditAdoptedInsight", Whole("POLICY_NOT_IN_FORCE"), "InsightDecided", "", adopted_too_early),
    (
        "TellOfInsight",
        Never("a message asks no rule"),
        "InsightSubmitted",
        "TodoOpened",
        told_the_brand,
    ),
    ("CircleMembers", Waits("CIRCLE_FULL"), "KocPromoted", "TodoOpened", rises_to_a_full_circle),
    (
        "EndLoans",
        Never("it calls off what is not out, and tells of what is"),
        "KocLeft",
        "LoanCancelled",
        leaves_with_a_loan,
    ),
    ("LoanTodos", Never("a message asks no rule"), "LoanRequested", "TodoOpened", asks_for_a_car),
    ("CareTodos", Never("a message asks no rule"), "FollowUpOpened", "TodoOpened", promised),
];

/// What followed from an event of that name in the same commit, by name.
fn followed<'a>(events: &'a [Recorded], cause: &str, name: &str) -> Vec<&'a Event> {
    let named = |at: Option<domain::id::EventId>| {
        events.iter().any(|it| Some(it.position) == at && it.event.event_type().name == cause)
    };
    let ours = events.iter().filter(|it| it.event.event_type().name == name);
    ours.filter(|it| it.causation.is_some() && named(it.causation)).map(|it| &it.event).collect()
}

fn waits_with(event: &Event, code: &str) -> bool {
    matches!(event, Event::Todo(TodoOpened(it)) if it.refused.iter().any(|refused| refused == code))
}

#[test]
fn every_reaction_has_a_row() {
    let mut rows: Vec<&str> = TABLE.iter().map(|(name, ..)| *name).collect();
    rows.dedup();
    assert_eq!(rows, reaction::names().collect::<Vec<_>>(), "in the order they are asked");
}

#[test]
fn a_refused_reaction_refuses_the_command_or_waits_for_a_person() {
    for (name, refused, cause, makes, act) in TABLE {
        let mut act = act();
        let (before, known) = (format!("{:?}", act.scene.state), act.scene.log.len());
        match (refused, act.send()) {
            (Whole(code), Err(refusal)) => {
                assert_eq!((refusal.code(), refusal.reaction()), (*code, Some(*name)), "{cause}");
                assert_eq!(format!("{:?}", act.scene.state), before, "{name} left something");
                assert_eq!(act.scene.log.len(), known, "{name} recorded something");
            }
            (Waits(code), Ok(events)) => {
                let todos = followed(&events, cause, makes);
                assert!(todos.iter().any(|it| waits_with(it, code)), "{name}: {events:#?}");
            }
            (Never(why), Ok(events)) => {
                assert!(!followed(&events, cause, makes).is_empty(), "{name} ({why}): {events:#?}");
            }
            (_, Ok(events)) => panic!("{name} was not refused: {events:#?}"),
            (_, Err(refusal)) => panic!("{name} is never refused: {refusal}"),
        }
    }
}

#[test]
fn trying_a_command_out_changes_nothing_and_tells_what_would_happen() {
    for (name, _, _, _, act) in TABLE {
        let mut act = act();
        let before = format!("{:?}", act.scene.state);
        let tried = act.try_out();
        assert_eq!(format!("{:?}", act.scene.state), before, "{name}");
        assert_eq!(act.try_out(), tried, "{name}: the same again");
        assert_eq!(act.send(), tried, "{name}: what was told is what happens");
    }
}

#[test]
fn what_stood_in_the_way_gone_the_same_command_goes_through() {
    let dated_back =
        TABLE.iter().map(|(name, .., act)| (name, act())).filter(|it| it.1.days_ago > 0);
    let mut seen = 0;
    for (name, act) in dated_back {
        let today = Act { days_ago: 0, ..act };
        let events = { today }.send().unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert!(events.iter().any(|it| it.event.event_type().name == "ContributionCredited"));
        seen += 1;
    }
    assert_eq!(seen, 9);
}
