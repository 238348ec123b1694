//! The event all measurements use: 13 fields and always 250 bytes encoded.

use bincode::{BorrowDecode, Encode, config};
use event_log::{Commit, NewRecord, RawRecord, StreamId};

/// Bytes of every encoded event.
pub(crate) const PAYLOAD: usize = 250;

/// As varied as a real one: five ids, five texts, a choice, two numbers.
#[derive(Encode, BorrowDecode)]
struct Event<'a> {
    member: [u8; 16],
    task: [u8; 16],
    assignment: [u8; 16],
    reviewer: [u8; 16],
    evidence: [u8; 16],
    title: &'a str,
    channel: &'a str,
    language: &'a str,
    reason: &'a str,
    note: &'a str,
    verdict: Verdict,
    points: i64,
    due: u64,
}

#[derive(Clone, Copy, Encode, BorrowDecode)]
enum Verdict {
    Approved,
    Returned { round: u8 },
    Rejected,
}

/// Members of the made-up programme: as many streams.
const MEMBERS: u64 = 20_000;

/// Numbers that look random and are the same in every run.
pub(crate) fn scattered(n: u64) -> u64 {
    let mixed = n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) ^ (mixed >> 31)
}

/// Sixteen bytes that look random.
pub(crate) fn id(n: u64) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&scattered(n).to_be_bytes());
    id[8..].copy_from_slice(&scattered(!n).to_be_bytes());
    id
}

fn payload(n: u64) -> Vec<u8> {
    let verdict = match n % 5 {
        0 => Verdict::Rejected,
        1 => Verdict::Returned { round: (n % 3) as u8 },
        _ => Verdict::Approved,
    };
    let title = format!("Autumn launch {}: unboxing in one's own words", n % 40);
    let mut event = Event {
        member: id(n % MEMBERS),
        task: id(n % 400),
        assignment: id(n / 3),
        reviewer: id(n % 60),
        evidence: id(n),
        title: &title,
        channel: ["xiaohongshu", "douyin", "weibo"][(n % 3) as usize],
        language: "zh-Hans",
        reason: "on brief and on time",
        note: "",
        verdict,
        points: (n % 900) as i64 - 50,
        due: 1_760_000_000 + n * 61,
    };
    let encode = |event: &Event<'_>| {
        bincode::encode_to_vec(event, config::standard())
            .expect("an event in memory can be encoded")
    };
    let note =
        "clear pictures, honest about what did not work, answered every question below ".repeat(3);
    let short = PAYLOAD - encode(&event).len();
    event.note = &note[..short];
    let bytes = encode(&event);
    assert_eq!(bytes.len(), PAYLOAD, "the note fills an event up to one size");
    bytes
}

/// The `n`-th commit: one record, recorded at second `n` of the programme.
pub(crate) fn commit(n: u64) -> Commit {
    let recorded_at = 1_760_000_000_000_000 + n as i64 * 61_003;
    let record = NewRecord {
        codec: 2,
        event_type: 40 + (n % 30) as u16,
        schema_version: 1,
        asserted: false,
        stream: StreamId { kind: 1, id: id(n % MEMBERS) },
        recorded_at,
        occurred_at: recorded_at - 250,
        actor_role: 3,
        actor_id: id(n % 60),
        command_id: id(n ^ 0x5555_0000_0000),
        command_hash: id(n ^ 0xAAAA_0000_0000),
        correlation_id: id(n ^ 0x5555_0000_0000),
        causation: 0,
        payload: payload(n),
    };
    Commit { records: vec![record] }
}

/// Commits `from..from + count`.
pub(crate) fn commits(from: u64, count: u64) -> Vec<Commit> {
    (from..from + count).map(commit).collect()
}

/// Decodes a record's payload, borrowing its texts, and adds up what a fold would look at.
pub(crate) fn digest(record: &RawRecord<'_>) -> u64 {
    let (event, _): (Event<'_>, usize) =
        bincode::borrow_decode_from_slice(record.payload, config::standard())
            .expect("the bench wrote this event itself");
    let verdict = match event.verdict {
        Verdict::Approved => 0,
        Verdict::Returned { round } => u64::from(round),
        Verdict::Rejected => 9,
    };
    let texts = [event.title, event.channel, event.language, event.reason, event.note];
    let ids = [event.member, event.task, event.assignment, event.reviewer, event.evidence];
    let texts: usize = texts.iter().map(|text| text.len()).sum();
    let ids: u64 = ids.iter().map(|id| u64::from(id[0])).sum();
    verdict + texts as u64 + ids + event.due + event.points.unsigned_abs()
}
