//! The taxes: one room each. A room owns its lines, the mechanisms with their parameters and slots, what is resolved of them
//! for a month or a year, what it checks of the facts, and its computation.
//!
//! The list below is the only one: from it come the rules of a month and of a year, the lines in their order, the
//! mechanisms that policy files may name, and the order in which the taxes are computed.

pub(crate) mod amounts;
pub(crate) mod brackets;
pub(crate) mod business_income;
pub(crate) mod deed_tax;
pub(crate) mod enterprise_income;
pub(crate) mod extra_deductions;
pub(crate) mod farmland;
pub(crate) mod filing;
pub(crate) mod general_status;
pub(crate) mod general_vat;
pub(crate) mod land_use;
pub(crate) mod owner;
pub(crate) mod property;
pub(crate) mod reduce_payable;
pub(crate) mod resource;
mod rules;
pub(crate) mod small_scale_vat;
pub(crate) mod stamp;
pub(crate) mod surcharges;
pub mod trace;
pub(crate) mod vat;

use crate::Month;
use crate::base::calendar::Period;
use crate::base::error::{At, Error};
use crate::base::message::Message;
use crate::base::names::Line;
use crate::base::words::Vocabulary;
use crate::facts::Profile;
use crate::law::{Day, Kind, Resolve};
use crate::taxes::amounts::Lines;
use crate::taxes::reduce_payable::Ground;
use crate::taxes::trace::Trace;
pub(crate) use rules::{Cuts, Rules};

/// Takes what is wrong with the facts, with its place.
pub(crate) type Report<'r> = &'r mut dyn FnMut(Message, At);

/// What every tax declares.
pub(crate) trait Tax {
    /// What may change from month to month.
    type Month: Resolve;
    /// What holds for the year.
    type Year: Resolve;
    /// Its lines of the result.
    const LINES: &'static [OwnLine];
    /// What policy files may say of it.
    const MECHANISMS: &'static [Kind];

    /// Looks whether the facts were possible, whatever the form.
    ///
    /// # Errors
    /// When the pack does not cover the tax at the time of a fact.
    fn check(_rules: &Rules, _profile: &Profile, _report: Report<'_>) -> Result<(), Error> {
        Ok(())
    }
}

/// A tax that follows from facts alone, before any income is known.
pub(crate) trait OnFacts: Tax {
    /// Adds what it comes to.
    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T);
}

/// Who is assessed under which rules.
pub(crate) struct Taxpayer<'r> {
    pub(crate) rules: &'r Rules,
    pub(crate) profile: &'r Profile,
    pub(crate) ground: &'r Ground,
}

impl Taxpayer<'_> {
    /// Whether it is assessed in another form than its own.
    pub(crate) fn converts(&self) -> bool {
        self.ground.form != self.profile.form
    }
}

/// A line of the result with what its tax says of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnLine {
    pub(crate) line: Line,
    /// It is deducted from income.
    pub(crate) deductible: bool,
    /// It is a tax of the year: its rules begin and end with it.
    pub(crate) by_year: bool,
    /// It goes on the return of VAT, period by period.
    pub(crate) filed_with_vat: bool,
}

impl OwnLine {
    const fn new(line: Line) -> OwnLine {
        OwnLine { line, deductible: false, by_year: false, filed_with_vat: false }
    }

    const fn deductible(self) -> OwnLine {
        OwnLine { deductible: true, ..self }
    }

    const fn by_year(self) -> OwnLine {
        OwnLine { by_year: true, ..self }
    }

    const fn filed_with_vat(self) -> OwnLine {
        OwnLine { filed_with_vat: true, ..self }
    }
}

