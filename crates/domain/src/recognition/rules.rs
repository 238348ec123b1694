//! The rules of honours: never without a word what for, never praised against somebody's wish,
//! never taken back by one person alone.

use super::command::*;
use super::event::*;
use super::values::Praise;
use super::{Honour, Standing, spellings};
use crate::approval::{self, HonourProposal, Proposal};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{KocId, RecognitionId};
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::text::LocalText;
use crate::vocabulary::ConsentPurpose;

/// People besides the sender who must stand behind a revocation. Our own number.
const REVOKE_APPROVALS: u8 = 1;

fn show_praise(
    praise: &mut Praise,
    person: Person,
    show: &mut dyn FnMut(Person, SealedField, &mut Personal),
) {
    show(person, SealedField::Praise, &mut praise.zh);
    show(person, SealedField::Praise, &mut praise.en);
}

impl HoldsPersonal for ConferHonour {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        show_praise(&mut self.citation, self.recipient.koc().into(), show);
    }
}

/// Answers `ConferHonour`. An honour outlives membership: who has left may be honoured too.
pub(crate) fn confer(
    state: &State,
    command: &ConferHonour,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if state.honours.contains_key(&command.recognition_id) {
        return Err(Violation::HonourExists.into());
    }
    state.koc(command.recipient.koc())?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.require(!command.citation.lacks_words(), || Violation::CitationRequired);
    checks.note(check_words("citation", &command.citation));
    let by = holder(state, &command.title, command.unique);
    checks.note(by.map(|by| Violation::HonourAlreadyHeld { by }));
    checks.note(field::labels("title", &command.title));
    checks.note(command.source_event.and_then(|event| state.known_event(event)));
    let until = command.valid_until;
    let past = || Violation::DateInPast { field: "validUntil".to_owned() };
    checks.require(until.is_none_or(|until| today <= until), past);
    checks.note(until.and_then(|day| field::day_in_reach("validUntil", day, today)));
    checks.finish()?;
    let conferred = HonourConferred {
        recognition_id: command.recognition_id,
        recipient: command.recipient,
        kind: command.kind,
        title: command.title.clone(),
        unique: command.unique,
        citation: command.citation.sealed()?,
        source_event: command.source_event,
        valid_until: until,
    };
    Ok(vec![conferred.into()])
}

/// Who holds the title, when it is said to be one person's by this honour or by theirs.
fn holder(state: &State, title: &LocalText, unique: bool) -> Option<KocId> {
    spellings(title).into_iter().find_map(|spelling| {
        let first = (spelling.clone(), RecognitionId([0; 16]));
        let held = state.held_titles.range(first..).take_while(|(it, _)| *it == spelling);
        let mut honours = held.filter_map(|(_, id)| state.honours.get(id));
        honours.find(|honour| unique || honour.unique).map(|honour| honour.koc_id)
    })
}

fn check_words(name: &str, praise: &Praise) -> Option<Violation> {
    field::personal(name, &praise.zh).or_else(|| field::personal(name, &praise.en))
}

impl Honour {
    /// Refuses what is not held any more.
    fn not_conferred(&self) -> Option<Violation> {
        let state = || self.standing.code().to_owned();
        let held = self.standing == Standing::Conferred;
        (!held).then(|| Violation::HonourNotConferred { state: state() })
    }
}

impl State {
    /// An honour.
    pub(crate) fn honour(&self, id: RecognitionId) -> Result<&Honour, Violation> {
        let missing = || Violation::NotFound { what: id.to_string() };
        self.honours.get(&id).map(AsRef::as_ref).ok_or_else(missing)
    }

    /// Whose key the texts about an honour are sealed under.
    pub(crate) fn person_of_honour(&self, id: RecognitionId) -> Person {
        // Without an honour the rule refuses, and nothing is recorded under nobody's key.
        self.honours.get(&id).map_or(Person([0; 16]), |honour| honour.koc_id.into())
    }
}

impl HoldsPersonal for PublishCommendation {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_honour(self.recognition_id);
        if let Some(url) = &mut self.url {
            show(person, SealedField::Url, url);
        }
        show_praise(&mut self.text, person, show);
    }
}

/// Answers `PublishCommendation`.
pub(crate) fn publish_commendation(
    state: &State,
    command: &PublishCommendation,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let honour = state.honour(command.recognition_id)?;
    let koc = state.koc(honour.koc_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    let purpose = ConsentPurpose::Publicity;
    checks.require(koc.has_consent(purpose, today), || Violation::ConsentMissing { purpose });
    checks.note(honour.not_conferred());
    checks.require(!command.text.lacks_words(), || field::invalid("text"));
    checks.note(check_words("text", &command.text));
    checks.note(command.url.as_ref().and_then(|url| field::personal_said("url", url)));
    checks.finish()?;
    let published = CommendationPublished {
        recognition_id: command.recognition_id,
        koc_id: honour.koc_id,
        channel: command.channel,
        url: sealed_option(command.url.as_ref())?,
        text: command.text.sealed()?,
    };
    Ok(vec![published.into()])
}

impl HoldsPersonal for IssueBadge {}

/// Answers `IssueBadge`.
pub(crate) fn issue_badge(
    state: &State,
    command: &IssueBadge,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let honour = state.honour(command.recognition_id)?;
    let mut checks = Checks::new();
    checks.note(honour.not_conferred());
    checks.note(field::code("badgeClass", &command.badge_class));
    checks.note(field::list("evidence", &command.evidence));
    checks.note(command.evidence.iter().filter_map(|event| state.known_event(*event)));
    checks.finish()?;
    let issued = BadgeIssued {
        recognition_id: command.recognition_id,
        koc_id: honour.koc_id,
        badge_class: command.badge_class.clone(),
        refs: command.evidence.clone(),
    };
    Ok(vec![issued.into()])
}

impl HoldsPersonal for RevokeHonour {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_honour(self.recognition_id);
        show(person, SealedField::Reason, &mut self.reason);
    }
}

/// Answers `RevokeHonour`.
pub(crate) fn revoke(
    state: &State,
    command: &RevokeHonour,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let honour = state.honour(command.recognition_id)?;
    let recognition_id = command.recognition_id;
    let proposal = Proposal::RevokeHonour(HonourProposal { recognition_id });
    let collected = approval::collect(state, &proposal, REVOKE_APPROVALS, &[context.actor]);
    let mut checks = Checks::new();
    checks.note(honour.not_conferred());
    checks.note(collected.too_few);
    checks.note(field::reason(&command.reason));
    checks.finish()?;
    let revoked = HonourRevoked {
        recognition_id,
        koc_id: honour.koc_id,
        reason: command.reason.sealed()?,
        approved_by: collected.approvals,
    };
    Ok(vec![revoked.into()])
}

impl HoldsPersonal for LapseHonour {}

/// Answers `LapseHonour`.
pub(crate) fn lapse(
    state: &State,
    command: &LapseHonour,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let honour = state.honour(command.recognition_id)?;
    let valid_until = honour.valid_until.ok_or(Violation::NoChange)?;
    let mut checks = Checks::new();
    checks.note(honour.not_conferred());
    let over = valid_until < state.day_of(context.now);
    checks.require(over, || Violation::NotYetDue { at: state.end_of(valid_until) });
    checks.finish()?;
    let (recognition_id, koc_id) = (command.recognition_id, honour.koc_id);
    Ok(vec![HonourLapsed { recognition_id, koc_id, valid_until }.into()])
}
