//! The columns of a list of invoices, and a row of it as a line of sales.

use super::{InvoiceProblem, LeftOut, Sold};
use crate::base::dates::Month;
use crate::law::Classes;
use crate::register::cell::day;
use crate::{Money, Rate};
use chrono::Datelike;

/// The names of the columns, first that of the platform of fully digital invoices (全面数字化电子发票), then those of earlier exports.
const SELLER: &[&str] = &["销方识别号", "销方税号", "销售方识别号", "销售方纳税人识别号"];
const NAME: &[&str] = &["销方名称", "销售方名称"];
const BUYER: &[&str] = &["购方识别号", "购方税号", "购买方识别号", "购买方纳税人识别号"];
const DIGITAL_NUMBER: &[&str] = &["数电发票号码", "数电票号码", "全电发票号码"];
const OLD_CODE: &[&str] = &["发票代码"];
const OLD_NUMBER: &[&str] = &["发票号码"];
const DATE: &[&str] = &["开票日期"];
const CODE: &[&str] = &["税收分类编码", "税收分类编码（简称）", "商品和服务税收编码"];
const SPECIAL_TRADE: &[&str] = &["特定业务类型"];
const GOODS: &[&str] = &["货物或应税劳务名称", "项目名称"];
const NET: &[&str] = &["金额"];
const RATE: &[&str] = &["税率", "税率/征收率"];
const TAX: &[&str] = &["税额"];
const TOTAL: &[&str] = &["价税合计"];
const KIND: &[&str] = &["发票票种", "票种", "发票类型"];
const STATUS: &[&str] = &["发票状态"];
const SIGN: &[&str] = &["是否正数发票"];
const FIRST: &[&str] = &["序号"];

pub(super) const POSITIVE: &str = "是否正数发票";

/// A code of which somebody kept only the first digits still says what was sold.
const SHORTEST_CODE: usize = 3;

const ALL: [&[&str]; 18] = [
    SELLER,
    NAME,
    BUYER,
    DIGITAL_NUMBER,
    OLD_CODE,
    OLD_NUMBER,
    DATE,
    CODE,
    SPECIAL_TRADE,
    GOODS,
    NET,
    RATE,
    TAX,
    TOTAL,
    KIND,
    STATUS,
    SIGN,
    FIRST,
];

/// Those without which a row says no sale.
const NEEDED: [&[&str]; 6] = [DATE, NET, RATE, KIND, SELLER, CODE];

/// Those that tell a header: the list with a row for each invoice has no rate.
const OF_HEADER: [&[&str]; 4] = [DATE, NET, RATE, KIND];

/// Where each column stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns([Option<usize>; ALL.len()]);

/// A row that says a sale.
pub(super) struct Line {
    pub(super) seller: String,
    pub(super) name: String,
    pub(super) buyer: String,
    /// Empty where it has none.
    pub(super) number: String,
    pub(super) year: i32,
    pub(super) net: Money,
    pub(super) positive: Option<bool>,
    pub(super) sold: Sold,
}

