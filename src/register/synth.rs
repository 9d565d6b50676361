//! A plausible register to try things on: usual sectors and sizes in the counties of one city, the same for the same seed.
//!
//! Nothing in it is of a real business. What the law bounds (rates, unit amounts) is taken from the pack; the sizes stand
//! close around round figures, where thresholds lie.

use crate::assess::Rules;
use crate::base::names::{Filing, Form, Landlord, Locality, SaleKind, SizeClass, VatStatus};
use crate::base::words::Vocabulary;
use crate::law::Pack;
use crate::{Error, Money, Month, Rate};
use arrow_array::{ArrayRef, Decimal128Array, Int32Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// Sectors with their weight, what they sell and what they are called.
const SECTORS: [(&str, u64, SaleKind, &str); 16] = [
    ("F5211", 22, SaleKind::Goods, "百货店"),
    ("F5231", 8, SaleKind::Goods, "服装店"),
    ("F5174", 6, SaleKind::Goods, "五金建材"),
    ("F5122", 6, SaleKind::Goods, "粮油批发"),
    ("H6210", 20, SaleKind::Services, "面馆"),
    ("H6110", 3, SaleKind::Services, "客栈"),
    ("O8040", 6, SaleKind::Services, "理发店"),
    ("O8111", 5, SaleKind::Services, "汽修"),
    ("G5430", 6, SaleKind::Services, "货运"),
    ("C1331", 3, SaleKind::Goods, "榨油坊"),
    ("C3311", 3, SaleKind::Goods, "门窗加工"),
    ("E5010", 3, SaleKind::Services, "装饰装修"),
    ("L7299", 4, SaleKind::Services, "商务服务"),
    ("R9012", 2, SaleKind::Services, "娱乐室"),
    ("M7440", 1, SaleKind::Services, "检测服务"),
    ("A0111", 2, SaleKind::Goods, "种植户"),
];

/// Yearly sales around which businesses are made, in thousands of yuan, with their weight.
const SIZES: [(i64, u64); 9] = [(60, 14), (120, 18), (400, 20), (800, 12), (1_200, 14), (2_000, 8), (3_000, 6), (5_000, 6), (9_000, 2)];

/// A splitmix64 generator (Steele, Lea and Flood 2014): small, and each row begins its own.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below `most`.
    fn below(&mut self, most: u64) -> u64 {
        self.next() % most.max(1)
    }

    fn in_hundred(&mut self, chances: u64) -> bool {
        self.below(100) < chances
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(u64::try_from(most - least + 1).unwrap_or(1))).unwrap_or(0)
    }

    fn weighted<T: Copy>(&mut self, choices: &[(T, u64)]) -> Option<T> {
        let mut left = self.below(choices.iter().map(|(_, weight)| weight).sum());
        choices.iter().find_map(|(choice, weight)| {
            let here = left < *weight;
            left = left.wrapping_sub(*weight);
            here.then_some(*choice)
        })
    }
}

/// Where businesses lie.
#[derive(Clone, Debug)]
struct County {
    code: u32,
    name: String,
    /// What its property tax takes off the original value is known: some own premises.
    owners: bool,
}

impl County {
    fn new(pack: &Pack, code: u32, year: i32) -> Result<County, Error> {
        let name = pack.classes().place_name(code).map(|name| name.zh.clone()).unwrap_or_default();
        let owners = pack.rules(year, code, None)?.taxes.annual.property.deduction_to_tell().is_none();
        Ok(County { code, name, owners })
    }
}

/// A register to be made.
#[derive(Clone, Debug)]
pub struct Synthesis {
    seed: u64,
    year: i32,
    places: Vec<County>,
    /// Output rates of goods and services.
    rates: (String, String),
    /// Land-use tax per square metre in each locality.
    unit_amounts: [Money; 3],
    schema: SchemaRef,
}

const TEXTS: [&str; 15] = [
    "key",
    "name",
    "place",
    "locality",
    "industry",
    "form",
    "vat_status",
    "filing",
    "sale_kind",
    "output_rate",
    "landlord",
    "restricted_industry",
    "size_class",
    "volunteers",
    "share_distributed",
];

