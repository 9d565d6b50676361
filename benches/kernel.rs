//! The kernel: a year of a small-scale taxpayer, ten inputs a row, under both forms with every rule of the pack live;
//! beside it, in the same run, the same year computed by hand in `i64` fen and in decimals. All three are first held equal
//! to the fen, row by row.
//!
//! `cargo bench --bench kernel`; the ratio is what to look at. Instructions: `benches/instructions.sh`.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use huiqi::{Form, Money, Pack, Profile, Rules};
use rust_decimal::{Decimal, RoundingStrategy};

const FORMS: [Form; 2] = [Form::IndividualBusiness, Form::OnePersonCompany];

/// Four quarters of receipts, goods, wages, other costs, personal deductions, assets (fen); staff.
#[derive(Clone, Copy)]
struct Row {
    sales: [i64; 4],
    costs: [i64; 3],
    deductions: i64,
    assets: i64,
    staff: u32,
}

/// Rows around the thresholds of the law, the same at every run.
fn rows() -> Vec<Row> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = |below: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below.unsigned_abs()).unwrap_or_default()
    };
    (0..1000)
        .map(|_| Row {
            sales: std::array::from_fn(|_| 10_000_000 + draw(60_000_000)),
            costs: std::array::from_fn(|_| draw(40_000_000)),
            deductions: draw(6_000_000),
            assets: draw(6_000_000_000),
            staff: u32::try_from(draw(320)).unwrap_or_default(),
        })
        .collect()
}

fn main() {
    let (rules, mut profile) = case();
    // Rows for `benches/instructions.sh` to count the instructions of.
    if let Some(count) = std::env::var("HUIQI_ROWS").ok().and_then(|count| count.parse().ok()) {
        let totals = rows().iter().cycle().take(count).map(|row| kernel(&rules, &mut profile, row)).fold(0, |sum, [a, b]| sum + a + b);
        black_box(totals);
        return;
    }
    for row in rows() {
        let by_kernel = kernel(&rules, &mut profile, &row);
        assert_eq!(by_kernel, in_fen(&row));
        let in_decimals = in_decimals(&row).map(|yuan| Money::from_decimal(yuan).map(Money::fen));
        assert_eq!(by_kernel.map(Some), in_decimals);
    }
    divan::main();
}

fn case() -> (Rules, Profile) {
    let ends = "{ staff = [0, 0], assets = [0, 0] }";
    let quarters: String = (1..=4).map(|q| format!("Q{q} = {ends}\n")).collect();
    let sales: String = (1..=4).map(|q| format!("[[sales]]\nperiod = \"Q{q}\"\nkind = \"services\"\namount = 1\n")).collect();
    let toml = format!(
        "name = \"row\"\nyear = 2024\nplace = \"530302\"\nlocality = \"city\"\nindustry = \"H6210\"\nform = \"individual-business\"\n\
         [vat]\nstatus = \"small-scale\"\nfiling = \"quarter\"\n[costs]\ngoods = 0\n[owner]\ncomprehensive_income = 0\n\
         [scale]\nrestricted_industry = false\n{quarters}\n{sales}"
    );
    let case = Pack::embedded().and_then(|pack| {
        let profile = Profile::parse(&toml, "row.toml", &pack)?;
        Ok((pack.rules(profile.year, profile.place, None)?, profile))
    });
    case.unwrap_or_else(|error| unreachable!("{error}"))
}

/// Total burden under both forms.
fn kernel(rules: &Rules, profile: &mut Profile, row: &Row) -> [i64; 2] {
    for (sale, fen) in profile.sales.iter_mut().zip(row.sales) {
        sale.amount = Money::from_fen(fen);
    }
    let [goods, wages, other] = row.costs.map(Money::from_fen);
    (profile.costs.goods, profile.costs.wages, profile.costs.other) = (goods, wages, other);
    profile.owner.deductions = Money::from_fen(row.deductions);
    for ends in &mut profile.scale.quarters {
        let assets = Money::from_fen(row.assets);
        (ends.staff, ends.assets) = ((row.staff, row.staff), (assets, assets));
    }
    let mut totals = [0; 2];
    let mut free = totals.iter_mut();
    huiqi::amounts_in_forms(rules, profile, &FORMS, &mut |_, amounts| {
        if let (Some(total), Ok(amounts)) = (free.next(), amounts) {
            *total = amounts.total().fen();
        }
    });
    totals
}

