//! Refund of VAT credit (留抵退税): cash back, by the share of the input tax that the law lets refund.

use super::Year;
use super::size::{Size, counted_small};
use crate::Money;
use crate::base::dates::Period;
use crate::base::names::{BenefitKind, Form, TaxRating};
use crate::base::slot::Subject;
use crate::facts::Profile;
use crate::law::parameter::{all, industries_or_none, parameters, words};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};

parameters! {
    pub(crate) struct CreditRefund en "Refund of VAT credit to small enterprises and listed industries" zh "留抵退税" {
        ratings: Vec<TaxRating> = words(all()), en "the tax credit ratings" zh "纳税信用级别";
        codes: Vec<String> = industries_or_none(), en "the industries whose enterprises need not be small" zh "不限规模的行业";
        counted_small: Vec<Form> = counted_small(), en "the forms that count as small whatever their size" zh "不论规模均视为小微的组织形式";
    }
}

impl Rule for CreditRefund {
    const DECIDES: &'static Subject = &Subject::monthly("credit-refund", "VAT credit refunds", "留抵退税");
}

/// Refunds of VAT credit at the end of the year.
#[derive(Clone, Debug)]
pub(crate) struct CreditRefundRules {
    refund: Option<RuleInForce<CreditRefund>>,
}

impl super::Benefit for CreditRefundRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<CreditRefund>()];

    fn resolve(year: &Year<'_>) -> Self {
        CreditRefundRules { refund: year.last.find() }
    }
}

/// What comes back of the credit carried at the end of the year: cash, not a lower tax.
pub(crate) fn assess<T: Trace>(rules: &CreditRefundRules, profile: &Profile, credit: Money, size: Size, trace: &mut T) {
    let (Some(RuleInForce { measure, rule }), Some(claim)) = (&rules.refund, &profile.general.refund) else { return };
    let failed = if !rule.ratings.contains(&claim.rating) {
        Some(Reason::RatingTooLow { rating: claim.rating })
    } else if !size.is_small(&rule.counted_small) && !rule.codes.iter().any(|code| profile.industry.is_in(code)) {
        Some(Reason::NotSmall)
    } else {
        None
    };
    if let Some(reason) = failed {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason });
        return;
    }
    let amount = credit.times(claim.composition);
    if amount > Money::ZERO {
        trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    }
}
