//! From files to a checked pack: embedded, in a folder, or given as text.

use super::check;
use super::classes::Classes;
use super::document::{self, Document, Draft};
use super::hash::Hash;
use super::mechanism::Registry;
use super::pack::Pack;
use crate::base::error::{Error, Problem, Source};
use crate::base::message::{Broken, Message};
use crate::base::source::read_file;
use crate::law::problem::LawProblem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{panic, thread};

/// The name, the text and the tree of each file of `policies/`, as `build.rs` wrote them.
static EMBEDDED: &[(&str, &str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/policies.rs"));

/// How many policy files a pack may hold.
const MAX_FILES: usize = 2000;

/// For fewer no thread is begun.
const FILES_OF_A_THREAD: usize = 32;

impl Pack {
    /// [`Pack::embedded`], with the mechanisms that its files may name.
    pub(crate) fn embedded_with(registry: Registry) -> Result<Pack, Error> {
        let files = EMBEDDED.iter().map(|(name, text, tree)| Source::built(name, text, tree)).collect();
        let pack = Pack { embedded: true, hash: Hash::built(), ..Pack::linked(files, registry)? };
        // The law that is built in was found sound by the tests before it was released: only who develops it has it checked at a start.
        if cfg!(debug_assertions) { sound(pack) } else { Ok(pack) }
    }

    /// [`Pack::load`], with the mechanisms that its files may name.
    pub(crate) fn load_with(folder: &Path, registry: Registry) -> Result<Pack, Error> {
        let mut files = Vec::new();
        collect(folder, 0, &mut files)?;
        if files.is_empty() {
            return Err(Error::pack(vec![Problem::new(LawProblem::NoDocuments { folder: folder.display().to_string() })]));
        }
        Pack::checked(files, registry)
    }

    /// [`Pack::from_files`], with the mechanisms that its files may name.
    pub(crate) fn checked(files: Vec<(String, String)>, registry: Registry) -> Result<Pack, Error> {
        sound(Pack::linked(sources(files), registry)?)
    }

    /// A pack of which each document is right by itself and relations lead somewhere.
    fn linked(mut files: Vec<Source>, registry: Registry) -> Result<Pack, Error> {
        files.sort_by(|one, other| (one.name(), one.text()).cmp(&(other.name(), other.text())));
        let is_list = |file: &Source| file.name().split(['/', '\\']).any(|part| part == "lists");
        let (lists, policies): (Vec<Source>, Vec<Source>) = files.into_iter().partition(is_list);
        let mut classes = Classes::default();
        let mut problems: Vec<Problem> = lists.iter().flat_map(|list| classes.read(list)).collect();
        problems.extend(classes.check());
        // Of a list only the file's own name is content, not the folder that it was found in.
        let own_name = |list: Source| {
            let name = format!("lists {}", list.name().rsplit(['/', '\\']).next().unwrap_or_default());
            list.named(&name)
        };
        assemble((classes, lists.into_iter().map(own_name).collect(), registry), policies, problems)
    }

    /// The pack with other policy files laid over it: a document with a known id takes the place of the old one, others
    /// are added. The same checks apply, and results name the overlay wherever it is used.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// // What if the halving of business income reached to three million yuan?
    /// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/cn/2023/mof-sta-2023-12.toml"));
    /// let draft = text.replace("income_up_to = \"200万元\"", "income_up_to = \"300万元\"").replace("不超过200万元", "不超过300万元");
    /// let changed = pack.overlaid(vec![("draft.toml".to_string(), draft)])?;
    /// assert_eq!(changed.documents().iter().filter(|document| document.overlay).count(), 1);
    /// assert_ne!(changed.hash(), pack.hash());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of every file at once.
    pub fn overlaid(&self, files: Vec<(String, String)>) -> Result<Pack, Error> {
        let over = sources(files);
        let ids: Vec<String> =
            over.iter().filter_map(|source| document::read(source, self.registry).0).map(|(document, _)| document.id).collect();
        let kept = self.documents.iter().filter(|document| !ids.contains(&document.id)).map(|document| document.source.clone());
        let beside = (self.classes.clone(), self.lists.clone(), self.registry);
        let mut pack = sound(assemble(beside, kept.chain(over).collect(), Vec::new())?)?;
        for document in Arc::make_mut(&mut pack.documents).iter_mut().filter(|document| ids.contains(&document.id)) {
            document.overlay = true;
        }
        pack.under = Some(Arc::new(self.clone()));
        Ok(pack)
    }

    /// [`Pack::overlaid`] with files. This reads files.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let over = pack.load_overlay(&["policies/cn/2023/mof-sta-2023-12.toml".into()])?;
    /// assert_eq!(over.documents().len(), pack.documents().len()); // it took the place of the document with its id
    /// assert!(!over.is_embedded());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Pack::overlaid`], and when a file cannot be read.
    pub fn load_overlay(&self, paths: &[PathBuf]) -> Result<Pack, Error> {
        let read = |path: &PathBuf| read_file(path).map(|text| (path.display().to_string(), text));
        let files: Result<Vec<_>, Problem> = paths.iter().map(read).collect();
        self.overlaid(files.map_err(|problem| Error::pack(vec![problem]))?)
    }
}

fn sources(files: Vec<(String, String)>) -> Vec<Source> {
    files.iter().map(|(name, text)| Source::new(name, text)).collect()
}

/// The parts of a pack other than its documents: the code lists, parsed and as text, and the mechanisms.
type Beside = (Classes, Vec<Source>, Registry);

/// Reads and links the documents.
fn assemble((classes, lists, registry): Beside, sources: Vec<Source>, mut problems: Vec<Problem>) -> Result<Pack, Error> {
    if sources.len() > MAX_FILES {
        return Err(Error::pack(vec![Problem::new(Message::TooManyLines { limit: MAX_FILES })]));
    }
    let mut read: Vec<(Document, Vec<Draft>)> = Vec::new();
    for (document, found) in read_all(&sources, registry) {
        problems.extend(found);
        read.extend(document);
    }
    if !problems.is_empty() {
        return Err(Error::pack(problems));
    }
    // Measures are numbered by document id, so that neither file names nor their order show anywhere.
    read.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
    let (documents, measures) = check::link(read, classes.covered.first).map_err(Error::pack)?;
    let (documents, measures) = (Arc::new(documents), Arc::new(measures));
    Ok(Pack { documents, measures, classes, lists, hash: Hash::default(), registry, embedded: false, under: None })
}

/// What was read of a file, and what is wrong in it.
type Read = (Option<(Document, Vec<Draft>)>, Vec<Problem>);

/// Reads each file by itself: half of them on another thread, where there are threads and enough files.
fn read_all(sources: &[Source], registry: Registry) -> Vec<Read> {
    let read = |sources: &[Source]| -> Vec<Read> { sources.iter().map(|source| document::read(source, registry)).collect() };
    if cfg!(target_family = "wasm") || sources.len() < FILES_OF_A_THREAD {
        return read(sources);
    }
    let (first, second) = sources.split_at(sources.len() / 2);
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, || read(second));
        let mut all = read(first);
        all.extend(match beside {
            Ok(beside) => beside.join().unwrap_or_else(|panic| panic::resume_unwind(panic)),
            // The system gives no more threads.
            Err(_) => read(second),
        });
        all
    })
}

