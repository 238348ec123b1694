//! Where a member is heard: their accounts, and how far these reach. One account is one member's,
//! in the whole programme.
//!
//! What somebody is called is about a person and never in clear here. It is brought into a plain
//! form before it is sealed, so that two spellings of one account have one fingerprint.

use std::sync::Arc;

use super::Koc;
use super::command::{LinkChannel, RecordChannelReach, RecordVehicleOwnership, UnlinkChannel};
use super::event::{
    ChannelLinked, ChannelReachRecorded, ChannelUnlinked, VehicleOwnershipRecorded,
};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::KocId;
use crate::personal::{Person, Personal, Sealed, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::{Day, Moment};
use crate::vocabulary::VocabularyAxis;

/// The most accounts or cars one member may have noted. Our own number.
const HELD_MAX: usize = 50;

/// An account of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    pub(crate) platform: String,
    /// The fingerprint of what they are called there.
    pub(crate) handle: [u8; 16],
    /// Who listens there.
    pub(crate) audiences: Vec<String>,
    /// The newest measurement: when, followers, engagement rate in basis points.
    pub(crate) reach: Option<Reach>,
}

/// How far an account reached when it was last measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) measured_at: Moment,
    pub(crate) followers: u32,
    pub(crate) engagement_rate_bp: u32,
}

/// A car a member drives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vehicle {
    pub(crate) model: String,
    pub(crate) since: Day,
    /// Whether the team says so.
    pub(crate) verified: bool,
}

/// The plain form of what somebody is called: no space around it, no leading `@`, full-width
/// letters as usual ones, all in small letters.
fn plain(handle: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    };
    let narrow: String = handle.chars().map(narrow).collect();
    narrow.trim().trim_start_matches('@').trim().to_lowercase()
}

fn make_plain(handle: &mut Personal) {
    if let Personal::Clear(clear) = handle {
        *clear = plain(clear);
    }
}

impl State {
    /// Who has that account; nobody when it is free.
    fn holder(&self, platform: &str, handle: &Sealed) -> Option<KocId> {
        self.handles.get(&(platform.to_owned(), handle.fingerprint)).copied()
    }
}

impl Koc {
    fn channel_mut(&mut self, platform: &str, handle: [u8; 16]) -> Option<&mut Channel> {
        let same =
            |channel: &&mut Channel| channel.platform == platform && channel.handle == handle;
        Arc::make_mut(&mut self.channels).iter_mut().find(same)
    }
}

impl HoldsPersonal for LinkChannel {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        make_plain(&mut self.handle);
        show(self.koc_id.into(), SealedField::Handle, &mut self.handle);
        if let Some(url) = &mut self.url {
            show(self.koc_id.into(), SealedField::ChannelUrl, url);
        }
    }
}

/// Answers `LinkChannel`.
pub(crate) fn link_channel(
    state: &State,
    command: &LinkChannel,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let LinkChannel { koc_id, platform, verified, audiences, .. } = command;
    let koc = state.koc(*koc_id)?;
    let handle = command.handle.sealed()?;
    let holder = state.holder(platform, &handle);
    let mut checks = Checks::new();
    checks.note(context.own_only(*koc_id, "LinkChannel"));
    checks.note(koc.require_here());
    checks.note(field::code("platform", platform));
    checks.note(field::personal_said("handle", &command.handle));
    checks.note(field::personal("url", command.url.as_ref()));
    let by_somebody_else = holder.is_some_and(|holder| holder != *koc_id);
    let named = || platform.clone();
    checks.require(!by_somebody_else, || Violation::HandleTaken { platform: named() });
    checks
        .require(holder != Some(*koc_id), || Violation::ChannelAlreadyLinked { platform: named() });
    // A member cannot vouch for themselves.
    let vouched = *verified && context.actor.as_koc().is_some();
    checks.require(!vouched, || field::invalid("verified"));
    checks.note(field::list("audiences", audiences));
    let programme = state.programme()?;
    let unknown = |code: &String| programme.unknown_term(VocabularyAxis::Audience, code);
    checks.note(audiences.iter().filter_map(unknown));
    checks.require(koc.channels.len() < HELD_MAX, || field::invalid("kocId"));
    checks.finish()?;
    let linked = ChannelLinked {
        koc_id: *koc_id,
        platform: platform.clone(),
        handle,
        url: sealed_option(command.url.as_ref())?,
        verified: *verified,
        audiences: audiences.clone(),
    };
    Ok(vec![linked.into()])
}

