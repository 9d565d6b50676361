//! Arguments, files, terminal and locale: everything that the library leaves to its caller.

mod args;
mod ask;
#[cfg(feature = "batch")]
mod batch;
mod breakeven;
mod browser;
mod calendar;
mod client_report;
mod cliffs;
mod optimise;
mod problems;
mod progress;
mod sweep;
mod unknown;
mod verify;
mod whole;
mod written;

use args::{Cli, Command, PoliciesCommand, SchemaName, Word, Years};
use clap::{CommandFactory, Parser};
use huiqi::report::{self, Context, Style};
use huiqi::{Assessment, Date, Error, Form, Lang, Measure, Month, Pack, Profile, Rules, Vocabulary};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use written::{message, written};

/// Why the command ends; each has its documented code.
enum Stop {
    /// 2: the command line is wrong.
    Usage(String),
    /// 3, 4 or 5: the library refused.
    Refused(Error),
    /// 6: the pack breaks a property; the report goes to stdout.
    Unsound(String),
    /// 1: the output could not be written.
    Output(std::io::Error),
    /// In words, with its code: mostly 1, what was to be written could not be.
    Failed(u8, String),
}

impl Stop {
    fn cannot_write(path: &Path, error: &std::io::Error, lang: Lang) -> Stop {
        let path = path.display();
        Stop::Failed(
            1,
            match lang {
                Lang::En => format!("cannot write `{path}`: {error}"),
                Lang::Zh => format!("无法写入 `{path}`：{error}"),
            },
        )
    }
}

/// A form cannot be compared with itself.
fn same_form(form: Form, lang: Lang) -> Stop {
    let key = form.key();
    Stop::Usage(match lang {
        Lang::En => format!("--to {key}: the business has this form already"),
        Lang::Zh => format!("--to {key}：现在就是这种组织形式"),
    })
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Refused(error)
    }
}

/// Runs the command.
pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // A closed pipe is no reason to complain about the complaint.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let lang = cli.lang.map(Lang::from).unwrap_or_else(lang_of_locale);
    let json = matches!(cli.format(), args::Format::Json) || matches!(cli.command, Command::Ask { .. });
    let outcome = execute(&cli, lang).and_then(|text| write_out(&text));
    let said = |code: u8, text: String| if json { (code, problems::json(code, &text, lang)) } else { (code, message(&text)) };
    let (code, text) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Stop::Usage(text)) => said(2, text),
        Err(Stop::Unsound(report)) => match write_out(&report) {
            Err(Stop::Output(error)) if error.kind() != std::io::ErrorKind::BrokenPipe => (1, error.to_string()),
            _ => return ExitCode::from(6),
        },
        Err(Stop::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Stop::Output(error)) => said(1, error.to_string()),
        Err(Stop::Failed(code, text)) => said(code, text),
        Err(Stop::Refused(error)) => {
            let code = if error.is_pack() {
                4
            } else if error.is_outside() {
                5
            } else if error.is_question() {
                2
            } else {
                3
            };
            let drawn = || problems::draw(&error, lang, colour(&std::io::stderr())).trim_end().to_string();
            (code, if json { report::error_json(&error) } else { drawn() })
        }
    };
    let _ = writeln!(std::io::stderr(), "{text}");
    ExitCode::from(code)
}

fn write_out(text: &str) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Stop::Output)
}

