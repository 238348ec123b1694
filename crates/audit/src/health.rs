//! How the programme is doing: who takes part, who goes, how offers are answered, how long people
//! wait, what it costs and what of it is used again, by period and tier.
//!
//! A member counts in the tier they stood in at the time; what happens outside the tiers does not
//! count. Shares are in basis points; a share or a median of nothing is none, never 0.

use std::collections::{BTreeMap, BTreeSet};

use domain::assignment::values::DeclineReason;
use domain::id::KocId;
use domain::task::Selection;
use domain::time::HOUR_US;
use domain::vocabulary::{RewardUnit, TierCode};
use domain::{Moment, Zone};
use projector_assets::{AssetFilter, AssetOrder, Assets};
use projector_people::People;
use projector_publications::{PublicationFilter, PublicationOrder, Publications};
use projector_rewards::{RewardFilter, Rewards};
use projector_tiers::{TierCause, TierMembership};
use projector_work::{AssignmentFilter, AssignmentRow, AssignmentState, Work};

use crate::figures::{median, share_bp};
use crate::period::Period;

/// The read models it is computed from, of one instant.
#[derive(Debug, Clone, Copy)]
pub struct Programme<'a> {
    /// Who stood where.
    pub tiers: &'a TierMembership,
    /// What members did in the community.
    pub people: &'a People,
    /// Offers, work and reviews.
    pub work: &'a Work,
    /// What was given.
    pub rewards: &'a Rewards,
    /// What is kept.
    pub assets: &'a Assets,
    /// What the public sees.
    pub publications: &'a Publications,
}

/// One tier in one period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    /// Who stood in the tier at the end of the period.
    pub members: u32,
    /// Who came into the programme and began here; also who came back.
    pub joined: u32,
    /// Who left the programme from here.
    pub left: u32,
    /// Who did anything: answered, handed in, or was seen in the community.
    pub active: u32,
    /// Median days since the members at the end first came.
    pub tenure_days: Option<i64>,
    /// Offers made to one member; what they took by themselves is none.
    pub offers: u32,
    /// Of these, accepted so far.
    pub accepted: u32,
    /// Of these, declined so far.
    pub declined: u32,
    /// Of these, run out without an answer.
    pub expired: u32,
    /// Why they were declined.
    pub decline_reasons: BTreeMap<DeclineReason, u32>,
    /// How unevenly those offers fell on who stood here at the end or was asked: 0 when all had as
    /// many, near 10000 when one had all. None without offers.
    pub offer_gini_bp: Option<u32>,
    /// Median hours from offer to answer.
    pub answer_hours: Option<i64>,
    /// Median hours from yes to the first submission.
    pub making_hours: Option<i64>,
    /// Median hours from submission to judgement, every stage.
    pub review_hours: Option<i64>,
    /// Judgements.
    pub reviews: u32,
    /// Of these, later than the programme's limit as it is now.
    pub reviews_late: u32,
    /// Median hours that members waited on the brand in all, of work decided in the period.
    pub brand_wait_hours: Option<i64>,
    /// Works approved.
    pub approved: u32,
    /// Works rejected.
    pub rejected: u32,
    /// Leads that came in, each once.
    pub leads: u32,
    /// Given: points.
    pub points: u64,
    /// Given: minor units of the currency.
    pub cash: u64,
    /// Works that were archived.
    pub archived: u32,
    /// Of these, used at least once so far.
    pub reused: u32,
}

impl Health {
    /// Of a hundred hundredths of members at the end, how many were active; above that when active
    /// ones moved on.
    pub fn active_bp(&self) -> Option<u32> {
        share_bp(self.active, self.members)
    }

    /// Of those who were there at the end or had left, how many had left.
    pub fn churn_bp(&self) -> Option<u32> {
        share_bp(self.left, self.members + self.left)
    }

    /// Of the offers that were answered or ran out, how many were accepted.
    pub fn acceptance_bp(&self) -> Option<u32> {
        share_bp(self.accepted, self.accepted + self.declined + self.expired)
    }

    /// Of the judgements, how many came too late.
    pub fn late_reviews_bp(&self) -> Option<u32> {
        share_bp(self.reviews_late, self.reviews)
    }

    /// Of what was archived, how much is used again.
    pub fn reuse_bp(&self) -> Option<u32> {
        share_bp(self.reused, self.archived)
    }

    /// Minor units of the currency for each approved work.
    pub fn cash_per_work(&self) -> Option<u64> {
        self.cash.checked_div(self.approved.into())
    }

    /// Minor units of the currency for each lead.
    pub fn cash_per_lead(&self) -> Option<u64> {
        self.cash.checked_div(self.leads.into())
    }
}

/// One row for each period and tier, oldest first, lowest tier first.
///
/// `periods` follow each other without a gap.
pub fn health(of: Programme<'_>, periods: &[Period]) -> Vec<(Period, TierCode, Health)> {
    let mut table = Table::new(of.tiers, periods);
    table.note_members(of.tiers);
    table.note_community(of.people, of.tiers);
    for row in of.work.assignments(&AssignmentFilter::default()) {
        table.note_assignment(&row, of.work.review_sla_hours());
    }
    table.note_value(of);
    table.rows()
}

