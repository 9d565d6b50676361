//! Edges made from the law: each threshold a fen below, at and above it, each head more or less, each month, each day of publication.

use crate::draw::{fen, yuan};
use crate::{agree, check, exhaustively};
use huiqi_reference::{
    Class, Contract, Decimal, Deed, Ends, Equipment, Facts, Form, Input, Kind, Method, Person, Rented, Sale, Status, Supply, When,
    exempt_then,
};

pub const FORMS: [Form; 5] = [Form::Individual, Form::Sole, Form::Partnership, Form::OnePerson, Form::Company];
pub const KINDS: [Kind; 7] = [
    Kind::Goods,
    Kind::Services,
    Kind::LabourDispatch,
    Kind::RealEstateSale,
    Kind::RealEstateLease,
    Kind::HousingLease,
    Kind::LandUseRight,
];
const YEARS: std::ops::RangeInclusive<i32> = 2019..=2027;

/// A sale of goods at a net price.
pub fn sale(when: When, kind: Kind, amount: Decimal) -> Sale {
    let no = false;
    Sale {
        when,
        kind,
        amount,
        net: true,
        special: no,
        waives_reduction: no,
        waives_exemption: no,
        exempt: None,
        held_years: 0,
        occasional: None,
        method: Method::Levy,
        deduct: Decimal::ZERO,
        printed: None,
        exempt_amount: None,
        used: no,
        chooses_two: no,
    }
}

/// A business with nothing but these sales; with so much income from elsewhere, the personal deductions are taken off that.
pub fn shop(year: i32, form: Form, monthly: bool, sales: Vec<Sale>) -> Facts {
    let zero = Decimal::ZERO;
    let person = Person { income: yuan(10_000_000), deductions: zero, other_relief: zero, status: None, registered: None };
    let end = |quarter| Ends { quarter, staff: (10, 10), assets: (yuan(1_000_000), yuan(1_000_000)) };
    Facts {
        year,
        known_on: None,
        place: 530_302,
        locality: 0,
        industry: "I6510",
        form,
        as_form: form,
        general: false,
        general_from: None,
        monthly,
        sales,
        earlier: Vec::new(),
        inputs: Vec::new(),
        opening_credit: zero,
        opening_addition: zero,
        addition: None,
        consumption: Vec::new(),
        costs: zero,
        contracts: Vec::new(),
        housing_rental: false,
        movables_as_individual: None,
        properties: Vec::new(),
        lands: Vec::new(),
        resources: Vec::new(),
        farmlands: Vec::new(),
        rented: Vec::new(),
        ends: (1..=4).map(end).collect(),
        restricted: false,
        settled: [true, false],
        first_settlement: None,
        reserve: None,
        registered_capital: None,
        reserve_so_far: Decimal::ZERO,
        small_class: true,
        owner: person,
        partners: vec![(Decimal::new(5, 1), person), (Decimal::new(5, 1), person)],
        others: Vec::new(),
        losses: Vec::new(),
        wage: zero,
        distributed: Decimal::ONE,
        high_tech: false,
        western: None,
        advanced_manufacturer: false,
        bonus: zero,
        technology_sme: false,
        research: zero,
        self_employed: None,
        hires: Vec::new(),
        equipment: Vec::new(),
        assessed: None,
        levied: None,
        operation: (1, 12),
        water_fund: None,
        box_office: Vec::new(),
        vehicles: Vec::new(),
        insured: Vec::new(),
        local_insurance: [zero; 7],
        limited: huiqi_reference::Limited::default(),
        cultural: Vec::new(),
        paid: Vec::new(),
        land_appreciation: zero,
        employment: huiqi_reference::Employment { months: 12, ..Default::default() },
        farming: (zero, zero),
        capital: zero,
        converting: zero,
        grants: zero,
        moved: zero,
        investor_share: Decimal::ONE,
    }
}

