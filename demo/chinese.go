package demo

import (
	"strconv"

	"kehu/model"
)

// chinese makes the customer somebody in China.
func (m *maker) chinese(c *client) {
	city := &citiesZH[pick(m.dice, m.words.cities)]
	c.customer.Language = "zh"
	c.customer.Address = m.addressZH(city, c.customer.Kind)
	if c.customer.Kind == model.CompanyKind {
		m.companyZH(c, city)
		return
	}
	m.personZH(c)
}

func (m *maker) addressZH(city *cityZH, kind model.CustomerKind) model.Address {
	street := pick(m.dice, streetsZH) + strconv.Itoa(m.between(1, 399)) + "号"
	if kind == model.CompanyKind {
		street += pick(m.dice, towersZH) + strconv.Itoa(m.between(3, 28)) + "层"
	} else if m.chance(700) {
		street += pick(m.dice, estatesZH) + strconv.Itoa(m.between(1, 20)) + "幢" + strconv.Itoa(100*m.between(1, 18)+m.between(1, 4)) + "室"
	}
	return model.Address{Country: "中国", Province: city.province, City: city.name, District: pick(m.dice, city.districts),
		Street: street, Postcode: city.postal + digits(m.below(9), 4-len(city.postal)+1) + "0"}
}

// personZH makes a person. Some have only a phone, some none, some a masked one.
func (m *maker) personZH(c *client) {
	born := m.between(generations[0].from, generations[len(generations)-1].to)
	name, gender := m.nameZH(born)
	c.latin, c.mobile = name.latin, m.mobile()
	r := &c.customer
	if m.chance(shareNameless) {
		c.add(model.ContactPhone, c.mobile, "")
		r.Address = model.Address{}
		return
	}
	r.Name, r.Gender = name.text, gender
	r.Birthday = m.birthday(born)
	if m.chance(450) {
		r.Company, r.Title = m.brandZH(c, pick(m.dice, citiesZH).name), pick(m.dice, c.phrases.titles)
	}
	m.phoneZH(c)
	m.addressesZH(c)
}

func (m *maker) phoneZH(c *client) {
	switch {
	case m.chance(shareNoPhone):
	case m.chance(shareMasked):
		c.add(model.ContactPhone, masked(c.mobile), "手机")
	case m.chance(250):
		c.add(model.ContactPhone, m.rewrite(c.mobile), "手机")
		m.remember(c)
	default:
		c.add(model.ContactPhone, c.mobile, "手机")
		m.remember(c)
	}
}

// addressesZH adds chat names and mail. Whoever is left without any has WeChat.
func (m *maker) addressesZH(c *client) {
	if m.chance(600) || len(c.customer.ContactPoints) == 0 {
		c.add(model.ContactWeChat, c.latin+pick(m.dice, []string{"_", "", "-"})+strconv.Itoa(c.serial+87), "")
	}
	if m.chance(300) {
		number, _ := m.phones.next(pick(m.dice, []string{"2########", "5########", "1#########", "3#########"}), "")
		c.add(model.ContactQQ, number, "")
		c.add(model.ContactEmail, number+"@qq.example.com", "")
	} else if m.chance(400) {
		c.add(model.ContactEmail, c.latin+strconv.Itoa(c.serial+79)+"@"+pick(m.dice, mailZH), "")
	}
}

var mailZH = []string{"example.cn", "example.com", "163.example.com", "mail.example.cn"}

// nameZH returns a full name as people born in that year have it.
func (m *maker) nameZH(born int) (name word, gender string) {
	if m.chance(6) {
		n := pick(m.dice, namesakes)
		return word{n.name, n.latin}, n.gender
	}
	gender = male
	if m.chance(480) {
		gender = female
	}
	family, given := pick(m.dice, m.words.surnames), m.givenZH(born, gender)
	return word{family.text + given.text, family.latin + given.latin}, gender
}

func (m *maker) givenZH(born int, gender string) word {
	age := 0
	for age < len(generations)-1 && born > generations[age].to {
		age++
	}
	n := m.words.given[age][gender]
	if m.chance(450) {
		return pick(m.dice, n.whole)
	}
	first, second := pick(m.dice, n.first), pick(m.dice, n.second)
	return word{first.text + second.text, first.latin + second.latin}
}

// birthday is known of less than half, and of some of those without the year.
func (m *maker) birthday(year int) model.Birthday {
	if !m.chance(450) {
		return model.Birthday{}
	}
	if m.chance(220) {
		year = 0
	}
	b, _ := model.NewBirthday(year, m.between(1, 12), m.between(1, 28)) // every month has 28 days
	return b
}

// companyZH makes a company with contact persons.
func (m *maker) companyZH(c *client, city *cityZH) {
	c.customer.Name = m.brandZH(c, city.name)
	landline, _ := m.phones.next(city.dialling+"-8#######", "")
	c.add(model.ContactPhone, landline, "总机")
	if m.chance(350) {
		c.add(model.ContactEmail, "info"+strconv.Itoa(c.serial)+"@"+pick(m.dice, mailZH), "")
	}
	for range 1 + m.front(3) {
		name, _ := m.nameZH(m.between(generations[0].from, 2000))
		at := m.person(c, name.text, pick(m.dice, c.phrases.titles))
		m.reach(c, at, model.ContactPhone, m.mobile(), "手机")
		if m.chance(500) {
			m.reach(c, at, model.ContactWeChat, name.latin+strconv.Itoa(c.serial+100*int(-at)), "")
		}
	}
}

// brandZH names a company of a city: 杭州 + 云岚 + 茶业 + 有限公司.
func (m *maker) brandZH(c *client, city string) string {
	city = city[:len(city)-len("市")]
	return city + pick(m.dice, brandsZH[0]) + pick(m.dice, brandsZH[1]) + pick(m.dice, c.industry.trades) + "有限公司"
}

// person adds a contact person and returns the provisional id.
func (m *maker) person(c *client, name, title string) int64 {
	id := -int64(len(c.customer.People) + 1)
	p := model.Person{ID: id, Name: name, Title: title, Notes: maybe(m.dice, 200, c.phrases.peopleNotes)}
	c.customer.People = append(c.customer.People, p)
	return id
}

// reach gives a contact person a way to be reached.
func (m *maker) reach(c *client, person int64, kind model.ContactKind, value, label string) {
	c.customer.ContactPoints = append(c.customer.ContactPoints,
		model.ContactPoint{Kind: kind, Value: value, Label: label, PersonID: person})
}
