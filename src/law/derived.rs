//! Figures that follow from printed ones: products and sums, computed at load.

use super::figure::{Figure, Unit, of_text, scaled};
use crate::Date;
use chrono::Months;

/// What follows from printed figures: `30000元 × 5%`, `2021年12月 + 3个月 + 6个月`, `2026年1月1日 - 1日`. Products come before
/// sums; a note in brackets says where the parts stand.
pub(super) fn derived(formula: &str) -> Option<Figure> {
    let mut plain = String::new();
    let mut depth = 0_u32;
    for c in formula.chars() {
        match c {
            '（' | '(' => depth = depth.saturating_add(1),
            '）' | ')' => depth = depth.saturating_sub(1),
            '−' if depth == 0 => plain.push('-'),
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let (mut total, mut from) = (None, 0);
    for (at, sign) in plain.match_indices(['+', '-']).chain([(plain.len(), "")]) {
        let before = plain.get(..from)?.chars().last();
        let term = product(plain.get(from..at)?)?;
        total = Some(match (total, before) {
            (None, _) => term,
            (Some(sum), before) => add(sum, term, if before == Some('-') { -1 } else { 1 })?,
        });
        from = at.saturating_add(sign.len());
    }
    total
}

fn product(term: &str) -> Option<Figure> {
    let mut factors = term.split('×').map(|factor| match of_text(factor).as_slice() {
        [one] => Some(*one),
        _ => None,
    });
    let first = factors.next()??;
    factors.try_fold(first, |so_far, factor| {
        let by_rate = |value: i64, rate: i64| scaled(value, rate);
        match (so_far, factor?) {
            (Figure::Amount(fen), Figure::Rate(rate)) => by_rate(fen, rate).map(Figure::Amount),
            (Figure::Rate(one), Figure::Rate(rate)) => by_rate(one, rate).map(Figure::Rate),
            (Figure::Amount(fen), Figure::Bare(times)) => fen.checked_mul(times).map(Figure::Amount),
            _ => None,
        }
    })
}

fn add(sum: Figure, term: Figure, sign: i64) -> Option<Figure> {
    let signed = |number: i64| number.checked_mul(sign);
    let months = |day: Date, number: i64| match u32::try_from(number) {
        Ok(number) => day.checked_add_months(Months::new(number)),
        Err(_) => day.checked_sub_months(Months::new(u32::try_from(number.checked_neg()?).ok()?)),
    };
    match (sum, term) {
        (Figure::Amount(one), Figure::Amount(other)) => one.checked_add(signed(other)?).map(Figure::Amount),
        (Figure::Rate(one), Figure::Rate(other)) => one.checked_add(signed(other)?).map(Figure::Rate),
        (Figure::Month(month), Figure::Count(number, Unit::Months)) => months(month, signed(number)?).map(Figure::Month),
        (Figure::Day(day), Figure::Count(number, Unit::Months)) => months(day, signed(number)?).map(Figure::Day),
        (Figure::Day(day), Figure::Count(number, Unit::Days)) => {
            chrono::TimeDelta::try_days(signed(number)?).and_then(|days| day.checked_add_signed(days)).map(Figure::Day)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_printed_figures_is_computed() {
        let of = |formula: &str| derived(formula).map(|figure| figure.to_string()).unwrap_or_default();
        assert_eq!(of("1500元 + 90000元 × 10%"), "10500元");
        assert_eq!(of("25%（财税〔2019〕13号第二条）× 减半"), "12.5%");
        assert_eq!(of("10万元 × 3"), "300000元");
        assert_eq!(of("2021年12月 + 3个月 + 6个月 + 4个月"), "2023年1月");
        assert_eq!(of("2026年1月1日 − 1日"), "2025年12月31日");
        assert_eq!(of("2026年1月1日 - 1个月"), "2025年12月1日");
        for senseless in ["", "10万元 + 5%", "10万元 × 10万元", "10万元 +", "一般"] {
            assert_eq!(derived(senseless), None, "{senseless}");
        }
    }
}
