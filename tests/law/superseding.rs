//! Who takes whose place: what an overlay may supersede, how far superseding reaches, and that the nation names no province.

use crate::common::pack;
use crate::common::register::files;
use crate::common::unread::unread_files;
use huiqi::{Date, Lang, Pack};
use std::collections::BTreeSet;

/// A draft of one measure, valid from a day, laid over the embedded pack.
fn draft(jurisdiction: &str, measure: &str) -> Result<Pack, String> {
    let text = format!(
        "[document]\nid = \"draft\"\nnumber = \"草案\"\ntitle = {{ zh = \"草案\", en = \"Draft\" }}\nissuers = [\"某部\"]\n\
         issued_on = 2026-06-01\njurisdiction = \"{jurisdiction}\"\ntext_at = \"unknown\"\nconfidence = \"memory\"\n\
         checked_on = 2026-06-01\n\n[[measure]]\nid = \"m\"\nauthority = [{{ article = \"第一条\" }}]\n\
         title = {{ zh = \"题\", en = \"T\" }}\nsummary = {{ zh = \"文\", en = \"S\" }}\n{measure}\n"
    );
    overlaid(&text)
}

fn overlaid(text: &str) -> Result<Pack, String> {
    let said = |error: huiqi::Error| error.problems().iter().map(|problem| problem.text(Lang::En)).collect::<Vec<_>>().join("\n");
    pack().overlaid(vec![("draft.toml".to_string(), text.to_string())]).map_err(said)
}

fn day(text: impl AsRef<str>) -> Date {
    text.as_ref().parse().expect("a day")
}

fn in_force(pack: &Pack, on: &str) -> Vec<String> {
    pack.in_force(day(on), 530_302, None).into_iter().map(|index| pack.measure(index).id.clone()).collect()
}

const THRESHOLD: &str = "mechanism = \"exempt-sales-below\"\n[measure.parameters]\nmonth = \"15万元\"\nquarter = \"45万元\"\n\
    bound = \"less-than\"\nreal_estate_sale = \"stripped\"";

#[test]
fn nothing_supersedes_itself() {
    let itself = overlaid(include_str!("superseding/itself.toml")).expect_err("a rule would vanish");
    assert!(
        itself.contains("supersedes itself: on 2019-01-01 nothing would be left to decide rate of Local education surcharge"),
        "{itself}"
    );
    let circle = overlaid(include_str!("superseding/each-other.toml")).expect_err("two rules would vanish");
    for other in ["my-doc#m", "my-doc#n"] {
        assert!(circle.contains(&format!("supersedes `{other}`, which supersedes this one in turn: on 2022-04-01")), "{circle}");
    }
    assert!(circle.contains("exempt sales by levy rate"), "{circle}");
}

#[test]
fn superseding_reaches_through() {
    let valid = "valid = { from = 2026-07-01, to = 2027-12-31 }";
    let made = draft("CN", &format!("{valid}\nsupersedes = [\"mof-sta-2026-10#vat-threshold\"]\n{THRESHOLD}")).expect("sound");
    // It names the threshold of 2026 alone, which had superseded that of 2023.
    for old in ["mof-sta-2026-10#vat-threshold", "mof-sta-2023-19#vat-exemption"] {
        assert!(!in_force(&made, "2026-07-01").contains(&old.to_string()), "{old}");
    }
    assert!(in_force(&made, "2026-07-01").contains(&"draft#m".to_string()));
    assert!(in_force(&made, "2026-06-30").contains(&"mof-sta-2026-10#vat-threshold".to_string()));
    // It does not reach to what nobody superseded.
    let unrelated = draft("CN", &format!("{valid}\nsupersedes = [\"mof-sta-2023-19#vat-exemption\"]\n{THRESHOLD}"));
    assert!(unrelated.expect_err("two thresholds").contains("without a relation"));
}

