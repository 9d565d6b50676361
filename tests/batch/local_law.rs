//! What is said of a row where its place ended, and where something stood in for local law: as in a single answer.

use crate::businesses::huiqi;
use huiqi::{Pack, Profile};
use std::path::Path;

const HEADER: &str =
    "主体标识,年度,行政区划,所在地类型,行业代码,纳税人类别,纳税期限,主营销售类型,综合所得,其他成本费用,一季度销售额,房产原值";
const ENDED: &str = "所填地区代码或名称已停用，按承继地区测算";
const NOT_READ: &str = "未读到当地规定，以多数地区的规定代替";

/// The results of rows by year, place, sales of the first quarter and value of premises: the notes and what is left of each.
fn run(folder: &Path, rows: &[(i32, &str, &str, &str)]) -> Vec<(String, String)> {
    let row = |(at, (year, place, sales, value)): (usize, &(i32, &str, &str, &str))| {
        format!("{at},{year},{place},市区,F5213,小规模纳税人,按季,货物,0,0,{sales},{value}\n")
    };
    let register: String = rows.iter().enumerate().map(row).collect();
    std::fs::write(folder.join("in.csv"), format!("{HEADER}\n{register}")).unwrap();
    let out = huiqi(folder, &["batch", "in.csv", "-o", "out.csv", "--lang", "zh", "--to", "individual-business"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let results = std::fs::read_to_string(folder.join("out.csv")).unwrap().replace('\u{feff}', "");
    std::fs::remove_file(folder.join("out.csv")).unwrap();
    let mut lines = results.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let at = |name: &str| names.iter().position(|found| *found == name).unwrap();
    let (notes, total) = (at("说明"), at("转企前_税费合计"));
    let cells = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[notes].to_string(), cells[total].to_string())
    };
    lines.map(cells).collect()
}

#[test]
fn a_place_that_ended_is_noted_and_assessed_where_it_went() {
    let folder = tempfile::tempdir().unwrap();
    let shop = |place| (2024, place, "500000", "1000000");
    let found = run(folder.path(), &[shop("530422"), shop("澄江县"), shop("澄江市"), shop("530481"), shop("渝北区"), shop("500157")]);
    let notes: Vec<bool> = found.iter().map(|(notes, _)| notes.contains(ENDED)).collect();
    assert_eq!(notes, [true, true, false, false, true, false], "{found:?}");
    assert!(found[..4].iter().all(|(_, total)| *total == found[2].1) && found[4].1 == found[5].1, "{found:?}");
    // A summary counts them, in the place that took over.
    let folder = folder.path();
    let out = huiqi(folder, &["batch", "in.csv", "--summary", "--lang", "zh"]);
    let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
    assert!(said.contains(ENDED), "{said}");
}

/// A row notes it if and only if the answer for the same facts names a measure that stood in.
#[test]
fn what_stood_in_is_noted_as_in_a_single_answer() {
    let folder = tempfile::tempdir().unwrap();
    let pack = Pack::embedded().unwrap();
    let mut rows = Vec::new();
    for place in ["530302", "110105", "510104", "430102", "640104", "610102", "540102"] {
        for year in [2019, 2021, 2022, 2023, 2027] {
            // Exempt, so that nothing is reduced; over the threshold; with premises.
            rows.extend([(year, place, "1000", ""), (year, place, "500000", "")]);
            // 陕西 must be told its deduction, which no column does.
            rows.extend((place != "610102").then_some((year, place, "1000", "1000000")));
        }
    }
    let found = run(folder.path(), &rows);
    assert_eq!(found.len(), rows.len());
    let mut noted = 0;
    for ((year, place, sales, value), (notes, _)) in rows.iter().zip(&found) {
        let property = if value.is_empty() { String::new() } else { format!("[[property]]\noriginal_value = {value}\n") };
        let toml = format!(
            "name = \"row\"\nyear = {year}\nplace = \"{place}\"\nlocality = \"city\"\nindustry = \"F5213\"\n\
             form = \"individual-business\"\n\
             [vat]\nstatus = \"small-scale\"\nfiling = \"quarter\"\n[costs]\nother = 0\n[owner]\ncomprehensive_income = 0\n\
             [[sales]]\nperiod = \"Q1\"\nkind = \"goods\"\namount = {sales}\n{property}"
        );
        let profile = Profile::parse(&toml, "row.toml", &pack).unwrap_or_else(|error| panic!("{error}"));
        let rules = pack.rules(*year, profile.place, None).unwrap();
        let answer = huiqi::assess(&rules, &profile, profile.form).unwrap_or_else(|error| panic!("{error}"));
        let context = huiqi::report::Context { pack: &pack, rules: &rules, profile: &profile, lang: huiqi::Lang::En };
        let said = huiqi::report::assessment(&context, &answer).markdown().contains("was not read; in its place");
        assert_eq!(notes.contains(NOT_READ), said, "{year} {place} {sales} {value}: {notes}");
        noted += usize::from(said);
    }
    assert!(noted > 5 && noted < rows.len() / 2, "{noted} of {}", rows.len());
}
