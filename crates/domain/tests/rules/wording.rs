//! Words to look at, in both languages.

use domain::assignment::flagged_words;

#[test]
fn what_promises_too_much_is_flagged_and_plain_words_are_not() {
    assert_eq!(flagged_words("这是国家级的最佳续航"), ["国家级", "最佳"]);
    assert_eq!(flagged_words("The BEST car, guaranteed"), ["the best", "guaranteed"]);
    assert!(flagged_words("续航四百公里,冬天三百二").is_empty());
}
