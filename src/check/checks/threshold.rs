//! Thresholds on the sales of a period: read from the pack, met to the fen through the engine.

use crate::assess::Rules;
use crate::base::dates::Period;
use crate::base::names::{Bound, CulturalService, Filing, Form, Invoice, Line, SaleKind};
use crate::base::words::{Lang, Say};
use crate::check::finding::{Checked, Stop};
use crate::check::statement::Fault;
use crate::check::subject::{Draw, Subject, failed, nth, sale};
use crate::facts::{CulturalReceipt, Profile};
use crate::taxes::cultural_fee::ExemptCulturalFeeBelow;
use crate::taxes::surcharges::ExemptFeesBelow;
use crate::taxes::trace::MeasureIx;
use crate::taxes::vat::levy::ExemptSalesBelow;
use crate::{Money, Month};

/// A threshold of a measure: for which filing, how much, and on which lines.
pub(super) struct Threshold {
    pub(super) measure: MeasureIx,
    pub(super) filing: Filing,
    pub(super) limit: Money,
    bound: Bound,
    lines: Vec<Line>,
}

/// The thresholds that the subject is about, those of a month and those of a quarter.
pub(super) fn all(subject: &Subject<'_>) -> Vec<Threshold> {
    let both = subject.numbered().filter_map(|(measure, of)| {
        let of_sales = of.mechanism.rule::<ExemptSalesBelow>().map(|rule| (rule.month, rule.quarter, rule.bound, vec![Line::Vat]));
        let of_fees = || of.mechanism.rule::<ExemptFeesBelow>().map(|rule| (rule.month, rule.quarter, rule.bound, rule.taxes.clone()));
        let of_culture = || {
            let rule = of.mechanism.rule::<ExemptCulturalFeeBelow>();
            rule.map(|rule| (rule.month, rule.quarter, rule.bound, vec![Line::CulturalFee]))
        };
        let (month, quarter, bound, lines) = of_sales.or_else(of_fees).or_else(of_culture)?;
        let of = |filing, limit| Threshold { measure, filing, limit, bound, lines: lines.clone() };
        Some([of(Filing::Monthly, month), of(Filing::Quarterly, quarter)])
    });
    both.flatten().collect()
}

impl Threshold {
    /// A year and month in which it rules, and in which what it exempts is otherwise taxed.
    fn in_force<'s>(&self, subject: &'s Subject<'_>, draw: &Draw) -> Result<(&'s Rules, Month), Stop> {
        let rules_in = |rules: &Rules, month: Month| {
            let of = rules.month(month);
            let levied = of.vat.exempt_levy.as_ref().is_none_or(|exempt| exempt.rule.levy_rate != of.vat.levy.rule.rates[SaleKind::Goods]);
            let here = match self.lines.first() {
                Some(Line::Vat) => levied && of.vat.exempt_below.as_ref().is_some_and(|rule| rule.measure == self.measure),
                Some(Line::CulturalFee) => {
                    let of = &of.cultural_fee;
                    let is_owed = of.is_levied(CulturalService::Entertainment, Form::IndividualBusiness);
                    is_owed && of.exempt.as_ref().is_some_and(|rule| rule.measure == self.measure)
                }
                Some(line) => of.surcharges.of(*line).and_then(|of| of.exempt.as_ref()).is_some_and(|rule| rule.measure == self.measure),
                None => false,
            };
            here && (self.filing == Filing::Monthly || month.number() % 3 == 1)
        };
        let found: Vec<(&Rules, Month)> = subject
            .rules()
            .iter()
            .flat_map(|rules| Month::all().map(move |month| (rules, month)))
            .filter(|(rules, month)| rules_in(rules, *month))
            .collect();
        if found.is_empty() { Err(Stop::NotApplicable) } else { Ok(*draw.pick.get(&found)) }
    }

    /// A shop with sales of just so much in one period; for the fees, under a special invoice, so that VAT is paid; for the cultural
    /// fee, all of them for entertainment.
    fn shop(&self, subject: &Subject<'_>, (rules, month): (&Rules, Month), sales: Money) -> Profile {
        let mut shop = subject.shop(rules, Form::IndividualBusiness, Period::Month(month), sales);
        shop.filing = self.filing;
        if self.lines.first() == Some(&Line::CulturalFee) {
            let (period, service, deduct) = (Period::Month(month), CulturalService::Entertainment, Money::ZERO);
            shop.cultural = vec![CulturalReceipt { period, service, amount: sales, deduct }];
        } else if self.lines.first() != Some(&Line::Vat) {
            shop.sales = vec![crate::facts::Sale { invoice: Invoice::Special, ..sale(Period::Month(month), SaleKind::Goods, sales) }];
        }
        shop
    }
}

