//! Columns for veterans, key groups and others whose taxes are reduced, for the trade union, and for who is insured: a row gives what
//! the profile gives that says the same, and what does not fit together is refused.

use huiqi::register::{Batch, Header, Options, RowError, read_csv};
use huiqi::{Form, Lang, Line, Pack, Profile, amounts};

const SHOP: &[(&str, &str)] = &[
    ("key", "1"),
    ("year", "2024"),
    ("place", "530302"),
    ("locality", "city"),
    ("industry", "F5213"),
    ("form", "individual-business"),
    ("vat_status", "small-scale"),
    ("filing", "quarter"),
    ("sale_kind", "goods"),
    ("sales_q4", "1500000"),
    ("cost_wages", "240000"),
    ("restricted_industry", "no"),
    ("staff", "6"),
    ("assets", "1000000"),
    ("owner_income", "0"),
];

const PROFILE: &str = r#"
name = "1"
year = 2024
place = "530302"
locality = "city"
industry = "F5213"
form = "individual-business"
[vat]
status = "small-scale"
filing = "quarter"
[[sales]]
period = "Q4"
kind = "goods"
amount = 1500000
[costs]
wages = 240000
"#;

const SCALE: &str = r#"
Q1 = { staff = [6, 6], assets = [1000000, 1000000] }
Q2 = { staff = [6, 6], assets = [1000000, 1000000] }
Q3 = { staff = [6, 6], assets = [1000000, 1000000] }
Q4 = { staff = [6, 6], assets = [1000000, 1000000] }
"#;

/// The facts of the row with these cells more, or the column that is refused and why.
fn row(pack: &Pack, more: &[(&str, &str)]) -> Result<Profile, (String, String)> {
    let cells = || SHOP.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name)).chain(more);
    let names: Vec<String> = cells().map(|(name, _)| name.to_string()).collect();
    let line: Vec<&str> = cells().map(|(_, cell)| *cell).collect();
    let header = Header::read(&names, false).unwrap();
    let read = read_csv(&header, line.join(",").as_bytes(), b',', Lang::En).unwrap();
    let batch = Batch::new(pack, Options { lang: Lang::En, ..Options::default() });
    let facts = batch.worker().facts(&header, &read.batch, 0, "1");
    let refused = |error: &RowError| (error.column.clone().unwrap_or_default(), format!("{} {:?}", error.what, error.right));
    facts.map(|(profile, _)| profile).map_err(|error| refused(&error))
}

