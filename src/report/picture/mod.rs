//! Pictures of exact figures: as SVG, and some in characters. None depends on colour; pixels are whole hundredths, never
//! floats.

pub mod curves;
pub(crate) mod drawing;
pub(crate) mod timeline;

use super::render::markup::Markup;
use curves::Chart;
use drawing::Drawing;
use timeline::Timeline;

/// A picture with its caption.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) picture: Picture,
}

/// What can be drawn.
#[derive(Clone, Debug)]
pub(crate) enum Picture {
    /// Lines over an input, with marks.
    Curves(Chart),
    /// When each of several things was so.
    Timeline(Timeline),
    /// With the style sheet of a page only; what it shows stands in a table beside it.
    Drawing(Drawing),
}

impl Picture {
    /// As an image that stands by itself, where it needs no style sheet.
    pub(crate) fn image(&self) -> Option<String> {
        match self {
            Picture::Curves(chart) => Some(chart.svg()),
            Picture::Timeline(timeline) => {
                let mut out = Markup::default();
                timeline.draw(&mut out);
                Some(out.finish())
            }
            Picture::Drawing(_) => None,
        }
    }

    /// In characters, where it can be drawn so.
    pub(crate) fn characters(&self, columns: usize, rows: usize) -> Option<String> {
        match self {
            Picture::Curves(chart) => Some(chart.plot(columns, rows)),
            Picture::Timeline(timeline) => Some(timeline.characters()),
            Picture::Drawing(_) => None,
        }
    }
}

impl Figure {
    pub(crate) fn of(picture: Picture) -> Figure {
        Figure { picture }
    }

    /// Into a page.
    pub(crate) fn html(&self, out: &mut Markup) {
        out.element("figure", &[], |out| match &self.picture {
            Picture::Curves(chart) => chart.draw(out),
            Picture::Timeline(timeline) => timeline.draw(out),
            Picture::Drawing(drawing) => drawing.draw(out),
        });
    }
}

/// The patterns that fills refer to, once a page.
pub(crate) fn patterns(out: &mut Markup) {
    let strokes = [
        "M0 8L8 0M-2 2L2 -2M6 10L10 6",
        "M0 0L8 8M-2 6L2 10M6 -2L10 2",
        "M0 2H8M0 6H8",
        "M2 0V8M6 0V8",
        "M0 4H8M4 0V8",
        "M0 0L8 8M0 8L8 0",
        "M1 1H3V3H1ZM5 5H7V7H5Z",
    ];
    let hidden: [(&'static str, &dyn std::fmt::Display); 5] =
        [("class", &"patterns"), ("width", &0), ("height", &0), ("aria-hidden", &"true"), ("focusable", &"false")];
    out.element("svg", &hidden, |out| {
        out.element("defs", &[], |out| {
            for (i, stroke) in strokes.iter().enumerate() {
                let id = format!("fill-{}", i + 2);
                out.element("pattern", &[("id", &id), ("width", &8), ("height", &8), ("patternUnits", &"userSpaceOnUse")], |out| {
                    out.shape("rect", &[("width", &8), ("height", &8), ("fill", &"#ffffff")]);
                    out.shape("path", &[("d", stroke), ("stroke", &"#24323a"), ("stroke-width", &"1.4"), ("fill", &"none")]);
                });
            }
        });
    });
}