const NUMBERS: [&str; 3] = ["year", "contract_month", "staff"];

const AMOUNTS: [&str; 20] = [
    "sales_q1",
    "sales_q2",
    "sales_q3",
    "sales_q4",
    "sales_special_q1",
    "cost_goods",
    "cost_wages",
    "cost_insurance",
    "cost_other",
    "monthly_rent",
    "contract_sale",
    "property_value",
    "land_area",
    "land_unit_amount",
    "assets",
    "owner_income",
    "owner_deductions",
    "owner_wage",
    "loss_1",
    "convert_bookkeeping",
];

/// The rows while they are made: cells by column, in the order of the lists above and then the months.
struct Rows {
    texts: Vec<Vec<String>>,
    numbers: Vec<Vec<Option<i32>>>,
    amounts: Vec<Vec<Option<i128>>>,
}

impl Synthesis {
    /// A register of a year, by a seed: in the counties beside the pack's example place.
    ///
    /// ```
    /// use huiqi::register::Synthesis;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// assert!(Synthesis::new(&pack, 1, 2023).is_ok());
    /// assert!(Synthesis::new(&pack, 1, 2018).unwrap_err().is_outside());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the pack does not cover the year.
    pub fn new(pack: &Pack, seed: u64, year: i32) -> Result<Synthesis, Error> {
        let rules = pack.rules(year, pack.example_place(), None)?;
        let places: Result<Vec<County>, Error> = pack.example_counties().into_iter().map(|code| County::new(pack, code, year)).collect();
        let unit = |locality| rules.taxes.annual.land_use.amount.rule.range(locality, None).0;
        let unit_amounts = [unit(Locality::City), unit(Locality::CountyTown), unit(Locality::Elsewhere)];
        let mut fields: Vec<Field> = TEXTS.iter().map(|name| Field::new(*name, DataType::Utf8, false)).collect();
        fields.extend(NUMBERS.iter().map(|name| Field::new(*name, DataType::Int32, true)));
        let months = Month::all().flat_map(|month| ["sales_m", "input_tax_m"].map(|of| format!("{of}{:02}", month.number())));
        let amounts = AMOUNTS.iter().map(|name| (*name).to_string()).chain(months);
        fields.extend(amounts.map(|name| Field::new(name, DataType::Decimal128(15, 2), true)));
        Ok(Synthesis { seed, year, places: places?, rates: rates(&rules), unit_amounts, schema: Arc::new(Schema::new(fields)) })
    }

    /// The same in the counties of a province or city, or in one county.
    ///
    /// ```
    /// use huiqi::register::Synthesis;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let province = huiqi::Profile::place_code("广东省", &pack)?;
    /// let rows = Synthesis::new(&pack, 1, 2023)?.within(&pack, province)?.rows(0, 3).unwrap();
    /// let places = rows.column_by_name("place").unwrap();
    /// assert!(format!("{places:?}").contains("\"44"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Synthesis::new`].
    pub fn within(self, pack: &Pack, place: u32) -> Result<Synthesis, Error> {
        let places: Result<Vec<County>, Error> =
            pack.classes().counties(place).into_iter().map(|code| County::new(pack, code, self.year)).collect();
        Ok(Synthesis { places: places?, ..self })
    }

    /// The columns.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let schema = huiqi::register::Synthesis::new(&pack, 1, 2023)?.schema();
    /// assert_eq!(schema.field(0).name(), "key");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    /// The rows from `first`, `count` of them. A row depends on the seed and its number alone.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let made = huiqi::register::Synthesis::new(&pack, 1, 2023)?;
    /// assert_eq!(made.rows(0, 10)?.slice(7, 3), made.rows(7, 3)?); // a row is the same wherever one begins
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When Arrow cannot hold them.
    pub fn rows(&self, first: u64, count: usize) -> Result<RecordBatch, ArrowError> {
        let mut rows = Rows {
            texts: vec![Vec::with_capacity(count); TEXTS.len()],
            numbers: vec![Vec::with_capacity(count); NUMBERS.len()],
            amounts: vec![Vec::with_capacity(count); AMOUNTS.len() + 24],
        };
        for row in (first..).take(count) {
            self.row(row, &mut rows);
        }
        let mut columns: Vec<ArrayRef> = rows.texts.into_iter().map(|cells| Arc::new(StringArray::from(cells)) as ArrayRef).collect();
        columns.extend(rows.numbers.into_iter().map(|cells| Arc::new(Int32Array::from(cells)) as ArrayRef));
        for cells in rows.amounts {
            columns.push(Arc::new(Decimal128Array::from(cells).with_precision_and_scale(15, 2)?));
        }
        RecordBatch::try_new(self.schema(), columns)
    }

