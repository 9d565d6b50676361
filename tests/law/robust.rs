//! Nothing that is read makes the library panic, hang or overflow: damaged files, and amounts at their limits.

#[path = "../../fuzz/targets.rs"]
mod targets;

use crate::common::{Case, pack};
use huiqi::{Form, MAX_AMOUNT, MAX_LINES, Money, Pack, Profile, Vocabulary};
use proptest::prelude::*;

const EXAMPLES: [&str; 3] = [
    include_str!("../../examples/landlord.toml"),
    include_str!("../../examples/machine-workshop.toml"),
    include_str!("../../docs/template.toml"),
];

/// A file with a piece of it cut out, doubled or replaced, at character bounds.
fn damaged(text: &str, at: usize, length: usize, with: &str, twice: bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let from = at % characters.len();
    let to = (from + length % 60).min(characters.len());
    let piece: String = characters[from..to].iter().collect();
    let (head, tail): (String, String) = (characters[..from].iter().collect(), characters[to..].iter().collect());
    if twice { format!("{head}{piece}{with}{piece}{tail}") } else { format!("{head}{with}{tail}") }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// A damaged profile is refused with places, or assessed; it never panics.
    #[test]
    fn a_damaged_profile_does_not_panic(which in 0..3usize, at in any::<usize>(), length in any::<usize>(),
        with in "[-0-9a-z\"\\[\\]{}=.,%‰万亿元年\n]{0,8}", twice in any::<bool>()) {
        let text = damaged(EXAMPLES[which], at, length, &with, twice);
        match Profile::parse(&text, "damaged.toml", pack()) {
            Ok(profile) => {
                let Ok(rules) = pack().rules(profile.year, profile.place, None) else { return Ok(()) };
                for form in Form::ALL {
                    let _ = huiqi::assess(&rules, &profile, *form);
                }
            }
            Err(error) => prop_assert!(error.problems().iter().all(|problem| problem.place().is_some()), "{error}"),
        }
    }

    /// A damaged policy file is refused, or the pack is whole.
    #[test]
    fn a_damaged_policy_does_not_panic(at in any::<usize>(), length in any::<usize>(), with in "[-0-9a-z\"#=.,%]{0,6}",
        twice in any::<bool>()) {
        let text = damaged(include_str!("../../policies/cn/2023/mof-sta-2023-12.toml"), at, length, &with, twice);
        let _ = pack().overlaid(vec![("damaged.toml".to_string(), text)]);
    }
}

/// Every amount at its limit, as many lines as there may be: sums stay exact.
#[test]
fn the_largest_profile_does_not_overflow() {
    let most = MAX_AMOUNT.plain();
    for form in [Form::IndividualBusiness, Form::Company] {
        let mut case = Case::new(2024).form(form).net();
        case.other_costs = MAX_AMOUNT;
        case.assets = most.clone();
        case.staff = 10_000_000;
        for _ in 0..MAX_LINES {
            case.tables += &format!("[[sales]]\nperiod = \"Q1\"\nkind = \"goods\"\namount = \"{most}\"\ninvoice = \"special\"\n");
        }
        case.tables += &format!(
            "[[land]]\narea = \"100000000\"\nunit_amount = 30\n[[property]]\noriginal_value = \"{most}\"\n[[losses]]\nyear = 2023\n\
                amount = \"{most}\"\n"
        );
        case.tables += &format!("[company]\nowner_wage = \"{most}\"\n[conversion]\npaid_in_capital = \"{most}\"\n");
        case = case.owner(&format!("deductions = \"{most}\"; other_relief = \"{most}\""));
        let amounts = case.amounts();
        let receipts = MAX_AMOUNT.fen() * MAX_LINES as i64;
        assert!(amounts.receipts >= Money::from_fen(receipts));
        assert_eq!(amounts.receipts + amounts.grants, amounts.costs + amounts.deed_tax + amounts.total() + amounts.net_to_owner());
    }
    let mut over = Case::new(2024);
    for _ in 0..=MAX_LINES {
        over.tables += "[[sales]]\nperiod = \"Q1\"\nkind = \"goods\"\namount = 1\n";
    }
    assert!(over.try_assess().is_err_and(|error| error.is_profile()));
    assert!(Profile::parse(&"#".repeat(4 * 1024 * 1024 + 1), "large.toml", pack()).is_err());
    assert!(Pack::from_files(vec![("x.toml".into(), "#".repeat(4 * 1024 * 1024 + 1))]).is_err());
}

/// Deep nesting and odd ends of lines are read or refused, not followed into the ground.
#[test]
fn odd_files() {
    let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Profile::parse(&deep, "deep.toml", pack()).is_err());
    let shop = Case::new(2024).sale("Q1", "goods", "100", "").toml();
    assert!(Profile::parse(&shop.replace('\n', "\r\n"), "windows.toml", pack()).is_ok());
    assert!(Profile::parse(&format!("\u{feff}{shop}"), "bom.toml", pack()).is_ok());
    assert!(Profile::parse("", "empty.toml", pack()).is_err());
}

/// What fuzzing found worth keeping goes through its target again, each within memory and without a panic.
#[test]
fn the_fuzz_corpus_is_replayed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let (mut files, mut bytes) = (0, 0);
    for (name, target) in targets::TARGETS {
        let kept = std::fs::read_dir(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        for path in kept.map(|entry| entry.expect("readable").path()) {
            let data = std::fs::read(&path).expect("readable");
            (files, bytes) = (files + 1, bytes + data.len());
            target(&data);
        }
    }
    assert!((100..=200).contains(&files), "{files} files");
    assert!(bytes <= 400 * 1024, "{bytes} bytes");
}
