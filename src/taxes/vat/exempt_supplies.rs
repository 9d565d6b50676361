//! What is exempt from VAT by its nature (免税项目), such as vegetables or medical services. Its sales count toward the
//! threshold, bear no special invoice, and the input tax that belongs to them may not be credited.

use super::MonthRules;
use crate::base::error::Problem;
use crate::base::names::{ExemptSupply, Form, Invoice, Line};
use crate::base::slot::{Part, Subject};
use crate::facts::{Profile, Sale};
use crate::law::parameter::{all, industries, or, parameters, words};
use crate::law::{Rule, RuleInForce};
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Assumption, MeasureIx, Reason, Refusal, Trace};
use crate::taxes::{Report, Rules};
use crate::{Money, Month};

parameters! {
    pub(crate) struct ExemptSupplies en "Supplies that are exempt from VAT by their nature" zh "免征增值税的项目" {
        supplies: Vec<ExemptSupply> = words(all()), en "what is exempt" zh "免税项目";
        forms: Vec<Form> = or(Vec::new(), words(&[Form::IndividualBusiness])),
            en "the forms that it is for; any form unless said otherwise" zh "适用的组织形式，默认不限";
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
}

impl MonthRules {
    fn exempt(&self, supply: ExemptSupply) -> Option<&RuleInForce<ExemptSupplies>> {
        self.exempt_supplies[supply].as_ref()
    }

    /// The measure that exempts a supply of this form, if one does.
    #[cold]
    pub(super) fn exemption(&self, supply: ExemptSupply, form: Form) -> Option<MeasureIx> {
        self.exempt(supply).filter(|exempt| exempt.rule.is_for(form)).map(|exempt| exempt.measure)
    }
}

/// A sale that says what it is was exempt then, in each month of its period, and is not taxed by its invoice.
pub(super) fn check(rules: &Rules, profile: &Profile, report: Report<'_>) {
    for (sale, supply) in profile.sales.iter().filter_map(|sale| Some((sale, sale.exempt?))) {
        let is_exempt = |month: Month| rules.month(month).vat.exempt(supply).is_some();
        if !sale.period.months().all(is_exempt) {
            report(Problem::at(RuleProblem::NotExemptThen { supply }, sale.at));
        }
        let taxed = [("invoice", sale.invoice == Invoice::Special), ("waive_exemption", sale.waives_exemption)];
        for (key, _) in taxed.into_iter().filter(|(_, taxed)| *taxed) {
            report(Problem::at(RuleProblem::ExemptAndTaxed { supply, key }, sale.at));
        }
    }
}

/// Says which sales are not exempt because of the form, and which may be exempt though they do not say so.
pub(crate) fn tell<T: Trace>(rules: &Rules, profile: &Profile, form: Form, trace: &mut T) {
    for sale in profile.sales.iter().filter(|sale| sale.amount > Money::ZERO) {
        let vat = &rules.month(sale.period.first_month()).vat;
        match sale.exempt {
            Some(supply) => {
                if let Some(exempt) = vat.exempt(supply).filter(|exempt| !exempt.rule.is_for(form)) {
                    let (line, measure) = (Some(Line::Vat), exempt.measure);
                    trace.refuse(|| Refusal { line, measure, reason: Reason::NotOfThisForm });
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
