//! Commands that bring each reaction about, in states reached by commands: where its own rule says
//! no, if it can.

use domain::appeal::command::{FlagOverdueAppeal, WithdrawAppeal};
use domain::appeal::values::{NewDecision, Remedy, ReverseRemedy, TierRemedy};
use domain::approval::{Proposal, SuspensionProposal};
use domain::assignment::command::FlagOverdueReview;
use domain::assignment::values::Decision;
use domain::budget::command::OpenBudget;
use domain::koc::command::{DemoteKoc, DemotionBasis, LeaveProgramme};
use domain::policy::{ContributionSource, PolicyRules};
use domain::privacy::values::DataRequestKind;
use domain::publication::values::AmplifiedWork;
use domain::task::brief::Brief;
use domain::task::command::CloseTask;
use domain::vocabulary::RewardUnit::Points;
use domain::vocabulary::TierCode;
use domain::{Actor, Amount, Command, Recorded};
use testkit::scene::Scene;

use crate::activity::{act, mark};
use crate::appeal::{
    assign, file, lin_as_ops, newest, to, uphold, with_appeal, with_rejected, with_reversal,
};
use crate::assignment_deadline::{held, remind};
use crate::claim::{broadcast, claim_and_submit};
use crate::common::*;
use crate::koc_learn::shows_filming;
use crate::koc_suspend::suspension;
use crate::pairs::*;
use crate::privacy::{receive, verify, yan};
use crate::purse::*;
use crate::recognition::confer;
use crate::reward::{with_purse, with_work};
use crate::shortlist::{decline, four, given_offered, list};
use crate::shown::*;
use crate::support::{asked, escalate};
use crate::task_life::{challenge, met};
use crate::work::*;

/// A command, ready to be sent.
pub(crate) struct Act {
    pub(crate) scene: Scene,
    pub(crate) actor: Actor,
    pub(crate) command: Command,
    /// How long before now it happened.
    pub(crate) days_ago: i64,
}

impl Act {
    pub(crate) fn of(scene: Scene, actor: Actor, command: impl Into<Command>) -> Act {
        Act { scene, actor, command: command.into(), days_ago: 0 }
    }

    pub(crate) fn send(&mut self) -> Result<Vec<Recorded>, domain::Refusal> {
        let at = self.scene.now().plus_hours(-24 * self.days_ago);
        self.scene.send_as_of(self.actor, self.command.clone(), at)
    }

    /// What would come of it, as `validateOnly` asks.
    pub(crate) fn try_out(&self) -> Result<Vec<Recorded>, domain::Refusal> {
        let Act { scene, actor, command, days_ago } = self;
        Act { scene: scene.clone(), actor: *actor, command: command.clone(), days_ago: *days_ago }
            .send()
    }
}

/// Ming's work is approved as of the day before the first policy was in force.
pub(crate) fn approved_too_early() -> Act {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    let approval = review(assignment_id, 1, Decision::Approve);
    Act { days_ago: 1, ..Act::of(scene, lin_as_ops(), approval) }
}

pub(crate) fn completed_too_early() -> Act {
    let mut scene = live();
    let mentor = given_mentor(&mut scene, "hua");
    let mentee = member(&mut scene, "ming");
    given_pair(&mut scene, "pair", mentor, mentee);
    Act { days_ago: 61, ..Act::of(scene, mei(), complete("pair")) }
}

/// A line that was taken back already is to be taken back.
pub(crate) fn remedied_twice() -> Act {
    let (scene, _, entry_id) = with_reversal();
    let remedy = Some(Remedy::ReverseContribution(ReverseRemedy { entry_id }));
    Act::of(scene, lin_as_ops(), uphold("one", remedy))
}

/// A demotion is to be undone that nobody else approved to undo.
pub(crate) fn tier_put_right_alone() -> Act {
    let mut scene = live();
    let (koc_id, to_tier) = (responder(&mut scene, "ming"), TierCode::Seed);
    approve_demotion(&mut scene, koc_id, to_tier);
    let demotion = DemoteKoc {
        koc_id,
        to_tier,
        policy_version: 1,
        basis: DemotionBasis::Conduct,
        evidence: no_note(),
        reason: "rude to others".into(),
        effective_on: scene.today(),
    };
    scene.given(mei(), demotion);
    let supersedes = newest(&scene, "KocDemoted");
    scene.given(by(koc_id), file("one", koc_id, supersedes));
    scene.given(mei(), assign("one", "wei"));
    let (tier, effective_on) = (TierCode::Responder, scene.today());
    let remedy = Some(Remedy::CorrectTier(TierRemedy { supersedes, tier, effective_on }));
    Act::of(scene, wei(), uphold("one", remedy))
}

