//! Rows into the log: many commands in flight, answered in order.

use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::sync::Arc;

use domain::id::{CommandId, KocId};
use domain::{Actor, Refusal, Violation};
use engine::{CommandError, Engine, Pending, Request};
use indicatif::ProgressBar;

use super::kind::{Kind, Setting, Wanted, reason};
use super::sheet::{Row, Sheet, Wrong};
use super::tally::Tally;
use crate::exit::Failure;
use crate::out::Out;
use crate::progress;

/// Commands sent and not yet answered. Our own number: enough to fill a flush.
const IN_FLIGHT_MAX: usize = 1_000;

/// One file on its way into the log.
pub(super) struct Rows<'a> {
    pub(super) engine: &'a Engine,
    pub(super) file: &'a Path,
    pub(super) bytes: &'a [u8],
    pub(super) kind: &'static Kind,
    pub(super) setting: Setting,
    pub(super) out: &'a Arc<dyn Out>,
    pub(super) tally: Tally<'a>,
    /// The line on which each command was first asked for.
    pub(super) first_lines: HashMap<CommandId, u64>,
    /// In the order of the file, so that refusals are told in it.
    pub(super) in_flight: VecDeque<(Row, Outcome)>,
}

/// What becomes of a row.
pub(super) enum Outcome {
    /// It was sent; the answer is on its way.
    Sent(Pending),
    /// It cannot be a command.
    Wrong(Wrong),
}

/// What is known before anything is sent.
struct Survey {
    rows: u64,
    /// The last line of each member that an earlier run recorded.
    last_recorded: HashMap<KocId, u64>,
}

impl Rows<'_> {
    /// Sends every row of the file and waits for every answer.
    ///
    /// # Errors
    /// When the file cannot be read on, the log takes no more, or whoever asked went away. Running
    /// it again goes on where it ended.
    pub(super) fn run(&mut self) -> Result<(), Failure> {
        let survey = self.survey()?;
        let mut sheet = Sheet::new(self.bytes, self.file, self.kind.columns)?;
        let bar = progress::bar(self.out, survey.rows, self.kind.what);
        while let Some(row) = sheet.next_row()? {
            if self.out.is_gone() {
                return Err(Failure::Failed("stopped; run it again to finish".to_owned()));
            }
            self.tally.read += 1;
            let outcome = match self.wanted(&sheet, &row, &survey) {
                Ok(wanted) => Outcome::Sent(self.send(wanted)),
                Err(wrong) => Outcome::Wrong(wrong),
            };
            self.in_flight.push_back((row, outcome));
            if self.in_flight.len() >= IN_FLIGHT_MAX {
                self.settle_oldest(&sheet, &bar)?;
            }
        }
        while !self.in_flight.is_empty() {
            self.settle_oldest(&sheet, &bar)?;
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// Counts the rows, and finds what an earlier run has recorded.
    fn survey(&self) -> Result<Survey, Failure> {
        let mut survey = Survey { rows: 0, last_recorded: HashMap::new() };
        let mut sheet = Sheet::new(self.bytes, self.file, self.kind.columns)?;
        while let Some(row) = sheet.next_row()? {
            survey.rows += 1;
            let wanted = sheet.values(&row).and_then(|values| self.read(&values));
            if let Ok(Wanted { in_order_of: Some(member), command_id, .. }) = wanted
                && self.engine.is_recorded(command_id)
            {
                survey.last_recorded.insert(member, row.line);
            }
        }
        Ok(survey)
    }

    fn read(&self, values: &super::sheet::Values<'_>) -> Result<Wanted, Wrong> {
        (self.kind.read)(values, &self.setting)
    }

    fn wanted(&mut self, sheet: &Sheet<'_>, row: &Row, survey: &Survey) -> Result<Wanted, Wrong> {
        let wanted = self.read(&sheet.values(row)?)?;
        let id = wanted.command_id;
        if let Some(first) = self.first_lines.get(&id) {
            let reason = format!("line {first} of this file says the same");
            return Err(Wrong::of_row("ROW_REPEATED", reason));
        }
        self.first_lines.insert(id, row.line);
        // What the rules refused in an earlier run may seem true to them now that later rows are
        // recorded: the order of the file would be lost.
        let last = wanted.in_order_of.and_then(|member| survey.last_recorded.get(&member));
        if let Some(last) = last.filter(|last| row.line < **last)
            && !self.engine.is_recorded(id)
        {
            let reason = format!("line {last}, which comes after it, is recorded already");
            return Err(Wrong::of_row("ROW_OUT_OF_ORDER", reason));
        }
        Ok(wanted)
    }

    fn send(&self, wanted: Wanted) -> Pending {
        let mut request = Request::new(wanted.command, wanted.command_id, Actor::IMPORT);
        request.occurred_at = Some(wanted.occurred_at);
        self.engine.submit(request)
    }

    fn settle_oldest(&mut self, sheet: &Sheet<'_>, bar: &ProgressBar) -> Result<(), Failure> {
        let Some((row, outcome)) = self.in_flight.pop_front() else { return Ok(()) };
        bar.inc(1);
        let pending = match outcome {
            Outcome::Sent(pending) => pending,
            Outcome::Wrong(wrong) => return self.refuse(sheet, &row, &wrong, bar),
        };
        match pending.wait() {
            Ok(accepted) if accepted.already => self.tally.already += 1,
            Ok(_) => self.tally.recorded += 1,
            Err(CommandError::Refused(refusal)) => {
                let wrong = self.refused(&refusal)?;
                self.refuse(sheet, &row, &wrong, bar)?;
            }
            Err(error) => {
                return Err(Failure::Failed(format!("{error}; run the import again to finish")));
            }
        }
        Ok(())
    }

    fn refuse(
        &mut self,
        sheet: &Sheet<'_>,
        row: &Row,
        wrong: &Wrong,
        bar: &ProgressBar,
    ) -> Result<(), Failure> {
        bar.suspend(|| self.tally.refuse(sheet, row, wrong, &**self.out))
    }

    /// What a rule's refusal says of the row; one that says no to the whole import ends it.
    fn refused(&self, refusal: &Refusal) -> Result<Wrong, Failure> {
        let closed =
            |no: &Violation| matches!(no, Violation::ImportClosed | Violation::ProgrammeFrozen);
        if refusal.violations().iter().any(closed) {
            return Err(Failure::Refused(refusal.to_string()));
        }
        let column = refusal.violations().iter().find_map(self.kind.column_of);
        let reasons: Vec<String> = refusal.violations().iter().map(reason).collect();
        Ok(Wrong { column, code: refusal.code(), reason: reasons.join("; ") })
    }
}
