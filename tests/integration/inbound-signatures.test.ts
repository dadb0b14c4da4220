import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OddSignature, signOddly } from "@/tests/support/dkim-signature";
import { bring, compose, makeMailbox, makeSigningDomain } from "@/tests/support/inbound";
import { type InboundWorld, makeInboundWorld } from "@/tests/support/inbound-world";
import { freshEmail } from "@/tests/support/make";

let inbound: InboundWorld;
let names: InboundWorld["names"];
let quince: InboundWorld["quince"];
let ctx: InboundWorld["ctx"];
let mailbox: InboundWorld["mailbox"];

beforeAll(async () => {
  inbound = await makeInboundWorld();
  ({ names, quince, ctx, mailbox } = inbound);
});
afterAll(() => inbound.end());

const write = (from: string, headers: Record<string, string> = {}) =>
  compose({ from, to: mailbox.address, headers, text: "First line\nSecond line" });

/** What becomes of a mail that its author's domain, or another one, has signed in this manner. */
const signed = async (odd: OddSignature = {}, { from = freshEmail("ann"), by = quince, headers = {} } = {}) =>
  bring(ctx, mailbox.id, signOddly(await write(from, headers), by, odd));

const now = () => Math.floor(Date.now() / 1000);

describe("a signature of the author's domain", () => {
  test("T-I1: as it should be it is believed, also one that ends later, and one with a key of 1,024 bits", async () => {
    expect(await signed()).toBe("registered");
    expect(await signed({ expires: now() + 600 })).toBe("registered");
    const small = makeSigningDomain(names, "small.example", { bits: 1024 });
    expect(await signed({}, { from: "ann@small.example", by: small })).toBe("registered");
  });

  test("T-I1: over all of the body it is believed with a length, too", async () => {
    const from = freshEmail("whole");
    const raw = await write(from);
    const length = raw.length - raw.indexOf("\r\n\r\n") - 4;
    expect(await bring(ctx, mailbox.id, signOddly(raw, quince, { length }))).toBe("registered");
  });

  test.each<[string, () => OddSignature, Record<string, string>]>([
    ["that does not cover the author", () => ({ headers: ["to", "subject"] }), {}],
    [
      "that covers another header with from in its name",
      () => ({ headers: ["resent-from", "x-from"] }),
      { "Resent-From": "a@example.com", "X-From": "b" },
    ],
    ["over a part of the body", () => ({ length: 10 }), {}],
    ["that has ended", () => ({ expires: now() - 60 }), {}],
    ["over another body", () => ({ bodyHash: Buffer.alloc(32, 1).toString("base64") }), {}],
    ["by SHA-1", () => ({ hash: "sha1" }), {}],
  ])("T-I1: %s is none", async (_what, odd, headers) => {
    expect(await signed(odd(), { headers })).toBe("unauthenticated");
  });

  test("T-I1: by a key that anybody can break, or that was taken back, is none", async () => {
    const weak = makeSigningDomain(names, "weak.example", { bits: 512 });
    expect(await signed({}, { from: "ann@weak.example", by: weak })).toBe("unauthenticated");
    const gone = makeSigningDomain(names, "gone.example");
    names.texts.set("spring._domainkey.gone.example", "v=DKIM1; k=rsa; p=");
    expect(await signed({}, { from: "ann@gone.example", by: gone })).toBe("unauthenticated");
  });
});

describe("whose signature it is", () => {
  test("T-I1: the house's own speaks for its parts where it does not say otherwise, and a neighbour's under the same public suffix never", async () => {
    const house = makeSigningDomain(names, "house.example");
    expect(await signed({}, { from: "ann@mail.house.example", by: house })).toBe("registered");
    const garden = makeSigningDomain(names, "garden.example", { policy: "v=DMARC1; p=reject; adkim=s" });
    expect(await signed({}, { from: "ann@mail.garden.example", by: garden })).toBe("unauthenticated");
    makeSigningDomain(names, "ours.co.uk");
    expect(await signed({}, { from: "ann@ours.co.uk", by: makeSigningDomain(names, "theirs.co.uk") })).toBe("unauthenticated");
  });
});

describe("an author whom two programs could read in two ways", () => {
  test.each([
    "ann@example.com (Bea <bea@evil.example>)",
    "ann@example.com (bea@evil.example)",
    '"Bea <bea@evil.example>" <ann@example.com>',
    "Bea bea@evil.example <ann@example.com>",
  ])("T-I1, T-I3: %s is not spoken for by the other one's domain", async (from) => {
    const evil = makeSigningDomain(names, "evil.example");
    const raw = Buffer.from(
      `From: ${from}\r\nTo: ${mailbox.address}\r\nSubject: Hello\r\nMessage-ID: <${freshEmail()}>\r\n\r\nHello\r\n`,
    );
    expect(["unauthenticated", "refused"]).toContain(await bring(ctx, mailbox.id, signOddly(raw, evil)));
  });
});

describe("by the server that it came from", () => {
  const came = async (from: string, sender: string, lines: readonly string[]) => {
    const hopped = await makeMailbox(ctx, { ownHops: 1 });
    const received = lines.map(
      (ip) =>
        `Received: from out.example (out.example [${ip}])\r\n\tby mx.shop.example with ESMTPS;\r\n\tFri, 20 Nov 2026 10:02:11 +0000\r\n`,
    );
    const raw = await compose({ from, to: hopped.address });
    return bring(ctx, hopped.id, Buffer.concat([Buffer.from(`Return-Path: <${sender}>\r\n${received.join("")}`), raw]));
  };

  test("T-I2: the sender of the envelope must be of the author's house, and the very same where the domain wants it", async () => {
    names.texts.set("bounces.post.example", "v=spf1 ip4:192.0.2.10 -all");
    names.texts.set("_dmarc.post.example", "v=DMARC1; p=reject");
    expect(await came("ann@post.example", "b@bounces.post.example", ["192.0.2.10"])).toBe("registered");
    names.texts.set("_dmarc.post.example", "v=DMARC1; p=reject; aspf=s");
    expect(await came("bea@post.example", "b@bounces.post.example", ["192.0.2.10"])).toBe("unauthenticated");
    names.texts.set("spam.example", "v=spf1 +all");
    names.texts.set("_dmarc.victim.example", "v=DMARC1; p=none");
    expect(await came("ann@victim.example", "b@spam.example", ["192.0.2.10"])).toBe("unauthenticated");
  });

  test("T-I2: an answer of the domain that says neither yes nor no is no", async () => {
    for (const [name, record] of [
      ["soft", "v=spf1 ~all"],
      ["neutral", "v=spf1 ?all"],
      ["fail", "v=spf1 -all"],
      ["broken", "v=spf1 ip4:x"],
    ]) {
      names.texts.set(`${name}.example`, String(record));
      names.texts.set(`_dmarc.${name}.example`, "v=DMARC1; p=none");
      expect([name, await came(`ann@${name}.example`, `b@${name}.example`, ["192.0.2.10"])]).toEqual([name, "unauthenticated"]);
    }
  });
});
