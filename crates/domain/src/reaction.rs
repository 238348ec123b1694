//! Reactions: what follows at once from an event, in the same commit.
//!
//! Each is a plain function of the state so far and the event. One that moves value (ledger,
//! reward, budget, slot) and is refused refuses the whole command, and the refusal says `via`
//! which reaction; one that moves none records a to-do instead (`todo::instead`).

use crate::event::Event;
use crate::id::EventId;
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::{
    activity, appeal, asset, assignment, budget, campaign, care, contest, gathering, koc,
    mentorship, privacy, publication, recognition, reward, support, task, todo, vehicle,
};

/// What one reaction makes of an event; nothing when it is not its own.
pub(crate) type Reaction = fn(&State, &Event, EventId, &Context) -> Result<Vec<Event>, Refusal>;

/// Every reaction by the name refusals tell. Asked in this order, each on a state that has taken
/// in what those before it recorded.
pub(crate) const ALL: &[(&str, Reaction)] = &[
    ("CreditContribution", assignment::react),
    ("CreditMentor", mentorship::react),
    ("RemedyAppeal", appeal::react),
    ("ReverseContribution", assignment::reverse_overturned),
    ("GrowthChallenge", assignment::growth_challenge),
    ("EndWithMember", assignment::end_with_member),
    ("DeadlineReminder", assignment::deadline_reminder),
    ("InstantReward", assignment::approve_by_rule),
    ("ReserveReward", reward::reserve_agreed),
    ("PostReward", reward::pay_approved),
    ("VoidReward", reward::void_ended),
    ("EndContest", contest::end_together),
    ("CreditWinners", contest::credit),
    ("PayPrizes", reward::pay_prizes),
    ("SpendBudget", budget::spend_posted),
    ("ReleasePrizes", contest::release_prizes),
    ("WinnersToCandidates", contest::winners_to_candidates),
    ("NominateWinners", contest::nominate_winners),
    ("TellOfPrizes", contest::tell_of_prizes),
    ("AnswerDataRequest", privacy::react),
    ("ReleaseBudget", budget::give_back),
    ("SettleAssignment", assignment::settle_approved),
    ("CreditInsight", activity::react),
    ("MemberTodos", koc::react),
    ("CreditPublication", publication::credit),
    ("Todos", todo::react),
    ("TellOfAsset", asset::react),
    ("TellOfPublication", publication::react),
    ("TellOfHonour", recognition::react),
    ("SupportTodo", support::react),
    ("ReviewDone", assignment::review_done),
    ("NextOnShortlist", task::next_on_shortlist),
    ("AppealAnswered", appeal::answered),
    ("LearnProfile", koc::learn),
    ("ReleaseAwards", campaign::release_awards),
    ("EndWithCampaign", campaign::end_what_hangs_on_it),
    ("LeaveCampaigns", campaign::leave_with_member),
    ("TellOfCampaign", campaign::tell),
    ("RecordAttended", gathering::record_attended),
    ("DropGoneGuests", gathering::drop_gone_guests),
    ("NewsForGuests", gathering::news_for_guests),
    ("TellGuests", gathering::tell_guests_of),
    ("EndLoans", vehicle::end_loans),
    ("LoanTodos", vehicle::react),
    ("CareTodos", care::react),
];

/// The name of every reaction, in the order asked.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name)
}
