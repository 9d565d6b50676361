//! Amounts that the place sets and the profile tells: what is outside the range of the law is refused under its article.

use crate::common::{Case, pack};
use huiqi::{Form, Lang, Problem};
use serde_json::json;

const JIANGSU: &str = "320102";
const FUJIAN: &str = "350102";
const BEIJING: &str = "110101";

/// A shop with one more table.
fn with(year: i32, place: &str, table: &str, lines: &str) -> Case {
    Case { place: place.into(), ..Case::new(year).net().sale("Q4", "goods", "300000", "").with(table, lines) }
}

fn land(amount: &str) -> Case {
    with(2024, "530302", "land", &format!("area = 100; unit_amount = {amount}"))
}

fn coal(rate: &str) -> Case {
    let lines = format!("period = \"Q4\"; mineral = \"coal\"; amount = 10000; rate = \"{rate}\"");
    Case { industry: "B0610".into(), ..with(2024, "530302", "resource", &lines) }
}

fn farmland(place: &str, amount: &str) -> Case {
    with(2024, place, "farmland", &format!("month = \"11\"; area = 100{amount}"))
}

fn property(place: &str, deduction: &str) -> Case {
    with(2024, place, "property", &format!("original_value = 1000000{deduction}"))
}

fn veteran(place: &str, limit: &str) -> Case {
    let mut case = Case { place: place.into(), ..Case::new(2024).net().sale("Q4", "goods", "300000", "") };
    case.tables += &format!("[self_employed]\ngroup = \"veteran\"\nsince = 2023-05-06\nlimit = {limit}\n");
    case
}

fn hired(amount: &str) -> Case {
    let lines = format!("group = \"key-group\"; since = 2023-05-06; amount = {amount}");
    with(2024, "530302", "hires", &lines).form(Form::Company)
}

fn without_ratio(place: &str) -> Case {
    let mut case = Case { place: place.into(), ..Case::new(2024).net().sale("Q4", "goods", "300000", "").form(Form::Company) };
    case.tables += "[disabled_fund]\nstaff_months = 480\naverage_wage = 36000\n";
    case
}

fn refusal(case: &Case) -> Problem {
    let error = case.try_assess().expect_err("refused");
    assert!(error.is_profile(), "{error}");
    error.problems().first().expect("a problem").clone()
}

