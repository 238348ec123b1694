//! What a member can do, how they do it, and what they would like: what tasks are matched by.

use std::collections::BTreeMap;
use std::sync::Arc;

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Koc;
use super::command::{SetPreferences, UpdateProfile};
use super::event::{PreferencesSet, ProfileUpdated};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::personal::{Person, Personal, Sealed, SealedField, sealed_option};
use crate::programme::Programme;
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Moment;
use crate::vocabulary::{ContactChannel, Horizon, Mode, VocabularyAxis};

/// What kind of voice a member is (S3: the fan, the newcomer, the one trusted in a circle).
/// 用户类型。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Archetype {
    /// 忠实粉丝: long with the product, steady.
    LoyalFan,
    /// 新鲜视角: new to it, with eyes of their own.
    FreshVoice,
    /// 圈层专家: few followers, much trust in one field.
    NicheExpert,
}

/// What a member can do and how they do it. 成员档案。
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct Profile {
    /// What they can do. 技能。
    pub skills: Vec<String>,
    /// What they make. 内容形式。
    pub formats: Vec<String>,
    /// How they make it. 风格。
    pub styles: Vec<String>,
    /// How they sound. 调性。
    pub tones: Vec<String>,
    /// What they know about. 主题。
    pub topics: Vec<String>,
    /// Who listens to them. 受众。
    pub audiences: Vec<String>,
    /// Where they belong. 社群。
    pub communities: Vec<String>,
    /// Where they live. 地区。
    pub region: Option<String>,
    /// What kind of voice they are. 用户类型。
    pub archetype: Option<Archetype>,
}

/// What a member would like to be asked for, and how; an empty list says nothing. 合作意愿。
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "PreferencesInput"))]
pub struct Preferences {
    /// For how long.
    pub horizons: Vec<Horizon>,
    /// Working how.
    pub modes: Vec<Mode>,
    /// About what: terms of the topic axis.
    pub topics: Vec<String>,
    /// How they would like to be reached.
    pub contact_channels: Vec<ContactChannel>,
    /// Whether their profile must not be used to suggest them: tasks then come by turn alone.
    pub opt_out_profiled_matching: bool,
}

/// A part of a profile. 档案项目。
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ProfilePart {
    /// 技能
    Skills,
    /// 内容形式
    Formats,
    /// 风格
    Styles,
    /// 调性
    Tones,
    /// 主题
    Topics,
    /// 受众
    Audiences,
    /// 社群
    Communities,
    /// 地区
    Region,
    /// 用户类型
    Archetype,
    /// 忠诚度说明
    LoyaltyNote,
}

/// What reviews have shown of one skill in one format: the sum of the levels, and how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) sum: u32,
    pub(crate) count: u32,
}

/// What reviews have shown of a member, by skill and format.
pub(crate) type ShownSkills = BTreeMap<(String, String), Shown>;

impl HoldsPersonal for UpdateProfile {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        if let Some(note) = &mut self.loyalty_note {
            show(self.koc_id.into(), SealedField::Note, note);
        }
    }
}

/// Answers `UpdateProfile`.
pub(crate) fn update_profile(
    state: &State,
    command: &UpdateProfile,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let before = koc.profile.as_deref().cloned().unwrap_or_default();
    let profile = command.applied_to(&before);
    let loyalty_note = sealed_option(command.loyalty_note.as_ref())?;
    let mut changed = changes(&before, &profile);
    if command.loyalty_note.is_some() && fingerprint(loyalty_note.as_ref()) != koc.loyalty_note {
        changed.push(ProfilePart::LoyaltyNote);
    }
    let mut checks = Checks::new();
    checks.note(context.own_only(command.koc_id, "UpdateProfile"));
    checks.note(koc.require_present());
    check_terms(&mut checks, state.programme()?, command);
    checks.note(field::personal("loyaltyNote", command.loyalty_note.as_ref()));
    checks.require(!changed.is_empty(), || Violation::NoChange);
    checks.finish()?;
    let told_anew = changed.contains(&ProfilePart::LoyaltyNote);
    let loyalty_note = loyalty_note.filter(|_| told_anew);
    Ok(vec![ProfileUpdated { koc_id: command.koc_id, profile, loyalty_note, changed }.into()])
}

impl UpdateProfile {
    /// The profile after it.
    fn applied_to(&self, before: &Profile) -> Profile {
        let list = |said: &Option<Vec<String>>, before: &Vec<String>| {
            said.as_ref().map_or_else(|| before.clone(), |said| in_order(said))
        };
        let said_region = self.region.as_ref().filter(|code| !code.is_empty());
        Profile {
            skills: list(&self.skills, &before.skills),
            formats: list(&self.formats, &before.formats),
            styles: list(&self.styles, &before.styles),
            tones: list(&self.tones, &before.tones),
            topics: list(&self.topics, &before.topics),
            audiences: list(&self.audiences, &before.audiences),
            communities: list(&self.communities, &before.communities),
            region: if self.region.is_some() { said_region } else { before.region.as_ref() }
                .cloned(),
            archetype: self.archetype.or(before.archetype),
        }
    }
}

/// Each once, in order: the same things said in another order are the same.
fn in_order<T: Ord + Clone>(said: &[T]) -> Vec<T> {
    let mut list = said.to_vec();
    list.sort();
    list.dedup();
    list
}