/// Every fen within two yuan of each threshold, in net prices and in prices with 1%, 3% and 5% inside, in each regime's months.
#[test]
fn every_fen_around_the_vat_thresholds() {
    let stride = if exhaustively() { 1 } else { 9 };
    let mut cases = Vec::new();
    for year in YEARS {
        for (monthly, when) in [(3, true), (4, true), (1, false), (2, false)].map(|(n, monthly)| {
            // The first quarter of 2020 is cut: its last month stands for it.
            let month = if year == 2020 && n == 1 { When::Month(3) } else { When::Quarter(n) };
            (monthly, if monthly { When::Month(n) } else { month })
        }) {
            for limit in [100_000, 150_000].map(|limit| if monthly { limit } else { limit * 3 }) {
                for off in (-200i64..=200).filter(|off| off % stride == 0 || off.abs() <= 2) {
                    for (percent, kind) in [(0, Kind::Goods), (1, Kind::Goods), (3, Kind::Services), (5, Kind::RealEstateLease)] {
                        cases.push((year, monthly, when, limit * (100 + percent) + off, percent, kind));
                    }
                }
            }
        }
    }
    agree(cases.len(), |index| {
        let (year, monthly, when, amount, percent, kind) = cases[index];
        let sale = Sale { net: percent == 0, ..sale(when, kind, fen(amount)) };
        shop(year, Form::Individual, monthly, vec![sale])
    });
}

/// Each kind of sale in each month of each year: every change of the levy, of exemptions and of thresholds, from both sides.
#[test]
fn every_kind_in_every_month() {
    let mut cases = Vec::new();
    for (year, month) in YEARS.flat_map(|year| (1..=12).map(move |month| (year, month))) {
        for (kind, form) in KINDS.into_iter().flat_map(|kind| [Form::Individual, Form::Company].map(|form| (kind, form))) {
            for amount in [60_000, 120_000, 200_000].map(yuan) {
                let plain = sale(When::Month(month), kind, amount);
                let beside = sale(When::Month(month), Kind::Goods, yuan(60_000));
                let special = Sale { special: true, ..plain.clone() };
                let waived = Sale { waives_exemption: true, net: false, ..plain.clone() };
                let simple = Sale { method: Method::Simple, ..plain.clone() };
                let taxed = |sales: Vec<Sale>, general: bool| Facts { general, ..shop(year, form, true, sales) };
                let difference = Sale { deduct: yuan(30_000), ..plain.clone() };
                let rental = Facts { housing_rental: true, ..taxed(vec![plain.clone(), waived.clone(), difference], false) };
                cases.push(taxed(vec![plain.clone(), beside], false));
                cases.push(taxed(vec![special, plain], false));
                cases.push(taxed(vec![waived], false));
                // From 2026 there is no simple method for labour dispatch.
                if year < 2026 || kind != Kind::LabourDispatch {
                    cases.push(taxed(vec![simple], true));
                }
                cases.push(rental);
            }
        }
    }
    agree(cases.len(), |index| cases[index].clone());
}

