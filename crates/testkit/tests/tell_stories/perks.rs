//! Benefits that are not money.

use domain::Actor;
use domain::id::{KocId, PerkId};
use domain::koc::command::StepDown;
use domain::perk::command::*;
use domain::perk::values::PerkKind;
use domain::vocabulary::TierCode;
use testkit::scene::Scene;

use crate::duties::days_pass;
use crate::tell;
use testkit::cast::*;

/// The perk of that kind that a member has from their tier.
#[track_caller]
fn from_tier(scene: &Scene, koc_id: KocId, kind: PerkKind) -> PerkId {
    let granted = scene.log.iter().rev().find_map(|recorded| match &recorded.event {
        domain::Event::Perk(domain::perk::Event::PerkGranted(it))
            if it.koc_id == koc_id && it.kind == kind =>
        {
            Some(it.perk_id)
        }
        _ => None,
    });
    granted.unwrap()
}

#[test]
fn perks_granted_used_and_run_out() {
    let mut scene = live();
    let hua = partner(&mut scene, "hua");
    let drive = from_tier(&scene, hua, PerkKind::TestDrive);
    let reference = Some("booking-0042".to_owned());
    days_pass(&mut scene, 3);
    scene.given(Actor::koc(hua), UsePerk { perk_id: drive, at: None, reference });
    // A seat in the studio, which no tier gives.
    let perk_id = PerkId::derived(&[b"studio"]);
    let an = join(&mut scene, "an");
    scene.given(
        mei(),
        GrantPerk {
            perk_id,
            koc_id: an,
            kind: PerkKind::ToolLicence,
            quantity: Some(2),
            valid_from: scene.today(),
            valid_until: scene.today().plus(59),
            exception: Some("带新人拍摄".into()),
            note: Some("剪辑工具席位".into()),
        },
    );
    scene.given(mei(), UsePerk { perk_id, at: None, reference: None });
    scene.given(mei(), RevokePerk { perk_id, reason: "席位停用".into() });
    let (to_tier, effective_on) = (TierCode::Responder, scene.today());
    scene.given(Actor::koc(hua), StepDown { koc_id: hua, to_tier, effective_on, reason: None });
    days_pass(&mut scene, 370);
    tell(
        "perks_granted_used_and_run_out",
        "Each promotion brings hua what the policy gives the tier. Hua uses the test drive. An has \
         two seats of a tool by exception, uses one, and they are taken back. Hua steps down and \
         keeps everything until somebody has decided; a year later it runs out, and only what the \
         tier hua stands in gives comes anew.",
        &scene,
    );
}
