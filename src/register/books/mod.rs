//! What accounting and withholding programs export beside invoices: the income statement (利润表) of a year, and the wages that a
//! business withheld tax from (扣缴客户端). Rows in are rows used, refused and left out, each named; names and numbers of persons
//! are read to count them, and stand in no result and no message.

mod payroll;
mod statement;
mod table;

pub use payroll::{Payroll, Payrolls};
pub use statement::{Statement, StatementItem};
pub use table::Table;

use super::invoices::Invoices;
use super::rows::{HEADER_WITHIN, SEPARATORS};
use crate::Money;
use crate::base::words::{catalogue, vocabulary};
use std::collections::BTreeMap;

vocabulary! {
    /// What a file that others exported holds.
    #[non_exhaustive]
    pub enum TableKind {
        Invoices "invoices" en "invoices issued" zh "开具的发票";
        IncomeStatement "income-statement" en "income statement" zh "利润表";
        Payroll "payroll" en "wages that tax was withheld from" zh "工资薪金扣缴明细";
    }
}

impl TableKind {
    /// What rows are of, where the names of their columns and items tell.
    ///
    /// ```
    /// use huiqi::register::TableKind;
    ///
    /// let rows = ["利润表", "项 目,行次,本年累计金额,本月金额", "一、营业收入,1,5,5"].map(|row| row.split(',').map(String::from).collect());
    /// assert_eq!(TableKind::of(&rows), Some(TableKind::IncomeStatement));
    /// assert_eq!(TableKind::of(&rows[..2]), None); // a statement of cash flows has the same columns
    /// ```
    #[must_use]
    pub fn of(rows: &[Vec<String>]) -> Option<TableKind> {
        let first = rows.get(..HEADER_WITHIN).unwrap_or(rows);
        if first.iter().any(|row| Invoices::is_header(row)) {
            return Some(TableKind::Invoices);
        }
        if Payrolls::is_in(first) {
            return Some(TableKind::Payroll);
        }
        Statement::is_in(rows.iter().map(Vec::as_slice)).then_some(TableKind::IncomeStatement)
    }
}

impl Table {
    /// The rows of CSV, between whose cells stands what makes sense of them.
    ///
    /// ```
    /// use huiqi::register::Table;
    ///
    /// let table = Table::of_csv("a.csv", "姓名;证件号码;本期收入\n甲;1;5,000.00\n");
    /// assert_eq!(table.rows[1], (2, vec!["甲".to_string(), "1".into(), "5,000.00".into()]));
    /// ```
    #[must_use]
    pub fn of_csv(file: &str, text: &str) -> Table {
        // The reader counts a line where its line feed is.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let rows = |separator| -> Vec<(u64, Vec<String>)> {
            let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
            let records = reader.into_records().filter_map(Result::ok);
            let rows =
                records.map(|record| (record.position().map_or(0, csv::Position::line), record.iter().map(str::to_string).collect()));
            rows.filter(|(_, cells): &(u64, Vec<String>)| cells.iter().any(|cell| !cell.trim().is_empty())).collect()
        };
        let known =
            |rows: &Vec<(u64, Vec<String>)>| TableKind::of(&rows.iter().map(|(_, cells)| cells.clone()).collect::<Vec<_>>()).is_some();
        let rows = SEPARATORS.into_iter().map(rows).find(known).unwrap_or_else(|| rows(b','));
        Table { file: file.to_string(), sheet: None, rows }
    }

    /// What it holds, where the names of its columns and items tell.
    ///
    /// ```
    /// use huiqi::register::{Table, TableKind};
    ///
    /// assert_eq!(Table::of_csv("a.csv", "姓名,证件号码,本期收入").kind(), Some(TableKind::Payroll));
    /// ```
    #[must_use]
    pub fn kind(&self) -> Option<TableKind> {
        TableKind::of(&self.rows.iter().map(|(_, cells)| cells.clone()).collect::<Vec<_>>())
    }
}

catalogue! {
    /// What is wrong with a table, or with one of its rows.
    #[non_exhaustive]
    pub enum TableProblem {
        NoStatement en "no income statement: it has a column 项目 and one of amounts, such as 本年累计金额"
            zh "不是利润表：应有“项目”列和“本年累计金额”等金额列";
        NoPayroll en "no list of wages: it has the columns 姓名, 证件号码 and 本期收入" zh "不是工资薪金明细：应有“姓名”“证件号码”“本期收入”列";
        NoYear en "of which year? Nothing above the header, in the name of the sheet or of the file says it; give --year"
            zh "是哪一年的？表头之上、工作表名、文件名都没有写明；请用 --year 指定";
        NoMonth en "of which month? No column says it (税款所属期起), nor what stands above the header, the name of the sheet or of the \
                    file: call the file such as 202601.xlsx"
            zh "是哪个月的？没有“税款所属期起”等列，表头之上、工作表名、文件名也没有写明：请将文件命名为如 202601.xlsx";
        NotTheYear en "`本期金额` may be that of a month: a statement of the year has 本年累计金额, or says 所属期 of January to December"
            zh "“本期金额”可能是一个月的：年度报表应有“本年累计金额”列，或注明所属期为 1 月至 12 月";
        NoRevenue en "no row 营业收入" zh "没有“营业收入”行";
        NoAmount { found: String } en "`{found}` is no amount; write yuan with at most two decimals" zh "“{found}”不是金额，应为元，至多两位小数";
        NoPerson en "neither a number nor a name: the row is of nobody" zh "没有证件号码和姓名，不知是谁的";
        SumWrong { item: StatementItem, found: Money, computed: Money }
            en "{item} is {found}, and the rows above come to {computed}"
            zh "{item}为 {found}，而以上各行合计为 {computed}";
        ToldOtherwise { other: String } en "the same person, month and kind of income has another amount at {other}"
            zh "同一人、同一月、同一所得项目在 {other} 的金额不同";
        CumulativeLess { found: Money, months: Money }
            en "累计收入额 is {found}, less than the months that are given, {months}"
            zh "累计收入额为 {found}，少于已有各月之和 {months}";
    }
}

vocabulary! {
    /// Why rows of wages or of a statement say nothing to a profile.
    #[non_exhaustive]
    pub enum NotTaken {
        Detail "detail" en "details of other rows, profits, or empty" zh "其他行的明细、利润行或空行";
        Total "total" en "totals" zh "合计行";
        NoIncome "no-income" en "of no income in the month" zh "当月无收入";
        NotWages "not-wages" en "other income than wages, which is no cost of wages" zh "工资薪金以外的所得，不是工资成本";
        Repeated "repeated" en "that another file or sheet holds too" zh "其他文件或工作表中已有";
        OtherYear "other-year" en "of other years" zh "其他年度";
    }
}

/// How many rows were used (under `None`), and how many were not, by the reason.
pub type TableCounts = BTreeMap<Option<NotTaken>, u64>;

/// A place in a table that cannot be used.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RefusedCell {
    /// The file, the sheet where it is of a workbook, and the line or row, such as `a.xlsx[一月]:7`.
    pub at: String,
    /// The column, where one is guilty.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: TableProblem,
}