macro_rules! taxes {
    (
        on_sales: $($sold:ident $Sold:ident),*;
        on_facts: $($fact:ident $Fact:ident),*;
        on_income: $($income:ident $Income:ident),*;
    ) => {
        /// What may change from month to month, tax by tax.
        #[derive(Clone, Debug)]
        #[allow(dead_code)] // nothing is read where a tax has no rules of a month
        pub(crate) struct MonthRules {
            $(pub(crate) $sold: <$sold::$Sold as Tax>::Month,)*
            $(pub(crate) $fact: <$fact::$Fact as Tax>::Month,)*
            $(pub(crate) $income: <$income::$Income as Tax>::Month,)*
        }

        impl Resolve for MonthRules {
            fn resolve(day: &Day<'_>) -> Result<Self, Error> {
                Ok(MonthRules {
                    $($sold: Resolve::resolve(day)?,)* $($fact: Resolve::resolve(day)?,)* $($income: Resolve::resolve(day)?,)*
                })
            }
        }

        /// What holds for the year, tax by tax.
        #[derive(Clone, Debug)]
        #[allow(dead_code)] // nothing is read where a tax has no rules of the year
        pub(crate) struct YearRules {
            $(pub(crate) $sold: <$sold::$Sold as Tax>::Year,)*
            $(pub(crate) $fact: <$fact::$Fact as Tax>::Year,)*
            $(pub(crate) $income: <$income::$Income as Tax>::Year,)*
        }

        impl Resolve for YearRules {
            fn resolve(day: &Day<'_>) -> Result<Self, Error> {
                Ok(YearRules {
                    $($sold: Resolve::resolve(day)?,)* $($fact: Resolve::resolve(day)?,)* $($income: Resolve::resolve(day)?,)*
                })
            }
        }

        const OWN_LINES: &[&[OwnLine]] = &[
            $($sold::$Sold::LINES,)* $($fact::$Fact::LINES,)* $($income::$Income::LINES,)*
        ];

        /// What policy files may say, room by room.
        pub(crate) const MECHANISMS: &[&[Kind]] = &[
            filing::MECHANISMS,
            reduce_payable::MECHANISMS,
            extra_deductions::MECHANISMS,
            $($sold::$Sold::MECHANISMS,)* $($fact::$Fact::MECHANISMS,)* $($income::$Income::MECHANISMS,)*
        ];

        /// Looks whether the facts were possible, tax by tax.
        ///
        /// # Errors
        /// When the pack does not cover a tax at the time of a fact.
        pub(crate) fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
            $($sold::$Sold::check(rules, profile, report)?;)*
            $($fact::$Fact::check(rules, profile, report)?;)*
            $($income::$Income::check(rules, profile, report)?;)*
            Ok(())
        }

        /// The taxes that follow from facts alone, in their order.
        pub(crate) fn on_facts<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
            $($fact::$Fact::assess(payer, lines, trace);)*
        }
    };
}

// The order of the law: each stage starts from the one before. Those on sales go period by period (VAT, then what is levied
// on it), those on income start from the profit after the taxes that are deductible.
taxes! {
    on_sales: vat Vat, surcharges Surcharges;
    on_facts: stamp Stamp, property OfProperty, land_use LandUse, resource OfResources, farmland OfFarmland;
    on_income: business_income BusinessIncome, enterprise_income EnterpriseIncome, owner Owner, deed_tax OfConversion;
}

/// All lines in their order, with what their taxes say of them.
pub(crate) const LINES: [OwnLine; Line::ALL.len()] = in_order();

#[allow(clippy::indexing_slicing, clippy::panic, clippy::arithmetic_side_effects)] // while compiling
const fn in_order() -> [OwnLine; Line::ALL.len()] {
    let mut lines = [OwnLine::new(Line::Vat); Line::ALL.len()];
    let (mut next, mut tax) = (0, 0);
    while tax < OWN_LINES.len() {
        let mut own = 0;
        while own < OWN_LINES[tax].len() {
            lines[next] = OWN_LINES[tax][own];
            assert!(lines[next].line as usize == next, "the taxes stand in the order of the lines");
            (next, own) = (next + 1, own + 1);
        }
        tax += 1;
    }
    assert!(next == lines.len(), "every line has its tax");
    lines
}

/// Whether a line goes on the return of VAT.
pub(crate) fn is_filed_with_vat(line: Line) -> bool {
    LINES.iter().any(|own| own.line == line && own.filed_with_vat)
}

/// What is deducted from income.
pub(crate) fn deductible() -> impl Iterator<Item = Line> {
    LINES.iter().filter(|own| own.deductible).map(|own| own.line)
}

fn not_covered(rules: &Rules, line: Line, period: Period) -> Error {
    let month: Month = period.first_month();
    Error::outside(Message::NotCoveredThen { line, month: month.number(), year: rules.year })
}