#[test]
fn what_is_superseded_has_a_successor() {
    // The document of 2019 frees both fees; the draft frees one and would take the other away.
    let fees = "valid = { from = 2026-07-01, to = \"open\" }\nsupersedes = [\"mof-sta-2016-12#fee-exemption\"]\n\
        mechanism = \"exempt-fees-below\"\n[measure.parameters]\ntaxes = [\"education-surcharge\"]\nmonth = \"10万元\"\n\
        quarter = \"30万元\"\nbound = \"not-more-than\"";
    let said = draft("CN", fees).expect_err("the other fee has no successor");
    assert!(
        said.contains("supersedes `mof-sta-2016-12#fee-exemption`, but on 2026-07-01 nothing decides exemption of Local education"),
        "{said}"
    );
    assert_eq!(said.matches("Local education surcharge in its place").count(), 1, "told once, of the first day: {said}");
    // Another measure of the draft frees the other fee: it succeeds too, whatever it names.
    let other = fees
        .replace("supersedes = [\"mof-sta-2016-12#fee-exemption\"]\n", "")
        .replace("\"education-surcharge\"", "\"local-education-surcharge\", \"water-fund\"");
    let (title, summary) = ("title = { zh = \"题\", en = \"T\" }", "summary = { zh = \"文\", en = \"S\" }");
    let second = format!("[[measure]]\nid = \"n\"\nauthority = [{{ article = \"第二条\" }}]\n{title}\n{summary}\n{other}");
    let said = draft("CN", &format!("{fees}\n\n{second}")).expect_err("the halving does not name them");
    assert!(said.contains("stacks_after") && !said.contains("nothing decides"), "{said}");
}

/// A measure that stands in for local law meets no relief of a province that has its own law on all of its days; where the province's own
/// law ends before the relief does, it meets it, and must name it in `stacks_after`.
#[test]
fn what_stands_in_meets_the_reliefs_of_the_days_without_own_law() {
    let told = |halving_to: &str, relief_to: &str| -> bool {
        let mut files = unread_files(files());
        for (file, old, new) in
            [("yunnan-mof-sta-2022-4.toml", "2024-12-31", halving_to), ("yunnan-landlord-2022.toml", "2022-12-31", relief_to)]
        {
            let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with(file)).expect("there");
            let (old, new) = (format!("to = {old}"), format!("to = {new}"));
            assert!(text.contains(&old), "{file}");
            *text = text.replacen(&old, &new, 1);
        }
        let refused = Pack::from_files(files).err();
        let of = |problem: &huiqi::Problem| problem.place().is_some_and(|(file, ..)| file.ends_with("cn/2022/mof-sta-2022-10.toml"));
        let problems = refused.iter().flat_map(|error| error.problems()).filter(|problem| of(problem));
        problems
            .filter(|problem| problem.code() == "stack-unrelated")
            .any(|problem| problem.text(Lang::En).contains("yunnan-landlord-2022"))
    };
    assert_eq!([told("2024-12-31", "2022-12-31"), told("2023-12-31", "2023-12-31")], [false; 2]);
    assert!(told("2022-12-31", "2023-12-31"));
}

/// The day after a measure's last is looked at though nothing else begins then.
#[test]
fn each_day_has_its_rules() {
    let mut files = unread_files(files());
    let document = files.iter_mut().find(|(name, _)| name.ends_with("mof-sta-2018-33.toml")).expect("there");
    assert!(document.1.contains("to = 2025-12-31"));
    document.1 = document.1.replacen("to = 2025-12-31", "to = 2025-11-30", 1);
    let error = Pack::from_files(files).expect_err("a month without the limit");
    let said: Vec<String> = error.problems().iter().map(|problem| problem.text(Lang::En)).collect();
    let gap = |text: &String| text.starts_with("no base rule for") && text.ends_with("from 2025-12-01 to 2025-12-31");
    assert!(said.iter().any(gap), "{said:?}");
}

