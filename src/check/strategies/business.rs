//! One business: facts drawn apart from each other, put together as the reader would.

use super::figures::{Figures, amount, form, is_whole};
use crate::assess::Rules;
use crate::base::dates::Validity;
use crate::base::error::At;
use crate::base::names::{ContractKind, Filing, Form, Invoice, Landlord, Locality, Prices, SaleKind, SizeClass, VatStatus};
use crate::base::words::Vocabulary;
use crate::facts::draw::{Draw, Draws};
use crate::facts::{
    Contract, GeneralVat, Industry, Input, Land, Loss, Method, Months, OtherBusiness, Part, Person, Profile, Property, PropertyBase,
    QuarterEnds, RentCut, Rented, Sale, Scale,
};
use crate::taxes::deed_tax;
use crate::{Money, Month, Period, Quarter, Rate};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A line of sales before its period and rates are settled.
#[derive(Clone, Debug)]
struct SaleDraft {
    month: u32,
    kind: SaleKind,
    amount: Money,
    more: SaleTreatment,
    /// Which of the rates of a general taxpayer; none for the simple method.
    rate: Option<Index>,
}

/// More than there are facts to draw: what is left over is not looked at.
const FACTS: usize = 128;

/// What else may be said of a sale.
#[derive(Clone, Copy, Debug)]
enum SaleTreatment {
    Nothing,
    Special,
    FullRate,
    Waived,
    Net,
    Used,
}

/// Premises, land and rent.
#[derive(Clone, Debug)]
struct Premises {
    value: Option<Money>,
    let_out: Option<(Money, Money, bool, bool)>,
    rented: Option<(Money, bool, bool)>,
}

/// Who the taxpayer is.
#[derive(Clone, Debug)]
struct Taxpayer {
    rules: Index,
    industry: Index,
    form: Form,
    locality: Locality,
    monthly: bool,
    by_month: bool,
    general: bool,
}

/// What is told in lists and pairs: the facts by themselves are drawn as they are declared.
#[derive(Clone, Debug)]
struct Books {
    facts: Vec<Draw>,
    losses: Vec<(i32, Money)>,
    staff: u32,
    assets: i64,
    /// Another business of the owner.
    other: Option<(Form, Money)>,
}

/// Any business of any covered year, in any form, filing by month or quarter: what can be assessed in every form.
///
/// ```
/// use huiqi::strategies::{business, Figures};
/// use proptest::strategy::{Strategy, ValueTree};
/// use proptest::test_runner::TestRunner;
///
/// let pack = huiqi::Pack::embedded()?;
/// let drawn = business(&Figures::of(&pack)?).new_tree(&mut TestRunner::deterministic()).unwrap().current();
/// assert!(pack.years().contains(&drawn.year) && !drawn.sales.is_empty());
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn business(figures: &Figures) -> BoxedStrategy<Profile> {
    let figures = figures.clone();
    let amount = amount(&figures);
    let who = (any::<Index>(), any::<Index>(), form(), select(Locality::ALL), any::<bool>(), any::<bool>(), prop::bool::weighted(0.25))
        .prop_map(|(rules, industry, form, locality, monthly, by_month, general)| Taxpayer {
            rules,
            industry,
            form,
            locality,
            monthly,
            by_month,
            general,
        });
    let more = select(vec![
        SaleTreatment::Nothing,
        SaleTreatment::Nothing,
        SaleTreatment::Nothing,
        SaleTreatment::Special,
        SaleTreatment::FullRate,
        SaleTreatment::Waived,
        SaleTreatment::Net,
        SaleTreatment::Used,
    ]);
    let sold = (1..=12u32, select(SaleKind::ALL), amount.clone(), more, prop::option::of(any::<Index>()))
        .prop_map(|(month, kind, amount, more, rate)| SaleDraft { month, kind, amount, more, rate });
    let trade = (
        prop::collection::vec(sold, 1..10),
        prop::collection::vec((1..=12u32, select(ContractKind::ALL), amount.clone()), 0..4),
        prop::collection::vec((1..=12u32, amount.clone()), 0..6),
    );
    let premises = (
        prop::option::of(amount.clone()),
        prop::option::of((amount.clone(), (0i64..400_000).prop_map(Money::from_fen), any::<bool>(), any::<bool>())),
        prop::option::of(((0i64..5_000_000).prop_map(Money::from_fen), any::<bool>(), any::<bool>())),
    )
        .prop_map(|(value, let_out, rented)| Premises { value, let_out, rented });
    // Small numbers choose: none, the first words, few; the others are about any limit of the law.
    let number = prop_oneof![3 => 0..64u32, 2 => 0..4_000u32, 1 => any::<u32>()];
    let fact = (number, amount.clone()).prop_map(|(number, amount)| Draw { number, amount });
    let others = prop::option::weighted(0.2, (select(&PERSONS[..]), amount.clone()));
    let books =
        (prop::collection::vec(fact, FACTS), prop::collection::vec((1..=12i32, amount), 0..3), 0u32..700, 0i64..60_000_000_000, others)
            .prop_map(|(facts, losses, staff, assets, other)| Books { facts, losses, staff, assets, other });
    (who, trade, premises, books)
        .prop_map(move |(who, (sold, contracts, inputs), premises, books)| {
            put_together(&figures, &who, &sold, &contracts, &inputs, &premises, &books)
        })
        .boxed()
}

