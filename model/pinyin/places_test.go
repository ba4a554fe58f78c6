package pinyin

import "testing"

// Places have the readings of their own, in the index and where words are found;
// people of such a surname keep theirs.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"重庆市": "chongqingshi", "长沙": "changsha", "成都": "chengdu", "厦门": "xiamen", "喀什地区": "kashidiqu", "乐山": "leshan",
		"乐嘉": "yuejia", "长孙无忌": "zhangsunwuji", "湖南长沙": "hunanchangsha", "黑龙江": "heilongjiang",
	} {
		if got, _ := Sound(name); got != want {
			t.Errorf("%s sounds %s, want %s", name, got, want)
		}
		if _, _, ok := Find(name, want); !ok {
			t.Errorf("%s is not found by %s", name, want)
		}
	}
}

// Every place is known by as many readings as it has characters.
func TestPlacesAreWhole(t *testing.T) {
	t.Parallel()
	for _, list := range places() {
		for _, p := range list {
			if len(p.runes) != len(p.readings) {
				t.Errorf("%s: %v", string(p.runes), p.readings)
			}
		}
	}
}
