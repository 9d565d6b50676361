//! Small SVG pictures that fit any width: places are in per cent of it, letters keep their size, and every area has a
//! pattern and every line a dash of its own, so that nothing depends on colour.

use crate::Money;
use maud::{Markup, html};

/// How many fills (patterns) and dashes the style sheet has.
pub(super) const FILLS: usize = 10;
const DASHES: usize = 5;

/// A picture with what a screen reader says instead of it.
pub(super) struct Picture<'a> {
    /// Unique in the document.
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) description: &'a str,
}

impl Picture<'_> {
    fn svg(&self, height: i64, drawing: &Markup) -> Markup {
        let (title, description) = (format!("{}-title", self.id), format!("{}-description", self.id));
        html! {
            svg role="img" aria-labelledby=(format!("{title} {description}")) width="100%" height=(height) {
                title id=(title) { (self.title) }
                desc id=(description) { (self.description) }
                (drawing)
            }
        }
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

/// The patterns that fills refer to, once a document.
pub(super) fn patterns() -> Markup {
    let strokes = [
        "M0 8L8 0M-2 2L2 -2M6 10L10 6",
        "M0 0L8 8M-2 6L2 10M6 -2L10 2",
        "M0 2H8M0 6H8",
        "M2 0V8M6 0V8",
        "M0 4H8M4 0V8",
        "M0 0L8 8M0 8L8 0",
        "M1 1H3V3H1ZM5 5H7V7H5Z",
    ];
    html! {
        svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                @for (i, stroke) in strokes.iter().enumerate() {
                    pattern id=(format!("fill-{}", i + 2)) width="8" height="8" patternUnits="userSpaceOnUse" {
                        rect width="8" height="8" fill="#ffffff" {}
                        path d=(stroke) stroke="#24323a" stroke-width="1.4" fill="none" {}
                    }
                }
            }
        }
    }
}

/// The sign of a fill in a key.
pub(super) fn swatch(fill: usize) -> Markup {
    html! { svg class="swatch" width="22" height="14" aria-hidden="true" { rect class=(fill_class(fill)) x="0.5" y="0.5" width="21" height="13" {} } }
}

/// The sign of a line in a key.
pub(super) fn dash(line: usize) -> Markup {
    html! { svg class="swatch" width="30" height="14" aria-hidden="true" { line class=(dash_class(line)) x1="0" x2="30" y1="7" y2="7" {} } }
}

fn fill_class(fill: usize) -> String {
    format!("part f{}", fill % FILLS)
}

fn dash_class(line: usize) -> String {
    format!("curve d{}", line % DASHES)
}

/// One bar of parts: its name, and each part's fill, letter in the key and amount.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) parts: Vec<(usize, char, Money)>,
}

