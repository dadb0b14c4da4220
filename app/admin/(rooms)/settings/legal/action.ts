"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { publishLegalInput, publishLegalText, withdrawLegalInput, withdrawLegalText } from "@/core/consents/publish-legal-text";

export async function publishLegalAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/legal",
    schema: publishLegalInput,
    keep: ["text.en", "text.es", "change"],
    run: (input, visiting) => publishLegalText(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_edition, _visiting, { kind }) => {
      await refreshSettings();
      redirect(`/admin/settings/legal?published=${freshStamp()}#${kind}`);
    },
  });
}

export async function withdrawLegalAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/legal",
    schema: withdrawLegalInput,
    keep: [],
    run: (input, visiting) => withdrawLegalText(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async (_edition, _visiting, { kind }) => {
      await refreshSettings();
      redirect(`/admin/settings/legal?withdrawn=${freshStamp()}#${kind}`);
    },
  });
}
