import { DRAWN } from "@/components/settings/setting-view";
import { fieldsOf } from "@/core/connections/connection-fields";
import { providers } from "@/providers/registry";

/** What comes back into a connection's form after a failure: every field of every kind but secrets. */
export const shownAgain: readonly string[] = [
  ...new Set([
    ...Object.values(providers).flatMap((kind) =>
      fieldsOf(kind).flatMap(({ name, info }) => (info.kind === "secret" ? [] : [name])),
    ),
    "enabled",
    "isDefault",
    DRAWN,
  ]),
];
