//! What must hold after every command.

use std::collections::BTreeMap;

use domain::Moment;
use domain::id::KocId;
use domain::vocabulary::RewardUnit;
use engine::View;
use projector_work::AssignmentState;

use crate::cast::Cast;

pub(crate) fn check(cast: &Cast, view: &View, after: &str) {
    let counted = cast.scene.state.counted();
    assert_eq!(counted, view.counted(), "rules and read models differ after {after}");
    for task in view.work.tasks(&Default::default()) {
        let taken = task.live() + task.count(AssignmentState::Approved);
        assert!(task.slots.is_none_or(|slots| taken <= slots), "{taken} slots taken after {after}");
    }
    for mentor in view.mentorship.mentors() {
        let mentees = view.mentorship.mentees(mentor.koc_id).len();
        assert_eq!(mentees, usize::from(mentor.active_mentees), "seats drifted after {after}");
        assert!(mentees <= usize::from(mentor.capacity), "a seat too many after {after}");
    }
    check_no_cycle(&counted.mentor_of, after);
    check_spans(cast, view, after);
    check_ledger(view, after);
    check_rewards(view, after);
}

fn check_no_cycle(mentor_of: &BTreeMap<KocId, KocId>, after: &str) {
    for mentee in mentor_of.keys() {
        let mut at = mentee;
        for _ in 0..=mentor_of.len() {
            let Some(above) = mentor_of.get(at) else { break };
            assert_ne!(above, mentee, "a cycle after {after}");
            at = above;
        }
    }
}

/// Spans follow each other without gap or overlap, as known now and as known a while ago.
fn check_spans(cast: &Cast, view: &View, after: &str) {
    let now = cast.scene.now();
    let a_while_ago: Moment = now.plus_hours(-50);
    for (koc_id, tier) in &cast.scene.state.counted().tiers {
        for known_at in [None, Some(a_while_ago)] {
            let spans = view.tiers.history(*koc_id, known_at);
            for (earlier, later) in spans.iter().zip(spans.iter().skip(1)) {
                assert_eq!(earlier.valid_to, Some(later.valid_from), "a gap after {after}");
                assert!(earlier.valid_from <= later.valid_from, "an overlap after {after}");
            }
            let open = spans.iter().filter(|span| span.valid_to.is_none()).count();
            assert_eq!(open, usize::from(!spans.is_empty()), "one span goes on after {after}");
        }
        let current = view.tiers.member_as_of(*koc_id, now, None).map(|member| member.tier);
        assert_eq!(current, *tier, "today's tier after {after}");
    }
}

fn check_ledger(view: &View, after: &str) {
    for account in view.ledger.accounts() {
        let lines = view.ledger.lines(account.koc_id);
        let sum: i64 = lines.iter().map(|line| line.entry.points).sum();
        assert_eq!(sum, account.points, "the lines and the account after {after}");
        let last = lines.last().map_or(0, |line| line.balance);
        assert_eq!(last, account.points, "the running balance after {after}");
    }
}

fn check_rewards(view: &View, after: &str) {
    for account in view.rewards.accounts() {
        let lines = view.rewards.lines(account.koc_id);
        for unit in RewardUnit::ALL {
            let own = lines.iter().filter(|line| line.unit == unit);
            let balance = account.balances[unit as usize];
            assert_eq!(
                own.clone().map(|line| line.by).sum::<i64>(),
                balance,
                "{unit:?} after {after}"
            );
            let last = own.max_by_key(|line| line.position).map_or(0, |line| line.balance);
            assert_eq!(last, balance, "the running balance of {unit:?} after {after}");
        }
    }
}
