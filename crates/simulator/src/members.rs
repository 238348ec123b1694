//! How people come, what they say of themselves, and how they go.

use domain::id::KocId;
use domain::koc::command::*;
use domain::koc::profile::{Archetype, Preferences};
use domain::koc::values::EntrySource;
use domain::koc::{self};
use domain::vocabulary::{Availability, ConsentPurpose, ContactChannel, Horizon, Mode, TierCode};
use domain::{Actor, Lang, Moment};

use crate::founding::{AUDIENCES, FORMATS, MODELS, REGIONS, SKILLS, TOPICS, key, koc};
use crate::office::ops;
use crate::world::World;

/// The launch, in days.
const LAUNCH: u32 = 10;

pub(crate) fn each_day(world: &mut World<'_>) {
    arrive(world);
    change(world);
    if world.day == 0 {
        known_people_consent(world);
    }
    if world.is_day(45, 20) {
        other_ways(world);
    }
}

/// Those of the time before are asked in the first days.
fn known_people_consent(world: &mut World<'_>) {
    for number in 0..world.people.len() {
        let at = world.within(9, 70);
        consent(world, at, koc(world.plan.seed, number), ConsentPurpose::Participation);
    }
}

pub(crate) fn consent(world: &mut World<'_>, at: Moment, koc_id: KocId, purpose: ConsentPurpose) {
    let (evidence_ref, expires_on) = (None, None);
    let consent = GrantConsent { koc_id, purpose, text_version: 1, evidence_ref, expires_on };
    world.at(at, Actor::koc(koc_id), consent);
}

/// So many join today: most in the first ten days, the rest evenly.
fn arrive(world: &mut World<'_>) {
    let plan = world.plan;
    let (rates, all) = (&plan.rates, plan.members);
    let imported = all * rates.imported_pct / 100;
    let launched = (all * rates.launch_pct / 100).min(all - imported);
    let (day, days) = ((world.day + 1).min(plan.days()), plan.days());
    let of_launch = launched * day.min(LAUNCH) / LAUNCH;
    let later = u64::from(all - imported - launched) * u64::from(day) / u64::from(days.max(1));
    let wanted = imported + of_launch + later as u32;
    while world.people.len() < wanted.min(all) {
        join(world);
    }
}

fn join(world: &mut World<'_>) {
    let number = world.people.len();
    let koc_id = koc(world.plan.seed, number);
    world.people.add(koc_id, number, &mut world.chance);
    let referred_by = (world.chance.percent(8)).then(|| world.anyone()).flatten();
    let sources = [EntrySource::App, EntrySource::App, EntrySource::Dealer, EntrySource::Contest];
    let entry_source =
        if referred_by.is_some() { EntrySource::Invite } else { *world.chance.pick(&sources) };
    let joins = RegisterKoc {
        koc_id,
        name: format!("模拟成员 {number} Simulated member").as_str().into(),
        contact: None,
        birth_year: 1960 + world.chance.below(40) as u16,
        locale: if number.is_multiple_of(9) { Lang::En } else { Lang::Zh },
        entry_source,
        referred_by,
        consents: vec![ConsentGiven { purpose: ConsentPurpose::Participation, text_version: 1 }],
        entry_tier: TierCode::Seed,
        external_ref: Some(key(number)),
    };
    let at = world.within(8, 22);
    world.at(at, ops(), joins);
}

/// What a new member says of themselves in their first weeks.
fn introduce(world: &mut World<'_>, koc_id: KocId) {
    let me = Actor::koc(koc_id);
    if world.chance.percent(60) {
        let (at, profile) = (world.within(2, 400), profile(world, koc_id));
        world.at(at, me, profile);
    }
    if world.chance.percent(30) {
        let number = world.people.of(koc_id).map_or(0, |member| member.number);
        let linked = LinkChannel {
            koc_id,
            platform: "xiaohongshu".to_owned(),
            handle: format!("清风车主{number}").as_str().into(),
            url: None,
            verified: false,
            audiences: vec![(*world.chance.pick(&AUDIENCES)).to_owned()],
        };
        let at = world.within(3, 600);
        world.at(at, me, linked);
    }
    if world.chance.percent(25) {
        let (model, since) = ((*world.chance.pick(&MODELS)).to_owned(), world.today().plus(-200));
        let owns = RecordVehicleOwnership { koc_id, model, since, evidence_ref: None };
        let at = world.within(3, 900);
        world.at(at, me, owns);
    }
    if world.chance.percent(15) {
        let preferences = Preferences {
            horizons: vec![Horizon::Instant, Horizon::Phased],
            modes: vec![Mode::Commission, Mode::IndividualContest],
            topics: vec![(*world.chance.pick(&TOPICS)).to_owned()],
            contact_channels: vec![ContactChannel::App],
            opt_out_profiled_matching: world.chance.percent(10),
        };
        let at = world.within(3, 900);
        world.at(at, me, SetPreferences { koc_id, preferences });
    }
    for purpose in [ConsentPurpose::Publicity, ConsentPurpose::Confidentiality] {
        if world.chance.percent(35) {
            let at = world.within(3, 300);
            consent(world, at, koc_id, purpose);
        }
    }
}

