//! Invoices as the e-tax platform lists them (发票查询导出的“信息汇总表”), a row for each line of an invoice, to sales by month, kind,
//! invoice and rate.
//!
//! The net amount of a row is what the invoice says, so that nothing is divided or rounded here. A red invoice lowers the month in
//! which it was issued. Rows in are rows used, refused and left out, each named.

mod cells;

use crate::Money;
use crate::Rate;
use crate::base::dates::Month;
use crate::base::names::SaleKind;
use crate::base::words::{catalogue, vocabulary};
use crate::law::Pack;
use cells::{Columns, Line};
use std::collections::BTreeMap;
use std::collections::hash_map::{Entry, HashMap};

catalogue! {
    /// What is wrong with a list of invoices, or with one of its rows.
    #[non_exhaustive]
    pub enum InvoiceProblem {
        ColumnMissing { name: &'static str }
            en "the list has no column `{name}`; the sheet 信息汇总表 of the platform's export has all that are needed"
            zh "清单没有“{name}”列；请使用平台导出文件中的“信息汇总表”";
        NoDate { found: String } en "`{found}` is no day of issue; write it as 2026-01-12" zh "“{found}”不是开票日期，应如 2026-01-12";
        NoAmount { found: String } en "`{found}` is no amount; write yuan with at most two decimals" zh "“{found}”不是金额，应为元，至多两位小数";
        NoRate { found: String } en "`{found}` is no rate; write such as 1%, 13% or 免税" zh "“{found}”不是税率或征收率，应如 1%、13%、免税";
        NoSeller en "the seller's number is missing" zh "缺少销方识别号";
        UnknownInvoice { found: String }
            en "`{found}` says neither special (专用) nor ordinary (普通): tell these sales in the profile by hand"
            zh "“{found}”看不出是专用还是普通发票：这类销售请在资料中手工填写";
        UnknownStatus { found: String } en "`{found}` is no status that is known: 正常, 已红冲 or 已作废" zh "未知的发票状态“{found}”：应为正常、已红冲或已作废";
        NoCode { found: String }
            en "`{found}` is no tax classification code (税收分类编码), of which the first digit says what was sold"
            zh "“{found}”不是税收分类编码，看不出所售为货物、服务还是不动产";
        SumWrong { net: Money, tax: Money, total: Money } en "{net} and {tax} tax are not {total}" zh "金额 {net} 与税额 {tax} 之和不是价税合计 {total}";
        Unreadable { what: String } en "{what}" zh "{what}";
        SignWrong { number: String } en "invoice {number}: the sum of its rows is not of the sign that 是否正数发票 says"
            zh "发票 {number}：各行合计的正负与“是否正数发票”不符";
    }
}

vocabulary! {
    /// Why rows of invoices are no sales.
    #[non_exhaustive]
    pub enum LeftOut {
        Void "void" en "of void invoices" zh "作废发票";
        NotSold "not-sold" en "not taxed, since nothing was sold (codes that begin with 6)" zh "未发生销售行为的不征税项目（编码以 6 开头）";
        Total "total" en "totals at the end of a list" zh "清单末尾的合计";
        Repeated "repeated" en "of invoices that another file holds too" zh "其他文件中已有的发票";
        OtherSeller "other-seller" en "of sellers that were not asked for" zh "未指定的销方";
        OtherYear "other-year" en "of other years" zh "其他年度";
    }
}

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RefusedRow {
    /// The file, as it was named.
    pub file: String,
    /// The line of the file, or the row of the sheet.
    pub line: u64,
    /// The column, as the platform calls it, where one is guilty.
    pub column: Option<&'static str>,
    /// What is wrong with it.
    pub problem: InvoiceProblem,
}

/// Rows in are rows used, refused and left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvoiceRows {
    /// All rows below the headers.
    pub rows: u64,
    /// Those whose amounts are among the sales.
    pub used: u64,
    /// Those that cannot be used.
    pub refused: u64,
    /// Those that are no sales, by the reason.
    pub left_out: BTreeMap<LeftOut, u64>,
}

/// What is sold alike in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sold {
    pub(crate) month: Month,
    pub(crate) kind: SaleKind,
    /// What it may be as well, as far as the invoice tells.
    pub(crate) or: Option<SaleKind>,
    pub(crate) special: bool,
    /// None where the invoice says that no tax is due (免税).
    pub(crate) rate: Option<Rate>,
}

