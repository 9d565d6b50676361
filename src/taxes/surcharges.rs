//! Urban maintenance tax and the two education surcharges (城市维护建设税, 教育费附加, 地方教育附加).
//!
//! All three start from the VAT and consumption tax actually paid. The fees have a standing exemption of their own for
//! small sales; the reduction comes after it.

use super::OwnLine;
use super::reduce_payable::{ReducePayable, ReliefEligibility, reduce_in};
use super::set_off::SetOff;
use crate::Rate;
use crate::base::dates::{MonthSet, Period};
use crate::base::error::Error;
use crate::base::money::Money;
use crate::base::names::{Bound, ByLocality, Filing, Line, Locality};
use crate::base::slot::{Part, Subject, Turn};
use crate::base::source::Section;
use crate::law::parameter::{all, amount, by_word, optional, or, parameters, rate, word, words};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce, said};
use crate::taxes::amounts::Tax;
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};

/// The three that are levied on VAT paid.
pub(crate) const SURCHARGES: [Line; 3] = [Line::UrbanMaintenance, Line::EducationSurcharge, Line::LocalEducationSurcharge];

const PARTS: [Part; 3] =
    [Part::Line(Line::UrbanMaintenance), Part::Line(Line::EducationSurcharge), Part::Line(Line::LocalEducationSurcharge)];

parameters! {
    pub(crate) struct SurchargeRate en "Rate of one tax or fee on VAT paid, by locality where the law says so" zh "附加税费的费（税）率" {
        tax: Line = word(&SURCHARGES), en "the tax or fee" zh "税费";
        rate: Option<Rate> = optional(rate()), en "the rate everywhere" zh "统一的费（税）率";
        rates: ByLocality<Rate> = or(Default::default(), by_word(rate())), en "the rate by locality" zh "按所在地区分的费（税）率";
    }
    either "rate" or "rates"
    then SurchargeRate::everywhere
}

impl SurchargeRate {
    fn everywhere(mut self, _: &Section<'_>) -> Option<Self> {
        if let Some(rate) = self.rate {
            self.rates = ByLocality::from_fn(|_| rate);
        }
        Some(self)
    }

    pub(crate) fn rate(&self, locality: Locality) -> Rate {
        self.rates[locality]
    }
}

impl Rule for SurchargeRate {
    const DECIDES: &'static Subject = &Subject::monthly("surcharge-rate", "rate", "费（税）率").always_for(&PARTS);

    fn parts(&self) -> Vec<Part> {
        vec![Part::Line(self.tax)]
    }
}

parameters! {
    pub(crate) struct ExemptFeesBelow en "Fees are not levied in a period of small sales, whoever the payer is" zh "月（季）销售额不超过标准的免征附加费" {
        pub(crate) taxes: Vec<Line> = words(&FEES), en "the fees" zh "免征的税费";
        pub(crate) month: Money = amount(), en "the limit of a monthly filer" zh "按月申报的标准";
        pub(crate) quarter: Money = amount(), en "the limit of a quarterly filer" zh "按季申报的标准";
        pub(crate) bound: Bound = word(all()), en "whether the limit itself is still exempt" zh "标准本身是否免征";
    }
}

impl Rule for ExemptFeesBelow {
    const DECIDES: &'static Subject = &Subject::monthly("exempt-fees-below", "exemption", "免征").relieves_part(Turn::First);

    fn parts(&self) -> Vec<Part> {
        self.taxes.iter().copied().map(Part::Line).collect()
    }
}

/// What may be levied on or beside VAT and is free for small sales.
const FEES: [Line; 4] = [Line::UrbanMaintenance, Line::EducationSurcharge, Line::LocalEducationSurcharge, Line::WaterFund];

/// One surcharge in a month.
#[derive(Clone, Debug)]
pub(crate) struct OfLine {
    rate: Option<RuleInForce<SurchargeRate>>,
    pub(crate) exempt: Option<RuleInForce<ExemptFeesBelow>>,
    pub(crate) reduce: Option<RuleInForce<ReducePayable>>,
}

