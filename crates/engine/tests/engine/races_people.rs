//! Two commands about people that cannot both hold, sent at once: exactly what is allowed happens.

use domain::Actor;
use domain::assignment::command::AcceptAssignment;
use domain::assignment::values::TermsAccepted;
use domain::id::{AssignmentId, KocId};
use domain::koc::command::*;
use domain::policy::{ApprovalStep, PolicyRules, StepApprovals};
use domain::vocabulary::{ConsentPurpose, TierCode};
use engine::{CommandError, Request};

use crate::live::*;
use crate::races::{ROUNDS, one_wins, race};
use crate::support::*;

fn account(name: &str, koc_id: KocId, handle: &str) -> Request {
    let link = LinkChannel {
        koc_id,
        platform: "weibo".to_owned(),
        handle: handle.into(),
        url: None,
        verified: false,
        audiences: Vec::new(),
    };
    Request { actor: Actor::koc(koc_id), ..ask(name, link) }
}

#[test]
fn an_account_goes_to_one_member() {
    let programme = Live::new();
    let [ming, hua] = ["ming", "hua"].map(|name| programme.member(name));
    for round in 0..ROUNDS {
        // Two spellings of one account.
        let one = account(&format!("one {round}"), ming, &format!("@Car{round}"));
        let two = account(&format!("two {round}"), hua, &format!("car{round} "));
        let winner = one_wins(race(&programme.engine, one, two), "HANDLE_TAKEN");
        let koc_id = [ming, hua][winner];
        let (platform, handle) = ("weibo".to_owned(), format!("car{round}").as_str().into());
        let unlink = UnlinkChannel { koc_id, platform, handle, reason: None };
        let request = ask(&format!("unlink {round}"), unlink);
        accept(&programme.engine, Request { actor: Actor::koc(koc_id), ..request });
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn nothing_is_taken_on_after_the_consent_was_taken_back() {
    let programme = Live::new();
    let task_id = programme.open_task("task", None);
    for round in 0..ROUNDS {
        let koc_id = programme.member(&format!("member {round}"));
        let offer = ask(&format!("offer {round}"), programme.offer(task_id, koc_id));
        accept(&programme.engine, offer);
        let terms_accepted = TermsAccepted { usage_rights: true, disclosure: true, embargo: true };
        let assignment_id = AssignmentId::of(task_id, koc_id);
        let yes =
            AcceptAssignment { assignment_id, brief_version: 1, proposal_no: None, terms_accepted };
        let yes = Request { actor: Actor::koc(koc_id), ..ask(&format!("yes {round}"), yes) };
        let purpose = ConsentPurpose::Participation;
        let withdraw = ask(&format!("withdraw {round}"), WithdrawConsent { koc_id, purpose });
        let withdraw = Request { actor: Actor::koc(koc_id), ..withdraw };
        let [yes, withdrawn] = race(&programme.engine, yes, withdraw);
        // Taking it back is a right and always works.
        let withdrawn = withdrawn.expect("accepted").position;
        match yes {
            Ok(accepted) => assert!(accepted.position < withdrawn, "accepted without a consent"),
            Err(CommandError::Refused(refusal)) => assert_eq!(refusal.code(), "CONSENT_MISSING"),
            Err(other) => panic!("{other}"),
        }
    }
    programme.engine.verify().expect("sound");
}

/// Rules under which anybody is promoted at once, for a reason and without a second person.
pub(crate) fn open_rules(cap: Option<u32>) -> PolicyRules {
    let mut rules = PolicyRules::default_rules();
    rules.min_days_in_tier = 0;
    rules.approvals = vec![StepApprovals { step: ApprovalStep::Promote, count: 0 }];
    rules.ladder.iter_mut().filter(|rung| rung.code == TierCode::Responder).for_each(|rung| {
        rung.cap = cap;
    });
    rules
}

pub(crate) fn promotion(programme: &Live, koc_id: KocId, to_tier: TierCode) -> PromoteKoc {
    PromoteKoc {
        koc_id,
        to_tier,
        policy_version: 1,
        basis: PromotionBasis::Override("stood out".into()),
        evidence: EvidenceNote { refs: Vec::new(), note: None },
        effective_on: programme.today(),
    }
}

fn promote(programme: &Live, name: &str, koc_id: KocId) -> Request {
    ask(name, promotion(programme, koc_id, TierCode::Responder))
}

#[test]
fn the_last_place_in_a_tier_goes_to_one_member() {
    let programme = Live::under(open_rules(Some(1)));
    for round in 0..ROUNDS {
        let members = ["one", "two"].map(|who| programme.member(&format!("{who} {round}")));
        let [one, two] = members.map(|koc_id| promote(&programme, &format!("{koc_id}"), koc_id));
        let winner = members[one_wins(race(&programme.engine, one, two), "TIER_FULL")];
        let (reason, effective_on) = (None, programme.today());
        let leave = LeaveProgramme { koc_id: winner, reason, effective_on };
        let leave = ask(&format!("leave {round}"), leave);
        accept(&programme.engine, Request { actor: Actor::koc(winner), ..leave });
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn a_member_is_promoted_once_however_many_decide_it() {
    let programme = Live::under(open_rules(None));
    for round in 0..ROUNDS {
        let koc_id = programme.member(&format!("member {round}"));
        let one = promote(&programme, &format!("one {round}"), koc_id);
        let two = promote(&programme, &format!("two {round}"), koc_id);
        one_wins(race(&programme.engine, one, two), "TIER_NOT_ADJACENT");
    }
    let counted = programme.engine.view().state.counted();
    assert_eq!(counted.headcount[1], ROUNDS);
    programme.engine.verify().expect("sound");
}

#[test]
fn two_records_are_merged_one_way_only() {
    use domain::Role;
    use domain::approval::{MergeProposal, Proposal};
    use domain::id::OperatorId;
    use domain::operator::command::GiveApproval;

    let programme = Live::new();
    let lin = Actor::operator(OperatorId([8; 16]), Role::Approver);
    for round in 0..ROUNDS {
        let [left, right] = ["left", "right"].map(|it| programme.member(&format!("{it} {round}")));
        let requests = [(left, right), (right, left)].map(|(koc_id, duplicate_id)| {
            let name = format!("{round} {koc_id}");
            let proposal = Proposal::Merge(MergeProposal { koc_id, duplicate_id });
            let approval = ask(&format!("approve {name}"), GiveApproval { proposal, note: None });
            accept(&programme.engine, Request { actor: lin, ..approval });
            ask(&name, MergeKoc { koc_id, duplicate_id, evidence: "one phone".into() })
        });
        let [one, two] = requests;
        one_wins(race(&programme.engine, one, two), "KOC_NOT_ACTIVE");
    }
    let counted = programme.engine.view().state.counted();
    assert_eq!(counted.headcount[0], ROUNDS);
    programme.engine.verify().expect("sound");
}
