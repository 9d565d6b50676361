//! 增值税 of a year, filing period by filing period, for either standing.

use crate::facts::{Facts, Sale, When};
use crate::sums::floor0;
use crate::vat_general::General;
use crate::vat_small;
use rust_decimal::Decimal;

/// A filing period.
pub(crate) type Period = When;

/// What a filing period comes to.
#[derive(Clone, Debug)]
pub(crate) struct PeriodVat {
    pub(crate) period: Period,
    /// First and last month: all of the period, or those of one standing.
    pub(crate) months: (u32, u32),
    pub(crate) due: Decimal,
    pub(crate) relief: Decimal,
    /// What customers paid.
    pub(crate) receipts: Decimal,
    /// Net sales, exempt ones included.
    pub(crate) sales: Decimal,
    /// VAT in what customers paid (销项税额, and the levy), which is no income.
    pub(crate) inside: Decimal,
    /// Creditable input tax, which is no cost (企业所得税法实施条例 art. 31).
    pub(crate) input: Decimal,
    /// Additional deduction used, which is income.
    pub(crate) added: Decimal,
    /// As a general taxpayer.
    pub(crate) general: bool,
    /// Tax on returns over the sales of the period: certainly paid before, and on ordinary invoices.
    pub(crate) over: (Decimal, Decimal),
}

impl PeriodVat {
    pub(crate) fn of(period: Period) -> PeriodVat {
        let zero = Decimal::ZERO;
        PeriodVat {
            period,
            months: (period.first(), period.last()),
            due: zero,
            relief: zero,
            receipts: zero,
            sales: zero,
            inside: zero,
            input: zero,
            added: zero,
            general: false,
            over: (zero, zero),
        }
    }

    pub(crate) fn payable(&self) -> Decimal {
        self.due - self.relief
    }

    /// 财税〔2016〕36号 附件1 art. 36, to 2025: what returns are over the sales of the period is set off later. `certain`, `ordinary`: the tax on
    /// returns.
    pub(crate) fn no_less_than_nought(&mut self, f: &Facts, certain: Decimal, ordinary: Decimal) {
        let (payable, zero) = (self.payable(), Decimal::ZERO);
        if f.year <= 2025 {
            let over = floor0(-payable);
            let certain = certain.min(over);
            self.over = (certain, ordinary.min(over - certain));
        }
        self.relief = self.relief.max(zero);
        self.due = payable.max(zero) + self.relief;
    }
}

pub(crate) fn add_up(vat: &mut PeriodVat, due: Decimal, relief: Decimal, receipts: Decimal) {
    vat.due += due;
    vat.relief += relief;
    vat.receipts += receipts;
}

/// The filing periods of a year.
pub(crate) fn periods(monthly: bool) -> Vec<Period> {
    if monthly { (1..=12).map(When::Month).collect() } else { (1..=4).map(When::Quarter).collect() }
}

/// The year's VAT.
pub(crate) fn year(f: &Facts) -> Vec<PeriodVat> {
    let mut carried = General::opening(f);
    let general_from = crate::standing::general_from(f);
    let mut vat: Vec<PeriodVat> = Vec::new();
    for period in periods(f.monthly) {
        let (first, last) = (period.first(), period.last());
        let from = general_from.unwrap_or(13);
        let of = |months: (u32, u32)| -> Vec<&Sale> {
            let within = |sale: &&Sale| months.0 <= sale.when.first() && sale.when.last() <= months.1;
            f.sales.iter().filter(within).collect()
        };
        if from > first {
            let months = (first, last.min(from - 1));
            vat.push(PeriodVat { months, ..vat_small::period(f, period, &of(months)) });
        }
        if from <= last {
            let months = (first.max(from), last);
            vat.push(carried.period(f, period, months, &of(months)));
        }
    }
    let (mut paid, mut left) = (Decimal::ZERO, Decimal::ZERO);
    for period in &mut vat {
        let (certain, ordinary) = period.over;
        let used = left.min(period.payable());
        period.due -= used;
        left += certain + ordinary.min(floor0(paid - certain)) - used;
        paid += period.payable();
    }
    vat
}
