//! A register's summary as text, JSON and a page.

use super::RowNote;
use super::summary::{CLASSES, Summary, Sums};
use crate::Money;
use crate::base::names::{Form, SizeClass};
use crate::base::words::{Lang, Say, Vocabulary, catalogue};
use crate::law::Pack;
use crate::taxes::trace::MeasureIx;
use serde_json::{Value, json};

catalogue! {
    /// Headings.
    pub(crate) enum Heading {
        Title { form: Form } en "The register: as it is, and converted to {form}" zh "名册汇总：现状与转为{form}";
        Counted { rows: u64, results: u64, errors: u64 } en "{rows} rows: {results} assessed, {errors} in error"
            zh "共 {rows} 行：已测算 {results} 行，有误 {errors} 行";
        NotCompared { rows: u64, form: Form }
            en "{rows} of them lack facts that {form} needs: they are counted in what is payable and relieved now, and in nothing that \
                converting changes"
            zh "其中 {rows} 行缺少测算{form}所需的数据，只计入现状，不计入转企后的增减";
        Notes en "Taken for told, or missing" zh "按通常情形测算或缺少的数据";
        Rows en "rows" zh "行数";
        ByPlace en "By county" zh "按县区";
        BySector en "By sector" zh "按行业门类";
        BySize en "By size" zh "按规模";
        All en "all" zh "合计";
        Unknown en "unknown" zh "未知";
        Businesses en "businesses" zh "户数";
        Payable en "payable now" zh "现应缴";
        Relief en "relief now" zh "现减免";
        After en "payable converted" zh "转企后应缴";
        Gain en "gain" zh "受益户数";
        Lose en "lose" zh "受损户数";
        Gained en "gained a year" zh "受益金额";
        Lost en "lost a year" zh "受损金额";
        ReliefByLine en "Relief by tax, as it is" zh "按税费种统计减免（现状）";
        ReliefByMeasure en "Relief by measure, as it is" zh "按政策措施统计减免（现状）";
        Measure en "measure" zh "措施";
        Basis en "basis" zh "依据";
        Line en "tax or fee" zh "税费";
        Amount en "amount" zh "金额";
        Distribution en "What converting leaves the owner more or less a year" zh "转企后投资者所得增减分布";
        Range en "change" zh "增减";
        Below { limit: Money } en "below {limit}" zh "低于 {limit}";
        From { limit: Money } en "from {limit}" zh "{limit} 及以上";
        Between { from: Money, to: Money } en "{from} to {to}" zh "{from} 至 {to}";
        NoChange en "no change" zh "不变";
    }
}

fn yuan(fen: i128) -> String {
    Money::from_fen(i64::try_from(fen).unwrap_or(if fen < 0 { i64::MIN } else { i64::MAX })).to_string()
}

/// A table: its title, the names of its columns, and its rows.
type Grid = (String, Vec<String>, Vec<Vec<String>>);

impl Summary {
    fn sums_head(first: String, lang: Lang) -> Vec<String> {
        let rest = [
            Heading::Businesses,
            Heading::Payable,
            Heading::Relief,
            Heading::After,
            Heading::Gain,
            Heading::Gained,
            Heading::Lose,
            Heading::Lost,
        ];
        std::iter::once(first).chain(rest.iter().map(|heading| heading.say(lang))).collect()
    }

    fn sums_row(name: String, sums: &Sums) -> Vec<String> {
        vec![
            name,
            sums.businesses.to_string(),
            yuan(sums.payable),
            yuan(sums.relief),
            yuan(sums.after),
            sums.gain.to_string(),
            yuan(sums.gained),
            sums.lose.to_string(),
            yuan(sums.lost),
        ]
    }

    /// The classes of the distribution with their names.
    fn distribution(&self, lang: Lang) -> Vec<(String, u64)> {
        let limit = |at: usize| CLASSES.get(at).map_or(Money::ZERO, |yuan| Money::from_fen(yuan * 100));
        let losing = CLASSES.iter().filter(|limit| **limit < 0).count();
        let name = |class: usize| match class {
            0 => Heading::Below { limit: limit(0) },
            class if class <= losing => Heading::Between { from: limit(class - 1), to: limit(class) },
            class if class == losing + 1 => Heading::NoChange,
            class if class == CLASSES.len() + 1 => Heading::From { limit: limit(CLASSES.len() - 1) },
            class => Heading::Between { from: limit(class - 2), to: limit(class - 1) },
        };
        self.classes.iter().enumerate().map(|(class, count)| (name(class).say(lang), *count)).collect()
    }

