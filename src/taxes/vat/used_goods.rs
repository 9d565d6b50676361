//! Own used fixed assets and second-hand goods (销售自己使用过的固定资产、旧货): their levy is reduced, for small-scale taxpayers and
//! under a general taxpayer's simple method alike. Where all goods are levied at less, a small-scale taxpayer pays that.

use super::MonthRules;
use super::levy::{Levy, LevyPayer, LevyRate, Reduced, hold_lower};
use crate::base::error::Problem;
use crate::base::names::{Form, Invoice, Line, SaleKind};
use crate::base::slot::{Subject, Turn};
use crate::base::source::Section;
use crate::facts::{Method, Profile, Sale};
use crate::law::parameter::{parameters, rate};
use crate::law::problem::LawProblem;
use crate::law::{Fault, Mechanism, Rule, RuleInForce};
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Reason, Refusal, Trace};
use crate::taxes::{Report, Rules};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct UsedGoodsLevy
        en "The levy rate of own used fixed assets and second-hand goods" zh "销售自己使用过的固定资产、旧货减征"
    {
        from: Rate = rate(), en "the levy rate in the law, which also divides an inclusive price" zh "法定征收率，也用于换算含税价";
        to: Rate = rate(), en "the rate levied instead, which is lower" zh "减按的征收率，须更低";
    }
    then UsedGoodsLevy::checked_lower
}

impl UsedGoodsLevy {
    fn checked_lower(self, section: &Section<'_>) -> Option<Self> {
        hold_lower(self.from, self.to, section);
        Some(self)
    }
}

impl Rule for UsedGoodsLevy {
    const DECIDES: &'static Subject =
        &Subject::monthly("used-goods-levy", "levy rate of used goods", "使用过的固定资产、旧货征收率").relieves(Line::Vat, Turn::Any);

    fn starts_wrong(&self, other: &Mechanism) -> Option<Fault> {
        let base = other.rule::<LevyRate>()?.rates[SaleKind::Goods];
        (base != self.from).then_some(("from", LawProblem::NotTheRateInForce { from: self.from, base }))
    }
}

impl Levy {
    /// The levy of used goods.
    pub(super) fn of_used_goods(used: &RuleInForce<UsedGoodsLevy>) -> Levy {
        let UsedGoodsLevy { from, to } = *used.rule;
        Levy { statutory: from, reduced: Some(Reduced { measure: used.measure, to, divisor: from }) }
    }

    /// Why a small-scale taxpayer's line is not levied as used goods, if it is not; `of_kind` is what goods are levied at otherwise.
    fn refuses_small_scale(&self, sale: &Sale, of_kind: &Levy) -> Option<Reason> {
        let ((from, to), (_, in_force)) = (self.rates(), of_kind.rates());
        let is_chosen = [from, to].map(Some).contains(&sale.levy_rate);
        if in_force <= to && !is_chosen {
            return Some(Reason::LowerLevy { period: sale.period, in_force, to });
        }
        self.waived_for_used(sale)
    }

    /// Why a general taxpayer's line is not levied as used goods, if it is not.
    fn refuses_general(&self, sale: &Sale) -> Option<Reason> {
        match sale.method {
            Method::General(_) => Some(Reason::UnderTheGeneralMethod { period: sale.period }),
            Method::Simple | Method::Levy => self.waived_for_used(sale),
        }
    }

    /// A special invoice is open only to those who waive the reduction.
    fn waived_for_used(&self, sale: &Sale) -> Option<Reason> {
        let (from, _) = self.rates();
        let is_waived = sale.levy_rate == Some(from) || sale.invoice == Invoice::Special;
        is_waived.then_some(Reason::ReductionWaived { period: sale.period, kind: sale.kind, from })
    }
}

impl MonthRules {
    /// The levy of used goods, where a small-scale taxpayer's line is levied at it.
    #[cold]
    pub(super) fn levy_of_used(&self, sale: &Sale, of_kind: &Levy) -> Option<&Levy> {
        self.used_goods.as_ref().filter(|used| used.refuses_small_scale(sale, of_kind).is_none())
    }

    /// The statutory and the reduced rate of used goods.
    pub(super) fn rates_of_used(&self) -> Option<(Rate, Rate)> {
        self.used_goods.as_ref().map(Levy::rates)
    }

    /// The reduction for used goods, where a general taxpayer's line has it.
    #[cold]
    pub(super) fn reduced_of_used(&self, sale: &Sale) -> Option<Reduced> {
        self.used_goods.as_ref().filter(|used| used.refuses_general(sale).is_none())?.reduced
    }
}

/// Only goods are used: real estate and rights have rules of their own.
#[cold]
pub(super) fn check_sales(profile: &Profile, report: Report<'_>) {
    for sale in profile.sales.iter().filter(|sale| sale.used && sale.kind != SaleKind::Goods) {
        report(Problem::at(RuleProblem::OnlyGoodsAreUsed { kind: sale.kind }, sale.at));
    }
}

/// Says which used goods are not levied at the reduced rate.
pub(crate) fn tell<T: Trace>(rules: &Rules, profile: &Profile, form: Form, standing: GeneralStatusSince, trace: &mut T) {
    let payer = LevyPayer::of(profile, form);
    for sale in profile.sales.iter().filter(|sale| sale.used && sale.amount > Money::ZERO) {
        let month = sale.period.first_month();
        let vat = &rules.month(month).vat;
        let Some((used, reduced)) = vat.used_goods.as_ref().and_then(|used| Some((used, used.reduced?))) else { continue };
        let refused = if standing.is_general(month) {
            used.refuses_general(sale)
        } else {
            used.refuses_small_scale(sale, vat.levy_of(sale.kind, payer))
        };
        if let Some(reason) = refused {
            trace.refuse(|| Refusal { line: Some(Line::Vat), measure: reduced.measure, reason });
        }
    }
}
