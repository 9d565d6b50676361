//! A comparison with facts missing: every answer that could make a difference is tried, and what comes out is the range
//! of the result and the smallest set of questions that settles it.

use crate::Money;
use crate::assess::Rules;
use crate::assess::{amounts, assess};
use crate::base::error::{Error, Problem};
use crate::base::names::Form;
use crate::base::words::{Vocabulary, catalogue};
use crate::facts::{Profile, QuarterEnds, Turning, UnknownFact};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::trace::Assumption;
use crate::{Amounts, Quarter};
use std::cmp::Ordering;

/// How many combinations of answers are tried at most.
const MOST: usize = 4096;

/// Where a figure lies, whatever the answers; both ends are reached by some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Between {
    /// The lowest.
    pub least: Money,
    /// The highest.
    pub most: Money,
}

impl Between {
    pub(crate) fn of(values: impl Iterator<Item = Money> + Clone) -> Between {
        Between { least: values.clone().min().unwrap_or_default(), most: values.max().unwrap_or_default() }
    }
}

/// One form, whatever the answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FormRange {
    /// The form.
    pub form: Form,
    /// Total burden.
    pub total: Between,
    /// What is left to the owner.
    pub net_to_owner: Between,
}

/// What converting into a form changes, whatever the answers; positive is more.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Decision {
    /// The form.
    pub form: Form,
    /// Change of the total burden.
    pub total: Between,
    /// Change of what is left to the owner.
    pub net_to_owner: Between,
    /// The smallest set of questions whose answers say whether the owner keeps more, less or the same; none where that is
    /// settled already.
    pub decides_verdict: Vec<UnknownFact>,
    /// The smallest set whose answers fix the amount.
    pub fixes_amount: Vec<UnknownFact>,
}

/// One thing to ask.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OpenFact {
    /// The fact.
    pub fact: UnknownFact,
    /// The question in words, with the limit at which the answer turns.
    pub asks: QuestionKind,
    /// How many answers were tried.
    pub answers: usize,
    /// Whether any figure depends on it.
    pub matters: bool,
}

catalogue! {
    /// Why there are no ranges.
    pub(crate) enum RangesProblem {
        TooManyUnknown { combinations: usize, most: usize }
            en "the unknown facts have {combinations} combinations of answers; at most {most} are tried: tell some of them"
            zh "未知事实的答案组合有 {combinations} 种，最多测算 {most} 种：请先填写其中一些";
    }
}

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

/// A comparison with facts missing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ranges {
    /// What was asked, by the facts' order.
    pub questions: Vec<OpenFact>,
    /// How many combinations of answers were tried: all of them.
    pub combinations: usize,
    /// The present form first.
    pub forms: Vec<FormRange>,
    /// For each other form.
    pub decisions: Vec<Decision>,
    /// Forms that were not asked for by name and cannot be assessed whatever the answers.
    pub skipped: Vec<(Form, Error)>,
    /// What is not counted of the present form, with some answer to each question.
    pub not_counted: Vec<NotCounted>,
    /// What is assumed of it.
    pub assumed: Vec<Assumption>,
}

