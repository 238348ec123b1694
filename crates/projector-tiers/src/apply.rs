//! How each event changes the rows. Nothing here fails: an event about somebody unknown makes
//! them known.

use std::sync::Arc;

use domain::actor::Approval;
use domain::id::KocId;
use domain::koc::event as happened;
use domain::koc::profile::Preferences;
use domain::koc::values::{DecisionBasis, Evidence};
use domain::personal::Sealed;
use domain::vocabulary::TierCode;
use domain::{Day, Event, Moment, Recorded, Zone, koc, policy, programme};

use crate::fact::{TierCause, TierFact};
use crate::member::{GivenConsent, Member, RightOfReturn, Standing};
use crate::programme::{
    ConsentTextRow, Consultation, PolicyRow, ProgrammeRow, ProgrammeStage, TermRow, TierScreenRow,
};
use crate::tell::tell;
use crate::{TierMembership, place};

/// What makes a fact, beyond what is recorded with every event.
struct Set {
    tier: Option<TierCode>,
    cause: TierCause,
    effective: (Day, Moment),
    policy_version: Option<u32>,
}

impl Set {
    fn fact(self, recorded: &Recorded) -> TierFact {
        TierFact {
            position: recorded.position,
            tier: self.tier,
            cause: self.cause,
            effective_on: self.effective.0,
            effective_at: self.effective.1,
            recorded_at: recorded.recorded_at,
            actor: recorded.actor,
            policy_version: self.policy_version,
            basis: None,
            evidence: None,
            reason: None,
            approved_by: Vec::new(),
            supersedes: None,
            superseded: None,
        }
    }

    /// The fact of a decision by the brand.
    fn decided(
        self,
        recorded: &Recorded,
        basis: &DecisionBasis,
        evidence: &Evidence,
        reason: Option<&Sealed>,
        approved_by: &[Approval],
    ) -> TierFact {
        TierFact {
            basis: Some(basis.clone()),
            evidence: Some(evidence.clone()),
            reason: reason.cloned(),
            approved_by: approved_by.to_vec(),
            ..self.fact(recorded)
        }
    }
}

