//! The rows of the notice, one profile file a case in `tests/rows/`: what is granted, what is refused and why, and what
//! happens at the boundary. Each file says in its first lines what it expects; `huiqi assess FILE` shows the same.

use crate::common::{pack, yuan};
use huiqi::trace::What;
use huiqi::{Assessment, BenefitKind, Form, Lang, Measure, Money, Profile, Say, Vocabulary};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const KINDS: [&str; 3] = ["granted", "refused", "boundary"];

/// The files of each row, in the order of the notice.
fn files() -> Vec<(String, Vec<PathBuf>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rows");
    let sorted = |folder: &Path| {
        let mut found: Vec<PathBuf> = std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()).collect();
        found.sort();
        found
    };
    let name = |path: &Path| path.file_name().expect("named").to_string_lossy().into_owned();
    let mut rows: Vec<(String, Vec<PathBuf>)> = sorted(&folder).iter().map(|row| (name(row), sorted(row))).collect();
    rows.sort_by_key(|(row, _)| ("TRSCFEIX".find(&row[..1]), row[1..].parse::<u32>().ok()));
    rows
}

/// What a measure gave: reliefs, deductions and waivers in the steps, and what stands beside the taxes.
fn given(assessment: &Assessment, id: &str) -> Money {
    let of = |measure: Option<huiqi::trace::MeasureIx>| measure.is_some_and(|index| pack().measure(index).id == id);
    let counts = |what: What| what.is_relief() || matches!(what, What::ResearchDeduction | What::ExpensedAtOnce | What::Depreciation);
    let steps = assessment.record.steps.iter().filter(|step| of(step.measure()) && counts(step.what)).map(|step| step.result);
    let beside = assessment.record.benefits.iter().filter(|benefit| of(Some(benefit.measure)) && benefit.kind != BenefitKind::Cost);
    steps.chain(beside.map(|benefit| benefit.amount)).sum()
}

/// Whether the measure is named at all.
fn named(assessment: &Assessment, id: &str) -> bool {
    let is = |index| pack().measure(index).id == id;
    assessment.record.steps.iter().filter_map(|step| step.measure()).any(is)
        || assessment.record.refused.iter().any(|refusal| is(refusal.measure))
        || assessment.record.benefits.iter().any(|benefit| is(benefit.measure) && benefit.amount > Money::ZERO)
}

fn check(row: &str, path: &Path) -> Result<(), String> {
    let toml = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let expected: Vec<(&str, &str)> = toml.lines().filter_map(|line| line.strip_prefix("#: ")?.split_once(' ')).collect();
    let profile = Profile::parse(&toml, "case.toml", pack()).map_err(|error| error.to_string())?;
    let known_on = expected.iter().find(|(key, _)| *key == "known-on").map(|(_, day)| day.parse::<huiqi::Date>()).transpose();
    let known_on = known_on.map_err(|error| error.to_string())?;
    let rules = pack().rules(profile.year, profile.place, known_on).map_err(|error| error.to_string())?;
    let form = expected.iter().find(|(key, _)| *key == "form").map_or(Some(profile.form), |(_, form)| Form::from_key(form));
    let outcome = huiqi::assess(&rules, &profile, form.ok_or("no such form")?);
    let classes = || -> Result<String, String> {
        let found = huiqi::classify(pack(), &rules, &profile).map_err(|error| error.to_string())?;
        Ok(found.iter().map(|(finding, _)| finding.say(Lang::En) + "\n").collect())
    };
    let serves = |id: &str| match pack().measures().iter().find(|measure| measure.id == id) {
        Some(measure) if measure.rows.iter().any(|named| named == row) => Ok(()),
        Some(_) => Err(format!("{id} does not serve {row}")),
        None => Err(format!("no measure {id}")),
    };
    let mut said = 0;
    for (key, words) in expected.iter().filter(|(key, _)| !matches!(*key, "form" | "known-on")) {
        said += 1;
        let (id, rest) = words.split_once(' ').unwrap_or((words, ""));
        if *key == "error" {
            let error = outcome.as_ref().err().map(ToString::to_string).ok_or("nothing refused it")?;
            if !error.contains(words) {
                return Err(error);
            }
            continue;
        }
        let assessment = outcome.as_ref().map_err(ToString::to_string)?;
        let holds = match *key {
            "granted" => serves(id).map(|()| given(assessment, id) == yuan(rest)),
            "entitled" => serves(id).map(|()| {
                let open = |benefit: &&huiqi::trace::Benefit| pack().measure(benefit.measure).id == id;
                assessment.record.benefits.iter().filter(open).any(|benefit| benefit.kind == BenefitKind::Entitlement)
            }),
            "refused" => serves(id).map(|()| {
                let of = |refusal: &&huiqi::trace::Refusal| pack().measure(refusal.measure).id == id;
                assessment.record.refused.iter().filter(of).any(|refusal| refusal.reason.say(Lang::En).contains(rest))
            }),
            // Interest that a payment put off saves.
            "worth" => serves(id).map(|()| {
                let of = |benefit: &&huiqi::trace::Benefit| pack().measure(benefit.measure).id == id;
                assessment.record.benefits.iter().filter(of).filter_map(|benefit| benefit.worth).sum::<Money>() == yuan(rest)
            }),
            "none" => serves(id).map(|()| !named(assessment, id)),
            "found" => classes().map(|found| found.contains(words)),
            "absent" => classes().map(|found| !found.contains(words)),
            _ => Err(format!("`{key}` means nothing")),
        };
        if !holds? {
            let reasons: Vec<String> = assessment
                .record
                .refused
                .iter()
                .map(|refusal| format!("{}: {}", pack().measure(refusal.measure).id, refusal.reason.say(Lang::En)))
                .collect();
            return Err(format!("{key} {words}: given {}; refused: {reasons:?}", given(assessment, id)));
        }
    }
    if said == 0 { Err("it expects nothing".to_string()) } else { Ok(()) }
}

