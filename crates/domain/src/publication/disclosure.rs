//! The rule of looking whether the tie to the brand is told.

use super::command::VerifyDisclosure;
use super::event::{DisclosureMissingFound, DisclosureVerified};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, field};
use crate::state::State;

impl HoldsPersonal for VerifyDisclosure {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let person = state.person_of_publication(self.publication_id);
        if let Some(wording) = &mut self.wording {
            show(person, SealedField::Statement, wording);
        }
    }
}

/// Answers `VerifyDisclosure`. Looking again is worth recording even if nothing changed.
pub(crate) fn verify_disclosure(
    state: &State,
    command: &VerifyDisclosure,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    let publication = state.publication(command.publication_id)?;
    let mut checks = Checks::new();
    checks.note(publication.not_live());
    checks.note(field::personal("wording", command.wording.as_ref()));
    checks.finish()?;
    let (publication_id, koc_id) = (command.publication_id, publication.koc_id);
    let wording = sealed_option(command.wording.as_ref())?;
    Ok(vec![if command.present {
        DisclosureVerified { publication_id, koc_id, wording }.into()
    } else {
        DisclosureMissingFound { publication_id, koc_id, wording }.into()
    }])
}
