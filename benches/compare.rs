//! One business compared, with and without its trace, and the pack loaded and checked; beside them, in the same run, the
//! ten-input year of a small shop computed by hand: in plain `i64` fen, and in decimals.
//!
//! `cargo bench`

use divan::{Bencher, black_box};
use huiqi::{Form, Pack, Profile, Rules};
use rust_decimal::{Decimal, RoundingStrategy};

fn main() {
    divan::main();
}

fn case() -> (Rules, Profile) {
    let pack = Pack::embedded().unwrap_or_else(|error| unreachable!("{error}"));
    let profile = Profile::parse(include_str!("../examples/noodle-shop.toml"), "noodle-shop.toml", &pack);
    let profile = profile.unwrap_or_else(|error| unreachable!("{error}"));
    let rules = pack.rules(profile.year, profile.place, None).unwrap_or_else(|error| unreachable!("{error}"));
    (rules, profile)
}

/// All five forms with full trace: aim 30 µs.
#[divan::bench]
fn compare_all_forms_with_trace(bencher: Bencher<'_, '_>) {
    let (rules, profile) = case();
    bencher.bench(|| huiqi::compare(&rules, black_box(&profile), &[]));
}

/// Before and after, with full trace: aim 30 µs.
#[divan::bench]
fn compare_one_form_with_trace(bencher: Bencher<'_, '_>) {
    let (rules, profile) = case();
    bencher.bench(|| huiqi::compare(&rules, black_box(&profile), &[Form::OnePersonCompany]));
}

/// Before and after, figures only.
#[divan::bench]
fn compare_one_form_without_trace(bencher: Bencher<'_, '_>) {
    let (rules, profile) = case();
    bencher.bench(|| {
        let of = |form| huiqi::amounts(&rules, black_box(&profile), form).map(|amounts| amounts.total());
        (of(Form::IndividualBusiness), of(Form::OnePersonCompany))
    });
}

/// Loading and checking the embedded pack: aim 5 ms.
#[divan::bench]
fn load_and_check_the_pack() -> bool {
    Pack::embedded().is_ok()
}

/// Resolving the rules in force, once for a year and place.
#[divan::bench]
fn resolve_the_rules(bencher: Bencher<'_, '_>) {
    let pack = Pack::embedded().unwrap_or_else(|error| unreachable!("{error}"));
    bencher.bench(|| pack.rules(black_box(2022), 530_302, None));
}

/// Reading a profile.
#[divan::bench]
fn read_a_profile(bencher: Bencher<'_, '_>) {
    let pack = Pack::embedded().unwrap_or_else(|error| unreachable!("{error}"));
    bencher.bench(|| Profile::parse(black_box(include_str!("../examples/noodle-shop.toml")), "noodle-shop.toml", &pack));
}

/// Four quarters of net sales, costs and the owner's deductions: VAT at 1% over the threshold, surcharges halved, income
/// tax under both forms. The least that any program must do; not the whole law.
const SALES: [i64; 4] = [46_336_634, 45_825_243, 49_126_214, 42_621_359];
const COSTS: i64 = 136_850_000;

#[divan::bench]
fn by_hand_in_fen() -> (i64, i64) {
    fn half_up(amount: i64, rate: i64) -> i64 {
        ((i128::from(amount) * i128::from(rate) + 500_000) / 1_000_000) as i64
    }
    let sales = black_box(SALES);
    let (mut vat, mut surcharges) = (0, 0);
    for net in sales {
        if net > 30_000_000 {
            let due = half_up(net, 30_000) - half_up(net, 20_000);
            vat += due;
            surcharges +=
                [70_000, 30_000, 20_000].iter().map(|rate| half_up(due, *rate)).map(|tax| tax - half_up(tax, 500_000)).sum::<i64>();
        }
    }
    let profit = sales.iter().sum::<i64>() - black_box(COSTS) - surcharges;
    let taxable = (profit - 9_600_000).max(0);
    let tables = [
        (3_000_000, 50_000, 0),
        (9_000_000, 100_000, 150_000),
        (30_000_000, 200_000, 1_050_000),
        (50_000_000, 300_000, 4_050_000),
        (i64::MAX, 350_000, 6_550_000),
    ];
    let (_, rate, quick) = tables.into_iter().find(|(up_to, _, _)| taxable <= *up_to).unwrap_or((0, 0, 0));
    let iit = half_up(taxable, rate) - quick;
    let cit = half_up(profit, 25_000);
    (vat + surcharges + iit - half_up(iit, 500_000), vat + surcharges + cit + half_up(profit - cit, 200_000))
}

#[divan::bench]
fn by_hand_in_decimals() -> (Decimal, Decimal) {
    let of = |rate: i64| Decimal::new(rate, 6);
    let half_up = |amount: Decimal, rate: Decimal| (amount * rate).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let sales = black_box(SALES).map(|fen| Decimal::new(fen, 2));
    let (mut vat, mut surcharges) = (Decimal::ZERO, Decimal::ZERO);
    for net in sales {
        if net > Decimal::new(300_000, 0) {
            let due = half_up(net, of(30_000)) - half_up(net, of(20_000));
            vat += due;
            surcharges += [70_000, 30_000, 20_000]
                .iter()
                .map(|rate| half_up(due, of(*rate)))
                .map(|tax| tax - half_up(tax, of(500_000)))
                .sum::<Decimal>();
        }
    }
    let profit = sales.iter().sum::<Decimal>() - Decimal::new(black_box(COSTS), 2) - surcharges;
    let taxable = (profit - Decimal::new(96_000, 0)).max(Decimal::ZERO);
    let tables = [
        (30_000, 50_000, 0),
        (90_000, 100_000, 1_500),
        (300_000, 200_000, 10_500),
        (500_000, 300_000, 40_500),
        (i64::MAX, 350_000, 65_500),
    ];
    let found = tables.into_iter().find(|(up_to, _, _)| taxable <= Decimal::from(*up_to));
    let (_, rate, quick) = found.unwrap_or((0, 0, 0));
    let iit = half_up(taxable, of(rate)) - Decimal::from(quick);
    let cit = half_up(profit, of(25_000));
    (vat + surcharges + iit - half_up(iit, of(500_000)), vat + surcharges + cit + half_up(profit - cit, of(200_000)))
}
