import { describe, expect, test } from "vitest";
import { checkNewPassword, LONGEST_PASSWORD } from "@/core/security/password-rule";
import { signInInput } from "@/core/sign-in/sign-in";
import { settingsFrom } from "@/settings/store";

const words = ["ann.archer@example.com", "Ann", "Archer", "1000234"];
const shop = (minLength: number) => ({
  settings: settingsFrom(
    new Map([
      ["shop.name", "Foyer Kitchen Goods"],
      ["passwords.minLength", String(minLength)],
    ] as const),
  ),
});
const check = async (password: string, minLength = 15) => {
  const result = await checkNewPassword(shop(minLength), { password, words, field: "newPassword" });
  return result.ok ? "ok" : result.code;
};

describe("new passwords", () => {
  test.each([
    "password",
    "123456",
    "qwerty123",
    "iloveyou",
    "letmein!",
    "monkey",
    "passw0rd",
    "football1",
    "trustno1",
    "starwars",
  ])("T-R13: %s from the lists of the common is refused, however short a password may be", async (password) =>
    expect(await check(password.padEnd(8, "1"), 8)).toMatch(/^password\.(common|personal)$/),
  );

  test.each(["passwordpassword", "123456789012345678", "qwertyuiopasdfgh", "aaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc"])(
    "T-R13: %s is long and still easy to guess",
    async (password) => expect(await check(password)).toBe("password.common"),
  );

  test.each(["FoyerKitchenGoods", "foyer kitchen goods!", "ann.archer@example.com", "ARCHER-ann.archer", "1000234 1000234"])(
    "T-R13: %s is made of what everybody knows of this person or this shop",
    async (password) => expect(await check(password)).toBe("password.personal"),
  );

  test("T-R13: seven characters are too few whatever they are, and the refusal names how many it takes", async () => {
    expect(await check("q9$Zk2!", 8)).toBe("password.too-short");
    const result = await checkNewPassword(shop(15), { password: "q9$Zk2!", words, field: "password" });
    expect(result).toMatchObject({ ok: false, problems: [{ code: "password.too-short", field: "password", vars: { min: 15 } }] });
  });

  test("T-R13: 64 characters with spaces and emoji are taken, and nobody asks for a digit or a capital", async () => {
    expect(await check("ocean violin 🥝 marble teapot under seven slow clouds near dawn ab")).toBe("ok");
    expect(await check("marble teapot under seven clouds")).toBe("ok");
    expect(await check("ann likes marble teapots under clouds")).toBe("ok");
  });

  test("T-R13: a name among other words is no reason to refuse, and neither is one of three letters", async () => {
    expect(await check("archer likes marble teapots under clouds")).toBe("ok");
    expect(await check("ann mann fann tann")).not.toBe("password.personal");
  });

  test("T-S9: 128 characters are taken and 129 are not", async () => {
    const long = Array.from({ length: 64 }, (_, at) => String.fromCodePoint(97 + ((at * 7) % 26), 97 + ((at * 11) % 26))).join(
      "",
    );
    expect(await check(long)).toBe("ok");
    expect(await check(`${long}x`)).toBe("password.too-long");
  });

  test("T-B5: judging reads the beginning only, so that no password takes long to judge", async () => {
    const tail = "ocean violin marble teapot under seven slow clouds";
    expect(await check(`${"a".repeat(15)}${tail}`)).toBe("ok");
    expect(await check(`${"a".repeat(41)}${tail}`)).toBe("password.common");
  });

  test("T-S11: length is counted in characters as they are hashed, not in bytes or pieces", async () => {
    const accents = "é è ê ë à â ü ö ä";
    expect(await check(accents.normalize("NFC"), 17)).not.toBe("password.too-short");
    expect(await check(accents.normalize("NFD"), 18)).toBe("password.too-short");
    expect(await check("🥝🍇🍉🍋🍌🍍🥭🍎", 9)).toBe("password.too-short");
  });
});

describe("passwords as they are typed", () => {
  const typed = (password: string) => {
    const parsed = signInInput.safeParse({ identifier: "ann@example.com", password });
    return parsed.success ? parsed.data.password : parsed.error.issues[0]?.message;
  };

  test.each([
    " leading and trailing ",
    "tab\tinside",
    "ünïcödé",
    "e\u0301",
    "<script>",
    "'; drop table accounts; --",
    "null",
    "🥝",
  ])("T-S10: %j reaches the comparison exactly as typed", (password) => expect(typed(password)).toBe(password));

  test("T-S9, T-B4: what is longer than any password may be is refused unread", () => {
    expect(typed("x".repeat(LONGEST_PASSWORD))).toHaveLength(LONGEST_PASSWORD);
    expect(typed("x".repeat(LONGEST_PASSWORD + 1))).toBe("password.too-long");
    expect(typed("x".repeat(5_000))).toBe("password.too-long");
    expect(typed("x".repeat(1_000_000))).toBe("password.too-long");
    expect(typed("🥝".repeat(LONGEST_PASSWORD))).toHaveLength(LONGEST_PASSWORD * 2);
    expect(typed("🥝".repeat(LONGEST_PASSWORD + 1))).toBe("password.too-long");
  });

  test("T-S11: the longest password may be typed with accents as characters of their own", () => {
    expect(typed("é".repeat(LONGEST_PASSWORD).normalize("NFD"))).toHaveLength(LONGEST_PASSWORD * 2);
    expect(typed("é".repeat(LONGEST_PASSWORD + 1).normalize("NFD"))).toBe("password.too-long");
  });

  test.each(["\0", "abc\0def", "\ud800", "abc\udfff"])("T-S9: %j is nothing a keyboard types", (password) =>
    expect(typed(password)).toBe("field.odd-characters"),
  );

  test("T-S9: nothing is no password", () => {
    expect(typed("")).toBe("field.required");
    for (const password of [undefined, null, 5, true, ["a"], { $ne: null }]) {
      expect(signInInput.safeParse({ identifier: "ann@example.com", password }).error?.issues[0]?.message).toBe("field.required");
    }
  });
});
