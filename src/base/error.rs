//! What can go wrong: one public error, all its problems at once, each with its place and what would be right.

use crate::base::words::Lang;
use crate::base::words::{Bilingual, Both, FORMAT_VERSION, Say, Sentence, shortened};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A text that was read, kept so that a problem can be shown under the words that caused it.
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    text: Text,
    /// Where each line begins, found when the first problem asks: a file may have as many problems as lines.
    lines: Arc<OnceLock<Vec<usize>>>,
}

/// Read, or built in with the tree that it is (`base/packed.rs`).
#[derive(Clone, Debug)]
enum Text {
    Read(Arc<str>),
    Built(&'static str, &'static [u8]),
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        self.name == other.name && self.text() == other.text()
    }
}

impl Eq for Source {}

impl Source {
    pub(crate) fn new(name: &str, text: &str) -> Source {
        Source { name: name.into(), text: Text::Read(text.into()), lines: Arc::default() }
    }

    /// A file that was built in, and its tree.
    pub(crate) fn built(name: &str, text: &'static str, tree: &'static [u8]) -> Source {
        Source { name: name.into(), text: Text::Built(text, tree), lines: Arc::default() }
    }

    /// The same text under another name.
    pub(crate) fn named(self, name: &str) -> Source {
        Source { name: name.into(), ..self }
    }

    /// Its tree, if it was built in.
    pub(crate) fn tree(&self) -> Option<&'static [u8]> {
        match self.text {
            Text::Read(_) => None,
            Text::Built(_, tree) => Some(tree),
        }
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| std::iter::once(0).chain(self.text().match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line, from 1, that a byte stands in.
    fn line_of(&self, byte: usize) -> usize {
        self.lines().partition_point(|start| *start <= byte)
    }

    /// The byte that a line, from 1, begins with.
    fn line_start(&self, line: usize) -> usize {
        self.lines().get(line.wrapping_sub(1)).copied().unwrap_or(self.text().len())
    }

    /// The whole lines that a byte range touches, and the number of the first.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = huiqi::Profile::parse("name = \"shop\"\nyear = 2018\n", "shop.toml", &pack).unwrap_err();
    /// let of_year = error.problems().iter().find(|problem| problem.path() == Some("year")).unwrap();
    /// let (source, span) = of_year.span().unwrap();
    /// let (first, lines) = source.lines_of(span);
    /// assert_eq!((first, &source.text()[lines]), (2, "year = 2018\n"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn lines_of(&self, span: Range<usize>) -> (usize, Range<usize>) {
        let (first, last) = (self.line_of(span.start), self.line_of(span.end.max(span.start)));
        (first, self.line_start(first)..self.line_start(last + 1))
    }

    /// The file's name, as it was given.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = huiqi::Profile::parse("year = 2018", "shop.toml", &pack).unwrap_err();
    /// let (source, _) = error.problems().iter().find_map(|problem| problem.span()).unwrap();
    /// assert_eq!(source.name(), "shop.toml");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = huiqi::Profile::parse("year = 2018", "shop.toml", &pack).unwrap_err();
    /// let of_year = error.problems().iter().find(|problem| problem.path() == Some("year")).unwrap();
    /// let (source, span) = of_year.span().unwrap();
    /// assert_eq!(&source.text()[span], "2018");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.text {
            Text::Read(text) => text,
            Text::Built(text, _) => text,
        }
    }
}

/// A position in a source, in byte offsets. `At::default()` is no position (a fact made by a program).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    start: u32,
    end: u32,
}

