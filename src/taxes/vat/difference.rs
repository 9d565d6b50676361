//! Difference taxation (差额征税) that is open to a general taxpayer's output tax alone: a small-scale taxpayer pays on the whole
//! price, and there is no simple method.

use super::MonthRules;
use crate::Money;
use crate::base::names::{Line, SaleKind};
use crate::base::slot::{Part, Subject};
use crate::facts::{Profile, Sale};
use crate::law::Rule;
use crate::law::parameter::{all, parameters, words};
use crate::taxes::Rules;
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::trace::{Reason, Refusal, Trace};

parameters! {
    pub(crate) struct GeneralDifference
        en "Sales from whose price only a general taxpayer, by the general method, deducts what it passes on"
        zh "仅一般纳税人按一般计税方法可差额征税"
    {
        kinds: Vec<SaleKind> = words(all()), en "the kinds of sale" zh "适用的销售";
    }
}

impl Rule for GeneralDifference {
    const DECIDES: &'static Subject = &Subject::monthly("general-difference", "difference taxation", "差额征税");

    fn parts(&self) -> Vec<Part> {
        self.kinds.iter().copied().map(Part::of).collect()
    }
}

impl MonthRules {
    /// What a small-scale taxpayer deducts from a price.
    #[cold]
    pub(super) fn deducted(&self, sale: &Sale) -> Money {
        if self.general_difference[sale.kind].is_some() { Money::ZERO } else { sale.deduct }
    }
}

/// Says which prices a small-scale taxpayer may deduct nothing from.
pub(crate) fn tell<T: Trace>(rules: &Rules, profile: &Profile, standing: GeneralStatusSince, trace: &mut T) {
    for sale in profile.sales.iter().filter(|sale| sale.deduct > Money::ZERO) {
        let month = sale.period.first_month();
        let only_general = rules.month(month).vat.general_difference[sale.kind].as_ref().filter(|_| !standing.is_general(month));
        if let Some(only_general) = only_general {
            let reason = Reason::OnlyGeneralDeducts { period: sale.period, kind: sale.kind, deduct: sale.deduct };
            trace.refuse(|| Refusal { line: Some(Line::Vat), measure: only_general.measure, reason });
        }
    }
}
