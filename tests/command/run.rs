//! The command, run as a user runs it from the project's folder.

use assert_cmd::Command;

/// The profiles in `examples`.
pub const EXAMPLES: [&str; 12] = [
    "bus-operator",
    "changsha-landlord",
    "dongguan-workshop",
    "food-stall",
    "hardware-retailer",
    "landlord",
    "lhasa-shop",
    "machine-workshop",
    "noodle-shop",
    "over-the-threshold",
    "wholesaler",
    "yiwu-wholesaler",
];

pub fn huiqi(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().args(args);
    command
}

/// What it prints where all is well.
pub fn stdout(args: &[&str]) -> String {
    let output = huiqi(args).assert().success().get_output().clone();
    assert!(output.stderr.is_empty(), "{args:?} wrote to stderr: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The pack's hash and the version change with every policy file: they are tested apart.
pub fn stable(text: &str) -> String {
    let hash = hash();
    text.replace(&hash, "PACK").replace(&hash[..12], "PACK").replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

pub fn hash() -> String {
    huiqi::Pack::embedded().expect("sound").hash().to_string()
}
