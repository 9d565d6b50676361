//! `huiqi policies impact`: what a draft costs, or another pack, another year, what was published in between.

use super::language::both;
use super::messages::Usage;
use super::options::{Days, Options, Word, Years, days, forms, word, year, years};
use super::stop::Stop;
use super::whole;
use super::written::{format_of, written};
use clap::Args;
use huiqi::{Form, Impact, Lang, LawVersion, Pack, Profile, report};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args, Debug)]
#[group(id = "change", required = true, multiple = false, args = ["drafts", "beside", "years", "published"])]
pub(super) struct ImpactArgs {
    #[arg(value_name = "DRAFT", help = both(
        "Policy files to lay over the pack: drafts, or changed documents",
        "叠加在政策包上的政策文件：草案或修改后的文件",
    ))]
    drafts: Vec<PathBuf>,
    #[arg(long, value_name = "DIR", help = both("The pack in this folder, instead of drafts", "改与此文件夹中的政策包比较"))]
    beside: Option<PathBuf>,
    #[arg(long, value_name = "A..B", value_parser = years, help = both(
        "The law of the second year, instead of drafts, against that of the first, for the same facts",
        "同样的事实，改以前一年度与后一年度的规定比较",
    ))]
    years: Option<Years>,
    #[arg(long, value_name = "A..B", value_parser = days, help = both(
        "What had been published by the second day, instead of drafts, against what had been by the first",
        "改以前一日与后一日已公布的规定比较",
    ))]
    published: Option<Days>,
    #[arg(long, value_name = "Y", value_parser = year, conflicts_with = "years", help = both(
        "The law of this year, and the facts as if they were of it",
        "按此年度的规定，把事实当作此年度的",
    ))]
    year: Option<i32>,
    #[arg(long, value_name = "PLACE", help = both(
        "Where measures are looked at: GB/T 2260 code or name; that of the profile, else the pack's example place",
        "查看措施的地区：GB/T 2260 代码或名称；默认为资料所在地，否则为政策包的示例地区",
    ))]
    place: Option<String>,
    #[arg(long, value_name = "PROFILE", help = both("In yuan for this business", "对此经营主体的影响（元）"))]
    profile: Option<PathBuf>,
    #[arg(
        long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>, requires = "profile",
        help = both("Forms beside the present one; all others by default", "现有形式以外的组织形式；默认为其他全部形式")
    )]
    to: Vec<Word<Form>>,
    #[cfg(feature = "batch")]
    #[command(flatten)]
    register: super::batch::RegisterArgs,
    #[arg(short, long, value_name = "FILE", help = both(
        "File to write: .html, .md, .csv, .json or .txt",
        "要写入的文件：.html、.md、.csv、.json 或 .txt",
    ))]
    output: Option<PathBuf>,
}

pub(super) fn run(options: &Options, args: &ImpactArgs, pack: Pack, lang: Lang) -> Result<String, Stop> {
    let output = args.output.as_deref();
    let format = output.map_or_else(|| Ok(options.format()), format_of)?;
    let inputs = args.drafts.iter().chain(&args.profile);
    #[cfg(feature = "batch")]
    let inputs = inputs.chain(args.register.file());
    if let Some(output) = output.filter(|output| inputs.into_iter().any(|input| whole::is_same(output, input))) {
        return Err(Usage::ReplacesInput { path: output.display().to_string() }.into());
    }
    let (before, after) = laws(pack, args)?;
    let profile = args.profile.as_deref().map(|path| Profile::load_filled_in(path, &before.pack)).transpose()?;
    let asked = args.place.as_deref().map(|place| Profile::place_code(place, &before.pack)).transpose()?;
    let place = asked.or(profile.as_ref().map(|profile| profile.place)).unwrap_or(before.pack.example_place());
    let mut impact = Impact::between(before, after, place)?;
    if let Some(profile) = &profile {
        impact = impact.on_business(profile, &forms(&args.to))?;
    }
    #[cfg(feature = "batch")]
    super::batch::impact(&mut impact, &args.register, lang)?;
    let text = written(format, true, || report::impact(&impact, lang), || report::impact_json(&impact))?;
    let Some(output) = output else { return Ok(text) };
    whole::write(output, text).map_err(|error| Stop::cannot_write(output, &error))?;
    Ok(String::new())
}

/// The law as it is, and the one that it is held against.
fn laws(pack: Pack, args: &ImpactArgs) -> Result<(LawVersion, LawVersion), Stop> {
    let before = LawVersion { year: args.year, ..LawVersion::of(pack) };
    let after = before.clone();
    Ok(match (&args.beside, args.years, args.published) {
        (Some(folder), ..) => (before, LawVersion { pack: Arc::new(Pack::load(folder)?), ..after }),
        (None, Some(Years(from, to)), _) => (LawVersion { year: Some(from), ..before }, LawVersion { year: Some(to), ..after }),
        (None, None, Some(Days(from, to))) => (LawVersion { known_on: Some(from), ..before }, LawVersion { known_on: Some(to), ..after }),
        (None, None, None) => {
            let pack = Arc::new(before.pack.load_overlay(&args.drafts)?);
            (before, LawVersion { pack, ..after })
        }
    })
}
