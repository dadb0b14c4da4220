import { expect, test } from "vitest";
import { type Errand, isStillAskedFor, openErrand, sealErrand } from "@/core/identities/errand";
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

test("T-L6: connecting goes on only in the session and account that asked, T-L5: never in one that came since", () => {
  const session = { id: "a session", accountId: "an account" };
  expect(isStillAskedFor(errand, { session, staff: null })).toBe(true);
  expect(isStillAskedFor(errand, { session: { ...session, id: "another" }, staff: null })).toBe(false);
  expect(isStillAskedFor(errand, { session: { ...session, accountId: "another" }, staff: null })).toBe(false);
  expect(isStillAskedFor(errand, { session: null, staff: { id: "a session", role: "admin" } })).toBe(false);
});

test("P-A6: a test goes on only in the session of the admin who asked, while they are one", () => {
  const testing: Errand = { kind: "test", connection: "google", by: "a session" };
  const session = { id: "a session", accountId: "an account" };
  expect(isStillAskedFor(testing, { session: null, staff: { id: "a session", role: "admin" } })).toBe(true);
  expect(isStillAskedFor(testing, { session: null, staff: { id: "a session", role: "agent" } })).toBe(false);
  expect(isStillAskedFor(testing, { session: null, staff: { id: "another", role: "admin" } })).toBe(false);
  expect(isStillAskedFor(testing, { session, staff: null })).toBe(false);
  expect(isStillAskedFor({ kind: "sign-in", connection: "google", returnTo: "" }, { session: null, staff: null })).toBe(true);
});
