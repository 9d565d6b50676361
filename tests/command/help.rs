//! Help and what is wrong with a command line, in the language that was chosen.

use crate::run::{huiqi, stdout};

/// The commands that the help of a command lists, by their names.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "命令:").skip(1).take_while(|line| !line.is_empty());
    listed.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_string).collect()
}

/// Every command, with those of `policies` and `find`.
fn all() -> Vec<Vec<String>> {
    let top = commands(&stdout(&["--help"]));
    assert!(top.len() > 14, "{top:?}");
    let below = commands(&stdout(&["policies", "--help"]));
    assert_eq!(below.len(), 9, "{below:?}");
    let policies = below.into_iter().map(|name| vec!["policies".to_string(), name]);
    let find = commands(&stdout(&["find", "--help"])).into_iter().map(|name| vec!["find".to_string(), name]);
    top.into_iter().map(|name| vec![name]).chain(policies).chain(find).chain([vec![]]).collect()
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn help_of_two_commands_and_of_all_in_both_languages() {
    for (name, command) in [("all", None), ("compare", Some("compare")), ("optimise", Some("optimise"))] {
        for lang in ["zh", "en"] {
            let args: Vec<&str> = command.into_iter().chain(["--help", "--lang", lang]).collect();
            // Without the feature `batch` these are not there.
            let lines: Vec<String> = stdout(&args)
                .lines()
                .filter(|line| !["batch", "synth", "import"].iter().any(|command| line.starts_with(&format!("  {command} "))))
                .map(str::to_string)
                .collect();
            insta::assert_snapshot!(format!("help-{name}-{lang}"), lines.join("\n"));
        }
    }
}

/// Each line of the help of each command says something in the language that was chosen, and nothing in the other.
#[test]
fn the_whole_help_is_in_the_chosen_language() {
    for command in all() {
        let of = |lang: &str| stdout(&command.iter().map(String::as_str).chain(["--help", "--lang", lang]).collect::<Vec<_>>());
        let (zh, en) = (of("zh"), of("en"));
        for line in zh.lines().filter(|line| !line.is_empty()) {
            assert!(line.chars().any(is_chinese), "{command:?}: `{line}`");
        }
        for english in ["Usage", "Options", "Arguments", "Commands", "Print ", "default", "possible", "OPTIONS", "COMMAND"] {
            assert!(!zh.contains(english), "{command:?}: {english}");
        }
        // Figures of an example are the only Chinese in English help.
        let words = en.replace("万元", "");
        assert!(!words.contains(is_chinese), "{command:?}: {words}");
        let options = |help: &str| help.lines().filter(|line| line.trim_start().starts_with('-')).count();
        assert_eq!(options(&zh), options(&en), "{command:?}");
        for line in en.lines().filter(|line| line.trim_start().starts_with("--") || line.starts_with("  <")) {
            assert!(line.trim_start().split_once("  ").is_some_and(|(_, help)| help.trim().len() > 3), "{command:?}: `{line}` has no help");
        }
    }
}

/// The help of a command by `help` is that by `--help`; the locale chooses as elsewhere.
#[test]
fn help_by_any_way() {
    assert_eq!(stdout(&["help", "compare"]), stdout(&["compare", "--help"]));
    assert_eq!(stdout(&["compare", "-h"]), stdout(&["compare", "--help"]));
    let english = huiqi(&["compare", "--help"]).env("LANG", "en_US.UTF-8").output().expect("runs");
    assert_eq!(String::from_utf8(english.stdout).expect("UTF-8"), stdout(&["--lang=en", "compare", "--help"]));
    // Without a command there is nothing to do.
    let output = huiqi(&[]).assert().code(2).get_output().clone();
    assert!(String::from_utf8(output.stderr).expect("UTF-8").contains("用法：huiqi [选项] <命令>"));
}

/// What is wrong with a command line, in words.
#[test]
fn usage_errors_in_both_languages() {
    let shop = "examples/noodle-shop.toml";
    let wrong: [&[&str]; 12] = [
        &["compare"],
        &["compar", shop],
        &["frobnicate", shop],
        &["compare", shop, "--yaer", "2023"],
        &["compare", shop, "--zodiac", "ox"],
        &["compare", shop, "another"],
        &["explain", shop, "--line", "gst"],
        &["sweep", shop, "--over", "profit", "--points", "1"],
        &["compare", shop, "--year"],
        &["compare", shop, "--year", "2022", "--year", "2023"],
        &["compare", shop, "--years", "2022..2023", "--known-on", "2022-01-01"],
        &["schema", "answr"],
    ];
    for lang in ["zh", "en"] {
        let said = wrong.iter().map(|args| {
            let output = huiqi(&[args, &["--lang", lang][..]].concat()).assert().code(2).get_output().clone();
            assert!(output.stdout.is_empty(), "{args:?}");
            format!("$ huiqi {}\n{}", args.join(" "), String::from_utf8(output.stderr).expect("UTF-8"))
        });
        insta::assert_snapshot!(format!("usage-{lang}"), said.collect::<Vec<_>>().join("\n"));
    }
}