pub(crate) fn overturned() -> Act {
    let (mut scene, ming, _) = ming_approved();
    let approved = newest(&scene, "WorkApproved");
    scene.given(by(ming), file("one", ming, approved));
    scene.given(mei(), assign("one", "lin"));
    Act::of(scene, lin_as_ops(), uphold("one", to(NewDecision::Reject)))
}

/// Ming met one challenge and is candidate; a second is met.
pub(crate) fn named_already() -> Act {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    met(&mut scene, challenge("grow", TierCode::Responder), ming);
    let full = brief(&scene);
    let task_id = given_brief(&mut scene, challenge("again", TierCode::Responder), full);
    scene.given(mei(), open(task_id));
    let assignment_id = given_taken(&mut scene, task_id, ming);
    scene.given(by(ming), submit(assignment_id, 1, ming));
    Act::of(scene, wei(), review(assignment_id, 1, Decision::Approve))
}

pub(crate) fn leaves_at_work() -> Act {
    let mut scene = live_with_words();
    let koc_id = member(&mut scene, "ming");
    given_accepted(&mut scene, "clip", koc_id);
    let effective_on = scene.today();
    Act::of(scene, by(koc_id), LeaveProgramme { koc_id, reason: None, effective_on })
}

pub(crate) fn reminded() -> Act {
    let (mut scene, _, assignment_id, _) = held();
    scene.wait_hours(27 * 24 + 1);
    Act::of(scene, Actor::SYSTEM, remind(assignment_id))
}

/// Instant work without the tag its brief asks for.
pub(crate) fn untagged() -> Act {
    let (scene, task_id, ming, _) = broadcast(3);
    let mut work = claim_and_submit(task_id, ming);
    work.tags.clear();
    Act::of(scene, by(ming), work)
}

/// Two were offered 600 points each out of 1,000, and one has said yes.
pub(crate) fn promised_too_much() -> Act {
    let (mut scene, _, budget_id) = with_purse();
    let members = [partner(&mut scene, "hua"), partner(&mut scene, "xin")];
    let returns = vec![points_each(budget_id, 600)];
    let month = Brief { returns, ..brief_of_a_month(&scene) };
    let task_id = given_brief(&mut scene, draft_led("led"), month);
    scene.given(mei(), open(task_id));
    given_taken(&mut scene, task_id, members[0]);
    let offered = offer(&scene, task_id, members[1]);
    scene.given(mei(), offered);
    let second = domain::id::AssignmentId::of(task_id, members[1]);
    Act::of(scene, by(members[1]), accept(second))
}

/// Rejected work is approved after all, when its purse was given to somebody else.
pub(crate) fn paid_after_all() -> Act {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let purse = OpenBudget { grant_alone_max: Amount(100), ..open_purse("purse", Points, 100) };
    let budget_id = given(&mut scene, purse);
    let task_id = given_paying(&mut scene, "clip", vec![points_each(budget_id, 100)], 1);
    let assignment_id = given_taken(&mut scene, task_id, ming);
    scene.given(by(ming), submit(assignment_id, 1, ming));
    scene.given(wei(), review(assignment_id, 1, Decision::Reject));
    let rejected = newest(&scene, "WorkRejected");
    scene.given(mei(), CloseTask { task_id, reason: "enough".to_owned() });
    let other = member(&mut scene, "ou");
    scene.given(mei(), grant_reward("thanks", other, Points, budget_id, 100));
    scene.given(by(ming), file("one", ming, rejected));
    scene.given(mei(), assign("one", "lin"));
    Act::of(scene, lin_as_ops(), uphold("one", to(NewDecision::Approve)))
}

pub(crate) fn rejected_paid_work() -> Act {
    let (mut scene, ming, _, assignment_id) = with_work();
    scene.given(by(ming), submit(assignment_id, 1, ming));
    Act::of(scene, wei(), review(assignment_id, 1, Decision::Reject))
}

pub(crate) fn granted() -> Act {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let purse = OpenBudget { grant_alone_max: Amount(100), ..open_purse("purse", Points, 100) };
    let budget_id = given(&mut scene, purse);
    Act::of(scene, mei(), grant_reward("thanks", ming, Points, budget_id, 100))
}

