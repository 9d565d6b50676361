//! The format of a policy file as it is described to people: the keys of a document, a measure and a case, and the
//! mechanisms with their parameters. From it come the reference in `docs/policy-format.md` and the JSON Schema.

use super::parameter::{Meaning, Parameter, Shape, Word, described};
use crate::base::dates::YEARS;
use crate::base::names::{Confidence, ContractKind, Filing, Form, Invoice, Line, Locality, SaleKind};
use crate::base::words::Vocabulary;

pub(super) const DOCUMENT: Meaning = Meaning { en: "the document", zh: "文件" };
pub(super) const MEASURE: Meaning = Meaning { en: "a measure of the document", zh: "文件的一项措施" };
pub(super) const CASE: Meaning = Meaning {
    en: "an answer that somebody published under the document, for `huiqi verify`; without a source it is no case",
    zh: "他人就该文件公布的算例，供 `huiqi verify` 核对；须有出处",
};
pub(super) const PROMISE: Meaning = Meaning {
    en: "a row of a local programme, with the measures of any document by which it is kept",
    zh: "地方方案的一项承诺及据以兑现的措施（可属任何文件）",
};
pub(super) const MECHANISM: Meaning = Meaning { en: "the mechanism, one of those below", zh: "机制，见下" };
pub(super) const PARAMETERS: Meaning = Meaning { en: "the parameters of the mechanism", zh: "机制的参数" };

const ALWAYS: &str = " Some measure decides it on every day of the covered years.";

/// A mechanism as declared.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) name: &'static str,
    pub(crate) meaning: Meaning,
    /// Some measure must decide it on every day.
    pub(crate) always: bool,
    pub(crate) parameters: Vec<Parameter>,
    /// Two parameters of which exactly one is given.
    pub(crate) either: Option<(&'static str, &'static str)>,
}

fn needed(key: &'static str, shape: Shape, en: &'static str, zh: &'static str) -> Parameter {
    Parameter { key, meaning: Meaning { en, zh }, shape, needed: true }
}

fn optional(key: &'static str, shape: Shape, en: &'static str, zh: &'static str) -> Parameter {
    Parameter { needed: false, ..needed(key, shape, en, zh) }
}

fn list(of: Shape) -> Shape {
    Shape::List { of: Box::new(of), may_be_empty: true }
}

/// `{ zh, en }`.
pub(super) fn bilingual() -> Vec<Parameter> {
    vec![needed("zh", Shape::Text, "in Chinese", "中文"), needed("en", Shape::Text, "in English", "英文")]
}

/// `[document]`.
pub(super) fn document() -> Vec<Parameter> {
    let confidence = Shape::Word(described(Confidence::ALL));
    vec![
        needed("id", Shape::Id, "stable name: issuer, year, number, such as `mof-sta-2022-15`", "固定名称：发文机关、年份、文号"),
        needed("number", Shape::Text, "文号, as cited", "文号"),
        needed("title", Shape::Bilingual, "title", "标题"),
        needed("issuers", list(Shape::Text), "who issued it", "发文机关"),
        needed("issued_on", Shape::Date, "publication date: the document is known from this day", "公布日期：自该日起为已知"),
        optional("printed", Shape::Text, "that date as the document prints it", "文件所载的该日期"),
        needed(
            "jurisdiction",
            Shape::Jurisdiction,
            "`CN`, or a GB/T 2260 prefix: `53` Yunnan, `5303` Qujing, `530302` Qilin",
            "辖区：`CN` 或 GB/T 2260 代码前缀",
        ),
        needed("text_at", Shape::Text, "address where the text can be read, or `unknown`", "原文地址，或 `unknown`"),
        needed("confidence", confidence, "how sure its figures are", "数字的可靠程度"),
        needed("checked_on", Shape::Date, "when somebody last looked", "最近核对日期"),
    ]
}

