//! A mapping with guesses for a header of others, for a person to correct.

use super::alone::Need;
use super::amount_unit::AmountUnit;
use super::column_names::unknown;
use super::columns::{self, Column};
use super::mapping::{IGNORED, TABLE, is_amount};
use crate::base::words::{Lang, Say, Vocabulary};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Words of names and the column that they mostly mean; the first that a name holds counts.
const WORDS: &[(&str, &str)] = &[
    ("信用代码", "key"),
    ("识别号", "key"),
    ("注册号", "key"),
    ("税号", "key"),
    ("户名", "name"),
    ("字号", "name"),
    ("商户", "name"),
    ("名称", "name"),
    ("年份", "year"),
    ("所属年", "year"),
    ("区划", "place"),
    ("区县", "place"),
    ("县区", "place"),
    ("所在地", "place"),
    ("地址", "place"),
    ("行业", "industry"),
    ("主体类型", "form"),
    ("组织形式", "form"),
    ("纳税人类型", "vat_status"),
    ("纳税人资格", "vat_status"),
    ("租金", "monthly_rent"),
    ("房租", "monthly_rent"),
    ("进货", "cost_goods"),
    ("采购", "cost_goods"),
    ("主营业务成本", "cost_goods"),
    ("营业成本", "cost_goods"),
    ("工资", "cost_wages"),
    ("薪酬", "cost_wages"),
    ("社保", "cost_insurance"),
    ("其他费用", "cost_other"),
    ("人数", "staff"),
    ("资产", "assets"),
];

/// Words of sales.
const SALES: [&str; 6] = ["营业额", "销售额", "营业收入", "销售收入", "收入", "sales"];

/// How a name says its period, with the end of our column; those that hold another stand first.
const PERIODS: &[(&str, &str)] = &[
    ("一季度", "q1"),
    ("二季度", "q2"),
    ("三季度", "q3"),
    ("四季度", "q4"),
    ("1季度", "q1"),
    ("2季度", "q2"),
    ("3季度", "q3"),
    ("4季度", "q4"),
    ("十一月", "m11"),
    ("十二月", "m12"),
    ("十月", "m10"),
    ("一月", "m01"),
    ("二月", "m02"),
    ("三月", "m03"),
    ("四月", "m04"),
    ("五月", "m05"),
    ("六月", "m06"),
    ("七月", "m07"),
    ("八月", "m08"),
    ("九月", "m09"),
    ("11月", "m11"),
    ("12月", "m12"),
    ("10月", "m10"),
    ("1月", "m01"),
    ("2月", "m02"),
    ("3月", "m03"),
    ("4月", "m04"),
    ("5月", "m05"),
    ("6月", "m06"),
    ("7月", "m07"),
    ("8月", "m08"),
    ("9月", "m09"),
];

/// How many candidates an unknown column is given.
const CANDIDATES: usize = 3;

/// A column that is likely meant, its unit, and why.
struct Guess {
    column: &'static Column,
    unit: AmountUnit,
    why: String,
}

fn find(name: &str) -> Option<&'static Column> {
    columns::find(name).and_then(|at| columns::all().get(at))
}

/// A name without the unit that it ends in, and the unit.
fn without_unit(name: &str) -> (String, AmountUnit) {
    let bare = name.trim_end_matches([')', '）', ']']);
    for unit in AmountUnit::ALL.iter().rev() {
        let word = unit.say(Lang::Zh);
        if let Some(rest) = bare.strip_suffix(&word) {
            let rest = rest.trim_end().trim_end_matches("单位").trim_end_matches([':', '：']).trim_end_matches("单位");
            if let Some(rest) = rest.strip_suffix(['(', '（', '[', '/', '／']) {
                return (rest.trim().to_string(), *unit);
            }
        }
    }
    (name.to_string(), AmountUnit::Yuan)
}

