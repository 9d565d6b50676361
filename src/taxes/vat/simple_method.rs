//! A general taxpayer that chose the simple method (简易计税方法) keeps it for some time: a result that rests on the choice says so.

use super::Rules;
use super::general_status::GeneralStatusSince;
use crate::Money;
use crate::base::names::SaleKind;
use crate::base::slot::{Part, Subject};
use crate::facts::{Method, Profile};
use crate::law::Rule;
use crate::law::parameter::{all, count, parameters, words};
use crate::taxes::trace::{Assumption, Trace};

parameters! {
    pub(crate) struct SimpleMethodKept
        en "How long a general taxpayer keeps the simple method once it is chosen"
        zh "一般纳税人选择简易计税方法后不得变更的期限"
    {
        kinds: Vec<SaleKind> = words(all()), en "the kinds of sale" zh "适用的销售";
        months: u32 = count(120, &["个月"]), en "the months" zh "月数";
    }
}

impl Rule for SimpleMethodKept {
    const DECIDES: &'static Subject =
        &Subject::monthly("simple-method-kept", "the term of a choice of the simple method", "简易计税方法不得变更的期限");

    fn parts(&self) -> Vec<Part> {
        self.kinds.iter().copied().map(Part::of).collect()
    }
}

/// Says how long the choice binds, under which article.
#[cold]
pub(crate) fn tell<T: Trace>(rules: &Rules, profile: &Profile, standing: GeneralStatusSince, trace: &mut T) {
    let chosen = profile.sales.iter().filter(|sale| sale.method == Method::Simple && sale.amount > Money::ZERO && sale.exempt.is_none());
    for sale in chosen.filter(|sale| standing.is_general(sale.period.first_month())) {
        if let Some(kept) = &rules.month(sale.period.first_month()).vat.simple_kept[sale.kind] {
            let (months, citation) = (kept.rule.months, rules.instruments.cite(kept.measure).in_both());
            trace.assume(|| Assumption::SimpleMethodKept { months, citation });
            trace.relies_on(kept.measure);
        }
    }
}
