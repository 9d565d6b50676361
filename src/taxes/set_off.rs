//! What is set off (扣减) for veterans and key groups who run an individual business, and for enterprises that hire them.
//!
//! A limit of the year, by months, is taken off VAT, then the urban maintenance tax and the two surcharges, then income tax, in this
//! order and as far as they are payable. What is left of it at the end of the year is lost. The surcharges are levied on VAT before it.

use super::{Report, Rules};
use crate::base::dates::Period;
use crate::base::error::{Error, Problem};
use crate::base::names::{ByEmploymentGroup, EmploymentGroup, Form, Line};
use crate::base::slot::{Part, Subject};
use crate::facts::{Hire, Months, Profile, SelfEmployed};
use crate::law::parameter::{all, amount, count, parameters, rate, word};
use crate::law::problem::LawProblem;
use crate::law::{Day, Fault, Kind, Mechanism, NamesDelegation, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::OwnLine;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Assumption, Basis, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use crate::{Date, Money, Rate};
use chrono::Datelike;

/// Who may set something off, before anything is assessed.
pub(crate) struct Claimant<'r> {
    pub(crate) rules: &'r Rules,
    pub(crate) profile: &'r Profile,
    pub(crate) form: Form,
}

parameters! {
    pub(crate) struct SetOffForEmployment
        en "Taxes are set off for a group of persons who run an individual business, and for enterprises that hire them"
        zh "从事个体经营限额扣减、企业招用定额扣减税费"
    {
        group: EmploymentGroup = word(all()), en "the group" zh "人群";
        self_employed: Money = amount(), en "the limit of a household and year" zh "从事个体经营每户每年限额";
        self_employed_rise: Rate = rate(), en "by how much a province may raise it" zh "限额最高上浮比例";
        hire: Money = amount(), en "the amount a person hired and year" zh "企业招用每人每年定额";
        hire_rise: Rate = rate(), en "by how much a province may raise it" zh "定额最高上浮比例";
        months: u32 = count(120, &["个月"]), en "the months it runs from the registration or the contract" zh "自登记或者签订合同当月起的月数";
    }
}

impl Rule for SetOffForEmployment {
    const DECIDES: &'static Subject = &Subject::annual("set-off-for-employment", "set-off", "扣减");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.group)]
    }
}

impl SetOffForEmployment {
    fn most_self_employed(&self) -> Money {
        self.self_employed + self.self_employed.times(self.self_employed_rise)
    }

    fn most_hire(&self) -> Money {
        self.hire + self.hire.times(self.hire_rise)
    }

    /// What the law leaves to a province for who runs a business, and for each person hired.
    fn left_open(&self) -> ((Money, Money), (Money, Money)) {
        ((self.self_employed, self.most_self_employed()), (self.hire, self.most_hire()))
    }

    /// How many of some months of the year lie in the months that it runs from `since`.
    fn months_of(&self, year: i32, within: Months, since: Date) -> i64 {
        months_of_term(self.months, since, year, within)
    }
}

parameters! {
    pub(crate) struct SetOffLimit en "What a province lets a group of persons set off; it names what it `decides`" zh "省级限额、定额扣减标准" {
        group: EmploymentGroup = word(all()), en "the group" zh "人群";
        self_employed: Money = amount(), en "the limit of a household and year" zh "从事个体经营每户每年限额";
        hire: Money = amount(), en "the amount a person hired and year" zh "企业招用每人每年定额";
    }
}

impl Rule for SetOffLimit {
    const NAMES_DELEGATION: NamesDelegation = NamesDelegation::Always;
    const DECIDES: &'static Subject = &Subject::annual("set-off-limit", "limit of the set-off", "扣减限额");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.group)]
    }

    fn past(&self, delegation: &Mechanism) -> Option<Vec<Fault>> {
        let left = delegation.rule::<SetOffForEmployment>().filter(|left| left.group == self.group)?;
        let (own, hire) = left.left_open();
        let set = [("self_employed", self.self_employed, own), ("hire", self.hire, hire)];
        let past = set.into_iter().filter(|(_, found, (least, most))| found < least || found > most);
        Some(past.map(|(key, found, (least, most))| (key, LawProblem::AmountPastCeiling { found, least, most })).collect())
    }
}

