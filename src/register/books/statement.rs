//! An income statement (利润表): of the accounting standards for small enterprises (财会〔2011〕17号, 会小企02表) or for enterprises
//! (财会〔2019〕6号, 会企02表), of one business, or of several in a column each.

use super::table::Table;
use super::{NotTaken, RefusedCell, TableCounts, TableProblem};
use crate::Money;
use crate::base::dates::Month;
use crate::base::typed::half_width;
use crate::base::words::{Vocabulary, vocabulary};
use std::collections::BTreeMap;

vocabulary! {
    /// A row of an income statement that a profile asks for, or that checks the others.
    #[non_exhaustive]
    pub enum StatementItem {
        Revenue "revenue" en "revenue" zh "营业收入";
        Cost "cost" en "cost of sales" zh "营业成本";
        Surcharges "surcharges" en "taxes and surcharges" zh "税金及附加" or "营业税金及附加";
        Selling "selling" en "selling expenses" zh "销售费用" or "营业费用";
        Administration "administration" en "administrative expenses" zh "管理费用";
        Research "research" en "research and development" zh "研发费用";
        Finance "finance" en "finance costs" zh "财务费用";
        OtherGains "other-gains" en "other gains" zh "其他收益";
        Investment "investment" en "gains of investments" zh "投资收益";
        Hedging "hedging" en "gains of hedging" zh "净敞口套期收益";
        FairValue "fair-value" en "changes of fair value" zh "公允价值变动收益";
        CreditLoss "credit-loss" en "impairment of credit" zh "信用减值损失";
        AssetLoss "asset-loss" en "impairment of assets" zh "资产减值损失";
        Disposal "disposal" en "gains of disposals" zh "资产处置收益";
        OperatingProfit "operating-profit" en "operating profit" zh "营业利润";
        NonOperatingIncome "non-operating-income" en "non-operating income" zh "营业外收入";
        NonOperatingExpense "non-operating-expense" en "non-operating expenses" zh "营业外支出";
        Profit "profit" en "profit before tax" zh "利润总额";
        Advertising "advertising" en "advertising and publicity" zh "广告费和业务宣传费";
        Entertainment "entertainment" en "entertainment of customers" zh "业务招待费";
        LateCharges "late-charges" en "late charges on taxes" zh "税收滞纳金";
    }
}

use StatementItem as Item;

/// What is neither sold nor paid for: a profile has no place for it.
const GAINS: [Item; 5] = [Item::OtherGains, Item::Investment, Item::Hedging, Item::FairValue, Item::Disposal];
const IMPAIRMENT: [Item; 2] = [Item::CreditLoss, Item::AssetLoss];
const EXPENSES: [Item; 4] = [Item::Selling, Item::Administration, Item::Research, Item::Finance];

/// The column of the items; of the amounts of the year; and of those that may be of the year or of a month.
const ITEM: &str = "项目";
const OF_YEAR: &[&str] = &["本年累计金额", "本年累计数", "本年累计", "本年累计发生额", "累计金额", "累计数", "本年金额", "本年数"];
const OF_PERIOD: &[&str] = &["本期金额", "本期数", "本期发生额"];
/// Columns that are nobody's amounts of the year.
const OTHERS: &[&str] = &[
    "行次",
    "序号",
    "本月金额",
    "本月数",
    "本月",
    "上年金额",
    "上年数",
    "上期金额",
    "上期数",
    "上年同期",
    "上年同期金额",
    "上年累计金额",
    "备注",
    "说明",
    "附注",
];

/// What the income statement of a business and year says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statement {
    /// The taxpayer's number, where the statement bears it.
    pub key: Option<String>,
    /// The name, where the statement bears it.
    pub name: Option<String>,
    /// The year.
    pub year: i32,
    /// The last month that it is of, where it is not of the whole year.
    pub last: Option<Month>,
    /// Where it stands: the file and its first row.
    pub at: String,
    items: BTreeMap<Item, Money>,
}

/// A header: its row, the column of the items, and those of the amounts with the names of whose they are.
struct Header {
    row: usize,
    item: usize,
    amounts: Vec<(usize, Option<String>)>,
    /// The amounts may be those of a month.
    is_open: bool,
}

fn bare(cell: &str) -> String {
    half_width(cell).chars().filter(|char| !char.is_whitespace()).collect()
}

