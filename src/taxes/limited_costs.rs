//! Costs that are paid and that income tax does not deduct, or only up to a limit: entertainment, advertising, welfare, training and
//! union dues of the staff, fines and sponsorship (个体工商户个人所得税计税办法 arts. 15, 27–29; 企业所得税法 art. 10, 实施条例 arts. 40–44).
//!
//! What is not deducted is added back to the profit by the books. Advertising and training beyond the limit are deducted in later years.

use super::Rules;
use crate::base::dates::Period;
use crate::base::names::{Form, Line};
use crate::base::slot::{Part, Subject};
use crate::facts::Profile;
use crate::law::parameter::{industries, industries_or_none, parameters, rate, word, words};
use crate::law::{Day, Kind, Rule, RuleInForce};
use crate::taxes::trace::{Assumption, Basis, Formula, MeasureIx, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct CostLimits en "Up to which limits income tax deducts some costs" zh "限额扣除的成本费用" {
        tax: Line = word(&[Line::IitBusiness, Line::Cit]), en "the income tax" zh "税种";
        entertainment: Rate = rate(), en "the share of entertainment that is deducted" zh "业务招待费的扣除比例";
        entertainment_of_sales: Rate = rate(), en "the most of entertainment, as a share of sales" zh "业务招待费占销售（营业）收入的上限";
        advertising_of_sales: Rate = rate(), en "the most of advertising, as a share of sales" zh "广告费和业务宣传费占销售（营业）收入的上限";
        welfare_of_wages: Rate = rate(), en "the most of staff welfare, as a share of wages" zh "职工福利费占工资薪金总额的上限";
        union_of_wages: Rate = rate(), en "the most of union dues, as a share of wages" zh "工会经费占工资薪金总额的上限";
    }
}

impl Rule for CostLimits {
    const DECIDES: &'static Subject = &Subject::annual("cost-limits", "limits of deductible costs", "成本费用扣除限额");

    fn parts(&self) -> Vec<Part> {
        vec![Part::Line(self.tax)]
    }
}

parameters! {
    pub(crate) struct TrainingLimit en "Up to which limit income tax deducts the training of the staff" zh "职工教育经费扣除限额" {
        tax: Line = word(&[Line::IitBusiness, Line::Cit]), en "the income tax" zh "税种";
        of_wages: Rate = rate(), en "the most, as a share of wages" zh "占工资薪金总额的上限";
    }
}

impl Rule for TrainingLimit {
    const DECIDES: &'static Subject = &Subject::annual("training-limit", "the limit of deductible training", "职工教育经费扣除限额");

    fn parts(&self) -> Vec<Part> {
        vec![Part::Line(self.tax)]
    }
}

parameters! {
    pub(crate) struct AdvertisingLimit
        en "Up to which limit companies of listed industries deduct advertising"
        zh "所列行业企业广告费和业务宣传费扣除限额"
    {
        of_sales: Rate = rate(), en "the most, as a share of sales" zh "占销售（营业）收入的上限";
        codes: Vec<String> = industries(), en "the industries" zh "行业";
        mixed_codes: Vec<String> = industries_or_none(),
            en "industries of which only a part is meant: a company is taken to belong to it"
            zh "仅部分属于的行业，视同属于";
    }
}

impl Rule for AdvertisingLimit {
    const DECIDES: &'static Subject =
        &Subject::annual("advertising-limit", "the limit of deductible advertising of listed industries", "所列行业广告费扣除限额");
}

impl AdvertisingLimit {
    /// Whether a company is of these industries, and whether it is only taken to be.
    fn is_for(&self, profile: &Profile) -> Option<bool> {
        let is_in = |codes: &[String]| codes.iter().any(|code| profile.industry.is_in(code));
        let mixed = is_in(&self.mixed_codes);
        (mixed || is_in(&self.codes)).then_some(mixed)
    }
}

parameters! {
    pub(crate) struct TobaccoAdvertising
        en "Advertising of tobacco by a tobacco enterprise is not deducted"
        zh "烟草企业的烟草广告费和业务宣传费不得扣除"
    {
        forms: Vec<Form> = words(&[Form::OnePersonCompany, Form::Company]), en "the forms that it is for" zh "适用的组织形式";
    }
}

impl Rule for TobaccoAdvertising {
    const DECIDES: &'static Subject = &Subject::annual("tobacco-advertising", "advertising of tobacco", "烟草广告费");
}

/// The mechanisms of these limits.
pub(crate) const MECHANISMS: &[Kind] =
    &[Kind::of::<CostLimits>(), Kind::of::<TrainingLimit>(), Kind::of::<AdvertisingLimit>(), Kind::of::<TobaccoAdvertising>()];

/// The limits of one income tax in the year.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    costs: Option<RuleInForce<CostLimits>>,
    training: Option<RuleInForce<TrainingLimit>>,
    /// Of companies only.
    advertising: Option<RuleInForce<AdvertisingLimit>>,
    tobacco: Option<RuleInForce<TobaccoAdvertising>>,
}

impl Limits {
    pub(crate) fn resolve(day: &Day<'_>, line: Line) -> Limits {
        let advertising = if line == Line::Cit { day.find() } else { None };
        Limits { costs: day.of_line(line), training: day.of_line(line), advertising, tobacco: day.find() }
    }
}

