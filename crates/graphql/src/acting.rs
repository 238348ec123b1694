//! Acting for somebody: until everyone has a key of their own, the admin key may say for whom.

use async_graphql::{Error, InputObject, OneofObject};
use domain::Actor;
use domain::actor::Role;
use domain::id::{KocId, OperatorId};

use crate::fault::{FaultCode, fault};

/// An operator, in one of their roles. 某运营人员及其角色。
#[derive(Debug, Clone, InputObject)]
#[graphql(name = "ActForOperator")]
pub(crate) struct ActForOperator {
    /// Who. 运营人员。
    id: OperatorId,
    /// In which of their roles. 角色。
    role: Role,
}

/// For whom the admin key acts; every event records both. 管理员代谁操作,事件同时记录两者。
#[derive(Debug, Clone, OneofObject)]
#[graphql(name = "ActFor")]
pub(crate) enum ActFor {
    /// A member of the brand's team. 品牌团队成员。
    Operator(ActForOperator),
    /// A KOC. 某位 KOC。
    Member(KocId),
}

/// Who sends a command: the admin key for itself, or on behalf of somebody.
pub(crate) fn actor(act_for: Option<ActFor>) -> Result<Actor, Error> {
    match act_for {
        None => Ok(Actor::ADMIN),
        Some(ActFor::Member(id)) => Ok(Actor::koc(id).asserted()),
        Some(ActFor::Operator(ActForOperator { id, role })) if role.is_staff() => {
            Ok(Actor::operator(id, role).asserted())
        }
        Some(ActFor::Operator(_)) => {
            Err(fault(FaultCode::BadUserInput, "an operator acts in a role of the team"))
        }
    }
}
