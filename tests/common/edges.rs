//! Businesses that stand on the edges of the figures in the policy files: one at each limit of size, each end of a
//! range, each rate.

use super::cases::{Case, read};
use super::register::files;
use huiqi::{Form, Pack, Vocabulary};
use rust_decimal::Decimal;
use std::fmt::Write;
use toml::{Table, Value};

const ALL_KINDS: [&str; 7] =
    ["goods", "services", "labour-dispatch", "real-estate-sale", "real-estate-lease", "housing-lease", "land-use-right"];
const CONTRACTS: [&str; 17] = [
    "loan",
    "finance-lease",
    "sale",
    "work",
    "survey-design",
    "construction",
    "transport",
    "technology",
    "lease",
    "storage",
    "warehousing",
    "property-insurance",
    "land-use-right",
    "real-estate-transfer",
    "equity-transfer",
    "ip-transfer",
    "capital",
];

/// A small shop of a year; `head` and `tables` are what it is about.
fn shop(year: i32, industry: &str, locality: &str, status: &str, tables: &str) -> String {
    let sales = if tables.contains("[[sales]]") { "" } else { "[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = 100000\n" };
    let rate = if status == "general" && !sales.is_empty() { "rate = \"13%\"\n" } else { "" };
    format!(
        "name = \"edge\"\nyear = {year}\nplace = \"530302\"\nlocality = \"{locality}\"\nindustry = \"{industry}\"\n\
         form = \"individual-business\"\n\
         interest_rate = \"3%\"\n[vat]\nstatus = \"{status}\"\nfiling = \"month\"\nprices = \"net\"\n[costs]\nother = 0\n\
         [owner]\ncomprehensive_income = 0\n{sales}{rate}{tables}"
    )
}

fn mechanism<'f>(files: &'f [Table], id: &str) -> impl Iterator<Item = &'f Value> {
    let all = files.iter().flat_map(|file| file.get("measure").and_then(Value::as_array).into_iter().flatten());
    all.filter(move |measure| measure.get("mechanism").and_then(Value::as_str) == Some(id)).map(|measure| &measure["parameters"])
}

/// The places that measures of a mechanism are of, where they say it.
fn mechanism_places<'f>(files: &'f [Table], id: &str) -> impl Iterator<Item = &'f str> {
    let all = files.iter().flat_map(|file| file.get("measure").and_then(Value::as_array).into_iter().flatten());
    let of_it = all.filter(move |measure| measure.get("mechanism").and_then(Value::as_str) == Some(id));
    of_it.filter_map(|measure| measure.get("jurisdiction")?.as_str())
}

fn digits(value: &Value) -> &str {
    value.as_str().unwrap_or_default().trim_end_matches('人')
}

/// One business at all limits of each class of each industry.
fn sizes(files: &[Table], texts: &mut Vec<String>) {
    for industry in mechanism(files, "size-classes").flat_map(|found| found["industries"].as_array().expect("a list")) {
        for code in industry["codes"].as_array().expect("codes").iter().filter_map(Value::as_str) {
            // `51` stands in its section, which only the class list knows; a letter takes its first division.
            let of_letter = [("A", "A01"), ("B", "B06"), ("C", "C13"), ("D", "D44"), ("E", "E47"), ("L", "L71")];
            let of_number =
                [("51", "F"), ("52", "F"), ("54", "G"), ("55", "G"), ("56", "G"), ("57", "G"), ("58", "G"), ("59", "G"), ("60", "G")];
            let more = [("61", "H"), ("62", "H"), ("63", "I"), ("64", "I"), ("65", "I"), ("701", "K"), ("702", "K")];
            let known = of_letter.iter().find(|(letter, _)| *letter == code).map(|(_, full)| full.to_string());
            let section = of_number.iter().chain(&more).find(|(number, _)| *number == code).map(|(_, letter)| format!("{letter}{code}"));
            let Some(code) = known.or(section) else { continue };
            sized(&code, industry, texts);
        }
        if industry["codes"].as_array().is_some_and(Vec::is_empty) {
            sized("O80", industry, texts);
        }
    }
}

fn sized(code: &str, industry: &Value, texts: &mut Vec<String>) {
    for class in ["large", "medium", "small"] {
        let Some(limits) = industry.get(class) else { continue };
        let (staff, assets) = (limits.get("staff").map_or("1", digits), limits.get("assets").map_or("1元", digits));
        let revenue = limits.get("revenue").map_or("1元", digits);
        let ends = format!("{{ staff = [{staff}, {staff}], assets = [\"{assets}\", \"{assets}\"] }}");
        let quarters: String = (1..=4).map(|quarter| format!("Q{quarter} = {ends}\n")).collect();
        let tables = format!(
            "[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = \"{revenue}\"\nrate = \"13%\"\n[scale]\nrestricted_industry = false\n\
                {quarters}"
        );
        texts.push(shop(2024, code, "city", "general", &tables));
    }
}

/// Each mineral at both ends of its range, and a little past them.
fn minerals(files: &[Table], texts: &mut Vec<String>) {
    let percent = |end: &Value| end.as_str().and_then(|end| end.trim_end_matches('%').parse::<Decimal>().ok()).expect("a percentage");
    for (mineral, range) in mechanism(files, "resource-tax").flat_map(|found| found["minerals"].as_table().expect("minerals")) {
        let (least, most) = (percent(&range["least"]), percent(&range["most"]));
        for rate in [least, most, least - Decimal::new(1, 1), most + Decimal::new(1, 1), most + Decimal::ONE] {
            let table = format!("[[resource]]\nperiod = \"12\"\nmineral = \"{mineral}\"\namount = 1000000\nrate = \"{rate}%\"\n");
            texts.push(shop(2024, "B0600", "city", "small-scale", &table));
        }
    }
    // A company that deducts the tax on the last of them, at the least rate.
    let quarters: String = (1..=4).map(|quarter| format!("Q{quarter} = {{ staff = [5, 5], assets = [1000000, 1000000] }}\n")).collect();
    let mine = texts[texts.len() - 5].replace("individual-business", "company");
    texts.push(mine + "[scale]\nrestricted_industry = false\n" + &quarters);
}