fn changes(before: &Profile, after: &Profile) -> Vec<ProfilePart> {
    let pairs = [
        (ProfilePart::Skills, before.skills == after.skills),
        (ProfilePart::Formats, before.formats == after.formats),
        (ProfilePart::Styles, before.styles == after.styles),
        (ProfilePart::Tones, before.tones == after.tones),
        (ProfilePart::Topics, before.topics == after.topics),
        (ProfilePart::Audiences, before.audiences == after.audiences),
        (ProfilePart::Communities, before.communities == after.communities),
        (ProfilePart::Region, before.region == after.region),
        (ProfilePart::Archetype, before.archetype == after.archetype),
    ];
    pairs.into_iter().filter(|(_, same)| !same).map(|(part, _)| part).collect()
}

fn fingerprint(note: Option<&Sealed>) -> Option<[u8; 16]> {
    note.map(|note| note.fingerprint)
}

/// Only what is said now: a word taken out of use may stay where it was said before.
fn check_terms(checks: &mut Checks, programme: &Programme, said: &UpdateProfile) {
    let region = said.region.as_ref().filter(|code| !code.is_empty());
    for (axis, name, terms) in [
        (VocabularyAxis::Skill, "skills", said.skills.as_deref()),
        (VocabularyAxis::Format, "formats", said.formats.as_deref()),
        (VocabularyAxis::Style, "styles", said.styles.as_deref()),
        (VocabularyAxis::Tone, "tones", said.tones.as_deref()),
        (VocabularyAxis::Topic, "topics", said.topics.as_deref()),
        (VocabularyAxis::Audience, "audiences", said.audiences.as_deref()),
        (VocabularyAxis::Community, "communities", said.communities.as_deref()),
        (VocabularyAxis::Region, "region", region.map(std::slice::from_ref)),
    ] {
        programme.check_terms(checks, axis, name, terms.unwrap_or_default());
    }
}

impl HoldsPersonal for SetPreferences {}

/// Answers `SetPreferences`.
pub(crate) fn set_preferences(
    state: &State,
    command: &SetPreferences,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let koc = state.koc(command.koc_id)?;
    let preferences = command.preferences.in_order();
    let same = match &koc.preferences {
        Some(before) => **before == preferences,
        None => preferences == Preferences::default(),
    };
    let mut checks = Checks::new();
    checks.note(context.own_only(command.koc_id, "SetPreferences"));
    checks.note(koc.require_present());
    let (programme, topics) = (state.programme()?, &preferences.topics);
    programme.check_terms(&mut checks, VocabularyAxis::Topic, "topics", topics);
    checks.require(!same, || Violation::NoChange);
    checks.finish()?;
    Ok(vec![PreferencesSet { koc_id: command.koc_id, preferences }.into()])
}

impl Preferences {
    /// The wishes of one person under two records: the own word goes first, and who asked under
    /// either not to be profiled is not.
    pub fn joined(own: Option<Arc<Self>>, other: Option<Arc<Self>>) -> Option<Arc<Self>> {
        match (own, other) {
            (Some(own), Some(other)) if other.opt_out_profiled_matching => {
                Some(Arc::new(Preferences { opt_out_profiled_matching: true, ..(*own).clone() }))
            }
            (own, other) => own.or(other),
        }
    }

    fn in_order(&self) -> Preferences {
        Preferences {
            horizons: in_order(&self.horizons),
            modes: in_order(&self.modes),
            topics: in_order(&self.topics),
            contact_channels: in_order(&self.contact_channels),
            opt_out_profiled_matching: self.opt_out_profiled_matching,
        }
    }
}

/// What was said of a member and what they said, for the record that goes on.
pub(super) struct Said {
    profile: Option<Arc<Profile>>,
    preferences: Option<Arc<Preferences>>,
    shown_skills: Arc<ShownSkills>,
    last_offer: Option<Moment>,
}

impl Koc {
    /// Hands it over.
    pub(super) fn take_what_was_said(&mut self) -> Said {
        Said {
            profile: self.profile.take(),
            preferences: self.preferences.take(),
            shown_skills: std::mem::take(&mut self.shown_skills),
            last_offer: self.last_offer,
        }
    }

    /// The own word goes before that of the other record; what reviews have shown is added up.
    pub(super) fn absorb_what_was_said(&mut self, other: Said) {
        self.profile = self.profile.take().or(other.profile);
        self.preferences = Preferences::joined(self.preferences.take(), other.preferences);
        for (skill, shown) in other.shown_skills.iter() {
            let own = Arc::make_mut(&mut self.shown_skills).entry(skill.clone()).or_default();
            own.sum = own.sum.saturating_add(shown.sum);
            own.count = own.count.saturating_add(shown.count);
        }
        self.last_offer = self.last_offer.max(other.last_offer);
    }

    /// Takes in a profile.
    pub(super) fn profiled(&mut self, updated: &ProfileUpdated) {
        self.profile = Some(updated.profile.clone().into());
        if updated.changed.contains(&ProfilePart::LoyaltyNote) {
            self.loyalty_note = fingerprint(updated.loyalty_note.as_ref());
        }
    }
}
