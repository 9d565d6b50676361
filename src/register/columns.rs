//! The columns of a register: one vocabulary, with the name of each in English and Chinese, its unit, and whether a row
//! must have it. Those of a period, a kind, a document or a quarter are declared here.

use super::alone::{ALONE, Alone, Need, Own, SINGLES, Single};
use crate::base::dates::Period;
use crate::base::names::{ContractKind, SaleKind};
use crate::base::tree::Node;
use crate::base::words::{Bilingual, Lang, Say, Vocabulary};
use crate::facts::MOST_STAFF;
use crate::facts::columns::WithColumn;
use crate::facts::fact::{self, Kind, Words};
use crate::{Month, Quarter};
use std::borrow::Cow;
use std::sync::OnceLock;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Single(Single),
    /// Sales of a period; of the main kind, where none is named.
    Sales {
        period: Period,
        kind: Option<SaleKind>,
        special: bool,
    },
    OutputRate(SaleKind),
    InputTax(Period),
    Contract(ContractKind),
    ContractMonth(ContractKind),
    /// Staff at the opening (or close) of a quarter.
    Staff(Quarter, bool),
    Assets(Quarter, bool),
    /// A loss made so many years before.
    Loss(i32),
}

/// One column of a register.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The name in an English header.
    pub key: String,
    /// The name in a Chinese header.
    pub zh: String,
    /// Whether a row must fill it in.
    pub need: Need,
    /// What it means.
    pub meaning: Bilingual,
    /// The columns it is described with: its own key, or a pattern for the many of one sort.
    pub family: &'static str,
    pub(crate) kind: Kind,
    pub(crate) field: Field,
    /// A cell may say that the fact is unknown: then it is as if it said nothing.
    pub(crate) open: bool,
}

impl Column {
    /// Its name in a header of this language.
    ///
    /// ```
    /// use huiqi::Lang;
    ///
    /// let year = huiqi::register::columns().iter().find(|column| column.key == "year").unwrap();
    /// assert_eq!((year.name(Lang::En), year.name(Lang::Zh)), ("year", "年度"));
    /// ```
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.key,
        }
    }

    /// The unit or form of its cells.
    ///
    /// ```
    /// use huiqi::Lang;
    ///
    /// let goods = huiqi::register::columns().iter().find(|column| column.key == "cost_goods").unwrap();
    /// assert_eq!(goods.unit(Lang::En), "yuan");
    /// ```
    #[must_use]
    pub fn unit(&self, lang: Lang) -> String {
        let pair = match self.kind {
            Kind::TaxYear => ("year", "年份"),
            Kind::Place => ("code or name", "代码或名称"),
            Kind::Industry => ("code such as H6210", "代码，如 H6210"),
            Kind::Word(words) => return shown(words, lang).join(" | "),
            Kind::Amount => ("yuan", "元"),
            Kind::SignedAmount => ("yuan, negative for returns", "元，退回、折让填负数"),
            Kind::Area => ("m²", "平方米"),
            Kind::Count(..) => ("whole number", "整数"),
            Kind::Month => ("month 1–12", "月份 1–12"),
            Kind::Date => ("day such as 2024-05-01", "日期，如 2024-05-01"),
            Kind::Rate | Kind::Share => ("rate such as 13%", "比率，如 13%"),
            Kind::Truth => ("yes or no", "是或否"),
            _ => ("text", "文字"),
        };
        match lang {
            Lang::Zh => pair.1.to_string(),
            Lang::En => pair.0.to_string(),
        }
    }
}

/// Every word of a list as it is shown: its key in English, its name in Chinese.
pub(crate) fn shown(words: Words, lang: Lang) -> Vec<String> {
    // The key stands first, then the names in English and Chinese.
    let place = if lang == Lang::Zh { 2 } else { 0 };
    words().into_iter().filter_map(|word| word.into_iter().nth(place)).collect()
}

/// The short Chinese name of a kind of sale, for a column's name.
fn short(kind: SaleKind) -> &'static str {
    match kind {
        SaleKind::Goods => "货物",
        SaleKind::Services => "服务",
        SaleKind::LabourDispatch => "劳务派遣",
        SaleKind::RealEstateSale => "不动产销售",
        SaleKind::RealEstateLease => "不动产出租",
        SaleKind::HousingLease => "住房出租",
        SaleKind::LandUseRight => "土地使用权",
    }
}

fn periods() -> impl Iterator<Item = (Period, String, String)> {
    let quarters = Quarter::all().zip(["一", "二", "三", "四"]);
    let quarters = quarters.map(|(q, zh)| (Period::Quarter(q), format!("q{}", q.number()), format!("{zh}季度")));
    let months = Month::all().map(|m| (Period::Month(m), format!("m{:02}", m.number()), format!("{}月", m.number())));
    quarters.chain(months).chain([(Period::Year, "year".to_string(), "全年".to_string())])
}

