//! Businesses drawn around the lines of the law: every amount may lie on a threshold, a fen below or a fen above it.

use huiqi_reference::{
    Class, Contract, Decimal, Deed, Employed, Employment, Ends, Equipment, Facts, Farmland, Form, Input, Insured, Kind, Land, Limited,
    Line, Method, Person, Property, Rented, Resource, Sale, Status, Supply, Vehicle, VehicleKind, When, exempt_then,
};
use proptest::prelude::*;
use proptest::sample::select;

pub fn fen(fen: i64) -> Decimal {
    Decimal::new(fen, 2)
}

pub fn yuan(yuan: i64) -> Decimal {
    Decimal::new(yuan * 100, 2)
}

/// An amount: on one of these lines (in yuan) or within two fen of it, or anywhere to the last of them and half beyond.
fn near(lines: &'static [i64]) -> impl Strategy<Value = Decimal> {
    let most = lines.last().map_or(0, |yuan| yuan * 150);
    prop_oneof![
        2 => (0..=most).prop_map(fen),
        2 => (select(lines), -2i64..=2).prop_map(|(yuan, off)| fen((yuan * 100 + off).max(0))),
        1 => (select(lines), 1i64..4, -2i64..=2).prop_map(|(yuan, part, off)| fen((yuan * 100 / part + off).max(0))),
    ]
}

/// The lines of the VAT thresholds, with what they are with 1%, 3% and 5% inside.
const SALES: &[i64] = &[
    0, 100_000, 101_000, 103_000, 105_000, 150_000, 151_500, 154_500, 157_500, 300_000, 303_000, 309_000, 315_000, 450_000, 454_500,
    463_500, 472_500, 2_000_000,
];
const SMALL: &[i64] = &[0, 1, 1_000, 30_000];
const INCOME: &[i64] = &[0, 30_000, 60_000, 90_000, 150_000, 300_000, 500_000, 1_000_000, 2_000_000, 3_000_000];
const WAGE: &[i64] = &[0, 36_000, 60_000, 96_000, 144_000, 204_000, 360_000, 480_000, 720_000, 1_020_000];

fn flag(probability: f64) -> impl Strategy<Value = bool> {
    prop::bool::weighted(probability)
}

fn months() -> impl Strategy<Value = (u32, u32)> {
    prop_oneof![2 => Just((1, 12)), 1 => (1u32..=12, 1u32..=12).prop_map(|(a, b)| (a.min(b), a.max(b)))]
}

#[derive(Clone, Debug)]
struct Frame {
    year: i32,
    monthly: bool,
    by_month: bool,
    general: bool,
    /// Sales say how they are taxed under general status, though it is not the standing at first.
    rated: bool,
}

prop_compose! {
    fn frame()(year in 2019i32..=2027, monthly in any::<bool>(), by_month in any::<bool>(), general in flag(0.3),
        rated in flag(0.3)) -> Frame {
        // The first quarter of 2020 is cut by a change of the levy: sales are given by month.
        Frame { year, monthly, by_month: monthly || by_month || year == 2020, general, rated: rated && !general }
    }
}

fn at(frame: &Frame, month: u32) -> When {
    if frame.by_month { When::Month(month) } else { When::Quarter(month.div_ceil(3)) }
}

pub const SUPPLIES: [Supply; 18] = [
    Supply::PublicTransport,
    Supply::LivingServices,
    Supply::ExpressDelivery,
    Supply::Vegetables,
    Supply::MeatAndEggs,
    Supply::OwnFarmProducts,
    Supply::FarmInputs,
    Supply::Feed,
    Supply::Medical,
    Supply::Nursery,
    Supply::ElderCare,
    Supply::Funeral,
    Supply::Schooling,
    Supply::DisabledPerson,
    Supply::SoldierFamily,
    Supply::DischargedOfficer,
    Supply::Housekeeping,
    Supply::HeldHousing,
];

type RawSale = ((u32, Kind, Decimal, Decimal), (u32, u32, bool, Option<Supply>, bool), (bool, Option<i64>, Option<i64>));

