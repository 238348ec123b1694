//! How well a member suits a task: eight parts, each a share of its weight, in integer arithmetic.
//!
//! What a task does not look for counts in full for everybody, so it separates nobody. What there
//! is too little to tell of counts half: a newcomer is neither lifted nor left behind by it.

use super::asked::Asked;
use super::values::{
    MATCHER_VERSION, MatchExplanation, MatchHit, MatchPart, MatchingWeights, PartBasis, PartScore,
};
use crate::koc::profile::{Archetype, Profile, Shown};
use crate::koc::{self, Koc};
use crate::vocabulary::{TaskKind, VocabularyAxis};

/// The whole of a part, basis points.
const WHOLE: u32 = 10_000;

/// What somebody says of themselves counts as a middling level until reviews show another: 3 of 5.
/// Our own number.
const SAID: u32 = 6_000;

/// One level that reviews have shown, of five.
const LEVEL: u32 = 2_000;

/// Reliability looks back this far, days. Our own number.
const RELIABILITY_DAYS: u16 = 365;

/// Nobody waits longer than this for their turn to count in full, days. Our own number.
const FAIRNESS_DAYS: u32 = 90;

/// Something that suits, borrowed: only what is shown is copied.
#[derive(Clone, Copy)]
enum Hit<'a> {
    Term(VocabularyAxis, &'a str),
    Archetype(Archetype),
    Horizon(crate::vocabulary::Horizon),
    Mode(crate::vocabulary::Mode),
}

/// How much of a part a member has.
struct Fit {
    bp: u32,
    basis: PartBasis,
    measured: Option<u32>,
}

impl Fit {
    /// The share of what is looked for that the member has.
    fn matched(sum_bp: u32, items: u32) -> Fit {
        match sum_bp.checked_div(items) {
            Some(bp) => Fit { bp, basis: PartBasis::Matched, measured: None },
            None => Fit { bp: WHOLE, basis: PartBasis::NotAsked, measured: None },
        }
    }

    fn measured(bp: u32, measured: Option<u32>) -> Fit {
        Fit { bp: bp.min(WHOLE), basis: PartBasis::Measured, measured }
    }

    fn too_little() -> Fit {
        Fit { bp: WHOLE / 2, basis: PartBasis::TooLittle, measured: None }
    }
}

/// What a task looks for, gathered once for any number of members.
pub(super) struct LookedFor<'a> {
    asked: &'a Asked<'a>,
    weights: MatchingWeights,
    skills: Vec<&'a str>,
    formats: Vec<&'a str>,
    styles: Vec<&'a str>,
    tones: Vec<&'a str>,
    topics: Vec<&'a str>,
    communities: Vec<&'a str>,
    audiences: Vec<&'a str>,
    archetypes: &'static [Archetype],
}

