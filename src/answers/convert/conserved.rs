//! No amount of the facts is lost or counted twice by a conversion inside the year.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::Pack;
use crate::base::tree::{Fields, Node};
use crate::check::strategies::{Figures, business};
use crate::facts::Fact;
use crate::facts::context::Writing;
use proptest::prelude::*;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::embedded().unwrap());
static FIGURES: LazyLock<Figures> = LazyLock::new(|| Figures::of(&PACK).unwrap());

/// Every amount that a year has once and that does not go by its time, with the key of the fact that tells it.
fn amounts_of(profile: &Profile) -> Vec<(&'static str, i64)> {
    let persons = || std::iter::once(&profile.owner).chain(profile.partners.iter().map(|(_, partner)| partner));
    let own = |person: &&crate::facts::Person| person.comprehensive_income == Money::ZERO;
    let fen = |amounts: &mut dyn Iterator<Item = Money>| amounts.map(Money::fen).sum::<i64>();
    let (general, limited, conversion) = (&profile.general, &profile.limited_costs, &profile.conversion);
    vec![
        // Input tax is told in the table of VAT.
        ("", fen(&mut general.inputs.iter().map(|input| input.tax - input.transferred_out))),
        ("", (general.opening_credit + general.opening_addition).fen()),
        ("earlier_sales", fen(&mut profile.earlier_sales.iter().map(|sold| sold.amount))),
        ("limited_costs", limited.total().fen()),
        ("limited_costs", (limited.advertising_carried + limited.training_carried).fen()),
        ("costs", profile.costs.total().fen()),
        (
            "property",
            fen(&mut profile.properties.iter().filter_map(|property| match property.base {
                PropertyBase::Rent(rent) => Some(rent),
                PropertyBase::Value(_) => None,
            })),
        ),
        ("property", profile.properties.iter().map(|property| property.months.count()).sum()),
        ("land", profile.lands.iter().map(|land| land.months.count()).sum()),
        ("rented", profile.rented.iter().map(|rented| rented.monthly_rent.fen() * rented.months.count()).sum()),
        ("rented", fen(&mut profile.rented.iter().map(|rented| rented.agreed_cut))),
        ("owner", fen(&mut persons().filter(own).map(|person| person.deductions))),
        ("partners", fen(&mut persons().map(|person| person.other_relief))),
        ("losses", fen(&mut profile.losses.iter().map(|loss| loss.amount))),
        ("hires", profile.hires.iter().map(|hired| hired.months.count()).sum()),
        ("company", profile.company.owner_wage.fen()),
        ("company", profile.company.rd_spend.fen()),
        ("equipment", fen(&mut profile.equipment.iter().map(|bought| bought.price))),
        ("social_insurance", profile.social_insurance.iter().map(|of| of.payroll.fen()).sum()),
        ("disabled_fund", profile.disabled_fund.average_wage.fen()),
        ("insured", profile.insured.iter().map(|insured| insured.months.count()).sum()),
        ("registration", i64::try_from(profile.registrations.len()).unwrap()),
        ("loan", profile.loan.iter().map(|loan| loan.principal.fen()).sum()),
        ("subsidised_loans", fen(&mut profile.subsidised_loans.iter().map(|loan| loan.principal))),
        ("entitlements", fen(&mut profile.entitlements.iter().map(|claim| claim.amount))),
        ("electricity", profile.electricity.iter().map(|of| of.arrears.fen()).sum()),
        ("conversion", (conversion.bookkeeping + conversion.social_insurance + conversion.other_costs).fen()),
    ]
}

/// Tables of facts that are no amounts of the year: its size by quarter, rates; prepayments are looked at in one form for the whole
/// year, other businesses go on beside either part, and their rules give what is set off its months and subsidies their side.
const NO_AMOUNTS: [&str; 9] =
    ["operation", "scale", "farming", "prepayment", "assessed", "other_business", "self_employed", "subsidies", "local_insurance"];

/// What goes by its time, fact by fact, as it is written; sorted, since the order of lines says nothing.
fn in_their_time(profile: &Profile) -> Vec<(&'static str, Vec<String>)> {
    let mut written = Fields::default();
    Profile::write(profile, &mut written, &Writing { profile: Some(profile), quarter: None });
    let of = |fact: &Fact| {
        let told = written.0.iter().find(|field| field.key == fact.key).map(|field| &field.value.node);
        let mut lines: Vec<String> = match told {
            None => Vec::new(),
            Some(Node::List(lines)) => lines.iter().map(|line| format!("{:?}", line.node)).collect(),
            Some(other) => panic!("{other:?} is no list of lines"),
        };
        lines.sort();
        (fact.key, lines)
    };
    Profile::FACTS.iter().filter(|fact| fact.divided == Some(Division::InItsTime)).map(of).collect()
}

#[test]
fn every_fact_that_is_divided_is_looked_at() {
    let named: Vec<&str> = amounts_of(&Profile::default()).into_iter().map(|(key, _)| key).collect();
    let divided = Profile::FACTS.iter().filter(|fact| fact.divided.is_some_and(|how| how != Division::InItsTime));
    let missed: Vec<&str> = divided.map(|fact| fact.key).filter(|key| !named.contains(key) && !NO_AMOUNTS.contains(key)).collect();
    assert!(missed.is_empty(), "an amount of the year, or none: {missed:?}");
    assert!(in_their_time(&Profile::default()).len() > 8);
}

fn within_the_year() -> impl Strategy<Value = Months> {
    (1..=12u32, 1..=12u32).prop_map(|(one, other)| {
        let month = |number| Month::from_number(number).unwrap();
        Months { from: month(one.min(other)), to: month(one.max(other)) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn both_parts_make_the_whole(
        profile in business(&FIGURES), month in 2..=12u32, months in within_the_year(), amounts in prop::array::uniform6(0i64..9_999_999),
    ) {
        let mut profile = profile;
        // Who has another business all year takes the deductions of the year once, on either side.
        profile.other_businesses.clear();
        let [goods, wages, other, cut, spend, insurance] = amounts.map(Money::from_fen);
        (profile.costs.goods, profile.costs.wages, profile.conversion.other_costs, profile.company.rd_spend) = (goods, wages, other, spend);
        profile.conversion.social_insurance = insurance;
        profile.properties.iter_mut().for_each(|property| property.months = months);
        profile.lands.iter_mut().for_each(|land| land.months = months);
        profile.rented.iter_mut().for_each(|rented| (rented.months, rented.agreed_cut) = (months, cut));
        let month = Month::from_number(month).unwrap();
        let rules = PACK.rules(profile.year, profile.place, None).unwrap();
        // A quarter on both sides of the month is refused.
        let Ok((Some((_, old)), (_, new))) = both_parts(&rules, &profile, month) else { return Ok(()) };
        for ((old, new), (name, whole)) in amounts_of(&old).into_iter().zip(amounts_of(&new)).zip(amounts_of(&profile)) {
            prop_assert_eq!(old.1 + new.1, whole, "{}", name);
        }
        for (((key, old), (_, new)), (_, whole)) in in_their_time(&old).into_iter().zip(in_their_time(&new)).zip(in_their_time(&profile)) {
            let mut both = [old, new].concat();
            both.sort();
            prop_assert_eq!(both, whole, "{}", key);
        }
        // Months of rent waived and of a landlord's exemption are counted on from one side to the other.
        for new in &new.rented {
            prop_assert_eq!(new.months_before + new.months.count(), months.count());
        }
        for cut in new.properties.iter().filter_map(|property| property.rent_cut.as_ref()) {
            prop_assert_eq!(cut.months_before, months_in(months, month));
        }
    }
}