fn raw_sale() -> impl Strategy<Value = RawSale> {
    let kinds = vec![
        Kind::Goods,
        Kind::Services,
        Kind::Goods,
        Kind::Services,
        Kind::LabourDispatch,
        Kind::RealEstateSale,
        Kind::RealEstateLease,
        Kind::HousingLease,
        Kind::LandUseRight,
    ];
    let deduct = prop_oneof![4 => Just(Decimal::ZERO), 1 => near(SALES)];
    (
        (1u32..=12, select(kinds), near(SALES), deduct),
        (0u32..8, 0u32..4, any::<bool>(), prop::option::weighted(0.15, select(&SUPPLIES[..])), flag(0.25)),
        (flag(0.06), prop::option::weighted(0.08, 1i64..=17), prop::option::weighted(0.3, 1i64..=9)),
    )
}

fn sale(frame: &Frame, ((month, kind, amount, deduct), (more, rate, net, exempt, simple), (returned, printed, part)): RawSale) -> Sale {
    let when = at(frame, month);
    // A quarter that a change cuts is given by month.
    let throughout = |supply: &Supply| (when.first()..=when.last()).all(|month| exempt_then(*supply, frame.year, month));
    let exempt = exempt.filter(throughout).filter(|_| matches!(kind, Kind::Goods | Kind::Services));
    let old = (frame.year, when.last()) < (2019, 4);
    let percent = [if old { 16 } else { 13 }, if old { 10 } else { 9 }, 6, 6][rate as usize];
    let plain = !frame.general && exempt.is_none();
    // What is returned is negative, and nothing is deducted from it.
    let returned = returned && exempt.is_none();
    let amount = if returned { -amount } else { amount };
    // Of goods one line in four is of used ones; some say the rate.
    let used = rate == 3 && kind == Kind::Goods && exempt.is_none();
    let of_amount = |share: i64, of: i64| (amount * Decimal::new(share, 0) / Decimal::new(of, 0)).trunc_with_scale(2);
    Sale {
        when,
        kind,
        amount,
        net,
        special: plain && more == 1,
        waives_reduction: plain && more == 2 && matches!(kind, Kind::Goods | Kind::Services),
        waives_exemption: plain && more == 3,
        exempt,
        // Around the two years that housing is held.
        held_years: rate,
        occasional: [None, Some(true), Some(false), None][rate as usize]
            .filter(|_| matches!(kind, Kind::RealEstateSale | Kind::LandUseRight)),
        method: match (frame.general || frame.rated, simple) {
            (false, _) => Method::Levy,
            // From 2026 there is no simple method for labour dispatch.
            (true, true) if frame.year >= 2026 && kind == Kind::LabourDispatch => Method::Output(Decimal::new(percent, 2)),
            (true, false) => Method::Output(Decimal::new(percent, 2)),
            (true, true) => Method::Simple,
        },
        deduct: if returned { Decimal::ZERO } else { deduct.min(amount) },
        printed: printed.map(|percent| of_amount(percent, 100 + percent)),
        exempt_amount: part.filter(|_| exempt.is_some()).map(|tenths| of_amount(tenths, 10)),
        used,
        chooses_two: used && more >= 6,
    }
}

const DEEDS: [Deed; 17] = [
    Deed::Loan,
    Deed::FinanceLease,
    Deed::Sale,
    Deed::Work,
    Deed::Construction,
    Deed::Transport,
    Deed::Technology,
    Deed::Lease,
    Deed::Storage,
    Deed::Warehousing,
    Deed::PropertyInsurance,
    Deed::LandUseRight,
    Deed::RealEstateTransfer,
    Deed::EquityTransfer,
    Deed::IpTransfer,
    Deed::Capital,
    Deed::SurveyDesign,
];

prop_compose! {
    fn contract()(month in 1u32..=12, deed in select(&DEEDS[..]), amount in near(&[0, 334, 500, 999, 1_000, 100_000, 3_000_000]),
        part in 0i64..6, bank in select(&[None, Some(true), Some(false)][..]), with_individual in flag(0.3),
        housing in flag(0.5)) -> Contract {
        let bank = bank.filter(|_| deed == Deed::Loan);
        Contract { month, deed, amount, vat: (amount * Decimal::new(part, 2)).trunc(), bank, with_individual, housing }
    }
}

prop_compose! {
    fn property()(base in near(&[0, 12, 30_000, 800_000]), let_out in any::<bool>(), housing in any::<bool>(), months in months(),
        cut in prop::option::of((near(&[0, 1_000, 1_500, 2_500]), any::<bool>()))) -> Property {
        // A cut is given by who lets, of no more than the rent of the months let.
        let most = yuan(1_000) * Decimal::from(months.1 - months.0 + 1);
        let cut = cut.filter(|_| let_out).map(|(amount, qualifies)| (amount.min(most), yuan(1_000), qualifies));
        Property { base, let_out, housing, months, cut }
    }
}

