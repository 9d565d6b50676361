//! What the command itself has to say, apart from the library: a code, values and words in both languages, as there.

use super::language::chosen;
use huiqi::catalogues::Field;
use huiqi::{Say, catalogue};
use serde_json::Value;
use std::fmt;

catalogue! {
    /// What a value on the command line should have been.
    pub(super) enum Wanted {
        Year en "a year such as 2023" zh "年份，如 2023";
        Years en "two years such as 2022..2027" zh "起止年份，如 2022..2027";
        Day en "a date such as 2022-04-01" zh "日期，如 2022-04-01";
        Id en "an id of small letters, digits and hyphens, such as hunan-2024-10" zh "由小写字母、数字、连字符组成的名称，如 hunan-2024-10";
        Days en "two days such as 2023-07-01..2023-12-31, the earlier first" zh "起止日期，如 2023-07-01..2023-12-31（先早后晚）";
        Whole { least: u64, most: u64 } en "a whole number from {least} to {most}" zh "{least} 至 {most} 的整数";
        OneOf { known: Vec<String> } en "one of: {known}" zh "下列之一：{known}";
    }
}

catalogue! {
    /// The command line is wrong.
    pub(super) enum Usage {
        CommandMissing { known: Vec<String> } en "which command? One of: {known}" zh "缺少命令；可用：{known}";
        UnknownCommand { found: String } en "there is no command `{found}`" zh "没有命令 `{found}`";
        UnknownCommandMeant { found: String, meant: String } en "there is no command `{found}`; did you mean `{meant}`?"
            zh "没有命令 `{found}`；是否应为 `{meant}`？";
        NotInThisBuild { found: String, feature: &'static str }
            en "this build has no `{found}`: it comes with the feature `{feature}` (`cargo install --path . --features {feature}`), \
                and is part of every release"
            zh "此版本未编入 `{found}`：请启用功能 `{feature}` 编译（`cargo install --path . --features {feature}`），或使用发布的版本";
        UnknownOption { found: String } en "there is no option `{found}` here" zh "此处没有选项 `{found}`";
        UnknownOptionMeant { found: String, meant: String } en "there is no option `{found}` here; did you mean `{meant}`?"
            zh "此处没有选项 `{found}`；是否应为 `{meant}`？";
        NotExpected { found: String } en "`{found}` is one argument too many" zh "多余的参数 `{found}`";
        ArgumentMissing { option: Vec<String> } en "what is needed is not given: {option}" zh "缺少必需的参数：{option}";
        GivenTwice { option: String } en "{option} is given twice" zh "{option} 只能给一次";
        NotTogether { option: String, other: Vec<String> } en "{option} does not go with {other}" zh "{option} 不能与 {other} 同时使用";
        ValueMissing { option: String } en "{option} needs a value" zh "{option} 后须给出值";
        NoValueHere { option: String, found: String } en "{option} takes no more values: `{found}`" zh "{option} 不再接受值：`{found}`";
        WrongValue { option: String, found: String, expected: Wanted } en "{option}: `{found}` is not {expected}"
            zh "{option}：`{found}` 不对，应为：{expected}";
        WrongValueMeant { option: String, found: String, meant: String } en "{option}: there is no `{found}`; did you mean `{meant}`?"
            zh "{option}：没有 `{found}`；是否应为 `{meant}`？";
        ValueRefused { option: String, found: String, reason: String } en "{option}: `{found}`: {reason}" zh "{option}：`{found}`：{reason}";
        NotText en "an argument is not Unicode text" zh "参数不是合法的 Unicode 文本";
        NotUnderstood { reason: String } en "{reason}" zh "命令行有误：{reason}";
        OnlyCalendarHasDays en "--format ics: only `calendar` has days to write down; here: text, json, markdown, html or csv"
            zh "--format ics：只有 calendar 可输出日历；此处可用 text、json、markdown、html、csv";
        UnknownEnding { path: String }
            en "--output {path}: the name must end in .html, .md, .txt, .csv, .json, .ics (calendar) or .pdf (report)"
            zh "--output {path}：文件名须以 .html、.md、.txt、.csv、.json、.ics（calendar）或 .pdf（report）结尾";
        ReplacesInput { path: String } en "-o {path}: the result would replace the file that it is made from; give another name"
            zh "-o {path}：结果会覆盖输入文件，请换一个文件名";
        IsThereAlready { path: String } en "{path} is there already; huiqi does not overwrite it" zh "{path} 已存在，不覆盖";
        UnknownMeasure { found: String } en "no measure or document `{found}`; see `huiqi policies list`"
            zh "没有措施或文件 `{found}`；见 `huiqi policies list`";
        UnknownMeasureMeant { found: String, meant: String }
            en "no measure or document `{found}`; did you mean `{meant}`? (huiqi policies list)"
            zh "没有措施或文件 `{found}`；是否应为 `{meant}`？（huiqi policies list）";
        DocumentThere { found: String } en "the pack holds a document `{found}` already; see `huiqi policies show {found}`"
            zh "政策包中已有文件 `{found}`；见 `huiqi policies show {found}`";
        NoSuchTrade { found: String } en "no trade is like `{found}`; try another word for what is sold or done, such as: noodle shop"
            zh "没有与“{found}”相近的行业；请换一个说法，如：小吃、理发、五金批发";
        NoSuchPlace { found: String } en "the pack has no place like `{found}`; try the name of its county, city or province"
            zh "政策包中没有与“{found}”相近的地区；请换用县（区）、市或省的名称";
    }
}

catalogue! {
    /// Something could not be read or written.
    pub(super) enum Failure {
        CannotRead { path: String, reason: String } en "cannot read `{path}`: {reason}" zh "无法读取 `{path}`：{reason}";
        AnswersEnded { question: usize } en "the input ended before question {question} was answered: nothing is saved"
            zh "输入已结束，第 {question} 个问题尚未回答：未保存";
        CannotWrite { path: String, reason: String } en "cannot write `{path}`: {reason}" zh "无法写入 `{path}`：{reason}";
        CannotPrint { reason: String } en "the output could not be written: {reason}" zh "无法输出：{reason}";
        NoBrowser
            en "a PDF is printed by Chromium, and none was found: install it (Debian: `apt install chromium fonts-noto-cjk`), \
                name one in HUIQI_BROWSER, or write .html and print that"
            zh "PDF 由 Chromium 打印，未找到浏览器：请安装（Debian：`apt install chromium fonts-noto-cjk`），\
                或用环境变量 HUIQI_BROWSER 指定，或输出 .html 后自行打印";
        BrowserFailed { browser: String, reason: String } en "{browser} did not print the PDF: {reason}" zh "{browser} 未能打印 PDF：{reason}";
    }
}

/// The JSON Schemas of all of them.
pub(super) fn schemas() -> [Value; 2] {
    [Usage::schema(), Failure::schema()]
}

/// A value that is not what is wanted, as the reader of arguments carries it.
#[derive(Clone, Debug)]
pub(super) struct Unfit(pub(super) Wanted);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.say(chosen()))
    }
}

impl std::error::Error for Unfit {}
