//! Invoices as the e-tax platform exports them, to a profile and a register that the other commands read.

use crate::businesses::huiqi;
use rust_xlsxwriter::Workbook;
use std::path::Path;

/// The 27 columns of the sheet 信息汇总表.
const COLUMNS: &str = "序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,税收分类编码,特定业务类型,\
                       货物或应税劳务名称,规格型号,单位,数量,单价,金额,税率,税额,价税合计,发票来源,发票票种,发票状态,是否正数发票,\
                       发票风险等级,开票人,备注";

/// Those of the sheet with a row for each invoice.
const BASICS: &str = "序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,金额,税额,价税合计,发票来源";

const ORDINARY: &str = "数电发票（普通发票）";
const SPECIAL: &str = "数电发票（增值税专用发票）";

/// A row of the list: the number of the invoice, the seller, the day, the code, the net amount, the rate, the tax, the kind, the status.
#[derive(Clone, Copy)]
struct Row(&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const MEALS: &str = "3070401000000000000";
const HARDWARE: &str = "1080413990000000000";

/// An ordinary invoice, a red one, and a special one at the statutory rate.
const SHOP: [Row; 3] = [
    Row("26532000000000000001", "X1", "2026-01-12 10:30:00", MEALS, "29702.97", "1%", "297.03", ORDINARY, "正常"),
    Row("26532000000000000002", "X1", "2026-02-03 09:00:00", MEALS, "-9900.99", "1%", "-99.01", ORDINARY, "正常"),
    Row("26532000000000000003", "X1", "2026-02-20 09:00:00", MEALS, "50000", "3%", "1500", SPECIAL, "正常"),
];

fn cents(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    let fen = whole.trim_start_matches('-').parse::<i64>().unwrap() * 100 + part.parse::<i64>().unwrap();
    if text.starts_with('-') { -fen } else { fen }
}

impl Row {
    fn cells(self, at: usize) -> Vec<String> {
        let Row(number, seller, day, code, net, rate, tax, kind, status) = self;
        let total = cents(net) + cents(tax);
        let total = format!("{}{}.{:02}", if total < 0 { "-" } else { "" }, total.abs() / 100, total.abs() % 100);
        let positive = if net.starts_with('-') { "否" } else { "是" };
        let name = format!("{seller}店");
        let at = (at + 1).to_string();
        let cells = [
            &at,
            "",
            "",
            number,
            seller,
            &name,
            "Y1",
            "乙公司",
            day,
            code,
            "",
            "*餐饮服务*餐费",
            "",
            "次",
            "1",
            "",
            net,
            rate,
            tax,
            &total,
            "电子发票服务平台",
            kind,
            status,
            positive,
            "正常",
            "丙",
            "",
        ];
        cells.map(str::to_string).to_vec()
    }
}

fn csv(rows: &[Row]) -> String {
    let rows = rows.iter().enumerate().map(|(at, row)| row.cells(at).join(","));
    std::iter::once(COLUMNS.to_string()).chain(rows).map(|line| line + "\r\n").collect()
}

/// A workbook of the platform: invoices on the first sheet, their lines on the second.
fn workbook(path: &Path, rows: &[Row]) {
    let mut workbook = Workbook::new();
    let basics = workbook.add_worksheet().set_name("发票基础信息").unwrap();
    for (column, name) in (0_u16..).zip(BASICS.split(',')) {
        basics.write_string(0, column, name).unwrap();
    }
    let lines = workbook.add_worksheet().set_name("信息汇总表").unwrap();
    for (column, name) in (0_u16..).zip(COLUMNS.split(',')) {
        lines.write_string(0, column, name).unwrap();
    }
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in (0_u16..).zip(row.cells(at)).filter(|(_, cell)| !cell.is_empty()) {
            // Some exports write amounts and rates as numbers.
            match (column, cell.parse::<f64>()) {
                (16 | 18 | 19, Ok(number)) => lines.write_number(at as u32 + 1, column, number).unwrap(),
                (17, _) if cell == "1%" => lines.write_number(at as u32 + 1, column, 0.01).unwrap(),
                _ => lines.write_string(at as u32 + 1, column, cell).unwrap(),
            };
        }
    }
    workbook.save(path).unwrap();
}

