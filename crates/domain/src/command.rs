//! Everything that can be asked: each command, the rule that answers it, who may send it, and in
//! which phase of the programme.

use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField};
use crate::recorded::Context;
use crate::refusal::Refusal;
use crate::state::State;
use crate::{
    activity, appeal, asset, assignment, budget, campaign, care, contest, contribution, gathering,
    koc, mentorship, operator, payout, policy, privacy, programme, publication, recognition,
    reward, support, task, todo, vehicle,
};

/// In which phases of the programme a command is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Before there is a programme, or whatever its state: the rule itself judges.
    Any,
    /// During set-up and when live; not when frozen.
    SetUpOrLive,
    /// During set-up only: history is brought in.
    SetUp,
    /// When live.
    Live,
}

/// A command that holds fields about a person says which, and whose key they are sealed under.
pub trait HoldsPersonal {
    /// Shows every such field with its person; the state tells whose work it is about.
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let _ = (state, show);
    }
}

const TEAM: &[Role] = &[Role::Admin, Role::Ops];
const SET_UP: &[Role] = &[Role::Admin, Role::Ops, Role::System];
const JUDGES: &[Role] = &[Role::Admin, Role::Ops, Role::Reviewer, Role::Koc];
const APPROVERS: &[Role] = &[Role::Admin, Role::Ops, Role::Approver];
const MEMBER: &[Role] = &[Role::Koc];
const TEAM_OR_MEMBER: &[Role] = &[Role::Admin, Role::Ops, Role::Koc];
const CLOCK: &[Role] = &[Role::System, Role::Admin, Role::Ops];
const CLOCK_OR_MEMBER: &[Role] = &[Role::System, Role::Koc];
const SCHEDULER: &[Role] = &[Role::System];
const LIBRARY: &[Role] = &[Role::Admin, Role::Ops, Role::Librarian];
const HANDLERS: &[Role] =
    &[Role::Admin, Role::Ops, Role::Reviewer, Role::Approver, Role::Librarian, Role::Privacy];
const ADMINS: &[Role] = &[Role::Admin];
const KEEPERS: &[Role] =
    &[Role::Admin, Role::Ops, Role::Librarian, Role::Privacy, Role::System, Role::Koc];
const PRIVACY: &[Role] = &[Role::Admin, Role::Privacy];
const REPORTERS: &[Role] = &[Role::Admin, Role::Ops, Role::Koc, Role::Import];
const COUNTERS: &[Role] = &[Role::Admin, Role::Ops, Role::Import];
const CHECKERS: &[Role] = &[Role::Admin, Role::Ops, Role::Reviewer];
const WITHDRAWERS: &[Role] = &[Role::Admin, Role::Ops, Role::Privacy, Role::Koc];
const PRIVACY_OR_MEMBER: &[Role] = &[Role::Admin, Role::Privacy, Role::Koc];
const ANYBODY: &[Role] = &[
    Role::Admin,
    Role::Ops,
    Role::Reviewer,
    Role::Approver,
    Role::Finance,
    Role::Librarian,
    Role::Privacy,
    Role::Koc,
];
const MEMBER_OR_PRIVACY: &[Role] = &[Role::Koc, Role::Privacy];
const MEASURE: &[Role] = &[Role::Import, Role::System, Role::Admin, Role::Ops];
const PURSE: &[Role] = &[Role::Admin, Role::Ops, Role::Finance];
const FINANCE: &[Role] = &[Role::Admin, Role::Finance];
const FINANCE_OR_MEMBER: &[Role] = &[Role::Admin, Role::Finance, Role::Koc];
const PAYERS: &[Role] = &[Role::Admin, Role::Finance, Role::Approver];
const HISTORY: &[Role] = &[Role::Import];

