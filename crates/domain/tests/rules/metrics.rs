//! Each metric with worked numbers, so that anybody can compute them by hand.

use domain::Day;
use domain::id::AssignmentId;
use domain::koc::measure::{Pause, Window, measure};
use domain::koc::{Approved, Track};
use domain::policy::{Dims, MetricCode, PolicyRules, ScoreWeights};

/// The last day of every window here.
const TODAY: Day = Day(20_000);

fn ago(days: i32) -> Day {
    TODAY.plus(-days)
}

fn work(number: u8) -> AssignmentId {
    AssignmentId([number; 16])
}

/// One row of a table: what was done, and what the metric is over the last 30 days.
#[track_caller]
#[allow(clippy::type_complexity, reason = "a table of worked numbers reads best in one piece")]
fn table(metric: MetricCode, rows: &[(&str, &dyn Fn(&mut Track), Option<i64>)]) {
    for (what, done, expected) in rows {
        assert_eq!(value(metric, *done, &[], &rules()), *expected, "{what}");
    }
}

fn value(
    metric: MetricCode,
    done: &dyn Fn(&mut Track),
    pauses: &[Pause],
    rules: &PolicyRules,
) -> Option<i64> {
    let mut track = Track::default();
    done(&mut track);
    measure(&track, pauses, rules, metric, Window::ending(TODAY, 30))
}

fn rules() -> PolicyRules {
    PolicyRules::default_rules()
}

fn approved(number: u8, on: Day, score: Option<u16>, share_bp: u16) -> Approved {
    let (assignment, creativity) = (Some(work(number)), score.map(|score| score / 2));
    Approved { on, kind: None, assignment, final_score: score, creativity, share_bp }
}

#[test]
fn accepted_works() {
    table(
        MetricCode::AcceptedWorks,
        &[
            ("nothing", &|_| {}, Some(0)),
            (
                "the first day of the window counts",
                &|t| t.approve(approved(1, ago(29), None, 10_000)),
                Some(100),
            ),
            (
                "the day before does not",
                &|t| t.approve(approved(1, ago(30), None, 10_000)),
                Some(0),
            ),
            (
                "a third of one and a half of another: 33.33 + 50 hundredths",
                &|t| {
                    t.approve(approved(1, ago(1), None, 3_333));
                    t.approve(approved(2, ago(2), None, 5_000));
                },
                Some(83),
            ),
            (
                "one of two was overturned",
                &|t| {
                    t.approve(approved(1, ago(1), None, 10_000));
                    t.approve(approved(2, ago(2), None, 10_000));
                    t.overturn(work(1));
                },
                Some(100),
            ),
        ],
    );
}

#[test]
fn mean_score() {
    table(
        MetricCode::MeanScore,
        &[
            ("nothing scored", &|t| t.approve(approved(1, ago(1), None, 10_000)), None),
            (
                "(80.00 × 1 + 60.00 × 0.5) ÷ 1.5 = 73.33",
                &|t| {
                    t.approve(approved(1, ago(1), Some(8_000), 10_000));
                    t.approve(approved(2, ago(2), Some(6_000), 5_000));
                },
                Some(7_333),
            ),
        ],
    );
}

#[test]
fn creativity() {
    table(
        MetricCode::Creativity,
        &[
            ("no criterion tagged so", &|t| t.approve(approved(1, ago(1), None, 10_000)), None),
            (
                "(40.00 × 1 + 30.00 × 0.5) ÷ 1.5 = 36.66",
                &|t| {
                    t.approve(approved(1, ago(1), Some(8_000), 10_000));
                    t.approve(approved(2, ago(2), Some(6_000), 5_000));
                },
                Some(3_666),
            ),
        ],
    );
}

/// Three works due, two of them in time.
fn three_due(track: &mut Track) {
    for (number, day, in_time) in [(1, 20, true), (2, 10, true), (3, 5, false)] {
        track.take_on(work(number), ago(day));
        track.hand_in(work(number), in_time);
    }
}

#[test]
fn reliability() {
    table(
        MetricCode::Reliability,
        &[
            (
                "two due say nothing",
                &|t| {
                    three_due(t);
                    t.excuse(work(3));
                },
                None,
            ),
            ("2 of 3 in time", &three_due, Some(6_666)),
            (
                "what never came is not in time: 2 of 4",
                &|t| {
                    three_due(t);
                    t.take_on(work(4), ago(1));
                },
                Some(5_000),
            ),
            (
                "what is due today may still come",
                &|t| {
                    three_due(t);
                    t.take_on(work(4), TODAY);
                },
                Some(6_666),
            ),
            (
                "more time moves a work out of the window, and what is left says nothing",
                &|t| {
                    three_due(t);
                    t.extend(work(3), TODAY.plus(5));
                },
                None,
            ),
            (
                "only the first submission decides",
                &|t| {
                    three_due(t);
                    t.hand_in(work(3), true);
                },
                Some(6_666),
            ),
        ],
    );
}

