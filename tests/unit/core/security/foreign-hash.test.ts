import { createHash, createHmac, pbkdf2Sync, scryptSync } from "node:crypto";
import { hash, hashRaw } from "@node-rs/argon2";
import { hashSync } from "bcryptjs";
import { describe, expect, test } from "vitest";
import { foreignHashes, readForeignHash, verifyForeign } from "@/core/security/foreign-hash/registry";
import { hashCount, isOutdated, verifyPassword } from "@/core/security/password-hash";
import { CHEAP_HASH } from "@/tests/support/context";

const PASSWORD = "Zürich und 7 Brücken";
const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const unpadded = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");

/** What each kind of shop has stored for {@link PASSWORD}, made here with another implementation where there is one. */
async function stored(): Promise<[string, string][]> {
  const salt = Buffer.from("a salt of sixteen");
  const argon = { memoryCost: 64, timeCost: 1, parallelism: 1 };
  const magentoSalt = "qnAVhCLBGzTbYAoC7hDiPkSvGRHeLNUV";
  const sodium = { memoryCost: 65_536, timeCost: 2, parallelism: 1, outputLen: 32 };
  const raw = async (text: string) =>
    (await hashRaw(text, { ...sodium, salt: Buffer.from(magentoSalt).subarray(0, 16) })).toString("hex");
  const short = createHmac("sha384", "wp-sha384").update(PASSWORD).digest("base64");
  return [
    ["$2b", hashSync(PASSWORD, 4)],
    ["$2y", hashSync(PASSWORD, 4).replace("$2b", "$2y")],
    ["$2a", hashSync(PASSWORD, 4).replace("$2b", "$2a")],
    ["argon2id", await hash(PASSWORD, argon)],
    ["argon2i", await hash(PASSWORD, { ...argon, algorithm: 1 })],
    ["argon2d", await hash(PASSWORD, { ...argon, algorithm: 0 })],
    ["scrypt", `$scrypt$ln=10,r=8,p=1$${unpadded(salt)}$${unpadded(scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 }))}`],
    ["Django", `pbkdf2_sha256$1000$pepper$${pbkdf2Sync(PASSWORD, "pepper", 1000, 32, "sha256").toString("base64")}`],
    ["PBKDF2", `$pbkdf2-sha512$i=1000,l=64$${unpadded(salt)}$${unpadded(pbkdf2Sync(PASSWORD, salt, 1000, 64, "sha512"))}`],
    [
      "Passlib",
      `$pbkdf2-sha256$1000$${unpadded(salt).replaceAll("+", ".")}$${unpadded(pbkdf2Sync(PASSWORD, salt, 1000, 32, "sha256")).replaceAll("+", ".")}`,
    ],
    ["WordPress 6.8", `$wp${hashSync(short, 4).replace("$2b", "$2y")}`],
    ["Magento 1", `${md5(`ab${PASSWORD}`)}:ab`],
    ["Magento 2, SHA-256", `${sha256(`${magentoSalt}${PASSWORD}`)}:${magentoSalt}:1`],
    ["Magento 2, upgraded twice", `${await raw(sha256(magentoSalt + md5(magentoSalt + PASSWORD)))}:${magentoSalt}:0:1:2`],
    ["Magento 2, argon2id", `${await raw(PASSWORD)}:${magentoSalt}:3_32_2_67108864`],
  ];
}

