//! Streams: the events of one thing, in order.

use std::fmt;

use uuid::Uuid;

/// What a stream is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamKind {
    /// The programme itself.
    Programme = 1,
    /// Its tier policy.
    TierPolicy = 2,
    /// An operator.
    Operator = 3,
    /// A member.
    Koc = 4,
    /// A task.
    Task = 5,
    /// An assignment.
    Assignment = 6,
    /// A work done before this system kept the record.
    Work = 7,
    /// An asset.
    Asset = 8,
    /// A contribution account.
    Contribution = 9,
    /// A member's standing as mentor.
    Mentor = 10,
    /// An edge of the mentorship graph.
    Mentorship = 11,
    /// What a member did in the community, outside tasks.
    Activity = 12,
    /// A question or need raised while working.
    Support = 13,
    /// What the brand owes a member and gave.
    Reward = 14,
    /// A purse of the brand.
    Budget = 15,
    /// A run of payments.
    Payout = 16,
    /// An honour.
    Recognition = 17,
    /// A public appearance of a work.
    Publication = 18,
    /// A request about personal data.
    DataRequest = 19,
    /// A member's objection to a decision.
    Appeal = 20,
    /// Something that waits for a person.
    Todo = 21,
    /// An individual contest.
    Contest = 22,
    /// A phased project.
    Campaign = 23,
    /// A small group that does one task together.
    Team = 24,
    /// A project open to the whole community.
    Project = 25,
    /// What one member offers to such a project.
    Piece = 26,
    /// A long-term role agreed by both sides.
    Duty = 27,
    /// A member's standing as ambassador.
    Ambassadorship = 28,
    /// A meeting, an event, a training.
    Gathering = 29,
    /// An opinion or a finding given to the brand.
    Insight = 30,
    /// A car of the brand and its loans.
    Vehicle = 31,
    /// How the brand looks after a member.
    Care = 32,
    /// A smaller community with a bar.
    Circle = 33,
    /// A benefit given to one member that is not money.
    Perk = 34,
}

impl StreamKind {
    /// Every kind.
    pub const ALL: &[StreamKind] = &[
        StreamKind::Programme,
        StreamKind::TierPolicy,
        StreamKind::Operator,
        StreamKind::Koc,
        StreamKind::Task,
        StreamKind::Assignment,
        StreamKind::Work,
        StreamKind::Asset,
        StreamKind::Contribution,
        StreamKind::Mentor,
        StreamKind::Mentorship,
        StreamKind::Activity,
        StreamKind::Support,
        StreamKind::Reward,
        StreamKind::Budget,
        StreamKind::Payout,
        StreamKind::Recognition,
        StreamKind::Publication,
        StreamKind::DataRequest,
        StreamKind::Appeal,
        StreamKind::Todo,
        StreamKind::Contest,
        StreamKind::Campaign,
        StreamKind::Team,
        StreamKind::Project,
        StreamKind::Piece,
        StreamKind::Duty,
        StreamKind::Ambassadorship,
        StreamKind::Gathering,
        StreamKind::Insight,
        StreamKind::Vehicle,
        StreamKind::Care,
        StreamKind::Circle,
        StreamKind::Perk,
    ];

    /// The stored number.
    pub fn number(self) -> u16 {
        self as u16
    }

    /// The kind of a stored number.
    pub fn from_number(number: u16) -> Option<StreamKind> {
        StreamKind::ALL.iter().copied().find(|kind| kind.number() == number)
    }

    /// How a stream's written id begins.
    pub fn prefix(self) -> &'static str {
        match self {
            StreamKind::Programme => "programme",
            StreamKind::TierPolicy => "tierpolicy",
            StreamKind::Operator => "operator",
            StreamKind::Koc => "koc",
            StreamKind::Task => "task",
            StreamKind::Assignment => "assignment",
            StreamKind::Work => "work",
            StreamKind::Asset => "asset",
            StreamKind::Contribution => "contribution",
            StreamKind::Mentor => "mentor",
            StreamKind::Mentorship => "mentorship",
            StreamKind::Activity => "activity",
            StreamKind::Support => "support",
            StreamKind::Reward => "reward",
            StreamKind::Budget => "budget",
            StreamKind::Payout => "payout",
            StreamKind::Recognition => "recognition",
            StreamKind::Publication => "publication",
            StreamKind::DataRequest => "dsr",
            StreamKind::Appeal => "appeal",
            StreamKind::Todo => "todo",
            StreamKind::Contest => "contest",
            StreamKind::Campaign => "campaign",
            StreamKind::Team => "team",
            StreamKind::Project => "project",
            StreamKind::Piece => "piece",
            StreamKind::Duty => "duty",
            StreamKind::Ambassadorship => "ambassadorship",
            StreamKind::Gathering => "gathering",
            StreamKind::Insight => "insight",
            StreamKind::Vehicle => "vehicle",
            StreamKind::Care => "care",
            StreamKind::Circle => "circle",
            StreamKind::Perk => "perk",
        }
    }
}

/// Which stream: written `koc-0197…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId {
    /// What it is about.
    pub kind: StreamKind,
    /// Which one.
    pub id: [u8; 16],
}

impl StreamId {
    /// The stream of `kind` with that id.
    pub fn new(kind: StreamKind, id: [u8; 16]) -> StreamId {
        StreamId { kind, id }
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.prefix(), Uuid::from_bytes(self.id).as_hyphenated())
    }
}

impl std::str::FromStr for StreamId {
    type Err = String;

    fn from_str(text: &str) -> Result<StreamId, String> {
        let wrong = || format!("`{}` is not a stream", text.chars().take(80).collect::<String>());
        let (prefix, id) = text.split_once('-').ok_or_else(wrong)?;
        let kind = StreamKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.prefix() == prefix)
            .ok_or_else(wrong)?;
        let id = Uuid::parse_str(id).map_err(|_| wrong())?;
        Ok(StreamId::new(kind, id.into_bytes()))
    }
}
