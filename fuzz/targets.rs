//! What each fuzz target does with its bytes. The ordinary tests replay `fuzz/corpus` through the same functions.
#![allow(dead_code)] // each target is a program of its own
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use huiqi::report::{self, Context};
use huiqi::{Amounts, Error, Form, Lang, MAX_AMOUNT, Money, Pack, Profile, Rules, Vocabulary};
use std::sync::OnceLock;

/// A target and its name, which is also the name of its corpus.
pub type Target = (&'static str, fn(&[u8]));

/// All of them. A new way in is one more function here, one more file in `fuzz_targets/`, and one more `[[bin]]`.
pub const TARGETS: &[Target] = &[
    ("profile", profile),
    ("pack", pack),
    ("overlay", overlay),
    ("results", results),
    ("facts", facts),
    #[cfg(feature = "batch")]
    ("rows", rows),
];

fn embedded() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| Pack::embedded().unwrap_or_else(|error| panic!("{error}")))
}

/// The rules of every covered year in Qilin.
fn rules(year: i32) -> &'static Rules {
    static RULES: OnceLock<Vec<Rules>> = OnceLock::new();
    let all = RULES.get_or_init(|| embedded().years().map(|year| embedded().rules(year, 530302, None).expect("covered")).collect());
    &all[usize::try_from(year - embedded().years().start()).expect("covered")]
}

/// An error can be said in both languages, and each of its problems has a place.
fn speak(error: &Error) {
    for lang in [Lang::Zh, Lang::En] {
        for problem in error.problems() {
            assert!(!problem.text(lang).is_empty());
        }
    }
    assert!(!error.to_string().is_empty());
}

/// What comes in is paid out, taxed or left to the owner; no tax is negative; the total is the sum of its lines.
pub fn hold(amounts: &Amounts) {
    let sum: i128 = amounts.lines.iter().map(|(_, tax)| i128::from(tax.due.fen()) - i128::from(tax.relief.fen())).sum();
    assert_eq!(sum, i128::from(amounts.total().fen()));
    for (line, tax) in amounts.lines.iter() {
        assert!(tax.due >= Money::ZERO && tax.relief >= Money::ZERO && tax.relief <= tax.due, "{line:?} {tax:?}");
    }
    let spent = amounts.costs + amounts.deed_tax + amounts.total() + amounts.net_to_owner();
    assert_eq!(amounts.receipts + amounts.grants, spent);
}

/// A profile as text: read and assessed in every form, or refused.
pub fn profile(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Profile::parse(text, "fuzz.toml", embedded()) {
        Err(error) => speak(&error),
        Ok(profile) => {
            let own;
            let rules = if profile.place == 530302 {
                rules(profile.year)
            } else {
                own = embedded().rules(profile.year, profile.place, None).expect("a known place");
                &own
            };
            for form in Form::ALL {
                match huiqi::amounts(rules, &profile, *form) {
                    Ok(amounts) => hold(&amounts),
                    Err(error) => speak(&error),
                }
                let _ = huiqi::prepayments(rules, &profile, *form).map_err(|error| speak(&error));
            }
            let _ = huiqi::classify(embedded(), rules, &profile).map_err(|error| speak(&error));
        }
    }
}

/// A pack of its own; a line `---` begins the next file, the first of which holds code lists.
pub fn pack(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let names = ["lists/a.toml", "b.toml", "c.toml", "d.toml", "e.toml"];
    let files = names.iter().zip(text.split("\n---\n")).map(|(name, text)| (name.to_string(), text.to_string()));
    let _ = Pack::from_files(files.collect()).map_err(|error| speak(&error));
}

/// A policy file laid over the embedded pack; where it is sound, a business is assessed under it.
pub fn overlay(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match embedded().overlaid(vec![("fuzz.toml".to_string(), text.to_string())]) {
        Err(error) => speak(&error),
        Ok(pack) => {
            let toml = include_str!("../examples/landlord.toml");
            let read = Profile::parse(toml, "landlord.toml", &pack).expect("an example");
            for year in pack.years() {
                let Ok(profile) = read.clone().in_year(year) else { continue };
                let Ok(rules) = pack.rules(year, profile.place, None).map_err(|error| speak(&error)) else { continue };
                for form in Form::ALL {
                    match huiqi::amounts(&rules, &profile, *form) {
                        Ok(amounts) => hold(&amounts),
                        Err(error) => speak(&error),
                    }
                }
            }
        }
    }
}

/// A profile as text, and the results written out: the JSON obeys its schema, the other formats are written.
pub fn results(data: &[u8]) {
    static SCHEMA: OnceLock<jsonschema::Validator> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| {
        let schema = serde_json::from_str(&report::answer_schema()).expect("JSON");
        jsonschema::validator_for(&schema).expect("a schema")
    });
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(profile) = Profile::parse(text, "fuzz.toml", embedded()) else { return };
    let rules = embedded().rules(profile.year, profile.place, None).expect("a known place");
    let Ok(comparison) = huiqi::compare(&rules, &profile, &[]) else { return };
    for lang in [Lang::Zh, Lang::En] {
        let context = Context { pack: embedded(), rules: &rules, profile: &profile, lang };
        let json = serde_json::from_str(&report::comparison_json(&context, &comparison)).expect("JSON");
        if let Err(error) = schema.validate(&json) {
            panic!("{error} at {}", error.instance_path());
        }
        let document = report::comparison(&context, &comparison);
        let csv = document.csv();
        assert!(csv.split("\r\n").skip(1).all(|row| !row.starts_with(['=', '+', '-', '@'])));
        assert!(!document.markdown().is_empty() && !document.html().is_empty());
    }
}