prop_compose! {
    fn land()(area in 0i64..500_000, unit in 90i64..=1_200, months in months(), with in prop::option::of(0usize..3)) -> Land {
        Land { area: fen(area), unit: fen(unit), months, let_with: with }
    }
}

prop_compose! {
    fn rented()(state in any::<bool>(), rent in near(&[0, 1_000, 4_000]), months in months(), sublet in flag(0.2), listed in any::<bool>(),
        others in 0u32..=12, agreed in near(&[0, 4_000])) -> Rented {
        let whole = rent * Decimal::from(months.1 - months.0 + 1);
        // Agreeing on a cut is for private landlords.
        Rented { state, rent, months, sublet, listed, others, agreed: if state { Decimal::ZERO } else { agreed.min(whole) } }
    }
}

const STATUSES: [Status; 5] =
    [Status::Disabled, Status::LoneElderly, Status::MartyrFamily, Status::SoldierFamily, Status::DischargedOfficer];

prop_compose! {
    fn person()(income in prop_oneof![3 => Just(Decimal::ZERO), 2 => near(WAGE)], deductions in near(SMALL),
        other in prop_oneof![2 => Just(Decimal::ZERO), 1 => near(&[0, 2_000, 24_000])],
        status in prop::option::weighted(0.15, (select(&STATUSES[..]), 0i64..4))) -> Person {
        let status = status.map(|(status, told)| {
            let (share, most) = (Decimal::new(80, 2), yuan(7_000));
            (status, (told == 2 || told == 3).then_some(share), (told == 1 || told == 3).then_some(most))
        });
        Person { income, deductions, other_relief: other, status, registered: None }
    }
}

prop_compose! {
    fn equipment()(class in select(vec![Class::Electronic, Class::Vehicle, Class::Tools, Class::Machine]), price in near(&[0, 5_000_000]),
        life in 2u32..12, part in 0i64..10) -> Equipment {
        Equipment { class, price, life, month: None, in_costs: (price * Decimal::new(part, 2)).trunc() }
    }
}

prop_compose! {
    /// Begun before the year, in it or after it; by their limit, a part of it or what is not told.
    fn employed()(veteran in any::<bool>(), ago in -1i32..=4, month in 1u32..=12, months in months(), count in 1u32..4,
        told in 0u32..3) -> (Employed, i32, u32) {
        (Employed { veteran, since: (0, month), months, count, amount: None }, ago, told)
    }
}

/// The share of revenue that is encouraged in the west, the year-end bonus, the month that equipment was bought in, and whether the
/// additional deduction is that of a manufacturer.
type Rarely = (Option<i64>, Decimal, Option<u32>, bool);

fn rarely() -> BoxedStrategy<Rarely> {
    let bonus = prop_oneof![3 => Just(Decimal::ZERO), 1 => near(WAGE)];
    (prop::option::weighted(0.1, 59i64..=61), bonus, prop::option::weighted(0.3, 8u32..=12), flag(0.3)).boxed()
}

type Persons = (Option<(Employed, i32, u32)>, Vec<(Employed, i32, u32)>, bool);

fn persons() -> BoxedStrategy<Persons> {
    (prop::option::weighted(0.15, employed()), prop::collection::vec(employed(), 0..3), flag(0.15)).boxed()
}

/// The person of a year, with what the province set between the bounds of the law.
fn of_year(year: i32, own: bool, (of, ago, told): (Employed, i32, u32)) -> Employed {
    let base = match (own, year) {
        (true, ..=2022) => 12_000,
        (true, _) => 20_000,
        (false, _) => 6_000,
    };
    let amount = [None, Some(yuan(base)), Some(yuan(base + base / 10) + fen(1))][told as usize];
    let months = if own { (1, 12) } else { of.months };
    Employed { since: (year - ago, of.since.1), months, amount, ..of }
}

