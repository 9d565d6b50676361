//! Code lists: places (GB/T 2260) and industries (GB/T 4754); and what the pack says that it covers.

use crate::base::dates::YEARS;
use crate::base::error::{Problem, Source};
use crate::base::names::{Addition, Confidence};
use crate::base::source::{Reading, Section, count, date, list, text, truth, word, year_within};
use crate::base::words::Bilingual;
use crate::law::find_place::Found;
use crate::law::invoice_codes::InvoiceCode;
use crate::law::places::{FormerPlace, PlaceFound, Places};
use crate::law::problem::LawProblem;
use crate::law::trades::{self, Trade};

/// What a pack answers for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Covered {
    pub(super) first: i32,
    pub(super) last: i32,
    /// Where nobody names a place.
    pub(super) place: u32,
}

/// The code lists of a pack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classes {
    pub(super) covered: Covered,
    places: Places,
    sections: Vec<(String, bool, Bilingual)>,
    divisions: Vec<(u32, String, Bilingual)>,
    /// What people call the classes; a pack may do without.
    trades: Vec<Trade>,
    services: Vec<(Addition, Vec<String>)>,
    /// What invoices sold; a pack may do without.
    invoice_codes: Vec<InvoiceCode>,
}

impl Classes {
    /// Reads one file of `lists/`.
    pub(super) fn read(&mut self, source: &Source) -> Vec<Problem> {
        let (read, problems) = Reading::run(source, |root| {
            let covered = root.section("covered").map(|section| covered(&section));
            if covered.is_none() {
                header(root);
            }
            let places = root.section("divisions").map_or_else(|| Some(Places::default()), |section| Places::read(&section));
            let sections: Option<Vec<_>> = root.sections("section").iter().map(section).collect();
            let divisions: Option<Vec<_>> = root.sections("division").iter().map(division).collect();
            let services: Option<Vec<_>> = root.sections("service").iter().map(service).collect();
            let trades: Option<Vec<_>> = root.sections("trade").iter().map(Trade::read).collect();
            let codes: Option<Vec<_>> = root.sections("invoice_code").iter().map(InvoiceCode::read).collect();
            Some((covered.unwrap_or_default(), places?, sections?, divisions?, services?, trades?, codes?))
        });
        if let Some((covered, places, sections, divisions, services, trades, codes)) = read {
            self.covered = covered.unwrap_or(self.covered);
            self.services.extend(services);
            self.trades.extend(trades);
            self.invoice_codes.extend(codes);
            self.places.extend(places);
            self.sections.extend(sections);
            self.divisions.extend(divisions);
        }
        problems
    }

    /// Problems of the lists as a whole.
    pub(super) fn check(&self) -> Vec<Problem> {
        let empty = [
            ("covered", self.covered == Covered::default()),
            ("place", self.places.is_empty()),
            ("section", self.sections.is_empty()),
            ("division", self.divisions.is_empty()),
        ];
        let missing = empty.iter().filter(|(_, missing)| *missing).map(|(list, _)| LawProblem::ClassesMissing { list });
        let place = self.covered.place;
        let nowhere = (self.place_name(place).is_none() && empty.iter().all(|(_, missing)| !*missing))
            .then(|| LawProblem::UnknownPlace { found: place.to_string() });
        missing.chain(nowhere).map(Problem::new).collect()
    }

    /// The code of a place given by code or by its Chinese or English name, alone or after those of the places above it; and what it
    /// was, where the code or name ended.
    pub(crate) fn place(&self, written: &str) -> Result<(u32, Option<&FormerPlace>), LawProblem> {
        let written = written.trim();
        let found = || written.to_string();
        if written.len() > trades::LONGEST {
            return Err(LawProblem::UnknownPlace { found: found() });
        }
        match self.places.find(written) {
            Found::One(code) => Ok((code, None)),
            Found::Former(former) => Ok((former.successor, Some(former))),
            Found::Several(codes) => Err(LawProblem::SeveralPlaces { found: found(), meant: self.whole_names(&codes) }),
            Found::Nothing => Err(LawProblem::UnknownPlace { found: found() }),
        }
    }

    /// The same problem with what a name of a place or a trade that is not known may have meant: it is held against each that is, which
    /// takes a thousand times as long as to find it.
    pub(crate) fn likely(&self, problem: LawProblem) -> LawProblem {
        match problem {
            LawProblem::UnknownPlace { found } if found.len() <= trades::LONGEST => match self.places.meant(&found) {
                Some(meant) => LawProblem::UnknownPlaceMeant { meant: meant.name.zh.clone(), found },
                None => LawProblem::UnknownPlace { found },
            },
            LawProblem::UnknownIndustry { found } if found.len() <= trades::LONGEST => self.unknown_trade(&found),
            problem => problem,
        }
    }

