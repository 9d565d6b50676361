//! Vehicle purchase tax (车辆购置税): once, on the price of a vehicle without VAT, in the month it is bought. It is part of what the
//! vehicle cost and lowers no profit at once.

use super::{OnFacts, OwnLine, Report, Rules, Taxpayer, not_covered};
use crate::base::dates::{Month, Period};
use crate::base::error::Error;
use crate::base::names::{EquipmentClass, Form, Line};
use crate::base::slot::{Part, Subject, Turn};
use crate::base::words::vocabulary;
use crate::facts::{Profile, Vehicle, VehicleKind};
use crate::law::parameter::{all, amount, optional, or, parameters, rate, word};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::Lines;
use crate::taxes::not_counted::NotCounted;
use crate::taxes::trace::{Basis, Formula, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct VehiclePurchase en "Vehicle purchase tax on the price without VAT" zh "车辆购置税" {
        rate: Rate = rate(), en "the rate" zh "税率";
    }
}

impl Rule for VehiclePurchase {
    const DECIDES: &'static Subject = &Subject::monthly("vehicle-purchase", "vehicle purchase tax", "车辆购置税");
}

vocabulary! {
    /// Vehicles whose purchase is spared or taxed less.
    pub(crate) enum ReducedVehicle {
        NewEnergy "new-energy" en "new-energy vehicles" zh "新能源汽车";
        Trailer "trailer" en "trailers" zh "挂车";
    }
}

impl ReducedVehicle {
    fn is(self, bought: &Vehicle) -> bool {
        match self {
            ReducedVehicle::NewEnergy => bought.new_energy,
            ReducedVehicle::Trailer => bought.kind == VehicleKind::Trailer,
        }
    }
}

parameters! {
    pub(crate) struct ReduceVehiclePurchase en "Vehicle purchase tax is reduced for some vehicles" zh "减免车辆购置税" {
        vehicles: ReducedVehicle = word(all()), en "for which" zh "适用车辆";
        reduction: Rate = or(Rate::ONE, rate()), en "the share that is not levied; all of it where it is not given" zh "减征比例，不填为全部";
        most: Option<Money> = optional(amount()), en "the most of a passenger car" zh "每辆乘用车的减免上限";
    }
}

impl Rule for ReduceVehiclePurchase {
    const DECIDES: &'static Subject = &Subject::monthly("reduce-vehicle-purchase", "reduction of vehicle purchase tax", "车辆购置税减免")
        .relieves(Line::VehiclePurchase, Turn::Any);

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.vehicles)]
    }
}

/// The tax of a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    law: Option<RuleInForce<VehiclePurchase>>,
    new_energy: Option<RuleInForce<ReduceVehiclePurchase>>,
    trailers: Option<RuleInForce<ReduceVehiclePurchase>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { law: day.find(), new_energy: day.of(ReducedVehicle::NewEnergy), trailers: day.of(ReducedVehicle::Trailer) })
    }
}

/// Vehicle purchase tax.
pub(crate) struct VehiclePurchaseTax;

impl super::Tax for VehiclePurchaseTax {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::VehiclePurchase).never_deducted()];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<VehiclePurchase>(), Kind::of::<ReduceVehiclePurchase>()];

    fn not_counted(rules: &Rules, profile: &Profile, _: Form, say: &mut dyn FnMut(NotCounted)) {
        let is_levied = rules.month(Month::JANUARY).vehicle_purchase.law.is_some();
        let bought = profile.equipment.iter().any(|bought| bought.class == EquipmentClass::Vehicle);
        if is_levied && bought && profile.vehicles.is_empty() {
            say(NotCounted::VehiclePurchase);
        }
    }

    #[inline]
    fn check(rules: &Rules, profile: &Profile, _: Report<'_>) -> Result<(), Error> {
        let untaxed = profile.vehicles.iter().find(|bought| rules.month(bought.month).vehicle_purchase.law.is_none());
        untaxed.map_or(Ok(()), |bought| Err(not_covered(rules, Line::VehiclePurchase, Period::Month(bought.month))))
    }
}

impl OnFacts for VehiclePurchaseTax {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        !profile.vehicles.is_empty()
    }

    #[cold]
    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        for bought in &payer.profile.vehicles {
            assess(&payer.rules.month(bought.month).vehicle_purchase, bought, lines, trace);
        }
    }
}

/// Assesses one vehicle.
fn assess<T: Trace>(rules: &MonthRules, bought: &Vehicle, lines: &mut Lines, trace: &mut T) {
    let Some(RuleInForce { measure, rule, .. }) = &rules.law else { return };
    let (line, period, base) = (Line::VehiclePurchase, Period::Month(bought.month), bought.price);
    let due = base.times(rule.rate);
    let (basis, formula) = (Basis::Law(*measure), Formula::Product { base, rate: rule.rate });
    trace.step(|| Step { line, period, what: What::Due, basis, result: due, formula });
    let mut relief = Money::ZERO;
    for RuleInForce { measure, rule, .. } in rules.new_energy.iter().chain(&rules.trailers).filter(|of| of.rule.vehicles.is(bought)) {
        let left = due - relief;
        let amount = left.times(rule.reduction);
        let most = rule.most.filter(|most| bought.kind == VehicleKind::PassengerCar && *most < amount);
        let formula = match most {
            Some(most) => Formula::AtMost { amount, most },
            None => Formula::Product { base: left, rate: rule.reduction },
        };
        let (basis, result) = (Basis::Law(*measure), most.unwrap_or(amount));
        trace.step(|| Step { line, period, what: What::FeeReduced, basis, result, formula });
        relief += result;
    }
    lines[line].add(due, relief);
}
