//! How a command gets to the decider, from callers and from the scheduler alike.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use crate::decider::{Job, Message};
use crate::pending::Pending;
use crate::request::{CommandError, Request};
use crate::seal::content_hash;
use crate::shared::Shared;

#[derive(Clone)]
pub(crate) struct Submitter {
    pub(crate) shared: Arc<Shared>,
    pub(crate) messages: Sender<Message>,
}

impl Submitter {
    /// Sends a command on its way.
    pub(crate) fn submit(&self, request: Request) -> Pending {
        let content_hash = content_hash(&request, &self.shared.keys);
        let (reply, pending) = Pending::new();
        let message =
            Message::Command(Box::new(Job { request, content_hash, reply, sent: Instant::now() }));
        if let Err(unsent) = self.messages.send(message)
            && let Message::Command(job) = unsent.0
        {
            let reason = self.shared.stopped().unwrap_or_else(|| "the engine has ended".to_owned());
            job.reply.send(Err(CommandError::Stopped { reason }));
        }
        pending
    }
}
