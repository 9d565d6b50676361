//! The language in which the command speaks: chosen before the arguments are read, because their help and what is wrong with
//! them are said in it too.

use huiqi::Lang;
use std::ffi::OsString;
use std::sync::OnceLock;

static CHOSEN: OnceLock<Lang> = OnceLock::new();

/// The language that `--lang` names, or the locale's: Chinese unless it says English.
pub(super) fn choose(args: &[OsString]) -> Lang {
    let named = match value_of(args, "--lang") {
        Some("zh") => Some(Lang::Zh),
        Some("en") => Some(Lang::En),
        // No language: the reader of the arguments says so, in the locale's.
        _ => None,
    };
    *CHOSEN.get_or_init(|| named.unwrap_or_else(of_locale))
}

/// The language that was chosen.
pub(super) fn chosen() -> Lang {
    CHOSEN.get().copied().unwrap_or_default()
}

/// A text for the help of an argument or a command, in the language that was chosen.
pub(super) fn both(en: &'static str, zh: &'static str) -> &'static str {
    match chosen() {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// The value of an option wherever it stands, before the arguments are read.
pub(super) fn value_of<'a>(args: &'a [OsString], option: &str) -> Option<&'a str> {
    let mut words = args.iter().map(|word| word.to_str().unwrap_or_default()).take_while(|word| *word != "--");
    let mut found = None;
    while let Some(word) = words.next() {
        match word.strip_prefix(option) {
            Some("") => found = words.next().or(found),
            Some(rest) => found = rest.strip_prefix('=').or(found),
            None => (),
        }
    }
    found
}

fn of_locale() -> Lang {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match named.as_deref() {
        Some(locale) if locale.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}
