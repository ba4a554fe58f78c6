package pinyin

import (
	"slices"
	"strings"
	"sync"
)

// placeWords are places of which a character is read in another way than usual,
// or than as a surname: 重庆 is chong qing, 长沙 chang sha, 乐山 le shan. Readings
// as in 中国地名词典.
const placeWords = `重庆:chong,qing 厦门:xia,men 西藏:xi,zang 成都:cheng,du 佛山:fo,shan 佛冈:fo,gang 佛坪:fo,ping 番禺:pan,yu
蚌埠:beng,bu 蚌山:beng,shan 六安:lu,an 六合:lu,he 大埔:da,bu 枞阳:zong,yang 涡阳:guo,yang 珲春:hun,chun 牟平:mu,ping 铅山:yan,shan
东阿:dong,e 尉犁:yu,li 蔚县:yu,xian 洪洞:hong,tong 浚县:xun,xian 阿图什:a,tu,shi 喀什:ka,shi 乌什:wu,shi 塔什库尔干:ta,shi,ku,er,gan
什邡:shi,fang 克什克腾:ke,shi,ke,teng 康巴什:kang,ba,shi 什刹海:shi,cha,hai 阿勒泰:a,le,tai 泊头:bo,tou 犍为:qian,wei 吴堡:wu,bu 繁峙:fan,shi
繁昌:fan,chang 宕昌:tan,chang 三重:san,chong 莎车:sha,che 句容:ju,rong 黑龙江:hei,long,jiang 黑河:hei,he 黑山:hei,shan 黑水:hei,shui
盖州:gai,zhou 朴子:pu,zi 员林:yuan,lin 绥棱:sui,ling 黄陂:huang,pi 穆棱:mu,ling 天长:tian,chang 延长:yan,chang 子长:zi,chang 弓长岭:gong,chang,ling
长沙:chang,sha 长春:chang,chun 长治:chang,zhi 长丰:chang,feng 长乐:chang,le 长兴:chang,xing 长垣:chang,yuan 长宁:chang,ning 长安:chang,an
长寿:chang,shou 长岭:chang,ling 长武:chang,wu 长汀:chang,ting 长泰:chang,tai 长洲:chang,zhou 长海:chang,hai 长清:chang,qing 长滨:chang,bin
长白:chang,bai 长葛:chang,ge 长阳:chang,yang 长顺:chang,shun 长江:chang,jiang 长城:chang,cheng 三都:san,du 丰都:feng,du 于都:yu,du 商都:shang,du
宁都:ning,du 宜都:yi,du 尧都:yao,du 新都:xin,du 望都:wang,du 昆都仑:kun,du,lun 昌都:chang,du 曾都:zeng,du 武都:wu,du 殷都:yin,du 江都:jiang,du
盐都:yan,du 秦都:qin,du 花都:hua,du 莲都:lian,du 襄都:xiang,du 郫都:pi,du 都兰:du,lan 都匀:du,yun 都安:du,an 都昌:du,chang 都江堰:du,jiang,yan
魏都:wei,du 信都:xin,du 首都:shou,du 乐都:le,du 乐山:le,shan 乐安:le,an 乐东:le,dong 乐业:le,ye 乐平:le,ping 乐昌:le,chang
乐至:le,zhi 乐陵:le,ling 乐清:yue,qing 乐亭:lao,ting 解放:jie,fang`

// A placeName is a place and the readings of its characters.
type placeName struct {
	runes    []rune
	readings []string
}

// places are those of placeWords by their first character.
var places = sync.OnceValue(func() map[rune][]placeName {
	out := map[rune][]placeName{}
	for field := range strings.FieldsSeq(placeWords) {
		name, readings, _ := strings.Cut(field, ":")
		runes := []rune(name)
		out[runes[0]] = append(out[runes[0]], placeName{runes, strings.Split(readings, ",")})
	}
	return out
})

// place gives the characters of places in a run their readings.
func place(run []rune, readings []string) {
	known := places()
	for i, r := range run {
		for _, p := range known[r] {
			if len(run)-i >= len(p.runes) && slices.Equal(run[i:i+len(p.runes)], p.runes) {
				copy(readings[i:], p.readings)
			}
		}
	}
}
