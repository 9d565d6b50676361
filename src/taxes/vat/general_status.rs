//! When a small-scale taxpayer becomes a general one (登记为一般纳税人): sales over the limit in twelve months, or four
//! quarters, on end.

use super::levy::LevyPayer;
use crate::base::dates::{MonthSet, Period};
use crate::base::names::{Filing, Form, Line, Prices, SaleKind, StatusBegins, VatStatus};
use crate::base::slot::Subject;
use crate::facts::{EarlierSale, Method, Profile, Sale};
use crate::law::parameter::{all, parameters, word, words_or_none};
use crate::law::{Rule, RuleInForce};
use crate::taxes::Rules;
use crate::taxes::trace::{Assumption, Basis, Formula, Step, Trace, What};
use crate::{Date, Money, Month, Quarter, Rate};
use smallvec::SmallVec;

parameters! {
    pub(crate) struct GeneralStatus en "When a small-scale taxpayer becomes a general one" zh "登记为一般纳税人" {
        begins: StatusBegins = word(all()), en "from when general status runs, once sales are over the limit" zh "超过标准后自何时起为一般纳税人";
        not_counted: Vec<SaleKind> = words_or_none(all()),
            en "sales that do not count toward the limit where they are occasional" zh "偶然发生时不计入标准的销售";
        tested_apart: Vec<SaleKind> = words_or_none(all()),
            en "sales that are tested against the limit apart from all others" zh "与其他销售分别适用标准的销售";
    }
}

impl Rule for GeneralStatus {
    const DECIDES: &'static Subject = &Subject::monthly("general-status", "when general VAT status begins", "一般纳税人生效之日");
}

/// Sales that are tested against the limit together.
#[derive(Clone, Copy, PartialEq)]
enum Together {
    All,
    /// Those that are tested apart, or all others.
    Apart(bool),
}

impl GeneralStatus {
    fn tests(&self) -> &'static [Together] {
        if self.tested_apart.is_empty() { &[Together::All] } else { &[Together::Apart(true), Together::Apart(false)] }
    }

    fn is_in(&self, kind: SaleKind, together: Together) -> bool {
        match together {
            Together::All => true,
            Together::Apart(apart) => self.tested_apart.contains(&kind) == apart,
        }
    }

    fn counts(&self, sale: &Sale) -> bool {
        !(self.not_counted.contains(&sale.kind) && sale.occasional != Some(false))
    }

    /// Whether sales of the year before count here: where they do not say their kind, they are of what is sold this year.
    fn is_earlier_in(&self, earlier: &EarlierSale, sold: Option<SaleKind>, together: Together) -> bool {
        earlier.kind.or(sold).is_none_or(|kind| self.is_in(kind, together))
    }

    /// Whether earlier sales leave open against which limit they count.
    pub(crate) fn leaves_open(&self, profile: &Profile) -> bool {
        let unsaid = profile.earlier_sales.iter().any(|earlier| earlier.kind.is_none());
        let sold = |apart: bool| profile.sales.iter().any(|sale| self.counts(sale) && self.is_in(sale.kind, Together::Apart(apart)));
        unsaid && !self.tested_apart.is_empty() && sold(true) && sold(false)
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

    /// The months of a period before and from the day on which it becomes one, where that lies inside the period.
    pub(crate) fn cuts(self, period: Period) -> Option<(MonthSet, MonthSet)> {
        let from = self.general_from.filter(|from| period.contains(*from) && *from != period.first_month())?;
        let is_of = |general: bool| MonthSet::of(|month| period.contains(month) && (month >= from) == general);
        Some((is_of(false), is_of(true)))
    }

    /// The month in which it becomes one.
    pub(crate) fn from(self) -> Option<Month> {
        self.general_from
    }

    /// The quarter inside which it becomes one, for a quarterly filer.
    pub(crate) fn cut_quarter(self, filing: Filing) -> Option<Quarter> {
        let quarter = self.general_from?.quarter();
        self.cuts(Period::Quarter(quarter)).filter(|_| filing == Filing::Quarterly).map(|_| quarter)
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
    let sales = profile.sales.iter().map(|sale| sale.amount.at_least_zero()).chain(profile.earlier_sales.iter().map(|sold| sold.amount));
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
        (Some(stated), Some(by_law)) if crossing.begins == StatusBegins::SameMonth => Some(stated.min(by_law)),
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

/// Sales of twelve months, or four quarters, that end with a filing period and are tested together.
pub(crate) struct TwelveMonths<'r> {
    pub(crate) period: Period,
    pub(crate) sales: Money,
    /// Those of the periods before.
    before: Money,
    rule: &'r RuleInForce<GeneralStatus>,
    together: Together,
    /// They ended with the year before.
    pub(crate) before_the_year: bool,
}

/// The sales of twelve months at the end of each filing period of the year; first those that ended with the year before.
pub(crate) fn twelve_months<'r>(rules: &'r Rules, profile: &Profile, form: Form) -> Vec<TwelveMonths<'r>> {
    let sold = profile.sales.first().map(|sale| sale.kind);
    // Periods of the last year before this one are outside the twelve months.
    let earlier = |rule: &GeneralStatus, together: Together, since: usize| -> Money {
        let within = |sold: &EarlierSale| profile.filing.periods().skip(since).any(|then| then.contains(sold.period.first_month()));
        let in_test = |earlier: &&EarlierSale| within(earlier) && rule.is_earlier_in(earlier, sold, together);
        profile.earlier_sales.iter().filter(in_test).map(|earlier| earlier.amount).sum()
    };
    let mut found = Vec::new();
    if let (Some(rule), Some(period)) = (&rules.general_status_before, profile.filing.periods().next()) {
        found.extend(rule.rule.tests().iter().map(|together| {
            let sales = earlier(&rule.rule, *together, 0);
            TwelveMonths { period, sales, before: sales, rule, together: *together, before_the_year: true }
        }));
    }
    let mut year = [Money::ZERO; 2];
    for (i, period) in profile.filing.periods().enumerate() {
        let Some(rule) = &rules.month(period.first_month()).vat.general_status else { continue };
        for (together, year) in rule.rule.tests().iter().zip(&mut year) {
            let before = *year + earlier(&rule.rule, *together, i.saturating_add(1));
            let own = counted(rules, profile, form, period, |sale| rule.rule.counts(sale) && rule.rule.is_in(sale.kind, *together));
            *year += own;
            found.push(TwelveMonths { period, sales: before + own, before, rule, together: *together, before_the_year: false });
        }
    }
    found
}

