//! 六税两费减半: who has it in which month.

use crate::facts::{Day, Facts, Form};
use crate::sums::yuan;
use crate::vat::PeriodVat;

/// Whether the six taxes and two fees of a filing period that ends with month `last` are halved.
///
/// 财税〔2019〕13号 art. 3 with 云财税〔2019〕11号: small-scale VAT taxpayers, to 2021-12-31. 公告2022年第10号 with 云南省公告2022年第4号,
/// then 公告2023年第12号 art. 2: also individual businesses and small low-profit enterprises.
pub(crate) fn halved(f: &Facts, vat: &[PeriodVat], first: u32, last: u32) -> bool {
    // Filed with the return of the period, in the month after it.
    let last = if f.monthly { last } else { last.div_ceil(3) * 3 };
    let filed = if last == 12 { (f.year + 1, 1, 15) } else { (f.year, last + 1, 15) };
    halved_when_filed(f, vat, first, last, filed)
}

/// The same of a month of property tax by value or land-use tax, which are filed in June and December.
pub(crate) fn halved_holding(f: &Facts, vat: &[PeriodVat], month: u32) -> bool {
    halved_when_filed(f, vat, month, month, (f.year, if month <= 6 { 6 } else { 12 }, 15))
}

fn halved_when_filed(f: &Facts, vat: &[PeriodVat], first: u32, last: u32, filed: Day) -> bool {
    let general = vat.iter().any(|p| p.general && p.months.0 <= first && first <= p.months.1);
    if !general {
        return true;
    }
    if f.year <= 2021 {
        return false;
    }
    match f.as_form {
        Form::Individual => true,
        // No ground left to a sole proprietorship or partnership that is a general taxpayer.
        Form::Sole | Form::Partnership => false,
        Form::OnePerson | Form::Company => company(f, first, last, filed),
    }
}

/// 国家税务总局公告2022年第3号 art. 1: by the last settlement, from July to June; a new company by staff and assets until its first.
fn company(f: &Facts, first: u32, last: u32, filed: Day) -> bool {
    if f.converts() {
        return new_enterprise(f, last);
    }
    match f.first_settlement {
        // Returns handed in before it stand; those after it follow it, for months before it too.
        Some((on, _)) if filed < on => new_enterprise(f, if filed.1 == 1 { 12 } else { filed.1 - 1 }),
        Some((_, small)) => small,
        None => f.settled[usize::from(first > 6)],
    }
}

/// In no restricted industry, at most 300 staff and assets of 50,000,000 at the end of the month before filing, that is of month `last`;
/// where that ends no quarter, the close of its quarter is the nearest figure there is.
fn new_enterprise(f: &Facts, last: u32) -> bool {
    let ends = f.ends.iter().find(|e| e.quarter == last.div_ceil(3)).expect("the quarter is told");
    !f.restricted && ends.staff.1 <= 300 && ends.assets.1 <= yuan(50_000_000)
}
