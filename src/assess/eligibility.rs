//! On what grounds the six taxes and two fees may be reduced, month by month.

use crate::assess::Rules;
use crate::base::dates::MonthSet;
use crate::base::names::Form;
use crate::facts::Profile;
use crate::law::RuleInForce;
use crate::taxes::filing::HoldingsFiling;
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::reduce_payable::ReliefEligibility;
use crate::{Date, Month};

/// On what grounds the six taxes and two fees may be reduced. A company that is a general taxpayer goes by its last
/// settlement; one that has just been made of another form, by its staff and assets.
pub(super) fn eligibility(rules: &Rules, profile: &Profile, form: Form, standing: GeneralStatusSince) -> ReliefEligibility {
    if !form.is_company() {
        return ReliefEligibility::new(form, standing, MonthSet::default());
    }
    let (scale, income) = (&profile.scale, &rules.taxes.annual.enterprise_income);
    let Some((status, test)) = income.small_status.as_ref().zip(income.small_low_profit_test.as_ref()) else {
        return ReliefEligibility::new(form, standing, MonthSet::default());
    };
    let as_new = || status.rule.admits_new((test.rule.staff, test.rule.assets), scale);
    if form != profile.form {
        return ReliefEligibility::new(form, standing, as_new());
    }
    let small_in = |filed_by: &dyn Fn(Month) -> Option<Date>| {
        MonthSet::of(|month| match (scale.settled_small, scale.first_settlement) {
            (Some([_, new_result]), _) if status.rule.is_new_result(month) => new_result,
            (Some([old_result, _]), _) => old_result,
            // What was filed before the first settlement stands; its result rules what is filed after it, for earlier months too.
            (None, Some(first)) => filed_by(month).filter(|day| *day < first.on).map_or(first.small, |day| as_new().has(month_before(day))),
            (None, None) => false,
        })
    };
    let with_vat = |month: Month| rules.month(month).vat.filing.rule.last_day(profile.filing, month, rules.year);
    let eligibility = ReliefEligibility::new(form, standing, small_in(&with_vat));
    if scale.first_settlement.is_none() {
        return eligibility;
    }
    let annual = &rules.taxes.annual;
    let when_filed = |filing: &Option<RuleInForce<HoldingsFiling>>| {
        let filing = &filing.as_ref()?.rule;
        Some(small_in(&|month| filing.last_day(month, rules.year)))
    };
    eligibility.when_filed(when_filed(&annual.property.filing), when_filed(&annual.land_use.filing))
}

/// The month before a day.
fn month_before(day: Date) -> Month {
    let before = day.checked_sub_months(chrono::Months::new(1)).unwrap_or(day);
    Month::from_number(chrono::Datelike::month(&before)).unwrap_or(Month::JANUARY)
}