/// Compares the present form with `to`, or with every other form when `to` is empty, whatever the unknown facts are. With
/// `missing`, facts that a form needs and the profile leaves out count as unknown too.
///
/// ```
/// use huiqi::{Form, UnknownFact};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let mut shop = shop;
/// shop.unknown.push(UnknownFact::ComprehensiveIncome);
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let found = huiqi::ranges(&rules, &shop, &[Form::OnePersonCompany], false)?;
/// assert_eq!(found.questions[0].fact, UnknownFact::ComprehensiveIncome);
/// assert!(found.forms.iter().all(|of| of.total.least <= of.total.most));
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`crate::compare`]; and when the answers have more combinations than are tried.
pub fn ranges(rules: &Rules, profile: &Profile, to: &[Form], missing: bool) -> Result<Ranges, Error> {
    let (base, mut facts) = opened(rules, profile, missing);
    let count = |facts: &[UnknownFact]| facts.iter().fold(1_usize, |product, fact| product.saturating_mul(fact.answers()));
    if count(&facts) > MOST {
        facts = of_the_year(&base, facts);
    }
    let turning = turning(rules, &base, &facts);
    let combinations = count(&facts);
    if combinations > MOST {
        return Err(Error::profile(vec![Problem::new(RangesProblem::TooManyUnknown { combinations, most: MOST })]));
    }
    let answers: Vec<Vec<usize>> = (0..combinations).map(|number| answers_of(&facts, number)).collect();
    let answered = |which: &Vec<usize>| {
        let mut told = base.clone();
        for (fact, answer) in facts.iter().zip(which) {
            fact.answer(*answer, turning, &mut told);
        }
        told
    };
    let profiles: Vec<Profile> = answers.iter().map(answered).collect();
    let tried = |form: Form| profiles.iter().map(|told| amounts(rules, told, form)).collect::<Result<Vec<Amounts>, Error>>();
    let before = tried(profile.form)?;
    let (mut after, mut skipped) = (Vec::new(), Vec::new());
    let named: Vec<Form> = if to.is_empty() { Form::ALL.to_vec() } else { to.to_vec() };
    for form in named.into_iter().filter(|form| *form != profile.form) {
        match tried(form) {
            Ok(found) => after.push((form, found)),
            Err(error) if to.is_empty() => skipped.push((form, error)),
            Err(error) => return Err(error),
        }
    }
    if let (true, Some((_, error))) = (after.is_empty(), skipped.first()) {
        return Err(error.clone());
    }
    let range = |form: Form, found: &[Amounts]| FormRange {
        form,
        total: Between::of(found.iter().map(Amounts::total)),
        net_to_owner: Between::of(found.iter().map(Amounts::net_to_owner)),
    };
    let search = Search { facts: &facts, answers: &answers };
    let decide = |(form, found): &(Form, Vec<Amounts>)| {
        let pairs = || found.iter().zip(&before);
        let totals: Vec<Money> = pairs().map(|(then, now)| then.total() - now.total()).collect();
        let nets: Vec<Money> = pairs().map(|(then, now)| then.net_to_owner() - now.net_to_owner()).collect();
        let signs: Vec<Ordering> = nets.iter().map(|net| net.cmp(&Money::ZERO)).collect();
        Decision {
            form: *form,
            total: Between::of(totals.iter().copied()),
            net_to_owner: Between::of(nets.iter().copied()),
            decides_verdict: search.smallest(&signs),
            fixes_amount: search.smallest(&totals.iter().copied().zip(nets.iter().copied()).collect::<Vec<_>>()),
        }
    };
    let mut everything: Vec<Vec<Amounts>> = before.iter().map(|now| vec![*now]).collect();
    for (_, found) in &after {
        everything.iter_mut().zip(found).for_each(|(all, one)| all.push(*one));
    }
    let matter = search.matter(&everything);
    let record = profiles.first().map(|told| assess(rules, told, profile.form)).transpose()?.map(|side| side.record);
    let (not_counted, assumed) = record.map(|record| (record.not_counted, record.assumed)).unwrap_or_default();
    let question = |fact: &UnknownFact| OpenFact {
        fact: *fact,
        asks: asks(rules, *fact, turning),
        answers: fact.answers(),
        matters: matter.contains(fact),
    };
    Ok(Ranges {
        questions: facts.iter().map(question).collect(),
        combinations,
        forms: std::iter::once(range(profile.form, &before)).chain(after.iter().map(|(form, found)| range(*form, found))).collect(),
        decisions: after.iter().map(decide).collect(),
        skipped,
        not_counted,
        assumed,
    })
}

/// A profile whose facts were held to the limits, where they are within them: the answers that are tried are held to nothing, and
/// need not meet what the quarters beside them tell.
fn held(profile: &Profile) -> Profile {
    let held = profile.origin.checked || profile.hold_figures_to_limits().is_ok();
    if held { profile.clone().taken_as_checked() } else { profile.clone() }
}