fn profile(world: &mut World<'_>, koc_id: KocId) -> UpdateProfile {
    let chance = &mut world.chance;
    let mut one = |of: &[&str]| Some(vec![(*chance.pick(of)).to_owned()]);
    UpdateProfile {
        koc_id,
        skills: one(&SKILLS),
        formats: one(&FORMATS),
        styles: one(&["everyday"]),
        tones: one(&["warm"]),
        topics: one(&TOPICS),
        audiences: one(&AUDIENCES),
        communities: one(&["camping-club", "city-drivers"]),
        region: one(&REGIONS).and_then(|mut regions| regions.pop()),
        archetype: Some(Archetype::FreshVoice),
        loyalty_note: None,
    }
}

/// Breaks, farewells, less time.
fn change(world: &mut World<'_>) {
    let (rates, all) = (&world.plan.rates, world.people.len());
    let pauses = world.share_of_day(u64::from(rates.pause_pm_month), 1_000, all);
    for _ in 0..pauses {
        let Some(koc_id) = world.anyone() else {
            break;
        };
        let (from, until, reason) = (world.today(), None, None);
        let (me, at) = (Actor::koc(koc_id), world.within(200, 1_500));
        world.send(me, PauseKoc { koc_id, from, until, reason });
        world.at(at, me, ResumeKoc { koc_id });
    }
    let farewells = world.share_of_day(u64::from(rates.leave_pm_month), 1_000, all);
    for _ in 0..farewells {
        let Some(koc_id) = world.anyone() else {
            break;
        };
        let (reason, effective_on) = (None, world.today());
        world.send(Actor::koc(koc_id), LeaveProgramme { koc_id, reason, effective_on });
    }
    let measured = world.share_of_day(60, 1_000, all);
    for _ in 0..measured {
        measure(world);
    }
}

fn measure(world: &mut World<'_>) {
    let linked = world.people.anyone_who(&mut world.chance, |member| member.linked);
    let Some((koc_id, number)) = linked.map(|member| (member.koc_id, member.number)) else {
        return;
    };
    let reach = RecordChannelReach {
        koc_id,
        platform: "xiaohongshu".to_owned(),
        handle: format!("清风车主{number}").as_str().into(),
        followers: world.chance.between(50, 20_000),
        posts_30d: world.chance.between(0, 20),
        engagement_rate_bp: world.chance.between(50, 900),
        measured_at: world.now,
        source: "platform-api".to_owned(),
    };
    world.send(Actor::IMPORT, reach);
}

/// What some do now and then: less time, a consent that ends, an account given up, a car seen.
fn other_ways(world: &mut World<'_>) {
    for _ in 0..world.some(2_000) {
        let Some(koc_id) = world.anyone() else { return };
        let (me, from) = (Actor::koc(koc_id), world.today());
        let (depth, until) = (Availability::LightOnly, Some(from.plus(40)));
        let (max_concurrent, note) = (Some(1), None);
        world.send(me, DeclareAvailability { koc_id, depth, from, until, max_concurrent, note });

        let Some(koc_id) = world.anyone() else { return };
        let me = Actor::koc(koc_id);
        let purpose = ConsentPurpose::Publicity;
        let (evidence_ref, expires_on) = (None, Some(from.plus(30)));
        let short = GrantConsent { koc_id, purpose, text_version: 1, evidence_ref, expires_on };
        world.send(me, short);

        let Some(koc_id) = world.anyone() else { return };
        let me = Actor::koc(koc_id);
        consent(world, world.now, koc_id, ConsentPurpose::Confidentiality);
        let (purpose, at) = (ConsentPurpose::Confidentiality, world.within(30, 90));
        world.at(at, me, WithdrawConsent { koc_id, purpose });

        let linked = world.people.anyone_who(&mut world.chance, |member| member.linked).cloned();
        if let Some(member) = linked {
            let (koc_id, platform) = (member.koc_id, "xiaohongshu".to_owned());
            let handle = format!("清风车主{}", member.number).as_str().into();
            let unlink = UnlinkChannel { koc_id, platform, handle, reason: None };
            world.send(Actor::koc(koc_id), unlink);
        }
        let Some(koc_id) = world.anyone() else { return };
        let since = from.plus(-300);
        let (model, evidence_ref) = (MODELS[0].to_owned(), Some("行驶证已核 Papers seen".into()));
        world.send(ops(), RecordVehicleOwnership { koc_id, model, since, evidence_ref });
    }
}

pub(crate) fn heard(world: &mut World<'_>, event: &koc::Event) {
    match event {
        koc::Event::KocRegistered(e) => introduce(world, e.koc_id),
        koc::Event::KocLeft(e) if world.chance.percent(world.plan.rates.rejoin_pct) => {
            let (at, koc_id) = (world.within(24 * 20, 24 * 120), e.koc_id);
            let effective_on = world.date(at);
            let rejoins = RejoinProgramme { koc_id, entry_tier: TierCode::Seed, effective_on };
            consent(world, at, koc_id, ConsentPurpose::Participation);
            world.at(at, Actor::koc(koc_id), rejoins);
        }
        _ => {}
    }
}
