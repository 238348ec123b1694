//! The rules of showing a member's work under the brand's name: approved, licensed for it, told as
//! what it is, and never without its authors.

use super::Found;
use super::command::{AmplifyWork, CorrectCredit};
use super::event::{CreditCorrected, WorkAmplified};
use super::register::{fingerprint, one_spelling};
use super::values::AmplifiedWork;
use crate::asset::Asset;
use crate::asset::values::{AssetSource, Confidentiality, SubmissionRef};
use crate::assignment::event::WorkSubmitted;
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{AssetId, AssignmentId, KocId};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, code_of, field};
use crate::state::State;
use crate::task::brief::UsageRights;
use crate::time::Day;
use crate::vocabulary::{AiUse, UsePurpose};

impl HoldsPersonal for AmplifyWork {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = match self.source {
            AmplifiedWork::Asset(asset_id) => state.person_of_asset(asset_id),
            // Without an assignment the rule refuses, and nothing is recorded under nobody's key.
            AmplifiedWork::Assignment(id) => {
                state.assignments.get(&id).map_or(Person([0; 16]), |it| it.koc.into())
            }
        };
        show(person, SealedField::CreditLine, &mut self.credit_line);
        if let Some(url) = &mut self.url {
            one_spelling(url);
            show(person, SealedField::Url, url);
        }
    }
}

/// Answers `AmplifyWork`.
pub(crate) fn amplify(
    state: &State,
    command: &AmplifyWork,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.publications.contains_key(&command.publication_id) {
        return Err(Violation::PublicationExists.into());
    }
    let today = state.day_of(context.now);
    let work = work(state, command.source)?;
    let mut checks = Checks::new();
    checks.require(!command.credit_line.is_empty(), || Violation::CreditLineMissing);
    work.rights.check(&mut checks, command.purpose, &command.channel, today);
    checks.note(state.disclosure_missing(&work));
    checks.note(state.embargo_on(work.assignment_id, context.now));
    checks.require(work.people_consent, || Violation::PeopleConsentMissing);
    let url = command.url.as_ref();
    checks.note(state.address_taken(url.and_then(fingerprint)));
    checks.note(url.and_then(|url| field::personal_said("url", url)));
    checks.note(field::personal("creditLine", &command.credit_line));
    checks.note(field::code("channel", &command.channel));
    checks.finish()?;
    let amplified = WorkAmplified {
        publication_id: command.publication_id,
        source: command.source,
        assignment_id: work.assignment_id,
        asset_id: work.asset_id,
        authors: work.authors,
        purpose: command.purpose,
        channel: command.channel.clone(),
        credit_line: command.credit_line.sealed()?,
        url: sealed_option(url)?,
        people_consent: work.people_consent,
        ai_generated: work.ai_generated,
    };
    Ok(vec![amplified.into()])
}

/// What is known of the work to be shown.
struct Work<'a> {
    authors: Vec<KocId>,
    assignment_id: Option<AssignmentId>,
    asset_id: Option<AssetId>,
    rights: Rights<'a>,
    people_consent: bool,
    ai_generated: AiUse,
}

/// What says what may be done with it: the terms its author accepted, or, once it is kept as an
/// asset, the licence and standing it has there.
enum Rights<'a> {
    Terms(&'a UsageRights),
    Kept(&'a Asset),
}

fn work(state: &State, source: AmplifiedWork) -> Result<Work<'_>, Violation> {
    let assignment_id = match source {
        AmplifiedWork::Asset(asset_id) => return kept(state, asset_id),
        AmplifiedWork::Assignment(assignment_id) => assignment_id,
    };
    let assignment = state.assignment(assignment_id)?;
    let approved = assignment.approved_work().ok_or(Violation::WorkNotApproved)?;
    if let Some(asset_id) = state.archived_as(approved) {
        return kept(state, asset_id);
    }
    Ok(Work {
        authors: approved.contributors.iter().map(|it| it.koc_id).collect(),
        assignment_id: Some(assignment_id),
        asset_id: None,
        rights: Rights::Terms(&state.agreed_brief(assignment)?.usage_rights),
        people_consent: approved.attest.people_consented,
        ai_generated: approved.attest.ai_generated,
    })
}

