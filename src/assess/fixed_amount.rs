//! The tax on business income of who pays by a fixed amount.

use super::Run;
use crate::base::names::Line;
use crate::facts::Person;
use crate::taxes::fixed_amount::{self, Levied};
use crate::taxes::set_off::SetOff;
use crate::taxes::trace::{Reason, Refusal, Trace};
use std::borrow::Cow;

impl<T: Trace> Run<'_, T> {
    /// Assesses the levy on receipts, where the profile states one for the form; a form that has none, such as a company, is refused it.
    /// Returns whether nothing else is assessed on the income.
    pub(super) fn levied_on_receipts(&mut self, set_off: &SetOff) -> bool {
        match fixed_amount::told(self.profile) {
            None => false,
            Some(_) => self.levied(set_off),
        }
    }

    /// The person whose business it is, with the reliefs that the law gives him.
    pub(super) fn person<'p>(&mut self, person: &'p Person, set_off: &SetOff) -> Cow<'p, Person> {
        let mut person = self.rules.taxes.annual.personal_reduction.of(person, self.profile, self.form);
        if set_off.is_open() {
            person.to_mut().other_relief += set_off.left_for_income(self.form, self.trace);
        }
        person
    }

    #[cold]
    fn levied(&mut self, set_off: &SetOff) -> bool {
        let (rules, fixed) = (&self.rules.taxes.annual.business_income, &self.rules.taxes.annual.fixed_amount);
        let (Some(told), Some(levy)) = (fixed_amount::told(self.profile), &fixed.levy) else { return false };
        if !told.forms.contains(&self.form) {
            let line = if self.form.is_company() { Line::Cit } else { Line::IitBusiness };
            self.trace.refuse(|| Refusal { line: Some(line), measure: levy.measure, reason: Reason::NotOfThisForm });
            return false;
        }
        let receipts = self.amounts.revenue - self.farm(self.amounts.revenue);
        let owner = self.person(&self.profile.owner, set_off);
        let (reduction, months) = (rules.reduction.as_ref(), self.profile.operation.count());
        let levied = Levied { levy, reduction, form: self.form, told, months };
        levied.assess(receipts, &owner, &mut self.amounts.lines, self.trace);
        true
    }
}
