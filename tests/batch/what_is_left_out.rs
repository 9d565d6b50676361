//! What registers leave out: totals of the year are spread, the usual is taken and named, forms that lack facts are left out and named.

use crate::businesses::huiqi;
use std::path::Path;

const HEADER: &str = "主体标识,年度,行政区划,所在地类型,行业代码,纳税人类别,纳税期限,主营销售类型,综合所得,其他成本费用";
const ROW: &str = "1,2024,麒麟区,市区,H6210,小规模纳税人,按季,服务,0,300000";

/// Results, what was said, errors and the exit code, with English names.
fn run(folder: &Path, register: &str, more: &[&str]) -> (String, String, String, i32) {
    std::fs::write(folder.join("in.csv"), register).unwrap();
    let out = huiqi(folder, &[&["batch", "in.csv", "-o", "out.csv", "--lang", "zh"], more].concat());
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default().replace('\u{feff}', "");
    let found = (read("out.csv"), String::from_utf8(out.stderr).unwrap(), read("out.csv.errors.jsonl"), out.status.code().unwrap());
    for name in ["out.csv", "out.csv.errors.jsonl"] {
        let _ = std::fs::remove_file(folder.join(name));
    }
    found
}

/// The cells of the first row of results, by their names.
fn cell<'r>(results: &'r str, name: &str) -> &'r str {
    let mut lines = results.lines();
    let at = lines.next().unwrap().split(',').position(|found| found == name).unwrap_or_else(|| panic!("{name}: {results}"));
    lines.next().unwrap().split(',').nth(at).unwrap()
}

const ALONE: [&str; 2] = ["--to", "individual-business"];

#[test]
fn a_total_of_the_year_is_spread_evenly_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let quarters = format!("{HEADER},一季度销售额,二季度销售额,三季度销售额,四季度销售额\n{ROW},60000,60000,60000,60000\n");
    let (expected, ..) = run(folder, &quarters, &ALONE);
    for total in ["全年销售额", "年营业额", "年营业收入"] {
        let (found, said, errors, _) = run(folder, &format!("{HEADER},{total}\n{ROW},24万\n"), &ALONE);
        assert_eq!(errors, "", "{said}");
        assert_eq!(cell(&found, "说明"), "全年合计按月平均分摊", "{said}");
        for figure in ["转企前_税费合计", "转企前_投资者所得"] {
            assert_eq!(cell(&found, figure), cell(&expected, figure), "{figure}");
        }
        assert!(said.contains("其中 1 行") && (total == "全年销售额" || said.contains(&format!("“{total}”即“全年销售额”"))), "{said}");
    }
    // Near the threshold it says what the spread may change: 1,100,000 are 275,000 a quarter, of a threshold of 300,000.
    let (found, ..) = run(folder, &format!("{HEADER},全年销售额\n{ROW},1100000\n"), &ALONE);
    assert!(cell(&found, "说明").contains("可能超过增值税免税标准"), "{found}");
    // 2,000,000 are over it in each quarter; one that sold less may be exempt.
    let (found, ..) = run(folder, &format!("{HEADER},全年销售额\n{ROW},2000000\n"), &ALONE);
    assert!(cell(&found, "说明").contains("可能免征增值税"), "{found}");
}

#[test]
fn a_total_beside_its_parts_is_a_contradiction() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (found, _, errors, _) = run(folder, &format!("{HEADER},一季度销售额,全年销售额\n{ROW},120000,480000\n"), &ALONE);
    assert!(found.lines().count() == 1 && errors.contains("一季度销售额") && errors.contains("全年销售额"), "{found} {errors}");
    // Only where both are told.
    let (found, said, ..) = run(folder, &format!("{HEADER},一季度销售额,全年销售额\n{ROW},,480000\n"), &ALONE);
    assert_eq!(found.lines().count(), 2, "{said}");
    let general = HEADER.replace(",主营销售类型", ",税率,主营销售类型");
    let row = ROW.replace("小规模纳税人,按季,服务", "一般纳税人,按月,6%,服务");
    let inputs = format!("{general},全年销售额,全年进项税额,3月进项税额\n{row},480000,12000,1000\n");
    let (_, _, errors, _) = run(folder, &inputs, &ALONE);
    assert!(errors.contains("全年进项税额") && errors.contains("3月进项税额"), "{errors}");
}

#[test]
fn all_costs_in_one_figure_are_read_where_no_part_of_them_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let total = HEADER.replace("其他成本费用", "成本费用合计");
    let (found, said, ..) = run(folder, &format!("{total},全年销售额\n{ROW},480000\n"), &ALONE);
    assert!(found.lines().count() == 2 && said.contains("“成本费用合计”即“其他成本费用”"), "{said}");
    let (found, said, _, code) = run(folder, &format!("{total},全年销售额,月租金\n{ROW},480000,2000\n"), &ALONE);
    assert!(found.is_empty() && code == 3 && said.contains("成本费用合计") && said.contains("月租金"), "{said}");
}

