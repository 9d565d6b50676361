//! Income statements and payrolls as other programs export them, alone and with the invoices of the same business.

use crate::businesses::huiqi;
use encoding_rs::GB18030;
use std::path::Path;

/// The exports that `exports/make.py` writes.
const EXPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/batch/exports/");

/// Persons of the payrolls: nothing of them may come out.
const PERSONAL: [&str; 6] = ["张三丰", "李四光", "王五常", "赵六", "钱七", "5303021990"];

fn export(name: &str) -> String {
    format!("{EXPORTS}{name}")
}

/// The output, what was said, and the exit code; in none of it is a person.
fn run(folder: &Path, args: &[&str]) -> (String, String, i32) {
    let out = huiqi(folder, args);
    let (text, said) = (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap());
    for person in PERSONAL {
        assert!(!text.contains(person) && !said.contains(person), "{person}: {text}{said}");
    }
    (text, said, out.status.code().unwrap())
}

/// Invoices of X1 in 2026 of these net amounts, one a month.
fn invoices(nets: &[&str]) -> String {
    let rows = nets.iter().enumerate().map(|(at, net)| {
        let month = at + 1;
        format!("X1,X1店,2026-{month:02}-12,3070401000000000000,*餐饮服务*餐费,{net},1%,数电发票（普通发票）\n")
    });
    let header = "销方识别号,销方名称,开票日期,税收分类编码,货物或应税劳务名称,金额,税率,发票票种\n".to_string();
    std::iter::once(header).chain(rows).collect()
}

fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|found| found == *line || found.starts_with(&format!("{line}  #"))), "{line}:\n{text}");
    }
}

#[test]
fn three_exports_of_a_business_become_one_profile_that_is_assessed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("invoices.csv"), invoices(&["30000", "40000"])).unwrap();
    let (statements, payroll) = (export("statements.xlsx"), export("payroll.xlsx"));
    let files = ["import", "invoices.csv", &statements, &payroll, "--place", "530302", "--trade", "H6210", "--lang", "en"];
    let (_, said, code) = run(folder, &[&files[..], &["-o", "shop.toml"]].concat());
    assert_eq!(code, 0, "{said}");
    let profile = std::fs::read_to_string(folder.join("shop.toml")).unwrap();
    // The wages of the payroll are taken out of the expenses; all costs together are those of the statement.
    has(
        &profile,
        &[
            "name = \"X1店\"",
            "year = 2026",
            "amount = \"30000.00\"",
            "goods = \"40000.00\"",
            "wages = \"24600.00\"",
            "other = \"3900.00\"",
            "entertainment = \"500.00\"",
            "advertising = \"1000.00\"",
            "fines = \"100.00\"",
            "Q1 = { staff = [2, 2], assets = \"unknown\" }",
            "Q4 = { staff = [2, 3], assets = \"unknown\" }",
        ],
    );
    // What no file tells, or one does not tell with the other.
    for note in ["30,000.00 more revenue", "non-operating income of 1,500.00", "rent is among the costs", "pension 1,920.00"] {
        assert!(said.contains(note) && profile.contains(note), "{note}: {said}\n{profile}");
    }
    assert!(said.contains("2 rows in = 2 used + 0 refused\n") && said.contains("1 left out (totals)"), "{said}");
    assert!(said.contains("1 left out (other income than wages") && said.contains("1 left out (of no income"), "{said}");
    let (assessed, said, code) = run(folder, &["compare", "shop.toml", "--lang", "en"]);
    assert!(code == 0 && assessed.contains("individual business"), "{assessed}{said}");
    // The order of the files shows nowhere, and each may be named by what it holds.
    let (again, _, code) =
        run(folder, &["import", &payroll, "invoices.csv", &statements, "--place", "530302", "--trade", "H6210", "--lang", "en"]);
    assert_eq!((again, code), (profile, 0));
}

