//! What one more of a kind takes in memory, in every read model and in the state of rules: very
//! many of the kind are added, and the bytes allocated before and after are compared. Beside them,
//! in the same run, the bytes of the records it was folded from.

use anyhow::Result;
use domain::activity::command::{MarkActivityInsightful, RecordActivity};
use domain::activity::values::{ActivityKind, YearMonth};
use domain::assignment::command::StartReview;
use domain::assignment::values::{Decision, ReviewStage};
use domain::id::{ActivityId, AssignmentId, TaskId};
use domain::vocabulary::{Horizon, Mode};
use domain::{Actor, Command, Recorded, State};
use engine::{View, codec};
use event_log::ENVELOPE_LEN;
use testkit::cast::{join, joining, koc, live, mei, wei};
use testkit::scene::Scene;
use testkit::work::{acceptance, offer, open, review, submission};

use crate::figures::Report;
use crate::fold::MODELS;

/// How much is measured.
#[derive(Clone, Debug, clap::Parser)]
#[command(about = "Measures what members, assignments and closed works take in memory")]
pub struct MemoryArgs {
    /// How many of each kind are added.
    #[arg(long, default_value_t = 10_000)]
    count: usize,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// What is counted, in the order in which it comes about: every later one is of the members of the
/// first.
const KINDS: [&str; 4] = ["member", "live assignment", "closed work", "credited act"];

/// A log, and where in it each part ends: what founds the programme, then each kind.
struct Grown {
    log: Vec<Recorded>,
    founded: usize,
    ends: [usize; KINDS.len()],
}

/// Measures and prints. `allocated` tells how many bytes are allocated now.
///
/// # Errors
/// When a command is refused, or the system does not say what a process holds.
pub fn run(args: &MemoryArgs, allocated: fn() -> i64) -> Result<()> {
    let Grown { log, founded, ends } = grown(args.count)?;
    let (mut view, mut state) = (View::default(), State::default());
    let mut rows: Vec<(String, Vec<f64>)> =
        MODELS.iter().map(|(name, _)| ((*name).to_owned(), Vec::new())).collect();
    let (mut rules, mut records) = (Vec::new(), Vec::new());
    let (founding, mut rest) = log.split_at(founded);
    founding.iter().for_each(|it| view.apply(it));
    founding.iter().for_each(|it| state.evolve(it));
    let mut from = founded;
    for end in ends {
        let (added, after) = rest.split_at(end - from);
        (from, rest) = (end, after);
        let each = |bytes: i64| bytes as f64 / args.count as f64;
        for ((_, apply), (_, figures)) in MODELS.iter().zip(&mut rows) {
            let before = allocated();
            added.iter().for_each(|recorded| apply(&mut view, recorded));
            figures.push(each(allocated() - before));
        }
        let before = allocated();
        added.iter().for_each(|recorded| state.evolve(recorded));
        rules.push(each(allocated() - before));
        let bytes = added.iter().map(|it| codec::encode(&it.event).len() + ENVELOPE_LEN);
        records.push(each(i64::try_from(bytes.sum::<usize>())?));
    }
    let of_all = |kind: usize| rows.iter().map(|(_, figures)| figures[kind]).sum();
    let models: Vec<f64> = (0..KINDS.len()).map(of_all).collect();
    let all: Vec<f64> = models.iter().zip(&rules).map(|(models, rules)| models + rules).collect();
    let ratios = KINDS.iter().zip(all.iter().zip(&records));
    let ratios = ratios.map(|(kind, (all, records))| (kind.replace(' ', "_"), all / records));
    let ratios = ratios.collect();
    rows.extend([
        ("all read models".to_owned(), models),
        ("rules".to_owned(), rules),
        ("together".to_owned(), all),
        ("records of the log".to_owned(), records),
    ]);
    let report = Report {
        bench: "memory",
        said: vec![("count", args.count.into())],
        columns: ["bytes of one"].into_iter().chain(KINDS).collect(),
        rows,
        ratios,
    };
    report.print(args.json)
}

/// As many members twice, so that maps are large when counting begins; then for each of the second
/// half work that is under way, the same work approved, and an act that is credited.
fn grown(count: usize) -> Result<Grown> {
    let mut scene = live();
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, None);
    for number in 0..count {
        join(&mut scene, &format!("earlier-{number}"));
    }
    let founded = scene.log.len();
    let mut ends = [0; KINDS.len()];
    for (kind, end) in ends.iter_mut().enumerate() {
        for number in 0..count {
            for (actor, command) in one(&scene, task_id, kind, number) {
                scene.send(actor, command)?;
            }
        }
        *end = scene.log.len();
    }
    Ok(Grown { log: scene.log, founded, ends })
}

/// The commands that bring about one of a kind.
fn one(scene: &Scene, task_id: TaskId, kind: usize, number: usize) -> Vec<(Actor, Command)> {
    let name = format!("owner-{number}");
    let (koc_id, now) = (koc(&name), scene.now());
    let own = Actor::koc(koc_id);
    let assignment_id = AssignmentId::of(task_id, koc_id);
    let (submission_no, stage) = (1, ReviewStage::Brand);
    match kind {
        0 => vec![(mei(), joining(&name).into())],
        1 => vec![
            (mei(), offer(now, task_id, koc_id).into()),
            (own, acceptance(assignment_id).into()),
        ],
        2 => vec![
            (own, submission(assignment_id, koc_id, submission_no).into()),
            (wei(), StartReview { assignment_id, submission_no, stage }.into()),
            (wei(), review(assignment_id, submission_no, stage, Decision::Approve, 84).into()),
        ],
        _ => {
            let (month, source_ref) = (YearMonth::of(scene.today()), format!("post-{number}"));
            let activity_id = ActivityId::of(koc_id, month, "app", &source_ref);
            let (kind, source) = (ActivityKind::AnsweredQuestion, "app".to_owned());
            let act =
                RecordActivity { koc_id, kind, at: now, month, source, source_ref, subject: None };
            let why = "有用".into();
            let marked = MarkActivityInsightful { koc_id, activity_id, why };
            vec![(mei(), act.into()), (mei(), marked.into())]
        }
    }
}