impl TierMembership {
    pub(crate) fn fold(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Programme(event) => self.fold_programme(event, recorded),
            Event::TierPolicy(event) => self.fold_policy(event, recorded),
            Event::Koc(event) => self.fold_koc(event, recorded),
            _ => {}
        }
    }

    fn fold_programme(&mut self, event: &programme::Event, recorded: &Recorded) {
        use programme::Event::*;
        match event {
            ProgrammeCreated(e) => {
                self.zone = Zone::named(&e.time_zone).unwrap_or(Zone::UTC);
                self.programme = Some(Arc::new(ProgrammeRow {
                    programme_id: e.programme_id,
                    brand: e.brand.clone(),
                    name: e.name.clone(),
                    time_zone: e.time_zone.clone(),
                    locales: e.locales.clone(),
                    currency: e.currency.clone(),
                    min_age: e.min_age,
                    default_label_scheme: e.default_label_scheme,
                    simulation_seed: e.simulation_seed,
                    stage: ProgrammeStage::Created,
                    live_on: None,
                    limits: programme::Limits::default(),
                    matching_weights: None,
                    tier_screen: None,
                }));
            }
            ProgrammeWentLive(e) => {
                self.change_programme(|row| {
                    row.stage = ProgrammeStage::Live;
                    row.live_on = Some(e.live_on);
                });
                self.take_in_everyone_known(e.live_on, e.policy_version, recorded);
            }
            ProgrammeLimitsChanged(e) => {
                self.change_programme(|row| row.limits = e.limits.clone());
            }
            MatchingWeightsSet(e) => {
                self.change_programme(|row| row.matching_weights = Some(e.weights));
            }
            ProgrammeFrozen(_) => self.change_programme(|row| row.stage = ProgrammeStage::Frozen),
            ProgrammeUnfrozen(_) => self.change_programme(|row| row.stage = ProgrammeStage::Live),
            VocabularyExtended(e) => {
                let (axis, code, labels) = (e.axis, e.code.clone(), e.labels.clone());
                let row = TermRow { axis, code, labels, retired: false, replaced_by: None };
                self.terms.insert((e.axis, e.code.clone()), Arc::new(row));
            }
            TermRetired(e) => {
                if let Some(row) = self.terms.get_mut(&(e.axis, e.code.clone())) {
                    let row = Arc::make_mut(row);
                    (row.retired, row.replaced_by) = (true, e.replaced_by.clone());
                }
            }
            ConsentTextPublished(e) => {
                let (purpose, text_version) = (e.purpose, e.text_version);
                let row = ConsentTextRow { purpose, text_version, text: e.text.clone() };
                self.consent_texts.insert((purpose, text_version), Arc::new(row));
            }
        }
    }

    fn change_programme(&mut self, change: impl FnOnce(&mut ProgrammeRow)) {
        if let Some(row) = &mut self.programme {
            change(Arc::make_mut(row));
        }
    }

    fn take_in_everyone_known(&mut self, live_on: Day, policy_version: u32, recorded: &Recorded) {
        let effective = (live_on, self.zone.start_of(live_on));
        let outside: Vec<KocId> = self
            .members
            .iter()
            .filter(|(_, member)| member.facts.is_empty())
            .map(|(koc_id, _)| *koc_id)
            .collect();
        for koc_id in outside {
            let set = Set {
                tier: Some(TierCode::LOWEST),
                cause: TierCause::WentLive,
                effective,
                policy_version: Some(policy_version),
            };
            self.change(koc_id, |member| member.add(set.fact(recorded)));
        }
    }

    fn fold_policy(&mut self, event: &policy::Event, recorded: &Recorded) {
        use policy::Event::*;
        match event {
            TierPolicyDrafted(e) => {
                let row = PolicyRow {
                    version: e.version,
                    rules: Arc::new(e.rules.clone()),
                    note: e.note.clone(),
                    drafted_by: recorded.actor,
                    in_force_from: None,
                    in_force_until: None,
                    grace_for_incumbents_days: 0,
                    approved_by: Vec::new(),
                    consultation: None,
                    withdrawn: None,
                    position: recorded.position,
                };
                self.policies.insert(e.version, Arc::new(row));
            }
            TierPolicyPublished(e) => self.change_policy(e.version, |row| {
                row.in_force_from = Some(e.in_force_from);
                row.grace_for_incumbents_days = e.grace_for_incumbents_days;
                row.approved_by = e.approved_by.clone();
            }),
            TiersScreened(e) => {
                let (on, policy_version, position) = (e.on, e.policy_version, recorded.position);
                let row = TierScreenRow { on, policy_version, position };
                self.change_programme(|programme| programme.tier_screen = Some(row));
            }
            TierPolicySuperseded(e) => {
                self.change_policy(e.version, |row| row.in_force_until = Some(e.from));
            }
            PolicyConsultationOpened(e) => self.change_policy(e.version, |row| {
                let (until, audience) = (e.until, e.audience.clone());
                row.consultation = Some(Consultation { until, audience });
            }),
            PolicyDraftWithdrawn(e) => {
                self.change_policy(e.version, |row| row.withdrawn = Some(e.reason.clone()));
            }
        }
    }

    fn change_policy(&mut self, version: u32, change: impl FnOnce(&mut PolicyRow)) {
        if let Some(row) = self.policies.get_mut(&version) {
            change(Arc::make_mut(row));
        }
    }

    fn change(&mut self, koc_id: KocId, change: impl FnOnce(&mut Member)) {
        let member = self.members.entry(koc_id).or_insert_with(|| Arc::new(Member::known(koc_id)));
        let member = Arc::make_mut(member);
        let before = member.tier();
        change(member);
        let now = member.tier();
        if before != now {
            if let Some(tier) = before {
                self.headcount[place(tier)] -= 1;
            }
            if let Some(tier) = now {
                self.headcount[place(tier)] += 1;
            }
        }
    }

    fn name_externally(&mut self, koc_id: KocId, external_ref: &str) {
        let external_ref: Arc<str> = Arc::from(external_ref);
        self.by_external_ref.insert(external_ref.clone(), koc_id);
        self.change(koc_id, |member| member.external_ref = Some(external_ref));
    }

    fn fold_koc(&mut self, event: &koc::Event, recorded: &Recorded) {
        use koc::Event::*;
        match event {
            KocRegistered(e) => self.register(e),
            KocImported(e) => self.name_externally(e.koc_id, &e.external_ref),
            KocMerged(e) => {
                self.carry_over(e, recorded);
            }
            KocPersonalDataErased(e) => {
                self.hide(e.koc_id);
                self.change(e.koc_id, Member::forget);
            }
            other => {
                self.change(other.koc_id(), |member| {
                    if !tell(member, other, recorded) {
                        move_tier(member, other, recorded);
                    }
                });
            }
        }
    }

    /// A suspension goes over to the record that goes on, until the later of both ends.
    fn carry_over(&mut self, e: &happened::KocMerged, recorded: &Recorded) {
        let held = self.members.get(&e.koc_id).and_then(|member| member.suspension.clone());
        let merged = koc::Event::KocMerged(e.clone());
        self.change(e.koc_id, |member| move_tier(member, &merged, recorded));
        if let Some(held) = held {
            self.change(e.into, |member| member.suspend(held));
        }
        let Some(other) = self.members.get(&e.koc_id).cloned() else { return };
        self.change(e.into, |member| {
            let own = member.preferences.take();
            member.preferences = Preferences::joined(own, other.preferences.clone());
            member.profile = member.profile.take().or_else(|| other.profile.clone());
        });
    }

    /// Drops what tells who somebody is.
    pub(crate) fn hide(&mut self, koc_id: KocId) {
        let external_ref = self.members.get(&koc_id).and_then(|it| it.external_ref.clone());
        if let Some(external_ref) = external_ref
            && self.by_external_ref.get(&external_ref) == Some(&koc_id)
        {
            self.by_external_ref.remove(&external_ref);
        }
        if self.members.contains_key(&koc_id) {
            self.change(koc_id, Member::hide);
        }
    }

    fn register(&mut self, e: &happened::KocRegistered) {
        if let Some(external_ref) = &e.external_ref {
            self.name_externally(e.koc_id, external_ref);
        }
        self.change(e.koc_id, |member| {
            member.name = Some(e.name.clone());
            member.locale = Some(e.locale);
            member.entry_source = e.entry_source;
            member.referred_by = e.referred_by;
            let consents = e.consents.iter();
            let consents =
                consents.map(|given| (given.purpose, GivenConsent::of(given.text_version)));
            member.consents.extend(consents);
        });
    }
}

