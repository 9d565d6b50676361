//! The direction of imports: each room knows only those before it. Where that does not hold yet stands below, with what is in
//! the way; the list may only become shorter.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The rooms in the order in which they may know one another.
const ROOMS: [&str; 11] = ["base", "law", "facts", "taxes", "benefits", "assess", "answers", "check", "report", "register", "cli"];

/// Imports that go the wrong way still.
const BACKWARDS: [(&str, &str); 2] = [
    ("law", "facts"),     // a published case reads its periods as a profile does, and the code lists make industries
    ("answers", "check"), // a unit test of conversions draws its businesses as `verify` does
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The rooms that a text imports, by `crate::room` or by `crate::{room, …}`.
fn imported(text: &str) -> BTreeSet<&'static str> {
    let names = text.split("crate::").skip(1).flat_map(|after| match after.strip_prefix('{') {
        Some(group) => group.split('}').next().unwrap_or("").split(',').collect(),
        None => vec![after],
    });
    let first = names.map(|name| name.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""));
    first.filter_map(|name| ROOMS.into_iter().find(|room| *room == name)).collect()
}

#[test]
fn each_room_knows_only_those_before_it() {
    let (mut wrong, mut backwards) = (Vec::new(), BTreeSet::new());
    for (place, room) in ROOMS.into_iter().enumerate() {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room), &mut files);
        assert!(!files.is_empty(), "src/{room}");
        for file in files {
            for other in imported(&std::fs::read_to_string(&file).unwrap()) {
                if ROOMS[place + 1..].contains(&other) {
                    backwards.insert((room, other));
                    if !BACKWARDS.contains(&(room, other)) {
                        wrong.push(format!("{} imports {other}", file.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(backwards, BTreeSet::from(BACKWARDS), "an import that goes the right way now is taken off the list");
}
