//! 城市维护建设税, 教育费附加, 地方教育附加.

use crate::facts::Facts;
use crate::halving::halved;
use crate::sums::{fen, pct, yuan};
use crate::vat::PeriodVat;
use crate::{Line, Outcome};
use rust_decimal::Decimal;

/// 城市维护建设税法 art. 4 (and 暂行条例 before 2021-09-01, the same): city, county town, elsewhere.
const URBAN: [i64; 3] = [7, 5, 1];
/// 征收教育费附加的暂行规定 art. 3.
const EDUCATION: i64 = 3;
/// 财综〔2010〕98号.
const LOCAL_EDUCATION: i64 = 2;

/// What is left of what may be set off goes off VAT first, then off each of these before it is halved (other reliefs first). Returns what
/// went off VAT.
pub(crate) fn year(f: &Facts, vat: &[PeriodVat], left: &mut Decimal, into: &mut Outcome) -> Decimal {
    let mut spared = Decimal::ZERO;
    for period in vat {
        let (first, last) = period.months;
        let consumption: Decimal =
            f.consumption.iter().filter(|(when, _)| first <= when.first() && when.last() <= last).map(|(_, paid)| *paid).sum();
        // The base is VAT before anything is set off it.
        let base = period.payable() + consumption;
        let off = period.payable().min(*left);
        (*left, spared) = (*left - off, spared + off);
        into.add(Line::Vat, Decimal::ZERO, off);
        // 财税〔2016〕12号: sales of at most 100,000 a month or 300,000 a quarter pay neither education surcharge.
        // The sales of a period count together, in whatever standing they were made.
        let sales: Decimal = vat.iter().filter(|part| part.period == period.period).map(|part| part.sales).sum();
        let little = sales <= yuan(if f.monthly { 100_000 } else { 300_000 });
        let half = halved(f, vat, first, last);
        let lines = [
            (Line::UrbanMaintenance, URBAN[f.locality], false),
            (Line::EducationSurcharge, EDUCATION, little),
            (Line::LocalEducationSurcharge, LOCAL_EDUCATION, little),
        ];
        for (line, percent, free) in lines {
            let due = fen(base * pct(percent));
            let first = if free { due } else { due.min(*left) };
            if !free {
                *left -= first;
            }
            let rest = if half { fen((due - first) / yuan(2)) } else { Decimal::ZERO };
            into.add(line, due, first + rest);
        }
    }
    spared
}
