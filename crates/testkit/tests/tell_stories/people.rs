//! How people are known: their accounts, their consents, their standing, what they do for others.

use domain::Actor;
use domain::activity::command::*;
use domain::activity::values::{ActivityKind, YearMonth};
use domain::approval::{MergeProposal, Proposal, SuspensionProposal};
use domain::id::{ActivityId, AssignmentId, CandidacyId, EventId, KocId};
use domain::koc::command::*;
use domain::koc::values::NominationSource;
use domain::policy::command::{DraftTierPolicy, OpenPolicyConsultation, WithdrawPolicyDraft};
use domain::programme::command::RetireTerm;
use domain::todo::command::CompleteTodo;
use domain::vocabulary::{ConsentPurpose, Horizon, Mode, TierCode, VocabularyAxis};
use domain::{Event, todo};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::{acceptance, approved_work, offer, open, take_on};

fn account(koc_id: KocId, handle: &str) -> LinkChannel {
    LinkChannel {
        koc_id,
        platform: "xiaohongshu".to_owned(),
        handle: handle.into(),
        url: Some("https://xhs.example/wanju".into()),
        verified: false,
        audiences: vec!["families".to_owned()],
    }
}

#[test]
fn handle_claimed_released_claimed() {
    let mut scene = live();
    let (lan, qi) = (join(&mut scene, "lan"), join(&mut scene, "qi"));
    scene.given(member("lan"), account(lan, "@玩车日记"));
    scene.wait_days(3);
    scene.refused(member("qi"), account(qi, "玩车日记"), "HANDLE_TAKEN");
    let reach = |scene: &Scene, koc_id, followers, rate| RecordChannelReach {
        koc_id,
        platform: "xiaohongshu".to_owned(),
        handle: "玩车日记".into(),
        followers,
        posts_30d: 6,
        engagement_rate_bp: rate,
        measured_at: scene.now(),
        source: "platform-api".to_owned(),
    };
    let measured = reach(&scene, lan, 1_800, 720);
    scene.given(Actor::IMPORT, measured);
    scene.wait_days(20);
    let (platform, handle) = ("xiaohongshu".to_owned(), "玩车日记".into());
    let reason = Some("账号转让给车友".into());
    scene.given(member("lan"), UnlinkChannel { koc_id: lan, platform, handle, reason });
    scene.given(mei(), LinkChannel { verified: true, ..account(qi, "玩车日记") });
    scene.wait_days(1);
    let measured = reach(&scene, qi, 1_950, 690);
    scene.given(Actor::IMPORT, measured);
    let since = scene.today().plus(-700);
    let owns =
        RecordVehicleOwnership { koc_id: qi, model: "qf-7".to_owned(), since, evidence_ref: None };
    scene.given(member("qi"), owns.clone());
    scene.given(mei(), RecordVehicleOwnership { evidence_ref: Some("行驶证已核".into()), ..owns });
    tell(
        "handle_claimed_released_claimed",
        "Lan links an account; Qi cannot link the same one, however it is spelt. Lan lets it go, \
         and the team links it for Qi after checking. What it reached is kept under whoever had it \
         then. Qi says which car they drive, and the team confirms it.",
        &scene,
    );
}

#[test]
fn koc_merged() {
    let mut scene = live();
    let (tao, again) = (join(&mut scene, "tao"), join(&mut scene, "tao-2"));
    approved_work(&mut scene, "first", tao);
    scene.wait_days(2);
    approved_work(&mut scene, "second", again);
    scene.given(Actor::koc(again), account(again, "阿涛"));
    let task_id = open(&mut scene, "third", Horizon::Instant, Mode::Commission, None);
    take_on(&mut scene, task_id, again);
    scene.wait_hours(6);
    let proposal = MergeProposal { koc_id: tao, duplicate_id: again };
    approve(&mut scene, Proposal::Merge(proposal));
    let evidence = "同一手机号、同一行驶证".into();
    scene.given(mei(), MergeKoc { koc_id: tao, duplicate_id: again, evidence });
    scene.wait_days(30);
    approve_promotion(&mut scene, tao, TierCode::Responder);
    let by_policy = promotion(&scene, tao, TierCode::Responder, PromotionBasis::Policy(true));
    scene.given(mei(), by_policy);
    tell(
        "koc_merged",
        "Tao registered twice and did one work under each record. Two people of the team merge \
         them: the ledgers stay as they are, the account goes over, the head count falls by one, \
         and both works count when Tao is promoted by the rules.",
        &scene,
    );
}

