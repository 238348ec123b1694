//! A programme in a scratch folder, and short ways to ask it things.

use std::path::Path;
use std::sync::Arc;

use domain::id::{CommandId, OperatorId, ProgrammeId};
use domain::operator::command::AddOperator;
use domain::programme::command::{CreateProgramme, ExtendVocabulary};
use domain::vocabulary::{LabelScheme, VocabularyAxis};
use domain::{Actor, Command, Lang, LocalText, Moment, Recorded, Role};
use engine::codec;
use engine::{Accepted, CommandError, DigestKind, Digests, Engine, ManualClock, Request, Settings};
use event_log::{Commit, NewRecord};
use tempfile::TempDir;

/// Where every test's clock begins.
pub(crate) const START: &str = "2025-03-01T08:00:00Z";

pub(crate) fn moment(text: &str) -> Moment {
    text.parse().expect("a moment")
}

/// An engine over a folder of its own, with a clock moved by hand.
pub(crate) struct Fixture {
    pub(crate) dir: TempDir,
    pub(crate) clock: Arc<ManualClock>,
}

impl Fixture {
    pub(crate) fn new() -> Fixture {
        let dir = tempfile::tempdir().expect("a scratch folder");
        Fixture { dir, clock: Arc::new(ManualClock::at(moment(START))) }
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings { clock: self.clock.clone(), ..Settings::new(self.path()) }
    }

    pub(crate) fn open(&self) -> Engine {
        Engine::open(self.settings()).expect("the engine opens")
    }

    /// An open engine whose programme exists.
    pub(crate) fn with_programme() -> (Fixture, Engine) {
        let fixture = Fixture::new();
        let engine = fixture.open();
        accept(&engine, ask("found", create_programme()));
        (fixture, engine)
    }
}

pub(crate) fn command_id(name: &str) -> CommandId {
    CommandId::derived(&[name.as_bytes()])
}

/// A request of the admin under an id made from `name`.
pub(crate) fn ask(name: &str, command: impl Into<Command>) -> Request {
    Request::new(command, command_id(name), Actor::ADMIN)
}

#[track_caller]
pub(crate) fn accept(engine: &Engine, request: Request) -> Accepted {
    match engine.execute(request) {
        Ok(accepted) => accepted,
        Err(error) => panic!("not accepted: {error}"),
    }
}

/// The code a request is refused with.
#[track_caller]
pub(crate) fn refusal(engine: &Engine, request: Request) -> &'static str {
    code(engine.execute(request))
}

#[track_caller]
pub(crate) fn code(answer: Result<Accepted, CommandError>) -> &'static str {
    match answer {
        Err(CommandError::Refused(refusal)) => refusal.code(),
        other => panic!("a refusal was expected: {other:?}"),
    }
}

pub(crate) fn exact(engine: &Engine) -> Digests {
    engine.view().digests(DigestKind::Exact)
}

pub(crate) fn create_programme() -> CreateProgramme {
    CreateProgramme {
        programme_id: ProgrammeId([1; 16]),
        brand: "Lynx".to_owned(),
        name: LocalText::new("领克伙伴", "Lynx Partners"),
        time_zone: "Asia/Shanghai".to_owned(),
        locales: vec![Lang::Zh, Lang::En],
        currency: "CNY".to_owned(),
        min_age: 18,
        default_label_scheme: LabelScheme::Role,
        simulation_seed: None,
    }
}

/// One event, about nobody.
pub(crate) fn add_topic(code: &str) -> ExtendVocabulary {
    ExtendVocabulary {
        axis: VocabularyAxis::Topic,
        code: code.to_owned(),
        labels: LocalText::new("话题", "Topic"),
    }
}

/// One event, about a person.
pub(crate) fn add_operator(number: u8, name: &str) -> AddOperator {
    AddOperator { operator_id: OperatorId([number; 16]), name: name.into(), roles: vec![Role::Ops] }
}

/// As the engine would store it.
pub(crate) fn stored(recorded: &Recorded) -> NewRecord {
    codec::to_record(recorded, [0; 16])
}

/// A commit for every command.
pub(crate) fn by_command(records: Vec<NewRecord>) -> Vec<Commit> {
    let mut commits: Vec<Commit> = Vec::new();
    for record in records {
        match commits.last_mut() {
            Some(commit) if commit.records[0].command_id == record.command_id => {
                commit.records.push(record);
            }
            _ => commits.push(Commit { records: vec![record] }),
        }
    }
    commits
}
