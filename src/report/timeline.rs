//! When each measure applied, as a picture: a row a measure, a cell a quarter.

use super::labels::Label;
use crate::base::calendar::Quarter;
use crate::base::words::{Lang, Say};
use crate::law::Pack;
use crate::taxes::trace::MeasureIx;
use crate::{Date, Month};
use std::fmt::Write;

/// What a measure was in a quarter.
#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Absent,
    /// Valid, but another measure had taken its place.
    Superseded,
    InForce,
}

/// A row of the picture.
struct Bar {
    title: String,
    id: String,
    cells: Vec<Cell>,
}

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
    for (position, measure) in pack.measures().iter().enumerate().filter(|(_, measure)| measure.jurisdiction.covers(place)) {
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
        if changes {
            found.push((measure.mechanism(), measure.valid.from, Bar { title: measure.title.say(lang), id: measure.id.clone(), cells }));
        }
    }
    found.sort_by(|(a, from_a, _), (b, from_b, _)| (a, from_a).cmp(&(b, from_b)));
    found.into_iter().map(|(_, _, bar)| bar).collect()
}

/// The picture in text: `█` in force, `░` valid but superseded.
pub fn timeline_text(pack: &Pack, place: u32, lang: Lang) -> String {
    let mut out = String::new();
    let years: String = pack.years().map(|year| format!("{year}")).collect();
    let _ = writeln!(out, "{years}");
    for bar in bars(pack, place, lang) {
        let cells: String = bar
            .cells
            .iter()
            .map(|cell| match cell {
                Cell::InForce => '█',
                Cell::Superseded => '░',
                Cell::Absent => '·',
            })
            .collect();
        let _ = writeln!(out, "{cells}  {}", bar.id);
    }
    let _ = writeln!(out, "{}", Label::TimelineKey.say(lang));
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The picture as SVG, readable without colour: superseded quarters are outlined, not filled.
pub fn timeline_svg(pack: &Pack, place: u32, lang: Lang) -> String {
    const ROW: usize = 18;
    const CELL: usize = 12;
    const LEFT: usize = 430;
    const TOP: usize = 30;
    let (bars, days) = (bars(pack, place, lang), quarters(pack));
    let (width, height) = (LEFT + CELL * days.len() + 10, TOP + ROW * bars.len() + 10);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\" role=\"img\" aria-label=\"{}\">",
        escaped(&Label::TimelineKey.say(lang))
    );
    for (i, (year, _, _)) in days.iter().enumerate().step_by(4) {
        let x = LEFT + CELL * i;
        let _ =
            writeln!(out, "<text x=\"{x}\" y=\"18\">{year}</text><line x1=\"{x}\" x2=\"{x}\" y1=\"22\" y2=\"{height}\" stroke=\"#bbb\"/>");
    }
    for (r, bar) in bars.iter().enumerate() {
        let y = TOP + ROW * r;
        let _ = writeln!(out, "<text x=\"4\" y=\"{}\">{}<title>{}</title></text>", y + 12, escaped(&bar.title), escaped(&bar.id));
        for (i, cell) in bar.cells.iter().enumerate().filter(|(_, cell)| **cell != Cell::Absent) {
            let fill = if *cell == Cell::InForce { "#2b6777" } else { "none" };
            let _ = writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{CELL}\" height=\"12\" fill=\"{fill}\" stroke=\"#2b6777\"/>",
                LEFT + CELL * i,
                y + 2
            );
        }
    }
    out + "</svg>\n"
}
