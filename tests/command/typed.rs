//! Profiles as people type and save them: with the signs of a Chinese keyboard, in the encodings of Windows; and what is said of
//! those that cannot be read.

use crate::run::huiqi;
use std::path::Path;

/// A tea shop, as a person types it.
const TYPED: &str = "\
名称 = “小满奶茶”
年度 ＝ ２０２５
行政区划 = 昆明市
所在地类型 = 市区
行业代码：奶茶   # 注：可写俗称
组织形式 = \"个体工商户”

【增值税】
纳税人类别 = 小规模纳税人
纳税期限 = 按季

［［销售］］
所属期 = 全年
种类 = 服务
金额 = ９.６万元

【成本费用】
货物成本 = ‘３万元’

【投资者】
综合所得 = 0
";

/// The same, as TOML has it.
const MEANT: &str = "\
name = \"小满奶茶\"
year = 2025
place = \"昆明市\"
locality = \"city\"
industry = \"奶茶\"
form = \"individual-business\"
[vat]
status = \"small-scale\"
filing = \"quarter\"
[[sales]]
period = \"year\"
kind = \"services\"
amount = \"9.6万元\"
[costs]
goods = \"3万元\"
[owner]
comprehensive_income = 0
";

/// What `compare` answers for a profile of these bytes: its exit code, its output and its errors.
fn compared(folder: &Path, bytes: &[u8], lang: &str) -> (i32, String, String) {
    let path = folder.join("shop.toml");
    std::fs::write(&path, bytes).expect("a file");
    let output = huiqi(&["compare", path.to_str().expect("UTF-8"), "--lang", lang]).output().expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").replace(&folder.display().to_string(), "");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

#[test]
fn signs_of_a_chinese_keyboard_and_encodings_of_windows_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, answer, said) = compared(folder.path(), MEANT.as_bytes(), "zh");
    assert_eq!((code, said.as_str()), (0, ""));
    let utf16 = |swap: bool| {
        let units = std::iter::once(0xfeff).chain(TYPED.encode_utf16());
        units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    let (gbk, _, wrong) = encoding_rs::GB18030.encode(TYPED);
    assert!(!wrong && std::str::from_utf8(&gbk).is_err());
    let with_mark = format!("\u{feff}{}", TYPED.replace('\n', "\r\n"));
    for (name, bytes) in [
        ("UTF-8", TYPED.as_bytes().to_vec()),
        ("UTF-8 with a mark", with_mark.into_bytes()),
        ("GBK", gbk.into_owned()),
        ("UTF-16LE", utf16(false)),
        ("UTF-16BE", utf16(true)),
    ] {
        assert_eq!(compared(folder.path(), &bytes, "zh"), (0, answer.clone(), String::new()), "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_named_with_what_to_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let latin = MEANT
        .replace("小满奶茶", "X")
        .into_bytes()
        .iter()
        .flat_map(|byte| if *byte == b'X' { vec![0xe9] } else { vec![*byte] })
        .collect::<Vec<u8>>();
    let (code, _, said) = compared(folder.path(), &latin, "zh");
    assert_eq!(code, 3);
    assert!(said.contains("不是 UTF-8 编码") && said.contains("编码选 UTF-8"), "{said}");
    let wrong = |from: &str, to: &str, lang: &str| {
        let (code, _, said) = compared(folder.path(), MEANT.replace(from, to).as_bytes(), lang);
        assert_eq!(code, 3, "{said}");
        said
    };
    let said = wrong("form = \"individual-business\"\n", "", "zh");
    assert!(said.contains("缺少 `form`：组织形式，现有组织形式；填写：个体工商户 | 个人独资企业"), "{said}");
    let said = wrong("\"9.6万元\"", "\"九万六\"", "zh");
    assert!(said.starts_with("错误: `九万六` 不对，应为：金额") && said.contains("（金额，销售额"), "{said}");
    let said = wrong("amount = \"9.6万元\"", "amount =", "zh");
    assert!(said.contains("此处应有值；文字须加引号") && said.contains("shop.toml:13:"), "{said}");
    // A name of several places is taken for none: each is named with all of its name.
    let said = wrong("\"昆明市\"", "\"鼓楼区\"", "zh");
    assert!(said.contains("不止一处") && said.contains("320106 江苏省南京市鼓楼区") && said.contains("410204"), "{said}");
    // A misspelling is told what was meant, where that is certain.
    let said = wrong("\"昆明市\"", "\"麒麒区\"", "zh");
    assert!(said.contains("是否应为 麒麟区"), "{said}");
    for elsewhere in ["云南省鼓楼区", "昆明市麒麟区"] {
        let said = wrong("\"昆明市\"", &format!("\"{elsewhere}\""), "zh");
        assert!(!said.contains("是否应为"), "{said}");
    }
    let output = huiqi(&["compare", "no-such.toml", "--lang", "zh"]).output().expect("a run");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "错误: 无法读取 `no-such.toml`：没有这个文件\n");
}

#[test]
fn the_same_fault_on_many_lines_is_one_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = "[[sales]]\nperiod = \"Q1\"\nkind = \"service\"\namount = 1\n";
    let many = MEANT.replace("[costs]", &format!("{}[costs]", line.repeat(20)));
    let (code, _, said) = compared(folder.path(), many.as_bytes(), "en");
    assert_eq!((code, said.matches("error:").count()), (3, 1), "{said}");
    assert!(said.contains("(also line 20, 24, 28,") && said.contains("and 7 more)"), "{said}");
    let (_, _, said) = compared(folder.path(), many.as_bytes(), "zh");
    assert!(said.contains("（第 20、24、28、") && said.contains("等另 7 处同）"), "{said}");
}
