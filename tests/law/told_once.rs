//! What is told for a quarter is not told for a month of it as well: it would count twice.

use crate::common::Case;
use huiqi::Lang;

/// The keys that a case tells twice.
fn told_twice(case: &Case) -> Vec<String> {
    let Err(error) = case.try_assess() else { return Vec::new() };
    let said =
        |text: String| text.contains("of Q1 is given for the quarter and for month 2").then(|| text.split(' ').next().map(str::to_string));
    error.problems().iter().filter_map(|problem| said(problem.text(Lang::En))?).collect()
}

/// Each list of what is told by period, alone and whichever stands first.
#[test]
fn by_the_quarter_or_by_the_month() {
    let lists = [
        ("sales", "kind = \"services\"; amount = 1000"),
        ("consumption_tax", "amount = 10"),
        ("cultural", "service = \"advertising\"; amount = 1000"),
    ];
    let shop = || Case::new(2024).net().sale("Q3", "goods", "1", "");
    let line = |period: &str, more: &str| format!("period = \"{period}\"; {more}");
    for (table, more) in lists {
        for [one, other] in [["Q1", "02"], ["02", "Q1"]] {
            let case = shop().with(table, &line(one, more)).with(table, &line(other, more));
            assert_eq!(told_twice(&case), [format!("`{table}`")], "{one} {other}");
        }
        let apart = shop().with(table, &line("Q1", more)).with(table, &line("04", more));
        assert_eq!(told_twice(&apart), Vec::<String>::new(), "{table}");
    }
    let general = |inputs: [&str; 2]| {
        let case = Case::new(2024).general("").net().sale("Q1", "goods", "1000", "rate = \"13%\"");
        inputs.into_iter().fold(case, |case, period| case.with("inputs", &line(period, "tax = 10")))
    };
    for inputs in [["Q1", "02"], ["02", "Q1"]] {
        assert_eq!(told_twice(&general(inputs)), ["`inputs`"]);
    }
    assert!(told_twice(&general(["Q1", "04"])).is_empty());
}

/// Two lists may tell the same time, one by the quarter and the other by the month; so may sales that are not alike.
#[test]
fn what_is_not_alike_is_told_apart() {
    let case = Case::new(2024).net().sale("Q1", "services", "1000", "");
    assert!(told_twice(&case.clone().sale("02", "goods", "1000", "")).is_empty());
    assert!(told_twice(&case.clone().sale("02", "services", "1000", "invoice = \"special\"")).is_empty());
    assert!(told_twice(&case.clone().with("consumption_tax", "period = \"02\"; amount = 10")).is_empty());
    assert_eq!(told_twice(&case.sale("02", "goods", "1000", "").sale("02", "services", "1", "")).len(), 1);
}
