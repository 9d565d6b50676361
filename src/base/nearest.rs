//! The name that was meant by one that is not known.

/// How long a name may be, in characters, to be compared with those that are known.
const MAX_NAME: usize = 64;

/// The known name that was most likely meant: one character of three or fewer differs. What is farther is not meant, and
/// what is longer than any name is not compared.
pub(crate) fn nearest<'k>(found: &str, known: &[&'k str]) -> Option<&'k str> {
    let length = found.chars().take(MAX_NAME + 1).count();
    if length > MAX_NAME {
        return None;
    }
    let most = |name: &str| length.max(name.chars().count()) / 3;
    // What is longer or shorter by more than may differ needs no look at its characters.
    let may_be = |name: &&str| length.abs_diff(name.chars().count()) <= most(name);
    known
        .iter()
        .copied()
        .filter(may_be)
        .map(|name| (strsim::damerau_levenshtein(found, name), name))
        .filter(|(distance, name)| (1..=most(name)).contains(distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
