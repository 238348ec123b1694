//! Long-term roles that both sides agree to: a year of columns, a term that is renewed, one that
//! its holder ends.

use domain::approval::{Proposal, SuspensionProposal};
use domain::assignment::values::Decision;
use domain::budget::command::OpenBudget;
use domain::duty::command::*;
use domain::duty::values::*;
use domain::id::{DutyId, KocId, SupportId};
use domain::koc::command::{LiftSuspension, SuspendKoc};
use domain::perk::values::PerkKind;
use domain::support::command::OpenSupportRequest;
use domain::support::values::{SupportKind, SupportSubject};
use domain::task::Selection;
use domain::task::command::*;
use domain::vocabulary::{Horizon, Mode, RewardUnit};
use domain::{Actor, Amount, Timer};
use testkit::scene::Scene;

use crate::money::{open_purse, purse, purse_id};
use crate::tell;
use testkit::cast::*;
use testkit::work::*;

fn duty_id(name: &str) -> DutyId {
    DutyId::derived(&[name.as_bytes()])
}

fn deliverable(code: &str, kind: DeliverableKind, zh: &str, en: &str) -> Deliverable {
    let (every, count) = (DutyPeriod::Month, 1);
    Deliverable { code: code.to_owned(), kind, title: text(zh, en), every, count }
}

/// A columnist, from two days on.
fn terms(scene: &Scene, months: u8) -> DutyTerms {
    DutyTerms {
        kind: DutyKind::Columnist,
        seat: Some("column-ev".to_owned()),
        title: text("新能源专栏", "The column on electric cars"),
        responsibilities: vec![
            text("每月一篇专栏", "One column each month"),
            text("回答读者提问", "Answers to what readers ask"),
        ],
        term: DutyTerm { from: scene.today().plus(2), months },
        deliverables: vec![deliverable("column", DeliverableKind::Content, "专栏", "Column")],
        stipend: Some(StipendTerms {
            budget_id: purse_id("stipends"),
            unit: RewardUnit::Cash,
            amount: Amount(80_000),
            per: DutyPeriod::Month,
        }),
        perks: vec![PerkKind::InformationPriority],
        support: vec![text("资料与事实核对", "Material and a check of facts")],
        contact: operator_id("mei"),
    }
}

/// Hua, a partner, and a purse that mei may give from alone.
#[track_caller]
fn partner_with_purse(scene: &mut Scene) -> KocId {
    let hua = partner(scene, "hua");
    let purse = purse("stipends", RewardUnit::Cash, 3_000_000);
    open_purse(scene, OpenBudget { grant_alone_max: Amount(3_000_000), ..purse });
    hua
}

#[track_caller]
fn concluded(scene: &mut Scene, name: &str, koc_id: KocId, terms: DutyTerms) {
    let duty_id = duty_id(name);
    scene.given(mei(), ProposeDuty { duty_id, koc_id, terms });
    scene.wait_hours(5);
    scene.given(Actor::koc(koc_id), AgreeDuty { duty_id, revision: 1 });
    scene.given(mei(), AgreeDuty { duty_id, revision: 1 });
}

/// Lets days pass with the clocks of duties and perks.
#[track_caller]
pub(crate) fn days_pass(scene: &mut Scene, days: i64) {
    for _ in 0..days {
        scene.wait_days(1);
        loop {
            let due = scene.state.timers().due(scene.now()).map(|(_, timer)| timer);
            let ours = due.into_iter().find(|timer| {
                matches!(
                    timer,
                    Timer::StartDuty(_)
                        | Timer::AccrueStipend(_)
                        | Timer::MarkDeliverableMissed(..)
                        | Timer::NoteDutyEnding(_)
                        | Timer::ResumeDuty(_)
                        | Timer::CompleteDuty(_)
                        | Timer::ExpirePerk(_)
                )
            });
            let Some(command) = ours.and_then(|timer| timer.command(&scene.state)) else { break };
            scene.given(Actor::SYSTEM, command);
        }
    }
}

fn delivered(name: &str, period: u16, note: &str) -> FulfilDeliverable {
    FulfilDeliverable {
        duty_id: duty_id(name),
        code: "column".to_owned(),
        period,
        assignment_id: None,
        asset_id: None,
        note: Some(note.into()),
    }
}

#[track_caller]
fn look_back(scene: &mut Scene, name: &str, period: u16) {
    scene.given(
        mei(),
        HoldDutyReview {
            duty_id: duty_id(name),
            period,
            what_went_well: vec!["每篇都有自己的数据".into()],
            what_to_change: vec!["早一周给我们看提纲".into()],
            adjustments: Some("提纲先行".into()),
        },
    );
}

/// A column that the brand commissioned within the duty, handed in and approved.
#[track_caller]
fn commissioned(scene: &mut Scene, name: &str, duty: &str, koc_id: KocId) {
    let task_id = task_id(name);
    let plain = draft(name, Horizon::Ongoing, Mode::Commission);
    scene.given(mei(), DraftTask { duty_id: Some(duty_id(duty)), campaign_id: None, ..plain });
    let brief = brief(scene.now(), Horizon::Phased);
    scene.given(mei(), WriteBrief { task_id, brief });
    scene.given(lin(), ApproveBrief { task_id, brief_version: 1 });
    let selection = Selection::Offer;
    scene.given(mei(), OpenTask { task_id, selection, slots: None, budget_id: None });
    let work = take_on(scene, task_id, koc_id);
    scene.given(Actor::koc(koc_id), submission(work, koc_id, 1));
    judge(scene, work, 1, Decision::Approve, 90);
    let shown =
        FulfilDeliverable { assignment_id: Some(work), note: None, ..delivered(duty, 2, "") };
    scene.given(Actor::koc(koc_id), shown);
}

