//! The hash of a pack's content.

use super::document::Document;
use crate::base::error::Source;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// The SHA-256 of a pack, made when somebody asks for it: most never do. That of the embedded one was made while building.
#[derive(Clone, Debug, Default)]
pub(super) struct Hash(OnceLock<String>);

/// It follows from the content, which is compared by itself.
impl PartialEq for Hash {
    fn eq(&self, _: &Hash) -> bool {
        true
    }
}

impl Hash {
    /// That of the embedded pack.
    pub(super) fn built() -> Hash {
        Hash(OnceLock::from(include_str!(concat!(env!("OUT_DIR"), "/policies.sha256")).to_string()))
    }

    pub(super) fn of(&self, lists: &[Source], documents: &[Document]) -> &str {
        self.0.get_or_init(|| {
            let lists = lists.iter().map(|list| (list.name(), list.text()));
            let documents = documents.iter().map(|document| (document.id.as_str(), document.source.text()));
            let mut texts: Vec<(&str, &str)> = lists.chain(documents).collect();
            texts.sort_unstable();
            let mut hasher = Sha256::new();
            for part in texts.into_iter().flat_map(|(id, text)| [id, text]) {
                hasher.update(length(part).to_be_bytes());
                hasher.update(part);
            }
            hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
        })
    }
}

/// In 64 bits, however wide a pointer is: the hash of a pack is the same on every machine.
fn length(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Pack;

    #[test]
    fn what_was_hashed_while_building_is_the_hash_of_the_content() {
        let pack = Pack::embedded().unwrap();
        assert!(pack.hash.0.get().is_some()); // so that nobody waits for it
        assert_eq!(Hash::default().of(&pack.lists, &pack.documents), pack.hash());
    }
}
