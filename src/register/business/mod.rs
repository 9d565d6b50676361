//! A business and year as several exports tell it: its invoices, its income statement, its payroll, joined by its number or name; what
//! of them contradicts one another, and what none of them tells.

mod profile;
mod row;
mod told;

pub use row::{Untold, import_register};

use super::books::{Payroll, Statement, StatementItem, TableKind};
use super::invoices::Seller;
use crate::assess::Rules;
use crate::base::dates::Month;
use crate::base::names::SaleKind;
use crate::base::typed::half_width;
use crate::base::words::catalogue;
use crate::law::Pack;
use crate::{Error, Money, Period, Rate};

catalogue! {
    /// Why exports are not joined.
    #[non_exhaustive]
    pub enum JoinProblem {
        Whose { what: TableKind, at: String, found: Vec<String> }
            en "{at}: whose is this ({what})? It bears no number or name, and there are: {found}; import them one by one, or name the \
                seller with --seller"
            zh "{at}：这份{what}是哪一户的？其中没有识别号和名称，而现有：{found}；请逐户导入，或用 --seller 指定销方";
        Twice { what: TableKind, at: String, other: String }
            en "{at}: the same business and year has another {what}: {other}; give one of them"
            zh "{at}：同一户同一年另有一份{what}：{other}；请只给一份";
    }
}

catalogue! {
    /// What is to be known of an import: contradictions first, then what no file tells.
    #[non_exhaustive]
    pub enum ImportNote {
        RevenueLess { revenue: Money, invoiced: Money }
            en "a contradiction: the income statement has revenue of {revenue}, and the invoices of the year come to {invoiced}: more"
            zh "相互矛盾：利润表营业收入为 {revenue}，而全年开票（不含税）合计 {invoiced}，反而更多";
        WagesMore { wages: Money, costs: Money }
            en "a contradiction: the payroll has wages of {wages}, and all costs of the income statement are {costs}"
            zh "相互矛盾：工资明细合计 {wages}，而利润表全部成本费用只有 {costs}";
        ToMonth { month: Period }
            en "the income statement is of January to {month}: costs are left open; give that of the year"
            zh "利润表只到 {month} 月：成本费用未填入，请用全年的利润表";
        Uninvoiced { amount: Money }
            en "sales without an invoice: the income statement has {amount} more revenue than the invoices, of months and kinds that it \
                does not tell: add them"
            zh "未开票的销售：利润表营业收入比开票合计多 {amount}，月份和种类不明，请补充";
        ExemptKindDoubtful { kind: SaleKind, or: SaleKind, rows: u64 }
            en "{kind}, exempt, in {rows} lines: the invoices do not tell whether it is {or}; say which"
            zh "{rows} 项“{kind}”（免税）：发票看不出是否为“{or}”，请核对";
        KindDoubtful { kind: SaleKind, or: SaleKind, rate: Rate, rows: u64 }
            en "{kind} at {rate} in {rows} lines: the invoices do not tell whether it is {or}; say which"
            zh "{rows} 项“{kind}”（{rate}）：发票看不出是否为“{or}”，请核对";
        SalesOfYear en "sales are told for the year only: they are spread over its months, and their kind is that usual in the trade"
            zh "只知全年销售额：按月平均分摊，种类按行业通常情形";
        Untold { item: StatementItem, amount: Money }
            en "{item} of {amount}: a profile has no place for it" zh "{item} {amount}：资料中没有对应的项目，未计入";
        RentAmongCosts en "rent is among the costs of the income statement: take it out of them and tell it as `[[rented]]`"
            zh "利润表的成本费用中如含房租：请从中减去，另填“[[rented]]”";
        WithoutInputTax en "the books of a general taxpayer hold costs without input VAT: add it to the costs, and tell `[[inputs]]`"
            zh "一般纳税人账上的成本费用不含进项税额：请加上，并填“[[inputs]]”";
        MonthsMissing { months: Vec<Period> }
            en "no payroll of {months}: their staff is unknown, and their wages too unless 累计收入额 of a later month tells them"
            zh "没有 {months} 月的工资明细：人数不明；工资只有后来月份的累计收入额含有时才计入";
        OwnShares { pension: Money, medical: Money, unemployment: Money, housing: Money }
            en "the employees' own shares (pension {pension}, medical {medical}, unemployment {unemployment}, housing fund {housing}) are \
                part of their wages; what the employer pays besides is in no payroll"
            zh "个人负担的养老 {pension}、医疗 {medical}、失业 {unemployment}、公积金 {housing} 已在工资之中；单位负担的部分工资明细没有，请另填";
        OwnerAmongThem en "the owner's own wages are no cost of an individual business: take them out, if the payroll lists the owner"
            zh "业主本人的工资不是个体工商户的成本：如工资明细含业主，请减去";
    }
}