/// How many of some months of the year lie in a term of so many months, that of `since` the first.
pub(super) fn months_of_term(months: u32, since: Date, year: i32, within: Months) -> i64 {
    let count = |year: i32, month: u32| i64::from(year).saturating_mul(12).saturating_add(i64::from(month));
    let begun = count(since.year(), since.month());
    let first = count(year, within.from.number()).max(begun);
    let last = count(year, within.to.number()).min(begun.saturating_add(i64::from(months)).saturating_sub(1));
    last.saturating_sub(first).saturating_add(1).max(0)
}

/// What is set off in the year, by groups.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    of: ByEmploymentGroup<Option<RuleInForce<SetOffForEmployment>>>,
    /// What the province set; none where the pack knows of no decision.
    limits: ByEmploymentGroup<Option<RuleInForce<SetOffLimit>>>,
    /// Before the settlement, an enterprise's income tax is not set off.
    before_settlement: bool,
}

impl YearRules {
    /// The same rules at a prepayment.
    pub(crate) fn at_prepayment(&mut self) {
        self.before_settlement = true;
    }
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules { of: day.table(), limits: day.table(), before_settlement: false })
    }
}

/// Set-off for employment: it has no line, it relieves others.
pub(crate) struct EmploymentSetOff;

impl super::Tax for EmploymentSetOff {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<SetOffForEmployment>(), Kind::of::<SetOffLimit>()];

    #[inline]
    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        if is_claimed(profile) {
            within_the_law(rules, profile, report);
        }
        Ok(())
    }
}

/// Whether a profile has what taxes are set off for.
#[inline]
pub(crate) fn is_claimed(profile: &Profile) -> bool {
    profile.self_employed.is_some() || !profile.hires.is_empty()
}

/// What is told is what the province set, or lies between the national amount and the highest that a province may set.
#[cold]
fn within_the_law(rules: &Rules, profile: &Profile, report: Report<'_>) {
    let YearRules { of, limits, .. } = &rules.annual.set_off;
    let cite = |measure: MeasureIx| rules.instruments.cite(measure);
    let wrong = |group: EmploymentGroup, found: Money, set: fn(&SetOffLimit) -> Money, open: fn(&SetOffForEmployment) -> (Money, Money)| {
        if let Some(local) = &limits[group] {
            let set = set(&local.rule);
            return (found != set).then(|| RuleProblem::SetOffAsSet { found, set, citation: cite(local.measure) });
        }
        let law = of[group].as_ref()?;
        let (least, most) = open(&law.rule);
        let outside = found < least || found > most;
        outside.then(|| RuleProblem::SetOffOutsideRange { found, least, most, citation: cite(law.measure) })
    };
    let own = profile.self_employed.iter().filter_map(|told| {
        let found = wrong(told.group, told.limit?, |set| set.self_employed, |law| law.left_open().0)?;
        Some((found, told.at))
    });
    let hired =
        profile.hires.iter().filter_map(|told| Some((wrong(told.group, told.amount?, |set| set.hire, |law| law.left_open().1)?, told.at)));
    for (wrong, at) in own.chain(hired) {
        report(Problem::at(wrong, at));
    }
}

/// What may still be set off in the year, measure by measure.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetOff {
    left: Vec<(MeasureIx, Money)>,
}

impl SetOff {
    /// What a taxpayer may set off in the year.
    #[inline]
    pub(crate) fn of<T: Trace>(payer: &Claimant<'_>, trace: &mut T) -> SetOff {
        if is_claimed(payer.profile) { SetOff::claimed(payer, trace) } else { SetOff::default() }
    }

    #[cold]
    fn claimed<T: Trace>(payer: &Claimant<'_>, trace: &mut T) -> SetOff {
        let rules = &payer.rules.annual.set_off;
        let in_force = |group: EmploymentGroup| Some((rules.of[group].as_ref()?, rules.limits[group].as_ref()));
        let mut set_off = SetOff::default();
        let profile = payer.profile;
        if let Some((told, law)) = profile.self_employed.as_ref().and_then(|told| Some((told, in_force(told.group)?))) {
            set_off.self_employed(payer, told, law, trace);
        }
        for told in &profile.hires {
            if let Some(law) = in_force(told.group) {
                set_off.hired(payer, told, law, trace);
            }
        }
        set_off
    }

