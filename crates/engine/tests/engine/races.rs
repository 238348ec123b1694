//! Two people want the same thing at the same moment: exactly one of them gets it.
//!
//! The rules that look across streams, and the tests that race each of them. Those missing from the
//! table belong to parts of the programme that are not there yet.
//!
//! | rule | raced by |
//! |---|---|
//! | X01 a member gets a task once | `a_member_is_offered_a_task_once` |
//! | X02 an account belongs to one member | `an_account_goes_to_one_member` |
//! | X03 live assignments of a member | `a_member_does_not_get_more_than_they_may_hold` `a_member_does_not_claim_more_than_they_may_hold` |
//! | X04 places of a task | `the_last_slot_of_a_task_goes_to_one_member` `the_last_place_is_claimed_by_one_member` `everybody_takes_one_instant_task_at_once` |
//! | X05 seats of a mentor | `the_last_seat_of_a_mentor_goes_to_one_mentee` |
//! | X06 a mentee has one mentor | `a_mentee_gets_one_mentor` |
//! | X07 no ring of mentors | `no_ring_of_mentors_is_closed` |
//! | X08 the tier at the moment of the act | `a_task_is_not_offered_below_its_tier` |
//! | X09 the consent at the moment of the act | `nothing_is_taken_on_after_the_consent_was_taken_back` |
//! | X10 places in a tier | `the_last_place_in_a_tier_goes_to_one_member` |
//! | X11 no purse is overspent | `the_last_of_a_purse_is_given_once` |
//! | X12 one entry for event, rule and member | `one_event_is_credited_once` `one_event_is_rewarded_once` |
//! | X13 a reward is in one payout | `a_reward_waits_in_one_payout` |
//! | X14 a submission is archived once | `a_submission_is_archived_once` |
//! | X15 an address is registered once | `an_address_is_registered_once` |
//! | X16 one ambassadorship of a member | `a_member_is_invited_as_ambassador_once` |
//! | X22 one work is handed in once | `one_work_is_handed_in_by_one_member` |
//! | X23 erasure waits for what is open | `nobody_is_forgotten_who_has_just_taken_work_on` `nobody_is_forgotten_who_is_owed_something` |
//! | a title of one person | `a_title_of_one_person_is_conferred_once` |
//! | a lead, once by each model | `a_lead_counts_once_by_each_model_and_earns_once` |
//! | the results of a contest | `results_are_declared_once` |
//! | a judge's score of an entry | `a_judge_scores_an_entry_once` |
//! | the last seat of a circle | `the_last_seat_of_a_circle_goes_to_one_member` |
//! | the decision on an insight | `an_insight_is_decided_once` |
//! | one appeal of a decision | `a_decision_is_disputed_once_at_a_time` |
//! | the last admin | `the_last_two_admins_do_not_remove_each_other` |
//! | availability at the moment of the act | `nobody_is_asked_who_has_just_said_they_take_nothing_on` |

use std::sync::Barrier;
use std::thread;

use domain::Actor;
use domain::id::{KocId, MentorshipId, TaskId};
use domain::mentorship::command::{AcceptMentorship, EndMentorship, ProposeMentorship};
use domain::mentorship::values::{EndedBy, MentorshipParty};
use engine::{Accepted, CommandError, Engine, Request};

use crate::live::*;
use crate::support::*;

/// Our own number: often enough that both orders of arrival happen.
pub(crate) const ROUNDS: u32 = 200;

/// Sends both at once, each from a thread of its own.
pub(crate) fn race(
    engine: &Engine,
    one: Request,
    two: Request,
) -> [Result<Accepted, CommandError>; 2] {
    let start = Barrier::new(2);
    let send = |request: Request| {
        start.wait();
        engine.submit(request).wait()
    };
    thread::scope(|scope| {
        let one = scope.spawn(|| send(one));
        let two = scope.spawn(|| send(two));
        [one.join().expect("no panic"), two.join().expect("no panic")]
    })
}

/// One was accepted, the other refused with `refused`; returns the index of the winner.
#[track_caller]
pub(crate) fn one_wins(answers: [Result<Accepted, CommandError>; 2], refused: &str) -> usize {
    let winners: Vec<usize> =
        answers.iter().enumerate().filter(|(_, it)| it.is_ok()).map(|(index, _)| index).collect();
    let [winner] = winners[..] else { panic!("not one winner: {answers:?}") };
    let [first, second] = answers;
    assert_eq!(code(if winner == 0 { second } else { first }), refused);
    winner
}

fn offer(programme: &Live, name: &str, task_id: TaskId, koc_id: KocId) -> Request {
    Request { actor: Actor::ADMIN, ..ask(name, programme.offer(task_id, koc_id)) }
}

