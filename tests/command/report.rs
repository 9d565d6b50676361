//! The report, looked at in a real browser: nothing runs over the edge at any width, every text can be seen and read, and
//! on paper it is A4 with all of its words. `.ci/setup` installs what this needs.

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};

const EXAMPLES: [&str; 3] = ["noodle-shop", "over-the-threshold", "machine-workshop"];
const LANGS: [&str; 2] = ["zh", "en"];

pub fn on_path(names: &[&str]) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let found = names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()));
    found.unwrap_or_else(|| panic!("none of {names:?} is installed: run .ci/setup"))
}

pub fn browser() -> PathBuf {
    match std::env::var_os("HUIQI_BROWSER") {
        Some(named) => PathBuf::from(named),
        None => on_path(&["chromium", "chromium-browser", "google-chrome"]),
    }
}

fn huiqi(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args);
    command
}

fn stdout(args: &[&str]) -> String {
    let output = huiqi(args).assert().success().get_output().clone();
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn example(name: &str) -> String {
    format!("examples/{name}.toml")
}

/// Opens `page` in the browser, waits for its scripts and returns the document as it stands then.
fn opened(page: &str, folder: &Path) -> String {
    let file = folder.join("page.html");
    std::fs::write(&file, page).expect("writable");
    let output = std::process::Command::new(browser())
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
        ])
        .args(["--window-size=1400,1000", "--virtual-time-budget=20000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.join("browser").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("the browser starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What no page may have any of; `violations` are those of axe-core.
const WRONG: [&str; 5] = ["overflowing", "hidden", "faint", "unnamed", "violations"];

/// A page that holds each report in a frame of each width and writes what is wrong with them as JSON.
pub fn measured(reports: &[String], widths: &[u32]) -> Vec<Value> {
    let frame = |report: &String, width: &u32| {
        // The page lets no script run, not even the one that looks at it.
        let srcdoc = report.replace("http-equiv=\"Content-Security-Policy\"", "").replace('&', "&amp;").replace('"', "&quot;");
        format!("<iframe style='width:{width}px;height:900px;border:0' srcdoc=\"{srcdoc}\"></iframe>")
    };
    let frames: String = reports.iter().flat_map(|report| widths.iter().map(|width| frame(report, width))).collect();
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&axe).unwrap_or_else(|error| panic!("{}: {error}: run .ci/setup", axe.display()));
    let script = include_str!("../report/measure.js");
    let page = format!(
        "<!doctype html><meta charset=utf-8><body>{frames}<pre id=found></pre><script type='text/plain' \
            id=axe>{axe}</script><script>{script}</script>"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let dom = opened(&page, folder.path());
    let found = dom.split("<pre id=\"found\">").nth(1).and_then(|rest| rest.split("</pre>").next()).expect("the script ran");
    let found = found.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    serde_json::from_str(&found).unwrap_or_else(|error| panic!("{error}: {found}"))
}

/// A page with all of its details open.
fn opened_out(page: &str) -> String {
    page.replace("<details", "<details open")
}

#[test]
fn nothing_runs_over_and_all_can_be_read_on_a_phone_and_on_a_screen() {
    let cases: Vec<(&str, &str)> = EXAMPLES.iter().flat_map(|name| LANGS.iter().map(move |lang| (*name, *lang))).collect();
    let reports: Vec<String> = cases.iter().map(|(name, lang)| opened_out(&stdout(&["report", &example(name), "--lang", lang]))).collect();
    let widths = [320, 1280];
    let frames = measured(&reports, &widths);
    assert_eq!(frames.len(), cases.len() * widths.len());
    for ((name, lang), frames) in cases.iter().zip(frames.chunks(widths.len())) {
        for frame in frames {
            assert!(frame["texts"].as_u64() > Some(300), "{name} {lang}: few texts seen: {frame}");
            for wrong in WRONG {
                assert_eq!(frame[wrong], Value::Array(Vec::new()), "{name} {lang} at {}: {wrong}", frame["width"]);
            }
        }
    }
}

#[test]
fn the_measuring_itself_finds_what_is_wrong() {
    let bad = "<!doctype html><html lang=en><body style='margin:0'><div style='width:300px;overflow:hidden'>\
               <p style='width:900px'>wide</p></div>\
               <p style='color:#bbbbbb'>faint</p><p style='opacity:0'>unseen</p><svg role=img width=10 height=10></svg></body></html>";
    let found = measured(&[bad.to_string()], &[320]);
    for wrong in WRONG {
        assert!(!found[0][wrong].as_array().expect("a list").is_empty(), "{wrong} not found: {found:?}");
    }
}

#[test]
fn on_paper_it_is_a4_and_holds_every_word() {
    for name in EXAMPLES {
        for lang in LANGS {
            let folder = tempfile::tempdir().expect("a folder");
            let pdf = folder.path().join("report.pdf");
            huiqi(&["report", &example(name), "--lang", lang, "-o", pdf.to_str().unwrap()])
                .env("HUIQI_BROWSER", browser())
                .assert()
                .success();
            let tool = |tool: &str, args: &[&str]| {
                let output = std::process::Command::new(on_path(&[tool])).args(args).output().expect("runs");
                String::from_utf8_lossy(&output.stdout).into_owned()
            };
            let info = tool("pdfinfo", &[pdf.to_str().unwrap()]);
            assert!(info.contains("(A4)"), "{info}");
            let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
            let printed = squeezed(&tool("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]));
            let html = stdout(&["report", &example(name), "--lang", lang]);
            let texts: Vec<String> =
                html.split("<h2").skip(1).filter_map(|rest| rest.split_once('>')?.1.split('<').next().map(squeezed)).collect();
            assert!(texts.len() >= 9);
            for text in texts.iter().chain([&squeezed(&huiqi_hash())]) {
                assert!(printed.contains(text.as_str()), "{name} {lang}: {text} is not on paper");
            }
            assert!(printed.contains("1/"), "pages are numbered");
            // The closing lines stand under something, not on a page of their own.
            let pages = info.lines().find_map(|line| line.strip_prefix("Pages:")).expect("counted").trim();
            let last = tool("pdftotext", &["-layout", "-f", pages, pdf.to_str().unwrap(), "-"]);
            assert!(last.lines().filter(|line| !line.trim().is_empty()).count() > 4, "{name} {lang}: the last page holds only: {last}");
            let boxes = tool("pdftotext", &["-bbox", pdf.to_str().unwrap(), "-"]);
            for line in boxes.lines().filter(|line| line.contains("<word")) {
                let number =
                    |key: &str| line.split(&format!("{key}=\"")).nth(1).and_then(|rest| rest.split('"').next()?.parse::<f64>().ok());
                assert!(number("xMin") >= Some(40.0) && number("xMax") <= Some(555.0), "{name} {lang}: over the margin: {line}");
            }
        }
    }
}

fn huiqi_hash() -> String {
    huiqi::Pack::embedded().expect("sound").hash().to_string()
}

#[test]
fn the_file_stands_by_itself() {
    for lang in LANGS {
        let html = stdout(&["report", "examples/noodle-shop.toml", "--lang", lang]);
        for forbidden in
            ["<script", "<link", "<img", "<iframe", "@import", " src=", "href=\"http", "url(http", "url(\"http", "javascript:", " onload="]
        {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        assert!(html.contains("default-src 'none'"));
        assert_eq!(html, stdout(&["report", "examples/noodle-shop.toml", "--lang", lang]), "the same bytes again");
    }
}

#[test]
fn text_of_the_profile_stays_text() {
    let nasty = "</style><script>alert(1)</script>\\\" } body { display: none } <b>& | # `x`";
    let toml = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/noodle-shop.toml")).expect("readable");
    let toml = toml.replace("name = \"老街面馆\"", &format!("name = '''{nasty}'''"));
    let folder = tempfile::tempdir().expect("a folder");
    let profile = folder.path().join("shop.toml");
    std::fs::write(&profile, toml).expect("writable");
    let html = stdout(&["report", profile.to_str().unwrap(), "--lang", "en"]);
    assert!(!html.contains("<script") && !html.contains("<b>") && html.matches("</style>").count() == 1);
    let found = measured(&[opened_out(&html)], &[1280]);
    assert!(found[0]["texts"].as_u64() > Some(300), "the page is shown: {found:?}");
    let markdown = stdout(&["report", profile.to_str().unwrap(), "--lang", "en", "--format", "markdown"]);
    assert!(!markdown.contains("<script>") && markdown.contains("\\<script\\>"));
}

/// The numbers in a string such as `12,345.67`.
fn amounts(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-');
    let words = text.split(|c: char| !is_part(c)).map(|word| word.replace(',', ""));
    words.filter(|word| word.split_once('.').is_some_and(|(yuan, fen)| !yuan.is_empty() && fen.len() == 2)).collect()
}

#[test]
fn every_number_of_a_picture_stands_in_the_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let json = folder.path().join("report.json");
    for name in EXAMPLES {
        huiqi(&["report", &example(name), "--lang", "en", "-o", json.to_str().unwrap()]).assert().success();
        let told = std::fs::read_to_string(&json).expect("readable");
        let value: Value = serde_json::from_str(&told).expect("JSON");
        assert!(value["net_over_profit"]["points"].as_array().map(Vec::len) > Some(20));
        assert_eq!(told, stdout(&["report", &example(name), "--lang", "en", "--format", "json"]));
        let html = stdout(&["report", &example(name), "--lang", "en"]);
        let between = |start: &str, end: &str| -> Vec<String> {
            html.split(start).skip(1).filter_map(|rest| rest.split(end).next()).map(str::to_string).collect()
        };
        let sums = between("<span class=\"bar-sum\"", "</span>");
        assert!(sums.len() >= 4 && sums.iter().all(|sum| amounts(sum).len() == 1), "{sums:?}");
        for picture in between("<desc", "</desc>").into_iter().chain(sums) {
            let numbers = amounts(&picture);
            assert!(!numbers.is_empty(), "{picture}");
            for number in numbers {
                assert!(told.contains(&format!("\"{number}\"")), "{name}: {number} of a picture is not in the JSON");
            }
        }
    }
}

/// The small low-profit limit of the workshop's company: the break-evens and the cliff, to the fen.
#[test]
fn break_evens_and_cliffs_are_marked() {
    let told: Value = serde_json::from_str(&stdout(&["report", "examples/machine-workshop.toml", "--format", "json"])).expect("JSON");
    let marks: Vec<(&str, &str, &str)> = told["net_over_profit"]["marks"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|mark| (mark["kind"].as_str().unwrap(), mark["profit"].as_str().unwrap(), mark["drop"].as_str().unwrap()))
        .collect();
    let expected = [
        ("now", "1153234.46", "0.00"),
        ("break-even", "2119530.45", "0.00"),
        ("cliff", "3156250.00", "539999.99"),
        ("ceases-to-pay", "3156250.01", "0.00"),
    ];
    assert_eq!(marks, expected);
}

/// Inside a year: the day is said, and nothing about whole years stands beside it.
#[test]
fn converting_inside_the_year() {
    for lang in LANGS {
        let asked = ["report", "examples/machine-workshop.toml", "--to", "company", "--convert-on", "2024-06-01", "--lang", lang];
        let text = stdout(&[&asked[..], &["--format", "markdown"]].concat());
        let compared = stdout(&[
            "compare",
            "examples/machine-workshop.toml",
            "--to",
            "company",
            "--convert-on",
            "2024-06-01",
            "--lang",
            lang,
            "--format",
            "json",
        ]);
        let compared: Value = serde_json::from_str(&compared).expect("JSON");
        let told: Value = serde_json::from_str(&stdout(&[&asked[..], &["--format", "json"]].concat())).expect("JSON");
        assert_eq!(told["comparison"]["after"], compared["after"]);
        assert_eq!(
            (told["converts_on"].as_str(), told["net_over_profit"]["points"].as_array().map(Vec::len)),
            (Some("2024-06-01"), Some(0))
        );
        let (day, whole) =
            if lang == "en" { ("Converts on: 2024-06-01", "pays from") } else { ("转企日期：2024-06-01", "开始划算的利润") };
        assert!(text.contains(day) && !text.contains(whole), "{text}");
        assert!(stdout(&asked).contains("2024-06-01"));
    }
    let wrong = ["report", "examples/machine-workshop.toml", "--to", "company", "--convert-on", "2024-06-02"];
    huiqi(&wrong).assert().code(2);
}

#[test]
fn what_cannot_be_written_is_said() {
    let none = huiqi(&["report", "examples/noodle-shop.toml", "-o", "/tmp/x.pdf", "--lang", "en"])
        .env_clear()
        .assert()
        .code(1)
        .get_output()
        .clone();
    let said = String::from_utf8(none.stderr).expect("UTF-8");
    assert!(said.contains("apt install chromium") && said.contains("HUIQI_BROWSER"), "{said}");
    let other = huiqi(&["report", "examples/noodle-shop.toml", "-o", "/tmp/x.pdf"])
        .env_clear()
        .env("HUIQI_BROWSER", "/nowhere/browser")
        .assert()
        .code(1);
    assert!(String::from_utf8_lossy(&other.get_output().stderr).contains("/nowhere/browser"));
    huiqi(&["report", "examples/noodle-shop.toml", "-o", "/nowhere/report.html"]).assert().code(1);
    huiqi(&["report", "examples/noodle-shop.toml", "-o", "report.docx"]).assert().code(2);
    huiqi(&["report", "examples/noodle-shop.toml", "--format", "ics"]).assert().code(2);
    huiqi(&["report", "examples/noodle-shop.toml", "--to", "individual-business"]).assert().code(2);
}

#[test]
fn the_markdown_in_both_languages() {
    for lang in LANGS {
        let text = stdout(&["report", "examples/over-the-threshold.toml", "--lang", lang, "--format", "markdown"]);
        let text = text.replace(&huiqi_hash(), "PACK").replace(env!("CARGO_PKG_VERSION"), "VERSION");
        insta::assert_snapshot!(format!("report-over-the-threshold-{lang}"), text);
    }
}

/// Who stops a report as PDF leaves nothing of it behind.
#[cfg(unix)]
#[test]
fn a_signal_leaves_no_copy_of_a_report() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().expect("a folder");
    let (slow, held) = (folder.path().join("browser"), folder.path().join("held"));
    std::fs::create_dir(&held).expect("writable");
    std::fs::write(&slow, "#!/bin/sh\nexec sleep 60\n").expect("writable");
    std::fs::set_permissions(&slow, std::fs::Permissions::from_mode(0o700)).expect("ours");
    let pdf = folder.path().join("report.pdf");
    for signal in ["-INT", "-TERM"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).env("TMPDIR", &held).env("HUIQI_BROWSER", &slow).stderr(Stdio::null());
        let mut running = command.args(["report", "examples/noodle-shop.toml", "-o"]).arg(&pdf).spawn().expect("it runs");
        let copies = || std::fs::read_dir(&held).expect("readable").count();
        while copies() == 0 {
            assert!(running.try_wait().expect("it runs").is_none(), "it ended before the browser began");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let kill = Command::new("kill").arg(signal).arg(running.id().to_string()).status();
        assert!(kill.expect("kill runs").success());
        assert_eq!(running.wait().expect("it ends").code(), Some(1), "{signal}");
        assert!(copies() == 0 && !pdf.exists(), "{signal}");
    }
}
