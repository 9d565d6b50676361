//! The cultural undertakings fee (文化事业建设费) on what customers pay for advertising and entertainment, VAT included.
//!
//! Advertising is levied on media and on who runs outdoor advertising, which are units; entertainment on units and individuals.

use super::{OnFacts, OwnLine, Rules, Taxpayer};
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::names::{Bound, CulturalService, Filing, Form, Line};
use crate::base::slot::{Part, Subject, Turn};
use crate::base::words::{Table, Vocabulary};
use crate::facts::Profile;
use crate::law::parameter::{all, amount, or, parameters, rate, word, words};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Month, Rate};

parameters! {
    pub(crate) struct CulturalFeeRate en "The cultural undertakings fee on the receipts of a service" zh "文化事业建设费" {
        service: CulturalService = word(all()), en "the service" zh "服务";
        rate: Rate = rate(), en "the rate on what is received, VAT included" zh "含税销售额的费率";
        forms: Vec<Form> = words(all()), en "the forms that owe it" zh "缴纳的组织形式";
    }
}

impl Rule for CulturalFeeRate {
    const DECIDES: &'static Subject = &Subject::monthly("cultural-fee", "the cultural undertakings fee", "文化事业建设费");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.service)]
    }
}

parameters! {
    pub(crate) struct ExemptCulturalFeeBelow
        en "Small-scale VAT taxpayers with small sales owe no cultural undertakings fee"
        zh "小规模纳税人小额销售免征文化事业建设费"
    {
        pub(crate) month: Money = amount(), en "the limit of a monthly filer" zh "按月申报的标准";
        pub(crate) quarter: Money = amount(), en "the limit of a quarterly filer" zh "按季申报的标准";
        pub(crate) bound: Bound = word(all()), en "whether the limit itself is still exempt" zh "标准本身是否免征";
    }
}

impl Rule for ExemptCulturalFeeBelow {
    const DECIDES: &'static Subject =
        &Subject::monthly("exempt-cultural-fee-below", "exemption from the cultural undertakings fee", "文化事业建设费免征")
            .relieves(Line::CulturalFee, Turn::First);
}

parameters! {
    pub(crate) struct ReduceCulturalFee en "The cultural undertakings fee is reduced" zh "减征文化事业建设费" {
        reduction: Rate = or(Rate::ONE, rate()), en "the share that is not levied; all of it where it is not given" zh "减征比例，不填为全部";
    }
}

impl Rule for ReduceCulturalFee {
    const DECIDES: &'static Subject =
        &Subject::monthly("reduce-cultural-fee", "reduction of the cultural undertakings fee", "文化事业建设费减征")
            .relieves(Line::CulturalFee, Turn::Any);
}

/// The fee of a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    rate: Table<CulturalService, Option<RuleInForce<CulturalFeeRate>>, 2>,
    pub(crate) exempt: Option<RuleInForce<ExemptCulturalFeeBelow>>,
    reduce: Option<RuleInForce<ReduceCulturalFee>>,
}

impl MonthRules {
    /// Whether a form owes something on the receipts of a service, were its sales not small; asked by `verify`.
    #[cfg(feature = "strategies")]
    pub(crate) fn is_levied(&self, service: CulturalService, form: Form) -> bool {
        let owed = self.rate[service].as_ref().is_some_and(|of| of.rule.forms.contains(&form));
        owed && self.reduce.as_ref().is_none_or(|of| of.rule.reduction < Rate::ONE)
    }
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { rate: day.table(), exempt: day.find(), reduce: day.find() })
    }
}

/// The cultural undertakings fee.
pub(crate) struct CulturalFee;

impl super::Tax for CulturalFee {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::CulturalFee)];
    const MECHANISMS: &'static [Kind] =
        &[Kind::of::<CulturalFeeRate>(), Kind::of::<ExemptCulturalFeeBelow>(), Kind::of::<ReduceCulturalFee>()];

    fn not_counted(rules: &Rules, profile: &Profile, form: Form, say: &mut dyn FnMut(NotCounted)) {
        let rates = &rules.month(Month::JANUARY).cultural_fee.rate;
        let owes = |service| rates[service].as_ref().is_some_and(|of| of.rule.forms.contains(&form));
        let trade = |(service, code)| profile.industry.is_in(code) && owes(service);
        if profile.cultural.is_empty() && TRADES.into_iter().any(trade) {
            say(NotCounted::CulturalReceipts);
        }
    }
}

/// Whose trade it is, in GB/T 4754: advertising, entertainment.
const TRADES: [(CulturalService, &str); 2] = [(CulturalService::Advertising, "725"), (CulturalService::Entertainment, "90")];

impl OnFacts for CulturalFee {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        !profile.cultural.is_empty()
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        assess(payer, lines, trace);
    }
}

/// Filing period by filing period, service by service.
#[cold]
fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
    for period in payer.profile.filing.periods() {
        let rules = &payer.rules.month(period.first_month()).cultural_fee;
        for service in CulturalService::ALL {
            let of_service = rules.rate[*service].as_ref().filter(|of| of.rule.forms.contains(&payer.eligibility.form));
            let Some(RuleInForce { measure, rule, .. }) = of_service else { continue };
            let received = payer.profile.cultural.iter().filter(|receipt| receipt.service == *service);
            let in_period = received.filter(|receipt| payer.profile.filing.period_of(receipt.period.first_month()) == period);
            let base: Money = in_period.map(|receipt| receipt.amount - receipt.deduct).sum();
            let due = base.times(rule.rate);
            if due == Money::ZERO {
                continue;
            }
            let (line, formula) = (Line::CulturalFee, Formula::Product { base, rate: rule.rate });
            trace.step(|| Step { line, period, what: What::Due, basis: Basis::Law(*measure), result: due, formula });
            let relief = relief(payer, rules, period, due, trace);
            let tax = Tax { due, relief };
            lines[line].add(tax.due, tax.relief);
        }
    }
}

/// What is not levied: all of it where sales are small, else the reduction.
fn relief<T: Trace>(payer: &Taxpayer<'_>, rules: &MonthRules, period: Period, due: Money, trace: &mut T) -> Money {
    let line = Line::CulturalFee;
    if let Some(RuleInForce { measure, rule, .. }) = &rules.exempt {
        let limit = match payer.profile.filing {
            Filing::Monthly => rule.month,
            Filing::Quarterly => rule.quarter,
        };
        let (sales, bound) = (payer.sales_of(period), rule.bound);
        if payer.standing.is_general(period.first_month()) {
            trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason: Reason::NotForGeneral });
        } else if !bound.admits(sales, limit) {
            trace.refuse(|| Refusal {
                line: Some(line),
                measure: *measure,
                reason: Reason::SalesOverThreshold { period, sales, bound, limit },
            });
        } else {
            let (what, formula) = (What::FewSalesFree, Formula::AllOf { amount: due });
            trace.step(|| Step { line, period, what, basis: Basis::Law(*measure), result: due, formula });
            return due;
        }
    }
    let Some(RuleInForce { measure, rule, .. }) = &rules.reduce else { return Money::ZERO };
    let relief = due.times(rule.reduction);
    let (what, formula) = (What::FeeReduced, Formula::Product { base: due, rate: rule.reduction });
    trace.step(|| Step { line, period, what, basis: Basis::Law(*measure), result: relief, formula });
    relief
}