/// All columns: those that stand alone first, in the order of their slots.
pub(crate) fn all() -> &'static [Column] {
    static ALL: OnceLock<Vec<Column>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut columns: Vec<Column> = singles().collect();
        let kinds = || std::iter::once(None).chain(SaleKind::ALL.iter().copied().map(Some));
        for (kind, special) in kinds().flat_map(|kind| [(kind, false), (kind, true)]) {
            columns.extend(periods().map(|period| sales(kind, special, period)));
        }
        columns.extend(SaleKind::ALL.iter().map(|kind| output_rate(*kind)));
        columns.extend(periods().map(input_tax));
        for kind in ContractKind::ALL {
            columns.extend(contract(*kind));
        }
        for quarter in Quarter::all() {
            columns.extend(quarter_ends(quarter));
        }
        columns.extend((1..=5).map(loss));
        columns
    })
}

/// All costs in one figure: a column of other costs, where there is none of any other.
pub(super) const COSTS_TOTAL: &str = "成本费用合计";

/// What people call a column, and its name here.
const CALLED: [(&str, &str); 13] = [
    ("年销售额", "sales_year"),
    ("年营业额", "sales_year"),
    ("年营业收入", "sales_year"),
    ("全年营业额", "sales_year"),
    ("全年营业收入", "sales_year"),
    (COSTS_TOTAL, "cost_other"),
    ("统一社会信用代码", "key"),
    ("纳税人识别号", "key"),
    ("纳税人名称", "name"),
    ("企业名称", "name"),
    ("登记注册类型", "form"),
    ("国标行业名称", "industry"),
    ("增值税纳税人类型", "vat_status"),
];

/// The column of a register that has this name, in either language, or is called so.
pub(crate) fn find(name: &str) -> Option<usize> {
    let called = CALLED.iter().find(|(called, _)| *called == name).map_or(name, |(_, key)| *key);
    all().iter().position(|column| column.key.eq_ignore_ascii_case(called) || column.zh == called)
}

/// A column of part of the costs among these names.
pub(super) fn other_costs(names: &[String]) -> Option<&str> {
    let is_part = |name: &str| {
        let column = Some(name).filter(|name| *name != COSTS_TOTAL).and_then(find).and_then(|at| all().get(at));
        column.is_some_and(|column| column.key.starts_with("cost_") || column.key == "monthly_rent")
    };
    names.iter().map(|name| name.trim()).find(|name| is_part(name))
}

/// Those that stand alone, by their places.
fn singles() -> impl Iterator<Item = Column> {
    (0..SINGLES).filter_map(|at| Some(described(at, ALONE.get(at)?)))
}

fn described(at: usize, column: &Alone) -> Column {
    let field = Field::Single(Single(at));
    match column {
        Alone::Own(Own { key, zh, kind, need, en, zh_meaning, .. }) => {
            let meaning = Bilingual { zh: zh_meaning.to_string(), en: en.to_string() };
            Column {
                key: key.to_string(),
                zh: zh.to_string(),
                need: need.clone(),
                meaning,
                family: key,
                kind: *kind,
                field,
                open: *need == Need::Sometimes,
            }
        }
        Alone::Fact(of) => {
            let (note, zh_note) =
                of.column.note.map_or_else(<(String, String)>::default, |(en, zh)| (format!("; {en}"), format!("；{zh}")));
            let meaning = Bilingual { zh: of.fact.zh.to_string() + &zh_note, en: of.fact.en.to_string() + &note };
            let (key, zh, need) = (of.column.key.to_string(), of.column.zh.to_string(), need(of));
            let open = of.fact.unknown || need == Need::Sometimes;
            Column { key, zh, need, meaning, family: of.column.key, kind: of.fact.kind, field, open }
        }
    }
}

/// What an empty cell means: what the fact is where nobody tells it. A line or an optional table may be left out with all of its facts.
fn need(of: &WithColumn) -> Need {
    match (of.column.empty, of.fact.need) {
        (Some(means), _) => Need::Default(means.into()),
        (None, fact::Need::Default(default)) => Need::Default(match default() {
            Node::Truth(truth) => Cow::Borrowed(if truth { "yes" } else { "no" }),
            Node::Number(digits) => digits.strip_suffix(".00").map_or_else(|| digits.clone(), |yuan| Cow::Owned(yuan.to_string())),
            Node::Text(text) => text,
            _ => Cow::Borrowed(""),
        }),
        (None, fact::Need::Required) if !of.in_a_part => Need::Required,
        (None, _) => Need::Sometimes,
    }
}