/// The output, what was said, and the exit code.
fn run(folder: &Path, args: &[&str]) -> (String, String, i32) {
    let out = huiqi(folder, args);
    (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap(), out.status.code().unwrap())
}

#[test]
fn a_shop_becomes_a_profile_that_is_assessed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    workbook(&folder.join("export.xlsx"), &SHOP);
    let (profile, said, code) =
        run(folder, &["import", "invoices", "export.xlsx", "--place", "530302", "--trade", "H6210", "--lang", "en"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("3 rows in = 3 used + 0 refused"), "{said}");
    for line in [
        "name = \"X1店\"",
        "year = 2026",
        "status = \"small-scale\"",
        "amount = \"29702.97\"",
        "amount = \"-9900.99\"",
        "levy_rate = \"3%\"",
    ] {
        assert!(profile.contains(line), "{line}: {profile}");
    }
    // Costs stand in no invoice that was issued.
    std::fs::write(folder.join("shop.toml"), &profile).unwrap();
    let (_, said, code) = run(folder, &["assess", "shop.toml", "--lang", "en"]);
    assert!(code == 3 && said.contains("`costs` is missing") && said.matches("error").count() == 1, "{said}");
    // Nor does what else the owner earns.
    let told = "[costs]\ngoods = 0\nwages = 0\nemployer_insurance = 0\nother = 0\n";
    std::fs::write(folder.join("shop.toml"), format!("{profile}{told}")).unwrap();
    let (_, said, code) = run(folder, &["assess", "shop.toml", "--lang", "en"]);
    assert!(code == 3 && said.contains("`owner.comprehensive_income` is unknown") && said.matches("error").count() == 1, "{said}");
    std::fs::write(folder.join("shop.toml"), format!("{profile}{told}[owner]\ncomprehensive_income = 0\n")).unwrap();
    let (assessed, said, code) = run(folder, &["assess", "shop.toml", "--lang", "en"]);
    // 50,000 under a special invoice at 3%; the others are below the threshold.
    assert!(code == 0 && assessed.contains("1,500.00"), "{assessed}{said}");
    // Without place and trade the profile asks for them.
    let (profile, ..) = run(folder, &["import", "invoices", "export.xlsx", "--lang", "zh"]);
    assert!(profile.contains("# ? place") && profile.contains("所在地"), "{profile}");
    // The same from CSV, to the byte.
    std::fs::write(folder.join("export.csv"), csv(&SHOP)).unwrap();
    assert_eq!(run(folder, &["import", "invoices", "export.csv", "--lang", "zh"]).0, profile);
    let gbk = encoding_rs::GB18030.encode(&csv(&SHOP)).0.into_owned();
    std::fs::write(folder.join("export.csv"), gbk).unwrap();
    assert_eq!(run(folder, &["import", "invoices", "export.csv", "--lang", "zh"]).0, profile);
}