/// Own used fixed assets and second-hand goods in each month, beside other goods: chosen, waived, under a special invoice, by either
/// standing; in 2026 also as known the day before the law of that year was issued.
#[test]
fn used_goods_in_every_month() {
    let mut cases = Vec::new();
    for (year, month) in YEARS.flat_map(|year| (1..=12).map(move |month| (year, month))) {
        let known = [None, Some((2026, 1, 29)), Some((2026, 1, 30))];
        for known_on in known.into_iter().filter(|known_on| known_on.is_none() || year == 2026) {
            for (amount, net) in [60_000, 103_000, 150_001, 4_999_999].into_iter().flat_map(|amount| [(amount, true), (amount, false)]) {
                let used = Sale { used: true, net, ..sale(When::Month(month), Kind::Goods, yuan(amount) + fen(3)) };
                let beside = Sale { net, ..sale(When::Month(month), Kind::Goods, yuan(40_000) + fen(1)) };
                let special = Sale { special: true, ..used.clone() };
                let waived = Sale { waives_reduction: true, ..used.clone() };
                let unfree = Sale { waives_exemption: true, ..used.clone() };
                let chosen = Sale { chooses_two: known_on != Some((2026, 1, 29)), ..used.clone() };
                let back = Sale { amount: -used.amount, ..used.clone() };
                let small = |sales: Vec<Sale>| Facts { known_on, ..shop(year, Form::Individual, true, sales) };
                cases.push(small(vec![used.clone(), beside.clone()]));
                cases.push(small(vec![special.clone(), beside.clone(), used.clone(), unfree.clone()]));
                cases.push(small(vec![waived.clone(), beside.clone(), used.clone()]));
                cases.push(small(vec![chosen.clone(), beside.clone(), back.clone()]));
                let simple = |sale: &Sale| Sale { method: Method::Simple, ..sale.clone() };
                let output = Sale { method: Method::Output(Decimal::new(6, 2)), ..used.clone() };
                let all = [&used, &beside, &special, &waived, &chosen, &back].map(simple);
                cases.push(Facts { general: true, ..small([&all[..], &[output]].concat()) });
                cases.push(Facts { general: true, ..small(vec![simple(&used)]) });
            }
        }
    }
    agree(cases.len(), |index| cases[index].clone());
}

/// What is exempt by its nature, in each month in which it is: beside other sales around the threshold, by either standing and form.
#[test]
fn every_exempt_supply_in_every_month() {
    let mut cases = Vec::new();
    for (year, month) in YEARS.flat_map(|year| (1..=12).map(move |month| (year, month))) {
        for supply in crate::draw::SUPPLIES.into_iter().filter(|supply| exempt_then(*supply, year, month)) {
            for (form, general) in [(Form::Individual, false), (Form::Company, false), (Form::Individual, true), (Form::Sole, true)] {
                let (when, method) = (When::Month(month), if general { Method::Simple } else { Method::Levy });
                let sold = |amount, exempt, held_years| Sale { exempt, held_years, method, ..sale(when, Kind::Services, yuan(amount)) };
                for (amount, held_years) in [(40_000, 2), (80_000, 1), (130_000, 2), (130_000, 1)] {
                    let sales = vec![sold(amount, Some(supply), held_years), sold(20_000, None, 0), sold(1_000, Some(supply), held_years)];
                    cases.push(Facts { general, ..shop(year, form, true, sales) });
                }
            }
        }
    }
    agree(cases.len(), |index| cases[index].clone());
}

/// Output at each rate and the additional deduction, month by month.
#[test]
fn the_general_method_in_every_month() {
    for (year, month) in YEARS.flat_map(|year| (1..=12).map(move |month| (year, month))) {
        let old = (year, month) < (2019, 4);
        for percent in if old { [16, 10, 6] } else { [13, 9, 6] } {
            for (consumer, share) in [true, false].into_iter().flat_map(|c| [500_000, 500_001, 1_000_000].map(|share| (c, share))) {
                let sale =
                    Sale { method: Method::Output(Decimal::new(percent, 2)), ..sale(When::Month(month), Kind::Services, yuan(100_001)) };
                let input = |month, tax, out| Input { when: When::Month(month), tax: fen(tax), out: fen(out) };
                check(&Facts {
                    general: true,
                    inputs: vec![input(month, 123_457, 0), input(month % 12 + 1, 0, 23_333)],
                    addition: Some((consumer, Decimal::new(share, 6))),
                    opening_addition: yuan(100),
                    ..shop(year, Form::Sole, true, vec![sale])
                });
            }
        }
    }
}

