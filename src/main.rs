//! The command `huiqi`: arguments in, report out, no arithmetic.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
