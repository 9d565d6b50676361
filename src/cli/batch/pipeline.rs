//! Chunks through threads and out again in their order, few of them at a time.

use super::failure::Failure;
use super::input::{FilePosition, Input, Task};
use super::say;
use huiqi::register::{RowError, Summary};
use huiqi::{Lang, RegisterImpact};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;

/// Rows in are results and errors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Counts {
    pub(super) rows: u64,
    pub(super) results: u64,
    pub(super) errors: u64,
}

/// What became of a chunk of rows.
#[derive(Default)]
pub(super) struct Chunk {
    pub(super) rows: usize,
    pub(super) results: usize,
    /// Results with something to be said beside the figures.
    pub(super) noted: usize,
    pub(super) bytes: Vec<u8>,
    pub(super) errors: Vec<RowError>,
    pub(super) summary: Option<Summary>,
    pub(super) impact: Option<RegisterImpact>,
}

/// Reads tasks one after the other, works on them in `threads` threads, and hands the chunks on in the order of the
/// tasks. A thread takes a task only against one of a few tickets, which come back when a chunk has been handed on: so
/// many chunks are in memory at most, however slow one of them is.
pub(super) fn run<Work>(
    input: Input,
    threads: usize,
    make: impl Fn() -> Work + Sync,
    mut write: impl FnMut(FilePosition, Chunk) -> Result<(), Failure>,
) -> Result<(), Failure>
where
    Work: FnMut(Task) -> Result<Chunk, Failure>,
{
    type Outcome = (u64, Result<(FilePosition, Chunk), Failure>);
    let tickets_out = threads + 2;
    let (give_back, tickets) = sync_channel::<()>(tickets_out);
    for _ in 0..tickets_out {
        let _ = give_back.send(());
    }
    let (hand_in, finished) = sync_channel::<Outcome>(tickets_out);
    let (mut counted, lost) = input.counted();
    let (tickets, input) = (Mutex::new(tickets), Mutex::new((0_u64, input)));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let hand_in = hand_in.clone();
            let (tickets, input, make) = (&tickets, &input, &make);
            scope.spawn(move || {
                let mut work = make();
                loop {
                    // A lock is poisoned, or a channel closed, only when the run has ended.
                    let Ok(()) = tickets.lock().map_or(Err(()), |tickets| tickets.recv().map_err(|_| ())) else { return };
                    let Ok(mut reading) = input.lock() else { return };
                    let number = reading.0;
                    let Some(next) = reading.1.next() else { return };
                    reading.0 += 1;
                    drop(reading);
                    let failed = next.is_err();
                    let outcome = next.and_then(|(place, task)| work(task).map(|chunk| (place, chunk)));
                    if hand_in.send((number, outcome)).is_err() || failed {
                        return;
                    }
                }
            });
        }
        drop(hand_in);
        let (mut waiting, mut next) = (BTreeMap::new(), 0);
        let mut outcome = Ok(());
        'all: for (number, chunk) in &finished {
            waiting.insert(number, chunk);
            while let Some(chunk) = waiting.remove(&next) {
                next += 1;
                let written = chunk.and_then(|(place, chunk)| {
                    // Counted by the structure of the file, and by who read its cells.
                    counted += chunk.rows as u64;
                    if counted == place.rows { write(place, chunk) } else { Err(lost(counted, place.rows)) }
                });
                if let Err(failure) = written {
                    outcome = Err(failure);
                    break 'all;
                }
                let _ = give_back.try_send(());
            }
        }
        // Whoever waits for a ticket or for room ends.
        drop(give_back);
        drop(finished);
        outcome
    })
}

/// How far a run has come, on a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    lang: Lang,
    /// Rows that an earlier run had done.
    before: u64,
}

impl Progress {
    /// Of so many units (bytes or rows), some of them done.
    pub(super) fn new(length: Option<u64>, done: FilePosition, lang: Lang) -> Progress {
        let bar = length.map_or_else(ProgressBar::no_length, ProgressBar::new);
        let template = "{wide_bar} {percent}% {msg} {elapsed} / {eta}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_position(done.at);
        bar.reset_eta();
        Progress { bar, lang, before: done.rows }
    }

    pub(super) fn advance(&self, to: FilePosition) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.set_position(to.at);
        let rate = (to.rows - self.before) / self.bar.elapsed().as_secs().max(1);
        let rows = to.rows;
        self.bar.set_message(say(self.lang, format!("{rows} rows, {rate} a second"), format!("{rows} 行，每秒 {rate} 行")));
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
