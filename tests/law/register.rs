//! The figure register against the pack: a digit that changes in the pack fails here.

use crate::common::register::{Figures, differences, figures, files, register};
use rust_decimal::Decimal;

fn pack() -> Figures {
    figures(&files()).expect("policy files")
}

#[test]
fn the_pack_and_the_register_hold_the_same_figures() {
    let (register, pack) = (register(), pack());
    assert!(pack.len() > 60, "{} measures", pack.len());
    let found = differences(&register, &pack);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Every single figure, nudged, is noticed: the comparison is alive for each of them.
#[test]
fn each_figure_nudged_is_noticed() {
    let (register, pack) = (register(), pack());
    let mut nudged = 0;
    for (id, (dates, values)) in &pack {
        for key in values.keys() {
            let mut wrong = pack.clone();
            let value = wrong.get_mut(id).and_then(|(_, values)| values.get_mut(key)).expect("there");
            *value = value.parse::<Decimal>().map_or_else(|_| format!("{value}x"), |n| (n + Decimal::new(1, 6)).to_string());
            assert_eq!(differences(&register, &wrong).len(), 1, "{id} {key}");
            nudged += 1;
        }
        for (i, digit) in dates.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            let mut wrong = pack.clone();
            let next = if digit == '9' { '0' } else { (digit as u8 + 1) as char };
            wrong.get_mut(id).expect("there").0.replace_range(i..=i, &next.to_string());
            assert_eq!(differences(&register, &wrong).len(), 1, "{id} {dates}");
            nudged += 1;
        }
    }
    assert!(nudged > 1500, "{nudged}");
}