/// Chinese, unless the locale says English.
fn lang_of_locale() -> Lang {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match named.as_deref() {
        Some(locale) if locale.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// Colour only on a terminal, and never where NO_COLOR is set.
fn colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var("TERM").as_deref() != Ok("dumb")
}

/// As wide as the terminal, between a narrow one and what is read with ease; the latter where there is none.
fn style() -> Style {
    let width = terminal_size::terminal_size_of(std::io::stdout()).map_or(100, |(columns, _)| columns.0.clamp(60, 100));
    Style { width, colour: colour(&std::io::stdout()) }
}

fn pack(cli: &Cli) -> Result<Pack, Error> {
    let pack = match &cli.pack {
        Some(folder) => Pack::load(folder),
        None => Pack::embedded(),
    }?;
    if cli.overlay.is_empty() { Ok(pack) } else { pack.load_overlay(&cli.overlay) }
}

fn execute(cli: &Cli, lang: Lang) -> Result<String, Stop> {
    match &cli.command {
        Command::Compare { question, to, years: Some(years), .. } => over_years(cli, &question.profile, *years, to, lang),
        Command::Compare { question, to, years: None, convert_on, vat_status, allow_missing } => {
            let case = Case::load(cli, &question.profile, question.year, question.known_on)?;
            let to: Vec<Form> = to.iter().map(|form| form.0).collect();
            let vat_status = vat_status.map(|status| status.0).filter(|status| *status != case.profile.vat_status);
            if vat_status.is_none() && to.contains(&case.profile.form) {
                return Err(same_form(case.profile.form, lang));
            }
            let open = !case.profile.unknown.is_empty() && convert_on.is_none() && vat_status.is_none();
            if *allow_missing || open {
                return unknown::ranges(cli, &case, &to, *allow_missing, lang);
            }
            let comparison = match (convert_on, vat_status) {
                (Some(day), _) => huiqi::compare_converting(&case.rules, &case.profile, conversion_month(*day, &case, lang)?, &to)?,
                (None, Some(status)) => huiqi::compare_as(&case.rules, &case.profile, status, &to)?,
                (None, None) => huiqi::compare(&case.rules, &case.profile, &to)?.with_break_even(&case.rules, &case.profile)?,
            };
            let context = case.context(lang);
            written(cli.format(), lang, || report::comparison(&context, &comparison), || report::comparison_json(&context, &comparison))
        }
        Command::Assess { question, form } => {
            let (case, assessment) = Case::assessed(cli, &question.profile, question.year, question.known_on, form.map(|form| form.0))?;
            let context = case.context(lang);
            written(cli.format(), lang, || report::assessment(&context, &assessment), || report::assessment_json(&context, &assessment))
        }
        Command::Prepay { question, form } => {
            let case = Case::load(cli, &question.profile, question.year, question.known_on)?;
            let form = form.map_or(case.profile.form, |form| form.0);
            let found = huiqi::prepayments(&case.rules, &case.profile, form)?;
            let context = case.context(lang);
            written(cli.format(), lang, || report::prepayments(&context, &found), || report::prepayments_json(&context, &found))
        }
        Command::Explain { question, form, line } => {
            let (case, assessment) = Case::assessed(cli, &question.profile, question.year, question.known_on, form.map(|form| form.0))?;
            let context = case.context(lang);
            written(
                cli.format(),
                lang,
                || report::explanation(&context, &assessment, line.0),
                || report::explanation_json(&context, &assessment, line.0),
            )
        }
        Command::Classify { question } => {
            let case = Case::load(cli, &question.profile, question.year, question.known_on)?;
            let found = huiqi::classify(&case.pack, &case.rules, &case.profile)?;
            let context = case.context(lang);
            written(cli.format(), lang, || report::classification(&context, &found), || report::classification_json(&context, &found))
        }
        Command::Ask { question } => ask::run(cli, question, lang),
        Command::Breakeven(args) => breakeven::run(cli, args, lang),
        Command::Sweep(args) => sweep::run(cli, args, lang),
        Command::Optimise(args) => optimise::run(cli, args, lang),
        Command::Cliffs(args) => cliffs::run(cli, args, lang),
        Command::Report(args) => client_report::run(cli, args, lang),
        Command::Calendar(args) => calendar::run(cli, args, lang),
        Command::Policies { command } => policies(cli, command, lang),
        Command::Verify { question } => verify::run(cli, question, lang),
        #[cfg(feature = "batch")]
        Command::Batch(args) => batch::run(cli, args, lang),
        #[cfg(feature = "batch")]
        Command::Synth(args) => batch::synthesize(cli, args, lang),
        #[cfg(feature = "batch")]
        Command::Init { path, batch: true } => init(path.as_deref(), &huiqi::register::template_csv(&pack(cli)?, lang), lang),
        Command::Init { path, .. } => init(path.as_deref(), huiqi::PROFILE_TEMPLATE, lang),
        Command::Schema { name } => Ok(match name {
            SchemaName::Profile => huiqi::PROFILE_SCHEMA.to_string(),
            SchemaName::Question => report::QUESTION_SCHEMA.to_string(),
            SchemaName::Answer => report::ANSWER_SCHEMA.to_string(),
            SchemaName::Error => report::ERROR_SCHEMA.to_string(),
            SchemaName::Policy => huiqi::policy_schema(),
            #[cfg(feature = "batch")]
            SchemaName::Batch => huiqi::register::schema_json(),
        }),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "huiqi", &mut script);
            Ok(String::from_utf8_lossy(&script).into_owned())
        }
    }
}

