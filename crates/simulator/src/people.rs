//! Everybody who was ever a member, as far as chance asks of them.

use std::collections::HashMap;

use domain::id::KocId;
use domain::vocabulary::TierCode;
use domain::{Event, koc};

use crate::chance::Chance;

/// How often chance draws again for somebody who takes part.
const DRAWS: u32 = 12;

/// A member, and what kind of person they are.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) koc_id: KocId,
    pub(crate) number: u32,
    pub(crate) tier: Option<TierCode>,
    /// Takes part now: not gone, not on a break, not suspended.
    pub(crate) active: bool,
    /// Points they can spend.
    pub(crate) points: i64,
    /// How gladly they take something on, 0–99.
    pub(crate) eager: u8,
    /// How good their work is, 0–99.
    pub(crate) skill: u8,
    /// Loses interest over the months.
    pub(crate) fades: bool,
    /// Finance knows how to pay them.
    pub(crate) payable: bool,
    /// An account of theirs was linked.
    pub(crate) linked: bool,
}

#[derive(Default)]
pub(crate) struct People {
    all: Vec<Member>,
    /// Only looked up, never walked through: its order is not the same on every machine.
    index: HashMap<KocId, u32>,
    /// Of the two upper tiers.
    upper: [Vec<KocId>; 2],
}

impl People {
    /// Somebody new; what kind of person they are is left to chance.
    pub(crate) fn add(&mut self, koc_id: KocId, number: u32, chance: &mut Chance) {
        // Few are eager: the product of two draws.
        let eager = chance.below(100) * chance.below(100) / 100;
        let member = Member {
            koc_id,
            number,
            tier: None,
            active: false,
            points: 0,
            eager: eager as u8,
            skill: chance.around(68, 26).min(99) as u8,
            fades: chance.percent(25),
            payable: false,
            linked: false,
        };
        self.index.insert(koc_id, self.all.len() as u32);
        self.all.push(member);
    }

    pub(crate) fn of(&self, koc_id: KocId) -> Option<&Member> {
        self.index.get(&koc_id).and_then(|index| self.all.get(*index as usize))
    }

    pub(crate) fn change(&mut self, koc_id: KocId, change: impl FnOnce(&mut Member)) {
        let index = self.index.get(&koc_id).copied();
        if let Some(member) = index.and_then(|index| self.all.get_mut(index as usize)) {
            change(member);
        }
    }

    /// How many there are, whether they take part or not.
    pub(crate) fn len(&self) -> u32 {
        self.all.len() as u32
    }

    /// Somebody who takes part; none when chance finds nobody.
    pub(crate) fn anyone(&self, chance: &mut Chance) -> Option<&Member> {
        self.anyone_who(chance, |_| true)
    }

    /// Somebody who takes part and of whom that is true.
    pub(crate) fn anyone_who(
        &self,
        chance: &mut Chance,
        is: impl Fn(&Member) -> bool,
    ) -> Option<&Member> {
        if self.all.is_empty() {
            return None;
        }
        (0..DRAWS)
            .map(|_| &self.all[chance.below(self.len()) as usize])
            .find(|member| member.active && member.tier.is_some() && is(member))
    }

    /// The more eager of two who take part; after half a year those who fade seldom come.
    pub(crate) fn taker(&self, chance: &mut Chance, month: u32) -> Option<&Member> {
        let (one, other) = (self.anyone(chance)?, self.anyone(chance)?);
        let taker = if one.eager >= other.eager { one } else { other };
        (!taker.fades || month < 6 || chance.percent(10)).then_some(taker)
    }

    /// Somebody of a tier who takes part.
    pub(crate) fn of_tier(&self, chance: &mut Chance, tier: TierCode) -> Option<&Member> {
        let list = match tier {
            TierCode::Seed => {
                return self.anyone_who(chance, |member| member.tier == Some(tier));
            }
            upper => &self.upper[usize::from(upper.rank()) - 2],
        };
        if list.is_empty() {
            return None;
        }
        let drawn = (0..DRAWS).filter_map(|_| self.of(*chance.pick(list)));
        drawn.into_iter().find(|member| member.active)
    }

    /// How many are in one of the two upper tiers.
    pub(crate) fn in_upper(&self) -> u32 {
        self.upper.iter().map(|list| list.len() as u32).sum()
    }

    /// Takes in what has happened.
    pub(crate) fn heard(&mut self, event: &Event) {
        use koc::Event::*;
        let Event::Koc(event) = event else { return };
        match event {
            KocEnrolledInTier(e) => self.now_in(e.koc_id, Some(e.tier)),
            TierMoveImported(e) => self.now_in(e.koc_id, e.to),
            KocPromoted(e) => self.now_in(e.koc_id, Some(e.to)),
            KocDemoted(e) => self.now_in(e.koc_id, Some(e.to)),
            KocSteppedDown(e) => self.now_in(e.koc_id, Some(e.to)),
            KocReturnedToTier(e) => self.now_in(e.koc_id, Some(e.to)),
            KocTierCorrected(e) => self.now_in(e.koc_id, Some(e.tier)),
            KocRejoined(e) => self.now_in(e.koc_id, Some(e.entry_tier)),
            KocLeft(e) => self.now_in(e.koc_id, None),
            KocMerged(e) => self.now_in(e.koc_id, None),
            KocPersonalDataErased(e) => self.now_in(e.koc_id, None),
            KocPaused(e) => self.change(e.koc_id, |member| member.active = false),
            KocSuspended(e) => self.change(e.koc_id, |member| member.active = false),
            KocResumed(e) => self.change(e.koc_id, |member| member.active = true),
            SuspensionLifted(e) => self.change(e.koc_id, |member| member.active = true),
            ChannelLinked(e) => self.change(e.koc_id, |member| member.linked = true),
            _ => {}
        }
    }

    fn now_in(&mut self, koc_id: KocId, tier: Option<TierCode>) {
        for list in &mut self.upper {
            list.retain(|other| *other != koc_id);
        }
        if let Some(tier) = tier.filter(|tier| *tier != TierCode::Seed) {
            self.upper[usize::from(tier.rank()) - 2].push(koc_id);
        }
        self.change(koc_id, |member| {
            member.tier = tier;
            member.active = tier.is_some();
        });
    }
}
