//! A comparison with facts missing.

use super::Context;
use super::document::{Block, Cell, Document, Records, Row, Table};
use super::grounds::may_change_the_answer;
use super::json::{Header, header, pretty};
use super::labels::{Label, One};
use super::verdict;
use crate::answers::open_facts::{QuestionKind, UsualAnswer};
use crate::answers::ranges::{Between, Decision, FormRange, OpenFact, Ranges};
use crate::base::error::{Error, Problem};
use crate::base::words::{Lang, Say, Vocabulary, catalogue};
use crate::facts::{Fact, UnknownFact};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::trace::Assumption;
use crate::{Form, Money, Rate};
use serde::Serialize;
use std::cmp::Ordering;

catalogue! {
    /// The sentences.
    enum Word {
        Always { forms: Vec<One<Form>>, held: String, least: Money, most: Money }
            en "Converted to {forms}{held}: whatever the answers, the owner keeps between {least} and {most} more."
            zh "转为{forms}{held}：无论答案如何，投资者多得 {least} 至 {most} 元。";
        Never { forms: Vec<One<Form>>, held: String, least: Money, most: Money }
            en "Converted to {forms}{held}: whatever the answers, the owner keeps between {least} and {most} less."
            zh "转为{forms}{held}：无论答案如何，投资者少得 {least} 至 {most} 元。";
        Same { forms: Vec<One<Form>>, held: String }
            en "Converted to {forms}{held}: whatever the answers, the owner keeps the same."
            zh "转为{forms}{held}：无论答案如何，投资者所得不变。";
        More { forms: Vec<One<Form>>, held: String, by: Money }
            en "Converted to {forms}{held}: whatever the answers, the owner keeps {by} more."
            zh "转为{forms}{held}：无论答案如何，投资者多得 {by} 元。";
        Less { forms: Vec<One<Form>>, held: String, by: Money }
            en "Converted to {forms}{held}: whatever the answers, the owner keeps {by} less."
            zh "转为{forms}{held}：无论答案如何，投资者少得 {by} 元。";
        Depends { forms: Vec<One<Form>>, held: String, least: Money, most: Money, on: Vec<String> }
            en "Converted to {forms}{held}: what the owner keeps changes by between {least} and {most}; whether it is more or less is \
                decided by {on}."
            zh "转为{forms}{held}：投资者所得变动在 {least} 至 {most} 元之间；是多是少取决于 {on}。";
        Amount { forms: Vec<Form>, by: Vec<String> } en "{forms}: the amount is fixed by {by}." zh "{forms}：金额由 {by} 确定。";
        AmountFixed { forms: Vec<Form> } en "{forms}: the amount is fixed already." zh "{forms}：金额已经确定。";
        AskFirst { asks: String } en "Ask first: {asks}" zh "最该先问：{asks}";
        Held { wage: Money, share: Rate } en ", with a wage of {wage} to the owner and {share} of the profit distributed"
            zh "（投资者工资 {wage} 元、利润分配 {share}）";
        Usually { answers: Vec<UsualAnswer>, then: String } en "If, as usual, {answers}: {then}" zh "如通常情形（{answers}）：{then}";
        Questions en "Questions" zh "待答问题";
        Matters { asks: String, key: String } en "{asks} ({key})" zh "{asks}（{key}）";
        Idle { asks: String, key: String } en "{asks} ({key}) — changes nothing" zh "{asks}（{key}）— 不影响结果";
        Nothing en "Nothing is unknown." zh "没有未知事实。";
        Tried { combinations: usize } en "All {combinations} combinations of answers were assessed." zh "已测算全部 {combinations} 种答案组合。";
        Least en "least" zh "最少";
        Most en "most" zh "最多";
        Smallest en "What settles it" zh "确定结果所需";
        NotCompared en "Not compared" zh "未对比";
    }
}

fn keys(facts: &[UnknownFact]) -> Vec<String> {
    facts.iter().map(|fact| fact.key()).collect()
}

