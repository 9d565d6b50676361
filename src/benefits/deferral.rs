//! Payments put off (缓缴): taxes of manufacturers, the employer's share of social insurance. What is deferred is still
//! owed: it is shown beside the burden, never taken off it.

use super::Year;
use crate::base::dates::{Period, YearMonth};
use crate::base::message::Message;
use crate::base::money::Ratio;
use crate::base::names::{BenefitKind, Hardship};
use crate::base::slot::{Part, Subject};
use crate::base::source::Section;
use crate::base::words::Table;
use crate::base::words::Vocabulary;
use crate::facts::{Industry, Profile};
use crate::law::parameter::{all, amount, industries, months, months_or_none, or, parameters, period, rate, tables, word, year_month};
use crate::law::problem::LawProblem;
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, MeasureIx, Reason, Refusal, Trace};
use crate::{Money, Month, Rate};

/// Interest saved at `rate` a year by paying `amounts` later, each by its months: simple interest, rounded once.
fn worth(rate: Option<Rate>, amounts: impl Iterator<Item = (Money, i64)>) -> Option<Money> {
    let by_months = amounts.map(|(amount, months)| Ratio::from(amount).times_whole(months)).fold(Ratio::from(Money::ZERO), Ratio::plus);
    rate.map(|rate| by_months.times(rate).divided_by(12).round_half_up())
}

parameters! {
    struct Deferred en "A period whose taxes are put off" zh "缓缴的所属期" {
        period: Period = period(), en "the month or quarter" zh "所属期";
        due: YearMonth = year_month(), en "the month in which it falls due at last" zh "缓缴到期月份";
    }
}

parameters! {
    pub(crate) struct TaxDeferral en "Taxes of some periods are put off: in part for medium, in full for small enterprises" zh "税款缓缴" {
        codes: Vec<String> = industries(), en "the industries" zh "行业";
        small_below: Money = amount(), en "annual sales below which an enterprise is small" zh "小型企业的年销售额低于";
        medium_below: Money = amount(), en "annual sales below which it is medium" zh "中型企业的年销售额低于";
        medium_share: Rate = rate(), en "what a medium enterprise may put off" zh "中型企业缓缴比例";
        periods: Vec<Deferred> = tables::<Deferred>(), en "the periods" zh "缓缴的所属期";
    }
    then TaxDeferral::sizes_rise
}

impl TaxDeferral {
    fn sizes_rise(self, section: &Section<'_>) -> Option<Self> {
        if self.medium_below <= self.small_below {
            let message = LawProblem::UpperBelowLower { lower: self.small_below, upper: self.medium_below };
            section.report_at(message, section.at("medium_below"));
        }
        Some(self)
    }
}

impl Rule for TaxDeferral {
    const DECIDES: &'static Subject = &Subject::annual("tax-deferral", "tax deferral", "税款缓缴");
}

/// Deferrals of the year.
#[derive(Clone, Debug)]
pub(crate) struct DeferralRules {
    taxes: Option<RuleInForce<TaxDeferral>>,
    pub(crate) insurance: Table<Hardship, Option<RuleInForce<InsuranceDeferral>>, 2>,
}

impl super::Benefit for DeferralRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<TaxDeferral>(), Kind::of::<InsuranceDeferral>()];

    fn resolve(year: &Year<'_>) -> Self {
        DeferralRules { taxes: year.first.find(), insurance: year.first.table() }
    }

    /// It moves no money of the year: what it comes to is only told.
    #[inline]
    fn moves_money(_: &Profile) -> bool {
        false
    }
}

/// What one period's taxes (VAT and what is levied on it) come to.
pub(crate) type OfPeriod = (Period, Money);

/// Defers the taxes of the periods that the rule names.
pub(crate) fn taxes<T: Trace>(rules: &DeferralRules, profile: &Profile, year_sales: Money, payable: &[OfPeriod], trace: &mut T) {
    let Some(RuleInForce { measure, rule, .. }) = &rules.taxes else { return };
    if !rule.codes.iter().any(|code| profile.industry.is_in(code)) {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::IndustryNotListed });
        return;
    }
    let share = if year_sales < rule.small_below {
        Rate::ONE
    } else if year_sales < rule.medium_below {
        rule.medium_share
    } else {
        trace.refuse(|| Refusal {
            line: None,
            measure: *measure,
            reason: Reason::SalesNotBelow { sales: year_sales, limit: rule.medium_below },
        });
        return;
    };
    for Deferred { period, due } in &rule.periods {
        let of_period = payable.iter().find(|(of, _)| of == period).map_or(Money::ZERO, |(_, payable)| *payable);
        let amount = of_period.times(share);
        if amount > Money::ZERO {
            trace.benefit(|| {
                // Without the deferral it would have been due in the month after the period.
                let usual = period.months().last().map(|month| YearMonth { year: profile.year, month }.next());
                let months = usual.map_or(0, |usual| due.months_since(usual));
                let worth = worth(profile.interest_rate, std::iter::once((amount, months)));
                Benefit { kind: BenefitKind::Deferral, measure: *measure, period: *period, amount, due: Some(*due), worth }
            });
        }
    }
}

