import { headers } from "next/headers";
import { connection } from "next/server";
import { cache } from "react";
import { chooseLanguage } from "@/app/_edge/language";
import { enabledConnections } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { getInstallation } from "@/server/installation";
import { getRequestStore } from "@/server/request-store";

/** The Ctx of this request, made once. Its presence makes a page dynamic: nothing of ours is ever rendered at build time. */
export const getCtx = cache(async (): Promise<Ctx> => {
  await connection();
  const { database, secrets, settings, env } = getInstallation();
  const { values, connections, legal, form } = await settings.current();
  return {
    db: database.db,
    settings: values,
    form,
    legal,
    connections: enabledConnections(secrets, connections),
    secrets,
    origin: env.publicUrl,
    request: {
      address: getRequestStore().address,
      userAgent: (await headers()).get("user-agent") ?? "",
      language: await chooseLanguage(values.shop.language),
    },
    now: new Date(),
    hash: STANDARD_HASH,
  };
});
