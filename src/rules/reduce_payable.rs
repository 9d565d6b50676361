//! Six taxes and two fees reduced by half (六税两费减半), or by what a province decided under a delegation.
//!
//! Other reliefs on the same tax come first; the reduction is of what is left.

use super::{In, Rule, Slot};
use crate::amounts::Tax;
use crate::calendar::Period;
use crate::money::Ratio;
use crate::names::{Form, Line, Who};
use crate::rules::general_status::Standing;
use crate::source::{Section, list, rate, word};
use crate::trace::{Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Month, Rate};

/// A province may reduce these taxes up to a ceiling (授权地方在50%的幅度内减征).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DelegateReduction {
    pub(crate) taxes: Vec<Line>,
    pub(crate) ceiling: Rate,
    pub(crate) who: Vec<Who>,
}

impl Rule for DelegateReduction {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (taxes, who) = (parameters.required("taxes", list(word)), parameters.required("who", list(word)));
        let ceiling = parameters.required("ceiling", rate);
        Some(DelegateReduction { taxes: taxes?, ceiling: ceiling?, who: who? })
    }
    fn slots(&self) -> Vec<Slot> {
        self.taxes.iter().map(|tax| Slot::DelegateReduction(*tax)).collect()
    }
}

/// What is payable of these taxes is reduced.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReducePayable {
    pub(crate) taxes: Vec<Line>,
    pub(crate) reduction: Rate,
    pub(crate) who: Vec<Who>,
}

impl Rule for ReducePayable {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (taxes, who) = (parameters.required("taxes", list(word)), parameters.required("who", list(word)));
        let reduction = parameters.required("reduction", rate);
        Some(ReducePayable { taxes: taxes?, reduction: reduction?, who: who? })
    }
    fn slots(&self) -> Vec<Slot> {
        self.taxes.iter().map(|tax| Slot::ReducePayable(*tax)).collect()
    }
}

/// On what grounds this taxpayer may claim.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground {
    pub(crate) standing: Standing,
    pub(crate) form: Form,
    /// Counts as a small low-profit enterprise, month by month: a general-taxpayer company by its last settlement (the
    /// result rules from July to the next June), or before its first one by its staff and assets.
    pub(crate) small_low_profit: [bool; 12],
}

impl Ground {
    /// In how many of these months the taxpayer is one of those.
    fn months(self, who: &[Who], months: impl Iterator<Item = Month>) -> (i64, i64) {
        let is_one_of = |month: Month| {
            who.iter().any(|who| match who {
                Who::SmallScale => !self.standing.is_general(month),
                Who::IndividualBusiness => self.form == Form::IndividualBusiness,
                Who::SmallLowProfit => self.form.is_company() && self.small_in(month),
            })
        };
        months.fold((0, 0), |(inside, all), month| (inside + i64::from(is_one_of(month)), all + 1))
    }

    fn small_in(self, month: Month) -> bool {
        self.small_low_profit.get(month.index()).copied().unwrap_or(false)
    }
}

/// Reduces what is left of `tax`, which is of the months of `period`.
pub(crate) fn reduce<T: Trace>(rule: &Option<In<ReducePayable>>, line: Line, period: Period, ground: Ground, tax: &mut Tax, trace: &mut T) {
    reduce_in(rule, line, period, period.months(), ground, tax, trace);
}

/// Reduces what is left of `tax`, which is of these months of `period`.
pub(crate) fn reduce_in<T: Trace>(
    rule: &Option<In<ReducePayable>>,
    line: Line,
    period: Period,
    months: impl Iterator<Item = Month>,
    ground: Ground,
    tax: &mut Tax,
    trace: &mut T,
) {
    let Some(In { measure, rule }) = rule else { return };
    let left = tax.payable();
    if left == Money::ZERO {
        return;
    }
    let (inside, all) = ground.months(&rule.who, months);
    if inside == 0 {
        trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason: Reason::NotOfThisForm });
        return;
    }
    // A tax of several months is reduced for those in which the taxpayer was one of those.
    let relief = Ratio::from(left).times(rule.reduction).times_whole(inside).divided_by(all).round_half_up();
    trace.step(|| Step {
        line,
        period,
        what: What::Halved,
        measure: Some(*measure),
        result: relief,
        formula: if inside == all {
            Formula::RemainderTimes { due: tax.due, other: tax.relief, rate: rule.reduction }
        } else {
            Formula::PartTimes { left, months: inside, of: all, rate: rule.reduction }
        },
    });
    tax.relief += relief;
}
