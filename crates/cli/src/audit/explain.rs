//! Every event that led to a decision, a balance or a state, or what a refusal means.

use audit::explain::{self, Beside, Explanation, Part, Step};
use domain::id::{EventId, KocId};
use domain::stream::{StreamId, StreamKind};
use domain::{Event, Lang, Recorded, Violation};
use engine::{Engine, View};
use fixture::show::Teller;

use super::member_known_as;
use crate::args::{ExplainArgs, ExplainWhat, Format, Tongue};
use crate::exit::{Done, Ending, Failure};
use crate::open::opening_failed;
use crate::out::{self, Out, say};
use crate::table::Table;

/// The most causes that are followed. Our own number: a chain is as long as a command's reactions.
const CAUSES_MAX: usize = 100;

/// Explains what is asked about.
///
/// # Errors
/// When it is not there, and when the log cannot be read.
pub(super) fn run(engine: &Engine, args: &ExplainArgs, out: &dyn Out) -> Ending {
    let lang = match args.lang {
        Tongue::En => Lang::En,
        Tongue::Zh => Lang::Zh,
    };
    if let Some(code) = &args.what.refusal {
        return refusal(code, lang, args.format, out);
    }
    let view = engine.view();
    let (found, heading) = find(engine, &view, &args.what, lang)?;
    let table = table(engine, &found, lang)?;
    out::data(out, &table.render(args.format))?;
    for line in heading.into_iter().chain(rests_on(&found, lang)) {
        say(out, &line);
    }
    Ok(Done::Whole)
}

/// What is explained, and a line about where it stands.
fn find(
    engine: &Engine,
    view: &View,
    what: &ExplainWhat,
    lang: Lang,
) -> Result<(Explanation, Option<String>), Failure> {
    let zh = lang == Lang::Zh;
    if let Some(koc) = &what.koc {
        let koc_id = member_known_as(view, koc)?;
        let history = view.tiers.history(koc_id, None);
        let Some(span) = history.last() else {
            return Err(Failure::Failed(format!("{koc} was never in a tier")));
        };
        let tier =
            span.tier.map_or(if zh { "不在等级内" } else { "no tier" }, |tier| tier.code());
        let since = view.tiers.zone().written(span.valid_from);
        let heading = if zh {
            format!("{koc}:{tier},自 {since}")
        } else {
            format!("{koc} stands in {tier} since {since}")
        };
        return Ok((event(engine, view, span.fact.position)?, Some(heading)));
    }
    if let Some(koc) = &what.balance {
        let koc_id = member_known_as(view, koc)?;
        let mut balance = 0_i64;
        let mut lines = view.ledger.lines(koc_id);
        lines.sort_by_key(|line| line.entry.position);
        let steps = lines.iter().map(|line| {
            let points = line.entry.points;
            balance = balance.saturating_add(points);
            let step = Step::plain(line.entry.position, Part::Line);
            Step { points: Some(points), balance: Some(balance), ..step }
        });
        let steps: Vec<Step> = steps.collect();
        let heading = if zh {
            format!("{koc}:余额 {balance},共 {} 笔", steps.len())
        } else {
            format!("{koc}: a balance of {balance} from {} lines", steps.len())
        };
        return Ok((Explanation { steps, ..Explanation::default() }, Some(heading)));
    }
    let stream = match (what.assignment, what.task) {
        (Some(id), _) => Some((StreamId::new(StreamKind::Assignment, id.0), id.to_string())),
        (_, Some(id)) => Some((StreamId::new(StreamKind::Task, id.0), id.to_string())),
        _ => None,
    };
    if let Some((stream, name)) = stream {
        let events = of_stream(engine, stream)?;
        if events.is_empty() {
            return Err(Failure::Failed(format!("there is no `{name}`")));
        }
        return Ok((explain::course(&events), None));
    }
    Ok((event(engine, view, what.event.unwrap_or_default())?, None))
}

/// One event with all that stands around it.
fn event(engine: &Engine, view: &View, position: EventId) -> Result<Explanation, Failure> {
    let explained = at(engine, position)?;
    let stream = match &explained.event {
        Event::Koc(event) => of_stream(engine, StreamId::new(StreamKind::Koc, event.koc_id().0))?,
        event => of_stream(engine, event.stream())?,
    };
    let mut causes = Vec::new();
    let mut next = explained.causation;
    while let Some(cause) = next.filter(|_| causes.len() < CAUSES_MAX) {
        causes.push(cause);
        next = at(engine, cause)?.causation;
    }
    let read = engine.events_of(explained.command_id);
    let command = read.map_err(|error| opening_failed(&error))?;
    let command: Vec<Recorded> = command.into_iter().filter_map(|it| it.known().ok()).collect();
    let appeals = view.privacy.appeals_on(position);
    let appeals: Vec<EventId> = appeals.flat_map(|row| row.positions.clone()).collect();
    let beside = Beside { stream: &stream, command: &command, causes: &causes, appeals: &appeals };
    Ok(explain::event(&explained, beside))
}

