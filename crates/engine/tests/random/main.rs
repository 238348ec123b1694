//! Thousands of commands, drawn by chance from a fixed seed, sensible and senseless ones mixed:
//! whatever is recorded, the counters of the rules, the read models and the log tell one story.

#![allow(clippy::unwrap_used)]

mod cast;
mod invariants;
mod people;
mod work;

use cast::Cast;
use domain::{Recorded, State};
use engine::{DigestKind, View};
use invariants::check;

/// Commands sent for one seed.
const COMMANDS: usize = 2_500;

fn play(seed: u64) -> (Cast, View) {
    let mut cast = Cast::new(seed);
    let mut view = View::default();
    take_in(&mut view, &cast.scene.log);
    for number in 0..COMMANDS {
        let before = (number % 100 == 0).then(|| format!("{:?}", cast.scene.state));
        let (known, counted) = (cast.scene.log.len(), cast.scene.state.counted());
        let (name, answer) = cast.send_something();
        cast.note(name, &answer);
        if answer.is_err() {
            assert_eq!(cast.scene.state.counted(), counted, "{name} was refused");
            let alone = cast.scene.log.len() == known;
            if let Some(before) = before.filter(|_| alone) {
                assert_eq!(before, format!("{:?}", cast.scene.state), "{name} was refused");
            }
        }
        let new = cast.scene.log.split_off(known);
        let something_happened = !new.is_empty();
        take_in(&mut view, &new);
        cast.scene.log.extend(new);
        if something_happened {
            check(&cast, &view, name);
        }
    }
    (cast, view)
}

fn take_in(view: &mut View, log: &[Recorded]) {
    log.iter().for_each(|recorded| view.apply(recorded));
}

/// Everything folded again from the log is what it was.
fn check_replay(cast: &Cast, view: &View) {
    let (mut state, mut again) = (State::default(), View::default());
    cast.scene.log.iter().for_each(|recorded| state.evolve(recorded));
    take_in(&mut again, &cast.scene.log);
    assert_eq!(format!("{state:?}"), format!("{:?}", cast.scene.state));
    assert_eq!(again.digests(DigestKind::Exact), view.digests(DigestKind::Exact));
}

#[test]
fn after_any_commands_the_counters_the_read_models_and_the_log_tell_one_story() {
    let mut accepted = std::collections::BTreeSet::new();
    for seed in [1, 2, 3] {
        let (cast, view) = play(seed);
        check_replay(&cast, &view);
        accepted.extend(cast.accepted.keys().copied());
    }
    let sent: Vec<&str> = cast::COMMANDS.iter().map(|(name, _)| *name).collect();
    let never: Vec<&&str> = sent.iter().filter(|name| !accepted.contains(*name)).collect();
    assert!(never.is_empty(), "chance never made these acceptable: {never:?}");
}
