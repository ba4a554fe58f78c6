package demo

// surnamesZH are surnames with pinyin and their share of the population in
// ten-thousandths, after the name report of the Ministry of Public Security for
// 2020; the rare ones at the end, chosen for their readings and their two
// characters, are rounded up.
const surnamesZH = `
王/wang/715 李/li/719 张/zhang/683 刘/liu/538 陈/chen/453 杨/yang/308 赵/zhao/229 黄/huang/223 周/zhou/212
吴/wu/205 徐/xu/167 孙/sun/154 胡/hu/131 朱/zhu/126 高/gao/121 林/lin/118 何/he/117 郭/guo/115 马/ma/105
罗/luo/86 梁/liang/84 宋/song/81 郑/zheng/78 谢/xie/72 韩/han/68 唐/tang/65 冯/feng/64 于/yu/62 董/dong/61
萧/xiao/59 程/cheng/57 曹/cao/57 袁/yuan/54 邓/deng/54 许/xu/54 傅/fu/51 沈/shen/50 曾/zeng/50 彭/peng/49
吕/lv/47 苏/su/47 卢/lu/47 蒋/jiang/47 蔡/cai/46 贾/jia/42 丁/ding/42 魏/wei/42 薛/xue/42 叶/ye/42 阎/yan/41
余/yu/41 潘/pan/41 杜/du/40 戴/dai/39 夏/xia/37 钟/zhong/37 汪/wang/36 田/tian/36 任/ren/35 姜/jiang/35
范/fan/34 方/fang/33 石/shi/31 姚/yao/31 谭/tan/30 廖/liao/30 邹/zou/27 熊/xiong/26 金/jin/26 陆/lu/26
郝/hao/25 孔/kong/25 白/bai/25 崔/cui/25 康/kang/25 毛/mao/24 邱/qiu/24 秦/qin/23 江/jiang/23 史/shi/22
顾/gu/22 侯/hou/22 邵/shao/21 孟/meng/21 龙/long/20 万/wan/20 段/duan/19 雷/lei/19 钱/qian/18 汤/tang/17
尹/yin/17 黎/li/16 易/yi/15 常/chang/15 武/wu/14 乔/qiao/14 贺/he/13 赖/lai/12 龚/gong/12 文/wen/12
单/shan/6 仇/qiu/5 解/xie/5 查/zha/5 翟/zhai/6 覃/qin/7 区/ou/3 朴/piao/3 盖/ge/2 尉迟/yuchi/2
欧阳/ouyang/11 司马/sima/4 上官/shangguan/5 诸葛/zhuge/3 夏侯/xiahou/2 皇甫/huangfu/2 令狐/linghu/2 东方/dongfang/2`

// The sexes as customers have them.
const (
	male   = "male"
	female = "female"
)

// A generation is how people born in some years are called.
type generation struct {
	from, to                       int // years of birth
	men, menFirst, menSecond       string
	women, womenFirst, womenSecond string
}

