//! Property tax (房产税): by original value or by rent, and the exemption of premises whose rent was cut.

use super::filing::HoldingsFiling;
use super::reduce_payable::{ReducePayable, ReliefEligibility, is_annual, reduce_in};
use super::{OnFacts, OwnLine, Report, Taxpayer};
use crate::base::dates::Period;
use crate::base::error::{Error, Problem};
use crate::base::money::Ratio;
use crate::base::names::{Form, Line, RestOfCut, SaleKind};
use crate::base::slot::{Part, Subject, Turn};
use crate::base::source::Section;
use crate::facts::{Profile, Property, PropertyBase, RentCut, Sale};
use crate::law::parameter::{all, count, parameters, rate, word, words};
use crate::law::problem::LawProblem;
use crate::law::{Day, Fault, Instruments, Kind, Mechanism, NamesDelegation, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Assumption, Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct PropertyTax en "Rates of property tax" zh "房产税税率" {
        by_value: Rate = rate(), en "the rate on original value less the deduction" zh "从价计征的税率";
        by_rent: Rate = rate(), en "the rate on rent" zh "从租计征的税率";
        pub(crate) deduction_least: Rate = rate(), en "the least that a province may deduct from original value" zh "原值减除比例下限";
        pub(crate) deduction_most: Rate = rate(), en "the most that a province may deduct from original value" zh "原值减除比例上限";
    }
    then PropertyTax::range_rises
}

impl PropertyTax {
    fn range_rises(self, section: &Section<'_>) -> Option<Self> {
        if self.deduction_least > self.deduction_most {
            section.report_at(LawProblem::RangeBackwards, section.at("deduction_least"));
        }
        Some(self)
    }
}

impl Rule for PropertyTax {
    const DECIDES: &'static Subject = &Subject::annual("property-tax", "property tax rates", "房产税税率").always();
}

parameters! {
    pub(crate) struct PropertyValueDeduction en "What a province deducts from original value; it names what it `decides`" zh "房产原值减除比例" {
        pub(crate) deduction: Rate = rate(), en "the share deducted" zh "减除比例";
    }
}

impl Rule for PropertyValueDeduction {
    const NAMES_DELEGATION: NamesDelegation = NamesDelegation::Always;
    const DECIDES: &'static Subject =
        &Subject::annual("property-value-deduction", "the deduction from original value", "房产原值减除比例").local();

    fn past(&self, delegation: &Mechanism) -> Option<Vec<Fault>> {
        let left = delegation.rule::<PropertyTax>()?;
        let (found, least, most) = (self.deduction, left.deduction_least, left.deduction_most);
        let within = (least..=most).contains(&found);
        Some(if within { Vec::new() } else { vec![("deduction", LawProblem::PastCeiling { found, least, most })] })
    }
}

parameters! {
    pub(crate) struct NotLevied en "Taxes that are not levied in a place" zh "当地不征收的税种" {
        taxes: Vec<Line> = words(&[Line::Property]), en "the taxes" zh "不征收的税种";
    }
}

impl Rule for NotLevied {
    const DECIDES: &'static Subject = &Subject::annual("not-levied", "a tax that is not levied", "不征收");

    fn parts(&self) -> Vec<Part> {
        self.taxes.iter().copied().map(Part::Line).collect()
    }
}

parameters! {
    pub(crate) struct HousingRentRate en "Rate of property tax on the rent of housing" zh "出租住房的房产税税率" {
        rate: Rate = rate(), en "the rate" zh "税率";
    }
}

impl Rule for HousingRentRate {
    const DECIDES: &'static Subject =
        &Subject::annual("housing-rent-rate", "property tax on housing rent", "出租住房房产税").relieves(Line::Property, Turn::First);
}

parameters! {
    pub(crate) struct ExemptHousingLet en "Taxes that are not levied where an individual lets housing" zh "个人出租住房免征的税种" {
        taxes: Vec<Line> = words(&[Line::Stamp, Line::UrbanLandUse]), en "the taxes" zh "免征的税种";
        forms: Vec<Form> = words(&[Form::IndividualBusiness]), en "the forms that it is for" zh "适用的组织形式";
    }
}

impl Rule for ExemptHousingLet {
    const DECIDES: &'static Subject = &Subject::monthly("exempt-housing-let", "exemption of housing let", "出租住房免征")
        .annual_for(is_annual)
        .relieves_part(Turn::First);

    fn parts(&self) -> Vec<Part> {
        self.taxes.iter().copied().map(Part::Line).collect()
    }
}

impl ExemptHousingLet {
    pub(crate) fn is_for(&self, form: Form) -> bool {
        self.forms.contains(&form)
    }
}

