//! Wages that a business withheld tax from, as the withholding client (自然人电子税务局扣缴客户端) exports them: 税款计算 with the
//! month in each row, or 正常工资薪金所得 of one month.

use super::table::{Span, Table, period_in};
use super::{NotTaken, RefusedCell, TableCounts, TableProblem};
use crate::Money;
use crate::base::dates::Month;
use crate::base::typed::half_width;
use std::collections::hash_map::{Entry, HashMap};
use std::collections::{BTreeMap, HashSet};

const NAME: &[&str] = &["姓名"];
const NUMBER: &[&str] = &["证件号码", "证照号码", "身份证件号码", "身份证号码", "身份证号"];
const MONTH: &[&str] = &["税款所属期起", "所得期间起", "税款所属期", "所得期间", "所属期"];
const KIND: &[&str] = &["所得项目"];
const INCOME: &[&str] = &["本期收入", "全年一次性奖金额", "收入"];
const CUMULATIVE: &[&str] = &["累计收入额", "累计收入"];
const PENSION: &[&str] = &["本期基本养老保险费", "基本养老保险费"];
const MEDICAL: &[&str] = &["本期基本医疗保险费", "基本医疗保险费"];
const UNEMPLOYMENT: &[&str] = &["本期失业保险费", "失业保险费"];
const HOUSING: &[&str] = &["本期住房公积金", "住房公积金"];
/// A column that only lists of other income than wages have.
const OF_SERVICES: &[&str] = &["允许扣除的税费"];
const OF_BONUS: &[&str] = &["全年一次性奖金额"];

const ALL: [&[&str]; 12] = [NAME, NUMBER, MONTH, KIND, INCOME, CUMULATIVE, PENSION, MEDICAL, UNEMPLOYMENT, HOUSING, OF_SERVICES, OF_BONUS];

/// Where each column stands.
struct Columns([Option<usize>; ALL.len()]);

impl Columns {
    /// Those of a header whose cells may be merged with the ones of a second row.
    fn of(names: &[String], under: &[String]) -> Option<Columns> {
        let bare = |cell: &String| half_width(cell).chars().filter(|char| !char.is_whitespace() && *char != '*').collect::<String>();
        let (names, under): (Vec<_>, Vec<_>) = (names.iter().map(bare).collect(), under.iter().map(bare).collect());
        let among = |names: &[String], known: &[&str]| known.iter().find_map(|known| names.iter().position(|name| name == known));
        let place = |known: &[&str]| among(&names, known).or_else(|| among(&under, known));
        let columns = Columns(ALL.map(place));
        let is_header = among(&names, NAME).is_some() && columns.has(NUMBER) && columns.has(INCOME);
        is_header.then_some(columns)
    }

    fn place(&self, column: &[&str]) -> Option<usize> {
        let at = ALL.iter().position(|known| known.first() == column.first())?;
        self.0.get(at).copied().flatten()
    }

    fn has(&self, column: &[&str]) -> bool {
        self.place(column).is_some()
    }

    fn cell<'c>(&self, column: &[&str], cells: &'c [String]) -> &'c str {
        self.place(column).and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    }
}

/// What a business withheld tax from in a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Payroll {
    /// The taxpayer's number of the employer, where a list bears it.
    pub key: Option<String>,
    /// Its name, where a list bears it.
    pub name: Option<String>,
    /// The year.
    pub year: i32,
    /// How many persons had wages in each month that is given.
    pub staff: BTreeMap<Month, u32>,
    /// All wages: of the months that are given, and of those before them that only 累计收入额 tells.
    pub wages: Money,
    /// The employees' own shares, in the months that are given: pension, medical, unemployment insurance and the housing fund.
    pub own_shares: [Money; 4],
}