impl OfLine {
    fn on(day: &Day<'_>, line: Line) -> OfLine {
        OfLine { rate: day.of_line(line), exempt: day.of_line(line), reduce: day.of_line(line) }
    }

    /// Whether it is levied alike in two months.
    pub(crate) fn is_same(&self, other: &OfLine) -> bool {
        said(&self.rate) == said(&other.rate) && said(&self.exempt) == said(&other.exempt) && said(&self.reduce) == said(&other.reduce)
    }
}

/// The rules of the surcharges on VAT in a month, in the order of [`SURCHARGES`].
#[derive(Clone, Debug)]
pub(crate) struct MonthRules(pub(crate) [OfLine; 3]);

impl MonthRules {
    /// The one of a line.
    #[cfg(feature = "strategies")]
    pub(crate) fn of(&self, line: Line) -> Option<&OfLine> {
        SURCHARGES.iter().zip(&self.0).find(|(surcharge, _)| **surcharge == line).map(|(_, of)| of)
    }
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules(SURCHARGES.map(|line| OfLine::on(day, line))))
    }
}

/// Urban maintenance tax and the two education surcharges.
pub(crate) struct Surcharges;

impl super::Tax for Surcharges {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[
        OwnLine::new(Line::UrbanMaintenance).filed_with_vat(),
        OwnLine::new(Line::EducationSurcharge).filed_with_vat(),
        OwnLine::new(Line::LocalEducationSurcharge).filed_with_vat(),
    ];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<SurchargeRate>(), Kind::of::<ExemptFeesBelow>()];
}

/// The base of one period's surcharges.
pub(crate) struct PeriodBase {
    pub(crate) period: Period,
    /// The months of it that are meant: mostly all.
    pub(crate) months: MonthSet,
    pub(crate) filing: Filing,
    /// VAT and consumption tax paid.
    pub(crate) paid: Money,
    /// All net sales of the period, in whatever standing they were made.
    pub(crate) sales: Money,
    pub(crate) locality: Locality,
}

/// Assesses the three surcharges of one filing period in which tax was paid, and adds them to those of the periods before. What is set
/// off comes before the reduction, which is of what other reliefs leave.
pub(crate) fn assess_period<T: Trace>(
    rules: &MonthRules,
    base: &PeriodBase,
    eligibility: &ReliefEligibility,
    sums: &mut [Tax; 3],
    set_off: &mut SetOff,
    trace: &mut T,
) {
    let period = base.period;
    for ((&line, sum), rules) in SURCHARGES.iter().zip(sums).zip(&rules.0) {
        let Some(levied) = &rules.rate else { continue };
        let rate = levied.rule.rate(base.locality);
        let mut tax = Tax { due: base.paid.times(rate), relief: Money::ZERO };
        trace.step(|| Step {
            line,
            period,
            what: What::Due,
            basis: Basis::Law(levied.measure),
            result: tax.due,
            formula: Formula::Product { base: base.paid, rate },
        });
        if let Some(exempt) = &rules.exempt {
            let limit = match base.filing {
                Filing::Monthly => exempt.rule.month,
                Filing::Quarterly => exempt.rule.quarter,
            };
            if exempt.rule.bound.admits(base.sales, limit) {
                tax.relief = tax.due;
                trace.step(|| Step {
                    line,
                    period,
                    what: What::FeesExempt,
                    basis: Basis::Law(exempt.measure),
                    result: tax.relief,
                    formula: Formula::AllOf { amount: tax.due },
                });
            } else {
                trace.refuse(|| Refusal {
                    line: Some(line),
                    measure: exempt.measure,
                    reason: Reason::SalesOverThreshold { period, sales: base.sales, bound: exempt.rule.bound, limit },
                });
            }
        }
        if set_off.is_open() {
            tax.relief += set_off.take(line, period, tax.payable(), trace);
        }
        reduce_in(&rules.reduce, line, period, base.months, eligibility, &mut tax, trace);
        sum.add(tax.due, tax.relief);
    }
}
