//! One walk along the fields of an operation, fragments followed: depth, names, cost, and whether
//! its sender may ask for each. It ends at the first limit, so that no document, however it is
//! folded together, takes long to look at.

use async_graphql::parser::types::{
    ExecutableDocument, Field as Asked, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Value as Constant, Variables};
use domain::actor::Role;

use super::types::Types;
use crate::access::{self, Theirs};
use crate::limits::{Beyond, Limits};
use crate::paging::{FIRST_DEFAULT, FIRST_MAX};

/// Rows that a list is reckoned to have that says nothing of how many. Our own number.
const LIST_ROWS: usize = 10;
/// What a command costs: it is written to the disk. Our own number.
const COMMAND_COST: usize = 50;

/// What an operation costs at most, and how many fields it begins with, that is done in no time.
/// Our own numbers.
const LIGHT_COST: usize = 2_000;
const LIGHT_ROOTS: usize = 3;

/// What may take long whatever it costs: what `at` reads may have to be folded first, statistics
/// look at everybody's whole history.
const LONG_ROOTS: &[&str] = &[
    "at",
    "changes",
    "contributionMix",
    "costs",
    "candidateOutcomes",
    "dwell",
    "headcounts",
    "leaderboard",
    "programmeHealth",
    "restatements",
    "reuse",
    "timeToTier",
    "transitionsByPeriod",
];

/// Why an operation is not executed.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It is too much.
    Beyond(Beyond),
    /// Its sender may not ask for a field.
    Forbidden(String),
    /// It goes round in circles.
    Circular(String),
}

impl From<Beyond> for Refused {
    fn from(beyond: Beyond) -> Refused {
        Refused::Beyond(beyond)
    }
}

/// What an operation is.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    /// Fields of the answer, counting a page's fields once per row.
    pub(crate) cost: usize,
    /// The fields it begins with, by their names in the schema.
    pub(crate) roots: Vec<String>,
    /// The names these are answered by, in the order they are asked for.
    pub(crate) keys: Vec<Name>,
    /// Whether something may be asked twice in one object, and the answers be put together.
    pub(crate) twice: bool,
}

impl Measured {
    /// Whether it may be at work so long that it must look at the clock.
    pub(crate) fn may_be_long(&self) -> bool {
        let long = |root: &String| LONG_ROOTS.contains(&root.as_str());
        self.roots.iter().any(long) || self.cost > LIGHT_COST || self.roots.len() > LIGHT_ROOTS
    }
}

/// Whoever sent it.
pub(crate) struct Sender<'a> {
    /// What they may act as.
    pub(crate) roles: &'a [Role],
    /// Whether an id names something that is theirs.
    pub(crate) is_theirs: &'a dyn Fn(&str) -> bool,
}

/// Looks at an operation of a document.
pub(crate) fn measure(
    types: &Types,
    limits: &Limits,
    document: &ExecutableDocument,
    operation: &Positioned<OperationDefinition>,
    variables: &Variables,
    sender: &Sender<'_>,
) -> Result<Measured, Refused> {
    let kind = operation.node.ty;
    let root = match kind {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    };
    let mut walk = Walk {
        types,
        limits,
        document,
        operation: &operation.node,
        variables,
        sender,
        open: Vec::new(),
        keys: Vec::new(),
        fields: 0,
        aliases: 0,
        directives: operation.node.directives.len(),
        measured: Measured::default(),
    };
    let place = Place { of: Some(root), depth: 1, rows: 1, page: 1, mine: false, keys: 0 };
    walk.selection_set(&operation.node.selection_set.node, place)?;
    Ok(walk.measured)
}

/// Where the walk stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The type of the object; none inside a question about the schema, or where a field is not
    /// in the schema, which is told by whoever executes it.
    of: Option<&'a str>,
    depth: usize,
    /// How many of it there may be.
    rows: usize,
    /// In a connection, how many rows its page has.
    page: usize,
    /// Whether the sender asked for it by their own id.
    mine: bool,
    /// Where the names begin that its fields are answered by.
    keys: usize,
}

struct Walk<'a> {
    types: &'a Types,
    limits: &'a Limits,
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    sender: &'a Sender<'a>,
    /// The fragments that the walk is in.
    open: Vec<&'a str>,
    /// The names that fields are answered by, of the objects that the walk is in.
    keys: Vec<&'a str>,
    fields: usize,
    aliases: usize,
    directives: usize,
    measured: Measured,
}

