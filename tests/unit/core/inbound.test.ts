import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cutQuote } from "@/core/inbound/cut-quote";
import { LARGEST_MAIL } from "@/core/inbound/find-bomb";
import { readAuthor } from "@/core/inbound/read-author";
import { readHead } from "@/core/inbound/read-head";
import { fingerprintOf, type ReadMail, readMail } from "@/core/inbound/read-mail";
import { takeApart } from "@/core/inbound/take-apart";

const corpus = (name: string): Buffer => readFileSync(`tests/corpus/mail/${name}.eml`);

async function read(raw: Buffer): Promise<ReadMail> {
  const mail = await readMail(raw);
  if (typeof mail === "string") throw new Error(`not read: ${mail}`);
  return mail;
}

describe("mail as programs write it", () => {
  test("P-R16: Outlook's answer: the sender, what was said without the mail below, what it answers", async () => {
    const mail = await read(corpus("outlook"));
    expect(mail).toMatchObject({ author: "nora.vidal@quince.example", kind: "personal", name: "Vidal, Nora" });
    expect(mail.text).toBe(
      "Good morning,\n\nthe lid was broken. Could you send another one? The café opens on Monday.\n\nKind regards\nNora",
    );
    expect(mail.answers).toEqual(["<0c1d2e3f-0000-4000-8000-000000000001@shop.example>"]);
  });

  test("P-R16: Gmail's answer: encoded names and texts, the quotation and its broken introduction are gone", async () => {
    const mail = await read(corpus("gmail"));
    expect(mail).toMatchObject({ author: "maria.nunez@gmail.example", name: "María José Núñez", subject: "Re: Su pedido" });
    expect(mail.text).toBe("Muchas gracias, llegó todo bien. 👍🏽");
  });

  test("T-I10: a mail that is HTML only becomes text: no markup, no script, no address of a picture", async () => {
    const { text, attachments } = await read(corpus("apple"));
    expect(text).toMatch(/^Is the teapot dishwasher safe\?/);
    expect(text).not.toMatch(/[<>]|alert|tracker/);
    expect(attachments).toBe(0);
  });

  test.each([
    ["out-of-office", "automatic"],
    ["vacation", "automatic"],
    ["read-receipt", "automatic"],
    ["noreply", "automatic"],
    ["newsletter", "list"],
    ["list", "list"],
    ["bounce", "bounce"],
    ["delayed", "bounce"],
  ])("T-I6, T-M11: %s is no mail of a person", async (name, kind) => {
    expect((await read(corpus(name))).kind).toBe(kind);
  });

  test("T-I6: a null sender, and what machines say of themselves, is nobody to answer", async () => {
    const lines = [
      "Return-Path: <>",
      "Precedence: junk",
      "X-Autoreply: yes",
      "X-Loop: a",
      "Auto-Submitted: auto-notified",
      "Feedback-ID: 1:x",
    ];
    for (const line of lines) {
      const { kind } = await read(Buffer.from(`${line}\r\nFrom: ann@example.com\r\nMessage-ID: <a@b>\r\n\r\nHello\r\n`));
      expect(kind, line).not.toBe("personal");
    }
    const said = await read(Buffer.from("Auto-Submitted: no\r\nFrom: ann@example.com\r\n\r\nHello\r\n"));
    expect(said.kind).toBe("personal");
  });

  test("T-I6: a delivery report names the mail, the address, and whether it is final", async () => {
    expect((await read(corpus("bounce"))).bounce).toEqual({
      messageIds: ["<0c1d2e3f-0000-4000-8000-000000000004@shop.example>"],
      recipient: "gone@example.com",
      isPermanent: true,
      isDelayed: false,
      detail: "5.1.1 smtp; 550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown",
    });
    expect((await read(corpus("delayed"))).bounce).toMatchObject({
      recipient: "slow@example.com",
      isPermanent: false,
      isDelayed: true,
    });
  });
});