    fn row(&self, row: u64, rows: &mut Rows) {
        let mut dice = Dice(self.seed ^ row.wrapping_mul(0xd6e8_feb8_6659_fd93));
        dice.next();
        let (place, county, owners) = usize::try_from(dice.below(self.places.len() as u64))
            .ok()
            .and_then(|at| self.places.get(at))
            .map(|county| (county.code.to_string(), county.name.as_str(), county.owners))
            .unwrap_or_default();
        let locality = dice.weighted(&[(Locality::City, 50), (Locality::CountyTown, 35), (Locality::Elsewhere, 15)]);
        let locality = locality.unwrap_or(Locality::City);
        let sector = dice.weighted(&SECTORS.map(|(code, weight, kind, called)| ((code, kind, called), weight)));
        let (industry, kind, called) = sector.unwrap_or(("H6210", SaleKind::Services, "面馆"));
        let around = dice.weighted(&SIZES).unwrap_or(120);
        // Most lie near a round figure, some exactly on it, the rest anywhere up to three times as much.
        let year_sales = match dice.below(10) {
            0 => around * 100_000,
            1..=6 => around * 100_000 + dice.between(-around * 1_000, around * 1_000),
            _ => dice.between(around * 20_000, around * 300_000),
        };
        let general = year_sales > 480_000_000 && dice.in_hundred(60) || dice.in_hundred(2);
        let monthly = if general { dice.in_hundred(60) } else { dice.in_hundred(8) };
        let form = if dice.in_hundred(97) { Form::IndividualBusiness } else { Form::SoleProprietorship };
        let margin = dice.between(4, 45);
        let costs = year_sales / 100 * (100 - margin);
        let staff = dice.between(0, 4) + year_sales / 40_000_000;
        let wages = if staff > 1 { (staff - 1) * dice.between(2_800_000, 5_200_000) } else { 0 };
        let wages = wages.min(costs / 2);
        let rent = if dice.in_hundred(60) { dice.between(80_000, 900_000).min(costs / 60) } else { 0 };
        let owns = dice.in_hundred(6);
        let word = |yes: bool| if yes { "yes" } else { "no" }.to_string();
        let rate = if kind == SaleKind::Goods { &self.rates.0 } else { &self.rates.1 };
        let class = if year_sales < 100_000_000 { SizeClass::Micro } else { SizeClass::Small };
        let texts = [
            format!("92{place}MA{row:010}"),
            format!("{county}{called}{row:07}"),
            place,
            locality.key().to_string(),
            industry.to_string(),
            form.key().to_string(),
            if general { VatStatus::General } else { VatStatus::SmallScale }.key().to_string(),
            if monthly { Filing::Monthly } else { Filing::Quarterly }.key().to_string(),
            kind.key().to_string(),
            if general { rate.clone() } else { String::new() },
            if rent == 0 {
                String::new()
            } else {
                dice.weighted(&[(Landlord::State, 30), (Landlord::Other, 70)]).map_or("", Vocabulary::key).to_string()
            },
            word(dice.in_hundred(1)),
            if dice.in_hundred(50) { class.key().to_string() } else { String::new() },
            word(dice.in_hundred(3)),
            dice.weighted(&[("100%", 70), ("50%", 15), ("0%", 15)]).unwrap_or_default().to_string(),
        ];
        push(&mut rows.texts, texts.into_iter());
        let contract = dice.in_hundred(25);
        let month = i32::try_from(dice.between(1, 12)).ok();
        push(&mut rows.numbers, [Some(self.year), month.filter(|_| contract), i32::try_from(staff).ok()].into_iter());
        let some = |fen: i64| (fen > 0).then_some(i128::from(fen));
        let quarters: [i64; 4] = if monthly { [0; 4] } else { std::array::from_fn(|_| share(&mut dice, year_sales / 4)) };
        let special = if dice.in_hundred(15) && !monthly { quarters.first().map_or(0, |first| first / 10) } else { 0 };
        let unit = self.unit_amounts.get(locality.index()).copied().unwrap_or(Money::ZERO);
        let amounts = [
            quarters.first().copied().unwrap_or(0),
            quarters.get(1).copied().unwrap_or(0),
            quarters.get(2).copied().unwrap_or(0),
            quarters.get(3).copied().unwrap_or(0),
            special,
            costs - wages - rent * 12 - costs / 20,
            wages,
            wages / 6,
            costs / 20,
            rent,
            if contract { year_sales / 2 } else { 0 },
            if owns { dice.between(10_000_000, 300_000_000) * i64::from(owners) } else { 0 },
            if owns { dice.between(4_000, 100_000) } else { 0 },
            if owns { unit.fen() } else { 0 },
            year_sales / 3 + 2_000_000,
        ];
        let income = if dice.in_hundred(10) { dice.between(1_000_000, 12_000_000) } else { 0 };
        let zero_too = [Some(i128::from(income)), some(dice.between(0, 4) * 1_200_000)];
        let wage = if dice.in_hundred(20) { 6_000_000.min(costs / 10) } else { 0 };
        let loss = if dice.in_hundred(4) { dice.between(100_000, 20_000_000) } else { 0 };
        let bookkeeping = if dice.in_hundred(50) { 240_000 } else { 0 };
        let months = Month::all().flat_map(|_| {
            let sales = if monthly { share(&mut dice, year_sales / 12) } else { 0 };
            let input = if general && monthly { sales / 100 * i64::try_from(dice.below(9)).unwrap_or(0) } else { 0 };
            // A monthly filer says a month without sales as zero now and then; a quarterly filer says nothing of months.
            [if monthly && sales == 0 { Some(0) } else { some(sales) }, some(input)]
        });
        let months: Vec<Option<i128>> = months.collect();
        let mut amounts = amounts.map(some);
        if let (false, Some(first)) = (monthly, amounts.first_mut()) {
            // A year without any sales is said in so many words.
            *first = Some(first.unwrap_or(0));
        }
        let cells = amounts.into_iter().chain(zero_too).chain([wage, loss, bookkeeping].map(some)).chain(months);
        push(&mut rows.amounts, cells);
    }
}

