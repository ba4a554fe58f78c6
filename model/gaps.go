package model

// Gaps returns the keys of what a customer lacks to be worked with: a name, a way
// to reach them, a level.
func (c *Customer) Gaps() []string {
	var gaps []string
	if c.Name == "" && c.Company == "" {
		gaps = append(gaps, "name")
	}
	if len(c.ContactPoints) == 0 {
		gaps = append(gaps, "contact_points")
	}
	if c.Level == "" {
		gaps = append(gaps, "level")
	}
	return gaps
}
