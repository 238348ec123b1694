//! The names by which a file calls a tier.

use std::collections::BTreeMap;

use domain::koc::values::ImportedPlace;
use domain::policy::PolicyRules;

use crate::exit::Failure;

/// Every name of a place, in lower case.
#[derive(Debug, Clone)]
pub(super) struct TierNames {
    /// `None` when two tiers share the name.
    places: BTreeMap<String, Option<ImportedPlace>>,
}

impl TierNames {
    /// The codes, every label of the policy in both languages, `none`, `alumni`, `active`, and
    /// what `aliases` (`NAME=TIER`) add or replace.
    ///
    /// # Errors
    /// When an alias has no `=` or names no tier.
    pub(super) fn new(rules: &PolicyRules, aliases: &[String]) -> Result<Self, Failure> {
        let mut names = TierNames { places: BTreeMap::new() };
        for rung in &rules.ladder {
            for label in [&rung.labels.layer, &rung.labels.role, &rung.labels.value] {
                names.add_label(&label.zh, rung.code.into());
                names.add_label(&label.en, rung.code.into());
            }
        }
        for tier in domain::vocabulary::TierCode::ALL {
            names.set(tier.code(), tier.into());
        }
        names.set("none", ImportedPlace::Outside);
        names.set("alumni", ImportedPlace::Alumni);
        names.set("active", ImportedPlace::Responder);
        for alias in aliases {
            let wrong = |what: &str| Failure::Usage(format!("--alias {alias}: {what}"));
            let (name, tier) = alias.split_once('=').ok_or_else(|| wrong("needs NAME=TIER"))?;
            if name.trim().is_empty() {
                return Err(wrong("needs a name before the ="));
            }
            let place = names.place(tier).ok_or_else(|| wrong("names no tier"))?;
            names.set(name, place);
        }
        Ok(names)
    }

    /// The place of that name; `None` when it is unknown, or the name of two.
    pub(super) fn place(&self, name: &str) -> Option<ImportedPlace> {
        self.places.get(&name.trim().to_lowercase()).copied().flatten()
    }

    fn set(&mut self, name: &str, place: ImportedPlace) {
        self.places.insert(name.trim().to_lowercase(), Some(place));
    }

    fn add_label(&mut self, label: &str, place: ImportedPlace) {
        let name = label.trim().to_lowercase();
        if name.is_empty() {
            return;
        }
        let known = self.places.entry(name).or_insert(Some(place));
        if *known != Some(place) {
            *known = None;
        }
    }
}