#[test]
fn a_superseded_delegation_takes_the_decisions_along() {
    let halving = "yunnan-mof-sta-2022-4#halving".to_string();
    assert!(in_force(pack(), "2022-12-31").contains(&halving) && !in_force(pack(), "2023-01-01").contains(&halving));
    let national = pack().measures().iter().find(|measure| measure.id == "mof-sta-2023-12#halving").expect("it is there");
    let replaced: Vec<&str> = national.replaces.iter().map(|index| pack().measure(*index).id.as_str()).collect();
    assert_eq!(
        replaced,
        [
            "beijing-2022-721#reduction",
            "chongqing-2022-2#halving",
            "heilongjiang-2022-2#halving",
            "inner-mongolia-six-taxes-2022#halving",
            "mof-sta-2022-10#delegated-halving",
            "mof-sta-2022-10#halving",
            "ningxia-six-taxes-2022#halving",
            "yunnan-mof-sta-2022-4#halving",
        ]
    );
    assert_eq!(national.supersedes.len(), 1);
    // As known before the nation decided, the province's decision stands.
    let known = "2023-05-01".parse().ok();
    let then = pack().in_force("2023-05-01".parse().expect("a day"), 530_302, known);
    assert!(then.iter().any(|index| pack().measure(*index).id == halving));
}

/// A province's files come and go without a national file being touched. Who published an example is no relation.
#[test]
fn no_national_file_names_a_province() {
    let local: Vec<&str> =
        pack().documents().iter().filter(|document| !document.jurisdiction.is_national()).map(|d| d.id.as_str()).collect();
    assert!(local.len() > 5, "{local:?}");
    // Those whose documents are in the pack; a national text may except another.
    let own = |code: u32| pack().documents().iter().any(|document| document.jurisdiction.to_string() == (code / 10_000).to_string());
    let provinces = crate::common::places().into_iter().filter(|(code, _)| code % 10_000 == 0 && own(*code));
    let names: Vec<String> = provinces.map(|(_, name)| without_kind(&name)).collect();
    assert!(names.contains(&"云南".to_string()) && names.len() > 10, "{names:?}");
    for (name, text) in files().iter().filter(|(name, _)| name.contains("cn/")) {
        for line in text.lines().filter(|line| !line.starts_with("source = ") && !line.starts_with("text_at = ")) {
            let named = local.iter().find(|id| line.contains(&format!("{id}#")) || line.contains(&format!("\"{id}\"")));
            assert_eq!(named, None, "{name}: {line}");
            assert_eq!(names.iter().find(|place| line.contains(place.as_str())), None, "{name}: {line}");
        }
    }
}

/// The name of a province without what kind of province it is.
fn without_kind(name: &str) -> String {
    let bare = ["壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"].iter().find_map(|kind| name.strip_suffix(kind));
    bare.unwrap_or(name).to_string()
}

/// Without what an overlay adds, and with what that took the place of, it is the law again, on each day and in each place.
#[test]
fn without_its_measures_an_overlay_is_the_law() {
    let valid = "valid = { from = 2026-07-01, to = 2027-06-30 }";
    let made = draft("CN", &format!("{valid}\nsupersedes = [\"mof-sta-2026-10#vat-threshold\"]\n{THRESHOLD}")).expect("sound");
    let own = made.measures().iter().find(|measure| measure.id == "draft#m").expect("it is there");
    let ids = |pack: &Pack, day: Date, place: u32| -> BTreeSet<String> {
        pack.in_force(day, place, None).into_iter().map(|index| pack.measure(index).id.clone()).collect()
    };
    let mut days: Vec<Date> = (2019..=2027).flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}-01"))).map(day).collect();
    days.extend(["2026-06-30", "2027-06-30"].map(day));
    let mut taken = 0;
    for day in days {
        for place in [110_101, 530_302, 440_305] {
            let (law, mut overlaid) = (ids(pack(), day, place), ids(&made, day, place));
            if overlaid.remove(&own.id) {
                let replaced = own.replaces.iter().map(|index| made.measure(*index).id.clone()).filter(|id| law.contains(id));
                taken += replaced.filter(|id| overlaid.insert(id.clone())).count();
            }
            assert_eq!(overlaid, law, "{day} {place}");
        }
    }
    assert_eq!(taken, 3 * 13, "the threshold of 2026, on 13 of the days");
}
