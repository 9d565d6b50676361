//! What came of verifying a pack, also as JUnit XML; and the file that replays a counterexample.

use super::document::{Block, Document, Records, Row, Section, Table, Words};
use super::json::pretty;
use super::render::markup::Markup;
use crate::base::words::{Both, Lang, Say, Vocabulary, catalogue};
use crate::check::{Failure, Fault, Finding, LegalBasis, Property};
use crate::law::Pack;
use serde::Serialize;
use std::fmt::Display;

catalogue! {
    enum Phrase {
        Head { properties: usize, cases: usize, seed: u64 } en "{properties} properties, up to {cases} businesses each, seed {seed}"
            zh "{properties} 条性质，每条至多 {cases} 个经营主体，种子 {seed}";
        Sound en "Every property holds." zh "各条性质均成立。";
        Unsound { failed: usize, properties: usize } en "{failed} of {properties} properties do not hold."
            zh "{properties} 条性质中有 {failed} 条不成立。";
        Holds en "holds" zh "成立";
        Fails en "FAILS" zh "不成立";
        Untried en "not tried" zh "未涉及";
        GroundLabel en "ground" zh "依据";
        MeasureLabel en "measure" zh "措施";
        ReplayLabel en "replay" zh "重现";
        NoMeasure en "no single measure" zh "不止一项措施";
        PropertyLabel en "property" zh "性质";
        Outcome en "outcome" zh "结果";
        Tried en "tried on" zh "用例数";
        Found en "what was found" zh "发现";
    }
}

/// The findings on a pack, and how they were come by.
#[derive(Clone, Copy, Debug)]
pub struct Verification<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// One for each property.
    pub findings: &'a [Finding],
    /// How many businesses each was tried on at most.
    pub cases: usize,
    /// What they were drawn from.
    pub seed: u64,
    /// What follows `huiqi assess`, for a counterexample (its finding, its place among the failures).
    pub replay: &'a dyn Replay,
    /// The language of the reader.
    pub lang: Lang,
}

/// How a counterexample is replayed.
pub trait Replay: std::fmt::Debug {
    /// The command that shows what the pack computes.
    ///
    /// ```
    /// use huiqi::check::{Finding, Property, Verifier};
    /// use huiqi::report::{counterexample_name, Replay};
    ///
    /// #[derive(Debug)]
    /// struct Here;
    ///
    /// impl Replay for Here {
    ///     fn command(&self, finding: &Finding, position: usize) -> String {
    ///         format!("huiqi assess {}", counterexample_name(finding.property, position))
    ///     }
    /// }
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let finding = Verifier::new(&pack, &[])?.check(Property::TotalIsItsLines, 1, 1);
    /// assert_eq!(Here.command(&finding, 0), "huiqi assess total-is-its-lines.toml");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    fn command(&self, finding: &Finding, position: usize) -> String;
}

impl Verification<'_> {
    fn failed(&self) -> usize {
        self.findings.iter().filter(|finding| !finding.failures.is_empty()).count()
    }

    fn outcome(&self, finding: &Finding) -> Phrase {
        match (finding.failures.is_empty(), finding.tried) {
            (false, _) => Phrase::Fails,
            (true, 0) => Phrase::Untried,
            (true, _) => Phrase::Holds,
        }
    }

    fn verdict(&self) -> String {
        match self.failed() {
            0 => Phrase::Sound.say(self.lang),
            failed => Phrase::Unsound { failed, properties: self.findings.len() }.say(self.lang),
        }
    }

    /// The measures with their documents and articles, as an officer would cite them.
    fn measures(&self, failure: &Failure) -> String {
        let cited = failure.measures.iter().map(|index| {
            let measure = self.pack.measure(*index);
            let document = self.pack.document_of(measure);
            format!("{} {} ({} {})", measure.id, measure.title.say(self.lang), document.number, measure.article)
        });
        if failure.measures.is_empty() { Phrase::NoMeasure.say(self.lang) } else { cited.collect::<Vec<_>>().join("; ") }
    }

    /// The lines that explain one failure.
    fn explained(&self, finding: &Finding, position: usize, failure: &Failure) -> Vec<String> {
        let labelled = |label: Phrase, text: String| format!("{}: {text}", label.say(self.lang));
        vec![
            failure.fault.say(self.lang),
            labelled(Phrase::MeasureLabel, self.measures(failure)),
            labelled(Phrase::GroundLabel, finding.property.basis().say(self.lang)),
            labelled(Phrase::ReplayLabel, self.replay.command(finding, position)),
        ]
    }
}

