//! `huiqi batch` and `huiqi synth`: registers in files.

mod args;
mod caught;
mod decoded;
mod failure;
mod impact;
mod import;
mod imported;
mod input;
mod opened;
mod output;
mod pipeline;
mod results_book;
mod resume;
mod row_groups;
mod template;
mod workbook;

pub(super) use args::{BatchArgs, SynthArgs};
pub(super) use impact::{RegisterArgs, impact};

use args::FileFormat;
use arrow_array::{Array, RecordBatch};
use huiqi::register::{Batch, Encoder, Header, Layout, Options, RowError, Sought, Summary, Synthesis};
use huiqi::report::{self, Context};
use huiqi::{Form, Lang, Line, Pack, Profile, Vocabulary};
use input::{Input, Task};
use opened::{Opening, name_of, opened};
use output::{Sink, Target};
use pipeline::{Chunk, Counts, Progress};
use resume::Identity;
use std::collections::BTreeSet;
use std::path::Path;

use super::options::{Format, Options as Global, Word};
use super::stop::Stop;
use super::terminal::tell;
use super::written::written;
pub(super) use failure::problem_schema;
use failure::{Failure, Told, Trouble};
pub(super) use import::{ImportArgs, import};
pub(super) use template::template;

/// English or Chinese, whichever is asked for.
fn say(lang: Lang, en: String, zh: String) -> String {
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

fn words<V: Copy>(words: &[Word<V>]) -> Vec<V> {
    words.iter().map(|word| word.0).collect()
}

/// What stands twice would give columns of the same name.
fn once<V: Vocabulary + PartialEq>(values: &[V], option: &'static str) -> Result<(), Failure> {
    let twice = values.iter().enumerate().find(|(at, value)| values.iter().take(*at).any(|before| before == *value));
    twice.map_or(Ok(()), |(_, value)| Err(Failure::usage(Trouble::GivenTwice { option, found: value.key() })))
}

/// How many results have something to be said beside the figures: in the last column.
fn noted(results: &RecordBatch) -> usize {
    results.columns().last().map_or(0, |notes| results.num_rows() - notes.logical_null_count())
}

/// What a batch command works with.
struct Job<'a> {
    args: &'a BatchArgs,
    pack: Pack,
    options: Options,
    lang: Lang,
    /// The language was asked for: then results are named in it too, whatever the header's is.
    lang_asked: bool,
    from: FileFormat,
}

/// `huiqi batch`.
pub(super) fn run(global: &Global, args: &BatchArgs, lang: Lang) -> Result<String, Stop> {
    let pack = global.load_pack()?;
    if let Some(year) = args.year {
        // The question is wrong, not the rows.
        pack.within_years(year)?;
    }
    let lines = if args.lines.is_empty() { Line::ALL.to_vec() } else { words(&args.lines) };
    let to = if args.to.is_empty() { Options::default().to } else { words(&args.to) };
    once(&to, "--to")?;
    once(&lines, "--lines")?;
    let options = Options { to, year: args.year, known_on: args.known_on, lines, reliefs: args.reliefs, lang };
    let from = args.input_format()?;
    if let Some(map) = &args.map {
        let input = Input::open(&args.input, from, &args.sheet, args.chunk_rows, (&Sought::Names, lang))?;
        let guessed = huiqi::register::guess_mapping(&input.names(), &args.input.display().to_string(), lang);
        return if map == Path::new("-") { Ok(guessed) } else { super::init(map, guessed.as_bytes()) };
    }
    let job = Job { args, pack, options, lang, lang_asked: global.names_language(), from };
    if let Some(row) = args.explain {
        return job.explain(row, global.format(), global.full);
    }
    if args.summary && job.options.to.len() > 1 {
        return Err(Failure::usage(Trouble::SummaryOfForms).into());
    }
    if args.summary {
        return job.summary(global.format());
    }
    job.assess()?;
    Ok(String::new())
}