/// The sales of a seller in a year, as its invoices say them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Seller {
    /// The taxpayer's number.
    pub key: String,
    /// The name, or the number where the invoices bear none.
    pub name: String,
    /// The year.
    pub year: i32,
    /// How many rows of invoices it is made of.
    pub rows: u64,
    /// Net amounts in fen.
    pub(crate) sold: BTreeMap<Sold, i64>,
}

/// What a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The numbers of the sellers; all of them where none is named.
    pub sellers: Vec<String>,
    /// The year; all of them where none is named.
    pub year: Option<i32>,
}

/// One invoice as a whole.
struct Whole {
    file: usize,
    line: u64,
    number: String,
    net: i64,
    positive: Option<bool>,
    rows: u64,
}

/// Lists of invoices while they are read.
///
/// ```
/// use huiqi::register::{Invoices, Wanted};
///
/// let pack = huiqi::Pack::embedded()?;
/// let names = "销方识别号,销方名称,开票日期,税收分类编码,金额,税率,发票票种".split(',').map(String::from).collect::<Vec<_>>();
/// let mut invoices = Invoices::new(&pack, Wanted::default());
/// invoices.begin("export.csv", &names).unwrap();
/// invoices.take(2, &["X1", "甲店", "2026-01-12 10:30:00", "3070401000000000000", "29702.97", "1%", "数电发票（普通发票）"]);
/// let imported = invoices.finish();
/// assert_eq!((imported.counts.used, imported.sellers[0].year), (1, 2026));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub struct Invoices<'p> {
    pack: &'p Pack,
    wanted: Wanted,
    files: Vec<String>,
    columns: Columns,
    counts: InvoiceRows,
    refused: Vec<RefusedRow>,
    sellers: BTreeMap<(String, i32), Seller>,
    /// By the number of the invoice.
    wholes: HashMap<String, Whole>,
    buyers: BTreeMap<String, u64>,
}

/// What lists of invoices say.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Imported {
    /// A seller and year each, in the order of their numbers.
    pub sellers: Vec<Seller>,
    /// The rows that cannot be used, as they came.
    pub refused: Vec<RefusedRow>,
    /// How many rows there were, and what became of them.
    pub counts: InvoiceRows,
    /// The one buyer to whom several sellers sold: then these are what it bought.
    pub bought_by: Option<String>,
}

