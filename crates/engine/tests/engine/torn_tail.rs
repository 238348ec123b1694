//! The power goes while a commit is written: what was acknowledged is there, what was not is there
//! whole or not at all, and the command can be sent again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::assignment::command::StartReview;
use domain::assignment::values::ReviewStage;
use domain::{Event, assignment};
use engine::{DigestKind, Engine, ManualClock, Request, Settings, View};
use event_log::{LogStore, SledLog};
use testkit::cast::mei;
use testkit::stories::{Story, story};

use crate::support::*;

/// The file that sled appends to.
const APPENDED: &str = "log/sled/db";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("writable");
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("readable");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().expect("readable").is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(from, to).expect("copied");
        }
    }
}

/// A reviewer begins with what the story ends with.
fn begin(story: &Story) -> Request {
    let handed_in = story.log.iter().rev().find_map(|recorded| match &recorded.event {
        Event::Assignment(assignment::Event::WorkSubmitted(e)) => Some(e),
        _ => None,
    });
    let handed_in = handed_in.expect("the story ends with a hand-in");
    let (assignment_id, submission_no) = (handed_in.assignment_id, handed_in.submission_no);
    let command = StartReview { assignment_id, submission_no, stage: ReviewStage::Brand };
    Request::new(command, command_id("begin"), mei())
}

fn settings(story: &Story, dir: PathBuf) -> Settings {
    let now = story.log.last().expect("events").recorded_at.plus_hours(1);
    Settings { clock: Arc::new(ManualClock::at(now)), ..Settings::new(dir) }
}

#[test]
fn what_was_torn_while_it_was_written_is_there_whole_or_not_at_all() {
    let story = story("torn_tail");
    let folder = Fixture::new();
    let running = folder.path().join("running");
    drop(Engine::open(settings(&story, running.clone())).expect("opens"));
    let log = SledLog::open(running.join("log")).expect("opens");
    log.append(&by_command(story.log.iter().map(stored).collect()), 0).expect("fits");
    log.close().expect("closes");

    let engine = Engine::open(settings(&story, running.clone())).expect("opens");
    let acknowledged = folder.path().join("acknowledged");
    copy(&running, &acknowledged);
    accept(&engine, begin(&story));
    let written = fs::read(running.join(APPENDED)).expect("readable");
    drop(engine);

    let mut told = View::default();
    story.log.iter().for_each(|recorded| told.apply(recorded));
    let told = told.digests(DigestKind::Exact);

    let mut before = fs::read(acknowledged.join(APPENDED)).expect("readable");
    before.resize(written.len().max(before.len()), 0);
    let differs = |at: &usize| before[*at] != written[*at];
    let first = (0..written.len()).find(differs).expect("something was written");
    let last = (0..written.len()).rfind(differs).expect("something was written");
    let (mut gone, mut whole) = (0, 0);
    let step = ((last - first) / 40).max(1);
    for torn in (first..=last).step_by(step).chain([last, last + 1]) {
        let dir = folder.path().join(format!("torn-{torn}"));
        copy(&acknowledged, &dir);
        let content = [&written[..torn], &before[torn..]].concat();
        fs::write(dir.join(APPENDED), content).expect("writable");

        let engine = Engine::open(settings(&story, dir.clone())).expect("opens");
        engine.verify().expect("whole");
        if engine.head().size == story.log.len() as u64 {
            gone += 1;
            assert_eq!(exact(&engine), told, "torn after {torn} bytes");
        } else {
            whole += 1;
        }
        // Sent again under its id, it is carried out or answered as the first time.
        let answer = accept(&engine, begin(&story));
        assert_eq!(answer.events.len() as u64 + story.log.len() as u64, engine.head().size);
        engine.verify().expect("whole");
        drop(engine);
        fs::remove_dir_all(dir).expect("writable");
    }
    assert!(gone > 0 && whole > 0, "gone {gone} times, whole {whole} times");
}
