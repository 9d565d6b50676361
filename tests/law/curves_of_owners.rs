//! Curves of owners whom drawn businesses seldom have: who elect where their deductions come off, who have other businesses, who set taxes
//! off, who pay by a fixed amount, whose company keeps a reserve.

use crate::common::{Case, pack, yuan};
use crate::curves::{MILLION, straight};
use crate::one_owner::veteran_beside;
use huiqi::trace::{Assumption, Benefit, MeasureIx, Refusal, Step, Trace};
use huiqi::{Axis, Form, Money, Variable, Vocabulary};

/// A business whose profit may be anything up to three million.
fn business(year: i32, form: Form) -> Case {
    let mut case = Case::new(year).form(form).net().sale("Q1", "services", "300万元", "").with_profit("200000");
    case.comprehensive_income = yuan("0");
    case
}

/// Along an input every stretch is straight: 17 places of each and beside its ends. Returns how many stretches there are.
fn along(case: &Case, input: Variable) -> usize {
    let places: Vec<i64> = (0..=16).map(|part| MILLION / 16 * part + part * 3).collect();
    straight(case, case.form, Axis::of(input), &places).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Whose deductions come off either income: 财税〔2000〕91号 art. 13 and its successors. What is not chosen has its own brackets and its own
/// cap of the reduction.
#[test]
fn who_elects() {
    for form in [Form::IndividualBusiness, Form::SoleProprietorship] {
        for income in ["40000", "97000", "150000", "310000", "700000"] {
            for keys in ["", "deductions = 36000", "other_relief = 20000", "deductions = 150000; other_relief = 900"] {
                let case = Case { comprehensive_income: yuan(income), ..business(2024, form).owner(keys) };
                assert!(along(&case, Variable::Profit) > 1);
            }
        }
    }
}

/// Incomes of several businesses are one income with one table (国家税务总局公告2023年第12号 art. 2): its brackets, the cap of the
/// reduction on the individual businesses' part, and what is deducted first from the others'.
#[test]
fn who_has_other_businesses() {
    let others = [
        &[("individual-business", "400000")][..],
        &[("sole-proprietorship", "45000")],
        &[("sole-proprietorship", "130000"), ("individual-business", "1700000")],
        &[("sole-proprietorship", "600000")],
        // Its income takes the deductions before that of an individual business, whose reduction is less then than without it.
        &[("individual-business", "45000")],
    ];
    let mut stretches = 0;
    for (at, others) in others.into_iter().enumerate() {
        for form in [Form::IndividualBusiness, Form::SoleProprietorship] {
            for (income, keys) in
                [("0", ""), ("0", "other_relief = 50000"), ("120000", "deductions = 36000"), ("700000", "other_relief = 900")]
            {
                let year = if at % 2 == 0 { 2024 } else { 2022 };
                let case = Case { comprehensive_income: yuan(income), ..business(year, form).owner(keys) };
                let case = others
                    .iter()
                    .fold(case, |case, (form, income)| case.with("other_business", &format!("form = \"{form}\"; income = {income}")));
                stretches += along(&case, Variable::Profit);
            }
        }
    }
    // What a veteran's business leaves of the limit reaches to the tax on the other one: the deductions may go back to the wage.
    stretches += along(&veteran_beside("100000", "150000"), Variable::Profit);
    assert!(stretches > 100, "{stretches}");
}

/// What is told to a curve beside the steps, and what the taxes come to with the deductions off business income and off the other.
#[derive(Default)]
struct Sides(Vec<i64>, Option<[Money; 2]>);

impl Trace for Sides {
    fn step(&mut self, _: impl FnOnce() -> Step) {}
    fn refuse(&mut self, _: impl FnOnce() -> Refusal) {}
    fn benefit(&mut self, _: impl FnOnce() -> Benefit) {}
    fn chose(&mut self, _: Option<MeasureIx>, side: impl FnOnce() -> i64) {
        self.0.push(side());
    }
    fn assume(&mut self, assumption: impl FnOnce() -> Assumption) {
        match assumption() {
            Assumption::DeductedFromBusinessIncome { tax, otherwise } => self.1 = Some([tax, otherwise]),
            Assumption::DeductedFromComprehensiveIncome { tax, otherwise } => self.1 = Some([otherwise, tax]),
            _ => (),
        }
    }
}

/// While the sides of both ways stay, both taxes are straight, also the one that is not chosen: so their difference has one sign or
/// changes it once, and no change of the choice is passed over between two values. Goes through profits from a loss on, a step in yuan
/// apart. Returns how often the taxes were straight, and how often they bent.
fn straight_while_the_sides_stay(case: &Case, step: i64) -> (usize, usize) {
    let mut profile = case.profile();
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let costs = profile.costs.other + yuan("200000");
    let mut at = |profit: i64| {
        profile.costs.other = costs - Money::from_fen(profit);
        let mut sides = Sides::default();
        huiqi::assess_with(&rules, &profile, case.form, &mut sides).expect("assessed");
        (sides.0, sides.1.expect("both ways").map(Money::fen))
    };
    // No limit of the law falls on one of these profits.
    let found: Vec<_> = (-60..=500).map(|part| at(part * step * 100 + 37)).collect();
    let (mut straight, mut bends) = (0, 0);
    for three in found.windows(3) {
        let [one, two, three] = three else { continue };
        let bend = [0, 1].map(|way| (one.1[way] + three.1[way] - 2 * two.1[way]).abs()).into_iter().max();
        if one.0 == two.0 && two.0 == three.0 {
            assert!(bend <= Some(8), "{bend:?} fen off while nothing is told\n{}", case.toml());
            straight += 1;
        } else {
            bends += usize::from(bend > Some(100));
        }
    }
    (straight, bends)
}

#[test]
fn both_ways_of_who_has_one_business() {
    let (mut straight, mut bends) = (0, 0);
    for form in [Form::IndividualBusiness, Form::SoleProprietorship] {
        // The last goes past the cap of the reduction.
        for (income, keys, step) in
            [("120000", "deductions = 36000", 1_000), ("300000", "other_relief = 9000", 1_000), ("120000", "", 5_000)]
        {
            let case = Case { comprehensive_income: yuan(income), ..business(2024, form).owner(keys) };
            let of = straight_while_the_sides_stay(&case, step);
            (straight, bends) = (straight + of.0, bends + of.1);
        }
    }
    assert!(straight > 3_000 && bends > 30, "{straight} {bends}");
}

#[test]
fn both_ways_of_who_has_other_businesses() {
    let (mut straight, mut bends) = (0, 0);
    let others = [("sole-proprietorship", 45_000), ("sole-proprietorship", 150_000), ("individual-business", 1_950_000)];
    for (other_form, other) in others {
        for form in [Form::IndividualBusiness, Form::SoleProprietorship] {
            // Another relief is shared out by the parts of the income, which is no straight line.
            let of_one_form = (form.key() == other_form).then_some(("300000", "other_relief = 9000"));
            for (income, keys) in [("120000", "deductions = 36000")].into_iter().chain(of_one_form) {
                let case = Case { comprehensive_income: yuan(income), ..business(2024, form).owner(keys) };
                let case = case.with("other_business", &format!("form = \"{other_form}\"; income = {other}"));
                let of = straight_while_the_sides_stay(&case, 1_000);
                (straight, bends) = (straight + of.0, bends + of.1);
            }
        }
    }
    assert!(straight > 4_000 && bends > 40, "{straight} {bends}");
}

/// A company whose owner's wage stands beside another business.
#[test]
fn whose_wage_stands_beside_another_business() {
    for (income, other) in [("0", "90000"), ("50000", "300000")] {
        let case =
            business(2024, Form::OnePersonCompany).with("other_business", &format!("form = \"sole-proprietorship\"; income = {other}"));
        let mut case = Case { comprehensive_income: yuan(income), ..case.owner("deductions = 30000") };
        case.tables += "[company]\nowner_wage = 10000\n";
        assert!(along(&case, Variable::Wage) > 4);
    }
}

/// What is set off is the least of the tax and of what is left of the limit (公告2023年第14号 art. 1).
#[test]
fn who_sets_off() {
    for (form, table) in [
        (Form::IndividualBusiness, "[self_employed]\ngroup = \"veteran\"\nsince = 2023-05-06\n"),
        (
            Form::Company,
            "[[hires]]\ngroup = \"veteran\"\nsince = 2023-03-01\ncount = 2\n\
             [[hires]]\ngroup = \"key-group\"\nsince = 2023-03-01\ncount = 1\n",
        ),
    ] {
        for year in [2021, 2024] {
            let mut case = business(year, form);
            case.tables += &table.replace("2023", &(year - 1).to_string());
            assert!(along(&case, Variable::Profit) > 1);
            along(&case, Variable::Sales);
        }
    }
}

/// A levy rate on receipts (国家税务总局令第16号): nothing is free below nought, the reduction ends where other reliefs take all, which is told
/// even where nothing is reduced: before 2021, and for a sole proprietorship.
#[test]
fn who_pays_by_a_fixed_amount() {
    for (year, form) in [(2020, Form::IndividualBusiness), (2024, Form::IndividualBusiness), (2024, Form::SoleProprietorship)] {
        let mut case = (1..=12)
            .fold(Case::new(year).form(form).net().monthly(), |case, month| case.sale(&format!("{month:02}"), "goods", "120000", ""));
        case.comprehensive_income = yuan("0");
        case.tables += &format!("[assessed]\nforms = [\"{}\"]\nby = \"levy-rate\"\nrate = \"1%\"\nfree_below = \"20000\"\n", form.key());
        let case = case.owner("other_relief = 5000");
        assert!(along(&case, Variable::Sales) > 2);
    }
}

/// A tax reduced for what the person is, up to the most of a year (云财税〔2019〕31号).
#[test]
fn who_is_reduced() {
    for form in [Form::IndividualBusiness, Form::SoleProprietorship] {
        for keys in ["reduction = { group = \"disabled\" }", "reduction = { group = \"disabled\" }; other_relief = 3000"] {
            assert!(along(&business(2024, form).owner(keys), Variable::Profit) > 1);
        }
    }
}

/// A reserve that is told is all of a smaller profit (公司法 art. 210); a bonus is taxed apart where that is less (财税〔2018〕164号).
#[test]
fn whose_company_keeps_a_reserve() {
    for keys in ["reserve = 90000", "owner_wage = 200000\nowner_bonus = 40000", "owner_wage = 20000\nowner_bonus = 36000"] {
        let mut case = business(2023, Form::Company);
        case.tables += &format!("[company]\n{keys}\n");
        assert!(along(&case, Variable::Profit) > 1);
        assert!(along(&case, Variable::Wage) > 2);
    }
}
