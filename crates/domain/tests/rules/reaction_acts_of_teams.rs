//! Commands that bring about what follows at teams, mentors and mentees.

use domain::approval::{Proposal, TierProposal};
use domain::assignment::values::Decision;
use domain::id::KocId;
use domain::koc::command::{DemoteKoc, DemotionBasis, GiveTierNotice, LeaveProgramme};
use domain::mentorship::command::{AssessMentee, MarkMentorAway};
use domain::team::command::{AgreeShares, FormTeam};
use domain::vocabulary::TierCode;
use testkit::scene::Scene;

use crate::common::*;
use crate::mentoring::assessment;
use crate::pairs::{given_mentor, given_pair};
use crate::reaction_acts::Act;
use crate::teams_common::*;
use crate::work::*;

/// One of three leaves the programme while the team works.
pub(crate) fn leaves_a_team() -> Act {
    let Trio { scene, bo, .. } = at_work(ready());
    let effective_on = scene.today();
    Act::of(scene, by(bo), LeaveProgramme { koc_id: bo, reason: None, effective_on })
}

/// The only one in a team leaves it.
pub(crate) fn leaves_last() -> Act {
    let (mut scene, [an, ..]) = three();
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), FormTeam { lead: Some(an), ..form(task_id, "crew") });
    scene.given(by(an), join("crew", an));
    Act::of(scene, by(an), leave("crew", an))
}

/// Work of a team that agreed on nothing is approved.
pub(crate) fn shared_equally() -> Act {
    let Trio { mut scene, an, work, .. } = at_work(ready());
    scene.given(by(an), submit_together(work, 1));
    Act::of(scene, wei(), review(work, 1, Decision::Approve))
}

/// The last of a team agrees to other shares of approved work.
pub(crate) fn shared_again() -> Act {
    let Trio { mut scene, an, bo, chu, .. } = approved(at_work(ready()));
    let shares = percent(&[an, bo, chu], &[70, 20, 10]);
    let agree = AgreeShares { reason: Some("an did most".into()), ..agree_on("crew", shares) };
    scene.given(by(an), agree.clone());
    scene.given(by(bo), agree.clone());
    Act::of(scene, by(chu), agree)
}

fn demoted(mut scene: Scene, koc_id: KocId) -> Act {
    scene.wait_days(90);
    let decide_on = scene.today().plus(30);
    scene.given(mei(), GiveTierNotice { koc_id, decide_on });
    scene.wait_days(30);
    let to_tier = TierCode::Responder;
    approve(&mut scene, Proposal::Demote(TierProposal { koc_id, to_tier }));
    let demotion = DemoteKoc {
        koc_id,
        to_tier,
        policy_version: 1,
        basis: DemotionBasis::Policy,
        evidence: no_note(),
        reason: "no work for a year".into(),
        effective_on: scene.today(),
    };
    Act::of(scene, mei(), demotion)
}

/// A mentor falls below the bar.
pub(crate) fn mentor_demoted() -> Act {
    let mut scene = live_with_words();
    let teacher = given_mentor(&mut scene, "teacher");
    demoted(scene, teacher)
}

/// The same while they lead a team.
pub(crate) fn leading_mentor_demoted() -> Act {
    let mut scene = live_with_words();
    let teacher = given_mentor(&mut scene, "teacher");
    let task_id = given_team_task(&mut scene, "film", Vec::new());
    scene.given(mei(), form_led(task_id, "crew", teacher));
    demoted(scene, teacher)
}

fn paired() -> (Scene, KocId, KocId) {
    let mut scene = live_with_words();
    let ming = responder(&mut scene, "ming");
    let teacher = given_mentor(&mut scene, "teacher");
    given_pair(&mut scene, "pair", teacher, ming);
    (scene, teacher, ming)
}

/// A mentor recommends a mentee for the tier they stand in.
pub(crate) fn recommended_in_vain() -> Act {
    let (scene, teacher, _) = paired();
    let tier = Some(TierCode::Responder);
    Act::of(scene, by(teacher), AssessMentee { recommend_for_tier: tier, ..assessment("pair") })
}

/// A mentor with a mentee goes away for a month.
pub(crate) fn away_for_a_month() -> Act {
    let (scene, teacher, _) = paired();
    let until = Some(scene.today().plus(30));
    Act::of(scene, by(teacher), MarkMentorAway { koc_id: teacher, until })
}
