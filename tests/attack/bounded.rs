//! C: nothing that is read takes time or memory without bound. What is measured is work: bytes that were taken, calls, memory that was
//! written to and processor time under a limit of the kernel; never the time that passed.

use crate::run::{EXAMPLE, HEADER, example, fed, huiqi, limited, register, row, sheet_rows, workbook};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const MEBI: usize = 1 << 20;

/// Memory for the command itself, its pack and its threads, in MiB.
const USUAL: u64 = 96;

/// C1: twice the unknown keys are not twice the problems: both stop at a thousand; 4,000 bad lines are one message.
#[test]
fn problems_are_counted_to_a_thousand() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let said = [20_000, 40_000].map(|keys| {
        std::fs::write(folder.join("k.toml"), (0..keys).map(|key| format!("k{key}=1\n")).collect::<String>()).unwrap();
        let ran = limited(folder, USUAL, 60, &["assess", "k.toml", "--format", "json"]);
        assert_eq!(ran.code, Some(3), "{ran:?}");
        let error: serde_json::Value = serde_json::from_str(&ran.said).unwrap();
        assert_eq!(error["problems"].as_array().unwrap().len(), 1_001);
        ran.said.len()
    });
    assert!(said[0].abs_diff(said[1]) < 20_000, "{said:?}");
    let bad = "[[sales]]\nperiod = \"Q9\"\nkind = \"servces\"\namount = \"x\"\n".repeat(4_000);
    std::fs::write(folder.join("bad.toml"), example() + &bad).unwrap();
    let ran = limited(folder, USUAL, 60, &["assess", "bad.toml"]);
    assert!(ran.code == Some(3) && ran.said.len() < 4_000, "{}", ran.said.len());
}

/// C2, C3: a file without end is read to the limit and no further: a profile, a register's header, a row, a cell in quotes.
#[test]
fn what_has_no_end_is_read_to_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (ran, taken) = fed(folder, &["assess", "/dev/stdin"], "", &[b'#'; 4096]);
    ran.refused(3, "4194304 bytes");
    assert!(taken <= 5 * MEBI, "{taken}");
    let (head, quoted) = (format!("{HEADER}\n"), format!("{HEADER}\n\""));
    for (begin, block, says) in [("", "a", "is missing"), (&head, "a", "longer than"), (&quoted, "a", "quote"), ("\"", "a", "")] {
        let (ran, taken) = fed(folder, &["batch", "-", "-o", "out.csv"], begin, block.repeat(65_536 / block.len()).as_bytes());
        ran.refused(3, says);
        assert!(taken <= 68 * MEBI, "{begin} {block}: {taken}");
    }
    for file in ["/dev/zero", "/dev/tty"] {
        huiqi(folder, &["assess", file]).refused(3, "");
        huiqi(folder, &["assess", EXAMPLE, "--overlay", file]).refused(4, "");
    }
}

/// C3: a name that is long is not compared with the names that there are.
#[test]
fn long_names_suggest_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.csv"), "a".repeat(4 * MEBI) + "\n").unwrap();
    let ran = limited(folder.path(), USUAL, 20, &["batch", "in.csv", "-o", "out.csv"]);
    assert!(ran.code == Some(3) && ran.said.contains("is missing"), "{:?}", ran.code);
}

