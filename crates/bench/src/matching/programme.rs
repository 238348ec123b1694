//! A programme of very many members, reached by commands, and the same facts in plain structs.

use anyhow::{Result, anyhow};
use domain::assignment::command::{AcceptAssignment, AssignTask};
use domain::assignment::values::{Assignee, TermsAccepted};
use domain::id::{AssignmentId, CommandId, CorrelationId, EventId, KocId, TaskId};
use domain::koc::command::{PauseKoc, SetPreferences, UpdateProfile};
use domain::koc::profile::{Archetype, Preferences};
use domain::personal::{Personal, Sealed};
use domain::task::command::{ApproveBrief, OpenTask, SetEligibility, WriteBrief};
use domain::task::{Eligibility, Selection, Wanted};
use domain::vocabulary::{Horizon, VocabularyAxis};
use domain::{Actor, Command, Context, Day, Moment, Recorded, State, Zone};

use crate::cast::{ZONE, brief, drafted, founding, joining, lin, mei};

/// What a hand-written filter needs of a member.
pub(super) struct Facts {
    pub(super) active: bool,
    pub(super) consents: bool,
    pub(super) skills: Vec<String>,
    pub(super) formats: Vec<String>,
    pub(super) region: Option<String>,
    pub(super) live_assignments: u16,
    pub(super) limit: u16,
}

/// The write state of a programme, and what a loop needs of it.
pub(super) struct Programme {
    pub(super) state: State,
    pub(super) now: Moment,
    /// A task that asks for two words and a region.
    pub(super) narrow: TaskId,
    /// A task that asks for nothing but looks for much.
    pub(super) wide: TaskId,
    /// Some member.
    pub(super) somebody: KocId,
    pub(super) facts: Vec<Facts>,
    zone: Zone,
}

const SKILLS: [&str; 4] = ["filming", "editing", "writing", "driving"];
const FORMATS: [&str; 3] = ["video", "photo", "article"];
const REGIONS: [&str; 4] = ["east", "south", "north", "west"];
const TOPICS: [&str; 4] = ["range", "family-trip", "maintenance", "design"];
const AUDIENCES: [&str; 2] = ["parents", "young"];
const STYLES: [&str; 2] = ["everyday", "deep"];

/// Live assignments a member of the first tier may hold, by the limits of a new programme.
const FIRST_TIER_LIMIT: u16 = 3;

impl Programme {
    /// Live, with that many members: their words, wishes, breaks and earlier work vary with their
    /// number and are the same in every run.
    pub(super) fn of(members: u32) -> Result<Programme> {
        let now: Moment = "2025-03-01T02:00:00Z".parse().map_err(|_| anyhow!("a moment"))?;
        let zone = Zone::named(ZONE).ok_or_else(|| anyhow!("a time zone"))?;
        let mut programme = Programme {
            state: State::default(),
            now,
            narrow: TaskId::derived(&[b"narrow"]),
            wide: TaskId::derived(&[b"wide"]),
            somebody: koc(members / 2),
            facts: Vec::new(),
            zone,
        };
        programme.set_up()?;
        let earlier = TaskId::derived(&[b"earlier"]);
        programme.task(earlier, None)?;
        for number in 0..members {
            let facts = programme.member(number, earlier)?;
            programme.facts.push(facts);
        }
        let asked = Eligibility {
            skills: words(&["filming"]),
            formats: words(&["video"]),
            regions: words(&["east"]),
            ..Eligibility::default()
        };
        programme.task(programme.narrow, Some(asked))?;
        programme.task(programme.wide, Some(Eligibility::default()))?;
        Ok(programme)
    }

    fn today(&self) -> Day {
        self.zone.day_of(self.now)
    }

    /// Decides and takes in, as the engine does; nothing is stored.
    fn send(&mut self, actor: Actor, command: impl Into<Command>) -> Result<()> {
        let mut command = command.into();
        command.personal(&self.state, &mut |person, field, text| {
            if let Personal::Clear(clear) = text {
                let ciphertext = [clear.trim().as_bytes(), &[0; 16]].concat();
                let (nonce, fingerprint) = ([0; 24], CommandId::derived(&[clear.as_bytes()]).0);
                *text = Personal::Sealed(Sealed { person, field, nonce, fingerprint, ciphertext });
            }
        });
        let next = EventId(self.state.position().0 + 1);
        let context = Context { now: self.now, occurred_at: self.now, actor, next };
        let decided = self.state.decide(&command, &context)?;
        for ((event, cause), position) in decided.events.into_iter().zip(next.0..) {
            let recorded = Recorded {
                position: EventId(position),
                stream: event.stream(),
                version: 1,
                recorded_at: self.now,
                occurred_at: self.now,
                actor,
                command_id: CommandId::derived(&[&next.0.to_be_bytes()]),
                correlation_id: CorrelationId([0; 16]),
                causation: cause.map(|cause| EventId(next.0 + cause as u64)),
                event,
            };
            self.state.evolve(&recorded);
        }
        Ok(())
    }

