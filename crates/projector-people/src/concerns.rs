//! Whom an event is about: on their timelines it stands.

use domain::id::{AssignmentId, EventId, KocId, MentorshipId};
use domain::stream::StreamKind;
use domain::{Event, Recorded, assignment, koc, mentorship};
use serde_json::Value;

use crate::People;

impl People {
    pub(crate) fn note_on_timelines(&mut self, recorded: &Recorded) {
        self.learn(recorded);
        let entry = (recorded.position, recorded.event.event_type().number);
        for koc_id in self.concerned(recorded) {
            self.timelines.entry(koc_id).or_default().push_back(entry);
        }
    }

    /// Whose a thing is is said when it begins; what happens to it later need not say it again.
    fn learn(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Assignment(assignment::Event::TaskAssigned(e)) => {
                self.assignees.insert(e.assignment_id, e.assignee.koc());
            }
            Event::Mentorship(mentorship::Event::MentorshipProposed(e)) => {
                self.pairs.insert(e.mentorship_id, (e.mentor, e.mentee));
            }
            Event::Mentorship(mentorship::Event::MentorshipStarted(e)) => {
                self.pairs.insert(e.mentorship_id, (e.mentor, e.mentee));
            }
            event if names_its_people(recorded.stream.kind) => {
                let named = people_in(event);
                if !named.is_empty() {
                    self.owners.insert(recorded.stream, named);
                }
            }
            _ => {}
        }
    }

    /// The members an event is about, each once.
    fn concerned(&self, recorded: &Recorded) -> Vec<KocId> {
        let stream = recorded.stream;
        let mut all: Vec<KocId> = match stream.kind {
            // These streams have the id of their member.
            StreamKind::Koc
            | StreamKind::Contribution
            | StreamKind::Reward
            | StreamKind::Mentor => vec![KocId(stream.id)],
            StreamKind::Assignment => {
                self.assignees.get(&AssignmentId(stream.id)).copied().into_iter().collect()
            }
            StreamKind::Mentorship => {
                let pair = self.pairs.get(&MentorshipId(stream.id));
                pair.into_iter().flat_map(|(mentor, mentee)| [*mentor, *mentee]).collect()
            }
            _ => self.owners.get(&stream).cloned().unwrap_or_default(),
        };
        if let Event::Koc(koc::Event::KocMerged(e)) = &recorded.event {
            all.push(e.into);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Everything that happened to a member, oldest first: where it stands in the log, and the
    /// number of its type.
    pub fn timeline(&self, koc_id: KocId) -> impl DoubleEndedIterator<Item = (EventId, u16)> + '_ {
        self.timelines.get(&koc_id).into_iter().flatten().copied()
    }
}

/// Whether the events of such a stream say in their own fields whom they are about.
fn names_its_people(kind: StreamKind) -> bool {
    use StreamKind::{Budget, Operator, Payout, Programme, Task, TierPolicy};
    !matches!(kind, Programme | TierPolicy | Operator | Task | Budget | Payout)
}

/// The members that an event names: as its member, its author, or its authors.
fn people_in(event: &Event) -> Vec<KocId> {
    let data = event.to_json();
    let of = |value: &Value| {
        let named = value.as_str().or_else(|| value.get("kocId").and_then(Value::as_str));
        named.and_then(|text| text.parse().ok())
    };
    let single = ["kocId", "author"].into_iter().filter_map(|field| data.get(field));
    let authors = data.get("authors").and_then(Value::as_array).into_iter().flatten();
    let mut found: Vec<KocId> = single.chain(authors).filter_map(of).collect();
    found.sort_unstable();
    found.dedup();
    found
}
