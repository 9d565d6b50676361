//! The case set: every case of the notice's rows and every example in every covered year, and what comes out of each.

use huiqi::{Date, Error, Form, Lang, Pack, Profile, Rules, Say, Vocabulary};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Facts to assess in one form.
pub struct Case {
    pub name: String,
    pub profile: Profile,
    pub form: Form,
    /// The day whose knowledge it is assessed by.
    pub known_on: Option<Date>,
}

fn texts(folder: &str) -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
        for path in std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&path).display().to_string();
                found.push((name.replace('\\', "/"), std::fs::read_to_string(&path).expect("readable")));
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.sort();
    found
}

/// The examples, by name.
pub fn examples() -> Vec<(String, String)> {
    texts("examples")
}

/// One case a form for a text, in the year that it names.
pub fn read(name: &str, toml: &str, pack: &Pack, forms: &[Form]) -> Vec<Case> {
    let profile = Profile::parse(toml, name, pack).unwrap_or_else(|error| panic!("{name}: {error}"));
    forms
        .iter()
        .map(|form| Case { name: format!("{name} {}", form.key()), profile: profile.clone(), form: *form, known_on: None })
        .collect()
}

/// Every case.
pub fn cases(pack: &Pack) -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, toml) in texts("tests/rows") {
        let said = |key: &str| toml.lines().find_map(|line| line.strip_prefix("#: ")?.strip_prefix(key)?.strip_prefix(' '));
        let (stated, known_on) = (said("form").and_then(Form::from_key), said("known-on").and_then(|day| day.parse().ok()));
        let Ok(profile) = Profile::parse(&toml, &name, pack) else { continue };
        cases.push(Case { form: stated.unwrap_or(profile.form), known_on, name, profile });
    }
    for (name, toml) in examples() {
        let profile = Profile::parse(&toml, &name, pack).unwrap_or_else(|error| panic!("{error}"));
        for year in pack.years() {
            let Ok(profile) = profile.clone().in_year(year) else { continue };
            for form in Form::ALL {
                let name = format!("{name} {year} {}", form.key());
                cases.push(Case { name, profile: profile.clone(), form: *form, known_on: None });
            }
        }
    }
    cases
}

/// Asks `ask` about every item, on every core, in the order of the items.
pub fn on_every_core<I: Sync, A: Send>(items: &[I], ask: impl Fn(&I) -> A + Sync) -> Vec<A> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((index, item)) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|index| Some((index, items.get(index)?)))
                {
                    let answer = ask(item);
                    answers.lock().expect("not poisoned").push((index, answer));
                }
            });
        }
    });
    let mut answers = answers.into_inner().expect("not poisoned");
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Which measures are in force on the first of each covered month, in one place of each kind.
pub fn in_force(pack: &Pack) -> String {
    let mut listed = String::new();
    for (year, month, place) in pack.years().flat_map(|year| (1..=12).flat_map(move |month| PLACES.map(|place| (year, month, place)))) {
        let day = Date::from_ymd_opt(year, month, 1).expect("a day");
        let ids = pack.in_force(day, place, None).into_iter().map(|index| pack.measure(index).id.as_str());
        listed += &format!("{day} {place} {}\n", ids.collect::<Vec<_>>().join(" "));
    }
    listed
}

/// A place of each kind: a city district with figures of its own, a county, a city elsewhere in the province.
pub const PLACES: [u32; 3] = [530302, 530322, 530100];

/// The rules of each year, place and day of knowledge, resolved when a case first asks.
pub struct Resolved<'p> {
    pack: &'p Pack,
    rules: BTreeMap<(i32, u32, Option<Date>), Result<Rules, Error>>,
}

impl<'p> Resolved<'p> {
    pub fn new(pack: &'p Pack) -> Resolved<'p> {
        Resolved { pack, rules: BTreeMap::new() }
    }

    /// What comes out of a case: amounts, what stands beside the taxes, which measures refused, size and sectors,
    /// prepayments. No figure that only explains.
    pub fn outcome(&mut self, case: &Case) -> String {
        let (pack, profile) = (self.pack, &case.profile);
        let asked = (profile.year, profile.place, case.known_on);
        let rules = self.rules.entry(asked).or_insert_with(|| pack.rules(profile.year, profile.place, case.known_on));
        let rules = match rules {
            Ok(rules) => &*rules,
            Err(error) => return error.to_string(),
        };
        let assessment = match huiqi::assess(rules, profile, case.form) {
            Ok(assessment) => assessment,
            Err(error) => return error.to_string(),
        };
        let refused: Vec<&str> = assessment.record.refused.iter().map(|refusal| pack.measure(refusal.measure).id.as_str()).collect();
        let steps: Vec<(&str, String)> = assessment
            .record
            .steps
            .iter()
            .map(|step| (step.measure().map_or("", |index| pack.measure(index).id.as_str()), step.result.plain()))
            .collect();
        let assumed: Vec<String> = assessment.record.assumed.iter().map(|assumed| assumed.say(Lang::En)).collect();
        let classes = huiqi::classify(pack, rules, profile)
            .map(|found| found.iter().map(|(finding, _)| finding.say(Lang::En)).collect::<Vec<_>>())
            .map_err(|error| error.to_string());
        // By its id: a measure's number changes with every measure added before it.
        let id = |index| pack.measure(index).id.as_str();
        let prepaid = huiqi::prepayments(rules, profile, case.form)
            .map(|found| {
                format!("{} {:?} {:?}", id(found.measure), found.installments, (found.paid, found.settled, found.balance, found.settle_by))
            })
            .map_err(|error| error.to_string());
        let benefits: Vec<String> = assessment
            .record
            .benefits
            .iter()
            .map(|benefit| {
                format!("{:?} {} {:?}", benefit.kind, id(benefit.measure), (benefit.period, benefit.amount, benefit.due, benefit.worth))
            })
            .collect();
        format!("{:?} {benefits:?} {refused:?} {steps:?} {assumed:?} {classes:?} {prepaid:?}", assessment.amounts)
    }
}
