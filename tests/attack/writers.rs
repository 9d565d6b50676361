//! One register as other programs write it, in their codecs and types: each gives the results of `written/plain.csv`, to the byte.
//! `written/make.py` wrote the files; `written/versions.txt` says with what.

use crate::run::huiqi;
use std::path::Path;

#[test]
fn each_program_s_file_gives_the_same_results() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let written = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attack/written");
    let results = |name: &str| {
        let register = written.join(name);
        let ran = huiqi(folder, &["batch", register.to_str().unwrap(), "-o", "out.csv", "--reliefs", "--to", "company,partnership"]).well();
        let errors = std::fs::read_to_string(folder.join("out.csv.errors.jsonl")).unwrap_or_default();
        assert!(ran.said.contains("3 rows in = 3 results + 0 errors"), "{name}: {} {errors}", ran.said);
        std::fs::read_to_string(folder.join("out.csv")).unwrap()
    };
    let expected = results("plain.csv");
    assert_eq!(expected.lines().count(), 4);
    let mut names: Vec<String> = written.read_dir().unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| [".csv", ".xlsx", ".parquet"].iter().any(|ending| name.ends_with(ending)));
    names.sort();
    for name in &names {
        assert_eq!(results(name), expected, "{name}");
    }
    // Of each program at least one file in each of its formats is there.
    let of = |part: &str| names.iter().filter(|name| name.contains(part)).count();
    let programs = ["pyarrow", "polars", "duckdb", "openpyxl", "xlsxwriter", "libreoffice"];
    assert!(programs.iter().all(|program| of(program) > 0) && of(".parquet") > 15 && of(".xlsx") > 5 && of(".csv") > 4, "{names:?}");
}
