//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use huiqi::{Date, Form, Lang, Line, Say, VatStatus, Vocabulary};
use std::path::PathBuf;

/// Tax and fee relief of individual businesses, before and after converting to an enterprise.
/// 惠企：个体工商户转企前后税费测算，精确到分，逐项列明依据。
#[derive(Debug, Parser)]
#[command(
    name = "huiqi",
    version,
    about,
    after_help = "Exit codes: 0 done, 1 output failed, 2 usage, 3 bad profile, 4 bad pack, 5 outside the covered dates, 6 a property does not hold (verify)."
)]
pub(super) struct Cli {
    /// Use the policy pack in this folder instead of the built-in one
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) pack: Option<PathBuf>,
    /// Lay this policy file over the pack: a draft, or a changed document (repeatable)
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) overlay: Vec<PathBuf>,
    /// Output format (default: text; of `report` html)
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Language (default: by locale, else zh)
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<LangName>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Compare the present form with others (转企前后对比)
    Compare {
        #[command(flatten)]
        question: Question,
        /// A table over these years, such as 2022..2027, with what changes each year
        #[arg(long, value_name = "A..B", value_parser = years, conflicts_with_all = ["year", "known_on"])]
        years: Option<Years>,
        /// Convert on this day, the first of a month, instead of comparing whole years
        #[arg(long, value_name = "DATE", requires = "to", conflicts_with = "years")]
        convert_on: Option<Date>,
        /// VAT standing to compare with: small-scale or general
        #[arg(long = "as", value_name = "STATUS", value_parser = word::<VatStatus>, conflicts_with_all = ["years", "convert_on"])]
        vat_status: Option<Word<VatStatus>>,
        /// Forms to compare with; all others by default
        #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>)]
        to: Vec<Word<Form>>,
        /// Take facts that are needed and missing as unknown: a range, and what to ask
        #[arg(long, conflicts_with_all = ["years", "convert_on", "vat_status"])]
        allow_missing: bool,
    },
    /// Assess one form (测算)
    Assess {
        #[command(flatten)]
        question: Question,
        /// The form, if not the present one
        #[arg(long, value_parser = word::<Form>)]
        form: Option<Word<Form>>,
    },
    /// Prepayments of income tax by quarters, and the settlement (预缴与汇算清缴)
    Prepay {
        #[command(flatten)]
        question: Question,
        /// The form, if not the present one
        #[arg(long, value_parser = word::<Form>)]
        form: Option<Word<Form>>,
    },
    /// Derive one amount, step by step, with articles (逐步说明)
    Explain {
        #[command(flatten)]
        question: Question,
        /// The line to explain, such as vat
        #[arg(long, value_name = "ID", value_parser = word::<Line>)]
        line: Word<Line>,
        /// The form, if not the present one
        #[arg(long, value_parser = word::<Form>)]
        form: Option<Word<Form>>,
    },
    /// What a business is: size, sector, and whether it is to be cultivated (划型)
    Classify {
        #[command(flatten)]
        question: Question,
    },
    /// Answer a question in JSON: facts, year and what is asked; the answer is JSON (提问)
    Ask {
        /// The question, a JSON file (see `huiqi schema question`); - for standard input
        question: PathBuf,
    },
    /// Every point at which one form overtakes another (盈亏平衡点)
    Breakeven(super::breakeven::BreakevenArgs),
    /// Burden and net along one input or two, under each form (扫描)
    Sweep(super::sweep::SweepArgs),
    /// The wage, share distributed, VAT status, filing period, month and form that leave the owner most (优化)
    Optimise(super::optimise::OptimiseArgs),
    /// Every point at which the burden jumps or its marginal rate changes (临界点)
    Cliffs(super::cliffs::CliffsArgs),
    /// Write the document that an adviser hands over: HTML, Markdown, PDF or JSON (报告)
    Report(super::client_report::ReportArgs),
    /// What to file and by when, and what decides whether a relief is kept (办税日历)
    Calendar(super::calendar::CalendarArgs),
    /// A whole register at once, from and to CSV, Parquet and XLSX (批量测算)
    #[cfg(feature = "batch")]
    Batch(super::batch::BatchArgs),
    /// A made-up register to try `batch` on (模拟名册)
    #[cfg(feature = "batch")]
    Synth(super::batch::SynthArgs),
    /// Show the policy pack (政策)
    Policies {
        #[command(subcommand)]
        command: PoliciesCommand,
    },
    /// Hold the policy pack to properties of the law, on generated businesses (核验政策包)
    Verify {
        #[command(flatten)]
        question: super::verify::Question,
    },
    /// Write a commented profile to start from (模板)
    Init {
        /// File to write; printed when left out
        path: Option<PathBuf>,
        /// A register for `batch`: a header and two rows
        #[cfg(feature = "batch")]
        #[arg(long)]
        batch: bool,
    },
    /// Print a JSON Schema
    Schema {
        /// Of what
        #[arg(value_enum)]
        name: SchemaName,
    },
    /// Print shell completions
    Completions {
        /// Shell
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// A profile and the law to assess it under.
#[derive(Args, Debug)]
pub(super) struct Question {
    /// The profile, a TOML file (see `huiqi init`)
    pub(super) profile: PathBuf,
    /// Assess as if the facts were of this year
    #[arg(long, value_name = "Y")]
    pub(super) year: Option<i32>,
    /// Only what had been published by this day
    #[arg(long, value_name = "DATE")]
    pub(super) known_on: Option<Date>,
}

#[derive(Debug, Subcommand)]
pub(super) enum PoliciesCommand {
    /// Every measure of the pack
    List,
    /// One measure, or all of a document
    Show {
        /// Such as mof-sta-2022-15#vat-exemption or mof-sta-2022-15
        id: String,
    },
    /// When each measure applied, as a picture
    Timeline {
        /// Place: GB/T 2260 code or name; the pack's example place unless said otherwise
        #[arg(long)]
        place: Option<String>,
        /// Print SVG
        #[arg(long)]
        svg: bool,
    },
    /// What begins, ends or changes between two days; for a profile, what that does to it
    Diff {
        /// The earlier day
        from: Date,
        /// The later day
        to: Date,
        /// Place: GB/T 2260 code or name; the pack's example place unless said otherwise
        #[arg(long)]
        place: Option<String>,
        /// Assess this profile under both years
        #[arg(long)]
        profile: Option<PathBuf>,
    },
    /// The measures in force on a day
    InForce {
        /// Such as 2022-05-01
        date: Date,
        /// Place: GB/T 2260 code or name; the pack's example place unless said otherwise
        #[arg(long)]
        place: Option<String>,
        /// Only what had been published by this day
        #[arg(long, value_name = "DATE")]
        known_on: Option<Date>,
    },
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    Markdown,
    Html,
    Csv,
    /// iCalendar, of `calendar`
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

impl Cli {
    /// The format asked for, or text.
    pub(super) fn format(&self) -> Format {
        self.format_or(Format::Text)
    }

    /// The format asked for, or the one that a command has for itself.
    pub(super) fn format_or(&self, own: Format) -> Format {
        self.format.unwrap_or(own)
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LangName {
    Zh,
    En,
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Lang {
        match name {
            LangName::Zh => Lang::Zh,
            LangName::En => Lang::En,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SchemaName {
    Profile,
    /// Of what any command prints with `--format json`
    #[value(alias = "compare")]
    Answer,
    /// Of what `ask` reads
    Question,
    /// Of what is printed to standard error with `--format json`
    Error,
    Policy,
    #[cfg(feature = "batch")]
    Batch,
}

/// Years from–to, both included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Years(pub(super) i32, pub(super) i32);

fn years(text: &str) -> Result<Years, String> {
    let parsed = text.split_once("..").and_then(|(from, to)| Some(Years(from.parse().ok()?, to.trim_start_matches('=').parse().ok()?)));
    parsed.filter(|years| years.0 <= years.1).ok_or_else(|| "two years such as 2022..2027".to_string())
}

/// A name of one of the library's vocabularies, given by its key or in words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<V>(pub(super) V);

pub(super) fn word<V: Vocabulary + Say>(written: &str) -> Result<Word<V>, String> {
    V::from_written(written).map(Word).ok_or_else(|| {
        let known: Vec<&str> = V::ALL.iter().map(|word| word.key()).collect();
        format!("one of: {}", known.join(", "))
    })
}
