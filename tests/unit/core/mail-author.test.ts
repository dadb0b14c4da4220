import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { seconds } from "@/core/duration";
import { authenticateAuthor } from "@/core/inbound/authenticate-author";
import { checkSignatures } from "@/core/inbound/check-signatures";
import { runOnThread } from "@/core/inbound/on-thread";
import { readBorder } from "@/core/inbound/read-border";
import { readHead } from "@/core/inbound/read-head";
import { takeApart } from "@/core/inbound/take-apart";
import type { ResolveDns } from "@/core/net/resolve-dns";
import { type OddSignature, signOddly } from "@/tests/support/dkim-signature";

const AUTHOR = "ann@example.com";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const p = publicKey.export({ type: "spki", format: "der" }).toString("base64");
const domain = {
  domain: "example.com",
  selector: "spring",
  privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
};

const none = () => Promise.reject(Object.assign(new Error("none"), { code: "ENODATA" }));
const withKey =
  (record: string): ResolveDns =>
  (name) =>
    name === "spring._domainkey.example.com" ? Promise.resolve([[record]]) : none();
const mail = (more = "", body = "Hello\r\n") =>
  Buffer.from(`From: ${AUTHOR}\r\nTo: s@shop.example\r\nSubject: x\r\nMessage-ID: <a@example.com>\r\n${more}\r\n${body}`);

async function ask(raw: Buffer, resolve: ResolveDns = withKey(`v=DKIM1; k=rsa; p=${p}`)) {
  const head = readHead(raw);
  if (!head) throw new Error("no head");
  return (await authenticateAuthor(raw, { author: AUTHOR, head }, { resolve, ownHops: 0 })).verdict;
}
const signed = (odd: OddSignature = {}, more = "", body?: string) => signOddly(mail(more, body), domain, odd);
const onTop = (line: string) => Buffer.concat([Buffer.from(`${line}\r\n`), signed()]);

describe("what is asked of a signature", () => {
  test("T-I3: what is read of a mail stands in it once: a second one may have been put there by anybody on the way", async () => {
    expect(await ask(signed())).toBe("aligned");
    for (const line of ["To: s@shop.example", "Message-ID: <b@evil.example>", "Subject: y", "Cc: a@b.example\r\nCc: c@d.example"])
      expect([line, await ask(onTop(line))]).toEqual([line, "unaligned"]);
  });

  test("T-I1: how the body is to be read is signed, or begins where the body does", async () => {
    const parts = "--b\r\n\r\nHello\r\n--b--\r\n";
    const type = "Content-Type: multipart/mixed; boundary=b\r\n";
    expect(await ask(signed({}, type, parts))).toBe("aligned");
    expect(await ask(signed({ headers: ["from"] }, type, parts))).toBe("unaligned");
    const quoted = `${"No, I do not want that.\r\n".repeat(20)}${parts}`;
    expect(await ask(signed({}, type, quoted))).toBe("unaligned");
    expect(await ask(signed({ headers: ["from", "content-type"] }, type, quoted))).toBe("aligned");
  });

  test.each(["s=tlsrpt", "h=sha1", "t=y"])(
    "T-I1: a key of which its record says %s is none for mail",
    async (tag) => {
      expect(await ask(signed(), withKey(`v=DKIM1; k=rsa; ${tag}; p=${p}`))).toBe("unaligned");
    },
    15_000,
  );
});

describe("whom a signature says it speaks for", () => {
  const record = (tags = "") => withKey(`v=DKIM1; k=rsa; ${tags}p=${p}`);

  test("T-I1: a signature speaks for its own domain or a part of it, and not for another one, or one that only ends alike", async () => {
    for (const identity of ["@example.com", "ann@Example.COM", "@mail.example.com"])
      expect([identity, await ask(signed({ identity }))]).toEqual([identity, "aligned"]);
    for (const identity of ["@evil.example", "@badexample.com", "@com", "ann@example.com@evil.example", ""])
      expect([identity, await ask(signed({ identity }))]).toEqual([identity, "unaligned"]);
  });

  test("T-I1: beside a signature another line with the same one says nothing in its place", async () => {
    const raw = signed({ identity: "@evil.example" });
    const line = raw.toString("latin1", 0, raw.indexOf("\r\n") + 2).replace("i=@evil.example; ", "");
    expect(await ask(Buffer.concat([Buffer.from(line, "latin1"), raw]))).toBe("unaligned");
  });

  test("T-I1: a signature speaks for no part of its domain where the record of the key wants the very same (t=s)", async () => {
    const part = signed({ identity: "ann@mail.example.com" });
    expect(await ask(part, record("t=s; "))).toBe("unaligned");
    expect(await ask(part, record("t=x:S; "))).toBe("unaligned");
    expect(await ask(part, record("t=x; "))).toBe("aligned");
    expect(await ask(signed({ identity: "ann@example.com" }), record("t=s; "))).toBe("aligned");
    expect(await ask(signed(), record("t=s; "))).toBe("aligned");
  });

  test("T-I1: a key whose record names mail, or SHA-256, among others is one for mail", async () => {
    for (const tags of ["s=email; ", "s=tlsrpt:email; ", "s=*; ", "h=sha1:sha256; "])
      expect([tags, await ask(signed(), record(tags))]).toEqual([tags, "aligned"]);
  });
});

