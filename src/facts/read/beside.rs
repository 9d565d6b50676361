//! What a profile says of social insurance, registrations, subsidies, loans, entitlements and electricity.

use crate::base::source::{Section, amount, count, rate, truth, word};
use crate::facts::{Electricity, EntitlementClaim, Loan, Registration, SocialInsurance, SubsidyClaim};
use crate::{Money, Rate};

pub(super) fn social_insurance(section: &Section<'_>) -> Option<SocialInsurance> {
    let insured_as_unit = section.required("insured_as_unit", truth);
    let hardship = section.or("hardship", false, truth);
    let monthly = |key: &str| section.or(key, Money::ZERO, amount);
    let (pension, unemployment, injury) = (monthly("pension"), monthly("unemployment"), monthly("injury"));
    let premiums = monthly("premiums_last_year");
    let payroll = monthly("payroll");
    // Who asks for the refund says what it is tested on.
    let refund = section.has("premiums_last_year");
    let whole_number = |key: &str| {
        if refund {
            section.required(key, count(100_000, &["个月", "人"]))
        } else {
            section.or(key, 0, count(100_000, &["个月", "人"]))
        }
    };
    let (months_paid, insured) = (whole_number("months_paid"), whole_number("insured"));
    let laid_off = if refund { section.required("laid_off", rate) } else { section.or("laid_off", Rate::ZERO, rate) };
    section.finish();
    Some(SocialInsurance {
        insured_as_unit: insured_as_unit?,
        hardship: hardship?,
        pension: pension?,
        unemployment: unemployment?,
        injury: injury?,
        premiums_last_year: premiums?,
        months_paid: months_paid?,
        insured: insured?,
        laid_off: laid_off?,
        payroll: payroll?,
    })
}

pub(super) fn registration(section: &Section<'_>) -> Option<Registration> {
    let residential = section.required("residential", truth);
    let extra_certificates = section.or("extra_certificates", 0, count(1000, &[]));
    section.finish();
    Some(Registration { residential: residential?, extra_certificates: extra_certificates? })
}

pub(super) fn subsidy(section: &Section<'_>) -> Option<SubsidyClaim> {
    let (subsidy, local) = (section.required("subsidy", word), section.required("rate", amount));
    let claimed = section.or("count", 1, count(100_000, &["人", "个"]));
    let (group, years) = (section.optional("group", word), section.optional("years_since", count(200, &["年"])));
    section.finish();
    Some(SubsidyClaim { subsidy: subsidy?, count: claimed?, rate: local?, group, years_since: years })
}

pub(super) fn loan(section: &Section<'_>) -> Option<Loan> {
    let (borrower, principal) = (section.required("borrower", word), section.required("principal", amount));
    let (contract, lpr) = (section.required("rate", rate), section.required("lpr", rate));
    let months = section.or("months", 12, count(12, &["个月"]));
    let (new_hires, staff) = (section.or("new_hires", 0, count(100_000, &["人"])), section.or("staff", 0, count(100_000, &["人"])));
    section.finish();
    Some(Loan {
        borrower: borrower?,
        principal: principal?,
        rate: contract?,
        lpr: lpr?,
        months: months?,
        new_hires: new_hires?,
        staff: staff?,
    })
}

pub(super) fn entitlement(section: &Section<'_>) -> Option<EntitlementClaim> {
    let entitled = section.required("entitled", word);
    let (about, length) = (section.or("amount", Money::ZERO, amount), section.or("length", 0, count(100_000, &["厘米"])));
    section.finish();
    Some(EntitlementClaim { entitled: entitled?, amount: about?, length: length? })
}

pub(super) fn electricity(section: &Section<'_>) -> Option<Electricity> {
    let (arrears, days) = (section.required("arrears", amount), section.required("days", count(3660, &["天"])));
    let months = section.required("months_to_clear", count(120, &["个月"]));
    let residential = section.or("residential", false, truth);
    section.finish();
    Some(Electricity { arrears: arrears?, days: days?, months_to_clear: months?, residential: residential? })
}