/// Each end of a quarter at a figure near the limit, or off by one: what one closes with, the next opens with.
fn ends() -> impl Strategy<Value = Vec<Ends>> {
    let staff = || prop_oneof![4 => Just(300i64), 2 => 295i64..=305, 1 => 0i64..1_500];
    let assets = || prop_oneof![4 => Just(5_000_000_000i64), 2 => 4_999_999_998i64..=5_000_000_002, 1 => 0i64..10_000_000_000];
    (prop::collection::vec((staff(), assets()), 5), 1u32..=4, flag(0.5)).prop_map(|(ends, first, small)| {
        (1..)
            .zip(ends.windows(2))
            .filter(|(quarter, _)| *quarter >= if first == 4 { 4 } else { 1 }) // some began in October
            .map(|(quarter, ends)| {
                let small = |value: i64, by: i64| if small { value / by } else { value };
                let [staff, assets] =
                    [ends.iter().map(|end| small(end.0, 7)).collect::<Vec<_>>(), ends.iter().map(|end| small(end.1, 9)).collect()];
                Ends { quarter, staff: (staff[0] as u32, staff[1] as u32), assets: (fen(assets[0]), fen(assets[1])) }
            })
            .collect()
    })
}

/// Each quarter opens with what the one before it closed with.
pub fn meet(ends: &mut [Ends]) {
    for next in 1..ends.len() {
        (ends[next].staff.0, ends[next].assets.0) = (ends[next - 1].staff.1, ends[next - 1].assets.1);
    }
}

pub fn any_form() -> impl Strategy<Value = Form> {
    select(vec![Form::Individual, Form::Sole, Form::Partnership, Form::OnePerson, Form::Company])
}

/// Sales of the year before, and a month of registering as a general taxpayer.
fn before() -> impl Strategy<Value = (Vec<(u32, Kind, Decimal)>, Option<u32>)> {
    let sold = select(vec![Kind::Goods, Kind::Services, Kind::LabourDispatch]);
    (prop::collection::vec((1u32..=12, sold, near(&[0, 1_000_000, 2_500_000, 5_000_000])), 0..3), prop::option::weighted(0.2, 1u32..=12))
}

type Trade = (Vec<RawSale>, Vec<(u32, Decimal, i64)>, (Decimal, Decimal), Option<(bool, u32)>, Option<(u32, Decimal)>);

fn trade() -> BoxedStrategy<Trade> {
    (
        prop::collection::vec(raw_sale(), 1..9),
        prop::collection::vec((1u32..=12, near(&[0, 5_000, 200_000]), 0i64..4), 0..5),
        (prop_oneof![Just(Decimal::ZERO), near(SMALL)], prop_oneof![Just(Decimal::ZERO), near(SMALL)]),
        prop::option::of((any::<bool>(), 0u32..4)),
        prop::option::weighted(0.2, (1u32..=12, near(SMALL))),
    )
        .boxed()
}

type Own = (Vec<Contract>, Vec<Property>, Vec<Land>, (u32, Decimal, i64), (u32, i64, i64, bool), Vec<Rented>);

fn own() -> BoxedStrategy<Own> {
    (
        prop::collection::vec(contract(), 0..4),
        prop::collection::vec(property(), 0..3),
        prop::collection::vec(land(), 0..3),
        (0u32..=24, near(&[0, 20, 100_000]), 200i64..=1_000),
        (0u32..=24, 0i64..100_000, 500i64..=5_000, any::<bool>()),
        prop::collection::vec(rented(), 0..2),
    )
        .boxed()
}

type Owners = (Person, Vec<Person>, i64, Vec<(i32, Decimal)>, Decimal, i64);

fn owners() -> BoxedStrategy<Owners> {
    let losses = prop::collection::vec((1i32..=11, near(INCOME)), 0..3);
    (person(), prop::collection::vec(person(), 2..4), 1i64..49, losses, prop_oneof![Just(Decimal::ZERO), near(WAGE)], 0i64..=100).boxed()
}

type Company = ((bool, [bool; 2]), Vec<Ends>, (bool, bool, bool), Decimal, Vec<Equipment>, (Decimal, Decimal, Decimal));

fn company() -> BoxedStrategy<Company> {
    (
        (flag(0.1), any::<[bool; 2]>()),
        ends(),
        (flag(0.2), flag(0.2), flag(0.7)),
        prop_oneof![2 => Just(Decimal::ZERO), 1 => near(&[0, 1_000_000])],
        prop::collection::vec(equipment(), 0..2),
        (near(SMALL), near(SMALL), near(SMALL)),
    )
        .boxed()
}