fn at(engine: &Engine, position: EventId) -> Result<Recorded, Failure> {
    let found = engine.event(position).map_err(|error| opening_failed(&error))?;
    found.ok_or_else(|| Failure::Failed(format!("there is no event {position}")))
}

fn of_stream(engine: &Engine, stream: StreamId) -> Result<Vec<Recorded>, Failure> {
    let mut events = Vec::new();
    for entry in engine.stream_entries(stream) {
        let entry = entry.map_err(|error| opening_failed(&error))?;
        events.extend(entry.known().ok());
    }
    Ok(events)
}

/// An event a row, told as stories are.
fn table(engine: &Engine, found: &Explanation, lang: Lang) -> Result<Table, Failure> {
    let columns: &[&str] = match lang {
        Lang::En => &["event", "time", "who", "of", "what", "part", "points", "balance"],
        Lang::Zh => &["事件", "时间", "操作人", "对象", "内容", "关系", "积分", "余额"],
    };
    let mut teller = Teller::speaking(lang);
    // The first event says which zone time is told in.
    if let Ok(first) = at(engine, EventId(1)) {
        teller.learn(&first);
    }
    let mut table = Table::new(columns);
    for step in &found.steps {
        let recorded = at(engine, step.event)?;
        introduce(engine, &mut teller, &recorded)?;
        let told = teller.tell(&recorded);
        let number = |number: Option<i64>| number.map_or_else(String::new, |it| it.to_string());
        let (points, balance) = (number(step.points), number(step.balance));
        let (event, part) = (step.event.to_string(), step.part.label(lang).to_owned());
        table.push(
            [event, told.time, told.who, told.whom, told.what, part, points, balance]
                .map(Into::into),
        );
    }
    Ok(table)
}

/// Lets the teller know whom and what an event names.
fn introduce(engine: &Engine, teller: &mut Teller, recorded: &Recorded) -> Result<(), Failure> {
    let mut streams = vec![recorded.stream];
    streams.extend(recorded.actor.as_koc().map(member_stream));
    if matches!(recorded.stream.kind, StreamKind::Contribution | StreamKind::Reward) {
        streams.push(member_stream(KocId(recorded.stream.id)));
    }
    while let Some(stream) = streams.pop() {
        let Some(first) = engine.stream_entries(stream).next() else { continue };
        let first = first.map_err(|error| opening_failed(&error))?;
        let Ok(first) = first.known() else { continue };
        if let Event::Assignment(domain::assignment::Event::TaskAssigned(e)) = &first.event {
            streams.push(member_stream(e.assignee.koc()));
            streams.push(StreamId::new(StreamKind::Task, e.task_id.0));
        }
        teller.learn(&first);
    }
    Ok(())
}

fn member_stream(koc_id: KocId) -> StreamId {
    StreamId::new(StreamKind::Koc, koc_id.0)
}

/// What the decision rested on, a line each.
fn rests_on(found: &Explanation, lang: Lang) -> Vec<String> {
    let zh = lang == Lang::Zh;
    let mut lines = Vec::new();
    if let Some(version) = found.policy_version {
        let basis = found.basis.map_or_else(String::new, |basis| format!(" ({})", basis.code()));
        lines.push(match zh {
            true => format!("依据政策第 {version} 版{basis}"),
            false => format!("by policy version {version}{basis}"),
        });
    }
    lines.extend(found.lines.iter().map(|line| {
        let met = match (line.met, zh) {
            (true, true) => "达到",
            (false, true) => "未达到",
            (true, false) => "met",
            (false, false) => "not met",
        };
        format!("  {line}: {met}")
    }));
    if let Some(notice) = found.notice {
        let (event, decide_on) = (notice.event, notice.decide_on);
        lines.push(match zh {
            true => format!("提醒:{event},最早 {decide_on} 决定"),
            false => format!("notice given in {event}, to be decided from {decide_on} on"),
        });
    }
    lines
}

/// Refusals are not recorded: what one means is in its words.
fn refusal(code: &str, lang: Lang, format: Format, out: &dyn Out) -> Ending {
    let Some(wording) = Violation::wording(code, lang) else {
        let near = Violation::CODES.iter().filter(|known| known.contains(code));
        let near: Vec<&str> = near.copied().take(5).collect();
        let near = if near.is_empty() { String::new() } else { format!("; {}", near.join(", ")) };
        return Err(Failure::Usage(format!("there is no refusal `{code}`{near}")));
    };
    let columns: &[&str] = match lang {
        Lang::En => &["code", "says"],
        Lang::Zh => &["代码", "说明"],
    };
    let mut table = Table::new(columns);
    table.push([code.into(), wording.into()]);
    out::data(out, &table.render_one(format))?;
    let hint = match lang {
        Lang::En => {
            "refusals are not recorded: send the command with validateOnly to see its numbers"
        }
        Lang::Zh => "拒绝不会被记录:以 validateOnly 重新发送命令可查看具体数值",
    };
    say(out, hint);
    Ok(Done::Whole)
}