impl Payroll {
    /// The months of the year of which there is no list.
    ///
    /// ```
    /// use huiqi::register::{Payrolls, Table};
    ///
    /// let mut payrolls = Payrolls::default();
    /// payrolls.take(&Table::of_csv("202601.csv", "姓名,证件号码,本期收入\n甲,1,5000\n"), None);
    /// let missing = payrolls.finish().0[0].missing();
    /// assert!(missing.len() == 11 && missing[0].number() == 2);
    /// ```
    #[must_use]
    pub fn missing(&self) -> Vec<Month> {
        Month::all().filter(|month| !self.staff.contains_key(month)).collect()
    }

    /// How many they are, where that is the same in all months of the year.
    pub(crate) fn constant_staff(&self) -> Option<u32> {
        let first = self.staff.get(&Month::JANUARY)?;
        (self.missing().is_empty() && self.staff.values().all(|staff| staff == first)).then_some(*first)
    }
}

/// Whose wages: the employer as its lists name it, and the year.
type Employer = (Option<String>, Option<String>, i32);

/// A person of an employer: who it is stays here.
type Person = (Employer, String);

#[derive(Default)]
struct Paid {
    /// Wages of the months, without what is taxed apart.
    by_month: BTreeMap<Month, Money>,
    bonus: Money,
    /// The last month that says 累计收入额, with it and where it stands.
    cumulative: Option<(Month, Money, String)>,
}

/// Lists of wages while they are read.
///
/// ```
/// use huiqi::register::{Payrolls, Table};
///
/// let rows = ["工号,姓名,证件号码,税款所属期起,本期收入", ",甲,1,2026-01-01,5000", ",乙,2,2026-01-01,6000.50"];
/// let rows = (1..).zip(rows.map(|row| row.split(',').map(String::from).collect())).collect();
/// let mut payrolls = Payrolls::default();
/// payrolls.take(&Table { file: "a.csv".into(), sheet: None, rows }, None);
/// let (payrolls, refused) = payrolls.finish();
/// assert!(refused.is_empty() && payrolls[0].wages == huiqi::Money::from_fen(1_100_050));
/// assert_eq!(payrolls[0].staff.values().collect::<Vec<_>>(), [&2]);
/// ```
#[derive(Default)]
pub struct Payrolls {
    tables: usize,
    people: BTreeMap<Person, Paid>,
    months: BTreeMap<Employer, HashSet<Month>>,
    shares: BTreeMap<Employer, [Money; 4]>,
    /// What was read of a person, month and kind of income: the table, the amount and where it stands.
    seen: HashMap<(Person, Month, String), (usize, Money, String)>,
    refused: Vec<RefusedCell>,
    counts: TableCounts,
}

/// The column that is guilty, and of what.
type Wrong = (&'static [&'static str], TableProblem);

/// A row that is used.
struct Line {
    person: Person,
    month: Month,
    kind: String,
    income: Money,
    cumulative: Option<Money>,
    shares: [Money; 4],
}

impl Payrolls {
    /// Whether rows have the header of a list of wages among them, in one row or in two.
    pub(super) fn is_in(rows: &[Vec<String>]) -> bool {
        rows.iter().zip(rows.iter().skip(1).map(Vec::as_slice).chain([&[][..]])).any(|(names, under)| Columns::of(names, under).is_some())
    }