#[test]
fn duty_12_stipends_one_excused() {
    let mut scene = live();
    let hua = partner_with_purse(&mut scene);
    let (name, duty_id) = ("column", duty_id("column"));
    let first = terms(&scene, 12);
    scene.given(mei(), ProposeDuty { duty_id, koc_id: hua, terms: first.clone() });
    scene.given(mei(), AgreeDuty { duty_id, revision: 1 });
    scene.wait_hours(20);
    // Hua would answer readers only; the brand agrees again.
    let responsibilities = first.responsibilities[..1].to_vec();
    let message = Some("读者提问请交给社区团队".into());
    let revised = DutyTerms { responsibilities, ..first };
    scene.given(Actor::koc(hua), ReviseDutyTerms { duty_id, terms: revised, message });
    scene.given(Actor::koc(hua), AgreeDuty { duty_id, revision: 2 });
    scene.given(mei(), AgreeDuty { duty_id, revision: 2 });
    days_pass(&mut scene, 10);
    scene.given(
        Actor::koc(hua),
        OpenSupportRequest {
            request_id: SupportId::derived(&[b"column"]),
            koc_id: hua,
            subject: SupportSubject::Duty(duty_id),
            kind: SupportKind::TechnicalData,
            text: "低温续航的官方数据".into(),
        },
    );
    scene.given(Actor::koc(hua), delivered(name, 1, "冬季续航实测已上线"));
    days_pass(&mut scene, 30);
    commissioned(&mut scene, "spring-column", name, hua);
    look_back(&mut scene, name, 2);
    days_pass(&mut scene, 30);
    scene.given(
        mei(),
        ExcuseDeliverable {
            duty_id,
            code: "column".to_owned(),
            period: 3,
            reason: "当月去了车展".into(),
        },
    );
    for period in 4..=12 {
        days_pass(&mut scene, 30);
        // The seventh never comes.
        if period != 7 {
            scene.given(Actor::koc(hua), delivered(name, period, "已上线"));
        }
    }
    days_pass(&mut scene, 60);
    tell(
        "duty_12_stipends_one_excused",
        "Hua, a partner, writes the column on electric cars for a year. Hua asks for other terms \
         before both agree; then the stipends of the whole year are set aside. Each month something \
         is due: once a commissioned work shows it, once it is excused because of a fair, once it \
         never comes. The clock accrues twelve stipends, each paid in the same commit; at the end \
         nothing stays held.",
        &scene,
    );
}

#[test]
fn duty_rested_then_renewed() {
    let mut scene = live();
    let hua = partner_with_purse(&mut scene);
    let (name, duty_id) = ("column", duty_id("column"));
    let half_year = terms(&scene, 6);
    concluded(&mut scene, name, hua, half_year);
    days_pass(&mut scene, 20);
    // Two weeks off, asked for by hua and not paid for.
    let until = Some(scene.today().plus(13));
    let reason = "搬家".into();
    let rest = PutDutyOnHold { duty_id, until, reason, stipend_continues: false };
    scene.given(Actor::koc(hua), rest);
    days_pass(&mut scene, 30);
    let proposal = SuspensionProposal { koc_id: hua, until: None };
    approve(&mut scene, Proposal::Suspend(proposal));
    let (reason, evidence_refs) = ("发布夸大宣传".into(), Vec::new());
    scene.given(mei(), SuspendKoc { koc_id: hua, reason, evidence_refs, until: None });
    days_pass(&mut scene, 5);
    scene.given(mei(), LiftSuspension { koc_id: hua, reason: Some("已澄清".into()) });
    days_pass(&mut scene, 100);
    let (months, stipend) = (6, Some(Amount(90_000)));
    let message = Some("阅读量越来越好".into());
    scene.given(mei(), ProposeDutyRenewal { duty_id, months, stipend, message });
    scene.given(Actor::koc(hua), RenewDuty { duty_id, months, stipend });
    days_pass(&mut scene, 60);
    tell(
        "duty_rested_then_renewed",
        "A duty of half a year rests for two weeks that hua asked for, and for five days while hua \
         is suspended: those days are not paid, and what fell due in them is excused. Six weeks \
         before its end both are told; the brand would go on at a higher stipend, hua says yes, and \
         the second term has its own part of the purse.",
        &scene,
    );
}

#[test]
fn duty_ended_early_by_its_holder() {
    let mut scene = live();
    let hua = partner_with_purse(&mut scene);
    let (name, duty_id) = ("column", duty_id("column"));
    let year = terms(&scene, 12);
    concluded(&mut scene, name, hua, year.clone());
    days_pass(&mut scene, 20);
    scene.given(Actor::koc(hua), delivered(name, 1, "已上线"));
    days_pass(&mut scene, 25);
    let last_day = Some(scene.today().plus(9));
    scene.given(Actor::koc(hua), EndDutyEarly { duty_id, reason: "换了工作".into(), last_day });
    // The seat is free from the day after; the brand asks chen, who declines.
    let chen = partner(&mut scene, "chen");
    days_pass(&mut scene, 2);
    let next = DutyTerms { term: DutyTerm { from: scene.today().plus(30), months: 12 }, ..year };
    let offered = self::duty_id("next");
    scene.given(mei(), ProposeDuty { duty_id: offered, koc_id: chen, terms: next });
    let declined = EndDutyEarly { duty_id: offered, reason: "时间不够".into(), last_day: None };
    scene.given(Actor::koc(chen), declined);
    tell(
        "duty_ended_early_by_its_holder",
        "Hua ends a duty in its second month and says a last day. Up to that day it runs: the days \
         of the last month are paid by their part, what would have been due after it is not owed, \
         and the rest of what was set aside is given back. The seat goes to nobody yet: chen \
         declines.",
        &scene,
    );
}
