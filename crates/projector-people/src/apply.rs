//! How each event changes the rows. Nothing here fails; what names something unknown is let go.

use std::sync::Arc;

use domain::id::{EventId, KocId};
use domain::koc::event as happened;
use domain::vocabulary::ConsentPurpose;
use domain::{Event, Moment, Recorded, activity, assignment, koc};

use crate::People;
use crate::rows::*;

impl People {
    pub(crate) fn fold(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Koc(event) => self.fold_koc(event, recorded),
            Event::Activity(event) => self.fold_activity(event, recorded),
            Event::Assignment(event) => self.fold_work(event, recorded),
            _ => {}
        }
    }

    fn fold_koc(&mut self, event: &koc::Event, recorded: &Recorded) {
        use koc::Event::*;
        let at = recorded.occurred_at;
        match event {
            KocRegistered(e) => {
                for (index, given) in e.consents.iter().enumerate() {
                    let row = ConsentRow {
                        koc_id: e.koc_id,
                        purpose: given.purpose,
                        text_version: given.text_version,
                        evidence: None,
                        given_at: at,
                        expires_on: None,
                        ended: None,
                        position: recorded.position,
                    };
                    self.consents.insert((e.koc_id, recorded.position, index), Arc::new(row));
                }
            }
            ConsentGranted(e) => self.consent(e, recorded),
            ConsentWithdrawn(e) => self.end_consent(e.koc_id, e.purpose, at, ConsentEnd::Withdrawn),
            ConsentExpired(e) => self.end_consent(e.koc_id, e.purpose, at, ConsentEnd::Expired),
            ChannelLinked(e) => self.link(e, recorded),
            ChannelUnlinked(e) => {
                self.on_channel(e.koc_id, &e.platform, e.handle.fingerprint, |row| {
                    row.unlinked_at = Some(at);
                });
            }
            ChannelReachRecorded(e) => {
                let reach = ReachRow {
                    measured_at: e.measured_at,
                    followers: e.followers,
                    posts_30d: e.posts_30d,
                    engagement_rate_bp: e.engagement_rate_bp,
                    source: e.source.clone(),
                    position: recorded.position,
                };
                self.on_channel(e.koc_id, &e.platform, e.handle.fingerprint, |row| {
                    let place = row.reach.partition_point(|it| it.measured_at <= reach.measured_at);
                    row.reach.insert(place, reach);
                });
            }
            VehicleOwnershipRecorded(e) => {
                let row = VehicleRow {
                    koc_id: e.koc_id,
                    model: e.model.clone(),
                    since: e.since,
                    evidence: e.evidence_ref.clone(),
                    verified_by: e.verified_by,
                    position: recorded.position,
                };
                self.vehicles.insert((e.koc_id, e.model.clone()), Arc::new(row));
            }
            KocSuspended(e) => self.suspend(e, recorded),
            SuspensionLifted(e) => {
                let (reason, by) = (e.reason.clone(), recorded.actor);
                self.lift(e.koc_id, Lifted { at, by, reason });
            }
            CandidateNominated(e) => self.name_candidate(e, recorded),
            CandidateDismissed(e) => {
                let named = self.newest_candidacy.get(&(e.koc_id, e.candidacy_id));
                if let Some(row) = named.and_then(|named| self.candidacies.get_mut(named)) {
                    let (by, reason) = (recorded.actor, e.reason.clone());
                    Arc::make_mut(row).dismissed = Some(Dismissed { at, by, reason });
                }
            }
            KocMerged(e) => self.merge(e.koc_id, e.into),
            _ => {}
        }
    }

    fn consent(&mut self, e: &happened::ConsentGranted, recorded: &Recorded) {
        let at = recorded.occurred_at;
        self.end_consent(e.koc_id, e.purpose, at, ConsentEnd::Renewed);
        let row = ConsentRow {
            koc_id: e.koc_id,
            purpose: e.purpose,
            text_version: e.text_version,
            evidence: e.evidence_ref.clone(),
            given_at: at,
            expires_on: e.expires_on,
            ended: None,
            position: recorded.position,
        };
        self.consents.insert((e.koc_id, recorded.position, 0), Arc::new(row));
    }

    fn end_consent(&mut self, koc: KocId, purpose: ConsentPurpose, at: Moment, how: ConsentEnd) {
        let range = (koc, EventId(0), 0)..=(koc, EventId(u64::MAX), usize::MAX);
        let open = self.consents.range(range);
        let open = open.filter(|(_, row)| row.purpose == purpose && row.ended.is_none());
        let keys: Vec<(KocId, EventId, usize)> = open.map(|(key, _)| *key).collect();
        for key in keys {
            if let Some(row) = self.consents.get_mut(&key) {
                Arc::make_mut(row).ended = Some((at, how));
            }
        }
    }

    fn link(&mut self, e: &happened::ChannelLinked, recorded: &Recorded) {
        let row = ChannelRow {
            koc_id: e.koc_id,
            platform: e.platform.clone(),
            handle: e.handle.clone(),
            url: e.url.clone(),
            verified: e.verified,
            audiences: e.audiences.clone(),
            linked_at: recorded.occurred_at,
            unlinked_at: None,
            reach: Vec::new(),
            position: recorded.position,
        };
        self.channels.insert((e.koc_id, recorded.position), Arc::new(row));
    }

    fn on_channel(
        &mut self,
        koc_id: KocId,
        platform: &str,
        handle: [u8; 16],
        change: impl FnOnce(&mut ChannelRow),
    ) {
        let range = (koc_id, EventId(0))..=(koc_id, EventId(u64::MAX));
        let open = self.channels.range(range).find(|(_, row)| {
            let same = row.platform == platform && row.handle.fingerprint == handle;
            same && row.unlinked_at.is_none()
        });
        let key = open.map(|(key, _)| *key);
        if let Some(row) = key.and_then(|key| self.channels.get_mut(&key)) {
            change(Arc::make_mut(row));
        }
    }

    fn suspend(&mut self, e: &happened::KocSuspended, recorded: &Recorded) {
        let row = SuspensionRow {
            koc_id: e.koc_id,
            from: e.from,
            until: e.until,
            reason: e.reason.clone(),
            refs: e.evidence_refs.clone(),
            approved_by: e.approved_by.clone(),
            lifted: None,
            position: recorded.position,
        };
        self.suspensions.insert((e.koc_id, recorded.position), Arc::new(row));
    }

    fn lift(&mut self, koc_id: KocId, lifted: Lifted) {
        let range = (koc_id, EventId(0))..=(koc_id, EventId(u64::MAX));
        let open = self.suspensions.range(range).filter(|(_, row)| row.lifted.is_none());
        let keys: Vec<(KocId, EventId)> = open.map(|(key, _)| *key).collect();
        for key in keys {
            if let Some(row) = self.suspensions.get_mut(&key) {
                Arc::make_mut(row).lifted = Some(lifted.clone());
            }
        }
    }

    fn name_candidate(&mut self, e: &happened::CandidateNominated, recorded: &Recorded) {
        let row = CandidacyRow {
            candidacy_id: e.candidacy_id,
            koc_id: e.koc_id,
            target_tier: e.target_tier,
            source: e.source,
            named_by: recorded.actor,
            named_at: recorded.occurred_at,
            evidence: e.evidence.clone(),
            dismissed: None,
            position: recorded.position,
        };
        self.newest_candidacy.insert((e.koc_id, e.candidacy_id), recorded.position);
        self.candidacies.insert(recorded.position, Arc::new(row));
    }

    /// Accounts in use, cars and a suspension go over to the record that goes on; what is over
    /// stays where it was.
    fn merge(&mut self, from: KocId, into: KocId) {
        self.merged_into.insert(from, into);
        let all = (from, EventId(0))..=(from, EventId(u64::MAX));
        let open = self.channels.range(all.clone()).filter(|(_, row)| row.unlinked_at.is_none());
        for (key, row) in open.map(|(key, row)| (*key, row.clone())).collect::<Vec<_>>() {
            self.channels.remove(&key);
            let row = ChannelRow { koc_id: into, ..ChannelRow::clone(&row) };
            self.channels.insert((into, key.1), Arc::new(row));
        }
        let open = self.suspensions.range(all).filter(|(_, row)| row.lifted.is_none());
        for (key, row) in open.map(|(key, row)| (*key, row.clone())).collect::<Vec<_>>() {
            self.suspensions.remove(&key);
            let row = SuspensionRow { koc_id: into, ..SuspensionRow::clone(&row) };
            self.suspensions.insert((into, key.1), Arc::new(row));
        }
        for row in self.vehicles(from) {
            self.vehicles.remove(&(from, row.model.clone()));
            let key = (into, row.model.clone());
            let row = VehicleRow { koc_id: into, ..VehicleRow::clone(&row) };
            self.vehicles.entry(key).or_insert_with(|| Arc::new(row));
        }
    }

    fn fold_activity(&mut self, event: &activity::Event, recorded: &Recorded) {
        let (koc_id, month) = (event.koc_id(), event.month());
        match event {
            activity::Event::ActivityRecorded(e) => {
                let acts = Vec::new();
                let row = self.months.entry((koc_id, month));
                let row = row.or_insert_with(|| Arc::new(MonthRow { koc_id, month, acts }));
                Arc::make_mut(row).acts.push(ActRow {
                    activity_id: e.activity_id,
                    kind: e.kind,
                    at: e.at,
                    source: e.source.clone(),
                    subject: e.subject.clone(),
                    insightful: None,
                    retracted: None,
                    position: recorded.position,
                });
            }
            activity::Event::ActivityMarkedInsightful(e) => {
                if let Some(act) = self.act_mut(koc_id, month, e.activity_id) {
                    act.insightful = Some(e.why.clone());
                }
            }
            activity::Event::ActivityRetracted(e) => {
                if let Some(act) = self.act_mut(koc_id, month, e.activity_id) {
                    act.retracted = Some(e.reason.clone());
                }
            }
        }
    }

    fn fold_work(&mut self, event: &assignment::Event, recorded: &Recorded) {
        match event {
            assignment::Event::WorkReviewed(e) => {
                // What a team can do, no review says of one of them.
                let people = self.assignees.get(&e.assignment_id);
                let Some([koc_id]) = people.map(Vec::as_slice) else { return };
                let koc_id = *koc_id;
                for shown in &e.skill_evidence {
                    let key = (koc_id, shown.skill.clone(), shown.format.clone());
                    let fresh = || {
                        Arc::new(SkillRow {
                            koc_id,
                            skill: shown.skill.clone(),
                            format: shown.format.clone(),
                            level: shown.level,
                            best: shown.level,
                            shown_at: recorded.occurred_at,
                            works: Vec::new(),
                            positions: Vec::new(),
                        })
                    };
                    let row = Arc::make_mut(self.skills.entry(key).or_insert_with(fresh));
                    row.level = shown.level;
                    row.best = row.best.max(shown.level);
                    row.shown_at = recorded.occurred_at;
                    if row.works.last() != Some(&e.assignment_id) {
                        row.works.push(e.assignment_id);
                    }
                    row.positions.push(recorded.position);
                }
            }
            assignment::Event::WorkApproved(e) => {
                let row = ScoredWork {
                    koc_id: e.koc_id,
                    assignment_id: e.assignment_id,
                    approved_at: recorded.occurred_at,
                    final_score: e.final_score,
                    quality_band: e.quality_band,
                    position: recorded.position,
                };
                self.works.insert((e.koc_id, recorded.position), Arc::new(row));
            }
            _ => {}
        }
    }
}