    /// Takes a table; only rows of this year, where one is named.
    ///
    /// ```
    /// use huiqi::register::{Payrolls, Table};
    ///
    /// let mut payrolls = Payrolls::default();
    /// payrolls.take(&Table::of_csv("202601.csv", "姓名,证件号码,本期收入\n甲,1,5000\n"), Some(2025));
    /// assert_eq!(payrolls.finish().0, []); // of another year
    /// ```
    pub fn take(&mut self, table: &Table, year: Option<i32>) {
        self.tables += 1;
        let under = |row: usize| table.rows.get(row + 1).map_or(&[][..], |(_, cells)| cells.as_slice());
        let found = table.rows.iter().enumerate().find_map(|(row, (_, cells))| Some((row, Columns::of(cells, under(row))?)));
        let Some((header, columns)) = found else {
            let line = table.rows.first().map_or(1, |(line, _)| *line);
            return self.refuse(table.at(line), None, TableProblem::NoPayroll);
        };
        let (employer, of_all) = ((table.key(header), table.name(header)), table.period(header));
        for (line, cells) in table.rows.iter().skip(header + 1) {
            match self.line(&columns, cells, &employer, of_all) {
                Ok(Ok(read)) if year.is_some_and(|year| read.person.0.2 != year) => self.count(Some(NotTaken::OtherYear)),
                Ok(Ok(read)) => self.add(table.at(*line), read),
                Ok(Err(why)) => self.count(Some(why)),
                Err((column, problem)) => self.refuse(table.at(*line), column.first().map(|name| name.to_string()), problem),
            }
        }
    }

