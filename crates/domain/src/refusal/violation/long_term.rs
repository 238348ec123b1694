//! More of the list of refusals: of what lasts for years. Duties and perks, ambassadors, insights
//! and circles, cars and care.

/// Makes the whole list into what `then` makes of it, with these at its end.
macro_rules! and {
    ($then:ident; $($list:tt)*) => {
        $then! {
            $($list)*
            DutyExists = "DUTY_EXISTS", InvalidState,
                "the duty exists already", "职责已存在";
            DutyTermInvalid { months: u8 } = "DUTY_TERM_INVALID", RuleBroken,
                "a term has 6 to 24 months and whole periods of its stipend, not {months} months", "任期须为 6 至 24 个月且为津贴周期的整数倍,不能为 {months} 个月";
            DutySeatTaken { duty_id: DutyId } = "DUTY_SEAT_TAKEN", Conflict,
                "the seat is held by {duty_id} in that term", "该任期内席位已由 {duty_id} 占用";
            DutyAlreadyAgreed = "DUTY_ALREADY_AGREED", InvalidState,
                "both sides have agreed to the terms", "双方已就条款达成一致";
            DutyRevisionStale { current: u16 } = "DUTY_REVISION_STALE", Conflict,
                "the terms are at revision {current}: read again", "条款当前为第 {current} 版,请重新读取";
            BothMustAgree = "BOTH_MUST_AGREE", RuleBroken,
                "both sides must agree to the same", "须双方就相同内容达成一致";
            DutyNotActive { state: String } = "DUTY_NOT_ACTIVE", InvalidState,
                "the duty is not active: {state}", "职责不在进行状态:{state}";
            DeliverableUnknown { code: String, period: u16 } = "DELIVERABLE_UNKNOWN", NotFound,
                "nothing of {code} is open in period {period}", "第 {period} 期没有待完成的 {code}";
            DeliverableAlreadyFulfilled { code: String, period: u16 } = "DELIVERABLE_ALREADY_FULFILLED", InvalidState,
                "{code} of period {period} is delivered, or was shown by the same already", "第 {period} 期的 {code} 已完成,或已用同一凭证完成";
            StipendAlreadyAccrued { period: u16 } = "STIPEND_ALREADY_ACCRUED", InvalidState,
                "the stipend of period {period} is accrued already", "第 {period} 期津贴已计提";
            DutyNotOnHold { state: String } = "DUTY_NOT_ON_HOLD", InvalidState,
                "the duty is not on hold: {state}", "职责未处于暂停状态:{state}";
            RenewalTooEarly { from: Day } = "RENEWAL_TOO_EARLY", RuleBroken,
                "it can be renewed from {from} on", "自 {from} 起方可续任";
            PerkExists = "PERK_EXISTS", InvalidState,
                "the perk exists already", "权益已存在";
            PerkNotEntitled { tier: String, kind: String } = "PERK_NOT_ENTITLED", RuleBroken,
                "{kind} does not belong to {tier}: an exception needs a reason", "{tier} 不享有 {kind},例外须说明理由";
            PerkExpired { on: Day } = "PERK_EXPIRED", RuleBroken,
                "the perk ended on {on}", "权益已于 {on} 到期";
            PerkUsedUp = "PERK_USED_UP", RuleBroken,
                "nothing of the perk is left", "权益已用完";
            PerkNotActive { state: String } = "PERK_NOT_ACTIVE", InvalidState,
                "the perk does not run: {state}", "权益不在有效状态:{state}";
        }
    };
}
pub(super) use and;
