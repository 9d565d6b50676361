//! What a row leaves out: the usual is taken and noted, a total of the year is spread over its months.

use super::alone::Single;
use super::header::List;
use super::options::{RowNote, RowNotes};
use super::profile::{Refused, Row};
use super::trouble::{Right, Wrong};
use crate::base::names::{Filing, Locality, SaleKind, VatStatus};
use crate::facts::Profile;
use crate::{Money, Period};

impl Row<'_> {
    /// Takes the usual where a row leaves out what a profile may leave out.
    pub(super) fn usual(&self, profile: &mut Profile, notes: &mut RowNotes) {
        let untold = |single: Single| !self.says(single);
        if untold(Single::LOCALITY) {
            profile.locality = Locality::City;
            notes.note(RowNote::UsualLocality);
        }
        if untold(Single::VAT_STATUS) {
            profile.vat_status = VatStatus::SmallScale;
            notes.note(RowNote::UsualStanding);
        }
        if untold(Single::FILING) {
            profile.filing = if profile.vat_status == VatStatus::General { Filing::Monthly } else { Filing::Quarterly };
            notes.note(RowNote::UsualFiling);
        }
        if untold(Single::OWNER_INCOME) {
            profile.owner.comprehensive_income = Money::ZERO;
            notes.note(RowNote::NoOtherIncome);
        }
    }

    /// What the sales without a kind are of: as told, or as usual in the trade.
    pub(super) fn main_kind(&self, notes: &mut RowNotes) -> Option<SaleKind> {
        let usual = || {
            let sells = self.trade(self.number(Single::INDUSTRY)?)?.sells(self.pack)?;
            notes.note(RowNote::UsualSaleKind);
            Some(sells)
        };
        self.word(Single::SALE_KIND).or_else(usual)
    }

    /// Spreads what is told for the year as a whole over its months; what is told for a part of it as well would count twice.
    #[cold]
    pub(super) fn spread(&self, profile: &mut Profile, notes: &mut RowNotes) -> Result<(), Refused> {
        let sales = profile.sales.iter().filter_map(|sale| Some((sale.period, self.header.name(sale.at.column()?)?)));
        let inputs = self.plan(List::Inputs, &self.header.inputs).filter(|(_, tax)| *tax != 0);
        let inputs = inputs.filter_map(|((period, at), _)| Some((*period, self.header.name(*at)?)));
        for told in [sales.collect::<Vec<_>>(), inputs.collect()] {
            let find = |of_year: bool| told.iter().find(|(period, _)| (*period == Period::Year) == of_year);
            if let (Some((_, total)), Some((_, part))) = (find(true), find(false)) {
                return Err(self.refuse(total, &Wrong::ToldTwice { other: part.to_string() }, &Right::OneOfBoth));
            }
        }
        profile.spread_totals();
        notes.note(RowNote::SpreadEvenly);
        Ok(())
    }
}
