import { createServer } from "node:net";
import fc from "fast-check";
import { FilterParser } from "ldapts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askDirectory, type Listening } from "@/core/directory/ask-directory";
import { DirectoryAway } from "@/core/directory/directory-away";
import { escapeValue } from "@/core/directory/filters";
import { ldap } from "@/providers/ldap";
import type { Directory } from "@/providers/provider";
import { PEOPLE, SHOPPERS, SUFFIX, startDirectory, type TestDirectory } from "@/tests/support/directory";

let slapd: TestDirectory;
beforeAll(async () => {
  slapd = await startDirectory();
  await slapd.addPerson({ uid: "nora", password: "nora's own", mail: "nora@example.com" });
  await slapd.addPerson({ uid: "omar", password: "omar's own", mail: "twice@example.com" });
  await slapd.addPerson({ uid: "olga", password: "olga's own", mail: "twice@example.com" });
});
afterAll(() => slapd.stop());

/** The directory as an admin set it up, with some fields changed. */
function directoryOf(texts: Record<string, string> = {}): Directory {
  const door = ldap.open({ ...slapd.texts, ...texts });
  if (door?.kind !== "directory") throw new Error("these texts open no directory");
  return door.directory;
}

const ask = <T>(question: (listening: Listening) => Promise<T>, texts?: Record<string, string>) =>
  askDirectory(directoryOf(texts), question);
const idOf = (name: string, texts?: Record<string, string>) =>
  ask(async (listening) => (await listening.findByName(name))?.dn ?? null, texts);
const isRight = (name: string, password: string, texts?: Record<string, string>) =>
  ask(async (listening) => {
    const person = await listening.findByName(name);
    return person === null ? null : listening.isPassword(person, password);
  }, texts);
const isLetIn = (name: string, groupFilter: string) =>
  ask(
    async (listening) => {
      const person = await listening.findByName(name);
      return person && listening.isLetIn(person);
    },
    { groupFilter },
  );

/** Why a directory could not be asked; fails if it could. */
async function reasonOf(texts: Record<string, string>): Promise<string> {
  const asked = await isRight("nora", "nora's own", texts).catch((error: unknown) => error);
  if (!(asked instanceof DirectoryAway)) throw new Error(`expected no answer, not ${asked}`);
  return asked.reason;
}

describe("P-R17: somebody of the directory", () => {
  test("is found by each name that the filter names, and known by their own password only", async () => {
    expect(await idOf("nora")).toBe(`uid=nora,${PEOPLE}`);
    expect(await idOf("NORA@example.com")).toBe(`uid=nora,${PEOPLE}`);
    expect(await isRight("nora", "nora's own")).toBe(true);
    expect(await isRight("nora", "omar's own")).toBe(false);
    expect(await isRight("nora", "nora's own ")).toBe(false);
    expect(await idOf("nobody")).toBeNull();
  });

  test("is read by ldaps:// and by ldap:// with StartTLS alike", async () => {
    expect(await isRight("nora", "nora's own", { url: slapd.plainUrl, startTls: "on" })).toBe(true);
    expect(await isRight("nora", "wrong", { url: slapd.plainUrl, startTls: "on" })).toBe(false);
  });

  test("keeps an id of bytes, and is found again by it", async () => {
    const texts = { idAttribute: "objectGUID" };
    const guid = Buffer.from("00ff10a1b2c3d4e5f6071829c35c2a28", "hex");
    await slapd.change(async (client) => {
      await client.add(`uid=guid,${PEOPLE}`, { objectClass: ["inetOrgPerson", "extensibleObject"], cn: "guid", sn: "Guid" });
    });
    const { Attribute, Change } = await import("ldapts");
    const modification = new Attribute({ type: "objectGUID", values: [guid] });
    await slapd.change((client) => client.modify(`uid=guid,${PEOPLE}`, new Change({ operation: "add", modification })));
    const door = ldap.open({ ...slapd.texts, ...texts });
    const person = await ask((listening) => listening.findByName("guid"), texts);
    const profile = door?.readProfile(person?.entry ?? {});
    expect(profile).toMatchObject({ ok: true, value: { subject: guid.toString("hex") } });
    expect(await ask((listening) => listening.findBySubject(guid.toString("hex")), texts)).toMatchObject({ dn: person?.dn });
    expect(await ask((listening) => listening.findBySubject("00".repeat(16)), texts)).toBeNull();
  });

  test("whom the filter leaves out is as good as gone, by name and by id", async () => {
    const id = await ask(async (listening) => String((await listening.findByName("nora"))?.entry.entryuuid));
    expect(await ask((listening) => listening.findBySubject(id))).toMatchObject({ dn: `uid=nora,${PEOPLE}` });
    const texts = { userFilter: "(&(objectClass=person)(!(employeeType=left))(|(uid={name})(mail={name})))" };
    expect(await ask((listening) => listening.findBySubject(id), texts)).not.toBeNull();
    const { Attribute, Change } = await import("ldapts");
    const modification = new Attribute({ type: "employeeType", values: ["left"] });
    await slapd.change((client) => client.modify(`uid=nora,${PEOPLE}`, new Change({ operation: "add", modification })));
    expect(await ask((listening) => listening.findBySubject(id), texts)).toBeNull();
    expect(await idOf("nora", texts)).toBeNull();
    await slapd.change((client) => client.modify(`uid=nora,${PEOPLE}`, new Change({ operation: "delete", modification })));
  });
});

