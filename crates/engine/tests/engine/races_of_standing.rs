//! Two commands about where somebody stands that cannot both hold, sent at once: mentors in a ring,
//! a tier that is taken away, a wish to be forgotten, the last who may run the programme.

use domain::approval::{Proposal, TierProposal};
use domain::id::{DataRequestId, KocId, MentorshipId, OperatorId, RewardId, TaskId};
use domain::koc::command::*;
use domain::mentorship::command::{AppointMentor, EndMentorship, ProposeMentorship};
use domain::mentorship::values::EndedBy;
use domain::operator::command::{AddOperator, GiveApproval, GrantRole, RevokeRole};
use domain::policy::PolicyRules;
use domain::reward::command::GrantReward;
use domain::task::Eligibility;
use domain::task::brief::{Return, ReturnKind};
use domain::task::command::SetEligibility;
use domain::vocabulary::{Availability, ConsentPurpose, RewardUnit, TierCode};
use domain::{Actor, Amount, LocalText, Role};
use engine::{Accepted, CommandError, Request};

use crate::erasure::{erase, receive, verify};
use crate::live::*;
use crate::money::claim;
use crate::races::{ROUNDS, one_wins, propose, race, second_yes};
use crate::races_people::{open_rules, promotion};
use crate::support::*;

type Answer = Result<Accepted, CommandError>;

/// The second always holds; the first was before it or was refused with `refused`.
#[track_caller]
fn before_or_refused([first, second]: [Answer; 2], refused: &str) {
    let second = second.expect("always accepted").position;
    match first {
        Ok(first) => assert!(first.position < second, "accepted although it held no more"),
        no => assert_eq!(code(no), refused),
    }
}

/// One was accepted, the other refused with its own code.
#[track_caller]
fn one_of_two(answers: [Answer; 2], refused: [&str; 2]) {
    match answers {
        [Ok(_), no] => assert_eq!(code(no), refused[1]),
        [no, Ok(_)] => assert_eq!(code(no), refused[0]),
        none => panic!("one of the two holds: {none:?}"),
    }
}

/// Rules under which people rise and fall within a day.
fn quick_rules() -> PolicyRules {
    let mut rules = open_rules(None);
    rules.invitation_required.clear();
    rules.cooldown_days = 0;
    rules
}

fn rise(programme: &Live, koc_id: KocId, to_tier: TierCode) {
    let name = format!("{koc_id} becomes {to_tier:?}");
    let promote = ask(&name, promotion(programme, koc_id, to_tier));
    accept(&programme.engine, promote);
}

fn fall(programme: &Live, koc_id: KocId, to_tier: TierCode) {
    let (reason, effective_on) = (None, programme.today());
    let name = format!("{koc_id} steps down");
    let step = StepDown { koc_id, to_tier, reason, effective_on };
    programme.accept_by(Actor::koc(koc_id), &name, step);
}

fn agreed(programme: &Live, name: &str, mentor: KocId, mentee: KocId) -> MentorshipId {
    let edge = propose(programme, name, mentor, mentee);
    accept(&programme.engine, second_yes(name, edge, mentee));
    edge
}

#[test]
fn no_ring_of_mentors_is_closed() {
    let programme = Live::under(quick_rules());
    for round in 0..RINGS {
        let lowest = programme.mentor(round, 300);
        let highest = programme.member(&format!("highest {round}"));
        rise(&programme, highest, TierCode::Responder);
        let edge = agreed(&programme, &format!("from before {round}"), lowest, highest);
        // Tiers move: whoever learnt stands above whoever taught.
        rise(&programme, highest, TierCode::Partner);
        fall(&programme, lowest, TierCode::Seed);
        teaches(&programme, highest);
        // Nobody but the top tier teaches, and only whom stands below: a ring could be closed over
        // an older edge alone, and that one ends meanwhile.
        let mentorship_id = MentorshipId::derived(&[b"the ring", &[round as u8]]);
        let (topics, until) = (vec!["driving".to_owned()], programme.today().plus(90));
        let (mentor, mentee) = (highest, lowest);
        let ring = ProposeMentorship { mentorship_id, mentor, mentee, goals: None, topics, until };
        let (by, reason) = (EndedBy::Brand, "the tiers have moved".into());
        let end = EndMentorship { mentorship_id: edge, by, reason };
        let [ring, end] = race(
            &programme.engine,
            ask(&format!("ring {round}"), ring),
            ask(&format!("end {round}"), end),
        );
        let ended = end.expect("nothing stands against it").position;
        match ring {
            Ok(proposed) => assert!(proposed.position > ended, "the ring was closed"),
            Err(_) => assert_eq!(code(ring), "MENTORSHIP_CYCLE"),
        }
    }
    programme.engine.verify().expect("sound");
}

/// Rings that are tried, one for each who stands at the top at first.
const RINGS: usize = PARTNERS;

/// Makes somebody of the top tier a mentor.
fn teaches(programme: &Live, koc_id: KocId) {
    let (purpose, text_version) = (ConsentPurpose::Mentoring, 1);
    let consent =
        GrantConsent { koc_id, purpose, text_version, evidence_ref: None, expires_on: None };
    programme.accept_by(Actor::koc(koc_id), &format!("{koc_id} teaches"), consent);
    let topics = vec!["driving".to_owned()];
    let appoint = AppointMentor { koc_id, topics, capacity: 300, statement: None };
    programme.accept_by(Actor::ADMIN, &format!("appoint {koc_id}"), appoint);
}

