//! A small programme from a list of who moved when.

use domain::id::{CandidacyId, EventId, KocId, MentorshipId, ProgrammeId};
use domain::koc::event::{
    CandidateNominated, KocImported, KocPromoted, KocSteppedDown, KocTierCorrected,
    TierMoveImported,
};
use domain::koc::values::{DecisionBasis, Evidence, NominationSource};
use domain::mentorship::event::MentorshipStarted;
use domain::personal::SealedField;
use domain::programme::event::ProgrammeCreated;
use domain::vocabulary::{LabelScheme, TierCode};
use domain::{Day, Lang, LocalText, Moment, Zone};
use projector_mentorship::MentorshipGraph;
use projector_people::People;
use projector_tiers::TierMembership;
use testkit::recording::{Recording, sealed};

pub(crate) const SEED: Option<TierCode> = Some(TierCode::Seed);
pub(crate) const RESPONDER: Option<TierCode> = Some(TierCode::Responder);
pub(crate) const PARTNER: Option<TierCode> = Some(TierCode::Partner);
pub(crate) const OUT: Option<TierCode> = None;

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn koc(name: &str) -> KocId {
    KocId::derived(&[name.as_bytes()])
}

/// A programme in Shanghai, told as it happened.
pub(crate) struct Scene {
    recording: Recording,
    zone: Zone,
    mentorships: u8,
}

impl Scene {
    pub(crate) fn new() -> Scene {
        let mut recording = Recording::at("2026-01-01T00:00:00Z");
        let zone = Zone::named("Asia/Shanghai").unwrap();
        recording.record(ProgrammeCreated {
            programme_id: ProgrammeId([7; 16]),
            brand: "Brand".to_owned(),
            name: LocalText::new("项目", "Programme"),
            time_zone: zone.name().to_owned(),
            locales: vec![Lang::Zh],
            currency: "CNY".to_owned(),
            min_age: 18,
            default_label_scheme: LabelScheme::Role,
            simulation_seed: None,
        });
        Scene { recording, zone, mentorships: 0 }
    }

    /// Noon of that day in the programme's zone.
    fn noon(&self, on: Day) -> Moment {
        self.zone.hour_of(on, 12)
    }

    pub(crate) fn end_of(&self, on: &str) -> Moment {
        self.zone.end_of(day(on))
    }

    /// One member: the tier from each day on, as history that was brought in.
    pub(crate) fn member(&mut self, name: &str, moves: &[(&str, Option<TierCode>)]) -> &mut Scene {
        self.member_moved(name, moves, 0)
    }

    /// The same, every date so many days later.
    pub(crate) fn member_moved(
        &mut self,
        name: &str,
        moves: &[(&str, Option<TierCode>)],
        later: i32,
    ) -> &mut Scene {
        self.recording.record(KocImported { koc_id: koc(name), external_ref: name.to_owned() });
        let mut from = OUT;
        for (on, to) in moves {
            let (effective_on, to) = (day(on).plus(later), *to);
            let effective_at = self.noon(effective_on);
            self.recording.record(TierMoveImported {
                koc_id: koc(name),
                from,
                to,
                good_standing: true,
                effective_on,
                effective_at,
            });
            from = to;
        }
        self
    }

    pub(crate) fn steps_down(&mut self, name: &str, on: &str, to: TierCode) -> &mut Scene {
        let (effective_on, effective_at) = (day(on), self.noon(day(on)));
        self.recording.record(KocSteppedDown {
            koc_id: koc(name),
            from: to.next().unwrap(),
            to,
            reason: None,
            effective_on,
            effective_at,
            right_of_return_until: effective_on.plus(180),
        });
        self
    }

    pub(crate) fn promoted(&mut self, name: &str, on: &str, to: TierCode) -> &mut Scene {
        let (effective_on, effective_at) = (day(on), self.noon(day(on)));
        self.recording.record(KocPromoted {
            koc_id: koc(name),
            from: to.below().unwrap(),
            to,
            policy_version: 1,
            basis: DecisionBasis::Policy,
            evidence: Evidence {
                from: effective_on,
                to: effective_on,
                as_of: EventId(1),
                metrics: Vec::new(),
                refs: Vec::new(),
                note: None,
            },
            effective_on,
            effective_at,
            days_in_previous: 0,
            approved_by: Vec::new(),
        });
        self
    }

    /// Corrects the newest event, which set a tier, and says when that was recorded.
    pub(crate) fn corrects_last(&mut self, name: &str, on: &str, tier: TierCode) -> Moment {
        let supersedes = self.recording.log.last().unwrap().position;
        self.recording.wait_days(10);
        let (effective_on, effective_at) = (day(on), self.noon(day(on)));
        self.recording.record(KocTierCorrected {
            koc_id: koc(name),
            supersedes,
            was: None,
            tier,
            effective_on,
            effective_at,
            reason: sealed(koc(name), SealedField::Reason, "a wrong row"),
            approved_by: Vec::new(),
        });
        self.recording.now()
    }

    pub(crate) fn named(
        &mut self,
        name: &str,
        target_tier: TierCode,
        source: NominationSource,
    ) -> &mut Scene {
        let today = self.zone.day_of(self.recording.now());
        let number = self.recording.log.len() as u64;
        self.recording.record(CandidateNominated {
            koc_id: koc(name),
            candidacy_id: CandidacyId::derived(&[&number.to_be_bytes()]),
            target_tier,
            source,
            source_ref: None,
            evidence: Evidence {
                from: today,
                to: today,
                as_of: EventId(number),
                metrics: Vec::new(),
                refs: Vec::new(),
                note: None,
            },
        });
        self
    }

    pub(crate) fn mentored(&mut self, name: &str, from: &str) -> &mut Scene {
        self.mentorships += 1;
        self.recording.record(MentorshipStarted {
            mentorship_id: MentorshipId([self.mentorships; 16]),
            mentor: koc("mentor"),
            mentee: koc(name),
            started_on: day(from),
            until: day(from).plus(90),
            topics: Vec::new(),
            mentor_tier: TierCode::Partner,
            mentee_tier: TierCode::Seed,
            continues: None,
        });
        self
    }

    pub(crate) fn tiers(&self) -> TierMembership {
        self.recording.fold()
    }

    pub(crate) fn people(&self) -> People {
        self.recording.fold()
    }

    pub(crate) fn mentorship(&self) -> MentorshipGraph {
        self.recording.fold()
    }
}