/// Land at both ends of its range, farmland likewise.
fn land(files: &[Table], texts: &mut Vec<String>) {
    for (locality, range) in mechanism(files, "land-use-amount").flat_map(|found| found["ranges"].as_table().expect("ranges")) {
        let most = digits(&range["most"]).trim_end_matches('元').parse::<Decimal>().expect("an amount");
        let least = digits(&range["least"]).trim_end_matches('元').parse::<Decimal>().expect("an amount");
        for amount in [most, least, least * Decimal::new(7, 1)] {
            texts.push(shop(2024, "F5213", locality, "small-scale", &format!("[[land]]\narea = 100\nunit_amount = \"{amount}\"\n")));
        }
    }
    for (size, range) in mechanism(files, "land-use-amount").flat_map(|found| found["cities"].as_table().expect("cities")) {
        let bound = |key: &str| digits(&range[key]).trim_end_matches('元').parse::<Decimal>().expect("an amount");
        for amount in [bound("most"), bound("least"), bound("least") * Decimal::new(7, 1)] {
            let text = shop(2024, "F5213", "city", "small-scale", &format!("[[land]]\narea = 100\nunit_amount = \"{amount}\"\n"));
            texts.push(format!("city_size = \"{size}\"\n{text}"));
        }
    }
    for amount in ["5", "50", "26", "none"] {
        let unit = if amount == "none" { String::new() } else { format!("unit_amount = {amount}\n") };
        let yunnan = mechanism_places(files, "farmland-amount").filter(|place| place.starts_with("53"));
        for place in yunnan.chain(["530322", "110105", "110109", "110119", "440115", "330782"]) {
            let table = format!("[[farmland]]\nmonth = \"12\"\narea = 100\n{unit}basic = true\n");
            texts.push(shop(2024, "A0111", "city", "small-scale", &table).replace("530302", place));
        }
    }
}

/// Every kind of sale and contract under each law.
fn rates(texts: &mut Vec<String>) {
    for year in [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027] {
        for kind in ALL_KINDS {
            for (month, amount) in [("02", 100_000), ("12", 100_000), ("12", 150_000), ("12", 600_000)] {
                for more in ["", "invoice = \"special\"\n"] {
                    let table = format!("[[sales]]\nperiod = \"{month}\"\nkind = \"{kind}\"\namount = {amount}\n{more}");
                    texts.push(shop(year, "F5213", "elsewhere", "small-scale", &table));
                }
            }
            let table = format!("[[sales]]\nperiod = \"12\"\nkind = \"{kind}\"\namount = 600000\nsimple = true\n");
            texts.push(shop(year, "F5213", "county-town", "general", &table));
        }
        let mut table = String::new();
        for kind in CONTRACTS {
            write!(table, "[[contracts]]\nmonth = \"03\"\nkind = \"{kind}\"\namount = 1000000\n").expect("a string");
        }
        texts.push(shop(year, "F5213", "city", "general", &table));
        let ends = "{ staff = [5, 5], assets = [\"100万元\", \"100万元\"] }";
        let quarters: String = (1..=4).map(|quarter| format!("Q{quarter} = {ends}\n")).collect();
        for class in ["micro", "small", "medium", "large"] {
            for form in Form::ALL {
                let table = format!(
                    "[[contracts]]\nmonth = \"03\"\nkind = \"loan\"\namount = 1000000\nfinancial_lender = true\n\
                        [scale]\nclass = \"{class}\"\nrestricted_industry = false\n{quarters}\
                        [[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n\
                        [[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n"
                );
                let toml = shop(year, "F5213", "city", "small-scale", &table);
                texts.push(toml.replace("form = \"individual-business\"", &format!("form = \"{}\"", form.key())));
            }
        }
        for (kind, amount) in [("lease", 500), ("sale", 300), ("sale", 333)] {
            let table = format!("[[contracts]]\nmonth = \"03\"\nkind = \"{kind}\"\namount = {amount}\n");
            texts.push(shop(year, "F5213", "city", "general", &table));
        }
        for (rate, service) in [("16%", "production"), ("13%", "consumer"), ("10%", "production"), ("9%", "consumer"), ("6%", "production")]
        {
            for month in ["03", "12"] {
                let table = format!(
                    "[[sales]]\nperiod = \"{month}\"\nkind = \"services\"\namount = 1000000\nrate = \"{rate}\"\n[[inputs]]\n\
                        period = \"{month}\"\ntax = 10000\n"
                );
                let toml = shop(year, "H6210", "city", "general", &table);
                texts.push(toml.replace("filing =", &format!("addition = \"{service}\"\naddition_share = \"51%\"\nfiling =")));
            }
        }
    }
}

