//! What the read model makes of each event.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::appeal::values::NewDecision;
use domain::assignment::Event as OfAssignment;
use domain::assignment::event::EntryScored;
use domain::contest::Event as Happened;
use domain::contest::event::{ContestDrafted, ContestResultsDeclared};
use domain::id::{AssignmentId, ContestId};
use domain::koc::values::NominationSource;
use domain::{Event, Recorded, koc};

use crate::Contests;
use crate::rows::*;

impl Contests {
    pub(crate) fn take_in(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Contest(Happened::ContestDrafted(drafted)) => {
                self.by_task.insert(drafted.task_id, drafted.contest_id);
                let row = ContestRow::drafted(drafted, recorded);
                self.rows.insert(drafted.contest_id, Arc::new(row));
            }
            Event::Contest(event) => self.of_contest(event, recorded),
            Event::Assignment(event) => self.of_assignment(event, recorded),
            Event::Koc(koc::Event::CandidateNominated(e))
                if e.source == NominationSource::Contest =>
            {
                let contest_id = e.source_ref.and_then(|it| self.results.get(&it).copied());
                let row = contest_id.and_then(|id| self.row_mut(id));
                let named = row.and_then(|row| {
                    row.named.iter_mut().rev().find(|named| named.koc_id == e.koc_id)
                });
                if let Some(named) = named {
                    named.nominated = true;
                    named.source_event = Some(recorded.position);
                }
            }
            _ => {}
        }
    }

    fn row_mut(&mut self, contest_id: ContestId) -> Option<&mut ContestRow> {
        self.rows.get_mut(&contest_id).map(Arc::make_mut)
    }

    fn of_contest(&mut self, event: &Happened, recorded: &Recorded) {
        let contest_id = event.contest_id();
        let Some(row) = self.row_mut(contest_id) else { return };
        match event {
            Happened::ContestDrafted(_) => {}
            Happened::EntriesOpened(e) => {
                row.stage = ContestStage::EntriesOpen;
                row.criteria.clone_from(&e.criteria);
            }
            Happened::EntriesClosed(_) => row.stage = ContestStage::EntriesClosed,
            Happened::JudgingStarted(e) => {
                row.stage = ContestStage::Judging;
                row.measured_at = e.measured_at;
                row.conflicts.clone_from(&e.conflicts);
            }
            Happened::JudgeRecused(e) => {
                row.judges.retain(|judge| *judge != e.judge);
                row.judges.extend(e.replaced_by);
                row.recusals.push(Recusal {
                    judge: e.judge,
                    reason: e.reason.clone(),
                    replaced_by: e.replaced_by,
                    at: recorded.occurred_at,
                    position: recorded.position,
                });
                self.recount(contest_id);
            }
            Happened::ContestResultsDeclared(e) => self.declared(e, recorded),
            Happened::ContestCandidatesNamed(e) => {
                row.target_tier = Some(e.target_tier);
                row.named.extend(e.koc_ids.iter().map(|koc_id| Named {
                    koc_id: *koc_id,
                    position: recorded.position,
                    nominated: false,
                    source_event: None,
                }));
            }
            Happened::ContestCancelled(e) => {
                let opened = row.stage != ContestStage::Drafted;
                row.stage = ContestStage::Cancelled;
                row.cancelled_because = Some(e.reason.clone());
                let task_id = row.task_id;
                if !opened {
                    self.by_task.remove(&task_id);
                }
            }
        }
    }

    fn declared(&mut self, event: &ContestResultsDeclared, recorded: &Recorded) {
        let contest_id = event.contest_id;
        self.results.insert(recorded.position, contest_id);
        let Some(row) = self.row_mut(contest_id) else { return };
        row.stage = ContestStage::ResultsDeclared;
        row.distribution = Some(event.distribution);
        row.by_tier.clone_from(&event.by_tier);
        row.declared_at = Some(recorded.occurred_at);
        row.has_ties = event.ranking.windows(2).any(|two| two[0].score == two[1].score);
        let prizes = row.prizes.clone();
        for ranked in &event.ranking {
            let key = (contest_id, ranked.assignment_id);
            let Some(entry) = self.entries.get_mut(&key).map(Arc::make_mut) else { continue };
            (entry.score, entry.rank) = (Some(ranked.score), Some(ranked.rank));
            let won = prizes.iter().position(|prize| prize.is_for(ranked.rank));
            entry.prize = won.and_then(|index| u32::try_from(index).ok());
        }
    }

    fn of_assignment(&mut self, event: &OfAssignment, recorded: &Recorded) {
        match event {
            OfAssignment::TaskAssigned(offer) => {
                if let Some(contest_id) = self.by_task.get(&offer.task_id).copied() {
                    let whose = (contest_id, offer.assignee.koc());
                    self.by_assignment.insert(offer.assignment_id, whose);
                }
            }
            OfAssignment::WorkSubmitted(e) => self.entered(e.assignment_id, recorded),
            OfAssignment::SubmissionWithdrawn(e) => self.left(e.assignment_id),
            OfAssignment::AssignmentRelinquished(e) => self.left(e.assignment_id),
            OfAssignment::AssignmentCancelled(e) => self.left(e.assignment_id),
            OfAssignment::EntryScored(e) => self.scored(e, recorded),
            OfAssignment::EntryDisqualified(e) => {
                let disqualified = Disqualified {
                    grounds: e.grounds,
                    reason: e.reason.clone(),
                    at: recorded.occurred_at,
                    position: recorded.position,
                };
                self.stands(e.assignment_id, Some(disqualified));
            }
            OfAssignment::ReviewOverturned(e) if e.new_decision == NewDecision::Approve => {
                self.stands(e.assignment_id, None);
            }
            _ => {}
        }
    }

    fn entered(&mut self, id: AssignmentId, recorded: &Recorded) {
        let Some((contest_id, koc_id)) = self.by_assignment.get(&id).copied() else { return };
        let Some(row) = self.row_mut(contest_id) else { return };
        if row.stage != ContestStage::EntriesOpen {
            return;
        }
        row.entries += 1;
        let entry = EntryRow {
            contest_id,
            assignment_id: id,
            koc_id,
            entered_at: recorded.occurred_at,
            scores: Vec::new(),
            disqualified: None,
            score: None,
            rank: None,
            prize: None,
            position: recorded.position,
        };
        self.entries.insert((contest_id, id), Arc::new(entry));
    }

    /// What is taken back before the results is no entry any more.
    fn left(&mut self, id: AssignmentId) {
        let Some((contest_id, _)) = self.by_assignment.get(&id).copied() else { return };
        let Some(row) = self.rows.get(&contest_id) else { return };
        if matches!(row.stage, ContestStage::ResultsDeclared | ContestStage::Cancelled) {
            return;
        }
        self.entries.remove(&(contest_id, id));
        self.recount(contest_id);
    }

    fn scored(&mut self, event: &EntryScored, recorded: &Recorded) {
        let contest_id = event.contest_id;
        let Some(row) = self.rows.get_mut(&contest_id).map(Arc::make_mut) else { return };
        let entry = self.entries.get_mut(&(contest_id, event.assignment_id));
        let Some(entry) = entry.map(Arc::make_mut) else { return };
        entry.scores.push(JudgeScore {
            judge: event.judge,
            scores: event.scores.clone(),
            weighted_score: event.weighted_score,
            at: recorded.occurred_at,
            position: recorded.position,
        });
        *row.scored_by.entry(event.judge.to_string()).or_default() += 1;
        row.judged += u32::from(entry.is_judged_by(&row.judges));
    }

    fn stands(&mut self, id: AssignmentId, disqualified: Option<Disqualified>) {
        let Some((contest_id, _)) = self.by_assignment.get(&id).copied() else { return };
        if let Some(entry) = self.entries.get_mut(&(contest_id, id)).map(Arc::make_mut) {
            entry.disqualified = disqualified;
            self.recount(contest_id);
        }
    }

    /// Counts again what a rare event has changed for many: the entries that stand, and who has
    /// scored them.
    fn recount(&mut self, contest_id: ContestId) {
        let Some(row) = self.rows.get(&contest_id) else { return };
        let (mut entries, mut judged) = (0, 0);
        let mut scored_by: BTreeMap<String, u32> = BTreeMap::new();
        for entry in self.entries_of(contest_id).filter(|entry| entry.disqualified.is_none()) {
            entries += 1;
            judged += u32::from(!entry.scores.is_empty() && entry.is_judged_by(&row.judges));
            let standing = entry.scores.iter().filter(|it| row.judges.contains(&it.judge));
            for score in standing {
                *scored_by.entry(score.judge.to_string()).or_default() += 1;
            }
        }
        let Some(row) = self.row_mut(contest_id) else { return };
        (row.entries, row.judged, row.scored_by) = (entries, judged, scored_by);
    }
}

impl ContestRow {
    fn drafted(event: &ContestDrafted, recorded: &Recorded) -> ContestRow {
        ContestRow {
            contest_id: event.contest_id,
            task_id: event.task_id,
            theme: event.theme.clone(),
            stage: ContestStage::Drafted,
            criteria_ref: event.criteria_ref,
            criteria: Vec::new(),
            judges: event.judges.clone(),
            entry_window: event.entry_window,
            anonymised: event.anonymised,
            measured_weight: event.measured_weight,
            measured_at: None,
            tie_rule: event.tie_rule,
            tie_criterion: event.tie_criterion.clone(),
            prizes: event.prizes.clone(),
            candidate_rule: event.candidate_rule,
            entries: 0,
            judged: 0,
            scored_by: BTreeMap::new(),
            conflicts: Vec::new(),
            recusals: Vec::new(),
            distribution: None,
            by_tier: Vec::new(),
            has_ties: false,
            declared_at: None,
            named: Vec::new(),
            target_tier: None,
            cancelled_because: None,
            position: recorded.position,
        }
    }
}
