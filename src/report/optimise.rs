//! The best choices within bounds.

use super::Context;
use super::document::{Block, Cell, Document, Records, Row, Table};
use super::json::{Header, header, pretty};
use super::outcomes::{BestOut, OutcomeOut, best_out, outcome_out};
use crate::answers::curve::{Best, Choice, Dimension, Optimum, Outcome};
use crate::base::words::{Say, Vocabulary, catalogue};
use crate::{Date, Money, Rate};
use serde::Serialize;

catalogue! {
    /// The words of these reports.
    pub(super) enum Words {
        Present { net: Money, burden: Money } en "As it is: {net} left to the owner, {burden} taxes and fees."
            zh "现状：投资者所得 {net} 元，税费 {burden} 元。";
        BestOf { choice: String, net: Money, more: Money } en "Best within these bounds: {choice}; {net} left, {more} more than now."
            zh "范围内最优：{choice}；投资者所得 {net} 元，比现状多 {more} 元。";
        AsItIs en "Nothing within these bounds leaves more than things as they are." zh "范围内没有比现状更优的选择。";
        BestDrawn { choice: String, net: Money, change: String }
            en "Once what stays in the company is drawn too, best is: {choice}; {net} left, {change} against things as they are."
            zh "留在公司的部分也取出时最优：{choice}；投资者所得 {net} 元，比现状 {change} 元。";
        Kept { kept: Money, net: Money, change: String }
            en "Of that {kept} stays in the company; once it is drawn too, {net} is left, {change} against things as they are."
            zh "其中 {kept} 元留在公司；也取出后，投资者所得 {net} 元，比现状 {change} 元。";
        RunnerUp { choice: String, net: Money, less: Money } en "Next best: {choice}; {net} left, {less} less."
            zh "次优：{choice}；投资者所得 {net} 元，少 {less} 元。";
        Together en "together" zh "合并考虑";
        Free en "free" zh "可变动项";
        Choose en "best choice" zh "最优选择";
        Net en "left to the owner" zh "投资者所得";
        Burden en "burden" zh "税费";
        More en "more than now" zh "比现状";
        Wage { wage: Money } en "wage {wage}" zh "工资 {wage}";
        Share { share: Rate } en "{share} distributed" zh "分配 {share}";
        From { day: Date } en "from {day}" zh "自 {day} 起";
        Slack { slack: Money } en "Another wage within the bounds may leave up to {slack} more by rounding alone."
            zh "其他工资水平仅因四舍五入可能多出至多 {slack} 元。";
        WageMustBeReasonable
            en "The company deducts only a reasonable wage for work really done (企业所得税法实施条例 第三十四条); a wage in bounds is not reasonable \
                for that. Social insurance that it brings is not counted."
            zh "公司只能扣除合理的工资薪金（企业所得税法实施条例第三十四条），在所给范围内并不等于合理；由此产生的社会保险费未计入。";
        KeptIsNotSpent
            en "Profit that is not distributed stays in the company: it counts as left to the owner, and bears dividend tax when it is \
                distributed later." zh "未分配的利润留在公司，仍计入投资者所得；以后分配时须缴股息红利个人所得税。";
        FilingOnceAYear { citation: String }
            en "The filing period, once chosen, is kept for the calendar year ({citation} is on the periods); a profile whose sales are \
                given by quarter cannot be assessed by month." zh "纳税期限一经选择，一个会计年度内不得变更（期限见{citation}）；销售额按季填写的不能按月测算。";
        NeverSmallAgain en "A general VAT taxpayer does not go back to small-scale status: not considered." zh "一般纳税人不得转为小规模纳税人，未予考虑。";
        NotConsidered { not: Vec<Dimension> }
            en "Not considered: {not} (kept as in the profile); what changes in sales, costs or social insurance with the choice; later \
                years." zh "未考虑：{not}（保持档案所填）；选择对销售、成本、社保的影响；以后年度。";
        NotConsideredElse en "Not considered: what changes in sales, costs or social insurance with the choice; later years."
            zh "未考虑：选择对销售、成本、社保的影响；以后年度。";
        LeftOut { choice: String, reason: String } en "{choice}: {reason}" zh "{choice}：{reason}";
        NotTried en "Left out, and why" zh "未测算的选择及原因";
        Law en "What the law requires, and what was not considered" zh "法律要求与未考虑事项";
    }
}

fn choice(context: &Context<'_>, choice: &Choice) -> String {
    let lang = context.lang;
    let profile = context.profile;
    let mut parts = vec![choice.form.say(lang)];
    let first = choice.month.and_then(|month| month.first_day(context.rules.year));
    parts.extend(first.map(|day| Words::From { day }.say(lang)));
    parts.extend(Some(choice.status).filter(|status| *status != profile.vat_status).map(|status| status.say(lang)));
    parts.extend(Some(choice.filing).filter(|filing| *filing != profile.filing).map(|filing| filing.say(lang)));
    parts.extend(choice.wage.map(|wage| Words::Wage { wage }.say(lang)));
    parts.extend(choice.share.map(|share| Words::Share { share }.say(lang)));
    parts.join(match lang {
        crate::Lang::Zh => "，",
        crate::Lang::En => ", ",
    })
}