/// The item of a row: without its number, its sign, and what stands in brackets behind it.
fn item(cell: &str) -> Option<Item> {
    let text = bare(cell);
    let text = text.split_once('、').map_or(text.as_str(), |(number, rest)| if number.chars().count() <= 2 { rest } else { &text });
    let text = ["减:", "加:", "其中:", "减", "加"].iter().find_map(|sign| text.strip_prefix(sign)).unwrap_or(text);
    Item::from_written(text.split('(').next().unwrap_or_default())
}

impl Header {
    fn of_cells(row: usize, cells: &[String]) -> Option<Header> {
        let names: Vec<String> = cells.iter().map(|cell| bare(cell)).collect();
        let place = |known: &[&str]| known.iter().find_map(|known| names.iter().position(|name| name == known));
        let item = place(&[ITEM])?;
        let header = |amounts, is_open| Some(Header { row, item, amounts, is_open });
        if let Some(at) = place(OF_YEAR) {
            return header(vec![(at, None)], false);
        }
        if let Some(at) = place(OF_PERIOD) {
            return header(vec![(at, None)], true);
        }
        let others = names.iter().enumerate().filter(|(at, name)| *at != item && !name.is_empty() && !OTHERS.contains(&name.as_str()));
        let amounts: Vec<_> = others.map(|(at, name)| (at, Some(name.clone()))).collect();
        if amounts.is_empty() { None } else { header(amounts, false) }
    }
}