/// A pack whose law holds together.
fn sound(pack: Pack) -> Result<Pack, Error> {
    let problems = check::law(&pack);
    if problems.is_empty() { Ok(pack) } else { Err(Error::pack(problems)) }
}

/// How deep folders of policy files may lie in each other: a link that leads back up has no end.
const MOST_FOLDERS: usize = 16;

/// Reads the policy files below a folder. Hidden files are what editors leave behind, and no law.
fn collect(folder: &Path, depth: usize, files: &mut Vec<(String, String)>) -> Result<(), Error> {
    let cannot = |path: &Path, error: std::io::Error| {
        Error::pack(vec![Problem::new(Message::CannotRead { file: path.display().to_string(), reason: Broken::of_io(&error) })])
    };
    if depth > MOST_FOLDERS {
        let file = folder.display().to_string();
        return Err(Error::pack(vec![Problem::new(Message::FoldersTooDeep { file, most: MOST_FOLDERS })]));
    }
    for entry in std::fs::read_dir(folder).map_err(|error| cannot(folder, error))? {
        let entry = entry.map_err(|error| cannot(folder, error))?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, depth + 1, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            if files.len() == MAX_FILES {
                return Err(Error::pack(vec![Problem::new(Message::TooManyLines { limit: MAX_FILES })]));
            }
            let text = read_file(&path).map_err(|problem| Error::pack(vec![problem]))?;
            files.push((path.display().to_string(), text));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::EMBEDDED;
    use crate::base::{packed, tree};

    #[test]
    fn what_was_parsed_while_building_is_what_the_files_say() {
        assert!(EMBEDDED.iter().any(|(name, ..)| *name == "cn/2023/mof-sta-2023-12.toml"));
        for (name, text, packed) in EMBEDDED {
            let parsed = tree::toml(text).unwrap_or_else(|not| panic!("{name}: {}", not.reason));
            assert!(packed::fields(text, packed) == Some(parsed), "{name}");
        }
    }

    #[test]
    fn a_tree_that_is_cut_off_or_of_another_text_is_none() {
        let (_, text, packed) = EMBEDDED.iter().find(|(name, ..)| *name == "lists/covered.toml").unwrap();
        for end in 0..packed.len() {
            assert!(packed::fields(text, &packed[..end]).is_none(), "{end}");
        }
        assert!(packed::fields("", packed).is_none());
        assert!(packed::fields(text, &[*packed, &[0]].concat()).is_none());
    }
}
