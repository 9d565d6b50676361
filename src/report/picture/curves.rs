//! Charts of exact points, as SVG and for a terminal. Readable without colour: each series has its own dashes and its name
//! at its end; every mark has a label. Pixels are whole hundredths: nothing here is a float.

use crate::base::visible::visible;
use crate::report::render::markup::Markup;
use std::fmt::{Display, Write};

/// A line of a chart: its name and its points, as `(x, y)` in the units of the chart's axes, in order of `x`.
///
/// A jump is two points whose `x` are neighbours. Where nothing is known the line is broken by `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// Its name, in the reader's language.
    pub name: String,
    /// Its points.
    pub points: Vec<Option<(i64, i64)>>,
}

/// What a mark points out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Where things are now: a solid upright.
    Here,
    /// Where two lines cross: a dashed upright.
    BreakEven,
    /// Where a line jumps: a short dotted upright.
    Cliff,
}

/// A labelled upright at a value of `x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub at: i64,
    /// What.
    pub kind: MarkKind,
    /// In words.
    pub label: String,
}

/// A chart of exact points.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Its title; also its `<title>`.
    pub title: String,
    /// What it shows, for who cannot see it; its `<desc>`.
    pub description: String,
    /// What runs along the bottom.
    pub x_name: String,
    /// What runs up the side.
    pub y_name: String,
    /// How a value along the bottom is written.
    pub x_show: fn(i64) -> String,
    /// How a value up the side is written.
    pub y_show: fn(i64) -> String,
    /// The lines.
    pub series: Vec<Series>,
    /// The marks.
    pub marks: Vec<Mark>,
}

const WIDTH: i64 = 860;
const HEIGHT: i64 = 470;
const LEFT: i64 = 110;
const RIGHT: i64 = 30;
const TOP: i64 = 60;
const BOTTOM: i64 = 90;
const WIDE: i64 = WIDTH - LEFT - RIGHT;
const HIGH: i64 = HEIGHT - TOP - BOTTOM;
const FLOOR: i64 = TOP + HIGH;
const LOOKS: [(&str, &str); 6] =
    [("#1f5d7a", ""), ("#b4472b", "9 4"), ("#4f7a28", "2 3"), ("#76479a", "10 3 2 3"), ("#8a6d00", "16 5"), ("#444444", "5 2 5 6")];

/// The least and the most of some values; a range of one is widened.
fn bounds(values: impl Iterator<Item = i64> + Clone) -> Option<(i64, i64)> {
    let (low, high) = (values.clone().min()?, values.max()?);
    Some(if low == high { (low, high + 1) } else { (low, high) })
}

/// Round values for ticks: steps of 1, 2 or 5 times a power of ten, about `about` of them.
pub(in crate::report) fn ticks(low: i64, high: i64, about: i64) -> Vec<i64> {
    let most = ((high - low) / about.max(1)).max(1);
    let mut step: i64 = 1;
    while step < most {
        step = [2, 5, 10].into_iter().map(|factor| decade(step) * factor).find(|next| *next > step).unwrap_or(step.saturating_mul(10));
    }
    let first = low.div_euclid(step) * step;
    (0..=about * 3).map(|i| first.saturating_add(step.saturating_mul(i))).filter(|tick| (low..=high).contains(tick)).collect()
}

/// The power of ten at or below a value.
fn decade(value: i64) -> i64 {
    let mut power = 1;
    while power <= value / 10 {
        power *= 10;
    }
    power
}

/// `value` of `low..=high` on a scale of `size`, in hundredths.
fn scaled(value: i64, (low, high): (i64, i64), size: i64) -> i64 {
    let part = i128::from(value - low) * i128::from(size) * 100 / i128::from((high - low).max(1));
    i64::try_from(part).unwrap_or_default()
}

