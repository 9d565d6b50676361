//! What cannot be written is an error of its own: code 1 and words, in every command, for the standard output and for files.
#![cfg(unix)]

use crate::run::{EXAMPLE, huiqi, register};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Of each command what prints something; several where there are several ways to print.
const PRINTED: [&[&str]; 43] = [
    &["compare", EXAMPLE],
    &["compare", EXAMPLE, "--format", "json"],
    &["compare", EXAMPLE, "--years", "2022..2023"],
    &["assess", EXAMPLE],
    &["prepay", EXAMPLE],
    &["explain", EXAMPLE, "--line", "vat"],
    &["classify", EXAMPLE],
    &["breakeven", EXAMPLE, "--over", "profit", "--to", "company"],
    &["sweep", EXAMPLE, "--over", "profit", "--to", "company", "--points", "2"],
    &["sweep", EXAMPLE, "--over", "profit", "--to", "company", "--points", "2", "--svg"],
    &["optimise", EXAMPLE, "--wage", "0..1万元", "--to", "company"],
    &["cliffs", EXAMPLE, "--over", "sales.Q1"],
    &["report", EXAMPLE, "--to", "company"],
    &["calendar", EXAMPLE],
    &["calendar", EXAMPLE, "--format", "ics"],
    &["ask", "question.json"],
    &["policies", "list"],
    &["policies", "show", "mof-sta-2023-12"],
    &["policies", "coverage"],
    &["policies", "stale", "--on", "2026-11-30"],
    &["policies", "new", "x-2026-1", "--mechanism", "dividend-rate"],
    &["policies", "timeline", "--svg"],
    &["policies", "diff", "2022-01-01", "2023-01-01"],
    &["policies", "impact", "--years", "2022..2023"],
    &["policies", "in-force", "2023-01-01"],
    &["find", "trade", "noodle"],
    &["find", "place", "530302"],
    &["covers"],
    &["verify", "--cases", "1", "--measure", "mof-sta-2023-12#business-iit-halving"],
    &["batch", "in.csv", "-o", "-"],
    &["batch", "in.csv", "--summary", "--to", "company"],
    &["batch", "in.csv", "--explain", "1"],
    &["batch", "in.csv", "--map", "-"],
    &["synth", "2", "-o", "-"],
    &["import", "invoices", "invoices.csv"],
    &["init"],
    &["init", "--batch"],
    &["schema", "error"],
    &["completions", "bash"],
    &["--help"],
    &["help", "policies"],
    &["compare", "--help"],
    &["--version"],
];

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.csv"), register(3)).unwrap();
    let profile = std::fs::read_to_string(EXAMPLE).unwrap();
    let question = serde_json::json!({ "profile": profile, "ask": { "assess": {} } });
    std::fs::write(folder.path().join("question.json"), question.to_string()).unwrap();
    let columns = "数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,税收分类编码,货物或应税劳务名称,金额,税率,税额,价税合计,\
                   发票来源,发票票种,发票状态,是否正数发票";
    let row = "26532000000000000001,X1,甲店,Y1,乙公司,2026-01-12 10:30:00,3070401000000000000,*餐饮服务*餐费,29702.97,1%,297.03,30000.00,\
               电子发票服务平台,数电发票（普通发票）,正常,是";
    std::fs::write(folder.path().join("invoices.csv"), format!("{columns}\r\n{row}\r\n")).unwrap();
    folder
}