fn guess(name: &str, lang: Lang) -> Option<Guess> {
    let both = |en: String, zh: String| if lang == Lang::Zh { zh } else { en };
    if let Some(column) = find(name) {
        let why = both("the name of a column".to_string(), "与列名相同".to_string());
        return Some(Guess { column, unit: AmountUnit::Yuan, why });
    }
    let (bare, unit) = without_unit(name);
    let in_unit = |why: String| {
        let unit = unit.say(lang);
        if bare == name { why } else { both(format!("{why}, in {unit}"), format!("{why}，单位{unit}")) }
    };
    if let Some(column) = find(&bare) {
        let why = in_unit(both("the name of a column".to_string(), "与列名相同".to_string()));
        return Some(Guess { column, unit, why });
    }
    let lower = bare.to_lowercase();
    if let Some(word) = SALES.iter().find(|word| lower.contains(**word)) {
        let period = PERIODS.iter().find(|(said, _)| lower.contains(said));
        let column = find(&format!("sales_{}", period.map_or("year", |(_, end)| end)))?;
        let when =
            period.map_or(both("no period: the year".to_string(), "未写期间，按全年".to_string()), |(said, _)| (*said).to_string());
        return Some(Guess { column, unit, why: in_unit(both(format!("holds `{word}`; {when}"), format!("含“{word}”；{when}"))) });
    }
    let (word, key) = WORDS.iter().find(|(word, _)| lower.contains(word))?;
    let why = in_unit(both(format!("holds `{word}`"), format!("含“{word}”")));
    Some(Guess { column: find(key)?, unit, why })
}

/// The columns whose names share most with a name.
fn candidates(name: &str, lang: Lang) -> Vec<&'static str> {
    let shared = |column: &Column| name.chars().filter(|c| !c.is_ascii() && column.zh.contains(*c)).count();
    let mut near: Vec<(usize, &'static Column)> =
        columns::all().iter().map(|column| (shared(column), column)).filter(|(shared, _)| *shared >= 2).collect();
    near.sort_by_key(|(shared, column)| (usize::MAX - shared, column.zh.chars().count()));
    near.into_iter().take(CANDIDATES).map(|(_, column)| column.name(lang)).collect()
}

/// A column of others with what it may mean.
struct Foreign<'n> {
    theirs: &'n str,
    guess: Option<Guess>,
    /// The column there that means the same already.
    taken_by: Option<&'n str>,
}

impl Foreign<'_> {
    /// Nobody knows what it is, and it may hold facts: a register is refused until somebody says it.
    fn is_open(&self) -> bool {
        self.taken_by.is_some() || self.guess.is_none() && unknown(self.theirs).is_some()
    }

    /// Why it is taken to mean what it does, or what it may mean.
    fn why(&self, lang: Lang) -> String {
        let both = |en: String, zh: String| if lang == Lang::Zh { zh } else { en };
        match (&self.guess, self.taken_by) {
            (Some(Guess { why, .. }), Some(other)) => {
                both(format!("{why}; but so does `{other}`"), format!("{why}；但“{other}”已对应此列"))
            }
            (Some(Guess { why, .. }), None) => why.clone(),
            (None, _) => match candidates(self.theirs, lang).join(", ") {
                near if near.is_empty() => both("none is like it".to_string(), "没有相近的列".to_string()),
                near => both(format!("candidates: {near}"), format!("可能是：{near}")),
            },
        }
    }
}

/// Every name of a header once, with what it may mean.
fn guessed(names: &[String], lang: Lang) -> Vec<Foreign<'_>> {
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let names = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty() && seen.insert(*name));
    let foreign = names.map(|theirs| {
        let guess = guess(theirs, lang);
        let taken_by = guess.as_ref().and_then(|guess| {
            let before = taken.get(guess.column.key.as_str()).copied();
            taken.entry(guess.column.key.as_str()).or_insert(theirs);
            before
        });
        Foreign { theirs, guess, taken_by }
    });
    foreign.collect()
}

