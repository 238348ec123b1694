//! The demonstration's members: invented, one line each.

use domain::Lang;
use domain::koc::values::EntrySource;

/// A member to be.
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) locale: Lang,
    pub(super) source: EntrySource,
    /// Year of birth.
    pub(super) born: u16,
    /// The day of the story on which they join.
    pub(super) joins: i32,
}

const fn person(
    name: &'static str,
    locale: Lang,
    source: EntrySource,
    born: u16,
    joins: i32,
) -> Person {
    Person { name, locale, source, born, joins }
}

use EntrySource::{App, Contest, Dealer, Invite};
use Lang::{En, Zh};

/// The members, by number from 1.
pub(super) const PEOPLE: [Person; 30] = [
    person("苏晴", Zh, App, 1986, 2),
    person("Emma Clarke", En, Dealer, 1983, 2),
    person("顾远航", Zh, App, 1990, 3),
    person("何佳宁", Zh, Dealer, 1992, 3),
    person("马骁", Zh, App, 1995, 4),
    person("Lucas Meyer", En, App, 1994, 4),
    person("冯书瑶", Zh, Invite, 1997, 5),
    person("罗一鸣", Zh, App, 1991, 5),
    person("唐可欣", Zh, App, 1989, 6),
    person("Sofia Rossi", En, Dealer, 1993, 6),
    person("江浩然", Zh, App, 1988, 7),
    person("叶青", Zh, Contest, 1999, 7),
    person("范思远", Zh, App, 1985, 8),
    person("Noah Bennett", En, App, 1996, 8),
    person("孟雨桐", Zh, Dealer, 1998, 9),
    person("蒋凯", Zh, App, 1987, 9),
    person("白露", Zh, App, 1994, 10),
    person("Ines Moreau", En, Contest, 1991, 10),
    person("石磊", Zh, Dealer, 1984, 11),
    person("阮清", Zh, App, 1996, 12),
    person("邓子轩", Zh, App, 2000, 13),
    person("Oliver Hansen", En, Dealer, 1990, 14),
    person("贺兰", Zh, App, 1992, 15),
    person("方楠", Zh, Invite, 1993, 16),
    person("尹航", Zh, App, 1997, 60),
    person("Mia Novak", En, App, 1995, 75),
    person("崔明哲", Zh, Contest, 1999, 90),
    person("韩悦", Zh, App, 1988, 130),
    person("Ravi Nair", En, Dealer, 1986, 180),
    person("程诺", Zh, App, 2001, 240),
];