impl HoldsPersonal for UnlinkChannel {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        make_plain(&mut self.handle);
        show(self.koc_id.into(), SealedField::Handle, &mut self.handle);
        if let Some(reason) = &mut self.reason {
            show(self.koc_id.into(), SealedField::Reason, reason);
        }
    }
}

/// Answers `UnlinkChannel`.
pub(crate) fn unlink_channel(
    state: &State,
    command: &UnlinkChannel,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let (koc_id, platform) = (command.koc_id, command.platform.clone());
    state.koc(koc_id)?;
    let handle = command.handle.sealed()?;
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "UnlinkChannel"));
    checks.note(not_theirs(state, koc_id, &platform, &handle));
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![ChannelUnlinked { koc_id, platform, handle, reason }.into()])
}

fn not_theirs(state: &State, koc_id: KocId, platform: &str, handle: &Sealed) -> Option<Violation> {
    let theirs = state.holder(platform, handle) == Some(koc_id);
    (!theirs).then(|| Violation::ChannelUnknown { platform: platform.to_owned() })
}

impl HoldsPersonal for RecordChannelReach {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        make_plain(&mut self.handle);
        show(self.koc_id.into(), SealedField::Handle, &mut self.handle);
    }
}

/// Answers `RecordChannelReach`.
pub(crate) fn record_reach(
    state: &State,
    command: &RecordChannelReach,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    state.koc(command.koc_id)?;
    let handle = command.handle.sealed()?;
    let RecordChannelReach { koc_id, followers, posts_30d, measured_at, .. } = *command;
    let in_future = || Violation::DateInFuture { field: "measuredAt".to_owned() };
    let mut checks = Checks::new();
    checks.require(measured_at <= context.now, in_future);
    let (then, today) = (state.day_of(measured_at), state.day_of(context.now));
    checks.note(field::day_in_reach("measuredAt", then, today));
    checks.note(not_theirs(state, koc_id, &command.platform, &handle));
    checks.note(field::reference("source", &command.source));
    checks.finish()?;
    let recorded = ChannelReachRecorded {
        koc_id,
        platform: command.platform.clone(),
        handle,
        followers,
        posts_30d,
        engagement_rate_bp: command.engagement_rate_bp,
        measured_at,
        source: command.source.clone(),
    };
    Ok(vec![recorded.into()])
}

impl HoldsPersonal for RecordVehicleOwnership {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(evidence) = &mut self.evidence_ref {
            show(self.koc_id.into(), SealedField::Note, evidence);
        }
    }
}

/// Answers `RecordVehicleOwnership`.
pub(crate) fn record_ownership(
    state: &State,
    command: &RecordVehicleOwnership,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let RecordVehicleOwnership { koc_id, ref model, since, .. } = *command;
    let koc = state.koc(koc_id)?;
    let today = state.day_of(context.now);
    let verified_by = context.actor.as_operator();
    let in_future = || Violation::DateInFuture { field: "since".to_owned() };
    let mut checks = Checks::new();
    checks.note(context.own_only(koc_id, "RecordVehicleOwnership"));
    checks.note(koc.require_here());
    checks.require(since <= today, in_future);
    checks.note(field::day_in_reach("since", since, today));
    checks.note(state.programme()?.unknown_term(VocabularyAxis::Model, model));
    checks.note(field::personal("evidenceRef", command.evidence_ref.as_ref()));
    let known = koc.vehicles.iter().find(|vehicle| vehicle.model == *model);
    let same = known.is_some_and(|vehicle| {
        vehicle.since == since && (vehicle.verified || verified_by.is_none())
    });
    checks.require(!same, || Violation::NoChange);
    let room = known.is_some() || koc.vehicles.len() < HELD_MAX;
    checks.require(room, || field::invalid("model"));
    checks.finish()?;
    let recorded = VehicleOwnershipRecorded {
        koc_id,
        model: model.clone(),
        since,
        evidence_ref: sealed_option(command.evidence_ref.as_ref())?,
        verified_by,
    };
    Ok(vec![recorded.into()])
}