#[test]
fn reliability_leaves_breaks_out() {
    let five = |track: &mut Track| {
        three_due(track);
        track.take_on(work(4), ago(3));
        track.take_on(work(5), ago(2));
    };
    let metric = MetricCode::Reliability;
    assert_eq!(value(metric, &five, &[], &rules()), Some(4_000));
    assert_eq!(value(metric, &five, &[(ago(3), Some(ago(2)))], &rules()), Some(6_666));
    // A break that goes on covers every day from its first.
    assert_eq!(value(metric, &five, &[(ago(3), None)], &rules()), Some(6_666));
}

#[test]
fn response_time() {
    let answers = |hours: &'static [u32]| {
        move |track: &mut Track| hours.iter().for_each(|hours| track.answer(ago(3), *hours))
    };
    table(
        MetricCode::ResponseTime,
        &[
            ("never asked", &|_| {}, None),
            ("the middle of three", &answers(&[50, 2, 7]), Some(7)),
            ("between the two in the middle", &answers(&[2, 7, 8, 50]), Some(7)),
            ("long ago", &|t| t.answer(ago(40), 5), None),
        ],
    );
}

#[test]
fn activity_days() {
    let act = |track: &mut Track, day: Day| track.community(day, |it| it.acts += 1);
    table(
        MetricCode::ActivityDays,
        &[
            ("none", &|_| {}, Some(0)),
            (
                "a day counts once, whatever was done on it",
                &|t| {
                    t.act_days.extend([ago(1), ago(2)]);
                    act(t, ago(2));
                    act(t, ago(2));
                    act(t, ago(3));
                },
                Some(3),
            ),
            (
                "what was taken back does not count",
                &|t| {
                    act(t, ago(3));
                    t.community(ago(3), |it| it.acts -= 1);
                },
                Some(0),
            ),
            ("outside the window", &|t| act(t, ago(30)), Some(0)),
        ],
    );
}

#[test]
fn helpfulness() {
    let help = |track: &mut Track, day: Day, help: u32| {
        track.community(day, |it| {
            it.acts += 1;
            it.help += help;
        });
    };
    table(
        MetricCode::Helpfulness,
        &[
            ("none", &|_| {}, Some(0)),
            (
                "two answers and one insight: 2 + 3",
                &|t| {
                    help(t, ago(1), 1);
                    help(t, ago(1), 1);
                    help(t, ago(4), 3);
                },
                Some(5),
            ),
            (
                "four insights on one day are 12, of which 10 count; and 3 on another",
                &|t| {
                    (0..4).for_each(|_| help(t, ago(1), 3));
                    help(t, ago(2), 3);
                },
                Some(13),
            ),
        ],
    );
}

#[test]
fn mentoring() {
    table(
        MetricCode::Mentoring,
        &[
            ("none", &|_| {}, Some(0)),
            ("one within, one before", &|t| t.mentored.extend([ago(30), ago(29)]), Some(1)),
        ],
    );
}

fn dims(contribution: u32, influence: u32, activity: u32) -> Dims {
    Dims { contribution, influence, activity }
}

#[test]
fn contribution_score() {
    let points = |track: &mut Track| {
        track.credit(ago(20), dims(10, 4, 2), 16);
        track.credit(ago(10), dims(5, 0, 0), 5);
        track.credit(ago(1), dims(5, 0, 0), -5);
        track.credit(ago(40), dims(900, 0, 0), 900);
    };
    let metric = MetricCode::ContributionScore;
    // 10 + 4 + 2, and 5 that was taken back.
    assert_eq!(value(metric, &points, &[], &rules()), Some(16));
    // 10 × 1 + 4 × 0.5 + 2 × 0.25.
    let score_weights = ScoreWeights { contribution: 10_000, influence: 5_000, activity: 2_500 };
    let weighted = PolicyRules { score_weights, ..rules() };
    assert_eq!(value(metric, &points, &[], &weighted), Some(12));
}

#[test]
fn points_lose_weight_by_half_lives() {
    let metric = MetricCode::ContributionScore;
    let ten_days = PolicyRules { contribution_half_life_days: Some(10), ..rules() };
    let of_age = |days: i32| {
        let credit = move |track: &mut Track| track.credit(ago(days), dims(1_000, 0, 0), 1_000);
        value(metric, &credit, &[], &ten_days)
    };
    // A thousand points: whole at first, half after ten days, a quarter after twenty, and between
    // them on a straight line.
    let table = [(0, 1_000), (5, 750), (10, 500), (15, 375), (20, 250), (29, 137)];
    for (days, left) in table {
        assert_eq!(of_age(days), Some(left), "after {days} days");
    }
}
