//! Words that claims should not be made with: an aid for whoever reviews, never a verdict.

/// The first three are those the law on advertising names; the others are our own list of what
/// promises more than anybody can show.
const FLAGGED: [&str; 20] = [
    "国家级",
    "最高级",
    "最佳",
    "第一品牌",
    "世界第一",
    "全国第一",
    "全网第一",
    "顶级",
    "极致",
    "绝对安全",
    "零风险",
    "永不",
    "万能",
    "100%",
    "the best",
    "number one",
    "no. 1",
    "safest",
    "guaranteed",
    "risk-free",
];

/// The flagged words that a text has, in the order of the list.
pub fn flagged_words(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    FLAGGED.into_iter().filter(|word| text.contains(word)).collect()
}
