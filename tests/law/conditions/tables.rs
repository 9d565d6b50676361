//! The reliefs and their conditions, as data for `tests/law/conditions.rs`.

use crate::common::Case;
use huiqi::Form;

/// What stands in the profile, and what it is called, in English and Chinese.
pub type Value = (&'static str, &'static str, &'static str);

pub(super) const YES_NO: &[Value] = &[("true", "yes", "是"), ("false", "no", "否")];
pub(super) const NO_YES: &[Value] = &[("false", "no", "否"), ("true", "yes", "是")];
const ORDINARY_SPECIAL: &[Value] = &[("ordinary", "ordinary", "普通发票"), ("special", "special", "专用发票")];
pub(super) const SMALL_GENERAL: &[Value] = &[("small-scale", "small-scale", "小规模纳税人"), ("general", "general", "一般纳税人")];
pub(super) const SOLE: Value = ("sole-proprietorship", "sole proprietorship", "个人独资企业");
pub(super) const OWN: Value = ("one-person-company", "one-person company", "一人公司");
pub(super) const COMPANY: Value = ("company", "company", "有限责任公司");
pub(super) const INDIVIDUAL: Value = ("individual-business", "individual business", "个体工商户");

/// Values that are called what they are.
macro_rules! plain {
    ($($value:literal),+) => { &[$(($value, $value, $value)),+] };
}
pub(super) use plain;

/// One thing that the law asks.
pub struct Condition {
    pub en: &'static str,
    pub zh: &'static str,
    pub values: &'static [Value],
    /// Whether it can decide; one that the law says is of no account must not.
    pub decides: bool,
}

pub(super) const fn asks(en: &'static str, zh: &'static str, values: &'static [Value]) -> Condition {
    Condition { en, zh, values, decides: true }
}

const fn of_no_account(en: &'static str, zh: &'static str, values: &'static [Value]) -> Condition {
    Condition { en, zh, values, decides: false }
}

/// One relief, under the measures that granted it over the years.
pub struct Table {
    pub title: (&'static str, &'static str),
    pub measures: &'static [&'static str],
    pub conditions: &'static [Condition],
    /// The profile of a business that has these values, and the form it is assessed in.
    pub case: fn(&[&str]) -> (String, Form),
}

pub(super) fn year(text: &str) -> i32 {
    text[..4].parse().expect("a year")
}

pub(super) fn form(key: &str) -> Form {
    huiqi::Vocabulary::from_key(key).expect("a form")
}

pub(super) fn table(mut case: Case, text: String) -> Case {
    case.tables += &text;
    case
}

/// Sales of goods without VAT in the second quarter, as a general taxpayer at 13%.
pub(super) fn goods(case: Case, net: &str, general: bool) -> Case {
    let (case, rate) = if general { (case.general(""), "rate = \"13%\"") } else { (case, "") };
    case.net().sale("Q2", "goods", net, rate)
}

fn company(year: i32) -> Case {
    goods(Case::new(year).form(Form::Company), "5000万", false)
}

