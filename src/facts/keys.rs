//! How the keys of a table are read and written, one function for each way that a fact is declared.

use super::context::{Context, Writing};
use super::kinds::FactType;
use super::part::{Part, within, written};
use super::unknown::UnknownFact;
use crate::Quarter;
use crate::base::source::Section;
use crate::base::tree::{Fields, Node, Placed};

/// The ways to read a key, one for each way that a fact is declared.
pub(crate) mod reading {
    use super::*;

    pub(crate) fn required<F: FactType>(section: &Section<'_>, context: &Context<'_>, key: &str) -> F::Told {
        section.required(key, |value| F::read(value, context)).unwrap_or_else(F::blank)
    }

    pub(crate) fn or<F: FactType>(section: &Section<'_>, context: &Context<'_>, key: &str, default: F::Told) -> F::Told {
        section.or(key, default, |value| F::read(value, context)).unwrap_or_else(F::blank)
    }

    pub(crate) fn optional<F: FactType>(section: &Section<'_>, context: &Context<'_>, key: &str) -> Option<F::Told> {
        section.optional(key, |value| F::read(value, context))
    }

    pub(crate) fn open<F: FactType>(
        section: &Section<'_>,
        context: &Context<'_>,
        key: &str,
        fact: fn(Quarter) -> UnknownFact,
    ) -> Option<F::Told> {
        let mut unknown = || context.unknown.borrow_mut().push(fact(context.quarter.get()));
        section.open(key, &mut unknown, |value| F::read(value, context))
    }

    pub(crate) fn required_or_open<F: FactType>(
        section: &Section<'_>,
        context: &Context<'_>,
        key: &str,
        fact: fn(Quarter) -> UnknownFact,
    ) -> F::Told {
        if section.has(key) {
            open::<F>(section, context, key, fact).unwrap_or_else(F::blank)
        } else {
            required::<F>(section, context, key)
        }
    }

    pub(crate) fn table<P: Part>(section: &Section<'_>, context: &Context<'_>, key: &str) -> P::Told {
        section.required_section(key).map_or_else(P::blank, |section| within::<P>(&section, context))
    }

    pub(crate) fn optional_table<P: Part>(section: &Section<'_>, context: &Context<'_>, key: &str) -> Option<P::Told> {
        section.section(key).map(|section| within::<P>(&section, context))
    }

    pub(crate) fn tables<P: Part>(section: &Section<'_>, context: &Context<'_>, key: &str) -> Vec<P::Told> {
        let mut lines: Vec<P::Told> = section.sections(key).iter().map(|section| within::<P>(section, context)).collect();
        P::sort(&mut lines);
        P::after(&lines, context);
        lines
    }
}

/// The ways to take a fact from the cell of a register: what has no column stays as it is.
#[cfg(feature = "register")]
pub(crate) mod filling {
    use super::*;
    use crate::facts::cells::Cells;

    #[inline]
    fn there(cells: &impl Cells, column: Option<usize>) -> Option<usize> {
        column.filter(|column| cells.has(*column))
    }

    #[inline]
    pub(crate) fn required<F: FactType>(told: &mut F::Told, cells: &impl Cells, column: Option<usize>) {
        if let Some(column) = there(cells, column) {
            F::put(told, cells, column);
        }
    }

    #[inline]
    pub(crate) fn or<F: FactType>(told: &mut F::Told, cells: &impl Cells, column: Option<usize>, default: F::Told) {
        if let Some(column) = there(cells, column) {
            let (said, number) = cells.cell(column);
            *told = F::in_cell(said, number, default);
        }
    }

    #[inline]
    pub(crate) fn optional<F: FactType>(told: &mut Option<F::Told>, cells: &impl Cells, column: Option<usize>) {
        if let Some(column) = there(cells, column) {
            let (said, number) = cells.cell(column);
            *told = if said { F::of_number(number) } else { None };
        }
    }
}

