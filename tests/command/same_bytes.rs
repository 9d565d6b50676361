//! The same bytes come out of the command under any time zone, locale and working directory as out of the library.

use crate::common::cases::{examples, on_every_core};
use crate::common::compared::{comparison, stable};
use crate::common::pack;
use std::path::Path;

/// The real command, wherever and whenever it runs, prints what the library computes.
#[test]
fn the_command_prints_the_same_bytes_everywhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let places = [
        ("UTC", "C", root),
        ("Asia/Shanghai", "zh_CN.UTF-8", elsewhere.path()),
        ("America/St_Johns", "tr_TR.UTF-8", root.parent().unwrap_or(root)),
    ];
    let mut runs = Vec::new();
    for example in examples() {
        for year in [2019, 2022, 2024, 2027] {
            runs.extend((0..places.len()).map(|place| (example.clone(), year, place)));
        }
    }
    let same = on_every_core(&runs, |(example, year, place)| {
        let (zone, locale, folder) = places[*place];
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_huiqi"));
        command.env_clear().env("TZ", zone).env("LANG", locale).env("LC_ALL", locale).current_dir(folder);
        command.args(["compare", "--format", "json", "--lang", "zh", "--year", &year.to_string()]).arg(root.join(&example.0));
        let output = command.output().expect("it runs");
        // Where facts stand is told as the file was named.
        let printed = stable(&String::from_utf8(output.stdout).expect("UTF-8"), pack()).replace(&format!("{}/", root.display()), "");
        let Some(expected) = comparison(pack(), example, *year) else { return !output.status.success() && printed.is_empty() };
        let fits = if output.status.success() {
            printed.trim_end() == expected.trim_end()
        } else {
            printed.is_empty() && !expected.starts_with('{')
        };
        assert!(fits, "{} {year} {zone} {locale} {}: {}", example.0, folder.display(), String::from_utf8_lossy(&output.stderr));
        output.status.success()
    });
    assert!(same.iter().filter(|printed| **printed).count() > 40, "{} runs", runs.len());
}