    /// The place that a code was of, where it ended.
    #[cfg(feature = "register")]
    pub(crate) fn former_place(&self, code: u32) -> Option<&FormerPlace> {
        self.places.former(code)
    }

    /// Each place with its code and all of its name.
    fn whole_names(&self, codes: &[u32]) -> Vec<String> {
        let whole = |code: &u32| self.place_name(*code).map(|name| format!("{code:06} {}", self.places.whole_name(*code, &name.zh)));
        codes.iter().filter_map(whole).collect()
    }

    /// The trades that a text may mean, the best first: by the words that people use, then by the names of GB/T 4754; none
    /// where nothing is like it.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let found = pack.classes().find_trades("奶茶");
    /// assert_eq!((found[0].code.as_str(), found[0].name.zh.as_str()), ("H6239", "其他饮料及冷饮服务"));
    /// assert_eq!(pack.classes().find_trades("milk tea shop")[0].code, "H6239");
    /// assert!(pack.classes().find_trades("龘").is_empty());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn find_trades(&self, written: &str) -> Vec<Trade> {
        if written.len() > trades::LONGEST {
            return Vec::new();
        }
        let divisions = self.divisions.iter().map(|(code, section, name)| (format!("{section}{code:02}"), name));
        let sections = self.sections.iter().map(|(letter, _, name)| (letter.clone(), name));
        let wider = divisions.chain(sections).map(|(code, name)| Trade { code, name: name.clone(), words: Vec::new(), sells: None });
        trades::find(self.trades.iter().cloned().chain(wider), written)
    }

    /// The trade of a class, by its code with or without the letter of its section.
    pub(crate) fn trade_of(&self, code: &str) -> Option<&Trade> {
        self.trades.iter().find(|trade| code.len() >= 4 && trade.code.ends_with(code))
    }

    /// The places that a text may mean, the best first: by code, whole name, short name or English name, alone or after the names
    /// of the places above; none where nothing is like it.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// for written in ["麒麟", "云南省曲靖市麒麟区", "530302", "qilin"] {
    ///     assert_eq!(pack.classes().find_places(written)[0].code, 530302, "{written}");
    /// }
    /// assert_eq!(pack.classes().find_places("曲靖")[0].code, 530300);
    /// assert!(pack.classes().find_places("Atlantis").is_empty());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn find_places(&self, written: &str) -> Vec<PlaceFound> {
        let found = if written.len() > trades::LONGEST { Vec::new() } else { self.places.candidates(written.trim()) };
        found.into_iter().take(trades::MOST).filter_map(|code| self.place_found(code)).collect()
    }

    /// A place with those that it lies in.
    pub(crate) fn place_found(&self, code: u32) -> Option<PlaceFound> {
        let within = self.places.within(code).into_iter().cloned().collect();
        Some(PlaceFound { code, name: self.place_name(code)?.clone(), within })
    }

    /// Which services an industry mostly renders, if any: production or consumer ones.
    pub(crate) fn services(&self, industry: &Industry) -> Option<Addition> {
        // The longest code that fits decides: travel agencies lie in a division of production services.
        let fitting = |codes: &Vec<String>| codes.iter().filter(|code| industry.is_in(code)).map(String::len).max();
        let found = self.services.iter().filter_map(|(class, codes)| Some((fitting(codes)?, *class)));
        found.max_by_key(|(length, _)| *length).map(|(_, class)| class)
    }

    /// What a line of an invoice sold, by its classification code and its words.
    #[cfg(feature = "register")]
    pub(crate) fn invoiced(&self, code: &str, said: &[&str]) -> Option<&InvoiceCode> {
        crate::law::invoice_codes::of(&self.invoice_codes, code, said)
    }

    /// The counties of a province or city, and the cities that have none; or the county itself.
    #[cfg(feature = "register")]
    pub(crate) fn counties(&self, place: u32) -> Vec<u32> {
        self.places.counties(place)
    }

    /// The codes of all places.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> {
        self.places.all().iter().map(|place| place.code)
    }

    /// The name of a place.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// assert_eq!(pack.classes().place_name(530302).unwrap().zh, "麒麟区");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn place_name(&self, code: u32) -> Option<&Bilingual> {
        self.places.name(code)
    }

    /// The name of a section of GB/T 4754.
    #[cfg(feature = "register")]
    pub(crate) fn section_name(&self, letter: &str) -> Option<&Bilingual> {
        self.sections.iter().find(|(section, ..)| section == letter).map(|(_, _, name)| name)
    }

    /// Reads an industry: a GB/T 4754 code, or a word that people use for one class only (奶茶).
    pub(crate) fn industry(&self, written: &str) -> Result<Industry, LawProblem> {
        if written.len() > trades::LONGEST {
            return Err(LawProblem::UnknownIndustry { found: written.to_string() });
        }
        self.industry_of_code(written).or_else(|problem| match (trades::called(&self.trades, written), problem) {
            (Some(trade), _) => self.industry_of_code(&trade.code),
            (None, LawProblem::UnknownIndustry { .. }) => match self.divisions.iter().find(|(_, _, name)| name.zh == written.trim()) {
                Some((code, section, _)) => self.industry_of_code(&format!("{section}{code:02}")),
                None => Err(LawProblem::UnknownIndustry { found: written.to_string() }),
            },
            (None, problem) => Err(problem),
        })
    }

    /// What a word that is no trade may have meant: a few, or where to look.
    fn unknown_trade(&self, written: &str) -> LawProblem {
        let found = written.to_string();
        let mut meant: Vec<String> = self.find_trades(written).iter().map(|trade| format!("{} {}", trade.code, trade.name.zh)).collect();
        meant.truncate(4);
        if meant.is_empty() { LawProblem::UnknownIndustry { found } } else { LawProblem::UnknownIndustryMeant { found, meant } }
    }

    /// Reads a GB/T 4754 code: `H6210`, `6210`, `62` or a section letter alone.
    fn industry_of_code(&self, written: &str) -> Result<Industry, LawProblem> {
        let unknown = || LawProblem::UnknownIndustry { found: written.to_string() };
        let code = written.trim().to_uppercase();
        let letter = code.chars().next().filter(char::is_ascii_uppercase).map(|letter| letter.to_string());
        let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
        if code.len() - digits.len() > 1 || digits.len() > 4 || digits.len() == 1 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(unknown());
        }
        let of_division = match digits.get(..2) {
            Some(division) => {
                let number: u32 = division.parse().map_err(|_| unknown())?;
                Some(
                    self.divisions
                        .iter()
                        .find(|(code, _, _)| *code == number)
                        .map(|(_, section, _)| section.clone())
                        .ok_or_else(unknown)?,
                )
            }
            None => None,
        };
        if let (Some(letter), Some(section)) = (&letter, &of_division)
            && letter != section
        {
            return Err(LawProblem::IndustryOfOtherSection { found: written.to_string(), section: section.clone() });
        }
        let section = of_division.or(letter).ok_or_else(unknown)?;
        let (_, services, _) = self.sections.iter().find(|(letter, _, _)| *letter == section).ok_or_else(unknown)?;
        Ok(Industry { code, services: *services, section: section.clone() })
    }
}

