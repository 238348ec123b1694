//! What the demonstration's members can do, would like, and are found by.

use domain::koc::command::{
    LinkChannel, RecordChannelReach, RecordVehicleOwnership, SetPreferences, UpdateProfile,
};
use domain::koc::profile::{Archetype, Preferences};
use domain::vocabulary::{ContactChannel, Horizon, Mode};

use super::ids::koc;
use super::stage::{Stage, member, ops};
use crate::exit::Failure;

/// What a member says of themselves: number, skills, formats, topics, audiences, region.
type Said = (
    u16,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
    &'static str,
);

const SAID: [Said; 10] = [
    (
        1,
        &["photography", "storytelling"],
        &["photo", "video"],
        &["design", "daily-life"],
        "young-drivers",
        "south",
    ),
    (2, &["photography"], &["photo", "video"], &["design", "family"], "families", "north"),
    (3, &["storytelling", "driving"], &["video", "report"], &["economy"], "young-drivers", "north"),
    (4, &["driving"], &["report"], &["economy"], "families", "north"),
    (5, &["photography"], &["photo"], &["design"], "young-drivers", "south"),
    (
        8,
        &["storytelling", "photography"],
        &["video", "report"],
        &["family", "economy"],
        "families",
        "south",
    ),
    (9, &["storytelling"], &["video"], &["family"], "families", "north"),
    (10, &["driving", "storytelling"], &["video"], &["daily-life"], "young-drivers", "south"),
    (17, &["photography"], &["photo"], &["design"], "young-drivers", "north"),
    (19, &["storytelling"], &["video"], &["family", "daily-life"], "families", "south"),
];

fn terms(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// Ten members say what they can do; some say where they are read, what they drive, what they like.
pub(super) fn say(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(30, 20)?;
    for (number, skills, formats, topics, audience, region) in SAID {
        stage.send(
            member(koc(number)),
            UpdateProfile {
                koc_id: koc(number),
                skills: Some(terms(skills)),
                formats: Some(terms(formats)),
                styles: Some(terms(&["everyday"])),
                tones: Some(terms(&["warm"])),
                topics: Some(terms(topics)),
                audiences: Some(terms(&[audience])),
                communities: (number == 8).then(|| terms(&["camping-club"])),
                region: Some(region.to_owned()),
                archetype: Some(if number < 4 {
                    Archetype::LoyalFan
                } else {
                    Archetype::FreshVoice
                }),
                loyalty_note: None,
            },
        );
    }
    let (koc_id, preferences) = (koc(9), wishes(false));
    stage.send(member(koc(9)), SetPreferences { koc_id, preferences });
    // 石磊 wants no profile to be used: tasks come by turn.
    let (koc_id, preferences) = (koc(19), wishes(true));
    stage.send(member(koc(19)), SetPreferences { koc_id, preferences });
    accounts_and_cars(stage);
    stage.settle()
}

fn wishes(opt_out_profiled_matching: bool) -> Preferences {
    Preferences {
        horizons: vec![Horizon::Instant, Horizon::Phased],
        modes: vec![Mode::Commission, Mode::IndividualContest],
        topics: terms(&["family"]),
        contact_channels: vec![ContactChannel::App],
        opt_out_profiled_matching,
    }
}

fn accounts_and_cars(stage: &mut Stage<'_>) {
    let measured_at = stage.moment(30, 18);
    for (number, handle, followers) in [(1, "追光的苏晴", 8_600), (8, "一鸣在路上", 2_300)]
    {
        let (koc_id, platform) = (koc(number), "xiaohongshu".to_owned());
        stage.send(
            ops(),
            LinkChannel {
                koc_id,
                platform: platform.clone(),
                handle: handle.into(),
                url: None,
                verified: true,
                audiences: terms(&["families"]),
            },
        );
        stage.send(
            ops(),
            RecordChannelReach {
                koc_id,
                platform,
                handle: handle.into(),
                followers,
                posts_30d: 6,
                engagement_rate_bp: 620,
                measured_at,
                source: "platform-api".to_owned(),
            },
        );
    }
    for number in [1, 2, 8, 9] {
        let (koc_id, model) = (koc(number), "demo-one".to_owned());
        let since = stage.day(-400);
        let evidence_ref = Some("行驶证已核 Papers seen".into());
        stage.send(ops(), RecordVehicleOwnership { koc_id, model, since, evidence_ref });
    }
}
