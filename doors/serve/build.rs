//! The page goes into the service where it was built before (page/build.sh); without it the service has none of its own.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=../../page");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let inside = Path::new(&out).join("page");
    if inside.exists() {
        fs::remove_dir_all(&inside)?;
    }
    fs::create_dir_all(&inside)?;
    let built = Path::new("../../page/dist");
    if built.is_dir() {
        for file in fs::read_dir(built)? {
            let file = file?;
            fs::copy(file.path(), inside.join(file.file_name()))?;
        }
    }
    Ok(())
}