/// Companies with equipment, research, profits in each slice, and staff insured, in every year.
fn companies(texts: &mut Vec<String>) {
    let scale = |staff: u32, assets: &str, class: &str| {
        let quarters: String =
            (1..=4).map(|q| format!("Q{q} = {{ staff = [{staff}, {staff}], assets = [\"{assets}\", \"{assets}\"] }}\n")).collect();
        format!("[scale]\n{class}restricted_industry = false\nsettled_small_to_june = true\nsettled_small_from_july = true\n{quarters}")
    };
    let sale = |amount: &str| format!("[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = \"{amount}\"\nrate = \"13%\"\n");
    for year in 2019..=2027 {
        let mut push = |industry: &str, tables: &str| {
            texts.push(shop(year, industry, "city", "general", tables).replace("\"individual-business\"", "\"company\""));
        };
        let micro = scale(5, "100万元", "");
        for profit in ["80万元", "150万元", "300万元", "310万元"] {
            push("F5213", &(sale(profit) + &micro));
        }
        for (class, life) in [("electronic", 3), ("vehicle", 4), ("tools", 5), ("machine", 10)] {
            for price in ["400万元", "600万元"] {
                for life in [life, life - 1] {
                    let bought = format!("[[equipment]]\nclass = \"{class}\"\nprice = \"{price}\"\nlife = {life}\n");
                    push("C3484", &(sale("1000万元") + &micro + &bought));
                }
            }
        }
        let bought = "[[equipment]]\nclass = \"machine\"\nprice = \"600万元\"\nlife = 10\n";
        for (industry, staff, revenue, assets) in [
            ("I6510", 2000, "50亿元", "50亿元"),
            ("E4700", 9000, "10亿元", "50亿元"),
            ("L7100", 9000, "50亿元", "12亿元"),
            ("K7010", 9000, "20亿元", "50亿元"),
            ("K7010", 9000, "50亿元", "10000万元"),
        ] {
            push(industry, &(sale(revenue) + &scale(staff, assets, "") + bought));
        }
        for industry in ["C3484", "C1600", "F5213", "H6210", "K7010", "L7100", "R9000", "I6510"] {
            for known in ["", "technology_sme = true\n"] {
                push(industry, &format!("{}{micro}[company]\nrd_spend = 100000\n{known}", sale("1000万元")));
            }
        }
        for (laid_off, insured, months, class) in [
            ("5.5%", 31, 12, "micro"),
            ("5.6%", 31, 12, "micro"),
            ("20%", 30, 12, "micro"),
            ("20.1%", 30, 12, "micro"),
            ("5%", 31, 11, "micro"),
            ("5.5%", 31, 12, "large"),
            ("10%", 31, 12, "micro"),
        ] {
            let class = format!("class = \"{class}\"\n");
            let insurance = format!(
                "[social_insurance]\ninsured_as_unit = true\nhardship = true\npension = 1000\nunemployment = 100\ninjury = 10\n\
                    premiums_last_year = 1000\nmonths_paid = {months}\ninsured = {insured}\nlaid_off = \"{laid_off}\"\n"
            );
            push("C3484", &(sale("100万元") + &scale(5, "100万元", &class) + &insurance));
        }
        for revenue in ["1999万元", "2000万元", "39999万元", "40000万元"] {
            for month in 1..=12 {
                let monthly = sale(revenue).replace("\"12\"", &format!("\"{month:02}\""));
                push("C3484", &(monthly + &micro));
            }
        }
        for form in ["individual-business", "sole-proprietorship", "partnership", "one-person-company", "company"] {
            let partners = "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n".repeat(if form == "partnership" { 2 } else { 0 });
            let union = micro.replace("[scale]\n", "[scale]\ntrade_union = true\n") + &partners;
            // What is passed on of the dues on 1,250,000 is the least that does not come back.
            for wages in [50_000, 1_250_000] {
                let paid = format!("other = 0\nwages = {wages}\n");
                let toml = shop(year, "F5213", "city", "general", &union).replace("other = 0\n", &paid);
                texts.push(toml.replace("form = \"individual-business\"", &format!("form = \"{form}\"")));
            }
        }
        for (form, share) in
            [("sole-proprietorship", "100%"), ("one-person-company", "100%"), ("company", "75%"), ("company", "76%"), ("company", "100%")]
        {
            let moved = format!("{micro}[conversion]\nproperty_moved = 1000000\ninvestor_share = \"{share}\"\n");
            let toml = shop(year, "F5213", "city", "general", &moved);
            texts.push(toml.replace("form = \"individual-business\"", &format!("form = \"{form}\"")));
        }
    }
}

