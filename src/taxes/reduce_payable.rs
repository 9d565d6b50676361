//! Six taxes and two fees reduced by half (六税两费减半), or by what a province decided under a delegation.
//!
//! Other reliefs on the same tax come first; the reduction is of what is left.

use super::{In, Rule, Slot};
use crate::base::calendar::{MonthSet, Period};
use crate::base::money::Ratio;
use crate::base::names::{Form, Line, Who};
use crate::base::source::{Section, list, rate, word};
use crate::base::words::Vocabulary;
use crate::taxes::amounts::Tax;
use crate::taxes::general_status::Standing;
use crate::taxes::trace::{Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};
use std::ops::BitOr;

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
    groups: Groups,
}

impl Rule for ReducePayable {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (taxes, who) = (parameters.required("taxes", list(word)), parameters.required("who", list(word)));
        let reduction = parameters.required("reduction", rate);
        let groups = Groups::of(who.as_deref().unwrap_or_default());
        Some(ReducePayable { taxes: taxes?, reduction: reduction?, who: who?, groups })
    }
    fn slots(&self) -> Vec<Slot> {
        self.taxes.iter().map(|tax| Slot::ReducePayable(*tax)).collect()
    }
}

/// On what grounds this taxpayer may claim, month by month.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground {
    pub(crate) form: Form,
    /// For each set of groups, the months in which it is one of them.
    months: [MonthSet; Groups::COUNT],
}

impl Ground {
    /// `small_low_profit` are the months in which a company counts as a small low-profit enterprise: by its last settlement
    /// (the result rules from July to the next June), or before its first one by its staff and assets.
    pub(crate) fn new(form: Form, standing: Standing, small_low_profit: MonthSet) -> Ground {
        let of = |who: Who| match who {
            Who::SmallScale => standing.general_months().complement(),
            Who::SmallLowProfit => small_low_profit,
            Who::IndividualBusiness if form == Form::IndividualBusiness => MonthSet::ALL,
            Who::IndividualBusiness => MonthSet::default(),
        };
        let mut months = [MonthSet::default(); Groups::COUNT];
        for who in Who::ALL {
            let of_who = of(*who);
            for (groups, months) in months.iter_mut().enumerate() {
                if groups & Groups::bit(*who) != 0 {
                    *months = months.or(of_who);
                }
            }
        }
        Ground { form, months }
    }

    /// Whether it is in any of these sets of groups in the same months as another taxpayer.
    pub(crate) fn is_like(&self, other: &Ground, sets: GroupSets) -> bool {
        self.months.iter().zip(&other.months).enumerate().all(|(groups, (own, theirs))| own == theirs || sets.0 & 1 << groups == 0)
    }

    /// Whether the taxpayer is ever one of those.
    pub(crate) fn is_any(&self, groups: Groups) -> bool {
        self.months(groups, MonthSet::ALL).0 > 0
    }

    /// In how many of these months the taxpayer is one of those, and how many they are.
    fn months(&self, groups: Groups, of: MonthSet) -> (i64, i64) {
        self.months.get(groups.0).copied().unwrap_or_default().share_of(of)
    }
}

/// A set of the groups that a relief is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Groups(usize);

impl Groups {
    const COUNT: usize = 2_usize.pow(Who::ALL.len() as u32);

    const fn bit(who: Who) -> usize {
        1 << who as usize
    }

    pub(crate) fn of(who: &[Who]) -> Groups {
        Groups(who.iter().copied().map(Groups::bit).fold(0, BitOr::bitor))
    }
}

/// Sets of groups that some reductions are for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct GroupSets(usize);

impl GroupSets {
    /// Those of these reductions.
    pub(crate) fn of<'r>(rules: impl Iterator<Item = &'r ReducePayable>) -> GroupSets {
        GroupSets(rules.map(|rule| 1 << rule.groups.0).fold(0, BitOr::bitor))
    }
}

/// Reduces what is left of `tax`, which is of the months of `period`.
pub(crate) fn reduce<T: Trace>(
    rule: &Option<In<ReducePayable>>,
    line: Line,
    period: Period,
    ground: &Ground,
    tax: &mut Tax,
    trace: &mut T,
) {
    reduce_in(rule, line, period, MonthSet::of_period(period), ground, tax, trace);
}

/// Reduces what is left of `tax`, which is of these months of `period`. Six taxes and two fees come through here, the
/// fees period by period: inlined, since the call would cost as much as the reduction.
#[inline(always)]
pub(crate) fn reduce_in<T: Trace>(
    rule: &Option<In<ReducePayable>>,
    line: Line,
    period: Period,
    months: MonthSet,
    ground: &Ground,
    tax: &mut Tax,
    trace: &mut T,
) {
    let Some(In { measure, rule }) = rule else { return };
    let left = tax.payable();
    if left == Money::ZERO {
        return;
    }
    let (inside, all) = ground.months(rule.groups, months);
    if inside == 0 {
        trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason: Reason::NotOfThisForm });
        return;
    }
    // A tax of several months is reduced for those in which the taxpayer was one of those.
    let relief = if inside == all {
        left.times(rule.reduction)
    } else {
        Ratio::from(left).times(rule.reduction).times_whole(inside).divided_by(all).round_half_up()
    };
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
