//! What something new touches: the last fee, the last fact and the last province are named in no more files of `src` than ARCHITECTURE.md
//! says. Who adds a place where each has to be named fails here.

use crate::sources::{File, files};

/// What was added, by what it is named, and in how many files of `src` it may be.
const ADDED: [(&str, &[&str], usize); 3] = [
    ("vehicle purchase tax", &["VehiclePurchase", "vehicle_purchase", "VehicleKind", "profile.vehicles", "Vec<Vehicle>"], 6),
    ("the displacement of a vehicle", &["displacement", "Millilitres"], 4),
    ("Guizhou", &["guizhou", "Guizhou", "贵州"], 0),
];

fn naming<'f>(files: &'f [File], names: &[&str]) -> Vec<&'f str> {
    let of_src = files.iter().filter(|file| file.path.starts_with("src/"));
    of_src.filter(|file| names.iter().any(|name| file.text.contains(name))).map(|file| file.path.as_str()).collect()
}

#[test]
fn what_is_new_is_named_in_few_files() {
    let files = files();
    for (what, names, most) in ADDED {
        let found = naming(&files, names);
        assert!(found.len() <= most, "{what} is named in {found:?}, more than {most}");
        assert!(most == 0 || found.len() + 1 >= most, "{what} was not found: {found:?}");
    }
    assert!(naming(&files, &["Line::Vat"]).len() > 6, "the sources were not read");
}
