//! Vehicle purchase tax (车辆购置税): once, on the price of a vehicle without VAT, in the month it is bought. It is part of what the
//! vehicle cost and lowers no profit at once.

use super::{OnFacts, OwnLine, Report, Rules, Taxpayer, not_covered};
use crate::base::dates::{Month, Period};
use crate::base::error::Error;
use crate::base::names::{EquipmentClass, Form, Line};
use crate::base::slot::{Part, Subject, Turn};
use crate::base::words::vocabulary;
use crate::facts::{Profile, Vehicle, VehicleKind};
use crate::law::parameter::{all, amount, count, optional, or, parameters, rate, word};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::Lines;
use crate::taxes::not_counted::NotCounted;
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};
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

parameters! {
    pub(crate) struct ReduceSmallCars en "Vehicle purchase tax is reduced for cars of a small engine" zh "小排量乘用车减征车辆购置税" {
        reduction: Rate = rate(), en "the share that is not levied" zh "减征比例";
        price_up_to: Money = amount(), en "the price without VAT up to which it is" zh "不含增值税价格上限";
        displacement_up_to: u32 = count(100_000, &["毫升"]), en "the displacement up to which it is, in millilitres" zh "排气量上限（毫升）";
    }
}

impl Rule for ReduceSmallCars {
    const DECIDES: &'static Subject =
        &Subject::monthly("reduce-small-cars", "vehicle purchase tax on cars of a small engine", "小排量乘用车车辆购置税减征")
            .relieves(Line::VehiclePurchase, Turn::Any);
}

impl ReduceSmallCars {
    /// Why a passenger car is not one of those.
    fn refusal(&self, bought: &Vehicle) -> Option<Reason> {
        let most = self.displacement_up_to;
        match bought.displacement {
            None => Some(Reason::EngineNotTold { most }),
            Some(displacement) if displacement > most => Some(Reason::EngineTooLarge { displacement, most }),
            Some(_) if bought.price > self.price_up_to => Some(Reason::AmountOver { amount: bought.price, most: self.price_up_to }),
            Some(_) => None,
        }
    }
}

/// The tax of a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    law: Option<RuleInForce<VehiclePurchase>>,
    new_energy: Option<RuleInForce<ReduceVehiclePurchase>>,
    trailers: Option<RuleInForce<ReduceVehiclePurchase>>,
    small_cars: Option<RuleInForce<ReduceSmallCars>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        let (new_energy, trailers) = (day.of(ReducedVehicle::NewEnergy), day.of(ReducedVehicle::Trailer));
        Ok(MonthRules { law: day.find(), new_energy, trailers, small_cars: day.find() })
    }
}

/// Vehicle purchase tax.
pub(crate) struct VehiclePurchaseTax;

impl super::Tax for VehiclePurchaseTax {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::VehiclePurchase).never_deducted()];
    const MECHANISMS: &'static [Kind] =
        &[Kind::of::<VehiclePurchase>(), Kind::of::<ReduceVehiclePurchase>(), Kind::of::<ReduceSmallCars>()];

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
    let left = due - relief;
    if let Some(RuleInForce { measure, rule, .. }) = &rules.small_cars
        && bought.kind == VehicleKind::PassengerCar
        && left > Money::ZERO
    {
        match rule.refusal(bought) {
            Some(reason) => trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason }),
            None => {
                let result = left.times(rule.reduction);
                let (basis, formula) = (Basis::Law(*measure), Formula::Product { base: left, rate: rule.reduction });
                trace.step(|| Step { line, period, what: What::FeeReduced, basis, result, formula });
                relief += result;
            }
        }
    }
    lines[line].add(due, relief);
}
