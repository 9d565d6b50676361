//! One row to the facts of a business: the same facts as a profile file would hold.

use super::alone::{OF_FACTS, Single, Slots};
use super::cell::{Reader, Trade};
use super::decode::Decoded;
use super::header::{ContractColumns, Header, List};
use super::options::RowNotes;
use super::trouble::{Right, RowError, Wrong};
use crate::base::error::At;
use crate::base::names::{Filing, Form, Invoice, Prices, SaleKind, VatStatus};
use crate::base::words::{Lang, Vocabulary};
use crate::facts::cells::Cells;
use crate::facts::{
    Contract, Industry, Input, Land, Loss, Method, Months, OtherBusiness, Part, Person, Profile, Property, PropertyBase, QuarterEnds,
    Rented, Sale, meeting, standing_of_row,
};
use crate::law::Pack;
use crate::{Money, Month, Quarter, Rate};

/// One row of a decoded batch.
pub(super) struct Row<'b> {
    pub(super) header: &'b Header,
    decoded: &'b Decoded,
    trades: &'b [Trade],
    pub(super) pack: &'b Pack,
    row: usize,
    /// Which of the columns that stand alone say something.
    singles: Slots,
    lang: Lang,
}

impl Cells for Row<'_> {
    #[inline]
    fn has(&self, column: usize) -> bool {
        self.header.has(OF_FACTS.get(column).copied().unwrap_or_default())
    }

    #[inline]
    fn cell(&self, column: usize) -> (bool, i64) {
        self.said(OF_FACTS.get(column).copied().unwrap_or_default())
    }

    #[inline]
    fn industry(&self, number: i64) -> Option<&Industry> {
        self.trade(number).map(|trade| &trade.industry)
    }
}

/// What is wrong with a row, boxed: it is rare.
pub(super) type Refused = Box<RowError>;

