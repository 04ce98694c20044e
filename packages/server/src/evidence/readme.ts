/** README.txt of a bundle: how to verify without anything of Daybook's. */
export interface ReadmeFacts {
  readonly workspace: string
  readonly origin: string
  readonly count: number
  /** The path of one entry's proof file in the bundle. */
  readonly example: string
  /** The file of the key that made the first signature of its checkpoint. */
  readonly keyFile: string
  readonly fingerprint: string
  readonly anchored: boolean
  readonly stamped: boolean
}

export function readmeOf(facts: ReadmeFacts): string {
  return `EVIDENCE

${facts.count} entries of the log of ${oneLine(facts.workspace)} (${facts.origin}).

report.html      the entries in words: open it in a browser
verify.html      checks everything: open it in a browser, without a network if you like, and drag this bundle onto it
entries/         one proof file for each entry
trust-policy     the public keys that are trusted (C2SP tlog-policy)
keys/            the same keys for openssl
${facts.anchored ? 'anchor.tlog-proof   proves that the signed state stands in the log of all logs of the installation\n' : ''}${facts.stamped ? 'timestamp.tsr    when a time-stamping authority saw that log (RFC 3161)\n' : ''}
The keys came with the evidence, so ask the business for their fingerprint in another way, and compare:

  ${facts.fingerprint}

Daybook's own command does what verify.html does:

  npx daybook verify THIS-BUNDLE.zip


BY OPENSSL ALONE: WHO SIGNED THE STATE OF THE LOG

In this folder, in a shell; it prints "Signature Verified Successfully".

  sed '1,/^$/d' ${facts.example} > checkpoint.signed
  sed '/^$/,$d' checkpoint.signed > checkpoint.txt
  sed '1,/^$/d' checkpoint.signed | head -n 1 | sed 's/.* //' | openssl base64 -d -A | tail -c 64 > checkpoint.sig
  openssl pkeyutl -verify -pubin -inkey ${facts.keyFile} -rawin -in checkpoint.txt -sigfile checkpoint.sig

The key's fingerprint:

  openssl pkey -pubin -in ${facts.keyFile} -outform DER | openssl sha256
${
  facts.stamped
    ? `
WHEN IT WAS SEEN (needs the certificate of the time-stamping authority)

  sed '1,/^$/d' anchor.tlog-proof | sed '/^$/,$d' > anchor.txt
  openssl ts -verify -in timestamp.tsr -data anchor.txt -CAfile AUTHORITY.pem
`
    : ''
}

IN GO: THAT AN ENTRY STANDS IN THE LOG

With golang.org/x/mod/sumdb, by the Go team. Save as main.go, then: go run main.go trust-policy ${facts.example}

${GO}

What is disclosed of an entry (names, values, salts) hangs on its leaf by SHA-256 digests in the form of SD-JWT
(RFC 9901): the digest of every disclosure stands in the leaf or in the disclosure of its part. The forms are described
in Daybook's docs/spec: entry.md, proof.md, checkpoint.md, evidence.md.
`
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ')

const GO = `package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	policy, err := os.ReadFile(os.Args[1])
	check(err)
	file, err := os.ReadFile(os.Args[2])
	check(err)
	var keys []note.Verifier
	for _, line := range strings.Split(string(policy), "\\n") {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "log" {
			key, err := note.NewVerifier(words[1])
			check(err)
			keys = append(keys, key)
		}
	}
	head, signed, _ := bytes.Cut(file, []byte("\\n\\n"))
	checkpoint, err := note.Open(signed, note.VerifierList(keys...))
	check(err)
	state := strings.Split(checkpoint.Text, "\\n")
	if state[0] != checkpoint.Sigs[0].Name {
		log.Fatal("signed by the key of another log")
	}
	size, err := strconv.ParseInt(state[1], 10, 64)
	check(err)
	var root tlog.Hash
	copy(root[:], decode(state[2]))
	lines := strings.Split(string(head), "\\n")
	extra, _, _ := strings.Cut(string(decode(strings.TrimPrefix(lines[1], "extra "))), "~")
	leaf, err := base64.RawURLEncoding.DecodeString(extra)
	check(err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	check(err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		var hash tlog.Hash
		copy(hash[:], decode(line))
		proof = append(proof, hash)
	}
	check(tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(leaf)))
	fmt.Printf("entry %d of %s is proved: %s\\n", index+1, state[0], leaf)
}

func decode(text string) []byte {
	bytes, err := base64.StdEncoding.DecodeString(text)
	check(err)
	return bytes
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}`