/// The facts as a reader knows them: in Chinese by their names.
fn names(facts: &[UnknownFact], lang: Lang) -> Vec<String> {
    let name = |fact: &UnknownFact| {
        let key = fact.key();
        let quarter = match fact {
            UnknownFact::Staff(quarter) | UnknownFact::Assets(quarter) => format!("第 {} 季度", quarter.number()),
            _ => String::new(),
        };
        match Fact::at_path(&key.replace("Q1…Q4", "Q1")).filter(|_| lang == Lang::Zh) {
            Some(known) => quarter + known.zh_key,
            None => key,
        }
    };
    facts.iter().map(name).collect()
}

/// The owner's choices in a company, which are not tried.
fn held(context: &Context<'_>) -> String {
    let company = &context.profile.company;
    Word::Held { wage: company.owner_wage, share: company.share_distributed }.say(context.lang)
}

/// Decisions that differ in their form only, beside the first of them.
fn alike(decisions: &[Decision]) -> Vec<(&Decision, Vec<Form>)> {
    let mut groups: Vec<(&Decision, Vec<Form>)> = Vec::new();
    for decision in decisions {
        let same = |of: &Decision| {
            Decision { form: decision.form, ..of.clone() } == *decision && of.form.is_company() == decision.form.is_company()
        };
        match groups.iter_mut().find(|(first, _)| same(first)) {
            Some((_, forms)) => forms.push(decision.form),
            None => groups.push((decision, vec![decision.form])),
        }
    }
    groups
}

/// The sentence on forms that are alike.
fn change(context: &Context<'_>, (decision, forms): &(&Decision, Vec<Form>)) -> String {
    let lang = context.lang;
    let held = if decision.form.is_company() { held(context) } else { String::new() };
    let (forms, Between { least, most }) = (forms.iter().copied().map(One).collect(), decision.net_to_owner);
    match decision.decides_verdict.as_slice() {
        [] if least == most => match least.cmp(&Money::ZERO) {
            Ordering::Equal => Word::Same { forms, held },
            Ordering::Greater => Word::More { forms, held, by: least },
            Ordering::Less => Word::Less { forms, held, by: -least },
        },
        [] if least > Money::ZERO => Word::Always { forms, held, least, most },
        [] => Word::Never { forms, held, least: -most, most: -least },
        on => Word::Depends { forms, held, least, most, on: names(on, lang) },
    }
    .say(lang)
}

