//! The command `huiqi`: arguments in, report out, no arithmetic.

fn main() -> std::process::ExitCode {
    huiqi::cli::run(std::env::args_os().collect()).into()
}
