//! More of the list of refusals: of what lasts for years. Duties and perks, ambassadors, insights
//! and circles, cars and care.

/// Makes the whole list into what `then` makes of it, with these at its end.
macro_rules! and {
    ($then:ident; $($list:tt)*) => {
        $then! {
            $($list)*
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