/// By hand in fen: 公告2023-19 and 2023-12 for 2024, nothing else.
fn in_fen(row: &Row) -> [i64; 2] {
    fn half_up(amount: i64, rate: i64) -> i64 {
        ((i128::from(amount) * i128::from(rate) + 500_000) / 1_000_000) as i64
    }
    let (mut on_sales, mut surcharges, mut vat) = (0, 0, 0);
    for price in row.sales {
        on_sales += price;
        let net = (price * 100 + 50) / 101;
        if net > 30_000_000 {
            let payable = half_up(net, 30_000) - half_up(net, 20_000);
            vat += payable;
            for rate in [70_000, 30_000, 20_000] {
                let tax = half_up(payable, rate);
                surcharges += tax - half_up(tax, 500_000);
            }
        }
    }
    let profit = on_sales - vat - surcharges - row.costs.iter().sum::<i64>();
    let taxable = (profit - 6_000_000 - row.deductions).max(0);
    const TABLE: [(i64, i64, i64); 5] =
        [(3_000_000, 5, 0), (9_000_000, 10, 150_000), (30_000_000, 20, 1_050_000), (50_000_000, 30, 4_050_000), (i64::MAX, 35, 6_550_000)];
    let bracket = |taxable: i64| {
        let (_, percent, quick) = TABLE.into_iter().find(|(up_to, _, _)| taxable <= *up_to).unwrap_or_default();
        (percent, quick)
    };
    let tax = |taxable: i64| {
        let (percent, quick) = bracket(taxable);
        half_up(taxable, percent * 10_000) - quick
    };
    // Half of the exact tax on the slice: halving what was rounded would not be the same.
    let halved = |slice: i64| {
        let (percent, quick) = bracket(slice);
        (slice * percent - quick * 100 + 100) / 200
    };
    let iit = tax(taxable) - halved(taxable.min(200_000_000));
    let of_company = profit.max(0);
    let small = of_company <= 300_000_000 && row.staff <= 300 && row.assets <= 5_000_000_000;
    let cit = half_up(of_company, 250_000) - if small { half_up(of_company, 200_000) } else { 0 };
    let dividend = half_up((profit - cit).max(0), 200_000);
    [vat + surcharges + iit, vat + surcharges + cit + dividend]
}

/// By hand in decimals.
fn in_decimals(row: &Row) -> [Decimal; 2] {
    let half_up = |amount: Decimal| amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let (yuan, percent) = (|fen: i64| Decimal::new(fen, 2), |rate: i64| Decimal::new(rate, 2));
    let (mut on_sales, mut surcharges, mut vat) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    for price in row.sales.map(yuan) {
        on_sales += price;
        let net = half_up(price / percent(101));
        if net > Decimal::from(300_000) {
            let payable = half_up(net * percent(3)) - half_up(net * percent(2));
            vat += payable;
            for rate in [7, 3, 2] {
                let tax = half_up(payable * percent(rate));
                surcharges += tax - half_up(tax * percent(50));
            }
        }
    }
    let profit = on_sales - vat - surcharges - row.costs.into_iter().map(yuan).sum::<Decimal>();
    let taxable = (profit - Decimal::from(60_000) - yuan(row.deductions)).max(Decimal::ZERO);
    let table = [(30_000, 5, 0), (90_000, 10, 1_500), (300_000, 20, 10_500), (500_000, 30, 40_500), (i64::MAX, 35, 65_500)];
    let tax = |taxable: Decimal| {
        let (_, rate, quick) = table.into_iter().find(|(up_to, _, _)| taxable <= Decimal::from(*up_to)).unwrap_or_default();
        taxable * percent(rate) - Decimal::from(quick)
    };
    let iit = half_up(tax(taxable)) - half_up(tax(taxable.min(Decimal::from(2_000_000))) * percent(50));
    let of_company = profit.max(Decimal::ZERO);
    let small = of_company <= Decimal::from(3_000_000) && row.staff <= 300 && row.assets <= 5_000_000_000;
    let relief = if small { half_up(of_company * percent(20)) } else { Decimal::ZERO };
    let cit = half_up(of_company * percent(25)) - relief;
    let dividend = half_up((profit - cit).max(Decimal::ZERO) * percent(20));
    [vat + surcharges + iit, vat + surcharges + cit + dividend]
}

#[divan::bench]
fn kernel_both_forms(bencher: Bencher<'_, '_>) {
    let ((rules, mut profile), rows) = (case(), rows());
    bencher
        .counter(ItemsCount::new(rows.len()))
        .bench_local(|| rows.iter().map(|row| kernel(&rules, &mut profile, black_box(row))).fold(0, |sum, [a, b]| sum + a + b));
}

#[divan::bench]
fn by_hand_in_fen(bencher: Bencher<'_, '_>) {
    let rows = rows();
    bencher.counter(ItemsCount::new(rows.len())).bench(|| rows.iter().map(|row| in_fen(black_box(row))).fold(0, |sum, [a, b]| sum + a + b));
}

#[divan::bench]
fn by_hand_in_decimals(bencher: Bencher<'_, '_>) {
    let rows = rows();
    bencher
        .counter(ItemsCount::new(rows.len()))
        .bench(|| rows.iter().map(|row| in_decimals(black_box(row))).fold(Decimal::ZERO, |sum, [a, b]| sum + a + b));
}
