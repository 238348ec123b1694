//! After a failed step nothing is acknowledged, and nothing failed is tried again.

use crate::support::{KINDS, all, commit, options};
use event_log::{AppendError, Options, Step};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// Options under which the given step fails once, on its `nth` time after opening, and the
/// number of times any step was tried after that.
fn failing(step: Step, nth: u32) -> (Options, Arc<AtomicU32>, Arc<AtomicU32>) {
    let armed = Arc::new(AtomicU32::new(0));
    let after = Arc::new(AtomicU32::new(0));
    let (counting, tried) = (armed.clone(), after.clone());
    let fault = move |now: Step| {
        let count = counting.load(Ordering::SeqCst);
        if count > nth {
            tried.fetch_add(1, Ordering::SeqCst);
        }
        // 0 = not armed yet: opening goes through.
        if count == 0 || count > nth || now != step {
            return Ok(());
        }
        counting.fetch_add(1, Ordering::SeqCst);
        if count == nth { Err(std::io::Error::other("the disk is gone")) } else { Ok(()) }
    };
    (Options { fault: Some(Arc::new(fault)), ..options() }, armed, after)
}

#[test]
fn after_any_failed_step_nothing_is_acknowledged_or_tried_again() {
    for kind in KINDS {
        for step in [Step::Apply, Step::Flush, Step::Sync, Step::KeepHead] {
            let dir = TempDir::new().unwrap();
            let (faulty, armed, after) = failing(step, 2);
            let log = kind.open_with(dir.path(), faulty).unwrap();
            armed.store(1, Ordering::SeqCst);
            log.append(&[commit(1, 2)], 0).unwrap();
            let head = log.head();

            let error = log.append(&[commit(2, 3)], 2).unwrap_err();
            assert!(
                matches!(&error, AppendError::Stopped { reason } if reason.contains("the disk is gone")),
                "{step:?}: {error}"
            );
            for expected in [2, 5] {
                let error = log.append(&[commit(3, 1)], expected).unwrap_err();
                assert!(matches!(error, AppendError::Stopped { .. }), "{step:?}: {error}");
            }
            let records = all(&*log);
            assert!(matches!(
                log.append_records(&records, 0).unwrap_err(),
                AppendError::Stopped { .. }
            ));

            // Readers go on with what was acknowledged, and see nothing of the failed batch.
            assert_eq!(log.head(), head);
            assert_eq!(records.len(), 2);
            assert_eq!(log.get(3).unwrap(), None);
            assert_eq!(log.command(&crate::support::id(2)), None);
            assert_eq!(log.verify().unwrap().head, head);
            drop(log);
            assert_eq!(after.load(Ordering::SeqCst), 0, "{step:?}: something was written again");

            // Opened anew, the log holds the whole failed commit or nothing of it.
            let log = kind.open(dir.path()).unwrap();
            let size = log.head().size;
            assert!(size == 2 || size == 5, "{step:?}: {size}");
            log.append(&[commit(7, 1)], size).unwrap();
            log.verify().unwrap();
        }
    }
}

#[test]
fn a_store_left_unsynced_is_written_again_before_it_is_served() {
    for kind in KINDS {
        let dir = TempDir::new().unwrap();
        let (faulty, armed, _) = failing(Step::Sync, 1);
        let log = kind.open_with(dir.path(), faulty).unwrap();
        armed.store(1, Ordering::SeqCst);
        log.append(&[commit(1, 1)], 0).unwrap_err();
        drop(log);
        let left_unsynced =
            || std::fs::read_to_string(dir.path().join("lock")).unwrap().contains("unsynced");
        assert!(left_unsynced());

        // As long as that fails, the store stays shut.
        for _ in 0..2 {
            let (faulty, armed, _) = failing(Step::WriteAgain, 1);
            armed.store(1, Ordering::SeqCst);
            let error = kind.open_with(dir.path(), faulty).err().unwrap();
            assert!(error.to_string().contains("write again"), "{error}");
            assert!(left_unsynced());
        }
        let (faulty, steps) = recording();
        let log = kind.open_with(dir.path(), faulty).unwrap();
        assert_eq!(steps.lock().unwrap().first(), Some(&Step::WriteAgain));
        assert!(!left_unsynced());
        log.verify().unwrap();
        drop(log);
        let (faulty, steps) = recording();
        kind.open_with(dir.path(), faulty).unwrap();
        assert!(!steps.lock().unwrap().contains(&Step::WriteAgain));
    }
}

/// Options that note every step.
fn recording() -> (Options, Arc<Mutex<Vec<Step>>>) {
    let steps = Arc::new(Mutex::new(Vec::new()));
    let seen = steps.clone();
    let fault = move |step| {
        seen.lock().unwrap().push(step);
        Ok(())
    };
    (Options { fault: Some(Arc::new(fault)), ..options() }, steps)
}

#[test]
fn every_append_is_flushed_synced_and_only_then_acknowledged() {
    for kind in KINDS {
        let dir = TempDir::new().unwrap();
        let (faulty, steps) = recording();
        let log = kind.open_with(dir.path(), faulty).unwrap();
        steps.lock().unwrap().clear();
        for command in 1..=3 {
            log.append(&[commit(command, 1)], command - 1).unwrap();
            let ran = std::mem::take(&mut *steps.lock().unwrap());
            assert_eq!(ran, [Step::Apply, Step::Flush, Step::Sync, Step::KeepHead]);
        }
    }
}
