//! `huiqi ask` without a question: asks in words for what a person knows of a business, then only for what can change the answer,
//! saves the profile and compares the forms.

mod answers;
mod dialogue;
mod follow_up;

use super::language::both;
use super::messages::Usage;
use super::options::{Format, Options};
use super::stop::Stop;
use super::written::written;
use answers::{Answers, Open, months_from};
use dialogue::{Dialogue, Retry, Wording, amount, amount_of_year, count, numbered, one_of, year_and_month};
use huiqi::{Ask, Form, Lang, Locality, Money, Pack, PlaceFound, Profile, Question, SaleKind, Say, Vocabulary, report};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Candidates that are named when an answer is not one of them.
const CANDIDATES: usize = 6;

/// The most staff and partners that are taken for an answer.
const MOST_STAFF: u32 = 100_000;
const MOST_PARTNERS: u32 = 50;

/// Asks, saves the profile in `output` or where the answers say, and compares the forms.
pub(super) fn run(options: &Options, output: Option<&Path>, lang: Lang) -> Result<String, Stop> {
    if let Some(path) = output.filter(|path| path.exists()) {
        return Err(Usage::IsThereAlready { path: path.display().to_string() }.into());
    }
    let pack = options.load_pack()?;
    let mut interview = Interview { pack: &pack, lang, dialogue: Dialogue::new(lang) };
    let mut answers = interview.first()?;
    let rules = pack.rules(answers.year, answers.place, None)?;
    interview.follow_up(&rules, &mut answers)?;
    let text = answers.toml(Open::Unknown);
    let path = match output {
        Some(path) => save(path, &text).map_err(|error| Stop::cannot_write(path, &error)).map(|()| path.to_path_buf())?,
        None => interview.saved(&text)?,
    };
    let shown = path.display();
    interview.dialogue.tell(&match lang {
        Lang::En => format!("\nSaved in {shown}. To compute it again: huiqi compare {shown}\n"),
        Lang::Zh => format!("\n已保存到 {shown}。再次测算：huiqi compare {shown}\n"),
    });
    let profile = Profile::parse(&text, &path.display().to_string(), &pack)?;
    let compare = Ask::Compare { to: Vec::new(), convert_on: None, vat_status: None, years: None, allow_missing: false };
    let answer = huiqi::ask(&pack, &Question::new(profile, compare))?;
    written(options.format_or(Format::Text), options.full, || report::answer(&answer, lang), || report::answer_json(&answer))
}

/// Writes a file that is not there yet.
fn save(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = std::fs::File::create_new(path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all())
}

fn wording(title: &str, means: &str) -> Wording {
    Wording { title: title.to_string(), means: means.to_string() }
}

struct Interview<'p> {
    pack: &'p Pack,
    lang: Lang,
    dialogue: Dialogue,
}

