//! No two measures rule one thing on one day in one place: of each mechanism one measure, written a second time, is noticed.

use crate::common::pack;
use std::collections::BTreeMap;
use std::path::Path;

fn files(folder: &Path, found: &mut Vec<String>) {
    for path in std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(std::fs::read_to_string(path).expect("readable"));
        }
    }
}

#[test]
fn a_measure_written_twice_is_one_too_many() {
    let mut texts = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("policies"), &mut texts);
    texts.sort();
    let mut of_mechanism = BTreeMap::new();
    for text in texts.iter().filter(|text| text.contains("[document]")) {
        let text = text.split("[[case]]").next().unwrap_or_default();
        let mut measures = text.split("[[measure]]");
        let head = measures.next().unwrap_or_default().replacen("id = \"", "id = \"again-", 1);
        for measure in measures {
            if let Some((_, named)) = measure.split_once("mechanism = \"") {
                let name = named.split('"').next().unwrap_or_default().to_string();
                of_mechanism.entry(name).or_insert_with(|| format!("{head}[[measure]]{measure}"));
            }
        }
    }
    assert!(of_mechanism.len() > 50, "{}", of_mechanism.len());
    for (name, text) in of_mechanism {
        let said = pack().overlaid(vec![("again.toml".to_string(), text)]).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains("two rules"), "{name}: {said}");
    }
}
