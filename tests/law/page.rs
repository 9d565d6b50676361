//! What a page shows: the figures of the comparison that the command makes, the usual taken for what is open, and every amount that is
//! tried on the curve that is drawn.

use huiqi::{Ask, Axis, Curve, Form, Found, Glance, Money, Outlook, Pack, Profile, Question, UnknownFact, Variable, Vocabulary};
use serde_json::{Value, json};

const SHOP: &str = r#"{"place": "530302", "industry": "H6210", "year": 2026, "form": "individual-business",
    "sales": [{"period": "year", "amount": "240万元"}], "costs": {"other": "150万元"}}"#;

fn asked(pack: &Pack, facts: &str, ask: Value) -> Value {
    let question = json!({ "profile": serde_json::from_str::<Value>(facts).unwrap(), "ask": ask });
    let answer = huiqi::ask(pack, &Question::from_json(&question.to_string(), "q").unwrap()).unwrap();
    serde_json::from_str(&huiqi::report::answer_json(&answer)).unwrap()
}

fn glance(pack: &Pack, profile: &Profile, to: Option<Form>, earned: Option<&str>) -> Glance {
    let ask = Ask::Glance { to, earned: earned.map(str::to_string) };
    let Found::Glance(found) = huiqi::ask(pack, &Question::new(profile.clone(), ask)).unwrap().found else { panic!("a glance") };
    *found
}

fn outlook(pack: &Pack, profile: &Profile, to: Option<Form>) -> Outlook {
    let Found::Outlook(found) = huiqi::ask(pack, &Question::new(profile.clone(), Ask::Outlook { to, from: None })).unwrap().found else {
        panic!("an outlook")
    };
    *found
}

/// Three facts that were typed and three that were prefilled are enough; what is open is named with its stake.
#[test]
fn six_facts_are_enough() {
    let pack = Pack::embedded().unwrap();
    let found = asked(&pack, SHOP, json!({ "glance": {} }));
    assert_eq!(found["forms"].as_array().unwrap().len(), 4);
    assert_eq!(found["forms"][1]["tone"], "none", "a partnership lacks the shares");
    let decide: Vec<&str> = found["open"]["matter"].as_array().unwrap().iter().map(|of| of["fact"].as_str().unwrap()).collect();
    assert!(decide.contains(&"owner.comprehensive_income"), "{decide:?}");
    assert!(found["rests"]["assumed"]["zh"].as_array().unwrap().len() > 2);
    for line in found["rows"]["lines"].as_array().unwrap() {
        assert!(line["now"].is_string() && line["name"]["en"].is_string());
    }
}

/// With every fact told, a glance is the comparison.
#[test]
fn a_glance_is_the_comparison() {
    let pack = Pack::embedded().unwrap();
    for example in ["noodle-shop", "machine-workshop", "wholesaler", "landlord"] {
        let shop = Profile::load(format!("examples/{example}.toml").as_ref(), &pack).unwrap();
        let rules = pack.rules(shop.year, shop.place, None).unwrap();
        let compared = huiqi::compare(&rules, &shop, &[]).unwrap();
        let found = glance(&pack, &shop, None, None);
        assert_eq!(found.comparison.before.amounts, compared.before.amounts, "{example}");
        let of = |all: &[huiqi::Assessment]| all.iter().map(|side| (side.form, side.amounts)).collect::<Vec<_>>();
        assert_eq!(of(&found.comparison.after), of(&compared.after), "{example}");
        assert_eq!(found.after().form, compared.chosen().form);
    }
}

/// The parts of a bar are all that is earned, to the fen.
#[test]
fn a_bar_leaves_nothing_out() {
    let pack = Pack::embedded().unwrap();
    for to in ["one-person-company", "company", "sole-proprietorship"] {
        for share in ["0%", "40%", "100%"] {
            let facts = SHOP.replace("\"costs\"", &format!("\"company\": {{\"share_distributed\": \"{share}\"}}, \"costs\""));
            let found = asked(&pack, &facts, json!({ "glance": { "to": to } }));
            let earned = huiqi::Money::parse(found["division"]["earned"].as_str().unwrap()).unwrap();
            for bar in found["division"]["bars"].as_array().unwrap() {
                let parts = bar["parts"].as_array().unwrap().iter();
                let sum: huiqi::Money = parts.map(|part| huiqi::Money::parse(part["amount"].as_str().unwrap()).unwrap()).sum();
                assert_eq!(sum, earned, "{to} {share} {}", bar["form"]);
            }
        }
    }
}

/// An amount that is tried lies on the curve: the point is the same result as the verdict.
#[test]
fn what_is_tried_lies_on_the_curve() {
    let pack = Pack::embedded().unwrap();
    let shop = Profile::filled_in(SHOP, "shop", &pack).unwrap();
    let ahead = outlook(&pack, &shop, Some(Form::OnePersonCompany));
    let own = &ahead.curves[0];
    assert!(own.points.len() > 3);
    for (profit, gain) in &own.points {
        let earned = (*profit + ahead.beyond_profit).plain();
        let tried = glance(&pack, &shop, Some(Form::OnePersonCompany), Some(&earned));
        let now = tried.comparison.before.amounts.net_to_owner();
        assert_eq!(tried.after().amounts.net_to_owner() - now, *gain, "at {earned}");
    }
}

