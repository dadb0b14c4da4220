import { describe, expect, test } from "vitest";
import { ldap } from "@/providers/ldap";
import { connectionTexts } from "@/tests/support/connection-texts";

const usual = { ...connectionTexts.ldap, idAttribute: "entryUUID", mailAttribute: "mail" };
const open = (texts: Record<string, string> = {}) => ldap.open({ ...usual, ...texts });
const problemOf = (texts: Record<string, string>) => ldap.config.safeParse({ ...usual, ...texts }).error?.issues[0]?.message;

describe("the form of a directory", () => {
  test.each(["ldaps://ad.example.com", "ldaps://ad.example.com:3269", "LDAPS://10.0.0.3", "ldaps://[fd00::3]:636"])(
    "P-R17: %s can be asked",
    (url) => {
      expect(problemOf({ url })).toBeUndefined();
    },
  );

  test.each([
    "ad.example.com",
    "https://ad.example.com",
    "ldapi:///var/run/ldapi",
    "ldaps://",
    "ldaps://ad.example.com/dc=example,dc=com??sub",
    "ldaps://cn=admin:secret@ad.example.com",
    "ldaps://ad.example.com:99999",
  ])("P-R17: %s is no address of a directory", (url) => {
    expect(problemOf({ url })).toBe("directory.url");
  });

  test("T-LD5: ldap:// without StartTLS is refused, and there is no switch that allows it", () => {
    expect(problemOf({ url: "ldap://ad.example.com" })).toBe("directory.plain");
    expect(open({ url: "ldap://ad.example.com" })).toBeNull();
    expect(open({ url: "LDAP://ad.example.com", startTls: "false" })).toBeNull();
    expect(open({ url: "ldap://ad.example.com", startTls: "on" })).toMatchObject({ directory: { startTls: true } });
    expect(open({ startTls: "on" })).toMatchObject({ directory: { startTls: false } });
  });

  test("T-LD2: a name for looking people up needs its password", () => {
    expect(problemOf({ bindPassword: "" })).toBe("field.required");
    expect(problemOf({ bindDn: "", bindPassword: "" })).toBeUndefined();
  });

  test.each(["(uid={name})", "(&(objectClass=person)(uid={name}))", "(mail={name}@example.com)", "(|(uid={name})(mail={name}))"])(
    "P-R17: people can be found by %s",
    (userFilter) => {
      expect(problemOf({ userFilter })).toBeUndefined();
    },
  );

  test.each([
    "uid={name}",
    "(uid={name}",
    "(uid={name}))",
    "(uid={name})(mail={name})",
    ")(uid={name})(",
    "(objectClass=person)",
    "({name}=1)",
    "(uid:caseExactMatch:={name})",
  ])("P-R17: nobody can be found by %s", (userFilter) => {
    expect(problemOf({ userFilter })).toBe("directory.user-filter");
  });

  test("P-R17: what is no filter, attribute or certificate is refused where it is typed", () => {
    expect(problemOf({ groupFilter: "memberOf=cn=shop" })).toBe("directory.filter");
    expect(problemOf({ groupFilter: "(memberOf=cn=shop,dc=example,dc=com)" })).toBeUndefined();
    expect(problemOf({ mailAttribute: "mail)(uid=*" })).toBe("directory.attribute");
    expect(problemOf({ mailAttribute: "" })).toBe("field.required");
    const pem = "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----";
    for (const certificate of ["AAAA", pem, `${pem}\nmore`, pem.replaceAll("CERTIFICATE", "PRIVATE KEY")])
      expect(problemOf({ certificate })).toBe("directory.certificate");
  });
});

describe("an entry", () => {
  const read = (entry: Record<string, unknown>, texts: Record<string, string> = {}) => open(texts)?.readProfile(entry);
  const nia = { entryuuid: "7a1e-1", mail: "nia@example.com", givenname: "Nia", sn: "Okoye" };

  test("P-R17: is read by the names that the connection gives its attributes", () => {
    expect(read(nia)).toEqual({
      ok: true,
      value: {
        subject: "7a1e-1",
        email: "nia@example.com",
        isEmailVerified: true,
        isOwnMailbox: false,
        firstName: "Nia",
        lastName: "Okoye",
      },
    });
    const other = { idAttribute: "employeeNumber", mailAttribute: "rfc822Mailbox", firstNameAttribute: "cn" };
    expect(read({ employeenumber: "7", rfc822mailbox: ["a@example.com", "b@example.com"], cn: "Nia" }, other)).toMatchObject({
      value: { subject: "7", email: "a@example.com", firstName: "Nia", lastName: "" },
    });
  });

  test("P-R17: Active Directory's objectGUID is kept in hexadecimal, and only as bytes", () => {
    const texts = { idAttribute: "objectGUID" };
    const objectguid = Buffer.from("00ff10a1b2c3d4e5f60718293a4b5c6d", "hex");
    expect(read({ objectguid }, texts)).toMatchObject({ value: { subject: "00ff10a1b2c3d4e5f60718293a4b5c6d", email: null } });
    expect(read({ objectguid: objectguid.toString() }, texts)?.ok).toBe(false);
  });

  test("P-R17: two people are never taken for one: no id, several, or one that is no text makes nobody", () => {
    for (const entryuuid of [undefined, [], ["a", "b"], "", Buffer.from("a"), "a\uFFFDb", "a\u0000b"])
      expect(read({ ...nia, entryuuid })?.ok).toBe(false);
  });
});
