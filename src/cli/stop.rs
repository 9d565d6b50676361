//! Why the command ends without doing what it was asked, and how that is said.

use super::messages::{Failure, Usage};
use super::{problems, terminal};
use huiqi::{Error, Lang, Sentence, report};
use std::path::Path;

/// Why the command ends; each has its documented code.
pub(super) enum Stop {
    /// 2: the command line is wrong.
    Usage(Usage),
    /// 2, 3, 4 or 5: the library refused.
    Refused(Error),
    /// 2: the library refused the question that a command stands for: its path is an option.
    RefusedCommand(Error),
    /// 6: the pack breaks a property; the report goes to stdout.
    Unsound(String),
    /// 1: the output could not be written.
    Output(std::io::Error),
    /// Something else, with its code: mostly 1, what was to be written could not be.
    Failed(u8, Box<dyn Sentence>),
}

impl Stop {
    pub(super) fn cannot_write(path: &Path, error: &std::io::Error) -> Stop {
        Stop::Failed(1, Box::new(Failure::CannotWrite { path: path.display().to_string(), reason: error.to_string() }))
    }

    /// What the library refused of the question that a command stands for.
    pub(super) fn of_command(error: Error) -> Stop {
        if error.is_question() { Stop::RefusedCommand(error) } else { Stop::Refused(error) }
    }

    /// The exit code and what is written to standard error; nothing for a reader that went away.
    pub(super) fn said(&self, json: bool, lang: Lang) -> (u8, Option<String>) {
        let sentence = |code: u8, sentence: &dyn Sentence| {
            (code, Some(if json { problems::json(code, sentence) } else { terminal::message(&sentence.say(lang)) }))
        };
        match self {
            Stop::Usage(usage) => sentence(2, usage),
            Stop::Failed(code, failure) => sentence(*code, failure.as_ref()),
            Stop::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => (0, None),
            Stop::Output(error) => sentence(1, &Failure::CannotPrint { reason: error.to_string() }),
            Stop::Unsound(_) => (6, None),
            Stop::Refused(error) | Stop::RefusedCommand(error) => {
                let code = match () {
                    () if error.is_question() => 2,
                    () if error.is_pack() => 4,
                    () if error.is_outside() => 5,
                    () => 3,
                };
                let options = matches!(self, Stop::RefusedCommand(_));
                (code, Some(if json { report::error_json(error) } else { problems::draw(error, lang, options) }))
            }
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Refused(error)
    }
}

impl From<Usage> for Stop {
    fn from(usage: Usage) -> Stop {
        Stop::Usage(usage)
    }
}
