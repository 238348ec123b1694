//! The programme that is asked about: members with names, tiers, ledgers, three generations of
//! mentors, candidates and a queue of works that wait for review; made by commands, once, and kept.

use std::collections::VecDeque;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use domain::activity::command::{MarkActivityInsightful, RecordActivity};
use domain::activity::values::{ActivityKind, YearMonth};
use domain::assignment::command::ImportReviewedWork;
use domain::id::{
    ActivityId, CandidacyId, CommandId, KocId, MentorshipId, ProgrammeId, Sha256, TaskId, WorkId,
};
use domain::koc::command::{
    GrantConsent, ImportTierMove, NominateCandidate, RegisterKoc, StepDown, WithdrawConsent,
};
use domain::koc::values::{ImportedPlace, NominationSource};
use domain::mentorship::command::{
    AcceptMentorship, AppointMentor, EndMentorship, ProposeMentorship,
};
use domain::mentorship::values::{EndedBy, MentorshipParty};
use domain::programme::command::PublishConsentText;
use domain::task::Selection;
use domain::task::command::{ApproveBrief, OpenTask, WriteBrief};
use domain::vocabulary::{ConsentPurpose, TierCode, VocabularyAxis};
use domain::{Actor, Command, Day, LocalText, Moment, Zone};
use engine::{Engine, Pending, Request, Settings};
use testkit::work::rush;

use crate::cast::{ZONE, brief, drafted, founding, joining, lin, mei};

/// How large the programme is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) members: u32,
    /// Entries of the ledger of each member.
    pub(crate) entries: u32,
    /// Works that wait for review.
    pub(crate) waiting: u32,
}

/// Commands on their way at a time.
const WINDOW: usize = 4_096;
/// Of ten members the first three are from the time before and teach, the next four joined with
/// their names, the last three are from the time before again.
const TEN: u32 = 10;
const TEACHERS: std::ops::Range<u32> = 0..3;
const JOINED: std::ops::Range<u32> = 3..7;
const EARLIER: std::ops::Range<u32> = 7..10;
/// Mentees a mentor may have at a time.
const CAPACITY: u16 = 50;

/// The member with that number.
pub(crate) fn koc(number: u32) -> KocId {
    KocId::of_external(ProgrammeId::derived(&[b"bench"]), &key(number))
}

fn key(number: u32) -> String {
    format!("member-{number:06}")
}

/// Makes the programme in `dir`, unless it was made before.
pub(crate) fn make(dir: &Path, size: Size) -> Result<()> {
    let done = dir.join("whole");
    if done.exists() {
        return Ok(());
    }
    ensure!(!dir.exists(), "{} is there and was not finished: remove it", dir.display());
    std::fs::create_dir_all(dir)?;
    let engine = Engine::open(Settings::new(dir))?;
    let mut maker = Maker { engine: &engine, waiting: VecDeque::new(), sent: 0 };
    let live = maker.found()?;
    maker.history(size)?;
    maker.settle()?;
    maker.send(mei(), live)?;
    maker.members(size)?;
    maker.mentorships(size)?;
    maker.candidates(size)?;
    maker.works(size)?;
    maker.settle()?;
    drop(engine);
    Ok(std::fs::write(done, "")?)
}

struct Maker<'a> {
    engine: &'a Engine,
    waiting: VecDeque<(&'static str, Pending)>,
    sent: u64,
}

