//! One read model of a view: there, or folded from the log when it is first looked at.

use std::any::Any;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use domain::event::EventType;
use domain::id::KocId;
use domain::{Recorded, State};

use crate::past::Past;

/// What is folded from the log: a read model, or what rules know.
pub trait Folded: Any + Clone + Default + Send + Sync {
    /// What it is called.
    const NAME: &'static str;
    /// Whether events of this type can change it.
    fn reads(kind: &EventType) -> bool;
    /// Takes in the next event.
    fn take_in(&mut self, recorded: &Recorded);
    /// Drops what tells who somebody is that was forgotten since.
    fn drop_person(&mut self, person: KocId);
}

/// A part of a view. Reads as the part itself.
#[derive(Debug, Clone)]
pub struct Model<M> {
    folded: OnceLock<M>,
    past: Option<Arc<Past>>,
}

impl<M: Folded> Model<M> {
    /// One that is there.
    pub(crate) fn of(model: M) -> Model<M> {
        Model { folded: OnceLock::from(model), past: None }
    }

    pub(crate) fn of_the_past(past: &Arc<Past>) -> Model<M> {
        Model { folded: OnceLock::new(), past: Some(Arc::clone(past)) }
    }
}

impl<M: Folded> Default for Model<M> {
    fn default() -> Model<M> {
        Model::of(M::default())
    }
}

impl<M: Folded> Deref for Model<M> {
    type Target = M;

    fn deref(&self) -> &M {
        self.folded.get_or_init(|| self.past.as_ref().map_or_else(M::default, |past| past.fold()))
    }
}

impl<M: Folded> DerefMut for Model<M> {
    fn deref_mut(&mut self) -> &mut M {
        let _ = &**self;
        self.folded.get_mut().expect("folded above")
    }
}

/// What rules know reads every event; the people in it are ids and sealed texts.
impl Folded for Arc<State> {
    const NAME: &'static str = "rules";

    fn reads(_: &EventType) -> bool {
        true
    }

    fn take_in(&mut self, recorded: &Recorded) {
        Arc::make_mut(self).evolve(recorded);
    }

    fn drop_person(&mut self, _: KocId) {}
}