pub const TABLES: &[Table] = &[
    Table {
        title: ("VAT exemption of small sales", "小额销售免征增值税"),
        measures: &["mof-sta-2023-19#vat-exemption", "mof-sta-2026-10#vat-threshold"],
        conditions: &[
            asks("year", "年度", plain!["2025", "2026"]),
            asks("goods sold in the quarter, net", "季度货物销售额（不含税）", plain!["299999.99", "300000.00", "300000.01"]),
            asks("invoice", "发票", ORDINARY_SPECIAL),
            asks("exemption waived", "放弃免税", NO_YES),
            asks("real estate of 200,000 sold too", "另销售不动产 200,000", NO_YES),
        ],
        case: |v| {
            let case =
                Case::new(year(v[0])).net().sale("Q2", "goods", v[1], &format!("invoice = \"{}\"; waive_exemption = {}", v[2], v[3]));
            let case = if v[4] == "true" { case.sale("Q2", "real-estate-sale", "200000", "") } else { case };
            (case.toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Exemption of sales at 3% in 2022", "2022 年适用 3% 征收率的销售额免税"),
        measures: &["mof-sta-2022-15#vat-exemption"],
        conditions: &[
            asks("period", "所属期", plain!["2022-Q1", "2022-Q2", "2023-Q1"]),
            asks(
                "sold",
                "销售",
                &[("goods", "goods (3%)", "货物（3%）"), ("real-estate-lease", "real estate let (5%)", "出租不动产（5%）")],
            ),
            asks("invoice", "发票", ORDINARY_SPECIAL),
            asks("exemption waived", "放弃免税", NO_YES),
        ],
        case: |v| {
            let more = format!("invoice = \"{}\"; waive_exemption = {}", v[2], v[3]);
            (Case::new(year(v[0])).net().sale(&v[0][5..], v[1], "1000000", &more).toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Own used fixed assets and second-hand goods at 2%", "销售自己使用过的固定资产、旧货减按2%征收"),
        measures: &["mof-sta-2014-57#used-goods", "mof-sta-2026-10#used-goods"],
        conditions: &[
            asks("month", "月份", plain!["2020-02", "2020-03", "2025-12", "2026-01"]),
            asks("used", "使用过的固定资产或旧货", YES_NO),
            asks(
                "taxed",
                "计税方法",
                &[
                    ("", "small-scale", "小规模纳税人"),
                    ("simple = true", "general, simple method", "一般纳税人简易计税"),
                    ("rate = \"13%\"", "general, general method", "一般纳税人一般计税"),
                ],
            ),
            asks("invoice", "发票", ORDINARY_SPECIAL),
            asks("levy rate invoiced", "开票的征收率", &[("", "not told", "未填"), ("levy_rate = \"3%\"", "3%", "3%")]),
        ],
        case: |v| {
            let case = Case::new(year(v[0])).monthly().net();
            let case = if v[2].is_empty() { case } else { case.general("") };
            let more = format!("used = {}; {}; invoice = \"{}\"; {}", v[1], v[2], v[3], v[4]);
            (case.sale(&v[0][5..], "goods", "200000", &more).toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Supplies exempt by their nature", "免税项目"),
        measures: &[
            "mof-sta-2020-8#living-services",
            "mof-sta-2021-7#living-services",
            "mof-sta-2011-137#vegetables",
            "mof-sta-2016-36#disabled-person",
        ],
        conditions: &[
            asks("month", "月份", plain!["2019-12", "2020-01", "2021-03", "2021-04"]),
            asks(
                "sold",
                "销售",
                &[
                    ("", "other", "其他"),
                    ("exempt = \"living-services\"", "consumer services", "生活服务"),
                    ("exempt = \"vegetables\"", "vegetables", "蔬菜"),
                    ("exempt = \"disabled-person\"", "services of a disabled person", "残疾人本人服务"),
                ],
            ),
            asks("form", "组织形式", &[INDIVIDUAL, OWN]),
        ],
        case: |v| {
            let case = Case::new(year(v[0])).form(form(v[2])).monthly().net();
            (case.sale(&v[0][5..], "services", "200000", v[1]).toml(), form(v[2]))
        },
    },
    Table {
        title: ("Levy of 3% reduced to 1%", "3% 征收率减按 1% 征收"),
        measures: &[
            "mof-sta-2020-13#levy-rate-one-percent",
            "mof-sta-2021-7#levy-rate-one-percent",
            "mof-sta-2022-15#one-percent-extended",
            "mof-sta-2023-1#levy-rate-one-percent",
            "mof-sta-2023-19#levy-rate-one-percent",
            "mof-sta-2026-10#levy-rate-one-percent",
        ],
        conditions: &[
            asks("period", "所属期", plain!["2019-Q4", "2020-Q2", "2021-Q4", "2022-Q1", "2022-Q2", "2023-Q1", "2025-Q4", "2026-Q1"]),
            asks(
                "sold",
                "销售",
                &[
                    ("goods", "goods", "货物"),
                    ("labour-dispatch", "labour dispatch by difference", "劳务派遣（差额）"),
                    ("real-estate-lease", "real estate let", "出租不动产"),
                ],
            ),
            asks("invoiced at 3%", "按 3% 开票", &[("", "no", "否"), ("levy_rate = \"3%\"", "yes", "是")]),
        ],
        case: |v| {
            // 2020 is given by the month: the reduction began in March.
            let period = if v[0] == "2020-Q2" { "05" } else { &v[0][5..] };
            (Case::new(year(v[0])).net().sale(period, v[1], "1000000", v[2]).toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Education surcharges waived for small sales", "小额销售免征两费"),
        measures: &["mof-sta-2016-12#fee-exemption"],
        conditions: &[
            asks("filing", "纳税期限", &[("month", "month", "按月"), ("quarter", "quarter", "按季")]),
            asks("sales of the period, net", "本期销售额（不含税）", plain!["100000.00", "100000.01", "300000.00", "300000.01"]),
            of_no_account("VAT standing", "增值税身份", SMALL_GENERAL),
            of_no_account("form", "组织形式", &[INDIVIDUAL, COMPANY]),
        ],
        case: |v| {
            let (monthly, general) = (v[0] == "month", v[2] == "general");
            let case = Case::new(2024).form(form(v[3])).net();
            let case = if monthly { case.monthly() } else { case };
            let (case, more) = if general { (case.general(""), "rate = \"13%\"") } else { (case, "invoice = \"special\"") };
            (case.sale(if monthly { "05" } else { "Q2" }, "goods", v[1], more).toml(), form(v[3]))
        },
    },
    Table {
        title: (
            "Six taxes and two fees reduced by half (a lease of 100,000, stamped in March)",
            "六税两费减半（3 月书立 100,000 元租赁合同）",
        ),
        measures: &["yunnan-mof-sta-2019-11#halving", "yunnan-mof-sta-2022-4#halving", "mof-sta-2023-12#halving"],
        conditions: &[
            asks("year", "年度", plain!["2021", "2022", "2023"]),
            asks("form", "组织形式", &[INDIVIDUAL, SOLE, COMPANY]),
            asks("VAT standing", "增值税身份", SMALL_GENERAL),
            asks("last settlement found it small", "上次汇算为小型微利", YES_NO),
        ],
        case: |v| {
            let mut case = goods(Case::new(year(v[0])).form(form(v[1])), "1000", v[2] == "general").contract("03", "lease", "100000", "0");
            case.settled = Some((v[3] == "true", v[3] == "true"));
            (case.toml(), form(v[1]))
        },
    },
    Table {
        title: ("Business-income tax halved", "经营所得个人所得税减半"),
        measures: &["mof-sta-2021-12#business-iit-halving", "mof-sta-2023-6#business-iit-halving", "mof-sta-2023-12#business-iit-halving"],
        conditions: &[
            asks("year", "年度", plain!["2020", "2021", "2022", "2023", "2027"]),
            asks("form", "组织形式", &[INDIVIDUAL, SOLE]),
            asks("taxable income", "应纳税所得额", plain!["1000000.00", "1000000.01", "2000000.00", "2000000.01"]),
        ],
        case: |v| {
            let case = goods(Case::new(year(v[0])).form(form(v[1])), "5000万", false).with_profit(v[2]);
            (case.toml(), form(v[1]))
        },
    },
    Table {
        title: ("Small low-profit enterprise", "小型微利企业"),
        measures: &["npc-cit-law#small-low-profit-rate", "mof-sta-2023-12#small-low-profit-test"],
        conditions: &[
            asks("taxable income", "应纳税所得额", plain!["3000000.00", "3000000.01"]),
            asks("average staff", "从业人数平均", plain!["300", "301"]),
            asks("average assets", "资产总额平均", plain!["50000000.00", "50000000.01"]),
            asks("restricted or prohibited industry", "国家限制和禁止行业", NO_YES),
        ],
        case: |v| {
            let mut case = company(2024).with_profit(v[0]);
            (case.staff, case.assets) = (v[1].parse().expect("a number"), v[2].into());
            (case.toml().replace("restricted_industry = false", &format!("restricted_industry = {}", v[3])), Form::Company)
        },
    },
    Table {
        title: ("Rate of high and new technology enterprises", "高新技术企业税率"),
        measures: &["npc-cit-law#high-tech-rate"],
        conditions: &[
            asks("recognised", "经认定", YES_NO),
            asks("average staff (over 300: not small)", "从业人数平均（超过 300 人不属小型微利）", plain!["300", "301"]),
            of_no_account("year", "年度", plain!["2020", "2024"]),
        ],
        case: |v| {
            let mut case = table(company(year(v[2])).with_profit("1000000"), format!("[company]\nhigh_tech = {}\n", v[0]));
            case.staff = v[1].parse().expect("a number");
            (case.toml(), Form::Company)
        },
    },
    Table {
        title: ("R&D super-deduction (80,000 spent)", "研发费用加计扣除（支出 80,000）"),
        measures: &[
            "mof-sta-2018-99#research",
            "mof-sta-2021-6#research",
            "mof-sta-2021-13#research",
            "mof-sta-2022-16#research",
            "mof-sta-2022-28#research",
            "mof-sta-2023-7#research",
        ],
        conditions: &[
            asks("year", "年度", plain!["2020", "2021", "2022", "2023"]),
            asks("industry", "行业", &[("I6510", "software", "软件"), ("C3484", "manufacturing", "制造业"), ("H6210", "catering", "餐饮")]),
            asks("technology SME", "科技型中小企业", NO_YES),
        ],
        case: |v| {
            let mut case = table(company(year(v[0])), format!("[company]\nrd_spend = 80000\ntechnology_sme = {}\n", v[2]));
            case.industry = v[1].into();
            (case.toml(), Form::Company)
        },
    },
    Table {
        title: ("Equipment deducted at once (a machine, by a manufacturer)", "设备器具一次性扣除（制造业购入机器）"),
        measures: &["mof-sta-2021-6#equipment", "mof-sta-2022-12#equipment", "mof-sta-2023-37#equipment", "npc-cit-law#minimum-life"],
        conditions: &[
            asks("year", "年度", plain!["2022", "2023", "2024"]),
            asks("unit price", "单位价值", plain!["5000000.00", "5000000.01"]),
            asks("life, years", "折旧年限（年）", plain!["10", "9"]),
            asks("staff", "从业人员", plain!["1000", "1001"]),
            asks("revenue", "营业收入", plain!["400000000.00", "400000000.01"]),
        ],
        case: |v| {
            let machine = format!("class = \"machine\"; price = \"{}\"; life = {}", v[1], v[2]);
            let mut case = goods(Case::new(year(v[0])).form(Form::Company), v[4], false).with("equipment", &machine);
            (case.industry, case.staff) = ("C3484".into(), v[3].parse().expect("a number"));
            (case.toml(), Form::Company)
        },
    },
    Table {
        title: ("Rent waived (4,000 a month, 2022)", "房租减免（月租 4,000，2022 年）"),
        measures: &["yunnan-sasac-2022-rent#rent-waiver"],
        conditions: &[
            asks("landlord", "出租方", &[("state", "state", "国有"), ("other", "other", "非国有")]),
            asks("sublet", "转租", NO_YES),
            asks("industry", "行业", &[("H6210", "catering", "餐饮"), ("C3484", "manufacturing", "制造业")]),
            asks("size of the company", "公司规模", &[("small", "small", "小型"), ("medium", "medium", "中型")]),
            asks("county listed as medium- or high-risk", "所在县列为中高风险地区", NO_YES),
            asks("months waived to the premises' other tenants", "该房屋已减免其他承租人月数", plain!["0", "6"]),
        ],
        case: |v| {
            let lease =
                format!("landlord = \"{}\"; monthly_rent = 4000; sublet = {}; listed = {}; waived_to_others = {}", v[0], v[1], v[4], v[5]);
            let mut case = company(2022).with("rented", &lease);
            case.industry = v[2].into();
            (case.toml().replace("class = \"micro\"", &format!("class = \"{}\"", v[3])), Form::Company)
        },
    },
    Table {
        title: ("Let premises exempt (120,000 a year, 10,000 a month)", "出租房屋免税（年租金 120,000，月租 10,000）"),
        measures: &["yunnan-landlord-2022#let-property"],
        conditions: &[
            asks("year", "年度", plain!["2022", "2023"]),
            asks("tenant is a small service business", "承租方为服务业小微企业或个体工商户", YES_NO),
            asks("rent cut", "减租额", plain!["9999.99", "10000.00", "15000.00", "15000.01"]),
        ],
        case: |v| {
            let cut =
                format!("annual_rent = 120000; rent_cut = {{ amount = {}, monthly_rent = 10000, tenant_qualifies = {} }}", v[2], v[1]);
            (goods(Case::new(year(v[0])), "1000", false).with("property", &cut).toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Refund of unemployment premiums (2,400 paid last year)", "失业保险稳岗返还（上年缴费 2,400）"),
        measures: &["qujing-2022-88#premium-refund"],
        conditions: &[
            asks("insured as a unit", "以单位方式参保", YES_NO),
            asks("months paid", "缴费月数", plain!["12", "11"]),
            asks("insured", "参保人数", plain!["30", "31"]),
            asks("laid off", "裁员率", plain!["5.5%", "5.51%", "20%", "20.01%"]),
        ],
        case: |v| {
            let facts = format!(
                "[social_insurance]\npremiums_last_year = 2400\ninsured_as_unit = {}\nmonths_paid = {}\ninsured = {}\nlaid_off = \"{}\"\n",
                v[0], v[1], v[2], v[3]
            );
            (table(goods(Case::new(2022), "1000", false), facts).toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Additional input deduction (20,000 of input tax)", "进项税额加计抵减（进项税额 20,000）"),
        measures: &[
            "mof-sta-gac-2019-39#input-addition",
            "mof-sta-2019-87#input-addition",
            "mof-sta-2022-11#input-addition",
            "mof-sta-2023-1#input-addition",
        ],
        conditions: &[
            asks("year", "年度", plain!["2021", "2022", "2023", "2024"]),
            asks("class of services", "服务类别", &[("production", "production", "生产性"), ("consumer", "consumer", "生活性")]),
            asks("share of sales", "占销售额比重", plain!["50%", "50.01%"]),
        ],
        case: |v| {
            let case = Case::new(year(v[0])).net().general(&format!("addition = \"{}\"; addition_share = \"{}\"", v[1], v[2]));
            let case = case.sale("Q2", "services", "1000000", "rate = \"6%\"").with("inputs", "period = \"Q2\"; tax = 20000");
            (case.toml(), Form::IndividualBusiness)
        },
    },
    Table {
        title: ("Deed tax of the conversion (1,000,000 moved)", "转企契税（转移价值 1,000,000）"),
        measures: &["mof-sta-2021-17#restructuring"],
        conditions: &[asks("becomes", "转为", &[SOLE, OWN, COMPANY]), asks("the investor keeps", "原投资人持股", plain!["75%", "75.01%"])],
        case: |v| {
            let facts = format!("[conversion]\nproperty_moved = \"100万元\"\ninvestor_share = \"{}\"\n", v[1]);
            (table(goods(Case::new(2022), "1000", false), facts).toml(), form(v[0]))
        },
    },
    Table {
        title: ("Start-up guaranteed loan to an enterprise (LPR 3.7%, 12 months)", "小微企业创业担保贷款（LPR 3.7%，12 个月）"),
        measures: &["mof-2020-21#enterprise-loan"],
        conditions: &[
            asks("year", "年度", plain!["2023", "2024"]),
            asks("principal", "本金", plain!["3000000.00", "3000000.01"]),
            asks("rate", "利率", plain!["5.2%", "5.21%"]),
            asks("staff", "在职职工", plain!["100", "101"]),
            asks("new hires", "新招职工", plain!["8", "9", "14", "15"]),
        ],
        case: |v| {
            let loan = format!(
                "[loan]\nborrower = \"enterprise\"\nlpr = \"3.7%\"\nmonths = 12\nprincipal = {}\nrate = \"{}\"\nstaff = {}\n\
                    new_hires = {}\n",
                v[1], v[2], v[3], v[4]
            );
            (table(goods(Case::new(year(v[0])), "1000", false), loan).toml(), Form::IndividualBusiness)
        },
    },
    Table {
        // That it reaches a small enterprise's limits never decides alone: whoever does is at half of them too, or general.
        title: ("Cultivation list (catering)", "个转企培育对象（餐饮）"),
        measures: &["qujing-2022-88#cultivation-list"],
        conditions: &[
            asks("staff", "从业人数", plain!["4", "5", "10"]),
            asks("sales of the year, net", "年销售额（不含税）", plain!["499999.99", "500000.00", "1000000.00"]),
            asks("VAT standing", "增值税身份", SMALL_GENERAL),
            asks("volunteers", "自愿转型", NO_YES),
        ],
        case: |v| {
            let case = goods(Case::new(2024), v[1], v[2] == "general");
            let mut case = table(case, format!("[conversion]\nvolunteers = {}\n", v[3]));
            (case.industry, case.staff) = ("H6210".into(), v[0].parse().expect("a number"));
            (case.toml(), Form::IndividualBusiness)
        },
    },
];
