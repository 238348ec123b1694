//! Commands that bring the reactions around ambassadors, insights and circles about, in states
//! reached by commands: where their own rules say no, if they can.

use domain::circle::values::OnPromotion;
use domain::insight::values::InsightDecision;
use domain::vocabulary::TierCode;

use crate::ambassadors::*;
use crate::common::*;
use crate::reaction_acts::Act;

/// Recorded as of a day before the first policy was in force.
pub(crate) fn seen_too_early() -> Act {
    let mut scene = live_with_tao();
    let ming = given_ambassador(&mut scene, "ming");
    let seen = seen(&scene, ming);
    Act { days_ago: 61, ..Act::of(scene, mei(), seen) }
}

/// Two of the team stand behind it; the member is asked.
pub(crate) fn ambassador_invited() -> Act {
    let mut scene = live_with_tao();
    let ming = partner(&mut scene, "ming");
    sponsor(&mut scene, ming);
    Act::of(scene, mei(), invite_ambassador(ming))
}

/// Decided as of a day before the first policy was in force.
pub(crate) fn adopted_too_early() -> Act {
    let (scene, _) = with_routed();
    Act { days_ago: 1, ..Act::of(scene, mei(), decide_so("lock", InsightDecision::Adopted)) }
}

/// Somebody is asked to route it.
pub(crate) fn told_the_brand() -> Act {
    let mut scene = live_with_tao();
    let ming = member(&mut scene, "ming");
    Act::of(scene, by(ming), suggest("lock", ming))
}

/// The only seat of a circle that admits whoever rises is taken.
pub(crate) fn rises_to_a_full_circle() -> Act {
    let mut scene = live_with_tao();
    let hua = responder(&mut scene, "hua");
    scene.given(mei(), open_circle("family", 1, OnPromotion::Admit));
    scene.given(mei(), admit("family", hua));
    let ming = member(&mut scene, "ming");
    scene.wait_days(30);
    approve_promotion(&mut scene, ming, TierCode::Responder);
    let promotion = promote(&scene, ming, TierCode::Responder);
    Act::of(scene, mei(), promotion)
}
