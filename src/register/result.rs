//! The columns of a result, and the buffers they are filled from.

use super::header::Header;
use super::options::{Options, RowNotes, Status};
use super::types::written_out;
use crate::Money;
use crate::base::names::Form;
use crate::base::words::{Lang, Say, Vocabulary, vocabulary};
use crate::benefits::size::Cultivation;
use crate::taxes::amounts::Amounts;
use arrow_array::{ArrayRef, BooleanArray, Decimal64Array, Decimal128Array, DictionaryArray, RecordBatch, StringArray, UInt8Array};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

vocabulary! {
    /// The columns of a result that are no tax.
    pub(crate) enum Figure {
        Key "key" en "key" zh "主体标识";
        Status "status" en "status" zh "状态";
        Before "before" en "before" zh "转企前";
        Relief "relief" en "reliefs" zh "减免合计";
        Total "total" en "total burden" zh "税费合计";
        Net "net" en "left to the owner" zh "投资者所得";
        ChangeTotal "change_total" en "change of the total burden" zh "税费增减";
        ChangeNet "change_net" en "change of what is left to the owner" zh "投资者所得增减";
        Cheapest "cheapest" en "form with the least total burden" zh "税费最低的组织形式";
        Cultivation "cultivation" en "cultivation list" zh "培育对象";
        Notes "notes" en "taken for told, or missing" zh "说明";
        Error "error" en "why there is no result" zh "错误";
    }
}

/// Digits of an amount in Arrow and Parquet.
const PRECISION: u8 = 18;

/// What a name is called in a header of this language.
pub(super) fn called<V: Vocabulary + Say>(name: V, lang: Lang) -> String {
    match lang {
        Lang::Zh => name.say(lang),
        Lang::En => name.key().replace('-', "_"),
    }
}

/// How results lie in Arrow: the same yuan and words, in different types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Amounts as `Decimal128(18, 2)` and words as `Utf8`, which every reader of Arrow knows.
    #[default]
    Plain,
    /// Amounts as `Decimal64(18, 2)` and words by number, as they were computed: for who writes them to a file at once.
    Compact,
}

impl Layout {
    fn amount(self) -> DataType {
        match self {
            Layout::Plain => DataType::Decimal128(PRECISION, 2),
            Layout::Compact => DataType::Decimal64(PRECISION, 2),
        }
    }

    fn word(self) -> DataType {
        match self {
            Layout::Plain => DataType::Utf8,
            Layout::Compact => DataType::Dictionary(Box::new(DataType::UInt8), Box::new(DataType::Utf8)),
        }
    }

    /// A column of words, of which each cell says one by its number.
    fn words(self, words: Vec<String>, cells: impl Iterator<Item = Option<usize>>) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Layout::Plain => {
                let texts: StringArray = cells.map(|cell| words.get(cell?).map(String::as_str)).collect();
                Arc::new(texts)
            }
            Layout::Compact => {
                let numbers: UInt8Array = cells.map(|cell| u8::try_from(cell?).ok()).collect();
                Arc::new(DictionaryArray::try_new(numbers, Arc::new(StringArray::from(words)))?)
            }
        })
    }
}

/// The columns of a result, in order: behind the key those of the register that are kept.
pub(super) fn schema(options: &Options, layout: Layout, header: &Header, key: &DataType) -> SchemaRef {
    let lang = header.lang;
    let mut fields = vec![Field::new(called(Figure::Key, lang), key.clone(), true)];
    fields.extend(header.kept_names().map(|name| Field::new(name, DataType::Utf8, true)));
    fields.push(Field::new(called(Figure::Status, lang), layout.word(), false));
    // A form of which a row lacks facts has no amounts.
    let mut amount = |name: String, side: usize| fields.push(Field::new(name, layout.amount(), side > 0));
    let sides = std::iter::once(called(Figure::Before, lang)).chain(options.to.iter().map(|form| called(*form, lang)));
    for (i, side) in sides.enumerate() {
        for line in &options.lines {
            amount(format!("{side}_{}", called(*line, lang)), i);
            if options.reliefs {
                amount(format!("{side}_{}_{}", called(*line, lang), if lang == Lang::Zh { "减免" } else { "relief" }), i);
            }
        }
        for figure in [Figure::Relief, Figure::Total, Figure::Net] {
            amount(format!("{side}_{}", called(figure, lang)), i);
        }
        for figure in [Figure::ChangeTotal, Figure::ChangeNet].into_iter().filter(|_| i > 0) {
            amount(format!("{side}_{}", called(figure, lang)), i);
        }
    }
    fields.push(Field::new(called(Figure::Cheapest, lang), layout.word(), false));
    fields.push(Field::new(called(Figure::Cultivation, lang), layout.word(), true));
    fields.push(Field::new(called(Figure::Notes, lang), layout.word(), true));
    Arc::new(Schema::new(fields))
}

