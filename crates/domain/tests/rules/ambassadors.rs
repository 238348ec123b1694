//! Ambassadors, insights and circles, reached by commands: what their tests begin from.

use domain::ambassadorship::command::*;
use domain::ambassadorship::values::*;
use domain::approval::{AmbassadorProposal, Proposal};
use domain::circle::command::*;
use domain::circle::values::OnPromotion;
use domain::id::{CircleId, InsightId, KocId};
use domain::insight::command::*;
use domain::insight::values::*;
use domain::operator::command::GiveApproval;
use domain::vocabulary::TierCode;
use domain::{Actor, Role};
use testkit::scene::Scene;

use crate::common::*;

/// Of the team as well, so that two others can approve what mei sends.
pub(crate) fn tao() -> Actor {
    Actor::operator(operator_id("tao"), Role::Approver)
}

/// A programme whose team has one more.
pub(crate) fn live_with_tao() -> Scene {
    let mut scene = crate::work::live_with_words();
    scene.given(Actor::ADMIN, add_operator("tao", &[Role::Approver]));
    scene
}

/// Invites to speak for the brand.
pub(crate) fn invite_ambassador(koc_id: KocId) -> InviteAmbassador {
    InviteAmbassador { koc_id, values_assessment: "says what is, also of us".into() }
}

/// Lin sponsors a member by an act of their own.
#[track_caller]
pub(crate) fn sponsor(scene: &mut Scene, koc_id: KocId) {
    approve(scene, Proposal::InviteAmbassador(AmbassadorProposal { koc_id }));
}

/// Somebody approves that an ambassadorship is taken back.
#[track_caller]
pub(crate) fn approve_revocation(scene: &mut Scene, who: Actor, koc_id: KocId) {
    let proposal = Proposal::RevokeAmbassadorship(AmbassadorProposal { koc_id });
    scene.given(who, GiveApproval { proposal, note: None });
}

/// A partner who was invited by mei and lin.
#[track_caller]
pub(crate) fn given_invited(scene: &mut Scene, name: &str) -> KocId {
    let koc_id = partner(scene, name);
    sponsor(scene, koc_id);
    scene.given(mei(), invite_ambassador(koc_id));
    koc_id
}

/// Signs that version of the statement.
pub(crate) fn sign(koc_id: KocId, statement_version: u16) -> ReachConsensus {
    ReachConsensus { koc_id, statement_version }
}

/// Speaks on driving with children, not on what is not out yet.
pub(crate) fn mandate() -> Mandate {
    Mandate {
        may_speak_on: vec![text("带孩子出行", "Driving with children")],
        may_not: vec![text("未发布的车型", "Cars that are not out yet")],
    }
}

/// Makes somebody ambassador from today on.
pub(crate) fn confer_on(scene: &Scene, koc_id: KocId) -> ConferAmbassadorship {
    let title = text("家庭出行大使", "Ambassador for family travel");
    ConferAmbassadorship { koc_id, mandate: mandate(), title, from: scene.today() }
}

/// An ambassador: invited, signed by both, conferred.
#[track_caller]
pub(crate) fn given_ambassador(scene: &mut Scene, name: &str) -> KocId {
    let koc_id = given_invited(scene, name);
    scene.given(by(koc_id), sign(koc_id, 1));
    scene.given(mei(), sign(koc_id, 1));
    let conferral = confer_on(scene, koc_id);
    scene.given(mei(), conferral);
    koc_id
}

/// Something seen of an ambassador, now.
pub(crate) fn seen(scene: &Scene, koc_id: KocId) -> RecordAdvocacy {
    RecordAdvocacy {
        koc_id,
        kind: AdvocacyKind::Clarification,
        occasion: "explained the recall in the owners' forum".into(),
        at: scene.now(),
        evidence: None,
        evidence_event: None,
    }
}

/// Gives an ambassadorship back, the honour kept.
pub(crate) fn relinquish(koc_id: KocId) -> RelinquishAmbassadorship {
    RelinquishAmbassadorship { koc_id, keep_honour: true, reason: None }
}

/// Takes an ambassadorship back because of the newest event.
pub(crate) fn revoke_from(scene: &Scene, koc_id: KocId) -> RevokeAmbassadorship {
    let (reason, evidence) = ("sold test cars".into(), vec![scene.state.position()]);
    RevokeAmbassadorship { koc_id, reason, evidence }
}

/// The insight of that name.
pub(crate) fn insight_id(name: &str) -> InsightId {
    InsightId::derived(&[name.as_bytes()])
}

/// A suggestion that came by itself.
pub(crate) fn suggest(name: &str, koc_id: KocId) -> SubmitInsight {
    SubmitInsight {
        insight_id: insight_id(name),
        koc_id,
        subject: "the child lock".into(),
        kind: InsightKind::Suggestion,
        text: "it should be reachable from the driver's seat".into(),
        repro_steps: None,
        severity: None,
        topic: Some("family-trip".to_owned()),
        source: None,
    }
}

/// Wei of product answers for it within ten days.
pub(crate) fn route_to_wei(scene: &Scene, name: &str) -> RouteInsight {
    RouteInsight {
        insight_id: insight_id(name),
        owner_department: "product".to_owned(),
        owner: operator_id("wei"),
        due: scene.today().plus(10),
    }
}

/// Decides with a reason.
pub(crate) fn decide_so(name: &str, decision: InsightDecision) -> DecideInsight {
    DecideInsight { insight_id: insight_id(name), decision, reasons: "many have asked".into() }
}

/// Something shipped today.
pub(crate) fn shipped(scene: &Scene, name: &str) -> ReportInsightOutcome {
    ReportInsightOutcome {
        insight_id: insight_id(name),
        what_changed: text("童锁移到驾驶位", "The child lock is at the driver's seat"),
        evidence: Some("release-3.2".to_owned()),
        shipped_on: Some(scene.today()),
    }
}

/// Ming's suggestion, routed to wei.
#[track_caller]
pub(crate) fn with_routed() -> (Scene, KocId) {
    let mut scene = live_with_tao();
    let ming = member(&mut scene, "ming");
    scene.given(by(ming), suggest("lock", ming));
    let route = route_to_wei(&scene, "lock");
    scene.given(mei(), route);
    (scene, ming)
}

/// The circle of that name.
pub(crate) fn circle_id(name: &str) -> CircleId {
    CircleId::derived(&[name.as_bytes()])
}

/// A circle of so many seats for the second tier.
pub(crate) fn open_circle(name: &str, capacity: u32, on_promotion: OnPromotion) -> OpenCircle {
    OpenCircle {
        circle_id: circle_id(name),
        name: text("家庭出行圈", "Family travel circle"),
        min_tier: TierCode::Responder,
        capacity,
        purpose: text("先听先说", "Hears first, says first"),
        on_promotion,
    }
}

/// Admits a member.
pub(crate) fn admit(name: &str, koc_id: KocId) -> AdmitToCircle {
    AdmitToCircle { circle_id: circle_id(name), koc_id }
}

/// A circle of three seats with ming, of the second tier, in it.
#[track_caller]
pub(crate) fn with_circle() -> (Scene, KocId) {
    let mut scene = live_with_tao();
    let ming = responder(&mut scene, "ming");
    scene.given(mei(), open_circle("family", 3, OnPromotion::Nothing));
    scene.given(mei(), admit("family", ming));
    (scene, ming)
}
