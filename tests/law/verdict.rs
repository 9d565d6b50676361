//! The first sentence says what is best of what is compared, and hides no money that is left in a company.

use crate::common::{Case, pack, strategy};
use huiqi::report::{Context, comparison};
use huiqi::{Assessment, Bounds, Comparison, Form, Lang, Money, Profile, Vocabulary};
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

/// With the choices of companies looked for.
fn compare_choices(profile: &Profile, to: &[Form]) -> Option<Comparison> {
    let rules = pack().rules(profile.year, profile.place, None).ok()?;
    huiqi::compare(&rules, profile, to).ok()?.with_choices(&rules, profile).ok()
}

/// The verdict of a comparison agrees with `optimise` over form, wage and share, in this year and once everything is drawn.
fn agrees(profile: &Profile) -> Result<(), TestCaseError> {
    let others: Vec<Form> = Form::ALL.iter().copied().filter(|form| *form != profile.form).collect();
    let Some(found) = compare_choices(profile, &others) else { return Ok(()) };
    let Some(choices) = &found.choices else { return Ok(()) };
    let rules = pack().rules(profile.year, profile.place, None).expect("covered");
    let forms = found.after.iter().map(|side| side.form).collect();
    let most = choices.most_wage.fen();
    let bounds = Bounds { forms, wage: Some((0, most)), share: Some((0, 1_000_000)), ..Bounds::default() };
    let optimum = huiqi::optimise(&rules, profile, &bounds, &|| ()).expect("optimised");
    let best = optimum.together.found.first().expect("an outcome");
    let drawn = optimum.together.when_drawn.expect("an outcome");
    let words = said(profile, &found);
    let stays = &found.before;
    if best.net > net(stays) {
        prop_assert!(words.contains(&(best.net - net(stays)).to_string()), "{words}");
        prop_assert_eq!(words.contains("stays in the company") || words.contains("left in the company"), best.kept > Money::ZERO);
    } else {
        prop_assert!(words.contains("Staying as it is"), "{words}");
    }
    // What is said of the rest of the money is so as well.
    if best.net > net(stays) && best.kept > Money::ZERO {
        let when_drawn = stays.amounts.net_when_drawn();
        let change = if drawn.net_when_drawn > when_drawn { drawn.net_when_drawn - when_drawn } else { when_drawn - drawn.net_when_drawn };
        prop_assert!(words.contains(&change.to_string()) || change == Money::ZERO, "{change}: {words}");
    }
    // The table's company lies between the ends.
    for side in found.after.iter().filter(|side| side.form.is_company()) {
        let of_form = |outcome: &&huiqi::Outcome| outcome.choice.form == side.form;
        let most = choices.best.found.iter().filter(of_form).map(|outcome| outcome.net).max().expect("tried");
        let least = choices.best.least.iter().filter(of_form).map(|outcome| outcome.net).min().expect("tried");
        prop_assert!(least <= net(side) && net(side) <= most, "{least} {} {most}", net(side));
    }
    Ok(())
}

#[test]
fn the_verdicts_of_the_examples_are_those_of_optimise() {
    for example in ["noodle-shop", "wholesaler", "over-the-threshold", "landlord", "machine-workshop", "hardware-retailer", "bus-operator"]
    {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{example}.toml"));
        agrees(&Profile::load(&path, pack()).expect("an example")).expect(example);
    }
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
        ([Form::OnePersonCompany, Form::Company], "is a one-person company:"),
        ([Form::Company, Form::OnePersonCompany], "is a limited company:"),
    ] {
        let found = compare(&profile, &to).expect("compared");
        assert_eq!(net(&found.after[0]), net(&found.after[1]));
        assert!(said(&profile, &found).contains(name), "{}", said(&profile, &found));
    }
}

/// A form inside an English sentence has its article.
#[test]
fn forms_have_their_articles() {
    let of = |from: Form, to: Form| {
        let profile = Profile { form: from, ..keeping("200000") };
        said(&profile, &compare(&profile, &[to]).expect("compared"))
    };
    let to_company = of(Form::IndividualBusiness, Form::OnePersonCompany);
    for words in ["Converted to a one-person company: ", " a one-person company"] {
        assert!(to_company.contains(words), "{to_company}");
    }
    let to_individual = of(Form::SoleProprietorship, Form::IndividualBusiness);
    for words in ["Best is an individual business: ", "Converted to an individual business: "] {
        assert!(to_individual.contains(words), "{to_individual}");
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
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_verdict_is_that_of_optimise(case in strategy::business()) {
        agrees(&case.profile())?;
    }

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
