package cli

import (
	"errors"

	"kehu/model"
)

// exitCode is the one place that turns an error into what the process returns.
func exitCode(err error) int {
	var conflict *model.Conflict
	if errors.As(err, &conflict) {
		return exitCodeOf(model.Conflicts)
	}
	return exitCodeOf(model.KindOf(err))
}

// exitCodeOf gives the codes of the design: 0 done, 1 failed, 2 wrong usage,
// 3 not found, 4 input refused, 5 conflict, 6 not permitted, 7 file unusable.
func exitCodeOf(kind model.ProblemKind) int {
	return map[model.ProblemKind]int{
		model.Failed:    1,
		model.Usage:     2,
		model.NotFound:  3,
		model.Invalid:   4,
		model.Conflicts: 5,
		model.Forbidden: 6,
		model.Unusable:  7,
	}[kind]
}

// interrupted is the error of a command that the person or the system stopped.
func interrupted(cause error) error {
	return model.NewProblem(model.Failed, "interrupted").Because(cause)
}