/// One comparison a year, and what changed in the law between them.
fn over_years(cli: &Cli, path: &Path, years: Years, to: &[Word<Form>], lang: Lang) -> Result<String, Stop> {
    let pack = pack(cli)?;
    for year in [years.0, years.1] {
        pack.within_years(year)?;
    }
    let profile = Profile::load(path, &pack)?;
    let to: Vec<Form> = to.iter().map(|form| form.0).collect();
    let mut table = Vec::new();
    for year in years.0..=years.1 {
        let facts = profile.clone().in_year(year)?;
        table.push((year, huiqi::compare(&pack.rules(year, facts.place, None)?, &facts, &to)?));
    }
    written(cli.format(), lang, || report::years(&pack, &profile, &table, lang), || report::years_json(&pack, &profile, &table))
}

/// A conversion takes effect on the first of a month of the year under assessment.
fn conversion_month(day: Date, case: &Case, lang: Lang) -> Result<Month, Stop> {
    let (year, first) = (chrono::Datelike::year(&day), chrono::Datelike::day(&day) == 1);
    match Month::from_number(chrono::Datelike::month(&day)) {
        Some(month) if first && year == case.rules.year => Ok(month),
        _ => Err(Stop::Usage(match lang {
            Lang::En => format!("--convert-on {day}: must be the first day of a month of {}", case.rules.year),
            Lang::Zh => format!("--convert-on {day}：须为 {} 年某月的第一天", case.rules.year),
        })),
    }
}

/// A profile with the rules that govern it.
struct Case {
    pack: Pack,
    profile: Profile,
    rules: Rules,
}

impl Case {
    fn load(cli: &Cli, profile: &Path, year: Option<i32>, known_on: Option<Date>) -> Result<Case, Stop> {
        let pack = pack(cli)?;
        if let Some(year) = year {
            // Refuse a year outside the pack before anything about the profile: it is the question that is wrong.
            pack.within_years(year)?;
        }
        let profile = Profile::load(profile, &pack)?;
        let year = year.unwrap_or(profile.year);
        let profile = profile.in_year(year)?;
        let rules = pack.rules(year, profile.place, known_on)?;
        Ok(Case { pack, profile, rules })
    }

    fn assessed(
        cli: &Cli,
        profile: &Path,
        year: Option<i32>,
        known_on: Option<Date>,
        form: Option<Form>,
    ) -> Result<(Case, Assessment), Stop> {
        let case = Case::load(cli, profile, year, known_on)?;
        let assessment = huiqi::assess(&case.rules, &case.profile, form.unwrap_or(case.profile.form))?;
        Ok((case, assessment))
    }

    fn context(&self, lang: Lang) -> Context<'_> {
        Context { pack: &self.pack, rules: &self.rules, profile: &self.profile, lang }
    }
}

