//! JSON Schemas of what is read as JSON: derived from the same types and attributes that serde
//! reads by, so that a schema says what is taken and nothing else.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use crate::event::Event;
use crate::recorded::RecordedLine;
use crate::stream::StreamKind;

/// Sixteen bytes as ids write them.
pub(crate) const UUID: &str =
    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
/// A UUID as an example.
pub(crate) const SOME_UUID: &str = "01970000-0000-7000-8000-000000000001";

/// The schema of a text of that form.
pub(crate) fn text(pattern: &str, example: &str) -> Schema {
    schemars::json_schema!({ "type": "string", "pattern": pattern, "examples": [example] })
}

/// As [`text`], in a form that validators know by a name.
pub(crate) fn text_in(format: &str, pattern: &str, example: &str) -> Schema {
    let mut schema = text(pattern, example);
    schema.insert("format".to_owned(), format.into());
    schema
}

/// RFC 3339, to the microsecond.
pub(crate) fn moment() -> Schema {
    let (day, time) = ("[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{2}:[0-9]{2}:[0-9]{2}");
    let pattern = format!(r"^{day}T{time}(\.[0-9]{{1,6}})?(Z|[+-][0-9]{{2}}:[0-9]{{2}})$");
    text_in("date-time", &pattern, "2025-03-01T12:00:00Z")
}

/// Person, field (there are seventeen), nonce, fingerprint, and a text of any length.
pub(crate) fn sealed() -> Schema {
    let byte = "[0-9a-fA-F]{2}";
    let pattern = format!("^sealed:({byte}){{16}}(0[0-9a-fA-F]|10)({byte}){{40}}({byte})*$");
    let example = format!("sealed:{}00{}", "01".repeat(16), "ab".repeat(61));
    text(&pattern, &example)
}

/// The schema of `T`, whole in itself, under that title.
pub(crate) fn of<T: JsonSchema>(title: &str) -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.transforms.push(Box::new(RecursiveTransform(bounds)));
    settings.transforms.push(Box::new(Codes));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}

/// The schema of one line of a story: everything recorded with an event, and which event it is.
/// What the event says has a schema of its own, by its type.
pub fn story_line() -> Value {
    of::<RecordedLine>("StoryLine")
}

/// The schema of one line of a lossless export: as a story's, with what is stored beside it.
pub fn export_line() -> Value {
    let mut schema = of::<RecordedLine>("ExportLine");
    let number = |most: u16| json!({ "type": "integer", "minimum": 0, "maximum": most });
    let hex =
        |digits: u8| json!({ "type": "string", "pattern": format!("^[0-9a-fA-F]{{{digits}}}$") });
    let more = [
        ("schemaVersion", number(u16::MAX)),
        ("codec", number(u16::from(u8::MAX))),
        ("commandHash", hex(32)),
        ("commitEnd", json!({ "type": "boolean" })),
        ("prevHash", hex(64)),
    ];
    for (name, part) in more {
        schema["properties"][name] = part;
        if let Some(required) = schema["required"].as_array_mut() {
            required.push(name.into());
        }
    }
    schema["properties"]["stored"] =
        json!({ "type": ["string", "null"], "pattern": "^([0-9a-fA-F]{2})*$" });
    // Streams and events that only a newer program knows pass through.
    schema["properties"]["stream"] = json!({ "type": "string" });
    let unknown = json!({
        "type": "object",
        "properties": { "unknownEventType": number(u16::MAX) },
        "required": ["unknownEventType"],
        "additionalProperties": false,
    });
    schema["properties"]["event"] = json!({ "anyOf": [schema["properties"]["event"], unknown] });
    schema
}

/// What happened, in a line: its type by name, and what it says.
impl JsonSchema for Event {
    fn schema_name() -> Cow<'static, str> {
        "Event".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Event::types().map(|kind| kind.name).collect();
        schemars::json_schema!({
            "type": "object",
            "properties": {
                "type": { "type": "string", "enum": names },
                "data": { "type": "object" },
            },
            "required": ["type", "data"],
            "additionalProperties": false,
        })
    }
}

/// How a stream is written.
pub(crate) fn stream(_: &mut SchemaGenerator) -> Schema {
    let kinds: Vec<&str> = StreamKind::ALL.iter().map(|kind| kind.prefix()).collect();
    text(&format!("^({})-{UUID}$", kinds.join("|")), &format!("koc-{SOME_UUID}"))
}

/// The range of the integers that have one by their type alone.
fn bounds(schema: &mut Schema) {
    let (least, most): (Value, Value) = match schema.get("format").and_then(Value::as_str) {
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("uint64") => (json!(0), json!(u64::MAX)),
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        _ => return,
    };
    schema.insert("minimum".to_owned(), least);
    schema.insert("maximum".to_owned(), most);
}

/// A choice of documented codes becomes a plain list of them, which a validator can name; what
/// they mean goes into the description.
#[derive(Debug, Clone)]
struct Codes;

impl Transform for Codes {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(Value::Array(choices)) = schema.get("oneOf") else { return };
        let mut codes = Vec::new();
        let mut meanings = Vec::new();
        let mut others = Vec::new();
        for choice in choices {
            match (choice.get("const"), choice.get("enum")) {
                (Some(code), _) => codes.push(code.clone()),
                (None, Some(Value::Array(more))) => codes.extend(more.iter().cloned()),
                _ => others.push(choice.clone()),
            }
            if let (Some(Value::String(code)), Some(Value::String(meaning))) =
                (choice.get("const"), choice.get("description"))
            {
                meanings.push(format!("- {code}: {meaning}"));
            }
        }
        let choice = json!({ "type": "string", "enum": codes });
        if codes.is_empty() {
            return;
        }
        if !meanings.is_empty() {
            let about = schema.get("description").and_then(Value::as_str).unwrap_or_default();
            let about = format!("{about}\n\n{}", meanings.join("\n"));
            schema.insert("description".to_owned(), about.trim().into());
        }
        if others.is_empty() {
            schema.remove("oneOf");
            schema.insert("type".to_owned(), "string".into());
            schema.insert("enum".to_owned(), choice["enum"].clone());
        } else {
            others.insert(0, choice);
            schema.insert("oneOf".to_owned(), Value::Array(others));
        }
    }
}
