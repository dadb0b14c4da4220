import { type Known, knownValue } from "@/core/fields/asked-fields";
import { maskWords } from "@/core/security/mask";

/** Old and new, masked, of what differs between two states of a record, by the keys of the fields: for the audit log. */
export function changesIn(before: Known, after: Known): Record<string, string> {
  const shown = (text: string): string => (text === "" ? "–" : maskWords(text));
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const [was, is] = [knownValue(before, key), knownValue(after, key)];
      return was === is ? [] : [[key, `${shown(was)} → ${shown(is)}`]];
    }),
  );
}