/// Between what the answer lies, what is to be asked, and what settles it.
///
/// ```
/// use huiqi::{report, Form, Lang, UnknownFact};
///
/// let pack = huiqi::Pack::embedded()?;
/// let mut shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// shop.unknown.push(UnknownFact::ComprehensiveIncome);
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::ranges(&rules, &shop, &[Form::OnePersonCompany], false)?;
/// assert!(report::ranges(&context, &found).markdown().contains("owner.comprehensive_income"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn ranges(context: &Context<'_>, ranges: &Ranges) -> Document {
    let lang = context.lang;
    let two = |label: Label| [Word::Least, Word::Most].map(|end| format!("{} ({})", label.say(lang), end.say(lang)));
    let row = |of: &FormRange| -> Row {
        let amounts = [of.total.least, of.total.most, of.net_to_owner.least, of.net_to_owner.most];
        std::iter::once(of.form.say(lang).into()).chain(amounts.map(Cell::Amount)).collect::<Vec<_>>().into()
    };
    let question = |question: &OpenFact| {
        let (asks, key) = (question.asks.say(lang), names(&[question.fact], lang).concat());
        if question.matters { Word::Matters { asks, key } } else { Word::Idle { asks, key } }.say(lang)
    };
    let groups = alike(&ranges.decisions);
    let settles = |(decision, forms): &(&Decision, Vec<Form>)| {
        let (forms, by) = (forms.clone(), names(&decision.fixes_amount, lang));
        if by.is_empty() { Word::AmountFixed { forms } } else { Word::Amount { forms, by } }.say(lang)
    };
    let skipped = |(form, error): &(Form, Error)| {
        let reasons: Vec<String> = error.problems().iter().map(|problem| problem.text(lang)).collect();
        Label::Skipped { form: *form, reasons: reasons.join("; ") }.say(lang)
    };
    let mut by_stake: Vec<&OpenFact> = ranges.questions.iter().collect();
    by_stake.sort_by_key(|question| (!question.matters, std::cmp::Reverse(question.at_stake)));
    let mut questions: Vec<String> = by_stake.into_iter().map(question).collect();
    if questions.is_empty() {
        questions.push(Word::Nothing.say(lang));
    }
    let tried = Word::Tried { combinations: ranges.combinations }.say(lang);
    let head = std::iter::once(Label::Form.say(lang)).chain(two(Label::Total)).chain(two(Label::NetToOwner));
    let mut document = context.page();
    document.push(usually(context, ranges).into_iter().map(Block::verdict));
    document.push(groups.iter().map(|group| Block::plain(change(context, group))));
    document.push(next_question(ranges).map(|open| Block::plain(Word::AskFirst { asks: open.asks.say(lang) }.say(lang))));
    document.push([Block::Table(Table::figures(head, 1, ranges.forms.iter().map(row).collect()))]);
    let assumed = assumptions(context, ranges).into_iter().filter(may_change_the_answer).map(|assumed| assumed.say(lang)).collect();
    let lists = [
        (Word::Questions.say(lang), questions),
        (Word::Smallest.say(lang), groups.iter().map(settles).chain([tried]).collect()),
        (Label::NotCounted.say(lang), ranges.not_counted.iter().map(|what| what.say(lang)).collect()),
        (Label::MayChange.say(lang), assumed),
        (Word::NotCompared.say(lang), ranges.skipped.iter().map(skipped).collect()),
    ];
    document.push(lists.into_iter().filter_map(|(title, items)| Block::list(title, items)));
    document.records = Some(records(ranges));
    document
}

/// What is best with the usual answers: the first sentence.
fn usually(context: &Context<'_>, ranges: &Ranges) -> Option<String> {
    let then = verdict::sentences(context, &ranges.usual).into_iter().next()?;
    Some(Word::Usually { answers: usual_answers(ranges), then: then.say(context.lang) }.say(context.lang))
}

/// The usual answers to the questions that matter.
fn usual_answers(ranges: &Ranges) -> Vec<UsualAnswer> {
    ranges.questions.iter().filter(|question| question.matters).map(|question| question.usual.clone()).collect()
}

/// What was taken to be usual, and what is assumed of the present form.
fn assumptions(context: &Context<'_>, ranges: &Ranges) -> Vec<Assumption> {
    context.not_told().chain(ranges.assumed.iter().cloned()).collect()
}

/// What to ask first: what decides which form is better, else what a figure depends on; of these, what moves most.
fn next_question(ranges: &Ranges) -> Option<&OpenFact> {
    let decides = |open: &&OpenFact| ranges.decisions.iter().any(|decision| decision.decides_verdict.contains(&open.fact));
    // The first of equals.
    let most = |one: &&OpenFact, other: &&OpenFact| one.at_stake.cmp(&other.at_stake).then(other.fact.cmp(&one.fact));
    let matter = || ranges.questions.iter().filter(|open| open.matters);
    matter().filter(decides).max_by(most).or_else(|| matter().max_by(most))
}

