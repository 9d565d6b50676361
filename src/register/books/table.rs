//! A table as a sheet or a CSV file holds it, and what the rows above its header say: whose it is, and of which months.

use crate::base::dates::Month;
use crate::base::typed::half_width;

/// The rows of a sheet or a CSV file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The file, as it was named.
    pub file: String,
    /// The sheet, of a workbook.
    pub sheet: Option<String>,
    /// The rows that hold anything: the line of the file or the row of the sheet, and its cells.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// The words before the number and the name of whose table it is.
const KEYS: &[&str] = &["纳税人识别号", "扣缴义务人纳税人识别号", "统一社会信用代码", "识别号"];
const NAMES: &[&str] = &["编制单位", "纳税人名称", "扣缴义务人名称", "单位名称", "企业名称", "公司名称"];

impl Table {
    /// A row of it, as messages name it.
    pub(super) fn at(&self, line: u64) -> String {
        let sheet = self.sheet.as_ref().map(|sheet| format!("[{sheet}]")).unwrap_or_default();
        format!("{}{sheet}:{line}", self.file)
    }

    /// The number of whose table it is, where a row above the header says it.
    pub(super) fn key(&self, header: usize) -> Option<String> {
        self.said(header, KEYS)
    }

    /// The name of whose table it is, where a row above the header says it.
    pub(super) fn name(&self, header: usize) -> Option<String> {
        self.said(header, NAMES)
    }

    fn titles(&self, header: usize) -> impl Iterator<Item = &[String]> {
        self.rows.iter().take(header).map(|(_, cells)| cells.as_slice())
    }

    /// What follows one of these words and a colon: in the same cell, or in the next one that holds anything.
    fn said(&self, header: usize, words: &[&str]) -> Option<String> {
        self.titles(header).find_map(|cells| {
            let mut told = cells.iter().filter(|cell| !cell.trim().is_empty());
            while let Some(cell) = told.next() {
                let cell = half_width(cell);
                let found = words.iter().flat_map(|word| cell.match_indices(word)).find_map(|(at, word)| {
                    let begins = cell.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace));
                    cell.get(at + word.len()..)?.strip_prefix(':').filter(|_| begins)
                });
                let Some(rest) = found else { continue };
                let here = rest.split_whitespace().next().map(str::to_string);
                return here.or_else(|| told.next().map(|next| next.trim().to_string())).filter(|said| !said.is_empty());
            }
            None
        })
    }

    /// What it is of: what stands above the header says it, else the name of the sheet, else that of the file.
    pub(super) fn period(&self, header: usize) -> Option<Span> {
        let titles: String = self.titles(header).flatten().map(|cell| format!("{cell} ")).collect();
        let file = self.file.rsplit(['/', '\\']).next().unwrap_or_default();
        [titles.as_str(), self.sheet.as_deref().unwrap_or_default(), file].into_iter().find_map(period_in)
    }

    /// The unit that amounts are in, where a row above the header says that they are not in yuan.
    pub(super) fn in_ten_thousands(&self, header: usize) -> bool {
        self.said(header, &["单位", "金额单位"]).is_some_and(|unit| unit.contains('万'))
    }
}

/// A year, and the first and last of its months that are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) year: i32,
    pub(super) months: Option<(Month, Month)>,
}

/// A run of digits, with the characters around it.
struct Run {
    digits: String,
    before: Option<char>,
    after: Option<char>,
}

fn runs(text: &str) -> Vec<Run> {
    let (mut runs, mut digits) = (Vec::new(), String::new());
    let (mut last, mut before) = (None, None);
    for char in text.chars().map(Some).chain([None]) {
        match char {
            Some(digit) if digit.is_ascii_digit() => {
                before = if digits.is_empty() { last } else { before };
                digits.push(digit);
            }
            after if !digits.is_empty() => runs.push(Run { digits: std::mem::take(&mut digits), before, after }),
            _ => {}
        }
        last = char;
    }
    runs
}

/// The year that a text names, and months: `2024年度`, `2024年1-3月`, `2024-01-01至2024-12-31`, `202401`. A quarter is no year.
pub(super) fn period_in(text: &str) -> Option<Span> {
    let text: String = half_width(text).chars().filter(|char| !char.is_whitespace()).collect();
    let month = |digits: &str| digits.parse().ok().and_then(Month::from_number);
    let (mut year, mut months, mut behind_year) = (None, None, false);
    let mut name = |month: Option<Month>| months = month.map(|month| (months.map_or(month, |(first, _)| first), month)).or(months);
    for Run { digits, before, after } in runs(&text) {
        // The digits of a taxpayer's number stand among capitals.
        let in_number = [before, after].iter().flatten().any(char::is_ascii_uppercase);
        let is_year = digits.starts_with("20") && !in_number;
        let is_month = after == Some('月') || behind_year && matches!(before, Some('-' | '/' | '.' | '年'));
        behind_year = false;
        match digits.len() {
            6 | 8 if is_year => {
                year = digits.get(..4).and_then(|year| year.parse().ok());
                name(digits.get(4..6).and_then(month));
            }
            4 if is_year => (year, behind_year) = (digits.parse().ok(), true),
            1 | 2 if is_month => name(month(&digits)),
            _ => {}
        }
    }
    Some(Span { year: year?, months }).filter(|span| span.months.is_some() || !text.contains('季'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_people_write_them() {
        let told = |text: &str| period_in(text).map(|span| (span.year, span.months.map(|(from, to)| (from.number(), to.number()))));
        for (text, year, months) in [
            ("2024年度", 2024, None),
            ("利润表（2024 年）", 2024, None),
            ("统计期：2024年1-12月", 2024, Some((1, 12))),
            ("所属期起：2024-01-01 所属期止：2024-12-31", 2024, Some((1, 12))),
            ("2025年12月31日", 2025, Some((12, 12))),
            ("２０２５年３月", 2025, Some((3, 3))),
            ("202601_税款计算.xlsx", 2026, Some((1, 1))),
            ("wages202601.csv", 2026, Some((1, 1))),
            ("20260131导出", 2026, Some((1, 1))),
            ("2026/2/1", 2026, Some((2, 2))),
        ] {
            assert_eq!(told(text), Some((year, months)), "{text}");
        }
        for text in ["", "利润表", "2024年第1季度", "2024年一季度", "91440300MA5G2024AX", "1月"] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn whose_table_it_is_stands_above_its_header() {
        let row = |row: &str| row.split(',').map(str::to_string).collect::<Vec<_>>();
        let rows = [row("利润表"), row("编制单位：,,老街面馆,单位：万元"), row("纳税人识别号：9153X 所属期：2024年,,"), row("项目")];
        let table = Table { rows: (1..).zip(rows).collect(), ..Table::default() };
        assert_eq!((table.key(3), table.name(3)), (Some("9153X".to_string()), Some("老街面馆".to_string())));
        assert_eq!((table.period(3), table.in_ten_thousands(3)), (Some(Span { year: 2024, months: None }), true));
        assert_eq!((table.key(0), table.in_ten_thousands(2)), (None, true));
    }
}
