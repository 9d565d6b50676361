//! When each measure applied, as a picture: a row a measure, a cell a quarter.

use super::document::{Block, Document};
use super::json::pretty;
use super::labels::Label;
use super::picture::timeline::{Bar, Cell, Timeline};
use super::picture::{Figure, Picture};
use crate::base::dates::Quarter;
use crate::base::words::{Lang, Say};
use crate::law::Pack;
use crate::taxes::trace::MeasureIx;
use crate::{Date, Month};
use serde::Serialize;

/// The first days of all quarters that the pack covers.
fn quarters(pack: &Pack) -> Vec<(i32, Quarter, Date)> {
    let first = |quarter: Quarter| quarter.months().next();
    let of_year = |year: i32| {
        Quarter::all().filter_map(move |quarter| Some((year, quarter, first(quarter).and_then(|month: Month| month.first_day(year))?)))
    };
    pack.years().flat_map(of_year).collect()
}

/// Every measure that has an end or a beginning inside the covered years, by mechanism and then by its beginning.
fn bars(pack: &Pack, place: u32, lang: Lang) -> Vec<Bar> {
    let days = quarters(pack);
    let in_force: Vec<Vec<MeasureIx>> = days.iter().map(|(_, _, day)| pack.in_force(*day, place, None)).collect();
    let mut found: Vec<(&'static str, Date, Bar)> = Vec::new();
    for (position, measure) in pack.measures().iter().enumerate().filter(|(_, measure)| measure.covers(place)) {
        let cell = |((_, _, day), in_force): (&(i32, Quarter, Date), &Vec<MeasureIx>)| {
            let applies = in_force.iter().any(|index| usize::from(index.0) == position);
            match (measure.valid.contains(*day), applies) {
                (_, true) => Cell::InForce,
                (true, false) => Cell::Superseded,
                (false, false) => Cell::Absent,
            }
        };
        let cells: Vec<Cell> = days.iter().zip(&in_force).map(cell).collect();
        let changes = cells.iter().any(|cell| *cell != Cell::InForce);
        // What stands in for local law is none of the law where that is known.
        let own = measure.stands_in && !cells.contains(&Cell::InForce);
        if changes && !own {
            found.push((measure.mechanism(), measure.valid.from, Bar { title: measure.title.say(lang), id: measure.id.clone(), cells }));
        }
    }
    found.sort_by(|(a, from_a, _), (b, from_b, _)| (a, from_a).cmp(&(b, from_b)));
    found.into_iter().map(|(_, _, bar)| bar).collect()
}

/// When each measure applied.
///
/// ```
/// use huiqi::{report, Lang, Pack};
///
/// let pack = Pack::embedded()?;
/// let picture = report::timeline(&pack, pack.example_place(), Lang::Zh).svg().unwrap();
/// assert!(picture.contains("2019") && picture.contains("2027"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn timeline(pack: &Pack, place: u32, lang: Lang) -> Document {
    let years = pack.years().collect();
    let drawn = Timeline { years, cells_a_year: 4, bars: bars(pack, place, lang), key: Label::TimelineKey.say(lang) };
    let mut document = Document::new(lang, Label::TimelineTitle.say(lang));
    document.push([Block::Figure(Figure::of(Picture::Timeline(drawn)))]);
    document
}

#[derive(Serialize)]
struct RowOut {
    measure: String,
    title: String,
    /// One for each quarter of the years that the pack covers.
    quarters: Vec<&'static str>,
}

/// The same as JSON.
///
/// ```
/// use huiqi::{report, Lang, Pack};
///
/// let pack = Pack::embedded()?;
/// let rows: serde_json::Value = serde_json::from_str(&report::timeline_json(&pack, pack.example_place(), Lang::En)).unwrap();
/// let halving = rows.as_array().unwrap().iter().find(|row| row["measure"] == "mof-sta-2023-12#halving").unwrap();
/// assert_eq!((&halving["quarters"][0], &halving["quarters"][16]), (&"absent".into(), &"in-force".into())); // 2019 and 2023
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn timeline_json(pack: &Pack, place: u32, lang: Lang) -> String {
    let quarter = |cell: &Cell| match cell {
        Cell::InForce => "in-force",
        Cell::Superseded => "superseded",
        Cell::Absent => "absent",
    };
    let row = |bar: Bar| RowOut { measure: bar.id, title: bar.title, quarters: bar.cells.iter().map(quarter).collect() };
    pretty(&bars(pack, place, lang).into_iter().map(row).collect::<Vec<_>>())
}
