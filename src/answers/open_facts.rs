//! Facts that are open: which they are, the question about each, the answer of most businesses.

use crate::assess::Rules;
use crate::base::names::Form;
use crate::base::words::catalogue;
use crate::facts::{Profile, QuarterEnds, Turning, UnknownFact};
use crate::{Money, Quarter};

catalogue! {
    /// A question about an unknown fact.
    #[non_exhaustive]
    pub enum QuestionKind {
        Movables en "does the tax office treat the business as an individual, whose sales contracts on movables are outside stamp duty?"
            zh "税务机关是否视为个人，其动产买卖合同不征印花税？";
        Restricted en "is it in an industry that the state restricts or prohibits?" zh "是否属于国家限制或禁止的行业？";
        Class en "which size class is it: micro, small, medium or large?" zh "划型为微型、小型、中型还是大型？";
        ToJune en "did the settlement that rules to June find it small and low-profit?" zh "适用至 6 月的汇算清缴是否判定为小型微利企业？";
        FromJuly en "did the settlement that rules from July find it small and low-profit?" zh "自 7 月起适用的汇算清缴是否判定为小型微利企业？";
        HighTech en "is it recognised as a high and new technology enterprise?" zh "是否取得高新技术企业认定？";
        Staff { quarter: u32, sum: u32 } en "staff of Q{quarter}: are opening and close together more than {sum}?"
            zh "第 {quarter} 季度从业人数：季初与季末之和是否超过 {sum} 人？";
        Assets { quarter: u32, sum: Money } en "assets of Q{quarter}: are opening and close together more than {sum}?"
            zh "第 {quarter} 季度资产总额：季初与季末之和是否超过 {sum} 元？";
        StaffOfYear { limit: u32 } en "is the average staff of the year more than {limit}?" zh "全年平均从业人数是否超过 {limit} 人？";
        AssetsOfYear { limit: Money } en "are the average assets of the year more than {limit}?" zh "全年平均资产总额是否超过 {limit} 元？";
        Income en "does the owner have comprehensive income elsewhere, and how much?" zh "投资者是否另有综合所得，金额多少？";
    }
}

catalogue! {
    /// What is true of most businesses, of a fact that is unknown.
    #[non_exhaustive]
    pub enum UsualAnswer {
        Movables en "its sales contracts on movables are outside stamp duty" zh "动产买卖合同不征印花税";
        NotRestricted en "not in a restricted industry" zh "不属于限制或禁止行业";
        Micro en "a micro enterprise" zh "微型企业";
        NotSettledSmall en "not found small and low-profit at the last settlement" zh "上次汇算未判定为小型微利企业";
        NotHighTech en "not a high and new technology enterprise" zh "非高新技术企业";
        FewStaff { limit: u32 } en "at most {limit} staff" zh "从业人数不超过 {limit} 人";
        FewAssets { limit: Money } en "assets of at most {limit}" zh "资产总额不超过 {limit} 元";
        NoIncome en "no income elsewhere" zh "无其他综合所得";
    }
}

/// A profile whose facts were held to the limits, where they are within them: the answers that are tried are held to nothing, and
/// need not meet what the quarters beside them tell.
fn held(profile: &Profile) -> Profile {
    let held = profile.origin.checked || profile.hold_figures_to_limits().is_ok();
    if held { profile.clone().taken_as_checked() } else { profile.clone() }
}

/// Which facts that a profile leaves out are open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftOut {
    /// None: a form that needs one is not assessed.
    Nothing,
    /// Staff, assets and industry, without which no company is assessed.
    OfCompanies,
    /// All that a form needs.
    All,
}

impl LeftOut {
    /// With `missing` all; else, of what a person wrote, what a company among the forms needs.
    pub(crate) fn of(profile: &Profile, to: &[Form], missing: bool) -> LeftOut {
        let companies = || to.is_empty() || to.iter().chain([&profile.form]).any(|form| form.is_company());
        match missing {
            true => LeftOut::All,
            false if profile.origin.filled_in && companies() => LeftOut::OfCompanies,
            false => LeftOut::Nothing,
        }
    }
}

/// The profile without open facts, and what is open.
pub(crate) fn opened(rules: &Rules, profile: &Profile, left_out: LeftOut) -> (Profile, Vec<UnknownFact>) {
    let (mut base, mut facts) = (held(profile), profile.unknown.clone());
    base.unknown.clear();
    let scale = &mut base.scale;
    if left_out != LeftOut::Nothing {
        if scale.quarters.is_empty() {
            let nothing = |quarter: Quarter| QuarterEnds { quarter, staff: (0, 0), assets: (Money::ZERO, Money::ZERO) };
            scale.quarters = Quarter::all().map(nothing).collect();
            facts.extend([UnknownFact::StaffOfYear, UnknownFact::AssetsOfYear]);
        }
        if scale.restricted_industry.is_none() {
            facts.push(UnknownFact::RestrictedIndustry);
        }
    }
    if left_out == LeftOut::All {
        if profile.movables_as_individual.is_none() && profile.form == Form::IndividualBusiness {
            facts.push(UnknownFact::MovablesAsIndividual);
        }
        if profile.form.is_company() && scale.settled_small.is_none() && scale.first_settlement.is_none() {
            facts.extend([UnknownFact::SettledSmallToJune, UnknownFact::SettledSmallFromJuly]);
        }
    }
    // The class follows from figures: where those are open, so is it.
    let figures = |fact: &UnknownFact| {
        matches!(fact, UnknownFact::Staff(_) | UnknownFact::Assets(_) | UnknownFact::StaffOfYear | UnknownFact::AssetsOfYear)
    };
    if scale.class.is_none() && rules.benefits.size.classes.is_some() && facts.iter().any(figures) {
        facts.push(UnknownFact::SizeClass);
    }
    facts.sort();
    facts.dedup();
    (base, facts)
}