/// C3: what is long is not repeated whole in a message: its beginning is, and how long it is; whatever is long, and in every command.
#[test]
fn messages_shorten_what_they_repeat() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let long = "k".repeat(3 * MEBI);
    let json = serde_json::to_string(&example().parse::<toml::Table>().unwrap()).unwrap();
    let files = [
        ("key.toml", format!("{long}=1\n")),
        ("quoted.toml", format!("\"{}\"=1\n", "面".repeat(MEBI))),
        ("value.toml", example().replacen("H6210", &long, 1)),
        ("table.toml", example() + &format!("\n[{long}]\nx = 1\n")),
        ("within.toml", example() + &format!("\n[[sales]]\n{long} = 1\n")),
        ("syntax.toml", format!("{long}\n")),
        ("key.json", json.replacen('{', &format!("{{\"{long}\":1,"), 1)),
        ("line.json", json.replacen('{', &format!("{{{}\"x\":1,", " ".repeat(3 * MEBI)), 1)),
        ("question.json", format!("{{\"profile\": {{}}, \"ask\": {{\"{long}\": {{}}}}}}")),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
        for more in [&["--lang", "zh"][..], &["--lang", "en"], &["--format", "json"]] {
            let asked: &[&str] = if name == "question.json" { &["ask", name] } else { &["assess", name] };
            let ran = limited(folder, USUAL, 60, &[asked, more].concat());
            assert!(matches!(ran.code, Some(2 | 3)) && !ran.said.is_empty(), "{name}: {:?} {}", ran.code, ran.said.len());
            assert!(ran.said.len() < 12_000, "{name} {more:?}: {}", ran.said.len());
            if name.starts_with("key") {
                assert!(ran.said.contains("3145728"), "{name}: {}", ran.said);
            }
        }
    }
    let overlay = format!("[document]\nid = \"{long}\"\n");
    std::fs::write(folder.join("overlay.toml"), overlay).unwrap();
    let ran = limited(folder, USUAL, 60, &["assess", EXAMPLE, "--overlay", "overlay.toml"]);
    assert!(ran.code == Some(4) && ran.said.len() < 12_000, "{}", ran.said.len());
}

/// The same of registers: names of columns, cells, sheets; and of many columns not each is named.
#[test]
fn registers_are_not_repeated_whole() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let long = "k".repeat(3 * MEBI);
    let with = |name: &str, cell: &str| {
        register(1).replacen("owner_income\n", &format!("owner_income,{name}\n"), 1).replacen("no,0\n", &format!("no,0,{cell}\n"), 1)
    };
    let cases = [
        (with(&format!("sales {long}"), "1"), 3),
        (with(&format!("备注{long}"), "1"), 0),
        (with("owner_relief", &long), 0),
        (with("x", &long), 0),
        (register(1).replacen("k1,", &format!("{long},"), 1), 0),
        (register(1).replacen(",530302,", &format!(",{long},"), 1), 0),
        (with(&"x,".repeat(300_000), &"1,".repeat(300_000)), 0),
        (with(&"sales x,".repeat(300_000), &"1,".repeat(300_000)), 3),
    ];
    for (at, (text, code)) in cases.into_iter().enumerate() {
        std::fs::write(folder.join("in.csv"), text).unwrap();
        for lang in ["zh", "en"] {
            let ran = limited(folder, 3 * USUAL, 120, &["batch", "in.csv", "-o", "out.csv", "--threads", "2", "--lang", lang]);
            assert_eq!(ran.code, Some(code), "{at}: {}", ran.said.len());
            let errors = std::fs::read_to_string(folder.join("out.csv.errors.jsonl")).unwrap_or_default();
            let most = if code == 3 { 200_000 } else { 6_000 };
            assert!(ran.said.len() < most && errors.len() < 6_000, "{at}: {} {}", ran.said.len(), errors.len());
            let _ = std::fs::remove_file(folder.join("out.csv.errors.jsonl"));
        }
    }
}

/// C4: what a workbook packs into little is refused by what it unpacks to.
#[test]
fn workbooks_that_unpack_to_much_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let rows = sheet_rows(&register(2));
    let long = "A".repeat(MEBI);
    const TEXTS: &str = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
    let cell = ["<row><c t=\"inlineStr\"><is><t>", &long, &long, "</t></is></c></row>"].concat();
    let cells = format!("<row>{}</row>", "<c r=\"A4\"><v>1</v></c>".repeat(16_385));
    let many = "<si><t>a</t></si>".repeat(10_000);
    let attribute = ["<x a=\"", &long, &long, "\"/>"].concat();
    let texts = [TEXTS, "<si><t>", &long, "</t></si></sst>"];
    let shared = [TEXTS, &many, "</sst>"];
    let styles = ["<styleSheet>", "<!--AAAAAAAA-->", "</styleSheet>"];
    type Case<'c> = (&'c [&'c str], &'c str, &'c [(&'c str, &'c [&'c str], usize)], &'c str);
    let cases: [Case<'_>; 6] = [
        (&[&rows, &cell], "", &[], "longer than 1048576 bytes"),
        (&[&rows, &cells], "", &[], "more than 16384 cells"),
        (&[&rows], &attribute, &[], "longer than 1048576 bytes"),
        (&[&rows], "", &[("xl/sharedStrings.xml", &texts, 2)], "longer than 1048576 bytes"),
        (&[&rows], "", &[("xl/sharedStrings.xml", &shared, 400)], "more than 67108864 bytes when unpacked"),
        (&[&rows], "", &[("xl/styles.xml", &styles, 17 * MEBI / 15)], "more than 16777216 bytes when unpacked"),
    ];
    for (rows, behind, more, says) in cases {
        workbook(&folder.join("in.xlsx"), rows, behind, more);
        let ran = limited(folder, USUAL, 120, &["batch", "in.xlsx", "-o", "out.csv"]);
        assert!(ran.code == Some(1) && ran.said.contains(says), "{says}: {ran:?}");
        assert!(!folder.join("out.csv").exists());
    }
}

