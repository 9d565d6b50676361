//! A comparison with facts missing.

use super::Context;
use super::document::{Block, Cell, Document, Records, Row, Table};
use super::grounds::may_change_the_answer;
use super::json::{Header, header, pretty};
use super::labels::{Label, One};
use crate::answers::ranges::{Between, Decision, FormRange, OpenFact, QuestionKind, Ranges};
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
        Always { form: One<Form>, least: Money, most: Money }
            en "Converted to {form}: whatever the answers, the owner keeps between {least} and {most} more."
            zh "转为{form}：无论答案如何，投资者多得 {least} 至 {most} 元。";
        Never { form: One<Form>, least: Money, most: Money }
            en "Converted to {form}: whatever the answers, the owner keeps between {least} and {most} less."
            zh "转为{form}：无论答案如何，投资者少得 {least} 至 {most} 元。";
        Same { form: One<Form> } en "Converted to {form}: whatever the answers, the owner keeps the same." zh "转为{form}：无论答案如何，投资者所得不变。";
        More { form: One<Form>, by: Money } en "Converted to {form}: whatever the answers, the owner keeps {by} more."
            zh "转为{form}：无论答案如何，投资者多得 {by} 元。";
        Less { form: One<Form>, by: Money } en "Converted to {form}: whatever the answers, the owner keeps {by} less."
            zh "转为{form}：无论答案如何，投资者少得 {by} 元。";
        Depends { form: One<Form>, least: Money, most: Money, on: Vec<String> }
            en "Converted to {form}: what the owner keeps changes by between {least} and {most}; whether it is more or less is decided by \
                {on}." zh "转为{form}：投资者所得变动在 {least} 至 {most} 元之间；是多是少取决于 {on}。";
        Amount { form: Form, by: Vec<String> } en "{form}: the amount is fixed by {by}." zh "{form}：金额由 {by} 确定。";
        AmountFixed { form: Form } en "{form}: the amount is fixed already." zh "{form}：金额已经确定。";
        AskFirst { asks: String } en "Ask first: {asks}" zh "最该先问：{asks}";
        Held { wage: Money, share: Rate }
            en "In a company the owner's wage ({wage} a year) and the share distributed ({share}) are held as told; once the facts are \
                known, `huiqi optimise` looks for the best ones."
            zh "公司形式下业主工资（全年 {wage} 元）和分配比例（{share}）按所填不变；补齐后可用 `huiqi optimise` 求最优。";
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

/// The sentence on one form.
fn verdict(decision: &Decision, lang: Lang) -> String {
    let (form, Between { least, most }) = (One(decision.form), decision.net_to_owner);
    match decision.decides_verdict.as_slice() {
        [] if least == most => match least.cmp(&Money::ZERO) {
            Ordering::Equal => Word::Same { form },
            Ordering::Greater => Word::More { form, by: least },
            Ordering::Less => Word::Less { form, by: -least },
        },
        [] if least > Money::ZERO => Word::Always { form, least, most },
        [] => Word::Never { form, least: -most, most: -least },
        on => Word::Depends { form, least, most, on: names(on, lang) },
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
        let (asks, key) = (question.asks.say(lang), question.fact.key());
        if question.matters { Word::Matters { asks, key } } else { Word::Idle { asks, key } }.say(lang)
    };
    let settles = |decision: &Decision| {
        let (form, by) = (decision.form, names(&decision.fixes_amount, lang));
        if by.is_empty() { Word::AmountFixed { form } } else { Word::Amount { form, by } }.say(lang)
    };
    let skipped = |(form, error): &(Form, Error)| {
        let reasons: Vec<String> = error.problems().iter().map(|problem| problem.text(lang)).collect();
        Label::Skipped { form: *form, reasons: reasons.join("; ") }.say(lang)
    };
    let mut questions: Vec<String> = ranges.questions.iter().map(question).collect();
    if questions.is_empty() {
        questions.push(Word::Nothing.say(lang));
    }
    let tried = Word::Tried { combinations: ranges.combinations }.say(lang);
    let head = std::iter::once(Label::Form.say(lang)).chain(two(Label::Total)).chain(two(Label::NetToOwner));
    let mut document = context.page();
    document.push(ranges.decisions.iter().map(|decision| Block::verdict(verdict(decision, lang))));
    document.push(next_question(ranges).map(|open| Block::plain(Word::AskFirst { asks: open.asks.say(lang) }.say(lang))));
    document.push([Block::Table(Table::figures(head, 1, ranges.forms.iter().map(row).collect()))]);
    let company = &context.profile.company;
    let held = Word::Held { wage: company.owner_wage, share: company.share_distributed };
    document.push(ranges.forms.iter().any(|of| of.form.is_company()).then(|| Block::plain(held.say(lang))));
    let assumed = assumptions(context, ranges).into_iter().filter(may_change_the_answer).map(|assumed| assumed.say(lang)).collect();
    let lists = [
        (Word::Questions.say(lang), questions),
        (Word::Smallest.say(lang), ranges.decisions.iter().map(settles).chain([tried]).collect()),
        (Label::NotCounted.say(lang), ranges.not_counted.iter().map(|what| what.say(lang)).collect()),
        (Label::MayChange.say(lang), assumed),
        (Word::NotCompared.say(lang), ranges.skipped.iter().map(skipped).collect()),
    ];
    document.push(lists.into_iter().filter_map(|(title, items)| Block::list(title, items)));
    document.records = Some(records(ranges));
    document
}

/// What was taken to be usual, and what is assumed of the present form.
fn assumptions(context: &Context<'_>, ranges: &Ranges) -> Vec<Assumption> {
    context.not_told().chain(ranges.assumed.iter().cloned()).collect()
}

/// What to ask first: what decides which form is better, else what any figure depends on.
fn next_question(ranges: &Ranges) -> Option<&OpenFact> {
    let decisive = ranges.decisions.iter().find_map(|decision| decision.decides_verdict.first());
    let of = |fact: &UnknownFact| ranges.questions.iter().find(|open| open.fact == *fact);
    decisive.and_then(of).or_else(|| ranges.questions.iter().find(|open| open.matters))
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
        questions: questions.collect(),
        forms: forms.collect(),
        decisions: decisions.collect(),
        skipped: skipped.collect(),
    })
}
