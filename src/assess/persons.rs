//! The owner's business income, and what it is taxed with: other businesses, and the months before a conversion.

use super::Run;
use crate::Money;
use crate::assess::Rules;
use crate::base::dates::Period;
use crate::base::names::{Form, Line};
use crate::facts::{OtherBusiness, Person, Profile};
use crate::taxes::amounts::{Amounts, Lines};
use crate::taxes::business_income::OfPerson;
use crate::taxes::set_off::SetOff;
use crate::taxes::trace::{Assumption, Basis, Formula, MeasureIx, Silent, Step, Trace, What};
use crate::taxes::{fixed_amount, merged_income};

impl<T: Trace> Run<'_, T> {
    /// Tax on the business income of an owner or of partners.
    pub(super) fn persons(&mut self, profit: Money, converting: bool, set_off: &SetOff) {
        let annual = &self.rules.taxes.annual;
        if self.levied_on_receipts(set_off) {
            return;
        }
        let assessed = self.assessed(profit);
        let income = match assessed {
            Some(income) => income - self.farm(income),
            None => {
                let by_law = profit + self.added_back();
                let farm = self.farm(by_law);
                self.after_losses(by_law - farm, converting)
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
                let person: &Person = &annual.personal_reduction.of(person, self.profile, self.form);
                match merge.filter(|_| owner == Some(at)) {
                    Some(merge) => {
                        self.trace.assume(|| Assumption::OwnerIsPartner { share: *share });
                        of_person.assess_with(merge, part, (person, person), &mut self.amounts.lines, self.trace);
                    }
                    None => of_person.assess(part, person, &mut self.amounts.lines, self.trace),
                }
            }
        } else {
            let owner = self.person(&self.profile.owner, set_off);
            match merge {
                Some(merge) => {
                    let alone = annual.personal_reduction.of(&self.profile.owner, self.profile, self.form);
                    of_person.assess_with(merge, income, (owner.as_ref(), alone.as_ref()), &mut self.amounts.lines, self.trace);
                }
                None => of_person.assess(income, &owner, &mut self.amounts.lines, self.trace),
            }
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
    let person: &Person = &rules.taxes.annual.personal_reduction.of(person, profile, form);
    of_person(rules, profile, form).of_others(&profile.other_businesses, person)
}

/// The months before a conversion as another business of the owner's in the year, where the rest of the year is taxed with them.
pub(crate) fn settled_part(rules: &Rules, profile: &Profile, amounts: &Amounts, to: Form) -> Option<OtherBusiness> {
    let merge =
        rules.taxes.annual.business_income.merge.as_ref().filter(|merge| merge.rule.is_for(profile.form) && merge.rule.is_for(to))?;
    // What is levied on receipts is not merged.
    if fixed_amount::told(profile).is_some_and(|told| told.forms.contains(&profile.form)) {
        return None;
    }
    let of = of_person(rules, profile, profile.form);
    let (income, person) = match (profile.form, merged_income::partner_who_owns(&profile.owner, &profile.partners)) {
        (Form::Partnership, Some(at)) => {
            let (share, person) = profile.partners.get(at)?;
            (amounts.business_income.times(*share), person)
        }
        _ => (amounts.business_income, &profile.owner),
    };
    let person: &Person = &rules.taxes.annual.personal_reduction.of(person, profile, profile.form);
    let mut lines = Lines::default();
    match profile.other_businesses.as_slice() {
        [] => of.assess(income, person, &mut lines, &mut Silent),
        others => of.assess_with((merge.measure, others), income, (person, person), &mut lines, &mut Silent),
    }
    Some(merged_income::settled_part(&of, income, person, &lines))
}
