//! Clocks: what becomes due because time passes.
//!
//! Rules never wait. Folding an event sets or clears a timer; when its moment has passed, the
//! scheduler sends the timer's command like anyone else, and the rule judges again. Neither runs
//! during replay.

use imbl::{OrdMap, OrdSet};

use crate::asset::values::WithdrawReason;
use crate::command::Command;
use crate::id::{
    AppealId, AssetId, AssignmentId, BudgetId, CampaignId, ContestId, DataRequestId, GatheringId,
    HoldId, KocId, LoanId, RecognitionId, RewardId, SupportId, TaskId,
};
use crate::refusal::code_of;
use crate::reward::{self, values::VoidReason};
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::ConsentPurpose;
use crate::{
    appeal, asset, assignment, budget, campaign, care, contest, gathering, koc, policy, privacy,
    recognition, support, task, vehicle,
};

/// What becomes due, and of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// An offer runs out.
    ExpireAssignment(AssignmentId),
    /// A member is reminded that work is due soon.
    RemindDeadline(AssignmentId),
    /// Work is due and was not handed in.
    MarkOverdue(AssignmentId),
    /// Work never came.
    LapseAssignment(AssignmentId),
    /// A holder's own event behind a cancelled task.
    CancelAssignment(AssignmentId),
    /// A task's time is over.
    CloseTask(TaskId),
    /// Nothing of a closed task is under way.
    CompleteTask(TaskId),
    /// The tiers are looked through; every day.
    TierScreen,
    /// A request for support was not answered in time.
    EscalateSupportRequest(SupportId),
    /// A member said nothing after an answer.
    CloseSupportRequest(SupportId),
    /// A submission was not reviewed in time.
    FlagOverdueReview(AssignmentId),
    /// Rewards posted from a hold wait to be spent together.
    SpendBudget(BudgetId, HoldId),
    /// The last day of a suspension is over.
    LiftSuspension(KocId),
    /// The last day of a consent is over.
    ExpireConsent(KocId, ConsentPurpose),
    /// A promised reward runs out.
    VoidReward(RewardId),
    /// Points run out.
    ExpirePoints(KocId),
    /// Rejected work can be objected to no more.
    SettleAssignment(AssignmentId),
    /// A licence ends soon.
    NoteLicenceEnding(AssetId),
    /// A licence is over.
    EndLicence(AssetId),
    /// The time of an honour is over.
    LapseHonour(RecognitionId),
    /// An appeal was not decided in time.
    FlagOverdueAppeal(AppealId),
    /// A request about personal data was not answered in time.
    FlagOverdueDataRequest(DataRequestId),
    /// The time for entries of a contest is over.
    CloseEntries(ContestId),
    /// Winners are named who did not fit into the commit of the results.
    NameCandidates(ContestId),
    /// A car is due back.
    MarkLoanOverdue(LoanId),
    /// A talk with a member is due.
    FlagTalkDue(KocId),
    /// Feedback for a member is due.
    FlagFeedbackDue(KocId),
    /// The first day of a campaign has come.
    StartCampaign(CampaignId),
    /// A week of a campaign is over; of the last week, before the campaign ends.
    CheckRhythm(CampaignId),
    /// The last day of a campaign is over.
    EndCampaign(CampaignId),
    /// Guests hear of a change who did not fit into its commit.
    TellGatheringGuests(GatheringId),
}