/// Small low-profit: a fen, a head, a fen, and the industry; every combination of below, at and above, in every year.
#[test]
fn each_limit_of_the_small_low_profit_test() {
    for year in YEARS {
        for (income, staff, assets) in (-1..=1).flat_map(|i| (-1..=1).flat_map(move |s| (-1..=1).map(move |a| (i, s, a)))) {
            for (restricted, high_tech) in [(false, false), (true, false), (false, true)] {
                let sales = (1..=4).map(|q| sale(When::Month(q * 3), Kind::Goods, yuan(1_200_000))).collect();
                let mut facts = Facts { restricted, high_tech, ..shop(year, Form::Company, false, sales) };
                for end in &mut facts.ends {
                    (end.staff, end.assets) = ((300, 300), (yuan(50_000_000), yuan(50_000_000)));
                }
                facts.ends[3].staff.1 = (300 + staff) as u32;
                facts.ends[0].assets.0 += fen(assets);
                crate::draw::aim_at(&mut facts, yuan(3_000_000) + fen(income));
                check(&facts);
            }
        }
    }
}

/// Families of soldiers and discharged officers: registered in each month around the three years, who ran it all year or from April.
#[test]
fn the_term_of_who_followed_a_soldier_or_left_the_army() {
    let registered = YEARS.flat_map(|year| (-4..=1).flat_map(move |ago| (1..=12).map(move |month| (year, (year + ago, month)))));
    for (year, since) in registered {
        for (status, from) in [(Status::SoldierFamily, 1), (Status::DischargedOfficer, 4)] {
            let sales = vec![sale(When::Month(12), Kind::Goods, yuan(140_001))];
            let mut business = Facts { operation: (from, 12), ..shop(year, Form::Individual, false, sales) };
            (business.owner.status, business.owner.registered) = (Some((status, None, None)), Some(since));
            check(&business);
            // Services of each month, and goods of another.
            for month in [1, 2, 3, 6, 12].into_iter().filter(|month| *month >= from) {
                let supply = if status == Status::SoldierFamily { Supply::SoldierFamily } else { Supply::DischargedOfficer };
                let own = Sale { exempt: Some(supply), ..sale(When::Month(month), Kind::Services, yuan(200_000)) };
                check(&Facts { sales: vec![own, sale(When::Month(month), Kind::Goods, yuan(50_000))], ..business.clone() });
            }
        }
    }
}

/// A new company that is a general taxpayer, and a first settlement on each day of the spring.
#[test]
fn the_halving_of_general_taxpayers() {
    for (year, form) in YEARS.flat_map(|year| FORMS.map(|form| (year, form))) {
        let sales = || vec![Sale { method: Method::Simple, ..sale(When::Month(1), Kind::Goods, yuan(1_000)) }];
        let lease = |month| Contract {
            month,
            deed: Deed::Lease,
            amount: yuan(100_000),
            vat: Decimal::ZERO,
            bank: None,
            with_individual: false,
            housing: false,
        };
        let general = Facts { general: true, contracts: (1..=12).map(lease).collect(), ..shop(year, form, true, sales()) };
        for settled in [[true, true], [true, false], [false, true], [false, false]] {
            check(&Facts { settled, ..general.clone() });
        }
        for (staff, assets) in (-1..=1).flat_map(|staff| (-1..=1).map(move |assets| (staff, assets))) {
            let mut facts = Facts { as_form: Form::OnePerson, ..general.clone() };
            for end in &mut facts.ends {
                (end.staff.1, end.assets.1) = ((300 + staff) as u32, yuan(50_000_000) + fen(assets));
            }
            crate::draw::meet(&mut facts.ends);
            check(&facts);
        }
        for (month, day, small) in (1..=6).flat_map(|month| (13..=17).flat_map(move |day| [(month, day, true), (month, day, false)])) {
            for monthly in [true, false] {
                check(&Facts { first_settlement: Some(((year, month, day), small)), monthly, ..general.clone() });
            }
        }
    }
}

