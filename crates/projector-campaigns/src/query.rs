//! What can be asked of campaigns and gatherings.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::Moment;
use domain::gathering::values::GatheringKind;
use domain::id::{CampaignId, GatheringId, KocId, OperatorId, ProjectId, SeriesId};

use crate::Campaigns;
use crate::rows::*;

/// Which campaigns; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CampaignFilter {
    /// Standing there.
    pub stage: Option<CampaignStage>,
    /// Looked after by this operator.
    pub owner: Option<OperatorId>,
    /// In the newest week fewer were active than this, basis points of the first.
    pub decay_below_bp: Option<u32>,
    /// With awards that are neither given nor left without a winner, or without.
    pub awards_open: Option<bool>,
}

impl CampaignFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &CampaignRow) -> bool {
        self.stage.is_none_or(|stage| row.stage == stage)
            && self.owner.is_none_or(|owner| row.owner == owner)
            && self.awards_open.is_none_or(|open| row.has_open_awards() == open)
            && self.decay_below_bp.is_none_or(|bar| row.decay_bp().is_some_and(|bp| bp < bar))
    }
}

/// In which order campaigns come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CampaignOrder {
    /// The one that begins last in front.
    #[default]
    Start,
    /// The one that went coldest in front; those that nobody looked at come last.
    Decay,
    /// The one with most works in front.
    Works,
}

/// Which gatherings; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GatheringFilter {
    /// For this.
    pub kind: Option<GatheringKind>,
    /// Standing there.
    pub stage: Option<GatheringStage>,
    /// Of this campaign.
    pub campaign_id: Option<CampaignId>,
    /// Of this project.
    pub project_id: Option<ProjectId>,
    /// Of this row of meetings.
    pub series_id: Option<SeriesId>,
    /// Led by this operator.
    pub host: Option<OperatorId>,
    /// Beginning at this moment or later.
    pub from: Option<Moment>,
    /// Beginning at this moment or before.
    pub to: Option<Moment>,
}

impl GatheringFilter {
    /// Whether `row` is one of them.
    pub fn matches(&self, row: &GatheringRow) -> bool {
        self.kind.is_none_or(|kind| row.kind == kind)
            && self.stage.is_none_or(|stage| row.stage == stage)
            && self.campaign_id.is_none_or(|id| row.campaign_id == Some(id))
            && self.project_id.is_none_or(|id| row.project_id == Some(id))
            && self.series_id.is_none_or(|id| row.series_id == Some(id))
            && self.host.is_none_or(|host| row.host == host)
            && self.from.is_none_or(|from| row.starts >= from)
            && self.to.is_none_or(|to| row.starts <= to)
    }
}

impl Campaigns {
    /// One campaign.
    pub fn campaign(&self, id: CampaignId) -> Option<&Arc<CampaignRow>> {
        self.rows.get(&id)
    }

    /// The campaigns that `filter` asks for. Campaigns are few: a brand holds some a season.
    pub fn campaigns(
        &self,
        filter: &CampaignFilter,
        order: CampaignOrder,
    ) -> Vec<Arc<CampaignRow>> {
        let mut rows: Vec<_> =
            self.rows.values().filter(|row| filter.matches(row)).cloned().collect();
        rows.sort_by_key(|row| {
            let first = match order {
                CampaignOrder::Start => Reverse(i64::from(row.starts_on.0)),
                // Coldest first: the least is in front, and nothing comes last.
                CampaignOrder::Decay => {
                    Reverse(row.decay_bp().map_or(i64::MIN, |bp| -i64::from(bp)))
                }
                CampaignOrder::Works => Reverse(i64::from(row.works)),
            };
            (first, row.campaign_id)
        });
        rows
    }

    /// Who takes part in a campaign or did, in the order of their ids.
    pub fn participants(
        &self,
        id: CampaignId,
    ) -> impl DoubleEndedIterator<Item = &Arc<ParticipantRow>> {
        let all = (id, KocId([0; 16]))..=(id, KocId([0xff; 16]));
        self.participants.range(all).map(|(_, row)| row)
    }

    /// A member in a campaign.
    pub fn participant(&self, id: CampaignId, koc_id: KocId) -> Option<&Arc<ParticipantRow>> {
        self.participants.get(&(id, koc_id))
    }

    /// The campaigns a member takes part in or did, the newest first.
    pub fn campaigns_of(&self, koc_id: KocId) -> Vec<Arc<ParticipantRow>> {
        let all = (koc_id, CampaignId([0; 16]))..=(koc_id, CampaignId([0xff; 16]));
        let of = self.of_member.range(all);
        let mut rows: Vec<_> =
            of.filter_map(|(_, id)| self.participants.get(&(*id, koc_id)).cloned()).collect();
        rows.sort_by_key(|row| Reverse(row.position));
        rows
    }

    /// One gathering.
    pub fn gathering(&self, id: GatheringId) -> Option<&Arc<GatheringRow>> {
        self.gatherings.get(&id)
    }

    /// The gatherings that `filter` asks for, the one that begins last in front.
    pub fn gatherings(&self, filter: &GatheringFilter) -> Vec<Arc<GatheringRow>> {
        let mut rows: Vec<_> =
            self.gatherings.values().filter(|row| filter.matches(row)).cloned().collect();
        rows.sort_by_key(|row| (Reverse(row.starts), row.gathering_id));
        rows
    }

    /// Who was invited to a gathering or came, in the order of their ids.
    pub fn guests(&self, id: GatheringId) -> impl DoubleEndedIterator<Item = &Arc<GuestRow>> {
        let all = (id, KocId([0; 16]))..=(id, KocId([0xff; 16]));
        self.guests.range(all).map(|(_, row)| row)
    }

    /// A member at a gathering.
    pub fn guest(&self, id: GatheringId, koc_id: KocId) -> Option<&Arc<GuestRow>> {
        self.guests.get(&(id, koc_id))
    }

    /// The gatherings a member was invited to or came to, the one that begins last in front.
    pub fn gatherings_of(&self, koc_id: KocId) -> Vec<Arc<GuestRow>> {
        let all = (koc_id, GatheringId([0; 16]))..=(koc_id, GatheringId([0xff; 16]));
        let of = self.met.range(all);
        let mut rows: Vec<_> =
            of.filter_map(|(_, id)| self.guests.get(&(*id, koc_id)).cloned()).collect();
        let starts = |row: &GuestRow| self.gathering(row.gathering_id).map(|it| it.starts);
        rows.sort_by_key(|row| (Reverse(starts(row)), row.gathering_id));
        rows
    }
}
