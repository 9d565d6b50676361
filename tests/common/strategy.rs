//! Generated businesses: amounts drawn around the thresholds of the law, everything else around real shops.

use super::Case;
use huiqi::{Form, Money, Vocabulary};
use proptest::prelude::*;

/// Amounts in fen: anywhere, and often within a yuan of a figure that the law names.
pub fn amount() -> impl Strategy<Value = Money> {
    let near = prop::sample::select(vec![0, 100_000, 150_000, 300_000, 450_000, 303_000, 309_000, 1_000_000, 2_000_000, 3_000_000]);
    prop_oneof![
        3 => (0i64..60_000_000).prop_map(Money::from_fen),
        2 => (near, -100i64..=100).prop_map(|(yuan, off)| Money::from_fen((yuan * 100 + off).max(0))),
        1 => (0i64..1_000_000_000).prop_map(Money::from_fen),
    ]
}

pub fn form() -> impl Strategy<Value = Form> {
    prop::sample::select(Form::ALL)
}

fn sale(months: bool) -> impl Strategy<Value = (String, &'static str, Money, &'static str)> {
    let kinds = vec!["goods", "services", "labour-dispatch", "real-estate-sale", "real-estate-lease", "housing-lease", "land-use-right"];
    let more = vec!["", "", "", "invoice = \"special\"", "levy_rate = \"3%\"", "waive_exemption = true", "prices = \"net\""];
    (1..=12u32, prop::sample::select(kinds), amount(), prop::sample::select(more)).prop_map(move |(number, kind, amount, more)| {
        let period = if months { format!("{number:02}") } else { format!("Q{}", number.div_ceil(3)) };
        // Only the 3% levy can be stated on every kind and date, and only where it is the statutory one.
        let more = if more.starts_with("levy") && !matches!(kind, "goods" | "services") { "" } else { more };
        (period, kind, amount, more)
    })
}

prop_compose! {
    /// Any business of any covered year, in any form, filing by month or quarter.
    pub fn business()(
        year in 2019i32..=2027, months in any::<bool>(), monthly in any::<bool>(), form in form(),
        locality in prop::sample::select(vec!["city", "county-town", "elsewhere"]),
        industry in prop::sample::select(vec!["H6210", "C3484", "F5213", "K7040"]),
        sales in prop::collection::vec(sale(true), 1..12), quarterly in prop::collection::vec(sale(false), 1..8),
        costs in amount(), income in amount(), deductions in amount(), relief in amount(), staff in 0u32..700,
        assets in 0i64..60_000_000_000, contracts in prop::collection::vec((1..=12u32, prop::sample::select(vec!["sale", "lease", "loan",
            "work", "transport"]), amount()), 0..4),
        value in amount(), rent in amount(), wage in amount(), share in 0u32..=100, state in any::<bool>(), listed in any::<bool>(),
        losses in amount(), cut in 0i64..400_000, property in any::<bool>(), general in prop::bool::weighted(0.25),
        settled in any::<(bool, bool)>(), inputs in prop::collection::vec((1..=12u32, amount()), 0..6), simple in any::<bool>(),
    ) -> Case {
        let mut case = Case::new(year).form(form).locality(locality);
        // A quarter that a change of the levy cuts must be given by month: the first of 2020.
        let months = months || monthly || year == 2020;
        case.filing = if monthly { "month" } else { "quarter" };
        case.industry = industry.into();
        case.other_costs = costs;
        case.comprehensive_income = if income.fen() % 2 == 0 { Money::ZERO } else { income };
        case.staff = staff;
        case.assets = Money::from_fen(assets).plain();
        case = case.owner(&format!("deductions = \"{}\"; other_relief = \"{}\"", deductions.plain(), relief.plain()));
        if general {
            case = case.general("opening_credit = 500; addition = \"consumer\"; addition_share = \"60%\"");
            case.settled = Some(settled);
            for (number, tax) in inputs {
                let period = if months { format!("{number:02}") } else { format!("Q{}", number.div_ceil(3)) };
                case = case.with("inputs", &format!("period = \"{period}\"; tax = \"{}\"; transferred_out = \"{}\"", tax.plain(),
                    Money::from_fen(tax.fen() / 3).plain()));
            }
        }
        for (period, kind, amount, more) in if months { &sales } else { &quarterly } {
            let of_general = if simple && *kind != "labour-dispatch" { "simple = true" } else { "rate = \"6%\"" };
            case = case.sale(period, kind, &amount.plain(), if general { of_general } else { more });
        }
        for (month, kind, amount) in contracts {
            case = case.contract(&format!("{month:02}"), kind, &amount.plain(), "0");
        }
        if property {
            case = case
                .with("property", &format!("name = \"shop\"; annual_rent = \"{}\"; rent_cut = \
                    {{ amount = \"{}\", monthly_rent = 1000, tenant_qualifies = {listed} }}", rent.plain(), Money::from_fen(cut).plain()))
                .with("property", &format!("original_value = \"{}\"", value.plain()))
                .with("land", "area = 120.5; unit_amount = \"6元\"; let_with = \"shop\"");
        }
        case = case.with("rented", &format!("landlord = \"{}\"; monthly_rent = \"{}\"; listed = {listed}",
            if state { "state" } else { "other" }, Money::from_fen(rent.fen() / 12).plain()));
        case = case.with("losses", &format!("year = {}; amount = \"{}\"", year - 1 - (staff % 7) as i32, losses.plain()));
        // The statutory reserve is told, follows from the registered capital, or neither.
        let reserve = match cut % 3 {
            0 => String::new(),
            1 => format!("registered_capital = \"{}\"\nreserve_so_far = \"{}\"\n", value.plain(), Money::from_fen(cut).plain()),
            _ => format!("reserve = \"{}\"\n", Money::from_fen(cut).plain()),
        };
        case.tables += &format!(
            "[company]\nowner_wage = \"{}\"\nshare_distributed = \"{share}%\"\n{reserve}\
             [conversion]\npaid_in_capital = \"{}\"\nbookkeeping = 3600\n",
            wage.plain(), value.plain()
        );
        case.tables += "[[partners]]\nshare = \"60%\"\ncomprehensive_income = 0\n[[partners]]\nshare = \"40%\"\n\
            comprehensive_income = \"5万元\"\n";
        case
    }
}
