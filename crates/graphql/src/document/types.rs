//! The schema as far as looking at a document needs it: which type a field has, whether there
//! are many of it, whether it is cut into pages.

use std::collections::HashMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, Type, TypeKind, TypeSystemDefinition,
};

/// One field of a type.
#[derive(Debug)]
pub(crate) struct Field {
    /// The name of its type, without lists and exclamation marks.
    pub(crate) of: String,
    /// Whether it is a list.
    pub(crate) many: bool,
    /// Whether `first` or `last` says how many rows it has.
    pub(crate) paged: bool,
}

/// Every field of every object and interface.
#[derive(Debug)]
pub(crate) struct Types(HashMap<String, HashMap<String, Field>>);

impl Types {
    /// Reads a schema in the schema language.
    pub(crate) fn read(sdl: &str) -> Types {
        let document = parse_schema(sdl);
        let definitions = document.map(|document| document.definitions).unwrap_or_default();
        let mut types = HashMap::new();
        for definition in definitions {
            let TypeSystemDefinition::Type(ty) = definition else { continue };
            let fields = match ty.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                _ => continue,
            };
            let fields = fields.into_iter().map(|field| read_field(field.node)).collect();
            types.insert(ty.node.name.node.to_string(), fields);
        }
        Types(types)
    }

    /// A field of a type; none when there is no such field, or the type is no object.
    pub(crate) fn field(&self, of: &str, name: &str) -> Option<&Field> {
        self.0.get(of)?.get(name)
    }
}

fn read_field(field: FieldDefinition) -> (String, Field) {
    let paged = field.arguments.iter().any(|argument| argument.node.name.node == "first");
    let many = matches!(field.ty.node.base, BaseType::List(_));
    (field.name.node.to_string(), Field { of: base(&field.ty.node), many, paged })
}

fn base(ty: &Type) -> String {
    match &ty.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(of) => base(of),
    }
}
