// Tags of RFC 4511.
const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OCTETS = 0x04;
const ENUMERATED = 0x0a;
const BOUND = 0x61;
const ENTRY = 0x64;
const DONE = 0x65;
const REFERENCE = 0x73;

/** An entry of a search: its name, and its values as bytes, by the names of its attributes in lower case. */
export type SaidEntry = { readonly dn: string; readonly values: ReadonlyMap<string, readonly Buffer[]> };

/** What a directory may answer to a bind or to a search. A reference to another directory is heard and not followed (T-LD5). */
export type Answer =
  | { readonly kind: "bound"; readonly code: number }
  | { readonly kind: "entry"; readonly entry: SaidEntry }
  | { readonly kind: "reference" }
  | { readonly kind: "done"; readonly code: number };

/** An answer to the question of this number. */
export type Said = { readonly id: number; readonly answer: Answer };

type Element = { readonly tag: number; readonly body: Buffer };
type Taken = { readonly element: Element; readonly rest: Buffer };

/**
 * The first message of what a directory sent, and what follows it; null while there is more to come. A message is read to its last byte,
 * or this throws: half an answer is none. A reader that helps itself where something is missing takes a bind's answer without a result
 * for a success, and never ends at a value that is longer than what is there.
 */
export function takeMessage(sent: Buffer): { readonly said: Said; readonly rest: Buffer } | null {
  const taken = take(sent);
  if (!taken) return null;
  if (taken.element.tag !== SEQUENCE) throw odd();
  const [id, operation] = elementsOf(taken.element.body);
  if (!id || !operation) throw odd();
  return { said: { id: numberOf(id, INTEGER), answer: answerOf(operation) }, rest: taken.rest };
}

function answerOf({ tag, body }: Element): Answer {
  if (tag === BOUND) return { kind: "bound", code: codeOf(body) };
  if (tag === DONE) return { kind: "done", code: codeOf(body) };
  if (tag === ENTRY) return { kind: "entry", entry: entryOf(body) };
  if (tag === REFERENCE) return { kind: "reference" };
  throw odd();
}

/** A result's code; what a directory says beside it is nobody's business here. */
function codeOf(body: Buffer): number {
  const [code] = elementsOf(body);
  if (!code) throw odd();
  return numberOf(code, ENUMERATED);
}

function entryOf(body: Buffer): SaidEntry {
  const [name, attributes] = elementsOf(body);
  if (!name || !attributes) throw odd();
  const values = new Map<string, readonly Buffer[]>();
  for (const attribute of elementsOf(inside(attributes, SEQUENCE))) {
    const [type, set] = elementsOf(inside(attribute, SEQUENCE));
    if (!type || !set) throw odd();
    const key = inside(type, OCTETS).toString().toLowerCase();
    const more = elementsOf(inside(set, SET)).map((value) => inside(value, OCTETS));
    values.set(key, [...(values.get(key) ?? []), ...more]);
  }
  return { dn: inside(name, OCTETS).toString(), values };
}

function numberOf(element: Element, tag: number): number {
  const bytes = inside(element, tag);
  if (bytes.length < 1 || bytes.length > 4) throw odd();
  return bytes.readIntBE(0, bytes.length);
}

function inside({ tag, body }: Element, expected: number): Buffer {
  if (tag !== expected) throw odd();
  return body;
}

function elementsOf(body: Buffer): Element[] {
  const elements: Element[] = [];
  for (let rest = body; rest.length > 0; ) {
    const taken = take(rest);
    if (!taken) throw odd();
    elements.push(taken.element);
    rest = taken.rest;
  }
  return elements;
}

/** Tag, length, value (X.690 8.1), as RFC 4511 5.1 has them; null while they are not all there. */
function take(bytes: Buffer): Taken | null {
  const [tag, short] = bytes;
  if (tag === undefined || short === undefined) return null;
  const more = short < 0x80 ? 0 : short - 0x80;
  if (short === 0x80 || more > 4) throw odd();
  if (bytes.length < 2 + more) return null;
  const length = more === 0 ? short : bytes.readUIntBE(2, more);
  const end = 2 + more + length;
  if (bytes.length < end) return null;
  return { element: { tag, body: bytes.subarray(2 + more, end) }, rest: bytes.subarray(end) };
}

const odd = (): Error => new Error("what the directory says is no LDAP");
