//! Six taxes and two fees reduced by half (六税两费减半), or by what a province decided under a delegation.
//!
//! Other reliefs on the same tax come first; the reduction is of what is left.

use super::{In, Rule, Slot};
use crate::amounts::Tax;
use crate::calendar::Period;
use crate::names::{Form, Line, Who};
use crate::source::{Section, list, rate, word};
use crate::trace::{Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

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
    pub(crate) small_scale: bool,
    pub(crate) form: Form,
}

impl Ground {
    fn is_one_of(self, who: &[Who]) -> bool {
        who.iter().any(|who| match who {
            Who::SmallScale => self.small_scale,
            Who::IndividualBusiness => self.form == Form::IndividualBusiness,
            // Only decides for a general taxpayer, whose halving runs on the last settlement's result.
            Who::SmallLowProfit => false,
        })
    }
}

/// Reduces what is left of `tax`.
pub(crate) fn reduce<T: Trace>(rule: &Option<In<ReducePayable>>, line: Line, period: Period, ground: Ground, tax: &mut Tax, trace: &mut T) {
    let Some(In { measure, rule }) = rule else { return };
    let left = tax.payable();
    if left == Money::ZERO {
        return;
    }
    if !ground.is_one_of(&rule.who) {
        trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason: Reason::NotOfThisForm });
        return;
    }
    let relief = left.times(rule.reduction);
    trace.step(|| Step {
        line,
        period,
        what: What::Halved,
        measure: Some(*measure),
        result: relief,
        formula: Formula::RemainderTimes { due: tax.due, other: tax.relief, rate: rule.reduction },
    });
    tax.relief += relief;
}
