//! Pictures of exact figures: as SVG, and some in characters. None depends on colour; pixels are whole hundredths, never
//! floats.

pub(crate) mod bars;
pub mod curves;
pub(crate) mod drawing;
pub(crate) mod timeline;

use super::render::markup::Markup;
use bars::Bars;
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
    /// The same.
    Bars(Bars),
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
            Picture::Drawing(_) | Picture::Bars(_) => None,
        }
    }

    /// In characters, where it can be drawn so.
    pub(crate) fn characters(&self, columns: usize, rows: usize) -> Option<String> {
        match self {
            Picture::Curves(chart) => Some(chart.plot(columns, rows)),
            Picture::Timeline(timeline) => Some(timeline.characters()),
            Picture::Drawing(_) | Picture::Bars(_) => None,
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
            Picture::Bars(bars) => bars.draw(out),
        });
    }
}