fn crossing<T: Trace>(rules: &Rules, profile: &Profile, form: Form, trace: &mut T) -> Option<Crossing> {
    if !may_pass_limit(rules, profile) {
        return None;
    }
    if profile.earlier_sales.is_empty() {
        trace.assume(|| Assumption::NoEarlierSales);
    }
    let limit_in = |period: Period| rules.month(period.first_month()).vat.small_scale_limit.rule.annual_sales;
    let windows = twelve_months(rules, profile, form);
    let TwelveMonths { period, sales, before, rule, together, before_the_year } =
        windows.into_iter().find(|window| window.sales > limit_in(window.period))?;
    let limit = limit_in(period);
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
    // What the last year's sales bring about begins by the rule of this year.
    let this_year = rules.month(period.first_month()).vat.general_status.as_ref();
    let begins = this_year.map_or(rule.rule.begins, |rule| rule.rule.begins);
    let from = match begins {
        _ if before_the_year => Some(period.first_month()),
        StatusBegins::SameMonth => {
            let counts = |sale: &Sale| rule.rule.counts(sale) && rule.rule.is_in(sale.kind, together);
            let mut so_far = before;
            let passed = period.months().find(|month| {
                so_far += counted(rules, profile, form, Period::Month(*month), counts);
                so_far > limit
            });
            let by_quarter = |sale: &Sale| sale.period == period && counts(sale) && sale.amount > Money::ZERO;
            if let (Period::Quarter(quarter), true) = (period, profile.sales.iter().any(by_quarter)) {
                trace.assume(|| Assumption::QuarterNotByMonth { quarter: quarter.number() });
            }
            Some(passed.unwrap_or(period.first_month()))
        }
        StatusBegins::NextPeriod => profile.filing.periods().skip_while(|one| *one != period).nth(1).map(Period::first_month),
    };
    Some(Crossing { sales, limit, begins, from })
}

/// The sales of a period that count: exempt ones too, before difference taxation, net of VAT. A line of a quarter counts in
/// its first month.
fn counted(rules: &Rules, profile: &Profile, form: Form, period: Period, counts: impl Fn(&Sale) -> bool) -> Money {
    let mut inclusive: SmallVec<[(Rate, Money); 4]> = SmallVec::new();
    let mut net = Money::ZERO;
    let payer = LevyPayer::of(profile, form);
    for sale in profile.sales.iter().filter(|sale| period.contains(sale.period.first_month()) && counts(sale)) {
        let divisor = rules.month(sale.period.first_month()).vat.divisor(sale, payer);
        match (sale.prices, inclusive.iter_mut().find(|(rate, _)| *rate == divisor)) {
            (Prices::Net, _) => net += sale.amount,
            (Prices::Inclusive, _) if sale.vat_printed.is_some() => net += sale.amount - sale.vat_printed.unwrap_or_default(),
            (Prices::Inclusive, Some((_, sum))) => *sum += sale.amount,
            (Prices::Inclusive, None) => inclusive.push((divisor, sale.amount)),
        }
    }
    net + inclusive.iter().map(|(rate, sum)| sum.net_of(*rate)).sum()
}
