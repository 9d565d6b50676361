//! What commands share: the options of all, the facts that most are about, and the readers of values.

use super::language::both;
use super::messages::{Unfit, Wanted};
use clap::{Args, ValueEnum};
use huiqi::{Date, Error, Form, Pack, Profile, Say, Vocabulary};
use std::path::PathBuf;

/// The options of every command.
#[derive(Args, Debug)]
pub(super) struct Options {
    #[arg(long, global = true, display_order = 100, value_name = "DIR", help = both(
        "Use the policy pack in this folder instead of the built-in one",
        "使用此文件夹中的政策包，不用内置的",
    ))]
    pub(super) pack: Option<PathBuf>,
    #[arg(long, global = true, display_order = 100, value_name = "FILE", help = both(
        "Lay this policy file over the pack: a draft, or a changed document (repeatable)",
        "在政策包上叠加此政策文件：草案或修改后的文件（可多次使用）",
    ))]
    pub(super) overlay: Vec<PathBuf>,
    #[arg(long, global = true, display_order = 100, value_enum, value_name = "FORMAT", help = both(
        "Output format (default: text; of `report` html)",
        "输出格式（默认 text；report 默认 html）",
    ))]
    format: Option<Format>,
    #[arg(long, global = true, display_order = 100, value_enum, value_name = "LANG", help = both(
        "Language (default: by locale, else zh)",
        "语言（默认按系统语言环境，否则 zh）",
    ))]
    lang: Option<LangName>,
    #[arg(long, global = true, display_order = 100, help = both(
        "As text: with every detail, such as reliefs, refusals and assumptions",
        "文本输出：列出全部明细，如优惠、未享受的原因和假设",
    ))]
    pub(super) full: bool,
}

impl Options {
    /// The format asked for, or text.
    pub(super) fn format(&self) -> Format {
        self.format_or(Format::Text)
    }

    /// The format asked for, or the one that a command has for itself.
    pub(super) fn format_or(&self, own: Format) -> Format {
        self.format.unwrap_or(own)
    }

    /// Whether `--lang` is given.
    #[cfg(feature = "batch")]
    pub(super) fn names_language(&self) -> bool {
        self.lang.is_some()
    }

    /// The pack that is asked, with what is laid over it.
    pub(super) fn load_pack(&self) -> Result<Pack, Error> {
        let pack = match &self.pack {
            Some(folder) => Pack::load(folder),
            None => Pack::embedded(),
        }?;
        if self.overlay.is_empty() { Ok(pack) } else { pack.load_overlay(&self.overlay) }
    }
}

/// A business, and the law to assess it under.
#[derive(Args, Debug)]
pub(super) struct Business {
    #[arg(value_name = "PROFILE", help = both("The profile, a TOML file (see `huiqi init`)", "企业资料，TOML 文件（见 `huiqi init`）"))]
    pub(super) profile: PathBuf,
    #[arg(long, value_name = "Y", value_parser = year, help = both("Assess as if the facts were of this year", "把资料当作此年度的来测算"))]
    pub(super) year: Option<i32>,
    #[arg(long, value_name = "DATE", value_parser = day, help = both("Only what had been published by this day", "只用此日以前已公布的规定"))]
    pub(super) known_on: Option<Date>,
    #[arg(long, help = both(
        "Refuse a profile that leaves out what must be told, instead of taking what is usual or unknown",
        "缺少必填资料时报错，而不按通常情形或未知处理",
    ))]
    pub(super) strict: bool,
}

impl Business {
    pub(super) fn load(&self, pack: &Pack) -> Result<Profile, Error> {
        if self.strict { Profile::load(&self.profile, pack) } else { Profile::load_filled_in(&self.profile, pack) }
    }
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    Markdown,
    Html,
    Csv,
    #[value(help = both("iCalendar, of `calendar`", "iCalendar，仅用于 calendar"))]
    Ics,
}

impl Format {
    /// The format that files with this ending are in.
    pub(super) fn of_ending(ending: &str) -> Option<Format> {
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Text),
            "json" => Some(Format::Json),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" => Some(Format::Html),
            "csv" => Some(Format::Csv),
            "ics" => Some(Format::Ics),
            _ => None,
        }
    }
}

/// Read before all others, by [`super::language::choose`]; here it is checked and described.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangName {
    Zh,
    En,
}

/// Years from–to, both included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Years(pub(super) i32, pub(super) i32);

pub(super) fn years(text: &str) -> Result<Years, Unfit> {
    let parsed = text.split_once("..").and_then(|(from, to)| Some(Years(from.parse().ok()?, to.trim_start_matches('=').parse().ok()?)));
    parsed.filter(|years| years.0 <= years.1).ok_or(Unfit(Wanted::Years))
}

/// Two days, the earlier first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days(pub(super) Date, pub(super) Date);

pub(super) fn days(text: &str) -> Result<Days, Unfit> {
    let parsed = text.split_once("..").and_then(|(from, to)| Some(Days(from.parse().ok()?, to.parse().ok()?)));
    parsed.filter(|days| days.0 <= days.1).ok_or(Unfit(Wanted::Days))
}

pub(super) fn year(text: &str) -> Result<i32, Unfit> {
    text.parse().map_err(|_| Unfit(Wanted::Year))
}

pub(super) fn day(text: &str) -> Result<Date, Unfit> {
    text.parse().map_err(|_| Unfit(Wanted::Day))
}

/// A whole number of a range, both ends included.
pub(super) fn whole<N: TryFrom<u64>, const LEAST: u64, const MOST: u64>(text: &str) -> Result<N, Unfit> {
    let read = text.parse().ok().filter(|number| (LEAST..=MOST).contains(number)).and_then(|number| N::try_from(number).ok());
    read.ok_or(Unfit(Wanted::Whole { least: LEAST, most: MOST }))
}

/// A name of one of the library's vocabularies, given by its key or in words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<V>(pub(super) V);

pub(super) fn word<V: Vocabulary + Say>(written: &str) -> Result<Word<V>, Unfit> {
    V::from_written(written)
        .map(Word)
        .ok_or_else(|| Unfit(Wanted::OneOf { known: V::ALL.iter().map(|word| word.key().to_string()).collect() }))
}

/// The forms that `--to` names.
pub(super) fn forms(to: &[Word<Form>]) -> Vec<Form> {
    to.iter().map(|form| form.0).collect()
}