describe("T-LD1: what somebody types means nothing in a filter", () => {
  test.each([
    "*",
    "n*",
    "*)(uid=*",
    "nora)(&",
    "nora)(|(uid=*",
    "\\",
    "\\2a",
    "nora\0",
    "(",
    ")",
    "$&",
    "$`",
    "{name}",
    "\u202Enora",
  ])("%j finds nobody", async (name) => {
    expect(await idOf(name)).toBeNull();
  });

  test("a value with every sign of a filter finds exactly its owner", async () => {
    const odd = "a*b(c)d\\e{name}$&ñ";
    await slapd.addPerson({ uid: odd, rdn: "cn=odd one", more: { cn: "odd one" } });
    expect(await idOf(odd)).toBe(`cn=odd one,${PEOPLE}`);
  });

  test("whatever is typed comes out of the filter as it went in (RFC 4515)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const { value } = Object.assign({ value: null }, FilterParser.parseString(`(uid=${escapeValue(typed)})`));
        return typed === "" || value === typed;
      }),
    );
  });
});

describe("T-LD2: a password that is none", () => {
  test("the directory itself would call it a success", async () => {
    await slapd.change((client) => client.bind(`uid=nora,${PEOPLE}`, ""));
  });

  test.each(["", " ", "   ", "\0", "\0\0", "\t", " \0 ", "\0nora's own", "\u00A0", "\u2003"])(
    "%j is refused before any bind",
    async (password) => {
      expect(await isRight("nora", password)).toBe(false);
    },
  );
});

describe("T-LD3: two matches are nobody", () => {
  test("an address that two entries have signs neither of them in", async () => {
    expect(await idOf("twice@example.com")).toBeNull();
    expect(await isRight("twice@example.com", "omar's own")).toBeNull();
    expect(await isRight("omar", "omar's own")).toBe(true);
  });
});

