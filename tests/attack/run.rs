//! The command as a user runs it, and as the kernel limits it.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    /// None where a signal ended it.
    pub code: Option<i32>,
    pub out: String,
    pub said: String,
}

impl Ran {
    fn of(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let ran = Ran { code: output.status.code(), out: text(output.stdout), said: text(output.stderr) };
        assert!(!ran.said.contains("panicked"), "{}", ran.said);
        ran
    }

    /// Refused with this code, saying this and printing nothing.
    pub fn refused(&self, code: i32, says: &str) {
        assert!(self.code == Some(code) && self.said.contains(says) && self.out.is_empty(), "{code} {says}: {self:?}");
    }

    pub fn well(self) -> Ran {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }
}

pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
    command.current_dir(folder).env_clear().env("LANG", "en").env("TMPDIR", folder).args(args);
    command
}

pub fn huiqi(folder: &Path, args: &[&str]) -> Ran {
    Ran::of(command(folder, args).output().unwrap())
}

/// With limits on memory that is written to and on processor time, by `prlimit` of util-linux: work, whatever else the machine does.
pub fn limited(folder: &Path, mebibytes: u64, seconds: u64, args: &[&str]) -> Ran {
    let mut command = Command::new("prlimit");
    command.current_dir(folder).env_clear().env("LANG", "en").env("TMPDIR", folder);
    command.args([format!("--data={}", mebibytes << 20), format!("--cpu={seconds}"), env!("CARGO_BIN_EXE_huiqi").to_string()]);
    Ran::of(command.args(args).output().unwrap_or_else(|error| panic!("prlimit of util-linux: {error}")))
}

/// Feeds the command until it takes no more; how many bytes it took.
pub fn fed(folder: &Path, args: &[&str], begin: &str, block: &[u8]) -> (Ran, usize) {
    // Into files: who feeds does not read meanwhile.
    let [out, said] = ["fed.out", "fed.said"].map(|name| folder.join(name));
    let into = |path: &Path| Stdio::from(File::create(path).unwrap());
    let mut child = command(folder, args).stdin(Stdio::piped()).stdout(into(&out)).stderr(into(&said)).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut taken = 0;
    let mut feed = |bytes: &[u8]| stdin.write_all(bytes).map(|()| taken += bytes.len()).is_ok();
    if feed(begin.as_bytes()) {
        while feed(block) {}
    }
    drop(stdin);
    let status = child.wait().unwrap();
    (Ran::of(Output { status, stdout: std::fs::read(out).unwrap(), stderr: std::fs::read(said).unwrap() }), taken)
}

/// Waits until something is so.
pub fn wait_until(mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(120), "it never came to be so");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/noodle-shop.toml");

pub fn example() -> String {
    std::fs::read_to_string(EXAMPLE).unwrap()
}

pub const HEADER: &str = "key,name,year,place,locality,industry,vat_status,filing,sale_kind,sales_q1,sales_q2,sales_q3,sales_q4,cost_other,\
    staff,assets,restricted_industry,owner_income";

/// A row under [`HEADER`].
pub fn row(number: usize) -> String {
    format!("k{number},shop{number},2024,530302,city,H6210,small-scale,quarter,services,100000,100000,100000,100000,50000,3,100000,no,0")
}

pub fn register(rows: usize) -> String {
    let rows: String = (1..=rows).map(|number| row(number) + "\n").collect();
    format!("{HEADER}\n{rows}")
}

/// Some of the columns of [`HEADER`], by their names.
pub fn only(names: &[&str]) -> String {
    let head: Vec<&str> = HEADER.split(',').collect();
    let at: Vec<usize> = names.iter().map(|name| head.iter().position(|one| one == name).unwrap_or_else(|| panic!("{name}"))).collect();
    let line = |text: &str| at.iter().map(|at| text.split(',').nth(*at).unwrap()).collect::<Vec<_>>().join(",");
    format!("{}\n{}\n", line(HEADER), line(&row(1)))
}

/// A cell with text in it, as a sheet writes it without shared texts.
pub fn cell(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", text.replace('&', "&amp;").replace('<', "&lt;"))
}

/// The rows of a CSV text as those of a sheet.
pub fn sheet_rows(csv: &str) -> String {
    csv.lines().map(|line| format!("<row>{}</row>", line.split(',').map(cell).collect::<String>())).collect()
}

/// A workbook of one sheet with these rows, and what is behind them in the sheet; `more` are other parts.
pub fn workbook(path: &Path, rows: &[&str], behind: &str, more: &[(&str, &[&str], usize)]) {
    const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
        ContentType=\"application/xml\"/></Types>";
    const OF: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let links = |of: &[(&str, &str)]| {
        let links: String =
            (1..).zip(of).map(|(id, (kind, to))| format!("<Relationship Id=\"rId{id}\" Type=\"{OF}/{kind}\" Target=\"{to}\"/>")).collect();
        let of = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{of}\">{links}</Relationships>")
    };
    let mut zip = zip::ZipWriter::new(File::create(path).unwrap());
    let mut part = |name: &str, texts: &[&str], times: usize| {
        zip.start_file(name, SimpleFileOptions::default().large_file(true)).unwrap();
        let (first, rest) = texts.split_first().unwrap();
        zip.write_all(first.as_bytes()).unwrap();
        for (at, text) in rest.iter().enumerate() {
            (0..if at + 1 == rest.len() { 1 } else { times }).for_each(|_| zip.write_all(text.as_bytes()).unwrap());
        }
    };
    part("[Content_Types].xml", &[TYPES], 1);
    part("_rels/.rels", &[&links(&[("officeDocument", "xl/workbook.xml")])], 1);
    let targets = [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")];
    part("xl/_rels/workbook.xml.rels", &[&links(&targets)], 1);
    let sheets = "<sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"rId1\"/></sheets>";
    let book = format!("<?xml version=\"1.0\"?><workbook xmlns=\"{MAIN}\" xmlns:r=\"{OF}\">{sheets}</workbook>");
    part("xl/workbook.xml", &[&book], 1);
    let begin = format!("<?xml version=\"1.0\"?><worksheet xmlns=\"{MAIN}\"><sheetData>");
    let end = format!("</sheetData>{behind}</worksheet>");
    let texts: Vec<&str> = std::iter::once(begin.as_str()).chain(rows.iter().copied()).chain([end.as_str()]).collect();
    part("xl/worksheets/sheet1.xml", &texts, 1);
    for (name, texts, times) in more {
        part(name, texts, *times);
    }
    zip.finish().unwrap();
}