/// What fees are levied on, in every form and year.
fn fees(texts: &mut Vec<String>) {
    let ends = "{ staff = [5, 5], assets = [\"100万元\", \"100万元\"] }";
    let quarters: String = (1..=4).map(|quarter| format!("Q{quarter} = {ends}\n")).collect();
    for year in 2019..=2027 {
        let fund = shop(year, "F5213", "city", "small-scale", "").replace("interest_rate", "water_fund_rate = \"0.6‰\"\ninterest_rate");
        texts.extend([fund.replace("amount = 100000", "amount = 100001"), fund]);
    }
    for (year, form) in (2019..=2027).flat_map(|year| Form::ALL.iter().map(move |form| (year, *form))) {
        let partner = "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n";
        let partners = partner.repeat(if form == Form::Partnership { 2 } else { 0 });
        let mut push = |tables: &str| {
            let scale = format!("[scale]\nrestricted_industry = false\n{quarters}{partners}{tables}");
            let toml = shop(year, "F5213", "city", "small-scale", &scale).replace("other = 0\n", "wages = 50000\n");
            texts.push(toml.replace("form = \"individual-business\"", &format!("form = \"{}\"", form.key())));
        };
        let receipts = |service: &str, period: &str, amount: u32| {
            format!("[[cultural]]\nperiod = \"{period}\"\nservice = \"{service}\"\namount = {amount}\n")
        };
        for service in ["advertising", "entertainment"] {
            // The shop sells for 100,000 in December, and nothing else.
            push(&(receipts(service, "01", 50_000) + &receipts(service, "12", 50_000)));
        }
        for sold in [20_000, 20_001] {
            push(&format!("[[sales]]\nperiod = \"12\"\nkind = \"services\"\namount = {sold}\n{}", receipts("entertainment", "12", 10_000)));
        }
        for month in ["01", "04", "05", "08", "09", "10", "11", "12"] {
            push(&format!("[[box_office]]\nperiod = \"{month}\"\namount = 20000\n"));
        }
        for (month, kind, price, new_energy) in [
            ("01", "passenger-car", 300_000, true),
            ("06", "passenger-car", 400_000, true),
            ("07", "other", 400_000, true),
            ("06", "trailer", 100_000, false),
            ("07", "trailer", 100_000, false),
            ("12", "other", 100_000, false),
        ] {
            push(&format!("[[vehicles]]\nmonth = \"{month}\"\nkind = \"{kind}\"\nprice = {price}\nnew_energy = {new_energy}\n"));
        }
        for (price, engine) in [(300_000, 2_000), (300_001, 2_000), (300_000, 2_001)] {
            push(&format!("[[vehicles]]\nmonth = \"06\"\nkind = \"passenger-car\"\nprice = {price}\ndisplacement = {engine}\n"));
        }
        for tax in ["vehicle-vessel", "environmental", "tobacco-leaf", "land-appreciation"] {
            push(&format!("[[paid_taxes]]\nperiod = \"12\"\ntax = \"{tax}\"\namount = 1000\n"));
        }
        for (owner, base) in [(false, 1_000), (false, 7_000), (false, 30_000), (true, 7_000)] {
            push(&format!(
                "[[insured]]\nowner = {owner}\nmonthly_base = {base}\n[local_insurance]\naverage_wage = 7263\n\
                    [company]\nowner_wage = 200000\n"
            ));
        }
        for base in [1_000, 30_000] {
            push(&format!("[[insured]]\nmonthly_base = {base}\n"));
        }
        // On both sides of each limit: sales of 100,000, wages of 50,000.
        for parts in [
            "entertainment = 800",
            "entertainment = 1000",
            "advertising = 15000",
            "advertising = 15001",
            "tobacco_advertising = 15001",
            "advertising = 10000\ntobacco_advertising = 5001",
            "welfare = 7000",
            "welfare = 7001",
            "training = 1250",
            "training = 1251",
            "training = 4000",
            "training = 4001",
            "union_dues = 1000",
            "union_dues = 1001",
            "fines = 100\nsponsorship = 100",
        ] {
            push(&format!("[limited_costs]\n{parts}\n"));
        }
        for (staff, disabled, local) in [(360, 0, 0), (361, 0, 0), (1000, 10, 0), (1000, 9, 0), (1000, 0, 40_000)] {
            push(&format!(
                "[disabled_fund]\nstaff_months = {staff}\ndisabled_months = {disabled}\naverage_wage = 100000\n\
                    local_average_wage = {local}\n"
            ));
        }
        // Industries whose companies have a limit of their own.
        for (industry, advertising) in
            [("C2682", 30_000), ("C2682", 30_001), ("C2710", 30_001), ("C1521", 30_001), ("F5134", 15_001), ("F5234", 15_001)]
        {
            let scale = format!("[scale]\nrestricted_industry = false\n{quarters}{partners}");
            let toml = shop(year, industry, "city", "small-scale", &format!("{scale}[limited_costs]\nadvertising = {advertising}\n"))
                .replace("other = 0\n", "wages = 50000\n");
            texts.push(toml.replace("form = \"individual-business\"", &format!("form = \"{}\"", form.key())));
        }
    }
}

