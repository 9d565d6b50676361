//! A sign of life on a terminal's stderr while something long runs.

use huiqi::Lang;
use std::cell::Cell;
use std::io::{IsTerminal, Write};

/// Counts assessments and shows the count, on a terminal only.
pub(super) struct Progress {
    count: Cell<u64>,
    shown: bool,
    lang: Lang,
}

/// Below this many assessments nobody waits.
const EVERY: u64 = 50_000;

impl Progress {
    pub(super) fn new(lang: Lang) -> Progress {
        Progress { count: Cell::new(0), shown: std::io::stderr().is_terminal(), lang }
    }

    /// One more assessment was made.
    pub(super) fn tick(&self) {
        let count = self.count.get() + 1;
        self.count.set(count);
        if self.shown && count.is_multiple_of(EVERY) {
            let words = match self.lang {
                Lang::En => "assessments",
                Lang::Zh => "次测算",
            };
            // Whether it can be shown changes nothing.
            let _ = write!(std::io::stderr(), "\r{count} {words} ");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown && self.count.get() >= EVERY {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
