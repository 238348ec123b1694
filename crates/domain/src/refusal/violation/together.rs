//! More of the list of refusals: of what is done together, beside contests. Campaigns and
//! gatherings, teams, mentorships, projects of the whole community.

/// Goes on with `next` and the list so far, with these at its end.
macro_rules! and {
    ($next:path; $then:ident; $($list:tt)*) => {
        $next! {
            $then;
            $($list)*
            MemberNotEligible { koc_id: KocId, unmet: Vec<String> } = "MEMBER_NOT_ELIGIBLE", RuleBroken,
                "{koc_id} does not meet: {unmet}", "{koc_id} 不满足条件:{unmet}";
            TeamExists = "TEAM_EXISTS", InvalidState,
                "the team exists already", "团队已存在";
            TeamSizeInvalid { min: u16, max: u16 } = "TEAM_SIZE_INVALID", Validation,
                "a team has from 2 to 30 members, not {min} to {max}", "团队人数须在 2 至 30 人之间,不能是 {min} 至 {max}";
            MentorMustLead = "MENTOR_MUST_LEAD", RuleBroken,
                "a mentor must lead it", "须由导师带队";
            TeamFull { max: u16 } = "TEAM_FULL", RuleBroken,
                "the team has all {max} members", "团队已满 {max} 人";
            AlreadyInTeam { koc_id: KocId } = "ALREADY_IN_TEAM", InvalidState,
                "{koc_id} is in the team already", "{koc_id} 已在团队中";
            DelegatedToMentor = "DELEGATED_TO_MENTOR", RuleBroken,
                "this was left to the mentor", "该事项已授权给导师";
            NotInvited = "NOT_INVITED", RuleBroken,
                "they were not asked", "未收到邀请";
            NotAMember { koc_id: KocId } = "NOT_A_MEMBER", RuleBroken,
                "{koc_id} is not a member", "{koc_id} 不是成员";
            TeamNotOpen { state: String } = "TEAM_NOT_OPEN", InvalidState,
                "the team is past that: {state}", "团队状态不允许此操作:{state}";
            TeamNotReady { state: String } = "TEAM_NOT_READY", InvalidState,
                "the team is not ready: {state}", "团队尚未就绪:{state}";
            TeamTooSmall { min: u16, have: u16 } = "TEAM_TOO_SMALL", RuleBroken,
                "the team needs {min} members and has {have}", "团队至少需要 {min} 人,现有 {have} 人";
            RoleUnfilled { roles: Vec<String> } = "ROLE_UNFILLED", RuleBroken,
                "nobody has these roles: {roles}", "以下角色无人担任:{roles}";
            LeadMustHandOver = "LEAD_MUST_HAND_OVER", InvalidState,
                "whoever leads hands over first", "负责人须先移交";
            ObserverIsMember = "OBSERVER_IS_MEMBER", RuleBroken,
                "a member does not observe their own team", "团队成员不能观察自己的团队";
            SharesNotAgreed { missing: Vec<KocId> } = "SHARES_NOT_AGREED", RuleBroken,
                "these have not agreed to the shares: {missing}", "以下成员尚未同意该份额:{missing}";
            SharesFixed { at: Moment } = "SHARES_FIXED", InvalidState,
                "the shares stand since {at}", "份额已于 {at} 定案";
            TeamHasOpenWork { assignment_id: AssignmentId } = "TEAM_HAS_OPEN_WORK", RuleBroken,
                "the team has work under way: {assignment_id}", "团队仍有进行中的任务:{assignment_id}";
            CapacityBelowActive { active: u16 } = "CAPACITY_BELOW_ACTIVE", RuleBroken,
                "they teach {active} now", "当前在带学员 {active} 人";
            MentorHasMentees { ids: Vec<KocId> } = "MENTOR_HAS_MENTEES", RuleBroken,
                "they still teach: {ids}", "仍有在带学员:{ids}";
        }
    };
}
pub(super) use and;
