//! A row for each measure, a cell for each quarter. Readable without colour: superseded quarters are outlined, not filled.

use crate::base::visible::visible;
use crate::report::render::markup::Markup;
use std::fmt::{Display, Write};

/// What a measure was in a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Absent,
    /// Valid, but another measure had taken its place.
    Superseded,
    InForce,
}

/// A row of the picture.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    pub(crate) title: String,
    pub(crate) id: String,
    pub(crate) cells: Vec<Cell>,
}

/// Rows over some years.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    pub(crate) years: Vec<i32>,
    pub(crate) cells_a_year: usize,
    pub(crate) bars: Vec<Bar>,
    /// What the signs mean.
    pub(crate) key: String,
}

const ROW: usize = 18;
const CELL: usize = 12;
const LEFT: usize = 430;
const TOP: usize = 30;

impl Timeline {
    /// In characters: `█` in force, `░` valid but superseded.
    pub(crate) fn characters(&self) -> String {
        let years: String = self.years.iter().map(ToString::to_string).collect();
        let mut out = format!("{years}\n");
        for bar in &self.bars {
            let sign = |cell: &Cell| match cell {
                Cell::InForce => '█',
                Cell::Superseded => '░',
                Cell::Absent => '·',
            };
            // Writing into memory cannot fail.
            let _ = writeln!(out, "{}  {}", bar.cells.iter().map(sign).collect::<String>(), visible(&bar.id));
        }
        out + &visible(&self.key) + "\n"
    }

    /// As an SVG image, into a page or a file.
    pub(crate) fn draw(&self, out: &mut Markup) {
        let cells = self.years.len() * self.cells_a_year;
        let (width, height) = (LEFT + CELL * cells + 10, TOP + ROW * self.bars.len() + 10);
        let view = format!("0 0 {width} {height}");
        let image: [(&'static str, &dyn Display); 6] = [
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("viewBox", &view),
            ("font-family", &"sans-serif"),
            ("font-size", &11),
            ("role", &"img"),
            ("aria-label", &self.key),
        ];
        out.element("svg", &image, |out| {
            out.literal("\n");
            for (i, year) in self.years.iter().enumerate() {
                let x = LEFT + CELL * self.cells_a_year * i;
                out.words("text", &[("x", &x), ("y", &18)], year);
                out.shape("line", &[("x1", &x), ("x2", &x), ("y1", &22), ("y2", &height), ("stroke", &"#bbb")]);
                out.literal("\n");
            }
            for (row, bar) in self.bars.iter().enumerate() {
                draw_bar(out, TOP + ROW * row, bar);
            }
        });
        out.literal("\n");
    }
}

fn draw_bar(out: &mut Markup, y: usize, bar: &Bar) {
    out.element("text", &[("x", &4), ("y", &(y + 12))], |out| {
        out.text(&bar.title);
        out.words("title", &[], &bar.id);
    });
    out.literal("\n");
    for (i, cell) in bar.cells.iter().enumerate().filter(|(_, cell)| **cell != Cell::Absent) {
        let fill = if *cell == Cell::InForce { "#2b6777" } else { "none" };
        let place: [(&'static str, &dyn Display); 6] =
            [("x", &(LEFT + CELL * i)), ("y", &(y + 2)), ("width", &CELL), ("height", &12), ("fill", &fill), ("stroke", &"#2b6777")];
        out.shape("rect", &place);
        out.literal("\n");
    }
}
