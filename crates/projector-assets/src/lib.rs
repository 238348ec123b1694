//! The library of assets: what is kept for reuse, what may be done with it, every use, how far the
//! brand carried it; and full-text search over it in Chinese and English.

mod apply;
mod query;
mod rows;
mod search;

use std::sync::Arc;

use domain::event::EventType;
use domain::id::{AssetId, AssignmentId, KocId, PublicationId, ReuseId};
use domain::vocabulary::VocabularyAxis;
use domain::{LocalText, Recorded, asset, programme, publication};
use imbl::{OrdMap, OrdSet};
use projection::{Projector, Row, is_of};

pub use query::{AssetFilter, AssetOrder, Found};
pub use rows::{AmplifiedRow, AssetRow, AssetStanding, Restriction, ReuseRow};
use search::Words;
pub use search::{Terms, fold};

/// An asset and the words it is found by.
#[derive(Debug, Clone)]
struct Kept {
    row: Arc<AssetRow>,
    words: Arc<Words>,
}

/// Every asset, with what is needed to find it.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    assets: OrdMap<AssetId, Kept>,
    by_author: OrdSet<(KocId, AssetId)>,
    /// What each word of the vocabulary is called.
    labels: OrdMap<(VocabularyAxis, String), LocalText>,
    of_reuse: OrdMap<ReuseId, AssetId>,
    /// The asset that an assignment's work is kept as.
    of_assignment: OrdMap<AssignmentId, AssetId>,
    /// What the brand shows, by publication.
    amplified: OrdMap<PublicationId, AmplifiedRow>,
    amplified_of: OrdSet<(AssignmentId, PublicationId)>,
    /// The asset that each of them shows, once it is kept.
    shows: OrdMap<PublicationId, AssetId>,
}

impl Projector for Assets {
    const NAME: &'static str = "assets";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        self.fold(recorded);
    }

    fn reads(kind: &EventType) -> bool {
        is_of(kind, &[programme::Event::TYPES, asset::Event::TYPES, publication::Event::TYPES])
    }

    /// Assets by id.
    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.assets.values().for_each(|kept| show(Row::new("asset", &*kept.row)));
    }
}
