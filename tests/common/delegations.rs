//! What a province may decide: its figures moved to the ends of what was left to it, and a millionth past them.

/// A figure of a province's file put in place of another, and whether the delegation allows it.
pub struct Decision {
    pub file: &'static str,
    pub figure: &'static str,
    pub instead: &'static str,
    pub allowed: bool,
}

/// 房产税暂行条例 art. 3: 10% to 30% of original value; 财税〔2019〕13号 art. 3 and 公告2022-10 art. 1: within 50%.
pub const DECISIONS: [Decision; 8] = [
    Decision { file: "yunnan-property-rules.toml", figure: "deduction = \"30%\"", instead: "deduction = \"10%\"", allowed: true },
    Decision { file: "yunnan-property-rules.toml", figure: "deduction = \"30%\"", instead: "deduction = \"9.9999%\"", allowed: false },
    Decision { file: "yunnan-property-rules.toml", figure: "deduction = \"30%\"", instead: "deduction = \"30%\"", allowed: true },
    Decision { file: "yunnan-property-rules.toml", figure: "deduction = \"30%\"", instead: "deduction = \"30.0001%\"", allowed: false },
    Decision { file: "yunnan-mof-sta-2019-11.toml", figure: "reduction = \"50%\"", instead: "reduction = \"49.9999%\"", allowed: true },
    Decision { file: "yunnan-mof-sta-2019-11.toml", figure: "reduction = \"50%\"", instead: "reduction = \"50.0001%\"", allowed: false },
    Decision { file: "yunnan-mof-sta-2022-4.toml", figure: "reduction = \"50%\"", instead: "reduction = \"49.9999%\"", allowed: true },
    Decision { file: "yunnan-mof-sta-2022-4.toml", figure: "reduction = \"50%\"", instead: "reduction = \"50.0001%\"", allowed: false },
];

impl Decision {
    /// The files with the figure instead.
    pub fn made(&self, files: &[(String, String)]) -> Vec<(String, String)> {
        let mut files = files.to_vec();
        let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with(self.file)).expect("the file is there");
        assert!(text.contains(self.figure), "{} has no {}", self.file, self.figure);
        *text = text.replace(self.figure, self.instead);
        files
    }
}
