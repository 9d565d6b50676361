//! The command `huiqi`: arguments in, report out, no arithmetic.

mod cli;

/// A batch takes and gives back large buffers all the time; this allocator keeps them, where the system's returns their pages.
#[cfg(feature = "batch")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
