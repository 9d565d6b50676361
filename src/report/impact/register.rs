//! What a change of the law costs over a register: tables with a picture each.

use super::words::{OfRegister, Word};
use super::{ImpactRecords, in_cell, place_name, titled_id};
use crate::Money;
use crate::answers::impact::{Decile, Impact, MeasureImpact, RegisterImpact, Revenue};
use crate::base::names::SizeClass;
use crate::base::words::{Lang, Say, Vocabulary};
use crate::report::document::{Block, Cell, Row, Table, Weight};
use crate::report::picture::bars::{Bar, Bars};
use crate::report::picture::{Figure, Picture};

/// How many bars a picture has at most: more are no picture any more.
const MOST_BARS: usize = 12;

/// Fen as money; a sum that money cannot hold is none that a country collects.
pub(super) fn money(fen: i128) -> Money {
    Money::from_fen(i64::try_from(fen).unwrap_or(if fen < 0 { i64::MIN } else { i64::MAX }))
}

/// A group of businesses: what programs call it, its name, and what it pays.
pub(super) struct Group {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) revenue: Revenue,
}

/// What a register is divided by: what programs call it, its heading, and the groups.
pub(super) fn divisions(impact: &Impact, found: &RegisterImpact, lang: Lang) -> [(&'static str, OfRegister, Vec<Group>); 4] {
    let sector = |letter: &String| match impact.before.pack.classes().section_name(letter) {
        Some(name) => format!("{letter} {}", name.say(lang)),
        None => letter.clone(),
    };
    let size = |class: &Option<SizeClass>| class.map_or(OfRegister::Unknown.say(lang), |class| class.say(lang));
    let place =
        |(code, revenue): (&u32, &Revenue)| Group { key: format!("{code:06}"), name: place_name(impact, *code, lang), revenue: *revenue };
    let sector = |(letter, revenue): (&String, &Revenue)| Group { key: letter.clone(), name: sector(letter), revenue: *revenue };
    let size = |(class, revenue): (&Option<SizeClass>, &Revenue)| Group {
        key: class.map_or("unknown", Vocabulary::key).to_string(),
        name: size(class),
        revenue: *revenue,
    };
    let tenth = |decile: Decile| {
        let (from, to) = (Money::from_fen(decile.receipts.0), Money::from_fen(decile.receipts.1));
        let name = OfRegister::Tenth { number: decile.number, from, to }.say(lang);
        Group { key: decile.number.to_string(), name, revenue: decile.revenue }
    };
    [
        ("place", OfRegister::ByPlace, found.places.iter().map(place).collect()),
        ("sector", OfRegister::BySector, found.sectors.iter().map(sector).collect()),
        ("size", OfRegister::BySize, found.sizes.iter().map(size).collect()),
        ("decile", OfRegister::ByDecile, found.deciles().into_iter().map(tenth).collect()),
    ]
}

/// What it comes to, and for whom.
pub(super) fn verdict(found: &RegisterImpact, lang: Lang) -> [Block; 2] {
    let Revenue { businesses, gain, lose, .. } = found.all;
    let (before, after) = (money(found.all.before), money(found.all.after));
    let change = found.all.after - found.all.before;
    let verdict = match change.cmp(&0) {
        std::cmp::Ordering::Less => OfRegister::Less { businesses, before, after, less: money(-change) },
        std::cmp::Ordering::Equal => OfRegister::Same { businesses, before },
        std::cmp::Ordering::Greater => OfRegister::More { businesses, before, after, more: money(change) },
    };
    let who = OfRegister::Who {
        gain,
        gained: money(found.all.gained),
        lose,
        lost: money(found.all.lost),
        same: businesses.saturating_sub(gain).saturating_sub(lose),
    };
    [Block::verdict(verdict.say(lang)), Block::plain(who.say(lang))]
}

/// The whole section: counts, then a picture and a table for each division.
pub(super) fn section(impact: &Impact, found: &RegisterImpact, lang: Lang) -> Block {
    let (results, errors) = (found.all.businesses, found.errors);
    let mut blocks = vec![Block::plain(OfRegister::Counted { rows: results + errors, results, errors }.say(lang))];
    blocks.extend((found.noted > 0).then(|| Block::note(OfRegister::Noted { rows: found.noted }.say(lang))));
    blocks.push(Block::section(OfRegister::ByLine.say(lang), by_line(found, lang)));
    blocks.push(Block::section(OfRegister::ByMeasure.say(lang), vec![by_measure(impact, found, lang)]));
    for (of, heading, groups) in divisions(impact, found, lang) {
        let title = heading.say(lang);
        let mut inside: Vec<Block> = Vec::new();
        let changes = groups.iter().map(|group| (group.name.clone(), group.revenue.after - group.revenue.before));
        inside.extend(bars(OfRegister::ChartBy { what: heading.say(lang) }.say(lang), changes.collect(), lang));
        inside.push(Block::Table(groups_table(title.clone(), &groups, &found.all, lang)));
        inside.extend((of == "decile").then(|| Block::note(OfRegister::DecileNote.say(lang))));
        blocks.push(Block::section(title, inside));
    }
    let mut wrong = found.named.clone();
    let more = errors.saturating_sub(found.named.len() as u64);
    wrong.extend((more > 0).then(|| OfRegister::AndMore { rows: more }.say(lang)));
    blocks.extend(Block::list(OfRegister::Wrong.say(lang), wrong));
    Block::section(OfRegister::Register.say(lang), blocks)
}

/// Bars of changes, the largest of many; nothing where nothing changes.
fn bars(title: String, changes: Vec<(String, i128)>, lang: Lang) -> Option<Block> {
    let mut changes = changes;
    let mut title = title;
    if changes.len() > MOST_BARS {
        changes.sort_by_key(|(_, change)| std::cmp::Reverse(change.abs()));
        changes.truncate(MOST_BARS);
        title = format!("{title}{}{}", lang.colon(), OfRegister::Largest { shown: MOST_BARS }.say(lang));
    }
    let any = changes.iter().any(|(_, change)| *change != 0);
    let bars = changes.into_iter().map(|(name, change)| Bar { name, amount: money(change) }).collect();
    any.then(|| Block::Figure(Figure::of(Picture::Bars(Bars { title, groups: vec![(None, bars)], signed: true }))))
}

fn heads(first: String, of: &[OfRegister], lang: Lang) -> Vec<String> {
    let money = [Word::BeforeHead, Word::AfterHead, Word::Change].map(|word| word.say(lang));
    let mut heads = vec![first];
    let mut counts = of.iter().map(|head| head.say(lang));
    heads.extend(counts.next());
    heads.extend(money);
    heads.extend(counts);
    heads
}

fn figures(count: u64, revenue: &Revenue) -> Vec<Cell> {
    let change = Cell::Change(money(revenue.after - revenue.before));
    vec![count.to_string().into(), money(revenue.before).into(), money(revenue.after).into(), change]
}

/// Who gains and loses, behind what is paid.
fn with_owners(count: u64, revenue: &Revenue) -> Vec<Cell> {
    let Revenue { gain, gained, lose, lost, .. } = *revenue;
    let owners = [gain.to_string().into(), money(gained).into(), lose.to_string().into(), money(lost).into()];
    figures(count, revenue).into_iter().chain(owners).collect()
}

fn named(name: String, cells: Vec<Cell>) -> Row {
    std::iter::once(name.into()).chain(cells).collect::<Vec<Cell>>().into()
}

fn by_line(found: &RegisterImpact, lang: Lang) -> Vec<Block> {
    let paid = || found.lines.iter().filter(|(_, revenue)| revenue.before != 0 || revenue.after != 0);
    let changes = paid().filter(|(_, revenue)| revenue.before != revenue.after);
    let chart = bars(OfRegister::ChartByLine.say(lang), changes.map(|(line, of)| (line.say(lang), of.after - of.before)).collect(), lang);
    let rows = paid().map(|(line, revenue)| named(line.say(lang), figures(revenue.gain + revenue.lose, revenue)));
    let all = named(OfRegister::All.say(lang), figures(found.all.gain + found.all.lose, &found.all));
    let all = Row { weight: Weight::Sum, ..all };
    let head = heads(Word::Line.say(lang), &[OfRegister::Touched], lang);
    chart.into_iter().chain([Block::Table(Table::figures(head, 1, rows.chain([all]).collect()))]).collect()
}

/// The measures that move something, the largest changes first; of the others their sum is in the table of taxes.
fn by_measure(impact: &Impact, found: &RegisterImpact, lang: Lang) -> Block {
    let mut moved: Vec<MeasureImpact> = found.by_measure().into_iter().filter(|measure| measure.businesses > 0).collect();
    moved.sort_by_key(|measure| std::cmp::Reverse((measure.after - measure.before).abs()));
    if moved.is_empty() {
        return Block::plain(Word::NoMeasure.say(lang));
    }
    let row = |measure: &MeasureImpact| {
        let name = measure.measure.as_ref().map_or_else(|| Word::StatedAmount.say(lang), |id| in_cell(impact, id, lang));
        let revenue = Revenue { before: measure.before, after: measure.after, ..Revenue::default() };
        let cells = std::iter::once(name.into()).chain(figures(measure.businesses, &revenue)).collect();
        named(measure.line.say(lang), cells)
    };
    let mut head = heads(Word::Line.say(lang), &[OfRegister::Touched], lang);
    head.insert(1, Word::Measure.say(lang));
    Block::Table(Table::figures(head, 2, moved.iter().map(row).collect()))
}

fn groups_table(title: String, groups: &[Group], all: &Revenue, lang: Lang) -> Table {
    let head = [OfRegister::Businesses, OfRegister::Gain, OfRegister::Gained, OfRegister::Lose, OfRegister::Lost];
    let rows = groups.iter().map(|group| named(group.name.clone(), with_owners(group.revenue.businesses, &group.revenue)));
    let sum = Row { weight: Weight::Sum, ..named(OfRegister::All.say(lang), with_owners(all.businesses, all)) };
    Table::figures(heads(title, &head, lang), 1, rows.chain([sum]).collect())
}

pub(super) fn records(impact: &Impact, found: &RegisterImpact, records: &mut ImpactRecords, lang: Lang) {
    let mut push = |of: &str, key: &str, name: String, count: u64, revenue: &Revenue| {
        records.push("register", of, key, name, with_owners(count, revenue));
    };
    push("all", "all", OfRegister::All.say(lang), found.all.businesses, &found.all);
    for (line, revenue) in found.lines.iter().filter(|(_, revenue)| revenue.before != 0 || revenue.after != 0) {
        push("line", line.key(), line.say(lang), revenue.businesses, revenue);
    }
    for (of, _, groups) in divisions(impact, found, lang) {
        groups.into_iter().for_each(|group| push(of, &group.key, group.name, group.revenue.businesses, &group.revenue));
    }
    for measure in found.by_measure() {
        let id = measure.measure.as_deref().unwrap_or_default();
        let revenue = Revenue { before: measure.before, after: measure.after, ..Revenue::default() };
        records.push("register", measure.line.key(), id, titled_id(impact, id, lang), figures(measure.businesses, &revenue));
    }
}
