//! Asking at a terminal: a question, what it means, and the answer, which is asked again until it is one.

use crate::cli::messages::Failure;
use crate::cli::stop::Stop;
use crate::cli::terminal;
use huiqi::{Lang, Money, Rate, Say, Vocabulary, catalogue};
use std::io::{BufRead, Read, Write};
use std::ops::RangeInclusive;

/// How long an answer may be, in bytes.
const MOST: u64 = 4096;

catalogue! {
    /// Why an answer is asked for again.
    pub(super) enum Retry {
        Empty en "Please answer; the example shows how." zh "请回答，可参照示例。";
        NotText en "That is not UTF-8 text: set the terminal to UTF-8." zh "输入不是 UTF-8 文本，请将终端编码设为 UTF-8。";
        NoPlace { found: String } en "No place is like `{found}`: write the name of its county, city or province."
            zh "没有与“{found}”相近的地区：请写县（区）、市或省的名称。";
        NoTrade { found: String } en "No trade is like `{found}`: write another word for what is sold or done."
            zh "没有与“{found}”相近的行业：请换一个说法。";
        WhichOne { meant: Vec<String> } en "Which one? Write its code: {meant}." zh "是哪一个？请输入代码：{meant}。";
        MonthOutside en "Write the month it was opened in as in 2025-06." zh "开业月份请写成 2025年6月。";
        YearOutside { first: i32, last: i32 } en "Write a year from {first} to {last}." zh "请写 {first} 至 {last} 之间的年份。";
        OneOf { known: Vec<String> } en "Write the number or the name: {known}." zh "请写序号或名称：{known}。";
        NotAnAmount en "Write an amount in yuan, such as 96000 or 9.6万." zh "请写金额（元），如 96000 或 9.6万。";
        NotSold en "Sales must be more than nothing." zh "销售额须大于零。";
        NotACount { most: u32 } en "Write a whole number from 0 to {most}." zh "请写 0 至 {most} 的整数。";
        NotARate en "Write a rate as on the invoices, such as 13%." zh "请写发票上的税率，如 13%。";
        RateUnknown { rate: Rate } en "{rate} is no VAT rate of that year." zh "该年度没有 {rate} 的税率。";
        YesOrNo en "Answer yes or no." zh "请答“是”或“否”。";
        IsThere { path: String } en "{path} is there already: write another name." zh "{path} 已存在，请换一个文件名。";
        CannotWrite { path: String, reason: String } en "{path} cannot be written ({reason}): write another name."
            zh "无法写入 {path}（{reason}），请换一个文件名。";
    }
}

/// A question and what it means, with an example.
pub(super) struct Wording {
    pub(super) title: String,
    pub(super) means: String,
}

/// The questions that were asked, and the answers from standard input; questions go to standard error, so that the answer of
/// the command alone is printed.
pub(super) struct Dialogue {
    lang: Lang,
    asked: usize,
}

impl Dialogue {
    pub(super) fn new(lang: Lang) -> Dialogue {
        Dialogue { lang, asked: 0 }
    }

    /// Says something.
    pub(super) fn tell(&self, text: &str) {
        // Whoever does not read it is not to be told either.
        terminal::tell(text);
    }

    /// Asks until there is an answer.
    pub(super) fn ask<T>(&mut self, wording: &Wording, read: impl Fn(&str) -> Result<T, Retry>) -> Result<T, Stop> {
        self.asked += 1;
        self.tell(&format!("\n{}. {}\n   {}", self.asked, wording.title, wording.means));
        loop {
            let _ = write!(std::io::stderr(), "> ").and_then(|()| std::io::stderr().flush());
            let answer = match line()? {
                Some(Ok(answer)) => read(answer.trim()),
                Some(Err(())) => Err(Retry::NotText),
                None => return Err(Stop::Failed(3, Box::new(Failure::AnswersEnded { question: self.asked }))),
            };
            match answer {
                Ok(answer) => return Ok(answer),
                Err(retry) => self.tell(&format!("  {}", retry.say(self.lang))),
            }
        }
    }
}