impl Statement {
    /// Whether rows are those of an income statement: below a header with 项目 and amounts there is a row of revenue, which a statement
    /// of cash flows has not.
    pub(super) fn is_in<'r>(rows: impl Iterator<Item = &'r [String]>) -> bool {
        let mut header = None;
        for (row, cells) in rows.enumerate() {
            header = header.or_else(|| Header::of_cells(row, cells));
            let told = header.as_ref().and_then(|header: &Header| cells.get(header.item));
            if told.and_then(|cell| item(cell)) == Some(Item::Revenue) {
                return true;
            }
        }
        false
    }

    /// The statements in a table, one for each column of amounts; the year where the table does not say it. With them, how many rows
    /// were used and which were not.
    ///
    /// ```
    /// use huiqi::register::{Statement, StatementItem, Table};
    ///
    /// let rows = ["利润表 2024年度,", "项目,本年累计金额", "一、营业收入,485000", "减：营业成本,300000"];
    /// let rows = (1..).zip(rows.map(|row| row.split(',').map(String::from).collect())).collect();
    /// let table = Table { file: "a.csv".into(), sheet: None, rows };
    /// let (statements, _) = Statement::read(&table, None).unwrap();
    /// assert_eq!((statements[0].year, statements[0].item(StatementItem::Cost)), (2024, huiqi::Money::from_fen(30_000_000)));
    /// ```
    ///
    /// # Errors
    /// What is no statement, of no year or of a month, an amount that cannot be read, rows that do not add up.
    pub fn read(table: &Table, year: Option<i32>) -> Result<(Vec<Statement>, TableCounts), Vec<RefusedCell>> {
        let whole = |line: u64, problem| vec![RefusedCell { at: table.at(line), column: None, problem }];
        let mut headers = table.rows.iter().enumerate().filter_map(|(row, (_, cells))| Header::of_cells(row, cells));
        let first = table.rows.first().map_or(1, |(line, _)| *line);
        let header = headers.next().ok_or_else(|| whole(first, TableProblem::NoStatement))?;
        let line = table.rows.get(header.row).map_or(first, |(line, _)| *line);
        let told = table.period(header.row);
        let Some(of) = told.map(|span| span.year).or(year) else { return Err(whole(line, TableProblem::NoYear)) };
        let months = told.and_then(|span| span.months);
        let last = months.map(|(_, last)| last).filter(|last| *last != Month::DECEMBER);
        // 本期 of a statement of one month is that month.
        let from_january = months.is_none_or(|(first, last)| first == Month::JANUARY && last != first);
        if header.is_open && (told.is_none() || !from_january) {
            return Err(whole(line, TableProblem::NotTheYear));
        }
        let mut statements: Vec<Statement> = Vec::new();
        let (mut refused, mut counts) = (Vec::new(), TableCounts::new());
        for (at, name) in &header.amounts {
            let key = name.is_none().then(|| table.key(header.row)).flatten();
            let name = name.clone().or_else(|| table.name(header.row));
            let mut statement = Statement { key, name, year: of, last, at: table.at(line), items: BTreeMap::new() };
            statement.take(table, &header, *at, &mut counts, &mut refused);
            if let Err(problem) = statement.adds_up() {
                refused.push(RefusedCell { at: table.at(line), column: None, problem });
            }
            statements.push(statement);
        }
        if refused.is_empty() { Ok((statements, counts)) } else { Err(refused) }
    }

    /// Takes the amounts of a column. Rows are counted with the first column.
    fn take(&mut self, table: &Table, header: &Header, at: usize, counts: &mut TableCounts, refused: &mut Vec<RefusedCell>) {
        let is_first = header.amounts.first().is_some_and(|(first, _)| *first == at);
        let mut count = |why| *counts.entry(why).or_default() += u64::from(is_first);
        for (line, cells) in table.rows.iter().skip(header.row + 1) {
            let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
            let Some(item) = item(cell(header.item)).filter(|item| !self.items.contains_key(item)) else {
                count(Some(NotTaken::Detail));
                continue;
            };
            let amount = match cell(at) {
                "" | "-" | "--" | "—" | "——" => Some(Money::ZERO),
                text => Money::parse(text),
            };
            let Some(amount) = amount else {
                let column = table.rows.get(header.row).and_then(|(_, names)| names.get(at)).cloned();
                refused.push(RefusedCell { at: table.at(*line), column, problem: TableProblem::NoAmount { found: cell(at).to_string() } });
                continue;
            };
            count(None);
            // A table in tens of thousands.
            self.items.insert(item, if table.in_ten_thousands(header.row) { amount.times_whole(10_000) } else { amount });
        }
    }

    /// The amount of an item; none where the statement has no such row.
    ///
    /// ```
    /// use huiqi::register::{Statement, StatementItem, Table};
    ///
    /// let rows = ["项目,本年累计金额", "一、营业收入,5万"].map(|row| row.split(',').map(String::from).collect());
    /// let table = Table { file: "a.csv".into(), sheet: None, rows: (1..).zip(rows).collect() };
    /// let (statements, _) = Statement::read(&table, Some(2024)).unwrap();
    /// assert_eq!(statements[0].item(StatementItem::Cost), huiqi::Money::ZERO);
    /// ```
    #[must_use]
    pub fn item(&self, item: StatementItem) -> Money {
        self.items.get(&item).copied().unwrap_or(Money::ZERO)
    }

    fn sum(&self, items: &[Item]) -> Money {
        items.iter().map(|item| self.item(*item)).sum()
    }

    /// Costs but those of goods: expenses and what is not of the operation; without taxes, which are computed, and without impairment,
    /// which is not deducted before it is real.
    pub(crate) fn expenses(&self) -> Money {
        self.sum(&EXPENSES) + self.item(Item::NonOperatingExpense)
    }

    /// What a profile has no place for, where it is not zero.
    pub(crate) fn untold(&self) -> impl Iterator<Item = (StatementItem, Money)> {
        let items = GAINS.into_iter().chain([Item::NonOperatingIncome]).chain(IMPAIRMENT);
        items.map(|item| (item, self.item(item))).filter(|(_, amount)| *amount != Money::ZERO)
    }

    /// Whether profits are what the rows above them come to. Impairment is written as a loss or as a negative gain.
    fn adds_up(&self) -> Result<(), TableProblem> {
        if !self.items.contains_key(&Item::Revenue) {
            return Err(TableProblem::NoRevenue);
        }
        let costs = self.sum(&[Item::Cost, Item::Surcharges]) + self.sum(&EXPENSES);
        let operating = self.item(Item::Revenue) - costs + self.sum(&GAINS);
        let (plus, minus) = (operating + self.sum(&IMPAIRMENT), operating - self.sum(&IMPAIRMENT));
        let profit = self.item(Item::OperatingProfit) + self.item(Item::NonOperatingIncome) - self.item(Item::NonOperatingExpense);
        for (item, computed) in [(Item::OperatingProfit, [plus, minus]), (Item::Profit, [profit, profit])] {
            match self.items.get(&item).copied() {
                // A statement without a row of operating profit leaves nothing to compare.
                Some(found) if !computed.contains(&found) && self.items.contains_key(&Item::OperatingProfit) => {
                    let [computed, _] = computed;
                    return Err(TableProblem::SumWrong { item, found, computed });
                }
                _ => {}
            }
        }
        Ok(())
    }
}