/// Takes in what sets a tier. What was open about the tier left is closed by it; a correction
/// of the past that leaves the tier of today as it is closes nothing.
fn move_tier(member: &mut Member, event: &koc::Event, recorded: &Recorded) {
    let Some(fact) = fact_of(event, recorded) else { return };
    let (before, cause) = (member.tier(), fact.cause);
    member.add(fact);
    let now = member.tier();
    if cause != TierCause::Corrected || before != now {
        member.close_what_was_open();
    }
    let has_left = matches!(member.standing, Standing::Left | Standing::LeftInGoodStanding);
    match cause {
        TierCause::Left => member.standing = Standing::Left,
        TierCause::LeftInGoodStanding => member.standing = Standing::LeftInGoodStanding,
        TierCause::Merged => member.standing = Standing::Merged,
        TierCause::Rejoined | TierCause::Imported => member.standing = Standing::Active,
        TierCause::Corrected if has_left && now.is_some() => member.standing = Standing::Active,
        _ => {}
    }
    match event {
        koc::Event::KocSteppedDown(e) => {
            let until = e.right_of_return_until;
            member.right_of_return = Some(RightOfReturn { tier: e.from, until });
        }
        koc::Event::KocLeft(e) => {
            member.lock = None;
            member.availability = None;
            member.end_break(e.effective_on);
        }
        koc::Event::KocMerged(e) => {
            member.lock = None;
            member.availability = None;
            member.end_break(e.effective_on);
            member.suspension = None;
            member.merged_into = Some(e.into);
        }
        _ => {}
    }
}

