//! `huiqi policies`: what the pack holds, when it applied, and what changes between two days.

use super::impact::{self, ImpactArgs};
use super::language::both;
use super::messages::{Unfit, Usage, Wanted};
use super::options::{Options, day, whole};
use super::stop::Stop;
use super::written::written;
use clap::Subcommand;
use huiqi::{Date, Error, Lang, Measure, Pack, Profile, report};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum PoliciesCommand {
    #[command(about = both("Every measure of the pack", "政策包的全部措施"))]
    List,
    #[command(about = both("One measure, or all of a document", "一项措施，或一份文件的全部措施"))]
    Show {
        #[arg(help = both(
            "Such as mof-sta-2022-15#vat-exemption or mof-sta-2022-15",
            "如 mof-sta-2022-15#vat-exemption 或 mof-sta-2022-15",
        ))]
        id: String,
    },
    #[command(about = both("What the pack holds of local law, by province, subject and year", "各省、各事项、各年度收录了哪些地方规定"))]
    Coverage {
        #[arg(long, value_name = "PLACE", help = both("A place alone: GB/T 2260 code or name", "只看一地：GB/T 2260 代码或名称"))]
        place: Option<String>,
    },
    #[command(about = both("The documents that nobody looked at for long", "久未核对的文件"))]
    Stale {
        #[arg(long, value_name = "N", default_value_t = 180, value_parser = whole::<u32, 0, 36_500>,
            help = both("For how many days", "多少天未核对"))]
        days: u32,
        #[arg(long, value_name = "DATE", value_parser = day, help = both("The day to count from; today by default", "自哪一天起算，默认今天"))]
        on: Option<Date>,
    },
    #[command(about = both(
        "The skeleton of a policy file, every key blank and described",
        "政策文件的骨架，各项留空并附说明",
    ))]
    New {
        #[arg(value_parser = new_id, help = both("The id of the document, such as hunan-2024-10", "文件的名称，如 hunan-2024-10"))]
        id: String,
        #[arg(long, value_name = "NAME", help = both(
            "What its measure does: a mechanism of docs/policy-format.md",
            "措施的机制，见 docs/policy-format.md",
        ))]
        mechanism: String,
        #[arg(long, value_name = "PLACE", help = both(
            "Where it applies: GB/T 2260 code or name; China by default",
            "适用地区：GB/T 2260 代码或名称，默认全国",
        ))]
        place: Option<String>,
        #[arg(long, value_name = "DATE", value_parser = day, help = both("The day of checking; today by default", "核对日期，默认今天"))]
        on: Option<Date>,
        #[arg(short, long, value_name = "FILE", help = both("The file to write; printed when left out", "要写入的文件；不填则直接显示"))]
        output: Option<PathBuf>,
    },
    #[command(about = both("When each measure applied, as a picture", "图示各项措施的适用时间"))]
    Timeline {
        #[arg(long, value_name = "PLACE", help = place_help())]
        place: Option<String>,
        #[arg(long, help = both("Print SVG", "输出 SVG"))]
        svg: bool,
    },
    #[command(about = both(
        "What begins, ends or changes between two days; for a profile, what that does to it",
        "两日之间开始、终止、变更的规定；给出资料时，说明对其影响",
    ))]
    Diff {
        #[arg(value_parser = day, help = both("The earlier day", "较早的一天"))]
        from: Date,
        #[arg(value_parser = day, help = both("The later day", "较晚的一天"))]
        to: Date,
        #[arg(long, value_name = "PLACE", help = place_help())]
        place: Option<String>,
        #[arg(long, value_name = "PROFILE", help = both("Assess this profile under both years", "按两个年度测算此资料"))]
        profile: Option<PathBuf>,
    },
    #[command(about = both(
        "What a draft costs: measure by measure, for a business, over a register",
        "草案的影响：逐项措施、对一个经营主体、对整个名册",
    ))]
    Impact(ImpactArgs),
    #[command(about = both("The measures in force on a day", "某日有效的措施"))]
    InForce {
        #[arg(value_parser = day, help = both("Such as 2022-05-01", "如 2022-05-01"))]
        date: Date,
        #[arg(long, value_name = "PLACE", help = place_help())]
        place: Option<String>,
        #[arg(long, value_name = "DATE", value_parser = day, help = both(
            "Only what had been published by this day",
            "只用此日以前已公布的规定",
        ))]
        known_on: Option<Date>,
    },
}

fn place_help() -> &'static str {
    both(
        "Place: GB/T 2260 code or name; the pack's example place unless said otherwise",
        "地区：GB/T 2260 代码或名称；默认为政策包的示例地区",
    )
}

