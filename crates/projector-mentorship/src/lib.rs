//! Who taught whom: mentors as nodes, mentorships as edges.
//!
//! **Lineage** goes along every mentorship that ever started, ended ones too: what somebody was
//! taught does not end with the mentorship. A transfer starts a new edge from the new mentor and
//! keeps the old one, so a mentee who was transferred descends from both.

mod query;
mod rows;

use std::sync::Arc;

use domain::id::{KocId, MentorshipId};
use domain::koc::Event as KocEvent;
use domain::mentorship::Event as Happened;
use domain::mentorship::event::MentorshipStarted;
use domain::mentorship::values::MentorshipParty;
use domain::vocabulary::ConsentPurpose;
use domain::{Day, Event, Recorded, Zone};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row};

pub use query::{Descendant, EdgeFilter, FreeSeats, Lineage, Orphan};
pub use rows::{Edge, EdgeState, Mentor};

/// The mentorship graph.
#[derive(Debug, Clone)]
pub struct MentorshipGraph {
    zone: Zone,
    /// The day of the newest event, by the log's clock.
    today: Day,
    external_refs: OrdMap<KocId, Arc<str>>,
    mentors: OrdMap<KocId, Arc<Mentor>>,
    edges: OrdMap<MentorshipId, Arc<Edge>>,
    /// Mentors who said until which day they are away.
    away_until: OrdSet<(Day, KocId)>,
    /// Every edge of a mentor, and of a mentee.
    by_mentor: OrdSet<(KocId, MentorshipId)>,
    by_mentee: OrdSet<(KocId, MentorshipId)>,
}

impl Default for MentorshipGraph {
    fn default() -> MentorshipGraph {
        MentorshipGraph {
            zone: Zone::UTC,
            today: Day(0),
            external_refs: OrdMap::new(),
            mentors: OrdMap::new(),
            edges: OrdMap::new(),
            away_until: OrdSet::new(),
            by_mentor: OrdSet::new(),
            by_mentee: OrdSet::new(),
        }
    }
}

impl Projector for MentorshipGraph {
    const NAME: &'static str = "mentorship";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.today = self.zone.day_of(recorded.recorded_at);
        self.bring_back(self.today);
        match &recorded.event {
            Event::Programme(domain::programme::Event::ProgrammeCreated(e)) => {
                self.zone = Zone::named(&e.time_zone).unwrap_or(Zone::UTC);
            }
            Event::Koc(event) => self.notice_member(event),
            Event::Mentorship(event) => self.fold(event, recorded),
            _ => {}
        }
    }

    fn forget(&mut self, person: KocId) {
        self.external_refs.remove(&person);
        self.change_mentor(person, |mentor| mentor.external_ref = None);
    }

    /// Every mentor, then every edge, by id.
    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.mentors.values().for_each(|mentor| show(Row::new("mentor", mentor)));
        self.edges.values().for_each(|edge| show(Row::new("mentorship", edge)));
    }
}

impl MentorshipGraph {
    fn notice_member(&mut self, event: &KocEvent) {
        match event {
            KocEvent::KocRegistered(e) => {
                if let Some(external_ref) = &e.external_ref {
                    self.external_refs.insert(e.koc_id, Arc::from(external_ref.as_str()));
                }
            }
            KocEvent::KocImported(e) => {
                self.external_refs.insert(e.koc_id, Arc::from(e.external_ref.as_str()));
            }
            // Who comes back is a mentor again only when appointed anew.
            KocEvent::KocLeft(e) => self.teaches_no_more(e.koc_id),
            KocEvent::KocMerged(e) => self.teaches_no_more(e.koc_id),
            KocEvent::ConsentWithdrawn(e) if e.purpose == ConsentPurpose::Mentoring => {
                self.teaches_no_more(e.koc_id);
            }
            KocEvent::ConsentExpired(e) if e.purpose == ConsentPurpose::Mentoring => {
                self.teaches_no_more(e.koc_id);
            }
            KocEvent::KocPersonalDataErased(e) => {
                self.forget(e.koc_id);
                self.teaches_no_more(e.koc_id);
            }
            _ => {}
        }
    }

