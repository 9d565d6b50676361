//! Six taxes and two fees reduced (六税两费减征), by the nation or by what a province decided under a delegation.
//!
//! Other reliefs on the same tax come first; the reduction is of what is left.

use crate::base::dates::{MonthSet, Period};
use crate::base::money::Ratio;
use crate::base::names::{Form, Line, TaxpayerGroup};
use crate::base::slot::{Part, Subject, Turn};
use crate::base::words::Vocabulary;
use crate::law::parameter::{all, parameters, rate, words};
use crate::law::problem::LawProblem;
use crate::law::{Day, Fault, Kind, MeasureIx, Mechanism, NamesDelegation, Pack, Rule, RuleInForce};
use crate::taxes::amounts::Tax;
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::{Date, Money, Rate};
use std::ops::BitOr;

/// Six taxes and two fees (六税两费): those that a reduction is taken of in the end.
const REDUCIBLE: [Line; 8] = [
    Line::UrbanMaintenance,
    Line::EducationSurcharge,
    Line::LocalEducationSurcharge,
    Line::Stamp,
    Line::Property,
    Line::UrbanLandUse,
    Line::Resource,
    Line::FarmlandOccupation,
];

parameters! {
    pub(crate) struct DelegateReduction en "A province may reduce these taxes and fees up to a ceiling" zh "授权地方在幅度内减征" {
        pub(crate) taxes: Vec<Line> = words(&REDUCIBLE), en "the taxes and fees" zh "可减征的税费";
        pub(crate) ceiling: Rate = rate(), en "the highest reduction" zh "减征幅度上限";
        pub(crate) who: Groups = words(all()).map(Groups::of), en "whom it may be for" zh "适用主体";
    }
}

impl Rule for DelegateReduction {
    const DECIDES: &'static Subject =
        &Subject::monthly("delegate-reduction", "delegated reduction", "授权减征").leaves(ReducePayable::DECIDES.mechanism);

    fn parts(&self) -> Vec<Part> {
        self.taxes.iter().copied().map(Part::Line).collect()
    }
}

parameters! {
    pub(crate) struct ReducePayable en "What is left of these taxes and fees after other reliefs is reduced" zh "六税两费减征" {
        pub(crate) taxes: Vec<Line> = words(&REDUCIBLE), en "the taxes and fees" zh "减征的税费";
        pub(crate) reduction: Rate = rate(), en "the share of what is left that is not levied" zh "减征比例";
        pub(crate) who: Groups = words(all()).map(Groups::of), en "whom it is for: any of these" zh "适用主体（其一即可）";
    }
}

impl Rule for ReducePayable {
    const NAMES_DELEGATION: NamesDelegation = NamesDelegation::Locally;
    const DECIDES: &'static Subject =
        &Subject::monthly("reduce-payable", "reduction", "减征").annual_for(is_annual).relieves_part(Turn::Last);

    fn parts(&self) -> Vec<Part> {
        self.taxes.iter().copied().map(Part::Line).collect()
    }

    fn past(&self, delegation: &Mechanism) -> Option<Vec<Fault>> {
        let left = delegation.rule::<DelegateReduction>()?;
        let over = (self.reduction > left.ceiling)
            .then_some(("reduction", LawProblem::PastCeiling { found: self.reduction, least: Rate::ZERO, most: left.ceiling }));
        let taxes =
            self.taxes.iter().filter(|tax| !left.taxes.contains(tax)).map(|tax| ("taxes", LawProblem::TaxNotDelegated { tax: *tax }));
        let groups = self.who.without(left.who).map(|who| ("who", LawProblem::GroupNotDelegated { who }));
        Some(over.into_iter().chain(taxes).chain(groups).collect())
    }
}

/// A reduction of a tax of the year begins and ends with it.
pub(crate) fn is_annual(line: Line) -> bool {
    super::LINES.iter().any(|own| own.line == line && own.by_year)
}

/// The mechanisms of these reductions.
pub(crate) const MECHANISMS: &[Kind] = &[Kind::of::<DelegateReduction>(), Kind::of::<ReducePayable>()];

/// A reduction that a delegation leaves to the province, where the pack does not know what that decided.
#[derive(Clone, Debug)]
pub(crate) struct Undecided {
    pub(crate) line: Line,
    pub(crate) who: Groups,
    /// The first day of it in the year.
    pub(crate) day: Date,
}

impl Undecided {
    /// What delegations in force leave to the province, where the pack holds no decision of that province under them,
    /// whenever valid or known. One that came later, or has ended, is known: then there is no reduction.
    pub(crate) fn on(day: &Day<'_>, pack: &Pack, place: u32) -> Vec<Undecided> {
        let decided =
            |delegation: MeasureIx| pack.measures().iter().any(|measure| measure.decides == Some(delegation) && measure.covers(place));
        let left = day.all::<DelegateReduction>().into_iter().filter(|left| !decided(left.measure));
        let reduced = |line: Line| day.of_line::<ReducePayable>(line).is_some();
        let open = left.flat_map(|RuleInForce { rule, .. }| {
            let lines: Vec<Line> = rule.taxes.iter().copied().filter(|line| !reduced(*line)).collect();
            lines.into_iter().map(move |line| Undecided { line, who: rule.who, day: day.day() })
        });
        open.collect()
    }
}