/// What the limits go by: sales of the year, and wages of the staff, in a company the owner's too.
struct Bases {
    form: Form,
    sales: Money,
    wages: Money,
}

/// What is added back to the profit of a form by the books, with this revenue.
#[cold]
pub(crate) fn of_form<T: Trace>(rules: &Rules, profile: &Profile, form: Form, sales: Money, trace: &mut T) -> Money {
    let (business, company) = (&rules.annual.business_income.limits, &rules.annual.enterprise_income.limits);
    let (limits, line, owner) = match form.is_company() {
        true => (company, Line::Cit, profile.company.owner_wage),
        false => (business, Line::IitBusiness, Money::ZERO),
    };
    added_back(limits, line, profile, &Bases { form, sales: sales.at_least_zero(), wages: profile.costs.wages + owner }, trace)
}

/// What is added back to the profit. Less than nothing where advertising or training of earlier years is deducted now.
fn added_back<T: Trace>(limits: &Limits, line: Line, profile: &Profile, bases: &Bases, trace: &mut T) -> Money {
    let Some(RuleInForce { measure, rule, .. }) = &limits.costs else { return Money::ZERO };
    let (law, period, told) = (*measure, Period::Year, &profile.limited_costs);
    let mut added = told.fines + told.sponsorship;
    if added > Money::ZERO {
        let formula = Formula::Sum { first: told.fines, second: told.sponsorship };
        trace.step(|| Step { line, period, what: What::NeverDeducted, basis: Basis::Law(law), result: added, formula });
    }
    let entertained = told.entertainment.times(rule.entertainment);
    let limited = [
        (What::EntertainmentDeducted, law, told.entertainment, entertained, bases.sales.times(rule.entertainment_of_sales)),
        (What::WelfareDeducted, law, told.welfare, told.welfare, bases.wages.times(rule.welfare_of_wages)),
        (What::UnionDuesDeducted, law, told.union_dues, told.union_dues, bases.wages.times(rule.union_of_wages)),
    ];
    for (what, measure, cost, amount, most) in limited {
        added += cost - deducted(line, what, measure, (amount, most), trace);
    }
    let training = limits.training.as_ref().map(|of| (of.measure, bases.wages.times(of.rule.of_wages)));
    let (measure, most) = training.unwrap_or((law, Money::ZERO));
    added += told.training - carried(line, What::TrainingDeducted, measure, (told.training + told.training_carried, most), trace);
    let never = tobacco_advertising(limits, line, told.tobacco_advertising, bases.form, trace);
    let advertised = told.advertising + (told.tobacco_advertising - never);
    let limit = (law, bases.sales.times(rule.advertising_of_sales));
    added += never + advertised - advertising(limits, line, profile, advertised, limit, bases, trace);
    let spent = told.total();
    let formula = Formula::Less { from: spent, less: spent - added };
    trace.step(|| Step { line, period, what: What::AddedBack, basis: Basis::Arithmetic, result: added, formula });
    added
}

/// What is not deducted of advertising for tobacco: all of it, in the forms that the rule is for.
fn tobacco_advertising<T: Trace>(limits: &Limits, line: Line, told: Money, form: Form, trace: &mut T) -> Money {
    let Some(of) = limits.tobacco.as_ref().filter(|of| told > Money::ZERO && of.rule.forms.contains(&form)) else { return Money::ZERO };
    let (what, basis, formula) = (What::TobaccoAdvertising, Basis::Law(of.measure), Formula::Given);
    trace.step(|| Step { line, period: Period::Year, what, basis, result: told, formula });
    told
}

/// What is deducted of advertising, that of the year and what is carried in: up to the limit of companies in general, or of the listed
/// industries.
fn advertising<T: Trace>(
    limits: &Limits,
    line: Line,
    profile: &Profile,
    advertised: Money,
    general: (MeasureIx, Money),
    bases: &Bases,
    trace: &mut T,
) -> Money {
    let all = advertised + profile.limited_costs.advertising_carried;
    let listed = limits.advertising.as_ref().and_then(|of| Some((of, of.rule.is_for(profile)?)));
    let (measure, most) = listed.map_or(general, |(of, _)| (of.measure, bases.sales.times(of.rule.of_sales)));
    if let Some((of, true)) = listed.filter(|_| all > general.1) {
        trace.assume(|| Assumption::SellsCosmetics { share: of.rule.of_sales });
    }
    carried(line, What::AdvertisingDeducted, measure, (all, most), trace)
}

/// What is deducted of an amount: not more than the limit.
fn deducted<T: Trace>(line: Line, what: What, law: MeasureIx, (amount, most): (Money, Money), trace: &mut T) -> Money {
    if amount == Money::ZERO {
        return Money::ZERO;
    }
    let (result, period, basis) = (amount.min(most), Period::Year, Basis::Law(law));
    trace.step(|| Step { line, period, what, basis, result, formula: Formula::AtMost { amount, most } });
    result
}

/// The same, and what is left is deducted in later years.
fn carried<T: Trace>(line: Line, what: What, law: MeasureIx, (amount, most): (Money, Money), trace: &mut T) -> Money {
    let less = deducted(line, what, law, (amount, most), trace);
    let (result, period, formula) = (amount - less, Period::Year, Formula::Less { from: amount, less });
    if result > Money::ZERO {
        trace.step(|| Step { line, period, what: What::DeductedLater, basis: Basis::Law(law), result, formula });
    }
    less
}