/// `register.csv:7, sales_q1` and what is wrong there: the line, where it is known, else the row behind `before` others.
fn row_said(file: &Path, before: u64, error: &RowError) -> (String, String) {
    let row = error.line.unwrap_or(before + error.row as u64 + 1);
    let sheet = error.sheet.as_deref().map(|sheet| format!("[{sheet}]")).unwrap_or_default();
    let column = error.column.as_deref().map(|column| format!(", {column}")).unwrap_or_default();
    let right = error.right.as_deref().map(|right| format!("; {right}")).unwrap_or_default();
    (format!("{}{sheet}:{row}{column}", file.display()), format!("{}{right}", error.what))
}

/// The same in a line.
fn named_row(file: &Path, before: u64, error: &RowError) -> String {
    let (at, reason) = row_said(file, before, error);
    format!("{at}: {reason}")
}

impl Job<'_> {
    /// The input and its header, checked before any row is read.
    fn open(&self) -> Result<(Input, Header), Stop> {
        let args = self.args;
        let (input, mut header) = opened(&Opening {
            file: &args.input,
            format: self.from,
            sheets: &args.sheet,
            chunk_rows: args.chunk_rows,
            columns: args.columns.as_deref(),
            year_told: self.options.year.is_some(),
            ignore: &args.ignore,
            keep: &args.keep,
            lang: self.lang,
        })?;
        if self.lang_asked {
            header.lang = self.lang;
        }
        Ok((input, header))
    }

    fn assess(&self) -> Result<(), Stop> {
        let args = self.args;
        let Some(out) = &args.output else {
            return Err(Failure::usage(Trouble::NoOutput).into());
        };
        if super::whole::is_same(out, &args.input) || super::whole::is_same(&output::errors_name(out), &args.input) {
            return Err(Failure::usage(Trouble::ReplacesInput { file: out.display().to_string() }).into());
        }
        if args.resume && out == Path::new("-") {
            return Err(Failure::usage(Trouble::ResumedNowhere).into());
        }
        if out.is_dir() {
            return Err(Failure::usage(Trouble::IsAFolder { file: out.display().to_string() }).into());
        }
        let target = Target::of(out, args.output_format)?;
        let (mut input, header) = self.open()?;
        let batch = Batch::new(&self.pack, self.options.clone()).with_layout(Layout::Compact);
        let schema = batch.schema(&header, &input.key_type(&header));
        let mut names = BTreeSet::new();
        if let Some(twice) = schema.fields().iter().find(|field| !names.insert(field.name())) {
            return Err(Failure::usage(Trouble::KeptTwice { found: twice.name().clone() }).into());
        }
        let identity = Identity::of(args, &self.options, &self.pack, target.format)?;
        let mut sink = Sink::open(target, schema.clone(), (&args.input, true), identity, args.resume, self.lang)?;
        input.read_only_asked(&header);
        input.go_on_from(sink.done())?;
        let progress = Progress::new(input.length(), sink.done(), self.lang);
        let shape = sink.shape();
        let make = || {
            let (mut worker, mut encoder) = (batch.worker(), Encoder::new(shape, schema.clone()));
            let (header, input, lang) = (&header, &args.input, self.lang);
            move |task: Task| -> Result<Chunk, Failure> {
                let mut chunk = Chunk::default();
                for piece in task.read(header, lang)? {
                    let (rows, broken) = piece?;
                    let mut assessed = worker.assess(header, &rows).map_err(|error| Failure::io(input, error))?;
                    if let Some(texts) = broken {
                        texts.amend(&mut assessed.errors);
                    }
                    encoder.write(&assessed.results).map_err(|error| Failure::io(input, error))?;
                    let before = chunk.rows;
                    chunk.errors.extend(assessed.errors.into_iter().map(|error| RowError { row: before + error.row, ..error }));
                    chunk.rows += rows.num_rows();
                    chunk.results += assessed.results.num_rows();
                    chunk.noted += noted(&assessed.results);
                }
                chunk.bytes = encoder.take().map_err(|error| Failure::io(input, error))?;
                Ok(chunk)
            }
        };
        let mut noted = 0;
        let done = pipeline::run(input, args.threads(), make, |at, chunk| {
            if let (true, Some(error)) = (args.strict, chunk.errors.first()) {
                let counts = sink.counts();
                return Err(self.wrong_row(counts.rows, error));
            }
            sink.write(at, &chunk)?;
            noted += chunk.noted;
            progress.advance(at);
            Ok(())
        });
        progress.finish();
        if let Err(failure) = done {
            if failure.code == 3 {
                sink.forget();
            }
            return Err(failure.into());
        }
        let counts = sink.finish()?;
        self.say_counts(&counts, out);
        if noted > 0 {
            let text = say(
                self.lang,
                format!("{noted} of these results rest on what was taken for told, or lack a form: see the column `notes`"),
                format!("其中 {noted} 行按通常情形测算或未作比较，见“说明”列"),
            );
            tell(&text);
        }
        Ok(())
    }

    fn wrong_row(&self, before: u64, error: &RowError) -> Failure {
        let (at, reason) = row_said(&self.args.input, before, error);
        Failure::register(Trouble::RowWrong { at, reason: Told(reason) })
    }

    fn say_counts(&self, counts: &Counts, out: &Path) {
        let Counts { rows, results, errors } = counts;
        let file = if *errors > 0 { format!(" ({})", output::errors_name(out).display()) } else { String::new() };
        let text = say(
            self.lang,
            format!("{rows} rows in = {results} results + {errors} errors{file}"),
            format!("读入 {rows} 行 = 结果 {results} 行 + 错误 {errors} 行{file}"),
        );
        tell(&text);
    }

    /// One row as `huiqi compare` would show it.
    fn explain(&self, row: u64, format: Format, full: bool) -> Result<String, Stop> {
        let (input, header) = self.open()?;
        let batch = Batch::new(&self.pack, self.options.clone());
        let mut worker = batch.worker();
        let mut before = 0;
        let pieces = input.flat_map(|task| match task.and_then(|(_, task)| task.read(&header, self.lang)) {
            Ok(pieces) => pieces,
            Err(failure) => Box::new(std::iter::once(Err(failure))),
        });
        for piece in pieces {
            let (rows, broken) = piece?;
            let count = rows.num_rows() as u64;
            if row > before + count || row == 0 {
                before += count;
                continue;
            }
            let at = usize::try_from(row - before - 1).unwrap_or(usize::MAX);
            if let Some(error) = broken.iter().flat_map(|texts| &texts.broken).find(|error| error.row == at) {
                return Err(self.wrong_row(before, error).into());
            }
            let name = name_of(&rows, &header, at);
            let (profile, rules) = worker.facts(&header, &rows, at, &name).map_err(|error| self.wrong_row(before, &error))?;
            let others: Vec<_> = self.options.to.iter().copied().filter(|form| *form != profile.form).collect();
            // A form that the row lacks facts of is left out, as the run itself leaves it out.
            let lacking = |form: &Form| huiqi::amounts(&rules, &profile, *form).err().map(|error| (*form, error));
            let skipped: Vec<_> = others.iter().filter_map(lacking).collect();
            let told: Vec<_> = others.iter().copied().filter(|form| skipped.iter().all(|(lacks, _)| lacks != form)).collect();
            let asked = if told.is_empty() { &others } else { &told };
            let mut comparison = huiqi::compare(&rules, &profile, asked).map_err(|error| {
                let at = format!("{}:{row}", self.args.input.display());
                Failure::register(Trouble::RowWrong { at, reason: Told(error.to_string()) })
            })?;
            comparison.skipped = skipped;
            let context = Context { pack: &self.pack, rules: &rules, profile: &profile, lang: self.lang };
            return written(format, full, || report::comparison(&context, &comparison), || report::comparison_json(&context, &comparison));
        }
        Err(Failure::usage(Trouble::NoRow { file: self.args.input.display().to_string(), row, rows: before }).into())
    }

    fn summary(&self, format: Format) -> Result<String, Stop> {
        let (mut input, header) = self.open()?;
        input.read_only_asked(&header);
        let batch = Batch::new(&self.pack, self.options.clone());
        let progress = Progress::new(input.length(), Default::default(), self.lang);
        let mut whole = Summary::default();
        let make = || {
            let mut worker = batch.worker();
            let (header, lang) = (&header, self.lang);
            move |task: Task| -> Result<Chunk, Failure> {
                let (mut count, mut summary) = (0, Summary::default());
                for piece in task.read(header, lang)? {
                    let (rows, _) = piece?;
                    count += rows.num_rows();
                    summary.add(&worker.summarize(header, &rows));
                }
                Ok(Chunk { rows: count, summary: Some(summary), ..Chunk::default() })
            }
        };
        pipeline::run(input, self.args.threads(), make, |at, chunk| {
            chunk.summary.iter().for_each(|part| whole.add(part));
            progress.advance(at);
            Ok(())
        })?;
        progress.finish();
        let Some(out) = &self.args.output else {
            return Ok(match format {
                Format::Json => huiqi::register::summary_json(&self.pack, &whole),
                _ => huiqi::register::summary_text(&self.pack, &whole, self.lang),
            });
        };
        let text = match out.extension().and_then(|ending| ending.to_str()) {
            Some("html") => huiqi::register::summary_html(&self.pack, &whole, self.lang),
            Some("json") => huiqi::register::summary_json(&self.pack, &whole),
            Some("md") => huiqi::register::summary_text(&self.pack, &whole, self.lang),
            _ => {
                return Err(Failure::usage(Trouble::NoSummary { file: out.display().to_string() }).into());
            }
        };
        super::whole::write(out, text).map_err(|error| Failure::io(out, error))?;
        Ok(String::new())
    }
}

