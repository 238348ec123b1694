//! More of the list of refusals: of what lasts for years. Duties and perks, ambassadors, insights
//! and circles, cars and care.

/// Makes the whole list into what `then` makes of it, with these at its end.
macro_rules! and {
    ($then:ident; $($list:tt)*) => {
        $then! {
            $($list)*
        }
    };
}
pub(super) use and;