/// A business and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Business {
    /// The taxpayer's number; empty where no file bears it.
    pub key: String,
    /// The name; empty where no file bears it.
    pub name: String,
    /// The year.
    pub year: i32,
    /// What its invoices say.
    pub sales: Option<Seller>,
    /// What its income statement says.
    pub statement: Option<Statement>,
    /// What its payroll says.
    pub payroll: Option<Payroll>,
}

impl Business {
    /// Joins what is of one business and year: by the number, else by the name; what bears neither is of the only business there is, and
    /// all of it is where `is_one` says that there is one.
    ///
    /// ```
    /// use huiqi::register::{Business, Payrolls, Table};
    ///
    /// let rows = ["姓名,证件号码,本期收入", "甲,1,5000"].map(|row| row.split(',').map(String::from).collect());
    /// let mut payrolls = Payrolls::default();
    /// payrolls.take(&Table { file: "202601.csv".into(), sheet: None, rows: (1..).zip(rows).collect() }, None);
    /// let businesses = Business::join(vec![], vec![], payrolls.finish().0, false).unwrap();
    /// assert_eq!((businesses.len(), businesses[0].year), (1, 2026));
    /// ```
    ///
    /// # Errors
    /// A file of which nobody knows whose it is, or two of one kind for one business and year.
    pub fn join(
        sellers: Vec<Seller>,
        statements: Vec<Statement>,
        payrolls: Vec<Payroll>,
        is_one: bool,
    ) -> Result<Vec<Business>, JoinProblem> {
        let of_seller = |seller: Seller| Business {
            key: seller.key.clone(),
            name: seller.name.clone(),
            year: seller.year,
            sales: Some(seller),
            ..Business::default()
        };
        let mut all: Vec<Business> = sellers.into_iter().map(of_seller).collect();
        for statement in statements {
            let whose = (statement.key.as_deref(), statement.name.as_deref(), statement.year);
            let business = Business::among(&mut all, whose, is_one, (TableKind::IncomeStatement, &statement.at))?;
            if let Some(other) = business.statement.as_ref().filter(|other| **other != statement) {
                let (at, other) = (statement.at.clone(), other.at.clone());
                return Err(JoinProblem::Twice { what: TableKind::IncomeStatement, at, other });
            }
            business.statement = Some(statement);
        }
        for payroll in payrolls {
            let whose = (payroll.key.as_deref(), payroll.name.as_deref(), payroll.year);
            let at = payroll.name.clone().unwrap_or_else(|| payroll.year.to_string());
            let business = Business::among(&mut all, whose, is_one, (TableKind::Payroll, &at))?;
            if business.payroll.is_some() {
                return Err(JoinProblem::Twice { what: TableKind::Payroll, at, other: business.name.clone() });
            }
            business.payroll = Some(payroll);
        }
        Ok(all)
    }