/// Whoever wants to be forgotten still has an appeal open.
pub(crate) fn blocked() -> Act {
    let (mut scene, ming, _, _) = with_appeal();
    scene.given(mei(), add_operator("yan", &[domain::Role::Privacy]));
    scene.given(by(ming), receive("forget", ming, DataRequestKind::Deletion));
    Act::of(scene, yan(), verify("forget"))
}

pub(crate) fn closed_with_places_left() -> Act {
    let (mut scene, _, budget_id) = with_purse();
    let task_id = given_paying(&mut scene, "clip", vec![points_each(budget_id, 100)], 2);
    Act::of(scene, mei(), CloseTask { task_id, reason: "enough".to_owned() })
}

/// By the policy in force approved work earns nothing.
pub(crate) fn earned_nothing() -> Act {
    let mut scene = live_with_words();
    let mut rules = PolicyRules::default_rules();
    rules.contribution_rules.retain(|rule| rule.source != ContributionSource::WorkApproved);
    new_policy(&mut scene, 2, rules);
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    Act::of(scene, wei(), review(assignment_id, 1, Decision::Approve))
}

pub(crate) fn marked_too_early() -> Act {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let answer = act(&scene, ming, "a-1", domain::activity::values::ActivityKind::AnsweredQuestion);
    scene.given(Actor::IMPORT, answer);
    let mark = mark(&scene, ming, "a-1");
    Act { days_ago: 1, ..Act::of(scene, mei(), mark) }
}

pub(crate) fn suspended() -> Act {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    let until = None;
    approve(&mut scene, Proposal::Suspend(SuspensionProposal { koc_id: ming, until }));
    Act::of(scene, mei(), suspension(ming, until))
}

pub(crate) fn counted_too_early() -> Act {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let publication_id = given_post(&mut scene, "trip", ming);
    let counts = count(&scene, publication_id, 100_000);
    Act { days_ago: 1, ..Act::of(scene, mei(), counts) }
}

pub(crate) fn good_work() -> Act {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    Act::of(scene, wei(), review(assignment_id, 1, Decision::Approve))
}

pub(crate) fn reused() -> Act {
    let (scene, _) = given_kept(|_| {});
    let training = reuse(&scene, "training");
    Act::of(scene, mei(), training)
}

pub(crate) fn amplified() -> Act {
    let (scene, _, assignment_id) = ming_approved();
    Act::of(scene, mei(), amplify("shown", AmplifiedWork::Assignment(assignment_id)))
}

pub(crate) fn honoured() -> Act {
    let mut scene = live();
    let ming = member(&mut scene, "ming");
    Act::of(scene, mei(), confer("first", ming))
}

pub(crate) fn escalated() -> Act {
    let (scene, _) = asked();
    Act::of(scene, mei(), escalate(Some("wei")))
}

/// Somebody was told that the review waits too long; then it is given.
pub(crate) fn reviewed_late() -> Act {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let assignment_id = given_submitted(&mut scene, "clip", ming);
    scene.wait_days(10);
    scene.given(Actor::SYSTEM, FlagOverdueReview { assignment_id });
    Act::of(scene, wei(), review(assignment_id, 1, Decision::Approve))
}

/// The first of a shortlist says no, so the second is named.
pub(crate) fn place_free_again() -> Act {
    let (mut scene, task_id, [an, bo, ..]) = four(1);
    scene.given(mei(), list(task_id, &[an, bo], &[an, bo]));
    given_offered(&mut scene, task_id, an);
    Act::of(scene, by(an), decline(task_id, an))
}

/// Somebody was told that the appeal waits too long; then its member lets it go.
pub(crate) fn taken_back_late() -> Act {
    let (mut scene, ming, _, rejected) = with_rejected();
    let filed = file("late", ming, rejected);
    let appeal_id = filed.appeal_id;
    scene.given(by(ming), filed);
    scene.wait_days(15);
    scene.given(Actor::SYSTEM, FlagOverdueAppeal { appeal_id });
    Act::of(scene, by(ming), WithdrawAppeal { appeal_id })
}

/// A second work shows a skill that the member does not name.
pub(crate) fn skill_shown_again() -> Act {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    let first = given_submitted(&mut scene, "first", ming);
    scene.given(wei(), shows_filming(first, 4));
    let second = given_submitted(&mut scene, "second", ming);
    Act::of(scene, wei(), shows_filming(second, 4))
}
