"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import type { FormState } from "@/components/forms/form-state";
import { addConnection } from "@/core/connections/add-connection";
import { readConnectionForm } from "@/core/connections/read-connection-form";
import { fail } from "@/core/result";
import { findProvider } from "@/providers/registry";
import { shownAgain } from "../shown-again";

const schema = z.record(z.string(), z.string());

export async function addConnectionAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/sso/new",
    schema,
    keep: shownAgain,
    run: async ({ kind: id = "", confirmPassword, ...posted }, visiting) => {
      const kind = findProvider(id);
      if (!kind) return fail("connection.not-found");
      const changes = readConnectionForm(kind, posted);
      return addConnection(visiting.ctx, { provider: kind.id, changes, by: operatorOf(visiting, confirmPassword) });
    },
    done: async ({ id }) => {
      await refreshSettings();
      redirect(`/admin/sso/${id}?saved=${freshStamp()}`);
    },
  });
}
