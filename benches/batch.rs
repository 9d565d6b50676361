//! The stages of a batch, for one chunk of 16,384 synthetic rows: reading CSV, assessing, writing each format.
//!
//! `cargo bench --features batch --bench batch`; divide 16,384 by a stage's time for its rows a second on one thread.

use arrow_array::RecordBatch;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use huiqi::register::{Batch, Encoded, Encoder, Header, Options, Synthesis, read_csv};
use huiqi::{Lang, Pack};

const ROWS: usize = 16_384;

fn main() {
    divan::main();
}

fn pack() -> Pack {
    Pack::embedded().unwrap_or_else(|error| unreachable!("{error}"))
}

fn register(pack: &Pack) -> RecordBatch {
    let made = Synthesis::new(pack, 1, 2024).unwrap_or_else(|error| unreachable!("{error}"));
    made.rows(0, ROWS).unwrap_or_else(|error| unreachable!("{error}"))
}

fn header(rows: &RecordBatch) -> Header {
    Header::of_schema(&rows.schema(), false).unwrap_or_else(|_| unreachable!())
}

fn encoded(shape: Encoded, rows: &RecordBatch) -> Vec<u8> {
    let mut encoder = Encoder::new(shape, rows.schema());
    encoder.write(rows).and_then(|()| encoder.take()).unwrap_or_default()
}

#[divan::bench]
fn make_up(bencher: Bencher<'_, '_>) {
    let pack = pack();
    bencher.counter(ItemsCount::new(ROWS)).bench(|| register(&pack));
}

#[divan::bench]
fn read_csv_cells(bencher: Bencher<'_, '_>) {
    let rows = register(&pack());
    let (header, bytes) = (header(&rows), encoded(Encoded::Csv, &rows));
    bencher.counter(ItemsCount::new(ROWS)).bench(|| read_csv(&header, black_box(&bytes), b',', Lang::En));
}

#[divan::bench]
fn assess(bencher: Bencher<'_, '_>) {
    let pack = pack();
    let rows = register(&pack);
    let header = header(&rows);
    let batch = Batch::new(&pack, Options::default());
    let mut worker = batch.worker();
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| worker.assess(&header, black_box(&rows)));
}

#[divan::bench(args = [Encoded::Csv, Encoded::JsonLines, Encoded::Parquet])]
fn write(bencher: Bencher<'_, '_>, shape: Encoded) {
    let pack = pack();
    let rows = register(&pack);
    let results = Batch::new(&pack, Options::default()).worker().assess(&header(&rows), &rows);
    let results = results.map(|assessed| assessed.results).unwrap_or_else(|_| unreachable!());
    bencher.counter(ItemsCount::new(ROWS)).bench(|| encoded(shape, black_box(&results)));
}