#[test]
fn a_statement_alone_tells_costs_and_the_sales_of_the_year() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let statements = export("statements.xlsx");
    let (profile, said, code) =
        run(folder, &["import", "income-statement", &statements, "--place", "530302", "--trade", "H6210", "--lang", "zh"]);
    assert_eq!(code, 0, "{said}");
    has(
        &profile,
        &[
            "period = \"year\"",
            "prices = \"net\"",
            "amount = \"100000.00\"",
            "goods = \"40000.00\"",
            "other = \"28500.00\"",
            "# ? wages = 0",
        ],
    );
    std::fs::write(folder.join("shop.toml"), &profile).unwrap();
    let (assessed, said, code) = run(folder, &["compare", "shop.toml", "--lang", "zh"]);
    assert!(code == 0 && assessed.contains("个体工商户"), "{assessed}{said}");
    // The statement of the standard for enterprises: 本期金额 of January to December is the year.
    let (profile, said, code) = run(folder, &["import", &export("enterprise.xlsx"), "--lang", "en"]);
    assert_eq!(code, 0, "{said}");
    has(&profile, &["name = \"X1\"", "goods = \"40000.00\"", "other = \"28500.00\""]);
    assert!(said.contains("other gains of 700.00") && said.contains("impairment of credit of -400.00"), "{said}");
    // Several businesses, a column each, are a register; a profile is of one.
    let several = export("several.xlsx");
    let (_, said, code) = run(folder, &["import", &several, "-o", "all.toml", "--lang", "en"]);
    assert!(code == 3 && said.contains("甲店 2026") && said.contains("乙店 2026"), "{said}");
    for register in ["all.csv", "all.xlsx", "all.parquet"] {
        let (_, said, code) = run(folder, &["import", &several, "--place", "530302", "--trade", "H6210", "-o", register, "--lang", "zh"]);
        assert_eq!(code, 0, "{said}");
        let (results, said, code) =
            run(folder, &["batch", register, "-o", "-", "--to", "individual-business", "--lines", "iit-business", "--lang", "zh"]);
        assert!(code == 0 && said.contains("结果 2 行 + 错误 0 行"), "{register}: {said}");
        assert!(results.contains("甲店") && results.contains("乙店"), "{results}");
    }
}

#[test]
fn one_month_of_a_payroll_may_tell_the_year() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Only December is given: 累计收入额 tells the wages of the months before it, but not the staff.
    let (profile, said, code) = run(folder, &["import", "payroll", &export("december.xlsx"), "--lang", "en"]);
    assert_eq!(code, 0, "{said}");
    has(&profile, &["# ? wages = \"24600.00\"", "Q3 = { staff = \"unknown\", assets = \"unknown\" }"]);
    assert!(said.contains("no payroll of 01, 02"), "{said}");
    // The list of a month says it in the name of its file; what two files hold is counted once.
    let (january, payroll) = (export("202601_正常工资薪金所得.xlsx"), export("payroll.xlsx"));
    let (profile, said, _) = run(folder, &["import", &january, "--lang", "en"]);
    assert!(profile.contains("01: 2;") && profile.contains("wages = \"2000.00\""), "{profile}{said}");
    let (both, said, code) = run(folder, &["import", &payroll, &january, "--lang", "en"]);
    assert!(
        code == 0 && both.contains("wages = \"24600.00\"") && said.contains("2 left out (that another file or sheet holds too)"),
        "{said}"
    );
    // The return itself has a header of two rows, and says whose it is.
    let (profile, said, code) = run(folder, &["import", &export("declared.xlsx"), "--lang", "en"]);
    assert!(
        code == 0 && profile.contains("02: 2;") && profile.contains("name = \"X1店\"") && profile.contains("\"2000.00\""),
        "{profile}{said}"
    );
    assert!(said.contains("2 used + 0 refused") && said.contains("1 left out (totals)"), "{said}");
    // From a CSV in GBK as well.
    let text = "姓名;证件号码;税款所属期起;本期收入\n李四光;5303021990;2026年1月1日;1,000.50\n";
    std::fs::write(folder.join("gbk.csv"), GB18030.encode(text).0).unwrap();
    let (profile, said, code) = run(folder, &["import", "gbk.csv", "--lang", "en"]);
    assert!(code == 0 && profile.contains("wages = \"1000.50\""), "{profile}{said}");
}