/// The profile that says the same.
fn file(pack: &Pack, scale: &str, owner: &str, tables: &str) -> Profile {
    let owner = format!("[owner]\ncomprehensive_income = 0\n{owner}");
    let text = format!("{PROFILE}{owner}\n[scale]\nrestricted_industry = false\n{scale}\n{SCALE}\n{tables}");
    Profile::parse(&text, "shop.toml", pack).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_row_says_what_the_profile_says() {
    let pack = Pack::embedded().unwrap();
    let veteran = "[self_employed]\ngroup = \"veteran\"\nsince = 2023-05-06\n";
    let hired = "[[hires]]\ngroup = \"key-group\"\nsince = 2023-03-01\ncount = 3\namount = 7000\n";
    let disabled = "reduction = { group = \"disabled\", share = \"60%\", most = 5000 }";
    let insured = "[[insured]]\nmonthly_base = 5000\npersons = 6\n[[insured]]\nowner = true\nmonthly_base = 8000\n";
    let cases: [(&[(&str, &str)], Profile); 6] = [
        (&[("self_employed_group", "退役士兵"), ("self_employed_since", "2023年5月6日")], file(&pack, "", "", veteran)),
        (
            &[("self_employed_group", "veteran"), ("self_employed_since", "2023-05-06"), ("self_employed_limit", "2.1万")],
            file(&pack, "", "", &format!("{veteran}limit = 21000\n")),
        ),
        (
            &[("hired_group", "重点群体"), ("hired_since", "2023/3/1"), ("hired", "3人"), ("hired_amount", "7000")],
            file(&pack, "", "", hired),
        ),
        (&[("owner_group", "disabled"), ("owner_group_share", "60%"), ("owner_group_most", "5000")], file(&pack, "", disabled, "")),
        (&[("trade_union", "是")], file(&pack, "trade_union = true", "", "")),
        (&[("insured", "6"), ("insured_base", "5000"), ("owner_insured_base", "8000")], file(&pack, "", "", insured)),
    ];
    let plain = file(&pack, "", "", "");
    let rules = pack.rules(2024, 530302, None).unwrap();
    for (cells, expected) in cases {
        let found = row(&pack, cells).unwrap_or_else(|error| panic!("{cells:?}: {error:?}"));
        assert_eq!(found.to_toml(), expected.to_toml(), "{cells:?}");
        let of = |profile: &Profile| {
            [Form::IndividualBusiness, Form::OnePersonCompany].map(|form| amounts(&rules, profile, form).map_err(|error| error.to_string()))
        };
        assert_eq!(of(&found), of(&expected), "{cells:?}");
        assert_ne!(of(&found), of(&plain), "{cells:?} move no figure");
    }
}

/// Nothing that a row says is passed over: what needs another cell, or contradicts one, is refused under its column.
#[test]
fn what_does_not_fit_is_refused() {
    let pack = Pack::embedded().unwrap();
    for (cells, column, says) in [
        (&[("self_employed_group", "veteran")][..], "self_employed_since", "self_employed_group"),
        (&[("self_employed_since", "2023-05-06")], "self_employed_group", "self_employed_since"),
        (&[("self_employed_limit", "20000")], "self_employed_group", "self_employed_limit"),
        (&[("hired_group", "key-group"), ("hired", "2")], "hired_since", "hired_group"),
        (&[("hired", "2")], "hired_group", "hired"),
        (&[("hired_amount", "7800")], "hired_group", "hired_amount"),
        (&[("hired_since", "2023-05-06")], "hired_group", "hired_since"),
        (&[("owner_group_since", "2023-05-06")], "owner_group", "owner_group_since"),
        (&[("owner_group_share", "50%")], "owner_group", "owner_group_share"),
        (&[("owner_group_most", "6000")], "owner_group", "owner_group_most"),
        (&[("insured", "6")], "insured_base", "insured"),
        (&[("insured_base", "5000"), ("cost_insurance", "60000")], "cost_insurance", "insured_base"),
        (&[("owner_insured_base", "5000"), ("cost_insurance", "60000")], "cost_insurance", "owner_insured_base"),
        (&[("self_employed_group", "veteran"), ("self_employed_since", "2023-02-30")], "self_employed_since", "2024-05-01"),
        (&[("self_employed_group", "veteran"), ("self_employed_since", "去年")], "self_employed_since", "2024-05-01"),
        (&[("self_employed_group", "soldier"), ("self_employed_since", "2023-05-06")], "self_employed_group", "veteran"),
    ] {
        let (found, problem) = row(&pack, cells).expect_err("refused");
        assert!(found == column && problem.contains(says), "{cells:?}: {found}: {problem}");
    }
}

/// No row keeps what the row before said.
#[test]
fn a_row_is_found_as_if_it_stood_alone() {
    let pack = Pack::embedded().unwrap();
    let claims = [
        ("self_employed_group", "veteran"),
        ("self_employed_since", "2023-05-06"),
        ("hired_group", "key-group"),
        ("hired_since", "2023-05-06"),
        ("hired", "2"),
        ("owner_group", "disabled"),
        ("insured", "6"),
        ("insured_base", "5000"),
        ("owner_insured_base", "5000"),
        ("trade_union", "yes"),
    ];
    let names: Vec<String> = SHOP.iter().chain(&claims).map(|(name, _)| name.to_string()).collect();
    let header = Header::read(&names, false).unwrap();
    let line = |told: bool| {
        let claims = claims.map(|(_, cell)| if told { cell } else { "" });
        SHOP.iter().map(|(_, cell)| *cell).chain(claims).collect::<Vec<_>>().join(",")
    };
    let question = Batch::new(&pack, Options { lines: vec![Line::Vat, Line::IitBusiness, Line::IitBusiness], ..Options::default() });
    let found = |lines: &[String]| {
        let read = read_csv(&header, lines.join("\n").as_bytes(), b',', Lang::En).unwrap();
        let assessed = question.worker().assess(&header, &read.batch).unwrap();
        assert_eq!(assessed.errors, []);
        assessed.results
    };
    let both = found(&[line(true), line(false)]);
    assert_eq!([both.slice(0, 1), both.slice(1, 1)], [found(&[line(true)]), found(&[line(false)])]);
    assert_ne!(both.slice(0, 1), both.slice(1, 1));
    // A line that is asked for twice has its amounts in both columns.
    assert_eq!(both.column(3), both.column(4));
    assert_ne!(both.column(2), both.column(3));
}

#[test]
fn an_empty_cell_says_nothing() {
    let pack = Pack::embedded().unwrap();
    let empty =
        ["self_employed_group", "hired_group", "owner_group", "insured_base", "owner_insured_base", "trade_union"].map(|name| (name, ""));
    assert_eq!(row(&pack, &empty).unwrap().to_toml(), file(&pack, "", "", "").to_toml());
    // Of nobody hired and nobody insured nothing is left.
    let nobody = [("hired_group", "veteran"), ("hired_since", "2023-05-06"), ("hired", "0"), ("insured", "0"), ("insured_base", "5000")];
    assert_eq!(row(&pack, &nobody).unwrap().to_toml(), file(&pack, "", "", "").to_toml());
}
