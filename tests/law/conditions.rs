//! The conditions of each relief, one by one: a table over every combination of them, made by assessing a small business for
//! each, and for each condition two rows that differ in it alone and in the outcome, so that it is shown to decide by
//! itself. `docs/conditions.md` holds the tables: HUIQI_WRITE=1 cargo test --test law conditions::.

mod fees_and_persons;
mod tables;

use crate::common::pack;
use huiqi::trace::What;
use huiqi::{BenefitKind, Finding, Lang, Measure, Money, Profile, Say};
use std::path::Path;
use tables::Table;

/// What came of a claim.
#[derive(Clone, Debug, PartialEq)]
struct Outcome {
    /// What was granted: relief, deduction or grant; none when there is nothing to claim.
    granted: Money,
    refused: bool,
    /// Why not, or what was met, in English and Chinese.
    why: [Vec<String>; 2],
    /// Which of the table's measures spoke.
    under: Vec<usize>,
}

impl Outcome {
    fn kind(&self, lang: Lang) -> &'static str {
        let words = match (self.granted > Money::ZERO, self.refused) {
            (true, false) => ["granted", "享受"],
            (true, true) => ["in part", "部分享受"],
            (false, true) => ["refused", "不享受"],
            (false, false) => ["nothing to claim", "无此项优惠"],
        };
        words[usize::from(lang == Lang::Zh)]
    }

    fn said(&self, lang: Lang) -> String {
        let amount = if self.granted > Money::ZERO && self.granted != LISTED { format!(" {}", self.granted) } else { String::new() };
        self.kind(lang).to_string() + &amount
    }
}

/// A place on a list has no amount: it is granted as one fen, which is not shown.
const LISTED: Money = Money::from_fen(1);

/// Nothing to claim, and what the facts have against each other.
fn contradictory(error: &huiqi::Error, outcome: Outcome) -> Outcome {
    let said = |lang| error.problems().iter().map(|problem| problem.text(lang).replace('\n', " ")).collect();
    Outcome { why: [said(Lang::En), said(Lang::Zh)], ..outcome }
}