#[test]
fn a_form_that_lacks_facts_is_left_out_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let register = format!("{HEADER},全年销售额,从业人数,资产总额,限制和禁止行业\n{ROW},480000,3,10万,未知\n");
    let (found, said, errors, code) = run(folder, &register, &[]);
    assert_eq!((code, errors.as_str()), (0, ""), "{said}");
    assert_eq!(cell(&found, "一人有限公司_税费合计"), "", "{found}");
    assert_eq!(cell(&found, "税费最低的组织形式"), "个体工商户");
    assert!(cell(&found, "说明").contains("限制和禁止行业"), "{found}");
    let known = register.replace("未知", "否");
    let (compared, ..) = run(folder, &known, &[]);
    assert_ne!(cell(&compared, "一人有限公司_税费合计"), "");
    assert_eq!(cell(&compared, "转企前_税费合计"), cell(&found, "转企前_税费合计"));
    // A row in another format has no amount there either, and the present form is never left out.
    let jsonl = huiqi(folder, &["batch", "in.csv", "-o", "-", "--to-format", "jsonl", "--lang", "zh"]);
    assert!(jsonl.status.success());
    let company = register.replace("年度,", "年度,组织形式,").replace("2024,", "2024,一人有限公司,");
    let (_, _, errors, _) = run(folder, &company, &[]);
    assert!(errors.contains("scale.restricted_industry"), "{errors}");
    // Officials see how many.
    std::fs::write(folder.join("in.csv"), &register).unwrap();
    let out = huiqi(folder, &["batch", "in.csv", "--summary", "--lang", "zh"]);
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(text.contains("其中 1 行缺少测算一人有限公司所需的数据"), "{text}");
}

#[test]
fn what_most_share_may_be_left_out_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (expected, ..) = run(folder, &format!("{HEADER},全年销售额\n{ROW},480000\n"), &ALONE);
    let few = "主体标识,年度,行政区划,行业代码,其他成本费用,全年销售额\n1,2024,云南省曲靖市麒麟区,餐饮业,300000,￥480000\n";
    let (_, _, errors, _) = run(folder, few, &ALONE);
    // What the trade as a whole sells is not known: it is a division.
    assert!(errors.contains("主营销售类型"), "{errors}");
    let (found, said, errors, _) = run(folder, &few.replace("餐饮业", "奶茶"), &ALONE);
    assert_eq!(errors, "", "{said}");
    for figure in ["转企前_税费合计", "转企前_投资者所得"] {
        assert_eq!(cell(&found, figure), cell(&expected, figure), "{figure}");
    }
    for note in ["按位于市区测算", "按小规模纳税人测算", "按季申报", "通常的销售类型", "无综合所得"] {
        assert!(cell(&found, "说明").contains(note), "{note}: {found}");
    }
}

#[test]
fn columns_of_others_are_handed_on_where_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let register = format!(
        "{HEADER},全年销售额,备注,联系电话\n{ROW},240000,\"老店,勿扰\",13800000000\n{},240000,坏行,1\n",
        ROW.replace("2024", "1999")
    );
    let (found, said, errors, _) = run(folder, &register, &[&["--keep", "备注"][..], &ALONE].concat());
    assert!(found.lines().next().unwrap().starts_with("主体标识,备注,状态,"), "{found}");
    assert!(found.contains("\n1,\"老店,勿扰\",已测算") && errors.contains("\"row\":2"), "{found} {errors}");
    assert!(said.contains("未读取的列：联系电话"), "{said}");
    let (found, said, ..) = run(folder, &register, &[&["--keep", "all"][..], &ALONE].concat());
    assert!(found.starts_with("主体标识,备注,联系电话,状态,") && !said.contains("未读取的列"), "{found} {said}");
    let (_, said, _, code) = run(folder, &register, &[&["--keep", "电话"][..], &ALONE].concat());
    assert!(code == 3 && said.contains("没有要保留的列 `电话`"), "{said}");
    let (_, said, _, code) = run(folder, &register.replace("备注", "状态"), &[&["--keep", "all"][..], &ALONE].concat());
    assert!(code == 2 && said.contains("`状态`"), "{said}");
    // The same in a file of another format.
    std::fs::write(folder.join("in.csv"), &register).unwrap();
    let out = huiqi(folder, &["batch", "in.csv", "-o", "out.parquet", "--keep", "all"]);
    assert!(out.status.success(), "{out:?}");
}

/// The names of a bureau's own workbook.
#[test]
fn a_bureaus_names_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let register = "纳税人识别号,纳税人名称,登记注册类型,国标行业名称,增值税纳税人类型,年度,行政区划,年营业额,主管税务所\n\
                    92530302MA0000001X,某小吃店,个体工商户,小吃服务,小规模纳税人,2024,麒麟区,480000,城区所\n";
    let (found, said, errors, code) = run(folder.path(), register, &ALONE);
    assert_eq!((code, errors.as_str()), (0, ""), "{said}");
    assert_eq!(cell(&found, "主体标识"), "92530302MA0000001X");
    assert!(said.contains("未读取的列：主管税务所"), "{said}");
}

/// A row that lacks what companies need is explained in the forms that it can be assessed in, as the run itself answers it.
#[test]
fn a_row_without_facts_of_a_company_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("in.csv"), format!("{HEADER},全年销售额\n{ROW},48万\n")).unwrap();
    let shown = huiqi(folder, &["batch", "in.csv", "--explain", "1", "--to", "sole-proprietorship,company", "--lang", "zh"]);
    let text = String::from_utf8(shown.stdout).unwrap();
    assert_eq!(shown.status.code(), Some(0), "{}", String::from_utf8_lossy(&shown.stderr));
    assert!(text.contains("转为个人独资企业") && text.contains("有限公司：测算有限公司需要"), "{text}");
    let alone = huiqi(folder, &["batch", "in.csv", "--explain", "1", "--to", "company", "--lang", "zh"]);
    assert_eq!(alone.status.code(), Some(3), "of the one form asked for nothing can be said");
}