describe("passwords of other shops", () => {
  test("T-D3: each known format opens with its password, to nothing else, and is made anew at the next sign-in", async () => {
    const all = await stored();
    const before = hashCount.value;
    const outcomes = await Promise.all(
      all.map(async ([name, text]) => {
        const read = readForeignHash(text);
        if (typeof read === "string") throw new Error(`${name} is ${read}`);
        const tries = [PASSWORD, `${PASSWORD}.`, text].map((typed) => verifyPassword(CHEAP_HASH, read.stored, typed));
        return [name, ...(await Promise.all(tries)), isOutdated(CHEAP_HASH, read.stored)];
      }),
    );
    expect(outcomes).toEqual(all.map(([name]) => [name, true, false, false, true]));
    expect(hashCount.value - before).toBe(3 * all.length);
  });

  test("T-D3: phpass is compared as WordPress and phpBB made it", async () => {
    // Published with phpass itself.
    for (const text of ["$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0", "$H$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0"]) {
      const read = readForeignHash(text);
      if (typeof read === "string") throw new Error(read);
      expect(await verifyForeign(read.stored, "test12345")).toBe(true);
      expect(await verifyForeign(read.stored, "test12346")).toBe(false);
    }
  });

  test("T-D3: PBKDF2 and bcrypt agree with what others published", async () => {
    const published: [string, string][] = [
      ["$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.", ""],
      ["$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe", "a"],
      ["$pbkdf2-sha256$i=1,l=32$c2FsdA$Ej+2zP7P0CfpKV02KqmKwsoXd2LsVGcWAAWYfLPRs8g", "nobody's"],
    ];
    const [empty, single, wrong] = await Promise.all(
      published.map(([text, password]) => verifyForeign(`${text.startsWith("$2") ? "bcrypt" : "pbkdf2"} ${text}`, password)),
    );
    expect([empty, single, wrong]).toEqual([true, true, false]);
  });

  test("T-D3: what would cost too much is refused, and so is what nobody knows", () => {
    const rest = "$".concat("a".repeat(53));
    const costly = [
      `$2y$31${rest}`,
      `$2b$15${rest}`,
      `$wp$2y$31${rest}`,
      "$argon2id$v=19$m=4194304,t=3,p=1$c29tZXNhbHRzb21l$QUJDREVGR0hJSktMTU5PUFFSU1RVVldY",
      "$argon2id$v=19$m=65536,t=400,p=1$c29tZXNhbHRzb21l$QUJDREVGR0hJSktMTU5PUFFSU1RVVldY",
      "$scrypt$ln=30,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
      "$scrypt$ln=14,r=8,p=900$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
      "$scrypt$ln=17,r=8,p=4$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
      `pbkdf2_sha256$900000000$salt$${"A".repeat(44)}`,
      // Few enough rounds, but a digest of four times the length costs them four times.
      `pbkdf2_sha256$1000000$salt$${"A".repeat(172)}`,
      "$P$TIQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0",
      `${"a".repeat(64)}:salt:3_32_2_99999999999`,
      `${"a".repeat(64)}:salt:2:2:2:2:2`,
      // Not bearable either: less than the library takes, or more time than a sign-in may.
      ...["15_2_8192", "65_2_8192", "32_0_8192", "32_9_8192", "32_2_8191"].map((cost) => `${"a".repeat(64)}:salt:3_${cost}`),
    ];
    for (const text of costly) expect(readForeignHash(text), text).toBe("too-costly");
    const unknown = [
      "",
      "secret",
      md5("secret"),
      "$1$salt$abc",
      "$5$x$y",
      "{SSHA}abc",
      "bcrypt $2y$10$x",
      `$2y$1${rest}`,
      `${md5("secret")}:salt:9`,
      "a".repeat(5000),
    ];
    for (const text of unknown) expect(readForeignHash(text), text).toBe("unknown");
  });

  test("T-D3: a digest that is empty or short opens to nobody: it is no hash", async () => {
    const short = [
      `pbkdf2_sha256$1000$salt$${"=".repeat(44)}`,
      `pbkdf2_sha256$1000$salt$AA${"=".repeat(42)}`,
      "pbkdf2_sha256$1000$salt$AAAA=AAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ];
    for (const text of short) {
      expect(readForeignHash(text), text).toBe("unknown");
      expect(await verifyForeign(`pbkdf2 ${text}`, "anything"), text).toBe(false);
    }
  });

  test("T-D3: what its library would throw at is no hash, so that nobody's sign-in fails of it", async () => {
    const salt = "c29tZXNhbHRzb21l";
    const digest = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY";
    const broken = [
      `$argon2id$v=19$m=64,t=1,p=1$${salt}a$${digest}`,
      `$argon2id$v=19$m=64,t=1,p=1$${salt}$${digest}QR`,
      `$argon2id$v=19$m=64,t=1,p=1$${salt}$${digest.repeat(3)}`,
      ...["ln=17,r=1,p=1", "ln=0,r=8,p=1", "ln=10,r=0,p=1", "ln=10,r=8,p=0"].map((cost) => `$scrypt$${cost}$${salt}$${digest}`),
    ];
    for (const text of broken) {
      expect(readForeignHash(text), text).toBe("unknown");
      // Of a file that was brought in before.
      const stored = `${text.startsWith("$a") ? "argon2" : "scrypt"} ${text}`;
      expect(await verifyPassword(CHEAP_HASH, stored, "anything"), text).toBe(false);
    }
  });

  test("T-D3: a digest that is longer than its steps make opens to nobody, and nobody's sign-in fails of it", async () => {
    const read = readForeignHash(`${md5(`ab${PASSWORD}`)}${md5("more")}:ab:0`);
    if (typeof read === "string") throw new Error(read);
    expect(await verifyPassword(CHEAP_HASH, read.stored, PASSWORD)).toBe(false);
  });

  test("T-D3: no text is of two formats, and names are stable and never those of our own", async () => {
    for (const [name, text] of await stored())
      expect(
        foreignHashes.filter((format) => format.recognise(text) === "yes"),
        name,
      ).toHaveLength(1);
    for (const { name } of foreignHashes) expect(name).toMatch(/^[a-z][a-z0-9]*$/);
    expect(verifyForeign(await hash(PASSWORD, CHEAP_HASH), PASSWORD)).toBeNull();
    expect(await verifyForeign(`bcrypt $2y$31$${"a".repeat(53)}`, PASSWORD)).toBe(false);
  });

  test("T-B3: while bcrypt is compared, everything else goes on", async () => {
    const text = hashSync(PASSWORD, 4).replace("$2b$04", "$2b$10");
    let turns = 0;
    const clock = setInterval(() => turns++, 2);
    await verifyForeign(`bcrypt ${text}`, PASSWORD);
    clearInterval(clock);
    expect(turns).toBeGreaterThan(5);
  });

  test("T-B3: while phpass is compared, others have their turn", async () => {
    let turns = 0;
    let isOver = false;
    const take = () => {
      turns++;
      if (!isOver) setImmediate(take);
    };
    setImmediate(take);
    await verifyForeign("phpass $P$BIQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0", PASSWORD);
    isOver = true;
    expect(turns).toBeGreaterThan(5);
  });
});
