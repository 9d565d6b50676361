//! When a small-scale taxpayer becomes a general one (登记为一般纳税人): sales over the limit in twelve months, or four
//! quarters, on end.

use super::levy::LevyPayer;
use crate::base::dates::{MonthSet, Period};
use crate::base::names::{Form, Line, Prices, SaleKind, StatusBegins, VatStatus};
use crate::base::slot::Subject;
use crate::facts::{Method, Profile, Sale};
use crate::law::Rule;
use crate::law::parameter::{all, parameters, word, words_or_none};
use crate::taxes::Rules;
use crate::taxes::trace::{Assumption, Basis, Formula, Step, Trace, What};
use crate::{Date, Money, Month, Rate};
use smallvec::SmallVec;

parameters! {
    pub(crate) struct GeneralStatus en "When a small-scale taxpayer becomes a general one" zh "登记为一般纳税人" {
        begins: StatusBegins = word(all()), en "from when general status runs, once sales are over the limit" zh "超过标准后自何时起为一般纳税人";
        not_counted: Vec<SaleKind> = words_or_none(all()),
            en "sales that do not count toward the limit where they are occasional" zh "偶然发生时不计入标准的销售";
    }
}

impl Rule for GeneralStatus {
    const DECIDES: &'static Subject = &Subject::monthly("general-status", "when general VAT status begins", "一般纳税人生效之日");
}

impl GeneralStatus {
    /// Sales that do not count where they are occasional.
    pub(crate) fn not_counted(&self) -> &[SaleKind] {
        &self.not_counted
    }
}

/// The month of the year from which the taxpayer is a general VAT taxpayer, if any.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct GeneralStatusSince {
    general_from: Option<Month>,
}

impl GeneralStatusSince {
    /// Whether it is a general taxpayer in a month.
    pub(crate) fn is_general(self, month: Month) -> bool {
        self.general_from.is_some_and(|from| month >= from)
    }

    /// The months of the year in which it is one.
    pub(crate) fn general_months(self) -> MonthSet {
        self.general_from.map_or(MonthSet::default(), MonthSet::from_month_on)
    }

    /// Whether it is one at any time of the year.
    pub(crate) fn ever_general(self) -> bool {
        self.general_from.is_some()
    }
}

/// The standing of the year as stated.
pub(crate) fn stated(profile: &Profile) -> GeneralStatusSince {
    match profile.vat_status {
        VatStatus::General => GeneralStatusSince { general_from: Some(Month::JANUARY) },
        VatStatus::SmallScale => GeneralStatusSince { general_from: profile.general.from },
    }
}

/// Whether sales may pass the small-scale limit: where they may not, the standing is as stated in every form.
pub(crate) fn may_pass_limit(rules: &Rules, profile: &Profile) -> bool {
    let sales = profile.sales.iter().map(|sale| sale.amount).chain(profile.earlier_sales.iter().map(|(_, sales)| *sales));
    profile.vat_status == VatStatus::SmallScale && sales.sum::<Money>() > rules.least_small_scale_limit
}

/// The standing of the year: as stated, or as the sales make it.
pub(crate) fn standing<T: Trace>(rules: &Rules, profile: &Profile, form: Form, trace: &mut T) -> GeneralStatusSince {
    if profile.vat_status == VatStatus::General {
        return stated(profile);
    }
    let Some(crossing) = crossing(rules, profile, form, trace) else {
        if let Some(day) = profile.general.from.and_then(|month| month.first_day(rules.year)) {
            trace.assume(|| Assumption::GeneralFrom { day });
        }
        return stated(profile);
    };
    let stated = profile.general.from;
    // Where the law leaves the day to the taxpayer, the registered day counts.
    let general_from = match (stated, crossing.from) {
        (Some(stated), Some(by_law)) if crossing.begins == StatusBegins::SamePeriod => Some(stated.min(by_law)),
        (Some(stated), _) => Some(stated),
        (None, by_law) => by_law,
    };
    let day = general_from
        .map_or(Date::from_ymd_opt(rules.year.saturating_add(1), 1, 1), |month| month.first_day(rules.year))
        .unwrap_or_default();
    let (sales, limit) = (crossing.sales, crossing.limit);
    let unsaid = |sale: &Sale| sale.method == Method::Levy && general_from.is_some_and(|from| sale.period.first_month() >= from);
    if stated.is_none() && profile.sales.iter().any(unsaid) {
        trace.assume(|| Assumption::OverSmallScaleLimit { sales, limit, day });
        return GeneralStatusSince::default();
    }
    trace.assume(|| Assumption::BecomesGeneral { sales, limit, day });
    GeneralStatusSince { general_from }
}

