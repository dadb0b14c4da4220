import { headers } from "next/headers";
import { connection } from "next/server";
import { cache } from "react";
import { chooseLanguage } from "@/app/_edge/language";
import type { Ctx } from "@/core/ctx";
import { getInstallation } from "@/server/installation";
import { makeCtx } from "@/server/make-ctx";
import { getRequestStore } from "@/server/request-store";

/** The Ctx of this request, made once. Its presence makes a page dynamic: nothing of ours is ever rendered at build time. */
export const getCtx = cache(async (): Promise<Ctx> => {
  await connection();
  // First: what fails from here on is not the request's fault.
  const { address } = getRequestStore();
  const installation = getInstallation();
  const snapshot = await installation.settings.current();
  return makeCtx(installation, snapshot, {
    address,
    userAgent: (await headers()).get("user-agent") ?? "",
    language: await chooseLanguage(snapshot.values.shop.language),
  });
});