    fn set_up(&mut self) -> Result<()> {
        let words = [
            (VocabularyAxis::Skill, SKILLS.as_slice()),
            (VocabularyAxis::Format, FORMATS.as_slice()),
            (VocabularyAxis::Region, REGIONS.as_slice()),
            (VocabularyAxis::Topic, TOPICS.as_slice()),
            (VocabularyAxis::Audience, AUDIENCES.as_slice()),
            (VocabularyAxis::Style, STYLES.as_slice()),
        ];
        for (actor, command) in founding(self.today(), &words) {
            self.send(actor, command)?;
        }
        Ok(())
    }

    /// An open task; with conditions it looks for much beyond them.
    fn task(&mut self, task_id: TaskId, asked: Option<Eligibility>) -> Result<()> {
        self.send(mei(), drafted(task_id))?;
        let brief = brief(self.now);
        self.send(mei(), WriteBrief { task_id, brief })?;
        self.send(lin(), ApproveBrief { task_id, brief_version: 1 })?;
        if let Some(eligibility) = asked {
            let wanted = Wanted {
                skills: words(&["editing"]),
                styles: words(&["everyday"]),
                topics: words(&["family-trip", "range"]),
                audiences: words(&["parents"]),
                ..Wanted::default()
            };
            self.send(mei(), SetEligibility { task_id, eligibility, wanted, max_tier: None })?;
        }
        let (selection, slots) = (Selection::Offer, None);
        self.send(mei(), OpenTask { task_id, selection, slots, budget_id: None })
    }

    /// Every second makes videos, every fourth lives in the east; one in twenty takes a break, one
    /// in fifty does not want to be profiled, one in ten was offered work before.
    fn member(&mut self, number: u32, earlier: TaskId) -> Result<Facts> {
        let koc_id = koc(number);
        let by = Actor::koc(koc_id);
        self.send(mei(), joining(koc_id, &format!("member {number}")))?;
        let profile = profile(koc_id, number);
        self.send(by, profile.clone())?;
        if number.is_multiple_of(5) {
            let preferences = Preferences {
                horizons: vec![Horizon::Instant],
                topics: pick(&TOPICS, number / 5),
                opt_out_profiled_matching: number.is_multiple_of(50),
                ..Preferences::default()
            };
            self.send(by, SetPreferences { koc_id, preferences })?;
        }
        let at_work = number % 10 == 3;
        if at_work {
            self.send(mei(), offer(earlier, koc_id, self.now))?;
            let assignment_id = AssignmentId::of(earlier, koc_id);
            let terms_accepted =
                TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
            self.send(
                by,
                AcceptAssignment {
                    assignment_id,
                    brief_version: 1,
                    terms_accepted,
                    proposal_no: None,
                },
            )?;
        }
        let on_break = number % 20 == 7;
        if on_break {
            let (from, until) = (self.today(), None);
            self.send(by, PauseKoc { koc_id, from, until, reason: None })?;
        }
        Ok(Facts {
            active: !on_break,
            consents: true,
            skills: profile.skills.unwrap_or_default(),
            formats: profile.formats.unwrap_or_default(),
            region: profile.region,
            live_assignments: u16::from(at_work),
            limit: FIRST_TIER_LIMIT,
        })
    }
}

fn koc(number: u32) -> KocId {
    KocId::derived(&[b"member", &number.to_be_bytes()])
}

fn words(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// Two neighbouring words of a list.
fn pick(codes: &[&str], number: u32) -> Vec<String> {
    let at = |offset: usize| {
        let place = (usize::try_from(number).unwrap_or(0) + offset) % codes.len();
        codes.get(place).map(|code| (*code).to_owned())
    };
    [at(0), at(1)].into_iter().flatten().collect()
}

fn profile(koc_id: KocId, number: u32) -> UpdateProfile {
    let one = |codes: &[&str]| pick(codes, number / 3).into_iter().next();
    UpdateProfile {
        koc_id,
        skills: Some(pick(&SKILLS, number)),
        formats: Some(pick(&FORMATS, number / 4)),
        styles: Some(one(&STYLES).into_iter().collect()),
        tones: None,
        topics: Some(pick(&TOPICS, number / 2)),
        audiences: Some(one(&AUDIENCES).into_iter().collect()),
        communities: None,
        region: one(&REGIONS),
        archetype: Some(Archetype::FreshVoice),
        loyalty_note: None,
    }
}

fn offer(task_id: TaskId, koc_id: KocId, now: Moment) -> AssignTask {
    AssignTask {
        task_id,
        assignee: Assignee::Koc(koc_id),
        brief_version: 1,
        offer_expires_at: now.plus_hours(24),
        returns_override: None,
        contact_operator: None,
        message: "would you?".into(),
    }
}
