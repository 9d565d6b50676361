//! The policy pack is embedded: build again when any of its files changes.

#[allow(clippy::print_stdout)] // how a build script speaks to cargo
fn main() {
    println!("cargo::rerun-if-changed=policies");
}
