package cli

import (
	"context"
	"fmt"
	"strings"

	"kehu/model"
)

// confirm asks a person at the terminal and reports whether the answer is one of
// the words for yes; everything else, and no answer, is no. Without a terminal the
// problem is confirm_terminal (Usage): --yes decides then.
func (a *app) confirm(ctx context.Context, question string) (bool, error) {
	answer, err := a.answer(ctx, question)
	switch strings.ToLower(answer) {
	case "y", "yes", "是", "好":
		return err == nil, err
	}
	return false, err
}

// isNo reports whether an answer to a question whose default is yes says no.
func isNo(answer string) bool {
	switch strings.ToLower(answer) {
	case "n", "no", "否", "不":
		return true
	}
	return false
}

// lines are those that the person types. Whoever asks takes them from here: a second
// reader of the input would take lines from the first.
func (a *app) lines() <-chan string {
	if a.typed == nil {
		a.typed = linesOf(a.in)
	}
	return a.typed
}

// answer asks for a line.
func (a *app) answer(ctx context.Context, question string) (string, error) {
	if _, isTerminal := terminal(a.in); !isTerminal {
		return "", model.NewProblem(model.Usage, "confirm_terminal")
	}
	fmt.Fprint(a.err, safeLines(question)+" ")
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case line, more := <-a.lines():
		if !more {
			fmt.Fprintln(a.err)
		}
		return strings.TrimSpace(line), nil
	}
}
