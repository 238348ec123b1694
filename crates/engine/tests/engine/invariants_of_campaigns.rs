//! What always holds of gatherings is missed when it does not: logs that no rule would have
//! written.

use domain::Event;
use domain::gathering::event::{GatheringScheduled, RsvpReceived};
use domain::gathering::values::{GatheringKind, RsvpAnswer};
use domain::id::{GatheringId, KocId, OperatorId};
use domain::text::LocalText;
use engine::View;
use testkit::recording::Recording;

const DRIVE: GatheringId = GatheringId([7; 16]);

fn broken(events: impl IntoIterator<Item = Event>) -> Option<String> {
    let mut recording = Recording::at("2025-03-01T02:00:00Z");
    for event in events {
        recording.record(event);
    }
    let mut view = View::default();
    recording.log.iter().for_each(|recorded| view.apply(recorded));
    view.check_invariants().err()
}

fn scheduled(capacity: u32) -> Event {
    let moment = |text: &str| text.parse().expect("a moment");
    GatheringScheduled {
        gathering_id: DRIVE,
        kind: GatheringKind::EarlyDrive,
        title: LocalText::new("试驾", "A drive"),
        starts: moment("2025-03-02T02:00:00Z"),
        ends: moment("2025-03-02T04:00:00Z"),
        place: "Shanghai".to_owned(),
        host: OperatorId([1; 16]),
        capacity: Some(capacity),
        min_tier: None,
        campaign_id: None,
        project_id: None,
        series_id: None,
        nda_required: false,
        agenda: Vec::new(),
    }
    .into()
}

fn comes(number: u8) -> Event {
    let (koc_id, answer) = (KocId([number; 16]), RsvpAnswer::Yes);
    RsvpReceived { gathering_id: DRIVE, koc_id, answer, nda_accepted: false }.into()
}

#[test]
fn more_guests_than_there_is_room_for_are_found() {
    assert_eq!(broken([scheduled(2), comes(1), comes(2)]), None);
    let wrong = broken([scheduled(1), comes(1), comes(2)]).expect("found");
    assert!(wrong.contains("2 come to") && wrong.contains("room for 1"), "{wrong}");
}
