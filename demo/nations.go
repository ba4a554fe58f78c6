package demo

import "kehu/model"

// A nation is a foreign country with how people there are called, where they
// live and how they write addresses and phone numbers.
type nation struct {
	weight        int // how many of 100 foreign customers
	country       string
	language      string
	currency      model.Currency
	men, women    string
	families      string
	familyFirst   bool
	cities        []cityAbroad
	streets       []string // # is a digit
	phones        []string // # is a digit; in the form people there write abroad
	local         []string // the same numbers as written at home
	firms, trades []string // {f} is a family name, {t} a trade; the rest stands
}

// A cityAbroad has a province where addresses there have one. In the postcode
// # is a digit and @ a letter.
type cityAbroad struct{ name, province, postcode string }

// The ranges for fiction are those of NANPA (555-01xx in every area), Ofcom
// ("Telephone numbers for drama purposes"), the Bundesnetzagentur (Rufnummern
// für Medienproduktionen), the ARCEP (decision 2018-0881: audiovisual works) and the ACMA
// (5550 and 7010). They suffice for books of 100,000 customers; in larger ones
// numbers come again. The other countries have none.
var nations = []nation{{
	weight: 18, country: "United States", language: "en", currency: model.USD,
	men:      "James Robert Michael David Daniel Matthew Andrew Joshua Ryan Brandon Ethan Tyler Marcus Nathan Kevin Samuel",
	women:    "Emily Sarah Jessica Ashley Amanda Lauren Megan Rachel Olivia Hannah Grace Natalie Chloe Madison Audrey Claire",
	families: "Smith Johnson Miller Davis Wilson Anderson Taylor Moore Martin Thompson Walker Young Parker Collins Bennett Reed Hughes Sullivan Foster Hayes Coleman Delgado Novak Fitzgerald",
	cities: []cityAbroad{{"Seattle", "WA", "981##"}, {"Portland", "OR", "972##"}, {"San Francisco", "CA", "941##"}, {"Austin", "TX", "787##"},
		{"Chicago", "IL", "606##"}, {"Boston", "MA", "021##"}, {"New York", "NY", "100##"}, {"Denver", "CO", "802##"}, {"Atlanta", "GA", "303##"}},
	streets: []string{"### Maple Street", "##1 Oak Avenue", "2## Lakeview Drive", "## Harbor Road", "4## Pine Street", "1## Mill Lane"},
	phones:  areaNumbers("+1 ", "-555-01##"),
	local:   areaNumbers("", "-555-01##"),
	firms:   []string{"{f} {t} Inc.", "{f} & Sons LLC", "Northlake {t} LLC", "Juniper Hill {t} Inc.", "Copper Fern {t} LLC"},
	trades:  []string{"Imports", "Trading", "Office Supply", "Tea", "Interiors", "Packaging"},
}, {
	weight: 13, country: "United Kingdom", language: "en", currency: model.GBP,
	men:      "Oliver Harry George Jack Thomas William Alfie Edward Callum Rhys Declan Liam Hamish Gareth",
	women:    "Amelia Isla Ava Charlotte Florence Poppy Freya Niamh Siobhan Fiona Eleanor Harriet Bronwen Imogen",
	families: "Jones Williams Brown Evans Thomas Roberts O'Reilly O'Brien MacDonald Campbell Wright Thompson Whitfield Ashworth Pemberton Griffiths McAllister Clarke",
	cities: []cityAbroad{{"London", "", "E# #@@"}, {"Manchester", "", "M## #@@"}, {"Edinburgh", "", "EH# #@@"}, {"Bristol", "", "BS# #@@"},
		{"Cardiff", "", "CF1# #@@"}, {"Leeds", "", "LS# #@@"}, {"Belfast", "", "BT# #@@"}},
	streets: []string{"## High Street", "1# Station Road", "## Church Lane", "2## King's Road", "# Mill Hill", "## Victoria Terrace"},
	phones: []string{"+44 7700 900###", "+44 20 7946 0###", "+44 113 496 0###", "+44 114 496 0###", "+44 115 496 0###", "+44 116 496 0###", "+44 117 496 0###", "+44 118 496 0###",
		"+44 121 496 0###", "+44 131 496 0###", "+44 141 496 0###", "+44 151 496 0###", "+44 161 496 0###", "+44 191 498 0###", "+44 28 9649 6###", "+44 29 2018 0###"},
	local: []string{"07700 900###", "020 7946 0###", "0113 496 0###", "0114 496 0###", "0115 496 0###", "0116 496 0###", "0117 496 0###", "0118 496 0###",
		"0121 496 0###", "0131 496 0###", "0141 496 0###", "0151 496 0###", "0161 496 0###", "0191 498 0###", "028 9649 6###", "029 2018 0###"},
	firms:  []string{"{f} {t} Ltd", "{f} & Clarke {t} Ltd", "Heron Quay {t} Ltd", "Thistle & Rye {t} Ltd"},
	trades: []string{"Stationery", "Trading", "Homeware", "Teas", "Interiors", "Gifts"},
}, {
	weight: 10, country: "Germany", language: "de", currency: model.EUR,
	men:      "Lukas Jonas Felix Jürgen Matthias Sebastian Stefan Björn Günther Andreas Florian Tobias Jörg Moritz",
	women:    "Anna Lena Katharina Sabine Bärbel Ulrike Käthe Franziska Heike Johanna Greta Monika Petra Leonie",
	families: "Müller Schmidt Schneider Fischer Weber Wagner Becker Schäfer Köhler König Krüger Groß Strauß Böhm Vogel Lindner Jäger Hoffmann",
	cities: []cityAbroad{{"Berlin", "", "10###"}, {"Hamburg", "", "20###"}, {"München", "", "80###"}, {"Köln", "", "50###"},
		{"Leipzig", "", "04###"}, {"Stuttgart", "", "70###"}, {"Düsseldorf", "", "40###"}},
	streets: []string{"Gartenstraße ##", "Lindenallee #", "Hauptstraße 1##", "Bahnhofstraße ##", "Am Mühlbach #", "Schillerstraße ##"},
	phones:  []string{"+49 30 23125 ###", "+49 221 4710 ###", "+49 40 66969 ###", "+49 89 99998 ###", "+49 69 90009 ###"},
	local:   []string{"030 23125-###", "0221 4710-###", "040 66969-###", "089 99998-###", "069 90009-###"},
	firms:   []string{"{f} & Söhne GmbH", "{f} {t} GmbH", "{f} {t} KG", "Nordlicht {t} GmbH"},
	trades:  []string{"Bürobedarf", "Teehandel", "Verpackung", "Großhandel", "Möbel"},
}, {
	weight: 12, country: "France", language: "fr", currency: model.EUR,
	men:      "Jean Pierre François Étienne Julien Mathieu Rémi Loïc Antoine Hugo Jérôme Benoît",
	women:    "Marie Camille Hélène Chloé Élodie Amélie Solène Juliette Margaux Zoé Céline Françoise",
	families: "Martin Bernard Dubois Lefèvre Moreau Girard Lemaître Béranger Fournier Gauthier Chevalier Renaud Prévost Lacroix",
	cities:   []cityAbroad{{"Paris", "", "750##"}, {"Lyon", "", "690##"}, {"Marseille", "", "130##"}, {"Nantes", "", "440##"}, {"Besançon", "", "250##"}, {"Lille", "", "590##"}},
	streets:  []string{"## rue de la République", "1# avenue des Tilleuls", "## rue des Écoles", "# place du Marché", "## quai Saint-Michel"},
	phones:   []string{"+33 6 39 98 ## ##", "+33 1 99 00 ## ##", "+33 2 61 91 ## ##", "+33 3 53 01 ## ##", "+33 4 65 71 ## ##"},
	local:    []string{"06 39 98 ## ##", "01 99 00 ## ##", "02 61 91 ## ##", "03 53 01 ## ##", "04 65 71 ## ##"},
	firms:    []string{"{f} Frères SARL", "Maison {f} SARL", "{f} {t} SAS", "Atelier {f} SARL"},
	trades:   []string{"Papeterie", "Thés", "Décoration", "Emballage"},
}, {
	weight: 8, country: "Spain", language: "es", currency: model.EUR,
	men:      "Javier Álvaro José Andrés Raúl Iván Óscar Sergio Íñigo Joaquín Martín",
	women:    "Lucía María Sofía Inés Begoña Nuria Carmen Rocío Elena Verónica Belén",
	families: "García Fernández Rodríguez Martínez López Núñez Peña Ibáñez Ordóñez Castaño Vázquez Jiménez Muñoz",
	cities:   []cityAbroad{{"Madrid", "", "280##"}, {"Barcelona", "", "080##"}, {"Valencia", "", "460##"}, {"Málaga", "", "290##"}, {"A Coruña", "", "150##"}},
	streets:  []string{"Calle Mayor ##", "Calle de Alcalá 1##", "Avenida del Puerto ##", "Plaza España #", "Paseo de Gracia ##"},
	phones:   []string{"+34 612 ### ###", "+34 634 ### ###", "+34 655 ### ###"},
	local:    []string{"612 ## ## ##", "634 ## ## ##", "655 ## ## ##"},
	firms:    []string{"{f} e Hijos S.L.", "Comercial {f} S.L.", "{f} {t} S.A."},
	trades:   []string{"Papelería", "Muebles", "Regalos", "Envases"},
}, {
	weight: 7, country: "Brazil", language: "pt", currency: model.USD,
	men:      "João Gonçalo Luís Rafael Thiago Caio Antônio Vinícius Fábio Márcio",
	women:    "Ana Beatriz Júlia Letícia Conceição Mônica Patrícia Larissa Débora Cecília",
	families: "Silva Gonçalves Araújo Magalhães Conceição Simões Brandão Nóbrega Guimarães Sá Peixoto Leão",
	cities:   []cityAbroad{{"São Paulo", "SP", "01###-###"}, {"Rio de Janeiro", "RJ", "20###-###"}, {"Curitiba", "PR", "80###-###"}, {"Florianópolis", "SC", "88###-###"}},
	streets:  []string{"Rua das Flores, ###", "Avenida Brasil, 1###", "Rua São João, ##", "Travessa do Sol, ##"},
	phones:   []string{"+55 11 99###-####", "+55 21 98###-####", "+55 41 99###-####"},
	local:    []string{"(11) 99###-####", "(21) 98###-####", "(41) 99###-####"},
	firms:    []string{"{f} Comércio Ltda.", "{f} & Irmãos Ltda.", "Casa {f} Ltda."},
	trades:   []string{"Papelaria"},
}, {
	weight: 11, country: "日本", language: "ja", currency: model.JPY,
	men:         "健太/kenta 大輔/daisuke 翔太/shota 直樹/naoki 拓也/takuya 誠/makoto 浩/hiroshi 亮/ryo",
	women:       "美咲/misaki 陽子/yoko 由美/yumi 葵/aoi 恵子/keiko 直美/naomi 桜/sakura 真由/mayu",
	families:    "佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 渡辺/watanabe 伊藤/ito 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato 吉田/yoshida 佐々木/sasaki 斎藤/saito 髙田/takada",
	familyFirst: true,
	cities: []cityAbroad{{"渋谷区", "東京都", "150-00##"}, {"大阪市北区", "大阪府", "530-00##"}, {"名古屋市中区", "愛知県", "460-00##"},
		{"福岡市中央区", "福岡県", "810-00##"}, {"京都市中京区", "京都府", "604-8###"}},
	streets: []string{"本町#-##-#", "中央#-#-##", "桜木町#-##", "緑町#-#-#"},
	phones:  []string{"+81 90-3###-####", "+81 80-5###-####", "+81 70-4###-####"},
	local:   []string{"090-3###-####", "080-5###-####", "070-4###-####"},
	firms:   []string{"株式会社{f}{t}", "{f}{t}株式会社", "有限会社{f}{t}"},
	trades:  []string{"商事", "物産", "文具", "茶舗", "家具"},
}, {
	weight: 7, country: "대한민국", language: "ko", currency: model.USD,
	men:         "민준/minjun 서준/seojun 지훈/jihoon 현우/hyunwoo 성민/sungmin 동현/donghyun 준호/junho",
	women:       "서연/seoyeon 지우/jiwoo 민지/minji 수진/sujin 은영/eunyoung 하은/haeun 지현/jihyun",
	families:    "김/kim 이/lee 박/park 최/choi 정/jung 강/kang 조/cho 윤/yoon 임/lim 한/han",
	familyFirst: true,
	cities:      []cityAbroad{{"강남구", "서울특별시", "06###"}, {"해운대구", "부산광역시", "48###"}, {"수성구", "대구광역시", "42###"}, {"연수구", "인천광역시", "21###"}},
	streets:     []string{"중앙로 ##", "테헤란로 1##", "해변로 ##", "문화로 ##길 #"},
	phones:      []string{"+82 10-2###-####", "+82 10-4###-####", "+82 10-8###-####"},
	local:       []string{"010-2###-####", "010-4###-####", "010-8###-####"},
	firms:       []string{"{f}가{t} 주식회사", "한빛{t} 주식회사", "주식회사 새봄{t}"},
	trades:      []string{"상사", "무역", "문구", "유통"},
}, {
	weight: 6, country: "Việt Nam", language: "vi", currency: model.USD,
	men:         "Minh Đức Quân Hùng Tuấn Thắng Long Dũng",
	women:       "Hương Linh Lan Thảo Hạnh Mai Ngọc Trang",
	families:    "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ",
	familyFirst: true,
	cities:      []cityAbroad{{"Hà Nội", "", "100###"}, {"Đà Nẵng", "", "550###"}, {"Thành phố Hồ Chí Minh", "", "700###"}},
	streets:     []string{"## Lê Lợi", "1## Trần Hưng Đạo", "## Nguyễn Huệ", "# Hai Bà Trưng"},
	phones:      []string{"+84 91 ### ## ##", "+84 98 ### ## ##", "+84 90 ### ## ##"},
	local:       []string{"091 ### ## ##", "098 ### ## ##", "090 ### ## ##"},
	firms:       []string{"Công ty TNHH {f} {t}", "Công ty TNHH Sông Xanh {t}"},
	trades:      []string{"Thương mại", "Nội thất", "Bao bì"},
}, {
	weight: 4, country: "United Arab Emirates", language: "en", currency: model.USD,
	men:      "Ahmed Omar Yusuf Khalid Hassan Tariq Karim Faisal",
	women:    "Layla Fatima Noor Amira Salma Huda Mariam Rania",
	families: "Al-Masri Haddad Al-Rashid Khoury Al-Farsi Nasser El-Sayed Mansour Qasim",
	cities:   []cityAbroad{{"Dubai", "Dubai", ""}, {"Sharjah", "Sharjah", ""}, {"Abu Dhabi", "Abu Dhabi", ""}},
	streets:  []string{"Office ##1, Creek Road", "Shop #, Old Souq Street", "Villa ##, Palm Lane", "Warehouse #, Port Road"},
	phones:   []string{"+971 50 ### ####", "+971 55 ### ####", "+971 52 ### ####"},
	local:    []string{"050 ### ####", "055 ### ####", "052 ### ####"},
	firms:    []string{"{f} {t} LLC", "{f} Brothers {t} LLC", "Golden Dune {t} FZE"},
	trades:   []string{"Trading", "General Trading", "Furniture"},
}, {
	weight: 4, country: "Australia", language: "en", currency: model.USD,
	men:      "Lachlan Cooper Angus Jarrah Mitchell Darcy Harrison",
	women:    "Matilda Ruby Sienna Kirra Georgia Tahlia Jasmine",
	families: "Kelly Ryan Murray Watson Mitchell Papadopoulos Nguyen Rossi McKenzie",
	cities:   []cityAbroad{{"Sydney", "NSW", "20##"}, {"Melbourne", "VIC", "30##"}, {"Brisbane", "QLD", "40##"}, {"Adelaide", "SA", "50##"}},
	streets:  []string{"## Wattle Street", "1## Bay Road", "# Banksia Court", "## Station Street"},
	phones:   []string{"+61 2 5550 ####", "+61 3 7010 ####", "+61 7 5550 ####"},
	local:    []string{"(02) 5550 ####", "(03) 7010 ####", "(07) 5550 ####"},
	firms:    []string{"{f} {t} Pty Ltd", "Bluegum {t} Pty Ltd"},
	trades:   []string{"Supplies", "Homewares", "Imports"},
}}

// areaNumbers puts American area codes between a prefix and a suffix.
func areaNumbers(prefix, suffix string) []string {
	codes := []string{"206", "212", "303", "312", "404", "415", "503", "512", "617", "202", "213", "214", "215", "216", "301",
		"305", "310", "313", "314", "317", "330", "402", "405", "407", "408", "410", "412", "414", "423", "502", "504", "505",
		"510", "513", "515", "518", "520", "559", "585", "602", "605", "608", "612", "614", "615", "616", "619", "650", "651",
		"702", "704", "706", "713", "714", "716", "717", "718", "719", "720", "727", "732", "757", "770", "801", "802", "803",
		"804", "805", "808", "813", "814", "816", "817", "818", "828", "843", "847", "850", "858", "901", "904", "907", "908",
		"909", "910", "914", "916", "917", "919", "920", "925", "937", "941", "949", "952", "970", "972", "978"}
	for i, code := range codes {
		codes[i] = prefix + code + suffix
	}
	return codes
}
