//! 房产税, 城镇土地使用税, 资源税, 耕地占用税.

use crate::facts::{Facts, Form, Property};
use crate::halving::{halved, halved_holding};
use crate::sums::{d, fen, pct, yuan};
use crate::vat::PeriodVat;
use crate::{Line, Outcome};
use rust_decimal::Decimal;

fn months((from, to): (u32, u32)) -> Decimal {
    Decimal::from(to - from + 1)
}

/// Months of rent that a landlord's cut counts as. 云南省2022年4月公告: at least one month's rent; more than half a month beyond
/// whole months counts as one, less as none (exactly half is not stated and taken as none). Only 2022.
fn rent_free(f: &Facts, property: &Property) -> Decimal {
    let Some((cut, rent, qualifies)) = property.cut else { return Decimal::ZERO };
    let whole = (cut / rent).trunc();
    if f.year != 2022 || !qualifies || whole < Decimal::ONE {
        return Decimal::ZERO;
    }
    let counted = if (cut - whole * rent) * yuan(2) > rent { whole + Decimal::ONE } else { whole };
    counted.min(months(property.months))
}

/// What other reliefs leave is halved, for the months in which it is open.
fn add(into: &mut Outcome, line: Line, due: Decimal, first: Decimal, held: (u32, u32), halved: &dyn Fn(u32) -> bool) {
    let open = Decimal::from((held.0..=held.1).filter(|month| halved(*month)).count());
    let half = fen((due - first) * open / (yuan(2) * months(held)));
    into.add(line, due, first + half);
}

pub(crate) fn year(f: &Facts, vat: &[PeriodVat], into: &mut Outcome) {
    let (with_vat, by_halves) = (|month: u32| halved(f, vat, month, month), |month: u32| halved_holding(f, vat, month));
    for property in &f.properties {
        let due = if property.let_out {
            // 房产税暂行条例 art. 4: 12% of rent; 财税〔2008〕24号 art. 2(三): housing at the rate of 4%.
            fen(property.base * pct(if property.housing { 4 } else { 12 }))
        } else {
            // 1.2% of the value less Yunnan's 30%.
            fen(property.base * pct(70) * d(12, 3) * months(property.months) / yuan(12))
        };
        let spared = fen(due * rent_free(f, property) / months(property.months));
        let halved: &dyn Fn(u32) -> bool = if property.let_out { &with_vat } else { &by_halves };
        add(into, Line::Property, due, spared, property.months, halved);
    }
    for land in &f.lands {
        let due = fen(land.area * land.unit * months(land.months) / yuan(12));
        let free = land.let_with.map_or(Decimal::ZERO, |index| rent_free(f, &f.properties[index])).min(months(land.months));
        // 财税〔2008〕24号 art. 2(三): land of housing that an individual lets.
        let housing = land.let_with.is_some_and(|index| f.properties[index].housing && f.properties[index].let_out);
        let spared = if housing && f.as_form == Form::Individual { due } else { fen(due * free / months(land.months)) };
        add(into, Line::UrbanLandUse, due, spared, land.months, &by_halves);
    }
    for resource in &f.resources {
        let due = fen(resource.amount * resource.rate);
        add(into, Line::Resource, due, Decimal::ZERO, (resource.when.first(), resource.when.last()), &with_vat);
    }
    for farmland in &f.farmlands {
        // 云南省2019-07-25决定: 麒麟区 26 yuan. 耕地占用税法 art. 6: basic farmland half as much again.
        let unit = farmland.unit.unwrap_or(yuan(26));
        let factor = if farmland.basic { d(15, 1) } else { Decimal::ONE };
        let due = fen(farmland.area * unit * factor);
        add(into, Line::FarmlandOccupation, due, Decimal::ZERO, (farmland.month, farmland.month), &with_vat);
    }
}
