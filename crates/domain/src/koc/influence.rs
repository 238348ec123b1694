//! What a member's publications say of their influence: how people act on what they see, never how
//! many follow.
//!
//! What counts is what the member published on their own channels in the window and did not take
//! down, by the last count at the window's end. What the brand amplified is the brand's reach.

use std::collections::BTreeMap;

use super::measure::Window;
use super::track::{EngagementOn, Published, Track};
use crate::publication::values::LeadKind;
use crate::time::Day;

/// Fewer views of a topic say nothing about its community. Our own number.
const NICHE_VIEWS_MIN: u64 = 100;

impl Published {
    /// The last count at the end of a day.
    fn at(&self, day: Day) -> Option<&EngagementOn> {
        self.counts.iter().rev().find(|count| count.on <= day)
    }
}

impl Track {
    /// Followers of every account on a platform, if any was measured.
    fn followers_on(&self, platform: &str) -> Option<u64> {
        let accounts = self.reach.iter().filter(|((on, _), _)| on == platform);
        let followers: Vec<u64> = accounts.map(|(_, count)| u64::from(*count)).collect();
        (!followers.is_empty()).then(|| followers.into_iter().fold(0, u64::saturating_add))
    }
}

impl Window {
    /// What counts of each publication of the window.
    fn counted<'a>(
        &'a self,
        track: &'a Track,
    ) -> impl Iterator<Item = (&'a Published, &'a EngagementOn)> {
        let published = track.publications.values().map(AsRef::as_ref);
        published
            .filter(|it| self.holds(it.on))
            .filter_map(|it: &Published| it.at(self.to).map(|count| (it, count)))
    }

    /// Weighted engagement, all together.
    pub(super) fn engagement(&self, track: &Track) -> i64 {
        let all = self.counted(track).map(|(_, count)| count.weighted);
        i64::try_from(all.fold(0, u64::saturating_add)).unwrap_or(i64::MAX)
    }

    /// Engagement per view in basis points, of the topic in which it is highest. What names no
    /// topic is seen by no community.
    pub(super) fn niche_influence(&self, track: &Track) -> Option<i64> {
        let mut topics: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (published, count) in self.counted(track) {
            let Some(topic) = published.topic.as_deref() else { continue };
            let (views, weighted) = topics.entry(topic).or_default();
            *views = views.saturating_add(u64::from(count.views));
            *weighted = weighted.saturating_add(count.weighted);
        }
        let enough = topics.values().filter(|(views, _)| *views >= NICHE_VIEWS_MIN);
        let rates = enough.map(|(views, weighted)| weighted.saturating_mul(10_000) / views);
        rates.max().map(|rate| i64::try_from(rate).unwrap_or(i64::MAX))
    }

    /// Engagement per view times followers, added up over the platforms, of the topic in which it
    /// is highest. Without a measured reach there is nothing to multiply by.
    pub(super) fn influence(&self, track: &Track) -> Option<i64> {
        let mut counted: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
        for (published, count) in self.counted(track) {
            let Some(topic) = published.topic.as_deref() else { continue };
            let place = counted.entry((topic, published.platform.as_str())).or_default();
            place.0 = place.0.saturating_add(u64::from(count.views));
            place.1 = place.1.saturating_add(count.weighted);
        }
        let mut topics: BTreeMap<&str, u64> = BTreeMap::new();
        for ((topic, platform), (views, weighted)) in counted {
            let Some(followers) = track.followers_on(platform).filter(|_| views > 0) else {
                continue;
            };
            let influence = weighted.saturating_mul(followers) / views;
            let sum = topics.entry(topic).or_default();
            *sum = sum.saturating_add(influence);
        }
        topics.into_values().max().map(|best| i64::try_from(best).unwrap_or(i64::MAX))
    }

    /// Leads of a kind, or of every kind.
    pub(super) fn leads(&self, track: &Track, kind: Option<LeadKind>) -> i64 {
        let of_kind = |it: LeadKind| kind.is_none_or(|kind| kind == it);
        let found = track.leads.iter().filter(|((_, it), on)| of_kind(*it) && self.holds(**on));
        i64::try_from(found.count()).unwrap_or(i64::MAX)
    }
}