describe("the author", () => {
  const authorOf = (...lines: string[]) => {
    const head = readHead(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`));
    return head && readAuthor(head);
  };

  test.each([
    ["From: ann@example.com", "ann@example.com"],
    ["From: Ann Archer <Ann@Example.COM>", "ann@example.com"],
    ['From: "Archer, Ann" <ann@example.com>', "ann@example.com"],
    ['From: "victim@shop.example" <ann@example.com>', "ann@example.com"],
    ["From: <ann@example.com>", "ann@example.com"],
    ["From: ann@example.com (Ann Archer)", "ann@example.com"],
    ["From: =?UTF-8?Q?Ann?= <ann@example.com>", "ann@example.com"],
    ["From: Ann\r\n <ann@example.com>", "ann@example.com"],
  ])("T-I3: of %j it is %s", (line, author) => {
    expect(authorOf(line)).toBe(author);
  });

  test.each([
    ["From: ann@example.com\r\nFrom: bea@example.com"],
    ["from: ann@example.com\r\nFROM: ann@example.com"],
    ["From: ann@example.com, bea@example.com"],
    ["From: Ann <ann@example.com>, Bea <bea@example.com>"],
    ["From: <victim@shop.example> <ann@example.com>"],
    ["From: victim@shop.example <ann@example.com>"],
    ["From: Friends: ann@example.com, bea@example.com;"],
    ["From: Friends:ann@example.com;"],
    ["From: <@relay.example:ann@example.com>"],
    ["From: <=?utf-8?q?ann=40example=2Ecom?=>"],
    ["From: =?utf-8?q?victim?=@example.com"],
    ["From: ann@example.com\0"],
    ["From: Ann\u0007 <ann@example.com>"],
    ["From: ann@example.com\r\nSubject: a\0b"],
    ["From: ann@example.com\r\nSubject: a\rFrom: bea@example.com"],
    ["From: ann@example.com\rFrom: bea@example.com"],
    ["From: ann@example.com\r\nno header at all"],
    ['From: "Ann <victim@shop.example>" ann@example.com'],
    ["From: (comment <victim@shop.example>) ann@example.com"],
    ["From:"],
    ["Sender: ann@example.com\r\nReply-To: ann@example.com"],
  ])("T-I3: of %j it is nobody", (lines) => {
    expect(authorOf(lines)).toBeNull();
  });
});

test("T-I3: a From of thousands of characters is nobody's, at once", () => {
  const head = readHead(Buffer.from(`From: a${" ".repeat(30_000)}b <ann@example.com>\r\n\r\n`));
  expect(head && readAuthor(head)).toBeNull();
});

describe("mails that are made to hurt", () => {
  const head = "From: ann@example.com\r\nMIME-Version: 1.0\r\n";
  const nested = (depth: number): string =>
    depth === 0 ? "Content-Type: text/plain\r\n\r\nx" : `Content-Type: message/rfc822\r\n\r\n${nested(depth - 1)}`;
  const part = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n";

  test.each<[string, () => string, string]>([
    ["50 MB", () => `${head}\r\n${"x\r\n".repeat(17_000_000)}`, "too-large"],
    [
      "10,000 parts",
      () => `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(10_000)}--b--`,
      "too-many-parts",
    ],
    [
      "300 parts, each with a head",
      () => `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(300)}--b--`,
      "too-many-parts",
    ],
    [
      "10,000 parts without heads",
      () => `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(10_000)}--b--`,
      "too-many-parts",
    ],
    ["100 mails in each other", () => `${head}${nested(100)}`, "too-deep"],
    ["1 MB header line", () => `${head}X-Long: ${"y".repeat(1024 * 1024)}\r\n\r\nHello`, "too-long-a-line"],
    ["100 KB header line", () => `${head}X-Long: ${"y".repeat(100 * 1024)}\r\n\r\nHello`, "head"],
    [
      "a second author 300 KB below the first",
      () => `${head}${`X-Long: ${"y".repeat(20_000)}\r\n`.repeat(15)}From: bea@example.com\r\n\r\nHello`,
      "head",
    ],
    ["10,000 headers", () => `${head}${"X: y\r\n".repeat(10_000)}\r\nHello`, "head"],
    ["1,000 signatures", () => `${"DKIM-Signature: v=1; d=a.example\r\n".repeat(1000)}${head}\r\nHello`, "head"],
    ["3 headers of 10,000 lines", () => `${head}${`X-A: x${"\r\n ".repeat(10_000)}y\r\n`.repeat(3)}\r\nHello`, "head"],
  ])("T-I8: %s are refused before anything takes them apart", async (_name, make, reason) => {
    // The reason is that of the look before: nothing has taken the mail apart.
    expect(await readMail(Buffer.from(make()))).toBe(reason);
  });

  test("T-I8: size goes first: what is too large is not looked at", async () => {
    const raw = Buffer.alloc(LARGEST_MAIL + 1, 0);
    expect(await readMail(raw)).toBe("too-large");
  });

  test("T-I8: HTML that would keep a parser busy for ever ends with an answer, and the next mail is read", async () => {
    const html = `${head}Content-Type: text/html\r\n\r\n${"<div><table><tr><td>\r\n".repeat(60_000)}`;
    await readMail(Buffer.from(html));
    expect((await read(Buffer.from(`${head}\r\nHello`))).text).toBe("Hello");
  });
});

describe("the thread that takes a mail apart", () => {
  const simple = Buffer.from("From: ann@example.com\r\n\r\nHello");
  const large = Buffer.from(
    `From: ann@example.com\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${"a line of words\r\n".repeat(500_000)}`,
  );

  test("T-I8: is stopped when its time is over, and the next mail is read", async () => {
    expect(await takeApart(simple, { atMost: { ms: 1 } })).toBeNull();
    expect((await takeApart(simple))?.text).toBe("Hello");
  });

  test("T-I8: ends when it has used up its memory, and the next mail is read; with as much as it has a large mail fits", async () => {
    expect(await takeApart(large, { memoryMb: 8 })).toBeNull();
    expect((await takeApart(simple))?.text).toBe("Hello");
    expect((await takeApart(large))?.text).toContain("a line of words");
  });
});

describe("what is kept of a mail", () => {
  test("P-R16: what stands below a divider or in a quotation at the end goes; a quotation that is answered in between stays", () => {
    expect(cutQuote("Yes.\n\n-----Original Message-----\nFrom: Shop <a@b.example>\nSent: today\n\nOld")).toBe("Yes.");
    expect(cutQuote("Thanks\n\nOn Fri, Nov 20, 2026 at 10:00 Shop <a@b.example> wrote:\n> Hello\n>\n> Bye\n")).toBe("Thanks");
    const between = "> Blue or red?\n\nBlue.\n\n> When?\n\nMonday.";
    expect(cutQuote(between)).toBe(between);
    expect(cutQuote("> Only a quotation")).toBe("> Only a quotation");
    expect(cutQuote("From: our house to yours\n\nI like it.")).toBe("From: our house to yours\n\nI like it.");
  });

  test("T-I10: no control characters, no text-direction tricks, at most 5,000 characters", () => {
    expect(cutQuote("a\u0000b\u202Ec\u0007d\te\r\nf")).toBe("abcd\te\nf");
    expect([...cutQuote("🫖".repeat(6000))].length).toBe(5000);
  });

  test("T-I7: a mail is told from another by Message-ID, author and body, not by the way it took", () => {
    const mail = (more: string, text = "Hello") =>
      Buffer.from(`${more}Message-ID: <a@b>\r\nFrom: ann@example.com\r\n\r\n${text}`);
    const one = fingerprintOf(mail(""));
    expect(fingerprintOf(mail("Received: from x by y; today\r\n"))).toBe(one);
    expect(fingerprintOf(mail("", "Bye"))).not.toBe(one);
    expect(fingerprintOf(Buffer.from("From: ann@example.com\r\n\r\nHello"))).not.toBe(one);
  });
});