    fn grids(&self, pack: &Pack, lang: Lang) -> Vec<Grid> {
        let group = |heading: Heading, rows: Vec<Vec<String>>| (heading.say(lang), Summary::sums_head(heading.say(lang), lang), rows);
        let all = || Summary::sums_row(Heading::All.say(lang), &self.all);
        let place = |code: &u32| pack.classes().place_name(*code).map_or(code.to_string(), |name| name.say(lang));
        let size = |class: &Option<SizeClass>| class.map_or(Heading::Unknown.say(lang), |class| class.say(lang));
        let sector = |letter: &String| match pack.classes().section_name(letter) {
            Some(name) => format!("{letter} {}", name.say(lang)),
            None => letter.clone(),
        };
        let places = self.places.iter().map(|(code, sums)| Summary::sums_row(place(code), sums)).chain([all()]).collect();
        let sectors = self.sectors.iter().map(|(letter, sums)| Summary::sums_row(sector(letter), sums)).chain([all()]).collect();
        let sizes = self.sizes.iter().map(|(class, sums)| Summary::sums_row(size(class), sums)).chain([all()]).collect();
        let named = |headings: &[Heading]| headings.iter().map(|heading| heading.say(lang)).collect::<Vec<String>>();
        let lines = self.lines.iter().filter(|(_, relief)| **relief != 0).map(|(line, relief)| vec![line.say(lang), yuan(*relief)]);
        let mut measures: Vec<(&MeasureIx, &(u64, i128))> = self.measures.iter().collect();
        measures.sort_by_key(|(index, (_, relief))| (-relief, **index));
        let measures = measures.into_iter().map(|(index, (count, relief))| {
            let measure = pack.measure(*index);
            let basis = format!("{} {}", pack.document_of(measure).number, measure.article);
            vec![measure.title.say(lang), basis, count.to_string(), yuan(*relief)]
        });
        let classes = self.distribution(lang).into_iter().map(|(name, count)| vec![name, count.to_string()]);
        let notes = self.noted().map(|(note, count)| vec![note.say(lang), count.to_string()]).collect::<Vec<_>>();
        let notes =
            Some((Heading::Notes.say(lang), named(&[Heading::Notes, Heading::Rows]), notes)).filter(|(_, _, rows)| !rows.is_empty());
        let grids = [
            group(Heading::ByPlace, places),
            group(Heading::BySector, sectors),
            group(Heading::BySize, sizes),
            (Heading::ReliefByLine.say(lang), named(&[Heading::Line, Heading::Amount]), lines.collect()),
            (
                Heading::ReliefByMeasure.say(lang),
                named(&[Heading::Measure, Heading::Basis, Heading::Businesses, Heading::Amount]),
                measures.collect(),
            ),
            (Heading::Distribution.say(lang), named(&[Heading::Range, Heading::Businesses]), classes.collect()),
        ];
        notes.into_iter().chain(grids).collect()
    }

    fn titles(&self, lang: Lang) -> [String; 2] {
        let form = self.form.unwrap_or(Form::OnePersonCompany);
        let results = self.all.businesses;
        let mut counted = Heading::Counted { rows: results + self.errors, results, errors: self.errors }.say(lang);
        let rows = results - self.all.compared;
        if rows > 0 {
            counted += if lang == Lang::Zh { "；" } else { "; " };
            counted += &Heading::NotCompared { rows, form }.say(lang);
        }
        [Heading::Title { form }.say(lang), counted]
    }

    /// The notes on rows, with how many rows each is on.
    fn noted(&self) -> impl Iterator<Item = (RowNote, u64)> {
        self.notes.iter().filter_map(|(note, count)| Some((*RowNote::ALL.get(*note)?, *count)))
    }
}

/// The summary as Markdown tables.
///
/// ```
/// use huiqi::Lang;
/// use huiqi::register::{header_of_csv, read_csv, summary_text, template_csv, Batch, Header, Options};
///
/// let pack = huiqi::Pack::embedded()?;
/// let template = template_csv(&pack, Lang::En); // a header and two rows
/// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
/// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
/// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
/// let batch = Batch::new(&pack, Options::default());
/// let text = summary_text(&pack, &batch.worker().summarize(&header, &rows), Lang::En);
/// assert!(text.contains("2 rows: 2 assessed, 0 in error"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn summary_text(pack: &Pack, summary: &Summary, lang: Lang) -> String {
    let [title, counted] = summary.titles(lang);
    let mut out = format!("# {title}\n\n{counted}\n");
    for (title, head, rows) in summary.grids(pack, lang) {
        out += &format!("\n## {title}\n\n| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
        for row in rows {
            out += &format!("| {} |\n", row.join(" | "));
        }
    }
    out
}