#[test]
fn many_sellers_become_a_register_that_is_assessed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut rows = SHOP[..2].to_vec();
    rows.push(Row("26532000000000000009", "X2", "2026/5/6", HARDWARE, "100000", "1%", "1000", SPECIAL, "正常"));
    rows.push(Row("26532000000000000010", "X3", "2026年6月1日", HARDWARE, "2000.00", "13%", "260.00", SPECIAL, "正常"));
    let mut text = csv(&rows);
    // Another buyer: several sellers to one would be what it bought.
    text = text.replacen("Y1", "Y2", 1);
    std::fs::write(folder.join("export.csv"), text).unwrap();
    let import = ["import", "invoices", "export.csv", "--place", "530302", "--trade", "F5274", "--lang", "en", "-o"];
    for register in ["register.csv", "register.parquet"] {
        let (_, said, code) = run(folder, &[&import[..], &[register]].concat());
        assert_eq!((code, said.as_str()), (0, "4 rows in = 4 used + 0 refused\n"), "{said}");
        let (results, said, code) =
            run(folder, &["batch", register, "-o", "-", "--to", "individual-business", "--lines", "vat", "--lang", "en"]);
        assert!(code == 0 && said.contains("3 rows in = 3 results + 0 errors"), "{said}");
        let vat: Vec<&str> = results.lines().skip(1).map(|row| row.split(',').nth(2).unwrap()).collect();
        // X1 is below the threshold; X2 issued a special invoice at 1%; X3 is a general taxpayer at 13%.
        assert_eq!(vat, ["0.00", "1000.00", "260.00"], "{results}");
    }
    let (_, said, code) = run(folder, &["import", "invoices", "export.csv", "-o", "shop.toml", "--lang", "en"]);
    assert!(code == 3 && said.contains("X2") && said.contains("--seller"), "{said}");
    let (one, said, _) = run(folder, &["import", "invoices", "export.csv", "--seller", "X3", "--lang", "en"]);
    assert!(one.contains("rate = \"13%\"") && one.contains("status = \"general\"") && said.contains("3 left out"), "{one}{said}");
    // What a register has no column for is said, and nothing is written.
    std::fs::write(folder.join("export.csv"), csv(&SHOP)).unwrap();
    let (_, said, code) = run(folder, &["import", "invoices", "export.csv", "-o", "statutory.csv", "--lang", "en"]);
    assert!(code == 3 && said.contains("X1") && said.contains("3%") && !folder.join("statutory.csv").exists(), "{said}");
}

#[test]
fn rows_are_used_refused_or_left_out_each_named() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let [first, ..] = SHOP;
    let mut rows = SHOP.to_vec();
    rows.push(Row("26532000000000000004", "X1", "2026-03-01", MEALS, "700", "1%", "7", ORDINARY, "已作废"));
    rows.push(Row("26532000000000000005", "X1", "2026-03-01", "6010000000000000000", "500", "不征税", "0", ORDINARY, "正常"));
    rows.push(Row("26532000000000000006", "X1", "2025-03-01", MEALS, "500", "1%", "5", ORDINARY, "已红冲-全额"));
    std::fs::write(folder.join("a.csv"), csv(&rows) + "合计,,,,,,,,,,,,,,,,1,,,,,,,,,,\r\n").unwrap();
    std::fs::write(folder.join("b.csv"), csv(&[first])).unwrap();
    let (_, said, code) = run(folder, &["import", "invoices", "a.csv", "b.csv", "--year", "2026", "--lang", "en"]);
    assert_eq!(code, 0, "{said}");
    let counted = [
        "8 rows in = 3 used + 0 refused",
        "1 left out (of void",
        "1 left out (not taxed",
        "1 left out (totals",
        "1 left out (of invoices that another",
        "1 left out (of other years",
    ];
    assert!(counted.iter().all(|part| said.contains(part)), "{said}");
    // Each fault of a row, with its line and column; nothing is written.
    let refused: [(Row, &str, &str); 8] = [
        (Row("1", "X1", "2026-13-01", MEALS, "1", "1%", "0.01", ORDINARY, "正常"), "开票日期", "2026-13-01"),
        (Row("1", "X1", "2026-01-01", MEALS, "1", "***", "0.01", ORDINARY, "正常"), "税率", "***"),
        (Row("1", "X1", "2026-01-01", "餐饮", "1", "1%", "0.01", ORDINARY, "正常"), "税收分类编码", "餐饮"),
        (Row("1", "X1", "2026-01-01", MEALS, "1", "1%", "0.01", "机动车销售统一发票", "正常"), "发票票种", "机动车"),
        (Row("1", "X1", "2026-01-01", MEALS, "1", "1%", "0.01", ORDINARY, "异常"), "发票状态", "异常"),
        (Row("1", "", "2026-01-01", MEALS, "1", "1%", "0.01", ORDINARY, "正常"), "销方识别号", ""),
        (Row("1", "X1", "2026-01-01", MEALS, "1", "0%", "0", ORDINARY, "正常"), "税率", "0%"),
        (Row("1", "X1", "2026-01-01", MEALS, "-1", "1%", "-0.01", ORDINARY, "正常"), "是否正数发票", "发票 1"),
    ];
    for (row, column, found) in refused {
        let text = csv(&[first, row]).replace(
            ",-1,1%,-0.01,-1.01,电子发票服务平台,数电发票（普通发票）,正常,否",
            ",-1,1%,-0.01,-1.01,电子发票服务平台,数电发票（普通发票）,正常,是",
        );
        std::fs::write(folder.join("bad.csv"), text).unwrap();
        let (out, said, code) = run(folder, &["import", "invoices", "bad.csv", "-o", "shop.toml", "--lang", "zh"]);
        assert_eq!((out.as_str(), code), ("", 3), "{said}");
        assert!(said.contains(&format!("bad.csv:3, {column}: ")) && said.contains(found), "{column}: {said}");
        assert!(said.contains("读入 2 行 = 已用 1 行 + 无法使用 1 行"), "{said}");
        assert!(!folder.join("shop.toml").exists());
    }
    // What is wrong with the invoices of another seller stops nobody who does not ask for them.
    let other = Row("9", "X2", "2026-01-01", MEALS, "1", "***", "0.01", ORDINARY, "正常");
    std::fs::write(folder.join("two.csv"), csv(&[first, other])).unwrap();
    let (_, said, code) = run(folder, &["import", "invoices", "two.csv", "--seller", "X1", "--lang", "en"]);
    assert!(code == 0 && said.contains("2 rows in = 1 used + 0 refused + 1 left out"), "{said}");
    // A sum that does not add up.
    std::fs::write(folder.join("bad.csv"), csv(&[first]).replace("30000.00", "30000.01")).unwrap();
    let (_, said, code) = run(folder, &["import", "invoices", "bad.csv", "--lang", "en"]);
    assert!(code == 3 && said.contains("价税合计"), "{said}");
}