/// `[[measure]]`, but for its mechanism and the parameters of that.
pub(super) fn measure() -> Vec<Parameter> {
    let confidence = Shape::Word(described(Confidence::ALL));
    let valid = vec![
        needed("from", Shape::Date, "the first day", "起始日"),
        needed("to", Shape::OrOpen(Box::new(Shape::Date)), "the last day, itself included, or `open`", "终止日（含），或 `open`"),
    ];
    let authority = vec![
        optional("article", Shape::Text, "the article, as cited; always of the document itself", "条款；引用本文件时必填"),
        optional(
            "document",
            Shape::Id,
            "another file of the pack; without it and `number`, the document itself",
            "包内另一文件；与 `number` 均不填即本文件",
        ),
        optional("number", Shape::Text, "文号 of an instrument that has no file", "包内未收录的文件的文号"),
        optional("issuer", Shape::Text, "who issued that instrument", "该文件的发文机关"),
        optional("issued_on", Shape::Date, "its day of issue", "该文件的公布日期"),
        optional("called", Shape::Text, "how people cite it", "通行简称"),
        optional("needed", Shape::Truth, "`false` where the measure is known without it", "不需它即可得知该措施的填 `false`"),
    ];
    vec![
        needed("id", Shape::Id, "stable within the document; the full id is `document#measure`", "文件内固定名称；全称为 `文件#措施`"),
        needed(
            "authority",
            Shape::Tables(authority),
            "the instruments and articles that the measure rests on, its own document first",
            "所依据的文件和条款，本文件在先",
        ),
        optional(
            "printed",
            Shape::Literals,
            "what the instruments print of its figures, bounds and dates, under the keys of the parameters and `valid`",
            "文件所载数字、界限和日期的原文，以参数名和 `valid` 为键",
        ),
        needed("title", Shape::Bilingual, "short name", "简称"),
        needed(
            "summary",
            Shape::Bilingual,
            "one or two sentences of our own, with no figure that a parameter holds",
            "一两句话说明，不含参数中的数字",
        ),
        optional("how", Shape::Bilingual, "what the owner does to get it: who acts, where, by when", "如何享受：由谁、在何处、何时办理"),
        needed("valid", Shape::Table(valid), "the days it applies on", "有效期"),
        optional("jurisdiction", Shape::Jurisdiction, "where it applies, if not where the document does", "辖区，与文件不同时填写"),
        optional(
            "stands_in",
            Shape::Truth,
            "`true` where it stands in for local law that was not read: it applies where no local measure decides the same, and every \
             answer that used it says so",
            "`true` 表示代替未读到的地方规定：只在没有地方措施的地区适用，凡用到它的结果都会说明",
        ),
        optional(
            "not_in",
            list(Shape::Jurisdiction),
            "parts of the jurisdiction where it does not apply: the law there is known to be another",
            "辖区内不适用的地区：已知该地规定不同",
        ),
        optional("confidence", confidence, "how sure its figures are, if other than the document's", "可靠程度，与文件不同时填写"),
        optional(
            "extends",
            Shape::Reference,
            "the measure whose mechanism and parameters are carried on; then both are left out",
            "所延续的措施；其机制、参数沿用，不再填写",
        ),
        optional(
            "supersedes",
            list(Shape::Reference),
            "measures that do not apply on the days this one is valid and known",
            "被取代的措施",
        ),
        optional(
            "decides",
            Shape::Reference,
            "the national measure that left this to the province; a decision past its ceiling is refused",
            "授权地方决定的国家措施；不得超出授权",
        ),
        optional("stacks_after", list(Shape::Reference), "reliefs on the same tax that are taken first", "同一税费先行享受的优惠"),
    ]
}

/// `[[promise]]`.
pub(super) fn promise() -> Vec<Parameter> {
    vec![
        needed("row", Shape::Text, "the row, such as `T1`", "条目，如 `T1`"),
        needed("measures", list(Shape::Reference), "the measures, by their full ids", "措施全称"),
    ]
}