/// The next line of standard input, if there is one, and if it is text.
fn line() -> Result<Option<Result<String, ()>>, Stop> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MOST).read_until(b'\n', &mut bytes);
    let count =
        read.map_err(|error| Stop::Failed(3, Box::new(Failure::CannotRead { path: "-".to_string(), reason: error.to_string() })))?;
    Ok((count > 0).then(|| String::from_utf8(bytes).map_err(|_| ())))
}

/// An amount, and whether it is that of a month: `9.6万`, `每月 8000`, `8000 a month`.
pub(super) fn amount(text: &str) -> Result<(Money, bool), Retry> {
    const MONTHLY: [&str; 8] = ["每个月", "每月", "月均", "一个月", "a month", "per month", "monthly", "/月"];
    let found = MONTHLY.iter().find(|word| text.contains(**word));
    let bare = found.map_or(text.to_string(), |word| text.replace(word, ""));
    let amount = Money::parse(&bare).filter(|amount| *amount >= Money::ZERO).ok_or(Retry::NotAnAmount)?;
    Ok((amount, found.is_some()))
}

/// An amount of a year; one of a month is counted as often as the year had months of operation.
pub(super) fn amount_of_year(text: &str, months: u32) -> Result<Money, Retry> {
    let (amount, monthly) = amount(text)?;
    if !monthly {
        return Ok(amount);
    }
    amount.fen().checked_mul(months.into()).map(Money::from_fen).filter(|of_year| *of_year <= huiqi::MAX_AMOUNT).ok_or(Retry::NotAnAmount)
}

/// A year and the month of it that the business was opened in, 1 where none is said: `2025`, `2025-06`, `2025年6月开业`.
pub(super) fn year_and_month(text: &str, years: &RangeInclusive<i32>) -> Result<(i32, u32), Retry> {
    let outside = Retry::YearOutside { first: *years.start(), last: *years.end() };
    let mut numbers = text.split(|char: char| !char.is_ascii_digit()).filter(|part| !part.is_empty());
    let year = numbers.next().and_then(|year| year.parse().ok()).filter(|year| years.contains(year)).ok_or(outside)?;
    match (numbers.next().map(str::parse), numbers.next()) {
        (None, _) => Ok((year, 1)),
        (Some(Ok(month @ 1..=12)), None) => Ok((year, month)),
        _ => Err(Retry::MonthOutside),
    }
}

pub(super) fn count(text: &str, most: u32) -> Result<u32, Retry> {
    let digits = text.trim_end_matches(['人', '个']).trim();
    digits.parse().ok().filter(|count| *count <= most).ok_or(Retry::NotACount { most })
}

pub(super) fn yes(text: &str) -> Result<bool, Retry> {
    match text.to_lowercase().as_str() {
        "y" | "yes" | "是" | "有" | "对" => Ok(true),
        "n" | "no" | "否" | "不是" | "没有" | "不" => Ok(false),
        _ => Err(Retry::YesOrNo),
    }
}

/// One of some words, by its number or by its name.
pub(super) fn one_of<V: Vocabulary + Say + PartialEq>(text: &str, known: &[V], lang: Lang) -> Result<V, Retry> {
    let by_number = text.parse::<usize>().ok().and_then(|number| known.get(number.checked_sub(1)?)).copied();
    let by_name = || V::from_written(text).filter(|word| known.contains(word));
    by_number.or_else(by_name).ok_or_else(|| Retry::OneOf { known: numbered(known, lang) })
}

/// Words with their numbers.
pub(super) fn numbered<V: Say>(known: &[V], lang: Lang) -> Vec<String> {
    known.iter().zip(1..).map(|(word, number)| format!("{number} {}", word.say(lang))).collect()
}

/// Nothing said is not known; anything else is an answer.
pub(super) fn or_unknown<T>(text: &str, read: impl Fn(&str) -> Result<T, Retry>) -> Result<Option<T>, Retry> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}