    fn self_employed<T: Trace>(
        &mut self,
        payer: &Claimant<'_>,
        told: &SelfEmployed,
        (RuleInForce { measure, rule, .. }, local): InForce<'_>,
        trace: &mut T,
    ) {
        let (operation, own) = (payer.profile.operation, told.months);
        let within = Months { from: operation.from.max(own.from), to: operation.to.min(own.to) };
        let months = rule.months_of(payer.rules.year, within, told.since);
        let (set, set_by) = set_by_province(local, *measure, |local| local.self_employed);
        let limit = told.limit.or(set).unwrap_or(rule.most_self_employed());
        if payer.form != Form::IndividualBusiness {
            refuse(payer, *measure, Reason::NotOfThisForm, trace);
        } else if months == 0 {
            refuse(payer, *measure, Reason::OutsideMonths { since: told.since, months: rule.months }, trace);
        } else {
            if told.limit.or(set).is_none() {
                trace.assume(|| Assumption::HighestLimit { limit, citation: payer.rules.instruments.cite(*measure).in_both() });
            }
            self.left.push((set_by, limit.part(months, 12)));
        }
    }

    fn hired<T: Trace>(
        &mut self,
        payer: &Claimant<'_>,
        told: &Hire,
        (RuleInForce { measure, rule, .. }, local): InForce<'_>,
        trace: &mut T,
    ) {
        let months = rule.months_of(payer.rules.year, told.months, told.since);
        let (set, set_by) = set_by_province(local, *measure, |local| local.hire);
        let amount = told.amount.or(set).unwrap_or(rule.most_hire());
        if payer.form == Form::IndividualBusiness {
            refuse(payer, *measure, Reason::NotOfThisForm, trace);
        } else if months == 0 {
            refuse(payer, *measure, Reason::OutsideMonths { since: told.since, months: rule.months }, trace);
        } else {
            if told.amount.or(set).is_none() {
                trace.assume(|| Assumption::HighestAmountHired { amount, citation: payer.rules.instruments.cite(*measure).in_both() });
            }
            self.left.push((set_by, amount.times_whole(i64::from(told.count)).part(months, 12)));
        }
    }

    /// Whether anything is left of it.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        !self.left.is_empty()
    }

    /// What is left of it for the tax on the income of who runs an individual business: another relief of that tax. An enterprise that is
    /// no payer of enterprise income tax sets off nothing of its owners'.
    #[cold]
    pub(crate) fn left_for_income<T: Trace>(&self, form: Form, trace: &mut T) -> Money {
        let (line, period) = (Line::IitBusiness, Period::Year);
        if form != Form::IndividualBusiness {
            return Money::ZERO;
        }
        for (measure, left) in self.left.iter().copied() {
            let basis = Basis::Law(measure);
            trace.step(|| Step { line, period, what: What::LeftToSetOff, basis, result: left, formula: Formula::Given });
        }
        self.left.iter().map(|(_, left)| *left).sum()
    }

    /// Sets off what is payable on a line, as far as it goes, and returns how much that is.
    #[cold]
    pub(crate) fn take<T: Trace>(&mut self, line: Line, period: Period, payable: Money, trace: &mut T) -> Money {
        let mut taken = Money::ZERO;
        for (measure, left) in &mut self.left {
            let (rest, most) = (payable - taken, *left);
            let off = rest.min(most);
            if off > Money::ZERO {
                let formula = Formula::AtMost { amount: rest, most };
                trace.step(|| Step { line, period, what: What::SetOff, basis: Basis::Law(*measure), result: off, formula });
                taken += off;
                *left -= off;
            }
        }
        taken
    }

    /// Sets off the enterprise income tax, which is done at the settlement.
    pub(crate) fn take_cit<T: Trace>(&self, rules: &YearRules, payable: Money, trace: &mut T) -> Money {
        if rules.before_settlement { Money::ZERO } else { self.clone().take(Line::Cit, Period::Year, payable, trace) }
    }
}

/// The national rule of a group, and what the province set.
type InForce<'r> = (&'r RuleInForce<SetOffForEmployment>, Option<&'r RuleInForce<SetOffLimit>>);

/// What the province set, and the measure that an amount rests on: the national one where the province's was not read.
fn set_by_province(
    local: Option<&RuleInForce<SetOffLimit>>,
    national: MeasureIx,
    amount: impl Fn(&SetOffLimit) -> Money,
) -> (Option<Money>, MeasureIx) {
    (local.map(|local| amount(&local.rule)), local.map_or(national, |local| local.measure))
}

fn refuse<T: Trace>(payer: &Claimant<'_>, measure: MeasureIx, reason: Reason, trace: &mut T) {
    let line = if payer.form.is_company() { Line::Cit } else { Line::IitBusiness };
    trace.refuse(|| Refusal { line: Some(line), measure, reason });
}
