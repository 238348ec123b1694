//! The demonstration's tasks, and what is done with each: offered, handed in, judged.

use domain::LocalText;
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::campaign::command::PlanCampaign;
use domain::campaign::values::{Cadence, Kpi, KpiMetric};
use domain::id::{AssignmentId, CampaignId, EventId, KocId, TaskId};
use domain::task::brief::*;
use domain::task::command::{ApproveBrief, CloseTask, DraftTask, OpenTask, WriteBrief};
use domain::task::{Selection, TaskTrigger};
use domain::vocabulary::{AiUse, Horizon, Mode, TaskKind, UsePurpose};
use domain::{Actor, Command};

use super::ids;
use super::stage::{Stage, approver, file_hash, member, ops};
use crate::exit::Failure;

/// A task of the story.
pub(super) struct Job {
    pub(super) task: TaskId,
    /// 中文, English.
    pub(super) title: (&'static str, &'static str),
    pub(super) objective: (&'static str, &'static str),
    pub(super) horizon: Horizon,
    pub(super) mode: Mode,
    pub(super) kind: TaskKind,
    pub(super) difficulty: u8,
    /// First day of work and the day it is due.
    pub(super) days: (i32, i32),
    /// Format, least and greatest length of the one thing to hand in.
    pub(super) output: (&'static str, u32, u32),
    /// What must be: id, 中文, English.
    pub(super) must: (&'static str, &'static str, &'static str),
    /// What is scored: id, 中文, English; they weigh 60 and 40.
    pub(super) scored: [(&'static str, &'static str, &'static str); 2],
    pub(super) topic: &'static str,
    pub(super) scene: &'static str,
}

fn text((zh, en): (&str, &str)) -> LocalText {
    LocalText::new(zh, en)
}

impl Job {
    /// Opens the task for offers.
    pub(super) fn open(&self, stage: &mut Stage<'_>, slots: u32) {
        let brief = self.brief(stage);
        self.open_as(stage, slots, brief, Selection::Offer);
    }

    /// Drafts, briefs, approves and opens the task.
    pub(super) fn open_as(
        &self,
        stage: &mut Stage<'_>,
        slots: u32,
        brief: Brief,
        selection: Selection,
    ) {
        let campaign_id = (self.horizon == Horizon::Phased).then(|| self.plan_campaign(stage));
        stage.send(
            ops(),
            DraftTask {
                task_id: self.task,
                title: text(self.title),
                horizon: self.horizon,
                mode: self.mode,
                kind: self.kind,
                campaign_id,
                parent_task_id: None,
                trigger: Some(TaskTrigger::Plan),
                difficulty: self.difficulty,
                growth: None,
            },
        );
        stage.send(ops(), WriteBrief { task_id: self.task, brief });
        stage.send(approver(), ApproveBrief { task_id: self.task, brief_version: 1 });
        let (task_id, slots) = (self.task, Some(slots));
        stage.send(ops(), OpenTask { task_id, selection, slots, budget_id: None });
    }

    /// The project it belongs to, sixty days from today.
    fn plan_campaign(&self, stage: &mut Stage<'_>) -> CampaignId {
        let campaign_id = ids::campaign(self.task);
        let starts_on = stage.day(self.days.0);
        let works = Kpi {
            code: "works".to_owned(),
            name: LocalText::new("通过的作品", "Works approved"),
            metric: KpiMetric::ApprovedWorks,
            target: 10,
        };
        let plan = PlanCampaign {
            campaign_id,
            name: text(self.title),
            goal: LocalText::new("让更多车主看到真实用车", "More owners see how it is to drive it"),
            kpis: vec![works],
            starts_on,
            ends_on: starts_on.plus(59),
            cadence: Cadence::Weekly,
            award_plan: Vec::new(),
            budget_id: None,
            planning_partners: Vec::new(),
            owner: ids::OPS,
            decay_alert_bp: None,
        };
        stage.send(ops(), plan);
        campaign_id
    }

    /// What is asked and what is given for it.
    pub(super) fn brief(&self, stage: &Stage<'_>) -> Brief {
        let (start, due) = self.days;
        let (format, min, max) = self.output;
        Brief {
            objective: text(self.objective),
            expected_effect: text((
                "真实、可参考的车主体验",
                "An owner's real experience, of use to others",
            )),
            scope_in: vec![text(("自己的用车经历", "One's own life with the car"))],
            scope_out: vec![text(("转载他人内容", "Other people's content"))],
            outputs: vec![Output { format: format.to_owned(), min, max, count: 1 }],
            criteria: self.criteria(),
            timeline: Timeline {
                offer_ttl_hours: 72,
                start: stage.moment(start, 9),
                submit_by: stage.moment(due, 18),
                review_by: stage.moment(due + 7, 18),
            },
            resources: vec![text(("对接人随时答疑", "A contact who answers questions"))],
            returns: vec![Return::uncounted(
                ReturnKind::Exposure,
                text(("官方账号署名展示", "Shown on the brand's channels, with your name")),
            )],
            usage_rights: UsageRights {
                purposes: vec![UsePurpose::Social, UsePurpose::StaffTraining],
                channels: vec!["app".to_owned(), "weibo".to_owned()],
                territory: "CN".to_owned(),
                until: None,
                exclusive: false,
            },
            disclosure: Disclosure {
                required: true,
                wording: Some(text(("品牌合作", "In cooperation with the brand"))),
            },
            facts: Vec::new(),
            ai_policy: AiPolicy::Assisted,
            contact_operator: ids::OPS,
            effort_estimate_hours: u16::from(self.difficulty) * 2,
            embargo_until: None,
            automatic_check: None,
        }
    }

    fn criteria(&self) -> Vec<Criterion> {
        let (id, zh, en) = self.must;
        let must = Criterion {
            id: id.to_owned(),
            text: text((zh, en)),
            kind: CriterionKind::Must,
            weight: 0,
            evidence_hint: None,
        };
        let scored = self.scored.iter().zip([60, 40]).map(|((id, zh, en), weight)| Criterion {
            id: (*id).to_owned(),
            text: text((zh, en)),
            kind: CriterionKind::Scored,
            weight,
            evidence_hint: None,
        });
        std::iter::once(must).chain(scored).collect()
    }

    /// Ends the offers once everything is in.
    pub(super) fn close(&self, stage: &mut Stage<'_>) {
        let reason = "作品已收齐。 Everything is in.".to_owned();
        // Its time may be over.
        stage.send_unless(ops(), CloseTask { task_id: self.task, reason }, &["TASK_NOT_OPEN"]);
    }

    /// Offers the task until an hour of a day.
    pub(super) fn offer(&self, stage: &mut Stage<'_>, koc: KocId, until: (i32, i64)) {
        stage.send(
            ops(),
            AssignTask {
                task_id: self.task,
                assignee: Assignee::Koc(koc),
                brief_version: 1,
                offer_expires_at: stage.moment(until.0, until.1),
                returns_override: None,
                contact_operator: None,
                message: "诚邀您参加,婉拒也没有关系。 You are invited; a no is fine too.".into(),
            },
        );
    }

    /// The member takes it on.
    pub(super) fn accept(&self, stage: &mut Stage<'_>, koc: KocId) {
        stage.send(
            member(koc),
            AcceptAssignment {
                assignment_id: ids::assignment(self.task, koc),
                brief_version: 1,
                terms_accepted: TermsAccepted {
                    usage_rights: true,
                    disclosure: true,
                    embargo: true,
                },
                proposal_no: None,
            },
        );
    }

    /// The member says no.
    pub(super) fn decline(&self, stage: &mut Stage<'_>, koc: KocId, reason: DeclineReason) {
        let assignment_id = ids::assignment(self.task, koc);
        stage.send(member(koc), DeclineAssignment { assignment_id, reason, note: None });
    }

    /// The member hands in their work, for the first time or revised.
    pub(super) fn submit(&self, stage: &mut Stage<'_>, koc: KocId, submission_no: u16) {
        stage.send(member(koc), self.submission(koc, submission_no));
    }

    /// What the member hands in.
    pub(super) fn submission(&self, koc: KocId, submission_no: u16) -> SubmitWork {
        let (format, min, max) = self.output;
        SubmitWork {
            assignment_id: ids::assignment(self.task, koc),
            submission_no,
            items: vec![WorkItem {
                format: format.to_owned(),
                uri: format!("https://works.example/{koc}/{}/{submission_no}", self.task)
                    .as_str()
                    .into(),
                sha256: self.file(koc, submission_no),
                length: min.midpoint(max),
            }],
            note: None,
            attest: Attestations {
                original: true,
                disclosure_done: true,
                used_product: true,
                third_party_cleared: true,
                people_consented: true,
                ai_generated: AiUse::None,
            },
            contributors: vec![Contributor { koc_id: koc, role: None, share_bp: 10_000 }],
            effort_hours: Some(u16::from(self.difficulty) * 2),
            tags: Vec::new(),
            claim: None,
        }
    }

    /// The fingerprint of what they handed in.
    pub(super) fn file(&self, koc: KocId, submission_no: u16) -> domain::id::Sha256 {
        file_hash(&[&self.task.0, &koc.0, &submission_no.to_be_bytes()])
    }

    /// Somebody judges it at a stage, with two scores.
    pub(super) fn judge(&self, stage: &mut Stage<'_>, by: Actor, verdict: &Verdict) {
        let Verdict { koc, submission_no, at, .. } = *verdict;
        let assignment_id = ids::assignment(self.task, koc);
        stage.send(by, StartReview { assignment_id, submission_no, stage: at });
        stage.send(by, self.review(verdict, assignment_id));
    }

    fn review(&self, verdict: &Verdict, assignment_id: AssignmentId) -> Command {
        let Verdict { scores, decision, .. } = *verdict;
        let judged = |id: &str, met, score| CriterionScore {
            criterion_id: id.to_owned(),
            met,
            score,
            evidence: None,
            comment: Some("见作品。 As the work shows.".into()),
        };
        let mut all = vec![judged(self.must.0, Some(true), None)];
        all.extend(self.scored.iter().zip(scores).map(|((id, ..), it)| judged(id, None, Some(it))));
        let remark =
            |id: &str, said: &str| Remark { criterion_id: Some(id.to_owned()), text: said.into() };
        let better = decision != Decision::Approve;
        ReviewWork {
            assignment_id,
            submission_no: verdict.submission_no,
            brief_version: 1,
            stage: verdict.at,
            scores: all,
            praise: vec![remark(
                self.scored[0].0,
                "观察细致,叙述自然。 Closely seen, told with ease.",
            )],
            improvements: better
                .then(|| {
                    remark(self.scored[1].0, "再多一些自己的例子。 Give more examples of your own.")
                })
                .into_iter()
                .collect(),
            skill_evidence: vec![SkillEvidence {
                skill: "storytelling".to_owned(),
                format: self.output.0.to_owned(),
                level: if scores[0] >= 90 { 5 } else { 3 },
            }],
            compliance: Compliance {
                disclosure_ok: true,
                claims_ok: true,
                rights_ok: true,
                flagged_words: Vec::new(),
            },
            decision,
            reject_reason: (decision == Decision::Reject).then_some(RejectReason::OffBrief),
        }
        .into()
    }

    /// The brand approves a first submission.
    pub(super) fn approve(&self, stage: &mut Stage<'_>, koc: KocId, scores: [u8; 2]) {
        let (at, decision) = (ReviewStage::Brand, Decision::Approve);
        self.judge(stage, ops(), &Verdict { koc, submission_no: 1, at, decision, scores });
    }

    /// The same, waiting for the answer; gives the approval.
    pub(super) fn approved(
        &self,
        stage: &mut Stage<'_>,
        koc: KocId,
        scores: [u8; 2],
    ) -> Result<EventId, Failure> {
        let assignment_id = ids::assignment(self.task, koc);
        let (at, decision, submission_no) = (ReviewStage::Brand, Decision::Approve, 1);
        stage.send(ops(), StartReview { assignment_id, submission_no, stage: at });
        let verdict = Verdict { koc, submission_no, at, decision, scores };
        let accepted = stage.ask(ops(), self.review(&verdict, assignment_id))?;
        let approval =
            accepted.events.iter().find(|it| it.event.event_type().name == "WorkApproved");
        Ok(approval.map_or(accepted.position, |recorded| recorded.position))
    }

    /// The member has read the feedback.
    pub(super) fn acknowledge(&self, stage: &mut Stage<'_>, koc: KocId) {
        stage.send(
            member(koc),
            AcknowledgeFeedback {
                assignment_id: ids::assignment(self.task, koc),
                submission_no: 1,
                useful: Some(true),
                comment: None,
            },
        );
    }
}

/// What is decided of a submission.
#[derive(Clone, Copy)]
pub(super) struct Verdict {
    pub(super) koc: KocId,
    pub(super) submission_no: u16,
    pub(super) at: ReviewStage,
    pub(super) decision: Decision,
    pub(super) scores: [u8; 2],
}