    /// A row as wages, why it is none, or what is wrong with it.
    fn line(
        &self,
        columns: &Columns,
        cells: &[String],
        (key, name): &(Option<String>, Option<String>),
        of_all: Option<Span>,
    ) -> Result<Result<Line, NotTaken>, Wrong> {
        let cell = |column: &[&str]| columns.cell(column, cells);
        let first = cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
        if ["合计", "小计", "总计"].contains(&first) || ["合计", "小计", "总计"].contains(&cell(NAME)) {
            return Ok(Err(NotTaken::Total));
        }
        // The second row of a header, its numbers, and blank rows.
        if cell(NUMBER).is_empty() && (cell(NAME).is_empty() || cell(INCOME).is_empty()) || cell(NAME).starts_with(['(', '（']) {
            return if cell(INCOME).is_empty() || Money::parse(cell(INCOME)).is_none() {
                Ok(Err(NotTaken::Detail))
            } else {
                Err((NAME, TableProblem::NoPerson))
            };
        }
        let person = if cell(NUMBER).is_empty() { cell(NAME) } else { cell(NUMBER) };
        if columns.has(OF_SERVICES) || !is_wages(cell(KIND)) {
            return Ok(Err(NotTaken::NotWages));
        }
        let amount = |column: &'static [&'static str]| match cell(column) {
            "" | "-" => Ok(Money::ZERO),
            found => Money::parse(found).ok_or_else(|| (column, TableProblem::NoAmount { found: found.to_string() })),
        };
        let income = amount(INCOME)?;
        let of_row = if cell(MONTH).is_empty() { of_all } else { period_in(cell(MONTH)) };
        let told = of_row.and_then(|span| Some((span.year, span.months?.1)));
        let (year, month) = told.ok_or((MONTH, TableProblem::NoMonth))?;
        let shares = [amount(PENSION)?, amount(MEDICAL)?, amount(UNEMPLOYMENT)?, amount(HOUSING)?];
        let cumulative = if cell(CUMULATIVE).is_empty() { None } else { Some(amount(CUMULATIVE)?) };
        if income == Money::ZERO && cumulative.unwrap_or(Money::ZERO) == Money::ZERO {
            return Ok(Err(NotTaken::NoIncome));
        }
        let kind = if columns.has(OF_BONUS) || cell(KIND).contains("一次性奖金") { BONUS } else { WAGES };
        let person = ((key.clone(), name.clone(), year), person.to_string());
        Ok(Ok(Line { person, month, kind: kind.to_string(), income, cumulative, shares }))
    }

    fn add(&mut self, at: String, line: Line) {
        let Line { person, month, kind, income, cumulative, shares } = line;
        let is_bonus = kind == BONUS;
        match self.seen.entry((person.clone(), month, kind)) {
            Entry::Occupied(there) if there.get().0 != self.tables => {
                let (_, amount, other) = there.get().clone();
                if amount == income {
                    return self.count(Some(NotTaken::Repeated));
                }
                return self.refuse(at, INCOME.first().map(|name| name.to_string()), TableProblem::ToldOtherwise { other });
            }
            Entry::Occupied(mut there) => there.get_mut().1 += income,
            Entry::Vacant(new) => _ = new.insert((self.tables, income, at.clone())),
        }
        self.count(None);
        let employer = person.0.clone();
        self.months.entry(employer.clone()).or_default().insert(month);
        for (sum, share) in self.shares.entry(employer).or_default().iter_mut().zip(shares) {
            *sum += share;
        }
        let paid = self.people.entry(person).or_default();
        if is_bonus {
            paid.bonus += income;
            return;
        }
        if income != Money::ZERO {
            *paid.by_month.entry(month).or_insert(Money::ZERO) += income;
        }
        if let Some(told) = cumulative.filter(|_| paid.cumulative.as_ref().is_none_or(|(last, ..)| *last <= month)) {
            paid.cumulative = Some((month, told, at));
        }
    }

    fn count(&mut self, why: Option<NotTaken>) {
        *self.counts.entry(why).or_default() += 1;
    }

    fn refuse(&mut self, at: String, column: Option<String>, problem: TableProblem) {
        self.refused.push(RefusedCell { at, column, problem });
    }

    /// How many rows were used, and which were not, so far.
    ///
    /// ```
    /// assert!(huiqi::register::Payrolls::default().counts().is_empty());
    /// ```
    #[must_use]
    pub fn counts(&self) -> &TableCounts {
        &self.counts
    }

    /// What was read, an employer and year each, and what cannot be used.
    ///
    /// ```
    /// use huiqi::register::{Payrolls, Table};
    ///
    /// let mut payrolls = Payrolls::default();
    /// payrolls.take(&Table { file: "a.csv".into(), sheet: None, rows: vec![(1, vec!["甲".into()])] }, None);
    /// assert_eq!(payrolls.finish().1[0].at, "a.csv:1");
    /// ```
    #[must_use]
    pub fn finish(mut self) -> (Vec<Payroll>, Vec<RefusedCell>) {
        let mut payrolls: BTreeMap<Employer, Payroll> = BTreeMap::new();
        for (employer, months) in &self.months {
            let (key, name, year) = employer.clone();
            let staff = months.iter().map(|month| (*month, 0)).collect();
            let own_shares = self.shares.get(employer).copied().unwrap_or_default();
            payrolls.insert(employer.clone(), Payroll { key, name, year, staff, own_shares, ..Payroll::default() });
        }
        for ((employer, _), paid) in &self.people {
            let Some(payroll) = payrolls.get_mut(employer) else { continue };
            for month in paid.by_month.keys() {
                *payroll.staff.entry(*month).or_default() += 1;
            }
            let of_months = paid.by_month.values().copied().sum();
            let mut wages: Money = of_months;
            if let Some((last, told, at)) = &paid.cumulative {
                let (given, later): (Vec<_>, Vec<_>) = paid.by_month.iter().partition(|(month, _)| *month <= last);
                let (given, later): (Money, Money) = (given.iter().map(|(_, sum)| **sum).sum(), later.iter().map(|(_, sum)| **sum).sum());
                if *told < given {
                    let problem = TableProblem::CumulativeLess { found: *told, months: given };
                    self.refused.push(RefusedCell { at: at.clone(), column: CUMULATIVE.first().map(|name| name.to_string()), problem });
                }
                wages = *told + later;
            }
            payroll.wages += wages + paid.bonus;
        }
        (payrolls.into_values().collect(), self.refused)
    }
}

const WAGES: &str = "正常工资薪金";
const BONUS: &str = "全年一次性奖金";

/// Whether a kind of income (所得项目) is wages; a list of one kind does not name it.
fn is_wages(kind: &str) -> bool {
    kind.is_empty() || kind.contains("工资") || kind.contains("薪金") || kind.contains("奖金")
}