#[test]
fn contradictions_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let statement = |costs: &str| format!("编制单位：X1店,2026年度\n项目,本年累计金额\n一、营业收入,100000\n减：营业成本,{costs}\n");
    std::fs::write(folder.join("statement.csv"), statement("40000")).unwrap();
    std::fs::write(folder.join("invoices.csv"), invoices(&["60000", "50000"])).unwrap();
    let (profile, said, code) = run(folder, &["import", "statement.csv", "invoices.csv", "--lang", "en"]);
    assert!(code == 0 && said.contains("a contradiction: the income statement has revenue of 100,000.00"), "{said}");
    assert!(profile.contains("# ! a contradiction"), "{profile}");
    // More wages than all costs: costs are asked, and not made up.
    std::fs::write(folder.join("statement.csv"), statement("20000")).unwrap();
    let (profile, said, code) = run(folder, &["import", "statement.csv", &export("payroll.xlsx"), "--lang", "en"]);
    assert!(code == 0 && said.contains("a contradiction: the payroll has wages of 24,600.00"), "{said}");
    has(&profile, &["# ? [costs]", "# ? wages = \"24600.00\""]);
    // Another amount for the same person and month; nothing is written.
    std::fs::write(folder.join("202601.csv"), "姓名,证件号码,本期收入\n李四光,530302199002020022,999\n").unwrap();
    let (out, said, code) = run(folder, &["import", &export("payroll.xlsx"), "202601.csv", "--lang", "en"]);
    assert!(code == 3 && out.is_empty() && said.contains("202601.csv:2, 本期收入: the same person"), "{said}");
    // Two statements of one business and year.
    std::fs::write(folder.join("other.csv"), statement("30000")).unwrap();
    let (_, said, code) = run(folder, &["import", "statement.csv", "other.csv", "--lang", "zh"]);
    assert!(code == 3 && said.contains("同一户同一年另有一份利润表"), "{said}");
}

#[test]
fn what_cannot_be_used_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let head = "2026年度,\n项目,本年累计金额\n";
    let refused: [(&str, String, &str); 8] = [
        ("sum.csv", format!("{head}一、营业收入,10\n减：营业成本,4\n二、营业利润,5\n"), "营业利润为 5.00，而以上各行合计为 6.00"),
        ("amount.csv", format!("{head}一、营业收入,十\n"), "amount.csv:3, 本年累计金额: “十”不是金额"),
        ("year.csv", "项目,本年累计金额\n一、营业收入,10\n".to_string(), "year.csv:1: 是哪一年的"),
        ("month.csv", "2026年3月,\n项目,本期金额\n一、营业收入,10\n".to_string(), "“本期金额”可能是一个月的"),
        ("flows.csv", "2026年度,\n项目,本年累计金额\n收到的现金,10\n".to_string(), "看不出是什么"),
        ("wages.csv", "姓名,证件号码,本期收入\n李四光,1,5000\n".to_string(), "wages.csv:2, 税款所属期起: 是哪个月的"),
        ("nobody202601.csv", "姓名,证件号码,本期收入\n,,5000\n".to_string(), "nobody202601.csv:2, 姓名: 没有证件号码和姓名"),
        ("less202612.csv", "姓名,证件号码,本期收入,累计收入额\n李四光,1,5000,4000\n".to_string(), "少于已有各月之和 5,000.00"),
    ];
    for (name, text, why) in refused {
        std::fs::write(folder.join(name), text).unwrap();
        let (out, said, code) = run(folder, &["import", name, "-o", "shop.toml", "--lang", "zh"]);
        assert!(code == 3 && out.is_empty() && said.contains(why), "{name}: {said}");
        assert!(!folder.join("shop.toml").exists(), "{name}");
    }
    // --year says what the file does not; a statement that ends earlier leaves the costs open.
    let (profile, said, code) = run(folder, &["import", "year.csv", "--year", "2026", "--lang", "zh"]);
    assert!(code == 0 && profile.contains("year = 2026") && profile.contains("[costs]"), "{profile}{said}");
    std::fs::write(folder.join("part.csv"), "2026年9月,\n项目,本年累计金额\n一、营业收入,10\n").unwrap();
    let (profile, said, code) = run(folder, &["import", "part.csv", "--lang", "zh"]);
    assert!(code == 0 && said.contains("利润表只到 09 月"), "{said}");
    has(&profile, &["# ? [costs]", "# ? [[sales]]"]);
    // A statement of nobody beside two sellers: whose is it?
    let two = invoices(&["10"]) + &invoices(&["20"]).lines().skip(1).map(|row| row.replace("X1", "X2") + "\n").collect::<String>();
    std::fs::write(folder.join("two.csv"), two).unwrap();
    std::fs::write(folder.join("nobody.csv"), format!("{head}一、营业收入,100\n")).unwrap();
    let (_, said, code) = run(folder, &["import", "two.csv", "nobody.csv", "-o", "all.csv", "--lang", "en"]);
    assert!(code == 3 && said.contains("whose is this (income statement)") && said.contains("X2"), "{said}");
    let (profile, said, code) = run(folder, &["import", "two.csv", "nobody.csv", "--seller", "X2", "--lang", "en"]);
    assert!(code == 0 && profile.contains("X2店") && said.contains("80.00 more revenue"), "{said}");
}

