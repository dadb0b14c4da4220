import { expect, test } from "vitest";
import { type Errand, openErrand, sealErrand } from "@/core/identities/errand";
import { encrypt, makeSecrets } from "@/core/security/secrets";

const secrets = makeSecrets(["a secret of the tests, long enough for anything"]);
const now = new Date("2026-11-21T09:00:00Z");
const errand: Errand = { kind: "connect", connection: "google", by: "a session", accountId: "an account" };
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test("T-L6: an errand is read with the key it was sealed with, for fifteen minutes", () => {
  const sealed = sealErrand({ secrets, now }, errand);
  expect(sealed).not.toMatch(/google|session/);
  expect(openErrand({ secrets, now: later(14.9) }, sealed)).toEqual(errand);
  expect(openErrand({ secrets, now: later(15) }, sealed)).toBeNull();
  const rotated = makeSecrets(["a newer secret of the tests, long enough", "a secret of the tests, long enough for anything"]);
  expect(openErrand({ secrets: rotated, now }, sealed)).toEqual(errand);
  expect(openErrand({ secrets: makeSecrets(["another secret of the tests, long enough"]), now }, sealed)).toBeNull();
});

test("T-L6: nothing else is an errand", () => {
  const odd = ["{}", "[]", "null", "x", JSON.stringify({ errand: { ...errand, kind: "admin" }, until: later(5).getTime() })];
  for (const text of odd) expect(openErrand({ secrets, now }, encrypt(secrets, "handshake", text))).toBeNull();
  const sealed = sealErrand({ secrets, now }, errand);
  for (const value of [undefined, "", sealed.slice(1), `${sealed.slice(0, -3)}abc`, sealed.repeat(50)])
    expect(openErrand({ secrets, now }, value)).toBeNull();
  const inside = JSON.stringify({ errand, until: later(5).getTime() });
  expect(openErrand({ secrets, now }, encrypt(secrets, "mail", inside)), "another purpose's key").toBeNull();
});
