//! Small SVG pictures of lines that fit any width: places are in per cent of it, letters keep their size, and every line has a
//! dash of its own, so that nothing depends on colour. They need the style sheet of a page.

use crate::Money;
use crate::report::render::markup::Markup;
use std::fmt::Display;

/// How many dashes the style sheet has.
const DASHES: usize = 5;

/// A picture with its key, and what a screen reader says instead of it.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    /// Unique in the page.
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) description: String,
    /// What each line stands for.
    pub(crate) key: Vec<String>,
    pub(crate) lines: Lines,
}

/// Lines over an amount, with numbered marks in a strip above.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    pub(crate) x: Vec<Money>,
    pub(crate) series: Vec<Vec<Money>>,
    pub(crate) marks: Vec<Money>,
    pub(crate) axis: String,
}

impl Drawing {
    /// Into a page: caption, key, picture.
    pub(crate) fn draw(&self, out: &mut Markup) {
        out.words("figcaption", &[], &self.title);
        out.element("ul", &[("class", &"key")], |out| {
            for (line, words) in self.key.iter().enumerate() {
                out.element("li", &[], |out| {
                    sign(out, line);
                    out.words("span", &[], words);
                });
            }
        });
        self.picture(out, self.lines.height(), |out| self.lines.draw(out));
    }

    fn picture(&self, out: &mut Markup, height: i64, shapes: impl FnOnce(&mut Markup)) {
        let (title, description) = (format!("{}-title", self.id), format!("{}-description", self.id));
        let named = format!("{title} {description}");
        let image: [(&'static str, &dyn Display); 4] =
            [("role", &"img"), ("aria-labelledby", &named), ("width", &"100%"), ("height", &height)];
        out.element("svg", &image, |out| {
            out.words("title", &[("id", &title)], &self.title);
            out.words("desc", &[("id", &description)], &self.description);
            shapes(out);
        });
    }
}

/// The sign of a line in the key.
fn sign(out: &mut Markup, line: usize) {
    out.element("svg", &[("class", &"swatch"), ("width", &30), ("height", &14), ("aria-hidden", &"true")], |out| {
        let place: [(&'static str, &dyn Display); 5] = [("class", &dash_class(line)), ("x1", &0), ("x2", &30), ("y1", &7), ("y2", &7)];
        out.shape("line", &place);
    });
}

/// `part` of `whole` in hundredths of a per cent.
pub(crate) fn share(part: i128, whole: i128) -> i128 {
    if whole == 0 { 0 } else { (part * 10_000 / whole).clamp(0, 10_000) }
}

pub(crate) fn percent(hundredths: i128) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

pub(crate) fn fen(amount: Money) -> i128 {
    i128::from(amount.fen())
}

fn dash_class(line: usize) -> String {
    format!("curve d{}", line % DASHES)
}

/// A scale in round steps that holds all values.
struct Scale {
    low: i128,
    high: i128,
    step: i128,
}

impl Scale {
    fn of(values: impl Iterator<Item = Money> + Clone, most: i128) -> Scale {
        let low = values.clone().map(fen).min().unwrap_or(0);
        let high = values.map(fen).max().unwrap_or(0).max(low + 100);
        let mut step = 100;
        while (high - low) / step > most {
            let next = [2, 5, 10].map(|times| step * times);
            step = next.into_iter().find(|step| (high - low) / step <= most).unwrap_or(step * 10);
        }
        // A little below a rule does not open another step: the line may touch the edge.
        Scale { low: (low + step / 20).div_euclid(step) * step, high: -(-high).div_euclid(step) * step, step }
    }

    fn ticks(&self) -> impl Iterator<Item = i128> + '_ {
        (0..=(self.high - self.low) / self.step).map(|i| self.low + i * self.step)
    }

    /// How far up a value stands, in ten-thousandths.
    fn at(&self, value: i128) -> i128 {
        share(value - self.low, self.high - self.low)
    }
}

/// Whole yuan with separators: a tick is round.
fn tick(fen: i128) -> String {
    let text = Money::from_fen(i64::try_from(fen).unwrap_or_default()).to_string();
    text.split('.').next().unwrap_or_default().to_string()
}

const PLOT: i128 = 200;

fn rules(out: &mut Markup, scale: &Scale, top: i128) {
    for value in scale.ticks() {
        let y = top + PLOT - scale.at(value) * PLOT / 10_000;
        let class = if value == 0 { "rule zero" } else { "rule" };
        out.shape("line", &[("class", &class), ("x1", &0), ("x2", &"100%"), ("y1", &y), ("y2", &y)]);
        out.words("text", &[("class", &"tick"), ("x", &0), ("y", &(y - 3))], tick(value));
    }
}

impl Lines {
    fn top(&self) -> i128 {
        14 + 24 * self.marks.len().min(3) as i128
    }

    fn height(&self) -> i64 {
        i64::try_from(self.top() + PLOT + 44).unwrap_or_default()
    }

    fn draw(&self, out: &mut Markup) {
        let top = self.top();
        let (across, up) = (Scale::of(self.x.iter().copied(), 4), Scale::of(self.series.iter().flatten().copied(), 6));
        let (first, last) = (self.x.first().copied().map_or(0, fen), self.x.last().copied().map_or(0, fen));
        let place = |profit: i128| share(profit - first, last - first);
        rules(out, &up, top);
        for (row, mark) in (0..).zip(&self.marks) {
            draw_mark(out, row, place(fen(*mark)), top);
        }
        let plot: [(&'static str, &dyn Display); 7] = [
            ("x", &0),
            ("y", &top),
            ("width", &"100%"),
            ("height", &PLOT),
            ("viewBox", &"0 0 10000 10000"),
            ("preserveAspectRatio", &"none"),
            ("overflow", &"visible"),
        ];
        out.element("svg", &plot, |out| {
            for (i, values) in self.series.iter().enumerate() {
                let of = |(x, y): (&Money, &Money)| format!("{},{}", place(fen(*x)), 10_000 - up.at(fen(*y)));
                let points = self.x.iter().zip(values).map(of).collect::<Vec<_>>().join(" ");
                out.shape("polyline", &[("class", &dash_class(i)), ("points", &points)]);
            }
        });
        for value in across.ticks().filter(|value| (first..=last).contains(value)) {
            let at = place(value);
            let anchor = match at {
                ..600 => "start",
                600..=9400 => "middle",
                _ => "end",
            };
            let (x, floor) = (percent(at), top + PLOT);
            out.shape("line", &[("class", &"rule"), ("x1", &x), ("x2", &x), ("y1", &floor), ("y2", &(floor + 5))]);
            out.words("text", &[("class", &"tick"), ("x", &x), ("y", &(floor + 18)), ("text-anchor", &anchor)], tick(value));
        }
        out.words("text", &[("class", &"axis"), ("x", &"100%"), ("y", &(top + PLOT + 36)), ("text-anchor", &"end")], &self.axis);
    }
}

fn draw_mark(out: &mut Markup, row: i128, at: i128, top: i128) {
    let (x, y) = (percent(at), 12 + 24 * (row % 3));
    out.shape("line", &[("class", &"mark"), ("x1", &x), ("x2", &x), ("y1", &y), ("y2", &(top + PLOT))]);
    out.element("svg", &[("x", &percent(at.clamp(350, 9650))), ("y", &y), ("overflow", &"visible")], |out| {
        out.shape("circle", &[("class", &"mark-sign"), ("cx", &0), ("cy", &0), ("r", &10)]);
        out.words("text", &[("class", &"mark-number"), ("x", &0), ("y", &"4.5"), ("text-anchor", &"middle")], row + 1);
    });
}
