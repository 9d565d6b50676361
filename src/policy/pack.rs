//! The checked pack: every document and measure, immutable, with its content hash.

use super::check;
use super::classes::Classes;
use super::document::{self, Document, Draft, Measure};
use crate::Date;
use crate::error::{Error, Problem, Source};
use crate::message::Message;
use crate::source::read_file;
use crate::trace::MeasureIx;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::path::Path;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/policies");

/// How many policy files a pack may hold.
const MAX_FILES: usize = 2000;

/// A checked policy pack (政策包). Build one with [`Pack::embedded`] or [`Pack::load`]; it never changes afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    pub(super) documents: Vec<Document>,
    pub(super) measures: Vec<Measure>,
    pub(super) classes: Classes,
    hash: String,
    embedded: bool,
}

impl Pack {
    /// The pack that the library was built with: China, Yunnan and Qujing, 2019 to 2027.
    ///
    /// # Errors
    /// None in a released build; the tests load it.
    pub fn embedded() -> Result<Pack, Error> {
        let mut files = Vec::new();
        collect_embedded(&EMBEDDED, &mut files);
        let mut pack = Pack::from_files(files)?;
        pack.embedded = true;
        Ok(pack)
    }

    /// Loads and checks the pack in a folder: every `*.toml` in it and below; `classes/` holds the code lists. This
    /// reads files.
    ///
    /// # Errors
    /// Every problem of every file at once.
    pub fn load(folder: &Path) -> Result<Pack, Error> {
        let mut files = Vec::new();
        collect(folder, &mut files)?;
        if files.is_empty() {
            return Err(Error::pack(vec![Problem::new(Message::NoDocuments { folder: folder.display().to_string() })]));
        }
        Pack::from_files(files)
    }

    /// Checks a pack given as (file name, text), in any order. Code lists are the files with `classes/` in their name.
    ///
    /// # Errors
    /// Every problem of every file at once.
    pub fn from_files(mut files: Vec<(String, String)>) -> Result<Pack, Error> {
        files.sort();
        let mut problems = Vec::new();
        let mut classes = Classes::default();
        let mut read: Vec<(Document, Vec<Draft>)> = Vec::new();
        let mut hashed: Vec<(String, String)> = Vec::new();
        for (name, text) in files {
            let source = Source::new(&name, &text);
            if name.split(['/', '\\']).any(|part| part == "classes") {
                problems.extend(classes.read(&source));
                hashed.push((format!("classes {}", name.rsplit(['/', '\\']).next().unwrap_or_default()), text));
                continue;
            }
            let (document, found) = document::read(&source);
            problems.extend(found);
            if let Some(document) = document {
                hashed.push((document.0.id.clone(), text));
                read.push(document);
            }
        }
        problems.extend(classes.check());
        if !problems.is_empty() {
            return Err(Error::pack(problems));
        }
        // Measures are numbered by document id, so that neither file names nor their order show anywhere.
        read.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        let (documents, measures) = check::link(read).map_err(Error::pack)?;
        let pack = Pack { documents, measures, classes, hash: hash(hashed), embedded: false };
        let problems = check::law(&pack);
        if problems.is_empty() { Ok(pack) } else { Err(Error::pack(problems)) }
    }

    /// All documents, by id.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// All measures, by document.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The measure that a step or refusal names.
    #[allow(clippy::indexing_slicing)] // a MeasureIx is only ever made by the pack it indexes
    pub fn measure(&self, index: MeasureIx) -> &Measure {
        &self.measures[usize::from(index.0)]
    }

    /// The document that a measure stands in.
    #[allow(clippy::indexing_slicing)]
    pub fn document_of(&self, measure: &Measure) -> &Document {
        &self.documents[measure.document]
    }

    /// The measures valid on a day in a place, not superseded, among those published by `known_on`.
    pub fn in_force(&self, day: Date, place: u32, known_on: Option<Date>) -> Vec<MeasureIx> {
        (0..self.measures.len())
            .filter_map(|i| u16::try_from(i).ok().map(MeasureIx))
            .filter(|index| self.applies(*index, day, place, known_on))
            .collect()
    }

    /// The code lists.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// SHA-256 of the content, the same however the files are named or ordered.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether it is the pack that came with the library.
    pub fn is_embedded(&self) -> bool {
        self.embedded
    }
}

fn hash(mut texts: Vec<(String, String)>) -> String {
    texts.sort();
    let mut hasher = Sha256::new();
    for (id, text) in &texts {
        hasher.update(id.len().to_be_bytes());
        hasher.update(id);
        hasher.update(text.len().to_be_bytes());
        hasher.update(text);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn collect_embedded(folder: &Dir<'_>, files: &mut Vec<(String, String)>) {
    for file in folder.files() {
        if let Some(text) = file.contents_utf8().filter(|_| file.path().extension().is_some_and(|e| e == "toml")) {
            files.push((file.path().display().to_string(), text.to_string()));
        }
    }
    for below in folder.dirs() {
        collect_embedded(below, files);
    }
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) -> Result<(), Error> {
    let cannot = |path: &Path, error: std::io::Error| {
        Error::pack(vec![Problem::new(Message::CannotRead { file: path.display().to_string(), reason: error.to_string() })])
    };
    for entry in std::fs::read_dir(folder).map_err(|error| cannot(folder, error))? {
        let path = entry.map_err(|error| cannot(folder, error))?.path();
        if path.is_dir() {
            collect(&path, files)?;
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
