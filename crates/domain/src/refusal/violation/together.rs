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
    CampaignExists = "CAMPAIGN_EXISTS", InvalidState,
        "the campaign exists already", "活动已存在";
    CampaignWindowInvalid { min: u16, max: u16 } = "CAMPAIGN_WINDOW_INVALID", RuleBroken,
        "it is not within what the campaign allows, {min} to {max}", "超出活动时间范围({min} 至 {max})";
    CampaignNotPlanned { state: String } = "CAMPAIGN_NOT_PLANNED", InvalidState,
        "the campaign was announced already, or is over: {state}", "活动不在策划状态:{state}";
    BriefingNotHeld = "BRIEFING_NOT_HELD", RuleBroken,
        "a briefing is held first, or somebody says why there is none", "须先举行说明会或说明免除原因";
    CampaignNotOpen { state: String } = "CAMPAIGN_NOT_OPEN", InvalidState,
        "the campaign is not open: {state}", "活动未开放:{state}";
    AlreadyEnrolled = "ALREADY_ENROLLED", InvalidState,
        "the member takes part already", "成员已参加";
    NotEnrolled = "NOT_ENROLLED", RuleBroken,
        "the member does not take part", "成员未参加";
    CampaignNotRunning { state: String } = "CAMPAIGN_NOT_RUNNING", InvalidState,
        "the campaign is not running: {state}", "活动未在进行:{state}";
    WeekAlreadyChecked { week: u16 } = "WEEK_ALREADY_CHECKED", InvalidState,
        "week {week} was looked at already", "第 {week} 周已检查";
    AwardNotPlanned = "AWARD_NOT_PLANNED", RuleBroken,
        "no such award is planned", "奖项不在计划中";
    AwardAlreadyConferred = "AWARD_ALREADY_CONFERRED", InvalidState,
        "the award was given already", "奖项已颁发";
    CampaignNotJudging { state: String } = "CAMPAIGN_NOT_JUDGING", InvalidState,
        "the campaign is not being judged: {state}", "活动不在评审中:{state}";
    CampaignHasOpenWork { n: u32 } = "CAMPAIGN_HAS_OPEN_WORK", RuleBroken,
        "{n} works of the campaign are still open", "活动尚有 {n} 项未完成的任务";
    AwardsOpen { awards: Vec<String> } = "AWARDS_OPEN", RuleBroken,
        "awards are neither given nor left without a winner: {awards}", "奖项未颁发也未宣布空缺:{awards}";
    CampaignRunning { state: String } = "CAMPAIGN_RUNNING", InvalidState,
        "the campaign has begun and can only be ended: {state}", "活动已开始,只能结束:{state}";
    NotInvited = "NOT_INVITED", RuleBroken,
        "the member was not invited", "成员未受邀请";
    GatheringExists = "GATHERING_EXISTS", InvalidState,
        "the gathering exists already", "聚会已存在";
    GatheringNotScheduled { state: String } = "GATHERING_NOT_SCHEDULED", InvalidState,
        "the gathering is not to come: {state}", "聚会不在待举行状态:{state}";
    GatheringFull { capacity: u32 } = "GATHERING_FULL", RuleBroken,
        "all {capacity} places of the gathering are taken", "聚会 {capacity} 个名额已满";
    NdaNotAccepted = "NDA_NOT_ACCEPTED", RuleBroken,
        "guests agree to keep what they hear to themselves", "来宾须同意保密";
    GatheringOver { state: String } = "GATHERING_OVER", InvalidState,
        "the gathering is over: {state}", "聚会已结束:{state}";
    GatheringNotHeld { state: String } = "GATHERING_NOT_HELD", InvalidState,
        "the gathering was not held: {state}", "聚会尚未举行:{state}";
    AttendanceMissing = "ATTENDANCE_MISSING", RuleBroken,
        "it must be recorded first who came", "须先记录到场情况";
    ProjectExists = "PROJECT_EXISTS", InvalidState,
        "the project exists already", "共创项目已存在";
    OutlineEmpty = "OUTLINE_EMPTY", Validation,
        "a project has at least one section", "项目须至少有一个章节";
    ProjectNotInclusive = "PROJECT_NOT_INCLUSIVE", RuleBroken,
        "pieces are open to every tier", "稿件须向所有等级开放";
    SectionExists = "SECTION_EXISTS", Validation,
        "the section is there already", "章节已存在";
    ProjectFrozen = "PROJECT_FROZEN", InvalidState,
        "the project is being proofread and does not change", "项目正在校对,内容不再变动";
    ProjectNotOpen { state: String } = "PROJECT_NOT_OPEN", InvalidState,
        "the project is not open for this: {state}", "项目不在可提交状态:{state}";
    NotChiefEditor = "NOT_CHIEF_EDITOR", Forbidden,
        "they are no chief editor of this project", "不是该项目的主编";
    NotSectionEditor = "NOT_SECTION_EDITOR", Forbidden,
        "they do not edit that section", "不是该章节的编写者";
    SectionTaken { by: KocId } = "SECTION_TAKEN", RuleBroken,
        "the section is edited by {by}", "章节由 {by} 编写";
    SectionNotClaimed { state: String } = "SECTION_NOT_CLAIMED", InvalidState,
        "the section is not in the hands of an editor: {state}", "章节不在编写状态:{state}";
    SectionNotInReview { state: String } = "SECTION_NOT_IN_REVIEW", InvalidState,
        "the section does not wait for a review: {state}", "章节不在待评审状态:{state}";
    SectionNotAccepted { section_ids: Vec<SectionId> } = "SECTION_NOT_ACCEPTED", RuleBroken,
        "these sections are not accepted: {section_ids}", "以下章节未被采纳:{section_ids}";
    ProjectNotFrozen { state: String } = "PROJECT_NOT_FROZEN", InvalidState,
        "the project is not closed for proofreading: {state}", "项目尚未定稿:{state}";
    ProjectNotProofread { state: String } = "PROJECT_NOT_PROOFREAD", InvalidState,
        "the project is not proofread: {state}", "项目尚未校对:{state}";
    CreditsIncomplete { uncredited: Vec<KocId> } = "CREDITS_INCOMPLETE", RuleBroken,
        "the credits leave out: {uncredited}", "署名遗漏:{uncredited}";
    CreditNameNotChosen { koc_ids: Vec<KocId> } = "CREDIT_NAME_NOT_CHOSEN", RuleBroken,
        "not named as they chose, or they have not chosen: {koc_ids}", "未按其选择署名或尚未选择:{koc_ids}";
    ProjectNotReleased { state: String } = "PROJECT_NOT_RELEASED", InvalidState,
        "that edition is not released: {state}", "该版本尚未发布:{state}";
    PieceExists = "PIECE_EXISTS", InvalidState,
        "the piece exists already", "稿件已存在";
    AlreadyTriaged { state: String } = "ALREADY_TRIAGED", InvalidState,
        "the piece was decided on already: {state}", "稿件已处理:{state}";
    PieceNotAccepted { piece_id: PieceId } = "PIECE_NOT_ACCEPTED", RuleBroken,
        "the piece {piece_id} is not in the project", "稿件 {piece_id} 未被采纳";
    PieceReleased = "PIECE_RELEASED", RuleBroken,
        "the piece is in a released edition", "稿件已在发布的版本中";
        }
    };
}
pub(super) use and;