type Wrong = (Option<&'static str>, InvoiceProblem);

fn wrong(column: &[&'static str], problem: InvoiceProblem) -> Wrong {
    (column.first().copied(), problem)
}

fn place(names: &[String], column: &[&str]) -> Option<usize> {
    column.iter().find_map(|known| names.iter().position(|name| name.trim() == *known))
}

impl Columns {
    pub(super) fn is_header(names: &[String]) -> bool {
        OF_HEADER.iter().all(|column| place(names, column).is_some())
    }

    pub(super) fn of(names: &[String]) -> Result<Columns, InvoiceProblem> {
        match NEEDED.iter().find(|column| place(names, column).is_none()) {
            Some(column) => Err(InvoiceProblem::ColumnMissing { name: column.first().copied().unwrap_or_default() }),
            None => Ok(Columns(ALL.map(|column| place(names, column)))),
        }
    }

    fn cell<'c>(&self, column: &[&str], cells: &[&'c str]) -> &'c str {
        let at = ALL.iter().position(|known| known.first() == column.first()).and_then(|at| self.0.get(at).copied().flatten());
        at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    }

    /// Whose sale a row is of.
    pub(super) fn seller<'c>(&self, cells: &[&'c str]) -> &'c str {
        self.cell(SELLER, cells)
    }

    /// A row as a line of sales, why it is none, or what is wrong with it.
    pub(super) fn line(&self, cells: &[&str], classes: &Classes) -> Result<Result<Line, LeftOut>, Wrong> {
        let cell = |column: &[&str]| self.cell(column, cells);
        let is_code = cell(CODE).len() >= SHORTEST_CODE && cell(CODE).bytes().all(|byte| byte.is_ascii_digit());
        let coded = classes.invoiced(cell(CODE), &[cell(SPECIAL_TRADE), cell(GOODS)]).filter(|_| is_code);
        let is_total = [FIRST, DATE, SELLER].iter().any(|column| matches!(cell(column), "合计" | "小计" | "总计"));
        if is_total {
            return Ok(Err(LeftOut::Total));
        }
        match cell(STATUS) {
            status if status.contains("作废") => return Ok(Err(LeftOut::Void)),
            status if status.is_empty() || status == "正常" || status.contains("红冲") => {}
            status => return Err(wrong(STATUS, InvoiceProblem::UnknownStatus { found: status.to_string() })),
        }
        if coded.is_some_and(|code| code.sold.is_none()) || cell(RATE) == "不征税" {
            return Ok(Err(LeftOut::NotSold));
        }
        let date = date(cell(DATE)).ok_or_else(|| wrong(DATE, InvoiceProblem::NoDate { found: cell(DATE).to_string() }))?;
        let (year, month) = date;
        if cell(SELLER).is_empty() {
            return Err(wrong(SELLER, InvoiceProblem::NoSeller));
        }
        let amount = |column: &[&'static str]| {
            let found = cell(column);
            Money::parse(found).ok_or_else(|| wrong(column, InvoiceProblem::NoAmount { found: found.to_string() }))
        };
        let net = amount(NET)?;
        if !cell(TAX).is_empty() && !cell(TOTAL).is_empty() && Money::parse(cell(TAX)).is_some() {
            let (tax, total) = (amount(TAX)?, amount(TOTAL)?);
            if net.fen().checked_add(tax.fen()) != Some(total.fen()) {
                return Err(wrong(TOTAL, InvoiceProblem::SumWrong { net, tax, total }));
            }
        }
        let rate = match cell(RATE) {
            "免税" => None,
            found => {
                let read = Rate::parse(found).filter(|rate| *rate > Rate::ZERO && *rate < Rate::ONE);
                Some(read.ok_or_else(|| wrong(RATE, InvoiceProblem::NoRate { found: found.to_string() }))?)
            }
        };
        let special = match cell(KIND) {
            kind if kind.contains("专用") || kind.contains("专票") => true,
            kind if kind.contains("普通") || kind.contains("普票") => false,
            kind => return Err(wrong(KIND, InvoiceProblem::UnknownInvoice { found: kind.to_string() })),
        };
        let sold = coded.and_then(|code| Some((code.sold?, code.or)));
        let (kind, or) = sold.ok_or_else(|| wrong(CODE, InvoiceProblem::NoCode { found: cell(CODE).to_string() }))?;
        let number = match cell(DIGITAL_NUMBER) {
            "" => format!("{}{}", cell(OLD_CODE), cell(OLD_NUMBER)),
            // Twenty digits of which a spreadsheet kept fifteen are the number of no invoice.
            number if number.ends_with("00000") => String::new(),
            number => number.to_string(),
        };
        let positive = match cell(SIGN) {
            "是" => Some(true),
            "否" => Some(false),
            _ => None,
        };
        Ok(Ok(Line {
            seller: cell(SELLER).to_string(),
            name: cell(NAME).to_string(),
            buyer: cell(BUYER).to_string(),
            number,
            year,
            net,
            positive,
            sold: Sold { month, kind, or, special, rate },
        }))
    }
}

/// The year and month of a day.
fn date(text: &str) -> Option<(i32, Month)> {
    let day = day(text)?;
    Some((day.year(), Month::from_number(day.month())?))
}
