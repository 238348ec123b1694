//! The frame of a project: open to every tier, chief editors who were asked and agreed, sections
//! in the hands of one editor each.

use domain::koc::command::{LeaveProgramme, StepDown};
use domain::project::Event as Happened;
use domain::project::command::*;
use domain::project::values::*;
use domain::todo::values::{Audience, TodoKind};
use domain::vocabulary::TierCode;
use domain::{Role, Timer};

use crate::common::*;
use crate::koc_suspend::given_suspended;
use crate::projects::*;
use crate::shown::{completed, opened};
use crate::work::live_with_words;

#[test]
fn a_project_is_open_to_every_tier() {
    let mut scene = live_with_words();
    let launch = launch(&scene);
    let bars = launch.role_bars;
    let closed = RoleBars { piece: TierCode::Responder, ..bars };
    let shut = LaunchProject { role_bars: closed, ..launch.clone() };
    scene.refused(mei(), shut, "PROJECT_NOT_INCLUSIVE");
    for bars in [
        RoleBars { section_editor: TierCode::Seed, ..bars },
        RoleBars { chief_editor: TierCode::Responder, ..bars },
    ] {
        let lowered = LaunchProject { role_bars: bars, ..launch.clone() };
        scene.refused(mei(), lowered, "FIELD_INVALID");
    }
    scene.given(mei(), launch.clone());
    scene.refused(mei(), launch, "PROJECT_EXISTS");
}

#[test]
fn a_project_has_an_outline_and_terms_and_takes_pieces_for_a_while() {
    let mut scene = live_with_words();
    let launch = launch(&scene);
    let empty = LaunchProject { outline: Vec::new(), ..launch.clone() };
    scene.refused(mei(), empty, "OUTLINE_EMPTY");
    let twice = [&launch.outline[..], &launch.outline[..1]].concat();
    scene.refused(mei(), LaunchProject { outline: twice, ..launch.clone() }, "SECTION_EXISTS");
    let mut terms = launch.licence_terms.clone();
    terms.purposes.clear();
    scene.refused(mei(), LaunchProject { licence_terms: terms, ..launch.clone() }, "FIELD_INVALID");
    let until = scene.today().plus(-1);
    scene.refused(mei(), LaunchProject { until, ..launch.clone() }, "DATE_IN_PAST");
    let nameless = LaunchProject { theme: text("", "x"), ..launch };
    scene.refused(mei(), nameless, "LABEL_MISSING");
}

#[test]
fn sections_are_added_until_the_project_is_frozen() {
    let (mut scene, cast) = given_staffed();
    let add = |name: &str, after| AddSection {
        project_id: handbook(),
        section_id: section(name),
        title: text("露营", "Camping"),
        after,
    };
    scene.refused(mei(), add("winter", None), "SECTION_EXISTS");
    scene.refused(mei(), add("camping", Some(section("nowhere"))), "NOT_FOUND");
    given_proofread(&mut scene, cast, &[]);
    scene.refused(mei(), add("camping", None), "PROJECT_FROZEN");
    let (mut scene, _) = given_handbook();
    scene.given(mei(), add("camping", Some(section("winter"))));
    scene.refused(mei(), FreezeProject { project_id: handbook() }, "SECTION_NOT_ACCEPTED");
}

#[test]
fn pieces_are_taken_to_the_last_day() {
    let (mut scene, _) = given_handbook();
    let project_id = handbook();
    let close = CloseOffers { project_id };
    assert!(scene.state.timers().at(Timer::CloseOffers(project_id)).is_some());
    scene.refused(clockwork(), close.clone(), "NOT_YET_DUE");
    scene.wait_days(32);
    let events = of_projects(&scene.accepted(clockwork(), close.clone()));
    assert!(matches!(&events[..], [Happened::OffersClosed(closed)] if closed.edition == 1));
    assert!(scene.state.timers().at(Timer::CloseOffers(project_id)).is_none());
    scene.refused(mei(), close, "PROJECT_NOT_OPEN");
    let ming = member(&mut scene, "ming");
    scene.refused(by(ming), offer_piece("late", ming), "PROJECT_NOT_OPEN");
}

#[test]
fn a_chief_editor_stands_at_the_top_was_asked_and_agreed() {
    let (mut scene, cast) = given_handbook();
    let appoint = |koc_id| AppointChiefEditor { project_id: handbook(), koc_id };
    scene.refused(mei(), invite_chief(cast.hua), "TIER_TOO_LOW");
    scene.refused(mei(), appoint(cast.jin), "NOT_INVITED");
    scene.refused(by(cast.jin), answer_chief(cast.jin, true), "NOT_INVITED");
    let asked = scene.accepted(mei(), invite_chief(cast.jin));
    assert_eq!(opened(&asked, TodoKind::ChiefEditorInvited).len(), 1);
    scene.refused(mei(), invite_chief(cast.jin), "NO_CHANGE");
    scene.refused(mei(), appoint(cast.jin), "NOT_INVITED");
    scene.refused(by(cast.yu), answer_chief(cast.jin, true), "FORBIDDEN");
    let said_no = scene.accepted(by(cast.jin), answer_chief(cast.jin, false));
    assert_eq!(completed(&said_no), 1);
    scene.refused(mei(), appoint(cast.jin), "NOT_INVITED");
    given_chief(&mut scene, cast.jin);
    scene.refused(mei(), appoint(cast.jin), "NO_CHANGE");
}