impl Maker<'_> {
    /// Sends without waiting, as far as the window allows; every command must be accepted.
    fn send(&mut self, actor: Actor, command: impl Into<Command>) -> Result<()> {
        self.sent += 1;
        let command = command.into();
        let name = command.name();
        let id = CommandId::derived(&[b"made", &self.sent.to_be_bytes()]);
        self.waiting.push_back((name, self.engine.submit(Request::new(command, id, actor))));
        if self.waiting.len() >= WINDOW { self.take(WINDOW / 2) } else { Ok(()) }
    }

    fn take(&mut self, count: usize) -> Result<()> {
        for (name, answer) in self.waiting.drain(..count.min(self.waiting.len())) {
            answer.wait().with_context(|| name.to_owned())?;
        }
        Ok(())
    }

    /// Waits for everything that was sent.
    fn settle(&mut self) -> Result<()> {
        self.take(usize::MAX)
    }

    fn now(&self) -> Result<Moment> {
        self.engine.now().map_err(anyhow::Error::msg)
    }

    fn today(&self) -> Result<Day> {
        Ok(Zone::named(ZONE).context("built in")?.day_of(self.now()?))
    }

    /// Everything but going live, which is given back.
    fn found(&mut self) -> Result<Command> {
        let words: [(VocabularyAxis, &[&str]); 2] =
            [(VocabularyAxis::Format, &["video"]), (VocabularyAxis::Topic, &["driving"])];
        let mut founding = founding(self.today()?, &words);
        let (_, live) = founding.pop().context("it ends with going live")?;
        let mentoring = PublishConsentText {
            purpose: ConsentPurpose::Mentoring,
            text_version: 1,
            text: LocalText::new("我愿意带教。", "I will teach."),
            sha256: Sha256([8; 32]),
        };
        founding.push((Actor::SYSTEM, mentoring.into()));
        for (actor, command) in founding {
            self.send(actor, command)?;
        }
        self.settle()?;
        Ok(live)
    }

    /// Tiers and works of the time before.
    fn history(&mut self, size: Size) -> Result<()> {
        let now = self.now()?;
        for (places, to) in
            [(TEACHERS, ImportedPlace::Partner), (EARLIER, ImportedPlace::Responder)]
        {
            for number in places.flat_map(|place| at(size, place)) {
                let moved = ImportTierMove {
                    koc_id: koc(number),
                    external_ref: key(number),
                    at: now.plus_hours(-24 * i64::from(1_000 + number % 300)),
                    from: ImportedPlace::Outside,
                    to,
                };
                self.send(Actor::IMPORT, moved)?;
                for entry in 0..size.entries {
                    self.send(Actor::IMPORT, earlier_work(number, entry, now))?;
                }
            }
        }
        Ok(())
    }

    /// Those who join with their names, and what they do in the community.
    fn members(&mut self, size: Size) -> Result<()> {
        for number in JOINED.flat_map(|place| at(size, place)) {
            let name = format!("车主 {number}");
            let joins =
                RegisterKoc { external_ref: Some(key(number)), ..joining(koc(number), &name) };
            self.send(Actor::ADMIN, joins)?;
        }
        self.settle()?;
        let (now, month) = (self.now()?, YearMonth::of(self.today()?));
        for entry in 0..size.entries {
            for number in JOINED.flat_map(|place| at(size, place)) {
                let (koc_id, source_ref) = (koc(number), format!("post-{entry}"));
                let activity_id = ActivityId::of(koc_id, month, "app", &source_ref);
                let recorded = RecordActivity {
                    koc_id,
                    kind: ActivityKind::AnsweredQuestion,
                    at: now,
                    month,
                    source: "app".to_owned(),
                    source_ref,
                    subject: None,
                };
                self.send(mei(), recorded)?;
                let why = "有用".into();
                self.send(mei(), MarkActivityInsightful { koc_id, activity_id, why })?;
            }
        }
        self.settle()
    }

    /// Two for each member. Teachers step down one after the other once they have taught, so that
    /// whom they taught is taught of by the next: three generations.
    fn mentorships(&mut self, size: Size) -> Result<()> {
        for number in TEACHERS.flat_map(|place| at(size, place)) {
            self.send(Actor::koc(koc(number)), consent(koc(number)))?;
            let appointed = AppointMentor {
                koc_id: koc(number),
                topics: vec!["driving".to_owned()],
                capacity: CAPACITY,
                statement: None,
            };
            self.send(mei(), appointed)?;
        }
        let learners = || JOINED.chain(EARLIER);
        for place in learners() {
            self.teach(2, at(size, 2).zip(at(size, place)), true)?;
        }
        self.step_down(size, 2)?;
        self.teach(1, at(size, 1).zip(at(size, 2)), true)?;
        for place in learners() {
            self.teach(1, at(size, 1).zip(at(size, place)), true)?;
        }
        self.step_down(size, 1)?;
        self.teach(0, at(size, 0).zip(at(size, 1)), false)?;
        for place in JOINED {
            self.teach(0, at(size, 0).zip(at(size, place)), false)?;
        }
        self.settle()
    }

    /// Partners become responders, by their own will.
    fn step_down(&mut self, size: Size, place: u32) -> Result<()> {
        self.settle()?;
        let effective_on = self.today()?;
        for number in at(size, place) {
            let (koc_id, to_tier) = (koc(number), TierCode::Responder);
            let stepped = StepDown { koc_id, to_tier, reason: None, effective_on };
            self.send(Actor::koc(koc_id), stepped)?;
        }
        self.settle()
    }

    fn teach(
        &mut self,
        round: u8,
        pairs: impl Iterator<Item = (u32, u32)>,
        ends: bool,
    ) -> Result<()> {
        let until = self.today()?.plus(300);
        for (mentor, mentee) in pairs {
            let (mentor, mentee) = (koc(mentor), koc(mentee));
            let mentorship_id = MentorshipId::derived(&[&[round], &mentee.0]);
            let proposed = ProposeMentorship {
                mentorship_id,
                mentor,
                mentee,
                goals: None,
                topics: vec!["driving".to_owned()],
                until,
            };
            self.send(mei(), proposed)?;
            for (who, by) in [(mentor, MentorshipParty::Mentor), (mentee, MentorshipParty::Mentee)]
            {
                self.send(Actor::koc(who), AcceptMentorship { mentorship_id, by })?;
            }
            if ends {
                let (by, reason) = (EndedBy::Brand, "到期".into());
                self.send(mei(), EndMentorship { mentorship_id, by, reason })?;
            }
        }
        Ok(())
    }

    /// As many are named as candidates for the second tier as works wait for review, and take back a
    /// consent, which somebody of the team has to look into.
    fn candidates(&mut self, size: Size) -> Result<()> {
        let members = JOINED.flat_map(|place| at(size, place));
        for number in members.take(size.waiting as usize) {
            let named = NominateCandidate {
                koc_id: koc(number),
                candidacy_id: CandidacyId::derived(&[&number.to_be_bytes()]),
                target_tier: TierCode::Responder,
                source: NominationSource::Observation,
                source_ref: None,
                note: None,
            };
            self.send(mei(), named)?;
            let (koc_id, purpose) = (koc(number), ConsentPurpose::Mentoring);
            self.send(Actor::koc(koc_id), consent(koc_id))?;
            self.send(Actor::koc(koc_id), WithdrawConsent { koc_id, purpose })?;
        }
        self.settle()
    }

    /// One task of which many hand in, and nobody has reviewed.
    fn works(&mut self, size: Size) -> Result<()> {
        let task_id = TaskId::derived(&[b"asked"]);
        self.send(mei(), drafted(task_id))?;
        self.send(mei(), WriteBrief { task_id, brief: brief(self.now()?) })?;
        self.send(lin(), ApproveBrief { task_id, brief_version: 1 })?;
        let (selection, slots) = (Selection::Broadcast, Some(size.waiting));
        self.send(mei(), OpenTask { task_id, selection, slots, budget_id: None })?;
        let members = JOINED.flat_map(|place| at(size, place));
        for number in members.take(size.waiting as usize) {
            self.send(Actor::koc(koc(number)), rush(task_id, koc(number)))?;
        }
        self.settle()
    }
}

/// The numbers of those at one place of every ten.
fn at(size: Size, place: u32) -> impl Iterator<Item = u32> {
    (0..size.members / TEN).map(move |ten| ten * TEN + place)
}

/// To mentoring.
fn consent(koc_id: KocId) -> GrantConsent {
    let purpose = ConsentPurpose::Mentoring;
    GrantConsent { koc_id, purpose, text_version: 1, evidence_ref: None, expires_on: None }
}

fn earlier_work(number: u32, entry: u32, now: Moment) -> ImportReviewedWork {
    let programme_id = ProgrammeId::derived(&[b"bench"]);
    let external_key = format!("work-{number:06}-{entry:03}");
    let submitted_at = now.plus_hours(-24 * i64::from(1 + (number + entry * 97) % 900));
    ImportReviewedWork {
        work_id: WorkId::of_external(programme_id, &external_key),
        external_key,
        author: koc(number),
        author_ref: key(number),
        reviewer_ref: "reviewer".to_owned(),
        submitted_at,
        accepted_at: submitted_at.plus_hours(20),
        revisions: entry % 3,
        lines: 10 + entry,
        kind: "article".to_owned(),
    }
}
