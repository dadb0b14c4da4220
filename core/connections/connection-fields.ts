import { connectionFields } from "@/providers/connection-fields";
import type { Provider } from "@/providers/provider";
import { type FieldInfo, fieldInfo } from "@/settings/fields";

/** One field of a connection's form. `group` is the kind of provider it belongs to, or "common". */
export type ConnectionField = { readonly group: string; readonly name: string; readonly info: FieldInfo };

/** Every field of a kind's form in its order: what every connection has, then the kind's own. */
export function fieldsOf(kind: Provider): ConnectionField[] {
  const own = { group: kind.id, shape: kind.config.shape };
  return [{ group: "common", shape: connectionFields.shape }, own].flatMap(({ group, shape }) =>
    Object.entries(shape).flatMap(([name, schema]) => {
      const info = fieldInfo.get(schema);
      return info ? [{ group, name, info }] : [];
    }),
  );
}