pub(super) fn linked(state: &mut State, event: &ChannelLinked) {
    let key = (event.platform.clone(), event.handle.fingerprint);
    state.handles.insert(key, event.koc_id);
    let Some(koc) = state.koc_mut(event.koc_id) else { return };
    Arc::make_mut(&mut koc.channels).push(Channel {
        platform: event.platform.clone(),
        handle: event.handle.fingerprint,
        audiences: event.audiences.clone(),
        reach: None,
    });
}

pub(super) fn unlinked(state: &mut State, event: &ChannelUnlinked) {
    let (platform, handle) = (&event.platform, event.handle.fingerprint);
    state.handles.remove(&(platform.clone(), handle));
    let Some(koc) = state.koc_mut(event.koc_id) else { return };
    let stays = |it: &Channel| !(it.platform == *platform && it.handle == handle);
    Arc::make_mut(&mut koc.channels).retain(stays);
    koc.track.reach.remove(&(platform.clone(), handle));
}

/// Only the newest measurement says how far an account reaches.
pub(super) fn measured(koc: &mut Koc, event: &ChannelReachRecorded) {
    let Some(channel) = koc.channel_mut(&event.platform, event.handle.fingerprint) else { return };
    let reach = Reach {
        measured_at: event.measured_at,
        followers: event.followers,
        engagement_rate_bp: event.engagement_rate_bp,
    };
    if channel.reach.is_none_or(|known| known.measured_at <= reach.measured_at) {
        channel.reach = Some(reach);
        let account = (event.platform.clone(), event.handle.fingerprint);
        koc.track.reach.insert(account, event.followers);
    }
}

/// A car that was noted before has another first day now, or the team's word for it.
pub(super) fn drives(koc: &mut Koc, event: &VehicleOwnershipRecorded) {
    let vehicles = Arc::make_mut(&mut koc.vehicles);
    vehicles.retain(|known| known.model != event.model);
    let verified = event.verified_by.is_some();
    vehicles.push(Vehicle { model: event.model.clone(), since: event.since, verified });
}

/// Frees every account of somebody: others may have them.
pub(crate) fn release_all(state: &mut State, koc_id: KocId) {
    let Some(koc) = state.koc_mut(koc_id) else { return };
    let freed = std::mem::take(&mut koc.channels);
    koc.track.reach.clear();
    for channel in freed.iter() {
        state.handles.remove(&(channel.platform.clone(), channel.handle));
    }
}

/// The accounts and cars of a record that ends are those of the one that goes on.
pub(super) fn hand_over(state: &mut State, from: KocId, to: KocId) {
    let Some(koc) = state.koc_mut(from) else { return };
    let (channels, vehicles) =
        (std::mem::take(&mut koc.channels), std::mem::take(&mut koc.vehicles));
    for channel in channels.iter() {
        state.handles.insert((channel.platform.clone(), channel.handle), to);
    }
    let Some(koc) = state.koc_mut(to) else { return };
    Arc::make_mut(&mut koc.channels).extend(channels.iter().cloned());
    let known: Vec<String> = koc.vehicles.iter().map(|it| it.model.clone()).collect();
    let new = vehicles.iter().filter(|it| !known.contains(&it.model)).cloned();
    Arc::make_mut(&mut koc.vehicles).extend(new);
}
