//! XLSX: sheets of a workbook, row by row.

use super::caught::caught;
use super::failure::{Failure, Told, Trouble};
use huiqi::Lang;
use huiqi::register::{Sheet, SheetNotChosen, Sheets, Sought, Texts, read_workbook};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

/// Rows, or why there are no more.
pub(super) type Rows = Result<Texts, Failure>;

/// Reads sheets in a thread of its own: its header, and then batches of text. The cells stream; only the
/// workbook's shared strings are held. Without a name it is the visible sheet with the header that is sought.
pub(super) fn read(
    path: &Path,
    sheets: &[String],
    chunk_rows: usize,
    (sought, lang): (Sought, Lang),
) -> Result<(Sheet, Receiver<Rows>), Failure> {
    let (head, header) = sync_channel(1);
    let (rows, batches) = sync_channel(1);
    let (of, sheets) = (path.to_path_buf(), Sheets::of(sheets));
    std::thread::spawn(move || {
        // Whatever ends it early is said: rows that just stopped coming would pass for the end of the sheet. A reader that
        // has gone hears nothing.
        let stream = || {
            let file = BufReader::new(File::open(&of)?);
            let (head, found) = (|sheet| head.send(sheet).is_ok(), |texts| rows.send(Ok(texts)).is_ok());
            read_workbook(file, &sheets, chunk_rows, (&sought, lang), head, found)
        };
        match caught(stream) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                let file = of.display().to_string();
                _ = rows.send(Err(match error.downcast::<SheetNotChosen>() {
                    Ok(not_chosen) => Failure::register(Trouble::RegisterWrong { file, reason: Told(not_chosen.to_string()) }),
                    Err(error) => Failure::io(&of, error),
                }));
            }
            Err(panic) => _ = rows.send(Err(Failure::io(&of, panic))),
        }
    });
    match header.recv() {
        Ok(opened) => Ok((opened, batches)),
        Err(_) => Err(batches.recv().ok().and_then(Result::err).unwrap_or_else(|| Failure::io(path, ""))),
    }
}
