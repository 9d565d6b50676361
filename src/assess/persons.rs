//! The owner's business income, and what it is taxed with: other businesses, and the months before a conversion.

use super::Run;
use crate::Money;
use crate::assess::Rules;
use crate::base::dates::Period;
use crate::base::names::{Form, Line};
use crate::facts::{OtherBusiness, Profile};
use crate::taxes::amounts::{Amounts, Lines};
use crate::taxes::business_income::OfPerson;
use crate::taxes::merged_income;
use crate::taxes::trace::{Assumption, Basis, Formula, MeasureIx, Silent, Step, Trace, What};

impl<T: Trace> Run<'_, T> {
    /// Tax on the business income of an owner or of partners.
    pub(super) fn persons(&mut self, profit: Money, converting: bool) {
        let assessed = self.assessed(profit);
        let income = match assessed {
            Some(income) => income - self.farm(income),
            None => {
                let farm = self.farm(profit);
                self.after_losses(profit - farm, converting)
            }
        };
        self.amounts.business_income = income;
        let of_person = of_person(self.rules, self.profile, self.form);
        let merge = others(self.rules, self.profile, self.form);
        if self.form == Form::Partnership {
            self.trace.assume(|| Assumption::OnePartnerInput { partners: self.profile.partners.len() });
            let owner = merge.and_then(|_| merged_income::partner_who_owns(&self.profile.owner, &self.profile.partners));
            for (at, (share, person)) in self.profile.partners.iter().enumerate() {
                let part = income.times(*share);
                self.trace.step(|| Step {
                    line: Line::IitBusiness,
                    period: Period::Year,
                    what: What::ShareOfProfit,
                    basis: Basis::Arithmetic,
                    result: part,
                    formula: Formula::Share { amount: income, share: *share },
                });
                match merge.filter(|_| owner == Some(at)) {
                    Some(merge) => {
                        self.trace.assume(|| Assumption::OwnerIsPartner { share: *share });
                        of_person.assess_with(merge, part, person, &mut self.amounts.lines, self.trace);
                    }
                    None => of_person.assess(part, person, &mut self.amounts.lines, self.trace),
                }
            }
        } else if let Some(merge) = merge {
            of_person.assess_with(merge, income, &self.profile.owner, &mut self.amounts.lines, self.trace);
        } else {
            of_person.assess(income, &self.profile.owner, &mut self.amounts.lines, self.trace);
        }
    }
}

/// The owner's business income under the rules of a form.
pub(super) fn of_person<'r>(rules: &'r Rules, profile: &Profile, form: Form) -> OfPerson<'r> {
    let annual = &rules.taxes.annual;
    OfPerson {
        rules: &annual.business_income,
        comprehensive: &annual.owner,
        form,
        assessed: profile.assessed.as_ref().is_some_and(|assessed| assessed.forms.contains(&form)),
        months: profile.operation.count(),
    }
}

/// The owner's other businesses, and the measure under which their incomes are taxed with that of a form.
pub(super) fn others<'p>(rules: &Rules, profile: &'p Profile, form: Form) -> Option<(MeasureIx, &'p [OtherBusiness])> {
    if profile.other_businesses.is_empty() {
        return None;
    }
    let merge = rules.taxes.annual.business_income.merge.as_ref().filter(|merge| merge.rule.is_for(form))?;
    Some((merge.measure, &profile.other_businesses))
}

/// The income tax that the owner's other businesses bear by themselves.
pub(crate) fn tax_of_others(rules: &Rules, profile: &Profile, form: Form) -> Money {
    let partner = merged_income::partner_who_owns(&profile.owner, &profile.partners).filter(|_| form == Form::Partnership);
    let person = partner.and_then(|at| profile.partners.get(at)).map_or(&profile.owner, |(_, partner)| partner);
    of_person(rules, profile, form).of_others(&profile.other_businesses, person)
}

/// The months before a conversion as another business of the owner's in the year, where the rest of the year is taxed with them.
pub(crate) fn settled_part(rules: &Rules, profile: &Profile, amounts: &Amounts, to: Form) -> Option<OtherBusiness> {
    let merge =
        rules.taxes.annual.business_income.merge.as_ref().filter(|merge| merge.rule.is_for(profile.form) && merge.rule.is_for(to))?;
    let of = of_person(rules, profile, profile.form);
    let (income, person) = match (profile.form, merged_income::partner_who_owns(&profile.owner, &profile.partners)) {
        (Form::Partnership, Some(at)) => {
            let (share, person) = profile.partners.get(at)?;
            (amounts.business_income.times(*share), person)
        }
        _ => (amounts.business_income, &profile.owner),
    };
    let mut lines = Lines::default();
    match profile.other_businesses.as_slice() {
        [] => of.assess(income, person, &mut lines, &mut Silent),
        others => of.assess_with((merge.measure, others), income, person, &mut lines, &mut Silent),
    }
    Some(merged_income::settled_part(&of, income, person, &lines))
}
