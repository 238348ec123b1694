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
        }
    };
}
pub(super) use and;