impl Timer {
    /// The command that is sent when it is due; none when there is nothing to send any more.
    pub fn command(self, state: &State) -> Option<Command> {
        Some(match self {
            Timer::ExpireAssignment(assignment_id) => {
                assignment::command::ExpireAssignment { assignment_id }.into()
            }
            Timer::RemindDeadline(assignment_id) => {
                assignment::command::RemindDeadline { assignment_id }.into()
            }
            Timer::MarkOverdue(assignment_id) => {
                assignment::command::MarkOverdue { assignment_id }.into()
            }
            Timer::LapseAssignment(assignment_id) => {
                assignment::command::LapseAssignment { assignment_id }.into()
            }
            Timer::CancelAssignment(assignment_id) => {
                let (reason, compensation_bp) = (None, None);
                assignment::command::CancelAssignment { assignment_id, reason, compensation_bp }
                    .into()
            }
            Timer::CloseTask(task_id) => {
                let reason = "到期关闭 · its time is over".to_owned();
                task::command::CloseTask { task_id, reason }.into()
            }
            Timer::CompleteTask(task_id) => task::command::CompleteTask { task_id }.into(),
            Timer::TierScreen => policy::command::ScreenTiers {}.into(),
            Timer::EscalateSupportRequest(request_id) => {
                let (to, reason) = (None, None);
                support::command::EscalateSupportRequest { request_id, to, reason }.into()
            }
            Timer::CloseSupportRequest(request_id) => {
                let (resolved, rating) = (None, None);
                support::command::CloseSupportRequest { request_id, resolved, rating }.into()
            }
            Timer::FlagOverdueReview(assignment_id) => {
                assignment::command::FlagOverdueReview { assignment_id }.into()
            }
            Timer::SpendBudget(budget_id, hold_id) => {
                let amount = state.budget(budget_id).ok()?.hold(hold_id).ok()?.pending;
                budget::command::SpendBudget { budget_id, hold_id, amount }.into()
            }
            Timer::LiftSuspension(koc_id) => {
                koc::command::LiftSuspension { koc_id, reason: None }.into()
            }
            Timer::ExpireConsent(koc_id, purpose) => {
                koc::command::ExpireConsent { koc_id, purpose }.into()
            }
            Timer::VoidReward(reward_id) => {
                let reason = VoidReason::RanOut;
                reward::command::VoidReward { reward_id, reason }.into()
            }
            Timer::ExpirePoints(koc_id) => reward::command::ExpirePoints { koc_id }.into(),
            Timer::SettleAssignment(assignment_id) => {
                assignment::command::SettleAssignment { assignment_id }.into()
            }
            Timer::NoteLicenceEnding(asset_id) => {
                asset::command::NoteLicenceEnding { asset_id }.into()
            }
            Timer::EndLicence(asset_id) => {
                let reason = WithdrawReason::LicenceExpired;
                asset::command::WithdrawAsset { asset_id, reason }.into()
            }
            Timer::LapseHonour(recognition_id) => {
                recognition::command::LapseHonour { recognition_id }.into()
            }
            Timer::FlagOverdueAppeal(appeal_id) => {
                appeal::command::FlagOverdueAppeal { appeal_id }.into()
            }
            Timer::FlagOverdueDataRequest(request_id) => {
                privacy::command::FlagOverdueDataRequest { request_id }.into()
            }
            Timer::CloseEntries(contest_id) => contest::command::CloseEntries { contest_id }.into(),
            Timer::NameCandidates(contest_id) => {
                let (koc_ids, target_tier) = state.contest(contest_id).ok()?.next_to_name()?;
                contest::command::NameCandidates { contest_id, koc_ids, target_tier }.into()
            }
            Timer::MarkLoanOverdue(loan_id) => vehicle::command::MarkLoanOverdue { loan_id }.into(),
            Timer::FlagTalkDue(koc_id) => care::command::FlagTalkDue { koc_id }.into(),
            Timer::FlagFeedbackDue(koc_id) => care::command::FlagFeedbackDue { koc_id }.into(),
            Timer::StartCampaign(campaign_id) => {
                let briefing_waived = None;
                campaign::command::StartCampaign { campaign_id, briefing_waived }.into()
            }
            Timer::CheckRhythm(campaign_id) => {
                let week = state.campaign(campaign_id).ok()?.next_check()?;
                let (note, action) = (None, None);
                campaign::command::RecordRhythmCheck { campaign_id, week, note, action }.into()
            }
            Timer::EndCampaign(campaign_id) => {
                campaign::command::EndCampaign { campaign_id, reason: None }.into()
            }
            Timer::TellGatheringGuests(gathering_id) => {
                gathering::command::TellGatheringGuests { gathering_id }.into()
            }
        })
    }

