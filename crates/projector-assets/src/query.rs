//! The questions this read model answers.

use std::cmp::Reverse;
use std::ops::Bound;
use std::sync::Arc;

use domain::Day;
use domain::asset::values::{AssetGrade, Confidentiality};
use domain::id::{AssetId, KocId, ReuseId};
use domain::vocabulary::{AiUse, UsePurpose};

use crate::rows::{AssetRow, AssetStanding, ReuseRow};
use crate::search::Terms;
use crate::{Assets, Kept};

/// Which assets; what is not said does not matter.
#[derive(Debug, Clone, Default)]
pub struct AssetFilter {
    /// With all of these terms.
    pub terms: Option<Terms>,
    /// Of this car model, by code.
    pub model: Option<String>,
    /// Of this topic, by code.
    pub topic: Option<String>,
    /// Of this scene, by code.
    pub scene: Option<String>,
    /// Of this format, by code.
    pub format: Option<String>,
    /// For this audience, by code.
    pub audience: Option<String>,
    /// With this tag.
    pub tag: Option<String>,
    /// Made by this member, or in part.
    pub author: Option<KocId>,
    /// Of this grade.
    pub grade: Option<AssetGrade>,
    /// Marked so.
    pub confidentiality: Option<Confidentiality>,
    /// Usable for this purpose on that day.
    pub allows: Option<(UsePurpose, Day)>,
    /// Whose licence ends before that day.
    pub licence_ends_before: Option<Day>,
    /// Only what was never used, or only what was.
    pub never_reused: Option<bool>,
    /// Generated so far by software.
    pub ai_generated: Option<AiUse>,
    /// Standing so on that day.
    pub standing: Option<(AssetStanding, Day)>,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AssetOrder {
    /// What fits the terms best first; without terms, newest first.
    #[default]
    Relevance,
    /// Newest first.
    Date,
    /// Best first.
    Grade,
    /// Most used first.
    Reuse,
}

/// An asset that was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The asset.
    pub row: Arc<AssetRow>,
    /// How well it fits the terms; 0 without terms.
    pub rank: u32,
}

impl AssetFilter {
    /// Whether `row` is one of them, its words apart.
    fn matches(&self, row: &AssetRow) -> bool {
        let is = |asked: &Option<String>, code: &str| asked.as_deref().is_none_or(|it| it == code);
        let it = &row.classification;
        let tagged = |tag: &String| row.tags.contains(tag);
        let ends = |by: Day| row.licence.until.is_some_and(|until| until < by);
        is(&self.model, &it.model)
            && is(&self.topic, &it.topic)
            && is(&self.scene, &it.scene)
            && is(&self.format, &it.format)
            && is(&self.audience, &it.audience)
            && self.tag.as_ref().is_none_or(tagged)
            && self.author.is_none_or(|koc_id| row.is_by(koc_id))
            && self.grade.is_none_or(|grade| row.grade == grade)
            && self.confidentiality.is_none_or(|level| row.confidentiality == level)
            && self.allows.is_none_or(|(purpose, day)| row.allows(purpose, day))
            && self.licence_ends_before.is_none_or(ends)
            && self.never_reused.is_none_or(|never| row.reuses.is_empty() == never)
            && self.ai_generated.is_none_or(|ai| row.ai_generated == ai)
            && self.standing.is_none_or(|(standing, day)| row.standing_on(day) == standing)
    }

    fn finds(&self, kept: &Kept) -> Option<Found> {
        let rank = match &self.terms {
            Some(terms) => kept.words.rank(terms)?,
            None => 0,
        };
        self.matches(&kept.row).then(|| Found { row: Arc::clone(&kept.row), rank })
    }
}

impl Assets {
    /// One asset.
    pub fn asset(&self, id: AssetId) -> Option<&Arc<AssetRow>> {
        self.assets.get(&id).map(|kept| &kept.row)
    }

    /// The assets that `filter` asks for, in that order; what is equal, by id.
    pub fn find(&self, filter: &AssetFilter, order: AssetOrder) -> Vec<Found> {
        let mut found: Vec<Found> = match filter.author {
            Some(author) => {
                let (first, last) = (AssetId([0; 16]), AssetId([0xff; 16]));
                let own = (Bound::Included((author, first)), Bound::Included((author, last)));
                let ids = self.by_author.range(own);
                let kept = ids.filter_map(|(_, id)| self.assets.get(id));
                kept.filter_map(|kept| filter.finds(kept)).collect()
            }
            None => self.assets.values().filter_map(|kept| filter.finds(kept)).collect(),
        };
        // The sort is stable, and rows come by id.
        match order {
            AssetOrder::Relevance => {
                found.sort_by_key(|it| Reverse((it.rank, it.row.archived_at)));
            }
            AssetOrder::Date => found.sort_by_key(|it| Reverse(it.row.archived_at)),
            AssetOrder::Grade => {
                found.sort_by_key(|it| Reverse((it.row.grade, it.row.archived_at)));
            }
            AssetOrder::Reuse => {
                found.sort_by_key(|it| Reverse((it.row.reuses.len(), it.row.archived_at)));
            }
        }
        found
    }

    /// Every use of a member's work, newest first.
    pub fn reuses_of(&self, author: KocId) -> Vec<(Arc<AssetRow>, ReuseRow)> {
        let filter = AssetFilter { author: Some(author), ..AssetFilter::default() };
        let mut uses: Vec<(Arc<AssetRow>, ReuseRow)> = self
            .find(&filter, AssetOrder::Date)
            .into_iter()
            .flat_map(|found| {
                let row = found.row;
                let uses = row.reuses.clone().into_iter();
                uses.map(|reuse| (Arc::clone(&row), reuse)).collect::<Vec<_>>()
            })
            .collect();
        uses.sort_by_key(|(_, reuse)| Reverse(reuse.position));
        uses
    }

    /// One use by its id, with what was used.
    pub fn reuse(&self, id: ReuseId) -> Option<(Arc<AssetRow>, ReuseRow)> {
        let row = self.asset(*self.of_reuse.get(&id)?)?;
        let reuse = row.reuses.iter().find(|reuse| reuse.reuse_id == id)?;
        Some((Arc::clone(row), reuse.clone()))
    }
}
