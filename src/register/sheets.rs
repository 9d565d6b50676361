//! Which sheets of a workbook are read, and several of them as one register: the columns of each in the order of the first.

use super::rows::Texts;
use super::sheet_rows::{Failed, Sheet};
use super::trouble::SheetProblem;
use crate::base::words::{Lang, Say};

/// The sheets of a workbook that are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sheets {
    /// The visible one with the header that is sought; of several none is guessed.
    #[default]
    TheOne,
    /// Those of these names, one after the other.
    Named(Vec<String>),
    /// Every visible one with the header that is sought.
    All,
}

/// What stands for every sheet, in either language.
const ALL: [&str; 2] = ["all", "全部"];

impl Sheets {
    /// As people ask for them: no name, one or several, or `all`.
    ///
    /// ```
    /// use huiqi::register::Sheets;
    ///
    /// assert_eq!(Sheets::of(&[]), Sheets::TheOne);
    /// assert_eq!(Sheets::of(&["all".to_string()]), Sheets::All);
    /// ```
    #[must_use]
    pub fn of(asked: &[String]) -> Sheets {
        match asked {
            [] => Sheets::TheOne,
            [one] if ALL.contains(&one.as_str()) => Sheets::All,
            names => Sheets::Named(names.to_vec()),
        }
    }
}

/// How the columns of a sheet become those of the first.
pub(super) struct Together {
    /// The first one's, once its header was read.
    names: Option<(String, Vec<String>)>,
    /// Where each of them stands in the present sheet, where that is another place.
    order: Option<Vec<usize>>,
    /// Several are read: rows are known by their sheet as well.
    are_several: bool,
    failed: Option<Failed>,
    lang: Lang,
}

impl Together {
    pub(super) fn new(are_several: bool, lang: Lang) -> Together {
        Together { names: None, order: None, are_several, failed: None, lang }
    }

    /// Hears of a sheet: the first goes on to `head`, the others have the same columns. False where it is not to be read.
    pub(super) fn begin(&mut self, sheet: Sheet, head: impl FnOnce(Sheet) -> bool) -> bool {
        let Some((first, names)) = &self.names else {
            self.names = Some((sheet.name.clone(), sheet.names.clone()));
            return head(sheet);
        };
        let mut left: Vec<Option<&String>> = sheet.names.iter().map(Some).collect();
        let mut missing = Vec::new();
        let mut order = Vec::new();
        for name in names {
            match left.iter().position(|left| left.is_some_and(|left| left.trim() == name.trim())) {
                Some(at) => {
                    order.push(at);
                    left.iter_mut().skip(at).take(1).for_each(|taken| *taken = None);
                }
                None => missing.push(name.clone()),
            }
        }
        let more: Vec<String> = left.into_iter().flatten().cloned().collect();
        if !missing.is_empty() || !more.is_empty() {
            let none = || vec!["—".to_string()];
            let (missing, more) = (if missing.is_empty() { none() } else { missing }, if more.is_empty() { none() } else { more });
            let problem = SheetProblem::OtherColumns { sheet: sheet.name, first: first.clone(), missing, more };
            self.failed = Some(problem.say(self.lang).into());
            return false;
        }
        let in_order = order.iter().enumerate().all(|(at, place)| at == *place);
        self.order = (!in_order).then_some(order);
        true
    }

    /// The rows of a sheet with the columns of the first.
    pub(super) fn rows(&self, texts: Texts, sheet: &str) -> Result<Texts, Failed> {
        let batch = self.order.as_ref().map_or_else(|| Ok(texts.batch.clone()), |order| texts.batch.project(order))?;
        Ok(Texts { batch, sheet: self.are_several.then(|| sheet.to_string()), ..texts })
    }

    /// What was wrong with the sheet that was begun last.
    pub(super) fn checked(&mut self) -> Result<(), Failed> {
        self.failed.take().map_or(Ok(()), Err)
    }
}