/// The ways to draw a fact, one for each way that one is declared. Each says whether the fact is told then: a table that lacks a
/// fact it must tell is none.
#[cfg(feature = "strategies")]
pub(crate) mod drawing {
    use super::*;
    use crate::facts::draw::{Draw, Draws};

    /// One in four is the least there is: nothing, the first word.
    pub(crate) fn required<F: FactType>(told: &mut F::Told, draws: &mut Draws<'_>) -> bool {
        let (blank, draw) = draws.next().one_of(4);
        let drawn = if blank == 0 { F::drawn(Draw::default()) } else { F::drawn(draw) };
        drawn.map(|drawn| *told = drawn).is_some()
    }

    pub(crate) fn or<F: FactType>(told: &mut F::Told, draws: &mut Draws<'_>, default: F::Told) -> bool {
        let (untold, draw) = draws.next().one_of(4);
        *told = Some(draw).filter(|_| untold != 0).and_then(F::drawn).unwrap_or(default);
        true
    }

    pub(crate) fn optional<F: FactType>(told: &mut Option<F::Told>, draws: &mut Draws<'_>) -> bool {
        let (untold, draw) = draws.next().one_of(4);
        *told = Some(draw).filter(|_| untold != 0).and_then(F::drawn);
        true
    }

    /// What may be unknown is known: some forms cannot be assessed without it.
    pub(crate) fn open<F: FactType>(told: &mut Option<F::Told>, draws: &mut Draws<'_>) -> bool {
        *told = F::drawn(draws.next());
        true
    }

    pub(crate) fn optional_table<P: Part>(told: &mut Option<P::Told>, draws: &mut Draws<'_>) -> bool {
        let (tells, _) = draws.next().one_of(4);
        let mut drawn = P::blank();
        let whole = P::draw(&mut drawn, draws);
        *told = Some(drawn).filter(|_| whole && tells == 1);
        true
    }
}

/// The ways to write a key.
pub(crate) mod writing {
    use super::*;

    pub(crate) fn told<F: FactType>(out: &mut Fields<'static>, writing: &Writing<'_>, key: &'static str, told: &F::Told) {
        out.push(key, F::write(told, writing));
    }

    pub(crate) fn unless<F: FactType>(
        out: &mut Fields<'static>,
        writing: &Writing<'_>,
        key: &'static str,
        told: &F::Told,
        default: &F::Told,
    ) {
        if told != default {
            out.push(key, F::write(told, writing));
        }
    }

    pub(crate) fn optional<F: FactType>(out: &mut Fields<'static>, writing: &Writing<'_>, key: &'static str, told: Option<&F::Told>) {
        told.iter().for_each(|told| out.push(key, F::write(told, writing)));
    }

    pub(crate) fn open<F: FactType>(
        out: &mut Fields<'static>,
        writing: &Writing<'_>,
        key: &'static str,
        told: Option<&F::Told>,
        fact: fn(Quarter) -> UnknownFact,
    ) {
        if writing.is_unknown(fact) {
            out.push(key, Node::Text(crate::base::source::UNKNOWN[0].into()));
        } else {
            optional::<F>(out, writing, key, told);
        }
    }

    pub(crate) fn table<P: Part>(out: &mut Fields<'static>, writing: &Writing<'_>, key: &'static str, told: &P::Told) {
        out.push(key, Node::Table(written::<P>(told, writing)));
    }

    pub(crate) fn table_or<P: Part>(out: &mut Fields<'static>, writing: &Writing<'_>, key: &'static str, told: &P::Told) {
        let fields = written::<P>(told, writing);
        if !fields.0.is_empty() {
            out.push(key, Node::Table(fields));
        }
    }

    pub(crate) fn tables<P: Part>(out: &mut Fields<'static>, writing: &Writing<'_>, key: &'static str, told: &[P::Told]) {
        if !told.is_empty() {
            let table = |told| Placed::from(Node::Table(written::<P>(told, writing)));
            out.push(key, Node::List(told.iter().map(table).collect()));
        }
    }
}
