//! How people ask about their data, and how somebody is forgotten.

use domain::id::{DataRequestId, KocId};
use domain::operator::command::AddOperator;
use domain::privacy::command::*;
use domain::privacy::values::*;
use domain::vocabulary::{Horizon, Mode};
use domain::{Actor, Role};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::*;

/// Answers for personal data.
pub(crate) fn zhen() -> Actor {
    Actor::operator(operator_id("zhen"), Role::Privacy)
}

#[track_caller]
pub(crate) fn add_zhen(scene: &mut Scene) {
    let (operator_id, roles) = (operator_id("zhen"), vec![Role::Privacy]);
    scene.given(Actor::ADMIN, AddOperator { operator_id, name: "zhen".into(), roles });
}

/// A member asks, and it is made sure that it is them.
#[track_caller]
pub(crate) fn asks(
    scene: &mut Scene,
    koc_id: KocId,
    kind: DataRequestKind,
    words: &str,
) -> DataRequestId {
    let request_id = DataRequestId::derived(&[&koc_id.0, kind.code().as_bytes()]);
    let (kind, note) = (kind.code(), Some(words.into()));
    let (received_at, due) = (None, None);
    let received = ReceiveDataRequest { request_id, koc_id, kind, received_at, due, note };
    scene.given(Actor::koc(koc_id), received);
    scene.wait_days(1);
    let method = VerificationMethod::CodeToContact;
    scene.given(zhen(), VerifyRequester { request_id, method });
    request_id
}

#[test]
fn koc_erased_history_still_counts() {
    let mut scene = live();
    add_zhen(&mut scene);
    let sol = responder(&mut scene, "sol");
    let tam = responder(&mut scene, "tam");
    approved_work(&mut scene, "sol films", sol);
    approved_work(&mut scene, "tam films", tam);
    let task_id = open(&mut scene, "one more", Horizon::Instant, Mode::Commission, None);
    let waiting = offer(scene.now(), task_id, sol);
    scene.given(mei(), waiting);
    let copy = asks(&mut scene, sol, DataRequestKind::Copy, "请给我一份我的资料");
    let handed_over = FulfilDataRequest {
        request_id: copy,
        how: Fulfilment::CopyHandedOver,
        artefact_ref: Some("copies/2025-0007".to_owned()),
        scope: vec![DataScope::Identity, DataScope::Work, DataScope::Contributions],
    };
    scene.wait_days(3);
    scene.given(zhen(), handed_over);
    let request_id = asks(&mut scene, sol, DataRequestKind::Deletion, "请删除我的一切");
    let kept_under = vec![RetentionGround::Audit, RetentionGround::Statistics];
    let forget = EraseKoc { koc_id: sol, request_id, kept_under };
    scene.refused(zhen(), forget.clone(), "ERASURE_BLOCKED");
    let assignment_id = domain::id::AssignmentId::of(task_id, sol);
    scene.given(Actor::SYSTEM, domain::assignment::command::ExpireAssignment { assignment_id });
    scene.given(zhen(), forget);
    let again = offer(scene.now(), task_id, sol);
    scene.refused(mei(), again, "KOC_NOT_ACTIVE");
    tell(
        "koc_erased_history_still_counts",
        "Sol takes a copy of everything along and asks to be forgotten. An offer that still waits \
         stands in the way until it has run out. Then the key is destroyed: nobody reads Sol's \
         name, contact, messages or feedback again, and Sol's tier, work and points still count.",
        &scene,
    );
}

#[test]
fn data_request_refused() {
    let mut scene = live();
    add_zhen(&mut scene);
    let ula = join(&mut scene, "ula");
    approved_work(&mut scene, "ula films", ula);
    let request_id = asks(&mut scene, ula, DataRequestKind::Deletion, "请删除我的账目");
    scene.wait_days(9);
    let told_at = scene.now();
    let legal_ground = "账目依法须保存".into();
    scene.given(zhen(), RefuseDataRequest { request_id, legal_ground, told_at });
    let kept_under = vec![RetentionGround::Accounting];
    let forget = EraseKoc { koc_id: ula, request_id, kept_under };
    scene.refused(zhen(), forget, "IDENTITY_NOT_VERIFIED");
    tell(
        "data_request_refused",
        "Ula asks that the books forget her. They must be kept by law: she is told so on the tenth \
         day, within the month that an answer may take, and nothing is erased.",
        &scene,
    );
}
