//! Any bytes are a whole, unharmed record or are refused: no panic, no allocation.

#![no_main]

use event_log::{ENVELOPE_LEN, RawRecord};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    // Random bytes never have the right checksum: as a payload they come further.
    let mut like_a_record = vec![0; ENVELOPE_LEN];
    let fields = bytes.len().min(ENVELOPE_LEN);
    like_a_record[..fields].copy_from_slice(&bytes[..fields]);
    like_a_record.extend_from_slice(bytes);
    like_a_record[..2].copy_from_slice(&[0xE7, 1]);
    like_a_record[8..12].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
    check(&like_a_record);
});

fn check(bytes: &[u8]) {
    if let Ok(record) = RawRecord::decode(bytes) {
        assert_eq!(record.to_record().to_bytes(), record.bytes);
    }
}