fn sales(kind: Option<SaleKind>, special: bool, (period, key, zh): (Period, String, String)) -> Column {
    let of_kind = kind.map(|kind| kind.key().replace('-', "_") + "_").unwrap_or_default();
    let (invoice, invoice_zh) = if special { ("special_", "专票") } else { ("", "") };
    let kind_zh = kind.map(short).unwrap_or_default();
    let (family, en, meaning) = match (kind.is_some(), special) {
        (false, false) => (
            "sales_q1 … sales_q4, sales_m01 … sales_m12, sales_year",
            "sales of the main kind; those of the year as a whole are spread evenly over its months",
            "主营类型的销售额；只填全年合计的按月平均分摊",
        ),
        (false, true) => ("sales_special_q1 …, sales_special_m01 …", "the same, on special VAT invoices", "其中开具专用发票的"),
        (true, false) => {
            ("sales_KIND_q1 …, sales_KIND_m01 …", "sales of one kind, beside those of the main kind", "某一类型的销售额，与主营类型并列")
        }
        (true, true) => (
            "sales_KIND_special_q1 …, sales_KIND_special_m01 …",
            "the same, on special VAT invoices, beside and not part of the column without them",
            "开具专用发票的部分，与未开具的并列，不重复",
        ),
    };
    Column {
        key: format!("sales_{of_kind}{invoice}{key}"),
        zh: format!("{zh}{kind_zh}{invoice_zh}销售额"),
        need: Need::Sometimes,
        meaning: Bilingual { zh: meaning.to_string(), en: en.to_string() },
        family,
        kind: Kind::SignedAmount,
        field: Field::Sales { period, kind, special },
        open: false,
    }
}

fn output_rate(kind: SaleKind) -> Column {
    Column {
        key: format!("output_rate_{}", kind.key().replace('-', "_")),
        zh: format!("{}税率", short(kind)),
        need: Need::Sometimes,
        meaning: Bilingual {
            zh: "一般纳税人该类型销售的税率".to_string(),
            en: "output rate of a general taxpayer's sales of one kind".to_string(),
        },
        family: "output_rate_KIND",
        kind: Kind::Rate,
        field: Field::OutputRate(kind),
        open: false,
    }
}

fn input_tax((period, key, zh): (Period, String, String)) -> Column {
    Column {
        key: format!("input_tax_{key}"),
        zh: format!("{zh}进项税额"),
        need: Need::Default("0".into()),
        meaning: Bilingual {
            zh: "一般纳税人可抵扣的进项税额".to_string(), en: "a general taxpayer's creditable input tax".to_string()
        },
        family: "input_tax_q1 …, input_tax_m01 …",
        kind: Kind::Amount,
        field: Field::InputTax(period),
        open: false,
    }
}

fn contract(kind: ContractKind) -> [Column; 2] {
    let key = kind.key().replace('-', "_");
    let zh = kind.say(Lang::Zh);
    let amount = Column {
        key: format!("contract_{key}"),
        zh: format!("{zh}金额"),
        need: Need::Default("0".into()),
        meaning: Bilingual {
            zh: "该税目应税凭证的金额".to_string(),
            en: "amount of the documents of one kind that stamp duty taxes".to_string(),
        },
        family: "contract_DOCUMENT",
        kind: Kind::Amount,
        field: Field::Contract(kind),
        open: false,
    };
    let month = Column {
        key: format!("contract_{key}_month"),
        zh: format!("{zh}月份"),
        need: Need::Sometimes,
        meaning: Bilingual {
            zh: "书立月份，不填时用 contract_month".to_string(),
            en: "the month they were written in; contract_month otherwise".to_string(),
        },
        family: "contract_DOCUMENT_month",
        kind: Kind::Month,
        field: Field::ContractMonth(kind),
        open: false,
    };
    [amount, month]
}

fn quarter_ends(quarter: Quarter) -> [Column; 4] {
    let n = quarter.number();
    let of = |staff: bool, close: bool| {
        let (what, what_zh, kind) =
            if staff { ("staff", "从业人数", Kind::Count(MOST_STAFF, "", "")) } else { ("assets", "资产总额", Kind::Amount) };
        let (end, end_zh) = if close { ("close", "季末") } else { ("open", "季初") };
        Column {
            key: format!("{what}_q{n}_{end}"),
            zh: format!("{}季度{end_zh}{what_zh}", ["一", "二", "三", "四"].get(n as usize - 1).copied().unwrap_or_default()),
            need: Need::Sometimes,
            meaning: Bilingual {
                zh: "季初、季末数；四项齐全的季度才算经营".to_string(),
                en: "at the ends of each quarter it ran, instead of staff and assets: all four of a quarter or none".to_string(),
            },
            family: "staff_q1_open, staff_q1_close, assets_q1_open, assets_q1_close …",
            kind,
            field: if staff { Field::Staff(quarter, close) } else { Field::Assets(quarter, close) },
            open: true,
        }
    };
    [of(true, false), of(true, true), of(false, false), of(false, true)]
}

fn loss(before: i32) -> Column {
    Column {
        key: format!("loss_{before}"),
        zh: format!("前{before}年亏损"),
        need: Need::Default("0".into()),
        meaning: Bilingual {
            zh: "若干年前发生、尚未弥补的亏损".to_string(),
            en: "loss made so many years before and not yet used".to_string(),
        },
        family: "loss_1 … loss_5",
        kind: Kind::Amount,
        field: Field::Loss(before),
        open: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_columns_share_a_name() {
        let names: Vec<&str> = all().iter().flat_map(|column| [column.key.as_str(), column.zh.as_str()]).collect();
        assert!(CALLED.iter().all(|(called, key)| !names.contains(called) && names.contains(key)));
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        for (i, column) in all().iter().enumerate() {
            assert_eq!((find(&column.key), find(&column.zh)), (Some(i), Some(i)), "{}", column.key);
        }
    }
}
