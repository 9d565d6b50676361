//! The policy pack is embedded, its files parsed: `policies.rs` lists the name, the text and the tree of each, and
//! `src/base/packed.rs` reads the tree. `policies.sha256` is the hash of its content, as `src/law/hash.rs` makes it. Both are built again
//! when any file changes.
//!
//! A file that is not TOML has no tree: it is parsed when the pack is loaded, and its problem told as that of any other pack.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs, io};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

#[allow(clippy::print_stdout)] // how a build script speaks to cargo
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=policies");
    let variable = |name: &str| env::var(name).map_err(io::Error::other);
    let root = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("policies");
    // A module for browsers starts from its memory as it was once the pack was loaded (`doors/wasm/image.mjs`): trees would be dead weight.
    let with_trees = variable("CARGO_CFG_TARGET_FAMILY")? != "wasm";
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let mut list = String::from("[\n");
    let mut content = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        let name = path.strip_prefix(&root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        let tree = if with_trees { tree(&text) } else { Vec::new() };
        list += &format!("({name:?}, include_str!({path:?}), b\"{}\"),\n", tree.escape_ascii());
        content.push((id(&name, &text), text));
    }
    let out = PathBuf::from(variable("OUT_DIR")?);
    fs::write(out.join("policies.sha256"), hash(content))?;
    fs::write(out.join("policies.rs"), list + "]\n")
}

/// What a file's content goes by in the hash: a code list by its name, a document by its id.
fn id(name: &str, text: &str) -> String {
    if let Some(list) = name.strip_prefix("lists/") {
        return format!("lists {list}");
    }
    let (table, _) = DeTable::parse_recoverable(text);
    let id = table.get_ref().get("document").and_then(|document| document.get_ref().get("id")).and_then(|id| id.get_ref().as_str());
    id.unwrap_or_default().to_string()
}

/// Of the content, by what each part goes by.
fn hash(mut content: Vec<(String, String)>) -> String {
    content.sort_unstable();
    let mut hasher = Sha256::new();
    for part in content.iter().flat_map(|(id, text)| [id, text]) {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    Ok(())
}

/// The tree of a text as `src/base/packed.rs` describes it; nothing, where the text is not TOML.
fn tree(text: &str) -> Vec<u8> {
    let mut packed = Packed { text, bytes: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        packed.table(table.get_ref());
    }
    packed.bytes
}

struct Packed<'t> {
    text: &'t str,
    bytes: Vec<u8>,
}

impl Packed<'_> {
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.bytes.push(0x80 | (number & 0x7f) as u8);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn place<T>(&mut self, placed: &Spanned<T>) {
        self.number(placed.span().start);
        self.number(placed.span().len());
    }

    /// Where its characters stand as they are, counted from one after the place's begin, or themselves.
    fn string<T>(&mut self, placed: &Spanned<T>, string: &str) {
        let inside = self.text.get(placed.span()).and_then(|written| written.find(string));
        self.number(inside.map_or(0, |skipped| skipped + 1));
        self.number(string.len());
        if inside.is_none() {
            self.bytes.extend(string.bytes());
        }
    }

    fn table(&mut self, table: &DeTable<'_>) {
        self.number(table.len());
        for (key, value) in table {
            self.place(key);
            self.string(key, key.get_ref());
            self.value(value);
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        let begin = |packed: &mut Self, kind: u8| {
            packed.bytes.push(kind);
            packed.place(value);
        };
        match value.get_ref() {
            DeValue::Boolean(false) => begin(self, b'n'),
            DeValue::Boolean(true) => begin(self, b'y'),
            DeValue::Array(list) => {
                begin(self, b'l');
                self.number(list.len());
                list.iter().for_each(|item| self.value(item));
            }
            DeValue::Table(table) => {
                begin(self, b't');
                self.table(table);
            }
            DeValue::String(text) => {
                begin(self, b's');
                self.string(value, text);
            }
            DeValue::Datetime(date) => {
                begin(self, b'd');
                self.string(value, &date.to_string());
            }
            DeValue::Integer(number) => {
                begin(self, if number.radix() == 10 { b'#' } else { b'o' });
                self.string(value, number.as_str());
            }
            DeValue::Float(number) => {
                begin(self, b'#');
                self.string(value, number.as_str());
            }
        }
    }
}