fn month(number: u32) -> Month {
    Month::from_number(number).unwrap_or(Month::JANUARY)
}

fn put_together(
    figures: &Figures,
    who: &Taxpayer,
    sold: &[SaleDraft],
    contracts: &[(u32, ContractKind, Money)],
    inputs: &[(u32, Money)],
    premises: &Premises,
    books: &Books,
) -> Profile {
    let rules = who.rules.get(figures.rules());
    let filing = if who.monthly { Filing::Monthly } else { Filing::Quarterly };
    let period = |number: u32| {
        let month = month(number);
        let by_quarter = !who.monthly && !who.by_month && is_whole(rules, month.quarter());
        if by_quarter { Period::Quarter(month.quarter()) } else { Period::Month(month) }
    };
    let mut sales: Vec<Sale> = sold.iter().map(|sold| sale(rules, sold, period(sold.month), who.general)).collect();
    sales.sort_by(Sale::in_order);
    let mut profile = blank(figures, rules, who.form);
    Profile::draw(&mut profile, &mut Draws::new(&books.facts));
    profile.form = who.form;
    // A person whose tax only a province's rule reduces is drawn where that is known.
    profile.owner.reduction = profile.owner.reduction.filter(|told| rules.taxes.annual.personal_reduction.knows(told));
    // Both months are drawn apart: they run forwards.
    let (one, other) = (profile.operation.from, profile.operation.to);
    (profile.operation.from, profile.operation.to) = (one.min(other), one.max(other));
    // So are both bounds of the base: the least comes before the highest.
    let bounds = &mut profile.local_insurance;
    if let (Some(one), Some(other)) = (bounds.floor, bounds.ceiling) {
        (bounds.floor, bounds.ceiling) = (Some(one.min(other)), Some(one.max(other)));
    }
    // Both shares are of one profit.
    profile.farming.reduced = profile.farming.reduced.min(profile.farming.exempt.complement());
    // No more of the costs has a limit than there is, no more of the staff is disabled; a place has a ratio or is told one.
    if profile.limited_costs.total() > profile.costs.total() {
        profile.limited_costs = Default::default();
    }
    let fund = &mut profile.disabled_fund;
    fund.months = fund.months.max(1);
    fund.disabled_months = fund.disabled_months.min(fund.staff_months);
    if fund.ratio.is_none() && rules.taxes.annual.disabled_fund.ratio.is_none() {
        *fund = Default::default();
    }
    // What a conversion moves is taxed where a rate is known, or in no place.
    if Form::ALL.iter().any(|form| deed_tax::lacks_rate(&rules.taxes, &profile, *form)) {
        profile.conversion.property_moved = Money::ZERO;
    }
    profile.conversion.housing_moved = profile.conversion.housing_moved.min(profile.conversion.property_moved);
    profile.locality = who.locality;
    profile.city_size = profile.city_size.filter(|_| who.locality == Locality::City);
    if !figures.industries.is_empty() {
        profile.industry = who.industry.get(&figures.industries).clone();
    }
    profile.filing = filing;
    profile.sales = sales;
    profile.contracts = contracts
        .iter()
        .map(|(number, kind, amount)| (month(*number), *kind, *amount))
        .filter(|(month, kind, _)| rules.month(*month).stamp.duty.rule.taxes(*kind))
        .map(|(month, kind, amount)| Contract { month, kind, amount, ..Contract::default() })
        .collect();
    profile.contracts.sort_by(Contract::in_order);
    profile.general.from = None;
    if who.general {
        profile.vat_status = VatStatus::General;
        profile.general.inputs = inputs
            .iter()
            .map(|(number, tax)| Input { period: period(*number), tax: *tax, transferred_out: tax.part(1, 3), spread: false })
            .collect();
        profile.general.inputs.sort();
        profile.scale.settled_small = Some([books.staff.is_multiple_of(2), books.staff.is_multiple_of(3)]);
    } else {
        profile.general = GeneralVat::default();
    }
    set_premises(&mut profile, rules, premises);
    set_books(&mut profile, books);
    profile
}

