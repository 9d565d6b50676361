//! Tax on business income that is reduced for what the person is (残疾、孤老、烈属, 随军家属, 军队转业干部): by a province, or by the nation.

use super::{Report, Rules};
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::names::{ByReducedPerson, Form, Line, ReducedPerson};
use crate::base::slot::{Part, Subject};
use crate::facts::{Person, PersonalReduction, Profile, Reduced};
use crate::law::parameter::{all, amount, count, optional, or, parameters, rate, words};
use crate::law::{Day, Kind, MeasureIx, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::OwnLine;
use crate::taxes::set_off::months_of_term;
use crate::taxes::trace::{Assumption, Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::{MAX_AMOUNT, Money, Rate};
use std::borrow::Cow;

parameters! {
    pub(crate) struct ReducePersonalIncome
        en "A person's tax on business income is reduced for what the person is"
        zh "按身份减征经营所得个人所得税"
    {
        groups: Vec<ReducedPerson> = words(all()), en "whose" zh "适用人群";
        share: Rate = or(Rate::ONE, rate()),
            en "the share of the tax that is not levied; all of it where it is not given"
            zh "减征比例，不填为全部";
        most: Option<Money> = optional(amount()), en "the most of a year" zh "全年减征上限";
        years: Option<u32> = optional(count(10, &["年"])), en "the years it runs from the registration" zh "自登记起的年数";
        forms: Vec<Form> = or(Vec::new(), words(&[Form::IndividualBusiness])),
            en "the forms that it is for; any unless said otherwise" zh "适用的组织形式，默认不限";
    }
}

impl Rule for ReducePersonalIncome {
    const DECIDES: &'static Subject = &Subject::annual("reduce-personal-income", "reduction for what a person is", "按身份减征");

    fn parts(&self) -> Vec<Part> {
        self.groups.iter().copied().map(Part::of).collect()
    }
}

/// The reductions of the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    of: ByReducedPerson<Option<RuleInForce<ReducePersonalIncome>>>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules { of: day.table() })
    }
}

/// Reductions for what a person is: they have no line, they relieve the tax on business income.
pub(crate) struct PersonalReductions;

impl super::Tax for PersonalReductions {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<ReducePersonalIncome>()];

    /// Where neither the pack nor the profile knows the province's rule, nothing is assessed as if there were none.
    #[inline]
    fn check(rules: &Rules, profile: &Profile, _: Report<'_>) -> Result<(), Error> {
        let unknown = |person: &Person| person.reduction.is_some_and(|told| !rules.annual.personal_reduction.knows(&told));
        if unknown(&profile.owner) || profile.partners.iter().any(|(_, partner)| unknown(partner)) {
            return Err(super::no_local_rule::<ReducePersonalIncome>(rules, profile));
        }
        Ok(())
    }
}

impl YearRules {
    /// Whether the rule for a person is known.
    pub(crate) fn knows(&self, told: &PersonalReduction) -> bool {
        told.share.is_some() || told.most.is_some() || self.of[told.group].is_some()
    }

    /// The person with how much the tax is reduced under a form.
    #[inline]
    pub(crate) fn of<'p>(&self, person: &'p Person, profile: &Profile, form: Form) -> Cow<'p, Person> {
        match &person.reduction {
            None => Cow::Borrowed(person),
            Some(told) => Cow::Owned(Person { reduced: self.reduced(told, profile, form), ..*person }),
        }
    }

    #[cold]
    fn reduced(&self, told: &PersonalReduction, profile: &Profile, form: Form) -> Option<Reduced> {
        let of = profile.operation.count();
        if told.share.is_some() || told.most.is_some() {
            let (share, most) = (told.share.unwrap_or(Rate::ONE), told.most.unwrap_or(MAX_AMOUNT));
            return Some(Reduced { measure: None, share, most, months: (of, of) });
        }
        let RuleInForce { measure, rule, .. } = self.of[told.group].as_ref()?;
        let is_for = rule.forms.is_empty() || rule.forms.contains(&form);
        // The law counts from the day; income has no days, so that whole months are counted, that of the registration the first.
        let months = match (rule.years, told.since) {
            (Some(years), Some(since)) => months_of_term(years.saturating_mul(12), since, profile.year, profile.operation),
            _ => of,
        };
        let most = rule.most.unwrap_or(MAX_AMOUNT);
        is_for.then(|| Reduced { measure: Some(measure.0), share: rule.share, most, months: (months, of) })
    }
}

/// The reliefs of other policies on a tax of `due`: what is reduced for what the person is, then what the profile states.
#[inline]
pub(crate) fn other_reliefs<T: Trace>(person: &Person, due: Money, trace: &mut T) -> Money {
    if person.other_relief == Money::ZERO && person.reduced.is_none() { Money::ZERO } else { some_reliefs(person, due, trace) }
}

#[cold]
fn some_reliefs<T: Trace>(person: &Person, due: Money, trace: &mut T) -> Money {
    let (line, period) = (Line::IitBusiness, Period::Year);
    let (all, reduced) = (person.other_relief_of(due), person.reduced_of(due));
    if let (Some(told), Some(Reduced { measure: Some(number), months: (0, _), .. })) = (person.reduction, person.reduced) {
        let (measure, reason) = (MeasureIx(number), Reason::TermIsOver { since: told.since.unwrap_or_default() });
        trace.refuse(|| Refusal { line: Some(line), measure, reason });
    }
    if let Some(told @ Reduced { measure, most, months: (months, of), .. }) = person.reduced.filter(|_| reduced > Money::ZERO) {
        if months < of {
            trace.assume(|| Assumption::TermByMonths { months, of });
        }
        let amount = told.of(due);
        let formula = Formula::AtMost { amount, most };
        let basis = measure.map_or(Basis::Given, |number| Basis::Law(MeasureIx(number)));
        trace.step(|| Step { line, period, what: What::PersonalReduction, basis, result: reduced, formula });
    }
    if all > reduced {
        let result = all - reduced;
        trace.step(|| Step { line, period, what: What::OtherRelief, basis: Basis::Given, result, formula: Formula::Given });
    }
    all
}