impl Interview<'_> {
    /// What everybody is asked.
    fn first(&mut self) -> Result<Answers, Stop> {
        let (place, place_name) = self.place()?;
        let (industry, trade, sells) = self.trade()?;
        let (year, opened) = self.year()?;
        let months = months_from(opened);
        let (form, partners) = self.form()?;
        let (sales, monthly) = self.dialogue.ask(
            &wording(
                both("What were the sales of the year?", "一年的销售额是多少（元）？"),
                both(
                    "All money taken, VAT included; a month's average will do. Example: 96000, or 8000 a month",
                    "全部收入，含税；只知月均也可以。例：96000，9.6万，每月 8000",
                ),
            ),
            |text| amount(text).and_then(|found| if found.0 > Money::ZERO { Ok(found) } else { Err(Retry::NotSold) }),
        )?;
        let costs = self.dialogue.ask(
            &wording(
                both("What were the costs of the year, without wages and taxes?", "一年的成本费用是多少（元），不含雇员工资和税？"),
                both(
                    "Goods, rent, electricity and so on, as paid with VAT. Example: 50000, or 4000 a month",
                    "进货、房租、水电等，按实付（含税）计。例：50000，5万，每月 4000",
                ),
            ),
            |text| amount_of_year(text, months),
        )?;
        let staff = self.dialogue.ask(
            &wording(
                both("How many people are employed, without the owner?", "雇了几个人（不含业主）？"),
                both("On average in the year; 0 if none. Example: 2", "全年平均；没有填 0。例：2"),
            ),
            |text| count(text, MOST_STAFF),
        )?;
        let wages = if staff == 0 { Money::ZERO } else { self.wages(months)? };
        let kind = sells.unwrap_or(SaleKind::Services);
        let locality = Locality::City;
        let (general, assets, restricted, income, class, settled) = (None, None, None, None, None, [None, None]);
        let mut answers = Answers {
            place,
            place_name,
            industry,
            trade,
            year,
            opened,
            form,
            partners,
            kind,
            sales,
            monthly,
            costs,
            staff,
            wages,
            own_rent: Money::ZERO,
            locality,
            general,
            assets,
            restricted,
            income,
            class,
            settled,
        };
        let lets = answers.kind == SaleKind::RealEstateLease;
        if lets {
            answers.own_rent = self.own_rent(months)?;
        }
        if lets || sells.is_none() {
            self.kind(&mut answers)?;
        }
        Ok(answers)
    }

    fn place(&mut self) -> Result<(u32, String), Stop> {
        let (pack, lang) = (self.pack, self.lang);
        let example = pack.classes().place_name(pack.example_place()).map(|name| name.say(lang)).unwrap_or_default();
        let means =
            both("Taxes differ by place. A county, city or province will do. Example: ", "各地税费规定不同；县（区）、市、省都可以。例：");
        let found = self.dialogue.ask(
            &wording(both("Where is the business?", "店（企业）在哪里？"), &format!("{means}{example}")),
            |text| {
                let found = pack.classes().find_places(text);
                let code = if text.is_empty() { return Err(Retry::Empty) } else { Profile::place_code(text, pack).ok() };
                match (code, found.as_slice()) {
                    (Some(code), _) => found.iter().find(|place| place.code == code).cloned().ok_or(Retry::Empty),
                    (None, [one]) => Ok(one.clone()),
                    (None, []) => Err(Retry::NoPlace { found: text.to_string() }),
                    (None, several) => {
                        let names =
                            |place: &PlaceFound| place.within.iter().chain([&place.name]).map(|name| name.say(lang)).collect::<Vec<_>>();
                        let whole = |place: &PlaceFound| names(place).join(" ");
                        let said = several.iter().take(CANDIDATES).map(|place| format!("{:06} {}", place.code, whole(place)));
                        Err(Retry::WhichOne { meant: said.collect() })
                    }
                }
            },
        )?;
        let name = found.within.iter().chain([&found.name]).map(|name| name.say(lang)).collect::<Vec<_>>().join(" ");
        self.dialogue.tell(&format!("  → {:06} {name}", found.code));
        Ok((found.code, name))
    }

    /// The code of the trade, its name, and what it mostly sells where that is known.
    fn trade(&mut self) -> Result<(String, String, Option<SaleKind>), Stop> {
        let (pack, lang) = (self.pack, self.lang);
        let found = self.dialogue.ask(
            &wording(
                both("What does it do?", "做什么生意？"),
                both(
                    "In a word or two. Example: milk tea, hairdresser, hardware wholesale",
                    "一两个词即可。例：奶茶，理发，五金批发，直播带货",
                ),
            ),
            |text| {
                let found = pack.classes().find_trades(text);
                let known = Profile::industry_of(text, pack).ok();
                let of_code = |code: &str| found.iter().find(|trade| trade.code == code).map(|trade| (trade.name.say(lang), trade.sells));
                match (known, found.as_slice()) {
                    _ if text.is_empty() => Err(Retry::Empty),
                    (Some(known), _) => {
                        let (name, sells) = of_code(&known.code).unwrap_or_else(|| (known.code.clone(), None));
                        Ok((known.code, name, sells))
                    }
                    (None, [one]) => Ok((one.code.clone(), one.name.say(lang), one.sells)),
                    (None, []) => Err(Retry::NoTrade { found: text.to_string() }),
                    (None, several) => {
                        let said = several.iter().take(CANDIDATES).map(|trade| format!("{} {}", trade.code, trade.name.say(lang)));
                        Err(Retry::WhichOne { meant: said.collect() })
                    }
                }
            },
        )?;
        self.dialogue.tell(&format!("  → {} {}", found.0, found.1));
        Ok(found)
    }

    /// The year, and the month of it that the business was opened in.
    fn year(&mut self) -> Result<(i32, u32), Stop> {
        let years = self.pack.years();
        self.dialogue.ask(
            &wording(
                both("Of which year are the figures?", "哪一年的数据？"),
                both(
                    "The law of that year is applied. Example: 2025; if it was opened in the course of it: 2025-06",
                    "按该年度的规定测算。例：2025；当年中途开业的写开业月份：2025年6月",
                ),
            ),
            |text| year_and_month(text, &years),
        )
    }

    /// The form, and how many partners there are.
    fn form(&mut self) -> Result<(Form, u32), Stop> {
        let lang = self.lang;
        let known = numbered(Form::ALL, lang).join(both(", ", "，"));
        let form = self.dialogue.ask(
            &wording(
                both("Which legal form does it have now?", "现在是哪种组织形式？"),
                &format!("{}{known}", both("As on the licence; the number will do: ", "见营业执照，填序号即可：")),
            ),
            |text| one_of(text, Form::ALL, lang),
        )?;
        if form != Form::Partnership {
            return Ok((form, 1));
        }
        let partners = self.dialogue.ask(
            &wording(
                both("How many partners are there?", "有几位合伙人？"),
                both("They are taken to have equal shares. Example: 2", "按份额相等测算。例：2"),
            ),
            |text| count(text, MOST_PARTNERS).and_then(|count| if count > 0 { Ok(count) } else { Err(Retry::Empty) }),
        )?;
        Ok((form, partners))
    }

    fn wages(&mut self, months: u32) -> Result<Money, Stop> {
        self.dialogue.ask(
            &wording(
                both("What were their wages of the year, all together?", "雇员一年的工资合计是多少（元）？"),
                both(
                    "With the employer's social insurance; not what the owner takes. Example: 72000, or 6000 a month",
                    "含单位负担的社保，不含业主自己拿的。例：72000，7.2万，每月 6000",
                ),
            ),
            |text| amount_of_year(text, months),
        )
    }

    fn own_rent(&mut self, months: u32) -> Result<Money, Stop> {
        self.dialogue.ask(
            &wording(
                both("How much of it is rent of premises of its own, without VAT?", "其中自有房产的租金是多少（元，不含增值税）？"),
                both(
                    "Rent of one's own premises bears property tax; of premises let on it does not. All of the rent where VAT is \
                     exempted; 0 if all is let on. Example: 480000, or 40000 a month",
                    "自有房产的租金缴房产税，转租的不缴。免征增值税的按全部租金填；全是转租填 0。例：48万，每月 4万",
                ),
            ),
            |text| amount_of_year(text, months),
        )
    }

    /// Saves the profile where the answer says.
    fn saved(&mut self, text: &str) -> Result<PathBuf, Stop> {
        self.dialogue.ask(
            &wording(
                both("In which file is the profile to be saved?", "资料保存到哪个文件？"),
                both("A new file, to compute it again later. Enter for huiqi.toml", "新文件，以后可再次测算。直接回车为 huiqi.toml"),
            ),
            |name| {
                let path = PathBuf::from(if name.is_empty() { "huiqi.toml" } else { name });
                match save(&path, text) {
                    Ok(()) => Ok(path),
                    Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                        Err(Retry::IsThere { path: path.display().to_string() })
                    }
                    Err(error) => Err(Retry::CannotWrite { path: path.display().to_string(), reason: error.to_string() }),
                }
            },
        )
    }
}
