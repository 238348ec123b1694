//! How members teach each other, over generations.

use domain::Actor;
use domain::assignment::values::ResourceKind;
use domain::id::{KocId, MentorshipId};
use domain::koc::{self};
use domain::mentorship::command::*;
use domain::mentorship::values::*;
use domain::mentorship::{self};
use domain::team::values::GrantedResource;
use domain::vocabulary::{ConsentPurpose, TierCode};

use crate::founding::{SKILLS, TOPICS};
use crate::members::consent;
use crate::office::ops;
use crate::world::World;

pub(crate) fn each_day(world: &mut World<'_>) {
    if world.day == 2 {
        // Those who were partners before.
        for _ in 0..world.some(600) {
            if let Some(koc_id) = world.of_tier(TierCode::Partner) {
                appoint(world, koc_id);
            }
        }
    }
    if world.is_day(3, 1) && world.day > 5 {
        for _ in 0..world.some(1_500) {
            pair(world);
        }
    }
    if world.is_day(40, 25) {
        away(world);
    }
    if world.is_day(30, 22) {
        other_seats(world);
    }
    if world.is_day(75, 50) {
        retire(world);
    }
}

fn appoint(world: &mut World<'_>, koc_id: KocId) {
    let at = world.within(10, 200);
    consent(world, at, koc_id, ConsentPurpose::Mentoring);
    let appointed = AppointMentor {
        koc_id,
        topics: vec![TOPICS[0].to_owned(), TOPICS[3].to_owned()],
        capacity: world.plan.rates.mentor_capacity as u16,
        statement: Some("愿意带新人 Glad to teach".into()),
    };
    world.at(at.plus_hours(1), ops(), appointed);
}

/// Somebody of the top teaches somebody below: a responder, or now and then a newcomer.
fn pair(world: &mut World<'_>) {
    let mentor = world.of_tier(TierCode::Partner);
    let tier = if world.chance.percent(80) { TierCode::Responder } else { TierCode::Seed };
    let mentee = world.of_tier(tier);
    let (Some(mentor), Some(mentee)) = (mentor, mentee) else { return };
    let days = world.chance.between(60, 120) as i32;
    let proposed = ProposeMentorship {
        mentorship_id: MentorshipId::derived(&[b"pair", &world.next()]),
        mentor,
        mentee,
        goals: Some("独立完成一部作品 A work of one's own".into()),
        topics: vec![TOPICS[0].to_owned()],
        until: world.today().plus(days),
    };
    world.send(ops(), proposed);
}

/// A mentor is away for a month; the mentees go on with another.
fn away(world: &mut World<'_>) {
    let mentors: Vec<KocId> = world.taught.values().map(|(_, mentor)| *mentor).collect();
    if mentors.is_empty() {
        return;
    }
    let koc_id = *world.chance.pick(&mentors);
    let me = Actor::koc(koc_id);
    let until = Some(world.today().plus(30));
    world.send(me, MarkMentorAway { koc_id, until });
    let at = world.within(24 * 25, 24 * 30);
    world.at(at, me, MarkMentorBack { koc_id });
}

/// A mentor takes more mentees than before, teaches more, and is given a tool.
fn other_seats(world: &mut World<'_>) {
    let mentors: Vec<KocId> = world.taught.values().map(|(_, mentor)| *mentor).collect();
    if mentors.is_empty() {
        return;
    }
    let koc_id = *world.chance.pick(&mentors);
    let capacity = world.plan.rates.mentor_capacity as u16 + world.chance.between(1, 3) as u16;
    world.send(Actor::koc(koc_id), SetMentorCapacity { koc_id, capacity });
    let topics = TOPICS.iter().take(3).map(|topic| (*topic).to_owned()).collect();
    world.send(Actor::koc(koc_id), SetMentorTopics { koc_id, topics });
    let granted = GrantedResource::Reference("licence/cut-7".to_owned());
    let kind = ResourceKind::Tool;
    world.send(ops(), GrantMentorResources { koc_id, kind, granted });
}

/// A mentor gives their mentees to others and retires.
fn retire(world: &mut World<'_>) {
    let mentors: Vec<KocId> = world.taught.values().map(|(_, mentor)| *mentor).collect();
    if mentors.is_empty() {
        return;
    }
    let koc_id = *world.chance.pick(&mentors);
    hand_over(world, koc_id);
    let reason = Some("要照顾家庭 Family comes first".into());
    let at = world.now.plus_hours(6);
    world.at(at, Actor::koc(koc_id), RetireMentor { koc_id, reason });
}