impl At {
    /// The byte range.
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[cfg(feature = "register")]
impl At {
    /// The column of a register, where a row's facts carry it: numbered from 1, 0 being nowhere.
    pub(crate) fn column(self) -> Option<usize> {
        usize::try_from(self.start).ok()?.checked_sub(1)
    }
}

impl From<Range<usize>> for At {
    fn from(span: Range<usize>) -> At {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        At { start: narrow(span.start), end: narrow(span.end) }
    }
}

/// A sentence of any catalogue, so that an error need not know which room it comes from.
pub(crate) type Said = Arc<dyn Sentence + Send + Sync>;

/// One thing that is wrong, and what would be right.
///
/// A person reads [`Problem::text`]; a program reads [`Problem::code`], which stays, and [`Problem::fields`]. As JSON:
/// `{"code": "wrong-value", "path": "sales[1].amount", "place": {"file": …, "line": 7, "column": 10}, "found": …, "text": …}`.
#[derive(Clone, Debug)]
pub struct Problem {
    source: Option<Source>,
    pub(crate) at: At,
    path: Option<Arc<str>>,
    said: Said,
    fact: Option<Arc<AboutFact>>,
}

/// What the fact that a problem is about means and, where that is not said by the problem, how to write it: both in two languages.
#[derive(Debug)]
pub(crate) struct AboutFact {
    pub(crate) meaning: Bilingual,
    pub(crate) write: Option<Bilingual>,
}

impl AboutFact {
    fn beside(&self, said: String, lang: Lang) -> String {
        let meaning = self.meaning.say(lang);
        match (lang, self.write.as_ref().map(|write| write.say(lang))) {
            (Lang::En, None) => format!("{said} ({meaning})"),
            (Lang::Zh, None) => format!("{said}（{meaning}）"),
            (Lang::En, Some(write)) => format!("{said}: {meaning}; write {write}"),
            (Lang::Zh, Some(write)) => format!("{said}：{meaning}；填写：{write}"),
        }
    }
}

impl Say for Problem {
    fn say(&self, lang: Lang) -> String {
        let said = self.said.say(lang);
        match &self.fact {
            Some(fact) => fact.beside(said, lang),
            None => said,
        }
    }
}

impl PartialEq for Problem {
    fn eq(&self, other: &Problem) -> bool {
        let same = self.code() == other.code() && self.fields() == other.fields();
        same && self.source == other.source && self.at == other.at && self.path == other.path
    }
}

impl Problem {
    pub(crate) fn new(said: impl Sentence + Send + Sync + 'static) -> Problem {
        Problem::at(said, At::default())
    }

    pub(crate) fn at(said: impl Sentence + Send + Sync + 'static, at: At) -> Problem {
        Problem::said(Arc::new(said), at)
    }

    pub(crate) fn said(said: Said, at: At) -> Problem {
        Problem { source: None, at, path: None, said, fact: None }
    }

    /// Names the fact that is wrong by its path.
    pub(crate) fn of(mut self, path: &str) -> Problem {
        self.path = Some(path).filter(|path| !path.is_empty()).map(|path| Arc::from(&*shortened(path, Lang::En)));
        self
    }

    /// Adds what the fact means that it is about.
    pub(crate) fn about(mut self, fact: AboutFact) -> Problem {
        self.fact = Some(Arc::new(fact));
        self
    }

    pub(crate) fn in_source(mut self, source: &Source) -> Problem {
        self.source.get_or_insert_with(|| source.clone());
        self
    }

    /// The problem and its correction.
    ///
    /// ```
    /// use huiqi::Lang;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = pack.rules(2018, 530302, None).unwrap_err();
    /// assert_eq!(error.problems()[0].text(Lang::En), "the pack covers the years 2019 to 2027, not 2018");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        self.say(lang)
    }

    /// The name of what is wrong, such as `wrong-value`: the same in every language and version. See [`Sentence::code`].
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = pack.rules(2018, 530302, None).unwrap_err();
    /// assert_eq!(error.problems()[0].code(), "year-not-covered");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.said.code()
    }

    /// What was found and what would be right, by name, with their types. See [`Sentence::fields`].
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = pack.rules(2018, 530302, None).unwrap_err();
    /// assert_eq!(error.problems()[0].fields()["year"], 2018);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn fields(&self) -> serde_json::Map<String, serde_json::Value> {
        self.said.fields()
    }

    /// Which fact it is about, such as `sales[1].amount` (counted from 0, as JSON does), where it is about one.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = huiqi::Profile::parse("[[sales]]\namount = \"x\"", "shop.toml", &pack).unwrap_err();
    /// assert!(error.problems().iter().any(|problem| problem.path() == Some("sales[0].amount")));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The source and the byte range in it, when the problem has a place.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = huiqi::Profile::parse("year = 2018", "shop.toml", &pack).unwrap_err();
    /// let spans: Vec<_> = error.problems().iter().filter_map(|problem| problem.span()).collect();
    /// assert!(spans.iter().any(|(_, span)| *span == (7..11)));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn span(&self) -> Option<(&Source, Range<usize>)> {
        let source = self.source.as_ref()?;
        let end = (self.at.end as usize).min(source.text().len());
        Some((source, (self.at.start as usize).min(end)..end))
    }

    /// File, line and column (both from 1; the column counts characters), when the problem has a place.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = huiqi::Profile::parse("name = \"shop\"\nyear = 2018\n", "shop.toml", &pack).unwrap_err();
    /// assert!(error.problems().iter().any(|problem| problem.place() == Some(("shop.toml", 2, 8))));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn place(&self) -> Option<(&str, usize, usize)> {
        let (source, span) = self.span()?;
        let line = source.line_of(span.start);
        let before = source.text().get(source.line_start(line)..span.start)?;
        Some((source.name(), line, before.chars().count() + 1))
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code())?;
        if let Some(path) = self.path() {
            map.serialize_entry("path", path)?;
        }
        if let Some((file, line, column)) = self.place() {
            map.serialize_entry("place", &serde_json::json!({ "file": file, "line": line, "column": column }))?;
        }
        for (name, value) in self.fields() {
            map.serialize_entry(&name, &value)?;
        }
        map.serialize_entry("text", &Both(self))?;
        map.end()
    }
}