#[test]
fn suspended_until_a_day() {
    let mut scene = live();
    let mentor = partner(&mut scene, "ke");
    appoint(&mut scene, mentor, 2);
    let mentee = responder(&mut scene, "lu");
    pair(&mut scene, mentor, mentee);
    let until = Some(scene.today().plus(30));
    let proposal = SuspensionProposal { koc_id: mentor, until };
    approve(&mut scene, Proposal::Suspend(proposal));
    let last = EventId(scene.state.position().0);
    let reason = "视频中夸大续航,已下架".into();
    let suspend = SuspendKoc { koc_id: mentor, reason, evidence_refs: vec![last], until };
    scene.given(mei(), suspend);
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, None);
    let early = offer(scene.now(), task_id, mentor);
    scene.refused(mei(), early, "KOC_NOT_ACTIVE");
    scene.wait_days(30);
    let clock = LiftSuspension { koc_id: mentor, reason: None };
    scene.refused(Actor::SYSTEM, clock.clone(), "NOT_YET_DUE");
    scene.wait_days(1);
    scene.given(Actor::SYSTEM, clock);
    let told = scene.log.iter().rev().find_map(|it| match &it.event {
        Event::Todo(todo::Event::TodoOpened(opened)) => Some(opened.todo_id),
        _ => None,
    });
    scene.given(member("ke"), CompleteTodo { todo_id: told.unwrap() });
    tell(
        "suspended_until_a_day",
        "Ke, a partner and mentor, is suspended for thirty days by two people and told why; the \
         team is asked to look after the mentee. Nothing is offered meanwhile. When the last day is \
         over the clock lifts the suspension, and Ke is told and has read it.",
        &scene,
    );
}

fn act(scene: &Scene, koc_id: KocId, key: &str, kind: ActivityKind) -> RecordActivity {
    RecordActivity {
        koc_id,
        kind,
        at: scene.now(),
        month: YearMonth::of(scene.today()),
        source: "app".to_owned(),
        source_ref: key.to_owned(),
        subject: Some("topic-range".to_owned()),
    }
}

#[test]
fn activity_leads_to_candidacy() {
    let mut scene = live();
    let (yan, zhi) = (join(&mut scene, "yan"), join(&mut scene, "zhi"));
    let mut noted: Vec<(KocId, ActivityId)> = Vec::new();
    for (koc_id, key, kind) in [
        (yan, "a-1", ActivityKind::AnsweredQuestion),
        (zhi, "s-1", ActivityKind::SignIn),
        (yan, "c-1", ActivityKind::Comment),
        (zhi, "c-2", ActivityKind::Comment),
        (yan, "a-2", ActivityKind::AnsweredQuestion),
        (yan, "h-1", ActivityKind::HashtagPost),
        (zhi, "v-1", ActivityKind::Vote),
        (yan, "e-1", ActivityKind::Attended),
    ] {
        scene.wait_hours(30);
        let recorded = act(&scene, koc_id, key, kind);
        noted.push((koc_id, ActivityId::of(koc_id, recorded.month, "app", key)));
        scene.given(Actor::IMPORT, recorded);
    }
    for (index, why) in [(2, "把冬季续航讲清楚了"), (3, "对比很细"), (4, "一步步教会了新车主")]
    {
        let (koc_id, activity_id) = noted[index];
        scene.given(mei(), MarkActivityInsightful { koc_id, activity_id, why: why.into() });
    }
    scene.wait_days(2);
    let (koc_id, activity_id) = noted[3];
    let reason = "内容抄自他人".into();
    scene.given(mei(), RetractActivity { koc_id, activity_id, reason });
    let named = |koc_id, name: &str, source| NominateCandidate {
        koc_id,
        candidacy_id: CandidacyId::derived(&[name.as_bytes()]),
        target_tier: TierCode::Responder,
        source,
        source_ref: None,
        note: None,
    };
    scene.given(Actor::SYSTEM, named(yan, "yan", NominationSource::TierScreen));
    scene.given(mei(), named(zhi, "zhi", NominationSource::Observation));
    scene.wait_days(5);
    let candidacy_id = CandidacyId::derived(&[b"zhi"]);
    let reason = "近期内容非原创".into();
    scene.given(mei(), DismissCandidate { koc_id: zhi, candidacy_id, reason });
    let invitation = InviteToTier {
        candidacy_id: Some(CandidacyId::derived(&[b"yan"])),
        ..invitation(&scene, yan, TierCode::Responder)
    };
    scene.given(mei(), invitation);
    tell(
        "activity_leads_to_candidacy",
        "Yan answers questions and comments with insight, and is credited for it; what Zhi took \
         from others is taken back, and its credit with it. Both are named as candidates; Zhi's \
         candidacy is dismissed, Yan is invited.",
        &scene,
    );
}

