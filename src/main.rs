//! The command `huiqi`: arguments in, report out, no arithmetic.

#[cfg(unix)]
ctor::declarative::ctor! {
    /// Before `main`: Rust's runtime opens `/dev/null` in the place of a standard output that is closed, and what is written there is
    /// lost without an error.
    #[ctor(unsafe)]
    fn look() {
        let _ = huiqi::cli::output_is_open();
    }
}

fn main() -> std::process::ExitCode {
    huiqi::cli::run(std::env::args_os().collect()).into()
}
