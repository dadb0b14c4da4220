"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import type { FormState } from "@/components/forms/form-state";
import { openConnection } from "@/core/connections/open-connection";
import { readConnectionForm } from "@/core/connections/read-connection-form";
import { saveConnection } from "@/core/connections/save-connection";
import { fail } from "@/core/result";
import { findProvider } from "@/providers/registry";
import { shownAgain } from "../shown-again";

const schema = z.record(z.string(), z.string());

export async function saveConnectionAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/sso/[connection]",
    schema,
    keep: shownAgain,
    run: async ({ connection: id = "", confirmPassword, ...posted }, visiting) => {
      const opened = await openConnection(visiting.ctx, id);
      const kind = opened && findProvider(opened.provider);
      if (!kind) return fail("connection.not-found");
      const changes = readConnectionForm(kind, posted);
      return saveConnection(visiting.ctx, { id, changes, by: operatorOf(visiting, confirmPassword) });
    },
    done: async ({ id }) => {
      await refreshSettings();
      redirect(`/admin/sso/${id}?saved=${freshStamp()}`);
    },
  });
}
