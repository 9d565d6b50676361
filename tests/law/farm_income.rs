//! Income from planting, breeding, raising and fishing: 财税〔2004〕30号 art. 1, 财税〔2010〕96号, 企业所得税法 art. 27(1) and 实施条例 art. 86.

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Formula, What};
use huiqi::{Form, Line, Money, Vocabulary};

fn farm(year: i32, form: Form, profit: &str, farming: &str) -> Case {
    let mut case = Case::new(year).form(form).net().monthly().sale("12", "goods", "1000万元", "");
    if form == Form::Partnership {
        case.tables += &"[[partners]]\nshare = \"50%\"\ncomprehensive_income = \"1000万元\"\n".repeat(2);
    }
    let mut case = case.with_profit(profit);
    if !farming.is_empty() {
        case.tables += &format!("[farming]\n{farming}\n");
    }
    case
}

/// A livestock farm of 2024: 25,332.18 and 18,194.06 were computed; nothing is owed, in any form and year.
#[test]
fn a_farm_owes_no_income_tax() {
    for form in Form::ALL.iter().copied() {
        let line = if form.is_company() { Line::Cit } else { Line::IitBusiness };
        for year in 2019..=2027 {
            assert!(farm(year, form, "240000", "").payable(line) > Money::ZERO);
            assert_eq!(farm(year, form, "240000", "exempt = \"100%\"").due(line), Money::ZERO, "{year} {form:?}");
        }
    }
}

/// By half only for an enterprise: 60% exempt, 20% by half, 20% of something else.
#[test]
fn by_half_for_an_enterprise() {
    let of = |form: Form| farm(2024, form, "1000000", "exempt = \"60%\"\nreduced = \"20%\"");
    // 1,000,000 − 600,000 − 100,000 at 5%; 1,000,000 − 800,000: 200,000 × 20% − 10,500.
    assert_eq!(of(Form::Company).payable(Line::Cit), yuan("15000"));
    assert_eq!(of(Form::SoleProprietorship).payable(Line::IitBusiness), yuan("29500"));
    let told = farm(2024, Form::Company, "1000000", "exempt = \"60%\"\nreduced = \"20%\"").assess().record.steps;
    let untaxed = told.iter().find(|step| step.what == What::FarmIncome).expect("told");
    let sum = Formula::Sum { first: yuan("600000"), second: yuan("100000") };
    assert_eq!((untaxed.result, &untaxed.formula), (yuan("700000"), &sum));
    // All of it is still the owner's to draw: 20% of 985,000.
    assert_eq!(of(Form::Company).payable(Line::IitDividend), yuan("197000"));
}

/// Of an assessed income the same share is not taxed: 10% of 10,000,000, of which 60% and half of 20% are not; in a form that it is not
/// told for, the books count.
#[test]
fn of_an_assessed_income() {
    let of = |forms: &str, form: Form| {
        let mut case = farm(2024, form, "1000000", "exempt = \"60%\"\nreduced = \"20%\"");
        case.tables += &format!("[assessed]\nforms = [\"{forms}\"]\nby = \"income\"\nrate = \"20%\"\n");
        case
    };
    assert_eq!(of("company", Form::Company).payable(Line::Cit), yuan("30000"));
    assert_eq!(of("company", Form::SoleProprietorship).payable(Line::IitBusiness), yuan("29500"));
    assert_eq!(of("sole-proprietorship", Form::Company).payable(Line::Cit), yuan("15000"));
}

/// Losses of earlier years wait for income that is taxed; a loss of the farm exempts nothing.
#[test]
fn losses_and_the_farm() {
    let with_loss = farm(2024, Form::Company, "1000000", "exempt = \"100%\"").with("losses", "year = 2022; amount = 500000");
    let steps = with_loss.assess().record.steps;
    assert!(steps.iter().all(|step| step.what != What::LossUsed) && steps.iter().any(|step| step.what == What::FarmIncome));
    let nothing = farm(2024, Form::Company, "0", "exempt = \"100%\"").assess().record.steps;
    assert!(nothing.iter().all(|step| step.what != What::FarmIncome));
}

/// Under assessed collection the farm's share of the assessed income is not taxed either.
#[test]
fn assessed_income_from_farming() {
    let mut case = farm(2024, Form::SoleProprietorship, "1000000", "exempt = \"50%\"");
    case.tables += "[assessed]\nforms = [\"sole-proprietorship\"]\nby = \"income\"\nrate = \"10%\"\n";
    let steps = case.assess().record.steps;
    let of = |what: What| steps.iter().find(|step| step.what == what).map(|step| step.result).expect("told");
    let (assessed, farm, taxable) = (of(What::AssessedIncome), of(What::FarmIncome), of(What::Taxable));
    assert_eq!(taxable, assessed - farm);
    assert_eq!(farm, assessed.part(1, 2));
}

/// The two shares are of one profit.
#[test]
fn no_more_than_the_whole_profit() {
    let read = |reduced: &str| {
        let text = farm(2024, Form::Company, "1000000", &format!("exempt = \"60%\"\nreduced = \"{reduced}\"")).toml();
        huiqi::Profile::parse(&text, "case.toml", pack())
    };
    assert!(read("40%").is_ok() && read("40.0001%").is_err_and(|error| error.is_profile()));
}