#[test]
fn a_member_is_offered_a_task_once() {
    let programme = Live::new();
    let task_id = programme.open_task("task", None);
    for round in 0..ROUNDS {
        let koc_id = programme.member(&format!("member {round}"));
        let one = offer(&programme, &format!("one {round}"), task_id, koc_id);
        let two = offer(&programme, &format!("two {round}"), task_id, koc_id);
        one_wins(race(&programme.engine, one, two), "ALREADY_ASSIGNED");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn a_member_does_not_get_more_than_they_may_hold() {
    let programme = Live::new();
    let [held, left, right] = ["held", "left", "right"].map(|it| programme.open_task(it, None));
    for round in 0..ROUNDS {
        let koc_id = programme.member(&format!("member {round}"));
        let first = offer(&programme, &format!("first {round}"), held, koc_id);
        accept(&programme.engine, first);
        let one = offer(&programme, &format!("one {round}"), left, koc_id);
        let two = offer(&programme, &format!("two {round}"), right, koc_id);
        one_wins(race(&programme.engine, one, two), "CONCURRENT_LIMIT_REACHED");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn the_last_slot_of_a_task_goes_to_one_member() {
    let programme = Live::new();
    for round in 0..ROUNDS {
        let task_id = programme.open_task(&format!("task {round}"), Some(1));
        let requests = ["one", "two"].map(|who| {
            let name = format!("{who} {round}");
            offer(&programme, &name, task_id, programme.member(&name))
        });
        let [one, two] = requests;
        one_wins(race(&programme.engine, one, two), "NO_SLOTS_LEFT");
    }
    programme.engine.verify().expect("sound");
}

pub(crate) fn propose(programme: &Live, name: &str, mentor: KocId, mentee: KocId) -> MentorshipId {
    let mentorship_id = MentorshipId::derived(&[name.as_bytes()]);
    let topics = vec!["driving".to_owned()];
    let until = programme.today().plus(90);
    let proposal = ProposeMentorship { mentorship_id, mentor, mentee, goals: None, topics, until };
    accept(&programme.engine, ask(&format!("propose {name}"), proposal));
    let by_mentor = AcceptMentorship { mentorship_id, by: MentorshipParty::Mentor };
    let request = ask(&format!("mentor accepts {name}"), by_mentor);
    accept(&programme.engine, Request { actor: Actor::koc(mentor), ..request });
    mentorship_id
}

pub(crate) fn second_yes(name: &str, mentorship_id: MentorshipId, mentee: KocId) -> Request {
    let yes = AcceptMentorship { mentorship_id, by: MentorshipParty::Mentee };
    Request { actor: Actor::koc(mentee), ..ask(&format!("mentee accepts {name}"), yes) }
}

#[test]
fn the_last_seat_of_a_mentor_goes_to_one_mentee() {
    let programme = Live::new();
    let mentor = programme.mentor(0, 1);
    for round in 0..ROUNDS {
        let edges = ["one", "two"].map(|who| {
            let name = format!("{who} {round}");
            let mentee = programme.member(&name);
            (propose(&programme, &name, mentor, mentee), name, mentee)
        });
        let [one, two] =
            edges.each_ref().map(|(edge, name, mentee)| second_yes(name, *edge, *mentee));
        let winner = one_wins(race(&programme.engine, one, two), "MENTOR_AT_CAPACITY");
        let (mentorship_id, by) = (edges[winner].0, EndedBy::Brand);
        let end = EndMentorship { mentorship_id, by, reason: "next round".into() };
        accept(&programme.engine, ask(&format!("end {round}"), end));
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn a_mentee_gets_one_mentor() {
    let programme = Live::new();
    let mentors = [programme.mentor(0, 300), programme.mentor(1, 300)];
    for round in 0..ROUNDS {
        let mentee = programme.member(&format!("mentee {round}"));
        let requests = [0, 1].map(|index| {
            let name = format!("{index} {round}");
            let edge = propose(&programme, &name, mentors[index], mentee);
            second_yes(&name, edge, mentee)
        });
        let [one, two] = requests;
        one_wins(race(&programme.engine, one, two), "MENTEE_HAS_MENTOR");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn the_table_of_races_names_tests_that_are_here() {
    let sources = [
        include_str!("races.rs"),
        include_str!("races_people.rs"),
        include_str!("races_of_content.rs"),
        include_str!("races_of_contests.rs"),
        include_str!("races_of_voices.rs"),
        include_str!("races_of_standing.rs"),
        include_str!("money.rs"),
    ];
    let rows = sources[0].lines().filter_map(|line| line.strip_prefix("//! | "));
    let cells = rows.filter_map(|row| row.split_once(" | ")).map(|(_, tests)| tests);
    let named: Vec<&str> = cells.flat_map(|tests| tests.split('`').skip(1).step_by(2)).collect();
    assert!(named.len() > 20, "{named:?}");
    let is_test =
        |name: &str| sources.iter().any(|it| it.contains(&format!("#[test]\nfn {name}()")));
    let gone: Vec<_> = named.into_iter().filter(|name| !is_test(name)).collect();
    assert!(gone.is_empty(), "no such tests: {gone:?}");
}
