//! What is known of an honour, and what happens to it.

use std::sync::Arc;

use domain::actor::Approval;
use domain::id::{EventId, KocId, RecognitionId};
use domain::personal::Sealed;
use domain::recognition::Event;
use domain::recognition::values::{CommendationChannel, HonourKind, PraiseKept};
use domain::{Actor, Day, LocalText, Moment, Recorded};
use serde::Serialize;

use crate::Publications;

/// Where an honour stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HonourStanding {
    /// It is held.
    Conferred,
    /// It was taken back.
    Revoked,
    /// Its time is over.
    Lapsed,
}

/// One public praise of an honour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommendationRow {
    /// Where.
    pub channel: CommendationChannel,
    /// At which address.
    pub url: Option<Sealed>,
    /// In which words.
    pub text: PraiseKept,
    /// When.
    pub at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// One badge for an honour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BadgeRow {
    /// Which badge, by code.
    pub badge_class: String,
    /// The events that show what it is for.
    pub refs: Vec<EventId>,
    /// When.
    pub at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// That an honour was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Revocation {
    /// Why.
    pub reason: Sealed,
    /// On whose approval.
    pub approved_by: Vec<Approval>,
    /// When.
    pub at: Moment,
    /// The event it comes from.
    pub position: EventId,
}

/// An honour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HonourRow {
    /// Its id.
    pub recognition_id: RecognitionId,
    /// Whose.
    pub koc_id: KocId,
    /// Of which kind.
    pub kind: HonourKind,
    /// What it is called.
    pub title: LocalText,
    /// Whether one member at a time may hold the title.
    pub unique: bool,
    /// What for.
    pub citation: PraiseKept,
    /// The event it is for.
    pub source_event: Option<EventId>,
    /// Held to this day, inclusive.
    pub valid_until: Option<Day>,
    /// Where it stands.
    pub standing: HonourStanding,
    /// Who conferred it.
    pub conferred_by: Actor,
    /// When.
    pub conferred_at: Moment,
    /// Every public praise of it, oldest first.
    pub commendations: Vec<CommendationRow>,
    /// Every badge for it, oldest first.
    pub badges: Vec<BadgeRow>,
    /// That it was taken back.
    pub revoked: Option<Revocation>,
    /// The event in which it was conferred.
    pub position: EventId,
}

impl Publications {
    pub(crate) fn fold_honour(&mut self, event: &Event, recorded: &Recorded) {
        let (at, position) = (recorded.occurred_at, recorded.position);
        if let Event::HonourConferred(e) = event {
            let koc_id = e.recipient.koc();
            let row = HonourRow {
                recognition_id: e.recognition_id,
                koc_id,
                kind: e.kind,
                title: e.title.clone(),
                unique: e.unique,
                citation: e.citation.clone(),
                source_event: e.source_event,
                valid_until: e.valid_until,
                standing: HonourStanding::Conferred,
                conferred_by: recorded.actor,
                conferred_at: at,
                commendations: Vec::new(),
                badges: Vec::new(),
                revoked: None,
                position,
            };
            self.honours_of.insert((koc_id, e.recognition_id));
            self.honours.insert(e.recognition_id, Arc::new(row));
            return;
        }
        let Some(row) = self.honours.get_mut(&event.recognition_id()) else { return };
        let row = Arc::make_mut(row);
        match event {
            Event::HonourConferred(_) => {}
            Event::CommendationPublished(e) => row.commendations.push(CommendationRow {
                channel: e.channel,
                url: e.url.clone(),
                text: e.text.clone(),
                at,
                position,
            }),
            Event::BadgeIssued(e) => row.badges.push(BadgeRow {
                badge_class: e.badge_class.clone(),
                refs: e.refs.clone(),
                at,
                position,
            }),
            Event::HonourRevoked(e) => {
                row.standing = HonourStanding::Revoked;
                row.revoked = Some(Revocation {
                    reason: e.reason.clone(),
                    approved_by: e.approved_by.clone(),
                    at,
                    position,
                });
            }
            Event::HonourLapsed(_) => row.standing = HonourStanding::Lapsed,
        }
    }
}
