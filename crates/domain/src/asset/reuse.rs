//! The rule of using an asset: for a licensed purpose, on a licensed channel, within the term, seen
//! by nobody it is not meant for, with its authors named.

use super::command::RecordReuse;
use super::event::AssetReused;
use super::values::{Licence, ReuseAudience};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::UsePurpose;

impl HoldsPersonal for RecordReuse {}

/// Answers `RecordReuse`.
pub(crate) fn record_reuse(
    state: &State,
    command: &RecordReuse,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let asset = state.asset(command.asset_id)?;
    let RecordReuse { purpose, audience, from, until, .. } = *command;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.note(asset.not_in_use(today));
    checks.note(asset.licence.without_purpose(purpose));
    let channel = command.channel.as_deref();
    checks.note(channel.and_then(|channel| asset.licence.without_channel(channel)));
    checks.note(asset.licence.out_of_term(from, until));
    checks.require(command.credit_kept, || Violation::CreditLineMissing);
    let level = asset.confidentiality;
    checks.require(audience <= level.widest(), || Violation::AssetConfidential { level });
    let in_public = audience != ReuseAudience::Staff;
    let begins = state.start_of(from);
    checks.note(state.embargo_on(asset.assignment_id(), begins).filter(|_| in_public));
    check_fields(&mut checks, command, today);
    let taken = asset.uses.iter().any(|it| it.reuse_id == command.reuse_id);
    checks.require(!taken, || Violation::ReuseExists);
    checks.finish()?;
    let reused = AssetReused {
        reuse_id: command.reuse_id,
        asset_id: command.asset_id,
        purpose,
        channel: command.channel.clone(),
        place: command.place.clone(),
        audience,
        from,
        until,
        modified: command.modified,
        people_consent: asset.people_consent,
        ai_generated: asset.ai_generated,
    };
    Ok(vec![reused.into()])
}

fn check_fields(checks: &mut Checks, command: &RecordReuse, today: Day) {
    let RecordReuse { audience, from, until, .. } = *command;
    // What everybody sees is shown somewhere, and the licence says where it may be.
    let somewhere = audience != ReuseAudience::Public || command.channel.is_some();
    checks.require(somewhere, || field::invalid("channel"));
    checks.note(command.channel.as_deref().and_then(|it| field::code("channel", it)));
    checks.require(!command.place.is_empty(), || field::invalid("place"));
    checks.note(field::local_text("place", &command.place));
    checks.note(field::day_in_reach("from", from, today));
    let ends_early = || Violation::WindowInvalid { field: "until".to_owned() };
    checks.require(until.is_none_or(|until| from <= until), ends_early);
}

impl Licence {
    /// Refuses a purpose it does not give.
    pub(crate) fn without_purpose(&self, purpose: UsePurpose) -> Option<Violation> {
        let licensed = self.purposes.contains(&purpose);
        (!licensed).then_some(Violation::PurposeNotLicensed { purpose })
    }

    /// Refuses a channel it does not give.
    pub(crate) fn without_channel(&self, channel: &str) -> Option<Violation> {
        let licensed = self.channels.iter().any(|it| it == channel);
        (!licensed).then(|| Violation::RightsNotGranted { what: format!("channel {channel}") })
    }

    /// Refuses a use that begins outside its term, or is said to go on after it. A use without an
    /// end is taken: the clock warns before the licence ends under it.
    pub(crate) fn out_of_term(&self, from: Day, until: Option<Day>) -> Option<Violation> {
        let last = until.unwrap_or(from).max(from);
        match self.until {
            Some(on) if on < last => Some(Violation::LicenceExpired { on }),
            _ if from < self.from => {
                Some(Violation::RightsNotGranted { what: format!("use before {}", self.from) })
            }
            _ => None,
        }
    }
}
