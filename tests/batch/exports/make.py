"""Makes the exports that `tests/batch/exports.rs` imports, in the layouts of accounting programs and of the withholding client:
python3 make.py, with openpyxl. Everybody in them is made up."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent

SMALL = [
    ("一、营业收入", 1, 100000), ("减：营业成本", 2, 40000), ("    税金及附加", 3, 300), ("      其中：消费税", 4, None),
    ("            城市维护建设税", 5, 210), ("            资源税", 6, None), ("            土地增值税", 7, None),
    ("            城镇土地使用税、房产税、车船税、印花税", 8, None), ("            教育费附加、矿产资源补偿费、排污费", 9, 90),
    ("    销售费用", 10, 8000), ("      其中：商品维修费", 11, None), ("            广告费和业务宣传费", 12, 1000), ("    管理费用", 13, 20000),
    ("      其中：开办费", 14, None), ("            业务招待费", 15, 500), ("            研究费用", 16, None), ("    财务费用", 17, 200),
    ("      其中：利息费用（收入以“-”号填列）", 18, 150), ("加：投资收益（损失以“-”号填列）", 19, None),
    ("二、营业利润（亏损以“-”号填列）", 20, 31500), ("加：营业外收入", 21, 1500), ("      其中：政府补助", 22, 1500), ("减：营业外支出", 23, 300),
    ("      其中：坏账损失", 24, 200), ("            税收滞纳金", 25, 100), ("三、利润总额（亏损总额以“-”号填列）", 26, 32700),
    ("减：所得税费用", 27, None), ("四、净利润（净亏损以“-”号填列）", 28, 32700),
]

ENTERPRISE = [
    ("一、营业收入", 100000, 90000), ("减：营业成本", 40000, 1), ("    税金及附加", 300, 1), ("    销售费用", 8000, 1), ("    管理费用", 18000, 1),
    ("    研发费用", 2000, 1), ("    财务费用", 200, 1), ("        其中：利息费用", 150, 1), ("              利息收入", 10, 1),
    ("加：其他收益", 700, 1), ("    投资收益（损失以“－”号填列）", 0, 1), ("    净敞口套期收益（损失以“－”号填列）", None, None),
    ("    公允价值变动收益（损失以“－”号填列）", None, None), ("    信用减值损失（损失以“－”号填列）", -400, None),
    ("    资产减值损失（损失以“－”号填列）", None, None), ("    资产处置收益（损失以“－”号填列）", 0, None),
    ("二、营业利润（亏损以“－”号填列）", 31800, 1), ("加：营业外收入", 0, 1), ("减：营业外支出", 300, 1),
    ("三、利润总额（亏损总额以“－”号填列）", 31500, 1), ("减：所得税费用", 1575, 1), ("四、净利润（净亏损以“－”号填列）", 29925, 1),
]


def titled(sheet, title, whose, columns):
    """A title over all columns, and a row of whose it is, merged as programs merge them."""
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet["A1"] = title
    sheet["A1"].font = Font(bold=True, size=16)
    for column, text in whose.items():
        sheet[f"{column}2"] = text


def small():
    book = Workbook()
    balance = book.active
    balance.title = "资产负债表"
    titled(balance, "资产负债表", {"A": "编制单位：X1店", "C": "2026年12月31日"}, 4)
    balance.append(["资产", "行次", "期末余额", "年初余额"])
    balance.append(["货币资金", 1, 5000, 4000])
    sheet = book.create_sheet("利润表")
    titled(sheet, "利润表", {"A": "编制单位：X1店", "B": "2026年12月", "C": "会小企02表", "D": "单位：元"}, 4)
    sheet.append(["项      目", "行次", "本年累计金额", "本月金额"])
    for item, row, amount in SMALL:
        sheet.append([item, row, amount, 1 if amount else None])
    flows = book.create_sheet("现金流量表")
    titled(flows, "现金流量表", {"A": "编制单位：X1店", "C": "2026年12月"}, 4)
    flows.append(["项      目", "行次", "本年累计金额", "本月金额"])
    flows.append(["销售产成品、商品、提供劳务收到的现金", 1, 99000, 1])
    for sheet in book:
        for row in sheet.iter_rows(min_row=4, min_col=3, max_col=4):
            for cell in row:
                cell.number_format = "#,##0.00"
    book.save(HERE / "statements.xlsx")


def enterprise():
    book = Workbook()
    sheet = book.active
    titled(sheet, "利  润  表", {"A": "纳税人识别号：X1", "B": "所属期起：2026-01-01 所属期止：2026-12-31", "C": "会企02表"}, 3)
    sheet.append(["项目", "本期金额", "上期金额"])
    for row in ENTERPRISE:
        sheet.append(row)
    book.save(HERE / "enterprise.xlsx")


def several():
    book = Workbook()
    sheet = book.active
    titled(sheet, "代账客户 2026 年利润汇总", {"A": "单位：元"}, 4)
    sheet.append(["项目", "行次", "甲店", "乙店"])
    for item, row, amount in SMALL:
        sheet.append([item, row, amount, amount and amount * 2])
    book.save(HERE / "several.xlsx")


CALCULATED = (
    "工号,姓名,证件类型,证件号码,税款所属期起,税款所属期止,所得项目,本期收入,本期费用,本期免税收入,本期基本养老保险费,本期基本医疗保险费,"
    "本期失业保险费,本期住房公积金,本期企业(职业)年金,本期商业健康保险费,本期税延养老保险费,本期其他扣除(其他),累计收入额,累计免税收入,"
    "累计减除费用,累计专项扣除,累计子女教育支出扣除,累计赡养老人支出扣除,累计继续教育支出扣除,累计住房贷款利息支出扣除,累计住房租金支出扣除,"
    "累计3岁以下婴幼儿照护,累计个人养老金,累计其他扣除,累计准予扣除的捐赠,累计应纳税所得额,税率,速算扣除数,累计应纳税额,累计减免税额,"
    "累计应扣缴税额,已缴税额,应补(退)税额,备注"
).split(",")

WAGES = "工号,*姓名,*证件类型,*证件号码,本期收入,本期免税收入,基本养老保险费,基本医疗保险费,失业保险费,住房公积金,累计子女教育,累计继续教育,备注".split(",")

PEOPLE = [("张三丰", "530302199001010011", 1, 1000, 80), ("李四光", "530302199002020022", 1, 1000, 80), ("王五常", "530302199003030033", 12, 600, 0)]


def calculated(name, months, kinds=True):
    book = Workbook()
    sheet = book.active
    sheet.title = "工资薪金所得"
    sheet.append(CALCULATED)

    def row(person, month, kind, income, pension, cumulative):
        who, number = person
        told = {
            "姓名": who, "证件类型": "居民身份证", "证件号码": number, "税款所属期起": f"2026-{month:02}-01",
            "税款所属期止": f"2026-{month:02}-28", "所得项目": kind, "本期收入": income, "本期基本养老保险费": pension, "累计收入额": cumulative,
        }
        sheet.append([told.get(column) for column in CALCULATED])

    for month in months:
        for who, number, since, wage, pension in PEOPLE:
            if month >= since:
                row((who, number), month, "正常工资薪金", wage, pension, wage * (month - since + 1))
    if kinds:
        row(("赵六", "530302199004040044"), 6, "一般劳务报酬所得", 700, None, 700)
        row(("钱七", "530302199005050055"), 6, "正常工资薪金", 0, None, 0)
        sheet.append(["合计", *[None] * 6, 25300])
    book.save(HERE / name)


def monthly():
    book = Workbook()
    sheet = book.active
    sheet.append(WAGES)
    for who, number, since, wage, pension in PEOPLE[:2]:
        sheet.append([None, who, "居民身份证", number, wage, None, pension])
    book.save(HERE / "202601_正常工资薪金所得.xlsx")


def declared():
    """The return itself (个人所得税扣缴申报表): a header of two rows, and the employer above it."""
    book = Workbook()
    sheet = book.active
    titled(sheet, "个人所得税扣缴申报表", {"A": "税款所属期：2026年02月01日至2026年02月28日"}, 8)
    sheet.append(["扣缴义务人名称：X1店", *[None] * 5, "金额单位：人民币元（列至角分）"])
    sheet.append(["序号", "姓名", "身份证件类型", "身份证件号码", "所得项目", "收入额计算", None, None])
    sheet.append([None, None, None, None, None, "收入", "费用", "免税收入"])
    for column in "ABCDE":
        sheet.merge_cells(f"{column}4:{column}5")
    sheet.merge_cells("F4:H4")
    sheet.append([f"（{number}）" for number in range(1, 9)])
    for number, (who, identity, _, wage, _) in enumerate(PEOPLE[:2], 1):
        sheet.append([number, who, "居民身份证", identity, "正常工资薪金", wage, None, None])
    sheet.append(["合计", *[None] * 4, 2000, None, None])
    book.save(HERE / "declared.xlsx")


small()
enterprise()
declared()
several()
calculated("payroll.xlsx", range(1, 13))
calculated("december.xlsx", [12], kinds=False)
monthly()