parameters! {
    pub(crate) struct InsuranceDeferral en "The employer's share of social insurance is put off for some months" zh "社会保险费单位缴费部分缓缴" {
        who: Hardship = word(all()), en "whom it is for" zh "适用主体";
        codes: Vec<String> = or(Vec::new(), industries()),
            en "the industries that are in hardship by themselves; only, and always, with `listed-industry`"
            zh "特困行业；仅（且必须）与 `listed-industry` 同填";
        pension: Vec<Month> = months_or_none(), en "the months of pension insurance" zh "养老保险费的缓缴月份";
        unemployment_and_injury: Vec<Month> = months(), en "the months of unemployment and injury insurance" zh "失业、工伤保险费的缓缴月份";
        due: YearMonth = year_month(), en "the month in which it falls due at last" zh "缓缴到期月份";
    }
    then InsuranceDeferral::codes_are_read
}

impl InsuranceDeferral {
    /// Industries are looked at only where the deferral is for listed ones.
    fn codes_are_read(self, section: &Section<'_>) -> Option<Self> {
        let (key, of, word) = ("codes", "who", Hardship::ListedIndustry.key());
        match (self.who, self.codes.is_empty()) {
            (Hardship::ListedIndustry, true) => section.report(Message::Missing { key: key.to_string() }),
            (Hardship::AnyBusiness, false) => section.report_at(Message::ReadOnlyWith { key, of, word }, section.at(key)),
            _ => {}
        }
        Some(self)
    }
}

impl Rule for InsuranceDeferral {
    const DECIDES: &'static Subject = &Subject::annual("insurance-deferral", "insurance deferral", "社保缓缴");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.who)]
    }
}

impl InsuranceDeferral {
    /// Whether an industry is listed as in hardship by itself (特困行业).
    pub(crate) fn lists(&self, industry: &Industry) -> bool {
        self.codes.iter().any(|code| industry.is_in(code))
    }
}

/// Defers the employer's share under the first of the rules that is open.
pub(crate) fn insurance<T: Trace>(rules: &DeferralRules, profile: &Profile, trace: &mut T) {
    let Some(facts) = &profile.social_insurance else { return };
    let mut refused: Vec<(MeasureIx, Reason)> = Vec::new();
    for kind in [Hardship::ListedIndustry, Hardship::AnyBusiness] {
        let Some(RuleInForce { measure, rule, .. }) = &rules.insurance[kind] else { continue };
        let in_hardship = match kind {
            Hardship::ListedIndustry => rule.lists(&profile.industry),
            Hardship::AnyBusiness => facts.hardship,
        };
        let failed = match (facts.insured_as_unit, in_hardship, kind) {
            (false, _, _) => Some(Reason::NotInsuredAsUnit),
            (_, false, Hardship::ListedIndustry) => Some(Reason::IndustryNotListed),
            (_, false, Hardship::AnyBusiness) => Some(Reason::NotInHardship),
            _ => None,
        };
        if let Some(reason) = failed {
            refused.push((*measure, reason));
            continue;
        }
        let of = |months: &[Month], monthly: Money| months.iter().map(|_| monthly).sum::<Money>();
        let amount = of(&rule.pension, facts.pension) + of(&rule.unemployment_and_injury, facts.unemployment + facts.injury);
        if amount > Money::ZERO {
            trace.benefit(|| {
                let late = |month: &Month| rule.due.months_since(YearMonth { year: profile.year, month: *month });
                let pension = rule.pension.iter().map(|month| (facts.pension, late(month)));
                let others = rule.unemployment_and_injury.iter().map(|month| (facts.unemployment + facts.injury, late(month)));
                let worth = worth(profile.interest_rate, pension.chain(others));
                Benefit { kind: BenefitKind::Deferral, measure: *measure, period: Period::Year, amount, due: Some(rule.due), worth }
            });
        }
        return;
    }
    for (measure, reason) in refused {
        trace.refuse(|| Refusal { line: None, measure, reason });
    }
}