prop_compose! {
    /// Around thirty staff and a hundredth of them, or none.
    fn employment()(told in flag(0.3), months in select(vec![12u32, 12, 7, 1]), staff in prop_oneof![(select(vec![30u32, 100, 200]),
        -1i64..=1).prop_map(|(staff, off)| (i64::from(staff), off)), (1i64..400, 0i64..=11)], disabled in 0u32..40,
        wage in near(&[0, 36_292, 120_000]), local in near(&[0, 18_146, 90_000])) -> Employment {
        let staff = (staff.0 * i64::from(months) + staff.1).max(0) as u32;
        let of_staff = Employment { staff, disabled: disabled.min(staff), months, wage, local_wage: local };
        if told { of_staff } else { Employment { months: 12, ..Employment::default() } }
    }
}

type Receipt = (u32, bool, Decimal, i64);
type BoxOffice = Vec<(u32, Decimal)>;
type Fees = (
    Employment,
    Vec<Receipt>,
    Vec<(u32, usize, Decimal)>,
    Decimal,
    [Decimal; 9],
    (Vec<Insured>, [Decimal; 7]),
    Option<Decimal>,
    BoxOffice,
    Vec<Vehicle>,
);

prop_compose! {
    /// Around 60% and 300% of an average wage of 7,263.
    fn insured()(owner in flag(0.4), persons in 1u32..4, base in near(&[0, 4_357, 7_263, 21_789]), months in months()) -> Insured {
        Insured { owner, persons, base, months }
    }
}

prop_compose! {
    fn insurance()(insured in prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(insured(), 1..3)], bounded in any::<bool>(),
        rates in prop::array::uniform4(0i64..120), printed in (flag(0.3), flag(0.3))) -> (Vec<Insured>, [Decimal; 7]) {
        let [one, two, three, four] = rates.map(|rate| Decimal::new(rate, 3));
        let if_told = |told: bool, bound: i64| if told { yuan(bound) } else { Decimal::ZERO };
        (insured, [if_told(bounded, 7_263), one, two, three, four, if_told(printed.0, 4_357), if_told(printed.1, 21_700)])
    }
}

prop_compose! {
    fn vehicle()(month in 1u32..=12, kind in select(&[VehicleKind::PassengerCar, VehicleKind::Trailer, VehicleKind::Other][..]),
        price in near(&[1, 100_000, 300_000, 400_000]), new_energy in flag(0.5),
        engine in prop::option::of(1_999u32..=2_001)) -> Vehicle {
        let (price, driven) = (price.max(fen(1)), kind != VehicleKind::Trailer);
        Vehicle { month, kind, price, new_energy: new_energy && driven, displacement: engine.filter(|_| driven) }
    }
}

/// Staff of last year, receipts of advertising or entertainment, taxes given, land appreciation tax of a conversion.
fn fees() -> impl Strategy<Value = Fees> {
    let receipt = (1u32..=12, any::<bool>(), near(&[0, 20_000, 60_000, 100_000]), 0i64..4);
    let fees = (
        employment(),
        prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(receipt, 1..4)],
        prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec((1u32..=12, 0usize..4, near(SMALL)), 1..4)],
        prop_oneof![3 => Just(Decimal::ZERO), 1 => near(SMALL)],
        // Around 15% and 5‰ of sales, 14%, 8% and 2% of a wage.
        prop::array::uniform9(prop_oneof![3 => Just(Decimal::ZERO), 1 => near(&[0, 1_000, 5_040, 8_400, 15_000, 45_000, 300_000])]),
        insurance(),
        prop::option::weighted(0.2, (0i64..=10).prop_map(|rate| Decimal::new(rate, 4))),
        prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec((1u32..=12, near(SMALL)), 1..4)],
        prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(vehicle(), 1..3)],
    );
    // In a box: a strategy of strategies grows past the stack of a test.
    fees.boxed()
}

const INDUSTRIES: [&str; 9] = ["H6210", "C3484", "F5213", "K7040", "I6510", "C1610", "R9011", "M7320", "E4710"];

