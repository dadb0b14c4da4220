import { fieldsOf } from "@/core/connections/connection-fields";
import type { Provider, Texts } from "@/providers/provider";

/** What a posted form asks for: texts as typed (null takes a secret away), and the two switches if the form had them. */
export type ConnectionChanges = {
  readonly texts: Readonly<Record<string, string | null>>;
  readonly isEnabled?: boolean;
  readonly isDefault?: boolean;
};

/**
 * Reads a connection's form: one field per name, `drawn` (what it showed), `enabled` and `isDefault`. What is no field of this kind is
 * left alone, whatever it is called (T-S15). An unticked box is "off" only if the form showed it. An empty secret keeps what is stored, a
 * ticked `remove.<name>` takes it away.
 */
export function readConnectionForm(kind: Provider, posted: Texts): ConnectionChanges {
  const shown = new Set((posted.drawn ?? "").split(","));
  const texts = fieldsOf(kind).flatMap(({ name, info }): [string, string | null][] => {
    const typed = info.kind === "secret" ? typedSecret(posted, name) : posted[name];
    if (typed !== undefined) return [[name, typed]];
    return info.kind === "toggle" && shown.has(name) ? [[name, "false"]] : [];
  });
  return {
    texts: Object.fromEntries(texts),
    ...(shown.has("enabled") || posted.enabled !== undefined ? { isEnabled: isTicked(posted.enabled) } : {}),
    ...(shown.has("isDefault") || posted.isDefault !== undefined ? { isDefault: isTicked(posted.isDefault) } : {}),
  };
}

const isTicked = (typed: string | undefined): boolean => typed === "true" || typed === "on";

function typedSecret(posted: Texts, name: string): string | null | undefined {
  if (posted[name]) return posted[name];
  return posted[`remove.${name}`] === undefined ? undefined : null;
}