/// Who counts as small by a settlement, by size or by form, what a company keeps, and income that is assessed, in every year.
fn standings(texts: &mut Vec<String>) {
    let leases: String =
        (1..=12).map(|month| format!("[[contracts]]\nmonth = \"{month:02}\"\nkind = \"lease\"\namount = 1000000\n")).collect();
    let sale = "[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = 1000000\nsimple = true\n";
    let quarters = |staff: u32, assets: &str| -> String {
        (1..=4).map(|q| format!("Q{q} = {{ staff = [{staff}, {staff}], assets = [\"{assets}\", \"{assets}\"] }}\n")).collect()
    };
    for year in 2019..=2027 {
        let general = |industry: &str, tables: &str| shop(year, industry, "city", "general", tables);
        let company = |tables: &str| general("F5213", tables).replace("\"individual-business\"", "\"company\"");
        let settled = "settled_small_to_june = true\nsettled_small_from_july = false\n";
        let scale =
            |keys: &str, staff: u32, assets: &str| format!("[scale]\nrestricted_industry = false\n{keys}{}", quarters(staff, assets));
        texts.push(company(&format!("{leases}{sale}{}", scale(settled, 5, "100万元"))));
        let first = format!("first_settlement = {{ on = {year}-05-20, small = false }}\n");
        let held = "[[property]]\nname = \"own\"\noriginal_value = 1000000\n[[land]]\narea = 700\nunit_amount = 12\n";
        for (staff, assets) in [(300, "5000万元"), (301, "100万元"), (5, "5001万元")] {
            texts.push(company(&format!("{leases}{sale}{held}{}", scale(&first, staff, assets))));
        }
        for keys in ["registered_capital = 10000", "registered_capital = 100万元", "registered_capital = 10000\nreserve_so_far = 4999"] {
            let keys = keys.replace("100万元", "\"100万元\"");
            texts.push(company(&format!("{sale}{}[company]\n{keys}\n", scale(settled, 5, "100万元"))));
        }
        let assessed = |form: &str| format!("{sale}[assessed]\nforms = [\"{form}\"]\nby = \"income\"\nrate = \"10%\"\n");
        texts.push(general("F5213", &assessed("individual-business")));
        for form in ["individual-business", "sole-proprietorship"] {
            let levied = assessed(form).replace("\"income\"", "\"levy-rate\"").replace("10%", "1%");
            texts.push(general("F5213", &levied).replace("\"individual-business\"", &format!("\"{form}\"")));
        }
        texts.push(company(&format!("{}{}", assessed("company"), scale(settled, 5, "100万元"))));
        let sold = |kind: &str, net: u32| format!("[[sales]]\nperiod = \"12\"\nkind = \"{kind}\"\namount = {net}\n");
        let three = format!("{}{}{}", sold("goods", 3_000_000), sold("services", 1_000_000), sold("real-estate-lease", 2_200_000));
        texts.push(shop(year, "F5213", "city", "small-scale", &three));
        for kind in ALL_KINDS.into_iter().filter(|kind| *kind != "goods") {
            let both = format!("{}{}occasional = false\n", sold("goods", 3_000_000), sold(kind, 3_000_000));
            texts.push(shop(year, "F5213", "city", "small-scale", &both));
        }
        // A large individual business is small where the law says so.
        let large = "[scale]\nclass = \"large\"\n";
        let insured = "[social_insurance]\ninsured_as_unit = true\npayroll = 100000\npremiums_last_year = 1000\nmonths_paid = 12\n\
            insured = 5\nlaid_off = \"0%\"\n";
        texts.push(general("J6620", &format!("{sale}{large}{insured}[[registration]]\nresidential = false\n")));
        let refund = "refund = { rating = \"A\", composition = \"80%\" }\nfiling =";
        let input = "[[inputs]]\nperiod = \"12\"\ntax = 100000\n";
        texts.push(general("J6620", &format!("{sale}{large}{input}")).replace("filing =", refund));
        texts.push(general("H6210", &format!("{sale}{large}[[rented]]\nlandlord = \"state\"\nmonthly_rent = 1000\n")));
        let cut = "rent_cut = { amount = 1600, monthly_rent = 1000, tenant_qualifies = true }";
        texts.push(general("F5213", &format!("{sale}[[property]]\nname = \"shop\"\nannual_rent = 10000\n{cut}\n")));
    }
}

/// What is exempt by its nature, labour dispatch by difference, housing let, and the industries in which exempt sales are usual: by
/// month, standing and form.
fn exempt_supplies(files: &[Table], texts: &mut Vec<String>) {
    let words = |found: &Value, key: &str| -> Vec<String> {
        found.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(String::from).collect()
    };
    let mut supplies: Vec<(String, Vec<String>)> =
        mechanism(files, "exempt-supplies").map(|found| (words(found, "supplies").concat(), words(found, "industries"))).collect();
    supplies.sort();
    supplies.dedup();
    let other = |text: &str| text.replace("form = \"individual-business\"", "form = \"sole-proprietorship\"");
    for year in [2020, 2022, 2024, 2026] {
        for (supply, industries) in &supplies {
            let sold = |held: u32| {
                format!("[[sales]]\nperiod = \"12\"\nkind = \"services\"\namount = 200000\nexempt = \"{supply}\"\nheld_years = {held}\n")
            };
            for text in [1, 2].map(|held| shop(year, "F5213", "city", "small-scale", &sold(held))) {
                texts.extend([other(&text), text]);
            }
            texts.push(shop(year, "F5213", "city", "general", &(sold(2) + "rate = \"6%\"\n")));
            texts.extend(industries.iter().map(|code| shop(year, code, "city", "small-scale", "")));
        }
        let dispatch = "[[sales]]\nperiod = \"12\"\nkind = \"labour-dispatch\"\namount = 300000\ndeduct = 100000\n";
        let housing = "housing_rental = true\n[vat]";
        let lease = "[[sales]]\nperiod = \"12\"\nkind = \"housing-lease\"\namount = 300000\n[[contracts]]\nmonth = \"12\"\n\
                     kind = \"lease\"\namount = 100000\nhousing = true\n[[property]]\nname = \"a\"\nannual_rent = 100000\nhousing = true\n\
                     [[land]]\narea = 100\nunit_amount = 6\nlet_with = \"a\"\n";
        let let_out = shop(year, "F5213", "city", "small-scale", lease).replace("[vat]", housing);
        texts.extend([shop(year, "F5213", "city", "small-scale", dispatch), other(&let_out), let_out]);
        let method = if year < 2026 { "simple = true\n" } else { "rate = \"6%\"\n" };
        texts.push(shop(year, "F5213", "city", "general", &format!("{dispatch}{method}")));
    }
}

/// Own used fixed assets and second-hand goods by standing: as they are, under a special invoice, and at each rate that may be told.
fn used_goods(texts: &mut Vec<String>) {
    for year in 2019..=2027 {
        for month in ["01", "12"] {
            for more in ["", "invoice = \"special\"\n", "levy_rate = \"3%\"\n", "levy_rate = \"2%\"\n"] {
                let sold = format!("[[sales]]\nperiod = \"{month}\"\nkind = \"goods\"\namount = 300000\nused = true\n{more}");
                texts.push(shop(year, "F5213", "city", "small-scale", &sold));
                texts.push(shop(year, "F5213", "city", "general", &format!("{sold}simple = true\n")));
            }
        }
        let output = "[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = 300000\nused = true\nrate = \"13%\"\n";
        texts.push(shop(year, "F5213", "city", "general", output));
    }
}