fn push<T>(columns: &mut [Vec<T>], cells: impl Iterator<Item = T>) {
    for (column, cell) in columns.iter_mut().zip(cells) {
        column.push(cell);
    }
}

/// A period's sales: about the even share, now and then none.
fn share(dice: &mut Dice, even: i64) -> i64 {
    if dice.in_hundred(6) { 0 } else { even / 100 * dice.between(70, 130) + dice.between(0, 99) }
}

/// The highest output rate, for goods, and the lowest, for services.
fn rates(rules: &Rules) -> (String, String) {
    let rates = &rules.month(Month::JANUARY).vat.rates.rule.rates;
    let written = |rate: Option<&Rate>| rate.map(ToString::to_string).unwrap_or_default();
    (written(rates.iter().max()), written(rates.iter().filter(|rate| **rate > Rate::ZERO).min()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_depends_on_the_seed_and_its_number_alone() {
        let pack = Pack::embedded().unwrap();
        let made = Synthesis::new(&pack, 7, 2024).unwrap();
        let whole = made.rows(0, 50).unwrap();
        assert_eq!(whole.slice(20, 10), made.rows(20, 10).unwrap());
        assert_ne!(whole, Synthesis::new(&pack, 8, 2024).unwrap().rows(0, 50).unwrap());
        let codes: Vec<bool> = SECTORS.iter().map(|(code, ..)| pack.classes().industry(code).is_ok()).collect();
        assert!(codes.iter().all(|known| *known));
    }
}