pub(super) fn run(options: &Options, command: &PoliciesCommand, lang: Lang) -> Result<String, Stop> {
    let pack = options.load_pack()?;
    match command {
        PoliciesCommand::List => written(
            options.format(),
            options.full,
            || report::measures(&pack, pack.measures().iter(), lang),
            || report::measures_json(&pack, pack.measures().iter()),
        ),
        PoliciesCommand::Show { id } => {
            let found: Vec<&Measure> =
                pack.measures().iter().filter(|measure| measure.id == *id || pack.document_of(measure).id == *id).collect();
            if found.is_empty() {
                return Err(unknown_measure(&pack, id).into());
            }
            let measures = || found.iter().copied();
            written(
                options.format(),
                options.full,
                || report::measures_in_full(&pack, &found, lang),
                || report::measures_json(&pack, measures()),
            )
        }
        PoliciesCommand::Coverage { place } => {
            let code = place.as_deref().map(|place| Profile::place_code(place, &pack)).transpose()?;
            written(options.format(), options.full, || report::coverage(&pack, code, lang), || report::coverage_json(&pack, code))
        }
        PoliciesCommand::Stale { days, on } => {
            let on = on.unwrap_or_else(today);
            let since = on.checked_sub_days(chrono::Days::new(u64::from(*days))).unwrap_or(on);
            written(options.format(), options.full, || report::stale(&pack, since, lang), || report::stale_json(&pack, since))
        }
        PoliciesCommand::New { id, mechanism, place, on, output } => {
            if pack.documents().iter().any(|document| document.id == *id) {
                return Err(Usage::DocumentThere { found: id.clone() }.into());
            }
            let code = place.as_deref().map(|place| Profile::place_code(place, &pack)).transpose()?;
            let skeleton = huiqi::policy_skeleton(id, code, mechanism, on.unwrap_or_else(today))?;
            match output {
                Some(path) => super::init(path, skeleton.as_bytes()),
                None => Ok(skeleton),
            }
        }
        PoliciesCommand::Timeline { place, svg } => {
            let code = place_asked(place.as_deref(), &pack)?;
            let timeline = report::timeline(&pack, code, lang);
            match timeline.svg() {
                Some(image) if *svg => Ok(image),
                _ => written(options.format(), options.full, || timeline, || report::timeline_json(&pack, code, lang)),
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
                options.format(),
                options.full,
                || report::changes(&pack, &changes, &effect, lang),
                || report::changes_json(&pack, &changes, &effect),
            )
        }
        PoliciesCommand::Impact(args) => impact::run(options, args, pack, lang),
        PoliciesCommand::InForce { date, place, known_on } => {
            let code = place_asked(place.as_deref(), &pack)?;
            let year = chrono::Datelike::year(date);
            pack.within_years(year)?;
            let found = pack.in_force(*date, code, *known_on);
            let measures = || found.iter().map(|index| pack.measure(*index));
            written(
                options.format(),
                options.full,
                || report::measures(&pack, measures(), lang),
                || report::measures_json(&pack, measures()),
            )
        }
    }
}

/// Today in China: the only clock that the command has.
fn today() -> Date {
    const EAST: u64 = 8 * 60 * 60;
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds = i64::try_from(seconds.saturating_add(EAST)).unwrap_or_default();
    chrono::DateTime::from_timestamp(seconds, 0).map(|now| now.date_naive()).unwrap_or_default()
}

/// An id that a document may have.
fn new_id(text: &str) -> Result<String, Unfit> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !text.is_empty() && text.chars().all(fits) { Ok(text.to_string()) } else { Err(Unfit(Wanted::Id)) }
}

fn place_asked(place: Option<&str>, pack: &Pack) -> Result<u32, Error> {
    place.map_or_else(|| Ok(pack.example_place()), |place| Profile::place_code(place, pack))
}

/// A measure that the pack does not hold, and the one that was most likely meant.
pub(super) fn unknown_measure(pack: &Pack, id: &str) -> Usage {
    // A digit or two: the number of another document is no misspelling of this one.
    let known = pack.measures().iter().flat_map(|measure| [measure.id.as_str(), pack.document_of(measure).id.as_str()]);
    let close = known.map(|known| (strsim::damerau_levenshtein(known, id), known)).min().filter(|(distance, _)| *distance <= 2);
    match close {
        Some((_, meant)) => Usage::UnknownMeasureMeant { found: id.to_string(), meant: meant.to_string() },
        None => Usage::UnknownMeasure { found: id.to_string() },
    }
}
