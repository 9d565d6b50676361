//! What the names of a header tell: a language, a header among titles, a column that is misspelt or of others.

use super::columns;
use super::trouble::HeaderProblem;
use crate::base::nearest::nearest;
use crate::base::words::Lang;
use crate::facts::fact::Kind;

/// The language of a header: Chinese where most names are.
pub(super) fn language(names: &[String], found: &[Option<usize>]) -> Lang {
    let chinese = names.iter().zip(found).filter(|(name, column)| {
        column.and_then(|i| columns::all().get(i)).is_some_and(|column| !column.key.eq_ignore_ascii_case(name.trim()))
    });
    if chinese.count() * 2 > names.len() { Lang::Zh } else { Lang::En }
}

/// Words of names that may hold facts which an assessment ought to count.
const OF_FACTS: [&str; 20] = [
    "额", "成本", "费", "收入", "税", "利润", "所得", "工资", "租金", "资产", "sales", "cost", "expense", "revenue", "income", "tax",
    "profit", "wage", "rent", "asset",
];

/// Words of the same letters that are of an office or a person.
const OF_NO_FACT: [&str; 3] = ["税务", "税收", "纳税人"];

/// What is wrong with a name that is none of ours: it is nearly one, or may hold facts; else it is not for us.
pub(super) fn unknown(name: &str) -> Option<HeaderProblem> {
    let (found, lower) = (name.to_string(), name.to_lowercase());
    let known: Vec<&str> = columns::all().iter().flat_map(|column| [column.key.as_str(), column.zh.as_str()]).collect();
    match nearest(&lower, &known) {
        Some(meant) => Some(HeaderProblem::UnknownColumnMeant { found, meant: meant.to_string() }),
        None => {
            let rest = OF_NO_FACT.iter().fold(lower, |rest, word| rest.replace(word, ""));
            OF_FACTS.iter().any(|word| rest.contains(word)).then_some(HeaderProblem::UnknownColumn { found })
        }
    }
}

/// Names that tell a header from a title above it: so many of ours.
const NAMES_OF_A_HEADER: usize = 3;

/// Whether these cells are names of columns.
///
/// ```
/// let cells = |row: &str| row.split(',').map(str::to_string).collect::<Vec<_>>();
/// assert!(huiqi::register::is_header(&cells("主体标识,名称,年度,备注")));
/// assert!(!huiqi::register::is_header(&cells("个体工商户名册,,")));
/// ```
#[must_use]
pub fn is_header(cells: &[String]) -> bool {
    cells.iter().filter(|name| is_name(name)).count() >= NAMES_OF_A_HEADER
}

/// Whether a register may have a column of this name, in either language, or called so by bureaus.
///
/// ```
/// assert!(huiqi::register::is_name("一季度销售额") && huiqi::register::is_name("纳税人识别号"));
/// assert!(!huiqi::register::is_name("一季度"));
/// ```
#[must_use]
pub fn is_name(name: &str) -> bool {
    columns::find(name.trim()).is_some()
}

/// Whether a column of this name holds rates, so that the number 0.5 in it is 50%.
///
/// ```
/// assert!(huiqi::register::holds_rate("分配比例") && !huiqi::register::holds_rate("从业人数"));
/// ```
#[must_use]
pub fn holds_rate(name: &str) -> bool {
    let column = columns::find(name.trim()).and_then(|column| columns::all().get(column));
    column.is_some_and(|column| matches!(column.kind, Kind::Rate | Kind::Share))
}