macro_rules! commands {
    ($($name:ident($module:ident) => $rule:path, by $roles:ident, when $phase:ident;)*) => {
        /// Everything that can be asked.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each is documented where it is defined")]
        pub enum Command {
            $($name($module::command::$name),)*
        }

        $(
            impl From<$module::command::$name> for Command {
                fn from(command: $module::command::$name) -> Command {
                    Command::$name(command)
                }
            }
        )*

        impl Command {
            /// The name of every command.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            /// Its name: `PromoteKoc`.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Command::$name(_) => stringify!($name),)*
                }
            }

            /// The roles that may send it.
            pub fn roles(&self) -> &'static [Role] {
                match self {
                    $(Command::$name(_) => $roles,)*
                }
            }

            /// The roles that may send the command of that name; none when there is no such.
            pub fn roles_of(name: &str) -> Option<&'static [Role]> {
                match name {
                    $(stringify!($name) => Some($roles),)*
                    _ => None,
                }
            }

            /// The JSON Schema of the command of that name.
            #[cfg(feature = "schema")]
            pub fn schema(name: &str) -> Option<serde_json::Value> {
                match name {
                    $(stringify!($name) => {
                        Some($crate::schema::of::<$module::command::$name>(stringify!($name)))
                    })*
                    _ => None,
                }
            }

            /// When it is taken.
            pub fn phase(&self) -> Phase {
                match self {
                    $(Command::$name(_) => Phase::$phase,)*
                }
            }

            /// The rule that answers it.
            pub(crate) fn rule(&self, state: &State, context: &Context) -> Result<Vec<Event>, Refusal> {
                match self {
                    $(Command::$name(command) => $rule(state, command, context),)*
                }
            }

            /// Shows every field about a person, with whose key it is sealed under.
            pub fn personal(
                &mut self,
                state: &State,
                show: &mut dyn FnMut(Person, SealedField, &mut Personal),
            ) {
                match self {
                    $(Command::$name(command) => command.personal(state, show),)*
                }
            }
        }
    };
}