/// What is gathered of one tier in one period.
#[derive(Default)]
struct Gathered {
    health: Health,
    active: BTreeSet<KocId>,
    offers: BTreeMap<KocId, u32>,
    tenure_days: Vec<i64>,
    answer_hours: Vec<i64>,
    making_hours: Vec<i64>,
    review_hours: Vec<i64>,
    brand_wait_hours: Vec<i64>,
}

struct Table<'a> {
    periods: &'a [Period],
    ends: Vec<Moment>,
    begin: Moment,
    zone: &'a Zone,
    cells: Vec<[Gathered; TierCode::ALL.len()]>,
}

impl<'a> Table<'a> {
    fn new(tiers: &'a TierMembership, periods: &'a [Period]) -> Table<'a> {
        let zone = tiers.zone();
        Table {
            periods,
            ends: periods.iter().map(|period| period.end(zone)).collect(),
            begin: periods.first().map_or(Moment(i64::MAX), |first| zone.start_of(first.first)),
            zone,
            cells: periods.iter().map(|_| Default::default()).collect(),
        }
    }

    /// What of that tier at that moment; none outside what is asked about.
    fn at(&mut self, at: Moment, tier: TierCode) -> Option<&mut Gathered> {
        let period = if at < self.begin { return None } else { self.period_of(at) };
        self.cells.get_mut(period).map(|tiers| &mut tiers[usize::from(tier.rank() - 1)])
    }

    fn period_of(&self, at: Moment) -> usize {
        self.ends.partition_point(|end| *end < at)
    }

    fn note_members(&mut self, tiers: &TierMembership) {
        for member in tiers.members() {
            let spans = tiers.history(member.koc_id, None);
            let Some(came) = spans.first().map(|span| span.valid_from) else { continue };
            for span in &spans {
                let entered = span.from.is_none();
                if let Some(cell) = span.tier.and_then(|tier| self.at(span.valid_from, tier)) {
                    cell.health.joined += u32::from(entered);
                }
                let gone =
                    matches!(span.fact.cause, TierCause::Left | TierCause::LeftInGoodStanding);
                if let Some(from) = span.from.filter(|_| gone)
                    && let Some(cell) = self.at(span.valid_from, from)
                {
                    cell.health.left += 1;
                }
                self.note_stay(span.tier, (span.valid_from, span.valid_to), came, member.koc_id);
            }
        }
    }

    /// Counts a stay in every period at whose end it lasted.
    fn note_stay(
        &mut self,
        tier: Option<TierCode>,
        (from, to): (Moment, Option<Moment>),
        came: Moment,
        koc_id: KocId,
    ) {
        let Some(tier) = tier else { return };
        let first = self.period_of(from);
        let over = to.map_or(self.ends.len(), |to| self.period_of(to));
        for index in first..over.min(self.ends.len()) {
            let end = self.zone.day_of(self.ends[index]);
            let cell = &mut self.cells[index][usize::from(tier.rank() - 1)];
            cell.health.members += 1;
            cell.tenure_days.push(end.days_since(self.zone.day_of(came)).into());
            cell.offers.entry(koc_id).or_default();
        }
    }

    fn note_community(&mut self, people: &People, tiers: &TierMembership) {
        for member in tiers.members() {
            let months = people.months(member.koc_id);
            let acts = months.iter().flat_map(|month| &month.acts);
            for act in acts.filter(|act| act.retracted.is_none()) {
                self.note_active(tiers, member.koc_id, act.at);
            }
        }
    }

    fn note_active(&mut self, tiers: &TierMembership, koc_id: KocId, at: Moment) {
        let stood = tiers.member_as_of(koc_id, at, None);
        if let Some(cell) = stood.and_then(|stood| self.at(at, stood.tier)) {
            cell.active.insert(koc_id);
        }
    }

    fn note_assignment(&mut self, row: &AssignmentRow, review_sla_hours: u32) {
        let tier = row.tier_at_offer;
        self.note_offer(row);
        if let Some((answered, cell)) =
            row.answered_at.and_then(|at| Some((at, self.at(at, tier)?)))
            && row.state != AssignmentState::Expired
        {
            cell.active.insert(row.koc_id);
            if row.selection == Selection::Offer {
                cell.answer_hours.push(hours(row.offered_at, answered));
            }
        }
        for (index, submission) in row.submissions.iter().enumerate() {
            let Some(cell) = self.at(submission.submitted_at, tier) else { continue };
            cell.active.insert(row.koc_id);
            if let Some(answered) = row.answered_at.filter(|_| index == 0) {
                cell.making_hours.push(hours(answered, submission.submitted_at));
            }
        }
        for review in &row.reviews {
            let of = row.submissions.iter().find(|it| it.submission_no == review.submission_no);
            let Some(cell) = self.at(review.reviewed_at, tier) else { continue };
            let Some(submitted) = of.map(|submission| submission.submitted_at) else { continue };
            let waited = hours(submitted, review.reviewed_at);
            cell.review_hours.push(waited);
            cell.health.reviews += 1;
            cell.health.reviews_late += u32::from(waited > review_sla_hours.into());
        }
        if let Some(outcome) = &row.outcome
            && let Some(cell) = self.at(outcome.decided_at, tier)
        {
            let approved = outcome.final_score.is_some();
            cell.health.approved += u32::from(approved);
            cell.health.rejected += u32::from(!approved);
            cell.brand_wait_hours.push(row.brand_waited_us / HOUR_US);
        }
    }

    fn note_offer(&mut self, row: &AssignmentRow) {
        if row.selection != Selection::Offer {
            return;
        }
        let Some(cell) = self.at(row.offered_at, row.tier_at_offer) else { return };
        *cell.offers.entry(row.koc_id).or_default() += 1;
        let health = &mut cell.health;
        health.offers += 1;
        match row.state {
            AssignmentState::Declined => {
                health.declined += 1;
                if let Some(reason) = row.decline_reason {
                    *health.decline_reasons.entry(reason).or_default() += 1;
                }
            }
            AssignmentState::Expired => health.expired += 1,
            _ => health.accepted += u32::from(row.terms.is_some()),
        }
    }

    fn note_value(&mut self, of: Programme<'_>) {
        for row in of.rewards.rewards(&RewardFilter::default()) {
            let Some(at) = row.posted_at else { continue };
            let stood = of.tiers.member_as_of(row.koc_id, at, None);
            let Some(cell) = stood.and_then(|stood| self.at(at, stood.tier)) else { continue };
            let given = row.amount.0.saturating_sub(row.clawed_back.0);
            match row.unit {
                RewardUnit::Points => cell.health.points += given,
                RewardUnit::Cash => cell.health.cash += given,
                RewardUnit::Coupon | RewardUnit::Gift => {}
            }
        }
        for found in of.assets.find(&AssetFilter::default(), AssetOrder::Date) {
            let row = found.row;
            let author = row.authors.first().map(|author| author.koc_id);
            let stood = author.and_then(|it| of.tiers.member_as_of(it, row.archived_at, None));
            let Some(cell) = stood.and_then(|stood| self.at(row.archived_at, stood.tier)) else {
                continue;
            };
            cell.health.archived += 1;
            cell.health.reused += u32::from(!row.reuses.is_empty());
        }
        let all = PublicationFilter::default();
        for row in of.publications.find(&all, PublicationOrder::Date) {
            // Several models may claim one lead; it came in once.
            let mut met = BTreeSet::new();
            let once = row.leads.iter().filter(|lead| met.insert((lead.kind, &lead.lead_ref)));
            for lead in once {
                let Some(author) = row.authors.first().copied() else { continue };
                let stood = of.tiers.member_as_of(author, lead.at, None);
                if let Some(cell) = stood.and_then(|stood| self.at(lead.at, stood.tier)) {
                    cell.health.leads += 1;
                }
            }
        }
    }

    fn rows(self) -> Vec<(Period, TierCode, Health)> {
        let mut rows = Vec::with_capacity(self.cells.len() * TierCode::ALL.len());
        for (period, tiers) in self.periods.iter().zip(self.cells) {
            for (tier, gathered) in TierCode::ALL.into_iter().zip(tiers) {
                rows.push((*period, tier, gathered.into()));
            }
        }
        rows
    }
}