/// A mapping for a header of others, in the format that [`Mapping::parse`](super::Mapping::parse) reads: each guess says why, and
/// what is not known stands as a comment with candidates.
///
/// ```
/// use huiqi::register::{Mapping, guess_mapping};
///
/// let names = ["户号", "营业收入（万元）", "备注"].map(String::from);
/// let guessed = guess_mapping(&names, "register.xlsx", huiqi::Lang::En);
/// assert!(guessed.contains("\"营业收入（万元）\" = { column = \"sales_year\", unit = \"万元\" }"));
/// assert!(Mapping::parse(&guessed, "map.toml").is_ok());
/// ```
#[must_use]
pub fn guess_mapping(names: &[String], file: &str, lang: Lang) -> String {
    let both = |en: &str, zh: &str| if lang == Lang::Zh { zh.to_string() } else { en.to_string() };
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut out = both(
        &format!("# The columns of {file}: theirs = ours. Correct it, then: huiqi batch … --columns THIS\n"),
        &format!("# {file} 的列：左为原列名，右为惠企的列。请核对改正，再用 huiqi batch … --columns 本文件\n"),
    );
    out += &both(
        "# `huiqi schema batch` lists our columns; \"ignored\" leaves a column out; { column = \"…\", unit = \"万元\" } says a unit.\n",
        "# `huiqi schema batch` 列出全部列；填“略去”则不读取；{ column = \"…\", unit = \"万元\" } 说明单位。\n",
    );
    let _ = writeln!(out, "\n[{TABLE}]");
    let foreign = guessed(names, lang);
    for one in &foreign {
        let value = match &one.guess {
            None if one.is_open() => quoted("?"),
            None => quoted(ignored(lang)),
            Some(Guess { column, unit, .. }) if *unit != AmountUnit::Yuan && is_amount(column) => {
                format!("{{ column = {}, unit = \"{}\" }}", quoted(column.name(lang)), unit.say(Lang::Zh))
            }
            Some(Guess { column, .. }) => quoted(column.name(lang)),
        };
        let comment = if one.is_open() { "# " } else { "" };
        let _ = writeln!(out, "{comment}{} = {value}  # {}", quoted(one.theirs), one.why(lang));
    }
    let meant: BTreeSet<&str> = foreign.iter().filter_map(|one| one.guess.as_ref()).map(|guess| guess.column.key.as_str()).collect();
    for column in columns::all().iter().filter(|column| column.need == Need::Required && !meant.contains(column.key.as_str())) {
        let (name, meaning) = (column.name(lang), column.meaning.say(lang));
        let _ = writeln!(
            out,
            "# {}",
            both(&format!("not found, and needed: {name} ({meaning})"), &format!("没有找到必需的列：{name}（{meaning}）"))
        );
    }
    if !meant.iter().any(|key| key.starts_with("sales_")) {
        out += &both("# not found, and needed: a column of sales, such as sales_year\n", "# 没有找到必需的列：销售额，如“全年销售额”\n");
    }
    out
}

/// The word that leaves a column out.
fn ignored(lang: Lang) -> &'static str {
    let [en, zh] = IGNORED;
    if lang == Lang::Zh { zh } else { en }
}

/// The same guesses as JSON, for a form that a person corrects and that becomes a mapping: each column there with ours (none where a person
/// must say it), its unit and why; then the columns that ours may be, the units, and the word that leaves a column out.
///
/// ```
/// use huiqi::register::guesses_json;
///
/// let names = ["营业收入（万元）", "年利润总额"].map(String::from);
/// let json: serde_json::Value = serde_json::from_str(&guesses_json(&names, huiqi::Lang::En)).unwrap();
/// assert_eq!((&json["columns"][0]["ours"], &json["columns"][0]["unit"]), (&"sales_year".into(), &"万元".into()));
/// assert!(json["columns"][1]["ours"].is_null());
/// ```
#[must_use]
pub fn guesses_json(names: &[String], lang: Lang) -> String {
    let one = |of: &Foreign<'_>| {
        let (ours, unit) = match &of.guess {
            _ if of.is_open() => (None, AmountUnit::Yuan),
            None => (Some(ignored(lang)), AmountUnit::Yuan),
            Some(Guess { column, unit, .. }) => (Some(column.name(lang)), *unit),
        };
        json!({ "theirs": of.theirs, "ours": ours, "unit": unit.say(Lang::Zh), "why": of.why(lang) })
    };
    let known = |column: &Column| json!({ "name": column.name(lang), "meaning": column.meaning.say(lang), "is_amount": is_amount(column) });
    let unit = |unit: &AmountUnit| json!({ "unit": unit.say(Lang::Zh), "name": unit.say(lang) });
    json!({
        "columns": guessed(names, lang).iter().map(one).collect::<Vec<_>>(),
        "known": columns::all().iter().map(known).collect::<Vec<_>>(),
        "units": AmountUnit::ALL.iter().map(unit).collect::<Vec<_>>(),
        "ignored": ignored(lang),
    })
    .to_string()
}
