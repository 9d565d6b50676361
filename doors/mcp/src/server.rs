//! What the protocol asks of a server.

use crate::{answering, policies, tools};
use huiqi::{Error, Pack};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, Implementation, ListResourceTemplatesResult, ListResourcesResult, ListToolsResult,
    PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse, ReadResourceResult, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use std::sync::Arc;

const INSTRUCTIONS: &str = "huiqi computes what an individual business (个体工商户) in mainland China pays in taxes and fees for a year, and \
    what it would pay after converting to an enterprise (个转企), to the fen, with the article of law behind each figure. \
    Ask the user for place, trade, year, sales and costs, look the codes up with find_place and find_trade, then call compare. \
    Never make facts up: what the user does not know is \"unknown\", and compare answers with a range and what to ask next. \
    Quote figures as they are, with the articles, and say that the tax office decides.";

pub(crate) struct Server {
    pack: Arc<Pack>,
    tools: Vec<Tool>,
}

impl Server {
    pub(crate) fn new() -> Result<Server, Error> {
        Ok(Server { pack: Arc::new(Pack::embedded()?), tools: tools::all() })
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().enable_resources().build();
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new("huiqi", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(&self, _: Option<PaginatedRequestParams>, _: RequestContext<RoleServer>) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.tools.clone()))
    }

    async fn call_tool(&self, asked: CallToolRequestParams, _: RequestContext<RoleServer>) -> Result<CallToolResponse, ErrorData> {
        let pack = self.pack.clone();
        let name = asked.name.clone();
        // On a thread of its own: a long question does not hold up what else is asked.
        let answered = tokio::task::spawn_blocking(move || answering::call(&pack, &asked.name, asked.arguments.unwrap_or_default()));
        let answered = answered.await.map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
        answered.map(Into::into).ok_or_else(|| ErrorData::invalid_params(format!("there is no tool `{name}`"), None))
    }

    async fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        Ok(ListResourcesResult::with_all_items(policies::listed(&self.pack)))
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(ListResourceTemplatesResult::with_all_items(policies::templates()))
    }

    async fn read_resource(
        &self,
        asked: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let found = policies::read(&self.pack, &asked.uri);
        let found = found.ok_or_else(|| ErrorData::resource_not_found(format!("there is no resource `{}`", asked.uri), None))?;
        Ok(ReadResourceResult::new(vec![found]).into())
    }
}
