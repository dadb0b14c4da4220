import { expect, test } from "vitest";
import { decrypt, encrypt, type KeyPurpose, makeSecrets, sign, signatures } from "@/core/security/secrets";

const OLD = "an old secret that was long enough in its day";
const NEW = "a new secret that takes the place of the old one";
const [before, during, after] = [makeSecrets([OLD]), makeSecrets([NEW, OLD]), makeSecrets([NEW])];

test("T-A10: what is encrypted comes back whole, and never looks the same twice", () => {
  for (const plain of ["", "a", "smtps://user:päßword@mail.example.com:465", "x".repeat(10_000)]) {
    expect(decrypt(before, "settings", encrypt(before, "settings", plain))).toBe(plain);
  }
  expect(encrypt(before, "mail", "same")).not.toBe(encrypt(before, "mail", "same"));
  expect(encrypt(before, "mail", "a canary")).not.toContain("canary");
});

test("rotation: while both secrets are listed the old one's texts are read; the new one writes", () => {
  const sealed = encrypt(before, "settings", "kept");
  expect(decrypt(during, "settings", sealed)).toBe("kept");
  expect(decrypt(after, "settings", sealed)).toBeNull();
  expect(decrypt(after, "settings", encrypt(during, "settings", "new"))).toBe("new");
  expect(decrypt(before, "settings", encrypt(during, "settings", "new"))).toBeNull();
});

test("rotation: while both secrets are listed both signatures are right, and the new one signs", () => {
  expect(signatures(during, "order-links", "50001")).toEqual([
    sign(after, "order-links", "50001"),
    sign(before, "order-links", "50001"),
  ]);
  expect(sign(during, "order-links", "50001")).toBe(sign(after, "order-links", "50001"));
  expect(signatures(after, "order-links", "50001")).not.toContain(sign(before, "order-links", "50001"));
});

test("a text that was altered, cut or made up is no text", () => {
  const sealed = Buffer.from(encrypt(before, "mail", "a link"), "base64url");
  for (let at = 0; at < sealed.length; at++) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(decrypt(before, "mail", altered.toString("base64url")), `byte ${at}`).toBeNull();
  }
  for (const wrong of ["", "abc", "x".repeat(60), sealed.subarray(0, -1).toString("base64url"), "\u0000"]) {
    expect(decrypt(before, "mail", wrong)).toBeNull();
  }
});

test("T-A10: what proves that a text is unaltered is read whole: a short one would be guessed", () => {
  const sealed = Buffer.from(encrypt(before, "mail", ""), "base64url");
  expect(sealed).toHaveLength(28);
  for (const length of [16, 20, 24, 27]) {
    expect(decrypt(before, "mail", sealed.subarray(0, length).toString("base64url")), `${length} bytes`).toBeNull();
  }
});

test("no two purposes share a key: what is made for one opens nothing of another", () => {
  const purposes: KeyPurpose[] = ["codes", "mail", "settings", "order-links", "captcha", "limits"];
  expect(new Set(purposes.map((purpose) => before.newest(purpose).toString("hex"))).size).toBe(purposes.length);
  expect(decrypt(before, "mail", encrypt(before, "settings", "x"))).toBeNull();
  expect(sign(before, "captcha", "x")).not.toBe(sign(before, "order-links", "x"));
});
