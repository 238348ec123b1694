//! What the read model makes of the events of campaigns.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::campaign::Event as Happened;
use domain::campaign::event::*;
use domain::campaign::values::{AwardEvidence, Baseline};
use domain::id::{CampaignId, KocId};
use domain::personal::Sealed;
use domain::{Event, Recorded};

use crate::Campaigns;
use crate::rows::*;

impl Campaigns {
    pub(crate) fn take_in(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Campaign(Happened::CampaignPlanned(planned)) => {
                let row = CampaignRow::planned(planned, recorded);
                self.rows.insert(planned.campaign_id, Arc::new(row));
            }
            Event::Campaign(event) => self.of_campaign(event, recorded),
            Event::Gathering(event) => self.of_gathering(event, recorded),
            other => self.count(other),
        }
    }

    pub(crate) fn row_mut(&mut self, campaign_id: CampaignId) -> Option<&mut CampaignRow> {
        self.rows.get_mut(&campaign_id).map(Arc::make_mut)
    }

    pub(crate) fn participant_mut(
        &mut self,
        campaign_id: CampaignId,
        koc_id: KocId,
    ) -> Option<&mut ParticipantRow> {
        self.participants.get_mut(&(campaign_id, koc_id)).map(Arc::make_mut)
    }

    fn of_campaign(&mut self, event: &Happened, recorded: &Recorded) {
        let campaign_id = event.campaign_id();
        match event {
            Happened::CampaignStarted(e) => self.started(e),
            Happened::CampaignJoined(e) => self.joined(e, recorded),
            Happened::CampaignLeft(e) => self.left(e, recorded),
            _ => {}
        }
        let Some(row) = self.row_mut(campaign_id) else { return };
        match event {
            Happened::CampaignPlanned(_)
            | Happened::CampaignStarted(_)
            | Happened::CampaignJoined(_)
            | Happened::CampaignLeft(_) => {}
            Happened::CampaignAnnounced(e) => {
                row.stage = CampaignStage::Announced;
                row.audience = Some(e.audience.clone());
                row.message = Some(e.message.clone());
            }
            Happened::SubTaskAdded(e) => {
                let (task_id, week, at) = (e.task_id, e.week, recorded.occurred_at);
                row.sub_tasks.push(SubTaskRow { task_id, week, at });
            }
            Happened::HighlightShared(e) => row.highlights.push(HighlightRow {
                assignment_id: e.assignment_id,
                authors: e.authors.clone(),
                why: e.why.clone(),
                channels: e.channels.clone(),
                at: recorded.occurred_at,
                position: recorded.position,
            }),
            Happened::RhythmChecked(e) => row.checked(e, recorded),
            Happened::ProcessAwardConferred(e) => {
                row.given(&e.award, e.koc_id, e.evidence, e.why.as_ref(), recorded);
            }
            Happened::GrandPrizeConferred(e) => {
                row.given(&e.award, e.koc_id, e.evidence, e.why.as_ref(), recorded);
            }
            Happened::CampaignEnded(e) => {
                row.stage = CampaignStage::Judging;
                row.ended_because.clone_from(&e.reason);
            }
            Happened::CampaignClosed(e) => row.closed(e),
            Happened::CampaignCalledOff(e) => {
                row.stage = CampaignStage::CalledOff;
                row.called_off_because = Some(e.reason.clone());
            }
        }
    }

    fn started(&mut self, event: &CampaignStarted) {
        if let Some(row) = self.row_mut(event.campaign_id) {
            row.stage = CampaignStage::Running;
            row.began_on = Some(event.on);
            row.briefing = event.briefing;
            row.briefing_waived.clone_from(&event.briefing_waived);
        }
        let there: Vec<KocId> =
            self.participants(event.campaign_id).map(|row| row.koc_id).collect();
        // Whoever is named did something before; of everybody else nothing is known.
        let nothing = there.into_iter().map(Baseline::none);
        for baseline in nothing.chain(event.baselines.iter().copied()) {
            if let Some(participant) = self.participant_mut(event.campaign_id, baseline.koc_id) {
                participant.baseline = Some(baseline);
            }
        }
    }

    fn joined(&mut self, event: &CampaignJoined, recorded: &Recorded) {
        let CampaignJoined { campaign_id, koc_id, baseline } = *event;
        let before = self.participants.get(&(campaign_id, koc_id));
        let (works, engagement) = before.map_or((0, 0), |it| (it.works, it.engagement));
        let returned = before.is_some();
        let participant = ParticipantRow {
            campaign_id,
            koc_id,
            joined_at: recorded.occurred_at,
            baseline,
            left: None,
            works,
            engagement,
            position: recorded.position,
        };
        self.participants.insert((campaign_id, koc_id), Arc::new(participant));
        self.of_member.insert((koc_id, campaign_id));
        if let Some(row) = self.row_mut(campaign_id) {
            row.participants = row.participants.saturating_add(1);
            row.left = row.left.saturating_sub(u32::from(returned));
        }
    }

    fn left(&mut self, event: &CampaignLeft, recorded: &Recorded) {
        let (cause, reason, at) = (event.cause, event.reason.clone(), recorded.occurred_at);
        if let Some(participant) = self.participant_mut(event.campaign_id, event.koc_id) {
            participant.left = Some(LeftRow { cause, reason, at });
        }
        if let Some(row) = self.row_mut(event.campaign_id) {
            row.participants = row.participants.saturating_sub(1);
            row.left = row.left.saturating_add(1);
        }
    }
}

