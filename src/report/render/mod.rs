//! One renderer a format. Each turns any document into its format, and writes text of one type, which is made harmless there: nobody
//! else writes bytes.

mod csv;
mod html;
mod ics;
mod markdown;
pub(super) mod markup;
mod shown;
mod text;
mod wrap;

use crate::report::document::{Document, Style};

impl Document {
    /// Text for a terminal.
    ///
    /// ```
    /// use huiqi::{report, Lang, Pack};
    /// use huiqi::report::Style;
    ///
    /// let pack = Pack::embedded()?;
    /// let page = report::timeline(&pack, pack.example_place(), Lang::En);
    /// let narrow = page.text(Style { width: 60, colour: false, full: false });
    /// assert!(!narrow.contains('\x1b')); // no colour, no escapes
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self, style: Style) -> String {
        text::text(self, style)
    }

    /// Markdown (CommonMark with tables).
    ///
    /// ```
    /// use huiqi::{report, Lang, Pack};
    ///
    /// let pack = Pack::embedded()?;
    /// let page = report::measures(&pack, pack.measures().iter(), Lang::En).markdown();
    /// assert!(page.starts_with("# Measures\n"), "{}", &page[..200]);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::markdown(self)
    }

    /// A page that stands by itself: no script, no network.
    ///
    /// ```
    /// use huiqi::{report, Lang, Pack};
    ///
    /// let pack = Pack::embedded()?;
    /// let page = report::measures(&pack, pack.measures().iter(), Lang::Zh).html();
    /// assert!(page.contains("<html lang=\"zh-CN\"") && !page.contains("<script"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn html(&self) -> String {
        html::html(self)
    }

    /// CSV (RFC 4180): the records of the answer, or else its tables under one another.
    ///
    /// ```
    /// use huiqi::{report, Lang, Pack};
    ///
    /// let pack = Pack::embedded()?;
    /// let records = report::measures(&pack, pack.measures().iter(), Lang::En).csv();
    /// assert!(records.starts_with("id,title,document,article,"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn csv(&self) -> String {
        csv::csv(self)
    }

    /// What [`Document::csv`] holds as JSON: an array with an object a record, its values text, `null` where a cell is empty.
    ///
    /// ```
    /// use huiqi::{report, Lang, Pack};
    ///
    /// let pack = Pack::embedded()?;
    /// let records = report::measures(&pack, pack.measures().iter().take(1), Lang::En).records_json();
    /// let records: serde_json::Value = serde_json::from_str(&records).unwrap();
    /// assert_eq!(records[0]["id"], pack.measures()[0].id);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn records_json(&self) -> String {
        csv::json(self)
    }

    /// iCalendar (RFC 5545), where the answer has days.
    ///
    /// ```
    /// use huiqi::{report, Lang};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
    /// let days = report::filing_calendar(&context, &huiqi::filing_calendar(&pack, &rules, &shop, None, None)?);
    /// assert!(days.ics().unwrap().starts_with("BEGIN:VCALENDAR\r\n"));
    /// assert!(report::timeline(&pack, shop.place, Lang::En).ics().is_none()); // a picture has no days
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn ics(&self) -> Option<String> {
        self.events.as_ref().map(|(seen, events)| ics::ics(self.lang, *seen, events))
    }
}
