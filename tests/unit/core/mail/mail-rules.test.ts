import { describe, expect, test } from "vitest";
import { seconds } from "@/core/duration";
import { backOffSeconds } from "@/core/mail/back-off";
import { MAIL_LEASE } from "@/core/mail/deliver";
import { harmless } from "@/core/mail/harmless";
import { readSmtpUrl, SMTP_PATIENCE } from "@/core/mail/transports/smtp-options";

describe("an SMTP address", () => {
  test("T-M12: to another machine mail goes encrypted or not at all, unless the address says otherwise", () => {
    expect(readSmtpUrl("smtp://mail.example.com")).toMatchObject({
      port: 587,
      secure: false,
      requireTLS: true,
      ignoreTLS: false,
    });
    expect(readSmtpUrl("smtps://mail.example.com")).toMatchObject({ port: 465, secure: true });
    expect(readSmtpUrl("smtp://relay:25?tls=optional")).toMatchObject({ port: 25, requireTLS: false, ignoreTLS: false });
    expect(readSmtpUrl("smtp://relay:25?tls=off")).toMatchObject({ requireTLS: false, ignoreTLS: true });
    for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "[::1]"])
      expect(readSmtpUrl(`smtp://${host}:1025`)).toMatchObject({ requireTLS: false });
    for (const host of ["localhost.evil.example", "127.evil.example", "[::2]"])
      expect(readSmtpUrl(`smtp://${host}`)).toMatchObject({ requireTLS: true });
  });

  test("T-M6: nothing else of it reaches the mailer, and a name and password of any characters do", () => {
    const read = readSmtpUrl("smtps://us%40er:p%3A%2Fss@mail.example.com:4650/?disableFileAccess=false&pool=false&name=x");
    expect(read).toEqual({
      host: "mail.example.com",
      port: 4650,
      secure: true,
      requireTLS: false,
      ignoreTLS: false,
      auth: { user: "us@er", pass: "p:/ss" },
    });
  });

  test.each(["", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://%zz:x@mail.example.com", "javascript:1"])(
    "what is none is refused: %j",
    (text) => expect(readSmtpUrl(text)).toBeNull(),
  );
});

test("T-FX02: a mail server may take ten seconds to connect, ten to greet, thirty in silence, and a minute for all", () => {
  expect(SMTP_PATIENCE.connect.ms).toBeLessThanOrEqual(seconds(10).ms);
  expect(SMTP_PATIENCE.greeting.ms).toBeLessThanOrEqual(seconds(10).ms);
  expect(SMTP_PATIENCE.silence.ms).toBeLessThanOrEqual(seconds(30).ms);
  expect(SMTP_PATIENCE.whole.ms).toBeLessThan(MAIL_LEASE.ms);
});

test("T-FX03: tries are 10 s, 1 m, 5 m, 30 m and then 2 h apart, each a fifth shorter or longer", () => {
  expect([1, 2, 3, 4, 5, 6, 39].map((attempts) => backOffSeconds(attempts, 0.5))).toEqual([10, 60, 300, 1800, 7200, 7200, 7200]);
  expect([backOffSeconds(2, 0), backOffSeconds(2, 1)]).toEqual([48, 72]);
});

describe("what strangers typed", () => {
  test.each([
    ["http://evil.example click", "evil. example click"],
    ["www.evil.example/now", "www. evil. example/now"],
    ["a@evil.example", "a at evil. example"],
    ["Ann\r\nBcc: x", "Ann Bcc: x"],
    ["\u202Eabc\u0000", "abc"],
    ["  O'Brien-Núñez J. P.  ", "O'Brien-Núñez J. P."],
    ["😀".repeat(70), "😀".repeat(64)],
  ])("T-M7: %j becomes one short line without a link", (typed, shown) => expect(harmless(typed)).toBe(shown));
});