fn kept(state: &State, asset_id: AssetId) -> Result<Work<'_>, Violation> {
    let asset = state.asset(asset_id)?;
    Ok(Work {
        authors: asset.authors.clone(),
        assignment_id: asset.assignment_id(),
        asset_id: Some(asset_id),
        rights: Rights::Kept(asset),
        people_consent: asset.people_consent,
        ai_generated: asset.ai_generated,
    })
}

impl Rights<'_> {
    fn check(&self, checks: &mut Checks, purpose: UsePurpose, channel: &str, today: Day) {
        let (purposes, channels, from, until) = match self {
            Rights::Terms(it) => (&it.purposes, &it.channels, None, it.until),
            Rights::Kept(asset) => {
                checks.note(asset.not_in_use(today));
                let level = asset.confidentiality;
                let public = level == Confidentiality::Public;
                checks.require(public, || Violation::AssetConfidential { level });
                let licence = &asset.licence;
                (&licence.purposes, &licence.channels, Some(licence.from), licence.until)
            }
        };
        let not_granted = |what: String| Violation::RightsNotGranted { what };
        let for_it = purposes.contains(&purpose);
        checks.require(for_it, || not_granted(format!("purpose {}", code_of(&purpose))));
        let on_it = channels.iter().any(|it| it == channel);
        checks.require(on_it, || not_granted(format!("channel {channel}")));
        checks.note(until.filter(|on| *on < today).map(|on| Violation::LicenceExpired { on }));
        let begun = from.filter(|from| today < *from);
        checks.note(begun.map(|from| not_granted(format!("use before {from}"))));
    }
}

impl State {
    /// The asset that an approved submission is kept as.
    fn archived_as(&self, work: &WorkSubmitted) -> Option<AssetId> {
        let (assignment_id, submission_no) = (work.assignment_id, work.submission_no);
        let source = AssetSource::Submission(SubmissionRef { assignment_id, submission_no });
        self.archived_sources.get(&source).copied()
    }

    /// Refuses a work whose tie to the brand is not told where its author published it.
    fn disclosure_missing(&self, work: &Work<'_>) -> Option<Violation> {
        let first = crate::id::PublicationId([0; 16]);
        let of_task = work.assignment_id.into_iter().flat_map(|assignment_id| {
            let from = self.publications_of.range((assignment_id, first)..);
            from.take_while(move |(of, _)| *of == assignment_id).map(|(_, id)| *id)
        });
        let kept = work.asset_id.and_then(|asset_id| self.assets.get(&asset_id));
        let unasked = kept.and_then(|asset| match asset.source {
            AssetSource::Publication(publication_id) => Some(publication_id),
            _ => None,
        });
        let mut shown = of_task.chain(unasked).filter_map(|id| self.publications.get(&id));
        let missing = shown.any(|it| it.found == Found::NotTold && it.taken_down_at.is_none());
        missing.then_some(Violation::DisclosureMissing)
    }
}

impl HoldsPersonal for CorrectCredit {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_publication(self.publication_id);
        show(person, SealedField::CreditLine, &mut self.credit_line);
        show(person, SealedField::Reason, &mut self.reason);
    }
}

/// Answers `CorrectCredit`.
pub(crate) fn correct_credit(
    state: &State,
    command: &CorrectCredit,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let publication = state.publication(command.publication_id)?;
    let was = publication.credit_line.clone().ok_or(Violation::NotAmplified)?;
    let mut checks = Checks::new();
    checks.note(publication.not_live());
    checks.require(!command.credit_line.is_empty(), || Violation::CreditLineMissing);
    checks.note(field::personal("creditLine", &command.credit_line));
    checks.note(field::reason(&command.reason));
    checks.require(!same(&command.credit_line, &was), || Violation::NoChange);
    checks.finish()?;
    let corrected = CreditCorrected {
        publication_id: command.publication_id,
        credit_line: command.credit_line.sealed()?,
        was,
        reason: command.reason.sealed()?,
    };
    Ok(vec![corrected.into()])
}

fn same(now: &Personal, was: &crate::personal::Sealed) -> bool {
    matches!(now, Personal::Sealed(now) if now.fingerprint == was.fingerprint)
}
