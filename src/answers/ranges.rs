//! A comparison with facts missing: every answer that could make a difference is tried, and what comes out is the range
//! of the result and the smallest set of questions that settles it.

use super::compare::{Comparison, compare};
use super::open_facts::{self, LeftOut, QuestionKind, UsualAnswer, asks, of_the_year, opened, turning, usual};
use crate::Amounts;
use crate::Money;
use crate::assess::{Rules, amounts, assess};
use crate::base::error::{Error, Problem};
use crate::base::names::Form;
use crate::base::words::{Vocabulary, catalogue};
use crate::facts::{Profile, UnknownFact};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::trace::Assumption;
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
    /// The usual answer.
    pub usual: UsualAnswer,
    /// How far its answers alone move what a form leaves more than the present one, at most; the others as usual.
    pub at_stake: Money,
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

catalogue! {
    /// Why there are no ranges.
    pub(crate) enum RangesProblem {
        TooManyUnknown { combinations: usize, most: usize }
            en "the unknown facts have {combinations} combinations of answers; at most {most} are tried: tell some of them"
            zh "未知事实的答案组合有 {combinations} 种，最多测算 {most} 种：请先填写其中一些";
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
    /// The comparison with the usual answer to each question, with the best wage and share of each company.
    pub usual: Comparison,
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
    let left_out = LeftOut::of(profile, to, missing);
    let (base, mut facts) = opened(rules, profile, left_out);
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
    let question = |(position, fact): (usize, &UnknownFact)| OpenFact {
        fact: *fact,
        asks: asks(rules, *fact, turning),
        answers: fact.answers(),
        matters: matter.contains(fact),
        usual: usual(rules, *fact),
        at_stake: search.at_stake(position, &everything),
    };
    let told = open_facts::answered(rules, profile, left_out).0;
    Ok(Ranges {
        usual: compare(rules, &told, to)?.with_choices(rules, &told)?,
        questions: facts.iter().enumerate().map(question).collect(),
        combinations,
        forms: std::iter::once(range(profile.form, &before)).chain(after.iter().map(|(form, found)| range(*form, found))).collect(),
        decisions: after.iter().map(decide).collect(),
        skipped,
        not_counted,
        assumed,
    })
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

    /// How far the answers to one fact move what a form leaves more than the first, the others as usual.
    fn at_stake(&self, position: usize, outcomes: &[Vec<Amounts>]) -> Money {
        let others_usual = |answers: &&Vec<usize>| {
            let pairs = self.facts.iter().zip(answers.iter()).enumerate();
            pairs.filter(|(place, _)| *place != position).all(|(_, (fact, answer))| fact.usual() == *answer)
        };
        let tried = self.answers.iter().zip(outcomes).filter(|(answers, _)| others_usual(answers)).map(|(_, forms)| forms);
        let gains =
            |form: usize| tried.clone().filter_map(move |forms| Some(forms.get(form)?.net_to_owner() - forms.first()?.net_to_owner()));
        let forms = outcomes.first().map_or(0, Vec::len);
        (1..forms).map(|form| Between::of(gains(form))).map(|between| between.most - between.least).max().unwrap_or_default()
    }

    /// The smallest set that settles the outcome; of several, the one of the earlier facts.
    fn smallest<T: PartialEq>(&self, outcomes: &[T]) -> Vec<UnknownFact> {
        let mut sets: Vec<usize> = (0..1_usize << self.facts.len()).collect();
        sets.sort_by_key(|asked| (asked.count_ones(), *asked));
        sets.into_iter().find(|asked| self.settles(*asked, outcomes)).map(|asked| self.named(asked)).unwrap_or_default()
    }
}