/// Farming and comprehensive income in each form; a listed industry whose insurance is put off into 2023.
fn incomes(texts: &mut Vec<String>) {
    let sale = "[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = 600000\nrate = \"13%\"\n";
    let ends = "{ staff = [5, 5], assets = [\"100万元\", \"100万元\"] }";
    let quarters: String = (1..=4).map(|quarter| format!("Q{quarter} = {ends}\n")).collect();
    let scale = format!("[scale]\nrestricted_industry = false\nsettled_small_to_june = true\nsettled_small_from_july = true\n{quarters}");
    for year in 2019..=2027 {
        for form in ["individual-business", "sole-proprietorship", "partnership", "one-person-company", "company"] {
            let partners =
                "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 80000\n".repeat(if form == "partnership" { 2 } else { 0 });
            for told in ["[farming]\nexempt = \"50%\"\nreduced = \"20%\"\n", ""] {
                let text = shop(year, "A0111", "city", "general", &format!("{sale}{scale}{told}{partners}"));
                let text = text.replace("comprehensive_income = 0", "comprehensive_income = 80000");
                texts.push(text.replace("form = \"individual-business\"", &format!("form = \"{form}\"")));
            }
        }
    }
    let insured = "[social_insurance]\ninsured_as_unit = true\nunemployment = 100\ninjury = 10\n";
    texts.push(shop(2023, "H6210", "city", "general", &format!("{sale}{insured}")));
}

/// Veterans and key groups in every year and form: with what the law sets, and with their 36 months running out.
fn employed(texts: &mut Vec<String>) {
    let sale = "[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = 2000000\nrate = \"13%\"\n";
    let ends = "{ staff = [5, 5], assets = [\"100万元\", \"100万元\"] }";
    let scale: String = (1..=4).map(|quarter| format!("Q{quarter} = {ends}\n")).collect();
    let scale = format!("[scale]\nrestricted_industry = false\nsettled_small_to_june = true\nsettled_small_from_july = true\n{scale}");
    for year in 2019..=2027 {
        for group in ["veteran", "key-group"] {
            for since in [year, year - 3] {
                let person = format!("group = \"{group}\"\nsince = {since}-08-01\n");
                texts.push(shop(year, "F5213", "city", "general", &format!("{sale}[self_employed]\n{person}")));
                let hired = shop(year, "F5213", "city", "general", &format!("{sale}{scale}[[hires]]\n{person}count = 2\n"));
                texts.push(hired.replace("form = \"individual-business\"", "form = \"company\""));
            }
        }
    }
}

/// Persons whose tax is reduced for what they are, in every year, as individual businesses and sole proprietorships.
fn reduced(texts: &mut Vec<String>) {
    let sale = "[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = 400000\nrate = \"13%\"\n";
    for year in 2019..=2027 {
        for group in huiqi::ReducedPerson::ALL {
            let told = format!("comprehensive_income = 0\nreduction = {{ group = \"{}\" }}\n", group.key());
            let own = shop(year, "F5213", "city", "general", sale).replace("comprehensive_income = 0\n", &told);
            texts.push(own.replace("form = \"individual-business\"", "form = \"sole-proprietorship\""));
            texts.push(own);
            // So little that a share of it is under the most of a year.
            let little = shop(year, "F5213", "city", "general", &sale.replace("400000", "150000"));
            texts.push(little.replace("comprehensive_income = 0\n", &told));
            for since in [year - 4, year - 3, year - 2] {
                let told = told.replace(" }\n", &format!(", since = {since}-07-15 }}\n"));
                texts.push(shop(year, "F5213", "city", "general", sale).replace("comprehensive_income = 0\n", &told));
            }
        }
    }
}

/// Refunds of VAT credit asked for in each year and regime, by each rating, of industries listed and not, at the least rise and past it.
fn refunds(texts: &mut Vec<String>) {
    let input = "[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = 100\nrate = \"13%\"\n[[inputs]]\nperiod = \"12\"\ntax = 100000\n\
        [scale]\nclass = \"large\"\n";
    for (year, month) in [(2019, 3), (2019, 4), (2022, 3), (2022, 5), (2022, 8), (2025, 8), (2025, 9), (2026, 12)] {
        for industry in
            ["C3484", "M7320", "D4411", "I6510", "N7721", "G5431", "F5213", "A0111", "H6210", "O8111", "P8311", "Q8411", "R9011", "K7010"]
        {
            for (rating, rise) in [("A", "500000"), ("B", "499999"), ("B", "120000001"), ("M", "500000")] {
                let claim = format!(
                    "refund = {{ rating = \"{rating}\", composition = \"80%\", filed = \"{month:02}\", increase = {rise}, \
                        developer_increase = {rise} }}"
                );
                let text = shop(year, industry, "city", "general", input).replace("filing =", &format!("{claim}\nfiling ="));
                texts.push(text.replace("form = \"individual-business\"", "form = \"sole-proprietorship\""));
            }
        }
    }
    // A small enterprise of an industry that is not listed.
    let claim = "refund = { rating = \"A\", composition = \"80%\", filed = \"09\", increase = 0 }\nfiling =";
    let text = shop(2025, "H6210", "city", "general", &input.replace("\"large\"", "\"small\"")).replace("filing =", claim);
    texts.push(text.replace("form = \"individual-business\"", "form = \"sole-proprietorship\""));
}