    /// The name of the command it sends: `ExpireAssignment`.
    pub fn name(self) -> &'static str {
        match self {
            Timer::ExpireAssignment(_) => "ExpireAssignment",
            Timer::RemindDeadline(_) => "RemindDeadline",
            Timer::MarkOverdue(_) => "MarkOverdue",
            Timer::LapseAssignment(_) => "LapseAssignment",
            Timer::CancelAssignment(_) => "CancelAssignment",
            Timer::CloseTask(_) => "CloseTask",
            Timer::CompleteTask(_) => "CompleteTask",
            Timer::TierScreen => "ScreenTiers",
            Timer::EscalateSupportRequest(_) => "EscalateSupportRequest",
            Timer::CloseSupportRequest(_) => "CloseSupportRequest",
            Timer::FlagOverdueReview(_) => "FlagOverdueReview",
            Timer::SpendBudget(..) => "SpendBudget",
            Timer::LiftSuspension(_) => "LiftSuspension",
            Timer::ExpireConsent(..) => "ExpireConsent",
            Timer::VoidReward(_) => "VoidReward",
            Timer::ExpirePoints(_) => "ExpirePoints",
            Timer::SettleAssignment(_) => "SettleAssignment",
            Timer::NoteLicenceEnding(_) => "NoteLicenceEnding",
            Timer::EndLicence(_) => "WithdrawAsset",
            Timer::LapseHonour(_) => "LapseHonour",
            Timer::FlagOverdueAppeal(_) => "FlagOverdueAppeal",
            Timer::FlagOverdueDataRequest(_) => "FlagOverdueDataRequest",
            Timer::CloseEntries(_) => "CloseEntries",
            Timer::NameCandidates(_) => "NameCandidates",
            Timer::MarkLoanOverdue(_) => "MarkLoanOverdue",
            Timer::FlagTalkDue(_) => "FlagTalkDue",
            Timer::FlagFeedbackDue(_) => "FlagFeedbackDue",
            Timer::StartCampaign(_) => "StartCampaign",
            Timer::CheckRhythm(_) => "RecordRhythmCheck",
            Timer::EndCampaign(_) => "EndCampaign",
            Timer::TellGatheringGuests(_) => "TellGatheringGuests",
        }
    }

    /// The written id of what it is about.
    pub fn target(self) -> String {
        match self {
            Timer::ExpireAssignment(id)
            | Timer::RemindDeadline(id)
            | Timer::MarkOverdue(id)
            | Timer::LapseAssignment(id)
            | Timer::CancelAssignment(id) => id.to_string(),
            Timer::CloseTask(id) | Timer::CompleteTask(id) => id.to_string(),
            Timer::TierScreen => "tiers".to_owned(),
            Timer::EscalateSupportRequest(id) | Timer::CloseSupportRequest(id) => id.to_string(),
            Timer::FlagOverdueReview(id) => id.to_string(),
            Timer::SpendBudget(_, id) => id.to_string(),
            Timer::LiftSuspension(id) => id.to_string(),
            Timer::ExpireConsent(id, purpose) => format!("{id} {}", code_of(&purpose)),
            Timer::VoidReward(id) => id.to_string(),
            Timer::ExpirePoints(id) => id.to_string(),
            Timer::SettleAssignment(id) => id.to_string(),
            Timer::NoteLicenceEnding(id) | Timer::EndLicence(id) => id.to_string(),
            Timer::LapseHonour(id) => id.to_string(),
            Timer::FlagOverdueAppeal(id) => id.to_string(),
            Timer::FlagOverdueDataRequest(id) => id.to_string(),
            Timer::CloseEntries(id) | Timer::NameCandidates(id) => id.to_string(),
            Timer::MarkLoanOverdue(id) => id.to_string(),
            Timer::FlagTalkDue(id) | Timer::FlagFeedbackDue(id) => id.to_string(),
            Timer::StartCampaign(id) | Timer::CheckRhythm(id) | Timer::EndCampaign(id) => {
                id.to_string()
            }
            Timer::TellGatheringGuests(id) => id.to_string(),
        }
    }
}

/// Every timer that runs; a copy costs two pointers.
#[derive(Debug, Clone, Default)]
pub struct Timers {
    by_moment: OrdSet<(Moment, Timer)>,
    moments: OrdMap<Timer, Moment>,
}

impl Timers {
    /// Lets `timer` fire once `at` has passed, and no more at an earlier moment.
    pub(crate) fn set(&mut self, timer: Timer, at: Moment) {
        self.clear(timer);
        self.moments.insert(timer, at);
        self.by_moment.insert((at, timer));
    }

    /// Stops a timer; nothing happens if it does not run.
    pub(crate) fn clear(&mut self, timer: Timer) {
        if let Some(at) = self.moments.remove(&timer) {
            self.by_moment.remove(&(at, timer));
        }
    }

    /// When `timer` fires, if it runs.
    pub fn at(&self, timer: Timer) -> Option<Moment> {
        self.moments.get(&timer).copied()
    }

    /// Every timer, the next to fire first.
    pub fn iter(&self) -> impl Iterator<Item = (Moment, Timer)> {
        self.by_moment.iter().copied()
    }

    /// The timers whose moment has passed at `now`, longest overdue first.
    pub fn due(&self, now: Moment) -> impl Iterator<Item = (Moment, Timer)> {
        self.iter().take_while(move |(at, _)| *at < now)
    }
}
