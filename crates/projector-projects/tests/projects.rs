//! What is asked of projects: how far they are, what waits, who has a part, and who is credited.

use domain::project::values::{CreditRole, PartEnd, SectionDecision};
use projector_projects::*;
use testkit::stories::{self, Story};

const HANDBOOK: &str = "handbook_1200_pieces_merge_keeps_credit";
const EDITIONS: &str = "section_sent_back_then_second_edition";

fn only(projects: &Projects) -> std::sync::Arc<ProjectRow> {
    let all = projects.projects(&ProjectFilter::default(), ProjectOrder::default());
    let [one] = all.as_slice() else { panic!("one: {all:?}") };
    std::sync::Arc::clone(one)
}

fn before(story: &Story, event: &str) -> Projects {
    story.fold_to_first(event)
}

#[test]
fn a_handbook_counts_its_pieces_and_everybody_who_has_a_part() {
    let projects: Projects = stories::story(HANDBOOK).fold();
    let handbook = only(&projects);
    let counts = handbook.pieces;
    assert_eq!((counts.offered, counts.accepted, counts.merged, counts.declined), (0, 27, 8, 1));
    assert_eq!(projects.contributors(handbook.project_id).len(), 16);
    assert_eq!(projects.credits_coverage_bp(handbook.project_id), Some(10_000));
    assert_eq!((handbook.stage, handbook.progress_bp()), (ProjectStage::Released, 10_000));
    let editions = projects.editions(handbook.project_id);
    let [edition] = editions.as_slice() else { panic!("one: {editions:?}") };
    assert_eq!((edition.pieces, edition.credits.len(), edition.thanked), (35, 16, 16));
    let as_a_member = edition.credits.iter().filter(|line| line.name.is_none());
    assert_eq!(as_a_member.count(), 1, "one in ten wants to be «a member»");
}

#[test]
fn a_piece_merged_along_two_merges_keeps_its_author() {
    let projects: Projects = stories::story(HANDBOOK).fold();
    let handbook = only(&projects);
    let of = |stage| PieceFilter {
        project_id: Some(handbook.project_id),
        stage: Some(stage),
        ..PieceFilter::default()
    };
    let merged = projects.pieces(&of(PieceStage::Merged), PieceOrder::Oldest);
    let along_two = merged.iter().filter(|piece| {
        let next = piece.into.and_then(|into| projects.piece(into));
        next.is_some_and(|next| next.into.is_some())
    });
    let along_two: Vec<_> = along_two.collect();
    assert_eq!(along_two.len(), 4);
    let editions = projects.editions(handbook.project_id);
    for piece in along_two {
        assert_eq!(piece.edition, Some(1));
        let line = editions[0].credits.iter().find(|line| line.koc_id == piece.koc_id);
        assert!(line.is_some_and(|line| line.roles.contains(&CreditRole::Author)));
    }
}

#[test]
fn what_nobody_has_decided_on_is_found_by_how_long_it_waits() {
    let story = stories::story(HANDBOOK);
    let projects = before(&story, "PieceAccepted");
    let handbook = only(&projects);
    let oldest = projects.oldest_untriaged(handbook.project_id).expect("they wait");
    let waiting = |at| ProjectFilter { untriaged_before: Some(at), ..ProjectFilter::default() };
    let later = oldest.offered_at.plus_hours(1);
    assert_eq!(projects.projects(&waiting(later), ProjectOrder::Progress).len(), 1);
    let then = oldest.offered_at;
    assert!(projects.projects(&waiting(then), ProjectOrder::Contributors).is_empty());
    let filter = PieceFilter {
        project_id: Some(handbook.project_id),
        stage: Some(PieceStage::Offered),
        ..PieceFilter::default()
    };
    let pieces = projects.pieces(&filter, PieceOrder::Oldest);
    assert_eq!(pieces.len(), 35, "one of them was just accepted");
    let newest = projects.pieces(&filter, PieceOrder::Newest);
    assert_eq!(newest[0].piece_id, pieces[34].piece_id);
    let own = PieceFilter { author: Some(pieces[0].koc_id), ..PieceFilter::default() };
    assert_eq!(projects.pieces(&own, PieceOrder::Oldest).len(), 3);
}

#[test]
fn nobody_can_be_credited_who_has_not_chosen() {
    let story = stories::story(HANDBOOK);
    let projects = before(&story, "CreditNameChosen");
    let handbook = only(&projects);
    let coverage = projects.credits_coverage_bp(handbook.project_id);
    assert_eq!(coverage, Some(625), "one of sixteen has said it");
    assert_eq!(handbook.proofreadings.len(), 1);
}

#[test]
fn a_section_shows_its_drafts_and_what_was_made_of_them() {
    let projects: Projects = stories::story(EDITIONS).fold();
    let handbook = only(&projects);
    let sections = projects.sections(handbook.project_id);
    assert_eq!(sections.len(), 3, "the added one stands where it was put");
    let [first, second, third] = sections.as_slice() else { panic!("three") };
    let decisions: Vec<_> = first.reviews.iter().map(|it| it.decision).collect();
    use SectionDecision::{Accept, SendBack};
    assert_eq!(decisions, [SendBack, Accept, Accept, Accept]);
    assert_eq!(first.drafts.len(), 4);
    assert_eq!(second.former_editors[0].why, PartEnd::Left);
    assert_eq!(third.former_editors[0].why, PartEnd::OwnWish);
    let hua = stories::story(EDITIONS).koc("hua");
    assert_eq!(projects.sections_of(hua).len(), 3);
    let vacant = ProjectFilter { section_vacant: Some(true), ..ProjectFilter::default() };
    assert!(projects.projects(&vacant, ProjectOrder::default()).is_empty());
}

#[test]
fn a_second_edition_names_everybody_of_both_and_the_first_is_put_right() {
    let story = stories::story(EDITIONS);
    let projects: Projects = story.fold();
    let handbook = only(&projects);
    let editions = projects.editions(handbook.project_id);
    let [second, first] = editions.as_slice() else { panic!("two: {editions:?}") };
    let corrected: Vec<_> =
        first.credits.iter().filter(|line| line.corrected.is_some()).map(|it| it.koc_id).collect();
    let (an, chen) = (story.koc("an"), story.koc("chen"));
    assert!(corrected.contains(&an) && corrected.contains(&chen) && corrected.len() == 2);
    let added = first.credits.iter().find(|line| line.koc_id == chen).expect("added");
    assert_eq!(added.roles, [CreditRole::Acknowledged]);
    assert_eq!((first.credits.len(), second.credits.len()), (7, 7));
    assert_eq!(projects.editions_of(chen).len(), 2);
    assert_eq!(handbook.chief_editors.len(), 1);
}

#[test]
fn whoever_has_a_part_is_in_the_credits_of_what_is_out() {
    for story in stories::all() {
        let projects: Projects = story.fold();
        for edition in projects.all_editions() {
            let project = projects.project(edition.project_id).expect("of a project");
            if project.edition != edition.edition || project.stage != ProjectStage::Released {
                continue;
            }
            for person in projects.contributors(edition.project_id) {
                let credited = edition.credits.iter().any(|it| it.koc_id == person.koc_id);
                assert!(credited, "{}: {person:?}", story.name);
            }
        }
    }
}
