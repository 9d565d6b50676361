#![no_main]

#[path = "../command.rs"]
mod command;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    command::run(&command::built(), &command::folder(), "csv", data);
});