var generations = [...]generation{{
	from: 1958, to: 1974,
	men:         "建国/jianguo 建华/jianhua 建军/jianjun 志强/zhiqiang 国强/guoqiang 卫东/weidong 军/jun 勇/yong 平/ping 明/ming 国庆/guoqing 德明/deming 永福/yongfu 家宝/jiabao",
	menFirst:    "建/jian 国/guo 志/zhi 永/yong 文/wen 德/de 振/zhen 玉/yu 长/chang 新/xin",
	menSecond:   "华/hua 明/ming 生/sheng 林/lin 良/liang 忠/zhong 祥/xiang 峰/feng 庆/qing 民/min",
	women:       "秀英/xiuying 桂英/guiying 玉兰/yulan 淑芬/shufen 丽/li 敏/min 霞/xia 红/hong 丽华/lihua 桂芳/guifang 玉梅/yumei 秀兰/xiulan",
	womenFirst:  "秀/xiu 桂/gui 玉/yu 淑/shu 凤/feng 春/chun 丽/li 雪/xue 美/mei 爱/ai",
	womenSecond: "英/ying 兰/lan 珍/zhen 芳/fang 梅/mei 华/hua 琴/qin 霞/xia 萍/ping 云/yun",
}, {
	from: 1975, to: 1989,
	men:         "伟/wei 强/qiang 磊/lei 涛/tao 鹏/peng 斌/bin 超/chao 杰/jie 波/bo 辉/hui 刚/gang 海涛/haitao 志远/zhiyuan 晓东/xiaodong 文博/wenbo 立新/lixin",
	menFirst:    "海/hai 志/zhi 晓/xiao 文/wen 立/li 少/shao 庆/qing 俊/jun 嘉/jia 学/xue 思/si 云/yun",
	menSecond:   "东/dong 峰/feng 涛/tao 波/bo 斌/bin 龙/long 亮/liang 鸣/ming 飞/fei 远/yuan 诚/cheng 毅/yi",
	women:       "芳/fang 娜/na 静/jing 敏/min 艳/yan 丽娟/lijuan 婷/ting 燕/yan 玲/ling 洁/jie 颖/ying 晓燕/xiaoyan 海燕/haiyan 雪梅/xuemei",
	womenFirst:  "晓/xiao 海/hai 雪/xue 丽/li 文/wen 慧/hui 佳/jia 春/chun 雅/ya 婉/wan 思/si 清/qing",
	womenSecond: "燕/yan 娟/juan 琳/lin 蓉/rong 莉/li 倩/qian 薇/wei 珊/shan 萍/ping 虹/hong 洁/jie 敏/min",
}, {
	from: 1990, to: 2005,
	men:         "浩/hao 宇/yu 鑫/xin 凯/kai 俊杰/junjie 浩然/haoran 子豪/zihao 宇航/yuhang 天佑/tianyou 家豪/jiahao 博文/bowen 一鸣/yiming 晨/chen 睿/rui",
	menFirst:    "子/zi 宇/yu 浩/hao 天/tian 嘉/jia 博/bo 俊/jun 泽/ze 奕/yi 思/si 景/jing 明/ming",
	menSecond:   "轩/xuan 航/hang 然/ran 宇/yu 豪/hao 辰/chen 睿/rui 阳/yang 远/yuan 凡/fan 哲/zhe 恒/heng",
	women:       "悦/yue 雨桐/yutong 梦琪/mengqi 欣怡/xinyi 佳怡/jiayi 思雨/siyu 诗涵/shihan 雅婷/yating 璐/lu 婷婷/tingting 可欣/kexin 语嫣/yuyan",
	womenFirst:  "雨/yu 梦/meng 欣/xin 佳/jia 思/si 诗/shi 语/yu 若/ruo 子/zi 晓/xiao 一/yi 紫/zi",
	womenSecond: "桐/tong 琪/qi 怡/yi 涵/han 萱/xuan 彤/tong 菲/fei 瑶/yao 宁/ning 汐/xi 妍/yan 婷/ting",
}}

// A namesake is one of the most frequent full names; a list without some of
// them twice would not be lifelike.
type namesake struct {
	name, latin, gender string
}

var namesakes = []namesake{
	{"张伟", "zhangwei", male}, {"张伟", "zhangwei", male}, {"王伟", "wangwei", male}, {"李强", "liqiang", male},
	{"王芳", "wangfang", female}, {"李娜", "lina", female}, {"刘洋", "liuyang", male}, {"张敏", "zhangmin", female},
}

// brandsZH are the two halves of invented company names.
var brandsZH = [2][]string{
	{"云", "青", "禾", "澄", "栖", "蓝", "知", "沐", "远", "星", "拾", "南", "朗", "溪", "合", "松", "白", "鹿", "晴", "聚"},
	{"岚", "屿", "木", "野", "舟", "帆", "夏", "麦", "禾", "和", "谷", "象", "桥", "序", "墨", "港", "山", "森", "田", "鸣"},
}