commands! {
    CreateProgramme(programme) => programme::create, by SET_UP, when Any;
    GoLive(programme) => programme::go_live, by TEAM, when SetUpOrLive;
    ChangeProgrammeLimits(programme) => programme::change_limits, by TEAM, when SetUpOrLive;
    SetMatchingWeights(programme) => programme::set_matching_weights, by TEAM, when SetUpOrLive;
    ExtendVocabulary(programme) => programme::extend_vocabulary, by SET_UP, when SetUpOrLive;
    RetireTerm(programme) => programme::retire_term, by TEAM, when SetUpOrLive;
    PublishConsentText(programme) => programme::publish_consent_text, by SET_UP, when SetUpOrLive;
    FreezeProgramme(programme) => programme::freeze, by TEAM, when Live;
    UnfreezeProgramme(programme) => programme::unfreeze, by TEAM, when Any;
    DraftTierPolicy(policy) => policy::draft, by SET_UP, when SetUpOrLive;
    OpenPolicyConsultation(policy) => policy::open_consultation, by TEAM, when SetUpOrLive;
    WithdrawPolicyDraft(policy) => policy::withdraw_draft, by TEAM, when SetUpOrLive;
    PublishTierPolicy(policy) => policy::publish, by SET_UP, when SetUpOrLive;
    ScreenTiers(policy) => koc::screen::screen, by SCHEDULER, when Live;
    AddOperator(operator) => operator::add, by SET_UP, when SetUpOrLive;
    GrantRole(operator) => operator::grant_role, by ADMINS, when SetUpOrLive;
    RevokeRole(operator) => operator::revoke_role, by ADMINS, when SetUpOrLive;
    DeactivateOperator(operator) => operator::deactivate, by ADMINS, when SetUpOrLive;
    GiveApproval(operator) => operator::approve, by APPROVERS, when SetUpOrLive;

    RegisterKoc(koc) => koc::register, by TEAM_OR_MEMBER, when Live;
    UpdateProfile(koc) => koc::update_profile, by TEAM_OR_MEMBER, when Live;
    SetPreferences(koc) => koc::set_preferences, by MEMBER, when Live;
    LinkChannel(koc) => koc::link_channel, by TEAM_OR_MEMBER, when Live;
    UnlinkChannel(koc) => koc::unlink_channel, by TEAM_OR_MEMBER, when Live;
    RecordChannelReach(koc) => koc::record_reach, by MEASURE, when Live;
    RecordVehicleOwnership(koc) => koc::record_ownership, by TEAM_OR_MEMBER, when Live;
    GrantConsent(koc) => koc::grant_consent, by MEMBER, when Live;
    WithdrawConsent(koc) => koc::withdraw_consent, by MEMBER_OR_PRIVACY, when Live;
    ExpireConsent(koc) => koc::expire_consent, by CLOCK, when Live;
    DeclareAvailability(koc) => koc::declare_availability, by MEMBER, when Live;
    NominateCandidate(koc) => koc::nominate, by CLOCK, when Live;
    DismissCandidate(koc) => koc::dismiss, by TEAM, when Live;
    InviteToTier(koc) => koc::invite, by TEAM, when Live;
    AcceptTierInvitation(koc) => koc::accept_invitation, by MEMBER, when Live;
    DeclineTierInvitation(koc) => koc::decline_invitation, by MEMBER, when Live;
    PromoteKoc(koc) => koc::promote, by TEAM, when Live;
    GiveTierNotice(koc) => koc::give_notice, by CLOCK, when Live;
    DemoteKoc(koc) => koc::demote, by TEAM, when Live;
    StepDown(koc) => koc::step_down, by MEMBER, when Live;
    ReturnToTier(koc) => koc::return_to_tier, by TEAM_OR_MEMBER, when Live;
    CorrectTier(koc) => koc::correct_tier, by TEAM, when Live;
    LockTier(koc) => koc::lock_tier, by TEAM, when Live;
    UnlockTier(koc) => koc::unlock_tier, by TEAM, when Live;
    PauseKoc(koc) => koc::pause, by MEMBER, when Live;
    ResumeKoc(koc) => koc::resume, by MEMBER, when Live;
    SuspendKoc(koc) => koc::suspend, by TEAM, when Live;
    LiftSuspension(koc) => koc::lift, by CLOCK, when Live;
    MergeKoc(koc) => koc::merge, by TEAM, when Live;
    LeaveProgramme(koc) => koc::leave, by MEMBER, when Live;
    RejoinProgramme(koc) => koc::rejoin, by TEAM_OR_MEMBER, when Live;
    ImportTierMove(koc) => koc::import_tier_move, by HISTORY, when SetUp;

    DraftTask(task) => task::draft, by TEAM, when Live;
    WriteBrief(task) => task::write_brief, by TEAM, when Live;
    ApproveBrief(task) => task::approve_brief, by APPROVERS, when Live;
    SetEligibility(task) => task::set_eligibility, by TEAM, when Live;
    OpenTask(task) => task::open, by TEAM, when Live;
    CloseTask(task) => task::close, by CLOCK, when Live;

    AmendBrief(task) => task::amend_brief, by TEAM, when Live;
    BroadcastTask(task) => task::broadcast, by TEAM, when Live;
    CompleteTask(task) => task::complete, by CLOCK, when Live;
    CancelTask(task) => task::cancel, by TEAM, when Live;
    RecordTaskRetrospective(task) => task::record_retrospective, by TEAM, when Live;
    ShortlistCandidates(task) => task::shortlist, by TEAM, when Live;

    AssignTask(assignment) => assignment::assign, by TEAM, when Live;
    AcceptAssignment(assignment) => assignment::accept, by MEMBER, when Live;
    DeclineAssignment(assignment) => assignment::decline, by MEMBER, when Live;
    ExpireAssignment(assignment) => assignment::expire, by CLOCK, when Live;
    CounterPropose(assignment) => assignment::counter_propose, by MEMBER, when Live;
    AnswerCounterProposal(assignment) => assignment::answer_counter_proposal, by TEAM, when Live;
    WithdrawAssignment(assignment) => assignment::withdraw, by TEAM, when Live;
    ConfirmAmendment(assignment) => assignment::confirm_amendment, by MEMBER, when Live;
    AppointContact(assignment) => assignment::appoint_contact, by TEAM, when Live;
    ProvideResource(assignment) => assignment::provide_resource, by TEAM, when Live;
    RecordProgress(assignment) => assignment::record_progress, by MEMBER, when Live;
    ExtendDeadline(assignment) => assignment::extend_deadline, by TEAM, when Live;
    RemindDeadline(assignment) => assignment::remind_deadline, by CLOCK, when Live;
    MarkOverdue(assignment) => assignment::mark_overdue, by CLOCK, when Live;
    LapseAssignment(assignment) => assignment::lapse, by CLOCK, when Live;
    RelinquishAssignment(assignment) => assignment::relinquish, by MEMBER, when Live;
    CancelAssignment(assignment) => assignment::cancel, by CLOCK, when Live;
    ClaimTask(assignment) => assignment::claim, by MEMBER, when Live;
    SettleAssignment(assignment) => assignment::settle, by CLOCK, when Live;
    SubmitWork(assignment) => assignment::submit_work, by MEMBER, when Live;
    WithdrawSubmission(assignment) => assignment::withdraw_submission, by MEMBER, when Live;
    StartReview(assignment) => assignment::start_review, by JUDGES, when Live;
    ReviewWork(assignment) => assignment::review_work, by JUDGES, when Live;
    FlagOverdueReview(assignment) => assignment::flag_overdue_review, by CLOCK, when Live;
    AcknowledgeFeedback(assignment) => assignment::acknowledge_feedback, by MEMBER, when Live;
    RateExperience(assignment) => assignment::rate_experience, by MEMBER, when Live;
    ImportReviewedWork(assignment) => assignment::import_reviewed_work, by HISTORY, when SetUp;

    ScoreEntry(assignment) => assignment::score_entry, by JUDGES, when Live;
    DisqualifyEntry(assignment) => assignment::disqualify_entry, by TEAM, when Live;

    DraftContest(contest) => contest::draft, by TEAM, when Live;
    OpenEntries(contest) => contest::open_entries, by TEAM, when Live;
    CloseEntries(contest) => contest::close_entries, by CLOCK, when Live;
    StartJudging(contest) => contest::start_judging, by TEAM, when Live;
    RecuseJudge(contest) => contest::recuse, by JUDGES, when Live;
    DeclareResults(contest) => contest::declare, by TEAM, when Live;
    NameCandidates(contest) => contest::name_candidates, by CLOCK, when Live;
    CancelContest(contest) => contest::cancel, by TEAM, when Live;

    PlanCampaign(campaign) => campaign::plan, by TEAM, when Live;
    AnnounceCampaign(campaign) => campaign::announce, by TEAM, when Live;
    StartCampaign(campaign) => campaign::start, by CLOCK, when Live;
    JoinCampaign(campaign) => campaign::join, by MEMBER, when Live;
    LeaveCampaign(campaign) => campaign::leave, by MEMBER, when Live;
    AddSubTask(campaign) => campaign::add_sub_task, by TEAM, when Live;
    ShareHighlight(campaign) => campaign::share_highlight, by TEAM, when Live;
    RecordRhythmCheck(campaign) => campaign::check_rhythm, by CLOCK, when Live;
    ConferProcessAward(campaign) => campaign::confer_process_award, by TEAM, when Live;
    ConferGrandPrize(campaign) => campaign::confer_grand_prize, by TEAM, when Live;
    EndCampaign(campaign) => campaign::end, by CLOCK, when Live;
    CloseCampaign(campaign) => campaign::close, by TEAM, when Live;
    CallOffCampaign(campaign) => campaign::call_off, by TEAM, when Live;

    ScheduleGathering(gathering) => gathering::schedule, by TEAM, when Live;
    InviteToGathering(gathering) => gathering::invite, by TEAM, when Live;
    Rsvp(gathering) => gathering::rsvp, by MEMBER, when Live;
    RescheduleGathering(gathering) => gathering::reschedule, by TEAM, when Live;
    RecordAttendance(gathering) => gathering::record_attendance, by TEAM, when Live;
    PublishMinutes(gathering) => gathering::publish_minutes, by TEAM, when Live;
    CloseGathering(gathering) => gathering::close, by TEAM, when Live;
    CancelGathering(gathering) => gathering::cancel, by TEAM, when Live;
    TellGatheringGuests(gathering) => gathering::tell_guests, by CLOCK, when Live;

    RecordActivity(activity) => activity::record, by MEASURE, when SetUpOrLive;
    MarkActivityInsightful(activity) => activity::mark_insightful, by TEAM, when Live;
    RetractActivity(activity) => activity::retract, by TEAM, when Live;

    ArchiveAsset(asset) => asset::archive, by LIBRARY, when Live;
    ReclassifyAsset(asset) => asset::reclassify, by LIBRARY, when Live;
    TagAsset(asset) => asset::tag, by LIBRARY, when Live;
    RecordReuse(asset) => asset::record_reuse, by LIBRARY, when Live;
    ExtendLicence(asset) => asset::extend_licence, by LIBRARY, when Live;
    NoteLicenceEnding(asset) => asset::note_licence_ending, by CLOCK, when Live;
    RestrictAsset(asset) => asset::restrict, by LIBRARY, when Live;
    WithdrawAsset(asset) => asset::withdraw, by KEEPERS, when Live;
    RestoreAsset(asset) => asset::restore, by LIBRARY, when Live;
    DestroyAsset(asset) => asset::destroy, by PRIVACY, when Live;

    RegisterPublication(publication) => publication::register, by REPORTERS, when Live;
    VerifyDisclosure(publication) => publication::verify_disclosure, by CHECKERS, when Live;
    RecordEngagement(publication) => publication::record_engagement, by COUNTERS, when Live;
    AttributeLead(publication) => publication::attribute_lead, by COUNTERS, when Live;
    AmplifyWork(publication) => publication::amplify, by TEAM, when Live;
    CorrectCredit(publication) => publication::correct_credit, by TEAM, when Live;
    TakeDownPublication(publication) => publication::take_down, by WITHDRAWERS, when Live;

    ConferHonour(recognition) => recognition::confer, by TEAM, when Live;
    PublishCommendation(recognition) => recognition::publish_commendation, by TEAM, when Live;
    IssueBadge(recognition) => recognition::issue_badge, by TEAM, when Live;
    RevokeHonour(recognition) => recognition::revoke, by TEAM, when Live;
    LapseHonour(recognition) => recognition::lapse, by CLOCK, when Live;

    CreditContribution(contribution) => contribution::credit, by CLOCK, when Live;
    ReverseContribution(contribution) => contribution::reverse, by CLOCK, when Live;
    AdjustContribution(contribution) => contribution::adjust, by TEAM, when Live;

    FileAppeal(appeal) => appeal::file, by MEMBER, when Live;
    AssignAppeal(appeal) => appeal::assign, by TEAM, when Live;
    DecideAppeal(appeal) => appeal::decide, by HANDLERS, when Live;
    WithdrawAppeal(appeal) => appeal::withdraw, by MEMBER, when Live;
    FlagOverdueAppeal(appeal) => appeal::flag_overdue, by CLOCK, when Live;
    OverturnReview(assignment) => assignment::overturn_review, by TEAM, when Live;

    ReceiveDataRequest(privacy) => privacy::receive, by PRIVACY_OR_MEMBER, when Live;
    VerifyRequester(privacy) => privacy::verify, by PRIVACY, when Live;
    FulfilDataRequest(privacy) => privacy::fulfil, by PRIVACY, when Live;
    RefuseDataRequest(privacy) => privacy::refuse, by PRIVACY, when Live;
    FlagOverdueDataRequest(privacy) => privacy::flag_overdue, by CLOCK, when Live;
    EraseKoc(privacy) => privacy::erase, by PRIVACY, when Live;
    OpenBudget(budget) => budget::open, by PURSE, when Live;
    TopUpBudget(budget) => budget::top_up, by PURSE, when Live;
    HoldBudget(budget) => budget::hold, by CLOCK, when Live;
    SpendBudget(budget) => budget::spend, by CLOCK, when Live;
    ReleaseBudget(budget) => budget::release, by CLOCK, when Live;
    CloseBudget(budget) => budget::close, by PURSE, when Live;

    ReserveReward(reward) => reward::reserve, by CLOCK, when Live;
    PostReward(reward) => reward::post, by CLOCK, when Live;
    VoidReward(reward) => reward::void, by CLOCK, when Live;
    GrantReward(reward) => reward::grant, by PURSE, when Live;
    RedeemPoints(reward) => reward::redeem, by MEMBER, when Live;
    ExpirePoints(reward) => reward::expire_points, by CLOCK, when Live;
    SetTaxProfile(reward) => reward::set_tax_profile, by FINANCE_OR_MEMBER, when Live;
    RecordWithholding(reward) => reward::record_withholding, by FINANCE, when Live;
    RecordDelivery(reward) => reward::record_delivery, by PURSE, when Live;
    MarkPaid(reward) => reward::mark_paid, by FINANCE, when Live;
    MarkPaymentFailed(reward) => reward::mark_payment_failed, by FINANCE, when Live;
    ClawBack(reward) => reward::claw_back, by FINANCE, when Live;

    PreparePayout(payout) => payout::prepare, by FINANCE, when Live;
    ApprovePayout(payout) => payout::approve_payout, by PAYERS, when Live;
    ExportPayout(payout) => payout::export, by FINANCE, when Live;
    SettlePayoutLine(payout) => payout::settle_line, by FINANCE, when Live;
    DiscardPayout(payout) => payout::discard, by FINANCE, when Live;

    AppointMentor(mentorship) => mentorship::appoint, by TEAM, when Live;
    MarkMentorAway(mentorship) => mentorship::mark_away, by TEAM_OR_MEMBER, when Live;
    MarkMentorBack(mentorship) => mentorship::mark_back, by TEAM_OR_MEMBER, when Live;
    ProposeMentorship(mentorship) => mentorship::propose, by TEAM_OR_MEMBER, when Live;
    AcceptMentorship(mentorship) => mentorship::accept, by MEMBER, when Live;
    TransferMentorship(mentorship) => mentorship::transfer, by TEAM, when Live;
    CompleteMentorship(mentorship) => mentorship::complete, by TEAM_OR_MEMBER, when Live;
    OpenSupportRequest(support) => support::open, by MEMBER, when Live;
    AnswerSupportRequest(support) => support::answer, by TEAM, when Live;
    EscalateSupportRequest(support) => support::escalate, by CLOCK, when Live;
    CloseSupportRequest(support) => support::close, by CLOCK_OR_MEMBER, when Live;
    ReopenSupportRequest(support) => support::reopen, by MEMBER, when Live;
    CompleteTodo(todo) => todo::complete, by ANYBODY, when Live;
    EndMentorship(mentorship) => mentorship::end, by TEAM_OR_MEMBER, when Live;

    RegisterVehicle(vehicle) => vehicle::register, by TEAM, when Live;
    RequestLoan(vehicle) => vehicle::request, by TEAM_OR_MEMBER, when Live;
    ApproveLoan(vehicle) => vehicle::approve, by TEAM, when Live;
    RefuseLoan(vehicle) => vehicle::refuse, by TEAM, when Live;
    ScheduleDelivery(vehicle) => vehicle::schedule, by TEAM, when Live;
    DeliverVehicle(vehicle) => vehicle::deliver, by TEAM, when Live;
    ExtendLoan(vehicle) => vehicle::extend, by TEAM, when Live;
    MarkLoanOverdue(vehicle) => vehicle::mark_overdue, by CLOCK, when Live;
    ReturnVehicle(vehicle) => vehicle::give_back, by TEAM, when Live;
    CloseLoan(vehicle) => vehicle::close, by TEAM, when Live;
    CancelLoan(vehicle) => vehicle::cancel, by TEAM_OR_MEMBER, when Live;
    SendToWorkshop(vehicle) => vehicle::send_to_workshop, by TEAM, when Live;
    ReturnToService(vehicle) => vehicle::return_to_service, by TEAM, when Live;
    RetireVehicle(vehicle) => vehicle::retire, by TEAM, when Live;

    AssignRelationshipManager(care) => care::assign_manager, by TEAM, when Live;
    HoldTalk(care) => care::hold_talk, by TEAM, when Live;
    OpenFollowUp(care) => care::open_follow_up, by TEAM, when Live;
    CloseFollowUp(care) => care::close_follow_up, by TEAM, when Live;
    SendPeriodicFeedback(care) => care::send_feedback, by TEAM, when Live;
    AcknowledgePeriodicFeedback(care) => care::acknowledge, by MEMBER, when Live;
    FlagTalkDue(care) => care::flag_talk_due, by CLOCK, when Live;
    FlagFeedbackDue(care) => care::flag_feedback_due, by CLOCK, when Live;
}