prop_compose! {
    /// Any business of any covered year, assessed in any form.
    pub fn business()(
        frame in frame(), form in any_form(), to in prop::option::weighted(0.3, any_form()), locality in 0usize..3, qilin in any::<bool>(),
        industry in select(&INDUSTRIES[..]), trade in trade().boxed(), before in before(), own in own().boxed(),
        owners in owners().boxed(), company in company().boxed(),
        movables in prop::option::of(any::<bool>()), rental in flag(0.3),
        assessed in prop::option::weighted(0.1, (any::<bool>(), 1i64..30)), costs in near(INCOME),
        (moved, keeps, set_aside) in (prop_oneof![3 => Just(Decimal::ZERO), 1 => near(&[0, 500_000])], select(vec![1_000_000, 750_001,
            750_000, 500_000]), (flag(0.1), flag(0.3), near(&[0, 20_000, 500_000]), near(&[0, 10_000]))),
        first in prop::option::weighted(0.2, (1u32..=6, 1u32..=28, any::<bool>())),
        (operation, (employment, cultural, paid, land_appreciation, limited, insurance, water_fund, films, vehicles)) in (months(), fees()),
        farming in prop_oneof![4 => Just((0i64, 0i64)), 1 => (0i64..=100, 0i64..=100)],
        (persons, rarely) in (persons(), rarely()),
        others in prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec((select(vec![Form::Individual, Form::Sole,
            Form::Partnership]), near(INCOME)), 1..3)],
        aim in prop::option::weighted(0.6, (select(INCOME), -2i64..=2)),
    ) -> Facts {
        let (sales, inputs, (credit, addition_left), addition, consumption) = trade;
        let (contracts, properties, lands, resource, farmland, rented) = own;
        let (owner, people, share, losses, wage, distributed) = owners;
        let ((restricted, settled), mut ends, (high_tech, technology_sme, small_class), research, equipment, (capital, converting,
            grants)) = company;
        let as_form = to.unwrap_or(form);
        if ends.len() < 4 && (as_form != form || first.is_some()) {
            // A new company that is a general taxpayer needs the figures of each quarter.
            ends = (1..=4).map(|quarter| Ends { quarter, ..ends[0] }).collect();
            meet(&mut ends);
        }
        // Who began in October sold nothing before.
        let began = if ends.len() < 4 { 10 } else { 1 };
        let sales = sales.into_iter().map(|((month, kind, amount, deduct), more, rest)| {
            ((if month < began { began + month % 3 } else { month }, kind, amount, deduct), more, rest)
        });
        let rest = Decimal::new(100 - share, 2);
        let shares = if people.len() == 2 { vec![Decimal::new(share, 2), rest] } else { vec![Decimal::new(share, 2), Decimal::new(25, 2),
            rest - Decimal::new(25, 2)] };
        let (year, place) = (frame.year, if qilin { 530_302 } else { 530_303 });
        let mut years: Vec<(i32, Decimal)> = Vec::new();
        for (ago, amount) in losses {
            if years.iter().all(|(made, _)| *made != year - ago) {
                years.push((year - ago, amount));
            }
        }
        let mut facts = Facts {
            year,
            known_on: None,
            place,
            locality,
            industry,
            form,
            as_form,
            general: frame.general,
            // A quarter in which general status begins is given by month.
            general_from: before.1.filter(|_| frame.rated).map(|month| if frame.by_month { month } else { month.div_ceil(3) * 3 - 2 }),
            monthly: frame.monthly,
            sales: sales.map(|raw| sale(&frame, raw)).collect(),
            earlier: before.0.into_iter().filter(|_| !frame.general).map(|(month, sold, net)| (at(&frame, month), sold, net)).collect(),
            inputs: if frame.general || frame.rated {
                inputs.into_iter()
                    .map(|(month, tax, part)| Input { when: at(&frame, month), tax, out: (tax * Decimal::new(part * 30, 2)).trunc() })
                    .collect()
            } else {
                Vec::new()
            },
            opening_credit: if frame.general { credit } else { Decimal::ZERO },
            opening_addition: if frame.general { addition_left } else { Decimal::ZERO },
            addition: addition.filter(|_| frame.general || frame.rated).map(|(consumer, share)| (consumer, [Decimal::new(50, 2),
                Decimal::new(500_001, 6), Decimal::new(80, 2), Decimal::ONE][share as usize])),
            consumption: consumption.map(|(month, paid)| (at(&frame, month), paid)).into_iter().collect(),
            water_fund,
            // By month: the fund changes inside a quarter.
            box_office: films.into_iter().map(|(month, taken)| (When::Month(month), taken)).collect(),
            cultural: cultural.into_iter()
                .map(|(month, advertising, amount, part)| {
                    let on = if advertising { (amount * Decimal::new(part * 30, 2)).trunc() } else { Decimal::ZERO };
                    (at(&frame, month), advertising, amount, on)
                })
                .collect(),
            paid: paid.into_iter().map(|(month, tax, amount)| (at(&frame, month), tax, amount)).collect(),
            costs,
            limited: Limited::default(),
            contracts,
            housing_rental: rental,
            movables_as_individual: movables,
            lands: lands.into_iter()
                .map(|land| Land { let_with: land.let_with.filter(|at| properties.get(*at).is_some_and(|p| p.let_out)), ..land })
                .collect(),
            properties,
            resources: resource_of(&frame, resource),
            farmlands: farmland_of(year, qilin, farmland),
            vehicles,
            rented,
            employment,
            insured: insurance.0,
            local_insurance: insurance.1,
            ends,
            restricted,
            settled,
            first_settlement: first.map(|(month, day, small)| ((year, month, day), small)),
            small_class,
            owner,
            partners: shares.into_iter().zip(people).collect(),
            others,
            losses: years,
            wage,
            distributed: Decimal::new(distributed, 2),
            reserve: set_aside.0.then_some(set_aside.3),
            registered_capital: set_aside.1.then_some(set_aside.2),
            reserve_so_far: if set_aside.1 { set_aside.3 } else { Decimal::ZERO },
            high_tech,
            western: rarely.0.map(|share| Decimal::new(share, 2)),
            advanced_manufacturer: addition.is_some() && rarely.3 && (frame.general || frame.rated),
            bonus: rarely.1,
            technology_sme,
            research,
            self_employed: persons.0.map(|of| of_year(year, true, of)),
            hires: persons.1.into_iter().filter(|_| persons.2).map(|of| of_year(year, false, of)).collect(),
            equipment: equipment.into_iter().map(|item| Equipment { month: rarely.2, ..item }).collect(),
            operation,
            farming: (Decimal::new(farming.0, 2), Decimal::new(farming.1.min(100 - farming.0), 2)),
            levied: assessed.filter(|(_, rate)| rate % 3 == 0 && matches!(as_form, Form::Individual | Form::Sole)).map(|(some, rate)| {
                (vec![as_form], Decimal::new(rate, 3), if some { yuan(rate * 1_000) } else { Decimal::ZERO })
            }),
            assessed: assessed.filter(|(_, rate)| rate % 3 != 0).map(|(by_income, rate)| (vec![as_form], by_income, Decimal::new(rate, 2))),
            capital,
            converting,
            grants,
            moved,
            land_appreciation,
            investor_share: Decimal::new(keeps, 6),
        };
        if let Some((income, off)) = aim {
            aim_at(&mut facts, yuan(income) + fen(off));
        }
        facts.limited = limited_of(limited, facts.costs);
        facts
    }
}