/// The file name of a counterexample.
///
/// ```
/// use huiqi::check::Property;
/// use huiqi::report::counterexample_name;
///
/// assert_eq!(counterexample_name(Property::TotalIsItsLines, 0), "total-is-its-lines.toml");
/// assert_eq!(counterexample_name(Property::TotalIsItsLines, 1), "total-is-its-lines-2.toml");
/// ```
#[must_use]
pub fn counterexample_name(property: Property, position: usize) -> String {
    match position {
        0 => format!("{}.toml", property.key()),
        more => format!("{}-{}.toml", property.key(), more + 1),
    }
}

/// The profile that replays a counterexample; its first lines say what is wrong, in both languages.
///
/// ```
/// use huiqi::check::{Property, Verifier};
/// use huiqi::report::{counterexample_toml, Replay, Verification};
///
/// # #[derive(Debug)]
/// # struct Here;
/// # impl Replay for Here {
/// #     fn command(&self, _: &huiqi::check::Finding, _: usize) -> String { String::new() }
/// # }
/// let pack = huiqi::Pack::embedded()?;
/// // A draft that takes less in a city than in a town.
/// let law = std::fs::read_to_string("policies/cn/2020/npc-urban-maintenance-law.toml").unwrap();
/// let draft = law.replace("city = \"7%\"", "city = \"3%\"").replace("百分之七", "百分之三");
/// let wrong = pack.overlaid(vec![("draft.toml".to_string(), draft)])?;
/// let findings = [Verifier::new(&wrong, &[])?.check(Property::CityPaysMost, 20, 1)];
/// let (replay, lang) = (&Here, huiqi::Lang::En); // how a counterexample is replayed: see `Replay`
/// let verification = Verification { pack: &wrong, findings: &findings, cases: 20, seed: 1, replay, lang };
/// let file = counterexample_toml(&verification, &findings[0], 0, &findings[0].failures[0]);
/// assert!(huiqi::Profile::parse(&file, "city-pays-most.toml", &pack).is_ok());
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn counterexample_toml(verification: &Verification<'_>, finding: &Finding, position: usize, failure: &Failure) -> String {
    let mut file = String::new();
    for lang in [Lang::Zh, Lang::En] {
        let of = Verification { lang, ..*verification };
        file += &format!("# {}\n", finding.property.say(lang));
        file.extend(of.explained(finding, position, failure).iter().map(|line| format!("#   {line}\n")));
    }
    let mut profile = failure.profile.clone();
    if profile.name == "generated" {
        profile.name = finding.property.key().to_string();
    }
    file + "\n" + &profile.to_toml()
}

/// Each property: whether it holds, and what was found against it.
///
/// ```
/// # use huiqi::report::{Replay, Verification};
/// #
/// # #[derive(Debug)]
/// # struct Here;
/// # impl Replay for Here {
/// #     fn command(&self, _: &huiqi::check::Finding, _: usize) -> String { String::new() }
/// # }
/// let pack = huiqi::Pack::embedded()?;
/// let findings = [huiqi::check::Verifier::new(&pack, &[])?.check(huiqi::check::Property::TotalIsItsLines, 10, 1)];
/// let (replay, lang) = (&Here, huiqi::Lang::En); // how a counterexample is replayed: see `Replay`
/// let verification = Verification { pack: &pack, findings: &findings, cases: 10, seed: 1, replay, lang };
/// let page = huiqi::report::verification(&verification).markdown();
/// assert!(page.contains("Every property holds."));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn verification(verification: &Verification<'_>) -> Document {
    let lang = verification.lang;
    let head = Phrase::Head { properties: verification.findings.len(), cases: verification.cases, seed: verification.seed };
    let mut document = Document::new(lang, head.say(lang));
    let row = |finding: &Finding| -> Row {
        let failures = finding.failures.iter().enumerate();
        let found: Vec<String> = failures.flat_map(|(position, failure)| verification.explained(finding, position, failure)).collect();
        let (outcome, property) = (verification.outcome(finding).say(lang), finding.property);
        vec![outcome.into(), Words::code(property.key()).into(), property.say(lang).into(), found.into()].into()
    };
    let head = [Phrase::Outcome.say(lang), "id".to_string(), Phrase::PropertyLabel.say(lang), Phrase::Found.say(lang)];
    document.push([Block::Table(Table::entries(head, verification.findings.iter().map(row).collect()))]);
    document.push([Block::verdict(verification.verdict()), details(verification)]);
    document.records = Some(records(verification));
    document
}

