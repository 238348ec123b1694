//! More of the list of refusals: of what lasts for years. Duties and perks, ambassadors, insights
//! and circles, cars and care.

/// Makes the whole list into what `then` makes of it, with these at its end.
macro_rules! and {
    ($then:ident; $($list:tt)*) => {
        $then! {
            $($list)*
            AlreadyAmbassador = "ALREADY_AMBASSADOR", InvalidState,
                "the member is an ambassador or is invited to be one", "成员已是品牌大使或已获邀请";
            SponsorsTooFew { need: u8, have: u8 } = "SPONSORS_TOO_FEW", RuleBroken,
                "{need} of the team must stand behind it, {have} do", "须有 {need} 位内部推荐人,现有 {have} 位";
            BothMustAgree = "BOTH_MUST_AGREE", RuleBroken,
                "both sides must agree to the same", "须双方就同一内容达成一致";
            ConsensusNotReached { state: String } = "CONSENSUS_NOT_REACHED", InvalidState,
                "member and brand have not signed the same statement: {state}", "双方尚未达成价值共识:{state}";
            NotAnAmbassador = "NOT_AN_AMBASSADOR", RuleBroken,
                "the member is not an ambassador", "成员不是品牌大使";
            AssetUnknown { asset_id: AssetId } = "ASSET_UNKNOWN", NotFound,
                "{asset_id} is not kept as a story of the member", "{asset_id} 不是该成员已归档的故事";
            RevocationNeedsTwoApprovers { have: u8 } = "REVOCATION_NEEDS_TWO_APPROVERS", RuleBroken,
                "two others must approve, {have} did", "撤销须经两人批准,有效 {have} 人";
            InsightExists = "INSIGHT_EXISTS", InvalidState,
                "the insight exists already", "洞察已存在";
            InsightEmpty = "INSIGHT_EMPTY", Validation,
                "an insight says something", "洞察内容不能为空";
            ReproStepsMissing = "REPRO_STEPS_MISSING", Validation,
                "a defect or a test report says what leads there", "缺陷与测试报告须写明复现步骤";
            NothingAsked = "NOTHING_ASKED", RuleBroken,
                "the author was asked nothing that waits for an answer", "没有待答复的提问";
            DecisionNeedsReason = "DECISION_NEEDS_REASON", RuleBroken,
                "a decision is told with its reasons", "结论须说明理由";
            OutcomeWithoutAdoption = "OUTCOME_WITHOUT_ADOPTION", RuleBroken,
                "nothing comes of what was not adopted", "未采纳的洞察没有落地结果";
            CircleExists = "CIRCLE_EXISTS", InvalidState,
                "the circle exists already", "圈子已存在";
            CircleFull { capacity: u32 } = "CIRCLE_FULL", RuleBroken,
                "all {capacity} seats of the circle are taken", "圈子的 {capacity} 个名额已满";
            AlreadyInCircle = "ALREADY_IN_CIRCLE", InvalidState,
                "the member is in the circle already", "成员已在圈子中";
            NotInCircle = "NOT_IN_CIRCLE", RuleBroken,
                "the member is not in the circle", "成员不在圈子中";
            CircleArchived = "CIRCLE_ARCHIVED", RuleBroken,
                "the circle is archived", "圈子已归档";
            AnnouncementExists = "ANNOUNCEMENT_EXISTS", InvalidState,
                "the announcement exists already", "公告已存在";
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
            VehicleExists = "VEHICLE_EXISTS", InvalidState,
                "the car exists already, or another has its VIN", "车辆已存在,或该车架号已登记";
            VehicleNotInService { state: String } = "VEHICLE_NOT_IN_SERVICE", InvalidState,
                "the car cannot be had: {state}", "车辆当前不可用:{state}";
            VehicleNotInWorkshop { state: String } = "VEHICLE_NOT_IN_WORKSHOP", InvalidState,
                "the car is not in the workshop: {state}", "车辆不在维修中:{state}";
            VehicleDoubleBooked { loan_id: LoanId } = "VEHICLE_DOUBLE_BOOKED", RuleBroken,
                "the car is promised or out then: {loan_id}", "该时段车辆已被占用:{loan_id}";
            VehicleHasLoans { loans: Vec<String> } = "VEHICLE_HAS_LOANS", RuleBroken,
                "the car still has loans: {loans}", "车辆仍有未结清的借车:{loans}";
            LoanExists = "LOAN_EXISTS", InvalidState,
                "the loan exists already", "借车申请已存在";
            LoanWindowInvalid = "LOAN_WINDOW_INVALID", Validation,
                "the time of the loan is over, too long, or ends before it begins", "借车时段无效:已过去、过长或结束早于开始";
            LoanOutsideTaskWindow = "LOAN_OUTSIDE_TASK_WINDOW", RuleBroken,
                "the loan is not within the time of the work", "借车时段超出任务时间";
            LoanNotRequested { state: String } = "LOAN_NOT_REQUESTED", InvalidState,
                "the loan does not wait for an answer: {state}", "借车申请不在待答复状态:{state}";
            LoanNotApproved { state: String } = "LOAN_NOT_APPROVED", InvalidState,
                "the loan is not approved, or the car is out: {state}", "借车未获批或车辆已交付:{state}";
            LicenceNotVerified = "LICENCE_NOT_VERIFIED", RuleBroken,
                "no licence was seen that is valid until the car is back", "未核实有效期覆盖还车日的驾驶证";
            InsuranceMissing = "INSURANCE_MISSING", RuleBroken,
                "the insurance must be named", "须注明保险";
            DeliveryNotScheduled { state: String } = "DELIVERY_NOT_SCHEDULED", InvalidState,
                "no delivery is agreed: {state}", "尚未安排交车:{state}";
            OdometerDecreased { last_km: u32 } = "ODOMETER_DECREASED", Validation,
                "the odometer already said {last_km} km", "里程表此前已为 {last_km} 公里";
            LoanNotOut { state: String } = "LOAN_NOT_OUT", InvalidState,
                "the member does not have the car: {state}", "车辆不在成员手中:{state}";
            LoanOut { loan_id: LoanId } = "LOAN_OUT", InvalidState,
                "the car is out on the loan {loan_id}", "车辆正在借出:{loan_id}";
            LoanOver { state: String } = "LOAN_OVER", InvalidState,
                "the loan is over: {state}", "借车已结束:{state}";
            LoanNotReturned { state: String } = "LOAN_NOT_RETURNED", InvalidState,
                "the car is not back, or the loan is settled: {state}", "车辆未归还或借车已结清:{state}";
            NotRelationshipManager = "NOT_RELATIONSHIP_MANAGER", Forbidden,
                "only the manager talks with the member, or whoever says that they stand in for them", "仅关系经理或声明代理的人员可以记录沟通";
            TalkExists = "TALK_EXISTS", InvalidState,
                "the talk is recorded already", "该沟通已记录";
            FollowUpExists = "FOLLOW_UP_EXISTS", InvalidState,
                "the follow-up exists already", "跟进事项已存在";
            FollowUpUnknown = "FOLLOW_UP_UNKNOWN", NotFound,
                "no such follow-up is open for the member", "该成员没有此待跟进事项";
            FeedbackAlreadySent { period: String } = "FEEDBACK_ALREADY_SENT", InvalidState,
                "feedback was given on {period} already", "{period} 的反馈已发送";
            FeedbackNotSent { period: String } = "FEEDBACK_NOT_SENT", NotFound,
                "no feedback was given on {period}", "未发送过 {period} 的反馈";
            NothingOwed = "NOTHING_OWED", InvalidState,
                "nothing is owed to the member", "当前无应尽的沟通或反馈";
        }
    };
}
pub(super) use and;
