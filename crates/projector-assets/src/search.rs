//! Finding by words, in Chinese and English.
//!
//! Chinese is written without spaces, and any way of cutting it into words misses some: a term is
//! found wherever it occurs, one character as well as ten. So no index: every row keeps its words
//! in one folded text, and a query looks through all of them, one after the other.

use domain::LocalText;
use domain::vocabulary::VocabularyAxis;
use memchr::memmem::{self, Finder};
use unicode_normalization::UnicodeNormalization;

use crate::Assets;
use crate::rows::AssetRow;

/// Terms of one query at most; what is beyond is not looked for. Our own number.
const TERMS_MAX: usize = 16;

/// Occurrences of a term in one field that count towards the rank; our own number.
const COUNTED: usize = 4;

/// Characters shown on each side of what was found. Our own number.
const AROUND: usize = 20;

/// What fields of an asset are searched, with what a term found there weighs. Our own numbers.
/// Nothing that says something about a person is among them.
const FIELDS: [(Field, u32); 4] =
    [(Field::Title, 8), (Field::Tags, 4), (Field::Classification, 3), (Field::Places, 1)];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Tags,
    Classification,
    Places,
}

/// A text as it is compared: compatibility forms made one (NFKC: full width, circled digits),
/// lower case. Traditional characters stay what they are.
pub fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// What a query looks for: every term must occur.
#[derive(Debug, Clone)]
pub struct Terms(Vec<Finder<'static>>);

impl Terms {
    /// The terms of a query, cut at white space; none when nothing is said.
    pub fn of(query: &str) -> Option<Terms> {
        let folded = fold(query);
        let terms = folded.split_whitespace().take(TERMS_MAX);
        let finders: Vec<Finder<'static>> =
            terms.map(|term| Finder::new(term.as_bytes()).into_owned()).collect();
        (!finders.is_empty()).then_some(Terms(finders))
    }
}

/// The folded words of one asset, field by field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// Every field, one after another; the parts of a field in lines of their own.
    text: String,
    /// Where each field ends.
    ends: [usize; FIELDS.len()],
}

impl Words {
    fn of(fields: [Vec<String>; FIELDS.len()]) -> Words {
        let mut words = Words::default();
        for (index, parts) in fields.into_iter().enumerate() {
            for part in parts {
                words.text.push_str(&fold(&part));
                // No term holds a line break, so none is found across two parts.
                words.text.push('\n');
            }
            words.ends[index] = words.text.len();
        }
        words.text.shrink_to_fit();
        words
    }

    /// How well the terms fit; none when one of them does not occur.
    pub(crate) fn rank(&self, terms: &Terms) -> Option<u32> {
        let text = self.text.as_bytes();
        if !terms.0.iter().all(|term| term.find(text).is_some()) {
            return None;
        }
        let mut rank = 0;
        let mut from = 0;
        for ((_, weight), end) in FIELDS.into_iter().zip(self.ends) {
            for term in &terms.0 {
                let found = term.find_iter(&text[from..end]).take(COUNTED).count();
                rank += weight * u32::try_from(found).unwrap_or(0);
            }
            from = end;
        }
        Some(rank)
    }
}

impl Assets {
    /// The folded words an asset is found by.
    pub(crate) fn words_of(&self, row: &AssetRow) -> Words {
        Words::of(self.fields_of(row))
    }

    /// What an asset is found by, field by field: its title, its tags and its place in the library
    /// as codes and in both languages, and where it was used.
    fn fields_of(&self, row: &AssetRow) -> [Vec<String>; FIELDS.len()] {
        let both = |text: &LocalText| [text.zh.clone(), text.en.clone()];
        FIELDS.map(|(field, _)| match field {
            Field::Title => both(&row.title).to_vec(),
            Field::Tags => {
                row.tags.iter().flat_map(|tag| self.called(VocabularyAxis::Tag, tag)).collect()
            }
            Field::Classification => {
                axes(row).into_iter().flat_map(|(axis, code)| self.called(axis, code)).collect()
            }
            Field::Places => row.reuses.iter().flat_map(|reuse| both(&reuse.place)).collect(),
        })
    }

    /// A word of the vocabulary: its code, and what it is called.
    fn called(&self, axis: VocabularyAxis, code: &str) -> Vec<String> {
        let mut called = vec![code.to_owned()];
        if let Some(labels) = self.labels.get(&(axis, code.to_owned())) {
            called.extend([labels.zh.clone(), labels.en.clone()]);
        }
        called
    }

    /// The part of an asset's words in which the first term was found, as people wrote it: the
    /// line it stands in, cut to what is around it.
    pub fn snippet(&self, row: &AssetRow, terms: &Terms) -> Option<String> {
        let first = terms.0.first()?;
        let lines = self.fields_of(row).into_iter().flatten();
        lines.into_iter().find_map(|line| cut_around(&line, first.needle()))
    }
}

fn axes(row: &AssetRow) -> [(VocabularyAxis, &str); 5] {
    let it = &row.classification;
    [
        (VocabularyAxis::Model, &it.model),
        (VocabularyAxis::Topic, &it.topic),
        (VocabularyAxis::Scene, &it.scene),
        (VocabularyAxis::Format, &it.format),
        (VocabularyAxis::Audience, &it.audience),
    ]
}

/// What stands around a folded term in a line, with dots where something was left out.
fn cut_around(line: &str, term: &[u8]) -> Option<String> {
    // Where in the folded line each character of the line begins.
    let mut folded = String::new();
    let mut starts = Vec::new();
    for (at, character) in line.char_indices() {
        starts.push((folded.len(), at));
        folded.push_str(&fold(character.encode_utf8(&mut [0; 4])));
    }
    let found = memmem::find(folded.as_bytes(), term)?;
    let hit = starts.partition_point(|(begins, _)| *begins <= found).saturating_sub(1);
    let characters: Vec<char> = line.chars().collect();
    let length = String::from_utf8_lossy(term).chars().count();
    let (from, to) = (hit.saturating_sub(AROUND), (hit + length + AROUND).min(characters.len()));
    let middle: String = characters[from..to].iter().collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if to < characters.len() { "…" } else { "" };
    Some(format!("{before}{middle}{after}"))
}
