package model

import (
	"strconv"
	"time"

	"github.com/google/uuid"
)

// UIDOf names a record for ever, also among those of other books: by its number
// and by when its customer was made.
func UIDOf(kind Kind, id int64, created time.Time) string {
	name := string(kind) + "/" + strconv.FormatInt(id, 10) + "/" + strconv.FormatInt(created.Unix(), 10)
	return "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceOID, []byte("kehu/"+name)).String()
}