/// Bars under one another, on one scale.
pub(super) fn stacked(picture: &Picture<'_>, bars: &[Bar]) -> Markup {
    const ROW: i64 = 54;
    let whole = |bar: &Bar| bar.parts.iter().map(|(_, _, amount)| fen(amount.at_least_zero())).sum::<i128>();
    let longest = bars.iter().map(whole).max().unwrap_or(0);
    let drawing = html! {
        @for (row, bar) in (0..).zip(bars) {
            text class="bar-name" x="0" y=(row * ROW + 15) { (bar.name) }
            text class="bar-sum" x="100%" y=(row * ROW + 15) text-anchor="end" { (Money::from_fen(i64::try_from(whole(bar)).unwrap_or(i64::MAX))) }
            @for (fill, letter, from, width) in placed(bar, longest) {
                rect class=(fill_class(fill)) x=(percent(from)) y=(row * ROW + 22) width=(percent(width)) height="22" {}
                @if width >= 700 {
                    svg x=(percent(from + width / 2)) y=(row * ROW + 22) overflow="visible" {
                        rect class="letter" x="-9" y="3" width="18" height="16" rx="2" {}
                        text class="in-bar" x="0" y="15.5" text-anchor="middle" { (letter) }
                    }
                }
            }
        }
    };
    picture.svg(ROW * bars.len() as i64, &drawing)
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

fn rules(scale: &Scale, top: i128) -> Markup {
    html! {
        @for value in scale.ticks() {
            @let y = top + PLOT - scale.at(value) * PLOT / 10_000;
            line class=(if value == 0 { "rule zero" } else { "rule" }) x1="0" x2="100%" y1=(y) y2=(y) {}
            text class="tick" x="0" y=(y - 3) { (tick(value)) }
        }
    }
}

/// Lines over an amount, with numbered marks in a strip above.
pub(super) fn lines(picture: &Picture<'_>, x: &[Money], series: &[Vec<Money>], marks: &[Money], axis: &str) -> Markup {
    let rows = marks.len().min(3) as i128;
    let top = 14 + 24 * rows;
    let (across, up) = (Scale::of(x.iter().copied(), 4), Scale::of(series.iter().flatten().copied(), 6));
    let (first, last) = (x.first().copied().map_or(0, fen), x.last().copied().map_or(0, fen));
    let place = |profit: i128| share(profit - first, last - first);
    let points = |values: &[Money]| -> String {
        let of = |(x, y): (&Money, &Money)| format!("{},{}", place(fen(*x)), 10_000 - up.at(fen(*y)));
        x.iter().zip(values).map(of).collect::<Vec<_>>().join(" ")
    };
    let drawing = html! {
        (rules(&up, top))
        @for (row, mark) in (0..).zip(marks) {
            @let at = place(fen(*mark));
            @let y = 12 + 24 * (row % 3);
            line class="mark" x1=(percent(at)) x2=(percent(at)) y1=(y) y2=(top + PLOT) {}
            svg x=(percent(at.clamp(350, 9650))) y=(y) overflow="visible" {
                circle class="mark-sign" cx="0" cy="0" r="10" {}
                text class="mark-number" x="0" y="4.5" text-anchor="middle" { (row + 1) }
            }
        }
        svg x="0" y=(top) width="100%" height=(PLOT) viewBox="0 0 10000 10000" preserveAspectRatio="none" overflow="visible" {
            @for (i, values) in series.iter().enumerate() {
                polyline class=(dash_class(i)) points=(points(values)) {}
            }
        }
        @for value in across.ticks().filter(|value| (first..=last).contains(value)) {
            @let at = place(value);
            @let anchor = if at < 600 { "start" } else if at > 9400 { "end" } else { "middle" };
            line class="rule" x1=(percent(at)) x2=(percent(at)) y1=(top + PLOT) y2=(top + PLOT + 5) {}
            text class="tick" x=(percent(at)) y=(top + PLOT + 18) text-anchor=(anchor) { (tick(value)) }
        }
        text class="axis" x="100%" y=(top + PLOT + 36) text-anchor="end" { (axis) }
    };
    picture.svg(i64::try_from(top + PLOT + 44).unwrap_or_default(), &drawing)
}

/// Bars beside one another, a group a year.
pub(super) fn columns(picture: &Picture<'_>, groups: &[String], series: &[Vec<Money>], fills: &[usize]) -> Markup {
    const TOP: i128 = 18;
    let scale = Scale::of(series.iter().flatten().copied().chain([Money::ZERO]), 5);
    let (count, bars) = (groups.len().max(1) as i128, series.len().max(1) as i128);
    // Room for the figures of the scale at the left.
    const LEFT: i128 = 1_400;
    let band = (10_000 - LEFT) / count;
    let zero = scale.at(0);
    let drawing = html! {
        (rules(&scale, TOP))
        @for (i, group) in (0..).zip(groups) {
            @for (j, (values, fill)) in (0..).zip(series.iter().zip(fills)) {
                @let value = scale.at(values.get(i as usize).copied().map_or(0, fen));
                @let (low, high) = (value.min(zero), value.max(zero));
                rect class=(fill_class(*fill)) x=(percent(LEFT + i * band + band / 10 + j * (band * 8 / 10) / bars)) width=(percent(band * 7 / 10 / bars))
                    y=(TOP + PLOT - high * PLOT / 10_000) height=((high - low) * PLOT / 10_000) {}
            }
            text class="tick" x=(percent(LEFT + i * band + band / 2)) y=(TOP + PLOT + 18) text-anchor="middle" { (group) }
        }
    };
    picture.svg(i64::try_from(TOP + PLOT + 26).unwrap_or_default(), &drawing)
}