fn outcome(table: &Table, values: &[&str]) -> Outcome {
    let (toml, form) = (table.case)(values);
    let mut outcome = Outcome { granted: Money::ZERO, refused: false, why: [Vec::new(), Vec::new()], under: Vec::new() };
    // Facts that contradict each other (a levy at 3% of what is never at 3%) make no claim.
    let profile = match Profile::parse(&toml, "case.toml", pack()) {
        Ok(profile) => profile,
        Err(error) => return contradictory(&error, outcome),
    };
    let rules = pack().rules(profile.year, profile.place, None).expect("covered");
    let found = |ix| table.measures.iter().position(|id| *id == pack().measure(ix).id);
    let say = |outcome: &mut Outcome, what: &dyn Say| {
        for (texts, lang) in outcome.why.iter_mut().zip([Lang::En, Lang::Zh]) {
            let text = what.say(lang);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    };
    if pack().measures().iter().any(|measure| measure.id == table.measures[0] && measure.mechanism() == "cultivation-list") {
        for (finding, _) in huiqi::classify(pack(), &rules, &profile).expect("classified") {
            match finding {
                Finding::Cultivated => outcome.granted = LISTED,
                Finding::NotCultivated => outcome.refused = true,
                Finding::ReachesSmall | Finding::IsGeneral | Finding::ShareOfMicro { .. } | Finding::Volunteers => {
                    say(&mut outcome, &finding)
                }
                _ => continue,
            }
            outcome.under = vec![0];
        }
        return outcome;
    }
    let record = match huiqi::assess(&rules, &profile, form) {
        Ok(assessment) => assessment.record,
        Err(error) => return contradictory(&error, outcome),
    };
    for step in &record.steps {
        let counts = step.what.is_relief() || matches!(step.what, What::ResearchDeduction | What::ExpensedAtOnce | What::FarmIncome);
        if let Some(at) = step.measure().and_then(found).filter(|_| counts && step.result > Money::ZERO) {
            outcome.granted += step.result;
            outcome.under.push(at);
        }
    }
    for benefit in record.benefits.iter().filter(|benefit| benefit.kind != BenefitKind::Cost) {
        if let Some(at) = found(benefit.measure) {
            outcome.granted += benefit.amount;
            outcome.under.push(at);
        }
    }
    for refusal in &record.refused {
        if let Some(at) = found(refusal.measure) {
            outcome.refused = true;
            outcome.under.push(at);
            say(&mut outcome, &refusal.reason);
        }
    }
    outcome.under.sort_unstable();
    outcome.under.dedup();
    outcome
}

/// Every combination of the values, the last condition turning fastest, with what comes of it.
fn rows(table: &Table) -> Vec<(Vec<usize>, Outcome)> {
    let mut combinations = vec![Vec::new()];
    for condition in table.conditions {
        let longer = |combination: Vec<usize>| (0..condition.values.len()).map(move |at| [combination.clone(), vec![at]].concat());
        combinations = combinations.into_iter().flat_map(longer).collect();
    }
    let values = |at: &[usize]| -> Vec<&str> { table.conditions.iter().zip(at).map(|(condition, at)| condition.values[*at].0).collect() };
    combinations.into_iter().map(|at| (at.clone(), outcome(table, &values(&at)))).collect()
}

/// Two rows that differ in one condition alone and in what `differs` looks at.
fn pair(rows: &[(Vec<usize>, Outcome)], condition: usize, differs: impl Fn(&Outcome, &Outcome) -> bool) -> Option<(usize, usize)> {
    let alone = |a: &[usize], b: &[usize]| a.iter().zip(b).enumerate().all(|(at, (a, b))| (at == condition) == (a != b));
    let pairs = (0..rows.len()).flat_map(|i| (i + 1..rows.len()).map(move |j| (i, j)));
    pairs.into_iter().find(|(i, j)| alone(&rows[*i].0, &rows[*j].0) && differs(&rows[*i].1, &rows[*j].1))
}

/// The pair that shows the condition deciding: between granted and not if there is one, else between two amounts.
fn deciding(rows: &[(Vec<usize>, Outcome)], condition: usize) -> Option<(usize, usize)> {
    let clear = |a: &Outcome, b: &Outcome| (a.granted > Money::ZERO) != (b.granted > Money::ZERO);
    pair(rows, condition, clear).or_else(|| pair(rows, condition, |a, b| (a.granted, a.refused) != (b.granted, b.refused)))
}

fn cited(id: &str, at: usize) -> String {
    let measure: &Measure = pack().measures().iter().find(|measure| measure.id == id).unwrap_or_else(|| panic!("no measure {id}"));
    format!("{}. `{id}`: {} {} ({})\n", at + 1, pack().document_of(measure).number, measure.article, measure.valid)
}

fn written(table: &Table, rows: &[(Vec<usize>, Outcome)], lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let pick = |en: &'static str, of_zh: &'static str| if zh { of_zh } else { en };
    let mut text = format!("\n## {}\n\n", pick(table.title.0, table.title.1));
    text.extend(table.measures.iter().enumerate().map(|(at, id)| cited(id, at)));
    let heads: Vec<&str> = table.conditions.iter().map(|condition| pick(condition.en, condition.zh)).collect();
    text += &format!(
        "\n| # | {} | {} |\n|{}\n",
        heads.join(" | "),
        pick("outcome | why | under", "结果 | 原因 | 依据"),
        "---|".repeat(heads.len() + 4)
    );
    for (number, (at, outcome)) in rows.iter().enumerate() {
        let values: Vec<&str> = table.conditions.iter().zip(at).map(|(asked, at)| pick(asked.values[*at].1, asked.values[*at].2)).collect();
        let under: Vec<String> = outcome.under.iter().map(|at| (at + 1).to_string()).collect();
        let why = outcome.why[usize::from(zh)].join("; ");
        text += &format!("| {} | {} | {} | {why} | {} |\n", number + 1, values.join(" | "), outcome.said(lang), under.join(", "));
    }
    text += pick("\nEach condition by itself:\n\n", "\n各条件单独起决定作用的情形：\n\n");
    for (at, head) in heads.iter().enumerate() {
        text += &match deciding(rows, at).filter(|_| table.conditions[at].decides) {
            Some((a, b)) => {
                let (first, second) = (rows[a].1.said(lang), rows[b].1.said(lang));
                if zh {
                    format!("- {head}：第 {} 行{first}，第 {} 行{second}\n", a + 1, b + 1)
                } else {
                    format!("- {head}: row {} {first}, row {} {second}\n", a + 1, b + 1)
                }
            }
            None => format!("- {head}{}\n", pick(": of no account", "：不影响是否享受")),
        };
    }
    text
}

/// Every condition decides at least once by itself; one that is of no account never does; and the tables are fresh.
#[test]
fn each_condition_decides_alone() {
    let mut texts = [
        "# Conditions that decide\n\nFor each relief, every combination of its conditions and what comes of it; then, for each condition, \
            two rows that differ in it\nalone and in the outcome. Made by `tests/law/conditions.rs`.\n".to_string(),
        "# 起决定作用的条件\n\n每项优惠列出各条件的全部组合及其结果；再就每个条件列出仅此一项不同、结果也不同的两行。由 `tests/law/conditions.rs` 生成。\n".to_string(),
    ];
    let mut wrong = Vec::new();
    for table in tables::TABLES.iter().chain(fees_and_persons::TABLES) {
        let rows = rows(table);
        for (at, condition) in table.conditions.iter().enumerate() {
            let kinds = |a: &Outcome, b: &Outcome| a.kind(Lang::En) != b.kind(Lang::En);
            match (condition.decides, deciding(&rows, at), pair(&rows, at, kinds)) {
                (true, None, _) => wrong.push(format!("{}: {} never decides alone", table.title.0, condition.en)),
                (false, _, Some((a, b))) => {
                    wrong.push(format!("{}: {} decides: rows {} and {}", table.title.0, condition.en, a + 1, b + 1))
                }
                _ => {}
            }
        }
        for (text, lang) in texts.iter_mut().zip([Lang::En, Lang::Zh]) {
            *text += &written(table, &rows, lang);
        }
    }
    for (fresh, file) in texts.iter().zip(["docs/conditions.md", "docs/conditions.zh.md"]) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        if std::env::var_os("HUIQI_WRITE").is_some() {
            std::fs::write(&path, fresh).expect("writable");
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != *fresh {
            wrong.push(format!("{file} is stale: HUIQI_WRITE=1 cargo test --test law conditions::"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
