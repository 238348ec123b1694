//! The seven tasks of the story.

use domain::vocabulary::{Horizon, Mode, TaskKind};

use super::ids;
use super::jobs::Job;

const OWN_CAR: (&str, &str, &str) =
    ("own-car", "使用自己的车拍摄或记录", "Made with one's own car");

/// An instant task that takes a minute.
pub(super) const HASHTAG: Job = Job {
    task: ids::TASK_HASHTAG,
    title: ("随手晒车", "One photo of your car"),
    objective: ("随手拍一张爱车照片并带话题分享", "Share one photo of your car under the topic"),
    horizon: Horizon::Instant,
    mode: Mode::Commission,
    kind: TaskKind::HashtagPost,
    difficulty: 1,
    days: (25, 27),
    output: ("photo", 1, 3),
    must: OWN_CAR,
    scored: [
        ("clarity", "画面清楚", "The picture is clear"),
        ("warmth", "有生活感", "It has life"),
    ],
    topic: "daily-life",
    scene: "city",
};

/// Two months of driving with a light foot.
pub(super) const FUEL: Job = Job {
    task: ids::TASK_FUEL,
    title: ("节油挑战赛", "The fuel-saving challenge"),
    objective: (
        "记录两个月的油耗,写出三条有效的节油办法",
        "Keep a fuel diary for two months and show three habits that saved fuel",
    ),
    horizon: Horizon::Phased,
    mode: Mode::IndividualContest,
    kind: TaskKind::Challenge,
    difficulty: 2,
    days: (40, 100),
    output: ("report", 300, 3_000),
    must: OWN_CAR,
    scored: [
        ("evidence", "数据完整可核对", "Figures are whole and can be checked"),
        ("usefulness", "办法易学可用", "Others can use the habits"),
    ],
    topic: "economy",
    scene: "city",
};

/// A photo contest as a plain task.
pub(super) const LINES: Job = Job {
    task: ids::TASK_LINES,
    title: ("最美车身线条", "The most beautiful lines"),
    objective: (
        "用一组照片表现车身线条与光影",
        "Show the lines of the body and the light on them in a set of photos",
    ),
    horizon: Horizon::Phased,
    mode: Mode::IndividualContest,
    kind: TaskKind::Photo,
    difficulty: 2,
    days: (120, 150),
    output: ("photo", 3, 9),
    must: OWN_CAR,
    scored: [("idea", "创意", "The idea"), ("craft", "技术", "The craft")],
    topic: "design",
    scene: "city",
};

/// A day with the car, told as a video.
pub(super) const DAY: Job = Job {
    task: ids::TASK_DAY,
    title: ("24 小时用车视频", "Twenty-four hours with the car"),
    objective: (
        "用三到八分钟的视频讲述与车相伴的一整天",
        "Tell one whole day with the car in a video of three to eight minutes",
    ),
    horizon: Horizon::Phased,
    mode: Mode::TeamCollaboration,
    kind: TaskKind::Video,
    difficulty: 4,
    days: (165, 215),
    output: ("video", 180, 480),
    must: OWN_CAR,
    scored: [("story", "故事完整", "The story is whole"), ("scenes", "场景丰富", "Many scenes")],
    topic: "daily-life",
    scene: "road-trip",
};

/// A photo series made by learners, led and first judged by their mentor.
pub(super) const SERIES: Job = Job {
    task: ids::TASK_SERIES,
    title: ("师徒合拍", "A photo series with a mentor"),
    objective: (
        "在导师带领下完成一组专业水准的汽车照片",
        "Make a set of car photos of professional standard, led by a mentor",
    ),
    horizon: Horizon::Phased,
    mode: Mode::Mentorship,
    kind: TaskKind::Photo,
    difficulty: 3,
    days: (245, 290),
    output: ("photo", 4, 12),
    must: OWN_CAR,
    scored: [("light", "用光", "Use of light"), ("series", "成组叙事", "It tells as a set")],
    topic: "design",
    scene: "road-trip",
};

/// The task that is open when the story ends.
pub(super) const OPEN: Job = Job {
    task: ids::TASK_OPEN,
    title: ("周末亲子出游", "A weekend with the family"),
    objective: (
        "围绕周末亲子出游拍摄一到三分钟视频,展示第二排与后备箱的实际使用",
        "Film a family weekend in one to three minutes and show the second row and the boot in use",
    ),
    horizon: Horizon::Phased,
    mode: Mode::IndividualContest,
    kind: TaskKind::ShortVideo,
    difficulty: 2,
    days: (345, 395),
    output: ("video", 60, 180),
    must: ("family", "全家人出镜", "The whole family is in it"),
    scored: [
        ("story", "故事动人", "The story moves"),
        ("picture", "画面清楚", "The picture is clear"),
    ],
    topic: "family",
    scene: "road-trip",
};

/// The topic of the day: whoever wants it takes it, and is paid at once.
pub(super) const TOPIC: Job = Job {
    task: ids::TASK_TOPIC,
    title: ("热点接力:初雪", "The topic of the day: first snow"),
    objective: ("带话题发一张初雪与车的照片", "Post one photo of the first snow and your car"),
    horizon: Horizon::Instant,
    mode: Mode::Commission,
    kind: TaskKind::HashtagPost,
    difficulty: 1,
    days: (341, 343),
    output: ("photo", 1, 3),
    must: OWN_CAR,
    scored: [
        ("clarity", "画面清楚", "The picture is clear"),
        ("warmth", "有生活感", "It has life"),
    ],
    topic: "daily-life",
    scene: "city",
};
