//! The reasons of a suggestion as people read them, in both languages.

use super::values::{MatchExplanation, MatchHit, MatchPart, PartBasis, PartScore};
use crate::koc::profile::Archetype;
use crate::text::{Lang, LocalText};
use crate::vocabulary::{Horizon, Mode, VocabularyAxis};

/// What a word of the vocabulary is called; its code where nothing is known of it.
pub type Label<'a> = dyn Fn(VocabularyAxis, &str) -> Option<LocalText> + 'a;

impl MatchExplanation {
    /// Why this member is suggested: one sentence for every part that earned points and that the
    /// task asks something of.
    pub fn reasons(&self, label: &Label<'_>) -> Vec<LocalText> {
        if self.score.is_none() {
            return vec![self.by_turn()];
        }
        let told = self.parts.iter().filter(|part| part.tells());
        told.map(|part| part.reason(label)).collect()
    }

    /// The one reason of a member who does not want to be profiled.
    fn by_turn(&self) -> LocalText {
        let since = waited(self.days_since_offer);
        LocalText::new(
            format!("不参与画像匹配,按轮换推荐:{}", since.zh),
            format!("not profiled by their own wish, suggested by turn: {}", since.en),
        )
    }
}

impl PartScore {
    fn tells(&self) -> bool {
        self.points > 0 && self.basis != PartBasis::NotAsked
    }

    /// Why this part earned its points.
    pub fn reason(&self, label: &Label<'_>) -> LocalText {
        let (zh, en) = self.part.names();
        let about = match self.basis {
            PartBasis::Matched => self.hits_in_words(label),
            PartBasis::Measured => self.measure_in_words(),
            PartBasis::NotAsked => LocalText::new("任务未作要求", "nothing is asked"),
            PartBasis::TooLittle => {
                LocalText::new("信息不足,计一半", "too little to tell, counts half")
            }
        };
        LocalText::new(format!("{zh}:{}", about.zh), format!("{en}: {}", about.en))
    }

    fn hits_in_words(&self, label: &Label<'_>) -> LocalText {
        let words: Vec<LocalText> = self.hits.iter().map(|hit| hit.in_words(label)).collect();
        let joined = |lang, between: &str| {
            words.iter().map(|word| word.get(lang)).collect::<Vec<_>>().join(between)
        };
        LocalText::new(joined(Lang::Zh, "、"), joined(Lang::En, ", "))
    }

    fn measure_in_words(&self) -> LocalText {
        let number = self.measured.unwrap_or(0);
        match self.part {
            MatchPart::Reliability => {
                let percent = hundredths(number);
                LocalText::new(format!("{percent}% 按时交付"), format!("{percent}% came in time"))
            }
            MatchPart::PastScore => {
                let score = hundredths(number);
                LocalText::new(
                    format!("同类作品平均 {score} 分"),
                    format!("works of this kind scored {score} on average"),
                )
            }
            _ => waited(self.measured),
        }
    }
}

/// How long the brand has not asked somebody.
fn waited(days: Option<u32>) -> LocalText {
    match days {
        None => LocalText::new("尚未收到过邀约", "never offered a task"),
        Some(days) => LocalText::new(
            format!("距上次邀约 {days} 天"),
            format!("{days} days since the last offer"),
        ),
    }
}

/// `8750` as `87.5`.
fn hundredths(number: u32) -> String {
    let (whole, rest) = (number / 100, number % 100);
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        rest => format!("{whole}.{rest:02}"),
    }
}

impl MatchPart {
    /// What it is called, in Chinese and English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            MatchPart::SkillFormat => ("技能与形式", "skill and format"),
            MatchPart::StyleTone => ("风格与调性", "style and tone"),
            MatchPart::TopicCommunity => ("主题与社群", "topic and community"),
            MatchPart::Audience => ("受众", "audience"),
            MatchPart::Reliability => ("可靠性", "reliability"),
            MatchPart::PastScore => ("过往得分", "past score"),
            MatchPart::Preference => ("意愿", "wishes"),
            MatchPart::Fairness => ("公平", "fairness"),
        }
    }
}

impl MatchHit {
    fn in_words(&self, label: &Label<'_>) -> LocalText {
        let same = |text: String| LocalText::new(text.clone(), text);
        match self {
            MatchHit::Term { axis, code } => {
                label(*axis, code).unwrap_or_else(|| same(code.clone()))
            }
            MatchHit::Archetype(archetype) => archetype.in_words(),
            MatchHit::Horizon(horizon) => horizon_in_words(*horizon),
            MatchHit::Mode(mode) => mode_in_words(*mode),
        }
    }
}

fn horizon_in_words(horizon: Horizon) -> LocalText {
    match horizon {
        Horizon::Instant => LocalText::new("即时性任务", "instant work"),
        Horizon::Phased => LocalText::new("阶段性任务", "phased work"),
        Horizon::Ongoing => LocalText::new("持续性任务", "ongoing work"),
        Horizon::Identity => LocalText::new("身份性任务", "an identity"),
    }
}

fn mode_in_words(mode: Mode) -> LocalText {
    match mode {
        Mode::Commission => LocalText::new("单独委托", "a commission"),
        Mode::IndividualContest => LocalText::new("个体竞赛", "a contest"),
        Mode::TeamCollaboration => LocalText::new("分组协作", "work in a team"),
        Mode::Mentorship => LocalText::new("师徒传承", "work with a mentor"),
        Mode::CommunityCoCreation => LocalText::new("社群共创", "work of the community"),
    }
}

impl Archetype {
    fn in_words(self) -> LocalText {
        match self {
            Archetype::LoyalFan => LocalText::new("忠实粉丝", "a loyal fan"),
            Archetype::FreshVoice => LocalText::new("新鲜视角", "a fresh voice"),
            Archetype::NicheExpert => LocalText::new("圈层专家", "an expert of a circle"),
        }
    }
}
