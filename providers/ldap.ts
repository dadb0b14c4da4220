import { X509Certificate } from "node:crypto";
import { z } from "zod";
import { fail, ok } from "@/core/result";
import { type Claims, defineProvider, type ReadProfile } from "@/providers/provider";
import { lineOf, readSubject } from "@/providers/read-claims";
import { directoryAddress, longText, secret, text, toggle } from "@/settings/fields";

/** How people of Active Directory, and of others, are found by what they type. */
const USER_FILTER = "(&(objectClass=person)(|(uid={name})(mail={name})(sAMAccountName={name})))";

const attribute = (fallback: string) =>
  text(fallback, { max: 64, isRequired: true }).refine((typed) => /^[a-z][a-z0-9-]*$/i.test(typed), {
    error: "directory.attribute",
  });

/** A directory that is asked by LDAP: OpenLDAP, Active Directory, 389, FreeIPA … (P-R17). */
export const ldap = defineProvider({
  id: "ldap",
  kind: "directory",
  placeField: "idAttribute",
  config: z
    .object({
      /** ldaps://host[:port], or ldap://host[:port] with StartTLS (T-LD5). */
      url: directoryAddress(),
      startTls: toggle(false),
      /** Who signed the directory's certificate, where the machine does not know them (PEM). */
      certificate: longText(20_000).refine(isPem, { error: "directory.certificate" }),
      /** Who looks people up; empty for a directory that anybody may search. */
      bindDn: text("", { max: 500 }),
      bindPassword: secret(),
      /** Below which entry people, and groups, are. */
      baseDn: text("", { max: 500, isRequired: true }),
      /** {name} is what somebody typed. */
      userFilter: text(USER_FILTER, { max: 1000, isRequired: true }).refine(isUserFilter, { error: "directory.user-filter" }),
      /** What the person's entry must match, too; with {dn} (the person) a search for a group that has them. Empty: everybody. */
      groupFilter: text("", { max: 1000 }).refine(isGroupFilter, { error: "directory.filter" }),
      /** What stays the same of a person whatever else changes. */
      idAttribute: attribute("entryUUID"),
      mailAttribute: attribute("mail"),
      firstNameAttribute: attribute("givenName"),
      lastNameAttribute: attribute("sn"),
      /** People get their account with the first sign-in, without being asked. */
      skipsAccept: toggle(false),
    })
    // Passwords never travel in the clear, so there is no switch for that.
    .refine(({ url, startTls }) => startTls || !isPlain(url), { error: "directory.plain", path: ["startTls"] })
    // A name without a password is "unauthenticated", which a directory answers with success (RFC 4513 5.1.2).
    .refine(({ bindDn, bindPassword }) => bindDn === "" || bindPassword !== "", {
      error: "field.required",
      path: ["bindPassword"],
    }),
  open: ({ idAttribute, mailAttribute, firstNameAttribute, lastNameAttribute, skipsAccept, ...config }) => ({
    kind: "directory",
    directory: {
      ...config,
      startTls: isPlain(config.url),
      id: { attribute: idAttribute, isBinary: isBinary(idAttribute) },
      attributes: [mailAttribute, firstNameAttribute, lastNameAttribute],
    },
    skipsAccept,
    readProfile: readEntry({ id: idAttribute, mail: mailAttribute, first: firstNameAttribute, last: lastNameAttribute }),
  }),
});

/** The attributes of an entry by their names in lower case; what a directory sends several times is a list. */
const readEntry =
  (names: { id: string; mail: string; first: string; last: string }): ReadProfile =>
  (entry) => {
    const id = entry[names.id.toLowerCase()];
    const subject = readSubject(isBinary(names.id) ? hexOf(id) : id);
    if (subject === null) return fail("profile.unusable");
    const email = lineOf(firstOf(entry, names.mail), 254);
    return ok({
      subject,
      email: email === "" ? null : email,
      // A directory has no word for it: whether its addresses count as proven is for the connection's "trustEmail" alone to say.
      isEmailVerified: true,
      isOwnMailbox: false,
      firstName: lineOf(firstOf(entry, names.first), 64),
      lastName: lineOf(firstOf(entry, names.last), 64),
    });
  };

function firstOf(entry: Claims, name: string): unknown {
  const value = entry[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}

const hexOf = (value: unknown): unknown => (Buffer.isBuffer(value) ? value.toString("hex") : null);

/** Attributes of Active Directory and eDirectory that are bytes, not text. */
const isBinary = (name: string): boolean => /^(objectGUID|objectSid|GUID|mS-DS-ConsistencyGuid)$/i.test(name);

const isPlain = (url: string): boolean => /^ldap:/i.test(url);

function isPem(typed: string): boolean {
  const certificates = typed.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const isAll = typed.replace(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g, "").trim() === "";
  return isAll && certificates.every(isCertificate);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

function isGroupFilter(typed: string): boolean {
  return typed === "" || isFilter(typed);
}

/** What was typed stands as a value to compare with, so that "anybody" can be asked for in its place. */
function isUserFilter(typed: string): boolean {
  return isFilter(typed) && /[\w-]=[^()]*\{name\}/.test(typed) && !/:=[^()]*\{name\}/.test(typed);
}

/** Parentheses around it and in pairs (RFC 4515). What else may be wrong shows when the connection is tested. */
function isFilter(typed: string): boolean {
  if (!/^\(.*\)$/.test(typed)) return false;
  let depth = 0;
  const depths = [...typed].map((sign) => {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    return depth;
  });
  return depths.pop() === 0 && depths.every((one) => one > 0);
}
