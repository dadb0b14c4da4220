import { AndFilter, EqualityFilter, type Filter, FilterParser } from "ldapts";
import type { Directory } from "@/providers/provider";

/** A text as a value inside a filter (RFC 4515 3): whatever somebody types is compared, and never means anything (T-LD1). */
export const escapeValue = (text: string): string =>
  text.replace(/[\\*()\0]/g, (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);

/** Who is meant by a typed name. Throws on a filter that cannot be read, as all of these do. */
export const byName = ({ userFilter }: Directory, name: string): Filter => parse(fillIn(userFilter, "{name}", escapeValue(name)));

/**
 * Somebody who is known already, if they could still be found by some name: an entry that the user filter leaves out because it is
 * disabled, say, is as good as gone.
 */
export function bySubject({ id, userFilter }: Directory, subject: string): Filter {
  const value = id.isBinary ? Buffer.from(subject, "hex") : subject;
  const anybody = fillIn(userFilter, "{name}", "*").replaceAll("**", "*");
  return new AndFilter({
    filters: [new EqualityFilter({ attribute: id.attribute, value }), parse(anybody)],
  });
}

/** Whether a group filter asks for groups that name a person, rather than for something in the person's own entry. */
export const asksGroups = ({ groupFilter }: Directory): boolean => groupFilter.includes("{dn}");

/** The group filter for one person. Their name is the directory's own word for them, and may hold anything (T-LD4). */
export const byGroup = ({ groupFilter }: Directory, dn: string): Filter => parse(fillIn(groupFilter, "{dn}", escapeValue(dn)));

/** What a parser says of a filter repeats what somebody typed, so it is not passed on (T-G1). */
function parse(filter: string): Filter {
  try {
    return FilterParser.parseString(filter);
  } catch {
    throw new Error("the filter cannot be read");
  }
}

// A function, because a replacement's own $ would mean something.
const fillIn = (filter: string, hole: string, value: string): string => filter.replaceAll(hole, () => value);
