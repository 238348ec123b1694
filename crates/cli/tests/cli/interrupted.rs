//! An import that is killed: running it again ends as if nothing had happened.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{digests, import, koc, koc_command, scratch};

/// Enough rows that a kill falls between two of them.
const MEMBERS: usize = 1_500;

fn history() -> String {
    let mut text = String::from("member,at,from,to\n");
    for nth in 0..MEMBERS {
        text.push_str(&format!("k-{nth},2020-01-01T00:00:00Z,none,seed\n"));
    }
    for nth in 0..MEMBERS {
        text.push_str(&format!("k-{nth},2021-01-01T00:00:00Z,seed,active\n"));
    }
    text
}

#[test]
fn a_killed_import_run_again_ends_in_the_digests_of_an_undisturbed_one() {
    let (root, undisturbed) = scratch();
    let file = root.path().join("moves.csv");
    std::fs::write(&file, history()).expect("writable");
    let started = Instant::now();
    import(&undisturbed, "tier-moves", &file, &[]).ended(0);
    let whole = started.elapsed();
    let expected = digests(&undisturbed);
    let mut cut = 0;
    // A machine may be slow or fast just now, so several moments are tried.
    for percent in [50, 30, 70, 40, 60, 20, 80, 90, 10, 95] {
        let dir = root.path().join(format!("killed-{percent}"));
        let args = ["import", "tier-moves", file.to_str().expect("UTF-8")];
        let mut running = koc_command(&dir, &args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("koc runs");
        thread::sleep(whole * percent / 100 + Duration::from_millis(1));
        running.kill().expect("SIGKILL");
        running.wait().expect("ended");
        let again = import(&dir, "tier-moves", &file, &[]).ended(0).json();
        let (recorded, already) = (again["recorded"].as_u64(), again["already_there"].as_u64());
        assert_eq!(recorded.unwrap() + already.unwrap(), 2 * MEMBERS as u64);
        assert_eq!(digests(&dir), expected, "killed after {percent} % of the time");
        koc(&dir, &["verify"]).ended(0);
        cut += usize::from(recorded > Some(0) && already > Some(0));
        if cut == 1 {
            return;
        }
    }
    assert!(cut > 0, "no kill fell in the middle of an import of {whole:?}");
}
