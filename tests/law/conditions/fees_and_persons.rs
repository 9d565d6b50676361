//! More reliefs and their conditions: fees, what a person is or hires, income from farming.

use super::tables::{COMPANY, INDIVIDUAL, NO_YES, OWN, SMALL_GENERAL, SOLE, Table, Value, asks, form, goods, plain, table, year};
use crate::common::Case;
use huiqi::Form;

const GROUPS: &[Value] = &[("veteran", "veteran", "自主就业退役士兵"), ("key-group", "key group", "重点群体")];

pub const TABLES: &[Table] = &[
    Table {
        title: ("Disabled persons' employment fund (average wage 60,000)", "残疾人就业保障金（年平均工资 60,000）"),
        measures: &["mof-2019-98#relief", "mof-2023-8#relief"],
        conditions: &[
            asks("year", "年度", plain!["2019", "2020", "2027"]),
            asks("form", "组织形式", &[SOLE, COMPANY, INDIVIDUAL]),
            asks("staff of last year's months together", "上年各月职工人数合计", plain!["360", "361"]),
            asks("disabled among them", "其中残疾职工", plain!["0", "3", "4"]),
        ],
        case: |v| {
            let told = format!("[disabled_fund]\nstaff_months = {}\ndisabled_months = {}\naverage_wage = 60000\n", v[2], v[3]);
            let form = form(v[1]);
            (table(goods(Case::new(year(v[0])).form(form), "1000", false), told).toml(), form)
        },
    },
    Table {
        title: ("Cultural undertakings fee (100,000 received)", "文化事业建设费（计费收入 100,000）"),
        measures: &[
            "mof-sta-2016-25#small-sales",
            "mof-2019-46#cultural-fee",
            "mof-sta-2020-25#cultural-fee",
            "mof-sta-2021-7#cultural-fee",
            "mof-2025-7#cultural-fee",
        ],
        conditions: &[
            asks("quarter", "季度", plain!["2019-Q2", "2019-Q3", "2020-Q1", "2021-Q4", "2022-Q1", "2025-Q1"]),
            asks("service", "服务", &[("advertising", "advertising", "广告"), ("entertainment", "entertainment", "娱乐")]),
            asks("form", "组织形式", &[INDIVIDUAL, SOLE]),
            asks("VAT standing", "增值税身份", SMALL_GENERAL),
            asks("sales of the quarter, net", "季度销售额（不含税）", plain!["60000.00", "60000.01"]),
        ],
        case: |v| {
            let (form, general) = (form(v[2]), v[3] == "general");
            let case = Case::new(year(v[0])).form(form).net();
            let case = if general { case.general("") } else { case };
            let quarter = &v[0][5..];
            let case = case.sale(quarter, "services", v[4], if general { "rate = \"6%\"" } else { "" });
            (case.with("cultural", &format!("period = \"{quarter}\"; service = \"{}\"; amount = 100000", v[1])).toml(), form)
        },
    },
    Table {
        title: ("Film development fund (100,000 taken)", "国家电影事业发展专项资金（票房 100,000）"),
        measures: &["mof-film-2020-26#film-fund", "hubei-film-2020-26#film-fund", "mof-film-2023#film-fund"],
        conditions: &[
            asks(
                "month",
                "月份",
                plain!["2019-12", "2020-01", "2020-08", "2020-09", "2020-12", "2021-01", "2023-04", "2023-05", "2023-10", "2023-11"],
            ),
            asks("place", "地点", &[("530302", "Yunnan", "云南"), ("420106", "Hubei", "湖北")]),
        ],
        case: |v| {
            let month = &v[0][5..];
            let mut case = Case::new(year(v[0])).monthly().net().sale(month, "services", "100000", "");
            case.place = v[1].into();
            (case.with("box_office", &format!("period = \"{month}\"; amount = 100000")).toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Vehicle purchase tax (400,000 without VAT)", "车辆购置税（不含增值税 400,000）"),
        measures: &[
            "mof-sta-miit-most-2017-172#new-energy",
            "mof-sta-miit-2020-21#new-energy",
            "mof-sta-miit-2022-27#new-energy",
            "mof-sta-miit-2023-10#exemption",
            "mof-sta-miit-2023-10#halving",
            "mof-sta-miit-2018-69#trailers",
            "mof-sta-2021-6#trailers",
            "mof-sta-miit-2023-47#trailers",
        ],
        conditions: &[
            asks("month", "月份", plain!["2020-12", "2021-06", "2021-07", "2023-12", "2024-01", "2025-12", "2026-01", "2027-12"]),
            asks(
                "vehicle",
                "车辆",
                &[
                    ("kind = \"passenger-car\"", "passenger car", "乘用车"),
                    ("kind = \"passenger-car\"; new_energy = true", "new-energy passenger car", "新能源乘用车"),
                    ("kind = \"trailer\"", "trailer", "挂车"),
                    ("kind = \"other\"", "lorry", "货车"),
                    ("kind = \"other\"; new_energy = true", "new-energy lorry", "新能源货车"),
                ],
            ),
        ],
        case: |v| {
            let bought = format!("month = \"{}\"; price = 400000; {}", &v[0][5..], v[1]);
            let case = Case::new(year(v[0])).net().sale("12", "services", "100000", "");
            (case.with("vehicles", &bought).toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Vehicle purchase tax on cars", "乘用车车辆购置税"),
        measures: &["mof-sta-2022-20#small-cars"],
        conditions: &[
            asks("month", "月份", plain!["2022-05", "2022-06", "2022-12", "2023-01"]),
            asks("price without VAT", "不含增值税价格", plain!["300000", "300000.01"]),
            asks("displacement (ml)", "排气量（毫升）", plain!["2000", "2001"]),
        ],
        case: |v| {
            let (month, price, engine) = (&v[0][5..], v[1], v[2]);
            let case = Case::new(year(v[0])).net().sale("12", "services", "100000", "");
            let bought = format!("month = \"{month}\"; kind = \"passenger-car\"; price = {price}; displacement = {engine}");
            (case.with("vehicles", &bought).toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Set-off of who works for himself (sales of 4,000,000)", "从事个体经营限额扣减（销售额 4,000,000）"),
        measures: &[
            "mof-sta-2019-21#veterans",
            "mof-sta-2019-22#key-groups",
            "mof-sta-2022-4#veterans",
            "mof-sta-2023-14#veterans",
            "mof-sta-2023-15#key-groups",
        ],
        conditions: &[
            asks("year", "年度", plain!["2022", "2024"]),
            asks("group", "人群", GROUPS),
            asks("form", "组织形式", &[INDIVIDUAL, SOLE]),
            asks("registered on", "登记日期", plain!["2019-01-31", "2019-02-01", "2021-01-31", "2021-02-01"]),
            asks("limit of the province", "省定限额", &[("", "not told", "未填"), ("least", "the least", "最低标准")]),
        ],
        case: |v| {
            let case = Case::new(year(v[0])).net().sale("Q1", "goods", "4000000", "");
            let limit = match (v[4], v[0]) {
                ("", _) => "",
                (_, "2022") => "limit = 12000",
                _ => "limit = 20000",
            };
            let told = format!("[self_employed]\ngroup = \"{}\"\nsince = {}\n{limit}\n", v[1], v[3]);
            (table(case, told).toml(), form(v[2]))
        },
    },
    Table {
        title: ("Set-off of an enterprise that hires two persons (sales of 4,000,000)", "企业招用定额扣减（招用两人，销售额 4,000,000）"),
        measures: &[
            "mof-sta-2019-21#veterans",
            "mof-sta-2019-22#key-groups",
            "mof-sta-2022-4#veterans",
            "mof-sta-2023-14#veterans",
            "mof-sta-2023-15#key-groups",
        ],
        conditions: &[
            asks("year", "年度", plain!["2022", "2024"]),
            asks("group", "人群", GROUPS),
            asks("form", "组织形式", &[INDIVIDUAL, SOLE, COMPANY]),
            asks("contract since", "合同起始日期", plain!["2021-01-31", "2021-02-01"]),
            asks("amount of the province", "省定定额", &[("", "not told", "未填"), ("amount = 6000", "6,000", "6,000")]),
        ],
        case: |v| {
            let form = form(v[2]);
            let case = Case::new(year(v[0])).form(form).net().sale("Q1", "goods", "4000000", "");
            let told = format!("group = \"{}\"; since = {}; count = 2; {}", v[1], v[3], v[4]);
            (case.with("hires", &told).toml(), form)
        },
    },
    Table {
        title: ("Income from farming (profit of 200,000)", "农业所得（利润 200,000）"),
        measures: &["mof-sta-2004-30#farm-income", "mof-sta-2010-96#farm-income", "npc-cit-law#farm-income"],
        conditions: &[
            asks("form", "组织形式", &[INDIVIDUAL, SOLE, OWN, COMPANY]),
            asks("exempt part", "免税项目占比", plain!["0%", "50%"]),
            asks("part taxed by half", "减半项目占比", plain!["0%", "50%"]),
        ],
        case: |v| {
            let form = form(v[0]);
            let case = Case::new(2024).form(form).net().sale("Q1", "goods", "1000000", "").with_profit("200000");
            (table(case, format!("[farming]\nexempt = \"{}\"\nreduced = \"{}\"\n", v[1], v[2])).toml(), form)
        },
    },
    Table {
        title: ("Reduction for what a person is", "按身份减征经营所得个人所得税"),
        measures: &[
            "yunnan-mof-sta-2019-31#personal-reduction",
            "anhui-2019-2#personal-reduction",
            "mof-sta-2000-84#soldier-family",
            "mof-sta-2003-26#discharged-officer",
        ],
        conditions: &[
            asks("profit", "利润", plain!["85000", "90000"]),
            asks("form", "组织形式", &[INDIVIDUAL, SOLE, OWN]),
            asks(
                "what the person is",
                "身份",
                &[
                    ("disabled", "disabled", "残疾人"),
                    ("martyr-family", "family of a martyr", "烈属"),
                    ("soldier-family", "follows a soldier", "随军家属"),
                    ("discharged-officer", "left the army as an officer", "军队转业干部"),
                ],
            ),
            asks("place", "地点", &[("530302", "Yunnan", "云南"), ("340102", "Anhui", "安徽"), ("110105", "Beijing", "北京")]),
            asks("rule of the province told", "填写省定标准", NO_YES),
        ],
        case: |v| {
            let form = form(v[1]);
            let mut case = Case::new(2024).form(form).net().sale("Q1", "goods", "1000000", "").with_profit(v[0]);
            let told = if v[4] == "true" { ", share = \"50%\"" } else { "" };
            case.owner = format!("reduction = {{ group = \"{}\"{told} }}", v[2]);
            case.place = v[3].into();
            (case.toml(), form)
        },
    },
];