/// A task that nobody below the second tier is asked for.
fn task_for_responders(programme: &Live) -> TaskId {
    let task_id = programme.open_task("for responders", None);
    let eligibility = Eligibility { min_tier: Some(TierCode::Responder), ..Eligibility::default() };
    let bar = SetEligibility { task_id, eligibility, wanted: Default::default(), max_tier: None };
    programme.accept_by(Actor::ADMIN, "the bar", bar);
    task_id
}

#[test]
fn a_task_is_not_offered_below_its_tier() {
    let programme = Live::under(quick_rules());
    let task_id = task_for_responders(&programme);
    let lin = Actor::operator(OperatorId([8; 16]), Role::Approver);
    for round in 0..ROUNDS {
        let koc_id = programme.member(&format!("member {round}"));
        rise(&programme, koc_id, TierCode::Responder);
        let to_tier = TierCode::Seed;
        let proposal = Proposal::Demote(TierProposal { koc_id, to_tier });
        let approval = GiveApproval { proposal, note: None };
        programme.accept_by(lin, &format!("approve {round}"), approval);
        let demotion = DemoteKoc {
            koc_id,
            to_tier,
            policy_version: 1,
            basis: DemotionBasis::Conduct,
            evidence: EvidenceNote { refs: Vec::new(), note: None },
            reason: "rude to others".into(),
            effective_on: programme.today(),
        };
        let one = ask(&format!("offer {round}"), programme.offer(task_id, koc_id));
        let two = ask(&format!("demote {round}"), demotion);
        before_or_refused(race(&programme.engine, one, two), "TIER_TOO_LOW");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn nobody_is_asked_who_has_just_said_they_take_nothing_on() {
    let programme = Live::new();
    let task_id = programme.open_task("task", None);
    for round in 0..ROUNDS {
        let koc_id = programme.member(&format!("member {round}"));
        let (depth, from) = (Availability::None, programme.today());
        let says = DeclareAvailability {
            koc_id,
            depth,
            from,
            until: None,
            max_concurrent: None,
            note: None,
        };
        let one = ask(&format!("offer {round}"), programme.offer(task_id, koc_id));
        let two = ask(&format!("no time {round}"), says);
        let two = Request { actor: Actor::koc(koc_id), ..two };
        before_or_refused(race(&programme.engine, one, two), "AVAILABILITY_LIGHT_ONLY");
    }
    programme.engine.verify().expect("sound");
}

/// A member whose wish to be forgotten is verified, and the command that fulfils it.
fn to_forget(programme: &Live, name: &str) -> (KocId, Request) {
    let koc_id = programme.member(name);
    let request_id = DataRequestId::derived(&[name.as_bytes()]);
    let wish = receive(request_id, koc_id);
    programme.accept_by(Actor::koc(koc_id), &format!("asks {name}"), wish);
    programme.accept_by(Actor::ADMIN, &format!("verify {name}"), verify(request_id));
    (koc_id, ask(&format!("forget {name}"), erase(request_id, koc_id)))
}

#[test]
fn nobody_is_forgotten_who_has_just_taken_work_on() {
    let programme = Live::new();
    let honour = || vec![Return::uncounted(ReturnKind::Honour, LocalText::new("名", "Honour"))];
    let task_id = programme.broadcast("task", honour(), ROUNDS);
    for round in 0..ROUNDS {
        let (koc_id, forget) = to_forget(&programme, &format!("member {round}"));
        let take = claim(&format!("take {round}"), task_id, koc_id);
        let answers = race(&programme.engine, take, forget);
        one_of_two(answers, ["KOC_NOT_ACTIVE", "ERASURE_BLOCKED"]);
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn nobody_is_forgotten_who_is_owed_something() {
    let programme = Live::new();
    let unit = RewardUnit::Cash;
    let budget_id = programme.purse("cash", unit, u64::from(ROUNDS) * 100);
    for round in 0..ROUNDS {
        let (koc_id, forget) = to_forget(&programme, &format!("member {round}"));
        let name = format!("fee {round}");
        let (reward_id, amount) = (RewardId::derived(&[name.as_bytes()]), Amount(100));
        let reason = "stood out".into();
        let fee = GrantReward { reward_id, koc_id, unit, amount, budget_id, reason };
        let answers = race(&programme.engine, ask(&name, fee), forget);
        one_of_two(answers, ["KOC_NOT_ACTIVE", "ERASURE_BLOCKED"]);
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn the_last_two_admins_do_not_remove_each_other() {
    let programme = Live::new();
    let ids = [41, 42].map(|number| OperatorId([number; 16]));
    for (operator_id, name) in ids.into_iter().zip(["An", "Bo"]) {
        let roles = vec![Role::Admin];
        let add = AddOperator { operator_id, name: name.into(), roles };
        programme.accept_by(Actor::ADMIN, name, add);
    }
    let takes = |from: OperatorId, by: Actor, name: &str| {
        let revoke = RevokeRole { operator_id: from, role: Role::Admin };
        Request { actor: by, ..ask(name, revoke) }
    };
    for round in 0..ROUNDS {
        // Each sends for themselves, or the owner of the key for both.
        let by_key = round % 2 == 0;
        let [an, bo] =
            ids.map(|id| if by_key { Actor::ADMIN } else { Actor::operator(id, Role::Admin) });
        let one = takes(ids[1], an, &format!("an takes {round}"));
        let two = takes(ids[0], bo, &format!("bo takes {round}"));
        let refused = if by_key { "LAST_ADMIN" } else { "FORBIDDEN" };
        let winner = one_wins(race(&programme.engine, one, two), refused);
        let (operator_id, role) = (ids[1 - winner], Role::Admin);
        let back = GrantRole { operator_id, role };
        accept(&programme.engine, ask(&format!("back {round}"), back));
    }
    programme.engine.verify().expect("sound");
}
