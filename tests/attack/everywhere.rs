//! One question through every command and format: the same total wherever it is written.

use crate::run::{EXAMPLE, huiqi};
use huiqi::{Form, Money, Vocabulary};
use serde_json::Value;
use std::path::Path;

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&huiqi(folder, &[args, &["--format", "json"]].concat()).well().out).unwrap()
}

fn money(value: &Value) -> Money {
    Money::parse(value.as_str().unwrap_or_else(|| panic!("{value}"))).unwrap()
}

#[test]
fn one_total_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let examples = Path::new(EXAMPLE).parent().unwrap();
    let mut files: Vec<_> = examples.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut shown = 0;
    for path in files {
        let file = path.to_str().unwrap();
        let comparison = json(folder, &["compare", file]);
        let form = comparison["before"]["form"].as_str().unwrap().to_string();
        let before = money(&comparison["before"]["total"]);
        let assessed = json(folder, &["assess", file]);
        let total = |answer: &Value| money(&answer["assessment"]["total"]);
        assert_eq!(total(&assessed), before, "{file}: assess");
        assert_eq!(total(&json(folder, &["assess", file, "--form", &form])), before, "{file}: assess --form");
        for lang in ["zh", "en"] {
            for question in [&["compare", file][..], &["assess", file], &["report", file]] {
                for format in ["text", "markdown", "html", "csv"] {
                    let args = [question, &["--lang", lang, "--format", format, "--full"]].concat();
                    let out = huiqi(folder, &args).well().out;
                    let figure = if format == "csv" { before.plain() } else { before.to_string() };
                    assert!(out.contains(&figure), "{args:?}: {figure} is not there");
                    shown += 1;
                }
            }
        }
        // Another form is assessed as it is compared with.
        let others = comparison["others"].as_array().unwrap().iter().map(|other| &other["after"]).chain([&comparison["after"]]);
        for other in others.filter(|other| other.is_object()) {
            let name = other["form"].as_str().unwrap();
            assert!(Form::from_written(name).is_some());
            assert_eq!(total(&json(folder, &["assess", file, "--form", name])), money(&other["total"]), "{file}: {name}");
        }
    }
    println!("{shown} texts");
}