describe("P-R17, T-LD4: the group filter", () => {
  test("asks the person's own entry", async () => {
    const isEmployee = "(employeeNumber=7)";
    await slapd.addPerson({ uid: "seven", more: { employeeNumber: "7" } });
    expect(await isLetIn("seven", isEmployee)).toBe(true);
    expect(await isLetIn("nora", isEmployee)).toBe(false);
    expect(await isLetIn("nora", "")).toBe(true);
  });

  test.each(['Vidal\\, \\"Nora\\" \\+ Co', "back\\5cslash", "star*(paren)", "\\#hash \\<x\\>\\;"])(
    "T-LD4: with {dn}, asks for a group that has the person, whatever their name holds: %s",
    async (name) => {
      const uid = `uid ${Buffer.from(name).toString("hex")}`;
      const dn = await slapd.addPerson({ uid, rdn: `cn=${name}`, more: { cn: unescaped(name) } });
      const { Attribute, Change } = await import("ldapts");
      const modification = new Attribute({ type: "member", values: [dn] });
      const inShoppers = "(&(objectClass=groupOfNames)(cn=shoppers)(member={dn}))";
      expect(await isLetIn(uid, inShoppers)).toBe(false);
      await slapd.change((client) => client.modify(SHOPPERS, new Change({ operation: "add", modification })));
      expect(await isLetIn(uid, inShoppers)).toBe(true);
      expect(await isLetIn("nora", inShoppers)).toBe(false);
    },
  );
});

/** A value of a name as the directory means it (RFC 4514 2.4). */
const unescaped = (name: string) =>
  name.replace(/\\([0-9a-f]{2}|.)/g, (_, sign: string) =>
    sign.length === 2 ? String.fromCharCode(Number.parseInt(sign, 16)) : sign,
  );

describe("T-LD5: what cannot be trusted is not asked", () => {
  test("a certificate of an unknown authority, or for another name", async () => {
    expect(await reasonOf({ certificate: "" })).toMatch(/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/);
    expect(await reasonOf({ url: slapd.url.replace("localhost", "127.0.0.1") })).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    const startTls = { startTls: "on", certificate: "" };
    expect(await reasonOf({ ...startTls, url: slapd.plainUrl })).toMatch(/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/);
  });

  test("no variable of the environment makes it trust anybody", async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      expect(await reasonOf({ certificate: "" })).toMatch(/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/);
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  test("a referral is not followed: nobody is asked there, and nobody is found there", async () => {
    let asked = 0;
    const evil = createServer((socket) => {
      asked += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => evil.listen(0, "127.0.0.1", resolve));
    const address = evil.address();
    const port = typeof address === "object" ? address?.port : 0;
    const base = `ou=elsewhere,${SUFFIX}`;
    const ref = `ldap://127.0.0.1:${port}/${base}`;
    await slapd.change((client) => client.add(base, { objectClass: ["referral", "extensibleObject"], ou: "elsewhere", ref }));
    expect(await idOf("evil")).toBeNull();
    expect(await isRight("nora", "nora's own")).toBe(true);
    expect(await reasonOf({ baseDn: base })).not.toBe("");
    expect(asked).toBe(0);
    await new Promise((resolve) => evil.close(resolve));
  });
});

describe("T-FX32: a directory that is set up wrongly or away says so, and nothing of anybody", () => {
  test("a wrong password of who looks people up, a base that is not there, a filter that is none", async () => {
    expect(await reasonOf({ bindPassword: "wrong" })).toBe("InvalidCredentialsError");
    expect(await reasonOf({ baseDn: "dc=nowhere" })).toMatch(/NoSuchObject|Referral|UnknownStatusCode/);
    expect(await reasonOf({ userFilter: "(&(uid={name})(!))" })).not.toBe("");
  });

  test("while it is down, and as soon as it is back", async () => {
    await slapd.pause();
    expect(await reasonOf({})).toBe("ECONNREFUSED");
    await slapd.resume();
    expect(await isRight("nora", "nora's own")).toBe(true);
  });

  test("what is thrown never holds the password of who looks people up", async () => {
    const error = await isRight("nora", "nora's own", { bindPassword: "canary of a password" }).catch(
      (thrown: unknown) => thrown,
    );
    const { inspect } = await import("node:util");
    expect(inspect(error, { depth: 9 })).not.toMatch(/canary|nora's own/);
  });
});
