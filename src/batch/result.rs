//! The columns of a result, and the buffers they are filled from.

use super::{Options, Status};
use crate::Money;
use crate::amounts::Amounts;
use crate::names::{Form, Line};
use crate::rules::size::Cultivation;
use crate::words::{Lang, Say, Vocabulary, vocabulary};
use arrow_array::{ArrayRef, BooleanArray, Decimal128Array, RecordBatch, StringArray};
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
    }
}

/// Digits of an amount in Arrow and Parquet.
const PRECISION: u8 = 18;

/// What a name is called in a header of this language.
fn called<V: Vocabulary + Say>(name: V, lang: Lang) -> String {
    match lang {
        Lang::Zh => name.say(lang),
        Lang::En => name.key().replace('-', "_"),
    }
}

/// The columns of a result, in order.
pub(super) fn schema(options: &Options, lang: Lang, key: &DataType) -> SchemaRef {
    let mut fields =
        vec![Field::new(called(Figure::Key, lang), key.clone(), true), Field::new(called(Figure::Status, lang), DataType::Utf8, false)];
    let mut amount = |name: String| fields.push(Field::new(name, DataType::Decimal128(PRECISION, 2), false));
    let sides = std::iter::once(called(Figure::Before, lang)).chain(options.to.iter().map(|form| called(*form, lang)));
    for (i, side) in sides.enumerate() {
        for line in &options.lines {
            amount(format!("{side}_{}", called(*line, lang)));
            if options.reliefs {
                amount(format!("{side}_{}_{}", called(*line, lang), if lang == Lang::Zh { "减免" } else { "relief" }));
            }
        }
        for figure in [Figure::Relief, Figure::Total, Figure::Net] {
            amount(format!("{side}_{}", called(figure, lang)));
        }
        for figure in [Figure::ChangeTotal, Figure::ChangeNet].into_iter().filter(|_| i > 0) {
            amount(format!("{side}_{}", called(figure, lang)));
        }
    }
    fields.push(Field::new(called(Figure::Cheapest, lang), DataType::Utf8, false));
    fields.push(Field::new(called(Figure::Cultivation, lang), DataType::Utf8, true));
    Arc::new(Schema::new(fields))
}

/// The results of a batch while they are made.
pub(super) struct Builder {
    schema: SchemaRef,
    lang: Lang,
    /// In fen, row by row, `width` of them each.
    amounts: Vec<i64>,
    width: usize,
    status: Vec<Status>,
    cheapest: Vec<Form>,
    cultivation: Vec<Option<Cultivation>>,
}

impl Builder {
    pub(super) fn new(schema: SchemaRef, lang: Lang, rows: usize) -> Builder {
        let columns = schema.fields().iter().filter(|field| matches!(field.data_type(), DataType::Decimal128(PRECISION, 2))).count();
        let key_is_amount = schema.fields().first().is_some_and(|key| matches!(key.data_type(), DataType::Decimal128(PRECISION, 2)));
        let width = columns - usize::from(key_is_amount);
        Builder {
            amounts: Vec::with_capacity(rows * width),
            width,
            status: Vec::with_capacity(rows),
            cheapest: Vec::with_capacity(rows),
            cultivation: Vec::with_capacity(rows),
            schema,
            lang,
        }
    }

    /// One row: the present form and the others, in the order of the options.
    pub(super) fn push(&mut self, options: &Options, present: Form, sides: &[Amounts], status: Status, list: Option<Cultivation>) {
        let mut least: Option<(Money, Form)> = None;
        let mut before: Option<(Money, Money)> = None;
        let forms = std::iter::once(present).chain(options.to.iter().copied());
        for (form, side) in forms.zip(sides) {
            let total = side.total();
            let net = side.net_of(total);
            let taxes = options.lines.iter().map(|line| &side.lines[*line]);
            if options.reliefs {
                self.amounts.extend(taxes.flat_map(|tax| [tax.payable().fen(), tax.relief.fen()]));
            } else {
                self.amounts.extend(taxes.map(|tax| tax.payable().fen()));
            }
            let relief: Money = side.lines.iter().map(|(_, tax)| tax.relief).sum();
            self.amounts.extend([relief, total, net].map(Money::fen));
            match before {
                None => before = Some((total, net)),
                Some((total_before, net_before)) => self.amounts.extend([total - total_before, net - net_before].map(Money::fen)),
            }
            if least.is_none_or(|(found, _)| total < found) {
                least = Some((total, form));
            }
        }
        self.status.push(status);
        self.cheapest.push(least.map_or(present, |(_, form)| form));
        self.cultivation.push(list);
    }

    /// The result, with the keys of the rows that have one.
    pub(super) fn finish(self, keys: &ArrayRef, bad: &[bool]) -> Result<RecordBatch, ArrowError> {
        let good = BooleanArray::from(bad.iter().map(|bad| !bad).collect::<Vec<bool>>());
        let keys = if bad.contains(&true) { arrow_select::filter::filter(keys.as_ref(), &good)? } else { keys.clone() };
        let lang = self.lang;
        let forms: Vec<String> = Form::ALL.iter().map(|form| in_cell(*form, lang)).collect();
        let statuses: Vec<String> = Status::ALL.iter().map(|status| in_cell(*status, lang)).collect();
        let mut columns: Vec<ArrayRef> = vec![keys, Arc::new(texts(&statuses, self.status.iter().map(|status| Some(status.index()))))];
        for column in 0..self.width {
            let cells = self.amounts.iter().skip(column).step_by(self.width).map(|fen| i128::from(*fen));
            columns.push(Arc::new(Decimal128Array::from_iter_values(cells).with_precision_and_scale(PRECISION, 2)?));
        }
        columns.push(Arc::new(texts(&forms, self.cheapest.iter().map(|form| Some(form.index())))));
        let lists: Vec<String> = (0..16).map(|tests| cultivation(tests, lang)).collect();
        columns.push(Arc::new(texts(&lists, self.cultivation.iter().map(|list| list.map(bits)))));
        RecordBatch::try_new(self.schema, columns)
    }
}

fn in_cell<V: Vocabulary + Say>(word: V, lang: Lang) -> String {
    match lang {
        Lang::Zh => word.say(lang),
        Lang::En => word.key().to_string(),
    }
}

fn texts(words: &[String], cells: impl Iterator<Item = Option<usize>>) -> StringArray {
    cells.map(|cell| cell.and_then(|index| words.get(index)).map(String::as_str)).collect()
}

vocabulary! {
    /// The tests of the cultivation list.
    pub(crate) enum Test {
        ReachesSmall "reaches-small" en "reaches small" zh "达到小型企业下限";
        General "general-taxpayer" en "general taxpayer" zh "一般纳税人";
        HalfOfMicro "half-of-micro" en "half of micro" zh "达到微型上限一半";
        Volunteers "volunteers" en "volunteers" zh "自愿转型";
    }
}

/// The tests met, as bits in the order of [`Test`].
pub(super) fn bits(list: Cultivation) -> usize {
    let met = [list.small_reached, list.general_taxpayer, list.half_of_micro, list.volunteers];
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

/// Every tax line.
pub(super) fn all_lines() -> Vec<Line> {
    Line::ALL.to_vec()
}