/// Every row has its three kinds of case, and each comes out as it says.
#[test]
fn each_row_is_granted_refused_and_bounded() {
    let rows = files();
    assert_eq!(rows.len(), 34);
    let mut wrong = Vec::new();
    for (row, files) in &rows {
        for kind in KINDS {
            let of_kind = files.iter().any(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(kind)));
            assert!(of_kind, "{row} has no case that is {kind}");
        }
        for path in files {
            if let Err(error) = check(row, path) {
                wrong.push(format!("{row} {}: {error}", path.file_name().expect("named").to_string_lossy()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A case that expected another amount, another reason or another measure would fail: the check is alive.
#[test]
fn the_cases_can_fail() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut altered = 0;
    for (row, files) in files() {
        for path in files {
            let toml = std::fs::read_to_string(&path).expect("readable");
            for (right, wrong) in
                [("#: granted ", "#: none "), ("#: refused ", "#: none "), ("#: none ", "#: entitled "), ("#: found ", "#: absent ")]
            {
                if toml.contains(right) {
                    let other = folder.path().join("case.toml");
                    std::fs::write(&other, toml.replace(right, wrong)).expect("writable");
                    assert!(check(&row, &other).is_err(), "{row} {}", path.display());
                    altered += 1;
                }
            }
        }
    }
    assert!(altered > 90, "{altered}");
}

/// One row of the notice as a row of the table: measures, what to do, where it is tested.
fn table_row(row: &str, files: &[PathBuf], lang: Lang) -> String {
    let serving: Vec<&Measure> = pack().measures().iter().filter(|measure| measure.rows.iter().any(|named| named == row)).collect();
    let measures: Vec<String> = serving
        .iter()
        .map(|measure| {
            let document = pack().document_of(measure);
            format!("`{}` {} {} ({}, {})", measure.id, document.number, measure.article, measure.valid, measure.confidence.say(lang))
        })
        .collect();
    let mut how: Vec<String> = serving.iter().filter_map(|measure| measure.how.as_ref().map(|how| how.say(lang))).collect();
    how.dedup();
    let mut kinds: BTreeMap<usize, usize> = BTreeMap::new();
    for path in files {
        let name = path.file_name().expect("named").to_string_lossy().into_owned();
        let kind = KINDS.iter().position(|kind| name.starts_with(kind)).unwrap_or_else(|| panic!("{name}"));
        *kinds.entry(kind).or_default() += 1;
    }
    let words = match lang {
        Lang::En => ["granted", "refused", "boundary"],
        Lang::Zh => ["享受", "不享受", "边界"],
    };
    let tested: Vec<String> = kinds.into_iter().map(|(kind, count)| format!("{} {count}", words[kind])).collect();
    format!("| {row} | {} | {} | `tests/rows/{row}` ({}) |\n", measures.join("<br>"), how.join("<br>"), tested.join(", "))
}

/// The documentation's table of the rows is made from the pack and the cases.
#[test]
fn the_table_of_rows_is_fresh() {
    for (lang, file, head) in [
        (
            Lang::En,
            "docs/notice.md",
            "# The notice 曲政办发〔2022〕88号, row by row\n\nMade from the pack and the cases in `tests/rows`.\n\n\
                | row | measures | what to do | tested in |\n|---|---|---|---|\n",
        ),
        (
            Lang::Zh,
            "docs/notice.zh.md",
            "# 曲政办发〔2022〕88号逐项\n\n由政策包和 `tests/rows` 中的用例生成。\n\n| 条目 | 措施 | 如何办理 | 测试 |\n|---|---|---|---|\n",
        ),
    ] {
        let fresh = head.to_string() + &files().iter().map(|(row, files)| table_row(row, files, lang)).collect::<String>();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        if std::env::var_os("HUIQI_WRITE").is_some() {
            std::fs::write(&path, &fresh).expect("writable");
        }
        assert!(std::fs::read_to_string(&path).unwrap_or_default() == fresh, "{file} is stale: HUIQI_WRITE=1 cargo test --test law rows::");
    }
}
