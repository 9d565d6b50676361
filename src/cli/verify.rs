//! `huiqi verify`: the properties side by side on all cores, counterexamples into files.

use super::language::both;
use super::options::{Options, whole as number};
use super::policies::unknown_measure;
use super::stop::Stop;
use super::whole;
use super::written::written;
use clap::Args;
use huiqi::check::{Finding, Verifier};
use huiqi::report::{self, Replay, Verification};
use huiqi::{Lang, Pack, Vocabulary};
use std::io::{IsTerminal, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What `huiqi verify` is asked.
#[derive(Args, Debug)]
pub(super) struct VerifyArgs {
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',', help = both(
        "Only what concerns these measures, or all of a document; such as mof-sta-2023-12#halving",
        "只核验与这些措施（或一份文件的全部措施）有关的性质；如 mof-sta-2023-12#halving",
    ))]
    measure: Vec<String>,
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = number::<u32, 1, 10_000_000>, help = both(
        "Businesses to try each property on; lists of thresholds and measures are gone through in turn",
        "每项性质试多少家企业；阈值与措施的列表逐一核验",
    ))]
    cases: u32,
    #[arg(long, value_name = "S", default_value_t = 0, value_parser = number::<u64, 0, { u64::MAX }>, help = both(
        "What they are drawn from: the same seed gives the same businesses",
        "随机种子：相同的种子生成相同的企业",
    ))]
    seed: u64,
    #[arg(long, value_name = "FILE", help = both("Also write a JUnit report, for a build server", "另写 JUnit 报告，供构建服务器使用"))]
    junit: Option<PathBuf>,
    #[arg(long, value_name = "DIR", default_value = "huiqi-verify", help = both(
        "Folder for the counterexamples; made only when there are any",
        "存放反例的文件夹；有反例才建立",
    ))]
    save: PathBuf,
}

/// The command line that shows what a pack computes for a counterexample.
#[derive(Debug)]
struct Command<'c> {
    options: &'c Options,
    folder: &'c Path,
}

impl Replay for Command<'_> {
    fn command(&self, finding: &Finding, position: usize) -> String {
        let file = self.folder.join(report::counterexample_name(finding.property, position));
        let mut command = format!("huiqi assess {}", file.display());
        if let Some(failure) = finding.failures.get(position) {
            if failure.form != failure.profile.form {
                command += &format!(" --form {}", failure.form.key());
            }
            failure.known_on.iter().for_each(|day| command += &format!(" --known-on {day}"));
        }
        self.options.pack.iter().for_each(|folder| command += &format!(" --pack {}", folder.display()));
        self.options.overlay.iter().for_each(|file| command += &format!(" --overlay {}", file.display()));
        command
    }
}

/// Verifies the pack; the report is an error of its own where a property does not hold.
pub(super) fn run(options: &Options, args: &VerifyArgs, lang: Lang) -> Result<String, Stop> {
    let pack = options.load_pack()?;
    let mut measures = Vec::new();
    for id in &args.measure {
        let found = pack.find_measures(id);
        if found.is_empty() {
            return Err(unknown_measure(&pack, id).into());
        }
        measures.extend(found);
    }
    let verifier = Verifier::new(&pack, &measures)?;
    let findings = check(&verifier, args);
    report(options, args, &pack, &findings, lang)
}

/// Checks the properties, each core taking the next one. Progress goes to a terminal's stderr, and nowhere else.
fn check(verifier: &Verifier<'_>, args: &VerifyArgs) -> Vec<Finding> {
    let properties = verifier.properties();
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let shown = std::io::stderr().is_terminal();
    let work = || {
        while let Some((place, property)) = take(&next, &properties) {
            let finding = verifier.check(*property, args.cases as usize, args.seed);
            let mut found = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            found.push((place, finding));
            if shown {
                // Whether it can be shown changes nothing.
                let _ = write!(std::io::stderr(), "\r\x1b[K{}/{} {}", found.len(), properties.len(), property.key());
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(properties.len());
    std::thread::scope(|scope| (0..threads).for_each(|_| _ = scope.spawn(work)));
    if shown {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    let mut found = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// The next property that no core has taken yet, with its place.
fn take<'p, P>(next: &AtomicUsize, properties: &'p [P]) -> Option<(usize, &'p P)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    Some((place, properties.get(place)?))
}

fn report(options: &Options, args: &VerifyArgs, pack: &Pack, findings: &[Finding], lang: Lang) -> Result<String, Stop> {
    let replay = Command { options, folder: &args.save };
    let cases = args.cases as usize;
    let verification = Verification { pack, findings, cases, seed: args.seed, replay: &replay, lang };
    let sound = findings.iter().all(|finding| finding.failures.is_empty());
    if !sound {
        std::fs::create_dir_all(&args.save).map_err(|error| Stop::cannot_write(&args.save, &error))?;
    }
    for finding in findings {
        for (position, failure) in finding.failures.iter().enumerate() {
            let path = args.save.join(report::counterexample_name(finding.property, position));
            let text = report::counterexample_toml(&verification, finding, position, failure);
            whole::write(&path, text).map_err(|error| Stop::cannot_write(&path, &error))?;
        }
    }
    if let Some(path) = &args.junit {
        whole::write(path, report::verification_junit(&verification)).map_err(|error| Stop::cannot_write(path, &error))?;
    }
    let document = || report::verification(&verification);
    let text = written(options.format(), options.full, document, || report::verification_json(&verification))?;
    if sound { Ok(text) } else { Err(Stop::Unsound(text)) }
}
