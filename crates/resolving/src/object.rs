//! An object's fields, one after the other.

use std::sync::Arc;

use async_graphql::indexmap::IndexMap;
use async_graphql::indexmap::map::Entry;
use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::{
    Context, ContextSelectionSet, Name, ObjectType, Positioned, ServerError, ServerResult, Value,
};
use futures_util::future::{BoxFuture, FutureExt as _};

use crate::json;
use crate::pace::{Pace, Step};

/// Bytes that a field takes with its name, as a rule. Our own number.
const BYTES_OF_FIELD: usize = 48;

/// Resolves what is asked of an object.
///
/// A field that fails is null; if it never may be, whatever it is in is null instead, as the
/// specification of GraphQL has it.
///
/// # Errors
/// When a field failed that is never null, or the work does not go on.
pub fn resolve_container<'a, T: ObjectType + ?Sized>(
    ctx: &'a ContextSelectionSet<'a>,
    object: &'a T,
) -> BoxFuture<'a, ServerResult<Value>> {
    // Boxed here, so that a list of such objects, which holds one for each, is short.
    async move {
        let type_name = object.introspection_type_name();
        let mut fields = Vec::with_capacity(ctx.item.node.items.len());
        select(ctx, &type_name, &ctx.item.node, &mut fields);
        let pace: Option<&Arc<dyn Pace>> = ctx.data_opt();
        let mut answer = Answer::new(pace.is_some_and(|pace| pace.writes()), fields.len());
        for field in fields {
            if let Some(pace) = pace
                && pace.step()? == Step::LetOthers
            {
                tokio::task::yield_now().await;
            }
            let key = &field.node.response_key().node;
            if field.node.name.node == "__typename" {
                answer.put(key, Value::String(type_name.clone().into_owned()));
                continue;
            }
            let ctx = ctx.with_field(field);
            let value = match object.resolve_field(&ctx).await {
                Ok(value) => value.unwrap_or_default(),
                Err(error) => failed(&ctx, &type_name, error)?,
            };
            answer.put(key, value);
        }
        Ok(answer.end())
    }
    .boxed()
}

/// An object, as far as its fields are known.
enum Answer {
    Values(IndexMap<Name, Value>),
    Json(Vec<u8>),
}

impl Answer {
    /// One that will have so many fields.
    fn new(as_json: bool, fields: usize) -> Answer {
        if as_json {
            let mut text = Vec::with_capacity(fields * BYTES_OF_FIELD);
            text.push(b'{');
            Answer::Json(text)
        } else {
            Answer::Values(IndexMap::with_capacity(fields))
        }
    }

    /// Adds a field.
    fn put(&mut self, key: &Name, value: Value) {
        match self {
            Answer::Values(fields) => put(fields, key, value),
            Answer::Json(text) => {
                if text.len() > 1 {
                    text.push(b',');
                }
                json::write_field(key, &value, text);
            }
        }
    }

    fn end(self) -> Value {
        match self {
            Answer::Values(fields) => Value::Object(fields),
            Answer::Json(mut text) => {
                text.push(b'}');
                Value::Binary(text.into())
            }
        }
    }
}

/// The fields that are asked of an object of this type, those of fragments among them.
fn select<'a>(
    ctx: &ContextSelectionSet<'a>,
    type_name: &str,
    set: &'a SelectionSet,
    fields: &mut Vec<&'a Positioned<Field>>,
) {
    for selection in &set.items {
        let (condition, set) = match &selection.node {
            Selection::Field(field) => {
                fields.push(field);
                continue;
            }
            Selection::InlineFragment(fragment) => {
                (fragment.node.type_condition.as_ref(), &fragment.node.selection_set)
            }
            Selection::FragmentSpread(spread) => {
                // One that is not there was refused before.
                let name = &spread.node.fragment_name.node;
                let Some(fragment) = ctx.query_env.fragments.get(name) else { continue };
                (Some(&fragment.node.type_condition), &fragment.node.selection_set)
            }
        };
        let implements = || ctx.schema_env.registry.implements.get(type_name);
        if condition.is_none_or(|condition| {
            let name = condition.node.on.node.as_str();
            name == type_name || implements().is_some_and(|all| all.contains(name))
        }) {
            select(ctx, type_name, &set.node, fields);
        }
    }
}

/// What a field is that failed, its error being told here: null, where it may be.
///
/// # Errors
/// Where it is never null, the mark that something below was told: it makes null of what the field
/// is in.
pub fn failed(ctx: &Context<'_>, of: &str, error: ServerError) -> ServerResult<Value> {
    let of = ctx.schema_env.registry.types.get(of);
    let field = of.and_then(|of| of.field_by_name(&ctx.item.node.name.node));
    let may_be_null = field.is_some_and(|field| !field.ty.ends_with('!'));
    if !is_told(&error) {
        ctx.add_error(error);
    }
    if may_be_null { Ok(Value::Null) } else { Err(ServerError::new(TOLD, None)) }
}

/// The mark of an error that is only passed on: on its way up the library writes another place
/// into it.
const TOLD: &str = "told where it happened";

/// Whether an error is that mark, which nobody needs to read.
pub fn is_told(error: &ServerError) -> bool {
    error.message == TOLD
}

/// Adds a field to the answer; what was asked twice is put together.
fn put(answer: &mut IndexMap<Name, Value>, key: &Name, value: Value) {
    match answer.entry(key.clone()) {
        Entry::Vacant(empty) => {
            empty.insert(value);
        }
        Entry::Occupied(mut before) => unite(before.get_mut(), value),
    }
}

/// Puts two answers of the same field together, of which each has what the other was not asked.
fn unite(before: &mut Value, value: Value) {
    match (before, value) {
        (Value::Object(before), Value::Object(more)) => {
            for (key, value) in more {
                put(before, &key, value);
            }
        }
        (Value::List(before), Value::List(more)) => {
            before.iter_mut().zip(more).for_each(|(before, value)| unite(before, value));
        }
        _ => {}
    }
}
