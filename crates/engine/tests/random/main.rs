//! Thousands of commands, drawn by chance from a fixed seed, sensible and senseless ones mixed:
//! whatever is recorded, the counters of the rules, the read models and the log tell one story.

#![allow(clippy::unwrap_used)]

mod books;
mod care;
mod cast;
mod content;
mod drawn;
mod invariants;
mod money;
mod people;
mod work;

use books::Books;
use cast::Cast;
use domain::{Actor, Recorded, Refusal, State, Timer};
use drawn::{MONEY, OTHERS, PEOPLE, WORK};
use engine::{DigestKind, View};
use invariants::check;

/// Commands sent for one seed.
const COMMANDS: usize = 5_000;

/// For so long the clocks are run afterwards: longer than anything waits but a licence.
const DAYS_AFTER: i64 = 60;

/// A programme, what the read models make of it, and books of our own beside it.
struct Play {
    cast: Cast,
    view: View,
    books: Books,
}

impl Play {
    fn of(seed: u64) -> Play {
        let (cast, view, books) = (Cast::new(seed), View::default(), Books::default());
        let mut play = Play { cast, view, books };
        play.take_in(0);
        for number in 0..COMMANDS {
            play.turn(number);
        }
        play
    }

    /// One command.
    fn turn(&mut self, number: usize) {
        let cast = &mut self.cast;
        let before = number.is_multiple_of(100).then(|| format!("{:?}", cast.scene.state));
        let (known, counted) = (cast.scene.log.len(), cast.scene.state.counted());
        let (name, answer) = cast.send_something();
        cast.note(name, &answer);
        let alone = cast.scene.log.len() == known;
        if answer.is_err() && alone {
            assert_eq!(cast.scene.state.counted(), counted, "{name} was refused");
            if let Some(before) = before {
                assert_eq!(before, format!("{:?}", cast.scene.state), "{name} was refused");
            }
        }
        self.look(known, name);
    }

    /// Takes in what is new and looks whether everything agrees.
    fn look(&mut self, known: usize, after: &str) {
        if self.cast.scene.log.len() == known {
            return;
        }
        self.take_in(known);
        check(&self.cast, &self.view, after);
        self.books.check(&self.cast.scene.state.counted(), after);
    }

    fn take_in(&mut self, known: usize) {
        for recorded in &self.cast.scene.log[known..] {
            self.view.apply(recorded);
            self.books.enter(recorded);
        }
    }

    /// Lets time pass, and sends what becomes due as the scheduler does: with nobody else sending,
    /// no clock is refused, so none is left that runs for ever in vain.
    fn run_the_clocks(&mut self) {
        for _ in 0..DAYS_AFTER * 4 {
            self.cast.scene.wait_hours(6);
            // A command may set a clock for now; it is due a moment later.
            let due: Vec<Timer> =
                self.cast.scene.state.timers().due(self.cast.scene.now()).map(|it| it.1).collect();
            for timer in due {
                let known = self.cast.scene.log.len();
                // What came before may have cleared it.
                let still = self.cast.scene.state.timers().at(timer);
                let still = still.is_some_and(|at| at < self.cast.scene.now());
                let Some(command) = timer.command(&self.cast.scene.state).filter(|_| still) else {
                    assert!(!still, "{timer:?} runs for ever with nothing to send");
                    continue;
                };
                let answer: Result<_, Refusal> = self.cast.scene.send(Actor::SYSTEM, command);
                if let Err(refusal) = answer {
                    panic!("{timer:?} is refused: {refusal}");
                }
                self.look(known, timer.name());
            }
        }
        let offers = |timer: &Timer| matches!(timer, Timer::ExpireAssignment(_));
        let left = self.cast.scene.state.timers().iter().filter(|(_, timer)| offers(timer)).count();
        assert_eq!(left, 0, "every offer has ended");
    }

    /// Everything folded again from the log is what it was.
    fn check_replay(&self) {
        let (mut state, mut again) = (State::default(), View::default());
        let log: &[Recorded] = &self.cast.scene.log;
        log.iter().for_each(|recorded| state.evolve(recorded));
        log.iter().for_each(|recorded| again.apply(recorded));
        assert_eq!(format!("{state:?}"), format!("{:?}", self.cast.scene.state));
        assert_eq!(again.digests(DigestKind::Exact), self.view.digests(DigestKind::Exact));
    }
}

#[test]
fn after_any_commands_the_counters_the_read_models_and_the_log_tell_one_story() {
    let mut accepted = std::collections::BTreeSet::new();
    for seed in 1..=6 {
        let mut play = Play::of(seed);
        play.run_the_clocks();
        play.check_replay();
        accepted.extend(play.cast.accepted.keys().copied());
    }
    let sent: Vec<&str> =
        [PEOPLE, WORK, MONEY, OTHERS].concat().iter().map(|(name, _)| *name).collect();
    let never: Vec<&&str> = sent.iter().filter(|name| !accepted.contains(*name)).collect();
    assert!(never.is_empty(), "chance never made these acceptable: {never:?}");
}