/// Hundredths as a decimal.
fn px(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// The place that the lines are drawn in.
struct Room {
    bounds: ((i64, i64), (i64, i64)),
}

impl Room {
    fn x(&self, value: i64) -> i64 {
        LEFT * 100 + scaled(value, self.bounds.0, WIDE)
    }

    fn y(&self, value: i64) -> i64 {
        FLOOR * 100 - scaled(value, self.bounds.1, HIGH)
    }
}

impl Chart {
    fn bounds(&self) -> ((i64, i64), (i64, i64)) {
        let points = self.series.iter().flat_map(|series| series.points.iter().flatten());
        let x = bounds(points.clone().map(|(x, _)| *x)).unwrap_or((0, 1));
        (x, bounds(points.map(|(_, y)| *y)).unwrap_or((0, 1)))
    }

    /// The chart as an SVG image that stands alone.
    ///
    /// ```
    /// use huiqi::report::chart::{Chart, Series};
    ///
    /// let shown = |value: i64| value.to_string();
    /// let chart = Chart {
    ///     title: "Burden".to_string(),
    ///     description: "What is due at each profit".to_string(),
    ///     x_name: "profit".to_string(),
    ///     y_name: "burden".to_string(),
    ///     x_show: shown,
    ///     y_show: shown,
    ///     series: vec![Series { name: "company".to_string(), points: vec![Some((0, 0)), Some((100, 5))] }],
    ///     marks: Vec::new(),
    /// };
    /// assert!(chart.svg().contains("<title>Burden</title>"));
    /// ```
    #[must_use]
    pub fn svg(&self) -> String {
        let mut out = Markup::default();
        self.draw(&mut out);
        out.finish()
    }

    /// The chart as an SVG image, into a page or a file.
    pub(in crate::report) fn draw(&self, out: &mut Markup) {
        let view = format!("0 0 {WIDTH} {HEIGHT}");
        let image: [(&'static str, &dyn Display); 5] = [
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("viewBox", &view),
            ("font-family", &"sans-serif"),
            ("font-size", &12),
            ("role", &"img"),
        ];
        out.element("svg", &image, |out| {
            out.literal("\n");
            out.words("title", &[], &self.title);
            out.literal("\n");
            out.words("desc", &[], &self.description);
            out.literal("\n");
            out.shape("rect", &[("width", &WIDTH), ("height", &HEIGHT), ("fill", &"#ffffff")]);
            out.literal("\n");
            out.words("text", &[("x", &LEFT), ("y", &22), ("font-size", &15), ("font-weight", &"bold")], &self.title);
            out.literal("\n");
            let room = Room { bounds: self.bounds() };
            self.draw_axes(out, &room);
            self.draw_marks(out, &room);
            self.draw_series(out, &room);
        });
        out.literal("\n");
    }

    fn draw_axes(&self, out: &mut Markup, room: &Room) {
        let ((x_low, x_high), (y_low, y_high)) = room.bounds;
        for tick in ticks(y_low, y_high, 6) {
            let at = px(room.y(tick));
            out.shape("line", &[("x1", &LEFT), ("x2", &(LEFT + WIDE)), ("y1", &at), ("y2", &at), ("stroke", &"#dddddd")]);
            let place: [(&'static str, &dyn Display); 4] =
                [("x", &(LEFT - 6)), ("y", &at), ("text-anchor", &"end"), ("dominant-baseline", &"middle")];
            out.words("text", &place, (self.y_show)(tick));
            out.literal("\n");
        }
        for tick in ticks(x_low, x_high, 6) {
            let at = px(room.x(tick));
            out.shape("line", &[("x1", &at), ("x2", &at), ("y1", &FLOOR), ("y2", &(FLOOR + 5)), ("stroke", &"#555555")]);
            out.words("text", &[("x", &at), ("y", &(FLOOR + 19)), ("text-anchor", &"middle")], (self.x_show)(tick));
            out.literal("\n");
        }
        let frame = format!("M{LEFT} {TOP}V{FLOOR}H{}", LEFT + WIDE);
        out.shape("path", &[("d", &frame), ("fill", &"none"), ("stroke", &"#555555")]);
        out.words("text", &[("x", &(LEFT + WIDE / 2)), ("y", &(FLOOR + 38)), ("text-anchor", &"middle")], &self.x_name);
        out.words("text", &[("x", &LEFT), ("y", &(TOP - 14)), ("text-anchor", &"end")], &self.y_name);
        out.literal("\n");
    }

    fn draw_marks(&self, out: &mut Markup, room: &Room) {
        let ((x_low, x_high), _) = room.bounds;
        for mark in self.marks.iter().filter(|mark| (x_low..=x_high).contains(&mark.at)) {
            let (top, dashes) = match mark.kind {
                MarkKind::Here => (TOP, ""),
                MarkKind::BreakEven => (TOP, "6 3"),
                MarkKind::Cliff => (FLOOR - 14, "1 2"),
            };
            let at = px(room.x(mark.at));
            out.element("g", &[], |out| {
                out.words("title", &[], &mark.label);
                let upright: [(&'static str, &dyn Display); 6] =
                    [("x1", &at), ("x2", &at), ("y1", &top), ("y2", &FLOOR), ("stroke", &"#222222"), ("stroke-dasharray", &dashes)];
                out.shape("line", &upright);
                if mark.kind != MarkKind::Cliff {
                    let place: [(&'static str, &dyn Display); 4] =
                        [("x", &at), ("y", &(top - 3)), ("text-anchor", &"middle"), ("font-size", &10)];
                    out.words("text", &place, &mark.label);
                }
            });
            out.literal("\n");
        }
    }

    fn draw_series(&self, out: &mut Markup, room: &Room) {
        for (i, (series, (colour, dashes))) in self.series.iter().zip(LOOKS.iter().cycle()).enumerate() {
            let mut path = String::new();
            let mut pen_up = true;
            for point in &series.points {
                match point {
                    Some((at, value)) => {
                        let _ = write!(path, "{}{} {}", if pen_up { 'M' } else { 'L' }, px(room.x(*at)), px(room.y(*value)));
                        pen_up = false;
                    }
                    None => pen_up = true,
                }
            }
            let place = LEFT + i64::try_from(i % 3).unwrap_or_default() * 240;
            let row = FLOOR + 58 + i64::try_from(i / 3).unwrap_or_default() * 18;
            let line: [(&'static str, &dyn Display); 5] =
                [("d", &path), ("fill", &"none"), ("stroke", colour), ("stroke-width", &2), ("stroke-dasharray", dashes)];
            out.element("path", &line, |out| out.words("title", &[], &series.name));
            let sign: [(&'static str, &dyn Display); 7] = [
                ("x1", &place),
                ("x2", &(place + 40)),
                ("y1", &row),
                ("y2", &row),
                ("stroke", colour),
                ("stroke-width", &2),
                ("stroke-dasharray", dashes),
            ];
            out.shape("line", &sign);
            out.words("text", &[("x", &(place + 46)), ("y", &(row + 4))], &series.name);
            out.literal("\n");
        }
    }

    /// The chart in characters: a letter a series, `*` where several meet, uprights for what is marked.
    ///
    /// ```
    /// use huiqi::report::chart::{Chart, Series};
    ///
    /// let shown = |value: i64| value.to_string();
    /// let chart = Chart {
    ///     title: "Burden".to_string(),
    ///     description: "What is due at each profit".to_string(),
    ///     x_name: "profit".to_string(),
    ///     y_name: "burden".to_string(),
    ///     x_show: shown,
    ///     y_show: shown,
    ///     series: vec![Series { name: "company".to_string(), points: vec![Some((0, 0)), Some((100, 5))] }],
    ///     marks: Vec::new(),
    /// };
    /// assert!(chart.plot(20, 5).contains('a')); // a letter a series
    /// ```
    pub fn plot(&self, columns: usize, rows: usize) -> String {
        let ((x_low, x_high), (y_low, y_high)) = self.bounds();
        let (last_column, last_row) = (columns.max(2) - 1, rows.max(2) - 1);
        let place = |value: i64, bounds: (i64, i64), last: usize| -> usize {
            let at = scaled(value, bounds, i64::try_from(last).unwrap_or(1)) + 50;
            usize::try_from(at / 100).unwrap_or_default().min(last)
        };
        let mut grid = vec![vec![' '; last_column + 1]; last_row + 1];
        let mut put = |column: usize, row: usize, sign: char| {
            if let Some(cell) = grid.get_mut(last_row - row).and_then(|cells| cells.get_mut(column)) {
                *cell = if matches!(*cell, ' ' | '|' | ':') || *cell == sign { sign } else { '*' };
            }
        };
        for mark in self.marks.iter().filter(|mark| (x_low..=x_high).contains(&mark.at)) {
            let (height, sign) = match mark.kind {
                MarkKind::Here => (last_row, '|'),
                MarkKind::BreakEven => (last_row, ':'),
                MarkKind::Cliff => (0, ':'),
            };
            (0..=height).for_each(|row| put(place(mark.at, (x_low, x_high), last_column), row, sign));
        }
        for (series, letter) in self.series.iter().zip('a'..='z') {
            for pair in series.points.windows(2) {
                let [Some((from, low)), Some((to, high))] = pair else { continue };
                let (first, last) = (place(*from, (x_low, x_high), last_column), place(*to, (x_low, x_high), last_column));
                for column in first..=last {
                    let part = i128::from(high - low) * (column - first) as i128 / (last - first).max(1) as i128;
                    let value = low.saturating_add(i64::try_from(part).unwrap_or_default());
                    put(column, place(value, (y_low, y_high), last_row), letter);
                }
            }
        }
        // Flat lines lie at the bottom of a range that was widened: nothing reaches its top.
        let reached = self.series.iter().flat_map(|series| series.points.iter().flatten()).any(|(_, y)| *y == y_high);
        let labels = [if reached { (self.y_show)(y_high) } else { String::new() }, (self.y_show)(y_low)];
        let margin = labels.iter().map(|label| label.chars().count()).max().unwrap_or_default();
        let mut out = format!("{}\n", visible(&self.y_name));
        for (i, cells) in grid.iter().enumerate() {
            let label = match i {
                0 => labels.first(),
                _ if i == last_row => labels.last(),
                _ => None,
            };
            let line: String = cells.iter().collect();
            let _ = writeln!(out, "{:>margin$} |{}", label.map(String::as_str).unwrap_or_default(), line.trim_end());
        }
        let (from, to) = ((self.x_show)(x_low), (self.x_show)(x_high));
        let room = columns.saturating_sub(from.chars().count());
        let _ = writeln!(
            out,
            "{:>margin$} +{}\n{:>margin$}  {from}{to:>room$}\n{:>margin$}  {}",
            "",
            "-".repeat(columns),
            "",
            "",
            visible(&self.x_name)
        );
        for (series, letter) in self.series.iter().zip('a'..='z') {
            let _ = writeln!(out, "{letter} {}", visible(&series.name));
        }
        for mark in self.marks.iter().filter(|mark| mark.kind != MarkKind::Cliff) {
            let sign = if mark.kind == MarkKind::Here { '|' } else { ':' };
            let _ = writeln!(out, "{sign} {}", visible(&mark.label));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks(0, 100, 5), [0, 20, 40, 60, 80, 100]);
        assert_eq!(ticks(-7, 23, 6), [-5, 0, 5, 10, 15, 20]);
        assert_eq!(ticks(3, 4, 6), [3, 4]);
    }

    #[test]
    fn text_in_a_chart_is_escaped_and_jumps_stay_upright() {
        let line = Series { name: "a <b>".into(), points: vec![Some((0, 0)), Some((50, 10)), Some((51, 90)), None, Some((100, 100))] };
        let chart = Chart {
            title: "t & u".into(),
            description: "d".into(),
            x_name: "x".into(),
            y_name: "y".into(),
            x_show: |value| value.to_string(),
            y_show: |value| value.to_string(),
            series: vec![line],
            marks: vec![Mark { at: 50, kind: MarkKind::Cliff, label: "\"c\"".into() }],
        };
        let svg = chart.svg();
        assert!(svg.contains("<title>t &amp; u</title>\n<desc>d</desc>") && svg.contains("a &lt;b&gt;") && svg.contains("&quot;c&quot;"));
        assert!(svg.contains("M110.00 380.00L470.00 348.00L477.20 92.00M830.00 60.00"), "{svg}");
        assert_eq!(chart.plot(40, 8).lines().count(), 1 + 8 + 3 + 1);
    }
}