/// The columns that a person looks at first: who it is, all together now and converted, what that changes, and what is to be said.
#[cfg(feature = "workbook")]
pub(super) fn of_interest(options: &Options, header: &Header) -> Vec<usize> {
    let (lang, schema) = (header.lang, schema(options, Layout::Compact, header, &DataType::Utf8));
    let now = format!("{}_{}", called(Figure::Before, lang), called(Figure::Total, lang));
    let then = options.to.iter().flat_map(|form| {
        [Figure::Total, Figure::ChangeTotal, Figure::ChangeNet].map(|figure| format!("{}_{}", called(*form, lang), called(figure, lang)))
    });
    let behind = [called(Figure::Cheapest, lang), called(Figure::Notes, lang)];
    let named = std::iter::once(now).chain(then).chain(behind).filter_map(|name| schema.index_of(&name).ok());
    (0..=header.kept.len()).chain(named).collect()
}

/// What is said of a row that has a result.
#[derive(Clone, Copy)]
pub(super) struct Outcome {
    pub(super) status: Status,
    pub(super) notes: RowNotes,
    /// The forms compared that lack facts, as bits in their order.
    pub(super) gaps: Gaps,
}

/// See [`Outcome::gaps`].
type Gaps = u32;

impl Outcome {
    /// Whether there is no result for a form: the present one is the first, and always has one.
    pub(super) fn lacks(&self, form: usize) -> bool {
        form.checked_sub(1).is_some_and(|form| self.gaps >> form & 1 == 1)
    }
}

/// The results of a batch while they are made.
pub(super) struct Builder {
    schema: SchemaRef,
    layout: Layout,
    lang: Lang,
    /// In fen, column by column, so many of them each.
    amounts: Vec<i64>,
    stride: usize,
    status: Vec<Status>,
    cheapest: Vec<Form>,
    cultivation: Vec<Option<Cultivation>>,
    notes: Vec<RowNotes>,
    /// Which of the forms compared a row could not be assessed in.
    gaps: Vec<Gaps>,
    /// How many columns the present form has.
    of_before: usize,
}

/// How far apart columns of so many numbers stand that are looked at row by row: an odd number of cache lines, since the
/// cells of a row would all fall into the same few places of the cache if it were a power of two.
pub(super) const fn apart(rows: usize) -> usize {
    ((rows / 8 + 1) | 1) * 8
}

/// How many columns more a form has that is compared: the changes.
const CHANGES: usize = 2;

/// Columns before the amounts, apart from those that are kept, and behind them.
const BEFORE: usize = 2;
const BEHIND: usize = 3;

impl Builder {
    pub(super) fn new(schema: SchemaRef, layout: Layout, header: &Header, rows: usize) -> Builder {
        let (lang, before) = (header.lang, BEFORE + header.kept.len());
        let of_before = schema.fields().iter().skip(before).take_while(|field| !field.is_nullable()).count();
        let amounts = schema.fields().len().saturating_sub(before + BEHIND);
        let stride = apart(rows);
        Builder {
            amounts: vec![0; stride * amounts],
            stride,
            status: Vec::with_capacity(rows),
            cheapest: Vec::with_capacity(rows),
            cultivation: Vec::with_capacity(rows),
            notes: Vec::with_capacity(rows),
            gaps: Vec::with_capacity(rows),
            of_before,
            schema,
            layout,
            lang,
        }
    }

    /// One row: the present form and the others, in the order of the options.
    pub(super) fn push(&mut self, options: &Options, present: Form, sides: &[Amounts], found: Outcome, list: Option<Cultivation>) {
        let mut least: Option<(Money, Form)> = None;
        let mut before: Option<(Money, Money)> = None;
        let (mut at, stride) = (self.status.len(), self.stride);
        let forms = std::iter::once(present).chain(options.to.iter().copied());
        for (i, (form, side)) in forms.zip(sides).enumerate() {
            let mut put = |amount: Money| {
                // Most taxes are due from few, and the cells are zeros already.
                if amount != Money::ZERO
                    && let Some(cell) = self.amounts.get_mut(at)
                {
                    *cell = amount.fen();
                }
                at += stride;
            };
            let all = side.all_lines();
            let total = all.payable();
            let net = side.net_of(total);
            for tax in options.lines.iter().map(|line| &side.lines[*line]) {
                put(tax.payable());
                if options.reliefs {
                    put(tax.relief);
                }
            }
            [all.relief, total, net].into_iter().for_each(&mut put);
            match before {
                None => before = Some((total, net)),
                Some((total_before, net_before)) => [total - total_before, net - net_before].into_iter().for_each(&mut put),
            }
            if !found.lacks(i) && least.is_none_or(|(found, _)| total < found) {
                least = Some((total, form));
            }
        }
        self.status.push(found.status);
        self.notes.push(found.notes);
        self.gaps.push(found.gaps);
        self.cheapest.push(least.map_or(present, |(_, form)| form));
        self.cultivation.push(list);
    }