fn write(path: &Path, columns: Vec<(&str, ArrayRef)>, rows_of_group: usize) {
    let rows = RecordBatch::try_from_iter(columns).unwrap();
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(rows_of_group)).build();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), rows.schema(), Some(properties)).unwrap();
    writer.write(&rows).unwrap();
    writer.close().unwrap();
}

/// The columns of a register whose keys are these.
fn columns(keys: ArrayRef) -> Vec<(&'static str, ArrayRef)> {
    let one = row(1);
    let same = |text: &str| -> ArrayRef {
        let (indices, words) = (Int32Array::from(vec![0; keys.len()]), Arc::new(StringArray::from(vec![text])));
        Arc::new(DictionaryArray::<Int32Type>::try_new(indices, words).unwrap())
    };
    let others: Vec<(&str, ArrayRef)> = HEADER.split(',').zip(one.split(',')).skip(1).map(|(name, text)| (name, same(text))).collect();
    [vec![("key", keys)], others].concat()
}

/// C4: a long text that a dictionary holds once is not written out for each row.
#[test]
fn a_long_text_of_a_dictionary_is_an_error_of_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let long = StringArray::from(vec!["k".repeat(50_000)]);
    let keys = DictionaryArray::<Int32Type>::try_new(Int32Array::from(vec![0; 16_384]), Arc::new(long)).unwrap();
    write(&folder.path().join("in.parquet"), columns(Arc::new(keys)), 16_384);
    let ran = limited(folder.path(), USUAL, 60, &["batch", "in.parquet", "-o", "out.csv", "--threads", "2"]);
    assert!(ran.code == Some(0) && ran.said.contains("= 0 results + 16384 errors"), "{ran:?}");
}

/// Rows that are wrong in each of all columns: of each row twenty problems are told and the others counted, so that what is wrong with a
/// register takes no hundred times its size.
#[test]
fn rows_that_are_all_wrong_are_told_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let names: Vec<String> = huiqi::register::columns().iter().map(|column| column.key.clone()).collect();
    let rest = ",x".repeat(names.len() - 1);
    let rows: String = (0..6_000).map(|row| format!("k{row}{rest}\n")).collect();
    std::fs::write(folder.join("in.csv"), format!("{}\n{rows}", names.join(","))).unwrap();
    let ran = limited(folder, 2 * USUAL, 240, &["batch", "in.csv", "-o", "out.csv", "--threads", "2"]).well();
    assert!(ran.said.contains("6000 rows in = 0 results + 6000 errors"), "{}", ran.said);
    let errors = std::fs::read_to_string(folder.join("out.csv.errors.jsonl")).unwrap();
    let last: serde_json::Value = serde_json::from_str(errors.lines().last().unwrap()).unwrap();
    let also = last["also"].as_array().unwrap();
    assert_eq!(also.len(), 20);
    let more: usize = also[19].as_str().unwrap().strip_prefix("and ").unwrap().strip_suffix(" more").unwrap().parse().unwrap();
    assert!(more > 250, "{more}");
}

