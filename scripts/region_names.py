"""What ``make_regions.py`` cannot derive: readings, short names and spellings, each reviewed by hand."""

from __future__ import annotations

# Peoples in the names of autonomous areas. 内蒙古 keeps 蒙古: a short name is never a single character.
MINORITIES = tuple(
    """
    各族 维吾尔族 维吾尔 蒙古族 蒙古 柯尔克孜族 柯尔克孜 哈萨克族 哈萨克 塔吉克族 塔吉克 锡伯族 锡伯
    土家族 土族 朝鲜族 满族 回族 藏族 苗族 彝族 壮族 侗族 瑶族 白族 傣族 黎族 佤族 畲族 水族 羌族 哈尼族
    傈僳族 拉祜族 纳西族 景颇族 布依族 布朗族 普米族 怒族 独龙族 仫佬族 毛南族 仡佬族 东乡族 撒拉族
    保安族 裕固族 达斡尔族 鄂温克族
    """.split()  # noqa: SIM905 - a list of 46 strings is harder to read
)

# Short names that no rule gives.
SHORT = {
    "井陉矿区": "井陉矿区",  # 井陉 alone is the county
    "清新区": "清新",  # not 清 + 新区
    "神农架林区": "神农架",
    "正蓝旗": "正蓝旗",
    "镶黄旗": "镶黄旗",
    "正镶白旗": "正镶白旗",
    "管城回族区": "管城",
    "瀍河回族区": "瀍河",
    "顺河回族区": "顺河",
    "梅里斯达斡尔族区": "梅里斯",
}

# Names that pypinyin with pypinyin-dict reads wrongly.
PINYIN = {
    "郫都区": "pi du qu",
    "筠连县": "jun lian xian",
    "宕昌县": "tan chang xian",
    "乐陵市": "lao ling shi",
    "覃塘区": "qin tang qu",
    "民乐县": "min le xian",
    "康巴什区": "kang ba shi qu",
    "六枝特区": "liu zhi te qu",
    "红寺堡区": "hong si bu qu",
    "扎囊县": "zha nang xian",
    "扎鲁特旗": "zha lu te qi",
    "栖霞市": "qi xia shi",
    "中牟县": "zhong mu xian",
    "石鼓区": "shi gu qu",
    "色达县": "se da xian",
    "信都区": "xin du qu",
    "襄都区": "xiang du qu",
    "麦盖提县": "mai gai ti xian",
    "龙圩区": "long xu qu",
    "长子县": "zhang zi xian",
    "大城县": "dai cheng xian",
}

# Official and common spellings, and a second reading where books differ.
ALIASES = {
    "150000": ("Nei Mongol", "Inner Mongolia"),
    "540000": ("Xizang", "Tibet"),
    "610000": ("Shaanxi",),
    "810000": ("Hong Kong", "Hongkong", "HKSAR"),
    "820000": ("Macao", "Macau"),
    "450000": ("Guangxi Zhuang",),
    "640000": ("Ningxia Hui",),
    "650000": ("Xinjiang Uygur", "Xinjiang Uyghur"),
    "140109": ("Wanbailin",),
    "150100": ("Hohhot",),
    "150600": ("Ordos",),
    "150700": ("Hulunbuir",),
    "150800": ("Bayannur",),
    "150900": ("Ulanqab",),
    "152200": ("Hinggan",),
    "152500": ("Xilingol",),
    "152900": ("Alxa",),
    "230100": ("Harbin",),
    "230200": ("Qiqihar",),
    "231226": ("Suiling",),
    "410122": ("Zhongmou",),
    "511424": ("Danling",),
    "513200": ("Ngawa",),
    "513300": ("Garze",),
    "533400": ("Deqen",),
    "540100": ("Lhasa",),
    "540200": ("Xigaze", "Shigatse"),
    "540300": ("Qamdo", "Chamdo"),
    "540400": ("Nyingchi",),
    "540600": ("Nagqu",),
    "542500": ("Ngari",),
    "632600": ("Golog",),
    "632723": ("Chengduo",),
    "640303": ("Hongsibao",),
    "650100": ("Ürümqi",),
    "650200": ("Karamay",),
    "650400": ("Turpan", "Turfan"),
    "652700": ("Bortala",),
    "652800": ("Bayingolin",),
    "653000": ("Kizilsu",),
    "652900": ("Aksu",),
    "653100": ("Kashgar",),
    "653200": ("Hotan",),
    "654000": ("Ili",),
    "654300": ("Altay",),
}
