package pinyin

// surnames are family names whose reading differs from the character's usual
// one, and compound names with a reading of their own. Readings as in the
// dictionary 现代汉语词典 (7th edition) under "姓".
var surnames = map[string]string{
	"单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao",
	"盖": "ge", "召": "shao", "乐": "yue", "种": "chong", "秘": "bi", "折": "she", "覃": "qin",
	"缪": "miao", "翟": "zhai", "宓": "mi", "员": "yun", "冼": "xian", "黑": "he", "祭": "zhai",
	"繁": "po", "逄": "pang", "盛": "sheng", "车": "che", "尉": "wei", "任": "ren", "华": "hua",
	"纪": "ji", "宁": "ning", "句": "gou", "晁": "chao", "洗": "xian", "令": "ling", "长": "zhang",
	"卜": "bu", "哈": "ha", "牟": "mu", "佴": "nai", "阙": "que", "隗": "wei", "郇": "xun",
	"应": "ying", "葛": "ge", "谌": "chen", "臧": "zang", "藏": "zang", "贾": "jia", "石": "shi",
	"沈": "shen", "俞": "yu", "佟": "tong", "撒": "sa", "行": "xing", "重": "chong", "能": "nai",
	"那": "na", "都": "du", "的": "de", "薄": "bo", "柏": "bai", "褚": "chu", "相": "xiang", "戚": "qi",
	"少": "shao", "吕": "lv", "过": "guo", "粘": "nian", "干": "gan", "禚": "zhuo", "瞿": "qu",
	"尹": "yin", "钭": "tou", "强": "qiang", "莘": "shen", "亓": "qi", "乜": "nie", "妫": "gui",
	"单于": "chan yu", "尉迟": "yu chi", "长孙": "zhang sun", "万俟": "mo qi", "澹台": "tan tai",
	"令狐": "ling hu", "宇文": "yu wen", "呼延": "hu yan", "皇甫": "huang fu", "诸葛": "zhu ge",
	"司马": "si ma", "司徒": "si tu", "欧阳": "ou yang", "上官": "shang guan", "夏侯": "xia hou",
	"东方": "dong fang", "慕容": "mu rong", "公孙": "gong sun", "独孤": "du gu", "南宫": "nan gong",
	"太史": "tai shi", "赫连": "he lian", "百里": "bai li", "西门": "xi men", "申屠": "shen tu",
	"拓跋": "tuo ba", "濮阳": "pu yang", "淳于": "chun yu", "公冶": "gong ye", "宗政": "zong zheng",
	"钟离": "zhong li", "鲜于": "xian yu", "闻人": "wen ren", "轩辕": "xuan yuan", "闾丘": "lv qiu",
	"亓官": "qi guan", "司空": "si kong", "端木": "duan mu", "颛孙": "zhuan sun", "子车": "zi ju",
}