    /// Mentees of the time before stay with them on paper.
    fn teaches_no_more(&mut self, koc_id: KocId) {
        let today = self.today;
        self.change_mentor(koc_id, |mentor| {
            mentor.left = true;
            mentor.unavailable_since.get_or_insert(today);
        });
    }

    /// Who was away until a day that is over by the log's clock is back without saying so.
    fn bring_back(&mut self, today: Day) {
        while let Some((until, koc_id)) = self.away_until.get_min().copied()
            && until < today
        {
            self.mark_away(koc_id, false, None);
        }
    }

    fn mark_away(&mut self, koc_id: KocId, away: bool, until: Option<Day>) {
        let Some(mentor) = self.mentors.get_mut(&koc_id) else { return };
        let mentor = Arc::make_mut(mentor);
        let before = std::mem::replace(&mut mentor.away_until, until);
        mentor.away = away;
        if !mentor.left {
            mentor.unavailable_since = away.then_some(self.today);
        }
        before.map(|day| self.away_until.remove(&(day, koc_id)));
        until.map(|day| self.away_until.insert((day, koc_id)));
    }

    fn fold(&mut self, event: &Happened, recorded: &Recorded) {
        let today = self.zone.day_of(recorded.occurred_at);
        match event {
            Happened::MentorAppointed(e) => {
                // A break said before leaving is over with the standing it belonged to.
                self.mark_away(e.koc_id, false, None);
                // One who left and came back may still have mentees of the time before.
                let before = self.mentors.get(&e.koc_id);
                let active_mentees = before.map_or(0, |mentor| mentor.active_mentees);
                let mentor = Mentor {
                    koc_id: e.koc_id,
                    external_ref: self.external_refs.get(&e.koc_id).cloned(),
                    topics: e.topics.clone(),
                    capacity: e.capacity,
                    statement: e.statement.clone(),
                    appointed_on: today,
                    away: false,
                    away_until: None,
                    left: false,
                    unavailable_since: None,
                    grants: 0,
                    active_mentees,
                    position: recorded.position,
                };
                self.mentors.insert(e.koc_id, Arc::new(mentor));
            }
            Happened::MentorWentAway(e) => self.mark_away(e.koc_id, true, e.until),
            Happened::MentorCameBack(e) => self.mark_away(e.koc_id, false, None),
            Happened::MentorshipProposed(e) => {
                let edge = Edge {
                    goals: e.goals.clone(),
                    topics: e.topics.clone(),
                    until: Some(e.until),
                    ..Edge::between(e.mentorship_id, e.mentor, e.mentee, recorded)
                };
                self.insert_edge(edge);
            }
            Happened::MentorCapacitySet(e) => {
                self.change_mentor(e.koc_id, |mentor| mentor.capacity = e.capacity);
            }
            Happened::MentorTopicsSet(e) => {
                self.change_mentor(e.koc_id, |mentor| mentor.topics.clone_from(&e.topics));
            }
            Happened::MentorResourcesGranted(e) => {
                self.change_mentor(e.koc_id, |mentor| mentor.grants += 1);
            }
            Happened::MentorRetired(e) => self.teaches_no_more(e.koc_id),
            Happened::MentorshipDeclined(e) => {
                self.finish(e.mentorship_id, EdgeState::Declined, today, recorded, |edge| {
                    edge.declined_by = Some(e.by);
                    edge.reason = e.reason.clone();
                });
            }
            Happened::MentorshipProposalLapsed(e) => {
                self.finish(e.mentorship_id, EdgeState::Lapsed, today, recorded, |_| {});
            }
            Happened::MentoringSessionHeld(e) => {
                let on = self.zone.day_of(e.held_at);
                self.change_edge(e.mentorship_id, |edge| {
                    edge.sessions += 1;
                    edge.session_minutes += u32::from(e.minutes);
                    edge.last_session_on = edge.last_session_on.max(Some(on));
                    edge.positions.push(recorded.position);
                });
            }
            Happened::MenteeAssessed(e) => self.change_edge(e.mentorship_id, |edge| {
                for skill in &e.skills {
                    edge.skills_assessed += 1;
                    edge.levels_gained += i32::from(skill.after) - i32::from(skill.before);
                }
                edge.recommended_for = e.recommend_for_tier.or(edge.recommended_for);
                edge.positions.push(recorded.position);
            }),
            Happened::MentorshipAccepted(e) => self.change_edge(e.mentorship_id, |edge| {
                match e.by {
                    MentorshipParty::Mentor => edge.mentor_accepted = true,
                    MentorshipParty::Mentee => edge.mentee_accepted = true,
                }
                edge.positions.push(recorded.position);
            }),
            Happened::MentorshipStarted(e) => self.start(e, recorded),
            Happened::MentorshipTransferred(e) => {
                self.finish(e.mentorship_id, EdgeState::Transferred, today, recorded, |edge| {
                    edge.continued_by = Some(e.new_mentorship_id);
                    edge.reason = Some(e.reason.clone());
                });
            }
            Happened::MentorshipCompleted(e) => {
                self.finish(e.mentorship_id, EdgeState::Completed, today, recorded, |edge| {
                    edge.outcome = Some(e.outcome);
                    edge.mentee_feedback = e.mentee_feedback.clone();
                    edge.mentor_feedback = e.mentor_feedback.clone();
                    edge.mentee_tier_at_end = e.mentee_tier;
                });
            }
            Happened::MentorshipEnded(e) => {
                self.finish(e.mentorship_id, EdgeState::Ended, today, recorded, |edge| {
                    edge.ended_by = Some(e.by);
                    edge.reason = Some(e.reason.clone());
                });
            }
        }
    }