/// The exit code and what was said, with the standard output as it is given; or closed, where none is.
fn printed(folder: &Path, args: &[&str], to: Option<File>) -> (Option<i32>, String) {
    let mut command = Command::new("sh");
    command.args(["-c", if to.is_some() { "exec \"$@\"" } else { "exec \"$@\" >&-" }, "sh", env!("CARGO_BIN_EXE_huiqi")]).args(args);
    command.current_dir(folder).env_clear().env("LANG", "en").env("TMPDIR", folder).stdin(Stdio::null());
    command.stdout(to.map_or_else(Stdio::null, Stdio::from));
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// All of them are asked, and each prints something where it can.
#[test]
fn what_is_not_printed_is_an_error() {
    let folder = folder();
    let folder = folder.path();
    let help = huiqi(folder, &["--help"]).well().out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let named: BTreeSet<&str> = listed.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next()).collect();
    let asked: BTreeSet<&str> = PRINTED.iter().map(|args| args[0]).filter(|name| !name.starts_with('-')).collect();
    assert_eq!(named, asked, "of each command one");
    for args in PRINTED {
        assert!(!huiqi(folder, args).well().out.is_empty(), "{args:?}");
        let full = || File::options().write(true).open("/dev/full").unwrap();
        let only_read = || File::open("/dev/null").unwrap();
        for (what, to, says) in [
            ("closed", None, "Bad file descriptor"),
            ("full", Some(full()), "No space left on device"),
            ("only read", Some(only_read()), "Bad file descriptor"),
        ] {
            let (code, said) = printed(folder, args, to);
            assert!(code == Some(1) && said.contains(says), "{args:?}, {what}: {code:?} {said}");
            if args.contains(&"json") {
                let error: serde_json::Value = serde_json::from_str(&said).unwrap();
                assert_eq!(error["problems"][0]["code"], "cannot-print", "{said}");
            }
        }
        // What is thrown away on purpose is written all the same.
        let null = File::options().read(true).write(true).open("/dev/null").unwrap();
        assert_eq!(printed(folder, args, Some(null)).0, Some(0), "{args:?}");
    }
}

/// Into a folder that is not there, and onto a full device: the file is named, and nothing is left.
#[test]
fn files_that_cannot_be_written_are_errors() {
    let folder = folder();
    let folder = folder.path();
    let there = || folder.read_dir().unwrap().map(|one| one.unwrap().file_name()).collect::<BTreeSet<_>>();
    let before = there();
    let verified = ["verify", "--cases", "1", "--measure", "mof-sta-2023-12#business-iit-halving"];
    let written: [(&[&str], &str, bool); 14] = [
        (&["report", EXAMPLE, "--to", "company", "-o"], "html", true),
        (&["report", EXAMPLE, "--to", "company", "-o"], "json", true),
        (&["calendar", EXAMPLE, "-o"], "ics", true),
        (&["policies", "impact", "--years", "2022..2023", "-o"], "md", true),
        (&[&verified[..], &["--junit"]].concat(), "xml", true),
        (&["batch", "in.csv", "--summary", "--to", "company", "-o"], "html", true),
        (&["policies", "new", "x-2026-1", "--mechanism", "dividend-rate", "-o"], "toml", false),
        (&["init"], "toml", false),
        (&["init", "--batch"], "csv", false),
        (&["batch", "in.csv", "--map"], "toml", false),
        (&["batch", "in.csv", "-o"], "csv", false),
        (&["batch", "in.csv", "-o"], "xlsx", false),
        (&["synth", "2", "-o"], "csv", false),
        (&["import", "invoices", "invoices.csv", "-o"], "toml", false),
    ];
    for (args, ending, replaces) in written {
        let nowhere = format!("no/such/out.{ending}");
        let ran = huiqi(folder, &[args, &[&nowhere]].concat());
        assert!(ran.code == Some(1) && ran.said.contains("no/such/out") && ran.out.is_empty(), "{args:?}: {ran:?}");
        if replaces {
            // A device is written as it is; others write beside the name, or only where nothing is.
            let full = format!("full.{ending}");
            std::os::unix::fs::symlink("/dev/full", folder.join(&full)).unwrap();
            let ran = huiqi(folder, &[args, &[&full]].concat());
            assert!(ran.code == Some(1) && ran.said.contains(&full) && ran.out.is_empty(), "{args:?}: {ran:?}");
            std::fs::remove_file(folder.join(full)).unwrap();
        }
        assert_eq!(there(), before, "{args:?}");
    }
}
