//! What is wrong with a command line, as clap finds it, in the command's own words.

use super::language::value_of;
use super::messages::{Unfit, Usage, Wanted};
use super::{help, problems, terminal};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use huiqi::{Lang, Say};
use std::error::Error as _;
use std::ffi::OsString;
use std::io::Write;

/// Says what is wrong with a command line; or prints the help or the version, where that was asked for.
pub(super) fn refuse(error: &Error, words: &[OsString], lang: Lang) -> u8 {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    if matches!(error.kind(), DisplayHelp | DisplayVersion | DisplayHelpOnMissingArgumentOrSubcommand) {
        if error.use_stderr() {
            let _ = error.print();
            return 2;
        }
        let help = error.render();
        let text = if terminal::colour(&std::io::stdout()) { help.ansi().to_string() } else { help.to_string() };
        return super::print(&text).map_or_else(|stop| super::ended(&stop, false, lang), |()| 0);
    }
    let found = of(error);
    let json = value_of(words, "--format") == Some("json") || words.get(1).is_some_and(|word| word == "ask");
    let text = if json {
        problems::json(2, &found)
    } else {
        let (heading, more) = match lang {
            Lang::En => ("Usage: ", "See --help."),
            Lang::Zh => ("用法：", "详见 --help。"),
        };
        let usage = error.get(ContextKind::Usage).map(|usage| format!("\n{heading}{}", help::usage(&usage.to_string(), lang)));
        format!("{}{}\n{more}", terminal::message(&found.say(lang)), usage.unwrap_or_default())
    };
    let _ = writeln!(std::io::stderr(), "{text}");
    2
}

/// The commands of the feature `batch`.
const OF_BATCH: [&str; 3] = ["batch", "synth", "import"];

/// One text of what clap found.
fn text(error: &Error, kind: ContextKind) -> String {
    texts(error, kind).into_iter().next().unwrap_or_default()
}

fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// What clap would suggest, where it is near: a character of three or fewer differs.
fn meant(error: &Error, kind: ContextKind, found: &str) -> Option<String> {
    let near = |meant: &String| strsim::damerau_levenshtein(found, meant) * 3 <= found.chars().count().max(meant.chars().count());
    texts(error, kind).into_iter().find(near)
}

fn of(error: &Error) -> Usage {
    // Without what it takes: `--line <ID>` is `--line`.
    let name =
        |option: String| option.split_once(' ').filter(|_| option.starts_with('-')).map_or(option.clone(), |(name, _)| name.to_string());
    let option = name(text(error, ContextKind::InvalidArg));
    let found = text(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::MissingSubcommand => Usage::CommandMissing { known: texts(error, ContextKind::ValidSubcommand) },
        ErrorKind::InvalidSubcommand => {
            let found = text(error, ContextKind::InvalidSubcommand);
            // Known commands, of a build with more in it.
            if OF_BATCH.contains(&found.as_str()) {
                return Usage::NotInThisBuild { found, feature: "batch" };
            }
            match meant(error, ContextKind::SuggestedSubcommand, &found) {
                Some(meant) => Usage::UnknownCommandMeant { found, meant },
                None => Usage::UnknownCommand { found },
            }
        }
        ErrorKind::UnknownArgument if !option.starts_with('-') => Usage::NotExpected { found: option },
        ErrorKind::UnknownArgument => match meant(error, ContextKind::SuggestedArg, &option) {
            Some(meant) => Usage::UnknownOptionMeant { found: option, meant },
            None => Usage::UnknownOption { found: option },
        },
        ErrorKind::MissingRequiredArgument => Usage::ArgumentMissing { option: texts(error, ContextKind::InvalidArg) },
        ErrorKind::ArgumentConflict => {
            let other: Vec<String> = texts(error, ContextKind::PriorArg).into_iter().map(name).collect();
            if other.contains(&option) { Usage::GivenTwice { option } } else { Usage::NotTogether { option, other } }
        }
        ErrorKind::InvalidValue if found.is_empty() => Usage::ValueMissing { option },
        ErrorKind::InvalidValue => match meant(error, ContextKind::SuggestedValue, &found) {
            Some(meant) => Usage::WrongValueMeant { option, found, meant },
            None => Usage::WrongValue { option, found, expected: Wanted::OneOf { known: texts(error, ContextKind::ValidValue) } },
        },
        ErrorKind::ValueValidation => {
            let source = error.source();
            match source.and_then(|source| source.downcast_ref::<Unfit>()) {
                Some(Unfit(wanted)) => Usage::WrongValue { option, found, expected: wanted.clone() },
                None => Usage::ValueRefused { option, found, reason: source.map(ToString::to_string).unwrap_or_default() },
            }
        }
        ErrorKind::TooManyValues => Usage::NoValueHere { option, found },
        ErrorKind::InvalidUtf8 => Usage::NotText,
        // What no command here can meet.
        kind => Usage::NotUnderstood { reason: kind.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_of_a_larger_build_is_known() {
        let unknown = |found: &str| {
            let mut error = Error::new(ErrorKind::InvalidSubcommand);
            error.insert(ContextKind::InvalidSubcommand, ContextValue::String(found.to_string()));
            error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec!["report".to_string()]));
            of(&error)
        };
        for command in OF_BATCH {
            assert_eq!(unknown(command), Usage::NotInThisBuild { found: command.to_string(), feature: "batch" });
        }
        assert_eq!(unknown("reprot"), Usage::UnknownCommandMeant { found: "reprot".to_string(), meant: "report".to_string() });
        // With the feature each of them is a command.
        let known: Vec<String> = help::command(Lang::En).get_subcommands().map(|command| command.get_name().to_string()).collect();
        assert!(OF_BATCH.iter().all(|command| known.contains(&command.to_string()) == cfg!(feature = "batch")));
    }
}