/// What is shared on the way changes nothing: the curves are those of each form followed by itself.
#[test]
fn a_curve_is_that_of_each_form_alone() {
    let pack = Pack::embedded().unwrap();
    for (facts, to) in [(SHOP, Form::OnePersonCompany), (SHOP, Form::SoleProprietorship)] {
        let shop = Profile::filled_in(facts, "shop", &pack).unwrap();
        let rules = pack.rules(shop.year, shop.place, None).unwrap();
        let ahead = outlook(&pack, &shop, Some(to));
        assert_eq!(ahead.curves.len(), if to.is_company() { 3 } else { 1 });
        for curve in &ahead.curves {
            let mut told = ahead.glance.profile.clone();
            told.company.share_distributed = curve.share;
            let range = Some((curve.points[0].0.fen(), curve.points.last().unwrap().0.fen()));
            let of = |profile: &Profile, form| Curve::of(&rules, profile, form, Axis::of(Variable::Profit), range, &|| ()).unwrap();
            let (now, then) = (of(&ahead.glance.profile, told.form), of(&told, to));
            let mut ends: Vec<i64> =
                now.stretches.iter().chain(&then.stretches).flat_map(|of| [of.from, of.to]).chain([now.here]).collect();
            ends.sort_unstable();
            ends.dedup();
            assert_eq!(curve.points.iter().map(|(profit, _)| profit.fen()).collect::<Vec<_>>(), ends, "{to:?} {}", curve.share);
        }
    }
}

/// The steps of a line follow the amount that is tried: their sum is the row of the glance.
#[test]
fn why_follows_what_is_tried() {
    let pack = Pack::embedded().unwrap();
    let line = |earned: Option<&str>| {
        let found = asked(&pack, SHOP, json!({ "glance": { "earned": earned } }));
        let row = found["rows"]["lines"].as_array().unwrap().iter().find(|row| row["id"] == "iit-business").unwrap()["now"].clone();
        let why = asked(&pack, SHOP, json!({ "why": { "line": "iit-business", "earned": earned } }));
        (row.as_str().unwrap().to_string(), why["sums"]["zh"].as_str().unwrap().to_string())
    };
    let (told, tried) = (line(None), line(Some("60万元")));
    assert_ne!(told.0, tried.0);
    for (row, sums) in [told, tried] {
        assert!(sums.contains(&row), "{row} {sums}");
    }
    let shop = Profile::filled_in(SHOP, "shop", &pack).unwrap();
    let ask = Ask::Why { line: huiqi::Line::Vat, form: None, earned: Some("much".to_string()) };
    let wrong = huiqi::ask(&pack, &Question::new(shop, ask)).unwrap_err();
    assert_eq!((wrong.problems()[0].code(), wrong.problems()[0].path()), ("not-an-amount", Some("ask.why.earned")));
    assert!(Money::parse("much").is_none());
}

/// The stake of a fact is what its answers make of the gain.
#[test]
fn a_stake_is_what_the_answers_make() {
    let pack = Pack::embedded().unwrap();
    let shop = Profile::filled_in(SHOP, "shop", &pack).unwrap();
    let found = glance(&pack, &shop, Some(Form::OnePersonCompany), None);
    let stake = found.open.iter().find(|stake| stake.fact == UnknownFact::RestrictedIndustry).unwrap();
    let rules = pack.rules(shop.year, shop.place, None).unwrap();
    let gains: Vec<huiqi::Money> = [false, true]
        .into_iter()
        .map(|restricted| {
            let mut told = found.profile.clone();
            told.scale.restricted_industry = Some(restricted);
            let net = |form| huiqi::amounts(&rules, &told, form).unwrap().net_to_owner();
            net(Form::OnePersonCompany) - net(told.form)
        })
        .collect();
    assert!(stake.matters);
    assert_eq!((stake.gain.least, stake.gain.most), (*gains.iter().min().unwrap(), *gains.iter().max().unwrap()));
}

/// Money that stays in a company is no gain where drawing it makes it a loss.
#[test]
fn what_stays_in_a_company_is_not_celebrated() {
    let pack = Pack::embedded().unwrap();
    let facts = SHOP.replace("\"costs\"", "\"company\": {\"share_distributed\": \"0%\"}, \"costs\"");
    let found = asked(&pack, &facts, json!({ "glance": { "to": "one-person-company" } }));
    assert_eq!(found["verdict"]["tone"], "mixed");
    assert!(found["kept"]["zh"].as_str().unwrap().contains("还留在公司"));
    assert!(found["verdict"]["text"]["zh"].as_str().unwrap().contains("当年"));
}

/// Every line of every form can be asked why.
#[test]
fn every_line_is_explained() {
    let pack = Pack::embedded().unwrap();
    for line in huiqi::Line::ALL {
        for form in [Form::IndividualBusiness, Form::Company] {
            let why = asked(&pack, SHOP, json!({ "why": { "line": line.key(), "form": form.key() } }));
            for step in why["steps"].as_array().unwrap() {
                // Where the text has no address there is no link.
                assert!(step["source"]["link"].as_str().is_none_or(|link| link.starts_with("http")), "{step}");
            }
        }
    }
}

#[test]
fn an_amount_that_is_none_is_refused() {
    let pack = Pack::embedded().unwrap();
    let shop = Profile::filled_in(SHOP, "shop", &pack).unwrap();
    let question = Question::new(shop, Ask::Glance { to: None, earned: Some("much".to_string()) });
    let error = huiqi::ask(&pack, &question).unwrap_err();
    assert_eq!(error.problems()[0].code(), "not-an-amount");
}
