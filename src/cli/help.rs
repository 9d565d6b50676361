//! The command line with its help in the chosen language. What each command and argument says of itself stands beside it, in
//! both languages; what clap adds by itself (headings, usage, defaults, values, --help) is English, and is said here.

use super::args::Cli;
use super::language::both;
use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command, CommandFactory};
use huiqi::Lang;
use std::fmt::Write;

/// The command line.
pub(super) fn command(lang: Lang) -> Command {
    let mut command = described(Cli::command());
    // What clap adds by itself is there from now on.
    command.build();
    match lang {
        Lang::En => in_english(command),
        Lang::Zh => in_chinese(command),
    }
}

/// Defaults and values in the line of each argument.
fn described(command: Command) -> Command {
    command.mut_args(argument).mut_subcommands(described)
}

fn argument(arg: Arg) -> Arg {
    if !arg.get_action().takes_values() {
        return arg;
    }
    let mut help = arg.get_help().map(StyledStr::to_string).unwrap_or_default();
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !defaults.is_empty() {
        let _ = write!(help, " [{}{}]", both("default: ", "默认："), defaults.join(both(", ", "、")));
    }
    let values: Vec<String> = arg.get_possible_values().iter().filter(|value| !value.is_hide_set()).map(value).collect();
    if !values.is_empty() {
        let _ = write!(help, " [{}{}]", both("one of: ", "可用："), values.join(both(", ", "、")));
    }
    arg.help(help).hide_default_value(true).hide_possible_values(true)
}

fn value(value: &PossibleValue) -> String {
    match value.get_help() {
        Some(help) => format!("{}{}{help}{}", value.get_name(), both(" (", "（"), both(")", "）")),
        None => value.get_name().to_string(),
    }
}

/// The same usage in the help as beside an error.
fn in_english(mut command: Command) -> Command {
    if command.get_name() == "help" {
        return command;
    }
    let usage = usage(&command.render_usage().to_string(), Lang::En);
    command.override_usage(usage).mut_subcommands(in_english)
}

/// Headings and usage in Chinese, and what clap says of its own arguments and command.
fn in_chinese(mut command: Command) -> Command {
    if command.get_name() == "help" {
        return command.about("显示本帮助，或其中一个命令的帮助");
    }
    command = command.subcommand_value_name("命令").subcommand_help_heading("命令");
    let usage = usage(&command.render_usage().to_string(), Lang::Zh);
    let style = command.get_styles().get_usage();
    let template = format!("{{before-help}}{{about-with-newline}}\n{style}用法：{style:#}{{usage}}\n\n{{all-args}}{{after-help}}");
    let headed = |arg: Arg| {
        let heading = if arg.is_positional() { "参数" } else { "选项" };
        match arg.get_id().as_str() {
            "help" => arg.help("显示帮助"),
            "version" => arg.help("显示版本"),
            _ => arg,
        }
        .help_heading(heading)
    };
    command.override_usage(usage).help_template(template).mut_args(headed).mut_subcommands(in_chinese)
}

/// How a command is used, as clap says it, without the heading.
pub(super) fn usage(said: &str, lang: Lang) -> String {
    let said = said.strip_prefix("Usage: ").unwrap_or(said);
    match lang {
        Lang::En => said.to_string(),
        Lang::Zh => said.replace("[OPTIONS]", "[选项]"),
    }
}