/// `[[case]]`.
pub(super) fn case() -> Vec<Parameter> {
    fn word<W: Vocabulary + crate::base::words::Say>() -> Shape {
        Shape::Word(described(W::ALL))
    }
    let year = |least: i32| Shape::Count { least: least.unsigned_abs(), most: YEARS.end().unsigned_abs(), units: &["年"] };
    let sales = vec![
        needed("period", Shape::Period, "the month or quarter", "所属期"),
        optional("kind", word::<SaleKind>(), "what was sold; `goods` unless said otherwise", "销售类别，默认 `goods`"),
        optional("invoice", word::<Invoice>(), "the invoice; `ordinary` unless said otherwise", "发票，默认 `ordinary`"),
        needed("amount", Shape::Amount, "net of VAT", "不含税金额"),
    ];
    let losses = vec![
        needed("year", year(0), "the year of the loss", "亏损年度"),
        needed("amount", Shape::Amount, "what is left of it", "未弥补金额"),
    ];
    let contracts = vec![
        needed("month", Shape::Month, "the month", "月份"),
        needed("kind", word::<ContractKind>(), "the kind", "税目"),
        needed("amount", Shape::Amount, "the amount", "金额"),
    ];
    let expect = Shape::ByWord { words: described(Line::ALL), each: Box::new(Shape::Amount), whole: false };
    vec![
        needed("id", Shape::Id, "stable within the document", "文件内固定名称"),
        needed(
            "source",
            Shape::Text,
            "who published the answer and where; what of it was worked out from a stated rate",
            "公布者及出处；由所列税率推算的部分",
        ),
        needed("year", year(*YEARS.start()), "the year it is of", "年度"),
        optional("form", word::<Form>(), "the form; `individual-business` unless said otherwise", "组织形式，默认 `individual-business`"),
        optional("locality", word::<Locality>(), "the locality; `city` unless said otherwise", "所在地，默认 `city`"),
        optional("filing", word::<Filing>(), "how often VAT is filed; `quarter` unless said otherwise", "纳税期限，默认 `quarter`"),
        optional("sales", Shape::Tables(sales), "sales of a small-scale taxpayer", "小规模纳税人的销售"),
        optional(
            "income",
            Shape::Amount,
            "income of the year before losses, without personal deductions; instead of `sales`",
            "弥补亏损前、无个人扣除的全年所得；代替 `sales`",
        ),
        optional("other_relief", Shape::Amount, "with `income`: reliefs of other policies", "与 `income` 同填：其他政策减免税额"),
        optional("losses", Shape::Tables(losses), "with `income`: losses of earlier years", "与 `income` 同填：以前年度亏损"),
        optional(
            "paid",
            Shape::Amount,
            "VAT and consumption tax paid in the first quarter, where a case on surcharges starts from there",
            "第一季度已缴增值税、消费税（附加税费算例的起点）",
        ),
        optional("contracts", Shape::Tables(contracts), "documents that stamp duty taxes", "印花税应税凭证"),
        needed("expect", expect, "what is payable, line by line", "各税费应缴额"),
    ]
}