impl<'p> Invoices<'p> {
    /// Nothing read yet.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let nothing = huiqi::register::Invoices::new(&pack, Default::default()).finish();
    /// assert!(nothing.sellers.is_empty() && nothing.counts.rows == 0);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn new(pack: &'p Pack, wanted: Wanted) -> Invoices<'p> {
        Invoices {
            pack,
            wanted,
            files: Vec::new(),
            columns: Columns::default(),
            counts: InvoiceRows::default(),
            refused: Vec::new(),
            sellers: BTreeMap::new(),
            wholes: HashMap::new(),
            buyers: BTreeMap::new(),
        }
    }

    /// Whether these cells are the header of a list of invoices, line by line.
    ///
    /// ```
    /// let cells = |row: &str| row.split(',').map(String::from).collect::<Vec<_>>();
    /// assert!(huiqi::register::Invoices::is_header(&cells("序号,开票日期,金额,税率,发票票种")));
    /// assert!(!huiqi::register::Invoices::is_header(&cells("序号,开票日期,金额,税额,价税合计"))); // one row an invoice: no rate
    /// ```
    #[must_use]
    pub fn is_header(cells: &[String]) -> bool {
        Columns::is_header(cells)
    }

    /// Begins a file, with the names of its columns.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let mut invoices = huiqi::register::Invoices::new(&pack, Default::default());
    /// assert!(invoices.begin("export.csv", &["开票日期".to_string()]).is_err());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// A column that is missing.
    pub fn begin(&mut self, file: &str, names: &[String]) -> Result<(), InvoiceProblem> {
        self.columns = Columns::of(names)?;
        self.files.push(file.to_string());
        Ok(())
    }

    /// Takes a row, which stands in this line of the file.
    ///
    /// ```
    /// use huiqi::register::{Invoices, Wanted};
    ///
    /// let names = "销方识别号,开票日期,税收分类编码,金额,税率,发票票种".split(',').map(String::from).collect::<Vec<_>>();
    /// let pack = huiqi::Pack::embedded()?;
    /// let mut invoices = Invoices::new(&pack, Wanted::default());
    /// invoices.begin("export.csv", &names).unwrap();
    /// invoices.take(2, &["X1", "2026-01-12", "3070401000000000000", "29702.97", "***", "普通发票"]);
    /// assert_eq!(invoices.finish().refused[0].column, Some("税率"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    pub fn take(&mut self, line: u64, cells: &[&str]) {
        self.counts.rows += 1;
        match self.columns.line(cells, self.pack.classes()) {
            Ok(Ok(read)) => self.add(line, read),
            Ok(Err(why)) => self.leave(why),
            // What is wrong with the invoices of others stops nobody.
            Err(_) if !self.is_wanted(self.columns.seller(cells)) => self.leave(LeftOut::OtherSeller),
            Err((column, problem)) => self.refuse(line, column, problem),
        }
    }

    fn is_wanted(&self, seller: &str) -> bool {
        self.wanted.sellers.is_empty() || self.wanted.sellers.iter().any(|wanted| wanted == seller)
    }

    fn leave(&mut self, why: LeftOut) {
        *self.counts.left_out.entry(why).or_default() += 1;
    }

    /// Takes a row that could not be read into cells, with what is wrong with it.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let mut invoices = huiqi::register::Invoices::new(&pack, Default::default());
    /// invoices.unreadable(7, "the formula has no stored value");
    /// assert_eq!(invoices.finish().counts.refused, 1);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    pub fn unreadable(&mut self, line: u64, what: &str) {
        self.counts.rows += 1;
        self.refuse(line, None, InvoiceProblem::Unreadable { what: what.to_string() });
    }

    fn refuse(&mut self, line: u64, column: Option<&'static str>, problem: InvoiceProblem) {
        self.counts.refused += 1;
        let file = self.files.last().cloned().unwrap_or_default();
        self.refused.push(RefusedRow { file, line, column, problem });
    }

    fn add(&mut self, at: u64, line: Line) {
        if !self.is_wanted(&line.seller) {
            return self.leave(LeftOut::OtherSeller);
        }
        if self.wanted.year.is_some_and(|year| year != line.year) {
            return self.leave(LeftOut::OtherYear);
        }
        let file = self.files.len();
        if !line.number.is_empty() {
            match self.wholes.entry(line.number.clone()) {
                Entry::Occupied(there) if there.get().file != file => return self.leave(LeftOut::Repeated),
                Entry::Occupied(mut there) => {
                    let whole = there.get_mut();
                    whole.net = whole.net.saturating_add(line.net.fen());
                    whole.rows += 1;
                }
                Entry::Vacant(new) => {
                    let (net, positive, number) = (line.net.fen(), line.positive, line.number);
                    new.insert(Whole { file, line: at, number, net, positive, rows: 1 });
                }
            }
        }
        self.counts.used += 1;
        *self.buyers.entry(line.buyer).or_default() += 1;
        let named = |key: &String| if line.name.is_empty() { key.clone() } else { line.name.clone() };
        let seller = self.sellers.entry((line.seller.clone(), line.year)).or_insert_with(|| Seller {
            name: named(&line.seller),
            key: line.seller,
            year: line.year,
            rows: 0,
            sold: BTreeMap::new(),
        });
        seller.rows += 1;
        let sum = seller.sold.entry(line.sold).or_default();
        *sum = sum.saturating_add(line.net.fen());
    }

    /// What was read.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let imported = huiqi::register::Invoices::new(&pack, Default::default()).finish();
    /// assert_eq!(imported.bought_by, None);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn finish(mut self) -> Imported {
        let wrong = |whole: &&Whole| whole.positive.is_some_and(|positive| if positive { whole.net < 0 } else { whole.net > 0 });
        let mut wrong: Vec<&Whole> = self.wholes.values().filter(wrong).collect();
        wrong.sort_by_key(|whole| (whole.file, whole.line));
        for whole in wrong {
            self.counts.used -= whole.rows;
            self.counts.refused += whole.rows;
            let file = self.files.get(whole.file - 1).cloned().unwrap_or_default();
            let problem = InvoiceProblem::SignWrong { number: whole.number.clone() };
            self.refused.push(RefusedRow { file, line: whole.line, column: Some(cells::POSITIVE), problem });
        }
        let mut keys: Vec<&String> = self.sellers.keys().map(|(key, _)| key).collect();
        keys.dedup();
        let one_buyer = self.buyers.keys().next().filter(|buyer| self.buyers.len() == 1 && !buyer.is_empty());
        let bought_by = one_buyer.filter(|_| keys.len() > 1 && self.wanted.sellers.is_empty()).cloned();
        Imported { sellers: self.sellers.into_values().collect(), refused: self.refused, counts: self.counts, bought_by }
    }
}