/// On how many businesses each property was tried, and what it rests on.
fn details(verification: &Verification<'_>) -> Block {
    let lang = verification.lang;
    let row = |finding: &Finding| -> Row {
        let property = finding.property;
        vec![Words::code(property.key()).into(), property.basis().say(lang).into(), finding.tried.into()].into()
    };
    let head = ["id".to_string(), Phrase::GroundLabel.say(lang), Phrase::Tried.say(lang)];
    let table = Table::figures(head, 2, verification.findings.iter().map(row).collect());
    Block::Details(Section { id: None, title: Phrase::GroundLabel.say(lang), blocks: vec![Block::Table(table)] })
}

/// A record a property.
fn records(verification: &Verification<'_>) -> Records {
    let lang = verification.lang;
    let mut out = Records::new(&["id", "property", "ground", "outcome", "tried", "found"]);
    for finding in verification.findings {
        let said = |failure: &Failure| format!("{}; {}", failure.fault.say(lang), verification.measures(failure));
        out.push(vec![
            finding.property.key().into(),
            finding.property.say(lang).into(),
            finding.property.basis().say(lang).into(),
            verification.outcome(finding).say(lang).into(),
            finding.tried.into(),
            finding.failures.iter().map(said).collect::<Vec<_>>().join(" | ").into(),
        ]);
    }
    out
}

#[derive(Serialize)]
struct Out<'a> {
    pack: String,
    cases: usize,
    seed: u64,
    sound: bool,
    properties: Vec<OutFinding<'a>>,
}

#[derive(Serialize)]
struct OutFinding<'a> {
    id: &'static str,
    says: Both<'a, Property>,
    ground: LegalBasis,
    tried: usize,
    failures: Vec<OutFailure<'a>>,
}

#[derive(Serialize)]
struct OutFailure<'a> {
    fault: &'a Fault,
    measures: Vec<OutMeasure>,
    form: &'static str,
    known_on: Option<String>,
    replay: String,
    profile: String,
}

#[derive(Serialize)]
struct OutMeasure {
    id: String,
    document: String,
    article: String,
}

/// As JSON.
///
/// ```
/// # use huiqi::report::{Replay, Verification};
/// #
/// # #[derive(Debug)]
/// # struct Here;
/// # impl Replay for Here {
/// #     fn command(&self, _: &huiqi::check::Finding, _: usize) -> String { String::new() }
/// # }
/// let pack = huiqi::Pack::embedded()?;
/// let findings = [huiqi::check::Verifier::new(&pack, &[])?.check(huiqi::check::Property::TotalIsItsLines, 10, 1)];
/// let (replay, lang) = (&Here, huiqi::Lang::En); // how a counterexample is replayed: see `Replay`
/// let verification = Verification { pack: &pack, findings: &findings, cases: 10, seed: 1, replay, lang };
/// let json: serde_json::Value = serde_json::from_str(&huiqi::report::verification_json(&verification)).unwrap();
/// assert_eq!(json["seed"], 1);
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn verification_json<'v>(verification: &'v Verification<'v>) -> String {
    let pack = verification.pack;
    let failure = |finding: &Finding, position: usize, failure: &'v Failure| {
        let measures = failure.measures.iter().map(|index| pack.measure(*index)).map(|measure| OutMeasure {
            id: measure.id.clone(),
            document: pack.document_of(measure).number.clone(),
            article: measure.article.clone(),
        });
        OutFailure {
            fault: &failure.fault,
            measures: measures.collect(),
            form: failure.form.key(),
            known_on: failure.known_on.map(|day| day.to_string()),
            replay: verification.replay.command(finding, position),
            profile: failure.profile.to_toml(),
        }
    };
    let findings = verification.findings.iter().map(|finding| OutFinding {
        id: finding.property.key(),
        says: Both(&finding.property),
        ground: finding.property.basis(),
        tried: finding.tried,
        failures: finding.failures.iter().enumerate().map(|(position, of)| failure(finding, position, of)).collect(),
    });
    pretty(&Out {
        pack: pack.hash().to_string(),
        cases: verification.cases,
        seed: verification.seed,
        sound: verification.failed() == 0,
        properties: findings.collect(),
    })
}

