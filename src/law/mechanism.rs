//! What the law knows of a mechanism: a name, how its parameters are read, and which slots they decide.
//!
//! The rooms of the taxes and of what stands beside them hold the mechanisms. They are handed in as a [`Registry`], so that
//! a pack can be read, checked and resolved here without knowing any of them.

use super::format::Declared;
use super::parameter::Parameters;
use super::skeleton::{Begun, skeleton};
use crate::base::nearest::nearest;
use crate::base::slot::{Part, Slot, Subject};
use crate::base::source::Section;
use crate::law::problem::LawProblem;
use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

/// Which measure of the pack: see [`crate::Pack::measure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureIx(pub(crate) u16);

/// When a measure must name the measure that left it to the province.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NamesDelegation {
    Never,
    /// Where it is local.
    Locally,
    Always,
}

/// A conflict between two measures, with the parameter that causes it.
pub(crate) type Fault = (&'static str, LawProblem);

/// What the law must know of one mechanism beside its parameters.
pub(crate) trait Rule: Parameters + Debug + PartialEq + Send + Sync + Sized + 'static {
    /// What it decides.
    const DECIDES: &'static Subject;
    /// When it must name a delegation.
    const NAMES_DELEGATION: NamesDelegation = NamesDelegation::Never;

    /// The parts of its subject that it decides.
    fn parts(&self) -> Vec<Part> {
        vec![Part::Whole]
    }

    /// The parameters that exceed a delegation; `None` where the delegation does not cover this mechanism.
    fn past(&self, _delegation: &Mechanism) -> Option<Vec<Fault>> {
        None
    }

    /// Whether it and another of its kind rule one thing though their parts differ.
    fn collides(&self, _other: &Self) -> bool {
        false
    }

    /// The conflict with the rule that it starts from, where that rule belongs to another mechanism and holds on the same days.
    fn starts_wrong(&self, _other: &Mechanism) -> Option<Fault> {
        None
    }
}

/// A rule of any mechanism.
trait Held: Any + Debug + Send + Sync {
    fn subject(&self) -> &'static Subject;
    fn names_delegation(&self) -> NamesDelegation;
    fn parts(&self) -> Vec<Part>;
    fn is_equal(&self, other: &dyn Held) -> bool;
    fn past(&self, delegation: &Mechanism) -> Option<Vec<Fault>>;
    fn collides(&self, other: &dyn Held) -> bool;
    fn starts_wrong(&self, other: &Mechanism) -> Option<Fault>;
}

fn cast<R: Rule>(rule: &dyn Held) -> Option<&R> {
    let rule: &dyn Any = rule;
    rule.downcast_ref()
}

impl<R: Rule> Held for R {
    fn subject(&self) -> &'static Subject {
        R::DECIDES
    }
    fn names_delegation(&self) -> NamesDelegation {
        R::NAMES_DELEGATION
    }
    fn parts(&self) -> Vec<Part> {
        Rule::parts(self)
    }
    fn is_equal(&self, other: &dyn Held) -> bool {
        cast::<R>(other).is_some_and(|other| self == other)
    }
    fn past(&self, delegation: &Mechanism) -> Option<Vec<Fault>> {
        Rule::past(self, delegation)
    }
    fn collides(&self, other: &dyn Held) -> bool {
        cast::<R>(other).is_some_and(|other| Rule::collides(self, other))
    }
    fn starts_wrong(&self, other: &Mechanism) -> Option<Fault> {
        Rule::starts_wrong(self, other)
    }
}

/// One mechanism with its parameters.
#[derive(Clone, Debug)]
pub(crate) struct Mechanism(Arc<dyn Held>);

impl PartialEq for Mechanism {
    fn eq(&self, other: &Mechanism) -> bool {
        self.0.is_equal(&*other.0)
    }
}

