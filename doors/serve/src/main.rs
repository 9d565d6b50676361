//! huiqi over HTTP: questions in JSON, answers in JSON, and the page. It holds no logic and logs no facts.

mod answering;
mod batch;
mod csv;
mod kept;
mod limits;
mod metrics;
mod openapi;
mod page;
mod problem;
mod register;
mod routes;

use huiqi::{Answer, Error, Question};
use kept::KeptRules;
use limits::Limits;
use metrics::Metrics;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

const USAGE: &str = "huiqi-serve [--listen 127.0.0.1:8787] [--page FOLDER] [--workers N] [--queue N] [--seconds N]

Answers questions over HTTP: POST /v1/ask, or one route a question; /openapi.json describes them. It serves the page too.
  --listen   where; only this machine is let in unless another address is given
  --page     another folder that page/build.sh made, in place of the page inside
  --workers  how many questions are worked on at once; as many as there are processors
  --queue    how many may wait; 64
  --seconds  how long a question may take with its waiting; 10";

/// What the service works with.
pub(crate) struct Service {
    pub(crate) pack: huiqi::Pack,
    rules: KeptRules,
    pub(crate) limits: Limits,
    pub(crate) metrics: Metrics,
    pub(crate) page: Option<PathBuf>,
    pub(crate) is_local: bool,
}

impl Service {
    pub(crate) fn ask(&self, question: &Question) -> Result<Answer<'_>, Error> {
        let rules = |year, place, known_on| self.rules.of(&self.pack, (year, place, known_on));
        huiqi::ask_under(&self.pack, question, &rules, &|| ())
    }
}

struct Options {
    listen: SocketAddr,
    page: Option<PathBuf>,
    workers: usize,
    queue: usize,
    seconds: u64,
}

fn options(arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let processors = std::thread::available_parallelism().map_or(2, usize::from);
    let mut options = Options { listen: SocketAddr::from(([127, 0, 0, 1], 8787)), page: None, workers: processors, queue: 64, seconds: 10 };
    let mut arguments = arguments;
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} wants a value\n\n{USAGE}"))?;
        let wrong = || format!("{name} cannot be {value}\n\n{USAGE}");
        let count = || value.parse::<usize>().ok().filter(|count| *count > 0).ok_or_else(wrong);
        match name.as_str() {
            "--listen" => options.listen = value.parse().map_err(|_| wrong())?,
            "--page" => options.page = Some(PathBuf::from(&value)),
            "--workers" => options.workers = count()?,
            "--queue" => options.queue = count()?,
            "--seconds" => options.seconds = value.parse().map_err(|_| wrong())?,
            _ => return Err(format!("{name} is unknown\n\n{USAGE}")),
        }
    }
    Ok(options)
}

async fn serve(options: Options) -> Result<(), String> {
    let pack = huiqi::Pack::embedded().map_err(|error| error.to_string())?;
    let limits = Limits::new(options.workers, options.queue, options.seconds);
    let is_local = options.listen.ip().is_loopback();
    let service =
        Arc::new(Service { pack, rules: KeptRules::default(), limits, metrics: Metrics::default(), page: options.page, is_local });
    let listener = tokio::net::TcpListener::bind(options.listen).await.map_err(|error| format!("{}: {error}", options.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    eprintln!("http://{address}/");
    axum::serve(listener, routes::router(service)).with_graceful_shutdown(asked_to_stop()).await.map_err(|error| error.to_string())
}

/// Until somebody asks it to stop; what was begun is finished.
async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => _ = signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! { _ = interrupted => {}, () = terminated => {} }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let served = match options(arguments.into_iter()) {
        Ok(options) => serve(options).await,
        Err(usage) => {
            eprintln!("{usage}");
            return ExitCode::from(2);
        }
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}
