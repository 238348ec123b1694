//! The list of refusals: code, class, and what people are told in both languages.

mod long_term;
mod together;

use serde::Serialize;

use super::Class;
use super::list::{Shown, violations};
use crate::actor::Role;
use crate::asset::values::Confidentiality;
use crate::assignment::values::ReviewStage;
use crate::contest::values::Judge;
use crate::id::{
    ActivityId, ActorId, AssetId, AssignmentId, EntryId, EventId, KocId, LoanId, MentorshipId,
    PublicationId, RewardId,
};
use crate::koc::values::MetricValue;
use crate::policy::MetricCode;
use crate::text::Lang;
use crate::time::{Day, Moment};
use crate::vocabulary::{
    ConsentPurpose, Horizon, Mode, RewardUnit, TierCode, UsePurpose, VocabularyAxis,
};

together::and! {
    long_term::and; violations;
    NotFound { what: String } = "NOT_FOUND", NotFound,
        "{what} does not exist", "{what} 不存在";
    Forbidden { role: Role, command: String } = "FORBIDDEN", Forbidden,
        "the role {role} may not send {command}", "角色 {role} 无权执行 {command}";
    FieldInvalid { field: String } = "FIELD_INVALID", Validation,
        "the field is not valid: {field}", "字段无效:{field}";
    DateInFuture { field: String } = "DATE_IN_FUTURE", Validation,
        "{field} is in the future", "{field} 在未来";
    DateInPast { field: String } = "DATE_IN_PAST", Validation,
        "{field} is in the past", "{field} 已过去";
    DateTooFar { field: String } = "DATE_TOO_FAR", Validation,
        "{field} is too far away", "{field} 过于遥远";
    ReasonRequired = "REASON_REQUIRED", Validation,
        "a reason is needed", "必须说明原因";
    NoChange = "NO_CHANGE", InvalidState,
        "nothing would change", "没有任何变化";
    VersionConflict { expected: u64, actual: u64 } = "VERSION_CONFLICT", Conflict,
        "version {expected} was expected but it is {actual}: read again", "预期版本 {expected},实际为 {actual},请重新读取";
    IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED", Idempotency,
        "this command id was used for another command", "该命令编号已用于另一条命令";
    ProgrammeExists = "PROGRAMME_EXISTS", InvalidState,
        "the programme exists already", "项目已存在";
    ProgrammeNotLive = "PROGRAMME_NOT_LIVE", InvalidState,
        "the programme is not live", "项目尚未正式运行";
    ProgrammeAlreadyLive = "PROGRAMME_ALREADY_LIVE", InvalidState,
        "the programme is live already", "项目已在运行";
    ProgrammeFrozen = "PROGRAMME_FROZEN", InvalidState,
        "the programme is frozen", "项目已冻结";
    ProgrammeNotFrozen = "PROGRAMME_NOT_FROZEN", InvalidState,
        "the programme is not frozen", "项目未被冻结";
    TzUnknown { name: String } = "TZ_UNKNOWN", Validation,
        "there is no time zone named {name}", "没有名为 {name} 的时区";
    MinAgeTooLow { min: u8 } = "MIN_AGE_TOO_LOW", RuleBroken,
        "the minimum age cannot be below {min}", "最低年龄不得低于 {min}";
    LimitInvalid { field: String } = "LIMIT_INVALID", Validation,
        "the limit {field} must be more than 0", "限额 {field} 必须大于 0";
    HorizonWindowInvalid = "HORIZON_WINDOW_INVALID", RuleBroken,
        "instant work must not last longer than the shortest phased work, and the phased minimum must not exceed its maximum", "时间窗无效:即时性须短于阶段性,阶段性下限不得高于上限";
    TermExists { axis: VocabularyAxis, code: String } = "TERM_EXISTS", InvalidState,
        "the term {code} exists on the axis {axis}", "维度 {axis} 已有词条 {code}";
    TermUnknown { axis: VocabularyAxis, code: String } = "TERM_UNKNOWN", NotFound,
        "the axis {axis} has no term {code}", "维度 {axis} 没有词条 {code}";
    LabelMissing { what: String, lang: Lang } = "LABEL_MISSING", Validation,
        "{what} has no label in {lang}", "{what} 缺少 {lang} 名称";
    ConsentTextExists { purpose: ConsentPurpose, next: u16 } = "CONSENT_TEXT_EXISTS", InvalidState,
        "the next text for {purpose} is version {next}", "{purpose} 的下一个文本版本应为 {next}";
    ConsentTextUnknown { purpose: ConsentPurpose, version: u16 } = "CONSENT_TEXT_UNKNOWN", NotFound,
        "there is no consent text {version} for {purpose}", "{purpose} 没有第 {version} 版同意书";
    PolicyVersionExists { next: u32 } = "POLICY_VERSION_EXISTS", InvalidState,
        "the next policy version is {next}", "下一个政策版本应为 {next}";
    PolicyUnknown { version: u32 } = "POLICY_UNKNOWN", NotFound,
        "there is no policy version {version}", "没有第 {version} 版政策";
    PolicyAlreadyPublished { version: u32 } = "POLICY_ALREADY_PUBLISHED", InvalidState,
        "policy version {version} is published already", "第 {version} 版政策已发布";
    PolicyNotDraft { version: u32 } = "POLICY_NOT_DRAFT", InvalidState,
        "policy version {version} is no draft to decide on", "第 {version} 版政策不是待决的草案";
    PolicyInForce { version: u32 } = "POLICY_IN_FORCE", InvalidState,
        "policy version {version} is published, and only a draft is withdrawn", "第 {version} 版政策已发布,只能撤回草案";
    PolicyNotInForce { version: u32 } = "POLICY_NOT_IN_FORCE", InvalidState,
        "policy version {version} is not in force on that day", "第 {version} 版政策当日未生效";
    PolicyEffectiveInPast { today: Day } = "POLICY_EFFECTIVE_IN_PAST", RuleBroken,
        "a policy cannot be in force from before {today}", "政策生效日不得早于 {today}";
    LadderRanksNotContiguous = "LADDER_RANKS_NOT_CONTIGUOUS", RuleBroken,
        "the ladder must hold ranks 1 to 3 once each, lowest first", "阶梯等级须从 1 到 3 各一次,由低到高";
    ThresholdInvalid { metric: MetricCode } = "THRESHOLD_INVALID", Validation,
        "the threshold for {metric} is out of range", "指标 {metric} 的门槛超出范围";
    RetentionStricterThanPromotion { metric: MetricCode } = "RETENTION_STRICTER_THAN_PROMOTION", RuleBroken,
        "staying would ask more of {metric} than rising did", "保级对 {metric} 的要求高于晋级";
    RuleCodeTwice { code: String } = "RULE_CODE_TWICE", Validation,
        "the contribution rule {code} is there twice", "贡献规则 {code} 重复";
    IncumbentGraceRequired { days: u16 } = "INCUMBENT_GRACE_REQUIRED", RuleBroken,
        "the rules harden: members of today need at least {days} days of grace", "规则收紧,须给现有成员至少 {days} 天宽限";
    FourEyesRequired { need: u8, have: u8 } = "FOUR_EYES_REQUIRED", RuleBroken,
        "{need} approval(s) by others are needed, {have} count", "需要他人批准 {need} 次,有效 {have} 次";
    AlreadyApproved = "ALREADY_APPROVED", InvalidState,
        "you have approved this already", "您已批准过此提议";
    OperatorExists = "OPERATOR_EXISTS", InvalidState,
        "the operator exists already", "运营人员已存在";
    OperatorRoleInvalid { role: Role } = "OPERATOR_ROLE_INVALID", Validation,
        "{role} is not a role of the team", "{role} 不是团队角色";
    KocAlreadyRegistered = "KOC_ALREADY_REGISTERED", InvalidState,
        "the member is registered already", "成员已注册";
    ExternalRefTaken { koc_id: KocId } = "EXTERNAL_REF_TAKEN", RuleBroken,
        "the external key belongs to {koc_id}", "该外部编号属于 {koc_id}";
    UnderAge { min: u8 } = "UNDER_AGE", RuleBroken,
        "members must be at least {min}", "成员须年满 {min} 岁";
    ConsentMissing { purpose: ConsentPurpose } = "CONSENT_MISSING", RuleBroken,
        "the consent {purpose} is missing", "缺少同意:{purpose}";
    EntryTierNotLowest = "ENTRY_TIER_NOT_LOWEST", RuleBroken,
        "everyone begins in the lowest tier", "所有人须从最低等级开始";
    KocNotActive { standing: String } = "KOC_NOT_ACTIVE", InvalidState,
        "the member is not active: {standing}", "成员当前不活跃:{standing}";
    WindowInvalid { field: String } = "WINDOW_INVALID", Validation,
        "the window ends before it begins: {field}", "时间窗结束早于开始:{field}";
    TierNotAdjacent { from: String, to: TierCode } = "TIER_NOT_ADJACENT", RuleBroken,
        "{to} is not the tier next to {from}", "{to} 与 {from} 不相邻";
    TierNotBelow { from: TierCode, to: TierCode } = "TIER_NOT_BELOW", RuleBroken,
        "{to} is not below {from}", "{to} 不低于 {from}";
    AlreadyCandidate { tier: TierCode } = "ALREADY_CANDIDATE", InvalidState,
        "there is an open candidacy for {tier}", "已有 {tier} 的候选资格";
    CandidacyNotOpen = "CANDIDACY_NOT_OPEN", InvalidState,
        "the candidacy is not open", "候选资格不在有效状态";
    InvitationAlreadyOpen { tier: TierCode } = "INVITATION_ALREADY_OPEN", InvalidState,
        "an invitation to {tier} is open", "已有 {tier} 的有效邀请";
    InvitationNotOpen { tier: TierCode } = "INVITATION_NOT_OPEN", InvalidState,
        "no invitation to {tier} is open", "没有 {tier} 的有效邀请";
    InvitationExpired { at: Moment } = "INVITATION_EXPIRED", RuleBroken,
        "the invitation expired at {at}", "邀请已于 {at} 过期";
    InvitationNotAccepted { tier: TierCode } = "INVITATION_NOT_ACCEPTED", RuleBroken,
        "{tier} is entered by invitation, and none was accepted", "进入 {tier} 须接受邀请";
    PromotionRequirementsNotMet { missing: Vec<MetricValue> } = "PROMOTION_REQUIREMENTS_NOT_MET", RuleBroken,
        "the promotion rules are not met: {missing}", "未达到晋级条件:{missing}";
    RetentionRequirementsMet = "RETENTION_REQUIREMENTS_MET", RuleBroken,
        "the retention rules are met", "已满足保级条件";
    MinDaysNotServed { left: u32 } = "MIN_DAYS_NOT_SERVED", RuleBroken,
        "{left} more days in the tier are needed", "还需在当前等级停留 {left} 天";
    CooldownActive { until: Day } = "COOLDOWN_ACTIVE", RuleBroken,
        "no promotion until {until} after the demotion", "降级冷却期至 {until}";
    GracePeriodActive { until: Day } = "GRACE_PERIOD_ACTIVE", RuleBroken,
        "no demotion until {until}", "宽限期至 {until}";
    NoticePeriodNotElapsed { until: Option<Day> } = "NOTICE_PERIOD_NOT_ELAPSED", RuleBroken,
        "the notice period is not over", "保级提醒期尚未结束";
    NoticeAlreadyOpen = "NOTICE_ALREADY_OPEN", InvalidState,
        "a notice is open already", "已有未结的保级提醒";
    EvidenceIncludesPause { from: Day, to: Day } = "EVIDENCE_INCLUDES_PAUSE", RuleBroken,
        "the evidence window holds a pause from {from} to {to}", "依据时间窗包含 {from} 至 {to} 的暂停";
    TierLocked { until: Option<Day> } = "TIER_LOCKED", InvalidState,
        "the tier is locked", "等级已锁定";
    TierAlreadyLocked = "TIER_ALREADY_LOCKED", InvalidState,
        "the tier is locked already", "等级已被锁定";
    TierNotLocked = "TIER_NOT_LOCKED", InvalidState,
        "the tier is not locked", "等级未锁定";
    TierFull { cap: u32 } = "TIER_FULL", RuleBroken,
        "the tier holds its {cap} members", "该等级名额 {cap} 已满";
    EffectiveDateBeforeLastChange { last: Day } = "EFFECTIVE_DATE_BEFORE_LAST_CHANGE", RuleBroken,
        "the last tier change was on {last}", "上次等级变动为 {last}";
    NoRightOfReturn { tier: TierCode } = "NO_RIGHT_OF_RETURN", RuleBroken,
        "the member did not step down from {tier}", "成员并非自愿退出 {tier}";
    RightOfReturnExpired { on: Day } = "RIGHT_OF_RETURN_EXPIRED", RuleBroken,
        "the right of return ended on {on}", "返回权已于 {on} 到期";
    EventNotATierChange { event: EventId } = "EVENT_NOT_A_TIER_CHANGE", RuleBroken,
        "{event} is not a tier event of this member, or was corrected already", "{event} 不是该成员的等级事件或已被更正";
    KocNotPaused = "KOC_NOT_PAUSED", InvalidState,
        "the member is not paused", "成员未暂停";
    KocAlreadyLeft = "KOC_ALREADY_LEFT", InvalidState,
        "the member has left already", "成员已退出";
    KocNotLeft = "KOC_NOT_LEFT", InvalidState,
        "the member has not left", "成员未退出";
    ImportClosed = "IMPORT_CLOSED", InvalidState,
        "history is imported only until the programme goes live", "历史数据只能在正式运行前导入";
    ImportFromMismatch { stated: String, has: String } = "IMPORT_FROM_MISMATCH", RuleBroken,
        "the row says from {stated}, the member stands at {has}", "数据称起点为 {stated},成员实际为 {has}";
    ImportTimeBackwards { last: Moment } = "IMPORT_TIME_BACKWARDS", RuleBroken,
        "the member's last move was later, at {last}", "该成员上一次变动更晚:{last}";
    ImportAcceptedBeforeSubmitted { submitted_at: Moment, accepted_at: Moment } = "IMPORT_ACCEPTED_BEFORE_SUBMITTED", RuleBroken,
        "accepted at {accepted_at}, before it was submitted at {submitted_at}", "接受时间 {accepted_at} 早于提交时间 {submitted_at}";
    HandleTaken { platform: String } = "HANDLE_TAKEN", RuleBroken,
        "an account on {platform} with that name belongs to somebody else", "{platform} 上的该账号已属于其他成员";
    ChannelAlreadyLinked { platform: String } = "CHANNEL_ALREADY_LINKED", InvalidState,
        "that account on {platform} is linked already", "{platform} 上的该账号已关联";
    ChannelUnknown { platform: String } = "CHANNEL_UNKNOWN", NotFound,
        "the member has no such account on {platform}", "成员在 {platform} 上没有该账号";
    ConsentNotGiven { purpose: ConsentPurpose } = "CONSENT_NOT_GIVEN", InvalidState,
        "there is no consent for {purpose} to end", "没有有效的 {purpose} 同意";
    KocNotSuspended = "KOC_NOT_SUSPENDED", InvalidState,
        "the member is not suspended", "成员未被停权";
    SelfMerge = "SELF_MERGE", Validation,
        "a record is not merged into itself", "不能与自身合并";
    AlreadyMerged { into: KocId } = "ALREADY_MERGED", InvalidState,
        "the record was merged into {into}", "该记录已并入 {into}";
    ActivityDuplicate = "ACTIVITY_DUPLICATE", InvalidState,
        "that activity was recorded already", "该社群行为已记录";
    ActivityWrongMonth { expected: String } = "ACTIVITY_WRONG_MONTH", Validation,
        "it happened in {expected}", "它发生在 {expected}";
    ActivityUnknown { activity_id: ActivityId } = "ACTIVITY_UNKNOWN", NotFound,
        "the member has no activity {activity_id}", "成员没有社群行为 {activity_id}";
    AlreadyMarked = "ALREADY_MARKED", InvalidState,
        "it was marked already", "已标记过";
    TaskExists = "TASK_EXISTS", InvalidState,
        "the task exists already", "任务已存在";
    IdentityTakesNoOrders = "IDENTITY_TAKES_NO_ORDERS", RuleBroken,
        "the identity horizon takes no orders", "身份性不接受任务指令";
    HorizonNeedsDuty = "HORIZON_NEEDS_DUTY", RuleBroken,
        "ongoing work is given only by a duty", "持续性任务只能由职责产生";
    ModeNotAllowed { horizon: Horizon, mode: Mode } = "MODE_NOT_ALLOWED", RuleBroken,
        "{mode} is not allowed for {horizon}", "{horizon} 不允许 {mode}";
    BriefIncomplete { missing: Vec<String> } = "BRIEF_INCOMPLETE", Validation,
        "the brief lacks: {missing}", "说明书缺少:{missing}";
    ObjectiveNotMeasurable = "OBJECTIVE_NOT_MEASURABLE", RuleBroken,
        "no criterion can be judged", "没有可评判的标准";
    CriteriaWeightsInvalid { sum: u32 } = "CRITERIA_WEIGHTS_INVALID", RuleBroken,
        "the weights of scored criteria sum to {sum}, not 100", "评分标准权重合计 {sum},应为 100";
    CriterionTwice { id: String } = "CRITERION_TWICE", Validation,
        "the criterion {id} is there twice", "标准 {id} 重复";
    HorizonWindowMismatch { horizon: Horizon, max_hours: u32 } = "HORIZON_WINDOW_MISMATCH", RuleBroken,
        "the window does not fit {horizon}, which allows {max_hours} hours", "时间窗不符合 {horizon}(上限 {max_hours} 小时)";
    OpinionPrescribed { phrase: String } = "OPINION_PRESCRIBED", RuleBroken,
        "the brief prescribes an opinion: {phrase}", "说明书规定了观点:{phrase}";
    BriefVersionStale { current: u32 } = "BRIEF_VERSION_STALE", Conflict,
        "the current brief version is {current}", "当前说明书版本为 {current}";
    BriefNotApproved = "BRIEF_NOT_APPROVED", InvalidState,
        "the brief is not approved", "说明书未获批";
    MaxTierForbidden = "MAX_TIER_FORBIDDEN", RuleBroken,
        "a task has a minimum tier, never a maximum", "任务只设最低等级,不设最高等级";
    TaskAlreadyOpen = "TASK_ALREADY_OPEN", InvalidState,
        "the task has been opened already", "任务已开放过";
    TaskNotOpen { state: String } = "TASK_NOT_OPEN", InvalidState,
        "the task is not open: {state}", "任务未开放:{state}";
    DeadlinePassed { at: Moment } = "DEADLINE_PASSED", RuleBroken,
        "work was due at {at}", "截止时间 {at} 已过";
    TierTooLow { need: TierCode, has: String } = "TIER_TOO_LOW", RuleBroken,
        "{need} is needed, the member has {has}", "需要 {need},成员为 {has}";
    NotEligible { unmet: Vec<String> } = "NOT_ELIGIBLE", RuleBroken,
        "not eligible: {unmet}", "不符合条件:{unmet}";
    AvailabilityLightOnly = "AVAILABILITY_LIGHT_ONLY", RuleBroken,
        "the member takes light tasks only, or none", "成员当前仅承接轻任务或暂停承接";
    ConcurrentLimitReached { limit: u16 } = "CONCURRENT_LIMIT_REACHED", RuleBroken,
        "the member holds {limit} live assignments, the limit", "成员并行任务已达上限 {limit}";
    NoSlotsLeft { slots: u32 } = "NO_SLOTS_LEFT", RuleBroken,
        "all {slots} slots are taken", "{slots} 个名额已满";
    AlreadyAssigned = "ALREADY_ASSIGNED", InvalidState,
        "the member has had this task", "成员已接到过此任务";
    OfferExpiryInvalid = "OFFER_EXPIRY_INVALID", Validation,
        "the offer must end in the future and before work is due", "邀约须在未来、且不晚于截止时间结束";
    OfferNotPending { state: String } = "OFFER_NOT_PENDING", InvalidState,
        "the offer is not pending: {state}", "邀约不在待答复状态:{state}";
    OfferExpired { at: Moment } = "OFFER_EXPIRED", RuleBroken,
        "the offer expired at {at}", "邀约已于 {at} 过期";
    TermsNotAccepted { which: Vec<String> } = "TERMS_NOT_ACCEPTED", RuleBroken,
        "terms not accepted: {which}", "未接受的条款:{which}";
    NotTheAssignee = "NOT_THE_ASSIGNEE", Forbidden,
        "only the assignee may do this", "只有承接人可以执行";
    NotYetDue { at: Moment } = "NOT_YET_DUE", RuleBroken,
        "it is not due before {at}", "{at} 之前未到期";
    AssignmentNotActive { state: String } = "ASSIGNMENT_NOT_ACTIVE", InvalidState,
        "the assignment is not active: {state}", "任务承接不在进行状态:{state}";
    AwaitingReview = "AWAITING_REVIEW", InvalidState,
        "the last submission waits for its review", "上一次提交正在等待评审";
    SubmissionNumberGap { next: u16 } = "SUBMISSION_NUMBER_GAP", Validation,
        "the next submission is number {next}", "下一个提交编号应为 {next}";
    OutputMismatch { item: String, expected: String } = "OUTPUT_MISMATCH", RuleBroken,
        "{item} does not match the brief: {expected}", "{item} 与说明书不符:{expected}";
    AttestationMissing { which: Vec<String> } = "ATTESTATION_MISSING", RuleBroken,
        "attestations missing: {which}", "缺少声明:{which}";
    ContributorNotInTeam { koc_id: KocId } = "CONTRIBUTOR_NOT_IN_TEAM", RuleBroken,
        "{koc_id} is not the assignee", "{koc_id} 不是承接人";
    SharesNot100 { sum: u32 } = "SHARES_NOT_100", RuleBroken,
        "shares sum to {sum}, not 10000", "份额合计 {sum},应为 10000";
    DuplicateContent { assignment_id: AssignmentId } = "DUPLICATE_CONTENT", RuleBroken,
        "the same work was submitted in {assignment_id}", "相同作品已在 {assignment_id} 提交";
    SubmissionWindowClosed { at: Moment } = "SUBMISSION_WINDOW_CLOSED", RuleBroken,
        "submissions ended at {at}", "提交已于 {at} 截止";
    NothingToReview = "NOTHING_TO_REVIEW", InvalidState,
        "there is nothing to review under that number", "没有可评审的该次提交";
    ReviewClaimedByOther { who: ActorId } = "REVIEW_CLAIMED_BY_OTHER", InvalidState,
        "the review is held by {who}", "该评审由 {who} 负责";
    ReviewerIsAuthor = "REVIEWER_IS_AUTHOR", RuleBroken,
        "nobody reviews their own work", "不得评审自己的作品";
    ReviewStageOutOfOrder { expected: ReviewStage } = "REVIEW_STAGE_OUT_OF_ORDER", RuleBroken,
        "the stage {expected} comes first", "应先进行 {expected} 阶段";
    NotAuthorisedReviewer = "NOT_AUTHORISED_REVIEWER", Forbidden,
        "the review is not yours to decide", "您无权作出该评审";
    CriterionUnknown { id: String } = "CRITERION_UNKNOWN", Validation,
        "the brief has no criterion {id}", "说明书没有标准 {id}";
    CriterionUnscored { ids: Vec<String> } = "CRITERION_UNSCORED", RuleBroken,
        "not judged: {ids}", "未评判:{ids}";
    ScoreOutOfRange { id: String } = "SCORE_OUT_OF_RANGE", Validation,
        "the score of {id} is not within 0–100", "{id} 的分数不在 0–100 之内";
    EvidenceRequired { id: String } = "EVIDENCE_REQUIRED", RuleBroken,
        "the score of {id} has neither evidence nor comment", "{id} 的评分缺少依据或评语";
    FeedbackRequired = "FEEDBACK_REQUIRED", RuleBroken,
        "something concrete must be praised or advised", "须给出具体的肯定或建议";
    MustCriterionFailed { id: String } = "MUST_CRITERION_FAILED", RuleBroken,
        "the criterion {id} must be met", "必须满足标准 {id}";
    ComplianceFailed { which: Vec<String> } = "COMPLIANCE_FAILED", RuleBroken,
        "not compliant: {which}", "不合规:{which}";
    ImprovementsRequired = "IMPROVEMENTS_REQUIRED", RuleBroken,
        "a revision needs at least one improvement", "要求修改须给出改进建议";
    RevisionLimitReached { limit: u16 } = "REVISION_LIMIT_REACHED", RuleBroken,
        "all {limit} revisions are used", "已用完 {limit} 次修改";
    NothingToAcknowledge = "NOTHING_TO_ACKNOWLEDGE", InvalidState,
        "there is no review to acknowledge", "没有可确认的评审";
    WorkNotApproved = "WORK_NOT_APPROVED", InvalidState,
        "the work is not approved", "作品未通过";
    AlreadyArchived { asset_id: AssetId } = "ALREADY_ARCHIVED", InvalidState,
        "it is archived as {asset_id}", "已归档为 {asset_id}";
    AssetExists = "ASSET_EXISTS", InvalidState,
        "the asset exists already", "素材已存在";
    AuthorsMissing = "AUTHORS_MISSING", Validation,
        "the authors must be named, every contributor among them", "须列出全部作者";
    CreditLineMissing = "CREDIT_LINE_MISSING", Validation,
        "the credit line is missing", "缺少署名";
    ClassificationMissing { axis: VocabularyAxis } = "CLASSIFICATION_MISSING", Validation,
        "the axis {axis} is not classified", "未填写 {axis} 分类";
    RightsNotGranted { what: String } = "RIGHTS_NOT_GRANTED", RuleBroken,
        "the accepted terms do not grant: {what}", "接受的条款未授权:{what}";
    ContentHashMismatch = "CONTENT_HASH_MISMATCH", RuleBroken,
        "the file is not the one that was reviewed", "文件与评审的作品不一致";
    PeopleConsentMissing = "PEOPLE_CONSENT_MISSING", RuleBroken,
        "the people in it must have agreed", "画面中的人物须已同意";
    AlreadyCredited { entry_id: EntryId } = "ALREADY_CREDITED", InvalidState,
        "it was credited as {entry_id}", "已记入 {entry_id}";
    AmountNotPositive = "AMOUNT_NOT_POSITIVE", Validation,
        "the amount must be more than 0", "数额必须大于 0";
    EntryUnknown { entry_id: EntryId } = "ENTRY_UNKNOWN", NotFound,
        "there is no entry {entry_id}", "没有账目 {entry_id}";
    EntryExists { entry_id: EntryId } = "ENTRY_EXISTS", InvalidState,
        "the entry {entry_id} exists already", "账目 {entry_id} 已存在";
    AlreadyReversed = "ALREADY_REVERSED", InvalidState,
        "the entry is reversed already", "账目已冲回";
    HorizonNeedsCampaign = "HORIZON_NEEDS_CAMPAIGN", RuleBroken,
        "phased work belongs to a project: name its campaign", "阶段性任务须指明所属项目";
    BriefFrozen { accepted: u32 } = "BRIEF_FROZEN", RuleBroken,
        "{accepted} members hold the task under the earlier brief and must be asked again",
        "已有 {accepted} 位成员接受任务,修订须重新征得其同意";
    TaskNotClosed { state: String } = "TASK_NOT_CLOSED", InvalidState,
        "the task is not closed: {state}", "任务未关闭:{state}";
    TaskHasOpenWork { n: u32 } = "TASK_HAS_OPEN_WORK", RuleBroken,
        "{n} assignments are still under way", "仍有 {n} 项任务承接在进行中";
    TaskCompleted = "TASK_COMPLETED", InvalidState,
        "the task is completed", "任务已完结";
    QuietHours { from_hour: u8, to_hour: u8 } = "QUIET_HOURS", RuleBroken,
        "nobody is disturbed from {from_hour}:00 to {to_hour}:00",
        "{from_hour}:00 至 {to_hour}:00 为免打扰时段";
    NegotiationNotAllowed = "NEGOTIATION_NOT_ALLOWED", RuleBroken,
        "this task is not negotiated", "此任务不接受条款协商";
    ProposalNotOpen = "PROPOSAL_NOT_OPEN", InvalidState,
        "that counter-proposal does not wait for an answer", "该条款变更建议不在待答复状态";
    DeadlineNotLater { from: Moment } = "DEADLINE_NOT_LATER", Validation,
        "the new due time must be later than {from}", "新的截止时间必须晚于 {from}";
    AssignmentSettled = "ASSIGNMENT_SETTLED", InvalidState,
        "the work was judged already", "作品已有评审结论";
    ReviewStarted = "REVIEW_STARTED", InvalidState,
        "the review has begun", "评审已开始";
    AlreadyMentor = "ALREADY_MENTOR", InvalidState,
        "the member is a mentor already", "成员已是导师";
    NotAMentor = "NOT_A_MENTOR", InvalidState,
        "the member is not a mentor", "成员不是导师";
    MentorNotAway = "MENTOR_NOT_AWAY", InvalidState,
        "the mentor is not away", "导师未暂离";
    MentorshipExists = "MENTORSHIP_EXISTS", InvalidState,
        "the mentorship exists already", "师徒关系已存在";
    SelfMentorship = "SELF_MENTORSHIP", RuleBroken,
        "nobody mentors themselves", "不能成为自己的导师";
    MentorNotAppointed = "MENTOR_NOT_APPOINTED", RuleBroken,
        "that member is not an appointed mentor", "该成员未被任命为导师";
    MentorAway = "MENTOR_AWAY", RuleBroken,
        "the mentor is away", "导师暂离";
    MentorAtCapacity { cap: u16 } = "MENTOR_AT_CAPACITY", RuleBroken,
        "all {cap} seats of the mentor are taken", "导师的 {cap} 个名额已满";
    MenteeHasMentor { mentorship_id: MentorshipId } = "MENTEE_HAS_MENTOR", RuleBroken,
        "the mentee has a mentor in {mentorship_id}", "学员已有导师:{mentorship_id}";
    MenteeNotBelowMentor = "MENTEE_NOT_BELOW_MENTOR", RuleBroken,
        "the mentee must rank below the mentor", "学员等级须低于导师";
    MentorshipCycle { path: Vec<KocId> } = "MENTORSHIP_CYCLE", RuleBroken,
        "a cycle would close: {path}", "将形成循环:{path}";
    MentorshipNotOpen { state: String } = "MENTORSHIP_NOT_OPEN", InvalidState,
        "the mentorship is not open: {state}", "师徒关系不在待同意状态:{state}";
    MentorshipNotActive { state: String } = "MENTORSHIP_NOT_ACTIVE", InvalidState,
        "the mentorship is not active: {state}", "师徒关系不在进行状态:{state}";
    RoleConflict { with: Role } = "ROLE_CONFLICT", RuleBroken,
        "the role does not go with {with} in one hand", "该角色不能与 {with} 由同一人担任";
    LastAdmin = "LAST_ADMIN", RuleBroken,
        "there would be no administrator left", "至少须保留一名管理员";
    OperatorHasContacts { n: u32 } = "OPERATOR_HAS_CONTACTS", RuleBroken,
        "the operator answers for {n} open tasks, assignments, members or cars: hand them over", "该人员仍负责 {n} 项任务、成员或车辆,须先交接";
    OperatorInactive = "OPERATOR_INACTIVE", InvalidState,
        "the operator is no longer on the team", "该运营人员已停用";
    ContactMissing = "CONTACT_MISSING", InvalidState,
        "nobody on the team answers for it: name a contact who can", "没有可联系的运营人员:请先指定联系人";
    AppealExists = "APPEAL_EXISTS", InvalidState,
        "the appeal exists already", "申诉已存在";
    NotTheSubject = "NOT_THE_SUBJECT", RuleBroken,
        "that event decided nothing about the member", "该事件不是针对该成员的决定";
    AppealWindowClosed { closed_on: Day } = "APPEAL_WINDOW_CLOSED", InvalidState,
        "it could be disputed until {closed_on}", "申诉期已于 {closed_on} 结束";
    AppealAlreadyOpen = "APPEAL_ALREADY_OPEN", InvalidState,
        "an appeal on it waits for its decision", "该决定已有待处理的申诉";
    HandlerIsDecider = "HANDLER_IS_DECIDER", RuleBroken,
        "whoever decided the case does not decide the appeal", "原决定人不得处理该申诉";
    AppealNotAssigned = "APPEAL_NOT_ASSIGNED", InvalidState,
        "nobody was given the appeal yet", "申诉尚未指派处理人";
    AlreadyDecided = "ALREADY_DECIDED", InvalidState,
        "it was decided already", "已作出决定";
    AppealNotUpheld = "APPEAL_NOT_UPHELD", RuleBroken,
        "no appeal against what stands now was upheld", "没有针对现行结果的成立申诉";
    DataRequestExists = "DATA_REQUEST_EXISTS", InvalidState,
        "the request exists already", "该请求已存在";
    KindUnknown { kind: String } = "KIND_UNKNOWN", Validation,
        "there is no kind of request {kind}", "没有请求类型 {kind}";
    RequestClosed = "REQUEST_CLOSED", InvalidState,
        "the request is closed", "该请求已办结";
    IdentityNotVerified = "IDENTITY_NOT_VERIFIED", RuleBroken,
        "it was not made sure that the person themselves asked for this", "尚未核验请求人身份";
    ErasureRequired = "ERASURE_REQUIRED", RuleBroken,
        "a deletion is fulfilled by erasing the member, and by nothing else", "删除请求只能通过删除成员信息办结";
    ErasureBlocked { blockers: Vec<String> } = "ERASURE_BLOCKED", RuleBroken,
        "first to be settled: {blockers}", "须先了结:{blockers}";
    NotAParty = "NOT_A_PARTY", Forbidden,
        "only the party named may do this", "只有当事人可以执行";
    AssetWithdrawn = "ASSET_WITHDRAWN", InvalidState,
        "the asset is out of the library", "素材已撤下";
    PurposeNotLicensed { purpose: UsePurpose } = "PURPOSE_NOT_LICENSED", RuleBroken,
        "the licence does not give the purpose {purpose}", "授权不含用途 {purpose}";
    LicenceExpired { on: Day } = "LICENCE_EXPIRED", RuleBroken,
        "the licence ends on {on}", "授权截至 {on}";
    AuthorNotAgreed = "AUTHOR_NOT_AGREED", RuleBroken,
        "the author must have agreed", "须经作者同意";
    AssetNotArchived { state: String } = "ASSET_NOT_ARCHIVED", InvalidState,
        "the asset cannot be used or restricted: {state}", "素材当前不可使用或限制:{state}";
    AssetNotWithdrawn { state: String } = "ASSET_NOT_WITHDRAWN", InvalidState,
        "the asset does not stand as this asks: {state}", "素材状态不符:{state}";
    AssetConfidential { level: Confidentiality } = "ASSET_CONFIDENTIAL", RuleBroken,
        "the asset is marked {level}: it is not for everybody's eyes", "素材密级为 {level},不得向该受众公开";
    LicenceNotRevocable = "LICENCE_NOT_REVOCABLE", RuleBroken,
        "the licence is not the author's to take back", "该授权不可由作者撤回";
    ReuseExists = "REUSE_EXISTS", InvalidState,
        "the use was recorded already", "该次使用已记录";
    EmbargoActive { until: Moment } = "EMBARGO_ACTIVE", RuleBroken,
        "nothing may be public before {until}", "{until} 之前不得公开";
    PublicationExists = "PUBLICATION_EXISTS", InvalidState,
        "the publication exists already", "发布已登记";
    PublicationUnknown = "PUBLICATION_UNKNOWN", NotFound,
        "the publication is not known", "发布未登记";
    UrlTaken { publication_id: PublicationId } = "URL_TAKEN", RuleBroken,
        "the address is registered as {publication_id}", "该网址已登记为 {publication_id}";
    MeasureOutOfOrder { last: Moment } = "MEASURE_OUT_OF_ORDER", RuleBroken,
        "a count must be later than {last}", "统计时间须晚于 {last}";
    EngagementDecreased = "ENGAGEMENT_DECREASED", RuleBroken,
        "a number fell, and this is no correction", "数据下降,且未标明为更正";
    LeadAlreadyAttributed { to: KocId } = "LEAD_ALREADY_ATTRIBUTED", InvalidState,
        "the lead was attributed to {to} by this model", "该线索已按此模型归于 {to}";
    SelfReferral = "SELF_REFERRAL", RuleBroken,
        "nobody is their own lead", "不得以自己为线索";
    DisclosureMissing = "DISCLOSURE_MISSING", RuleBroken,
        "where its author published it, the tie to the brand is not told", "作者发布处未披露品牌合作";
    NotAmplified = "NOT_AMPLIFIED", InvalidState,
        "the brand did not publish it", "该发布并非官方传播";
    PublicationNotLive = "PUBLICATION_NOT_LIVE", InvalidState,
        "it is no longer public", "该发布已下线";
    HonourExists = "HONOUR_EXISTS", InvalidState,
        "the honour exists already", "荣誉已存在";
    CitationRequired = "CITATION_REQUIRED", Validation,
        "an honour says what it is for, in both languages", "须以中英文写明授予理由";
    HonourAlreadyHeld { by: KocId } = "HONOUR_ALREADY_HELD", RuleBroken,
        "the title is one person's, and {by} holds it", "该称号唯一,现由 {by} 持有";
    HonourNotConferred { state: String } = "HONOUR_NOT_CONFERRED", InvalidState,
        "the honour is not held any more: {state}", "荣誉已失效:{state}";
    BudgetExists = "BUDGET_EXISTS", InvalidState,
        "the budget exists already", "预算已存在";
    BudgetClosed = "BUDGET_CLOSED", InvalidState,
        "the budget is closed or past its last day", "预算已关闭或已过有效期";
    BudgetExceeded { left: u64 } = "BUDGET_EXCEEDED", RuleBroken,
        "the budget has {left} left", "预算仅剩 {left}";
    HoldExists = "HOLD_EXISTS", InvalidState,
        "that part of the budget is set aside already", "该笔预算已冻结";
    HoldUnknown = "HOLD_UNKNOWN", NotFound,
        "that part of the budget is not set aside", "没有该笔预算冻结";
    AmountExceedsReserve { left: u64 } = "AMOUNT_EXCEEDS_RESERVE", RuleBroken,
        "only {left} may be taken", "最多可动用 {left}";
    BudgetHasHolds { holds: u32 } = "BUDGET_HAS_HOLDS", RuleBroken,
        "parts of the budget are set aside: {holds}", "预算仍有 {holds} 笔冻结";
    ReturnWithoutBudget = "RETURN_WITHOUT_BUDGET", RuleBroken,
        "what is counted must name the budget it is paid from", "有数额的回报须指明预算";
    UnitUnknown { unit: RewardUnit } = "UNIT_UNKNOWN", Validation,
        "the budget is not counted in {unit}", "预算的单位不是 {unit}";
    RequestExists = "REQUEST_EXISTS", InvalidState,
        "the request exists already", "求助已存在";
    RequestNotOpen { state: String } = "REQUEST_NOT_OPEN", InvalidState,
        "the request waits for no answer: {state}", "求助不在待答复状态:{state}";
    AnswerEmpty = "ANSWER_EMPTY", Validation,
        "an answer says something", "答复不能为空";
    SourceRequired = "SOURCE_REQUIRED", Validation,
        "technical data names its source", "技术数据必须注明来源";
    RequestNotAnswered { state: String } = "REQUEST_NOT_ANSWERED", InvalidState,
        "the request is not answered: {state}", "求助尚未答复:{state}";
    RequestNotClosed { state: String } = "REQUEST_NOT_CLOSED", InvalidState,
        "the request is neither answered nor closed: {state}", "求助尚未答复或关闭:{state}";
    TaskNotClaimable { state: String } = "TASK_NOT_CLAIMABLE", InvalidState,
        "the task is not open for claims: {state}", "任务不可自行承接:{state}";
    AssignmentNotFinished { state: String } = "ASSIGNMENT_NOT_FINISHED", InvalidState,
        "the assignment is not finished: {state}", "任务承接尚未结束:{state}";
    LedgerEntriesMissing = "LEDGER_ENTRIES_MISSING", RuleBroken,
        "what the work earned is not in the ledgers", "账上缺少作品应得的记录";
    RewardExists { reward_id: RewardId } = "REWARD_EXISTS", InvalidState,
        "the reward {reward_id} exists already", "奖励 {reward_id} 已存在";
    ReserveUnknown { reward_id: RewardId } = "RESERVE_UNKNOWN", NotFound,
        "no reward {reward_id} is promised", "没有预留的奖励 {reward_id}";
    ReserveAlreadyResolved = "RESERVE_ALREADY_RESOLVED", InvalidState,
        "the promise is kept or taken back already", "预留的奖励已发放或作废";
    AlreadyPosted = "ALREADY_POSTED", InvalidState,
        "it was rewarded for that event already", "该事件已发放过奖励";
    RewardNotGiven = "REWARD_NOT_GIVEN", InvalidState,
        "the reward was not given", "奖励尚未发放";
    InsufficientPoints { balance: i64 } = "INSUFFICIENT_POINTS", RuleBroken,
        "there are {balance} points to spend", "可用积分为 {balance}";
    ItemNotAvailable = "ITEM_NOT_AVAILABLE", RuleBroken,
        "the item is not to be had for points now", "该物品暂不可兑换";
    PayeeNotVerified = "PAYEE_NOT_VERIFIED", RuleBroken,
        "the payee must be verified by finance", "收款信息须经财务核实";
    WithholdingMismatch = "WITHHOLDING_MISMATCH", Validation,
        "tax and net do not make the gross that is owed", "税款与净额之和不等于应付总额";
    NotAGift = "NOT_A_GIFT", Validation,
        "the reward is not a gift", "该奖励不是礼品";
    NotInBatch = "NOT_IN_BATCH", RuleBroken,
        "the reward does not wait in that payout", "该奖励不在此付款批次中";
    AlreadyPaid = "ALREADY_PAID", InvalidState,
        "the reward is paid already", "奖励已付款";
    AmountExceedsEntry { left: u64 } = "AMOUNT_EXCEEDS_ENTRY", RuleBroken,
        "only {left} of the reward can be taken back", "最多可追回 {left}";
    PayoutExists = "PAYOUT_EXISTS", InvalidState,
        "the payout exists already", "付款批次已存在";
    BatchEmpty = "BATCH_EMPTY", Validation,
        "the payout has no lines", "付款批次没有明细";
    LineAlreadyBatched { reward_id: RewardId } = "LINE_ALREADY_BATCHED", InvalidState,
        "the reward {reward_id} is not free to be paid: it is in a payout or settled", "奖励 {reward_id} 不可付款:已在批次中或已结清";
    TaxProfileMissing { koc_ids: Vec<KocId> } = "TAX_PROFILE_MISSING", RuleBroken,
        "the payee of these members is not verified: {koc_ids}", "以下成员的收款信息未核实:{koc_ids}";
    BatchNotPrepared { state: String } = "BATCH_NOT_PREPARED", InvalidState,
        "the payout does not wait for approval: {state}", "付款批次不在待审批状态:{state}";
    BatchNotApproved { state: String } = "BATCH_NOT_APPROVED", InvalidState,
        "the payout is not approved: {state}", "付款批次未获批:{state}";
    BatchNotExported { state: String } = "BATCH_NOT_EXPORTED", InvalidState,
        "the payout has not gone out: {state}", "付款批次未导出:{state}";
    BatchExported = "BATCH_EXPORTED", InvalidState,
        "the payout has gone out", "付款批次已导出";
    LineAlreadySettled = "LINE_ALREADY_SETTLED", InvalidState,
        "the line is settled already", "付款明细已处理";
    ContestExists = "CONTEST_EXISTS", InvalidState,
        "the contest exists already", "竞赛已存在";
    CriteriaMissing = "CRITERIA_MISSING", RuleBroken,
        "the task has no criteria to rank entries by", "任务没有可用于排名的评判标准";
    JudgesTooFew { need: u8, have: u8 } = "JUDGES_TOO_FEW", RuleBroken,
        "at least {need} judges are needed, there are {have}", "至少需要 {need} 位评委,现有 {have} 位";
    TieRuleMissing = "TIE_RULE_MISSING", Validation,
        "the contest must say what decides between equal entries", "须写明同分规则";
    ContestNotDrafted { state: String } = "CONTEST_NOT_DRAFTED", InvalidState,
        "the contest is no draft: {state}", "竞赛不在起草状态:{state}";
    ContestNotOpen { state: String } = "CONTEST_NOT_OPEN", InvalidState,
        "the contest takes no entries: {state}", "竞赛未在征集:{state}";
    EntriesNotClosed { state: String } = "ENTRIES_NOT_CLOSED", InvalidState,
        "the judging begins once when entries are closed: {state}", "征集截止后方可开始一次评审:{state}";
    ContestNotJudging { state: String } = "CONTEST_NOT_JUDGING", InvalidState,
        "the contest is not being judged: {state}", "竞赛不在评审中:{state}";
    NotAJudge = "NOT_A_JUDGE", Forbidden,
        "they do not judge this contest", "不是该竞赛的评委";
    JudgeConflictOfInterest { judge: Judge } = "JUDGE_CONFLICT_OF_INTEREST", RuleBroken,
        "{judge} has a stake in it and cannot judge", "{judge} 存在利益关系,须回避";
    AlreadyScoredByJudge = "ALREADY_SCORED_BY_JUDGE", InvalidState,
        "the judge has scored the entry already", "该评委已为此作品打分";
    NotAContestEntry = "NOT_A_CONTEST_ENTRY", InvalidState,
        "it is no entry of a contest that stands", "不是有效的参赛作品";
    SoloEntryOnly = "SOLO_ENTRY_ONLY", RuleBroken,
        "everybody enters a contest alone", "竞赛须独立参赛";
    ScoresIncomplete { missing: Vec<String> } = "SCORES_INCOMPLETE", RuleBroken,
        "every judge scores every entry; still missing: {missing}", "每位评委须为每件作品打分,尚缺:{missing}";
    RankingNotByScore = "RANKING_NOT_BY_SCORE", RuleBroken,
        "the ranking does not follow the scores and the rule for ties", "排名与得分或同分规则不符";
    ResultsAlreadyDeclared = "RESULTS_ALREADY_DECLARED", InvalidState,
        "the results are declared already", "竞赛结果已公布";
    ResultsNotDeclared { state: String } = "RESULTS_NOT_DECLARED", InvalidState,
        "the results of the contest are not declared: {state}", "竞赛结果尚未公布:{state}";
    NotAWinner { koc_id: KocId } = "NOT_A_WINNER", RuleBroken,
        "{koc_id} does not meet the contest's rule for candidates", "{koc_id} 不符合竞赛的候选规则";
}