impl<'b> Row<'b> {
    pub(super) fn new(header: &'b Header, decoded: &'b Decoded, reader: &'b Reader<'_>, row: usize, lang: Lang) -> Row<'b> {
        let singles = std::array::from_fn(|word| decoded.word(word, row));
        Row { header, decoded, trades: &reader.known, pack: reader.pack, row, singles, lang }
    }

    pub(super) fn trade(&self, number: i64) -> Option<&Trade> {
        self.trades.get(usize::try_from(number).ok()?)
    }

    /// Whether a column that stands alone says something, and its number.
    #[inline]
    pub(super) fn said(&self, slot: usize) -> (bool, i64) {
        let word = self.singles.get(slot / 64).copied().unwrap_or_default();
        (word >> (slot % 64) & 1 == 1, self.decoded.number(slot, self.row).unwrap_or_default())
    }

    /// Whether a column that stands alone says something.
    #[inline]
    pub(super) fn says(&self, single: Single) -> bool {
        self.said(single.index()).0
    }

    /// Whether any of some columns that stand alone says something.
    #[inline]
    pub(super) fn says_any(&self, slots: &Slots) -> bool {
        self.singles.iter().zip(slots).any(|(said, asked)| said & asked != 0)
    }

    pub(super) fn number(&self, single: Single) -> Option<i64> {
        let (said, number) = self.said(single.index());
        said.then_some(number)
    }

    fn cell_at(&self, slot: Option<usize>) -> Option<i64> {
        self.decoded.get(slot?, self.row)
    }

    /// The numbers that a list of the header has in this row, with what the header says of their columns.
    pub(super) fn plan<'h, T>(&self, list: List, of: &'h [T]) -> impl Iterator<Item = (&'h T, i64)> {
        let slots = self.header.slots_of(list);
        let first = slots.start;
        self.decoded.plan(slots, self.row).filter_map(move |(slot, number)| Some((of.get(slot - first)?, number)))
    }

    fn amount(&self, single: Single) -> Money {
        Money::from_fen(self.number(single).unwrap_or_default())
    }

    pub(super) fn word<V: Vocabulary>(&self, single: Single) -> Option<V> {
        self.number(single).and_then(|index| V::ALL.get(usize::try_from(index).ok()?)).copied()
    }

    fn truth(&self, single: Single) -> bool {
        self.number(single) == Some(1)
    }

    fn month(&self, number: Option<i64>) -> Option<Month> {
        Month::from_number(u32::try_from(number?).ok()?)
    }

    pub(super) fn refuse(&self, column: &str, wrong: &Wrong, right: &Right) -> Refused {
        Box::new(RowError::new(self.row, Some(column), wrong, right, self.lang))
    }

    pub(super) fn missing(&self, single: Single, with: &str) -> Refused {
        self.refuse(self.header.name_of(single), &Wrong::Missing, &Right::With { other: with.to_string() })
    }

    fn refuse_cell(&self, single: Single, right: &Right) -> Refused {
        let found = self.number(single).map(|number| number.to_string()).unwrap_or_default();
        self.refuse(self.header.name_of(single), &Wrong::Cell { found }, right)
    }

    /// Writes the row's facts into a profile that was empty before the first row of the register; its buffers are used again.
    /// Returns what was taken for told.
    pub(super) fn fill(&self, profile: &mut Profile, year: Option<i32>) -> Result<RowNotes, Refused> {
        let mut notes = RowNotes::default();
        Profile::fill(profile, self);
        profile.year = year.unwrap_or(profile.year);
        let prices: Prices;
        (profile.vat_status, profile.filing, prices) = standing_of_row(self);
        self.usual(profile, &mut notes);
        self.general(profile)?;
        self.sales(profile, prices, &mut notes)?;
        if profile.tells_a_total() {
            self.spread(profile, &mut notes)?;
        }
        self.contracts(profile)?;
        self.property(profile)?;
        self.rented(profile)?;
        self.scale(profile)?;
        self.claims(profile)?;
        self.insured(profile)?;
        self.partners(profile)?;
        self.other_businesses(profile);
        profile.losses.clear();
        for ((before, _), amount) in self.plan(List::Losses, &self.header.losses).filter(|(_, amount)| *amount != 0) {
            profile.losses.push(Loss { year: profile.year - before, amount: Money::from_fen(amount) });
        }
        Ok(notes)
    }

    fn other_businesses(&self, profile: &mut Profile) {
        profile.other_businesses.clear();
        let told = [(Form::IndividualBusiness, Single::OTHER_INDIVIDUAL), (Form::SoleProprietorship, Single::OTHER_ENTERPRISES)];
        for (form, single) in told {
            let income = self.amount(single);
            if income > Money::ZERO {
                profile.other_businesses.push(OtherBusiness { form, income, ..OtherBusiness::default() });
            }
        }
    }

    fn general(&self, profile: &mut Profile) -> Result<(), Refused> {
        let general = &mut profile.general;
        match (profile.vat_status, general.from) {
            (VatStatus::General, Some(_)) => return Err(self.refuse_cell(Single::GENERAL_FROM, &Right::SmallScaleOnly)),
            (VatStatus::SmallScale, _) if general.opening_credit != Money::ZERO => {
                return Err(self.refuse_cell(Single::OPENING_CREDIT, &Right::GeneralOnly));
            }
            (_, Some(from)) if profile.filing == Filing::Quarterly && from.number() % 3 != 1 => {
                return Err(self.refuse_cell(Single::GENERAL_FROM, &Right::QuarterStart));
            }
            _ => {}
        }
        general.inputs.clear();
        for ((period, _), tax) in self.plan(List::Inputs, &self.header.inputs).filter(|(_, tax)| *tax != 0) {
            general.inputs.push(Input { period: *period, tax: Money::from_fen(tax), ..Input::default() });
        }
        Ok(())
    }

    fn sales(&self, profile: &mut Profile, prices: Prices, notes: &mut RowNotes) -> Result<(), Refused> {
        let mut main: Option<SaleKind> = None;
        let any_rate = self.number(Single::OUTPUT_RATE);
        let simple = self.truth(Single::SIMPLE);
        let (mut said, mut main_kind, mut own_kind) = (false, false, false);
        profile.sales.clear();
        for (column, amount) in self.plan(List::Sales, &self.header.sales) {
            said = true;
            if amount == 0 {
                continue;
            }
            if column.kind.is_none() && main.is_none() {
                main = self.main_kind(notes);
            }
            let Some(kind) = column.kind.or(main) else {
                return Err(self.missing(Single::SALE_KIND, self.header.name(column.at).unwrap_or_default()));
            };
            main_kind |= column.kind.is_none();
            own_kind |= column.kind.is_some();
            let own_rate = self.header.output_rates.get(kind.index()).copied().flatten();
            let method = match (self.cell_at(own_rate).or(any_rate), simple) {
                (Some(rate), _) => Method::General(Rate::from_millionths(rate)),
                (None, true) => Method::Simple,
                (None, false) if profile.vat_status == VatStatus::SmallScale => Method::Levy,
                (None, false) => return Err(self.refuse(self.header.name_of(Single::OUTPUT_RATE), &Wrong::Missing, &Right::RateOrSimple)),
            };
            let mut sale = Sale {
                period: column.period,
                kind,
                amount: Money::from_fen(amount),
                prices,
                invoice: if column.special { Invoice::Special } else { Invoice::Ordinary },
                method,
                at: (column.at + 1..column.at + 1).into(),
                ..Sale::default()
            };
            Sale::fill(&mut sale, self);
            // One cell says it of the main sales: what bears a special invoice is not exempt.
            sale.exempt = sale.exempt.filter(|_| column.kind.is_none() && !column.special);
            sale.used &= column.kind.is_none();
            profile.sales.push(sale);
        }
        if !said {
            return Err(Box::new(RowError::new(self.row, None, &Wrong::NoSales, &Right::Amount, self.lang)));
        }
        if main_kind && own_kind {
            // The kind of the main columns is known only now.
            profile.sales.sort_by_key(|sale| (sale.period, sale.kind, sale.invoice, sale.amount));
            let twice = profile.sales.windows(2).find_map(|pair| match pair {
                [one, other] if (one.period, one.kind, one.invoice) == (other.period, other.kind, other.invoice) => {
                    Some((one.at, other.at))
                }
                _ => None,
            });
            if let Some((one, other)) = twice {
                let name = |at: At| at.column().and_then(|at| self.header.name(at)).unwrap_or_default().to_string();
                return Err(self.refuse(&name(one), &Wrong::ToldTwice { other: name(other) }, &Right::OneOfBoth));
            }
        }
        Ok(())
    }

    fn contracts(&self, profile: &mut Profile) -> Result<(), Refused> {
        profile.contracts.clear();
        let stated = self.plan(List::Contracts, &self.header.contracts).filter(|(_, stated)| *stated != 0);
        for (ContractColumns { kind, at, month }, stated) in stated {
            let month = self.month(self.cell_at(*month)).or_else(|| self.month(self.number(Single::CONTRACT_MONTH)));
            let Some(month) = month else {
                return Err(self.missing(Single::CONTRACT_MONTH, self.header.name(*at).unwrap_or_default()));
            };
            let at = At::from(*at + 1..*at + 1);
            let mut contract = Contract { month, kind: *kind, amount: Money::from_fen(stated), at, ..Contract::default() };
            Contract::fill(&mut contract, self);
            profile.contracts.push(contract);
        }
        profile.contracts.sort_by_key(|contract| (contract.month, contract.kind, contract.amount));
        Ok(())
    }

    fn property(&self, profile: &mut Profile) -> Result<(), Refused> {
        let whole_year = Months { from: Month::JANUARY, to: Month::DECEMBER };
        profile.properties.clear();
        let bases = [
            (Single::PROPERTY_VALUE, PropertyBase::Value as fn(Money) -> PropertyBase, false),
            (Single::PROPERTY_RENT, PropertyBase::Rent as fn(Money) -> PropertyBase, true),
        ];
        for (single, base, let_out) in bases {
            let amount = self.amount(single);
            if amount != Money::ZERO {
                let mut property = Property { base: base(amount), months: whole_year, ..Property::default() };
                if let_out {
                    Property::fill(&mut property, self);
                }
                profile.properties.push(property);
            }
        }
        profile.lands.clear();
        if self.number(Single::LAND_AREA).is_some_and(|area| area != 0) {
            if self.number(Single::LAND_UNIT_AMOUNT).is_none() {
                return Err(self.missing(Single::LAND_UNIT_AMOUNT, self.header.name_of(Single::LAND_AREA)));
            }
            let at = self.header.single(Single::LAND_UNIT_AMOUNT).map_or(At::default(), |at| (at + 1..at + 1).into());
            let mut land = Land { months: whole_year, at, ..Land::default() };
            Land::fill(&mut land, self);
            profile.lands.push(land);
        }
        Ok(())
    }

    fn rented(&self, profile: &mut Profile) -> Result<(), Refused> {
        profile.rented.clear();
        if self.amount(Single::MONTHLY_RENT) == Money::ZERO {
            return Ok(());
        }
        if self.number(Single::LANDLORD).is_none() {
            return Err(self.missing(Single::LANDLORD, self.header.name_of(Single::MONTHLY_RENT)));
        }
        let from = self.month(self.number(Single::RENT_FROM)).unwrap_or(Month::JANUARY);
        let to = self.month(self.number(Single::RENT_TO)).unwrap_or(Month::DECEMBER);
        let mut rented = Rented { months: Months { from, to }, ..Rented::default() };
        Rented::fill(&mut rented, self);
        if from > to {
            let other = self.header.name_of(Single::RENT_FROM).to_string();
            return Err(self.refuse_cell(Single::RENT_TO, &Right::NotBefore { other }));
        }
        if rented.agreed_cut.fen() > rented.monthly_rent.fen() * rented.months.count() {
            let other = self.header.name_of(Single::MONTHLY_RENT).to_string();
            return Err(self.refuse_cell(Single::AGREED_CUT, &Right::NotMore { other }));
        }
        profile.rented.push(rented);
        Ok(())
    }

    fn scale(&self, profile: &mut Profile) -> Result<(), Refused> {
        let scale = &mut profile.scale;
        scale.settled_small = self.number(Single::SETTLED_SMALL).map(|truth| [truth == 1; 2]);
        scale.quarters.clear();
        let heads = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        let all_year = (self.number(Single::STAFF), self.number(Single::ASSETS));
        // Few registers have columns for the ends of quarters: the year's own numbers stand at each.
        if let (None, (Some(staff), Some(assets))) = (self.header.quarters, all_year) {
            let (staff, assets) = (heads(staff), Money::from_fen(assets));
            let ends = |quarter| QuarterEnds { quarter, staff: (staff, staff), assets: (assets, assets) };
            scale.quarters.extend(Quarter::all().map(ends));
            return Ok(());
        }
        for (quarter, ends) in Quarter::all().zip(&self.header.quarters.unwrap_or_default()) {
            let ends = ends.map(|end| self.cell_at(end));
            let (staff, assets) = match (ends, all_year) {
                ([None, None, None, None], (Some(staff), Some(assets))) => ((staff, staff), (assets, assets)),
                ([None, None, None, None], (None, None)) => continue,
                ([None, None, None, None], (None, Some(_))) => {
                    return Err(self.missing(Single::STAFF, self.header.name_of(Single::ASSETS)));
                }
                ([None, None, None, None], (Some(_), None)) => {
                    return Err(self.missing(Single::ASSETS, self.header.name_of(Single::STAFF)));
                }
                ([Some(open), Some(close), Some(from), Some(to)], _) => ((open, close), (from, to)),
                _ => {
                    let column = format!("Q{}", quarter.number());
                    let other = "staff, assets".to_string();
                    return Err(self.refuse(&column, &Wrong::Missing, &Right::BothOrNeither { other }));
                }
            };
            scale.quarters.push(QuarterEnds {
                quarter,
                staff: (heads(staff.0), heads(staff.1)),
                assets: (Money::from_fen(assets.0), Money::from_fen(assets.1)),
            });
        }
        let staff = meeting(&scale.quarters).find(|(before, after)| before.staff.1 != after.staff.0);
        let assets = meeting(&scale.quarters).find(|(before, after)| before.assets.1 != after.assets.0);
        let staff = staff.map(|(before, after)| (after.quarter, before.staff.1.to_string(), after.staff.0.to_string()));
        let assets = assets.map(|(before, after)| (after.quarter, before.assets.1.plain(), after.assets.0.plain()));
        match staff.map(|apart| ("staff", apart)).or(assets.map(|apart| ("assets", apart))) {
            Some((what, (quarter, close, open))) => {
                Err(self.refuse(&format!("{what}_q{}_open", quarter.number()), &Wrong::DoesNotMeet { close, open }, &Right::SameAtBoth))
            }
            None => Ok(()),
        }
    }

    fn partners(&self, profile: &mut Profile) -> Result<(), Refused> {
        profile.partners.clear();
        if let Some(count) = self.number(Single::PARTNERS).filter(|count| *count != 0) {
            if count < 2 {
                return Err(self.refuse_cell(Single::PARTNERS, &Right::TwoPartners));
            }
            let (one, whole) = (Rate::ONE.millionths() / count, Rate::ONE.millionths());
            // What does not divide goes to the last.
            let share = |i: i64| if i + 1 == count { whole - one * (count - 1) } else { one };
            // The owner is one of them; another has no relief of the owner's.
            let (owner, other) = (profile.owner, Person { other_relief: Money::ZERO, reduction: None, ..profile.owner });
            profile.partners.extend((0..count).map(|i| (Rate::from_millionths(share(i)), if i == 0 { owner } else { other })));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
