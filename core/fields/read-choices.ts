import { fail, ok, type Result } from "@/core/result";
import { type Choice, LONGEST_LABEL, MOST_CHOICES } from "@/settings/form-definition";

// A value before an equals sign stays as it is; what is read stands behind it, in the second language after a bar.
const LINE = /^(?:(?<value>[a-z0-9][a-z0-9_-]{0,39}) *= *)?(?<en>[^|]*?)(?: *\| *(?<es>.*))?$/u;

/** Small letters, digits and hyphens of a text, as far as it has any. */
export const slugOf = (text: string, between: "-" | "_"): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, between)
    .slice(0, 40)
    .replace(/^[-_]+|[-_]+$/g, "");

/**
 * Reads the choices of a field, one on each line: `red = Red | Rojo`, where the value and the second language may be left out. A value is
 * what is stored with a customer: it is made of the words once, and stays while they are changed. `vars.line` tells which line is wrong.
 */
export function readChoices(text: string): Result<readonly Choice[], "fields.choices-missing" | "fields.choice-invalid"> {
  const lines = text.split(/\r?\n/).map((line) => line.normalize("NFC").trim());
  const choices: Choice[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === "") continue;
    const choice = readLine(line, choices.length);
    if (!choice || choices.length >= MOST_CHOICES || choices.some(({ value }) => value === choice.value))
      return fail("fields.choice-invalid", { field: "choices", vars: { line: at + 1 } });
    choices.push(choice);
  }
  return choices.length > 0 ? ok(choices) : fail("fields.choices-missing", { field: "choices" });
}

// Longer than any line that is fine: the pattern tries every gap between words, so what is longer is not even looked at (T-B5).
const LONGEST_LINE = 2 * LONGEST_LABEL + 100;

function readLine(line: string, at: number): Choice | null {
  if (line.length > LONGEST_LINE) return null;
  const { value, en = "", es = "" } = LINE.exec(line)?.groups ?? {};
  const isFine =
    en !== "" && en.length <= LONGEST_LABEL && es.length <= LONGEST_LABEL && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(line);
  return isFine ? { value: value || slugOf(en, "-") || `choice-${at + 1}`, label: { en, es } } : null;
}

/** Choices as {@link readChoices} reads them. */
export const writeChoices = (choices: readonly Choice[]): string =>
  choices.map(({ value, label: { en, es } }) => `${value} = ${en}${es === "" ? "" : ` | ${es}`}`).join("\n");