/// The summary as JSON; amounts are strings in yuan.
///
/// ```
/// use huiqi::Lang;
/// use huiqi::register::{header_of_csv, read_csv, summary_json, template_csv, Batch, Header, Options};
///
/// let pack = huiqi::Pack::embedded()?;
/// let template = template_csv(&pack, Lang::En); // a header and two rows
/// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
/// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
/// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
/// let batch = Batch::new(&pack, Options::default());
/// let json = summary_json(&pack, &batch.worker().summarize(&header, &rows));
/// assert_eq!(serde_json::from_str::<serde_json::Value>(&json)?["rows"], 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn summary_json(pack: &Pack, summary: &Summary) -> String {
    let plain = |fen: i128| Value::from(Money::from_fen(i64::try_from(fen).unwrap_or(i64::MAX)).plain());
    let sums = |sums: &Sums| {
        json!({
            "businesses": sums.businesses, "compared": sums.compared, "payable": plain(sums.payable), "relief": plain(sums.relief),
                "payable_converted": plain(sums.after),
            "gain": sums.gain, "gained": plain(sums.gained), "lose": sums.lose, "lost": plain(sums.lost),
        })
    };
    let object = |pairs: Vec<(String, Value)>| Value::Object(pairs.into_iter().collect());
    let measures = summary
        .measures
        .iter()
        .map(|(index, (count, relief))| (pack.measure(*index).id.clone(), json!({ "businesses": count, "relief": plain(*relief) })));
    let distribution: Vec<Value> = summary
        .distribution(Lang::En)
        .into_iter()
        .map(|(change, businesses)| json!({ "change": change, "businesses": businesses }))
        .collect();
    let value = json!({
        "converted_to": summary.form.map(Vocabulary::key),
        "rows": summary.all.businesses + summary.errors,
        "errors": summary.errors,
        "all": sums(&summary.all),
        "by_place": object(summary.places.iter().map(|(code, of)| (code.to_string(), sums(of))).collect()),
        "by_sector": object(summary.sectors.iter().map(|(letter, of)| (letter.clone(), sums(of))).collect()),
        "by_size": object(summary.sizes.iter().map(|(size, of)| (size.map_or("unknown", Vocabulary::key).to_string(), sums(of))).collect()),
        "relief_by_line": object(summary.lines.iter().map(|(line, relief)| (line.key().to_string(), plain(*relief))).collect()),
        "relief_by_measure": object(measures.collect()),
        "distribution": distribution,
        "notes": object(summary.noted().map(|(note, count)| (note.key().to_string(), count.into())).collect()),
    });
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}

/// The summary as tables for a page: a title, how many rows there were, and grids of text.
#[cfg(feature = "workbook")]
pub(super) fn summary_tables(pack: &Pack, summary: &Summary, lang: Lang) -> Value {
    let [title, counted] = summary.titles(lang);
    let grids = summary.grids(pack, lang).into_iter();
    let tables: Vec<Value> = grids.map(|(title, head, rows)| json!({ "title": title, "head": head, "rows": rows })).collect();
    json!({ "title": title, "counted": counted, "tables": tables })
}

/// The summary as one HTML page that needs nothing else.
///
/// ```
/// use huiqi::Lang;
/// use huiqi::register::{header_of_csv, read_csv, summary_html, template_csv, Batch, Header, Options};
///
/// let pack = huiqi::Pack::embedded()?;
/// let template = template_csv(&pack, Lang::En); // a header and two rows
/// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
/// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
/// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
/// let batch = Batch::new(&pack, Options::default());
/// let page = summary_html(&pack, &batch.worker().summarize(&header, &rows), Lang::Zh);
/// assert!(page.contains("共 2 行：已测算 2 行，有误 0 行"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn summary_html(pack: &Pack, summary: &Summary, lang: Lang) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let [title, counted] = summary.titles(lang).map(|text| escape(&text));
    let code = if lang == Lang::Zh { "zh-CN" } else { "en" };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\"><head><meta charset=\"utf-8\"><title>{title}</title><style>\
         body{{font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222}}\
         table{{border-collapse:collapse;width:100%;margin:1em 0}}th,td{{padding:.3em .6em;border-bottom:1px solid #ddd;text-align:right}}\
         th:first-child,td:first-child{{text-align:left}}i{{display:block;height:.8em;background:#4a7ab5}}</style></head>\n\
         <body><h1>{title}</h1><p>{counted}</p>\n"
    );
    let most = summary.classes.iter().copied().max().unwrap_or(0).max(1);
    let grids = summary.grids(pack, lang);
    let last = grids.len();
    for (number, (title, head, rows)) in grids.into_iter().enumerate() {
        let is_distribution = number + 1 == last;
        let bar = if is_distribution { "<th style=\"width:50%\"></th>" } else { "" };
        let head: String = head.iter().map(|name| format!("<th>{}</th>", escape(name))).collect();
        out += &format!("<h2>{}</h2><table><tr>{head}{bar}</tr>\n", escape(&title));
        for (class, row) in rows.iter().enumerate() {
            let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
            let wide = summary.classes.get(class).map_or(0, |count| count * 100 / most);
            let bar = if is_distribution { format!("<td><i style=\"width:{wide}%\"></i></td>") } else { String::new() };
            out += &format!("<tr>{cells}{bar}</tr>\n");
        }
        out += "</table>\n";
    }
    out + "</body></html>\n"
}
