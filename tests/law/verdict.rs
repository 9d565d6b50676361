//! The first sentence says what is best of what is compared, and hides no money that is left in a company.

use crate::common::{Case, pack, strategy};
use huiqi::report::{Context, comparison};
use huiqi::{Assessment, Comparison, Form, Lang, Money, Profile, Vocabulary};
use proptest::prelude::*;

/// The page up to its first table, on one line.
fn said(profile: &Profile, found: &Comparison) -> String {
    let rules = pack().rules(profile.year, profile.place, None).expect("covered");
    let context = Context { pack: pack(), rules: &rules, profile, lang: Lang::En };
    let page = comparison(&context, found).markdown();
    let sentences: Vec<&str> = page.lines().take_while(|line| !line.starts_with('|')).collect();
    sentences.join(" ").replace("**", "")
}

fn compare(profile: &Profile, to: &[Form]) -> Option<Comparison> {
    let rules = pack().rules(profile.year, profile.place, None).ok()?;
    huiqi::compare(&rules, profile, to).ok()
}

fn net(side: &Assessment) -> Money {
    side.amounts.net_to_owner()
}

/// A company whose owner leaves everything in it.
fn keeping(profit: &str) -> Profile {
    let mut case = Case::new(2024).net().sale("Q4", "goods", "3000000", "").with_profit(profit);
    case.tables += "[company]\nshare_distributed = \"0%\"\n";
    case.profile()
}

#[test]
fn what_is_better_only_inside_a_company_is_said_so_in_one_sentence() {
    let profile = keeping("2000000");
    let found = compare(&profile, &[Form::OnePersonCompany]).expect("compared");
    let (stays, company) = (&found.before, found.chosen());
    assert!(net(company) > net(stays) && company.amounts.net_when_drawn() < stays.amounts.net_when_drawn());
    let words = said(&profile, &found);
    let sentence = words.split("A company is taken").next().expect("a sentence");
    for figure in
        [net(company) - net(stays), company.amounts.undistributed, stays.amounts.net_when_drawn() - company.amounts.net_when_drawn()]
    {
        assert!(sentence.contains(&figure.to_string()), "{figure}: {words}");
    }
    assert!(sentence.contains("only because") && sentence.contains("less"), "{words}");
}

/// Both kinds of company come to the same: the one that stands first in the table is named.
#[test]
fn of_equals_the_first_is_named() {
    let profile = keeping("2000000");
    for (to, name) in [
        ([Form::OnePersonCompany, Form::Company], "is one-person company:"),
        ([Form::Company, Form::OnePersonCompany], "is limited company:"),
    ] {
        let found = compare(&profile, &to).expect("compared");
        assert_eq!(net(&found.after[0]), net(&found.after[1]));
        assert!(said(&profile, &found).contains(name), "{}", said(&profile, &found));
    }
}

#[test]
fn the_choices_of_a_company_are_named_where_one_is_compared() {
    let profile = keeping("200000");
    let choices = "wage of 0.00 a year and to distribute 0% of its profit after tax";
    let with = compare(&profile, &[Form::Company]).expect("compared");
    assert!(said(&profile, &with).contains(choices));
    let without = compare(&profile, &[Form::SoleProprietorship]).expect("compared");
    assert!(!said(&profile, &without).contains("A company is taken"));
}

proptest! {
    /// No other form leaves more than the one that is named, and the difference is the one that is said.
    #[test]
    fn the_best_is_named_first(case in strategy::business()) {
        let profile = case.profile();
        let others: Vec<Form> = Form::ALL.iter().copied().filter(|form| *form != profile.form).collect();
        for to in [others.as_slice(), &others[..1]] {
            let Some(found) = compare(&profile, to) else { continue };
            let best = found.after.iter().map(net).max().expect("another form");
            let words = said(&profile, &found);
            let difference = if best > net(&found.before) { best - net(&found.before) } else { net(&found.before) - best };
            let first = words.split("Converted to").next().expect("sentences").to_string();
            if difference == Money::ZERO {
                prop_assert!(first.contains("leave the owner the same"), "{words}");
            } else {
                prop_assert!(first.contains(&difference.to_string()), "{words}");
                prop_assert_eq!(first.contains("Staying as it is leaves"), best < net(&found.before), "{}", words);
            }
        }
    }
}
