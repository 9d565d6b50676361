//! Losses of earlier years (弥补以前年度亏损): for how many years they are carried forward, and how they are used.

use crate::Money;
use crate::base::dates::Period;
use crate::base::names::Line;
use crate::base::slot::{Part, Subject};
use crate::facts::{Loss, Profile};
use crate::law::parameter::{count, industries, parameters, word};
use crate::law::{Day, Rule, RuleInForce};
use crate::taxes::trace::{Basis, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};

parameters! {
    pub(crate) struct LossYears en "For how many years a loss may be carried forward" zh "亏损结转年限" {
        tax: Line = word(&[Line::IitBusiness, Line::Cit]), en "the income tax" zh "税种";
        pub(crate) years: u32 = count(20, &["年"]), en "the years" zh "年限";
    }
}

impl Rule for LossYears {
    const DECIDES: &'static Subject = &Subject::annual("loss-years", "loss carry-forward", "亏损结转年限")
        .always_for(&[Part::Line(Line::IitBusiness), Part::Line(Line::Cit)]);

    fn parts(&self) -> Vec<Part> {
        vec![Part::Line(self.tax)]
    }
}

parameters! {
    pub(crate) struct LossYearsRecognised
        en "For how many years high-tech enterprises and technology SMEs carry losses forward"
        zh "高新技术企业和科技型中小企业亏损结转年限"
    {
        years: u32 = count(20, &["年"]), en "the years" zh "年限";
    }
}

impl Rule for LossYearsRecognised {
    const DECIDES: &'static Subject =
        &Subject::annual("loss-years-recognised", "loss carry-forward of recognised enterprises", "高新技术企业等亏损结转年限");
}

parameters! {
    pub(crate) struct LossYearsOfIndustry
        en "For how many years enterprises of listed industries carry the losses of one year forward"
        zh "所列行业企业某一年度亏损的结转年限"
    {
        made_in: u32 = count(9999, &["年", "年度"]), en "the year of the loss" zh "亏损年度";
        codes: Vec<String> = industries(), en "the industries" zh "行业";
        years: u32 = count(20, &["年"]), en "the years" zh "年限";
    }
}

impl Rule for LossYearsOfIndustry {
    const DECIDES: &'static Subject =
        &Subject::annual("loss-years-of-industry", "loss carry-forward of listed industries", "所列行业亏损结转年限");
}

/// Losses that a company may carry forward longer than others.
#[derive(Clone, Debug)]
pub(crate) struct LongerLosses {
    recognised: Option<RuleInForce<LossYearsRecognised>>,
    of_industry: Option<RuleInForce<LossYearsOfIndustry>>,
}

impl LongerLosses {
    pub(crate) fn resolve(day: &Day<'_>) -> LongerLosses {
        LongerLosses { recognised: day.find(), of_industry: day.find() }
    }

    /// For how many years a loss is carried forward by its own rule, and under which measure.
    pub(crate) fn years(&self, profile: &Profile, loss: &Loss) -> Option<(u32, MeasureIx)> {
        let company = &profile.company;
        let recognised = self.recognised.as_ref().filter(|_| company.high_tech == Some(true) || company.technology_sme);
        let made_in = |rule: &LossYearsOfIndustry| i32::try_from(rule.made_in) == Ok(loss.year);
        let listed = |rule: &LossYearsOfIndustry| rule.codes.iter().any(|code| profile.industry.is_in(code));
        let of_industry = self.of_industry.as_ref().filter(|it| made_in(&it.rule) && listed(&it.rule));
        let found = [recognised.map(|it| (it.rule.years, it.measure)), of_industry.map(|it| (it.rule.years, it.measure))];
        found.into_iter().flatten().max_by_key(|(years, _)| *years)
    }
}

/// Uses losses of earlier years against this year's profit, oldest first; what is too old is refused.
pub(crate) fn use_losses<T: Trace>(
    (rule, longer): (&RuleInForce<LossYears>, Option<&LongerLosses>),
    line: Line,
    year: i32,
    profit: Money,
    profile: &Profile,
    trace: &mut T,
) -> Money {
    let mut left = profit.at_least_zero();
    let mut basis = rule.measure;
    for loss in &profile.losses {
        let of_loss = longer.and_then(|longer| longer.years(profile, loss)).filter(|(more, _)| *more > rule.rule.years);
        let (years, measure) = of_loss.unwrap_or((rule.rule.years, rule.measure));
        if year.saturating_sub(loss.year) > i32::try_from(years).unwrap_or(i32::MAX) {
            trace.refuse(|| Refusal {
                line: Some(line),
                measure,
                reason: Reason::LossTooOld { year: loss.year, amount: loss.amount, years },
            });
            continue;
        }
        // A longer term is cited where a loss was used under it.
        if of_loss.is_some() && left > Money::ZERO {
            basis = measure;
        }
        left -= loss.amount.min(left);
    }
    let used = profit.at_least_zero() - left;
    if used > Money::ZERO {
        trace.step(|| Step {
            line,
            period: Period::Year,
            what: What::LossUsed,
            basis: Basis::Law(basis),
            result: used,
            formula: Formula::Less { from: profit, less: left },
        });
    }
    used
}
