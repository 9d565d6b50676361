//! A profile that is written can be read again, and is the same.

use crate::common::pack;
use huiqi::Profile;
use huiqi::strategies::{Figures, business};
use proptest::prelude::*;
use std::path::Path;
use std::sync::OnceLock;

fn again(profile: &Profile) -> Profile {
    let toml = profile.to_toml();
    Profile::parse(&toml, "written.toml", pack()).unwrap_or_else(|error| panic!("{error}\n{toml}"))
}

fn figures() -> &'static Figures {
    static FIGURES: OnceLock<Figures> = OnceLock::new();
    FIGURES.get_or_init(|| Figures::of(pack()).expect("sound"))
}

/// Every profile file of the project, and the template with its optional facts.
#[test]
fn files_are_read_again() {
    fn collect(folder: &Path, found: &mut Vec<String>) {
        for path in std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                found.push(std::fs::read_to_string(path).expect("readable"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![huiqi::PROFILE_TEMPLATE.to_string()];
    collect(&root.join("examples"), &mut files);
    collect(&root.join("tests/rows"), &mut files);
    assert!(files.len() > 100);
    for toml in files {
        let profile = Profile::parse(&toml, "case.toml", pack()).expect("a profile");
        assert_eq!(again(&profile).without_places(), profile.clone().without_places(), "{toml}");
        // Written twice, it is the same text; years in periods stay.
        assert_eq!(again(&profile).to_toml(), profile.to_toml());
        let dated = toml.replace("period = \"Q", &format!("period = \"{}-Q", profile.year));
        if let Ok(dated) = Profile::parse(&dated, "dated.toml", pack()) {
            assert_eq!(again(&dated).without_places(), dated.without_places());
        }
    }
}

/// What is unknown stays unknown, and is not written as zero or false.
#[test]
fn what_is_unknown_stays_unknown() {
    let toml = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/noodle-shop.toml")).expect("readable");
    for (told, unknown) in [
        ("class = \"micro\"", "class = \"unknown\""),
        ("restricted_industry = false", "restricted_industry = \"unknown\""),
        ("staff = [6, 7]", "staff = \"unknown\""),
        ("assets = [\"30万元\", \"29万元\"]", "assets = \"unknown\""),
        ("[owner]\ncomprehensive_income = 0", "[owner]\ncomprehensive_income = \"unknown\""),
        ("industry = \"H6210\"", "industry = \"H6210\"\nmovables_as_individual = \"unknown\""),
        ("[owner]", "[company]\nhigh_tech = \"unknown\"\n[owner]"),
    ] {
        assert!(toml.contains(told), "{told}");
        let profile = Profile::parse(&toml.replacen(told, unknown, 1), "case.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(profile.unknown.len(), 1, "{unknown}");
        assert_eq!(again(&profile).without_places(), profile.without_places(), "{unknown}");
    }
}

/// Names with any characters come back.
#[test]
fn names_are_quoted() {
    let mut profile = Profile::parse(huiqi::PROFILE_TEMPLATE, "template.toml", pack()).expect("sound");
    for name in ["a \"b\" \\ c", "老街\t面馆", "line\nbreak", "'", "#", "\u{7f}"] {
        profile.name = name.to_string();
        assert_eq!(again(&profile).name, name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn generated_businesses_are_read_again(profile in business(figures())) {
        prop_assert_eq!(again(&profile).without_places(), profile);
    }

    /// What is generated can be assessed in every form.
    #[test]
    fn generated_businesses_can_be_assessed(profile in business(figures())) {
        let rules = pack().rules(profile.year, profile.place, None).expect("covered");
        for form in <huiqi::Form as huiqi::Vocabulary>::ALL {
            prop_assert!(huiqi::amounts(&rules, &profile, *form).is_ok(), "{:?}", huiqi::amounts(&rules, &profile, *form));
        }
    }
}