fn sale(rules: &Rules, sold: &SaleDraft, period: Period, general: bool) -> Sale {
    let vat = &rules.month(period.first_month()).vat;
    let rates = &vat.rates.rule.rates;
    let method = match sold.rate {
        _ if !general => Method::Levy,
        Some(index) if !rates.is_empty() => Method::General(*index.get(rates)),
        // Some sales have no simple method.
        None if vat.general_difference[sold.kind].is_some() => rates.first().map_or(Method::Simple, |rate| Method::General(*rate)),
        _ => Method::Simple,
    };
    let more = if general { SaleTreatment::Nothing } else { sold.more };
    Sale {
        period,
        kind: sold.kind,
        amount: sold.amount,
        prices: if matches!(more, SaleTreatment::Net) { Prices::Net } else { Prices::Inclusive },
        invoice: if matches!(more, SaleTreatment::Special) { Invoice::Special } else { Invoice::Ordinary },
        levy_rate: matches!(more, SaleTreatment::FullRate).then_some(vat.levy.rule.rates[sold.kind]),
        waives_exemption: matches!(more, SaleTreatment::Waived),
        method,
        used: sold.kind == SaleKind::Goods && matches!(more, SaleTreatment::Used),
        ..Sale::default()
    }
}

fn set_premises(profile: &mut Profile, rules: &Rules, premises: &Premises) {
    let months = Months { from: Month::JANUARY, to: month(12) };
    let property = |name: Option<&str>, base| Property {
        name: name.map(str::to_string),
        base,
        housing: false,
        months,
        deduction: rules.taxes.annual.property.deduction_to_tell(),
        rent_cut: None,
        at: At::default(),
    };
    profile.properties.extend(premises.value.map(|value| property(None, PropertyBase::Value(value))));
    if let Some((rent, cut, tenant_qualifies, housing)) = premises.let_out {
        let (least, most) = rules.taxes.annual.land_use.amount.rule.range(profile.locality, profile.city_size);
        let unit_amount = Money::from_fen(600).clamp(least, most.max(least));
        let let_with = Some(profile.properties.len());
        let rent_cut = Some(RentCut { amount: cut, monthly_rent: Money::from_fen(100_000), tenant_qualifies, months_before: 0 });
        profile.properties.push(Property { rent_cut, housing, ..property(Some("shop"), PropertyBase::Rent(rent)) });
        profile.lands.push(Land { area: 12_050, unit_amount, months, let_with, at: At::default() });
    }
    if let Some((monthly_rent, state, listed)) = premises.rented {
        profile.rented.push(Rented {
            landlord: if state { Landlord::State } else { Landlord::Other },
            monthly_rent,
            months,
            listed,
            ..Rented::default()
        });
    }
}

/// The forms whose income is their owner's.
const PERSONS: [Form; 3] = [Form::IndividualBusiness, Form::SoleProprietorship, Form::Partnership];

fn set_books(profile: &mut Profile, books: &Books) {
    profile.other_businesses.extend(books.other.map(|(form, income)| OtherBusiness { form, income, ..OtherBusiness::default() }));
    for (back, amount) in &books.losses {
        if !profile.losses.iter().any(|loss| loss.year == profile.year - back) {
            profile.losses.push(Loss { year: profile.year - back, amount: *amount });
        }
    }
    profile.losses.sort_by_key(|loss| loss.year);
    for ends in &mut profile.scale.quarters {
        ends.staff = (books.staff, books.staff);
        ends.assets = (Money::from_fen(books.assets), Money::from_fen(books.assets));
    }
}

/// A business with nothing in it that can be assessed in any form: five staff, two partners, no sales.
pub(crate) fn blank(figures: &Figures, rules: &Rules, form: Form) -> Profile {
    let trade = || Industry { code: "F".to_string(), section: "F".to_string(), services: true };
    let person = |income: i64| Person { comprehensive_income: Money::from_fen(income), ..Person::default() };
    let ends =
        |quarter: Quarter| QuarterEnds { quarter, staff: (5, 5), assets: (Money::from_fen(100_000_000), Money::from_fen(100_000_000)) };
    Profile {
        name: "generated".to_string(),
        year: rules.year,
        place: rules.place,
        industry: figures.industries.first().cloned().unwrap_or_else(trade),
        form,
        scale: Scale {
            quarters: Quarter::all().map(ends).collect(),
            restricted_industry: Some(false),
            settled_small: Some([true, true]),
            first_settlement: None,
            class: Some(SizeClass::Micro),
            ..Scale::default()
        },
        partners: vec![(Rate::from_millionths(400_000), person(5_000_000)), (Rate::from_millionths(600_000), person(0))],
        ..Profile::empty()
    }
}

impl Validity {
    /// Whether some day of a year lies in it.
    pub(crate) fn touches_year(&self, year: i32) -> bool {
        use chrono::Datelike;
        self.from.year() <= year && self.to.is_none_or(|to| to.year() >= year)
    }
}
