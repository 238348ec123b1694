//! The questions this read model answers.

use std::cmp::Reverse;
use std::ops::Bound;
use std::sync::Arc;

use domain::Moment;
use domain::id::{AssignmentId, KocId, PublicationId, RecognitionId};

use crate::Publications;
use crate::honours::HonourRow;
use crate::rows::{DisclosureState, PublicationRow};

/// Which publications; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicationFilter {
    /// Of this member's work.
    pub author: Option<KocId>,
    /// Only the brand's, or only members' own.
    pub amplified: Option<bool>,
    /// On this platform or channel, by code.
    pub platform: Option<String>,
    /// Published at this instant or later.
    pub from: Option<Moment>,
    /// Published at this instant or earlier.
    pub until: Option<Moment>,
    /// Only what is public, or only what was taken down.
    pub live: Option<bool>,
    /// Only what is public without a label, or only the rest.
    pub lacks_label: Option<bool>,
    /// Found so, of the tie to the brand.
    pub disclosure: Option<DisclosureState>,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PublicationOrder {
    /// Newest first.
    #[default]
    Date,
    /// Most engagement first.
    Engagement,
    /// Most leads first.
    Leads,
}

/// How often a work was seen, by the last count of each publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// On members' own channels.
    pub own: u64,
    /// On the brand's.
    pub amplified: u64,
}

impl Reach {
    fn of<'a>(rows: impl Iterator<Item = &'a Arc<PublicationRow>>) -> Reach {
        let mut reach = Reach::default();
        for row in rows {
            let views = u64::from(row.counts().views);
            *(if row.amplified { &mut reach.amplified } else { &mut reach.own }) += views;
        }
        reach
    }
}

impl PublicationFilter {
    fn matches(&self, row: &PublicationRow) -> bool {
        self.author.is_none_or(|author| row.authors.contains(&author))
            && self.amplified.is_none_or(|amplified| row.amplified == amplified)
            && self.platform.as_deref().is_none_or(|platform| row.platform == platform)
            && self.from.is_none_or(|from| from <= row.published_at)
            && self.until.is_none_or(|until| row.published_at <= until)
            && self.live.is_none_or(|live| row.taken_down.is_none() == live)
            && self.lacks_label.is_none_or(|lacks| row.lacks_label() == lacks)
            && self.disclosure.is_none_or(|found| row.disclosure() == found)
    }
}

impl Publications {
    /// One publication.
    pub fn publication(&self, id: PublicationId) -> Option<&Arc<PublicationRow>> {
        self.publications.get(&id)
    }

    /// The publications that `filter` asks for, in that order; what is equal, by id.
    pub fn find(
        &self,
        filter: &PublicationFilter,
        order: PublicationOrder,
    ) -> Vec<Arc<PublicationRow>> {
        let mut found: Vec<Arc<PublicationRow>> = match filter.author {
            Some(author) => self.of_author(author).cloned().collect(),
            None => self.publications.values().cloned().collect(),
        };
        found.retain(|row| filter.matches(row));
        // The sort is stable, and rows come by id.
        match order {
            PublicationOrder::Date => found.sort_by_key(|row| Reverse(row.published_at)),
            PublicationOrder::Engagement => {
                found.sort_by_key(|row| Reverse((row.engagement(), row.published_at)));
            }
            PublicationOrder::Leads => {
                let leads = |row: &PublicationRow| row.leads_by_kind().values().sum::<usize>();
                found.sort_by_key(|row| Reverse((leads(row), row.published_at)));
            }
        }
        found
    }

    fn of_author(&self, author: KocId) -> impl Iterator<Item = &Arc<PublicationRow>> {
        let (first, last) = (PublicationId([0; 16]), PublicationId([0xff; 16]));
        let own = (Bound::Included((author, first)), Bound::Included((author, last)));
        self.by_author.range(own).filter_map(|(_, id)| self.publications.get(id))
    }

    /// How often the work of a task was seen, wherever it was published.
    pub fn reach_of_work(&self, assignment_id: AssignmentId) -> Reach {
        let (first, last) = (PublicationId([0; 16]), PublicationId([0xff; 16]));
        let of = (Bound::Included((assignment_id, first)), Bound::Included((assignment_id, last)));
        let ids = self.by_assignment.range(of);
        Reach::of(ids.filter_map(|(_, id)| self.publications.get(id)))
    }

    /// How often a member's works were seen, all together.
    pub fn reach_of(&self, author: KocId) -> Reach {
        Reach::of(self.of_author(author))
    }

    /// One honour.
    pub fn honour(&self, id: RecognitionId) -> Option<&Arc<HonourRow>> {
        self.honours.get(&id)
    }

    /// The honours of a member, or of everybody, newest first.
    pub fn honours(&self, koc_id: Option<KocId>) -> Vec<Arc<HonourRow>> {
        let mut honours: Vec<Arc<HonourRow>> = match koc_id {
            Some(koc_id) => {
                let (first, last) = (RecognitionId([0; 16]), RecognitionId([0xff; 16]));
                let own = (Bound::Included((koc_id, first)), Bound::Included((koc_id, last)));
                let ids = self.honours_of.range(own);
                ids.filter_map(|(_, id)| self.honours.get(id).cloned()).collect()
            }
            None => self.honours.values().cloned().collect(),
        };
        honours.sort_by_key(|row| Reverse(row.conferred_at));
        honours
    }
}