/// Loans with a subsidy, at their limits, signed in each regime.
fn loans(texts: &mut Vec<String>) {
    for (signed, hires, staff) in [("2022-05-01", 15, 100), ("2024-05-01", 10, 100), ("2024-05-01", 6, 101), ("2024-05-01", 5, 101)] {
        for (borrower, principal) in [("person", 200_000), ("person", 300_000), ("enterprise", 3_000_000), ("enterprise", 4_000_000)] {
            for (rate, time) in [("5%", 3), ("5.1%", 3), ("5%", 4)] {
                let loan = format!(
                    "[loan]\nborrower = \"{borrower}\"\nprincipal = {principal}\nrate = \"{rate}\"\nlpr = \"3.5%\"\nmonths = 12\n\
                        new_hires = {hires}\nstaff = {staff}\nsigned = {signed}\ntime = {time}\n"
                );
                texts.push(shop(2024, "F5213", "city", "small-scale", &loan));
            }
        }
    }
    // The last year of the term: four months of it.
    for (year, borrower) in [(2026, "enterprise"), (2027, "person")] {
        let loan = format!(
            "[loan]\nborrower = \"{borrower}\"\nprincipal = 300000\nrate = \"4%\"\nlpr = \"3.5%\"\nmonths = 12\nnew_hires = 1\n\
                staff = 5\nsigned = 2024-05-01\n"
        );
        texts.push(shop(year, "F5213", "city", "small-scale", &loan));
    }
    for (kind, signed) in [("service", "2025-03-16"), ("service", "2025-12-31"), ("service", "2026-05-01"), ("fixed-assets", "2026-05-01")]
    {
        let loan = format!("[[subsidised_loans]]\nkind = \"{kind}\"\nsigned = {signed}\nprincipal = \"1亿元\"\nmonths = 6\n");
        texts.push(shop(2026, "F5213", "city", "small-scale", &loan));
        for year in [2026, 2027] {
            texts.push(shop(year, "F5213", "city", "small-scale", &loan.replace("months = 6", "months = 12")));
        }
    }
}

/// Owners of several businesses, returns over the sales of a month in each kind of sale, VAT prepaid at another place.
fn owners_and_returns(texts: &mut Vec<String>) {
    let other = "[[other_business]]\nform = \"individual-business\"\nincome = 100000\n";
    let partners = "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n".repeat(2);
    for form in ["individual-business", "sole-proprietorship", "partnership"] {
        let text = shop(2024, "F5213", "city", "small-scale", &format!("{other}{partners}"));
        texts.push(text.replace("form = \"individual-business\"\ninterest", &format!("form = \"{form}\"\ninterest")));
    }
    for kind in ALL_KINDS {
        let line = |month: u32, amount: i32| {
            format!("[[sales]]\nperiod = \"{month:02}\"\nkind = \"{kind}\"\namount = {amount}\ninvoice = \"special\"\n")
        };
        texts.push(shop(2024, "F5213", "city", "small-scale", &format!("{}{}", line(5, -10_000), line(6, 50_000))));
    }
    let prepaid = "[[prepaid_vat]]\nperiod = \"11\"\namount = 1000\n";
    let sales = "[[sales]]\nperiod = \"11\"\nkind = \"services\"\namount = 1000\ninvoice = \"special\"\n\
                 [[sales]]\nperiod = \"12\"\nkind = \"services\"\namount = 200000\n";
    texts.push(shop(2024, "E4710", "city", "small-scale", &format!("{sales}{prepaid}")));
}

/// What few companies have: encouraged industries in the west, equipment of the last quarter of 2022, a bonus in each bracket, the
/// additional deduction of manufacturers; and the premiums waived in 2020.
fn seldom(texts: &mut Vec<String>) {
    let sale =
        "[[sales]]\nperiod = \"12\"\nkind = \"goods\"\namount = 9000000\nrate = \"13%\"\n[[inputs]]\nperiod = \"12\"\ntax = 100000\n";
    let ends = "{ staff = [5, 5], assets = [\"100万元\", \"100万元\"] }";
    let quarters: String = (1..=4).map(|quarter| format!("Q{quarter} = {ends}\n")).collect();
    let scale = |class: &str| {
        let settled = "settled_small_to_june = true\nsettled_small_from_july = true\n";
        format!("[scale]\nclass = \"{class}\"\nrestricted_industry = false\n{settled}{quarters}")
    };
    for year in 2019..=2027 {
        let company = |tables: &str| {
            let text = shop(year, "C3484", "city", "general", &format!("{sale}{}{tables}", scale("micro")));
            text.replace("form = \"individual-business\"", "form = \"company\"")
        };
        for share in ["59%", "60%"] {
            texts.push(company(&format!("[company]\nwestern_share = \"{share}\"\n")));
        }
        for month in 9..=12 {
            let bought = format!("[[equipment]]\nclass = \"machine\"\nprice = 600000\nlife = 10\nmonth = \"{month:02}\"\n");
            texts.push(company(&format!("[company]\nhigh_tech = true\n{bought}")));
        }
        for bonus in [36_000, 36_012, 144_000, 144_012, 300_000, 300_012, 420_000, 420_012, 660_000, 660_012, 960_000, 960_012] {
            texts.push(company(&format!("[company]\nowner_wage = 3000000\nowner_bonus = {bonus}\n")));
        }
        let addition = "addition = \"advanced-manufacturing\"\naddition_share = \"51%\"\nfiling =";
        texts.push(company("").replace("filing =", addition));
        for class in ["micro", "large"] {
            let insured = "[social_insurance]\ninsured_as_unit = true\npension = 1000\nunemployment = 100\ninjury = 10\n";
            for form in ["individual-business", "sole-proprietorship"] {
                let text = shop(year, "F5213", "city", "general", &format!("{sale}{}{insured}", scale(class)));
                texts.push(text.replace("form = \"individual-business\"", &format!("form = \"{form}\"")));
            }
        }
    }
}