/// A record a form.
fn records(ranges: &Ranges) -> Records {
    let columns =
        ["form", "total_least", "total_most", "net_least", "net_most", "change_least", "change_most", "decides_verdict", "fixes_amount"];
    let mut out = Records::new(&columns);
    for of in &ranges.forms {
        let decision = ranges.decisions.iter().find(|decision| decision.form == of.form);
        let change = |end: fn(&Between) -> Money| decision.map(|decision| end(&decision.net_to_owner)).into();
        let named = |facts: fn(&Decision) -> &[UnknownFact]| decision.map(|decision| keys(facts(decision)).join(" ")).into();
        out.push(vec![
            of.form.key().into(),
            of.total.least.into(),
            of.total.most.into(),
            of.net_to_owner.least.into(),
            of.net_to_owner.most.into(),
            change(|between| between.least),
            change(|between| between.most),
            named(|decision| &decision.decides_verdict),
            named(|decision| &decision.fixes_amount),
        ]);
    }
    out
}

#[derive(Serialize)]
struct RangesOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    combinations: usize,
    not_counted: Vec<NotCounted>,
    assumptions: Vec<Assumption>,
    ask_first: Option<String>,
    usually: Vec<verdict::Words>,
    questions: Vec<QuestionOut>,
    forms: Vec<FormOut>,
    decisions: Vec<DecisionOut>,
    skipped: Vec<SkippedOut>,
}

#[derive(Serialize)]
struct QuestionOut {
    key: String,
    asks: QuestionKind,
    answers: usize,
    matters: bool,
    usual: UsualAnswer,
    at_stake: Money,
}

#[derive(Serialize)]
struct BetweenOut {
    least: Money,
    most: Money,
}

impl From<Between> for BetweenOut {
    fn from(Between { least, most }: Between) -> BetweenOut {
        BetweenOut { least, most }
    }
}

#[derive(Serialize)]
struct FormOut {
    form: &'static str,
    total: BetweenOut,
    net_to_owner: BetweenOut,
}

#[derive(Serialize)]
struct DecisionOut {
    form: &'static str,
    total: BetweenOut,
    net_to_owner: BetweenOut,
    decides_verdict: Vec<String>,
    fixes_amount: Vec<String>,
}

#[derive(Serialize)]
struct SkippedOut {
    form: &'static str,
    reasons: Vec<Problem>,
}

/// As JSON.
///
/// ```
/// use huiqi::{report, Form, Lang, UnknownFact};
///
/// let pack = huiqi::Pack::embedded()?;
/// let mut shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// shop.unknown.push(UnknownFact::ComprehensiveIncome);
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::ranges(&rules, &shop, &[Form::OnePersonCompany], false)?;
/// let json: serde_json::Value = serde_json::from_str(&report::ranges_json(&context, &found)).unwrap();
/// assert_eq!(json["questions"][0]["key"], "owner.comprehensive_income");
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn ranges_json(context: &Context<'_>, ranges: &Ranges) -> String {
    let questions = ranges.questions.iter().map(|question| QuestionOut {
        key: question.fact.key(),
        asks: question.asks.clone(),
        answers: question.answers,
        matters: question.matters,
        usual: question.usual.clone(),
        at_stake: question.at_stake,
    });
    let forms = ranges.forms.iter().map(|of| FormOut { form: of.form.key(), total: of.total.into(), net_to_owner: of.net_to_owner.into() });
    let decisions = ranges.decisions.iter().map(|decision| DecisionOut {
        form: decision.form.key(),
        total: decision.total.into(),
        net_to_owner: decision.net_to_owner.into(),
        decides_verdict: keys(&decision.decides_verdict),
        fixes_amount: keys(&decision.fixes_amount),
    });
    let skipped = ranges.skipped.iter().map(|(form, error)| SkippedOut { form: form.key(), reasons: error.reasons() });
    pretty(&RangesOut {
        header: header(context, "ranges"),
        combinations: ranges.combinations,
        not_counted: ranges.not_counted.clone(),
        assumptions: assumptions(context, ranges),
        ask_first: next_question(ranges).map(|open| open.fact.key()),
        usually: verdict::sentences(context, &ranges.usual),
        questions: questions.collect(),
        forms: forms.collect(),
        decisions: decisions.collect(),
        skipped: skipped.collect(),
    })
}