fn header(root: &Section<'_>) {
    if let Some(list) = root.required_section("list") {
        list.required("id", text);
        list.required("number", text);
        list.bilingual("title");
        list.required("text_at", text);
        list.required("confidence", word::<Confidence>);
        list.required("checked_on", date);
        list.finish();
    }
}

fn covered(section: &Section<'_>) -> Option<Covered> {
    let (first, last) = (section.required("first", year_within(&YEARS)), section.required("last", year_within(&YEARS)));
    let place = section.required("place", count(999_999, &[]));
    section.finish();
    let covered = Covered { first: first?, last: last?, place: place? };
    if covered.first > covered.last {
        section.report_at(LawProblem::YearsBackwards, section.at("first"));
    }
    Some(covered)
}

fn section(section: &Section<'_>) -> Option<(String, bool, Bilingual)> {
    let letter = section.required("letter", text);
    let services = section.required("services", truth);
    let name = section.bilingual("name");
    section.finish();
    Some((letter?, services?, name?))
}

fn service(section: &Section<'_>) -> Option<(Addition, Vec<String>)> {
    let (class, codes) = (section.required("class", word), section.required("codes", list(text)));
    section.finish();
    Some((class?, codes?))
}

fn division(section: &Section<'_>) -> Option<(u32, String, Bilingual)> {
    let code = section.required("code", count(99, &[]));
    let of = section.required("section", text);
    let name = section.bilingual("name");
    section.finish();
    Some((code?, of?, name?))
}

/// The industry (国民经济行业), as its GB/T 4754 code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Industry {
    /// The code as written, such as `H6210` or `62`.
    pub code: String,
    /// The letter of its section (门类).
    pub section: String,
    /// Whether its section belongs to the service sector (服务业).
    pub services: bool,
}

impl Industry {
    /// Whether it belongs to a section letter (`F`), or its code begins with these digits (`16`, `7291`).
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let meals = huiqi::Profile::industry_of("H6210", &pack)?;
    /// assert!(meals.is_in("H") && meals.is_in("62") && !meals.is_in("61"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn is_in(&self, code: &str) -> bool {
        let digits = self.code.trim_start_matches(|c: char| c.is_ascii_uppercase());
        self.section == code || !digits.is_empty() && digits.starts_with(code)
    }
}