parameters! {
    pub(crate) struct ExemptLetProperty
        en "Premises whose rent is cut are exempt for as many months as the cut amounts to"
        zh "减免租金的出租房产免征房产税、城镇土地使用税"
    {
        taxes: Vec<Line> = words(&[Line::Property, Line::UrbanLandUse]), en "the taxes" zh "免征的税种";
        least_months: u32 = count(12, &["个月"]), en "the least cut, in months of rent" zh "至少减免的租金月数";
        rest: RestOfCut = word(all()), en "what becomes of the cut beyond whole months" zh "减租额不足整月的部分如何计";
    }
}

impl Rule for ExemptLetProperty {
    const DECIDES: &'static Subject =
        &Subject::annual("exempt-let-property", "exemption of let property", "出租房产免征").relieves_part(Turn::First);

    fn parts(&self) -> Vec<Part> {
        self.taxes.iter().copied().map(Part::Line).collect()
    }
}

impl ExemptLetProperty {
    /// Months of rent that a cut amounts to. Where a cut counts to the nearest month, a rest in the very middle is left open
    /// by the announcement; the lower count is taken and said.
    fn months<T: Trace>(&self, cut: &RentCut, trace: &mut T) -> i64 {
        let rent = cut.monthly_rent.max(Money::from_fen(1));
        let whole = cut.amount.fen().checked_div(rent.fen()).unwrap_or_default();
        let rest = cut.amount - rent.times_whole(whole);
        if whole < i64::from(self.least_months) {
            return 0;
        }
        if self.rest == RestOfCut::Dropped {
            return whole;
        }
        if rest + rest == rent {
            trace.assume(|| Assumption::CutBetweenMonths { cut: cut.amount });
        }
        whole.saturating_add(i64::from(rest + rest > rent))
    }
}

/// Takes the exemption of let premises off `tax`, for property and land-use tax alike.
pub(crate) fn exempt_let<T: Trace>(
    exempt: &Option<RuleInForce<ExemptLetProperty>>,
    line: Line,
    cut: Option<&RentCut>,
    months: i64,
    tax: &mut Tax,
    trace: &mut T,
) {
    let (Some(exempt), Some(cut)) = (exempt, cut) else { return };
    let measure = exempt.measure;
    if !cut.tenant_qualifies {
        trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::TenantDoesNotQualify });
        return;
    }
    let of_year = exempt.rule.months(cut, trace);
    let exempt_months = of_year.saturating_sub(cut.months_before).clamp(0, months);
    if of_year > 0 && exempt_months == 0 {
        return; // all of them lie before the conversion
    }
    if exempt_months == 0 {
        let least = cut.monthly_rent.times_whole(i64::from(exempt.rule.least_months));
        trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::CutUnderLeast { cut: cut.amount, least } });
        return;
    }
    let relief = tax.due.part(exempt_months, months.max(1));
    trace.step(|| Step {
        line,
        period: Period::Year,
        what: What::LetExempt,
        basis: Basis::Law(measure),
        result: relief,
        formula: Formula::Months { amount: tax.due, months: exempt_months, of: months },
    });
    tax.relief += relief;
}

/// Property tax of the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    rates: RuleInForce<PropertyTax>,
    /// Where the place levies none.
    not_levied: Option<RuleInForce<NotLevied>>,
    /// Decided by provinces; none where the pack knows of no decision.
    deduction: Option<RuleInForce<PropertyValueDeduction>>,
    housing_rent: Option<RuleInForce<HousingRentRate>>,
    exempt_let: Option<RuleInForce<ExemptLetProperty>>,
    /// Of the tax by value; none where the pack knows of no days.
    pub(crate) filing: Option<RuleInForce<HoldingsFiling>>,
    reduce: Option<RuleInForce<ReducePayable>>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules {
            rates: day.always()?,
            not_levied: day.of_line(Line::Property),
            deduction: day.find(),
            housing_rent: day.find(),
            exempt_let: day.of_line(Line::Property),
            filing: day.of_line(Line::Property),
            reduce: day.of_line(Line::Property),
        })
    }
}

impl YearRules {
    /// The deduction that a profile may tell, where it has to: the most.
    #[cfg(any(feature = "register", feature = "strategies"))]
    pub(crate) fn deduction_to_tell(&self) -> Option<Rate> {
        let known = self.deduction.is_some() || self.not_levied.is_some();
        (!known).then_some(self.rates.rule.deduction_most)
    }

