//! One row to the facts of a business: the same facts as a profile file would hold.

use super::columns::Single;
use super::decode::Decoded;
use super::header::{ContractColumns, Header, List};
use super::trouble::{Right, RowError, Wrong};
use crate::base::error::At;
use crate::base::names::{Filing, Form, Invoice, Landlord, Locality, Prices, SaleKind, SizeClass, VatStatus};
use crate::base::words::{Lang, Vocabulary};
use crate::facts::{
    CompanyFacts, Contract, Conversion, Costs, Industry, Input, Land, Loss, Method, Months, Person, Profile, Property, PropertyBase,
    QuarterEnds, Rented, Sale,
};
use crate::{Money, Month, Quarter, Rate};

/// One row of a decoded batch.
pub(super) struct Row<'b> {
    header: &'b Header,
    decoded: &'b Decoded,
    row: usize,
    /// Which of the columns that stand alone say something.
    singles: u64,
    lang: Lang,
}

/// What is wrong with a row, boxed: it is rare.
type Refused = Box<RowError>;

impl<'b> Row<'b> {
    pub(super) fn new(header: &'b Header, decoded: &'b Decoded, row: usize, lang: Lang) -> Row<'b> {
        Row { header, decoded, row, singles: decoded.word(0, row), lang }
    }

    fn number(&self, single: Single) -> Option<i64> {
        self.decoded.known(self.singles, single.index(), self.row)
    }

    fn cell(&self, slot: Option<usize>) -> Option<i64> {
        self.decoded.get(slot?, self.row)
    }

    /// The numbers that a list of the header has in this row, with what the header says of their columns.
    fn plan<'h, T>(&self, list: List, of: &'h [T]) -> impl Iterator<Item = (&'h T, i64)> {
        let slots = self.header.slots_of(list);
        let first = slots.start;
        self.decoded.plan(slots, self.row).filter_map(move |(slot, number)| Some((of.get(slot - first)?, number)))
    }

    fn amount(&self, single: Single) -> Money {
        // Without a branch: nobody could foretell which cells say something.
        let said = self.singles >> single.index() & 1;
        let number = self.decoded.number(single.index(), self.row).unwrap_or_default();
        Money::from_fen(number & said.cast_signed().wrapping_neg())
    }

    fn word<V: Vocabulary>(&self, single: Single) -> Option<V> {
        self.number(single).and_then(|index| V::ALL.get(usize::try_from(index).ok()?)).copied()
    }

    fn truth(&self, single: Single) -> bool {
        self.number(single) == Some(1)
    }

    fn month(&self, number: Option<i64>) -> Option<Month> {
        Month::from_number(u32::try_from(number?).ok()?)
    }

    fn refuse(&self, column: &str, wrong: &Wrong, right: &Right) -> Refused {
        Box::new(RowError::new(self.row, Some(column), wrong, right, self.lang))
    }

    fn missing(&self, single: Single, with: &str) -> Refused {
        self.refuse(self.header.name_of(single), &Wrong::Missing, &Right::With { other: with.to_string() })
    }

    fn refuse_cell(&self, single: Single, right: &Right) -> Refused {
        let found = self.number(single).map(|number| number.to_string()).unwrap_or_default();
        self.refuse(self.header.name_of(single), &Wrong::Cell { found }, right)
    }

    /// Writes the row's facts into a profile; its buffers are used again.
    pub(super) fn fill(&self, profile: &mut Profile, year: Option<i32>, industries: &[Industry]) -> Result<(), Refused> {
        profile.year = year.or_else(|| self.number(Single::Year).and_then(|year| i32::try_from(year).ok())).unwrap_or_default();
        profile.place = self.number(Single::Place).and_then(|code| u32::try_from(code).ok()).unwrap_or_default();
        profile.locality = self.word(Single::Locality).unwrap_or(Locality::City);
        let industry = self.number(Single::Industry).and_then(|number| industries.get(usize::try_from(number).ok()?));
        if let Some(industry) = industry
            && profile.industry != *industry
        {
            profile.industry.code.clone_from(&industry.code);
            profile.industry.section.clone_from(&industry.section);
            profile.industry.services = industry.services;
        }
        profile.form = self.word(Single::Form).unwrap_or(Form::IndividualBusiness);
        profile.vat_status = self.word(Single::VatStatus).unwrap_or(VatStatus::SmallScale);
        profile.filing = self.word(Single::Filing).unwrap_or(Filing::Quarterly);
        self.general(profile)?;
        self.sales(profile)?;
        profile.costs = Costs {
            goods: self.amount(Single::Goods),
            wages: self.amount(Single::Wages),
            employer_insurance: self.amount(Single::Insurance),
            other: self.amount(Single::OtherCosts),
        };
        self.contracts(profile)?;
        self.property(profile)?;
        self.rented(profile)?;
        self.scale(profile)?;
        self.people(profile)?;
        profile.losses.clear();
        for ((before, _), amount) in self.plan(List::Losses, &self.header.losses).filter(|(_, amount)| *amount != 0) {
            profile.losses.push(Loss { year: profile.year - before, amount: Money::from_fen(amount) });
        }
        profile.conversion = Conversion {
            paid_in_capital: self.amount(Single::Capital),
            bookkeeping: self.amount(Single::Bookkeeping),
            social_insurance: self.amount(Single::NewInsurance),
            other_costs: self.amount(Single::NewCosts),
            one_off: self.amount(Single::OneOff),
            grants: self.amount(Single::Grants),
            volunteers: self.truth(Single::Volunteers),
            ..Conversion::default()
        };
        Ok(())
    }

    fn general(&self, profile: &mut Profile) -> Result<(), Refused> {
        let general = &mut profile.general;
        general.from = self.month(self.number(Single::GeneralFrom));
        general.opening_credit = self.amount(Single::OpeningCredit);
        match (profile.vat_status, general.from) {
            (VatStatus::General, Some(_)) => return Err(self.refuse_cell(Single::GeneralFrom, &Right::SmallScaleOnly)),
            (VatStatus::SmallScale, _) if general.opening_credit != Money::ZERO => {
                return Err(self.refuse_cell(Single::OpeningCredit, &Right::GeneralOnly));
            }
            (_, Some(from)) if profile.filing == Filing::Quarterly && from.number() % 3 != 1 => {
                return Err(self.refuse_cell(Single::GeneralFrom, &Right::QuarterStart));
            }
            _ => {}
        }
        general.inputs.clear();
        for ((period, _), tax) in self.plan(List::Inputs, &self.header.inputs).filter(|(_, tax)| *tax != 0) {
            general.inputs.push(Input { period: *period, tax: Money::from_fen(tax), transferred_out: Money::ZERO });
        }
        Ok(())
    }

    fn sales(&self, profile: &mut Profile) -> Result<(), Refused> {
        let prices = self.word(Single::Prices).unwrap_or(Prices::Inclusive);
        let main: Option<SaleKind> = self.word(Single::SaleKind);
        let any_rate = self.number(Single::OutputRate);
        let simple = self.truth(Single::Simple);
        let (mut said, mut main_kind, mut own_kind) = (false, false, false);
        profile.sales.clear();
        for (column, amount) in self.plan(List::Sales, &self.header.sales) {
            said = true;
            if amount == 0 {
                continue;
            }
            let Some(kind) = column.kind.or(main) else {
                return Err(self.missing(Single::SaleKind, self.header.name(column.at).unwrap_or_default()));
            };
            main_kind |= column.kind.is_none();
            own_kind |= column.kind.is_some();
            let own_rate = self.header.output_rates.get(kind.index()).copied().flatten();
            let method = match (self.cell(own_rate).or(any_rate), simple) {
                (Some(rate), _) => Method::General(Rate::from_millionths(rate)),
                (None, true) => Method::Simple,
                (None, false) if profile.vat_status == VatStatus::SmallScale => Method::Levy,
                (None, false) => return Err(self.refuse(self.header.name_of(Single::OutputRate), &Wrong::Missing, &Right::RateOrSimple)),
            };
            profile.sales.push(Sale {
                period: column.period,
                kind,
                amount: Money::from_fen(amount),
                prices,
                invoice: if column.special { Invoice::Special } else { Invoice::Ordinary },
                levy_rate: None,
                waives_exemption: false,
                occasional: None,
                method,
                exempt: None,
                deduct: Money::ZERO,
                at: (column.at + 1..column.at + 1).into(),
            });
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
            let month = self.month(self.cell(*month)).or_else(|| self.month(self.number(Single::ContractMonth)));
            let Some(month) = month else {
                return Err(self.missing(Single::ContractMonth, self.header.name(*at).unwrap_or_default()));
            };
            let at = At::from(*at + 1..*at + 1);
            profile.contracts.push(Contract { month, kind: *kind, amount: Money::from_fen(stated), vat_stated: Money::ZERO, at });
        }
        profile.contracts.sort_by_key(|contract| (contract.month, contract.kind, contract.amount));
        Ok(())
    }

    fn property(&self, profile: &mut Profile) -> Result<(), Refused> {
        let whole_year = Months { from: Month::JANUARY, to: Month::DECEMBER };
        profile.properties.clear();
        let own = (Single::PropertyValue, PropertyBase::Value as fn(Money) -> PropertyBase, false);
        let let_out = (Single::PropertyRent, PropertyBase::Rent as fn(Money) -> PropertyBase, self.truth(Single::Housing));
        for (single, base, housing) in [own, let_out] {
            let amount = self.amount(single);
            if amount != Money::ZERO {
                let at = At::default();
                profile.properties.push(Property { name: None, base: base(amount), housing, months: whole_year, rent_cut: None, at });
            }
        }
        profile.lands.clear();
        if let Some(area) = self.number(Single::LandArea).filter(|area| *area != 0) {
            let Some(unit) = self.number(Single::LandAmount) else {
                return Err(self.missing(Single::LandAmount, self.header.name_of(Single::LandArea)));
            };
            let at = self.header.single(Single::LandAmount).map_or(At::default(), |at| (at + 1..at + 1).into());
            profile.lands.push(Land { area, unit_amount: Money::from_fen(unit), months: whole_year, let_with: None, at });
        }
        Ok(())
    }

    fn rented(&self, profile: &mut Profile) -> Result<(), Refused> {
        profile.rented.clear();
        let monthly_rent = self.amount(Single::Rent);
        if monthly_rent == Money::ZERO {
            return Ok(());
        }
        let Some(landlord) = self.word::<Landlord>(Single::Landlord) else {
            return Err(self.missing(Single::Landlord, self.header.name_of(Single::Rent)));
        };
        let from = self.month(self.number(Single::RentFrom)).unwrap_or(Month::JANUARY);
        let to = self.month(self.number(Single::RentTo)).unwrap_or(Month::DECEMBER);
        let months = Months { from, to };
        if from > to {
            let other = self.header.name_of(Single::RentFrom).to_string();
            return Err(self.refuse_cell(Single::RentTo, &Right::NotBefore { other }));
        }
        let agreed_cut = self.amount(Single::AgreedCut);
        if agreed_cut.fen() > monthly_rent.fen() * months.count() {
            let other = self.header.name_of(Single::Rent).to_string();
            return Err(self.refuse_cell(Single::AgreedCut, &Right::NotMore { other }));
        }
        profile.rented.push(Rented {
            months_before: 0,
            landlord,
            monthly_rent,
            months,
            sublet: self.truth(Single::Sublet),
            listed: self.truth(Single::Listed),
            premises: None,
            waived_to_others: 0,
            agreed_cut,
            at: At::default(),
        });
        Ok(())
    }

    fn scale(&self, profile: &mut Profile) -> Result<(), Refused> {
        let scale = &mut profile.scale;
        scale.restricted_industry = self.number(Single::Restricted).map(|truth| truth == 1);
        scale.class = self.word::<SizeClass>(Single::SizeClass);
        scale.settled_small = self.number(Single::SettledSmall).map(|truth| [truth == 1; 2]);
        scale.quarters.clear();
        let heads = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        let all_year = (self.number(Single::Staff), self.number(Single::Assets));
        // Few registers have columns for the ends of quarters: the year's own numbers stand at each.
        if let (None, (Some(staff), Some(assets))) = (self.header.quarters, all_year) {
            let (staff, assets) = (heads(staff), Money::from_fen(assets));
            let ends = |quarter| QuarterEnds { quarter, staff: (staff, staff), assets: (assets, assets) };
            scale.quarters.extend(Quarter::all().map(ends));
            return Ok(());
        }
        for (quarter, ends) in Quarter::all().zip(&self.header.quarters.unwrap_or_default()) {
            let ends = ends.map(|end| self.cell(end));
            let (staff, assets) = match (ends, all_year) {
                ([None, None, None, None], (Some(staff), Some(assets))) => ((staff, staff), (assets, assets)),
                ([None, None, None, None], (None, None)) => continue,
                ([None, None, None, None], (None, Some(_))) => {
                    return Err(self.missing(Single::Staff, self.header.name_of(Single::Assets)));
                }
                ([None, None, None, None], (Some(_), None)) => {
                    return Err(self.missing(Single::Assets, self.header.name_of(Single::Staff)));
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
        Ok(())
    }

    fn people(&self, profile: &mut Profile) -> Result<(), Refused> {
        profile.owner = Person {
            comprehensive_income: self.amount(Single::Income),
            deductions: self.amount(Single::Deductions),
            other_relief: self.amount(Single::OtherRelief),
        };
        profile.partners.clear();
        if let Some(count) = self.number(Single::Partners).filter(|count| *count != 0) {
            if count < 2 {
                return Err(self.refuse_cell(Single::Partners, &Right::TwoPartners));
            }
            let (one, whole) = (Rate::ONE.millionths() / count, Rate::ONE.millionths());
            // What does not divide goes to the last.
            let share = |i: i64| if i + 1 == count { whole - one * (count - 1) } else { one };
            // The owner is one of them; another has no relief of the owner's.
            let (owner, other) = (profile.owner, Person { other_relief: Money::ZERO, ..profile.owner });
            profile.partners.extend((0..count).map(|i| (Rate::from_millionths(share(i)), if i == 0 { owner } else { other })));
        }
        let share = self.number(Single::ShareDistributed).map_or(Rate::ONE, Rate::from_millionths);
        if share > Rate::ONE {
            return Err(self.refuse_cell(Single::ShareDistributed, &Right::ShareAtMost));
        }
        profile.company = CompanyFacts { owner_wage: self.amount(Single::OwnerWage), share_distributed: share, ..CompanyFacts::default() };
        Ok(())
    }
}
