//! More of the list of refusals: of what is done together, beside contests. Campaigns and
//! gatherings, teams, mentorships, projects of the whole community.

/// Goes on with `next` and the list so far, with these at its end.
macro_rules! and {
    ($next:path; $then:ident; $($list:tt)*) => {
        $next! {
            $then;
            $($list)*
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
        }
    };
}
pub(super) use and;
