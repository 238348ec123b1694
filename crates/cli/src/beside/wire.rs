//! What goes over the socket: one line of JSON there, frames back.
//!
//! A frame is one byte of kind, four bytes of length (big-endian) and that many bytes.

use std::io::{self, Read, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The longest request taken, bytes. Our own number.
pub(super) const REQUEST_BYTES_MAX: u64 = 1 << 20;
/// The longest frame taken, bytes. Our own number.
const FRAME_BYTES_MAX: u32 = 16 << 20;

/// What was typed, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Request {
    /// Of the program that asks; only its equal is answered.
    pub(super) version: String,
    /// Everything typed, the program's name first.
    pub(super) argv: Vec<String>,
    /// Where it was typed: relative paths start here.
    pub(super) directory: PathBuf,
    /// Columns of the terminal that shows the talk; none when it is none.
    pub(super) terminal_width: Option<u16>,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Frame {
    /// Bytes for stdout.
    Data(Vec<u8>),
    /// Bytes for stderr.
    Talk(Vec<u8>),
    /// The end, with the exit code.
    Exit(u8),
}

/// Writes one frame.
pub(super) fn write_frame(to: &mut impl Write, kind: u8, bytes: &[u8]) -> io::Result<()> {
    for part in bytes.chunks(FRAME_BYTES_MAX as usize) {
        let length = u32::try_from(part.len()).expect("a part is at most 16 MiB");
        to.write_all(&[&[kind], &length.to_be_bytes()[..], part].concat())?;
    }
    to.flush()
}

/// The kind of a frame of stdout.
pub(super) const DATA: u8 = 1;
/// The kind of a frame of stderr.
pub(super) const TALK: u8 = 2;
/// The kind of the last frame.
pub(super) const EXIT: u8 = 3;

/// Reads one frame.
pub(super) fn read_frame(from: &mut impl Read) -> io::Result<Frame> {
    let mut head = [0; 5];
    from.read_exact(&mut head)?;
    let [kind, length @ ..] = head;
    let length = u32::from_be_bytes(length);
    let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    if length > FRAME_BYTES_MAX {
        return Err(wrong("a frame is too long"));
    }
    let mut bytes = vec![0; length as usize];
    from.read_exact(&mut bytes)?;
    match (kind, bytes.as_slice()) {
        (DATA, _) => Ok(Frame::Data(bytes)),
        (TALK, _) => Ok(Frame::Talk(bytes)),
        (EXIT, [code]) => Ok(Frame::Exit(*code)),
        _ => Err(wrong("a frame of an unknown kind")),
    }
}
