//! How much is let in: bytes, time, questions at once. Long questions have places of their own, so that they do not hold up short ones.

use crate::problem::Problem;
use axum::http::StatusCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// The most bytes of a question.
pub(crate) const MOST_BYTES: usize = 1 << 20;

/// How long a caller may take to send one.
pub(crate) const SENDING: Duration = Duration::from_secs(10);

/// How much work a question is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Work {
    Short,
    Long,
}

pub(crate) struct Limits {
    short: Arc<Semaphore>,
    long: Arc<Semaphore>,
    waiting: AtomicUsize,
    queue: usize,
    time: Duration,
}

impl Limits {
    pub(crate) fn new(workers: usize, queue: usize, seconds: u64) -> Limits {
        let places = |count: usize| Arc::new(Semaphore::new(count.max(1)));
        Limits {
            short: places(workers),
            long: places(workers / 2),
            waiting: AtomicUsize::new(0),
            queue,
            time: Duration::from_secs(seconds),
        }
    }

    /// Does the work on a thread of its own once there is a place. A caller who waited too long is told when to come again; work that was
    /// begun is finished, and keeps its place until then.
    pub(crate) async fn run<T: Send + 'static>(&self, work: Work, job: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= self.queue {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Problem::busy(StatusCode::TOO_MANY_REQUESTS));
        }
        let places = if work == Work::Long { &self.long } else { &self.short };
        let begun = async {
            let place = places.clone().acquire_owned().await.ok()?;
            tokio::task::spawn_blocking(move || {
                let done = job();
                drop(place);
                done
            })
            .await
            .ok()
        };
        let done = timeout(self.time, begun).await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        match done {
            Ok(Some(done)) => Ok(done),
            Ok(None) => Err(Problem::plain(StatusCode::INTERNAL_SERVER_ERROR)),
            Err(_) => Err(Problem::busy(StatusCode::SERVICE_UNAVAILABLE)),
        }
    }

    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}
