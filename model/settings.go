package model

// KindSettings is the kind of the settings of a book, which has one record of them.
const KindSettings Kind = "settings"

// SettingsID is the id of that record.
const SettingsID = 1

// Settings are the choices that belong to a book and not to a user. Like every
// record they have a history: a change of them is seen, and can be taken back.
type Settings struct {
	Meta
	Currency         Currency // of amounts without a sign of their own; ISO 4217
	Region           string   // of telephone numbers without a country code; ISO 3166
	BackupFolder     string   // of the copies; "" for one beside the book
	BackupSecond     string   // a folder that gets a copy of each copy; "" for none
	BackupRecipients string   // public keys of age for whom copies are encrypted, parted by spaces
}

// SettingsFields lists the fields of the settings. The slice is shared: do not change it.
func SettingsFields() []Field[Settings] { return settingsFields }

var settingsFields = []Field[Settings]{
	textField("currency", func(s *Settings) *string { return (*string)(&s.Currency) }),
	textField("region", func(s *Settings) *string { return &s.Region }),
	textField("backup_folder", func(s *Settings) *string { return &s.BackupFolder }),
	textField("backup_second", func(s *Settings) *string { return &s.BackupSecond }),
	textField("backup_recipients", func(s *Settings) *string { return &s.BackupRecipients }),
	stateField(func(s *Settings) *Meta { return &s.Meta }),
}

// RecordKind returns KindSettings.
func (*Settings) RecordKind() Kind { return KindSettings }

// Validate returns the problem currency_unknown of a currency that is none, or nil.
func (s *Settings) Validate() error {
	if !s.Currency.Valid() {
		return Invalidf("currency", "currency_unknown", "Value", string(s.Currency))
	}
	return nil
}