impl From<Gathered> for Health {
    fn from(gathered: Gathered) -> Health {
        let counts: Vec<u64> = gathered.offers.values().map(|count| u64::from(*count)).collect();
        Health {
            active: u32::try_from(gathered.active.len()).unwrap_or(u32::MAX),
            offer_gini_bp: gini_bp(counts),
            tenure_days: median(gathered.tenure_days),
            answer_hours: median(gathered.answer_hours),
            making_hours: median(gathered.making_hours),
            review_hours: median(gathered.review_hours),
            brand_wait_hours: median(gathered.brand_wait_hours),
            ..gathered.health
        }
    }
}

/// Whole hours from one moment to another; 0 when it is earlier.
fn hours(from: Moment, to: Moment) -> i64 {
    (to.0.saturating_sub(from.0) / HOUR_US).max(0)
}

/// The Gini coefficient of some counts in basis points; none when they are all 0.
pub fn gini_bp(mut counts: Vec<u64>) -> Option<u32> {
    counts.sort_unstable();
    let (n, sum) = (counts.len() as u128, counts.iter().map(|it| u128::from(*it)).sum::<u128>());
    let weighted: u128 = (1..).zip(&counts).map(|(rank, count)| rank * u128::from(*count)).sum();
    // (2 Σ i·xᵢ − (n + 1) Σ xᵢ) / (n Σ xᵢ), the smallest first.
    let above = (2 * weighted).saturating_sub((n + 1) * sum) * 10_000;
    above.checked_div(n * sum).and_then(|gini| u32::try_from(gini).ok())
}
