//! Two moments side by side: what later records changed about the past, who moved, who earned.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use domain::Moment;
use domain::id::KocId;
use domain::vocabulary::TierCode;

use super::Instant;
use super::tiers::TierFact;
use crate::fault::{FaultCode, fault};
use crate::paging::{Nodes, Paging, Window, page_cost};
use crate::people::Koc;
use crate::scalars::{EffectiveTime, Long};
use crate::session::{Reading, Session};

/// A member of whom a moment is told otherwise than before. 被更正的等级记录。
pub(crate) struct Restatement {
    reading: Reading,
    row: audit::restated::Restated,
}

/// A member of whom one and the same moment is told otherwise than before. 同一时刻前后记录不一的成员。
#[Object]
impl Restatement {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.row.koc_id }
    }

    /// Where they stood by what was known earlier; null outside the tiers. 先前所知等级。
    async fn was(&self) -> Option<TierCode> {
        self.row.was
    }

    /// Where they stood by what was known later; null outside the tiers. 后来所知等级。
    async fn is(&self) -> Option<TierCode> {
        self.row.is
    }

    /// What was recorded in between: corrections, and moves that took effect before they were
    /// known. 其间的更正与补录。
    async fn by(&self) -> Vec<TierFact> {
        facts(&self.reading, &self.row.by)
    }
}

/// A member who stands elsewhere, or whose account has other lines. 有变化的成员。
pub(crate) struct MemberChange {
    reading: Reading,
    koc_id: KocId,
    row: audit::difference::Changed,
}

/// A member who stands elsewhere, or whose account has other lines. 等级或积分有变化的成员。
#[Object]
impl MemberChange {
    /// Who. 成员。
    async fn koc(&self) -> Koc {
        Koc { reading: self.reading.clone(), id: self.koc_id }
    }

    /// Where they stood at the earlier moment; null outside the tiers. 先前等级。
    async fn tier_before(&self) -> Option<TierCode> {
        self.row.tier[0]
    }

    /// Where they stood at the later moment; null outside the tiers. 后来等级。
    async fn tier_after(&self) -> Option<TierCode> {
        self.row.tier[1]
    }

    /// Contribution points at the earlier moment. 先前贡献分。
    async fn points_before(&self) -> Long {
        Long(self.row.points[0])
    }

    /// Contribution points at the later moment. 后来贡献分。
    async fn points_after(&self) -> Long {
        Long(self.row.points[1])
    }

    /// Lines of the ledger recorded in between. 其间的分录数。
    async fn lines(&self) -> Long {
        Long::of(self.row.lines)
    }

    /// What was recorded about their tier in between. 其间的等级认定。
    async fn by(&self) -> Vec<TierFact> {
        facts(&self.reading, &self.row.by)
    }
}

fn facts(reading: &Reading, facts: &[Arc<projector_tiers::TierFact>]) -> Vec<TierFact> {
    facts.iter().map(|fact| TierFact::of(reading, Arc::clone(fact))).collect()
}

/// Two moments side by side. 对比两个时刻。
pub(crate) struct ChangeQuery(pub(crate) Instant);

/// Two moments side by side. 对比两个时刻。
#[Object]
impl ChangeQuery {
    /// Who stood elsewhere at `asOf` by what was known at `from` than by what was known at `to`
    /// (everything if not given); by id. 追溯更正:同一时刻,前后所知不同者。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn restatements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The moment that is told of. 所述时刻。")] as_of: EffectiveTime,
        #[graphql(desc = "What was known then. 先前的已知时刻。")] from: Moment,
        #[graphql(desc = "And what was known then. 后来的已知时刻。")] to: Option<Moment>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<Restatement>> {
        let paging = Paging::new(ctx, self.0.reading(ctx), Window { first, after, last, before })?;
        let reading = &paging.reading;
        let to = to.unwrap_or_else(|| reading.now());
        in_order(from, to)?;
        let as_of = reading.moment(Some(as_of.0));
        let rows = audit::restated::restated(&reading.view.tiers, as_of, from, to);
        let key = |row: &audit::restated::Restated| row.koc_id.to_string();
        Ok(paging.cut(rows, key, |reading, row| Restatement { reading: reading.clone(), row }))
    }

    /// Who stands elsewhere or has other points at `to` (now if not given) than at `from`, each as
    /// the log knew it then; by id. 两个时刻之间:谁的等级或积分变了。
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "each is an argument of the API")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The earlier moment. 先前时刻。")] from: Moment,
        #[graphql(desc = "The later moment. 后来时刻。")] to: Option<Moment>,
        #[graphql(desc = "Only who stands elsewhere. 仅看等级变动。")] moved: Option<bool>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Nodes<MemberChange>> {
        let session = Session::of(ctx);
        let reading = match to {
            Some(to) => session.reading_known_at(to)?,
            None => self.0.reading(ctx),
        };
        in_order(from, reading.now())?;
        let paging = Paging::new(ctx, reading, Window { first, after, last, before })?;
        let then = session.reading_known_at(from)?;
        let (then, now) = (&then.view, &paging.reading.view);
        let changed =
            audit::difference::changed((&then.tiers, &then.ledger), (&now.tiers, &now.ledger));
        let wanted = |row: &audit::difference::Changed| moved != Some(true) || row.moved();
        let rows = changed.into_iter().filter(|(_, row)| wanted(row)).collect();
        let key = |row: &(KocId, audit::difference::Changed)| row.0.to_string();
        Ok(paging.cut(rows, key, |reading, (koc_id, row)| MemberChange {
            reading: reading.clone(),
            koc_id,
            row,
        }))
    }
}

pub(super) fn in_order<At: PartialOrd + std::fmt::Display>(from: At, to: At) -> Result<()> {
    if from > to {
        let message = format!("`from` is {from}, after `to`, {to}");
        return Err(fault(FaultCode::BadUserInput, message));
    }
    Ok(())
}
