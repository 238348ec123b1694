//! What the read model makes of each event.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{KocId, PieceId, ProjectId, SectionId};
use domain::project::Event as Happened;
use domain::project::event::*;
use domain::project::values::*;
use domain::{Event, Recorded, koc};

use crate::Projects;
use crate::rows::*;

impl Projects {
    pub(crate) fn take_in(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Project(Happened::ProjectLaunched(e)) => self.launched(e, recorded),
            Event::Project(event) => self.of_project(event, recorded),
            Event::Piece(event) => self.of_piece(event, recorded),
            Event::Koc(koc::Event::KocMerged(e)) => {
                self.merged_into.insert(e.koc_id, e.into);
            }
            Event::Koc(koc::Event::KocPersonalDataErased(e)) => {
                self.forgotten.insert(e.koc_id);
            }
            _ => {}
        }
    }

    fn launched(&mut self, event: &ProjectLaunched, recorded: &Recorded) {
        let project_id = event.project_id;
        for section in &event.outline {
            self.add_section(project_id, section.section_id, section);
        }
        let row = ProjectRow {
            project_id,
            theme: event.theme.clone(),
            kind: event.kind,
            purpose: event.purpose.clone(),
            role_bars: event.role_bars,
            licence_terms: event.licence_terms.clone(),
            stage: ProjectStage::Open,
            edition: 1,
            until: event.until,
            outline: event.outline.iter().map(|it| it.section_id).collect(),
            sections_accepted: 0,
            sections_vacant: u32::try_from(event.outline.len()).unwrap_or(u32::MAX),
            pieces: PieceCounts::default(),
            chief_editors: Vec::new(),
            invited: Vec::new(),
            proofreadings: Vec::new(),
            launched_at: recorded.occurred_at,
            position: recorded.position,
        };
        self.rows.insert(project_id, Arc::new(row));
    }

    fn add_section(
        &mut self,
        project_id: ProjectId,
        section_id: SectionId,
        section: &OutlineSection,
    ) {
        let row = SectionRow {
            project_id,
            section_id,
            title: section.title.clone(),
            stage: SectionStage::Vacant,
            editor: None,
            claimed_at: None,
            drafts: Vec::new(),
            reviews: Vec::new(),
            reopened_for: None,
            former_editors: Vec::new(),
        };
        self.sections.insert((project_id, section_id), Arc::new(row));
    }

    fn of_project(&mut self, event: &Happened, recorded: &Recorded) {
        let project_id = event.project_id();
        let at = recorded.occurred_at;
        match event {
            Happened::ProjectLaunched(_) => {}
            Happened::SectionAdded(e) => self.section_added(e),
            Happened::OffersClosed(_) => self.stage(project_id, ProjectStage::Editing),
            Happened::ProjectFrozen(_) => self.stage(project_id, ProjectStage::Proofreading),
            Happened::ChiefEditorInvited(e) => self.invited(project_id, e.koc_id, None, at),
            Happened::ChiefEditorInvitationAnswered(e) => {
                self.invited(project_id, e.koc_id, Some(e.accepted), at);
            }
            Happened::ChiefEditorAppointed(e) => {
                self.change(project_id, |row| row.chief_editors.push(e.koc_id));
                self.on_part(project_id, e.koc_id, |part| part.chief = true);
            }
            Happened::ChiefEditorRelieved(e) => {
                self.change(project_id, |row| row.chief_editors.retain(|id| *id != e.koc_id));
                self.on_part(project_id, e.koc_id, |part| part.chief = false);
            }
            Happened::ProjectProofread(e) => {
                let proofreading = Proofreading {
                    koc_id: e.koc_id,
                    corrections: e.corrections.clone(),
                    at,
                    position: recorded.position,
                };
                self.change(project_id, |row| row.proofreadings.push(proofreading));
                self.on_part(project_id, e.koc_id, |part| {
                    part.proofs = part.proofs.saturating_add(1)
                });
            }
            Happened::CreditNameChosen(e) => self.on_part(project_id, e.koc_id, |part| {
                part.source_event = Some(recorded.position);
                part.name.clone_from(&e.name);
            }),
            Happened::ProjectReleased(e) => self.released(e, recorded),
            Happened::ContributorsThanked(e) => {
                let thanked = u32::try_from(e.koc_ids.len()).unwrap_or(u32::MAX);
                if let Some(row) = self.editions.get_mut(&(project_id, e.edition)) {
                    Arc::make_mut(row).thanked += thanked;
                }
            }
            Happened::CreditsCorrected(e) => self.corrected(e),
            Happened::NewEditionOpened(e) => self.opened_again(e),
            _ => self.of_section(event, recorded),
        }
    }

    fn of_section(&mut self, event: &Happened, recorded: &Recorded) {
        let at = recorded.occurred_at;
        match event {
            Happened::SectionClaimed(e) => {
                self.of_editor.insert((e.koc_id, e.project_id, e.section_id));
                self.on_section(e.project_id, e.section_id, |section| {
                    (section.editor, section.claimed_at) = (Some(e.koc_id), Some(at));
                    if section.stage == SectionStage::Vacant {
                        section.stage = SectionStage::Claimed;
                    }
                });
            }
            Happened::SectionReleased(e) => {
                self.on_section(e.project_id, e.section_id, |section| {
                    (section.editor, section.claimed_at) = (None, None);
                    if section.stage != SectionStage::Accepted {
                        section.stage = SectionStage::Vacant;
                    }
                    section.former_editors.push(FormerEditor {
                        koc_id: e.koc_id,
                        why: e.why,
                        reason: e.reason.clone(),
                        until: at,
                    });
                });
            }
            Happened::SectionSubmitted(e) => self.submitted(e, recorded),
            Happened::SectionAccepted(e) => {
                let SectionAccepted { scores, praise, improvements, .. } = e.clone();
                let reviewed = SectionReviewed {
                    submission_no: 0,
                    reviewer: e.reviewer,
                    decision: SectionDecision::Accept,
                    scores,
                    praise,
                    improvements,
                    at,
                    position: recorded.position,
                };
                self.reviewed(e.project_id, e.section_id, reviewed);
            }
            Happened::SectionSentBack(e) => {
                let SectionSentBack { scores, praise, improvements, .. } = e.clone();
                let reviewed = SectionReviewed {
                    submission_no: 0,
                    reviewer: e.reviewer,
                    decision: SectionDecision::SendBack,
                    scores,
                    praise,
                    improvements,
                    at,
                    position: recorded.position,
                };
                self.reviewed(e.project_id, e.section_id, reviewed);
                self.work_again(e.project_id, e.section_id, None);
            }
            Happened::SectionReopened(e) => {
                self.work_again(e.project_id, e.section_id, Some(e.piece_id));
            }
            _ => {}
        }
    }

    fn section_added(&mut self, event: &SectionAdded) {
        let SectionAdded { project_id, section_id, ref title, after } = *event;
        let section = OutlineSection { section_id, title: title.clone() };
        self.add_section(project_id, section_id, &section);
        self.change(project_id, |row| {
            let behind = after.and_then(|after| row.outline.iter().position(|id| *id == after));
            row.outline.insert(behind.map_or(0, |index| index + 1), section_id);
        });
        self.count_sections(project_id);
    }

    fn invited(
        &mut self,
        project_id: ProjectId,
        koc_id: KocId,
        accepted: Option<bool>,
        at: domain::Moment,
    ) {
        self.change(project_id, |row| {
            match row.invited.iter_mut().find(|it| it.koc_id == koc_id) {
                Some(known) => (known.accepted, known.at) = (accepted, at),
                None => row.invited.push(InvitedChief { koc_id, accepted, at }),
            }
        });
    }

    fn submitted(&mut self, event: &SectionSubmitted, recorded: &Recorded) {
        let (project_id, section_id) = (event.project_id, event.section_id);
        self.on_section(project_id, section_id, |section| {
            section.stage = SectionStage::InReview;
            section.reopened_for = None;
            section.drafts.push(Draft {
                submission_no: event.submission_no,
                koc_id: event.koc_id,
                draft_ref: event.draft_ref.clone(),
                sha256: event.sha256,
                pieces_used: event.pieces_used.clone(),
                at: recorded.occurred_at,
                position: recorded.position,
            });
        });
        self.on_part(project_id, event.koc_id, |part| part.sections += 1);
    }

    fn reviewed(
        &mut self,
        project_id: ProjectId,
        section_id: SectionId,
        reviewed: SectionReviewed,
    ) {
        self.on_part(project_id, reviewed.reviewer, |part| part.reviews += 1);
        self.on_section(project_id, section_id, |section| {
            let submission_no = section.drafts.last().map_or(0, |draft| draft.submission_no);
            if reviewed.decision == SectionDecision::Accept {
                section.stage = SectionStage::Accepted;
            }
            section.reviews.push(SectionReviewed { submission_no, ..reviewed });
        });
    }

    /// A section is open again, and with it the whole.
    fn work_again(
        &mut self,
        project_id: ProjectId,
        section_id: SectionId,
        reopened_for: Option<PieceId>,
    ) {
        self.on_section(project_id, section_id, |section| {
            section.stage = section.without_draft();
            section.reopened_for = reopened_for;
        });
        self.change(project_id, |row| {
            if row.stage == ProjectStage::Proofreading {
                row.stage = ProjectStage::Editing;
                row.proofreadings.clear();
            }
        });
    }

    fn opened_again(&mut self, event: &NewEditionOpened) {
        let project_id = event.project_id;
        self.change(project_id, |row| {
            row.stage = ProjectStage::Open;
            row.edition = event.edition;
            row.until = event.until;
            row.proofreadings.clear();
        });
        for section_id in self.rows.get(&project_id).map_or(Vec::new(), |row| row.outline.clone()) {
            self.on_section(project_id, section_id, |it| it.stage = it.without_draft());
        }
    }

    fn released(&mut self, event: &ProjectReleased, recorded: &Recorded) {
        let project_id = event.project_id;
        self.stage(project_id, ProjectStage::Released);
        let people = self.by_id(project_id);
        let credits = event.credits.iter().map(|it| self.credit(project_id, it, &people));
        let row = EditionRow {
            project_id,
            edition: event.edition,
            artefact_ref: event.artefact_ref.clone(),
            sha256: event.sha256,
            pieces: event.pieces,
            credits: credits.collect(),
            thanked: 0,
            ceremony_gathering_id: event.ceremony_gathering_id,
            released_at: recorded.occurred_at,
            position: recorded.position,
        };
        for credit in &row.credits {
            self.of_credited.insert((credit.koc_id, project_id, event.edition));
        }
        self.editions.insert((project_id, event.edition), Arc::new(row));
    }

    fn by_id(&self, project_id: ProjectId) -> BTreeMap<KocId, Arc<ContributorRow>> {
        self.named(project_id).into_iter().map(|row| (row.koc_id, row)).collect()
    }

    /// A line of credits with the name that was chosen: under that record, or under one that goes
    /// on in it.
    fn credit(
        &self,
        project_id: ProjectId,
        credit: &Credit,
        people: &BTreeMap<KocId, Arc<ContributorRow>>,
    ) -> CreditRow {
        let own = self.contributors.get(&(project_id, credit.koc_id));
        let own = own.filter(|row| row.source_event == credit.chosen_in);
        let chosen = own.or_else(|| people.get(&credit.koc_id));
        let name = chosen.filter(|_| credit.chosen_in.is_some()).and_then(|row| row.name.clone());
        CreditRow { koc_id: credit.koc_id, roles: credit.roles.clone(), name, corrected: None }
    }

    fn corrected(&mut self, event: &CreditsCorrected) {
        let CreditsCorrected { project_id, edition, added, fixed } = event;
        let people = self.by_id(*project_id);
        let line = |it: &CorrectedCredit| CreditRow {
            corrected: Some(it.reason.clone()),
            ..self.credit(*project_id, &it.credit, &people)
        };
        let added: Vec<CreditRow> = added.iter().map(line).collect();
        let fixed: Vec<CreditRow> = fixed.iter().map(line).collect();
        for line in &added {
            self.of_credited.insert((line.koc_id, *project_id, *edition));
        }
        let Some(row) = self.editions.get_mut(&(*project_id, *edition)) else { return };
        let row = Arc::make_mut(row);
        row.credits.extend(added);
        for fixed in fixed {
            let known = row.credits.iter_mut().find(|line| line.koc_id == fixed.koc_id);
            if let Some(line) = known {
                (line.name, line.corrected) = (fixed.name, fixed.corrected);
            }
        }
    }

    fn stage(&mut self, project_id: ProjectId, stage: ProjectStage) {
        self.change(project_id, |row| row.stage = stage);
    }

    pub(crate) fn change(&mut self, project_id: ProjectId, change: impl FnOnce(&mut ProjectRow)) {
        if let Some(row) = self.rows.get_mut(&project_id) {
            change(Arc::make_mut(row));
        }
    }

    fn on_section(
        &mut self,
        project_id: ProjectId,
        section_id: SectionId,
        change: impl FnOnce(&mut SectionRow),
    ) {
        if let Some(row) = self.sections.get_mut(&(project_id, section_id)) {
            change(Arc::make_mut(row));
        }
        self.count_sections(project_id);
    }

    /// A project has few sections: they are counted again whenever one of them changes.
    fn count_sections(&mut self, project_id: ProjectId) {
        let sections = self.sections(project_id);
        let count = |asked: &dyn Fn(&SectionRow) -> bool| {
            u32::try_from(sections.iter().filter(|it| asked(it)).count()).unwrap_or(u32::MAX)
        };
        let accepted = count(&|it| it.stage == SectionStage::Accepted);
        let vacant = count(&|it| it.stage == SectionStage::Vacant);
        self.change(project_id, |row| {
            (row.sections_accepted, row.sections_vacant) = (accepted, vacant);
        });
    }
}

impl SectionRow {
    fn without_draft(&self) -> SectionStage {
        self.editor.map_or(SectionStage::Vacant, |_| SectionStage::Claimed)
    }
}
