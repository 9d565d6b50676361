//! Fees and given taxes, and costs that income tax does not deduct.

use crate::facts::{Facts, Form, VehicleKind};
use crate::sums::{d, fen, floor0, pct, yuan};
use crate::vat::{PeriodVat, periods};
use crate::vat_small::falls_in;
use crate::{Line, Outcome};
use rust_decimal::Decimal;

/// 残疾人就业保障金 (财税〔2015〕72号 art. 8): (staff × ratio − disabled employed) × the average wage of the year before.
pub(crate) fn disabled_fund(f: &Facts, into: &mut Outcome) {
    let told = &f.employment;
    // Enterprises, not individual businesses (art. 2).
    if f.as_form == Form::Individual || told.staff == 0 {
        return;
    }
    // 公告2019年第98号 art. 1: twice the average wage of the place at most.
    let wage = if told.local_wage == Decimal::ZERO { told.wage } else { told.wage.min(told.local_wage * yuan(2)) };
    let (staff, disabled, months) = (Decimal::from(told.staff), Decimal::from(told.disabled), Decimal::from(told.months));
    // 云南省残疾人保障条例 art. 18. Divided last, so that thirds stay exact.
    let due = fen(floor0(staff * d(15, 3) - disabled) * wage / months);
    // 公告2019年第98号 arts. 3, 4 for 2020–2022; 公告2023年第8号 to 2027.
    let paid = if f.year < 2020 {
        Decimal::ONE
    } else if staff <= yuan(30) * months {
        Decimal::ZERO
    } else if disabled >= staff * pct(1) {
        pct(50)
    } else {
        pct(90)
    };
    into.add(Line::DisabledFund, due, fen(due * (Decimal::ONE - paid)));
}

/// 文化事业建设费: 3% of the receipts, VAT included; advertising of units (财税〔2016〕25号), entertainment of anybody (60号).
pub(crate) fn cultural(f: &Facts, vat: &[PeriodVat], into: &mut Outcome) {
    for period in periods(f.monthly) {
        let parts = || vat.iter().filter(|part| part.period == period);
        for advertising in [true, false] {
            if advertising && f.as_form == Form::Individual {
                continue;
            }
            let received = f.cultural.iter().filter(|(when, of, ..)| falls_in(*when, period) && *of == advertising);
            let due = fen(received.map(|(.., paid, on)| paid - on).sum::<Decimal>() * pct(3));
            // 25号 art. 7, 60号 art. 3: small-scale taxpayers with sales of at most 20,000 a month, 60,000 a quarter.
            let sales: Decimal = parts().map(|part| part.sales).sum();
            let general = parts().any(|part| part.months.0 == period.first() && part.general);
            let small = !general && sales <= yuan(if f.monthly { 20_000 } else { 60_000 });
            // 财税〔2019〕46号, 〔2025〕7号: half; 公告2020年第25号, 2021年第7号: nothing is levied.
            let reduced = match (f.year, period.first()) {
                (2019, 1..=6) => Decimal::ZERO,
                (2020 | 2021, _) => Decimal::ONE,
                _ => pct(50),
            };
            into.add(Line::CulturalFee, due, if small { due } else { fen(due * reduced) });
        }
    }
}

/// 国家电影事业发展专项资金: 5% of the box office (财税〔2015〕91号 art. 7); none from January to August 2020 (公告2020年第26号; the longer term of
/// Hubei is not in these places) and from May to October 2023 (the announcement of 2023-05-21).
pub(crate) fn film_fund(f: &Facts, into: &mut Outcome) {
    for month in 1..=12 {
        let taken: Decimal = f.box_office.iter().filter(|(when, _)| when.first() == month).map(|(_, amount)| *amount).sum();
        let due = fen(taken * pct(5));
        let spared = match f.year {
            2020 => month <= 8 && f.knows((2020, 5, 13)),
            2023 => (5..=10).contains(&month) && f.knows((2023, 5, 21)),
            _ => false,
        };
        into.add(Line::FilmFund, due, if spared { due } else { Decimal::ZERO });
    }
}

/// 水利建设基金: a rate of the place on sales; none up to 100,000 a month, 300,000 a quarter (财税〔2016〕12号 art. 1).
pub(crate) fn water_fund(f: &Facts, vat: &[PeriodVat], into: &mut Outcome) {
    for period in periods(f.monthly) {
        let sales: Decimal = vat.iter().filter(|part| part.period == period).map(|part| part.sales).sum();
        let due = fen(sales * f.water_fund.unwrap_or(Decimal::ZERO));
        let free = sales <= yuan(if f.monthly { 100_000 } else { 300_000 });
        into.add(Line::WaterFund, due, if free { due } else { Decimal::ZERO });
    }
}

