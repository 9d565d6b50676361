//! Small SVG pictures that fit any width: places are in per cent of it, letters keep their size, and every area has a
//! pattern and every line a dash of its own, so that nothing depends on colour. They need the style sheet of a page.

use crate::Money;
use crate::report::render::markup::Markup;
use std::fmt::Display;

/// How many fills (patterns) and dashes the style sheet has.
pub(crate) const FILLS: usize = 10;
const DASHES: usize = 5;

/// A picture with its key, and what a screen reader says instead of it.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    /// Unique in the page.
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) description: String,
    /// Each sign with what it stands for.
    pub(crate) key: Vec<(Sign, String)>,
    pub(crate) shapes: Shapes,
}

/// The sign of a series in the key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sign {
    Fill(usize),
    Dash(usize),
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Shapes {
    /// Bars under one another, on one scale.
    Bars(Vec<Bar>),
    Lines(Lines),
    /// Bars beside one another, a group a year.
    Columns {
        groups: Vec<String>,
        series: Vec<Vec<Money>>,
        fills: Vec<usize>,
    },
}

/// One bar of parts: its name, and each part's fill, letter in the key and amount.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) parts: Vec<(usize, char, Money)>,
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
            for (sign, words) in &self.key {
                out.element("li", &[], |out| {
                    sign.draw(out);
                    out.words("span", &[], words);
                });
            }
        });
        match &self.shapes {
            Shapes::Bars(bars) => self.picture(out, ROW * bars.len() as i64, |out| stacked(out, bars)),
            Shapes::Lines(lines) => self.picture(out, lines.height(), |out| lines.draw(out)),
            Shapes::Columns { groups, series, fills } => {
                let height = i64::try_from(COLUMNS_TOP + PLOT + 26).unwrap_or_default();
                self.picture(out, height, |out| columns(out, groups, series, fills));
            }
        }
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

impl Sign {
    fn draw(self, out: &mut Markup) {
        let (width, of): (i64, &dyn Fn(&mut Markup)) = match self {
            Sign::Fill(fill) => (22, &move |out| {
                let place: [(&'static str, &dyn Display); 5] =
                    [("class", &fill_class(fill)), ("x", &"0.5"), ("y", &"0.5"), ("width", &21), ("height", &13)];
                out.shape("rect", &place);
            }),
            Sign::Dash(line) => (30, &move |out| {
                let place: [(&'static str, &dyn Display); 5] =
                    [("class", &dash_class(line)), ("x1", &0), ("x2", &30), ("y1", &7), ("y2", &7)];
                out.shape("line", &place);
            }),
        };
        out.element("svg", &[("class", &"swatch"), ("width", &width), ("height", &14), ("aria-hidden", &"true")], |out| of(out));
    }
}

/// `part` of `whole` in hundredths of a per cent.
fn share(part: i128, whole: i128) -> i128 {
    if whole == 0 { 0 } else { (part * 10_000 / whole).clamp(0, 10_000) }
}

fn percent(hundredths: i128) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn fen(amount: Money) -> i128 {
    i128::from(amount.fen())
}

fn fill_class(fill: usize) -> String {
    format!("part f{}", fill % FILLS)
}

fn dash_class(line: usize) -> String {
    format!("curve d{}", line % DASHES)
}

const ROW: i64 = 54;

fn stacked(out: &mut Markup, bars: &[Bar]) {
    let whole = |bar: &Bar| bar.parts.iter().map(|(_, _, amount)| fen(amount.at_least_zero())).sum::<i128>();
    let longest = bars.iter().map(whole).max().unwrap_or(0);
    for (row, bar) in (0..).zip(bars) {
        let (base, top) = (row * ROW + 15, row * ROW + 22);
        let sum = Money::from_fen(i64::try_from(whole(bar)).unwrap_or(i64::MAX));
        out.words("text", &[("class", &"bar-name"), ("x", &0), ("y", &base)], &bar.name);
        out.words("text", &[("class", &"bar-sum"), ("x", &"100%"), ("y", &base), ("text-anchor", &"end")], sum);
        for (fill, letter, from, width) in placed(bar, longest) {
            let place: [(&'static str, &dyn Display); 5] =
                [("class", &fill_class(fill)), ("x", &percent(from)), ("y", &top), ("width", &percent(width)), ("height", &22)];
            out.shape("rect", &place);
            if width >= 700 {
                letter_at(out, &percent(from + width / 2), top, letter);
            }
        }
    }
}

fn letter_at(out: &mut Markup, x: &str, y: i64, letter: char) {
    out.element("svg", &[("x", &x), ("y", &y), ("overflow", &"visible")], |out| {
        let place: [(&'static str, &dyn Display); 6] =
            [("class", &"letter"), ("x", &-9), ("y", &3), ("width", &18), ("height", &16), ("rx", &2)];
        out.shape("rect", &place);
        out.words("text", &[("class", &"in-bar"), ("x", &0), ("y", &"15.5"), ("text-anchor", &"middle")], letter);
    });
}

/// Where each part of a bar begins and how wide it is.
fn placed(bar: &Bar, longest: i128) -> Vec<(usize, char, i128, i128)> {
    let mut sum = 0;
    let place = |(fill, letter, amount): &(usize, char, Money)| {
        let from = share(sum, longest);
        sum += fen(amount.at_least_zero());
        (*fill, *letter, from, share(sum, longest) - from)
    };
    bar.parts.iter().map(place).filter(|(_, _, _, width)| *width > 0).collect()
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

const COLUMNS_TOP: i128 = 18;
/// Room for the figures of the scale at the left.
const COLUMNS_LEFT: i128 = 1_400;

fn columns(out: &mut Markup, groups: &[String], series: &[Vec<Money>], fills: &[usize]) {
    let scale = Scale::of(series.iter().flatten().copied().chain([Money::ZERO]), 5);
    let (count, bars) = (groups.len().max(1) as i128, series.len().max(1) as i128);
    let band = (10_000 - COLUMNS_LEFT) / count;
    let (zero, floor) = (scale.at(0), COLUMNS_TOP + PLOT);
    rules(out, &scale, COLUMNS_TOP);
    for (i, group) in groups.iter().enumerate() {
        let left = COLUMNS_LEFT + i as i128 * band;
        for (j, (values, fill)) in (0..).zip(series.iter().zip(fills)) {
            let value = scale.at(values.get(i).copied().map_or(0, fen));
            let (low, high) = (value.min(zero), value.max(zero));
            let place: [(&'static str, &dyn Display); 5] = [
                ("class", &fill_class(*fill)),
                ("x", &percent(left + band / 10 + j * (band * 8 / 10) / bars)),
                ("width", &percent(band * 7 / 10 / bars)),
                ("y", &(floor - high * PLOT / 10_000)),
                ("height", &((high - low) * PLOT / 10_000)),
            ];
            out.shape("rect", &place);
        }
        let x = percent(left + band / 2);
        out.words("text", &[("class", &"tick"), ("x", &x), ("y", &(floor + 18)), ("text-anchor", &"middle")], group);
    }
}