/// Each refusal names document and article in both languages, and in fields with what was found and the bounds.
#[test]
fn a_refusal_names_its_article() {
    for (case, code, measure, cited, fields) in [
        (
            land("30.01"),
            "amount-outside-range",
            "council-land-use-regulation#range",
            ("国务院令第17号", "第四条、第五条"),
            json!({ "found": "30.01", "least": "0.63", "most": "30.00" }),
        ),
        (
            coal("10.1%"),
            "rate-outside-range",
            "npc-resource-law#range",
            ("主席令第三十三号", "第二条、第三条、税目税率表"),
            json!({ "found": "0.101", "least": "0.02", "most": "0.1" }),
        ),
        (
            farmland("530302", "; unit_amount = 50.01"),
            "amount-outside-range",
            "npc-farmland-law#range",
            ("主席令第十八号", "第四条、第六条"),
            json!({ "found": "50.01", "least": "5.00", "most": "50.00" }),
        ),
        (
            farmland(JIANGSU, ""),
            "unit-amount-needed",
            "npc-farmland-law#range",
            ("主席令第十八号", "第四条、第六条"),
            json!({ "least": "5.00", "most": "50.00" }),
        ),
        (
            property(JIANGSU, "; deduction = \"31%\""),
            "rate-outside-range",
            "council-property-regulation#rates",
            ("国发〔1986〕90号", "第三条、第四条"),
            json!({ "found": "0.31", "least": "0.1", "most": "0.3" }),
        ),
        (
            property("530302", "; deduction = \"20%\""),
            "rate-as-set",
            "yunnan-property-rules#value-deduction",
            ("云政发〔1986〕157号", "房产原值减除比例条款"),
            json!({ "found": "0.2", "set": "0.3" }),
        ),
        (
            property(FUJIAN, ""),
            "deduction-needed",
            "council-property-regulation#rates",
            ("国发〔1986〕90号", "第三条、第四条"),
            json!({ "least": "0.1", "most": "0.3" }),
        ),
        (
            veteran("530302", "24000.01"),
            "set-off-outside-range",
            "mof-sta-2023-14#veterans",
            ("财政部 税务总局 退役军人事务部公告2023年第14号", "第一条、第二条"),
            json!({ "found": "24000.01", "least": "20000.00", "most": "24000.00" }),
        ),
        (
            hired("5999.99"),
            "set-off-outside-range",
            "mof-sta-2023-15#key-groups",
            ("财政部 税务总局 人力资源社会保障部 农业农村部公告2023年第15号", "第一条、第二条"),
            json!({ "found": "5999.99", "least": "6000.00", "most": "7800.00" }),
        ),
        (
            veteran(JIANGSU, "23000"),
            "set-off-as-set",
            "jiangsu-2023-22#veterans",
            ("苏财税〔2023〕22号", "第一条、第二条"),
            json!({ "found": "23000.00", "set": "24000.00" }),
        ),
        (without_ratio(BEIJING), "disabled-ratio-needed", "mof-sta-2015-72#fund", ("财税〔2015〕72号", "第八条"), json!({})),
    ] {
        let (problem, (document, article)) = (refusal(&case), cited);
        let found = problem.fields();
        let citation = &found["citation"];
        assert_eq!((problem.code(), citation["measure"].as_str()), (code, Some(measure)));
        let named = |key: &str| citation[key].as_str().unwrap_or_default().to_string();
        assert_eq!((named("document"), citation["overlay"].as_bool()), (document.to_string(), Some(false)), "{code}");
        assert!(named("article").starts_with(article), "{code}: {citation}");
        for lang in [Lang::Zh, Lang::En] {
            let said = problem.text(lang);
            assert!(said.contains(&format!("{document} {article}")), "{said}");
        }
        for (key, value) in fields.as_object().expect("an object") {
            assert_eq!(found[key], *value, "{code} {key}");
        }
    }
}

/// Both ends of a range are in it.
#[test]
fn the_ends_are_within() {
    let within = [
        land("0.63"),
        land("30"),
        coal("2%"),
        coal("10%"),
        farmland("530302", "; unit_amount = 5"),
        farmland("530302", "; unit_amount = 50"),
        property(JIANGSU, "; deduction = \"10%\""),
        property(JIANGSU, "; deduction = \"30%\""),
        property("530302", "; deduction = \"30%\""),
        veteran("530302", "20000"),
        veteran("530302", "24000"),
        hired("6000"),
        hired("7800"),
    ];
    for case in within {
        case.assess();
    }
    for outside in [
        land("0.62"),
        coal("1.9%"),
        farmland("530302", "; unit_amount = 4.99"),
        property(JIANGSU, "; deduction = \"9.9%\""),
        veteran("530302", "19999.99"),
        hired("7800.01"),
    ] {
        refusal(&outside);
    }
}

/// A draft that moves the range is named as one.
#[test]
fn a_draft_is_marked() {
    let text = include_str!("../../policies/cn/1988/council-land-use-regulation.toml");
    let draft =
        text.replace("most = \"30元\"", "most = \"20元\"").replace("大城市30元", "大城市20元").replace("第四条：30元", "第四条：20元");
    let over = pack().overlaid(vec![("draft.toml".to_string(), draft)]).expect("sound");
    let profile = land("21").profile();
    let rules = over.rules(profile.year, profile.place, None).expect("covered");
    let error = huiqi::assess(&rules, &profile, profile.form).expect_err("over the draft's range");
    let problem = error.problems().first().expect("a problem");
    assert_eq!((&problem.fields()["most"], &problem.fields()["citation"]["overlay"]), (&json!("20.00"), &json!(true)));
    assert!(problem.text(Lang::En).contains("[overlay] 国务院令第17号") && problem.text(Lang::Zh).contains("〔叠加〕国务院令第17号"));
}