/// `huiqi synth`.
pub(super) fn synthesize(global: &Global, args: &SynthArgs, lang: Lang) -> Result<String, Stop> {
    let pack = global.load_pack()?;
    let mut made = Synthesis::new(&pack, args.seed, args.year)?;
    if let Some(place) = &args.place {
        // The first two or four digits of a code are those of a province or city.
        let begins = matches!(place.len(), 2 | 4) && place.bytes().all(|byte| byte.is_ascii_digit());
        let written = if begins { format!("{place:0<6}") } else { place.clone() };
        made = made.within(&pack, Profile::place_code(&written, &pack)?)?;
    }
    let target = Target::of(&args.output, args.output_format)?;
    let mut sink = Sink::open(target, made.schema(), (&args.output, false), Identity::none(), false, lang)?;
    let input = Input::numbers(args.rows, args.chunk_rows);
    let (shape, schema) = (sink.shape(), made.schema());
    let progress = Progress::new(input.length(), Default::default(), lang);
    let make = || {
        let (mut encoder, made, output) = (Encoder::new(shape, schema.clone()), &made, &args.output);
        move |task: Task| -> Result<Chunk, Failure> {
            let Task::Numbers { first, count } = task else { return Ok(Chunk::default()) };
            let rows = made.rows(first, count).map_err(|error| Failure::io(output, error))?;
            let bytes = encoder.write(&rows).and_then(|()| encoder.take()).map_err(|error| Failure::io(output, error))?;
            Ok(Chunk { rows: count, results: count, bytes, ..Chunk::default() })
        }
    };
    pipeline::run(input, args.threads(), make, |at, chunk| {
        sink.write(at, &chunk)?;
        progress.advance(at);
        Ok(())
    })?;
    progress.finish();
    sink.finish()?;
    Ok(String::new())
}