    /// The deduction of a property by value is known, and one that is told is what the place may have set.
    fn deduction_fits(&self, property: &Property, instruments: &Instruments, report: Report<'_>) {
        if matches!(property.base, PropertyBase::Rent(_)) || self.not_levied.is_some() {
            return;
        }
        let own = self.deduction.as_ref().filter(|local| local.is_own());
        let RuleInForce { measure, rule, .. } = &self.rates;
        let (least, most) = (rule.deduction_least, rule.deduction_most);
        let wrong = match (property.deduction, own) {
            (Some(found), Some(own)) if found != own.rule.deduction => {
                RuleProblem::RateAsSet { found, set: own.rule.deduction, citation: instruments.cite(own.measure) }
            }
            (Some(found), None) if !(least..=most).contains(&found) => {
                RuleProblem::RateOutsideRange { found, least, most, citation: instruments.cite(*measure) }
            }
            (None, _) if self.deduction.is_none() => RuleProblem::DeductionNeeded { least, most, citation: instruments.cite(*measure) },
            _ => return,
        };
        report(Problem::at(wrong, property.at));
    }
}

/// Property tax.
pub(crate) struct PropertyTaxes;

impl super::Tax for PropertyTaxes {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::Property).by_year()];
    const MECHANISMS: &'static [Kind] = &[
        Kind::of::<PropertyTax>(),
        Kind::of::<PropertyValueDeduction>(),
        Kind::of::<NotLevied>(),
        Kind::of::<HousingRentRate>(),
        Kind::of::<ExemptHousingLet>(),
        Kind::of::<ExemptLetProperty>(),
    ];

    #[inline]
    fn check(rules: &super::Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        for property in &profile.properties {
            rules.annual.property.deduction_fits(property, &rules.instruments, report);
        }
        Ok(())
    }

    fn not_counted(_: &super::Rules, profile: &Profile, _: Form, say: &mut dyn FnMut(NotCounted)) {
        let is_rent = |sale: &Sale| matches!(sale.kind, SaleKind::RealEstateLease | SaleKind::HousingLease) && sale.amount > Money::ZERO;
        if profile.properties.is_empty() && profile.sales.iter().any(is_rent) {
            say(NotCounted::PremisesLet);
        }
    }
}

impl OnFacts for PropertyTaxes {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        !profile.properties.is_empty()
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        for owned in &payer.profile.properties {
            assess(&payer.rules.annual.property, owned, payer.eligibility, lines, trace);
        }
    }
}

/// Assesses one property for the year.
fn assess<T: Trace>(rules: &YearRules, property: &Property, eligibility: &ReliefEligibility, lines: &mut Lines, trace: &mut T) {
    let (line, period, months) = (Line::Property, Period::Year, property.months.count());
    if let Some(not_levied) = &rules.not_levied {
        trace.relies_on(not_levied.measure);
        return;
    }
    let rates = &rules.rates.rule;
    let mut tax = Tax::default();
    let mut eligibility = *eligibility;
    match property.base {
        PropertyBase::Value(value) => {
            eligibility = eligibility.of_holdings(line);
            // Without a deduction there is no tax to tell: the facts were refused.
            let local = RuleInForce::local_or_told(rules.deduction.as_ref(), property.deduction, |local| local.deduction);
            let Some((deduction, measure)) = local else { return };
            measure.into_iter().for_each(|measure| trace.relies_on(measure));
            let year = Ratio::from(value).times(deduction.complement()).times(rates.by_value);
            tax.due = year.times_whole(months).divided_by(12).round_half_up();
            trace.step(|| Step {
                line,
                period,
                what: What::Due,
                basis: Basis::Law(rules.rates.measure),
                result: tax.due,
                formula: Formula::Value { value, deduction, rate: rates.by_value, months },
            });
            trace.step(|| Step {
                line,
                period,
                what: What::StampBase,
                basis: measure.map_or(Basis::Given, Basis::Law),
                result: value.times(deduction.complement()),
                formula: Formula::Product { base: value, rate: deduction.complement() },
            });
        }
        PropertyBase::Rent(rent) => {
            let (rate, measure) = match &rules.housing_rent {
                Some(housing) if property.housing => (housing.rule.rate, housing.measure),
                _ => (rates.by_rent, rules.rates.measure),
            };
            tax.due = rent.times(rate);
            trace.step(|| Step {
                line,
                period,
                what: What::Due,
                basis: Basis::Law(measure),
                result: tax.due,
                formula: Formula::Product { base: rent, rate },
            });
        }
    }
    exempt_let(&rules.exempt_let, line, property.rent_cut.as_ref(), months, &mut tax, trace);
    reduce_in(&rules.reduce, line, period, property.months.set(), &eligibility, &mut tax, trace);
    lines[line].add(tax.due, tax.relief);
}

/// Whether a piece of land was let with housing.
pub(crate) fn is_with_housing(properties: &[Property], let_with: Option<usize>) -> bool {
    let_with.and_then(|with| properties.get(with)).is_some_and(|let_out| let_out.housing && matches!(let_out.base, PropertyBase::Rent(_)))
}

/// The rent cut of the premises that a piece of land was let with.
pub(crate) fn cut_of(properties: &[Property], let_with: Option<usize>) -> Option<&RentCut> {
    properties.get(let_with?)?.rent_cut.as_ref()
}
