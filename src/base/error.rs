//! What can go wrong: one public error, all its problems at once, each with its place and what would be right.

use crate::base::message::Message;
use crate::base::words::{Lang, Say};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text that was read, kept so that a problem can be drawn under the offending words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
}

impl Source {
    pub(crate) fn new(name: &str, text: &str) -> Source {
        Source { name: name.into(), text: text.into() }
    }

    /// The file's name, as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Where in its source something stands: byte offsets. `At::default()` is nowhere (a fact made by a program).
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

#[cfg(feature = "batch")]
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

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub(crate) source: Option<Source>,
    pub(crate) at: At,
    pub(crate) message: Message,
}

impl Problem {
    pub(crate) fn new(message: Message) -> Problem {
        Problem { source: None, at: At::default(), message }
    }

    pub(crate) fn at(message: Message, at: At) -> Problem {
        Problem { source: None, at, message }
    }

    pub(crate) fn in_source(mut self, source: &Source) -> Problem {
        self.source.get_or_insert_with(|| source.clone());
        self
    }

    /// What is wrong and what would be right.
    pub fn text(&self, lang: Lang) -> String {
        self.message.say(lang)
    }

    /// The source and the byte range in it, when the problem has a place.
    pub fn span(&self) -> Option<(&Source, Range<usize>)> {
        let source = self.source.as_ref()?;
        let end = (self.at.end as usize).min(source.text.len());
        Some((source, (self.at.start as usize).min(end)..end))
    }

    /// File, line and column (both from 1; the column counts characters), when the problem has a place.
    pub fn place(&self) -> Option<(&str, usize, usize)> {
        let (source, span) = self.span()?;
        let before = source.text.get(..span.start)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        Some((source.name(), line, column))
    }
}

/// Which part of the work failed; each has its own exit code in the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Profile,
    Pack,
    Outside,
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

    pub(crate) fn outside(message: Message) -> Error {
        Error { kind: Kind::Outside, problems: vec![Problem::new(message)] }
    }

    /// The facts about the taxpayer are missing, contradictory or impossible.
    pub fn is_profile(&self) -> bool {
        self.kind == Kind::Profile
    }

    /// The policy pack is not sound.
    pub fn is_pack(&self) -> bool {
        self.kind == Kind::Pack
    }

    /// The date, place or knowledge asked for is outside what the pack covers.
    pub fn is_outside(&self) -> bool {
        self.kind == Kind::Outside
    }

    /// Everything that is wrong, in the order of the source.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub(crate) fn in_source(mut self, source: &Source) -> Error {
        self.problems = self.problems.into_iter().map(|problem| problem.in_source(source)).collect();
        self
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
