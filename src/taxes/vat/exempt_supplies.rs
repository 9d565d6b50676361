//! What is exempt from VAT by its nature (免税项目), such as vegetables or medical services. Its sales count toward the
//! threshold, bear no special invoice, and the input tax that belongs to them may not be credited.

use super::MonthRules;
use crate::base::error::Problem;
use crate::base::names::{ExemptSupply, Form, Invoice, Line, ReducedPerson};
use crate::base::slot::{Part, Subject};
use crate::base::words::Vocabulary;
use crate::facts::{Months, PersonalReduction, Profile, Sale};
use crate::law::parameter::{all, count, industries, optional, or, parameters, truth, words};
use crate::law::{Rule, RuleInForce};
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::problem::RuleProblem;
use crate::taxes::set_off::months_of_term;
use crate::taxes::trace::{Assumption, MeasureIx, Reason, Refusal, Trace};
use crate::taxes::{Report, Rules};
use crate::{Date, Money, Month};

parameters! {
    pub(crate) struct ExemptSupplies en "Supplies that are exempt from VAT by their nature" zh "免征增值税的项目" {
        supplies: Vec<ExemptSupply> = words(all()), en "what is exempt" zh "免税项目";
        forms: Vec<Form> = or(Vec::new(), words(&[Form::IndividualBusiness])),
            en "the forms that it is for; any form unless said otherwise" zh "适用的组织形式，默认不限";
        small_scale_only: bool = or(false, truth()), en "a general taxpayer's are not exempt" zh "一般纳税人不适用";
        held_years: Option<u32> = optional(count(99, &["年"])), en "the least years that it was held" zh "至少持有的年数";
        ordinary_only: bool = or(false, truth()), en "only ordinary housing" zh "仅限普通住房";
        years: Option<u32> = optional(count(10, &["年"])), en "the years it runs from the registration" zh "自登记起的年数";
        industries: Vec<String> = or(Vec::new(), industries()),
            en "industries in which such sales are usual: a sale that does not say what it is may be one" zh "常有此类销售的行业，据以提示";
    }
}

impl Rule for ExemptSupplies {
    const DECIDES: &'static Subject = &Subject::monthly("exempt-supplies", "exemption", "免征增值税");

    fn parts(&self) -> Vec<Part> {
        self.supplies.iter().copied().map(Part::of).collect()
    }
}

impl ExemptSupplies {
    fn is_for(&self, form: Form) -> bool {
        self.forms.is_empty() || self.forms.contains(&form)
    }

    /// How many of the months of a sale lie in the term that it has, and how many there are; none where it has no term.
    fn months_in_term(&self, sale: &Sale, seller: Seller) -> Option<(i64, i64)> {
        let (years, since) = self.years.zip(seller.registered_as(sale.exempt?))?;
        let within = |month: Month| months_of_term(years.saturating_mul(12), since, seller.year, Months { from: month, to: month });
        let (inside, all) = (sale.period.months().map(within).sum(), sale.period.months().map(|_| 1).sum());
        Some((inside, all))
    }

    /// Why a sale is not exempt under it, if it is not.
    fn refuses(&self, sale: &Sale, seller: Seller, general: bool) -> Option<Reason> {
        let held = sale.held_years.unwrap_or_default();
        match self.held_years {
            _ if !self.is_for(seller.form) => Some(Reason::NotOfThisForm),
            _ if self.months_in_term(sale, seller).is_some_and(|(inside, _)| inside == 0) => {
                let (since, years) = (seller.registered_as(sale.exempt?)?, self.years?);
                Some(Reason::OutsideTerm { period: sale.period, since, years })
            }
            _ if general && self.small_scale_only => Some(Reason::NotForGeneral),
            Some(least) if held < least => Some(Reason::HeldTooShort { held, least }),
            _ if self.ordinary_only && !sale.ordinary_housing => Some(Reason::NotOrdinaryHousing),
            _ => None,
        }
    }
}

/// Who sells: the form, and who the owner is since when, from which a term runs.
#[derive(Clone, Copy)]
pub(crate) struct Seller {
    pub(super) form: Form,
    year: i32,
    person: Option<(ReducedPerson, Date)>,
}

