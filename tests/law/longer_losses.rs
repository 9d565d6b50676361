//! Losses that an enterprise carries forward longer: ten years for high-tech enterprises and technology SMEs (财税〔2018〕76号), eight for
//! losses of 2020 in transport, catering, lodging and tourism (公告2020年第8号 art. 4).

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Reason, What};
use huiqi::{Form, Line, Money};

fn company(year: i32, industry: &str, made_in: i32, recognised: &str) -> Case {
    let mut case = Case::new(year).form(Form::Company).net().monthly().sale("12", "goods", "1000万元", "");
    case.industry = industry.into();
    case.tables += &format!("[company]\n{recognised}\n");
    case.with_profit("299640").with("losses", &format!("year = {made_in}; amount = 200000"))
}

fn cit(year: i32, industry: &str, made_in: i32, recognised: &str) -> Money {
    company(year, industry, made_in, recognised).payable(Line::Cit)
}

const WITHOUT: &str = "14982";
const WITH: &str = "4982";

/// Catering, a loss of 2020, in 2026: 14,982 was computed, 4,982 is right. Eight years end with 2028.
#[test]
fn a_loss_of_2020_in_listed_industries() {
    for industry in ["H6210", "H6110", "G5411", "G5711", "L7291", "N7861"] {
        assert_eq!(cit(2026, industry, 2020, ""), yuan(WITH), "{industry}");
        assert_eq!(cit(2027, industry, 2020, ""), yuan(WITH), "{industry}");
        assert_eq!(cit(2026, industry, 2021, ""), yuan(WITH), "{industry}");
        assert_eq!(cit(2027, industry, 2021, ""), yuan(WITHOUT), "{industry}");
        assert_eq!(cit(2025, industry, 2019, ""), yuan(WITHOUT), "{industry}");
    }
    for industry in ["F5213", "G5910", "G6010", "L7292", "N7851"] {
        assert_eq!(cit(2026, industry, 2020, ""), yuan(WITHOUT), "{industry}");
        assert_eq!(cit(2025, industry, 2020, ""), yuan(WITH), "{industry}");
    }
}

/// Ten years with the recognition, and no more.
#[test]
fn recognised_enterprises() {
    for recognised in ["high_tech = true", "technology_sme = true"] {
        let used = |year, made_in| {
            let found = company(year, "C3484", made_in, recognised).assess();
            let too_old = found.record.refused.iter().any(|it| matches!(it.reason, Reason::LossTooOld { years: 10, .. }));
            (found.record.steps.iter().any(|step| step.what == What::LossUsed), too_old)
        };
        assert_eq!([used(2027, 2017), used(2027, 2016)], [(true, false), (false, true)], "{recognised}");
    }
    assert_eq!(cit(2026, "C3484", 2020, "high_tech = false"), yuan(WITHOUT));
}

/// A person's business has five years, whatever it does.
#[test]
fn not_for_persons() {
    let mut case = company(2026, "H6210", 2020, "technology_sme = true");
    case = case.form(Form::SoleProprietorship);
    assert!(case.assess().record.refused.iter().any(|it| matches!(it.reason, Reason::LossTooOld { years: 5, .. })));
}

/// The longer term is cited beside a loss that was used under it, and beside one that is too old for it.
#[test]
fn each_loss_cites_its_own_term() {
    let id = |index| pack().measure(index).id.as_str();
    let cited = |case: Case| {
        let record = case.assess().record;
        let used = record.steps.iter().find(|step| step.what == What::LossUsed).and_then(|step| step.measure()).map(id);
        let refused = record.refused.iter().find(|it| matches!(it.reason, Reason::LossTooOld { .. })).map(|it| id(it.measure));
        (used, refused)
    };
    let ordinary = cited(company(2027, "C3484", 2025, "")).0;
    let longer = cited(company(2027, "C3484", 2018, "high_tech = true")).0;
    assert!(longer.is_some() && longer != ordinary);
    let both = company(2027, "C3484", 2025, "high_tech = true").with("losses", "year = 2016; amount = 100000");
    assert_eq!(cited(both).1, longer);
    let of_2020 = company(2027, "H6210", 2020, "");
    assert!(cited(of_2020).0.is_some_and(|used| Some(used) != ordinary && Some(used) != longer));
    // One that is left over is not cited.
    let used_up = company(2023, "H6210", 2018, "").with("losses", "year = 2019; amount = 200000");
    assert_eq!(cited(used_up.with("losses", "year = 2020; amount = 100")).0, ordinary);
}
