//! A document without its details: for a reader who asks again.

use super::document::{Block, Document, Section};
use super::labels::Label;
use crate::base::words::{Lang, Say};

impl Document {
    /// Without what a reader has to ask for: what a terminal shows, in any format. A note names what was left out.
    ///
    /// ```
    /// use huiqi::{Ask, Lang, Pack, Profile, Question, report};
    ///
    /// let pack = Pack::embedded()?;
    /// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let answer = huiqi::ask(&pack, &Question::new(shop, Ask::Assess { form: None }))?;
    /// let (whole, brief) = (report::answer(&answer, Lang::En), report::answer(&answer, Lang::En).in_brief());
    /// assert!(brief.markdown().len() < whole.markdown().len() && brief.csv() == whole.csv()); // the records stay
    /// assert!(brief.markdown().contains("Left out here: Reliefs granted"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    pub fn in_brief(mut self) -> Document {
        let mut names = Vec::new();
        self.blocks = brief(self.blocks, self.lang, &mut names);
        if !names.is_empty() {
            self.blocks.push(Block::note(Label::LeftOut { names }.say(self.lang)));
        }
        self
    }
}

/// Blocks without details, at any depth; `names` gets those of the details.
fn brief(blocks: Vec<Block>, lang: Lang, names: &mut Vec<String>) -> Vec<Block> {
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Details(section) => names.push(section.counted(lang)),
            Block::Section(section) => {
                let blocks = brief(section.blocks, lang, names);
                kept.push(Block::Section(Section { blocks, ..section }));
            }
            block => kept.push(block),
        }
    }
    kept
}
