//! The bytes on disk are those of the tables in the documentation.

use crate::support::{KINDS, Kind, commit, commits, id, new_log, stream};
use event_log::{DecodeError, ENVELOPE_LEN, Envelope, LogStore, RawRecord, Record, SledLog};
use proptest::prelude::*;

fn example() -> Record {
    let envelope = Envelope {
        codec: 2,
        event_type: 0x0102,
        schema_version: 3,
        asserted: true,
        commit_end: true,
        position: 5,
        stream: stream(4),
        stream_version: 6,
        recorded_at: -7,
        occurred_at: 8,
        actor_role: 9,
        actor_id: id(10),
        command_id: id(11),
        command_hash: id(12),
        correlation_id: id(13),
        causation: 14,
        prev_hash: [15; 32],
    };
    Record { envelope, payload: b"payload".to_vec() }
}

#[test]
fn the_bytes_of_a_record_are_those_of_the_table() {
    let hex: String = example().to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let expected = [
        "e7010203",                         // magic, format, codec, flags
        "02010300",                         // event type, schema version
        "07000000",                         // payload length
        CRC,                                // checksum
        "0500000000000000",                 // position
        "0600000000000000",                 // stream version
        "f9ffffffffffffff",                 // recorded at
        "0800000000000000",                 // occurred at
        "0e00000000000000",                 // causation
        "0200",                             // stream kind
        "0900",                             // actor role, zero
        "00000000000000040000000000000000", // stream id
        "000000000000000a0000000000000000", // actor id
        "000000000000000b0000000000000000", // command id
        "000000000000000c0000000000000000", // command hash
        "000000000000000d0000000000000000", // correlation id
        "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f", // previous hash
        "7061796c6f6164",                   // payload
    ];
    assert_eq!(hex, expected.concat());
    assert_eq!(hex.len() / 2, ENVELOPE_LEN + 7);
}

/// CRC-32C of the example without its own four bytes, computed apart.
const CRC: &str = "a7c73a48";

#[test]
fn a_record_that_breaks_the_format_is_refused_by_name() {
    let good = example().to_bytes();
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        let rest = crc32c::crc32c_append(crc32c::crc32c(&bytes[..12]), &bytes[16..]);
        bytes[12..16].copy_from_slice(&rest.to_le_bytes());
        RawRecord::decode(&bytes).map(|record| record.to_record())
    };
    assert_eq!(with(0, 0), Err(DecodeError::Magic(0)));
    assert_eq!(with(1, 2), Err(DecodeError::Format(2)));
    assert_eq!(with(3, 4), Err(DecodeError::Reserved));
    assert_eq!(with(59, 1), Err(DecodeError::Reserved));
    assert_eq!(with(8, 8), Err(DecodeError::Short { needed: 180, available: 179 }));
    assert_eq!(with(11, 0xff), Err(DecodeError::TooLong(0xff00_0007)));
    assert_eq!(with(4, 2), Ok(example()));
}

#[test]
fn a_stored_record_is_the_bytes_it_exports() {
    let (_dir, log) = new_log(Kind::Sled);
    log.append(&[commit(1, 4)], 0).unwrap();
    for record in log.read(1).map(Result::unwrap) {
        let bytes = record.to_bytes();
        let raw = RawRecord::decode(&bytes).unwrap();
        assert_eq!(raw.to_record(), record);
        assert_eq!(raw.hash(), record.hash());
        assert_eq!(raw.hash(), *blake3::hash(&bytes).as_bytes());
    }
}

/// If this fails, logs written before no longer have the head they were published with.
#[test]
fn heads_are_those_of_the_first_version() {
    for kind in KINDS {
        let (_dir, log) = new_log(kind);
        let empty = "0:7e392cc7e54d654e8965547d4a88ee10e4d389535e1d2dca9e3d9738366c390d";
        assert_eq!(log.head().to_string(), empty);
        log.append(&commits(5), 0).unwrap();
        assert_eq!(
            log.head().to_string(),
            "12:f6b615af4bfbb1a904c4d6b64754bcc3f2ef6c9f608020c596620394140ccda3"
        );
    }
}

#[test]
fn frames_of_sled_and_the_head_file_are_those_of_the_tables() {
    let dir = tempfile::TempDir::new().unwrap();
    let log = SledLog::open(dir.path()).unwrap();
    log.append(&[commit(1, 2)], 0).unwrap();
    let stored = |range: std::ops::Range<u64>| -> Vec<u8> {
        range.flat_map(|position| log.get(position).unwrap().unwrap().to_bytes()).collect()
    };
    let (seg, tail) = log.trees_for_tests();
    let check = |tree: &sled::Tree, start: [u8; 6], raw: &[u8]| {
        let (key, value) = tree.first().unwrap().unwrap();
        assert_eq!(key, [0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
        assert_eq!(value[..6], start);
        assert_eq!(value[6..8], [0, 0]);
        assert_eq!(value[8..12], (raw.len() as u32).to_le_bytes());
        let covered = [&key[..], &value[..12], &value[16..]].concat();
        assert_eq!(value[12..16], crc32c::crc32c(&covered).to_le_bytes());
        value[16..].to_vec()
    };
    // A small batch lies in `tail` as it came; with a large one it is packed into chunks.
    let raw = stored(1..3);
    assert_eq!(check(&tail, [2, 0, 1, 0, 2, 0], &raw), raw);
    assert!(seg.is_empty());
    log.append(&[commit(2, 98)], 2).unwrap();
    let raw = stored(1..33);
    let packed = check(&seg, [2, 1, 1, 0, 32, 0], &raw);
    assert_eq!(lz4_flex::block::decompress(&packed, raw.len()).unwrap(), raw);
    assert!(tail.is_empty());

    let head = log.head();
    log.close().unwrap();
    check_head_file(dir.path(), &head);
}

#[test]
fn a_segment_file_is_that_of_the_table() {
    let (dir, log) = new_log(Kind::Files);
    log.append(&[commit(1, 2)], 0).unwrap();
    let records: Vec<u8> = log.read(1).flat_map(|record| record.unwrap().to_bytes()).collect();
    let file = std::fs::read(dir.path().join("segments/00000000000000000001.records")).unwrap();
    assert_eq!(file[..8], [0xE8, 1, 1, 0, 2, 0, 0, 0]);
    assert_eq!(file[8..16], 1_u64.to_le_bytes());
    assert_eq!(file[16..20], (records.len() as u32).to_le_bytes());
    assert_eq!(file[20..24], crc32c::crc32c(&[&file[..20], &records].concat()).to_le_bytes());
    assert_eq!(file[24..], records);
}

fn check_head_file(dir: &std::path::Path, head: &event_log::Head) {
    let file = std::fs::read(dir.join("head")).unwrap();
    for slot in [&file[..52], &file[4_096..4_148]] {
        assert_eq!(slot[..8], *b"LOGHEAD\x01");
        assert_eq!(slot[8..16], head.size.to_le_bytes());
        assert_eq!(slot[16..48], head.root);
        assert_eq!(slot[48..], crc32c::crc32c(&slot[..48]).to_le_bytes());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = RawRecord::decode(&bytes);
        let mut like_a_record = bytes;
        if like_a_record.len() > 12 {
            like_a_record[..2].copy_from_slice(&[0xE7, 1]);
            like_a_record[9..12].fill(0);
        }
        prop_assert!(RawRecord::decode(&like_a_record).is_err());
    }

    #[test]
    fn any_flipped_bit_of_a_record_is_found(bit in 0usize..(ENVELOPE_LEN + 7) * 8) {
        let mut bytes = example().to_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(RawRecord::decode(&bytes).is_err());
    }
}
