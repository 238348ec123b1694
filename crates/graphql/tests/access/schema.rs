//! Operations made from the schema itself, so that a new one is tried without being listed.

use std::collections::BTreeMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, OperationType, Type, TypeDefinition, TypeKind,
    TypeSystemDefinition,
};
use domain::id::KocId;

pub(crate) struct Schema(BTreeMap<String, TypeDefinition>);

/// One operation: its kind, its field, and the whole of it.
pub(crate) struct Asked {
    pub(crate) kind: OperationType,
    pub(crate) field: String,
    pub(crate) query: String,
}

impl Schema {
    pub(crate) fn read() -> Schema {
        let definitions = parse_schema(graphql::sdl()).unwrap().definitions;
        let types = definitions.into_iter().filter_map(|definition| match definition {
            TypeSystemDefinition::Type(ty) => Some((ty.node.name.node.to_string(), ty.node)),
            _ => None,
        });
        Schema(types.collect())
    }

    /// Every operation, with the smallest arguments that fit the schema; `own` is whose id
    /// stands wherever the id of a member is asked for.
    pub(crate) fn operations(&self, own: KocId) -> Vec<Asked> {
        let roots = [
            (OperationType::Query, "query", "Query"),
            (OperationType::Mutation, "mutation", "Mutation"),
            (OperationType::Subscription, "subscription", "Subscription"),
        ];
        let mut operations = Vec::new();
        for (kind, keyword, root) in roots {
            for field in self.fields(root) {
                let name = field.name.node.to_string();
                let call = self.call(field, own);
                let below = if self.is_object(&field.ty.node) { " { __typename }" } else { "" };
                let query = format!("{keyword} {{ {call}{below} }}");
                operations.push(Asked { kind, field: name, query });
            }
        }
        operations
    }

    /// Whether there is such a type, with such a field.
    pub(crate) fn has(&self, of: &str, field: Option<&str>) -> bool {
        let named = |field| self.fields(of).any(|it| it.name.node == field);
        self.0.contains_key(of) && field.is_none_or(named)
    }

    fn fields(&self, of: &str) -> impl Iterator<Item = &FieldDefinition> {
        let fields = match &self.0[of].kind {
            TypeKind::Object(object) => &object.fields[..],
            _ => &[],
        };
        fields.iter().map(|field| &field.node)
    }

    fn call(&self, field: &FieldDefinition, own: KocId) -> String {
        let given: Vec<String> = field
            .arguments
            .iter()
            .map(|argument| &argument.node)
            .filter(|argument| is_needed(argument) || names_a_member(argument))
            .map(|argument| self.argument(argument, own))
            .collect();
        let name = &field.name.node;
        if given.is_empty() { name.to_string() } else { format!("{name}({})", given.join(", ")) }
    }

    fn argument(&self, argument: &InputValueDefinition, own: KocId) -> String {
        let name = argument.name.node.as_str();
        format!("{name}: {}", self.value(name, &argument.ty.node, own))
    }

    fn value(&self, name: &str, ty: &Type, own: KocId) -> String {
        let of = match &ty.base {
            BaseType::List(of) => return format!("[{}]", self.value(name, of, own)),
            BaseType::Named(of) => of.as_str(),
        };
        match self.0.get(of).map(|ty| &ty.kind) {
            Some(TypeKind::Enum(values)) => values.values[0].node.value.node.to_string(),
            Some(TypeKind::InputObject(input)) => {
                let fields = input.fields.iter().map(|field| &field.node);
                let one_of = self.0[of].directives.iter().any(|d| d.node.name.node == "oneOf");
                let members: Vec<_> =
                    fields.clone().filter(|field| names_a_member(field)).take(1).collect();
                let wanted: Vec<_> = match (one_of, members.as_slice()) {
                    (true, [member, ..]) => vec![*member],
                    (true, []) => fields.take(1).collect(),
                    (false, [member, ..]) if !is_needed(member) => vec![*member],
                    (false, _) => fields.filter(|field| is_needed(field)).collect(),
                };
                let given: Vec<_> = wanted.iter().map(|it| self.argument(it, own)).collect();
                format!("{{{}}}", given.join(", "))
            }
            _ => scalar(name, of, own),
        }
    }

    fn is_object(&self, ty: &Type) -> bool {
        match &ty.base {
            BaseType::List(of) => self.is_object(of),
            BaseType::Named(of) => {
                let kind = self.0.get(of.as_str()).map(|ty| &ty.kind);
                matches!(kind, Some(TypeKind::Object(_) | TypeKind::Interface(_)))
            }
        }
    }
}

fn is_needed(argument: &InputValueDefinition) -> bool {
    // An instant is said in one of several ways.
    let one_way = argument.name.node == "minPosition";
    one_way || !argument.ty.node.nullable && argument.default_value.is_none()
}

/// Whether an argument says about which member something is.
fn names_a_member(argument: &InputValueDefinition) -> bool {
    let name = argument.name.node.as_str();
    let by_name = ["koc", "kocId", "id", "mentor", "author", "audience", "filter"].contains(&name);
    by_name && argument.ty.node.to_string() != "Int"
}

fn scalar(name: &str, of: &str, own: KocId) -> String {
    const UUID: &str = "00000000-0000-4000-8000-000000000001";
    match of {
        "Int" => "1".to_owned(),
        "Float" => "1.0".to_owned(),
        "Boolean" => "true".to_owned(),
        "Long" => "\"1\"".to_owned(),
        "Date" | "AsOf" => "\"2025-03-01\"".to_owned(),
        "DateTime" => "\"2025-03-01T00:00:00Z\"".to_owned(),
        "Sha256" => format!("\"{}\"", "0".repeat(64)),
        "JSON" => "{}".to_owned(),
        "ID" => match name {
            "commandId" => format!("\"{UUID}\""),
            "kocId" | "koc" | "id" | "mentor" | "mentee" | "root" | "mentorId" | "menteeId"
            | "assignee" | "toMentor" | "author" | "kocIds" | "planningPartners" | "attendees"
            | "noShows" => format!("\"{own}\""),
            "event" | "asOf" | "supersedes" | "decisionEvent" | "sourceEvent" | "forEvent"
            | "against" | "refs" | "evidence" => "\"ev_1\"".to_owned(),
            "owner" | "host" | "contactOperator" => format!("\"operator_{UUID}\""),
            "piecesUsed" => format!("\"piece_{UUID}\""),
            "accept" => format!("\"section_{UUID}\""),
            name => format!("\"{}_{UUID}\"", snake(name.strip_suffix("Id").unwrap_or(name))),
        },
        _ => "\"x\"".to_owned(),
    }
}

/// `dataRequest` as `data_request`.
fn snake(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}
