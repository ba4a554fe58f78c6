// Command regions turns the published lists of China's administrative divisions
// into the compact text that package model/region holds in the program:
//
//	cd tools && go run ./regions DIST > ../model/region/divisions.txt
//
// DIST is the folder dist/ of https://github.com/modood/Administrative-divisions-of-China
// (licence WTFPL; the edition of 2023 by the National Bureau of Statistics). It reads
// provinces.csv, cities.csv, areas.csv and HK-MO-TW.json.
package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: regions DIST > divisions.txt")
	}
	out := bufio.NewWriter(os.Stdout)
	if err := write(out, os.Args[1]); err != nil {
		log.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}

// head says where the lists come from, in the file itself.
const head = `# Administrative divisions of China: a province a line, then its cities, each with its districts.
# Made by tools/regions from https://github.com/modood/Administrative-divisions-of-China (dist/, edition of 2023),
# Copyright 2016 modood, licence WTFPL: "You just DO WHAT THE FUCK YOU WANT TO." Do not edit by hand.
`

func write(out *bufio.Writer, dist string) error {
	var provinces, cities, areas [][]string
	for name, to := range map[string]*[][]string{"provinces.csv": &provinces, "cities.csv": &cities, "areas.csv": &areas} {
		rows, err := rowsOf(filepath.Join(dist, name))
		if err != nil {
			return err
		}
		*to = rows
	}
	fmt.Fprint(out, head)
	for _, p := range provinces {
		fmt.Fprintln(out, p[1])
		for _, c := range citiesOf(p, cities, areas) {
			printCity(out, c)
		}
	}
	return writeRest(out, filepath.Join(dist, "HK-MO-TW.json"))
}

// rowsOf reads a list without its heading.
func rowsOf(file string) ([][]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	return rows[1:], nil
}

// A city has its districts.
type city struct {
	name      string
	districts []string
}

func printCity(out *bufio.Writer, c city) {
	fmt.Fprintln(out, "\t"+strings.Join(append([]string{c.name}, c.districts...), " "))
}

// citiesOf lists the cities of a province as people write them: a municipality is
// its own city, what stands directly under a province is a city, and a city that
// is not divided has no districts.
func citiesOf(province []string, cities, areas [][]string) (out []city) {
	for _, c := range cities {
		if c[2] != province[0] {
			continue
		}
		districts := districtsOf(c, areas)
		switch {
		case strings.Contains(c[1], "直辖县级"):
			for _, d := range districts {
				out = append(out, city{name: d})
			}
		case c[1] == "市辖区":
			out = append(out, city{province[1], districts})
		case c[1] == "县": // of the municipality before
			out[len(out)-1].districts = append(out[len(out)-1].districts, districts...)
		default:
			out = append(out, city{c[1], districts})
		}
	}
	return out
}

func districtsOf(c []string, areas [][]string) (out []string) {
	for _, a := range areas {
		if a[2] == c[0] && a[1] != c[1] {
			out = append(out, a[1])
		}
	}
	return out
}

// writeRest adds Hong Kong, Macao and Taiwan in the order of the file: an object
// of provinces, each an object of cities, each a list of districts.
func writeRest(out *bufio.Writer, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	var c city
	depth := 0
	for dec := json.NewDecoder(f); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case json.Delim:
			if t == '{' || t == '[' {
				depth++
				continue
			}
			if depth--; t == ']' {
				printCity(out, c)
			}
		case string:
			text, _, _ := strings.Cut(t, "（") // 嘉模堂区（氹仔）
			switch depth {
			case 1:
				fmt.Fprintln(out, text)
			case 2:
				c = city{name: text}
			default:
				c.districts = append(c.districts, text)
			}
		}
	}
}
