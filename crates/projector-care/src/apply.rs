//! What events make of the files.

use std::sync::Arc;

use domain::care::Event as Happened;
use domain::care::event::*;
use domain::id::{AssignmentId, KocId, OperatorId};
use domain::operator::Event::OperatorDeactivated;
use domain::programme::Event::ProgrammeCreated;
use domain::{Event, Recorded, Zone, assignment, koc};

use crate::rows::*;
use crate::{Care, ZoneOf};

impl Care {
    pub(crate) fn take_in(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Care(event) => self.fold(event, recorded),
            Event::Assignment(event) => self.follow_work(event, recorded),
            Event::Koc(koc::Event::KocMerged(e)) => self.merged(e.koc_id, e.into),
            Event::Koc(koc::Event::KocPersonalDataErased(e)) => {
                self.change(e.koc_id, |file| {
                    file.unanswered_since = None;
                    file.unanswered_works = 0;
                });
            }
            Event::Operator(OperatorDeactivated(e)) => {
                if let Some(to) = e.handed_over_to {
                    self.hand_over(e.operator_id, to);
                }
            }
            Event::Programme(ProgrammeCreated(e)) => {
                self.zone = ZoneOf(Zone::named(&e.time_zone).unwrap_or(Zone::UTC));
            }
            _ => {}
        }
    }

    fn fold(&mut self, event: &Happened, recorded: &Recorded) {
        match event {
            Happened::RelationshipManagerAssigned(e) => self.change(e.koc_id, |file| {
                file.manager = Some(e.operator_id);
                file.managed_since = Some(recorded.recorded_at);
            }),
            Happened::TalkHeld(e) => self.talk_held(e, recorded),
            Happened::FollowUpOpened(e) => self.follow_up_opened(e, recorded),
            Happened::FollowUpClosed(e) => {
                if let Some(row) = self.follow_ups.get_mut(&e.follow_up_id) {
                    let row = Arc::make_mut(row);
                    row.outcome = Some(e.outcome.clone());
                    row.closed_at = Some(recorded.recorded_at);
                }
                self.change(e.koc_id, |file| {
                    file.open_follow_ups = file.open_follow_ups.saturating_sub(1);
                });
            }
            Happened::PeriodicFeedbackSent(e) => self.feedback_sent(e, recorded),
            Happened::PeriodicFeedbackAcknowledged(e) => {
                if let Some(row) = self.feedback.get_mut(&(e.koc_id, e.period)) {
                    let row = Arc::make_mut(row);
                    row.acknowledged_at = Some(recorded.recorded_at);
                    row.comment = e.comment.clone();
                }
            }
        }
    }

    fn talk_held(&mut self, e: &TalkHeld, recorded: &Recorded) {
        let promises = e.promises.iter().map(|promised| PromiseRow {
            what: promised.what.clone(),
            follow_up_id: promised.follow_up_id,
        });
        let row = TalkRow {
            talk_id: e.talk_id,
            koc_id: e.koc_id,
            held_by: e.held_by,
            standing_in_for: e.standing_in_for,
            held_at: e.held_at,
            medium: e.medium,
            topics: e.topics.clone(),
            wellbeing_note: e.wellbeing_note.clone(),
            development_goals: e.development_goals.clone(),
            promises: promises.collect(),
            position: recorded.position,
        };
        self.talks_of.insert((e.koc_id, e.talk_id));
        self.talks.insert(e.talk_id, Arc::new(row));
        self.change(e.koc_id, |file| {
            file.talks = file.talks.saturating_add(1);
            file.last_talk_at = file.last_talk_at.max(Some(e.held_at));
        });
    }

    fn follow_up_opened(&mut self, e: &FollowUpOpened, recorded: &Recorded) {
        let row = FollowUpRow {
            follow_up_id: e.follow_up_id,
            koc_id: e.koc_id,
            talk_id: e.talk_id,
            what: e.what.clone(),
            owner: e.owner,
            due: e.due,
            opened_at: recorded.recorded_at,
            outcome: None,
            closed_at: None,
            position: recorded.position,
        };
        self.follow_ups_of.insert((e.koc_id, e.follow_up_id));
        self.follow_ups.insert(e.follow_up_id, Arc::new(row));
        self.change(e.koc_id, |file| {
            file.open_follow_ups = file.open_follow_ups.saturating_add(1);
        });
    }

    fn feedback_sent(&mut self, e: &PeriodicFeedbackSent, recorded: &Recorded) {
        let row = FeedbackRow {
            koc_id: e.koc_id,
            period: e.period,
            on_completion: e.on_completion.clone(),
            on_effect: e.on_effect.clone(),
            praise: e.praise.clone(),
            advice: e.advice.clone(),
            works: e.works,
            sent_at: recorded.recorded_at,
            sent_by: recorded.actor,
            acknowledged_at: None,
            comment: None,
            position: recorded.position,
        };
        self.feedback.insert((e.koc_id, e.period), Arc::new(row));
        self.change(e.koc_id, |file| {
            file.last_feedback_at = file.last_feedback_at.max(Some(recorded.recorded_at));
            file.unanswered_since = None;
            file.unanswered_works = 0;
        });
    }

    /// Work that was judged for good waits for feedback, for everybody who made it.
    fn follow_work(&mut self, event: &assignment::Event, recorded: &Recorded) {
        match event {
            assignment::Event::WorkSubmitted(e) => {
                let mut authors: Vec<KocId> = e.contributors.iter().map(|it| it.koc_id).collect();
                authors.sort_unstable();
                authors.dedup();
                self.authors.insert(e.assignment_id, authors.into());
            }
            assignment::Event::WorkApproved(e) => self.finished(e.assignment_id, recorded),
            assignment::Event::WorkRejected(e) => self.finished(e.assignment_id, recorded),
            _ => {}
        }
    }

    fn finished(&mut self, assignment_id: AssignmentId, recorded: &Recorded) {
        let on = self.zone.0.day_of(recorded.recorded_at);
        let Some(authors) = self.authors.get(&assignment_id).cloned() else { return };
        for koc_id in authors.iter() {
            self.change(*koc_id, |file| {
                file.unanswered_since = file.unanswered_since.or(Some(on));
                file.unanswered_works = file.unanswered_works.saturating_add(1);
            });
        }
    }

    /// The record that goes on knows what was said to the one that ended.
    fn merged(&mut self, ended: KocId, into: KocId) {
        let Some(old) = self.rows.get(&ended).cloned() else { return };
        self.change(ended, |file| {
            file.unanswered_since = None;
            file.unanswered_works = 0;
        });
        self.change(into, |file| {
            if file.manager.is_none() {
                (file.manager, file.managed_since) = (old.manager, old.managed_since);
            }
            file.last_talk_at = file.last_talk_at.max(old.last_talk_at);
            file.last_feedback_at = file.last_feedback_at.max(old.last_feedback_at);
            file.unanswered_works = file.unanswered_works.saturating_add(old.unanswered_works);
            file.unanswered_since = match (file.unanswered_since, old.unanswered_since) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        });
    }

    fn hand_over(&mut self, from: OperatorId, to: OperatorId) {
        let managed: Vec<KocId> = self
            .rows
            .iter()
            .filter(|(_, it)| it.manager == Some(from))
            .map(|(id, _)| *id)
            .collect();
        for koc_id in managed {
            self.change(koc_id, |file| file.manager = Some(to));
        }
        let owned = self.follow_ups.values().filter(|it| it.owner == from);
        let open: Vec<_> =
            owned.filter(|it| it.closed_at.is_none()).map(|it| it.follow_up_id).collect();
        for id in open {
            if let Some(row) = self.follow_ups.get_mut(&id) {
                Arc::make_mut(row).owner = to;
            }
        }
    }

    /// Changes a file, which is begun if there is none, and keeps in order who waits.
    fn change(&mut self, koc_id: KocId, how: impl FnOnce(&mut FileRow)) {
        let row = Arc::make_mut(self.rows.entry(koc_id).or_default());
        row.koc_id = Some(koc_id);
        if let Some(since) = row.unanswered_since {
            self.unanswered.remove(&(since, koc_id));
        }
        how(row);
        if let Some(since) = row.unanswered_since {
            self.unanswered.insert((since, koc_id));
        }
    }
}
