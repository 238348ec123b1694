//! In whose name a command is sent: one's own, in the first of one's roles that may send it. Only
//! the administrator acts for others, and nobody approves for anybody else.

use async_graphql::{Error, InputObject, OneofObject};
use domain::actor::Role;
use domain::id::{KocId, OperatorId};
use domain::{Actor, Command};

use crate::access;
use crate::caller::Subject;
use crate::fault::{FaultCode, fault};
use crate::session::Session;

/// An operator, in one of their roles. 某运营人员及其角色。
#[derive(Debug, Clone, InputObject)]
#[graphql(name = "ActForOperator")]
pub(crate) struct ActForOperator {
    /// Who. 运营人员。
    id: OperatorId,
    /// In which of their roles. 角色。
    role: Role,
}

/// For whom the administrator acts; every event records both. Everybody else acts for themselves.
/// 管理员代谁操作,事件同时记录两者;其他人只能以自己的身份操作。
#[derive(Debug, Clone, OneofObject)]
#[graphql(name = "ActFor")]
pub(crate) enum ActFor {
    /// A member of the brand's team. 品牌团队成员。
    Operator(ActForOperator),
    /// A KOC. 某位 KOC。
    Member(KocId),
}

/// Who sends a command.
pub(crate) fn actor(
    session: &Session,
    command: &Command,
    act_for: Option<ActFor>,
) -> Result<Actor, Error> {
    match act_for {
        Some(act_for) => asserted(session, command, act_for),
        None => own(session, command),
    }
}

fn asserted(session: &Session, command: &Command, act_for: ActFor) -> Result<Actor, Error> {
    let refuse = |message| Err(fault(FaultCode::Forbidden, message));
    if !session.roles.contains(&Role::Admin) {
        return refuse("only an administrator acts for others: leave `actFor` out");
    }
    if access::is_approval(command.name()) {
        return refuse("an approval is given with the approver's own key");
    }
    match act_for {
        ActFor::Member(id) => Ok(Actor::koc(id).asserted()),
        ActFor::Operator(ActForOperator { id, role }) if role.is_staff() => {
            Ok(Actor::operator(id, role).asserted())
        }
        ActFor::Operator(_) => {
            Err(fault(FaultCode::BadUserInput, "an operator acts in a role of the team"))
        }
    }
}

fn own(session: &Session, command: &Command) -> Result<Actor, Error> {
    let role = session.roles.iter().copied().find(|role| command.roles().contains(role));
    match (session.caller.grant.subject(), role) {
        (Subject::Member(id), Some(Role::Koc)) => Ok(Actor::koc(id)),
        (Subject::Operator(id), Some(role)) => Ok(Actor::operator(id, role)),
        (Subject::Nobody, Some(Role::Admin)) => Ok(Actor::ADMIN),
        _ if session.roles.contains(&Role::Admin) => Err(fault(
            FaultCode::BadUserInput,
            "no administrator sends this command for themselves: say in `actFor` for whom you do",
        )),
        _ => Err(fault(FaultCode::Forbidden, "no role of this key may send this command")),
    }
}