describe("what checking a mail may cost", () => {
  const signatures = (count: number, name = "DKIM-Signature") =>
    Array.from(
      { length: count },
      (_, at) => `${name}: v=1; a=rsa-sha256; d=example.com; s=s${at}; h=from; bh=YQ==; b=YQ==\r\n`,
    ).join("");
  const check = async (raw: Buffer, memoryMb = 128) => {
    let asked = 0;
    const head = readHead(raw);
    if (!head) throw new Error("no head");
    const resolve = () => {
      asked++;
      return none();
    };
    const found = await checkSignatures(raw, head, { resolve, spf: {}, bounds: { memoryMb } });
    return { found, asked };
  };

  test.each<[string, Buffer]>([
    ["nine signatures", Buffer.concat([Buffer.from(signatures(9)), mail()])],
    ["nine with a space before the colon", Buffer.concat([Buffer.from(signatures(9, "DKIM-Signature ")), mail()])],
    ["half a million empty lines", Buffer.concat([Buffer.from(signatures(1)), mail("", `a${"\n".repeat(500_000)}b`)])],
    ["millions of lines for each of eight", Buffer.concat([Buffer.from(signatures(8)), mail("", "a\n".repeat(400_000))])],
  ])("T-I8: %s are not checked at all, and nobody is asked", async (_what, raw) => {
    expect(await check(raw)).toEqual({ found: "too-much", asked: 0 });
  });

  test("T-I8: the memory of the check is the thread's own: when that is used up the mail is nobody's, and the next is checked", async () => {
    const large = Buffer.concat([Buffer.from(signatures(8)), mail("", "a\tb\n".repeat(200_000))]);
    expect((await check(large, 4)).found).toBe("too-much");
    expect(await ask(signed())).toBe("aligned");
  });
});

describe("what a check may ask, and how long it may take", () => {
  const selectors = ["s0", "s1", "s2", "s3", "s4", "s0"];
  const raw = selectors.reduce<Buffer>((of, selector) => signOddly(of, { ...domain, selector }), mail());
  const check = (resolve: ResolveDns, bounds: NonNullable<Parameters<typeof checkSignatures>[2]["bounds"]>) => {
    const head = readHead(raw);
    if (!head) throw new Error("no head");
    return checkSignatures(raw, head, { resolve, spf: {}, bounds });
  };

  test("T-I8: the name server is asked only so many things for a mail; one that asks for more is nobody's", async () => {
    const asked: string[] = [];
    const resolve: ResolveDns = (name) => {
      asked.push(name);
      return none();
    };
    expect(await check(resolve, { questions: 3 })).toBe("too-much");
    expect(asked.length).toBe(3);
    asked.length = 0;
    expect(await check(resolve, { questions: 7 })).toMatchObject({ dkim: {} });
    // The same thing once.
    expect(asked.filter((name) => name.startsWith("s0.")).length).toBe(1);
  });

  test("T-I8: when the time of a check is over while the name server is silent nothing is known yet, and the next mail is checked", async () => {
    const answers = Array.from({ length: 4 }, () => check(() => new Promise(() => undefined), { atMost: seconds(1) }));
    expect(await Promise.all(answers)).toEqual(["late", "late", "late", "late"]);
    expect(await ask(signed())).toBe("aligned");
  });

  test("T-I8: a thread that never stops by itself is stopped when its time is over", async () => {
    const work = { library: "mailauth", data: {}, atMost: seconds(1), memoryMb: 64 } as const;
    const onMain = new Promise((resolve) => setImmediate(() => resolve("goes on")));
    expect(await Promise.all([runOnThread({ ...work, code: "for (;;);" }), onMain])).toEqual([{ kind: "late" }, "goes on"]);
  });
});

test("T-I8: a thread that cannot begin once keeps no later mail from being read", async () => {
  const cwd = process.cwd;
  process.cwd = () => "/nowhere";
  expect(await takeApart(mail())).toBeNull();
  process.cwd = cwd;
  expect((await takeApart(mail()))?.text).toContain("Hello");
});

describe("the line of our border", () => {
  test.each([
    ["from out.example (out.example [192.0.2.10])\tby mx", "192.0.2.10"],
    ["from out.example (unknown [IPv6:2001:db8::1])\tby mx", "2001:db8::1"],
    ["from out.example ([192.0.2.10]:4025 helo=x.example)\tby mx", "192.0.2.10"],
    ["from [198.51.100.7] (helo=[192.0.2.10] ident=root)\tby mx", undefined],
    ["from unknown (HELO [192.0.2.10]) (198.51.100.7)\tby mx", undefined],
    ["from evil.example ([192.0.2.10]@evil.example [198.51.100.7])\tby mx", undefined],
  ])("T-I2: %j came from %s", (line, ip) => {
    expect(readBorder(line)?.ip).toBe(ip);
  });
});