/// Which part of the work failed; each has its own exit code in the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Profile,
    Pack,
    Outside,
    Question,
}

/// Why there is no result. It holds every problem found, not only the first.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let error = huiqi::Profile::parse("year = 2018", "shop.toml", &pack).unwrap_err();
/// assert!(error.is_profile());
/// assert!(error.problems().iter().any(|problem| problem.place() == Some(("shop.toml", 1, 8))));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    kind: Kind,
    problems: Vec<Problem>,
}

impl Error {
    pub(crate) fn profile(problems: Vec<Problem>) -> Error {
        Error { kind: Kind::Profile, problems }
    }

    pub(crate) fn pack(problems: Vec<Problem>) -> Error {
        Error { kind: Kind::Pack, problems }
    }

    pub(crate) fn question(problems: Vec<Problem>) -> Error {
        Error { kind: Kind::Question, problems }
    }

    pub(crate) fn outside(said: impl Sentence + Send + Sync + 'static) -> Error {
        Error { kind: Kind::Outside, problems: vec![Problem::new(said)] }
    }

    /// The facts about the taxpayer are missing, contradictory or impossible.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = huiqi::Profile::parse("year = \"last\"", "shop.toml", &pack).unwrap_err();
    /// assert!(error.is_profile());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn is_profile(&self) -> bool {
        self.kind == Kind::Profile
    }

    /// The policy pack is not sound.
    ///
    /// ```
    /// let files = vec![("policy.toml".to_string(), "[document]".to_string())];
    /// assert!(huiqi::Pack::from_files(files).unwrap_err().is_pack());
    /// ```
    #[must_use]
    pub fn is_pack(&self) -> bool {
        self.kind == Kind::Pack
    }

    /// The date, place or knowledge asked for is outside what the pack covers.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// assert!(pack.within_years(1949).unwrap_err().is_outside());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn is_outside(&self) -> bool {
        self.kind == Kind::Outside
    }

    /// The question is wrong, whatever the facts and the law.
    ///
    /// ```
    /// let error = huiqi::Question::from_json(r#"{"ask": "the oracle"}"#, "question.json").unwrap_err();
    /// assert!(error.is_question());
    /// ```
    #[must_use]
    pub fn is_question(&self) -> bool {
        self.kind == Kind::Question
    }

    /// Everything that is wrong, in the order of the source.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let error = huiqi::Profile::parse("", "shop.toml", &pack).unwrap_err();
    /// // An empty file lacks more than one fact, and each is named.
    /// assert!(error.problems().len() > 5);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What is wrong, as an answer gives it for a reason: without the places in a file. An answer is the same wherever its facts
    /// were read from, and names no file of anybody.
    pub(crate) fn reasons(&self) -> Vec<Problem> {
        let placeless = |problem: &Problem| Problem { source: None, ..problem.clone() };
        self.problems.iter().map(placeless).collect()
    }

    pub(crate) fn in_source(mut self, source: &Source) -> Error {
        self.problems = self.problems.into_iter().map(|problem| problem.in_source(source)).collect();
        self
    }
}

impl Serialize for Error {
    /// `{"format": 2, "error": "profile", "problems": […]}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = match self.kind {
            Kind::Profile => "profile",
            Kind::Pack => "pack",
            Kind::Outside => "outside",
            Kind::Question => "question",
        };
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("format", &FORMAT_VERSION)?;
        map.serialize_entry("error", kind)?;
        map.serialize_entry("problems", &self.problems)?;
        map.end()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.problems.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            if let Some((file, line, column)) = problem.place() {
                write!(f, "{file}:{line}:{column}: ")?;
            }
            f.write_str(&problem.text(Lang::En))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
