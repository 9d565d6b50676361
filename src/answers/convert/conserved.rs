//! No amount of the facts is lost or counted twice by a conversion inside the year.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::Pack;
use crate::check::strategies::{Figures, business};
use proptest::prelude::*;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::embedded().unwrap());
static FIGURES: LazyLock<Figures> = LazyLock::new(|| Figures::of(&PACK).unwrap());

/// Every amount that a year has once. The pattern names every field: a new one has to be placed here.
fn amounts_of(profile: &Profile) -> Vec<(&'static str, i64)> {
    let Profile {
        sales,
        earlier_sales,
        consumption_tax,
        prepaid_vat,
        cultural,
        box_office,
        paid_taxes,
        costs,
        limited_costs,
        contracts,
        properties,
        lands,
        resources,
        farmlands,
        rented,
        disabled_fund,
        owner,
        partners,
        losses,
        hires,
        company,
        equipment,
        social_insurance,
        insured,
        registrations,
        loan,
        subsidised_loans,
        entitlements,
        electricity,
        conversion,
        general,
        // Subsidies that only a converted business gets are on one side by their rule. The rest is no amount of the year: who the
        // taxpayer is, its size by quarter, rates; prepayments are looked at in one form for the whole year.
        subsidies: _,
        // Its months are those of the taxpayer.
        self_employed: _,
        // Those go on all year beside either part.
        other_businesses: _,
        name: _,
        year: _,
        place: _,
        locality: _,
        city_size: _,
        industry: _,
        form: _,
        vat_status: _,
        filing: _,
        housing_rental: _,
        movables_as_individual: _,
        scale: _,
        prepayment: _,
        interest_rate: _,
        assessed: _,
        operation: _,
        farming: _,
        water_fund_rate: _,
        local_insurance: _,
        unknown: _,
        origin: _,
    } = profile;
    let persons = || std::iter::once(owner).chain(partners.iter().map(|(_, partner)| partner));
    let own = |person: &&crate::facts::Person| person.comprehensive_income == Money::ZERO;
    let fen = |amounts: &mut dyn Iterator<Item = Money>| amounts.map(Money::fen).sum::<i64>();
    vec![
        ("sales", fen(&mut sales.iter().map(|sale| sale.amount))),
        ("earlier sales", fen(&mut earlier_sales.iter().map(|sold| sold.amount))),
        ("consumption tax", fen(&mut consumption_tax.iter().map(|(_, amount)| *amount))),
        ("VAT prepaid", fen(&mut prepaid_vat.iter().map(|(_, amount)| *amount))),
        ("receipts of advertising", fen(&mut cultural.iter().map(|of| of.amount - of.deduct))),
        ("box office", fen(&mut box_office.iter().map(|(_, amount)| *amount))),
        ("taxes given", fen(&mut paid_taxes.iter().map(|of| of.amount))),
        ("costs with a limit", limited_costs.total().fen()),
        ("costs carried in", (limited_costs.advertising_carried + limited_costs.training_carried).fen()),
        ("costs", costs.total().fen()),
        ("contracts", fen(&mut contracts.iter().map(|contract| contract.amount))),
        (
            "rents received",
            fen(&mut properties.iter().filter_map(|property| match property.base {
                PropertyBase::Rent(rent) => Some(rent),
                PropertyBase::Value(_) => None,
            })),
        ),
        ("months owned", properties.iter().map(|property| property.months.count()).sum()),
        ("months of land", lands.iter().map(|land| land.months.count()).sum()),
        ("minerals", fen(&mut resources.iter().map(|sold| sold.amount))),
        ("farmland", farmlands.iter().map(|land| land.area).sum()),
        ("rents paid", rented.iter().map(|rented| rented.monthly_rent.fen() * rented.months.count()).sum()),
        ("cuts agreed", fen(&mut rented.iter().map(|rented| rented.agreed_cut))),
        ("deductions", fen(&mut persons().filter(own).map(|person| person.deductions))),
        ("other relief", fen(&mut persons().map(|person| person.other_relief))),
        ("losses", fen(&mut losses.iter().map(|loss| loss.amount))),
        ("months hired", hires.iter().map(|hired| hired.months.count()).sum()),
        ("owner's wage", company.owner_wage.fen()),
        ("R&D", company.rd_spend.fen()),
        ("equipment", fen(&mut equipment.iter().map(|bought| bought.price))),
        ("premiums", social_insurance.iter().map(|of| of.payroll.fen()).sum()),
        ("wage that the fund is levied on", disabled_fund.average_wage.fen()),
        ("months insured", insured.iter().map(|insured| insured.months.count()).sum()),
        ("certificates", i64::try_from(registrations.len()).unwrap()),
        ("loan", loan.iter().map(|loan| loan.principal.fen()).sum()),
        ("subsidised loans", fen(&mut subsidised_loans.iter().map(|loan| loan.principal))),
        ("entitlements", fen(&mut entitlements.iter().map(|claim| claim.amount))),
        ("electricity", electricity.iter().map(|of| of.arrears.fen()).sum()),
        ("costs of a converted year", (conversion.bookkeeping + conversion.social_insurance + conversion.other_costs).fen()),
        ("input tax", fen(&mut general.inputs.iter().map(|input| input.tax - input.transferred_out))),
        ("opening credit", (general.opening_credit + general.opening_addition).fen()),
    ]
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
        // Months of rent waived and of a landlord's exemption are counted on from one side to the other.
        for new in &new.rented {
            prop_assert_eq!(new.months_before + new.months.count(), months.count());
        }
        for cut in new.properties.iter().filter_map(|property| property.rent_cut.as_ref()) {
            prop_assert_eq!(cut.months_before, months_in(months, month));
        }
    }
}
