//! More of the list of refusals: of what is done together, beside contests. Campaigns and
//! gatherings, teams, mentorships, projects of the whole community.

/// Goes on with `next` and the list so far, with these at its end.
macro_rules! and {
    ($next:path; $then:ident; $($list:tt)*) => {
        $next! {
            $then;
            $($list)*
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
            NotInvited = "NOT_INVITED", RuleBroken,
                "the member was not invited, or has not agreed", "成员未受邀请或未同意";
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
