//! What is known of people, asked of stories.

use domain::id::KocId;
use domain::koc::values::NominationSource;
use domain::{Event, Recorded};
use projector_people::{CandidateFilter, ConsentEnd, People, trend};
use testkit::stories;

#[test]
fn an_account_that_changed_hands_is_shown_under_each_with_what_it_reached_then() {
    let story = stories::story("handle_claimed_released_claimed");
    let people: People = story.fold();
    let of = |name: &str| people.channels(story.koc(name));
    let (lan, qi) = (of("lan"), of("qi"));
    let ([lan], [qi]) = (lan.as_slice(), qi.as_slice()) else { panic!("one each: {lan:?} {qi:?}") };
    assert_eq!(lan.handle.fingerprint, qi.handle.fingerprint);
    assert!(lan.unlinked_at.is_some() && qi.unlinked_at.is_none());
    assert_eq!(lan.reach.iter().map(|it| it.followers).collect::<Vec<_>>(), [1_800]);
    assert_eq!(qi.reach.iter().map(|it| it.followers).collect::<Vec<_>>(), [1_950]);
    assert!(qi.verified && !lan.verified);
    let vehicles = people.vehicles(story.koc("qi"));
    assert!(vehicles.iter().all(|it| it.verified_by.is_some()), "{vehicles:?}");
}

#[test]
fn every_consent_is_shown_with_its_end() {
    let story = stories::story("consent_withdrawn");
    let people: People = story.fold();
    let consents = people.consents(story.koc("xin"));
    let ends: Vec<_> = consents.iter().map(|it| it.ended.map(|(_, how)| how)).collect();
    assert_eq!(ends, [Some(ConsentEnd::Withdrawn), Some(ConsentEnd::Expired)]);
}

#[test]
fn a_suspension_is_shown_with_who_lifted_it() {
    let story = stories::story("suspended_until_a_day");
    let before: People = story.fold_to_first("KocSuspended");
    let open = before.suspensions(story.koc("ke"));
    assert!(open.iter().all(|it| it.lifted.is_none()), "{open:?}");
    let after: People = story.fold();
    let lifted = after.suspensions(story.koc("ke"));
    assert!(lifted.iter().all(|it| it.lifted.is_some()), "{lifted:?}");
}

#[test]
fn what_was_merged_is_shown_under_the_record_that_goes_on() {
    let story = stories::story("koc_merged");
    let people: People = story.fold();
    let (tao, again) = (story.koc("tao"), story.koc("tao-2"));
    assert_eq!(people.merged_from(tao), [again]);
    assert_eq!(people.channels(tao).len(), 1);
    assert_eq!(people.channels(again).len(), 0);
    // Works stay where they were done.
    assert_eq!((people.scored_works(tao).len(), people.scored_works(again).len()), (1, 1));
    let merged = story.log.iter().find(|it| it.event.event_type().name == "KocMerged").unwrap();
    for koc_id in [tao, again] {
        assert!(people.timeline(koc_id).any(|(position, _)| position == merged.position));
    }
}

#[test]
fn candidates_are_shown_by_source_and_with_how_they_ended() {
    let story = stories::story("activity_leads_to_candidacy");
    let people: People = story.fold();
    let by = |source| CandidateFilter { source: Some(source), ..CandidateFilter::default() };
    let screened = people.candidacies(&by(NominationSource::TierScreen));
    assert!(screened.iter().all(|it| it.dismissed.is_none()), "{screened:?}");
    let observed = people.candidacies(&by(NominationSource::Observation));
    assert!(observed.iter().all(|it| it.dismissed.is_some()), "{observed:?}");
    assert_eq!((screened.len(), observed.len()), (1, 1));
    let acts = people.months(story.koc("zhi"));
    let acts: Vec<_> = acts.iter().flat_map(|month| &month.acts).collect();
    assert_eq!(acts.iter().filter(|act| act.retracted.is_some()).count(), 1);
}

#[test]
fn skills_are_shown_by_format_with_the_works_behind_them() {
    let story = stories::story("seed_to_partner_214_days");
    let people: People = story.fold();
    let skills = people.skills(story.koc("an"));
    let [filming] = skills.as_slice() else { panic!("one skill: {skills:?}") };
    assert_eq!((filming.skill.as_str(), filming.format.as_str()), ("filming", "short-video"));
    assert_eq!((filming.level, filming.works.len()), (3, 4));
}

#[test]
fn a_timeline_holds_all_that_is_about_its_member_and_nothing_twice() {
    let story = stories::story("mentor_led_two_stage_review");
    let people: People = story.fold();
    for recorded in story.log.iter().filter(|it| it.stream.to_string().starts_with("koc-")) {
        let koc_id = KocId(recorded.stream.id);
        let times = people.timeline(koc_id).filter(|it| it.0 == recorded.position).count();
        assert_eq!(times, 1, "{:?}", recorded.event);
    }
}

#[test]
fn a_trend_compares_the_last_three_works_with_the_three_before() {
    for (scores, expected) in [
        (&[][..], None),
        (&[8_000][..], Some((8_000, None))),
        (&[6_000, 8_000, 8_000, 8_000][..], Some((8_000, Some(6_000)))),
        (&[1, 6_000, 6_000, 6_300, 7_000, 8_000, 8_001][..], Some((7_667, Some(6_100)))),
    ] {
        let found = trend(scores).map(|trend| (trend.recent, trend.before));
        assert_eq!(found, expected, "{scores:?}");
    }
}

/// Whom an event names, read from its JSON.
fn named_in_json(event: &Event) -> Vec<KocId> {
    let data = event.to_json();
    let of = |value: &serde_json::Value| {
        let named = value.as_str().or_else(|| value["kocId"].as_str());
        named.and_then(|text| text.parse().ok())
    };
    let single = ["kocId", "author"].into_iter().filter_map(|field| data.get(field));
    let authors = data.get("authors").and_then(|it| it.as_array()).into_iter().flatten();
    let mut found: Vec<_> = single.chain(authors).filter_map(of).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[test]
fn whom_an_event_names_is_what_its_json_says() {
    let stories = stories::all();
    let (mut single, mut several) = (0, 0);
    for Recorded { event, .. } in stories.iter().flat_map(|story| &story.log) {
        let people = event.people();
        assert_eq!(people, named_in_json(event), "{event:?}");
        single += usize::from(people.len() == 1);
        // No story has a work of two; here every author gets another beside them.
        let mut data = event.to_json();
        let Some(authors) = data.get_mut("authors").and_then(|it| it.as_array_mut()) else {
            continue;
        };
        let mut other = authors[0].clone();
        let field = if other.is_string() { &mut other } else { &mut other["kocId"] };
        *field = "koc_00000000-0000-8000-8000-000000000001".into();
        authors.push(other);
        let both = Event::from_json(event.event_type().name, data).unwrap();
        assert_eq!(both.people(), named_in_json(&both), "{both:?}");
        several += usize::from(both.people().len() == 2);
    }
    assert!(single > 100 && several > 2, "{single} name one, {several} name several");
}
