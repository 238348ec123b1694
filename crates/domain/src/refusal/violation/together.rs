//! More of the list of refusals: of what is done together, beside contests. Campaigns and
//! gatherings, teams, mentorships, projects of the whole community.

/// Goes on with `next` and the list so far, with these at its end.
macro_rules! and {
    ($next:path; $then:ident; $($list:tt)*) => {
        $next! {
            $then;
            $($list)*
        }
    };
}
pub(super) use and;