    fn change_mentor(&mut self, koc_id: KocId, change: impl FnOnce(&mut Mentor)) {
        if let Some(mentor) = self.mentors.get_mut(&koc_id) {
            change(Arc::make_mut(mentor));
        }
    }

    fn change_edge(&mut self, id: MentorshipId, change: impl FnOnce(&mut Edge)) {
        if let Some(edge) = self.edges.get_mut(&id) {
            change(Arc::make_mut(edge));
        }
    }

    fn insert_edge(&mut self, edge: Edge) {
        self.by_mentor.insert((edge.mentor, edge.mentorship_id));
        self.by_mentee.insert((edge.mentee, edge.mentorship_id));
        self.edges.insert(edge.mentorship_id, Arc::new(edge));
    }

    /// An edge begins; one made by a transfer was never proposed.
    fn start(&mut self, e: &MentorshipStarted, recorded: &Recorded) {
        if !self.edges.contains_key(&e.mentorship_id) {
            self.insert_edge(Edge::between(e.mentorship_id, e.mentor, e.mentee, recorded));
        }
        self.change_edge(e.mentorship_id, |edge| {
            edge.state = EdgeState::Active;
            edge.topics = e.topics.clone();
            edge.started_on = Some(e.started_on);
            edge.until = Some(e.until);
            edge.mentor_tier_at_start = Some(e.mentor_tier);
            edge.mentee_tier_at_start = Some(e.mentee_tier);
            edge.continues = e.continues;
            if edge.positions.last() != Some(&recorded.position) {
                edge.positions.push(recorded.position);
            }
        });
        self.change_mentor(e.mentor, |mentor| mentor.active_mentees += 1);
    }

    fn finish(
        &mut self,
        id: MentorshipId,
        state: EdgeState,
        ended_on: Day,
        recorded: &Recorded,
        change: impl FnOnce(&mut Edge),
    ) {
        let Some(edge) = self.edges.get(&id) else { return };
        if edge.state == EdgeState::Active {
            let mentor = edge.mentor;
            self.change_mentor(mentor, |mentor| {
                mentor.active_mentees = mentor.active_mentees.saturating_sub(1);
            });
        }
        self.change_edge(id, |edge| {
            edge.state = state;
            edge.ended_on = Some(ended_on);
            edge.positions.push(recorded.position);
            change(edge);
        });
    }
}
