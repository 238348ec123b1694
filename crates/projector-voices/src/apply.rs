//! What the read model makes of each event.

use std::sync::Arc;

use domain::ambassadorship::Event as OfAmbassador;
use domain::ambassadorship::event::AmbassadorInvited;
use domain::ambassadorship::values::StatementParty;
use domain::asset::values::AssetSource;
use domain::circle::Event as OfCircle;
use domain::id::{CircleId, InsightId, KocId};
use domain::insight::Event as OfInsight;
use domain::insight::event::InsightSubmitted;
use domain::insight::values::InsightDecision;
use domain::{Event, Recorded, asset, koc};

use crate::Voices;
use crate::rows::*;

impl Voices {
    pub(crate) fn take_in(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Ambassadorship(event) => self.of_ambassador(event, recorded),
            Event::Insight(event) => self.of_insight(event, recorded),
            Event::Circle(event) => self.of_circle(event, recorded),
            Event::Koc(koc::Event::KocMerged(e)) => self.merged(e.koc_id, e.into),
            Event::Koc(koc::Event::KocPersonalDataErased(e)) => self.forgotten(e.koc_id),
            Event::Asset(asset::Event::AssetArchived(e)) => {
                if let AssetSource::Insight(insight_id) = e.source {
                    self.insight_mut(insight_id, |row| row.asset_id = Some(e.asset_id));
                }
            }
            _ => {}
        }
    }

    fn of_ambassador(&mut self, event: &OfAmbassador, recorded: &Recorded) {
        let koc_id = event.koc_id();
        if let OfAmbassador::AmbassadorInvited(e) = event {
            let earlier = self.ambassadors.get(&koc_id).map(Arc::as_ref);
            let row = AmbassadorRow::invited(e, earlier, recorded);
            self.ambassadors.insert(koc_id, Arc::new(row));
            return;
        }
        let Some(row) = self.ambassadors.get_mut(&koc_id).map(Arc::make_mut) else { return };
        let at = recorded.occurred_at;
        match event {
            OfAmbassador::AmbassadorInvited(_) => {}
            OfAmbassador::AmbassadorDeclined(e) => {
                row.end(AmbassadorStage::Declined, e.reason.clone(), recorded);
            }
            OfAmbassador::StatementSigned(e) => {
                let side = match e.by {
                    StatementParty::Member => &mut row.signed_by_member,
                    StatementParty::Brand => &mut row.signed_by_brand,
                };
                *side = Some(e.statement_version);
                row.touch(recorded);
            }
            OfAmbassador::ConsensusReached(e) => {
                row.stage = AmbassadorStage::ConsensusReached;
                row.statement_version = Some(e.statement_version);
            }
            OfAmbassador::AmbassadorshipConferred(e) => {
                row.stage = AmbassadorStage::Conferred;
                row.mandate = Some(e.mandate.clone());
                row.title = Some(e.title.clone());
                row.since = Some(e.from);
                row.touch(recorded);
            }
            OfAmbassador::AdvocacyRecorded(e) => {
                row.advocacies.push(AdvocacyRow {
                    advocacy_no: e.advocacy_no,
                    kind: e.kind,
                    occasion: e.occasion.clone(),
                    at: e.at,
                    evidence: e.evidence.clone(),
                    source_event: e.evidence_event,
                    observed_by: recorded.actor,
                    by_themselves: e.by_themselves,
                    position: recorded.position,
                });
            }
            OfAmbassador::InfluenceInvested(e) => {
                row.investments.push(InvestmentRow {
                    investment_no: e.investment_no,
                    kind: e.kind,
                    amount: e.amount,
                    budget_id: e.budget_id,
                    reference: e.reference.clone(),
                    goal: e.goal.clone(),
                    at,
                    position: recorded.position,
                });
                row.touch(recorded);
            }
            OfAmbassador::StoryPublished(e) => {
                let (asset_id, channels) = (e.asset_id, e.channels.clone());
                row.stories.push(StoryRow { asset_id, channels, at, position: recorded.position });
                row.touch(recorded);
            }
            OfAmbassador::CouncilSeatGiven(e) => {
                row.seats.push(SeatRow { series_id: e.series_id, at });
                row.touch(recorded);
            }
            OfAmbassador::AmbassadorshipRelinquished(e) => {
                row.honour_kept = e.keep_honour;
                row.end(AmbassadorStage::Relinquished, e.reason.clone(), recorded);
            }
            OfAmbassador::AmbassadorshipRevoked(e) => {
                row.refs.clone_from(&e.evidence);
                row.end(AmbassadorStage::Revoked, Some(e.reason.clone()), recorded);
            }
        }
    }

    fn insight_mut(&mut self, insight_id: InsightId, change: impl FnOnce(&mut InsightRow)) {
        if let Some(row) = self.insights.get_mut(&insight_id) {
            change(Arc::make_mut(row));
        }
    }

    fn of_insight(&mut self, event: &OfInsight, recorded: &Recorded) {
        let (id, at) = (event.insight_id(), recorded.occurred_at);
        match event {
            OfInsight::InsightSubmitted(e) => {
                let row = InsightRow::submitted(e, recorded);
                self.insights_by_date.insert((at, id));
                self.insights_by_author.insert((e.koc_id, id));
                self.open_insights.insert((at, id));
                self.insights.insert(id, Arc::new(row));
            }
            OfInsight::InsightRouted(e) => self.insight_mut(id, |row| {
                if row.stage == InsightStage::Submitted {
                    row.stage = InsightStage::Routed;
                }
                row.owner_department = Some(e.owner_department.clone());
                row.owner = Some(e.owner);
                row.due = Some(e.due);
            }),
            OfInsight::ClarificationAsked(e) => self.insight_mut(id, |row| {
                row.stage = InsightStage::ClarificationAsked;
                row.clarifications.push(ClarificationRow {
                    question: e.question.clone(),
                    asked_by: recorded.actor,
                    asked_at: at,
                    answer: None,
                    answered_at: None,
                });
            }),
            OfInsight::ClarificationAnswered(e) => self.insight_mut(id, |row| {
                let routed = row.owner.is_some();
                row.stage = if routed { InsightStage::Routed } else { InsightStage::Submitted };
                if let Some(asked) = row.clarifications.last_mut() {
                    asked.answer = Some(e.text.clone());
                    asked.answered_at = Some(at);
                }
            }),
            OfInsight::InsightDecided(e) => {
                self.close(id);
                self.insight_mut(id, |row| {
                    row.stage = match e.decision {
                        InsightDecision::Adopted => InsightStage::Adopted,
                        InsightDecision::PartlyAdopted => InsightStage::PartlyAdopted,
                        InsightDecision::NotAdopted => InsightStage::NotAdopted,
                    };
                    row.decision = Some(e.decision);
                    row.reasons = Some(e.reasons.clone());
                    row.decided_by = Some(recorded.actor);
                    row.decided_at = Some(at);
                });
            }
            OfInsight::InsightOutcomeReported(e) => self.insight_mut(id, |row| {
                row.stage = InsightStage::OutcomeReported;
                row.outcomes.push(OutcomeRow {
                    what_changed: e.what_changed.clone(),
                    evidence: e.evidence.clone(),
                    shipped_on: e.shipped_on,
                    at,
                    position: recorded.position,
                });
            }),
        }
    }

    /// It waits for no decision any more.
    fn close(&mut self, insight_id: InsightId) {
        if let Some(row) = self.insights.get(&insight_id) {
            self.open_insights.remove(&(row.submitted_at, insight_id));
        }
    }

    fn circle_mut(&mut self, circle_id: CircleId, change: impl FnOnce(&mut CircleRow)) {
        if let Some(row) = self.circles.get_mut(&circle_id) {
            change(Arc::make_mut(row));
        }
    }

    fn of_circle(&mut self, event: &OfCircle, recorded: &Recorded) {
        let (circle_id, at, position) =
            (event.circle_id(), recorded.occurred_at, recorded.position);
        match event {
            OfCircle::CircleOpened(e) => {
                let row = CircleRow {
                    circle_id,
                    name: e.name.clone(),
                    min_tier: e.min_tier,
                    capacity: e.capacity,
                    purpose: e.purpose.clone(),
                    on_promotion: e.on_promotion,
                    members: 0,
                    admitted: 0,
                    announcements: 0,
                    opened_at: at,
                    archived_at: None,
                    archived_because: None,
                    position,
                };
                self.circles.insert(circle_id, Arc::new(row));
            }
            OfCircle::KocAdmittedToCircle(e) => {
                let (koc_id, tier) = (e.koc_id, e.tier);
                let row = MembershipRow { circle_id, koc_id, tier, since: at, position };
                self.memberships.insert((circle_id, koc_id), Arc::new(row));
                self.circles_of.insert((koc_id, circle_id));
                self.circle_mut(circle_id, |row| {
                    row.members = e.members;
                    row.admitted = row.admitted.saturating_add(1);
                });
            }
            OfCircle::KocLeftCircle(e) => {
                self.memberships.remove(&(circle_id, e.koc_id));
                self.circles_of.remove(&(e.koc_id, circle_id));
                self.circle_mut(circle_id, |row| row.members = row.members.saturating_sub(1));
            }
            OfCircle::AnnouncementPosted(e) => {
                let row = AnnouncementRow {
                    announcement_id: e.announcement_id,
                    circle_id,
                    text: e.text.clone(),
                    channels: e.channels.clone(),
                    task_id: e.task_id,
                    urgent: e.urgent,
                    audience_size: e.audience_size,
                    by: recorded.actor,
                    at,
                    position,
                };
                self.announcements.insert((circle_id, position), Arc::new(row));
                self.circle_mut(circle_id, |row| {
                    row.announcements = row.announcements.saturating_add(1);
                });
            }
            OfCircle::CircleArchived(e) => self.circle_mut(circle_id, |row| {
                row.archived_at = Some(at);
                row.archived_because = Some(e.reason.clone());
            }),
        }
    }

    /// A role that is on its way, or held, goes over to the record its holder goes on under,
    /// unless they have one there. What they said stays where it was said.
    fn merged(&mut self, duplicate: KocId, into: KocId) {
        let live = |id| self.ambassadors.get(&id).is_some_and(|row| row.stage.is_live());
        if !live(duplicate) || live(into) {
            return;
        }
        if let Some(row) = self.ambassadors.remove(&duplicate) {
            let row = AmbassadorRow { koc_id: into, ..AmbassadorRow::clone(&row) };
            self.ambassadors.insert(into, Arc::new(row));
        }
    }

    /// What a forgotten member said and nobody decided waits for nobody.
    fn forgotten(&mut self, koc_id: KocId) {
        let open: Vec<_> = self.insights_of(koc_id).filter(|row| row.is_open()).cloned().collect();
        for row in open {
            self.close(row.insight_id);
            self.insight_mut(row.insight_id, |row| row.stage = InsightStage::AuthorForgotten);
        }
    }
}

