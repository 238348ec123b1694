//! What members do for each other.

use domain::activity::command::*;
use domain::activity::values::{ActivityKind, YearMonth};
use domain::activity::{self};
use domain::{Actor, Moment};

use crate::office::ops;
use crate::world::World;

const KINDS: [ActivityKind; 12] = [
    ActivityKind::SignIn,
    ActivityKind::SignIn,
    ActivityKind::Comment,
    ActivityKind::Comment,
    ActivityKind::Comment,
    ActivityKind::AnsweredQuestion,
    ActivityKind::Vote,
    ActivityKind::Vote,
    ActivityKind::Share,
    ActivityKind::HashtagPost,
    ActivityKind::InsightfulComment,
    ActivityKind::Attended,
];

pub(crate) fn each_day(world: &mut World<'_>) {
    let rates = &world.plan.rates;
    let per_month = u64::from(rates.activities_month) * u64::from(rates.pace_pct);
    let acts = world.share_of_day(per_month, 100, world.people.len());
    for _ in 0..acts {
        let Some(koc_id) = world.taker() else {
            continue;
        };
        let at = world.within(7, 23);
        let (kind, number) = (*world.chance.pick(&KINDS), world.next());
        let number = u64::from_be_bytes(number[4..].try_into().expect("eight bytes"));
        let recorded = RecordActivity {
            koc_id,
            kind,
            at,
            month: YearMonth::of(world.date(at)),
            source: "app".to_owned(),
            source_ref: format!("act-{number}"),
            subject: None,
        };
        world.at(at, Actor::IMPORT, recorded);
    }
}

pub(crate) fn heard(world: &mut World<'_>, event: &activity::Event) {
    let activity::Event::ActivityRecorded(e) = event else { return };
    let (koc_id, activity_id) = (e.koc_id, e.activity_id);
    let says = matches!(e.kind, ActivityKind::Comment | ActivityKind::AnsweredQuestion);
    if says && world.chance.per_mille(world.plan.rates.insightful_pm) {
        let at: Moment = world.within(2, 60);
        let why = "把问题讲清楚了 Made it clear".into();
        world.at(at, ops(), MarkActivityInsightful { koc_id, activity_id, why });
    }
    if world.chance.per_mille(world.plan.rates.retracted_pm) {
        let at = world.within(10, 100);
        let reason = "内容抄自他人 Taken from others".into();
        world.at(at, ops(), RetractActivity { koc_id, activity_id, reason });
    }
}
