//! The copy of the project in which all mutants stand: written, compiled, and rid of what does not compile.

use crate::place::{File, Placed};
use crate::{Trouble, fail};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The copy and what of it compiles.
pub struct Copy {
    pub root: PathBuf,
    target: PathBuf,
    files: Vec<File>,
    /// Mutants that are left out, and why.
    pub left_out: BTreeMap<u32, &'static str>,
    /// The mutants that can be told apart when they are reached, by the number of their place.
    pub places: HashMap<u32, Vec<u32>>,
}

pub const DOES_NOT_COMPILE: &str = "does not compile";
pub const NOT_PLACED: &str = "not placed";
pub const NOT_OF_THIS_BUILD: &str = "not of this build";

impl Copy {
    /// Copies what git knows of the project, with the module that chooses the mutant.
    pub fn new(project: &Path, scratch: &Path, files: Vec<File>, left_out: BTreeMap<u32, &'static str>) -> Result<Copy, Trouble> {
        let root = scratch.join("tree");
        let listed = Command::new("git").args(["ls-files", "-co", "--exclude-standard"]).current_dir(project).output()?;
        for name in String::from_utf8(listed.stdout)?.lines() {
            let from = project.join(name);
            if from.is_file() && !files.iter().any(|file| file.name == name) {
                let mut content = std::fs::read(&from)?;
                if name == "src/lib.rs" {
                    // On the first line, so that complaints stand where they stood; what a mutant computes is no complaint.
                    let allowed = "#![allow(arithmetic_overflow, unconditional_panic, warnings)]";
                    content.splice(0..0, format!("#![feature(core_intrinsics, const_eval_select)] {allowed} ").into_bytes());
                    content.extend(b"\nmod mutant;\n");
                }
                write(&root.join(name), &content)?;
            }
        }
        write(&root.join("src/mutant.rs"), include_bytes!("inside.rs"))?;
        Ok(Copy { root, target: scratch.join("target"), files, left_out, places: HashMap::new() })
    }

    fn cargo(&self, args: &[&str]) -> Result<Vec<Value>, Trouble> {
        let run = Command::new("cargo")
            .args(args)
            .arg("--message-format=json")
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTC_BOOTSTRAP", "huiqi")
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .stderr(Stdio::inherit())
            .output()?;
        String::from_utf8(run.stdout)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    }

    /// Leaves out mutants until the compiler is content; which those are is kept, so that nothing is compiled again for nothing.
    pub fn settle(&mut self, texts: u64) -> Result<(), Trouble> {
        let kept = self.root.with_file_name("left-out");
        let before = std::fs::read_to_string(&kept).unwrap_or_default();
        if before.lines().next() == Some(&texts.to_string()) {
            for line in before.lines().skip(1) {
                let (number, why) = line.split_once(' ').ok_or("left-out: no number")?;
                self.left_out.insert(number.parse()?, if why == NOT_PLACED { NOT_PLACED } else { DOES_NOT_COMPILE });
            }
        }
        loop {
            let mut placed = HashMap::new();
            for file in &self.files {
                let one = file.placed(&|number| !self.left_out.contains_key(&number));
                write(&self.root.join(&file.name), one.text.as_bytes())?;
                placed.insert(file.name.clone(), one);
            }
            let errors: Vec<Value> =
                self.cargo(&["check", "--lib"])?.into_iter().filter(|line| line["message"]["level"] == "error").collect();
            if errors.is_empty() {
                let listed: String = self.left_out.iter().map(|(number, why)| format!("\n{number} {why}")).collect();
                write(&kept, format!("{texts}{listed}").as_bytes())?;
                self.places = placed.values().flat_map(|one| &one.hosts).map(|(numbers, _)| (numbers[0], numbers.clone())).collect();
                return Ok(());
            }
            let before = self.left_out.len();
            for error in &errors {
                self.blame(&error["message"], &placed);
            }
            eprintln!("{} mutants left out, of them new {}", self.left_out.len(), self.left_out.len() - before);
            if self.left_out.len() == before {
                return fail(format!("no mutant is to blame for\n{}", errors[0]["message"]["rendered"].as_str().unwrap_or_default()));
            }
        }
    }

    /// The mutants under the error; failing those, all of the place around it, which then hinder each other.
    fn blame(&mut self, message: &Value, placed: &HashMap<String, Placed>) {
        let spans: Vec<(bool, String, Range<usize>)> = message["spans"].as_array().into_iter().flatten().map(in_a_file).collect();
        for primary in [true, false] {
            for (_, name, span) in spans.iter().filter(|(is_primary, ..)| *is_primary == primary) {
                let touched =
                    placed.get(name).into_iter().flat_map(|one| &one.at).filter(|(_, at)| at.start <= span.start && span.end <= at.end);
                let touched: Vec<u32> = touched.map(|(number, _)| *number).collect();
                if !touched.is_empty() {
                    self.left_out.extend(touched.into_iter().map(|number| (number, DOES_NOT_COMPILE)));
                    return;
                }
            }
        }
        for (_, name, span) in &spans {
            let around =
                placed.get(name).into_iter().flat_map(|one| &one.hosts).filter(|(_, at)| at.start <= span.start && span.end <= at.end);
            if let Some((numbers, _)) = around.min_by_key(|(_, at)| at.len()) {
                self.left_out.extend(numbers.iter().map(|number| (*number, NOT_PLACED)));
                return;
            }
        }
    }

    /// Builds the tests and says where each is.
    pub fn tests(&self, names: &[&str]) -> Result<Vec<(String, PathBuf)>, Trouble> {
        let mut args = vec!["test", "--no-run", "--lib"];
        args.extend(names.iter().flat_map(|name| ["--test", *name]));
        let built = self.cargo(&args)?;
        if let Some(error) = built.iter().find(|line| line["message"]["level"] == "error") {
            return fail(error["message"]["rendered"].as_str().unwrap_or_default().to_string());
        }
        let found: Vec<(String, PathBuf)> = built
            .iter()
            .filter(|line| line["profile"]["test"] == true)
            .filter_map(|line| Some((line["target"]["name"].as_str()?.to_string(), PathBuf::from(line["executable"].as_str()?))))
            .collect();
        if found.len() != names.len() + 1 { fail(format!("{} of {} tests were built", found.len(), names.len() + 1)) } else { Ok(found) }
    }
}

/// Where a complaint is in a file of the project, outside every macro.
fn in_a_file(span: &Value) -> (bool, String, Range<usize>) {
    let mut outer = span;
    while outer["expansion"].is_object() {
        outer = &outer["expansion"]["span"];
    }
    let place = |name: &str| outer[name].as_u64().unwrap_or_default() as usize;
    (span["is_primary"] == true, outer["file_name"].as_str().unwrap_or_default().to_string(), place("byte_start")..place("byte_end"))
}

/// Writes what differs, so that nothing is compiled again for nothing.
fn write(path: &Path, content: &[u8]) -> Result<(), Trouble> {
    if std::fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    std::fs::create_dir_all(path.parent().unwrap_or(path))?;
    Ok(std::fs::write(path, content)?)
}
