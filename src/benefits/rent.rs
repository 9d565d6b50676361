//! Rent relief of 2022 for tenants (租金减免): waived on state-owned premises, agreed elsewhere.

use super::Year;
use super::size::{Figures, Size, SizeRules, counted_small};
use crate::base::dates::Period;
use crate::base::names::{Form, Landlord, Line};
use crate::base::slot::Subject;
use crate::facts::Rented;
use crate::law::parameter::{all, count, parameters, word};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Assumption, Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Profile};

parameters! {
    pub(crate) struct RentWaiver en "Months of rent waived for small service businesses" zh "租金减免" {
        landlord: Landlord = word(all()), en "whose premises" zh "房屋业主";
        months: u32 = count(12, &["个月"]), en "the months waived" zh "减免月数";
        months_if_listed: u32 = count(12, &["个月"]), en "the months waived where an area is listed for it" zh "被列为疫情中高风险地区所在县级行政区域的减免月数";
        premises_times: u32 = count(12, &["倍"]),
            en "how many times those months all tenants of one premises get together" zh "同一房屋各承租人合计不超过上述月数的倍数";
        counted_small: Vec<Form> = counted_small(), en "the forms that count as small whatever their size" zh "不论规模均视为小微的组织形式";
    }
}

impl Rule for RentWaiver {
    const DECIDES: &'static Subject = &Subject::annual("rent-waiver", "rent waiver", "租金减免");
}

parameters! {
    pub(crate) struct AgreedRentCut en "Other landlords cut rent as agreed" zh "协商减租" {
        landlord: Landlord = word(all()), en "whose premises" zh "房屋业主";
    }
}

impl Rule for AgreedRentCut {
    const DECIDES: &'static Subject = &Subject::annual("agreed-rent-cut", "agreed rent cuts", "协商减租");
}

/// Rent relief of the year.
#[derive(Clone, Debug)]
pub(crate) struct RentRules {
    waiver: Option<RuleInForce<RentWaiver>>,
    agreed: Option<RuleInForce<AgreedRentCut>>,
}

impl super::Benefit for RentRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<RentWaiver>(), Kind::of::<AgreedRentCut>()];

    fn resolve(year: &Year<'_>) -> Self {
        RentRules { waiver: year.first.find(), agreed: year.first.find() }
    }

    #[inline]
    fn moves_money(profile: &Profile) -> bool {
        !profile.rented.is_empty()
    }
}

impl RentWaiver {
    /// Months waived on one lease: at most those of the contract, at most the cap of a tenant over all its leases of the
    /// premises, at most what the premises' other tenants have left. Months before a conversion count as an earlier lease.
    fn months_of(&self, rented: &Rented, all: &[Rented]) -> i64 {
        let of_tenant = i64::from(if rented.listed { self.months_if_listed } else { self.months });
        let of_premises = of_tenant.saturating_mul(i64::from(self.premises_times)).saturating_sub(i64::from(rented.waived_to_others));
        let same = |other: &&Rented| rented.premises.is_some() && other.premises == rented.premises && !other.sublet;
        let earlier: i64 =
            all.iter().filter(same).filter(|other| other.months.from < rented.months.from).map(|other| other.months.count()).sum();
        let left = of_tenant.min(of_premises).saturating_sub(earlier).saturating_sub(rented.months_before);
        left.clamp(0, rented.months.count())
    }
}

/// Whether the waiver turns on a fact about size that the profile leaves out.
pub(crate) fn needs_class(rules: &RentRules, profile: &Profile, form: Form) -> bool {
    rules.waiver.as_ref().is_some_and(|waiver| {
        !waiver.rule.counted_small.contains(&form)
            && profile.industry.services
            && profile.scale.class.is_none()
            && profile.scale.quarters.is_empty()
            && profile.rented.iter().any(|rented| rented.landlord == waiver.rule.landlord && !rented.sublet)
    })
}

/// Whether the law waives rent on premises of this landlord, whoever else may agree on a cut.
pub(crate) fn is_waived(rules: &RentRules, rented: &Rented) -> bool {
    rules.waiver.as_ref().is_some_and(|waiver| waiver.rule.landlord == rented.landlord)
}

/// Rent of the year on one lease, and what of it is waived.
pub(crate) fn assess<T: Trace>(
    (rules, sizes): (&RentRules, &SizeRules),
    rented: &Rented,
    profile: &Profile,
    revenue: Money,
    form: Form,
    trace: &mut T,
) -> (Money, Money) {
    let months = rented.months.count();
    let rent = rented.monthly_rent.times_whole(months);
    let waived = waived((rules, sizes), rented, profile, revenue, form, trace) + agreed(rules, rented, form, trace);
    trace.chose(None, || i64::from(waived > rent));
    (rent, waived.min(rent))
}

fn waived<T: Trace>(
    (rules, sizes): (&RentRules, &SizeRules),
    rented: &Rented,
    profile: &Profile,
    revenue: Money,
    form: Form,
    trace: &mut T,
) -> Money {
    let Some(waiver) = &rules.waiver else { return Money::ZERO };
    let measure = waiver.measure;
    // The class that the profile states, or the one that its figures make.
    let by_figures = || sizes.classes.as_ref().and_then(|rule| rule.rule.class(&profile.industry, &Figures::of(&profile.scale, revenue)?));
    let class = profile.scale.class.or_else(by_figures);
    let small = Size { form, class }.is_small(&waiver.rule.counted_small);
    let failed = if rented.landlord != waiver.rule.landlord {
        Some(Reason::LandlordIs { landlord: rented.landlord })
    } else if rented.sublet {
        Some(Reason::Sublet)
    } else if !profile.industry.services {
        Some(Reason::NotServices)
    } else if !small {
        Some(Reason::NotSmall)
    } else {
        None
    };
    if let Some(reason) = failed {
        trace.refuse(|| Refusal { line: None, measure, reason });
        return Money::ZERO;
    }
    let months = waiver.rule.months_of(rented, &profile.rented);
    if rented.months_before > 0 {
        trace.assume(|| Assumption::SameTenant { months: rented.months_before });
    }
    if months == 0 {
        trace.refuse(|| Refusal { line: None, measure, reason: Reason::MonthsUsedUp { others: rented.waived_to_others } });
        return Money::ZERO;
    }
    let waived = rented.monthly_rent.times_whole(months);
    // Rent is no line of its own: the step is filed with the income tax it lowers the deduction of.
    trace.step(|| Step {
        line: income_line(form),
        period: Period::Year,
        what: What::RentWaived,
        basis: Basis::Law(measure),
        result: waived,
        formula: Formula::TimesMonths { amount: rented.monthly_rent, months },
    });
    waived
}

/// What was agreed is a fact; the notice that encourages it is cited while it is in force.
fn agreed<T: Trace>(rules: &RentRules, rented: &Rented, form: Form, trace: &mut T) -> Money {
    if rented.agreed_cut > Money::ZERO {
        let notice = rules.agreed.as_ref().filter(|notice| notice.rule.landlord == rented.landlord);
        trace.step(|| Step {
            line: income_line(form),
            period: Period::Year,
            what: What::RentWaived,
            basis: notice.map_or(Basis::Given, |notice| Basis::Law(notice.measure)),
            result: rented.agreed_cut,
            formula: Formula::Given,
        });
    }
    rented.agreed_cut
}

/// The income tax of a form.
pub(crate) fn income_line(form: Form) -> Line {
    if form.is_company() { Line::Cit } else { Line::IitBusiness }
}
