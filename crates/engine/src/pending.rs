//! An answer that is on its way: to be waited for by a thread or awaited by a task.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::request::{Accepted, CommandError};

/// What a command is answered with.
pub type Answer = Result<Accepted, CommandError>;

#[derive(Default)]
struct Slot {
    answer: Option<Answer>,
    waker: Option<Waker>,
}

#[derive(Default)]
struct Shared {
    slot: Mutex<Slot>,
    answered: Condvar,
}

impl Shared {
    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The answer to a submitted command. Dropping it does not take the command back.
pub struct Pending(Arc<Shared>);

impl Pending {
    /// An answer to come, and the one place it can come from.
    pub(crate) fn new() -> (Reply, Pending) {
        let shared = Arc::new(Shared::default());
        (Reply { shared: Some(shared.clone()) }, Pending(shared))
    }

    /// Waits for the answer. It always comes: a failure is an answer too.
    ///
    /// # Errors
    /// As [`crate::Engine::execute`].
    pub fn wait(self) -> Answer {
        let mut slot = self.0.slot();
        loop {
            if let Some(answer) = slot.answer.take() {
                return answer;
            }
            slot = self.0.answered.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Future for Pending {
    type Output = Answer;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answer> {
        let mut slot = self.0.slot();
        match slot.answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => {
                slot.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

/// Where an answer is sent. Dropped unsent it answers that nothing is known.
pub(crate) struct Reply {
    shared: Option<Arc<Shared>>,
}

impl Reply {
    pub(crate) fn send(mut self, answer: Answer) {
        self.deliver(answer);
    }

    fn deliver(&mut self, answer: Answer) {
        let Some(shared) = self.shared.take() else { return };
        let waker = {
            let mut slot = shared.slot();
            slot.answer = Some(answer);
            slot.waker.take()
        };
        shared.answered.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Drop for Reply {
    fn drop(&mut self) {
        self.deliver(Err(CommandError::NotKnown {
            reason: "the engine ended before it could answer".to_owned(),
        }));
    }
}
