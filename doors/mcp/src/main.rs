//! huiqi for AI assistants: a server of the Model Context Protocol over standard input and output. It holds no logic and keeps no facts.

mod answering;
mod facts;
mod policies;
mod server;
mod tools;

use rmcp::ServiceExt;
use rmcp::transport::stdio;
use server::Server;
use std::process::ExitCode;

const USAGE: &str = "huiqi-mcp

A server of the Model Context Protocol over standard input and output, for AI assistants to start. It takes no options.";

#[tokio::main]
async fn main() -> ExitCode {
    if std::env::args().len() > 1 {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), String> {
    let server = Server::new().map_err(|error| error.to_string())?;
    let running = server.serve(stdio()).await.map_err(|error| error.to_string())?;
    running.waiting().await.map(|_| ()).map_err(|error| error.to_string())
}
