//! What holds of campaigns and gatherings whatever has happened: nobody has a place beyond the
//! room, and whoever takes part is counted once, by the rules and by the rows alike.

use domain::campaign::values::KpiMetric;
use domain::gathering::values::RsvpAnswer;
use projector_campaigns::GatheringFilter;
use projector_campaigns::{CampaignFilter, CampaignOrder, CampaignRow, CampaignStage};

use crate::read_models::View;

impl View {
    /// Nobody has a place in a gathering beyond its room, and answers are counted once.
    pub(crate) fn gatherings_have_room(&self) -> Result<(), String> {
        for gathering in self.campaigns.gatherings(&GatheringFilter::default()) {
            let id = gathering.gathering_id;
            let yes = self.campaigns.guests(id).filter(|it| it.answer == Some(RsvpAnswer::Yes));
            let coming = u32::try_from(yes.count()).unwrap_or(u32::MAX);
            let room = gathering.capacity.unwrap_or(u32::MAX);
            if coming > room || coming != gathering.yes {
                return Err(format!("{coming} come to {id}, which has room for {room}"));
            }
        }
        Ok(())
    }

    /// What a campaign counts is what its participants add up to, and what the rules count.
    pub(crate) fn campaigns_add_up(&self) -> Result<(), String> {
        let all = self.campaigns.campaigns(&CampaignFilter::default(), CampaignOrder::default());
        for campaign in all {
            let id = campaign.campaign_id;
            let there = self.campaigns.participants(id).filter(|it| it.left.is_none());
            let there = u32::try_from(there.count()).unwrap_or(u32::MAX);
            if there != campaign.participants {
                let says = campaign.participants;
                return Err(format!("{there} take part in {id}, {says} are counted"));
            }
            self.counted_alike(&campaign)?;
        }
        Ok(())
    }

    /// While it counts: a view that has no rules, of the past or of rows alone, has nothing to say.
    fn counted_alike(&self, campaign: &CampaignRow) -> Result<(), String> {
        use CampaignStage::{Announced, Judging, Running};
        if !matches!(campaign.stage, Announced | Judging | Running) {
            return Ok(());
        }
        let id = campaign.campaign_id;
        for (metric, counted) in [
            (KpiMetric::Participants, u64::from(campaign.participants)),
            (KpiMetric::ApprovedWorks, u64::from(campaign.works)),
            (KpiMetric::Engagement, campaign.engagement),
            (KpiMetric::Leads, u64::from(campaign.leads)),
        ] {
            let by_rules = self.state.kpi_so_far(id, metric).unwrap_or(counted);
            if by_rules != counted {
                return Err(format!("{metric:?} of {id}: {counted}, by the rules {by_rules}"));
            }
        }
        Ok(())
    }
}