impl CampaignRow {
    fn planned(event: &CampaignPlanned, recorded: &Recorded) -> CampaignRow {
        let award = |planned: &domain::campaign::values::PlannedAward| AwardRow {
            planned: planned.clone(),
            given: None,
            voided: None,
        };
        CampaignRow {
            campaign_id: event.campaign_id,
            name: event.name.clone(),
            goal: event.goal.clone(),
            kpis: event.kpis.clone(),
            stage: CampaignStage::Planned,
            starts_on: event.starts_on,
            ends_on: event.ends_on,
            began_on: None,
            cadence: event.cadence,
            awards: event.award_plan.iter().map(award).collect(),
            budget_id: event.budget_id,
            planning_partners: event.planning_partners.clone(),
            owner: event.owner,
            decay_alert_bp: event.decay_alert_bp,
            audience: None,
            message: None,
            briefing: None,
            briefing_waived: None,
            rhythm: Vec::new(),
            highlights: Vec::new(),
            sub_tasks: Vec::new(),
            tasks: BTreeSet::new(),
            participants: 0,
            left: 0,
            works: 0,
            engagement: 0,
            leads: 0,
            results: Vec::new(),
            lessons: None,
            ended_because: None,
            called_off_because: None,
            position: recorded.position,
        }
    }

    fn checked(&mut self, event: &RhythmChecked, recorded: &Recorded) {
        self.rhythm.push(WeekRow {
            week: event.week,
            active: event.active,
            works: event.works,
            decay_bp: event.decay_bp,
            note: event.note.clone(),
            action: event.action,
            at: recorded.occurred_at,
        });
        self.rhythm.sort_by_key(|week| week.week);
    }

    fn given(
        &mut self,
        award: &str,
        koc_id: KocId,
        evidence: AwardEvidence,
        why: Option<&Sealed>,
        recorded: &Recorded,
    ) {
        if let Some(row) = self.awards.iter_mut().find(|row| row.planned.award == award) {
            row.given = Some(AwardGiven {
                koc_id,
                evidence,
                why: why.cloned(),
                at: recorded.occurred_at,
                position: recorded.position,
            });
        }
    }

    fn closed(&mut self, event: &CampaignClosed) {
        self.stage = CampaignStage::Closed;
        self.results.clone_from(&event.results);
        self.lessons = Some(event.lessons.clone());
        for voided in &event.voided_awards {
            let row = self.awards.iter_mut().find(|row| row.planned.award == voided.award);
            row.into_iter().for_each(|row| row.voided = Some(voided.reason.clone()));
        }
    }

    /// Whether what happens to its works still counts.
    pub(crate) fn counts(&self) -> bool {
        use CampaignStage::{Announced, Judging, Running};
        matches!(self.stage, Announced | Running | Judging)
    }
}