/// Every case, in the form that it names.
pub fn edges(pack: &Pack) -> Vec<Case> {
    let files: Vec<Table> = files().iter().map(|(_, text)| text.parse().expect("TOML")).collect();
    let mut texts = Vec::new();
    sizes(&files, &mut texts);
    minerals(&files, &mut texts);
    land(&files, &mut texts);
    rates(&mut texts);
    companies(&mut texts);
    fees(&mut texts);
    standings(&mut texts);
    exempt_supplies(&files, &mut texts);
    used_goods(&mut texts);
    employed(&mut texts);
    incomes(&mut texts);
    reduced(&mut texts);
    refunds(&mut texts);
    loans(&mut texts);
    owners_and_returns(&mut texts);
    seldom(&mut texts);
    elsewhere(&mut texts);
    let named = texts.iter().enumerate().map(|(i, text)| (format!("edge {i}"), text));
    // Behind the first table, another business has a form too.
    let head = |text: &str| text.split_once("\n[").map_or(text.to_string(), |(head, _)| format!("{head}\n"));
    let form =
        |text: &str| Form::ALL.iter().copied().find(|form| head(text).contains(&format!("form = \"{}\"", form.key()))).expect("a form");
    let mut cases: Vec<Case> = named.flat_map(|(name, text)| read(&name, text, pack, &[form(text)])).collect();
    cases.extend(conversions(pack));
    cases.extend(refunds_not_known(pack));
    cases
}

/// What local law decides, in places whose law was not read, is another, or does not levy the tax.
fn elsewhere(texts: &mut Vec<String>) {
    let held = ["property_moved", "[[insured]]", "[disabled_fund]", "original_value", "western_share"];
    let persons = ["[self_employed]", "[[hires]]", "reduction ="];
    let local = [held.as_slice(), &persons].concat();
    let told = |text: &&String| local.iter().any(|key| text.contains(key)) && text.contains("530302");
    let found: Vec<String> = texts.iter().filter(told).cloned().collect();
    for place in ["510104", "430102", "540102"] {
        texts.extend(found.iter().map(|text| text.replace("530302", place)));
        for year in [2019, 2022] {
            texts.push(shop(year, "F5213", "city", "small-scale", "").replace("530302", place));
        }
    }
    // Hubei in the epidemic.
    for (year, month) in
        [(2020, "02"), (2020, "03"), (2020, "05"), (2020, "06"), (2020, "12"), (2021, "01"), (2021, "03"), (2021, "04"), (2021, "12")]
    {
        for more in ["kind = \"goods\"\n", "kind = \"goods\"\ninvoice = \"special\"\n", "kind = \"real-estate-lease\"\n"] {
            let sold =
                format!("[[sales]]\nperiod = \"{month}\"\namount = 400000\n{more}[[box_office]]\nperiod = \"{month}\"\namount = 10000\n");
            texts.push(shop(year, "F5213", "city", "small-scale", &sold).replace("530302", "420106"));
        }
    }
}

/// A refund of premiums in 2023, seen before the circular of 2025 said that it went on; and in 2022, after the province's own ended.
fn refunds_not_known(pack: &Pack) -> Vec<Case> {
    let insured =
        "[social_insurance]\ninsured_as_unit = true\npremiums_last_year = 1000\nmonths_paid = 12\ninsured = 31\nlaid_off = \"5%\"\n";
    let text = |year| shop(year, "F5213", "city", "general", insured);
    let mut cases = read("edge seen early", &text(2023), pack, &[Form::IndividualBusiness]);
    for case in &mut cases {
        case.known_on = "2024-12-31".parse().ok();
    }
    // Kunming, where the province's own ended, and Wuhan, where only the nation's did.
    for place in ["530102", "420106"] {
        let ended = text(2022).replace("530302", place);
        cases.extend(read("edge of a refund that ended", &ended, pack, &[Form::IndividualBusiness]));
    }
    // Few who are insured, where the province's own did not apply.
    for few in [30, 31] {
        let text = text(2021).replace("530302", "420106").replace("insured = 31", &format!("insured = {few}"));
        cases.extend(read("edge of few insured", &text.replace("5%", "10%"), pack, &[Form::IndividualBusiness]));
    }
    cases
}

/// Land that moves into a company, from each form.
fn conversions(pack: &Pack) -> Vec<Case> {
    let ends = "{ staff = [5, 5], assets = [\"100万元\", \"100万元\"] }";
    let quarters: String = (1..=4).map(|quarter| format!("Q{quarter} = {ends}\n")).collect();
    let partners = "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n".repeat(2);
    let moved = "[conversion]\nland_appreciation = 1000\n";
    let tables = format!("[scale]\nrestricted_industry = false\n{quarters}{partners}{moved}");
    let mut found = Vec::new();
    for (year, from) in [2020, 2022, 2025].into_iter().flat_map(|year| Form::ALL.iter().map(move |from| (year, from))) {
        let text = shop(year, "F5213", "city", "small-scale", &tables);
        let text = text.replace("form = \"individual-business\"", &format!("form = \"{}\"", from.key()));
        found.extend(read("conversion", &text, pack, &[Form::OnePersonCompany, Form::Company]));
    }
    found
}