/// Names of places and trades that are not known are held against those that are once, and not each of a whole register: what is said of
/// a row is the same however many threads there are.
#[test]
fn unknown_names_are_sought_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let with = |place: &dyn Fn(usize) -> String, rows: usize| {
        let wrong = |at: usize| row(at).replacen("530302", &place(at), 1).replacen("H6210", &place(at), 1);
        format!("{HEADER}\n{}", (0..rows).map(|at| wrong(at) + "\n").collect::<String>())
    };
    let errors = || std::fs::read_to_string(folder.join("out.csv.errors.jsonl")).unwrap();
    std::fs::write(folder.join("in.csv"), with(&|_| "麒麟圆区".to_string(), 4_000)).unwrap();
    limited(folder, USUAL, 60, &["batch", "in.csv", "-o", "out.csv", "--threads", "2"]).well();
    assert_eq!(errors().matches("did you mean 麒麟区?").count(), 4_000);
    std::fs::write(folder.join("in.csv"), with(&|at| format!("麒麟圆{at}区"), 1_100)).unwrap();
    let told = ["1", "3"].map(|threads| {
        limited(folder, USUAL, 60, &["batch", "in.csv", "-o", "out.csv", "--threads", threads, "--chunk-rows", "600"]).well();
        errors()
    });
    assert!(told[0] == told[1] && told[0].contains("is not a place of the pack"));
}

/// C6: row groups of one row each are gathered: the disk is waited for as often as for one group of them all.
#[test]
fn small_row_groups_are_gathered() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let keys = || Arc::new((0..500).map(|key| Some(format!("k{key}"))).collect::<StringArray>()) as ArrayRef;
    let syncs = [500, 1].map(|rows_of_group| {
        write(&folder.join("in.parquet"), columns(keys()), rows_of_group);
        let mut strace = Command::new("strace");
        strace.current_dir(folder).args(["-f", "-qq", "-o", "strace.log", "-e", "trace=fsync,fdatasync"]);
        let ended = strace.arg(env!("CARGO_BIN_EXE_huiqi")).args(["batch", "in.parquet", "-o", "out.csv"]).output();
        assert!(ended.unwrap_or_else(|error| panic!("strace: {error}; see .ci/setup")).status.success());
        let trace = std::fs::read_to_string(folder.join("strace.log")).unwrap();
        trace.lines().filter(|line| line.contains("sync(")).count()
    });
    assert!(syncs[0] > 0 && syncs[1] <= syncs[0], "{syncs:?}");
}

/// C5: curves over lists that are full end, with an answer where lines are alike and refused with the numbers where none is like another;
/// what is no curve takes all of them. (`answers/curve/work.rs` counts the assessments; here the kernel counts the time.)
#[test]
fn curves_over_full_lists_end() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let shop = example();
    let (begin, end) = (shop.find("[[sales]]").unwrap(), shop.find("[costs]").unwrap());
    let many = |more: &dyn Fn(usize) -> String| -> String {
        let sale =
            |at: usize| format!("[[sales]]\nperiod = \"Q{}\"\nkind = \"services\"\namount = {}\n{}\n", at % 4 + 1, 100 + at, more(at));
        let sales: String = (0..huiqi::MAX_LINES).map(sale).collect();
        format!("{}{sales}{}", &shop[..begin], &shop[end..])
    };
    std::fs::write(folder.join("alike.toml"), many(&|_| String::new())).unwrap();
    for question in [&["cliffs", "alike.toml", "--over", "sales"][..], &["report", "alike.toml"]] {
        limited(folder, USUAL, 60, question).well();
    }
    let property: String = (0..huiqi::MAX_LINES).map(|at| format!("[[property]]\noriginal_value = {}\n", 1_000 + at)).collect();
    let contracts: String =
        (0..2_000).map(|at| format!("[[contracts]]\nmonth = \"{:02}\"\nkind = \"lease\"\namount = {at}\n", at % 12 + 1)).collect();
    std::fs::write(folder.join("full.toml"), many(&|at| format!("vat_printed = {}\n", at % 3)) + "\n" + &property + &contracts).unwrap();
    // It takes as long as is allowed: in a test build, one such is enough.
    let ran = limited(folder, 2 * USUAL, 120, &["cliffs", "full.toml", "--over", "sales"]);
    assert!(matches!(ran.code, Some(2 | 3)) && ran.said.contains("entries, and after"), "{ran:?}");
    limited(folder, 2 * USUAL, 120, &["compare", "full.toml"]).well();
    for question in [&["assess", "full.toml"][..], &["prepay", "full.toml"], &["calendar", "full.toml"], &["classify", "full.toml"]] {
        limited(folder, 2 * USUAL, 20, question).well();
    }
    // Two inputs at once: each value of the one goes with each of the other.
    huiqi(folder, &["sweep", EXAMPLE, "--over", "sales", "--over2", "profit", "--points", "101"]).refused(2, "from 2 to 100");
}
