//! What is asked of the files: who is looked after by whom, what waits, what was said.

use domain::Day;
use projector_care::Care;
use testkit::cast::operator_id;
use testkit::{project, stories};

#[test]
fn whoever_takes_over_looks_after_the_member_and_keeps_the_promise() {
    let story = stories::story("talk_due_held_and_its_promise_kept");
    let hua = story.koc("hua");
    let before: Care = story.fold_to_first("TodoOpened");
    assert_eq!(before.manager_of(hua), Some(operator_id("xu")));
    let care: Care = story.fold();
    assert_eq!(care.manager_of(hua), Some(operator_id("mei")));
    let talks = care.talks_of(hua);
    let [talk] = talks.as_slice() else { panic!("one: {talks:?}") };
    let file = care.file(hua).unwrap();
    assert_eq!((file.talks, file.last_talk_at), (1, Some(talk.held_at)));
    let kept = talk.promises[0].follow_up_id.expect("kept by somebody");
    assert!(talk.promises[1].follow_up_id.is_none());
    let follow_ups = care.follow_ups_of(hua);
    let open: Vec<bool> = follow_ups.iter().map(|it| it.closed_at.is_none()).collect();
    assert_eq!((open, file.open_follow_ups), (vec![true, false], 1), "what is open comes first");
    let done = care.follow_up(kept).unwrap();
    assert!(done.outcome.is_some() && done.talk_id == Some(talk.talk_id));
}

#[test]
fn finished_work_waits_until_it_is_answered() {
    let story = stories::story("feedback_owed_to_every_tier_given_and_read");
    let (an, bo) = (story.koc("an"), story.koc("bo"));
    let ever = Day(i32::MAX);
    let sent = story.log.iter().position(|it| it.event.event_type().name == "PeriodicFeedbackSent");
    let before: Care = project(&story.log[..sent.expect("given")]);
    let who: Vec<_> = before.waiting_since(ever).map(|(_, koc_id)| koc_id).collect();
    assert_eq!(who, [an, bo], "whoever waits longest comes first");
    let since = before.file(an).unwrap().unanswered_since.unwrap();
    assert_eq!(before.waiting_since(since).count(), 1);
    assert_eq!(before.waiting_since(since.plus(-1)).count(), 0);
    assert_eq!(before.file(an).unwrap().unanswered_works, 2);
    let care: Care = story.fold();
    let who: Vec<_> = care.waiting_since(ever).map(|(_, koc_id)| koc_id).collect();
    assert_eq!(who, [bo]);
    let given = care.feedback_of(an);
    let [feedback] = given.as_slice() else { panic!("one: {given:?}") };
    assert_eq!((feedback.works, feedback.praise.len()), (2, 1));
    assert!(feedback.acknowledged_at.is_some() && feedback.comment.is_some());
    assert_eq!(care.file(an).unwrap().last_feedback_at, Some(feedback.sent_at));
}