#[test]
fn what_is_no_list_of_invoices_issued_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // One buyer, several sellers: what was bought.
    std::fs::write(folder.join("bought.csv"), csv(&[SHOP[0], Row("7", "X2", "2026-01-01", MEALS, "1", "1%", "0.01", SPECIAL, "正常")]))
        .unwrap();
    let (_, said, code) = run(folder, &["import", "invoices", "bought.csv", "-o", "out.csv", "--lang", "zh"]);
    assert!(code == 3 && said.contains("取得的发票") && !folder.join("out.csv").exists(), "{said}");
    // The list with a row for each invoice has no rates.
    std::fs::write(folder.join("basics.csv"), format!("{BASICS}\n")).unwrap();
    let (_, said, code) = run(folder, &["import", "invoices", "basics.csv", "--lang", "zh"]);
    assert!(code == 3 && said.contains("税率") && said.contains("信息汇总表"), "{said}");
    std::fs::write(folder.join("none.csv"), csv(&[])).unwrap();
    assert_eq!(run(folder, &["import", "invoices", "none.csv"]).2, 3);
    assert_eq!(run(folder, &["import", "invoices", "none.parquet"]).2, 2);
    assert_eq!(run(folder, &["import", "invoices", "not-there.csv"]).2, 1);
    assert_eq!(run(folder, &["import", "invoices", "none.csv", "--place", "nowhere"]).2, 3);
    assert_eq!(run(folder, &["import", "invoices", "none.csv", "-o", "none.csv"]).2, 2);
    std::fs::write(folder.join("torn.xlsx"), b"PK\x03\x04").unwrap();
    assert_eq!(run(folder, &["import", "invoices", "torn.xlsx"]).2, 1);
}