/// Parts of the costs, and what is carried in.
fn limited_of([advertising_carried, training_carried, parts @ ..]: [Decimal; 9], costs: Decimal) -> Limited {
    let mut left = costs;
    let [entertainment, advertising, tobacco_advertising, welfare, training, union_dues, never] = parts.map(|part| {
        let part = part.min(left);
        left -= part;
        part
    });
    Limited { entertainment, advertising, advertising_carried, tobacco_advertising, welfare, training, training_carried, union_dues, never }
}

fn resource_of(frame: &Frame, (month, amount, rate): (u32, Decimal, i64)) -> Vec<Resource> {
    // 资源税法 from September 2020.
    let month = if frame.year == 2020 && (1..9).contains(&month) { 10 } else { month };
    if frame.year == 2019 || month == 0 || month > 12 {
        return Vec::new();
    }
    vec![Resource { when: at(frame, month), mineral: "coal", amount, rate: Decimal::new(rate, 4) }]
}

fn farmland_of(year: i32, qilin: bool, (month, area, unit, basic): (u32, i64, i64, bool)) -> Vec<Farmland> {
    // 耕地占用税法 from September 2019.
    let month = if year == 2019 && (1..9).contains(&month) { 9 } else { month };
    if month == 0 || month > 12 {
        return Vec::new();
    }
    vec![Farmland { month, area: fen(area), unit: (!qilin).then(|| fen(unit)), basic }]
}

/// Chooses the costs so that what is taxed as income lies where it is wanted, if it can.
pub fn aim_at(facts: &mut Facts, income: Decimal) {
    facts.costs = Decimal::ZERO;
    let all = huiqi_reference::assess(facts);
    let wage = if facts.as_form.is_company() { facts.wage } else { Decimal::ZERO };
    facts.costs = (all.profit - wage - income).max(Decimal::ZERO);
    debug_assert!(all.payable(Line::Vat) >= Decimal::ZERO);
}
