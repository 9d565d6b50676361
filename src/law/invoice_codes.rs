//! What invoices say that was sold: by the classification code on them (商品和服务税收分类编码) and by their words.

use crate::base::names::SaleKind;
use crate::base::source::{Section, list, text, word};
use crate::base::words::Bilingual;

/// What a code that begins so sold.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct InvoiceCode {
    /// The first digits of the code.
    begins: String,
    /// Words of which the invoice bears one; none are asked where the list is empty.
    words: Vec<String>,
    /// Nothing was sold where it is `None`.
    pub(crate) sold: Option<SaleKind>,
    /// What it may be as well.
    pub(crate) or: Option<SaleKind>,
}

impl InvoiceCode {
    /// Reads one `[[invoice_code]]`.
    pub(super) fn read(section: &Section<'_>) -> Option<InvoiceCode> {
        let begins = section.required("begins", text);
        let words = section.or("words", Vec::new(), list(text));
        // What it is called is there for who reads the file.
        let name: Option<Bilingual> = section.bilingual("name");
        let (sold, or) = (section.optional("sold", word), section.optional("or", word));
        section.finish();
        name.and(Some(InvoiceCode { begins: begins?, words: words?, sold, or }))
    }

    #[cfg(feature = "register")]
    fn fits(&self, code: &str, said: &[&str]) -> bool {
        let worded = || self.words.iter().any(|word| said.iter().any(|said| said.contains(word.as_str())));
        code.starts_with(&self.begins) && (self.words.is_empty() || worded())
    }
}

#[cfg(feature = "register")]
/// What a line of an invoice sold, by its code and its words: the one that says most of it.
pub(super) fn of<'c>(codes: &'c [InvoiceCode], code: &str, said: &[&str]) -> Option<&'c InvoiceCode> {
    let fitting = codes.iter().filter(|known| known.fits(code, said));
    fitting.max_by_key(|known| (!known.words.is_empty(), known.begins.len()))
}