#[test]
fn a_chief_editor_goes_when_they_wish_or_the_team_says_why() {
    let (mut scene, cast) = given_staffed();
    let relieve = |koc_id| RelieveChiefEditor { project_id: handbook(), koc_id, reason: None };
    scene.refused(mei(), relieve(cast.jin), "REASON_REQUIRED");
    scene.refused(by(cast.yu), relieve(cast.jin), "FORBIDDEN");
    scene.refused(mei(), relieve(cast.hua), "NOT_CHIEF_EDITOR");
    let events = of_projects(&scene.accepted(by(cast.jin), relieve(cast.jin)));
    assert!(matches!(&events[..], [Happened::ChiefEditorRelieved(e)] if e.why == PartEnd::OwnWish));
    let reason = Some("moved to another project".into());
    scene.given(mei(), RelieveChiefEditor { reason, ..relieve(cast.yu) });
    // Whoever comes back is asked again.
    let again = AppointChiefEditor { project_id: handbook(), koc_id: cast.jin };
    scene.refused(mei(), again, "NOT_INVITED");
    given_chief(&mut scene, cast.jin);
}

#[test]
fn a_section_has_one_editor_from_the_middle_on() {
    let (mut scene, cast) = given_handbook();
    let ming = member(&mut scene, "ming");
    scene.refused(by(ming), claim_section("winter", ming), "TIER_TOO_LOW");
    scene.refused(by(cast.bo), claim_section("winter", cast.hua), "FORBIDDEN");
    scene.given(by(cast.hua), claim_section("winter", cast.hua));
    scene.refused(by(cast.bo), claim_section("winter", cast.bo), "SECTION_TAKEN");
    // Whoever stands higher may do it too.
    scene.given(by(cast.jin), claim_section("charging", cast.jin));
}

#[test]
fn a_section_given_back_waits_for_another() {
    let (mut scene, cast) = given_staffed();
    let back =
        ReleaseSection { project_id: handbook(), section_id: section("winter"), reason: None };
    scene.refused(by(cast.bo), back.clone(), "NOT_SECTION_EDITOR");
    scene.refused(mei(), back.clone(), "REASON_REQUIRED");
    let events = scene.accepted(by(cast.hua), back.clone());
    let vacant = opened(&events, TodoKind::SectionVacant);
    assert_eq!(vacant[0].audience, Audience::Role(Role::Ops));
    scene.refused(mei(), back, "SECTION_NOT_CLAIMED");
    let events = scene.accepted(by(cast.bo), claim_section("winter", cast.bo));
    assert_eq!(completed(&events), 1, "somebody has it");
}

#[test]
fn whoever_leaves_gives_their_parts_back_and_an_accepted_section_stays() {
    let (mut scene, cast) = given_staffed();
    given_accepted_sections(&mut scene, cast, &[]);
    let (koc_id, effective_on) = (cast.hua, scene.today());
    let leave = LeaveProgramme { koc_id, reason: None, effective_on };
    let events = of_projects(&scene.accepted(by(koc_id), leave));
    assert!(
        matches!(&events[..], [Happened::SectionReleased(e)] if e.why == PartEnd::Left),
        "{events:?}"
    );
    // What was accepted is not done again.
    scene.given(mei(), FreezeProject { project_id: handbook() });
}

#[test]
fn whoever_falls_below_a_bar_plays_only_what_is_still_open_to_them() {
    let (mut scene, cast) = given_staffed();
    scene.given(
        by(cast.hua),
        ReleaseSection { project_id: handbook(), section_id: section("winter"), reason: None },
    );
    scene.given(by(cast.jin), claim_section("winter", cast.jin));
    let (koc_id, reason, effective_on) = (cast.jin, None, scene.today());
    let down = |to_tier| StepDown { koc_id, to_tier, reason: None, effective_on };
    let events = of_projects(&scene.accepted(by(koc_id), down(TierCode::Responder)));
    assert!(
        matches!(&events[..], [Happened::ChiefEditorRelieved(e)] if e.why == PartEnd::BelowBar),
        "{events:?}"
    );
    let to_seed = StepDown { koc_id, to_tier: TierCode::Seed, reason, effective_on };
    let events = of_projects(&scene.accepted(by(koc_id), to_seed));
    assert!(
        matches!(&events[..], [Happened::SectionReleased(e)] if e.why == PartEnd::BelowBar),
        "{events:?}"
    );
}

#[test]
fn a_suspended_member_plays_no_part() {
    let (mut scene, cast) = given_staffed();
    let events = of_projects(&given_suspended(&mut scene, cast.yu, None));
    assert!(
        matches!(&events[..], [Happened::ChiefEditorRelieved(e)] if e.why == PartEnd::Suspended)
    );
    let events = of_projects(&given_suspended(&mut scene, cast.bo, None));
    assert!(matches!(&events[..], [Happened::SectionReleased(e)] if e.why == PartEnd::Suspended));
    scene.refused(by(cast.bo), claim_section("charging", cast.bo), "KOC_NOT_ACTIVE");
}