#[test]
fn consent_withdrawn() {
    let mut scene = live();
    let xin = join(&mut scene, "xin");
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, None);
    let offered = offer(scene.now(), task_id, xin);
    scene.given(mei(), offered);
    let assignment_id = AssignmentId::of(task_id, xin);
    scene.wait_hours(1);
    let purpose = ConsentPurpose::Participation;
    scene.given(member("xin"), WithdrawConsent { koc_id: xin, purpose });
    scene.refused(member("xin"), acceptance(assignment_id), "CONSENT_MISSING");
    scene.wait_hours(2);
    let again = GrantConsent {
        koc_id: xin,
        purpose,
        text_version: 1,
        evidence_ref: Some("签署编号 88".into()),
        expires_on: Some(scene.today().plus(60)),
    };
    scene.given(member("xin"), again);
    scene.given(member("xin"), acceptance(assignment_id));
    scene.wait_days(61);
    scene.given(Actor::SYSTEM, ExpireConsent { koc_id: xin, purpose });
    let task_id = open(&mut scene, "48h", Horizon::Instant, Mode::Commission, None);
    let late = offer(scene.now(), task_id, xin);
    scene.refused(mei(), late, "CONSENT_MISSING");
    tell(
        "consent_withdrawn",
        "Xin takes back the consent to take part while an offer is open: it cannot be accepted. \
         Given again for sixty days, it can. When the sixty days are over Xin is asked again, and \
         nothing is offered meanwhile.",
        &scene,
    );
}

#[test]
fn policy_discussed_and_taken_back() {
    let mut scene = live();
    let draft = |version, rules| DraftTierPolicy { version, rules, note: None };
    scene.given(mei(), draft(2, policy()));
    let until = scene.today().plus(14);
    let audience = vec![TierCode::Responder, TierCode::Partner];
    scene.given(mei(), OpenPolicyConsultation { version: 2, until, audience });
    approve_policy(&mut scene, 2);
    let today = scene.today();
    scene.refused(mei(), publish(2, today, 0), "NOT_YET_DUE");
    scene.wait_days(10);
    let reason = "成员认为积分半衰期更公平".to_owned();
    scene.given(mei(), WithdrawPolicyDraft { version: 2, reason });
    let mut rules = policy();
    rules.contribution_half_life_days = Some(180);
    scene.given(mei(), draft(3, rules));
    approve_policy(&mut scene, 3);
    let today = scene.today();
    scene.given(mei(), publish(3, today, 0));
    let (axis, code) = (VocabularyAxis::Scene, "road-trip".to_owned());
    scene.given(mei(), RetireTerm { axis, code, replaced_by: None });
    tell(
        "policy_discussed_and_taken_back",
        "A second version of the policy is put up for discussion, cannot be published meanwhile, \
         and is taken back for what members said. The third, with a half-life for points, comes \
         into force. A word nobody used is taken out of use.",
        &scene,
    );
}