/// 5,000,000 in twelve months: a fen below, at and above, in each period.
#[test]
fn passing_the_small_scale_limit() {
    for (year, monthly, off) in YEARS.flat_map(|year| [true, false].into_iter().flat_map(move |m| (-1..=1).map(move |off| (year, m, off))))
    {
        for last in 2..=12 {
            let rated =
                |month, amount| Sale { method: Method::Output(Decimal::new(6, 2)), ..sale(When::Month(month), Kind::Services, amount) };
            let sales = vec![rated(1, yuan(2_000_000)), rated(last, yuan(3_000_000) + fen(off)), rated(12, yuan(100_000))];
            check(&shop(year, Form::Sole, monthly, sales.clone()));
            let earlier =
                vec![(When::Month(last - 1), Kind::Services, yuan(1_000_000)), (When::Month(12), Kind::Services, fen(off.max(0)))];
            check(&Facts { earlier, ..shop(year, Form::Company, monthly, sales[..2].to_vec()) });
        }
    }
}

/// The day a document was issued, the day before and the day after.
#[test]
fn what_was_known_on_each_day() {
    let big = |year, form| shop(year, form, false, (1..=12).map(|m| sale(When::Month(m), Kind::Goods, yuan(400_000))).collect());
    for off in -1i32..=1 {
        let day = |year, month, day: i32| Some((year, month, (day + off) as u32));
        for (year, known_on) in [(2023, day(2023, 8, 2)), (2024, day(2023, 8, 2)), (2022, day(2022, 3, 24)), (2026, day(2026, 1, 30))] {
            for amount in [yuan(100_000), yuan(120_000), fen(10_000_001)] {
                let sales = (1..=12).map(|month| sale(When::Month(month), Kind::Goods, amount)).collect();
                check(&Facts { known_on, ..shop(year, Form::Individual, true, sales) });
            }
            check(&Facts { known_on, ..big(year, Form::Individual) });
        }
    }
}

/// Stamp duty to the last month of the old regulation and the first of the law: every document, around its tenths of a yuan.
#[test]
fn stamp_duty_around_its_roundings() {
    let stride = if exhaustively() { 1 } else { 37 };
    let deeds = [Deed::Loan, Deed::Sale, Deed::Work, Deed::Lease, Deed::LandUseRight, Deed::IpTransfer, Deed::Capital, Deed::Transport];
    let amounts: Vec<i64> = (0..600_000).step_by(stride * 10).chain(33_300..33_400).chain(99_900..100_100).collect();
    agree(deeds.len() * amounts.len(), |index| {
        let (deed, amount) = (deeds[index % deeds.len()], fen(amounts[index / deeds.len()]));
        let contract = |month| Contract { month, deed, amount, vat: Decimal::ZERO, bank: None, with_individual: false, housing: false };
        let facts = shop(2022, Form::Individual, false, vec![sale(When::Quarter(1), Kind::Goods, yuan(1))]);
        Facts { contracts: vec![contract(6), contract(7)], movables_as_individual: [Some(true), Some(false), None][index % 3], ..facts }
    });
}

/// Equipment around 5,000,000 and around each minimum life, in every year, beside R&D of every industry.
#[test]
fn equipment_and_research() {
    for (year, industry) in YEARS.flat_map(|year| ["C3484", "I6510", "F5213", "K7010", "C1610", "R9011"].map(|industry| (year, industry))) {
        for (class, least) in [(Class::Electronic, 3), (Class::Vehicle, 4), (Class::Tools, 5), (Class::Machine, 10)] {
            for (price, life) in (-1..=1).flat_map(|off| [(yuan(5_000_000) + fen(off), least - 1), (yuan(5_000_000) + fen(off), least)]) {
                let item = Equipment { class, price, life, month: None, in_costs: yuan(100_000) };
                let sales = vec![sale(When::Month(6), Kind::Goods, yuan(20_000_000))];
                for technology_sme in [true, false] {
                    let more =
                        Facts { research: fen(100_000_002), technology_sme, industry, ..shop(year, Form::Company, false, sales.clone()) };
                    check(&Facts { equipment: vec![item], ..more });
                }
            }
        }
    }
}

