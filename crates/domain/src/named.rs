//! Whom an event names, found by walking its fields without making anything of the others.

use std::fmt::Display;

use serde::ser::{Impossible, Serialize, SerializeSeq, SerializeStruct, Serializer};

use crate::event::{Event, WritePayload};
use crate::id::KocId;

/// The fields of an event that say whom it is about. Each holds an id, or something with a `kocId`;
/// `authors` holds a list of them.
const FIELDS: [&str; 3] = ["kocId", "author", "authors"];

impl Event {
    /// The members it names in fields of its own: as its member, its author or its authors; each
    /// once.
    pub fn people(&self) -> Vec<KocId> {
        let mut people = self.write(People);
        people.sort_unstable();
        people.dedup();
        people
    }
}

struct People;

impl WritePayload for People {
    type Output = Vec<KocId>;

    fn write<T: bincode::Encode + Serialize>(self, payload: &T) -> Vec<KocId> {
        let mut people = Vec::new();
        // What cannot be walked names nobody.
        let _ = payload.serialize(Walk { fields: &FIELDS, people: &mut people });
        people
    }
}

/// Takes every id of a member it is given; of a struct, only those in these fields.
struct Walk<'a> {
    fields: &'static [&'static str],
    people: &'a mut Vec<KocId>,
}

impl Walk<'_> {
    fn into<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Nothing> {
        // Within what a field holds only its own member is looked for.
        value.serialize(Walk { fields: &FIELDS[..1], people: self.people })
    }
}

/// A walk makes nothing and fails at nothing.
#[derive(Debug)]
struct Nothing;

impl Display for Nothing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not walked")
    }
}

impl std::error::Error for Nothing {}

impl serde::ser::Error for Nothing {
    fn custom<T: Display>(_: T) -> Nothing {
        Nothing
    }
}

/// Values that hold no one.
macro_rules! passes_over {
    ($($method:ident($type:ty))*) => {$(
        fn $method(self, _: $type) -> Result<(), Nothing> {
            Ok(())
        }
    )*};
}

impl Serializer for Walk<'_> {
    type Ok = ();
    type Error = Nothing;
    type SerializeSeq = Self;
    type SerializeStruct = Self;
    type SerializeTuple = Impossible<(), Nothing>;
    type SerializeTupleStruct = Impossible<(), Nothing>;
    type SerializeTupleVariant = Impossible<(), Nothing>;
    type SerializeMap = Impossible<(), Nothing>;
    type SerializeStructVariant = Impossible<(), Nothing>;

    passes_over! {
        serialize_bool(bool)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
        serialize_f32(f32) serialize_f64(f64)
        serialize_char(char) serialize_bytes(&[u8]) serialize_unit_struct(&'static str)
    }

    fn serialize_str(self, text: &str) -> Result<(), Nothing> {
        self.people.extend(text.parse::<KocId>());
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Nothing> {
        Ok(())
    }

    fn serialize_unit(self) -> Result<(), Nothing> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Nothing> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Nothing> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Nothing> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Nothing> {
        Ok(self)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<(), Nothing> {
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Nothing> {
        Ok(())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Nothing> {
        Err(Nothing)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Nothing> {
        Err(Nothing)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Nothing> {
        Err(Nothing)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Nothing> {
        Err(Nothing)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Nothing> {
        Err(Nothing)
    }
}

impl SerializeSeq for Walk<'_> {
    type Ok = ();
    type Error = Nothing;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Nothing> {
        self.into(value)
    }

    fn end(self) -> Result<(), Nothing> {
        Ok(())
    }
}

impl SerializeStruct for Walk<'_> {
    type Ok = ();
    type Error = Nothing;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Nothing> {
        if self.fields.contains(&name) { self.into(value) } else { Ok(()) }
    }

    fn end(self) -> Result<(), Nothing> {
        Ok(())
    }
}
