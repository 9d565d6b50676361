//! Arguments, files, terminal and locale: everything that the library leaves to its caller.

mod args;
mod ask;
mod asking;
#[cfg(feature = "batch")]
mod batch;
mod browser;
mod find;
mod help;
mod impact;
mod interview;
mod language;
mod messages;
mod options;
mod policies;
mod printed;
mod problems;
mod progress;
mod stop;
mod terminal;
mod usage;
mod verify;
mod whole;
mod written;

use args::{Cli, Command, SchemaName};
use asking::Asked;
use clap::FromArgMatches;
use huiqi::{Lang, report};
use messages::Usage;
use options::Format;
pub use printed::output_is_open;
use printed::print;
use serde_json::Value;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use stop::Stop;

/// Runs the command with its words, the first of which is its own name, and returns its exit code. It writes to the standard
/// streams, and may be run once in a process: the language of its words is chosen once.
///
/// ```no_run
/// let words = ["huiqi", "covers"];
/// assert_eq!(huiqi::cli::run(words.map(Into::into).to_vec()), 0);
/// ```
#[must_use]
pub fn run(words: Vec<OsString>) -> u8 {
    let lang = language::choose(&words);
    let read = help::command(lang).try_get_matches_from_mut(&words).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match read {
        Ok(cli) => cli,
        Err(error) => return usage::refuse(&error, &words, lang),
    };
    let json = matches!(cli.options.format(), Format::Json) || matches!(cli.command, Command::Ask { question: Some(_), .. });
    let Err(mut stop) = execute(&cli, lang).and_then(|text| print(&text)) else { return 0 };
    if let Stop::Unsound(report) = &stop
        && let Err(error) = print(report)
    {
        stop = error;
    }
    ended(&stop, json, lang)
}

/// Says why the command ends, and gives its exit code.
fn ended(stop: &Stop, json: bool, lang: Lang) -> u8 {
    let (code, text) = stop.said(json, lang);
    // Drawn with colours where the terminal has them: its text was made harmless before.
    let _ = text.map(|text| writeln!(std::io::stderr(), "{text}"));
    code
}

fn execute(cli: &Cli, lang: Lang) -> Result<String, Stop> {
    let options = &cli.options;
    let answer = |asked: Asked<'_>| ask::command(options, asked, lang);
    match &cli.command {
        Command::Compare(args) => answer(args.asked()),
        Command::Assess(args) => answer(args.assess()),
        Command::Prepay(args) => answer(args.prepay()),
        Command::Explain(args) => answer(args.asked()),
        Command::Classify(business) => answer(asking::classify(business)),
        Command::Breakeven(args) => answer(args.asked()),
        Command::Sweep(args) => answer(args.asked()),
        Command::Optimise(args) => answer(args.asked()),
        Command::Cliffs(args) => answer(args.asked()),
        Command::Report(args) => answer(args.asked()),
        Command::Calendar(args) => answer(args.asked()),
        Command::Ask { question: Some(question), .. } => ask::question(options, question, lang),
        Command::Ask { question: None, output } => interview::run(options, output.as_deref(), lang),
        Command::Policies { command } => policies::run(options, command, lang),
        Command::Find { command } => find::run(options, command, lang),
        Command::Covers => {
            let pack = options.load_pack()?;
            written::written(options.format(), options.full, || report::covers(&pack, lang), || report::covers_json(&pack))
        }
        Command::Verify(args) => verify::run(options, args, lang),
        #[cfg(feature = "batch")]
        Command::Batch(args) => batch::run(options, args, lang),
        #[cfg(feature = "batch")]
        Command::Synth(args) => batch::synthesize(options, args, lang),
        #[cfg(feature = "batch")]
        Command::Import(args) => batch::import(options, args, lang),
        #[cfg(feature = "batch")]
        Command::Init { path, batch: true } => {
            let pack = options.load_pack()?;
            match path.as_deref() {
                Some(path) => init(path, &batch::template(path, &pack, lang)?),
                None => Ok(huiqi::register::template_csv(&pack, lang)),
            }
        }
        Command::Init { path, .. } => match path.as_deref() {
            Some(path) => init(path, huiqi::PROFILE_TEMPLATE.as_bytes()),
            None => Ok(huiqi::PROFILE_TEMPLATE.to_string()),
        },
        Command::Schema { name } => Ok(match name {
            SchemaName::Profile => huiqi::PROFILE_SCHEMA.to_string(),
            SchemaName::Question => report::question_schema(),
            SchemaName::Answer => report::answer_schema(),
            SchemaName::Error => error_schema(),
            SchemaName::Policy => huiqi::policy_schema(),
            #[cfg(feature = "batch")]
            SchemaName::Batch => huiqi::register::schema_json(),
        }),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut help::command(lang), "huiqi", &mut script);
            Ok(String::from_utf8_lossy(&script).into_owned())
        }
    }
}

/// Writes a template to a file that is not there yet.
fn init(path: &Path, template: &[u8]) -> Result<String, Stop> {
    let mut file = match std::fs::File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Usage::IsThereAlready { path: path.display().to_string() }.into());
        }
        Err(error) => return Err(Stop::cannot_write(path, &error)),
    };
    if let Err(error) = file.write_all(template).and_then(|()| file.sync_all()) {
        let _ = std::fs::remove_file(path);
        return Err(Stop::cannot_write(path, &error));
    }
    Ok(format!("{}\n", path.display()))
}

/// The JSON Schema of an error: the library's, and what the command itself says.
fn error_schema() -> String {
    let mut schema: Value = serde_json::from_str(&report::error_schema()).unwrap_or_default();
    let own = messages::schemas();
    #[cfg(feature = "batch")]
    let own = own.into_iter().chain([batch::problem_schema()]);
    if let Some(known) = schema.pointer_mut("/$defs/problem/anyOf").and_then(Value::as_array_mut) {
        known.extend(own);
    }
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
