import { describe, expect, test } from "vitest";
import { csvLine, escapeCell, unescapeCell } from "@/core/import/csv-cell";
import { readItems, writeItems } from "@/core/import/order-items";
import { readCents, readInstant } from "@/core/import/read-cell";
import { type FileRow, readCsvFile } from "@/core/import/read-file";
import { UnreadableFile } from "@/core/import/unreadable-file";
import { arriving } from "@/tests/support/imports";

const rowsOf = async (content: string | Uint8Array, size = 7): Promise<FileRow[]> => {
  const rows: FileRow[] = [];
  for await (const row of readCsvFile(arriving(content, size))) rows.push(row);
  return rows;
};
const problemOf = async (content: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<string> => {
  try {
    const bytes = typeof content === "string" || content instanceof Uint8Array ? arriving(content, 4096) : content;
    for await (const _row of readCsvFile(bytes));
    return "readable";
  } catch (error) {
    if (error instanceof UnreadableFile) return `${error.line} ${error.problem}`;
    throw error;
  }
};

describe("a file as shops have them", () => {
  const expected: FileRow[] = [
    [1, ["name", "note"]],
    [2, ["Zoë", "a,b; c"]],
    [3, ["Jörg", 'two\nlines "quoted"']],
    [5, ["Ñ", ""]],
  ];
  const TEXT = 'name,note\nZoë,"a,b; c"\nJörg,"two\nlines ""quoted"""\nÑ,\n';

  test("T-D2: is read in any encoding, with any separator and any line ends, and lines are counted as an editor does", async () => {
    const utf16 = Buffer.from(`\uFEFF${TEXT}`, "utf16le");
    const forms: [string, string | Uint8Array][] = [
      ["UTF-8", TEXT],
      ["with a mark", `\uFEFF${TEXT}`],
      ["UTF-16", utf16],
      ["UTF-16, the other way round", Buffer.from(utf16).swap16()],
      ["UTF-16 without a mark", Buffer.from(TEXT, "utf16le")],
      ["Windows", Buffer.from(TEXT, "latin1")],
      ["CRLF", TEXT.replaceAll("\n", "\r\n")],
      ["CR", TEXT.replaceAll("\n", "\r")],
      ["mixed", TEXT.replace("\n", "\r\n").replace("\nÑ", "\rÑ")],
      ["tabs", TEXT.replaceAll(/,(?!b)/g, "\t")],
      ["semicolons", TEXT.replaceAll(/,(?!b)/g, ";")],
      ["no end", TEXT.trimEnd()],
    ];
    for (const [name, content] of forms) expect(await rowsOf(content), name).toEqual(expected);
  });

  test("T-D2: what cannot be read is told with its line", async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, at) => `${at},b`).join("\n");
    const files: [string, string | Uint8Array][] = [
      ["readable", "a,b\n\n\nc,d\n"],
      ["3 quote-not-closed", 'a,b\n1,2\n3,"4\n5,6\n7,8\n'],
      ["3 stray-quote", 'a,b\n1,2\n3,x"4\n5,6\n'],
      ["3 stray-quote", 'a,b\n1,2\n"3"x,4\n5,6\n'],
      ["9001 nul", `${lines(9000)}\nx\0y,z\n`],
      [
        "12001 encoding",
        Buffer.concat([Buffer.from(`${lines(12_000)}\n${"x".repeat(60)}`), Buffer.from([0xe9, 0x2c]), Buffer.from("z\n")]),
      ],
      ["1 columns", `${"a,".repeat(500)}\n1,2\n`],
      ["2 columns", `a,b\n${"1,".repeat(500)}\n`],
      ["1 row-too-long", `${"abcdefghi,".repeat(100_000)}\n`],
      ["3 row-too-long", `a,b\n1,2\n3,"4\n${lines(40_000)}`],
    ];
    for (const [problem, content] of files) expect(await problemOf(content), problem).toBe(problem);
  });

  test("T-D2: a gigabyte of one row, of one quoted cell, or of good rows is never held in memory", async () => {
    async function* endless(head: string, chunk: string, count: number): AsyncGenerator<Uint8Array> {
      yield Buffer.from(head);
      const bytes = Buffer.from(chunk.repeat(Math.ceil(65_536 / chunk.length)));
      for (let n = 0; n < count; n++) yield bytes;
    }
    const before = process.memoryUsage().rss;
    expect(await problemOf(endless("a,b\n1,2\n", "x", 16_000))).toBe("3 row-too-long");
    expect(await problemOf(endless('a,b\n"', "x,y\n", 16_000))).toBe("2 row-too-long");
    expect(await problemOf(endless("a,b\n", "some cell,another one of some length,and a third\n", 40))).toBe("readable");
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(150);
  });
});

describe("a cell", () => {
  test("T-D1: what a spreadsheet would run as a formula is written with an apostrophe, and read as it was", () => {
    const formulas = ['=HYPERLINK("http://x")', "+49 30 1", "-1", "@SUM(A1)", "\tx", "\rx", "'=x", "''+x"];
    for (const text of formulas) {
      expect(escapeCell(text)).toBe(`'${text}`);
      expect(unescapeCell(escapeCell(text))).toBe(text);
    }
    for (const text of ["", "plain", "a=b", "'tis", "O'Hara", "5-3"]) {
      expect(escapeCell(text)).toBe(text);
      expect(unescapeCell(text)).toBe(text);
    }
    expect(csvLine(["=1+1", 'say "x"', "a,b", "ü"])).toBe(`'=1+1,"say ""x""","a,b",ü\r\n`);
  });

  test("T-D2: amounts and days are read as people write them, and not guessed", () => {
    const amounts = {
      "12": 1200,
      "12.5": 1250,
      "1,234.50": 123_450,
      "1.234,50": 123_450,
      "1'234.50 €": 123_450,
      "0,99": 99,
      "1234567": 123_456_700,
    };
    for (const [text, cents] of Object.entries(amounts)) expect(readCents("total", text), text).toBe(cents);
    for (const text of ["", "x", "-1", "1.2.3", "1e5", "99999999999", "12.345.6"])
      expect(() => readCents("total", text), text).toThrow();
    const days = {
      "2026-02-01": "2026-02-01T00:00:00.000Z",
      "2026-02-01 14:30": "2026-02-01T14:30:00.000Z",
      "1.2.2026": "2026-02-01T00:00:00.000Z",
      "2026-02-01T14:30:05+01:00": "2026-02-01T13:30:05.000Z",
    };
    for (const [text, at] of Object.entries(days)) expect(readInstant("placedAt", text), text).toBe(at);
    for (const text of ["2026-02-30", "02/01/2026", "yesterday", "2999-01-01", "0001-01-01"])
      expect(() => readInstant("placedAt", text), text).toThrow();
  });

  test("the items of an order are one cell", () => {
    const items = [
      { name: "Teapot, large @ home", quantity: 2, priceCents: 2400 },
      { name: "Mug", quantity: 1, priceCents: 950 },
    ];
    expect(writeItems(items)).toBe("2 x Teapot, large @ home @ 24.00 | 1 x Mug @ 9.50");
    expect(readItems("items", writeItems(items))).toEqual(items);
    for (const cell of ["Teapot", "x Mug @ 1", "2 x @ 1.00", "2 x Mug @ 1.234"])
      expect(() => readItems("items", cell), cell).toThrow();
  });
});