/// 公告2022年第12号: equipment over 5,000,000 in 2022, at each figure of its own size test and a fen or a head above.
pub fn large_equipment() -> Vec<Facts> {
    let mut cases = Vec::new();
    for (industry, staff, revenue, assets) in
        [("C3484", 1_000, 400_000_000, 0), ("I6510", 2_000, 1_000_000_000, 1_200_000_000), ("K7010", 0, 2_000_000_000, 100_000_000)]
    {
        for class in [Class::Electronic, Class::Vehicle, Class::Tools, Class::Machine] {
            for over in 0..8u32 {
                let off = |bit: u32| i64::from(over >> bit & 1);
                // Exempt in 2022-Q2 whatever its size: the revenue is what was received.
                let sales = vec![sale(When::Month(5), Kind::Goods, yuan(revenue) + fen(off(0)))];
                let mut facts = Facts { industry, ..shop(2022, Form::Company, false, sales) };
                for end in &mut facts.ends {
                    end.staff = (staff + off(1) as u32, staff + off(1) as u32);
                    end.assets = (yuan(assets) + fen(off(2)), yuan(assets) + fen(off(2)));
                }
                facts.equipment = vec![Equipment { class, price: yuan(6_000_000), life: 10, month: None, in_costs: yuan(100_000) }];
                cases.push(facts);
            }
        }
    }
    cases
}

#[test]
fn large_equipment_of_2022() {
    large_equipment().iter().for_each(check);
}

/// The rent waiver of 2022: every number of months leased and waived for others, listed or not, state or not, sub-let or not.
#[test]
fn every_rent_waiver() {
    let mut cases = Vec::new();
    for year in 2021..=2023 {
        for (from, others) in (1..=12).flat_map(|from| (0..=12).map(move |others| (from, others))) {
            for bits in 0..16 {
                let on = |bit: i32| bits & bit != 0;
                let lease = Rented {
                    state: on(1),
                    rent: fen(123_457),
                    months: (from, 12),
                    sublet: on(2),
                    listed: on(4),
                    others,
                    agreed: Decimal::ZERO,
                };
                let form = if on(8) { Form::Individual } else { Form::Company };
                cases.push(Facts {
                    rented: vec![lease],
                    industry: if others % 2 == 0 { "H6210" } else { "C3484" },
                    small_class: from % 2 == 0,
                    ..shop(year, form, false, vec![sale(When::Month(4), Kind::Services, yuan(100))])
                });
            }
        }
    }
    agree(cases.len(), |index| cases[index].clone());
}

/// Two businesses of one owner, of every pair of forms: small incomes and large, deductions that go to either income, reliefs that are more
/// than the tax.
#[test]
fn two_businesses_of_any_owner() {
    let forms = [Form::Individual, Form::Sole];
    let mut cases = Vec::new();
    for (year, form, other) in YEARS.flat_map(|year| forms.into_iter().flat_map(move |form| forms.map(|other| (year, form, other)))) {
        for (own, others) in [0, 20_000, 61_000, 150_000, 400_000, 2_100_000]
            .into_iter()
            .flat_map(|own| [20_000, 61_000, 150_000, 400_000, 2_100_000].map(|others| (own, others)))
        {
            for (income, deductions, relief) in [(0, 0, 0), (0, 12_000, 800), (55_000, 0, 0), (100_000, 12_000, 0), (400_000, 0, 30_000)] {
                let sales = (1..=4).map(|quarter| sale(When::Quarter(quarter), Kind::Services, yuan(600_000))).collect();
                let sales = if year == 2020 { vec![sale(When::Quarter(4), Kind::Services, yuan(2_400_000))] } else { sales };
                let owner = Person {
                    income: yuan(income),
                    deductions: yuan(deductions),
                    other_relief: yuan(relief),
                    status: None,
                    registered: None,
                };
                cases.push(Facts {
                    costs: yuan(2_400_000 - own),
                    owner,
                    others: vec![(other, yuan(others))],
                    ..shop(year, form, false, sales)
                });
            }
        }
    }
    agree(cases.len(), |index| cases[index].clone());
}
