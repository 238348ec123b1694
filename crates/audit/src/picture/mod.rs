//! Pictures of the statistics, as SVG that needs nothing beside itself.
//!
//! Colours are those of Okabe and Ito, which people with any kind of colour vision tell apart;
//! each goes with a dash or a hatching, so that a copy in black and white can be read too.

mod canvas;
mod columns;
mod headcount;
mod lineage;
mod survival;
mod transitions;

pub(crate) use canvas::escaped;
pub use headcount::headcount;
pub use lineage::{TooMany, lineage};
pub use survival::{CURVES_MAX, Labelled, survival};
pub use transitions::transitions;

use domain::vocabulary::TierCode;

/// What a tier is called in a picture.
fn tier_name(tier: TierCode) -> &'static str {
    match tier {
        TierCode::Seed => "Seed 种子用户",
        TierCode::Responder => "Responder 积极响应者",
        TierCode::Partner => "Partner 品牌伙伴",
    }
}
