//! The law as if nobody had read its text: a test that moves a figure would else be refused for what is printed.

/// A policy file without what is printed, at the confidence of memory.
pub fn unread(text: &str) -> String {
    let (mut kept, mut printed) = (String::with_capacity(text.len()), false);
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            printed = line.starts_with("[measure.printed");
        }
        if printed && line.trim().is_empty() {
            printed = false;
        }
        if printed || line.starts_with("printed = ") {
            continue;
        }
        let read = line.starts_with("confidence = \"text\"") || line.starts_with("confidence = \"secondary\"");
        kept += if read { "confidence = \"memory\"\n" } else { line };
    }
    kept
}

/// All policy files so.
pub fn unread_files(files: Vec<(String, String)>) -> Vec<(String, String)> {
    files.into_iter().map(|(name, text)| if name.contains("lists/") { (name, text) } else { (name, unread(&text)) }).collect()
}
