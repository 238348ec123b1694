//! The rules of who takes part.

use super::command::{JoinCampaign, LeaveCampaign};
use super::event::{CampaignJoined, CampaignLeft};
use super::progress::baseline;
use super::{Campaign, CampaignState};
use crate::assignment::tier_too_low;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::gathering::values::GoneCause;
use crate::id::KocId;
use crate::koc::Koc;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;

impl HoldsPersonal for JoinCampaign {}

/// Answers `JoinCampaign`. Whoever comes late is measured from the day they came.
pub(crate) fn join(
    state: &State,
    command: &JoinCampaign,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let JoinCampaign { campaign_id, koc_id } = *command;
    let campaign = state.campaign(campaign_id)?;
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "JoinCampaign"));
    let open = campaign.is_open() && today <= campaign.ends_on;
    checks.require(open, || campaign.not_open());
    checks.note(koc.require_active(today));
    checks.note(campaign.below_bar(koc));
    let unmet = campaign.audience.unmet(koc_id, koc);
    checks.require(unmet.is_empty(), || Violation::NotEligible { unmet });
    let new = !campaign.participants.contains_key(&koc_id);
    checks.require(new, || Violation::AlreadyEnrolled);
    checks.finish()?;
    let late = campaign.state == CampaignState::Running;
    let baseline = late.then(|| baseline(state, koc_id, today, campaign.days()));
    Ok(vec![CampaignJoined { campaign_id, koc_id, baseline }.into()])
}

impl Campaign {
    /// Refuses whoever stands below the bar.
    fn below_bar(&self, koc: &Koc) -> Option<Violation> {
        let need = self.audience.min_tier?;
        let low = koc.tier.is_none_or(|tier| tier < need);
        low.then(|| tier_too_low(koc, need))
    }

    /// Refuses whoever does not take part.
    pub(super) fn not_enrolled(&self, koc_id: KocId) -> Option<Violation> {
        (!self.participants.contains_key(&koc_id)).then_some(Violation::NotEnrolled)
    }
}

impl HoldsPersonal for LeaveCampaign {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `LeaveCampaign`. Nobody has to say why; work that was taken on stays taken on.
pub(crate) fn leave(
    state: &State,
    command: &LeaveCampaign,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let LeaveCampaign { campaign_id, koc_id, .. } = *command;
    let campaign = state.campaign(campaign_id)?;
    state.koc(koc_id)?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "LeaveCampaign"));
    checks.require(campaign.counts(), || campaign.not_open());
    checks.note(campaign.not_enrolled(koc_id));
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![CampaignLeft { campaign_id, koc_id, cause: GoneCause::Asked, reason }.into()])
}