fn name(context: &Context<'_>, best: &Best, together: bool) -> String {
    let names = best.free.say(context.lang);
    match (together && best.free.len() > 1, context.lang) {
        (false, _) => names,
        (true, crate::Lang::En) => format!("{} ({names})", Words::Together.say(context.lang)),
        (true, crate::Lang::Zh) => format!("{}（{names}）", Words::Together.say(context.lang)),
    }
}

fn rows(found: &Optimum) -> impl Iterator<Item = (&Best, bool, &Outcome)> {
    let all = found.alone.iter().map(|best| (best, false)).chain([(&found.together, true)]);
    all.filter_map(|(best, together)| Some((best, together, best.found.first()?)))
}

fn verdict(context: &Context<'_>, found: &Optimum) -> Vec<Words> {
    let present = found.present;
    let mut out = vec![Words::Present { net: present.net, burden: present.burden }];
    let Some(first) = found.together.found.first() else { return out };
    let more = first.net - present.net;
    out.push(if more > Money::ZERO {
        Words::BestOf { choice: choice(context, &first.choice), net: first.net, more }
    } else {
        Words::AsItIs
    });
    if more > Money::ZERO && first.kept > Money::ZERO {
        let change = (first.net_when_drawn - present.net_when_drawn).signed();
        out.push(Words::Kept { kept: first.kept, net: first.net_when_drawn, change });
    }
    if let Some(drawn) = found.together.when_drawn.filter(|drawn| drawn.choice != first.choice && first.kept > Money::ZERO) {
        let change = (drawn.net_when_drawn - present.net_when_drawn).signed();
        out.push(Words::BestDrawn { choice: choice(context, &drawn.choice), net: drawn.net_when_drawn, change });
    }
    if let Some(second) = found.together.found.get(1) {
        out.push(Words::RunnerUp { choice: choice(context, &second.choice), net: second.net, less: first.net - second.net });
    }
    out
}

/// What the law says of the choices that were free.
fn remarks(context: &Context<'_>, found: &Optimum) -> Vec<Words> {
    let free = |dimension: Dimension| found.together.free.contains(&dimension);
    let mut out = Vec::new();
    if free(Dimension::Wage) {
        out.push(Words::WageMustBeReasonable);
    }
    if free(Dimension::Share) || found.together.found.iter().any(|outcome| outcome.choice.share.is_some()) {
        out.push(Words::KeptIsNotSpent);
    }
    if free(Dimension::Filing) {
        out.push(Words::FilingOnceAYear { citation: context.citation(found.filing_rule) });
    }
    if found.never_small_again {
        out.push(Words::NeverSmallAgain);
    }
    let not: Vec<Dimension> = Dimension::ALL.iter().copied().filter(|dimension| !free(*dimension)).collect();
    out.push(if not.is_empty() { Words::NotConsideredElse } else { Words::NotConsidered { not } });
    if let Some(first) = found.together.found.first().filter(|first| free(Dimension::Wage) && first.slack > Money::ZERO) {
        out.push(Words::Slack { slack: first.slack });
    }
    out
}

/// Every choice that was left out, and why: in as few words as tell it from what was tried.
fn left_out(context: &Context<'_>, best: &Best) -> Vec<Words> {
    let mut reasons: Vec<(String, Vec<&Choice>)> = Vec::new();
    for (left, error) in &best.left_out {
        let mut texts: Vec<String> = error.problems().iter().map(|problem| problem.text(context.lang)).collect();
        texts.dedup();
        let text = texts.join("; ");
        match reasons.iter_mut().find(|(known, _)| *known == text) {
            Some((_, choices)) => choices.push(left),
            None => reasons.push((text, vec![left])),
        }
    }
    reasons.into_iter().map(|(reason, left)| Words::LeftOut { choice: told_apart(context, best, &left), reason }).collect()
}

