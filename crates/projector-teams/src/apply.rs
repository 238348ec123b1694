//! What the read model makes of each event.

use std::sync::Arc;

use domain::assignment::Event as OfAssignment;
use domain::id::{AssignmentId, KocId, TeamId};
use domain::team::Event as Happened;
use domain::team::event::*;
use domain::team::values::{TeamKind, TeamShare};
use domain::vocabulary::TeamRole;
use domain::{Event, Recorded};

use crate::Teams;
use crate::rows::*;

impl Teams {
    pub(crate) fn take_in(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Team(Happened::TeamFormed(e)) => self.formed(e, recorded),
            Event::Team(event) => self.of_team(event, recorded),
            Event::Assignment(event) => self.of_work(event, recorded),
            _ => {}
        }
    }

    fn change(&mut self, team_id: TeamId, recorded: &Recorded, to: impl FnOnce(&mut TeamRow)) {
        let Some(row) = self.rows.get_mut(&team_id).map(Arc::make_mut) else { return };
        row.positions.push(recorded.position);
        to(row);
    }

    fn formed(&mut self, e: &TeamFormed, recorded: &Recorded) {
        let lead = e.lead.filter(|_| e.kind == TeamKind::MentorLed);
        let row = TeamRow {
            team_id: e.team_id,
            task_id: e.task_id,
            campaign_id: e.campaign_id,
            kind: e.kind,
            state: TeamState::Forming,
            lead,
            size_min: e.size_min,
            size_max: e.size_max,
            roles_needed: e.roles_needed.clone(),
            delegation: e.delegation,
            budget_id: e.budget_id,
            members: Vec::new(),
            invitations: Vec::new(),
            left: Vec::new(),
            notes: Vec::new(),
            grants: Vec::new(),
            agreed_shares: Vec::new(),
            proposed: None,
            works: Vec::new(),
            formed_at: recorded.occurred_at,
            disbanded: None,
            positions: vec![recorded.position],
        };
        self.by_koc.extend(lead.map(|koc_id| (koc_id, e.team_id)));
        self.rows.insert(e.team_id, Arc::new(row));
    }

    fn of_team(&mut self, event: &Happened, recorded: &Recorded) {
        let (team_id, at) = (event.team_id(), recorded.occurred_at);
        if let Happened::MemberInvited(e) = event {
            self.by_koc.insert((e.koc_id, team_id));
        }
        if let Happened::TeamLeadChanged(e) = event {
            self.by_koc.insert((e.to, team_id));
        }
        self.change(team_id, recorded, |row| match event {
            Happened::TeamFormed(_) => {}
            Happened::MemberInvited(e) => {
                row.invitations.retain(|it| it.koc_id != e.koc_id);
                row.invitations.push(InvitationRow {
                    koc_id: e.koc_id,
                    role: e.role,
                    invited_at: at,
                    declined: false,
                    reason: None,
                });
            }
            Happened::MemberJoined(e) => joined(row, e, recorded),
            Happened::MemberDeclined(e) => {
                let asked = row.invitations.iter_mut().find(|it| it.koc_id == e.koc_id);
                if let Some(asked) = asked {
                    (asked.declined, asked.reason) = (true, e.reason.clone());
                }
            }
            Happened::TeamRoleAssigned(e) => {
                let member = row.members.iter_mut().find(|it| it.koc_id == e.koc_id);
                if let Some(member) = member {
                    (member.role, member.section) = (e.role, e.section.clone());
                }
                if e.role == TeamRole::Lead {
                    row.lead.get_or_insert(e.koc_id);
                }
            }
            Happened::TeamReady(_) => row.state = TeamState::Ready,
            Happened::MemberLeft(e) => left(row, e, recorded),
            Happened::TeamLeadChanged(e) => row.lead = Some(e.to),
            Happened::CollaborationNoted(e) => row.notes.push(NoteRow {
                observer: e.observer.clone(),
                communication: e.communication,
                chemistry: e.chemistry,
                note: e.note.clone(),
                guidance: e.guidance.clone(),
                at,
                position: recorded.position,
            }),
            Happened::TeamResourcesGranted(e) => {
                let (kind, granted, by) = (e.kind, e.granted.clone(), e.by.clone());
                row.grants.push(GrantRow { kind, granted, by, at });
            }
            Happened::SharesProposed(e) => {
                row.proposed =
                    Some(ProposedShares { shares: e.shares.clone(), agreed: vec![e.by] });
            }
            Happened::SharesConfirmed(e) => {
                row.proposed.iter_mut().for_each(|proposed| proposed.agreed.push(e.by));
            }
            Happened::SharesAgreed(e) => {
                row.proposed = None;
                row.agreed_shares.clone_from(&e.shares);
                shared(row, e);
            }
            Happened::SharesDefaulted(e) => on_work(row, e.assignment_id, |work| {
                work.by_default = true;
                work.amend_by = Some(e.amend_by);
            }),
            Happened::SharesFixed(e) => {
                row.proposed = None;
                on_work(row, e.assignment_id, |work| work.amend_by = None);
            }
            Happened::TeamDisbanded(e) => {
                row.state = TeamState::Disbanded;
                row.disbanded = Some(e.cause);
            }
        });
    }

    fn of_work(&mut self, event: &OfAssignment, recorded: &Recorded) {
        let id = AssignmentId(recorded.stream.id);
        if let OfAssignment::TaskAssigned(e) = event {
            let Some(team_id) = e.assignee.team() else { return };
            self.works.insert(id, (team_id, e.assignee.members().to_vec()));
            self.change(team_id, recorded, |row| {
                row.works.push(TeamWorkRow {
                    assignment_id: id,
                    task_id: e.task_id,
                    shares: Vec::new(),
                    approved: false,
                    by_default: false,
                    amend_by: None,
                });
            });
            return;
        }
        let Some((team_id, members)) = self.works.get_mut(&id) else { return };
        let team_id = *team_id;
        if let OfAssignment::AssignmentPeopleChanged(e) = event {
            members.clone_from(&e.members);
        }
        let next = match event {
            OfAssignment::AssignmentAccepted(_) => TeamState::Working,
            OfAssignment::WorkApproved(_) => TeamState::Delivered,
            OfAssignment::AssignmentRelinquished(_)
            | OfAssignment::AssignmentCancelled(_)
            | OfAssignment::AssignmentLapsed(_)
            | OfAssignment::WorkRejected(_) => TeamState::Ready,
            OfAssignment::WorkSubmitted(e) => {
                let share = |it: &domain::assignment::values::Contributor| TeamShare {
                    koc_id: it.koc_id,
                    share_bp: it.share_bp,
                };
                let shares: Vec<TeamShare> = e.contributors.iter().map(share).collect();
                self.change(team_id, recorded, |row| {
                    on_work(row, id, |work| work.shares = shares);
                });
                return;
            }
            _ => return,
        };
        let approved = next == TeamState::Delivered;
        let mut made_by = Vec::new();
        self.change(team_id, recorded, |row| {
            if row.works.last().is_some_and(|work| work.assignment_id == id) {
                row.go_on(next);
            }
            on_work(row, id, |work| {
                work.approved = approved;
                made_by = work.shares.iter().map(|share| share.koc_id).collect();
            });
        });
        if approved {
            self.made_together(&made_by);
        }
    }

    fn made_together(&mut self, people: &[KocId]) {
        for one in people {
            for other in people.iter().filter(|other| one < *other) {
                *self.together.entry((*one, *other)).or_insert(0) += 1;
            }
        }
    }
}