/// As JUnit XML, which build servers show: one test case a property.
///
/// ```
/// # use huiqi::report::{Replay, Verification};
/// #
/// # #[derive(Debug)]
/// # struct Here;
/// # impl Replay for Here {
/// #     fn command(&self, _: &huiqi::check::Finding, _: usize) -> String { String::new() }
/// # }
/// let pack = huiqi::Pack::embedded()?;
/// let findings = [huiqi::check::Verifier::new(&pack, &[])?.check(huiqi::check::Property::TotalIsItsLines, 10, 1)];
/// let (replay, lang) = (&Here, huiqi::Lang::En); // how a counterexample is replayed: see `Replay`
/// let verification = Verification { pack: &pack, findings: &findings, cases: 10, seed: 1, replay, lang };
/// let xml = huiqi::report::verification_junit(&verification);
/// assert!(xml.contains("tests=\"1\" failures=\"0\" skipped=\"0\""));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn verification_junit(verification: &Verification<'_>) -> String {
    let untried = verification.findings.iter().filter(|finding| finding.failures.is_empty() && finding.tried == 0).count();
    let (tests, failed) = (verification.findings.len(), verification.failed());
    let mut out = Markup::default();
    out.literal("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.element("testsuites", &[], |out| {
        out.literal("\n  ");
        let counts: [(&'static str, &dyn Display); 4] =
            [("name", &"huiqi verify"), ("tests", &tests), ("failures", &failed), ("skipped", &untried)];
        out.element("testsuite", &counts, |out| {
            for finding in verification.findings {
                out.literal("\n    ");
                test_case(out, verification, finding);
            }
            out.literal("\n  ");
        });
        out.literal("\n");
    });
    out.literal("\n");
    out.finish()
}

fn test_case(out: &mut Markup, verification: &Verification<'_>, finding: &Finding) {
    let name: [(&'static str, &dyn Display); 2] = [("classname", &"huiqi.verify"), ("name", &finding.property.key())];
    if finding.failures.is_empty() && finding.tried > 0 {
        out.shape("testcase", &name);
        return;
    }
    out.element("testcase", &name, |out| {
        for (position, failure) in finding.failures.iter().enumerate() {
            let lines = verification.explained(finding, position, failure);
            out.literal("\n      ");
            out.element("failure", &[("message", &lines.first().map(String::as_str).unwrap_or_default())], |out| {
                for (i, line) in lines.iter().enumerate() {
                    out.literal(if i == 0 { "" } else { "\n" });
                    out.text(line);
                }
            });
        }
        if finding.failures.is_empty() {
            out.literal("\n      ");
            out.shape("skipped", &[]);
        }
        out.literal("\n    ");
    });
}

/// The properties as a table of the documentation.
///
/// ```
/// use huiqi::{Lang, Vocabulary};
/// use huiqi::check::Property;
///
/// let table = huiqi::report::properties(Lang::En).markdown();
/// assert!(Property::ALL.iter().all(|property| table.contains(property.key())));
/// ```
pub fn properties(lang: Lang) -> Document {
    let head = ["id".to_string(), Phrase::PropertyLabel.say(lang), Phrase::GroundLabel.say(lang)];
    let row = |property: &Property| -> Row {
        vec![Words::code(property.key()).into(), property.say(lang).into(), property.basis().say(lang).into()].into()
    };
    let mut document = Document::new(lang, String::new());
    document.push([Block::Table(Table::entries(head, Property::ALL.iter().map(row).collect()))]);
    document
}
