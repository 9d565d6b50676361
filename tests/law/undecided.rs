//! A decision that the law leaves to a province is not guessed: an amount that it would change is refused where the pack does not hold it,
//! and no other amount.

use crate::common::register::files;
use crate::common::{Case, pack};
use huiqi::{Form, Lang, Pack, Profile};

fn refused(pack: &Pack, case: &Case) -> bool {
    let profile = Profile::parse(&case.toml(), "case.toml", pack).expect("read");
    match huiqi::amounts(&pack.rules(case.year, profile.place, None).expect("covered"), &profile, case.form) {
        Ok(_) => false,
        Err(error) => {
            let said = error.problems()[0].text(Lang::En);
            assert!(said.contains("no local rule"), "{said}");
            true
        }
    }
}

/// 财政部 税务总局公告2022年第10号 leaves the halving of six taxes to the provinces. Beijing's decision is in the pack; Hubei's is not, and
/// here nothing stands in for it.
#[test]
fn only_where_it_would_change_an_amount() {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with("cn/2022/mof-sta-2022-10.toml")).expect("the delegation");
    text.truncate(text.find("[[measure]]\nid = \"halving\"").expect("what stands in"));
    let without = Pack::from_files(files).expect("a pack");
    let shop = |place: &str| Case { place: place.to_string(), ..Case::new(2022).net() };
    let plain = |place: &str| shop(place).sale("Q1", "services", "1000", "");
    let lease = |case: Case| case.contract("03", "lease", "1000000", "0");
    // Nothing is due; then stamp duty is.
    assert!(!refused(&without, &plain("420102")));
    assert!(refused(&without, &lease(plain("420102"))));
    assert!(!refused(&without, &lease(plain("110101"))));
    assert!(!refused(pack(), &lease(plain("420102"))));
    // The halving is not open to a general taxpayer that is neither an individual business nor small.
    let company = |small: bool| {
        let mut case = lease(shop("420102").form(Form::Company).general("").sale("Q1", "services", "1000", "rate = \"6%\""));
        case.settled = Some((small, small));
        refused(&without, &case)
    };
    assert_eq!([company(false), company(true)], [false, true]);
}

/// Of deed tax before its law no rate of Hubei is known: who stays owes none, and who moves a shop into a company is not told
/// that it is none.
#[test]
fn deed_tax_only_where_something_moves() {
    let of = |form: Form| {
        let mut case = Case { place: "420102".to_string(), ..Case::new(2020).net().sale("Q3", "services", "1000", "") };
        case.tables += "[conversion]\nproperty_moved = 1000000\ninvestor_share = \"50%\"\n";
        let profile = case.profile();
        let found = huiqi::amounts(&pack().rules(2020, profile.place, None).expect("covered"), &profile, form);
        found.map_err(|error| error.problems()[0].text(Lang::En)).err()
    };
    assert_eq!(of(Form::IndividualBusiness), None);
    assert!(of(Form::Company).is_some_and(|said| said.contains("no local rule for deed tax")));
}
