//! How often things happen: every distribution of the simulation, with its default.

/// A rate as it can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// What it is called.
    pub name: &'static str,
    /// What it is if nobody sets it.
    pub default: u32,
    /// What it is at most.
    pub most: u32,
    /// What it says, and in which unit.
    pub meaning: &'static str,
}

macro_rules! rates {
    ($($name:ident = $default:literal to $most:literal, $doc:literal;)*) => {
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
            /// Every rate there is.
            pub const LIST: &'static [Rate] = &[$(
                Rate { name: stringify!($name), default: $default, most: $most, meaning: $doc },
            )*];

            /// Sets the rate of that name.
            ///
            /// # Errors
            /// When there is none, or it cannot be that much; says what there is.
            pub fn set(&mut self, name: &str, value: u32) -> Result<(), String> {
                let Some(rate) = Rates::LIST.iter().find(|rate| rate.name == name) else {
                    let names: Vec<&str> = Rates::LIST.iter().map(|rate| rate.name).collect();
                    return Err(format!("no rate is called `{name}`: there are {}", names.join(", ")));
                };
                if value > rate.most {
                    return Err(format!("`{name}` is at most {}", rate.most));
                }
                match name {
                    $(stringify!($name) => self.$name = value,)*
                    _ => {}
                }
                Ok(())
            }
        }
    };
}

rates! {
    pace_pct = 25 to 400, "Of everything that grows with the number of members: activities, takers, commissions. Percent; 100 is a large brand at full pace.";
    imported_pct = 10 to 100, "Of all members, known from the time before the programme. Percent.";
    launch_pct = 40 to 100, "Of all members, who join in the first ten days. Percent; the rest comes evenly.";
    activities_month = 10 to 1000, "Acts in the community of a member in a month.";
    insightful_pm = 20 to 1000, "Of comments and answers, marked as insightful. Per mille.";
    retracted_pm = 2 to 1000, "Of acts, taken back. Per mille.";
    instant_tasks_month = 20 to 300, "Instant tasks for everybody in a month.";
    instant_takers_pct = 10 to 100, "Of members, who take one of them. Percent.";
    commissions_pm_month = 60 to 10000, "Offers of a task in a month, for a thousand members.";
    contests_month = 1 to 30, "Contests in a month, and one more for every 20,000 members.";
    contest_entrants = 40 to 1000, "Who enter a contest.";
    campaign_every_days = 42 to 92, "Days from one campaign to the next, at least 14; no campaigns at 0.";
    gatherings_month = 4 to 30, "Gatherings in a month, beside the briefings of campaigns.";
    accept_pct = 62 to 100, "Of offers, accepted. Percent.";
    decline_pct = 18 to 100, "Of offers, declined. Percent.";
    counter_pct = 8 to 100, "Of offers, answered with other terms. Percent; the rest runs out.";
    relinquish_pct = 5 to 100, "Of accepted work, given back. Percent.";
    late_pct = 10 to 100, "Of accepted work, handed in late. Percent.";
    never_pct = 4 to 100, "Of accepted work, never handed in. Percent.";
    takes_back_pct = 4 to 100, "Of submissions, taken back for another. Percent.";
    mentor_capacity = 4 to 100, "Mentees a mentor has at most.";
    promote_pct = 75 to 100, "Of candidates, promoted or invited. Percent.";
    demote_pct = 60 to 100, "Of notices, followed by a demotion. Percent.";
    appeal_pct = 15 to 100, "Of rejections, disputed. Percent.";
    archive_pct = 25 to 100, "Of approved commissions, kept for reuse. Percent.";
    publish_pct = 35 to 100, "Of approved commissions, published by their author. Percent.";
    leave_pm_month = 4 to 1000, "Of members, who leave in a month. Per mille.";
    rejoin_pct = 20 to 100, "Of those who left, who come back. Percent.";
    pause_pm_month = 6 to 1000, "Of members, who take a break in a month. Per mille.";
    step_down_pm_month = 6 to 1000, "Of the upper tiers, who step down in a month. Per mille.";
    return_pct = 60 to 100, "Of those who stepped down, who return. Percent.";
    erase_pm_year = 4 to 1000, "Of members, who ask to be forgotten in a year. Per mille.";
    data_requests_pm_year = 10 to 1000, "Of members, who ask about their data otherwise in a year. Per mille.";
}