impl<'a> Walk<'a> {
    fn selection_set(&mut self, set: &'a SelectionSet, place: Place<'a>) -> Result<(), Refused> {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => self.field(&field.node, place)?,
                Selection::InlineFragment(fragment) => {
                    self.count_directives(fragment.node.directives.len())?;
                    let on = fragment.node.type_condition.as_ref();
                    let on = on.map(|condition| condition.node.on.node.as_str());
                    let place = self.narrowed(place, on)?;
                    self.selection_set(&fragment.node.selection_set.node, place)?;
                }
                Selection::FragmentSpread(spread) => {
                    self.count_directives(spread.node.directives.len())?;
                    self.spread(spread.node.fragment_name.node.as_str(), place)?;
                }
            }
        }
        Ok(())
    }

    fn spread(&mut self, name: &'a str, place: Place<'a>) -> Result<(), Refused> {
        // One that does not exist is told by whoever executes the document.
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(()) };
        if self.open.contains(&name) {
            return Err(Refused::Circular(name.to_owned()));
        }
        // An empty use costs its time too.
        self.count_field()?;
        self.open.push(name);
        let on = fragment.node.type_condition.node.on.node.as_str();
        let place = self.narrowed(place, Some(on))?;
        self.selection_set(&fragment.node.selection_set.node, place)?;
        self.open.pop();
        Ok(())
    }

    /// The same place, seen as another type.
    fn narrowed(&self, place: Place<'a>, on: Option<&'a str>) -> Result<Place<'a>, Refused> {
        match (place.of, on) {
            (Some(_), Some(on)) => {
                self.check_type(on)?;
                Ok(Place { of: Some(on), ..place })
            }
            _ => Ok(place),
        }
    }

    fn field(&mut self, asked: &'a Asked, place: Place<'a>) -> Result<(), Refused> {
        self.count_field()?;
        Beyond::check("depth", place.depth, self.limits.depth)?;
        self.aliases += usize::from(asked.alias.is_some());
        Beyond::check("aliases", self.aliases, self.limits.aliases)?;
        self.count_directives(asked.directives.len())?;
        let name = asked.name.node.as_str();
        let mine = self.check_access(asked, place)?;
        let key = asked.alias.as_ref().unwrap_or(&asked.name).node.as_str();
        self.measured.twice |= self.keys.iter().skip(place.keys).any(|other| *other == key);
        self.keys.push(key);
        let (of, types) = (place.of.unwrap_or_default(), self.types);
        let field = types.field(of, name);
        if let Some(field) = field {
            self.check_type(&field.of)?;
        }
        let own = if of == "Mutation" { COMMAND_COST } else { 1 };
        self.measured.cost = self.measured.cost.saturating_add(own.saturating_mul(place.rows));
        Beyond::check("cost", self.measured.cost, self.limits.cost)?;
        let many = match field {
            // The lists of a connection are as long as its page.
            Some(field) if field.many && of.ends_with("Connection") => place.page,
            Some(field) if field.many => {
                self.named(asked).or_else(|| self.said(asked)).unwrap_or(LIST_ROWS)
            }
            _ => 1,
        };
        let below = Place {
            of: field.map(|field| field.of.as_str()),
            depth: place.depth + 1,
            rows: place.rows.saturating_mul(many),
            page: if field.is_some_and(|field| field.paged) { self.first(asked) } else { 1 },
            mine,
            keys: self.keys.len(),
        };
        self.selection_set(&asked.selection_set.node, below)?;
        self.keys.truncate(below.keys);
        Ok(())
    }

    /// How many objects are asked for by their ids.
    fn named(&self, asked: &Asked) -> Option<usize> {
        match self.argument(asked, "ids") {
            Some(Constant::List(ids)) => Some(ids.len()),
            _ => None,
        }
    }

    /// How large a page is asked for.
    fn first(&self, asked: &Asked) -> usize {
        self.said(asked).unwrap_or(FIRST_DEFAULT as usize)
    }

    /// How many rows are asked for, by `first` or `last`; what is out of bounds is refused where
    /// it is executed.
    fn said(&self, asked: &Asked) -> Option<usize> {
        let said = ["first", "last"].into_iter().filter_map(|name| self.argument(asked, name));
        let number = said.filter_map(|said| match said {
            Constant::Number(number) => Some(number.as_i64().unwrap_or(i64::from(FIRST_MAX))),
            _ => None,
        });
        usize::try_from(number.max()?.clamp(1, i64::from(FIRST_MAX))).ok()
    }

    /// Whether the sender may ask for a field; true when it is theirs and what is below too.
    fn check_access(&mut self, asked: &Asked, place: Place<'_>) -> Result<bool, Refused> {
        let name = asked.name.node.as_str();
        let Some(of) = place.of else { return Ok(false) };
        let kind = match of {
            "Query" => OperationType::Query,
            "Mutation" => OperationType::Mutation,
            "Subscription" => OperationType::Subscription,
            _ => return self.check_member(of, name, place.mine),
        };
        self.measured.roots.push(name.to_owned());
        self.measured.keys.push(asked.alias.as_ref().unwrap_or(&asked.name).node.clone());
        if name.starts_with("__") {
            return Ok(false);
        }
        let allowed = self.sender.roles.iter().filter(|role| access::may(**role, kind, name));
        let mut allowed = allowed.peekable();
        if allowed.peek().is_none() {
            return Err(Refused::Forbidden(format!("no role of this key may ask for `{name}`")));
        }
        if allowed.any(|role| *role != Role::Koc) {
            return Ok(true);
        }
        match access::rule(kind, name).map(|rule| rule.member) {
            Some(Theirs::Named(arguments)) => self.check_named(asked, arguments).map(|()| true),
            _ => Ok(true),
        }
    }

    /// A member sees of every object what is listed.
    fn check_member(&self, of: &str, name: &str, mine: bool) -> Result<bool, Refused> {
        let member = self.sender.roles == [Role::Koc];
        if !member || access::member_may_see(of, name, mine) {
            return Ok(mine && of == "Me");
        }
        Err(Refused::Forbidden(format!("members do not see `{of}.{name}`")))
    }

    /// A member names something that is theirs, and says nothing else but page, time and task.
    fn check_named(&self, asked: &Asked, arguments: &[&str]) -> Result<(), Refused> {
        let name = asked.name.node.as_str();
        let refuse = || {
            let which = arguments.join("` or `");
            Refused::Forbidden(format!(
                "members ask for `{name}` by `{which}`, with an id of theirs"
            ))
        };
        let beside = |argument: &str| {
            ["first", "after", "last", "before", "asOf", "knownAt", "taskId"].contains(&argument)
                || arguments.iter().any(|path| path.split('.').next() == Some(argument))
        };
        if !asked.arguments.iter().all(|(argument, _)| beside(argument.node.as_str())) {
            return Err(refuse());
        }
        let theirs = arguments.iter().any(|path| {
            let mut steps = path.split('.');
            let first = steps.next().and_then(|first| self.argument(asked, first));
            let value = steps.try_fold(first, |value, step| match value {
                Some(Constant::Object(fields)) => Some(fields.get(step).cloned()),
                _ => None,
            });
            matches!(value, Some(Some(Constant::String(id))) if (self.sender.is_theirs)(&id))
        });
        if theirs { Ok(()) } else { Err(refuse()) }
    }

    fn check_type(&self, name: &str) -> Result<(), Refused> {
        // What a member may see of any type is listed field by field.
        let roles = self.sender.roles;
        if roles == [Role::Koc] || roles.iter().any(|role| access::may_see_type(*role, name)) {
            return Ok(());
        }
        Err(Refused::Forbidden(format!("no role of this key may see a `{name}`")))
    }

    /// The value of an argument, variables and their defaults put in.
    fn argument(&self, asked: &Asked, name: &str) -> Option<Constant> {
        let value = asked.get_argument(name)?.node.clone();
        value.into_const_with(|variable| self.variable(variable.as_str())).ok()
    }

    fn variable(&self, name: &str) -> Result<Constant, ()> {
        if let Some(value) = self.variables.get(name) {
            return Ok(value.clone());
        }
        let declared = self.operation.variable_definitions.iter();
        let declared = declared.map(|it| &it.node).find(|it| it.name.node == name);
        let default = declared.and_then(|it| it.default_value.as_ref());
        Ok(default.map_or(Constant::Null, |default| default.node.clone()))
    }

    fn count_field(&mut self) -> Result<(), Beyond> {
        self.fields += 1;
        Beyond::check("fields", self.fields, self.limits.fields)
    }

    fn count_directives(&mut self, more: usize) -> Result<(), Beyond> {
        self.directives += more;
        Beyond::check("directives", self.directives, self.limits.directives)
    }
}
