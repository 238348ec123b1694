//! The time before this record, and the programme itself.

use domain::Actor;
use domain::assignment::command::ImportReviewedWork;
use domain::id::{KocId, WorkId};
use domain::koc::command::ImportTierMove;
use domain::koc::values::ImportedPlace;
use domain::programme::Limits;
use domain::programme::command::{ChangeProgrammeLimits, FreezeProgramme, UnfreezeProgramme};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;

fn moved(scene: &mut Scene, who: &str, at: &str, from: ImportedPlace, to: ImportedPlace) {
    let koc_id = KocId::of_external(programme_id(), who);
    let external_ref = who.to_owned();
    let at = at.parse().unwrap();
    scene.given(Actor::IMPORT, ImportTierMove { koc_id, external_ref, at, from, to });
}

fn worked(scene: &mut Scene, work: &str, author: &str, reviewer: &str, accepted: &str) {
    let accepted_at: domain::Moment = accepted.parse().unwrap();
    scene.given(
        Actor::IMPORT,
        ImportReviewedWork {
            work_id: WorkId::of_external(programme_id(), work),
            external_key: work.to_owned(),
            author: KocId::of_external(programme_id(), author),
            author_ref: author.to_owned(),
            reviewer_ref: reviewer.to_owned(),
            submitted_at: accepted_at.plus_hours(-72),
            accepted_at,
            revisions: 1,
            lines: 120,
            kind: "code".to_owned(),
        },
    );
}

#[test]
fn history_imported_then_live() {
    use ImportedPlace::{Alumni, Outside, Partner, Responder, Seed};
    let mut scene = set_up();
    moved(&mut scene, "m-1", "2019-04-01T08:00:00Z", Outside, Seed);
    moved(&mut scene, "m-1", "2020-06-15T08:00:00Z", Seed, Partner);
    moved(&mut scene, "m-2", "2019-04-01T08:00:00Z", Outside, Responder);
    moved(&mut scene, "m-2", "2021-01-31T16:30:00Z", Responder, Alumni);
    moved(&mut scene, "m-2", "2022-03-01T09:00:00Z", Outside, Seed);
    moved(&mut scene, "m-3", "2021-05-05T05:05:05Z", Outside, Seed);
    moved(&mut scene, "m-3", "2021-05-05T05:05:05Z", Seed, Responder);
    moved(&mut scene, "m-3", "2023-05-05T05:05:05Z", Responder, Outside);
    worked(&mut scene, "1001", "m-1", "m-2", "2019-09-01T10:00:00Z");
    worked(&mut scene, "1002", "m-1", "m-1", "2018-12-01T10:00:00Z");
    worked(&mut scene, "1003", "m-4", "m-1", "2020-02-02T10:00:00Z");
    scene.wait_days(1);
    go_live(&mut scene);
    tell(
        "history_imported_then_live",
        "Tier moves and reviewed works of the time before are brought in, works out of order. m-2 \
         left in good standing and came back; m-3 has two moves in one second and then left \
         otherwise; m-4 is known from a work alone and is a seed from the day the programme goes \
         live.",
        &scene,
    );
}

#[test]
fn programme_frozen_and_unfrozen() {
    let mut scene = live();
    join(&mut scene, "luo");
    let limits = Limits { review_sla_hours: 48, ..Limits::default() };
    scene.given(mei(), ChangeProgrammeLimits { limits });
    let reason = "数据核查".to_owned();
    scene.given(mei(), FreezeProgramme { reason: reason.clone() });
    scene.wait_days(2);
    scene.given(mei(), UnfreezeProgramme { reason });
    tell(
        "programme_frozen_and_unfrozen",
        "The brand promises reviews within 48 hours, then stops the programme for two days to \
         look into its data.",
        &scene,
    );
}
