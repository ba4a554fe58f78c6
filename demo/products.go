package demo

import "kehu/model"

// A product of the catalogue. The price is in fen; pack is how many people
// usually take at once.
type product struct {
	sku, zh, en string
	price       int64
	pack        int
}

// The shelves of the catalogue; industries name the one they buy from.
const (
	office = iota
	furniture
	electronics
	tea
	packaging
	kitchen
)

var catalogue = [...][]product{
	office: {
		{"OF-101", "A4纸 80g（5包/箱）", "A4 paper 80 g, box of 5", 13900, 4},
		{"OF-102", "A3纸 70g（4包/箱）", "A3 paper 70 g, box of 4", 16800, 2},
		{"OF-103", "打印机硒鼓 88A", "Toner cartridge 88A", 16500, 2},
		{"OF-104", "墨盒四色套装", "Ink cartridges, set of 4", 23800, 1},
		{"OF-105", "中性笔 0.5mm（12支/盒）", "Gel pens 0.5 mm, box of 12", 1880, 5},
		{"OF-106", "档案盒 55mm", "Box file 55 mm", 990, 20},
		{"OF-107", "文件夹 A4", "Ring binder A4", 680, 20},
		{"OF-108", "便利贴（12本/包）", "Sticky notes, pack of 12", 2150, 5},
		{"OF-109", "订书机", "Stapler", 2600, 3},
		{"OF-110", "白板 90×120cm", "Whiteboard 90 × 120 cm", 19800, 1},
		{"OF-111", "碎纸机", "Paper shredder", 45900, 1},
		{"OF-112", "牛皮纸信封（100个）", "Kraft envelopes, 100 pcs", 3200, 3},
		{"OF-113", "标签打印纸（10卷）", "Label rolls, 10 pcs", 8900, 3},
		{"OF-114", "硬面笔记本 A5", "Hardcover notebook A5", 1580, 10},
	},
	furniture: {
		{"FU-201", "人体工学办公椅", "Ergonomic office chair", 89900, 4},
		{"FU-202", "升降桌 1.4m", "Standing desk 1.4 m", 189900, 2},
		{"FU-203", "会议桌 2.4m", "Meeting table 2.4 m", 268000, 1},
		{"FU-204", "四门文件柜", "Filing cabinet, 4 doors", 76000, 2},
		{"FU-205", "员工工位（四人位）", "Workstation for four", 328000, 1},
		{"FU-206", "布艺沙发 三人位", "Fabric sofa, 3 seats", 239000, 1},
		{"FU-207", "折叠培训桌", "Folding training table", 42000, 6},
		{"FU-208", "前台接待台", "Reception counter", 356000, 1},
		{"FU-209", "书架 五层", "Bookshelf, 5 tiers", 45800, 2},
		{"FU-210", "LED台灯", "LED desk lamp", 12900, 5},
		{"FU-211", "隔断屏风", "Room divider", 33000, 4},
		{"FU-212", "茶水柜", "Pantry cabinet", 68000, 1},
	},
	electronics: {
		{"EL-301", "无线键鼠套装", "Wireless keyboard and mouse", 15900, 5},
		{"EL-302", "27英寸显示器", "27-inch monitor", 129900, 3},
		{"EL-303", "移动硬盘 2TB", "Portable drive 2 TB", 46900, 2},
		{"EL-304", "U盘 64GB", "USB stick 64 GB", 3990, 10},
		{"EL-305", "激光打印机", "Laser printer", 149900, 1},
		{"EL-306", "投影仪 1080P", "Projector 1080p", 289900, 1},
		{"EL-307", "蓝牙会议音箱", "Conference speaker", 59900, 1},
		{"EL-308", "高清摄像头", "HD webcam", 19900, 4},
		{"EL-309", "降噪耳机", "Noise-cancelling headset", 69900, 3},
		{"EL-310", "扩展坞 12合1", "Docking station 12-in-1", 39900, 3},
		{"EL-311", "路由器 Wi-Fi 6", "Router Wi-Fi 6", 32900, 2},
		{"EL-312", "插线板 8位", "Power strip, 8 sockets", 6900, 6},
		{"EL-313", "条码扫描枪", "Barcode scanner", 28800, 2},
		{"EL-314", "热敏小票机", "Receipt printer", 36900, 1},
	},
	tea: {
		{"TE-401", "明前龙井茶 250g", "Longjing tea 250 g", 38800, 2},
		{"TE-402", "武夷岩茶大红袍 礼盒", "Da Hong Pao oolong, gift box", 52800, 2},
		{"TE-403", "云南普洱茶饼 357g", "Pu'er tea cake 357 g", 26800, 3},
		{"TE-404", "安溪铁观音 500g", "Tieguanyin tea 500 g", 29800, 2},
		{"TE-405", "福鼎白茶 300g", "Fuding white tea 300 g", 33800, 2},
		{"TE-406", "茉莉花茶 罐装", "Jasmine tea, tin", 9800, 4},
		{"TE-407", "祁门红茶 200g", "Keemun black tea 200 g", 16800, 3},
		{"TE-408", "中秋月饼礼盒", "Mooncake gift box", 19800, 10},
		{"TE-409", "坚果礼盒 1.5kg", "Nut gift box 1.5 kg", 15800, 10},
		{"TE-410", "景德镇手绘茶具", "Hand-painted tea set", 46800, 1},
		{"TE-411", "有机蜂蜜 500g", "Organic honey 500 g", 8800, 4},
		{"TE-412", "丝绸围巾 礼盒", "Silk scarf, gift box", 32800, 2},
		{"TE-413", "紫砂壶", "Yixing clay teapot", 68000, 1},
		{"TE-414", "咖啡豆 1kg", "Coffee beans 1 kg", 12800, 4},
	},
	packaging: {
		{"PK-501", "瓦楞纸箱 40×30×20（50个）", "Cardboard boxes 40 × 30 × 20, 50 pcs", 14500, 6},
		{"PK-502", "封箱胶带（6卷）", "Packing tape, 6 rolls", 2980, 10},
		{"PK-503", "气泡膜 50m", "Bubble wrap 50 m", 5600, 5},
		{"PK-504", "牛皮纸手提袋（200个）", "Kraft paper bags, 200 pcs", 26000, 4},
		{"PK-505", "缠绕膜 5kg", "Stretch film 5 kg", 7800, 6},
		{"PK-506", "快递袋（500个）", "Mailing bags, 500 pcs", 9900, 6},
		{"PK-507", "礼品盒定制（100个）", "Custom gift boxes, 100 pcs", 88000, 2},
		{"PK-508", "不干胶标签（1000张）", "Adhesive labels, 1,000 pcs", 12000, 4},
		{"PK-509", "塑料托盘 1.2m", "Plastic pallet 1.2 m", 13800, 10},
		{"PK-510", "周转箱", "Stackable crate", 4900, 20},
		{"PK-511", "打包机", "Strapping machine", 135000, 1},
		{"PK-512", "蜂窝纸 30m", "Honeycomb paper 30 m", 4500, 6},
	},
	kitchen: {
		{"KI-601", "不锈钢保温杯 500ml", "Vacuum flask 500 ml", 8900, 10},
		{"KI-602", "骨瓷餐具 20件套", "Bone china set, 20 pcs", 45900, 2},
		{"KI-603", "玻璃杯（6只装）", "Drinking glasses, set of 6", 5990, 6},
		{"KI-604", "商用咖啡机", "Commercial coffee machine", 598000, 1},
		{"KI-605", "净水器", "Water purifier", 169900, 1},
		{"KI-606", "一次性纸杯（1000只）", "Paper cups, 1,000 pcs", 7900, 5},
		{"KI-607", "抽纸（24包/箱）", "Tissues, box of 24", 5980, 6},
		{"KI-608", "洗手液 5L", "Hand soap 5 l", 4800, 4},
		{"KI-609", "垃圾袋（500只）", "Bin liners, 500 pcs", 5500, 4},
		{"KI-610", "空气净化器", "Air purifier", 139900, 1},
		{"KI-611", "毛巾（10条）", "Towels, 10 pcs", 12900, 5},
		{"KI-612", "电热水壶 1.7L", "Electric kettle 1.7 l", 15900, 2},
		{"KI-613", "微波炉", "Microwave oven", 49900, 1},
		{"KI-614", "香薰蜡烛", "Scented candle", 6900, 6},
	},
}

// A tariff turns a price in fen into one in another currency: price × num / den,
// rounded to a multiple of step minor units. These are list prices, not rates.
type tariff struct{ num, den, step int64 }

var tariffs = map[model.Currency]tariff{
	model.CNY: {1, 1, 1},
	model.USD: {14, 100, 50},
	model.EUR: {13, 100, 50},
	model.GBP: {11, 100, 50},
	model.JPY: {21, 100, 10},
}

// in returns the price in minor units of a currency that tariffs has.
func (p *product) in(c model.Currency) int64 {
	t := tariffs[c]
	return max(1, (p.price*t.num/t.den+t.step/2)/t.step) * t.step
}
