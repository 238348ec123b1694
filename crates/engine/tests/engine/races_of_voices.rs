//! Two people ask the same member, decide the same insight, or give the last seat of a circle away
//! at the same moment.

use domain::ambassadorship::command::*;
use domain::approval::{AmbassadorProposal, Proposal};
use domain::circle::command::*;
use domain::circle::values::OnPromotion;
use domain::id::{CircleId, InsightId, OperatorId};
use domain::insight::command::*;
use domain::insight::values::*;
use domain::operator::command::GiveApproval;
use domain::vocabulary::TierCode;
use domain::{Actor, LocalText, Role};
use engine::Request;

use crate::live::{Live, partner};
use crate::races::{ROUNDS, one_wins, race};
use crate::support::*;

#[test]
fn the_last_seat_of_a_circle_goes_to_one_member() {
    let programme = Live::new();
    let members = ["one", "two"].map(|name| programme.member(name));
    for round in 0..ROUNDS {
        let circle_id = CircleId::derived(&[b"circle", &round.to_be_bytes()]);
        let opened = OpenCircle {
            circle_id,
            name: LocalText::new("车友圈", "Drivers"),
            min_tier: TierCode::Seed,
            capacity: 1,
            purpose: LocalText::new("先听", "Hears first"),
            on_promotion: OnPromotion::Nothing,
        };
        programme.accept_by(Actor::ADMIN, &format!("open {round}"), opened);
        let [one, two] = members.map(|koc_id| {
            ask(&format!("admit {round} {koc_id}"), AdmitToCircle { circle_id, koc_id })
        });
        one_wins(race(&programme.engine, one, two), "CIRCLE_FULL");
        // Nobody is in more circles than one commit can end.
        let reason = "one round is enough".to_owned();
        programme.accept_by(
            Actor::ADMIN,
            &format!("archive {round}"),
            ArchiveCircle { circle_id, reason },
        );
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn an_insight_is_decided_once() {
    let programme = Live::new();
    let koc_id = programme.member("author");
    for round in 0..ROUNDS {
        let insight_id = InsightId::derived(&[b"insight", &round.to_be_bytes()]);
        let said = SubmitInsight {
            insight_id,
            koc_id,
            subject: "the child lock".into(),
            kind: InsightKind::Suggestion,
            text: "it should be nearer".into(),
            repro_steps: None,
            severity: None,
            topic: None,
            source: None,
        };
        programme.accept_by(Actor::koc(koc_id), &format!("say {round}"), said);
        let choices = [InsightDecision::Adopted, InsightDecision::NotAdopted];
        let [one, two] = choices.map(|decision| {
            let reasons = "many have asked".into();
            let decide = DecideInsight { insight_id, decision, reasons };
            ask(&format!("decide {round} {decision:?}"), decide)
        });
        one_wins(race(&programme.engine, one, two), "ALREADY_DECIDED");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn a_member_is_invited_as_ambassador_once() {
    let programme = Live::new();
    let koc_id = partner(0);
    let named = |number: u8| Actor::operator(OperatorId([number; 16]), Role::Ops);
    for number in [11, 12, 13] {
        let add = add_operator(number, "sponsor");
        programme.accept_by(Actor::ADMIN, &format!("add {number}"), add);
    }
    for round in 0..ROUNDS {
        let proposal = Proposal::InviteAmbassador(AmbassadorProposal { koc_id });
        let give = GiveApproval { proposal, note: None };
        programme.accept_by(named(13), &format!("sponsor {round}"), give);
        let [one, two] = [11, 12].map(|number| {
            let values_assessment = "says what is".into();
            let invite = InviteAmbassador { koc_id, values_assessment };
            let request = ask(&format!("invite {round} {number}"), invite);
            Request { actor: named(number), ..request }
        });
        one_wins(race(&programme.engine, one, two), "ALREADY_AMBASSADOR");
        let no = DeclineAmbassadorship { koc_id, reason: None };
        programme.accept_by(Actor::koc(koc_id), &format!("no {round}"), no);
    }
    programme.engine.verify().expect("sound");
}