/// The reference for `docs/policy-format.md`: every key, and every mechanism with its parameters.
pub(crate) fn reference(mechanisms: &[Declared]) -> String {
    let own = [
        needed("mechanism", Shape::Text, MECHANISM.en, MECHANISM.zh),
        needed("parameters", Shape::Table(Vec::new()), PARAMETERS.en, PARAMETERS.zh),
    ];
    let mut out = String::new();
    let measure: Vec<Parameter> = measure().into_iter().chain(own).collect();
    for (heading, meaning, keys) in [
        ("[document]", DOCUMENT, document()),
        ("[[measure]]", MEASURE, measure),
        ("[[promise]]", PROMISE, promise()),
        ("[[case]]", CASE, case()),
    ] {
        out += &format!("## `{heading}`\n\n{} ({}).\n\n", sentence(meaning.en), meaning.zh);
        out += &table("key", &keys);
    }
    out += "## Mechanisms\n\n";
    for declared in mechanisms {
        out += &format!(
            "### `{}`\n\n{} ({}).{}\n\n",
            declared.name,
            declared.meaning.en,
            declared.meaning.zh,
            if declared.always { ALWAYS } else { "" }
        );
        out += &table("parameter", &declared.parameters);
        if let Some((one, other)) = declared.either {
            out.truncate(out.trim_end().len());
            out += &format!("\n\nExactly one of `{one}` and `{other}` is given.\n\n");
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// With a capital letter.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn table(heading: &str, parameters: &[Parameter]) -> String {
    let mut out = format!("| {heading} | value | | meaning | 含义 |\n|---|---|---|---|---|\n");
    rows("", parameters, &mut out);
    out.push('\n');
    out
}

/// A row for each parameter; those of a table in it follow it, under its name.
fn rows(before: &str, parameters: &[Parameter], out: &mut String) {
    for Parameter { key, meaning, shape, needed } in parameters {
        let (name, optional) = (format!("{before}{key}"), if *needed { "" } else { "optional" });
        *out += &format!("| `{name}` | {} | {optional} | {} | {} |\n", value(shape), meaning.en, meaning.zh);
        match shape {
            Shape::Table(inside) => rows(&format!("{name}."), inside, out),
            Shape::Tables(inside) => rows(&format!("{name}[]."), inside, out),
            Shape::ByWord { each, .. } | Shape::ByName(each) => {
                if let Shape::Table(inside) = each.as_ref() {
                    rows(&format!("{name}.*."), inside, out);
                }
            }
            _ => {}
        }
    }
}

fn listed(words: &[Word]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.key)).collect();
    words.join(", ")
}

/// What a value is, in English.
pub(super) fn value(shape: &Shape) -> String {
    match shape {
        Shape::Amount => "an amount: `\"10万元\"`".to_string(),
        Shape::Rate => "a rate: `\"3%\"`, `\"0.3‰\"`".to_string(),
        Shape::Count { least, most, units } => {
            let units: Vec<String> = units.iter().map(|unit| format!("`\"{most}{unit}\"`")).collect();
            format!("a whole number from {least} to {most}: {}", units.join(" or "))
        }
        Shape::Truth => "`true` or `false`".to_string(),
        Shape::Text => "a text".to_string(),
        Shape::Id => "an id: `a`–`z`, `0`–`9`, `-`".to_string(),
        Shape::Reference => "the full id of a measure: `\"document#measure\"`".to_string(),
        Shape::Bilingual => "`{ zh, en }`".to_string(),
        Shape::Industry => "a section or the first digits of GB/T 4754: `\"C\"`, `\"7291\"`".to_string(),
        Shape::Jurisdiction => "`\"CN\"` or 2, 4 or 6 digits".to_string(),
        Shape::Date => "a date: `2022-04-01`".to_string(),
        Shape::YearMonth => "a month of a year: `\"2023-01\"`".to_string(),
        Shape::Month => "a month: `\"03\"`".to_string(),
        Shape::Period => "a month or a quarter: `\"03\"`, `\"Q1\"`".to_string(),
        Shape::Word(words) => format!("one of {}", listed(words)),
        Shape::OrOpen(other) => format!("{}, or `\"open\"`", value(other)),
        Shape::List { of, .. } => match of.as_ref() {
            Shape::Word(words) => format!("a list of {}", listed(words)),
            of => format!("a list; each {}", value(of)),
        },
        Shape::ByWord { words, each, whole } => {
            let (which, of) = if *whole { ("each of", value(each)) } else { ("some of", value(each)) };
            format!("a table with {which} {}; each {of}", listed(words))
        }
        Shape::ByName(each) => format!("a table by name; each {}", value(each)),
        Shape::Literals => "literals under the keys of the parameters: `\"第一条：10万元以下（含本数）\"`".to_string(),
        Shape::Table(_) => "a table".to_string(),
        Shape::Tables(_) => "a list of tables".to_string(),
    }
}
