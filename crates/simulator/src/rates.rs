//! How often things happen: every distribution of the simulation, with its default.

use std::collections::BTreeMap;

macro_rules! rates {
    ($($name:ident = $default:literal, $doc:literal;)*) => {
        /// How often things happen. Percent, per mille or a number, as each says.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Rates {
            $(#[doc = $doc] pub $name: u32,)*
        }

        impl Default for Rates {
            fn default() -> Rates {
                Rates { $($name: $default,)* }
            }
        }

        impl Rates {
            /// Name, default and meaning of every rate.
            pub const LIST: &'static [(&'static str, u32, &'static str)] =
                &[$((stringify!($name), $default, $doc),)*];

            /// Sets the rate of that name.
            ///
            /// # Errors
            /// When there is none; says which there are.
            pub fn set(&mut self, name: &str, value: u32) -> Result<(), String> {
                match name {
                    $(stringify!($name) => self.$name = value,)*
                    _ => {
                        let names: Vec<&str> = Rates::LIST.iter().map(|(name, ..)| *name).collect();
                        return Err(format!("no rate is called `{name}`: there are {}", names.join(", ")));
                    }
                }
                Ok(())
            }

            /// Every rate by its name.
            pub fn all(&self) -> BTreeMap<&'static str, u32> {
                BTreeMap::from([$((stringify!($name), self.$name),)*])
            }
        }
    };
}

rates! {
    pace_pct = 100, "Of everything that grows with the number of members: activities, takers, commissions. Percent.";
    imported_pct = 10, "Of all members, known from the time before the programme. Percent.";
    launch_pct = 40, "Of all members, who join in the first ten days. Percent; the rest comes evenly.";
    activities_month = 10, "Acts in the community of a member in a month.";
    insightful_pm = 20, "Of comments and answers, marked as insightful. Per mille.";
    retracted_pm = 2, "Of acts, taken back. Per mille.";
    instant_tasks_month = 20, "Instant tasks for everybody in a month.";
    instant_takers_pct = 10, "Of members, who take one of them. Percent.";
    commissions_pm_month = 60, "Offers of a task in a month, for a thousand members.";
    contests_month = 1, "Contests in a month, and one more for every 20,000 members.";
    contest_entrants = 40, "Who enter a contest.";
    accept_pct = 62, "Of offers, accepted. Percent.";
    decline_pct = 18, "Of offers, declined. Percent.";
    counter_pct = 8, "Of offers, answered with other terms. Percent; the rest runs out.";
    relinquish_pct = 5, "Of accepted work, given back. Percent.";
    late_pct = 10, "Of accepted work, handed in late. Percent.";
    never_pct = 4, "Of accepted work, never handed in. Percent.";
    takes_back_pct = 4, "Of submissions, taken back for another. Percent.";
    mentor_capacity = 4, "Mentees a mentor has at most.";
    promote_pct = 75, "Of candidates, promoted or invited. Percent.";
    demote_pct = 60, "Of notices, followed by a demotion. Percent.";
    appeal_pct = 15, "Of rejections, disputed. Percent.";
    archive_pct = 25, "Of approved commissions, kept for reuse. Percent.";
    publish_pct = 35, "Of approved commissions, published by their author. Percent.";
    leave_pm_month = 4, "Of members, who leave in a month. Per mille.";
    rejoin_pct = 20, "Of those who left, who come back. Percent.";
    pause_pm_month = 6, "Of members, who take a break in a month. Per mille.";
    step_down_pm_month = 6, "Of the upper tiers, who step down in a month. Per mille.";
    return_pct = 60, "Of those who stepped down, who return. Percent.";
    erase_pm_year = 4, "Of members, who ask to be forgotten in a year. Per mille.";
    data_requests_pm_year = 10, "Of members, who ask about their data otherwise in a year. Per mille.";
}