/// The limit was passed.
struct Crossing {
    sales: Money,
    limit: Money,
    begins: StatusBegins,
    /// From when the law makes it general; `None` after the year.
    from: Option<Month>,
}

fn crossing<T: Trace>(rules: &Rules, profile: &Profile, form: Form, trace: &mut T) -> Option<Crossing> {
    let limit_in = |period: Period| rules.month(period.first_month()).vat.small_scale_limit.rule.annual_sales;
    let periods = || profile.filing.periods();
    if !may_pass_limit(rules, profile) {
        return None;
    }
    if profile.earlier_sales.is_empty() {
        trace.assume(|| Assumption::NoEarlierSales);
    }
    let mut year = Money::ZERO;
    for (i, period) in periods().enumerate() {
        let vat = &rules.month(period.first_month()).vat;
        // Periods before this one of the last year are outside the twelve months; in the first period the whole last year counts.
        let earlier = |since: usize| -> Money {
            let within = periods().skip(since);
            within
                .flat_map(|then| profile.earlier_sales.iter().filter(move |(sold, _)| then.contains(sold.first_month())))
                .map(|(_, sales)| *sales)
                .sum()
        };
        let (Some(rule), limit) = (&vat.general_status, limit_in(period)) else { continue };
        let before_the_year = i == 0 && earlier(0) > limit;
        year += counted(rules, profile, form, period, &rule.rule.not_counted);
        let sales = if before_the_year { earlier(0) } else { year + earlier(i.saturating_add(1)) };
        if sales <= limit {
            continue;
        }
        let assumed_occasional = |sale: &Sale| rule.rule.not_counted.contains(&sale.kind) && sale.occasional.is_none();
        if profile.sales.iter().any(assumed_occasional) {
            trace.assume(|| Assumption::TakenAsOccasional);
        }
        trace.step(|| Step {
            line: Line::Vat,
            period,
            what: What::OverLimit,
            basis: Basis::Law(rule.measure),
            result: sales,
            formula: Formula::Over { limit },
        });
        let begins = rule.rule.begins;
        let from = match begins {
            _ if before_the_year => Some(period.first_month()),
            StatusBegins::SamePeriod => Some(period.first_month()),
            StatusBegins::NextPeriod => periods().nth(i.saturating_add(1)).map(Period::first_month),
        };
        return Some(Crossing { sales, limit, begins, from });
    }
    None
}

/// The sales of a period that count toward the limit: exempt ones too, before difference taxation, net of VAT.
pub(crate) fn counted(rules: &Rules, profile: &Profile, form: Form, period: Period, not_counted: &[SaleKind]) -> Money {
    let counts =
        |sale: &&Sale| period.contains(sale.period.first_month()) && !(not_counted.contains(&sale.kind) && sale.occasional != Some(false));
    let mut inclusive: SmallVec<[(Rate, Money); 4]> = SmallVec::new();
    let mut net = Money::ZERO;
    let payer = LevyPayer::of(profile, form);
    for sale in profile.sales.iter().filter(counts) {
        let divisor = rules.month(sale.period.first_month()).vat.divisor(sale, payer);
        match (sale.prices, inclusive.iter_mut().find(|(rate, _)| *rate == divisor)) {
            (Prices::Net, _) => net += sale.amount,
            (Prices::Inclusive, Some((_, sum))) => *sum += sale.amount,
            (Prices::Inclusive, None) => inclusive.push((divisor, sale.amount)),
        }
    }
    net + inclusive.iter().map(|(rate, sum)| sum.net_of(*rate)).sum()
}
