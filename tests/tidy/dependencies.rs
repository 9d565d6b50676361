//! What the library without features is built from stands in SECURITY.md, and nothing else comes in unnoticed.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const HEAD: &str = "The library without features is built from: ";

#[test]
fn the_library_is_built_from_what_is_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tree = ["tree", "--offline", "--locked", "-e", "normal", "--no-default-features", "--prefix", "none", "--format", "{p}"];
    let output = Command::new(env!("CARGO")).current_dir(root).args(tree).args(["--target", "x86_64-unknown-linux-gnu"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let found: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| *name != "huiqi").collect();
    let path = root.join("SECURITY.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (start, listed) = text.split_once(HEAD).expect("SECURITY.md has the list");
    let (_, end) = listed.split_once('.').expect("the list ends with a full stop");
    let names: Vec<&str> = found.into_iter().collect();
    let fresh = format!("{start}{HEAD}{}.{end}", names.join(", "));
    if std::env::var_os("HUIQI_WRITE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), fresh, "HUIQI_WRITE=1 cargo test --test tidy dependencies::");
}