pub(crate) fn heard_of_member(world: &mut World<'_>, event: &koc::Event) {
    let koc::Event::KocPromoted(e) = event else { return };
    if e.to == TierCode::Partner && world.chance.percent(75) {
        appoint(world, e.koc_id);
    }
}

pub(crate) fn heard(world: &mut World<'_>, event: &mentorship::Event) {
    use mentorship::Event::*;
    match event {
        MentorshipProposed(e) => {
            for (who, by) in
                [(e.mentor, MentorshipParty::Mentor), (e.mentee, MentorshipParty::Mentee)]
            {
                let (at, mentorship_id) = (world.within(2, 60), e.mentorship_id);
                let drawn = world.chance.below(100);
                if drawn < 92 {
                    world.at(at, Actor::koc(who), AcceptMentorship { mentorship_id, by });
                } else if drawn < 96 {
                    let reason = Some("想先自己试试 I try alone first".into());
                    world.at(at, Actor::koc(who), DeclineMentorship { mentorship_id, by, reason });
                }
            }
        }
        MentorshipStarted(e) => {
            world.taught.insert(e.mentee, (e.mentorship_id, e.mentor));
            started(world, e.mentorship_id, e.mentor, e.mentee);
        }
        MentorshipTransferred(e) => {
            world.taught.insert(e.mentee, (e.new_mentorship_id, e.to_mentor));
        }
        MentorshipCompleted(e) => drop(world.taught.remove(&e.mentee)),
        MentorshipEnded(e) => world.taught.retain(|_, (edge, _)| *edge != e.mentorship_id),
        MentorWentAway(e) => hand_over(world, e.koc_id),
        _ => {}
    }
}

fn started(world: &mut World<'_>, mentorship_id: MentorshipId, mentor: KocId, mentee: KocId) {
    let held = world.within(24 * 2, 24 * 9);
    let session = RecordMentoringSession {
        mentorship_id,
        held_at: held,
        minutes: world.chance.between(30, 90) as u16,
        taught: vec![TOPICS[0].to_owned()],
        note: Some("一起看片 They watched a film".into()),
    };
    world.at(held, Actor::koc(mentor), session);
    if world.chance.percent(60) {
        let before = world.chance.between(1, 3) as u8;
        let after = before + world.chance.between(0, 2) as u8;
        let skill = SKILLS[0].to_owned();
        let recommends = world.chance.percent(15);
        let assessment = AssessMentee {
            mentorship_id,
            skills: vec![SkillProgress { skill, before, after }],
            note: "进步明显 Clearly better".into(),
            recommend_for_tier: recommends.then_some(TierCode::Partner),
        };
        world.at(held.plus_hours(24 * 12), Actor::koc(mentor), assessment);
    }
    let drawn = world.chance.below(100);
    if drawn < 72 {
        let outcomes = [
            MentorshipOutcome::GoalsReached,
            MentorshipOutcome::GoalsReached,
            MentorshipOutcome::PartlyReached,
        ];
        let outcome = *world.chance.pick(&outcomes);
        let at = world.within(24 * 35, 24 * 75);
        let (mentee_feedback, mentor_feedback) = (Some("学到很多 Learned a lot".into()), None);
        let done = CompleteMentorship { mentorship_id, outcome, mentee_feedback, mentor_feedback };
        world.at(at, Actor::koc(mentor), done);
    } else if drawn < 86 {
        let (by, reason) = (EndedBy::Mentee, "时间合不上 Our times do not match".into());
        let at = world.within(24 * 5, 24 * 40);
        world.at(at, Actor::koc(mentee), EndMentorship { mentorship_id, by, reason });
    }
}

fn hand_over(world: &mut World<'_>, away: KocId) {
    let of_them = world.taught.iter().filter(|(_, (_, mentor))| *mentor == away);
    let edges: Vec<MentorshipId> = of_them.map(|(_, (edge, _))| *edge).collect();
    for mentorship_id in edges {
        let other = world.of_tier(TierCode::Partner).filter(|other| *other != away);
        let Some(to_mentor) = other else { continue };
        let transfer = TransferMentorship {
            mentorship_id,
            to_mentor,
            new_mentorship_id: MentorshipId::derived(&[b"pair", &world.next()]),
            reason: "导师外出 The mentor is away".into(),
        };
        world.send(ops(), transfer);
    }
}