/// The taxpayer groups that this taxpayer belongs to, month by month.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReliefEligibility {
    pub(crate) form: Form,
    /// For each set of groups, the months in which it is one of them.
    months: [MonthSet; Groups::COUNT],
    /// The months in which it is a small low-profit enterprise for the property tax by value and the land-use tax, where
    /// those are filed so much later that another settlement rules them.
    small_when_filed: [Option<MonthSet>; 2],
}

impl ReliefEligibility {
    /// `small_low_profit` are the months in which a company counts as a small low-profit enterprise: by its last settlement
    /// (the result rules from July to the next June), or before its first one by its staff and assets.
    pub(crate) fn new(form: Form, standing: GeneralStatusSince, small_low_profit: MonthSet) -> ReliefEligibility {
        let of = |who: TaxpayerGroup| match who {
            TaxpayerGroup::SmallScale => standing.general_months().complement(),
            TaxpayerGroup::SmallLowProfit => small_low_profit,
            TaxpayerGroup::IndividualBusiness if form == Form::IndividualBusiness => MonthSet::ALL,
            TaxpayerGroup::IndividualBusiness => MonthSet::default(),
        };
        let mut months = [MonthSet::default(); Groups::COUNT];
        for who in TaxpayerGroup::ALL {
            let of_who = of(*who);
            for (groups, months) in months.iter_mut().enumerate() {
                if groups & Groups::bit(*who) != 0 {
                    *months = months.or(of_who);
                }
            }
        }
        ReliefEligibility { form, months, small_when_filed: [None; 2] }
    }

    /// The same taxpayer, with other months as a small low-profit enterprise for the property tax by value and the land-use tax.
    pub(crate) fn when_filed(self, property: Option<MonthSet>, land: Option<MonthSet>) -> ReliefEligibility {
        ReliefEligibility { small_when_filed: [property, land], ..self }
    }

    /// The taxpayer as it stands for the taxes of the year on premises and land.
    pub(crate) fn of_holdings(&self, line: Line) -> ReliefEligibility {
        let [property, land] = self.small_when_filed;
        let Some(small) = (if line == Line::Property { property } else { land }) else { return *self };
        let bit = Groups::bit(TaxpayerGroup::SmallLowProfit);
        let mut held = *self;
        for (groups, months) in held.months.iter_mut().enumerate().filter(|(groups, _)| groups & bit != 0) {
            *months = self.months.get(groups & !bit).copied().unwrap_or_default().or(small);
        }
        held
    }

    /// Whether it is in any of these sets of groups in the same months as another taxpayer.
    pub(crate) fn is_like(&self, other: &ReliefEligibility, sets: GroupSets) -> bool {
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
    const COUNT: usize = 2_usize.pow(TaxpayerGroup::ALL.len() as u32);

    const fn bit(who: TaxpayerGroup) -> usize {
        1 << who as usize
    }

    fn of(who: Vec<TaxpayerGroup>) -> Groups {
        Groups(who.into_iter().map(Groups::bit).fold(0, BitOr::bitor))
    }

    /// The groups of this set that are not in another.
    pub(crate) fn without(self, other: Groups) -> impl Iterator<Item = TaxpayerGroup> {
        TaxpayerGroup::ALL.iter().copied().filter(move |who| self.0 & !other.0 & Groups::bit(*who) != 0)
    }
}

/// Sets of groups that some reductions are for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct GroupSets(usize);

impl GroupSets {
    /// Those of these reductions.
    pub(crate) fn of<'r>(rules: impl Iterator<Item = &'r ReducePayable>) -> GroupSets {
        GroupSets(rules.map(|rule| 1 << rule.who.0).fold(0, BitOr::bitor))
    }
}

/// Reduces what is left of `tax`, which is of the months of `period`.
pub(crate) fn reduce<T: Trace>(
    rule: &Option<RuleInForce<ReducePayable>>,
    line: Line,
    period: Period,
    eligibility: &ReliefEligibility,
    tax: &mut Tax,
    trace: &mut T,
) {
    reduce_in(rule, line, period, MonthSet::of_period(period), eligibility, tax, trace);
}

/// Reduces what is left of `tax`, which is of these months of `period`. Six taxes and two fees come through here, the
/// fees period by period: inlined, since the call would cost as much as the reduction.
#[inline(always)]
pub(crate) fn reduce_in<T: Trace>(
    rule: &Option<RuleInForce<ReducePayable>>,
    line: Line,
    period: Period,
    months: MonthSet,
    eligibility: &ReliefEligibility,
    tax: &mut Tax,
    trace: &mut T,
) {
    let Some(in_force @ RuleInForce { measure, rule, .. }) = rule else { return };
    let left = tax.payable();
    if left == Money::ZERO {
        return;
    }
    let (inside, all) = eligibility.months(rule.who, months);
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
    in_force.standing_in().into_iter().for_each(|measure| trace.relies_on(measure));
    trace.step(|| Step {
        line,
        period,
        what: What::PayableReduced,
        basis: Basis::Law(*measure),
        result: relief,
        formula: if inside == all {
            Formula::RemainderTimes { due: tax.due, other: tax.relief, rate: rule.reduction }
        } else {
            Formula::PartTimes { left, months: inside, of: all, rate: rule.reduction }
        },
    });
    tax.relief += relief;
}