impl AmbassadorStage {
    /// Whether it is on its way, or held.
    pub fn is_live(self) -> bool {
        use AmbassadorStage::{Conferred, ConsensusReached, Invited};
        matches!(self, Invited | ConsensusReached | Conferred)
    }
}

impl AmbassadorRow {
    fn invited(
        event: &AmbassadorInvited,
        earlier: Option<&AmbassadorRow>,
        recorded: &Recorded,
    ) -> AmbassadorRow {
        AmbassadorRow {
            koc_id: event.koc_id,
            stage: AmbassadorStage::Invited,
            values_assessment: event.values_assessment.clone(),
            sponsors: event.sponsors.clone(),
            invited_at: recorded.occurred_at,
            signed_by_member: None,
            signed_by_brand: None,
            statement_version: None,
            mandate: None,
            title: None,
            since: None,
            ended_at: None,
            end_reason: None,
            refs: Vec::new(),
            honour_kept: false,
            advocacies: earlier.map_or_else(Vec::new, |it| it.advocacies.clone()),
            investments: earlier.map_or_else(Vec::new, |it| it.investments.clone()),
            stories: earlier.map_or_else(Vec::new, |it| it.stories.clone()),
            seats: Vec::new(),
            last_contact_at: recorded.occurred_at,
            position: recorded.position,
        }
    }

    fn touch(&mut self, recorded: &Recorded) {
        self.last_contact_at = self.last_contact_at.max(recorded.occurred_at);
    }

    fn end(
        &mut self,
        stage: AmbassadorStage,
        reason: Option<domain::personal::Sealed>,
        recorded: &Recorded,
    ) {
        self.stage = stage;
        self.ended_at = Some(recorded.occurred_at);
        self.end_reason = reason;
    }
}

impl InsightRow {
    fn submitted(event: &InsightSubmitted, recorded: &Recorded) -> InsightRow {
        InsightRow {
            insight_id: event.insight_id,
            koc_id: event.koc_id,
            stage: InsightStage::Submitted,
            subject: event.subject.clone(),
            kind: event.kind,
            text: event.text.clone(),
            repro_steps: event.repro_steps.clone(),
            severity: event.severity,
            topic: event.topic.clone(),
            source: event.source,
            tier: event.tier,
            submitted_at: recorded.occurred_at,
            owner_department: None,
            owner: None,
            due: None,
            clarifications: Vec::new(),
            decision: None,
            reasons: None,
            decided_by: None,
            decided_at: None,
            outcomes: Vec::new(),
            asset_id: None,
            position: recorded.position,
        }
    }
}
