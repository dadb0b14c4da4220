import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { takeMessage } from "@/core/directory/read-message";

/** Tag, length, value (X.690). */
const tlv = (tag: number, ...parts: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const number = (tag: number, value: number) => tlv(tag, Buffer.from([value]));
const message = (id: number, operation: Buffer) => tlv(0x30, number(0x02, id), operation);
const result = (code: number) => Buffer.concat([number(0x0a, code), tlv(0x04, ""), tlv(0x04, "said beside it")]);
const attribute = (type: string, ...values: string[]) =>
  tlv(0x30, tlv(0x04, type), tlv(0x31, ...values.map((value) => tlv(0x04, value))));
const BOUND = message(2, tlv(0x61, result(0)));
const DENIED = message(2, tlv(0x61, result(49)));
const ENTRY = message(
  3,
  tlv(0x64, tlv(0x04, "uid=nora"), tlv(0x30, attribute("Mail", "a@b.example"), attribute("sn", "Ñu", "x".repeat(200)))),
);

/** What comes of some bytes: a message, nothing yet, or a refusal. */
function outcomeOf(bytes: Buffer): "taken" | "more" | "odd" {
  try {
    return takeMessage(bytes) ? "taken" : "more";
  } catch {
    return "odd";
  }
}

describe("what a directory says", () => {
  test("is read message by message, and the rest is left", () => {
    const first = takeMessage(Buffer.concat([DENIED, ENTRY]));
    expect(first?.said).toEqual({ id: 2, answer: { kind: "bound", code: 49 } });
    expect(first?.rest).toEqual(ENTRY);
    const answer = takeMessage(ENTRY)?.said.answer;
    const entry = answer?.kind === "entry" ? answer.entry : null;
    expect(entry?.dn).toBe("uid=nora");
    expect([...(entry?.values ?? [])].map(([name, values]) => [name, values.map(String)])).toEqual([
      ["mail", ["a@b.example"]],
      ["sn", ["Ñu", "x".repeat(200)]],
    ]);
  });

  test("T-LD3: an attribute that comes twice has all its values", () => {
    const twice = tlv(0x64, tlv(0x04, "uid=nora"), tlv(0x30, attribute("entryUUID", "1"), attribute("ENTRYUUID", "2")));
    const answer = takeMessage(message(1, twice))?.said.answer;
    expect(answer?.kind === "entry" && answer.entry.values.get("entryuuid")?.map(String)).toEqual(["1", "2"]);
  });

  test.each([
    ["no result", message(2, tlv(0x61))],
    ["an empty result", message(2, tlv(0x61, tlv(0x0a), tlv(0x04, ""), tlv(0x04, "")))],
    ["a result that is a number of another kind", message(2, tlv(0x61, number(0x02, 0), tlv(0x04, ""), tlv(0x04, "")))],
    ["a result longer than its message", message(2, tlv(0x61, Buffer.from([0x0a, 0x05, 0x00])))],
    ["an operation of another kind", message(2, tlv(0x78, result(0)))],
    ["nothing but a number", tlv(0x30, number(0x02, 2))],
    ["a length without end", Buffer.from([0x30, 0x80, 0x02, 0x01])],
    ["a length of five bytes", Buffer.from([0x30, 0x85, 1, 1, 1, 1, 1])],
    [
      "a value longer than its set",
      message(3, tlv(0x64, tlv(0x04, "n"), tlv(0x30, tlv(0x30, tlv(0x04, "m"), tlv(0x31, "\x04\x64a"))))),
    ],
    ["values that are no set", message(3, tlv(0x64, tlv(0x04, "n"), tlv(0x30, tlv(0x30, tlv(0x04, "m"), tlv(0x04, "a")))))],
  ])("T-LD2, T-FX32: is refused with %s", (_, bytes) => {
    expect(outcomeOf(bytes)).toBe("odd");
  });

  test("T-LD2: half an answer is none, wherever it is cut", () => {
    for (const whole of [BOUND, ENTRY])
      for (let length = 0; length < whole.length; length++) expect(outcomeOf(whole.subarray(0, length))).toBe("more");
    const cut = (length: number) => tlv(0x30, number(0x02, 2), tlv(0x61, result(0).subarray(0, length)));
    for (const length of [0, 1, 2, 4, 6]) expect([length, outcomeOf(cut(length))]).toEqual([length, "odd"]);
  });

  test("T-FX32: whatever the bytes, reading them ends, and takes what it read away", () => {
    const changed = fc.tuple(fc.constantFrom(BOUND, DENIED, ENTRY), fc.nat(300), fc.nat(255)).map(([whole, at, byte]) => {
      const bytes = Buffer.from(whole);
      bytes[at % bytes.length] = byte;
      return bytes;
    });
    const any = fc.oneof(
      changed,
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(any, (bytes) => {
        if (outcomeOf(bytes) === "taken") expect(takeMessage(bytes)?.rest.length).toBeLessThan(bytes.length);
      }),
      { numRuns: 5000 },
    );
  });
});
