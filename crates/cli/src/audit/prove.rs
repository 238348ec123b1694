//! All that is filed under a member, with the proof that it is all.

use std::io::Write;
use std::sync::Arc;

use engine::Engine;

use super::{member_known_as, proof_file::ProofFile};
use crate::args::ProveArgs;
use crate::aside::Aside;
use crate::exit::{Done, Ending, Failure};
use crate::open::opening_failed;
use crate::out::{self, Out};
use crate::table::{self, Table};
use crate::{hex, progress};

/// Writes the proof to a file and shows what it is held to.
///
/// # Errors
/// When there is no such member, the log is shorter or damaged, or the file cannot be written.
pub(super) fn run(engine: &Engine, args: &ProveArgs, out: &Arc<dyn Out>) -> Ending {
    let koc_id = member_known_as(&engine.view(), &args.koc)?;
    let newest = engine.head().size;
    let size = args.at.unwrap_or(newest);
    if size > newest {
        return Err(Failure::Usage(format!(
            "--at {size}: the log ends at position {newest}; name a position up to that"
        )));
    }
    let bar = progress::bar(out, size, "events");
    let proof = engine.prove_history(koc_id.0, size, &|position| bar.set_position(position));
    bar.finish_and_clear();
    let proof = proof.map_err(|error| opening_failed(&error))?.ok_or_else(|| {
        Failure::Failed(format!("nothing is filed under {} up to position {size}", args.koc))
    })?;
    let text = table::json(&ProofFile::from(&proof));
    let (aside, mut file) = Aside::create(&args.to)?;
    let written = file.write_all(text.as_bytes());
    written.map_err(|error| Failure::file("write", &args.to, &error))?;
    aside.place(&file)?;
    let mut table = Table::new(&["proof", "koc", "position", "streams", "events", "head", "roll"]);
    table.push([
        args.to.display().to_string().into(),
        koc_id.to_string().into(),
        size.into(),
        (proof.streams.len() as u64).into(),
        (proof.streams.iter().map(Vec::len).sum::<usize>() as u64).into(),
        proof.anchor.head.to_string().into(),
        hex::write(&proof.anchor.roll).into(),
    ]);
    out::data(&**out, &table.render_one(args.format))?;
    Ok(Done::Whole)
}