impl<'a> LookedFor<'a> {
    pub(super) fn by(asked: &'a Asked<'a>) -> LookedFor<'a> {
        let task = asked.task;
        let (must, wanted) = (&task.eligibility, &task.wanted);
        let outputs = asked.brief.map(|brief| brief.outputs.as_slice()).unwrap_or_default();
        let outputs = outputs.iter().map(|output| output.format.as_str());
        LookedFor {
            asked,
            weights: asked.state.matching_weights(),
            skills: each_once(texts(&must.skills).chain(texts(&wanted.skills))),
            formats: each_once(texts(&must.formats).chain(outputs)),
            styles: each_once(texts(&wanted.styles)),
            tones: each_once(texts(&wanted.tones)),
            topics: each_once(texts(&wanted.topics)),
            communities: each_once(texts(&must.communities).chain(texts(&wanted.communities))),
            audiences: each_once(texts(&must.audiences).chain(texts(&wanted.audiences))),
            archetypes: suited(task.kind),
        }
    }

    /// The score alone, hundredths; none for a member who does not want to be profiled.
    pub(super) fn score(&self, koc: &Koc) -> Option<u16> {
        if koc.opted_out() {
            return None;
        }
        let parts = MatchPart::ALL.into_iter();
        let points = parts.map(|part| self.points(part, self.fit(part, koc, &mut |_| ()).bp));
        Some(points.fold(0, u16::saturating_add))
    }

    /// The score with what it rests on.
    pub(super) fn explain(&self, koc: &Koc) -> MatchExplanation {
        let parts = MatchPart::ALL.into_iter().map(|part| self.part(part, koc));
        let parts: Vec<PartScore> = if koc.opted_out() { Vec::new() } else { parts.collect() };
        MatchExplanation {
            matcher_version: MATCHER_VERSION,
            score: self.score(koc),
            parts,
            days_since_offer: self.asked.days_since_offer(koc),
        }
    }

    fn part(&self, part: MatchPart, koc: &Koc) -> PartScore {
        let mut hits = Vec::new();
        let fit = self.fit(part, koc, &mut |hit| hits.push(hit.kept()));
        PartScore {
            part,
            points: self.points(part, fit.bp),
            of: self.points(part, WHOLE),
            basis: fit.basis,
            hits,
            measured: fit.measured,
        }
    }

    fn points(&self, part: MatchPart, bp: u32) -> u16 {
        let points = u32::from(self.weights.of(part)) * bp / 100;
        u16::try_from(points).unwrap_or(u16::MAX)
    }

    fn fit(&self, part: MatchPart, koc: &Koc, told: &mut dyn FnMut(Hit<'_>)) -> Fit {
        match part {
            MatchPart::SkillFormat => self.skill_format(koc, told),
            MatchPart::StyleTone => self.style_tone(koc, told),
            MatchPart::TopicCommunity => {
                let mut share = Share::of(koc, told);
                share.terms(VocabularyAxis::Topic, &self.topics, |it| &it.topics);
                share.terms(VocabularyAxis::Community, &self.communities, |it| &it.communities);
                share.fit()
            }
            MatchPart::Audience => {
                let mut share = Share::of(koc, told);
                for audience in &self.audiences {
                    share.term(VocabularyAxis::Audience, audience, koc.reaches(audience));
                }
                share.fit()
            }
            MatchPart::Reliability => {
                let found = koc::reliability(koc, self.asked.today, RELIABILITY_DAYS);
                found.map_or_else(Fit::too_little, |bp| Fit::measured(bp, Some(bp)))
            }
            MatchPart::PastScore => {
                let found = koc::past_score(koc, self.asked.task.kind);
                found.map_or_else(Fit::too_little, |score| Fit::measured(score, Some(score)))
            }
            MatchPart::Preference => self.preference(koc, told),
            MatchPart::Fairness => match self.asked.days_since_offer(koc) {
                None => Fit::measured(WHOLE, None),
                Some(days) => {
                    Fit::measured(days.min(FAIRNESS_DAYS) * WHOLE / FAIRNESS_DAYS, Some(days))
                }
            },
        }
    }

    /// Every skill looked for and every format that is handed in, each by the level that reviews
    /// have shown of it, or by what the member says.
    fn skill_format(&self, koc: &Koc, told: &mut dyn FnMut(Hit<'_>)) -> Fit {
        let mut share = Share::of(koc, told);
        for skill in &self.skills {
            let said = koc.says(|it| &it.skills, skill);
            let own = koc.best_level(|(name, format)| {
                name == *skill && (self.formats.is_empty() || self.formats.contains(&format))
            });
            // Shown in another format it says as much as the member's own word, at most.
            let other = || koc.best_level(|(name, _)| name == *skill).unwrap_or(0).min(SAID);
            let bp = own.unwrap_or_else(|| if said { SAID } else { other() });
            share.item(bp, Hit::Term(VocabularyAxis::Skill, skill));
        }
        for format in &self.formats {
            let said = koc.says(|it| &it.formats, format);
            let own = koc.best_level(|(_, name)| name == *format);
            let bp = own.unwrap_or(if said { SAID } else { 0 });
            share.item(bp, Hit::Term(VocabularyAxis::Format, format));
        }
        share.fit()
    }

    fn style_tone(&self, koc: &Koc, told: &mut dyn FnMut(Hit<'_>)) -> Fit {
        let mut share = Share::of(koc, told);
        share.terms(VocabularyAxis::Style, &self.styles, |it| &it.styles);
        share.terms(VocabularyAxis::Tone, &self.tones, |it| &it.tones);
        if let Some(first) = self.archetypes.first() {
            let own = koc.profile.as_ref().and_then(|profile| profile.archetype);
            let suits = own.filter(|own| self.archetypes.contains(own));
            let bp = if suits.is_some() { WHOLE } else { 0 };
            share.item(bp, Hit::Archetype(suits.unwrap_or(*first)));
        }
        share.fit()
    }

    /// How much of what the member said they would like this task is; a wish that was not told
    /// does not count.
    fn preference(&self, koc: &Koc, told: &mut dyn FnMut(Hit<'_>)) -> Fit {
        let Some(wishes) = &koc.preferences else { return Fit::too_little() };
        let task = self.asked.task;
        let mut share = Share::of(koc, told);
        if !wishes.horizons.is_empty() {
            let bp = if wishes.horizons.contains(&task.horizon) { WHOLE } else { 0 };
            share.item(bp, Hit::Horizon(task.horizon));
        }
        if !wishes.modes.is_empty() {
            let bp = if wishes.modes.contains(&task.mode) { WHOLE } else { 0 };
            share.item(bp, Hit::Mode(task.mode));
        }
        if !wishes.topics.is_empty() {
            for topic in &self.topics {
                let wished = wishes.topics.iter().any(|wish| wish == topic);
                share.term(VocabularyAxis::Topic, topic, wished);
            }
        }
        if share.items == 0 { Fit::too_little() } else { share.fit() }
    }
}

/// Sums up how much of several things a member has, and tells which.
struct Share<'a, 'told> {
    koc: &'a Koc,
    told: &'told mut dyn FnMut(Hit<'_>),
    sum: u32,
    items: u32,
}

impl<'a, 'told> Share<'a, 'told> {
    fn of(koc: &'a Koc, told: &'told mut dyn FnMut(Hit<'_>)) -> Share<'a, 'told> {
        Share { koc, told, sum: 0, items: 0 }
    }

    fn item(&mut self, bp: u32, hit: Hit<'_>) {
        self.sum += bp.min(WHOLE);
        self.items += 1;
        if bp > 0 {
            (self.told)(hit);
        }
    }

    fn term(&mut self, axis: VocabularyAxis, term: &str, has: bool) {
        self.item(if has { WHOLE } else { 0 }, Hit::Term(axis, term));
    }

    fn terms(
        &mut self,
        axis: VocabularyAxis,
        terms: &[&str],
        list: impl Fn(&Profile) -> &Vec<String>,
    ) {
        for term in terms {
            self.term(axis, term, self.koc.says(&list, term));
        }
    }

    fn fit(&self) -> Fit {
        Fit::matched(self.sum, self.items)
    }
}

impl Hit<'_> {
    fn kept(self) -> MatchHit {
        match self {
            Hit::Term(axis, code) => MatchHit::Term { axis, code: code.to_owned() },
            Hit::Archetype(archetype) => MatchHit::Archetype(archetype),
            Hit::Horizon(horizon) => MatchHit::Horizon(horizon),
            Hit::Mode(mode) => MatchHit::Mode(mode),
        }
    }
}

impl Asked<'_> {
    /// How well one member suits.
    pub(crate) fn explain(&self, koc: &Koc) -> MatchExplanation {
        LookedFor::by(self).explain(koc)
    }

    /// Whole days since the brand last offered this member a task; none if it never did.
    pub(super) fn days_since_offer(&self, koc: &Koc) -> Option<u32> {
        let days = self.now.hours_since(koc.last_offer?) / 24;
        Some(u32::try_from(days).unwrap_or(u32::MAX))
    }
}

impl Koc {
    /// Whether their profile must not be used to suggest them.
    pub(crate) fn opted_out(&self) -> bool {
        self.preferences.as_ref().is_some_and(|wishes| wishes.opt_out_profiled_matching)
    }

    /// The best mean level that reviews have shown of any pair of skill and format that counts,
    /// basis points.
    fn best_level(&self, counts: impl Fn((&str, &str)) -> bool) -> Option<u32> {
        let shown = self.shown_skills.iter().filter(|((skill, format), _)| counts((skill, format)));
        shown.filter_map(|(_, Shown { sum, count })| (sum * LEVEL).checked_div(*count)).max()
    }
}

/// Whom a kind of work suits (S3: a newcomer's eyes for first impressions and unboxing, long use
/// for what asks for depth, an expert of a circle for what asks for knowledge). Which kinds beyond
/// the first two is our own choice.
fn suited(kind: TaskKind) -> &'static [Archetype] {
    use Archetype::{FreshVoice, LoyalFan, NicheExpert};
    match kind {
        TaskKind::FirstImpression | TaskKind::Trial => &[FreshVoice],
        TaskKind::DailyShare => &[LoyalFan],
        TaskKind::DeepReview | TaskKind::BuyingGuide | TaskKind::PreLaunchExperience => {
            &[LoyalFan, NicheExpert]
        }
        TaskKind::TechnicalAnalysis
        | TaskKind::SoftwareTest
        | TaskKind::FeedbackReport
        | TaskKind::Handbook => &[NicheExpert],
        TaskKind::Share
        | TaskKind::JoinTopic
        | TaskKind::Vote
        | TaskKind::HashtagPost
        | TaskKind::Photo
        | TaskKind::Copy
        | TaskKind::Article
        | TaskKind::ShortVideo
        | TaskKind::Vlog
        | TaskKind::Video
        | TaskKind::Challenge => &[],
    }
}

fn texts(terms: &[String]) -> impl Iterator<Item = &str> {
    terms.iter().map(String::as_str)
}

/// Each once, in order of code.
fn each_once<'a>(terms: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut terms: Vec<&str> = terms.collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}