impl Mechanism {
    /// The name in policy files.
    pub(crate) fn name(&self) -> &'static str {
        self.0.subject().mechanism
    }

    /// What it decides.
    pub(crate) fn slots(&self) -> Vec<Slot> {
        let subject = self.0.subject();
        self.0.parts().into_iter().map(|part| Slot { subject, part }).collect()
    }

    /// The rule, if it is of this mechanism.
    pub(crate) fn rule<R: Rule>(&self) -> Option<&R> {
        cast(&*self.0)
    }

    /// The rule to keep, if it is of this mechanism.
    pub(super) fn shared<R: Rule>(&self) -> Option<Arc<R>> {
        self.rule::<R>()?;
        let rule: Arc<dyn Any + Send + Sync> = self.0.clone();
        rule.downcast().ok()
    }

    pub(super) fn names_delegation(&self) -> NamesDelegation {
        self.0.names_delegation()
    }

    pub(super) fn past(&self, delegation: &Mechanism) -> Option<Vec<Fault>> {
        self.0.past(delegation)
    }

    pub(super) fn collides(&self, other: &Mechanism) -> bool {
        self.0.collides(&*other.0)
    }

    pub(super) fn starts_wrong(&self, other: &Mechanism) -> Option<Fault> {
        self.0.starts_wrong(other)
    }
}

/// A mechanism that policy files can name.
#[derive(Debug)]
pub(crate) struct Kind {
    subject: &'static Subject,
    read: fn(&Section<'_>) -> Option<Mechanism>,
    declared: fn(&'static Subject) -> Declared,
}

impl Kind {
    pub(crate) const fn of<R: Rule>() -> Kind {
        Kind {
            subject: R::DECIDES,
            read: |parameters| R::read(parameters).map(|rule| Mechanism(Arc::new(rule))),
            declared: |subject| Declared {
                name: subject.mechanism,
                always: !subject.always.is_empty(),
                meaning: R::MEANING,
                parameters: R::declared(),
                either: R::EITHER,
            },
        }
    }
}

/// All mechanisms, room by room.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Registry(pub(crate) &'static [&'static [&'static [Kind]]]);

// A program has one registry; a pack is what its documents say.
impl PartialEq for Registry {
    fn eq(&self, _: &Registry) -> bool {
        true
    }
}

impl Registry {
    fn kinds(self) -> impl Iterator<Item = &'static Kind> {
        self.0.iter().copied().flatten().copied().flatten()
    }

    fn declared(self) -> Vec<Declared> {
        self.kinds().map(|kind| (kind.declared)(kind.subject)).collect()
    }

    /// The JSON Schema of a policy file.
    pub(crate) fn schema(self) -> String {
        super::schema::schema(&self.declared())
    }

    /// The keys of a policy file, and every mechanism with its parameters, in Markdown.
    pub(crate) fn reference(self) -> String {
        super::format::reference(&self.declared())
    }

    /// The skeleton of a policy file with one measure of a mechanism, or what is wrong with its name.
    pub(crate) fn skeleton(self, begun: &Begun<'_>, mechanism: &str) -> Result<String, LawProblem> {
        let kind = self.kind(mechanism)?;
        Ok(skeleton(begun, &(kind.declared)(kind.subject)))
    }

    /// The kind of this name, or what is wrong with the name.
    pub(super) fn kind(self, name: &str) -> Result<&'static Kind, LawProblem> {
        self.kinds().find(|kind| kind.subject.mechanism == name).ok_or_else(|| self.unknown(name))
    }

    fn unknown(self, name: &str) -> LawProblem {
        let names: Vec<&'static str> = self.kinds().map(|kind| kind.subject.mechanism).collect();
        let found = name.to_string();
        let meant = nearest(name, &names).and_then(|meant| names.iter().copied().find(|name| *name == meant));
        match meant {
            Some(meant) => LawProblem::UnknownMechanismMeant { found, meant },
            None => LawProblem::UnknownMechanism { found },
        }
    }

    /// The slots that only local law decides.
    pub(super) fn local(self) -> impl Iterator<Item = Slot> {
        self.kinds().filter(|kind| kind.subject.local).map(|kind| Slot { subject: kind.subject, part: Part::Whole })
    }

    /// The slots that some measure must decide on every day the pack covers.
    pub(super) fn always(self) -> impl Iterator<Item = Slot> {
        self.kinds().flat_map(|kind| kind.subject.always.iter().map(|part| Slot { subject: kind.subject, part: *part }))
    }
}

impl Kind {
    /// Reads `[measure.parameters]`.
    pub(super) fn read(&self, parameters: &Section<'_>) -> Option<Mechanism> {
        (self.read)(parameters)
    }
}
