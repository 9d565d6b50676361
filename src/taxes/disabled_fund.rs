//! The disabled persons' employment fund (残疾人就业保障金): an enterprise whose staff holds fewer disabled persons than the province
//! asks for pays its own average wage for each that is missing, parts of a person included.
//!
//! An individual business is none of the payers; the enterprise that it becomes is.

use super::{OnFacts, OwnLine, Report, Rules, Taxpayer};
use crate::base::dates::Period;
use crate::base::error::{At, Error, Problem};
use crate::base::names::{Form, Line};
use crate::base::slot::{Subject, Turn};
use crate::facts::{Employment, Profile};
use crate::law::parameter::{count, parameters, rate, words};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Assumption, Basis, Formula, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct FundLevy en "Who owes the disabled persons' employment fund, and up to which wage" zh "残疾人就业保障金" {
        forms: Vec<Form> = words(&[Form::SoleProprietorship, Form::Partnership, Form::OnePersonCompany, Form::Company]),
            en "the forms that owe it"
            zh "缴纳的组织形式";
        wage_cap: u32 = count(10, &["倍"]), en "the wage counts up to so many times the average wage of the place" zh "年平均工资以当地社会平均工资的此倍数为限";
    }
}

impl Rule for FundLevy {
    const DECIDES: &'static Subject = &Subject::annual("disabled-fund", "the disabled persons' employment fund", "残疾人就业保障金");
}

parameters! {
    pub(crate) struct FundRatio en "The share of staff who must be disabled persons" zh "安排残疾人就业比例" {
        ratio: Rate = rate(), en "the share" zh "比例";
    }
}

impl Rule for FundRatio {
    const DECIDES: &'static Subject = &Subject::annual("disabled-ratio", "the share of disabled staff", "安排残疾人就业比例").local();
}

parameters! {
    pub(crate) struct FundRelief en "The fund is reduced by the share of staff who are disabled, and free for few staff" zh "残疾人就业保障金减免" {
        few: u32 = count(1000, &["人"]), en "staff up to which an enterprise pays nothing, itself included" zh "在职职工人数不超过此数的企业免征";
        share: Rate = rate(), en "the share of disabled staff from which less is paid" zh "安排比例达到此数的，缴纳较少";
        paid: Rate = rate(), en "the part that is paid from that share on" zh "达到时缴纳应缴费额的比例";
        paid_below: Rate = rate(), en "the part that is paid below it" zh "未达到时缴纳应缴费额的比例";
    }
}

impl Rule for FundRelief {
    const DECIDES: &'static Subject =
        &Subject::annual("reduce-disabled-fund", "relief of the disabled persons' employment fund", "残疾人就业保障金减免")
            .relieves(Line::DisabledFund, Turn::Any);
}

/// The fund of the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    levy: Option<RuleInForce<FundLevy>>,
    pub(crate) ratio: Option<RuleInForce<FundRatio>>,
    relief: Option<RuleInForce<FundRelief>>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules { levy: day.find(), ratio: day.find(), relief: day.find() })
    }
}

/// The disabled persons' employment fund.
pub(crate) struct DisabledFund;

impl super::Tax for DisabledFund {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::DisabledFund).by_year()];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<FundLevy>(), Kind::of::<FundRatio>(), Kind::of::<FundRelief>()];

    #[inline]
    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        let (told, of_year) = (&profile.disabled_fund, &rules.annual.disabled_fund);
        let levy = of_year.levy.as_ref().filter(|_| told.staff_months > 0 && told.ratio.is_none() && of_year.ratio.is_none());
        if let Some(levy) = levy {
            let citation = rules.instruments.cite(levy.measure);
            report(Problem::at(RuleProblem::DisabledRatioNeeded { citation }, At::default()));
        }
        Ok(())
    }

    fn not_counted(rules: &Rules, profile: &Profile, form: Form, say: &mut dyn FnMut(NotCounted)) {
        let YearRules { levy, relief, .. } = &rules.annual.disabled_fund;
        let few = relief.as_ref().map_or(0, |relief| relief.rule.few);
        let owes = levy.as_ref().is_some_and(|levy| levy.rule.forms.contains(&form));
        let many = || profile.scale.quarters.iter().any(|ends| ends.staff.0.max(ends.staff.1) > few);
        if profile.disabled_fund.staff_months == 0 && owes && many() {
            say(NotCounted::EmploymentFund { few });
        }
    }
}

impl OnFacts for DisabledFund {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        profile.disabled_fund.staff_months > 0
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        assess(payer, lines, trace);
    }
}

/// What is due on the staff of last year, and what is not levied of it.
#[cold]
fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
    let (rules, told) = (&payer.rules.annual.disabled_fund, &payer.profile.disabled_fund);
    let Some(levy) = rules.levy.as_ref().filter(|levy| levy.rule.forms.contains(&payer.eligibility.form)) else { return };
    let Some((ratio, set_by)) = RuleInForce::local_or_told(rules.ratio.as_ref(), told.ratio, |local| local.ratio) else { return };
    let Employment { staff_months: staff, disabled_months: disabled, months, .. } = *told;
    let wage = capped(&levy.rule, told, trace);
    // People and months count whole, and the ratio is in millionths: the fund is one quotient, rounded once.
    let whole = Rate::ONE.millionths();
    let missing = i64::from(staff).saturating_mul(ratio.millionths()).saturating_sub(i64::from(disabled).saturating_mul(whole));
    let due = wage.part(missing.max(0), i64::from(months.max(1)).saturating_mul(whole));
    if due == Money::ZERO {
        return;
    }
    if let Some(measure) = rules.ratio.as_ref().and_then(RuleInForce::standing_in).filter(|_| set_by.is_some()) {
        trace.relies_on(measure);
    }
    let (line, period) = (Line::DisabledFund, Period::Year);
    let formula = Formula::Employment { staff, disabled, months, ratio, wage };
    trace.step(|| Step { line, period, what: What::Due, basis: Basis::Law(levy.measure), result: due, formula });
    let mut tax = Tax { due, relief: Money::ZERO };
    if let Some(RuleInForce { measure, rule, .. }) = &rules.relief {
        let (what, formula, relief) = rule.relief(told, due);
        trace.step(|| Step { line, period, what, basis: Basis::Law(*measure), result: relief, formula });
        tax.relief = relief;
    }
    lines[line].add(tax.due, tax.relief);
}

impl FundRelief {
    /// What is not levied: all of it for few staff, else a part by the share of staff who are disabled.
    fn relief(&self, told: &Employment, due: Money) -> (What, Formula, Money) {
        let [staff, disabled, few] = [told.staff_months, told.disabled_months, self.few.saturating_mul(told.months)].map(i64::from);
        if staff <= few {
            return (What::FewStaffFree, Formula::AllOf { amount: due }, due);
        }
        let reached = staff.saturating_mul(self.share.millionths()) <= disabled.saturating_mul(Rate::ONE.millionths());
        let rate = if reached { self.paid } else { self.paid_below }.complement();
        (What::FundReduced, Formula::Product { base: due, rate }, due.times(rate))
    }
}

/// The average wage, up to its cap.
fn capped<T: Trace>(levy: &FundLevy, told: &Employment, trace: &mut T) -> Money {
    let own = told.average_wage;
    if told.local_average_wage == Money::ZERO {
        trace.assume(|| Assumption::WageNotCapped { wage: own });
        return own;
    }
    let cap = told.local_average_wage.times_whole(i64::from(levy.wage_cap));
    own.min(cap)
}