pub(in crate::check) fn as_written(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let thresholds = all(subject);
    let threshold = nth(&thresholds, number / 3)?;
    let fen = i64::try_from(number % 3).unwrap_or(0) - 1;
    let sales = threshold.limit + Money::from_fen(fen);
    let shop = threshold.shop(subject, threshold.in_force(subject, draw)?, sales);
    let amounts = subject.amounts(&shop, shop.form)?;
    let (bound, limit) = (threshold.bound, threshold.limit);
    let must_be_exempt = match fen {
        0 => bound == Bound::NotMoreThan,
        fen => fen < 0,
    };
    for line in &threshold.lines {
        let (line, computed) = (*line, amounts.lines[*line].payable());
        let fault = match (must_be_exempt, computed == Money::ZERO) {
            (true, false) => Fault::MustBeExempt { line, sales, bound, limit, computed },
            (false, true) if amounts.lines[line].due > Money::ZERO => Fault::MustBeTaxed { line, sales, bound, limit },
            _ => continue,
        };
        return failed(&shop, shop.form, Some(threshold.measure), fault);
    }
    Ok(())
}

/// What words of a summary say of the limit itself.
fn worded(words: &str) -> Option<(&'static str, Bound)> {
    let holds = ["未超过", "不超过", "含本数"].into_iter().find(|said| words.contains(said));
    let strict = ["未达到", "不含本数"].into_iter().find(|said| words.contains(said));
    match (holds, strict) {
        (Some(said), None) => Some((said, Bound::NotMoreThan)),
        (None, Some(said)) => Some((said, Bound::LessThan)),
        _ => None,
    }
}

pub(in crate::check) fn as_worded(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let thresholds = all(subject);
    let threshold = nth(&thresholds, number)?;
    let summary = subject.pack.measure(threshold.measure).summary.say(Lang::Zh);
    let (words, worded) = worded(&summary).ok_or(Stop::NotApplicable)?;
    if worded == threshold.bound {
        return Ok(());
    }
    let shop = threshold.shop(subject, threshold.in_force(subject, draw)?, threshold.limit);
    let fault = Fault::WordedOtherwise { words: words.to_string(), limit: threshold.limit, bound: threshold.bound, worded };
    failed(&shop, shop.form, Some(threshold.measure), fault)
}

pub(in crate::check) fn three_months(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let thresholds = all(subject);
    let threshold = nth(&thresholds, number)?;
    let of =
        |filing| thresholds.iter().find(|other| other.measure == threshold.measure && other.filing == filing).ok_or(Stop::NotApplicable);
    let (month, quarter) = (of(Filing::Monthly)?.limit, of(Filing::Quarterly)?.limit);
    let demanded = month + month + month;
    if quarter == demanded {
        return Ok(());
    }
    let shop = threshold.shop(subject, threshold.in_force(subject, draw)?, quarter.min(demanded) + Money::from_fen(100));
    failed(&shop, shop.form, Some(threshold.measure), Fault::NotThreeMonths { month, quarter, demanded })
}