/// Bytes as a supply of numbers; zeros when they are used up.
struct Supply<'d>(&'d [u8]);

impl Supply<'_> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    fn below(&mut self, limit: u32) -> u32 {
        u32::from(self.byte()) % limit
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[usize::from(self.byte()) % words.len()]
    }

    /// An amount in yuan: small, around a threshold, or anything up to the limit.
    fn amount(&mut self) -> String {
        let fen = match self.byte() % 4 {
            0 => i64::from(self.byte()),
            1 => {
                [100_000, 300_000, 303_000, 1_000_000, 3_000_000, 5_000_000][usize::from(self.byte()) % 6] * 100 + i64::from(self.byte())
                    - 128
            }
            2 => (0..4).fold(0, |sum, _| sum << 8 | i64::from(self.byte())),
            _ => (0..5).fold(0, |sum, _| sum << 8 | i64::from(self.byte())) % (MAX_AMOUNT.fen() + 1),
        };
        Money::from_fen(fen.max(0)).plain()
    }

    fn percent(&mut self, most: u32) -> String {
        format!("{}%", self.below(most + 1))
    }
}

/// Numbers poured into a profile: whatever they are, every form that can be assessed adds up.
pub fn facts(data: &[u8]) {
    let mut s = Supply(data);
    let general = s.byte() % 3 == 0;
    let monthly = s.byte() % 2 == 0;
    let year = 2019 + s.below(9);
    let mut toml = format!(
        "name = \"x\"\nyear = {year}\nplace = \"530302\"\nlocality = \"{}\"\nindustry = \"{}\"\nform = \"{}\"\ninterest_rate = \"{}\"\n",
        s.one_of(&["city", "county-town", "elsewhere"]),
        s.one_of(&["H6210", "C3484", "F5213", "K7040", "I6510"]),
        s.one_of(&["individual-business", "sole-proprietorship", "partnership", "one-person-company", "company"]),
        s.percent(30),
    );
    toml += &format!(
        "[vat]\nstatus = \"{}\"\nfiling = \"{}\"\n",
        if general { "general" } else { "small-scale" },
        if monthly { "month" } else { "quarter" }
    );
    toml += &format!("prices = \"{}\"\n", s.one_of(&["inclusive", "net"]));
    if general {
        let (credit, addition, share, rating) =
            (s.amount(), s.one_of(&["production", "consumer"]), s.percent(100), s.one_of(&["A", "B", "M"]));
        toml += &format!(
            "opening_credit = \"{credit}\"\naddition = \"{addition}\"\naddition_share = \"{share}\"\n\
                refund = {{ rating = \"{rating}\", composition = \"{share}\" }}\n"
        );
    }
    let period =
        |s: &mut Supply<'_>| if monthly || year == 2020 { format!("{:02}", s.below(12) + 1) } else { format!("Q{}", s.below(4) + 1) };
    for _ in 0..=s.below(6) {
        let kind =
            s.one_of(&["goods", "services", "labour-dispatch", "real-estate-sale", "real-estate-lease", "housing-lease", "land-use-right"]);
        toml += &format!("[[sales]]\nperiod = \"{}\"\nkind = \"{kind}\"\namount = \"{}\"\n", period(&mut s), s.amount());
        if general {
            toml += s.one_of(&["rate = \"13%\"\n", "rate = \"6%\"\n", "rate = \"9%\"\n", "simple = true\n"]);
        } else {
            toml += s.one_of(&["", "invoice = \"special\"\n", "waive_exemption = true\n", "levy_rate = \"3%\"\n", "deduct = 5000\n"]);
        }
    }
    for _ in 0..s.below(4) {
        if general {
            toml +=
                &format!("[[inputs]]\nperiod = \"{}\"\ntax = \"{}\"\ntransferred_out = \"{}\"\n", period(&mut s), s.amount(), s.amount());
        }
    }
    toml += &format!("[costs]\ngoods = \"{}\"\nwages = \"{}\"\nother = \"{}\"\n", s.amount(), s.amount(), s.amount());
    toml += &format!(
        "[owner]\ncomprehensive_income = \"{}\"\ndeductions = \"{}\"\nother_relief = \"{}\"\n",
        s.amount(),
        s.amount(),
        s.amount()
    );
    for _ in 0..s.below(4) {
        let kind = s.one_of(&["sale", "lease", "loan", "work", "transport", "real-estate-transfer", "capital"]);
        toml += &format!("[[contracts]]\nmonth = \"{:02}\"\nkind = \"{kind}\"\namount = \"{}\"\n", s.below(12) + 1, s.amount());
    }
    for i in 0..s.below(3) {
        let base = s.one_of(&["original_value", "annual_rent"]);
        toml += &format!("[[property]]\nname = \"p{i}\"\n{base} = \"{}\"\nhousing = {}\n", s.amount(), s.byte() % 2 == 0);
        toml += &format!("[[land]]\narea = {}.{:02}\nunit_amount = {}\nlet_with = \"p{i}\"\n", s.below(256), s.below(100), s.below(13) + 1);
    }
    for _ in 0..s.below(3) {
        let landlord = s.one_of(&["state", "other"]);
        toml += &format!("[[rented]]\nlandlord = \"{landlord}\"\nmonthly_rent = \"{}\"\nagreed_cut = \"{}\"\n", s.amount(), s.amount());
    }
    for i in 0..s.below(7) {
        toml += &format!("[[losses]]\nyear = {}\namount = \"{}\"\n", year - 1 - i, s.amount());
    }
    for _ in 0..s.below(3) {
        let class = s.one_of(&["electronic", "vehicle", "tools", "machine"]);
        toml += &format!(
            "[[equipment]]\nclass = \"{class}\"\nprice = \"{}\"\nlife = {}\nin_costs = \"{}\"\n",
            s.amount(),
            s.below(20) + 1,
            s.amount()
        );
    }
    toml +=
        &format!("[company]\nowner_wage = \"{}\"\nshare_distributed = \"{}\"\nrd_spend = \"{}\"\n", s.amount(), s.percent(100), s.amount());
    toml += &format!(
        "[conversion]\npaid_in_capital = \"{}\"\nbookkeeping = \"{}\"\ngrants = \"{}\"\nproperty_moved = \"{}\"\n",
        s.amount(),
        s.amount(),
        s.amount(),
        s.amount()
    );
    let share = s.below(99) + 1;
    for share in [share, 100 - share] {
        toml += &format!("[[partners]]\nshare = \"{share}%\"\ncomprehensive_income = \"{}\"\n", s.amount());
    }
    let (staff, assets) = (s.below(200) * 3, s.amount());
    toml += &format!(
        "[scale]\nclass = \"micro\"\nrestricted_industry = {}\nsettled_small_to_june = true\nsettled_small_from_july = {}\n",
        s.byte() % 4 == 0,
        s.byte() % 2 == 0
    );
    for quarter in 1..=4 {
        toml += &format!("Q{quarter} = {{ staff = [{staff}, {staff}], assets = [\"{assets}\", \"{assets}\"] }}\n");
    }
    if s.byte() % 4 == 0 {
        toml += &format!(
            "[assessed]\nforms = [\"individual-business\", \"company\"]\nby = \"{}\"\nrate = \"{}%\"\n",
            s.one_of(&["income", "cost"]),
            s.below(98) + 1
        );
    }
    profile(toml.as_bytes());
    results(toml.as_bytes());
}