#[test]
fn a_kind_that_the_invoice_leaves_open_is_told_by_its_rate_or_asked() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let row = |code: &str, special: &str, goods: &str, net: &str, rate: &str| {
        format!("X1,X1店,2025-01-12,{code},{special},{goods},{net},{rate},数电发票（普通发票）\n")
    };
    let header = "销方识别号,销方名称,开票日期,税收分类编码,特定业务类型,货物或应税劳务名称,金额,税率,发票票种\n";
    let (housing, parking, people) = ("3040502020102000000", "3040502020200000000", "3040899000000000000");
    let rows = [
        row(housing, "不动产经营租赁服务", "*经营租赁*房租", "100", "5%"),
        row(housing, "不动产经营租赁服务", "*经营租赁*住房", "200", "1.5%"),
        row(parking, "", "*经营租赁*停车费", "300", "5%"),
        row(people, "", "*人力资源服务*劳务派遣费", "400", "5%"),
        row(people, "", "*人力资源服务*劳务派遣费", "500", "1%"),
    ];
    std::fs::write(folder.join("a.csv"), header.to_string() + &rows.concat()).unwrap();
    let (profile, said, code) = run(folder, &["import", "a.csv", "--lang", "en"]);
    assert_eq!(code, 0, "{said}");
    let line = |amount: &str| -> Vec<&str> {
        let found = profile.split("[[sales]]").find(|line| line.contains(&format!("amount = \"{amount}.00\""))).unwrap();
        found.lines().collect()
    };
    // Only housing is levied at 1.5%, and only labour dispatch by difference at 5% among services.
    assert!(line("200").contains(&"kind = \"housing-lease\""), "{profile}");
    assert!(
        line("300").contains(&"kind = \"real-estate-lease\"") && !line("300").iter().any(|line| line.starts_with("# ? kind")),
        "{profile}"
    );
    assert!(
        line("400").contains(&"kind = \"labour-dispatch\"") && line("400").iter().any(|line| line.starts_with("# ? deduct")),
        "{profile}"
    );
    assert!(line("500").contains(&"kind = \"services\""), "{profile}");
    // 5% is both: asked.
    assert!(line("100").contains(&"kind = \"real-estate-lease\""), "{profile}");
    assert!(line("100").iter().any(|line| line.starts_with("# ? kind = \"housing-lease\"")), "{profile}");
    assert!(said.contains("the invoices do not tell"), "{said}");
}
