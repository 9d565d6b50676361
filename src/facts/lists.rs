//! Facts that are several values: a list, one for each quarter, the opening and the close.

use super::context::{Context, Writing};
use super::fact::Kind;
use super::kinds::FactType;
use super::problem::FactProblem;
use crate::base::source::{Parsed, Value, list};
use crate::base::tree::Node;
use std::marker::PhantomData;

/// A list of any length.
pub(crate) struct List<F>(PhantomData<F>);

fn items<F: FactType>(value: &Value<'_>, context: &Context<'_>) -> Parsed<Vec<F::Told>> {
    list(|item| F::read(item, context))(value)
}

fn written<'t, F: FactType>(told: impl IntoIterator<Item = &'t F::Told>, writing: &Writing<'_>) -> Node<'static>
where
    F::Told: 't,
{
    Node::List(told.into_iter().map(|item| F::write(item, writing).into()).collect())
}

impl<F: FactType + 'static> FactType for List<F> {
    type Told = Vec<F::Told>;
    const KIND: Kind = Kind::List(&F::KIND, None);
    fn blank() -> Vec<F::Told> {
        Vec::new()
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Vec<F::Told>> {
        items::<F>(value, context)
    }
    fn write(told: &Vec<F::Told>, writing: &Writing<'_>) -> Node<'static> {
        written::<F>(told, writing)
    }
}

/// One value for each quarter.
pub(crate) struct EachQuarter<F>(PhantomData<F>);

impl<F: FactType> FactType for EachQuarter<F> {
    type Told = [F::Told; 4];
    const KIND: Kind = Kind::List(&F::KIND, Some(4));
    fn blank() -> [F::Told; 4] {
        std::array::from_fn(|_| F::blank())
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<[F::Told; 4]> {
        Ok(items::<F>(value, context)?.try_into().map_err(|_| FactProblem::OneForEachQuarter)?)
    }
    fn write(told: &[F::Told; 4], writing: &Writing<'_>) -> Node<'static> {
        written::<F>(told, writing)
    }
}

/// Two values: at the opening and at the close.
pub(crate) struct Ends<F>(PhantomData<F>);

impl<F: FactType> FactType for Ends<F> {
    type Told = (F::Told, F::Told);
    const KIND: Kind = Kind::List(&F::KIND, Some(2));
    fn blank() -> (F::Told, F::Told) {
        (F::blank(), F::blank())
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<(F::Told, F::Told)> {
        let ends: [F::Told; 2] = items::<F>(value, context)?.try_into().map_err(|_| FactProblem::OpeningAndClose)?;
        Ok(ends.into())
    }
    fn write(told: &(F::Told, F::Told), writing: &Writing<'_>) -> Node<'static> {
        written::<F>([&told.0, &told.1], writing)
    }
}