impl Seller {
    #[inline]
    pub(crate) fn of(profile: &Profile, form: Form) -> Self {
        let registered = |told: PersonalReduction| Some((told.group, told.since?));
        Seller { form, year: profile.year, person: profile.owner.reduction.and_then(registered) }
    }

    /// The day on which the owner was registered as the person whose supplies these are: both vocabularies name a person alike.
    fn registered_as(self, supply: ExemptSupply) -> Option<Date> {
        self.person.filter(|(person, _)| person.key() == supply.key()).map(|(_, since)| since)
    }
}

impl MonthRules {
    fn exempt(&self, supply: ExemptSupply) -> Option<&RuleInForce<ExemptSupplies>> {
        self.exempt_supplies[supply].as_ref()
    }

    /// The measure that exempts a sale as this supply, if one does.
    #[cold]
    pub(super) fn exemption(&self, sale: &Sale, supply: ExemptSupply, seller: Seller, general: bool) -> Option<MeasureIx> {
        self.exempt(supply).filter(|exempt| exempt.rule.refuses(sale, seller, general).is_none()).map(|exempt| exempt.measure)
    }
}

/// A sale that says what it is was exempt then, in each month of its period, and is not taxed by its invoice.
#[cold]
pub(super) fn check_sales(rules: &Rules, profile: &Profile, report: Report<'_>) {
    for (sale, supply) in profile.sales.iter().filter_map(|sale| Some((sale, sale.exempt?))) {
        let is_exempt = |month: Month| rules.month(month).vat.exempt(supply).is_some();
        if !sale.period.months().all(is_exempt) {
            report(Problem::at(RuleProblem::NotExemptThen { supply }, sale.at));
        }
        let in_term = |exempt: &RuleInForce<ExemptSupplies>| exempt.rule.months_in_term(sale, Seller::of(profile, profile.form));
        if let Some((inside, all)) = rules.month(sale.period.first_month()).vat.exempt(supply).and_then(in_term)
            && inside > 0
            && inside < all
        {
            report(Problem::at(RuleProblem::TermEndsInPeriod { supply }, sale.at));
        }
        let by_years = |month: Month| rules.month(month).vat.exempt(supply).is_some_and(|exempt| exempt.rule.held_years.is_some());
        if sale.held_years.is_none() && sale.period.months().any(by_years) {
            report(Problem::at(RuleProblem::HeldYearsNeeded { supply }, sale.at));
        }
        let taxed = [("invoice", sale.invoice == Invoice::Special), ("waive_exemption", sale.waives_exemption)];
        for (key, _) in taxed.into_iter().filter(|(_, taxed)| *taxed) {
            report(Problem::at(RuleProblem::ExemptAndTaxed { supply, key }, sale.at));
        }
    }
}

/// Says which sales are not exempt though they are such supplies, and which may be exempt though they do not say so.
pub(crate) fn tell<T: Trace>(rules: &Rules, profile: &Profile, form: Form, standing: GeneralStatusSince, trace: &mut T) {
    let seller = Seller::of(profile, form);
    for sale in profile.sales.iter().filter(|sale| sale.amount > Money::ZERO) {
        let month = sale.period.first_month();
        let (vat, general) = (&rules.month(month).vat, standing.is_general(month));
        match sale.exempt {
            Some(supply) => {
                let refused = vat.exempt(supply).and_then(|exempt| Some((exempt.measure, exempt.rule.refuses(sale, seller, general)?)));
                if let Some((measure, reason)) = refused {
                    trace.refuse(|| Refusal { line: Some(Line::Vat), measure, reason });
                }
            }
            None => may_be_exempt(vat, profile, sale, form, trace),
        }
    }
}

fn may_be_exempt<T: Trace>(vat: &MonthRules, profile: &Profile, sale: &Sale, form: Form, trace: &mut T) {
    if sale.invoice == Invoice::Special || sale.waives_exemption {
        return;
    }
    for (supply, exempt) in vat.exempt_supplies.iter().filter_map(|(supply, exempt)| Some((supply, exempt.as_ref()?))) {
        let usual = exempt.rule.industries.iter().any(|code| profile.industry.is_in(code));
        if usual && exempt.rule.is_for(form) {
            trace.assume(|| Assumption::MayBeExempt { supply });
        }
    }
}
