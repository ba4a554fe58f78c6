// Package crash tries to lose what the program acknowledged. Its tests run the
// real program on real books and take away what it stands on: the process
// (kill -9), the room on the disk, the power.
//
// The short forms run with the other tests. The long forms are one command each:
//
//	go test ./internal/crash -run Kill -kills 1000 -v -timeout 3h
//	go test ./internal/crash -run PowerLoss -outages 20000 -v -timeout 3h
//	go test ./internal/crash -run Crowd -crowd 50 -for 60s -pace 1s -v
//
// With -kehu FILE the kills and the crowd run that program; else the test binary
// stands in for it, which calls what main does. -seed N repeats the choices of a
// run, though not the moments at which the system let processes run.
package crash
