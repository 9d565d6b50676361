//! Refund of VAT credit (留抵退税): cash back, by the share of the input tax that the law lets refund. Some get all of their credit,
//! others a part of what it rose by.

use super::Year;
use super::size::{Size, counted_small};
use crate::base::dates::Period;
use crate::base::names::{BenefitKind, Form, TaxRating};
use crate::base::slot::Subject;
use crate::facts::{Profile, RefundClaim};
use crate::law::parameter::{all, amount, industries, industries_or_none, optional, or, parameters, rate, truth, words};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, MeasureIx, Reason, Refusal, Trace};
use crate::{Money, Month, Rate};

parameters! {
    pub(crate) struct CreditRefund en "Refund of VAT credit to small enterprises and listed industries" zh "留抵退税" {
        ratings: Vec<TaxRating> = words(all()), en "the tax credit ratings" zh "纳税信用级别";
        codes: Vec<String> = industries_or_none(), en "the industries whose enterprises need not be small" zh "不限规模的行业";
        small: bool = or(true, truth()), en "whether small enterprises of any industry get it" zh "小微企业是否不限行业";
        counted_small: Vec<Form> = or(Vec::new(), counted_small()),
            en "the forms that count as small whatever their size" zh "不论规模均视为小微的组织形式";
    }
}

impl Rule for CreditRefund {
    const DECIDES: &'static Subject = &Subject::monthly("credit-refund", "VAT credit refunds", "留抵退税");
}

impl CreditRefund {
    fn refuses(&self, profile: &Profile, claim: &RefundClaim, size: Size) -> Option<Reason> {
        let small = self.small && size.is_small(&self.counted_small);
        if !self.ratings.contains(&claim.rating) {
            Some(Reason::RatingTooLow { rating: claim.rating })
        } else if small || self.codes.iter().any(|code| profile.industry.is_in(code)) {
            None
        } else {
            Some(if self.small { Reason::NotSmall } else { Reason::IndustryNotListed })
        }
    }
}

parameters! {
    pub(crate) struct IncreaseRefund en "Refund of a part of what the VAT credit rose by" zh "增量留抵退税" {
        ratings: Vec<TaxRating> = words(all()), en "the tax credit ratings" zh "纳税信用级别";
        least: Money = amount(), en "the least that it rose by" zh "新增留抵税额下限";
        share: Rate = rate(), en "the share that comes back" zh "退还比例";
        up_to: Option<Money> = optional(amount()), en "where another share begins" zh "适用另一比例的起点";
        share_above: Rate = or(Rate::ZERO, rate()), en "the share above that" zh "超过部分的退还比例";
    }
}

impl Rule for IncreaseRefund {
    const DECIDES: &'static Subject = &Subject::monthly("increase-refund", "refunds of what the VAT credit rose by", "增量留抵退税");
}

impl IncreaseRefund {
    fn refuses(&self, claim: &RefundClaim, increase: Money) -> Option<Reason> {
        if !self.ratings.contains(&claim.rating) {
            Some(Reason::RatingTooLow { rating: claim.rating })
        } else {
            (increase < self.least).then_some(Reason::CreditRoseTooLittle { increase, least: self.least })
        }
    }

    fn refund(&self, increase: Money, composition: Rate) -> Money {
        let low = self.up_to.map_or(increase, |up_to| increase.min(up_to));
        let exact = low.exactly_times(self.share).plus((increase - low).exactly_times(self.share_above));
        exact.times(composition).round_half_up()
    }
}

parameters! {
    pub(crate) struct DeveloperRefund
        en "Refund of a part of what the VAT credit of a developer rose by"
        zh "房地产开发企业增量留抵退税"
    {
        ratings: Vec<TaxRating> = words(all()), en "the tax credit ratings" zh "纳税信用级别";
        codes: Vec<String> = industries(), en "the industries" zh "行业";
        least: Money = amount(), en "the least that it rose by" zh "新增留抵税额下限";
        share: Rate = rate(), en "the share that comes back" zh "退还比例";
    }
}

impl Rule for DeveloperRefund {
    const DECIDES: &'static Subject =
        &Subject::monthly("developer-refund", "refunds of what a developer's VAT credit rose by", "房地产开发企业增量留抵退税");
}

impl DeveloperRefund {
    fn refuses(&self, profile: &Profile, claim: &RefundClaim, increase: Money) -> Option<Reason> {
        if !self.codes.iter().any(|code| profile.industry.is_in(code)) {
            Some(Reason::IndustryNotListed)
        } else if !self.ratings.contains(&claim.rating) {
            Some(Reason::RatingTooLow { rating: claim.rating })
        } else {
            (increase < self.least).then_some(Reason::CreditRoseTooLittle { increase, least: self.least })
        }
    }
}

/// Refunds that are asked for in a month: of all of the credit, and of what it rose by.
#[derive(Clone, Debug)]
struct OfMonth {
    whole: Option<RuleInForce<CreditRefund>>,
    developer: Option<RuleInForce<DeveloperRefund>>,
    increase: Option<RuleInForce<IncreaseRefund>>,
}

/// Refunds of VAT credit in each month of the year.
#[derive(Clone, Debug)]
pub(crate) struct CreditRefundRules {
    of: Vec<OfMonth>,
}

impl super::Benefit for CreditRefundRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<CreditRefund>(), Kind::of::<DeveloperRefund>(), Kind::of::<IncreaseRefund>()];

    fn resolve(year: &Year<'_>) -> Self {
        let in_month = |month: Month| {
            let day = (year.on)(month);
            OfMonth { whole: day.find(), developer: day.find(), increase: day.find() }
        };
        CreditRefundRules { of: Month::all().map(in_month).collect() }
    }

    /// It moves no money of the year: what it comes to is only told.
    #[inline]
    fn moves_money(_: &Profile) -> bool {
        false
    }
}

/// What comes back of the credit: cash, not a lower tax. Who is refused all of it may have a part of what it rose by, a developer first
/// by its own rule.
pub(crate) fn assess<T: Trace>(rules: &CreditRefundRules, profile: &Profile, credit: Money, size: Size, trace: &mut T) {
    let Some(claim) = &profile.general.refund else { return };
    let Some(OfMonth { whole, developer, increase }) = rules.of.get(claim.filed.index()) else { return };
    if let Some(RuleInForce { measure, rule, .. }) = whole {
        match rule.refuses(profile, claim, size) {
            None => return granted(*measure, credit.times(claim.composition), trace),
            Some(reason) => trace.refuse(|| Refusal { line: None, measure: *measure, reason }),
        }
    }
    if let (Some(RuleInForce { measure, rule, .. }), Some(rose)) = (developer, claim.developer_increase) {
        match rule.refuses(profile, claim, rose) {
            None => return granted(*measure, rose.exactly_times(rule.share).times(claim.composition).round_half_up(), trace),
            Some(reason) => trace.refuse(|| Refusal { line: None, measure: *measure, reason }),
        }
    }
    if let (Some(RuleInForce { measure, rule, .. }), Some(rose)) = (increase, claim.increase) {
        match rule.refuses(claim, rose) {
            None => granted(*measure, rule.refund(rose, claim.composition), trace),
            Some(reason) => trace.refuse(|| Refusal { line: None, measure: *measure, reason }),
        }
    }
}

fn granted<T: Trace>(measure: MeasureIx, amount: Money, trace: &mut T) {
    if amount > Money::ZERO {
        trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure, period: Period::Year, amount, due: None, worth: None });
    }
}