fn policies(cli: &Cli, command: &PoliciesCommand, lang: Lang) -> Result<String, Stop> {
    let pack = pack(cli)?;
    match command {
        PoliciesCommand::List => written(
            cli.format(),
            lang,
            || report::measures(&pack, pack.measures().iter(), lang),
            || report::measures_json(&pack, pack.measures().iter()),
        ),
        PoliciesCommand::Show { id } => {
            let found: Vec<&Measure> =
                pack.measures().iter().filter(|measure| measure.id == *id || pack.document_of(measure).id == *id).collect();
            if found.is_empty() {
                return Err(Stop::Usage(unknown_measure(&pack, id, lang)));
            }
            let measures = || found.iter().copied();
            written(cli.format(), lang, || report::measures_in_full(&pack, &found, lang), || report::measures_json(&pack, measures()))
        }
        PoliciesCommand::Timeline { place, svg } => {
            let code = place_asked(place.as_deref(), &pack)?;
            let timeline = report::timeline(&pack, code, lang);
            match timeline.svg() {
                Some(image) if *svg => Ok(image),
                _ => written(cli.format(), lang, || timeline, || report::timeline_json(&pack, code, lang)),
            }
        }
        PoliciesCommand::Diff { from, to, place, profile } => {
            let code = place_asked(place.as_deref(), &pack)?;
            for day in [from, to] {
                pack.within_years(chrono::Datelike::year(day))?;
            }
            let changes = pack.changes(*from, *to, code);
            let mut effect = Vec::new();
            if let Some(path) = profile {
                let profile = Profile::load(path, &pack)?;
                for day in [from, to] {
                    let year = chrono::Datelike::year(day);
                    let rules = pack.rules(year, profile.place, None)?;
                    effect.push((year, huiqi::assess(&rules, &profile.clone().in_year(year)?, profile.form)?));
                }
            }
            written(
                cli.format(),
                lang,
                || report::changes(&pack, &changes, &effect, lang),
                || report::changes_json(&pack, &changes, &effect),
            )
        }
        PoliciesCommand::InForce { date, place, known_on } => {
            let code = place_asked(place.as_deref(), &pack)?;
            let year = chrono::Datelike::year(date);
            pack.within_years(year)?;
            let found = pack.in_force(*date, code, *known_on);
            let measures = || found.iter().map(|index| pack.measure(*index));
            written(cli.format(), lang, || report::measures(&pack, measures(), lang), || report::measures_json(&pack, measures()))
        }
    }
}

fn place_asked(place: Option<&str>, pack: &Pack) -> Result<u32, Error> {
    place.map_or_else(|| Ok(pack.example_place()), |place| Profile::place_code(place, pack))
}

fn unknown_measure(pack: &Pack, id: &str, lang: Lang) -> String {
    let close = pack
        .measures()
        .iter()
        .map(|measure| (strsim::damerau_levenshtein(&measure.id, id), measure.id.as_str()))
        .min()
        .filter(|(distance, _)| *distance <= 6);
    match (close, lang) {
        (Some((_, meant)), Lang::En) => format!("no measure or document `{id}`; did you mean `{meant}`? (huiqi policies list)"),
        (Some((_, meant)), Lang::Zh) => format!("没有措施或文件 `{id}`；是否应为 `{meant}`？（huiqi policies list）"),
        (None, Lang::En) => format!("no measure or document `{id}`; see `huiqi policies list`"),
        (None, Lang::Zh) => format!("没有措施或文件 `{id}`；见 `huiqi policies list`"),
    }
}

/// Prints the template, or writes it to a file that is not there yet.
fn init(path: Option<&Path>, template: &str, lang: Lang) -> Result<String, Stop> {
    let Some(path) = path else { return Ok(template.to_string()) };
    let mut file = match std::fs::File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Stop::Usage(match lang {
                Lang::En => format!("{} is there already; huiqi does not overwrite it", path.display()),
                Lang::Zh => format!("{} 已存在，不覆盖", path.display()),
            }));
        }
        Err(error) => return Err(Stop::Output(error)),
    };
    if let Err(error) = file.write_all(template.as_bytes()).and_then(|()| file.sync_all()) {
        let _ = std::fs::remove_file(path);
        return Err(Stop::cannot_write(path, &error, lang));
    }
    Ok(format!("{}\n", path.display()))
}