    /// The business that bears this number or name; a new one, where none does.
    fn among<'b>(
        all: &'b mut Vec<Business>,
        (key, name, year): (Option<&str>, Option<&str>, i32),
        is_one: bool,
        (what, at): (TableKind, &str),
    ) -> Result<&'b mut Business, JoinProblem> {
        let is_nameless = key.is_none() && name.is_none();
        let fits = |business: &Business| {
            let by_key = key.is_some_and(|key| key == business.key);
            let by_name = name.is_some_and(|name| half_width(name) == half_width(&business.name));
            business.year == year && (by_key || by_name || is_nameless || is_one || business.name.is_empty() && business.key.is_empty())
        };
        let fitting: Vec<usize> = all.iter().enumerate().filter(|(_, business)| fits(business)).map(|(at, _)| at).collect();
        let at = match fitting.as_slice() {
            [] => {
                all.push(Business { year, ..Business::default() });
                all.len() - 1
            }
            [one] => *one,
            several => {
                let found = several.iter().filter_map(|at| all.get(*at)).map(Business::called).collect();
                return Err(JoinProblem::Whose { what, at: at.to_string(), found });
            }
        };
        let missing = || JoinProblem::Whose { what, at: String::new(), found: Vec::new() };
        let business = all.get_mut(at).ok_or_else(missing)?;
        if business.key.is_empty() {
            business.key = key.unwrap_or_default().to_string();
        }
        if business.name.is_empty() {
            business.name = name.unwrap_or_default().to_string();
        }
        Ok(business)
    }

    /// Its number, name and year, as far as they are known.
    ///
    /// ```
    /// let business = huiqi::register::Business::default();
    /// assert_eq!(business.called(), "0");
    /// ```
    #[must_use]
    pub fn called(&self) -> String {
        let year = self.year.to_string();
        [self.key.as_str(), self.name.as_str(), &year].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The law of its year: value-added tax is the same everywhere.
    fn rules(&self, pack: &Pack) -> Result<Rules, Error> {
        pack.rules(self.year, pack.example_place(), None)
    }

    /// Costs of goods, wages and others of the year, where the income statement and the payroll tell them without contradiction.
    fn costs(&self) -> Option<Costs> {
        let statement = self.statement.as_ref().filter(|statement| statement.last.is_none())?;
        let (goods, other) = (statement.item(StatementItem::Cost), statement.expenses());
        let Some(payroll) = &self.payroll else { return Some(Costs { goods, wages: None, other }) };
        let wages = payroll.wages;
        // A statement does not say in which of its rows the wages are: the sum of all costs is kept.
        let of_other = if wages <= other { wages } else { other.at_least_zero() };
        let (goods, other) = (goods - (wages - of_other), other - of_other);
        (goods >= Money::ZERO).then_some(Costs { goods, wages: Some(wages), other })
    }

    /// What contradicts what, and what no file tells; contradictions first.
    ///
    /// ```
    /// use huiqi::register::{Business, ImportNote, Statement, Table};
    ///
    /// let table = Table::of_csv("a.csv", "2024年度,\n项目,本年累计金额\n一、营业收入,100\n");
    /// let (statements, _) = Statement::read(&table, None).unwrap();
    /// let businesses = Business::join(vec![], statements, vec![], false).unwrap();
    /// let notes = businesses[0].notes(&huiqi::Pack::embedded()?)?;
    /// assert!(notes.contains(&ImportNote::SalesOfYear));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// A year that the pack does not cover.
    pub fn notes(&self, pack: &Pack) -> Result<Vec<ImportNote>, Error> {
        let rules = self.rules(pack)?;
        let mut notes = Vec::new();
        let told = self.sales.as_ref().map(|seller| seller.told(&rules));
        if let Some(statement) = &self.statement {
            let revenue = statement.item(StatementItem::Revenue);
            let invoiced = told.as_ref().map(told::Told::sum);
            match invoiced {
                _ if statement.last.is_some() => {}
                Some(invoiced) if revenue < invoiced => notes.push(ImportNote::RevenueLess { revenue, invoiced }),
                Some(invoiced) if revenue > invoiced => notes.push(ImportNote::Uninvoiced { amount: revenue - invoiced }),
                Some(_) => {}
                None => notes.push(ImportNote::SalesOfYear),
            }
            match (statement.last, self.costs(), &self.payroll) {
                (Some(last), ..) => notes.push(ImportNote::ToMonth { month: Period::Month(last) }),
                (None, None, Some(payroll)) => {
                    let costs = statement.item(StatementItem::Cost) + statement.expenses();
                    notes.push(ImportNote::WagesMore { wages: payroll.wages, costs });
                }
                _ => {}
            }
            notes.extend(statement.untold().map(|(item, amount)| ImportNote::Untold { item, amount }));
            notes.push(ImportNote::RentAmongCosts);
            if told.as_ref().is_some_and(told::Told::is_general) {
                notes.push(ImportNote::WithoutInputTax);
            }
        }
        for (kind, or, rate, rows) in told.iter().flat_map(told::Told::doubtful) {
            notes.push(match rate {
                Some(rate) => ImportNote::KindDoubtful { kind, or, rate, rows },
                None => ImportNote::ExemptKindDoubtful { kind, or, rows },
            });
        }
        if let Some(payroll) = &self.payroll {
            let missing: Vec<Period> = payroll.missing().into_iter().map(Period::Month).collect();
            if !missing.is_empty() {
                notes.push(ImportNote::MonthsMissing { months: missing });
            }
            let [pension, medical, unemployment, housing] = payroll.own_shares;
            notes.push(ImportNote::OwnShares { pension, medical, unemployment, housing });
            notes.push(ImportNote::OwnerAmongThem);
        }
        notes.sort_by_key(|note| !matches!(note, ImportNote::RevenueLess { .. } | ImportNote::WagesMore { .. }));
        Ok(notes)
    }

    /// Staff at the opening and close of each quarter, where the payroll tells the months; the year opens with January's.
    fn staff(&self) -> Option<[Option<(u32, u32)>; 4]> {
        let staff = &self.payroll.as_ref()?.staff;
        let at = |month: u32| Month::from_number(month).and_then(|month| staff.get(&month)).copied();
        Some([(1, 3), (3, 6), (6, 9), (9, 12)].map(|(open, close)| Some((at(open)?, at(close)?))))
    }
}

/// Costs of a year.
struct Costs {
    goods: Money,
    /// Where the payroll tells them.
    wages: Option<Money>,
    other: Money,
}