fn fact_of(event: &koc::Event, recorded: &Recorded) -> Option<TierFact> {
    use koc::Event::*;
    let set = |tier: Option<TierCode>, cause, effective, policy_version| Set {
        tier,
        cause,
        effective,
        policy_version,
    };
    Some(match event {
        KocEnrolledInTier(e) => {
            let when = (e.effective_on, e.effective_at);
            set(Some(e.tier), TierCause::Enrolled, when, Some(e.policy_version)).fact(recorded)
        }
        TierMoveImported(e) => {
            let cause = match e.to {
                Some(_) => TierCause::Imported,
                None => TierCause::leaving(e.good_standing),
            };
            set(e.to, cause, (e.effective_on, e.effective_at), None).fact(recorded)
        }
        KocPromoted(_) | KocDemoted(_) => return decided_by_brand(event, recorded),
        KocSteppedDown(e) => {
            let when = (e.effective_on, e.effective_at);
            let fact = set(Some(e.to), TierCause::SteppedDown, when, None).fact(recorded);
            TierFact { reason: e.reason.clone(), ..fact }
        }
        KocReturnedToTier(e) => {
            let when = (e.effective_on, e.effective_at);
            set(Some(e.to), TierCause::Returned, when, None).fact(recorded)
        }
        KocTierCorrected(e) => {
            let when = (e.effective_on, e.effective_at);
            TierFact {
                reason: Some(e.reason.clone()),
                approved_by: e.approved_by.clone(),
                supersedes: Some(e.supersedes),
                ..set(Some(e.tier), TierCause::Corrected, when, None).fact(recorded)
            }
        }
        KocLeft(e) => {
            let cause = TierCause::leaving(e.good_standing);
            let fact = set(None, cause, (e.effective_on, e.effective_at), None).fact(recorded);
            TierFact { reason: e.reason.clone(), ..fact }
        }
        KocMerged(e) => {
            let when = (e.effective_on, e.effective_at);
            let fact = set(None, TierCause::Merged, when, None).fact(recorded);
            TierFact { approved_by: e.approved_by.clone(), ..fact }
        }
        KocRejoined(e) => {
            let when = (e.effective_on, e.effective_at);
            let tier = Some(e.entry_tier);
            set(tier, TierCause::Rejoined, when, Some(e.policy_version)).fact(recorded)
        }
        _ => return None,
    })
}

fn decided_by_brand(event: &koc::Event, recorded: &Recorded) -> Option<TierFact> {
    let set = |tier, cause, effective, policy_version| Set {
        tier: Some(tier),
        cause,
        effective,
        policy_version: Some(policy_version),
    };
    Some(match event {
        koc::Event::KocPromoted(e) => {
            let when = (e.effective_on, e.effective_at);
            set(e.to, TierCause::Promoted, when, e.policy_version).decided(
                recorded,
                &e.basis,
                &e.evidence,
                None,
                &e.approved_by,
            )
        }
        koc::Event::KocDemoted(e) => {
            let when = (e.effective_on, e.effective_at);
            set(e.to, TierCause::Demoted, when, e.policy_version).decided(
                recorded,
                &e.basis,
                &e.evidence,
                Some(&e.reason),
                &e.approved_by,
            )
        }
        _ => return None,
    })
}