impl TeamRow {
    fn go_on(&mut self, next: TeamState) {
        if self.state == TeamState::Disbanded {
            return;
        }
        let back = next == TeamState::Ready;
        self.state = if back && !self.is_complete() { TeamState::Forming } else { next };
    }

    fn is_complete(&self) -> bool {
        self.members.len() >= usize::from(self.size_min) && self.unfilled().is_empty()
    }
}

fn joined(row: &mut TeamRow, e: &MemberJoined, recorded: &Recorded) {
    row.invitations.retain(|it| it.koc_id != e.koc_id);
    row.members.push(MemberRow {
        koc_id: e.koc_id,
        role: e.role,
        section: None,
        joined_at: recorded.occurred_at,
    });
    if e.role == TeamRole::Lead {
        row.lead.get_or_insert(e.koc_id);
    }
    not_agreed(row);
}

fn left(row: &mut TeamRow, e: &MemberLeft, recorded: &Recorded) {
    row.members.retain(|member| member.koc_id != e.koc_id);
    row.left.push(LeftRow {
        koc_id: e.koc_id,
        cause: e.cause,
        reason: e.reason.clone(),
        left_at: recorded.occurred_at,
    });
    if row.lead == Some(e.koc_id) {
        row.lead = None;
    }
    not_agreed(row);
    if row.state == TeamState::Ready && !row.is_complete() {
        row.state = TeamState::Forming;
    }
}

/// Others than those who agreed are in it now.
fn not_agreed(row: &mut TeamRow) {
    row.agreed_shares.clear();
    if row.works.iter().all(|work| work.amend_by.is_none()) {
        row.proposed = None;
    }
}

fn on_work(row: &mut TeamRow, id: AssignmentId, change: impl FnOnce(&mut TeamWorkRow)) {
    if let Some(work) = row.works.iter_mut().find(|work| work.assignment_id == id) {
        change(work);
    }
}

/// What was agreed is how the newest work is shared, or the one that is amended.
fn shared(row: &mut TeamRow, e: &SharesAgreed) {
    let newest = row.works.last().filter(|work| !work.approved).map(|work| work.assignment_id);
    let Some(id) = e.amends.or(newest) else { return };
    on_work(row, id, |work| {
        for share in &mut work.shares {
            let agreed = e.shares.iter().find(|it| it.koc_id == share.koc_id);
            share.share_bp = agreed.map_or(share.share_bp, |it| it.share_bp);
        }
        if e.amends.is_some() {
            (work.by_default, work.amend_by) = (false, None);
        }
    });
}