/// 车辆购置税: 10% of the price without VAT (暂行条例 art. 5, 车辆购置税法 art. 4). New-energy vehicles: none to 2025, half from 2026; of a passenger
/// car at most 30,000, then 15,000 (公告2023年第10号). Trailers: half. Passenger cars of up to 2,000 ml and 300,000: half from June to
/// December 2022 (公告2022年第20号).
pub(crate) fn vehicles(f: &Facts, into: &mut Outcome) {
    for bought in &f.vehicles {
        let due = fen(bought.price * pct(10));
        let new_energy = match f.year {
            ..=2020 => (pct(100), None, (2017, 12, 26)),
            2021 | 2022 => (pct(100), None, (2020, 4, 16)),
            2023 => (pct(100), None, (2022, 9, 18)),
            2024 | 2025 => (pct(100), Some(yuan(30_000)), (2023, 6, 19)),
            _ => (pct(50), Some(yuan(15_000)), (2023, 6, 19)),
        };
        let trailers = match (f.year, bought.month) {
            (..=2020, _) | (2021, ..=6) => (2018, 5, 25),
            (2021..=2023, _) => (2021, 3, 15),
            _ => (2023, 9, 22),
        };
        let of_2022 = f.year == 2022 && bought.month >= 6;
        let small = of_2022 && bought.price <= yuan(300_000) && bought.displacement.is_some_and(|ml| ml <= 2_000);
        let (share, most, issued) = match bought.kind {
            VehicleKind::Trailer => (pct(50), None, trailers),
            _ if bought.new_energy && f.knows(new_energy.2) => new_energy,
            VehicleKind::PassengerCar if small => (pct(50), None, (2022, 5, 31)),
            _ => (Decimal::ZERO, None, trailers),
        };
        let most = most.filter(|_| bought.kind == VehicleKind::PassengerCar).unwrap_or(due);
        let spared = fen(due * share).min(most);
        into.add(Line::VehiclePurchase, due, if f.knows(issued) { spared } else { Decimal::ZERO });
    }
}

/// 车船税, 环境保护税, 烟叶税, 土地增值税: as paid.
pub(crate) fn paid(f: &Facts, into: &mut Outcome) {
    const LINES: [Line; 4] = [Line::VehicleVessel, Line::Environmental, Line::TobaccoLeaf, Line::LandAppreciation];
    for (_, tax, amount) in &f.paid {
        into.add(LINES[*tax], *amount, Decimal::ZERO);
    }
}

/// 土地增值税 of a conversion: none where an enterprise that is no company becomes one (财税〔2018〕57号, 公告2021年第21号, 2023年第51号 art. 1).
/// An individual business is no enterprise.
pub(crate) fn land_appreciation(f: &Facts, into: &mut Outcome) {
    if f.converts() {
        let spared = matches!(f.form, Form::Sole | Form::Partnership) && f.as_form.is_company();
        into.add(Line::LandAppreciation, f.land_appreciation, if spared { f.land_appreciation } else { Decimal::ZERO });
    }
}

/// When the rules on advertising of a year were issued.
fn advertising_issued(year: i32) -> (i32, u32, u32) {
    match year {
        ..=2020 => (2017, 5, 27),
        2021..=2025 => (2020, 11, 27),
        _ => (2025, 12, 22),
    }
}

/// Advertising: 15% of sales; 30% for companies in cosmetics, medicine and drinks other than alcohol (财税〔2017〕41号, 公告2020年第43号,
/// 2025年第16号 art. 1). Classes of trade in cosmetics hold toiletries too, and are taken to be it.
fn advertising(f: &Facts) -> i64 {
    let issued = advertising_issued(f.year);
    let listed = ["2682", "27", "152", "5134", "5234"].iter().any(|code| f.is_in(code));
    if f.as_form.is_company() && listed && f.knows(issued) { 30 } else { 15 }
}

/// Costs that are added back: 令35号 arts. 15, 27–29 (with 财税〔2008〕65号); 企业所得税法 art. 10, 实施条例 arts. 40, 41, 43, 44, 财税〔2018〕51号.
pub(crate) fn added_back(f: &Facts, sales: Decimal) -> Decimal {
    let (told, company) = (&f.limited, f.as_form.is_company());
    // Employees have no wages here; the owner's of a company are wages.
    let wages = if company { f.wage } else { Decimal::ZERO };
    let up_to = |spent: Decimal, limit: Decimal| spent.min(floor0(fen(limit)));
    // Advertising of tobacco: never by a company (财税〔2017〕41号, 公告2020年第43号, 2025年第16号 art. 3, each known from its day of issue).
    let never = if company && f.knows(advertising_issued(f.year)) { told.tobacco_advertising } else { Decimal::ZERO };
    let advertising_told = told.advertising + told.tobacco_advertising - never;
    told.never + never + told.entertainment - up_to(fen(told.entertainment * pct(60)), sales * d(5, 3)) + advertising_told
        - up_to(advertising_told + told.advertising_carried, sales * pct(advertising(f)))
        + told.welfare
        - up_to(told.welfare, wages * pct(14))
        + told.union_dues
        - up_to(told.union_dues, wages * pct(2))
        + told.training
        - up_to(told.training + told.training_carried, wages * if company { pct(8) } else { d(25, 3) })
}