    /// The result of the rows that have one, with their keys and what is kept beside.
    pub(super) fn finish<'k>(self, keys: impl Iterator<Item = &'k ArrayRef>, wrong: &[u32]) -> Result<RecordBatch, ArrowError> {
        let good = BooleanArray::from(wrong.iter().map(|wrong| *wrong == 0).collect::<Vec<bool>>());
        let as_they_are = keys.zip(self.schema.fields()).map(|(keys, field)| {
            let keys = if good.has_false() { arrow_select::filter::filter(keys.as_ref(), &good)? } else { keys.clone() };
            if keys.data_type() == field.data_type() { Ok(keys) } else { written_out(&keys).map(|texts| Arc::new(texts) as ArrayRef) }
        });
        let mut columns: Vec<ArrayRef> = as_they_are.collect::<Result<_, _>>()?;
        let (lang, layout) = (self.lang, self.layout);
        let statuses = Status::ALL.iter().map(|status| in_cell(*status, lang)).collect();
        columns.push(layout.words(statuses, self.status.iter().map(|status| Some(status.index())))?);
        let (amounts, results) = (ScalarBuffer::from(self.amounts), self.status.len());
        let any_gap = self.gaps.iter().fold(0, |any, gaps| any | gaps);
        let of_form = self.of_before + CHANGES;
        for (column, at) in (0..amounts.len()).step_by(self.stride).enumerate() {
            let cells = amounts.slice(at, results);
            let form = column.checked_sub(self.of_before).map(|column| column / of_form);
            let gap = form.filter(|form| any_gap >> form & 1 == 1);
            let known = gap.map(|form| self.gaps.iter().map(|gaps| gaps >> form & 1 == 0).collect::<NullBuffer>());
            columns.push(match layout {
                Layout::Compact => Arc::new(Decimal64Array::new(cells, known).with_precision_and_scale(PRECISION, 2)?),
                Layout::Plain => {
                    let wide = cells.iter().map(|fen| i128::from(*fen)).collect();
                    Arc::new(Decimal128Array::new(wide, known).with_precision_and_scale(PRECISION, 2)?)
                }
            });
        }
        let forms = Form::ALL.iter().map(|form| in_cell(*form, lang)).collect();
        columns.push(layout.words(forms, self.cheapest.iter().map(|form| Some(form.index())))?);
        let lists = (0..16).map(|tests| cultivation(tests, lang)).collect();
        columns.push(layout.words(lists, self.cultivation.iter().map(|list| list.map(bits)))?);
        let mut sets: Vec<RowNotes> = Vec::new();
        let of_row = |notes: &RowNotes| {
            let known = sets.iter().position(|set| set == notes);
            (!notes.is_empty()).then(|| {
                known.unwrap_or_else(|| {
                    sets.push(*notes);
                    sets.len() - 1
                })
            })
        };
        let cells: Vec<Option<usize>> = self.notes.iter().map(of_row).collect();
        let texts = sets.iter().map(|set| set.each().map(|note| in_cell(note, lang)).collect::<Vec<_>>().join("; ")).collect();
        columns.push(layout.words(texts, cells.into_iter())?);
        RecordBatch::try_new(self.schema, columns)
    }
}

fn in_cell<V: Vocabulary + Say>(word: V, lang: Lang) -> String {
    match lang {
        Lang::Zh => word.say(lang),
        Lang::En => word.key().to_string(),
    }
}

vocabulary! {
    /// The tests of the cultivation list.
    pub(crate) enum Test {
        ReachesSmall "reaches-small" en "reaches small" zh "达到小型企业下限";
        General "general-taxpayer" en "general taxpayer" zh "一般纳税人";
        ShareOfMicro "share-of-micro" en "share of micro" zh "达到微型上限的规定比例";
        Volunteers "volunteers" en "volunteers" zh "自愿转型";
    }
}

/// The tests met, as bits in the order of [`Test`].
pub(super) fn bits(list: Cultivation) -> usize {
    let met = [list.small_reached, list.general_taxpayer, list.share_of_micro_reached, list.volunteers];
    met.iter().rev().fold(0, |bits, met| bits * 2 + usize::from(*met))
}

/// The tests met, or `no`.
fn cultivation(tests: usize, lang: Lang) -> String {
    let met: Vec<String> = Test::ALL.iter().filter(|test| tests >> test.index() & 1 == 1).map(|test| in_cell(*test, lang)).collect();
    match (met.is_empty(), lang) {
        (true, Lang::En) => "no".to_string(),
        (true, Lang::Zh) => "否".to_string(),
        (false, _) => met.join("; "),
    }
}
