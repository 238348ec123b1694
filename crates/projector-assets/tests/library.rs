//! The library is found by words: every exact term of every asset, in both languages.

use std::collections::BTreeSet;

use projector_assets::{AssetFilter, AssetOrder, Assets, Terms};
use testkit::stories;

/// The titles of what is found.
fn found(model: &Assets, query: &str) -> Vec<String> {
    let filter = AssetFilter { terms: Terms::of(query), ..AssetFilter::default() };
    assert!(filter.terms.is_some(), "`{query}` says something");
    let found = model.find(&filter, AssetOrder::Relevance);
    found.into_iter().map(|found| found.row.title.zh.clone()).collect()
}

/// Every run of one, two and three characters of a text without spaces, and every word of one with
/// them: what somebody may type who knows that it is there.
fn terms(text: &str) -> BTreeSet<String> {
    let characters: Vec<char> = text.chars().collect();
    let runs = (1..=3).flat_map(|length| characters.windows(length));
    let runs = runs.filter(|run| run.iter().all(|character| !character.is_whitespace()));
    let runs: BTreeSet<String> = runs.map(|run| run.iter().collect()).collect();
    runs.into_iter().chain(text.split_whitespace().map(str::to_owned)).collect()
}

#[test]
fn every_term_of_a_title_finds_it_in_either_language_one_character_included() {
    let (mut assets, mut asked) = (0, 0);
    for story in stories::all() {
        let model: Assets = story.fold();
        for asset in model.find(&AssetFilter::default(), AssetOrder::Date) {
            assets += 1;
            let title = &asset.row.title;
            for term in terms(&title.zh).into_iter().chain(terms(&title.en)) {
                asked += 1;
                for written in [term.clone(), term.to_uppercase(), format!("  {term} ")] {
                    let all = found(&model, &written);
                    assert!(all.contains(&title.zh), "{}: `{written}` misses", story.name);
                }
            }
        }
    }
    assert!(assets >= 3 && asked > 100, "the stories keep {assets} assets with {asked} terms");
}

#[test]
fn what_is_not_there_is_not_found_and_every_term_must_be() {
    let model: Assets = stories::story("library_kept_in_order").fold();
    let kept = model.find(&AssetFilter::default(), AssetOrder::Date);
    let title = kept[0].row.title.en.clone();
    assert!(found(&model, "鲲").is_empty());
    assert!(found(&model, &format!("{title} zzz-nowhere")).is_empty());
    assert!(Terms::of(" \n\t ").is_none(), "nothing said asks for nothing");
    // A term is never found across the end of one part and the beginning of the next.
    assert!(found(&model, &format!("{}{title}", kept[0].row.title.zh)).is_empty());
}