/// The profile with the usual answer to each open fact, and which those are.
pub(crate) fn answered(rules: &Rules, profile: &Profile, left_out: LeftOut) -> (Profile, Vec<UnknownFact>) {
    let (mut base, facts) = opened(rules, profile, left_out);
    let facts = of_the_year(&base, facts);
    facts.iter().for_each(|fact| fact.answer(fact.usual(), Turning::default(), &mut base));
    (base, facts)
}

/// The question about one fact, and the profile with each answer to it.
pub(crate) fn ways(rules: &Rules, profile: &Profile, fact: UnknownFact) -> (QuestionKind, Vec<Profile>) {
    let turning = turning(rules, profile, &[fact]);
    let way = |answer: usize| {
        let mut told = held(profile);
        fact.answer(answer, turning, &mut told);
        told
    };
    (asks(rules, fact, turning), (0..fact.answers()).map(way).collect())
}

/// The staff, and the assets, of all quarters as one fact, where none of them is known: whether its answers vary from quarter to
/// quarter is not tried, where it would be too much.
pub(super) fn of_the_year(base: &Profile, facts: Vec<UnknownFact>) -> Vec<UnknownFact> {
    let quarters = || base.scale.quarters.iter().map(|ends| ends.quarter);
    let all = |of: fn(Quarter) -> UnknownFact| quarters().count() > 1 && quarters().all(|quarter| facts.contains(&of(quarter)));
    let (staff, assets) = (all(UnknownFact::Staff), all(UnknownFact::Assets));
    let mut found: Vec<UnknownFact> = Vec::new();
    for fact in &facts {
        found.push(match fact {
            UnknownFact::Staff(_) if staff => UnknownFact::StaffOfYear,
            UnknownFact::Assets(_) if assets => UnknownFact::AssetsOfYear,
            other => *other,
        });
    }
    found.sort();
    found.dedup();
    found
}

/// What the open quarters may hold together for the small low-profit test to pass just so.
pub(super) fn turning(rules: &Rules, base: &Profile, facts: &[UnknownFact]) -> Turning {
    let Some(test) = &rules.taxes.annual.enterprise_income.small_low_profit_test else { return Turning::default() };
    let quarters = &base.scale.quarters;
    let ends = quarters.len() * 2;
    let open = |fact: UnknownFact| facts.contains(&fact);
    let staff: u32 = quarters.iter().filter(|q| !open(UnknownFact::Staff(q.quarter))).map(|q| q.staff.0.saturating_add(q.staff.1)).sum();
    let assets: Money = quarters.iter().filter(|q| !open(UnknownFact::Assets(q.quarter))).map(|q| q.assets.0 + q.assets.1).sum();
    let allowed = Money::from_fen(test.rule.assets.fen().saturating_mul(i64::try_from(ends).unwrap_or(0)));
    Turning {
        staff: test.rule.staff.saturating_mul(u32::try_from(ends).unwrap_or(0)).saturating_sub(staff),
        assets: (allowed - assets).at_least_zero(),
    }
}

pub(super) fn asks(rules: &Rules, fact: UnknownFact, turning: Turning) -> QuestionKind {
    let limits = limits(rules);
    match fact {
        UnknownFact::MovablesAsIndividual => QuestionKind::Movables,
        UnknownFact::RestrictedIndustry => QuestionKind::Restricted,
        UnknownFact::SizeClass => QuestionKind::Class,
        UnknownFact::SettledSmallToJune => QuestionKind::ToJune,
        UnknownFact::SettledSmallFromJuly => QuestionKind::FromJuly,
        UnknownFact::HighTech => QuestionKind::HighTech,
        UnknownFact::Staff(quarter) => QuestionKind::Staff { quarter: quarter.number(), sum: turning.staff },
        UnknownFact::Assets(quarter) => QuestionKind::Assets { quarter: quarter.number(), sum: turning.assets },
        UnknownFact::StaffOfYear => QuestionKind::StaffOfYear { limit: limits.0 },
        UnknownFact::AssetsOfYear => QuestionKind::AssetsOfYear { limit: limits.1 },
        UnknownFact::ComprehensiveIncome => QuestionKind::Income,
    }
}

/// The answer that is taken as usual, in words.
pub(super) fn usual(rules: &Rules, fact: UnknownFact) -> UsualAnswer {
    let (staff, assets) = limits(rules);
    match fact {
        UnknownFact::MovablesAsIndividual => UsualAnswer::Movables,
        UnknownFact::RestrictedIndustry => UsualAnswer::NotRestricted,
        UnknownFact::SizeClass => UsualAnswer::Micro,
        UnknownFact::SettledSmallToJune | UnknownFact::SettledSmallFromJuly => UsualAnswer::NotSettledSmall,
        UnknownFact::HighTech => UsualAnswer::NotHighTech,
        UnknownFact::Staff(_) | UnknownFact::StaffOfYear => UsualAnswer::FewStaff { limit: staff },
        UnknownFact::Assets(_) | UnknownFact::AssetsOfYear => UsualAnswer::FewAssets { limit: assets },
        UnknownFact::ComprehensiveIncome => UsualAnswer::NoIncome,
    }
}

/// Staff and assets of the small low-profit test.
fn limits(rules: &Rules) -> (u32, Money) {
    let test = rules.taxes.annual.enterprise_income.small_low_profit_test.as_ref();
    test.map(|test| (test.rule.staff, test.rule.assets)).unwrap_or_default()
}
