//! Whom an event is about: on their timelines it stands.

use domain::id::{AssignmentId, EventId, KocId, MentorshipId};
use domain::stream::StreamKind;
use domain::{Event, Recorded, assignment, koc, mentorship};

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
                let doers = e.assignee.members();
                let lead = Some(e.assignee.koc()).filter(|lead| !doers.contains(lead));
                let people = doers.iter().copied().chain(lead).collect();
                self.assignees.insert(e.assignment_id, people);
            }
            Event::Assignment(assignment::Event::AssignmentPeopleChanged(e)) => {
                let lead = Some(e.lead).filter(|lead| !e.members.contains(lead));
                let people = e.members.iter().copied().chain(lead).collect();
                self.assignees.insert(e.assignment_id, people);
            }
            Event::Mentorship(mentorship::Event::MentorshipProposed(e)) => {
                self.pairs.insert(e.mentorship_id, (e.mentor, e.mentee));
            }
            Event::Mentorship(mentorship::Event::MentorshipStarted(e)) => {
                self.pairs.insert(e.mentorship_id, (e.mentor, e.mentee));
            }
            event if matches!(Told::of(recorded.stream.kind), Told::Fields) => {
                let named = event.people();
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
        let mut all: Vec<KocId> = match Told::of(stream.kind) {
            Told::Own => vec![KocId(stream.id)],
            Told::Assignee => {
                self.assignees.get(&AssignmentId(stream.id)).cloned().unwrap_or_default()
            }
            Told::Pair => {
                let pair = self.pairs.get(&MentorshipId(stream.id));
                pair.into_iter().flat_map(|(mentor, mentee)| [*mentor, *mentee]).collect()
            }
            Told::Fields => self.owners.get(&stream).cloned().unwrap_or_default(),
            Told::Itself => recorded.event.people(),
            Told::Nobody => Vec::new(),
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

/// What tells whom the events of a stream are about.
enum Told {
    /// The stream: it has the id of its member.
    Own,
    /// The event an assignment began with.
    Assignee,
    /// The event a mentorship began with.
    Pair,
    /// Fields of the newest event that names somebody.
    Fields,
    /// Fields of each event: the stream is of many, and an event is about those it names.
    Itself,
    /// Nothing: they are about nobody.
    Nobody,
}

impl Told {
    fn of(kind: StreamKind) -> Told {
        use StreamKind::*;
        match kind {
            Koc | Contribution | Reward | Mentor | Ambassadorship | Care => Told::Own,
            Assignment => Told::Assignee,
            Mentorship => Told::Pair,
            Work | Asset | Activity | Support | Recognition | Publication | DataRequest
            | Appeal | Todo | Contest | Piece | Duty | Insight | Perk => Told::Fields,
            Campaign | Team | Project | Gathering | Vehicle | Circle => Told::Itself,
            Programme | TierPolicy | Operator | Task | Budget | Payout => Told::Nobody,
        }
    }
}
