//! Texts in both languages of the programme.

use bincode::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A language the product speaks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// Both, in the order they are asked for.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];
}

/// The longest text taken in one field, in characters. Our own number.
pub const TEXT_CHARS_MAX: usize = 2_000;

/// A text that is about no person, in Chinese and English. 中英文文本。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject, async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "LocalTextInput"))]
pub struct LocalText {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl LocalText {
    /// A text from its two halves.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> LocalText {
        LocalText { zh: zh.into(), en: en.into() }
    }

    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The first language in which nothing is said.
    pub fn missing(&self) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| self.get(*lang).trim().is_empty())
    }

    /// Whether nothing is said in either language.
    pub fn is_empty(&self) -> bool {
        Lang::ALL.iter().all(|lang| self.get(*lang).trim().is_empty())
    }
}