/// The profile without open facts, and what is open.
fn opened(rules: &Rules, profile: &Profile, missing: bool) -> (Profile, Vec<UnknownFact>) {
    let (mut base, mut facts) = (held(profile), profile.unknown.clone());
    base.unknown.clear();
    let scale = &mut base.scale;
    if missing {
        if scale.quarters.is_empty() {
            let nothing = |quarter: Quarter| QuarterEnds { quarter, staff: (0, 0), assets: (Money::ZERO, Money::ZERO) };
            scale.quarters = Quarter::all().map(nothing).collect();
            facts.extend([UnknownFact::StaffOfYear, UnknownFact::AssetsOfYear]);
        }
        if scale.restricted_industry.is_none() {
            facts.push(UnknownFact::RestrictedIndustry);
        }
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

/// The profile with the usual answer to each unknown fact, and which those are. With `missing` as in [`ranges`].
pub(crate) fn answered(rules: &Rules, profile: &Profile, missing: bool) -> (Profile, Vec<UnknownFact>) {
    let (mut base, facts) = opened(rules, profile, missing);
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
fn of_the_year(base: &Profile, facts: Vec<UnknownFact>) -> Vec<UnknownFact> {
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
fn turning(rules: &Rules, base: &Profile, facts: &[UnknownFact]) -> Turning {
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

fn asks(rules: &Rules, fact: UnknownFact, turning: Turning) -> QuestionKind {
    let limits = rules
        .taxes
        .annual
        .enterprise_income
        .small_low_profit_test
        .as_ref()
        .map(|test| (test.rule.staff, test.rule.assets))
        .unwrap_or_default();
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

/// The answers of a combination: its number written with as many digits as there are facts.
fn answers_of(facts: &[UnknownFact], mut number: usize) -> Vec<usize> {
    let digit = |fact: &UnknownFact| {
        let answer = number % fact.answers();
        number /= fact.answers();
        answer
    };
    facts.iter().map(digit).collect()
}

/// Looks for the facts that settle an outcome.
struct Search<'a> {
    facts: &'a [UnknownFact],
    answers: &'a [Vec<usize>],
}

impl Search<'_> {
    /// Whether the outcome is settled once the facts of `asked` (a bit each) are.
    fn settles<T: PartialEq>(&self, asked: usize, outcomes: &[T]) -> bool {
        let mut first: Vec<Option<&T>> = vec![None; self.answers.len()];
        let digits = |answers: &Vec<usize>| {
            let (mut place, mut stride) = (0, 1);
            for (i, (fact, answer)) in self.facts.iter().zip(answers).enumerate() {
                if asked >> i & 1 == 1 {
                    place += answer * stride;
                    stride *= fact.answers();
                }
            }
            place
        };
        self.answers.iter().zip(outcomes).all(|(answers, outcome)| match first.get_mut(digits(answers)) {
            Some(Some(known)) => *known == outcome,
            Some(open) => {
                *open = Some(outcome);
                true
            }
            None => false,
        })
    }

    fn named(&self, asked: usize) -> Vec<UnknownFact> {
        self.facts.iter().enumerate().filter(|(i, _)| asked >> i & 1 == 1).map(|(_, fact)| *fact).collect()
    }

    /// The facts on which the outcome depends: knowing all the others does not settle it.
    fn matter<T: PartialEq>(&self, outcomes: &[T]) -> Vec<UnknownFact> {
        let all = (1_usize << self.facts.len()) - 1;
        let depends = |i: &usize| !self.settles(all & !(1 << i), outcomes);
        let asked = (0..self.facts.len()).filter(depends).map(|i| 1 << i).sum();
        self.named(asked)
    }

    /// The smallest set that settles the outcome; of several, the one of the earlier facts.
    fn smallest<T: PartialEq>(&self, outcomes: &[T]) -> Vec<UnknownFact> {
        let mut sets: Vec<usize> = (0..1_usize << self.facts.len()).collect();
        sets.sort_by_key(|asked| (asked.count_ones(), *asked));
        sets.into_iter().find(|asked| self.settles(*asked, outcomes)).map(|asked| self.named(asked)).unwrap_or_default()
    }
}
