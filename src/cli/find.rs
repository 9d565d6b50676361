//! `huiqi find`: a trade by what people call it, a place by any of its names.

use super::language::both;
use super::messages::Usage;
use super::options::Options;
use super::stop::Stop;
use super::written::written;
use clap::Subcommand;
use huiqi::{Lang, report};

#[derive(Debug, Subcommand)]
pub(super) enum FindCommand {
    #[command(about = both("The code of a trade, by what people call it", "按俗称查找行业代码"))]
    Trade {
        #[arg(required = true, value_name = "WORDS", help = both("Such as: noodle shop, hardware wholesale", "如：奶茶、理发、五金批发"))]
        words: Vec<String>,
    },
    #[command(about = both("The code of a place, by any of its names", "按任一名称查找行政区划代码"))]
    Place {
        #[arg(required = true, value_name = "WORDS", help = both("A name, alone or after those of the places above it", "名称，可带上级地区"))]
        words: Vec<String>,
    },
}

pub(super) fn run(options: &Options, command: &FindCommand, lang: Lang) -> Result<String, Stop> {
    let pack = options.load_pack()?;
    match command {
        FindCommand::Trade { words } => {
            let asked = words.join(" ");
            let found = pack.classes().find_trades(&asked);
            if found.is_empty() {
                return Err(Usage::NoSuchTrade { found: asked }.into());
            }
            written(options.format(), options.full, || report::trades(&asked, &found, lang), || report::trades_json(&asked, &found))
        }
        FindCommand::Place { words } => {
            // Names one after another are one: 云南 昆明.
            let asked = words.join(if words.iter().all(|word| word.is_ascii()) { " " } else { "" });
            let found = pack.classes().find_places(&asked);
            if found.is_empty() {
                return Err(Usage::NoSuchPlace { found: asked }.into());
            }
            written(options.format(), options.full, || report::places(&asked, &found, lang), || report::places_json(&asked, &found))
        }
    }
}