/// A register in CSV, header and rows; and, so that more of the rows are reached, the same bytes as rows under a sound header.
#[cfg(feature = "batch")]
pub fn rows(data: &[u8]) {
    use std::sync::LazyLock;
    static HEADER: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let synthesis = huiqi::register::Synthesis::new(embedded(), 1, 2024).expect("a seed and a year");
        let names: Vec<String> = synthesis.schema().fields().iter().map(|field| field.name().clone()).collect();
        format!("{}\n", names.join(",")).into_bytes()
    });
    register(data);
    register(&[HEADER.as_slice(), data].concat());
}

/// Each row is assessed or refused once, with words; the results are written; the same bytes give the same results.
#[cfg(feature = "batch")]
fn register(data: &[u8]) {
    use huiqi::Say;
    use huiqi::register::{Batch, Encoded, Encoder, Header, Options, header_of_csv, read_csv};
    const LANG: Lang = Lang::Zh;
    let found = header_of_csv(data).map_err(|problem| vec![problem]);
    let read = found.and_then(|found| Ok((Header::read(&found.names, false)?, found.separator, found.end)));
    let (header, separator, head) = match read {
        Ok(read) => read,
        Err(problems) => {
            assert!(
                !problems.is_empty() && problems.iter().all(|problem| !problem.say(LANG).is_empty() && !problem.say(Lang::En).is_empty())
            );
            return;
        }
    };
    let texts = read_csv(&header, &data[head..], separator, LANG).expect("small");
    let options = Options { to: vec![Form::OnePersonCompany], lang: LANG, ..Options::default() };
    let batch = Batch::new(embedded(), options);
    let mut worker = batch.worker();
    let mut assessed = worker.assess(&header, &texts.batch).expect("small");
    texts.amend(&mut assessed.errors);
    assert_eq!(assessed.results.num_rows() + assessed.errors.len(), texts.batch.num_rows());
    assert!(assessed.errors.windows(2).all(|pair| pair[0].row < pair[1].row));
    assert!(assessed.errors.iter().all(|error| !error.what.is_empty() && error.row < texts.batch.num_rows()));
    Encoder::new(Encoded::Csv, assessed.results.schema()).write(&assessed.results).expect("memory");
    let again = worker.assess(&header, &texts.batch).expect("small");
    assert_eq!(again.results, assessed.results);
}