/// Names choices that were left out by form, status, filing and month, without those that no tried choice differs in.
fn told_apart(context: &Context<'_>, best: &Best, left: &[&Choice]) -> String {
    type Same = fn(&Choice, &Choice) -> bool;
    let same: [Same; 4] = [|a, b| a.month == b.month, |a, b| a.filing == b.filing, |a, b| a.form == b.form, |a, b| a.status == b.status];
    let mut needed: Vec<usize> = (0..same.len()).collect();
    let is_told = |needed: &[usize]| {
        let meant = |tried: &Choice| needed.iter().filter_map(|at| same.get(*at)).all(|same| left.iter().any(|left| same(left, tried)));
        !needed.is_empty() && !best.found.iter().any(|outcome| meant(&outcome.choice))
    };
    for at in 0..same.len() {
        let fewer: Vec<usize> = needed.iter().copied().filter(|kept| *kept != at).collect();
        if is_told(&fewer) {
            needed = fewer;
        }
    }
    let lang = context.lang;
    let month = |choice: &Choice| choice.month.and_then(|month| month.first_day(context.rules.year));
    let words = |at: usize, choice: &Choice| match at {
        0 => month(choice).map(|day| Words::From { day }.say(lang)),
        1 => Some(choice.filing.say(lang)),
        2 => Some(choice.form.say(lang)),
        _ => Some(choice.status.say(lang)),
    };
    let of = |at: &usize| {
        let mut all: Vec<String> = Vec::new();
        for text in left.iter().filter_map(|choice| words(*at, choice)) {
            if !all.contains(&text) {
                all.push(text);
            }
        }
        all.join(" / ")
    };
    needed.iter().rev().map(of).collect::<Vec<_>>().join(if lang == crate::Lang::Zh { "，" } else { ", " })
}

/// What leaves the owner most within the bounds, the next best, and what each choice alone is worth.
///
/// ```
/// use huiqi::{report, Bounds, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let bounds = Bounds { forms: vec![Form::OnePersonCompany], ..Bounds::default() };
/// let found = huiqi::optimise(&rules, &shop, &bounds, &|| ())?;
/// assert!(report::optimum(&context, &found).markdown().starts_with("# 老街面馆"));
/// # Ok::<(), huiqi::CurveError>(())
/// ```
pub fn optimum(context: &Context<'_>, found: &Optimum) -> Document {
    let lang = context.lang;
    let row = |(best, together, outcome): (&Best, bool, &Outcome)| -> Row {
        let cells = vec![
            name(context, best, together).into(),
            choice(context, &outcome.choice).into(),
            outcome.net.into(),
            outcome.burden.into(),
            Cell::Change(outcome.net - found.present.net),
        ];
        cells.into()
    };
    let mut document = context.page();
    document.push(verdict(context, found).iter().map(|words| Block::verdict(words.say(lang))));
    document.push(Block::list(Words::NotTried.say(lang), left_out(context, &found.together).iter().map(|words| words.say(lang)).collect()));
    let head = [Words::Free, Words::Choose, Words::Net, Words::Burden, Words::More].map(|words| words.say(lang));
    let rows: Vec<Row> = rows(found).map(row).collect();
    if !rows.is_empty() {
        document.push([Block::Table(Table::figures(head, 2, rows))]);
    }
    document.push(Block::list(Words::Law.say(lang), remarks(context, found).iter().map(|words| words.say(lang)).collect()));
    document.records = Some(records(found));
    document
}

/// Every outcome, best first, under what was free.
fn records(found: &Optimum) -> Records {
    let mut out = Records::new(&[
        "free",
        "form",
        "from_month",
        "vat_status",
        "filing",
        "wage",
        "share",
        "net",
        "burden",
        "more_than_now",
        "kept",
        "net_when_drawn",
    ]);
    for best in found.alone.iter().chain([&found.together]) {
        let free: Vec<&str> = best.free.iter().map(|dimension| dimension.key()).collect();
        for outcome in &best.found {
            let choice = &outcome.choice;
            out.push(vec![
                free.join("+").into(),
                choice.form.key().into(),
                choice.month.map(|month| format!("{:02}", month.number())).into(),
                choice.status.key().into(),
                choice.filing.key().into(),
                choice.wage.into(),
                choice.share.map(|share| share.to_string()).into(),
                outcome.net.into(),
                outcome.burden.into(),
                (outcome.net - found.present.net).into(),
                outcome.kept.into(),
                outcome.net_when_drawn.into(),
            ]);
        }
    }
    out
}

#[derive(Serialize)]
struct OptimumOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    present: OutcomeOut,
    alone: Vec<BestOut>,
    together: BestOut,
    remarks: Vec<Words>,
}

/// As JSON.
///
/// ```
/// use huiqi::{report, Bounds, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let bounds = Bounds { forms: vec![Form::OnePersonCompany], ..Bounds::default() };
/// let found = huiqi::optimise(&rules, &shop, &bounds, &|| ())?;
/// let json: serde_json::Value = serde_json::from_str(&report::optimum_json(&context, &found)).unwrap();
/// assert_eq!(json["present"]["net"], found.present.net.plain());
/// # Ok::<(), huiqi::CurveError>(())
/// ```
#[must_use]
pub fn optimum_json(context: &Context<'_>, found: &Optimum) -> String {
    let present = found.present.net;
    pretty(&OptimumOut {
        header: header(context, "optimum"),
        present: outcome_out(&found.present, present),
        alone: found.alone.iter().map(|best| best_out(best, present)).collect(),
        together: best_out(&found.together, present),
        remarks: remarks(context, found),
    })
}
