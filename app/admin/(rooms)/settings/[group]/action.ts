"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { operatorOf } from "@/app/_edge/operator";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import type { FormState } from "@/components/forms/form-state";
import { DRAWN } from "@/components/settings/setting-view";
import { ok } from "@/core/result";
import { readSettingsForm } from "@/core/settings/read-settings-form";
import { saveSettings } from "@/core/settings/save-settings";
import { allSettings } from "@/settings/registry";
import { freshStamp } from "../../is-fresh";

const shownAgain = allSettings.filter(({ info }) => info.kind !== "secret").map(({ key }) => key);

const schema = z.record(z.string(), z.string());

export async function saveSettingsAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/[group]",
    schema,
    keep: [...shownAgain, DRAWN],
    run: async ({ confirmPassword, ...fields }, visiting) => {
      const form = readSettingsForm(fields);
      if (!form.ok) return form;
      const { group, changes } = form.value;
      const saved = await saveSettings(visiting.ctx, { changes, by: operatorOf(visiting, confirmPassword) });
      return saved.ok ? ok(group) : saved;
    },
    done: async (group) => {
      await refreshSettings();
      redirect(`/admin/settings/${group}?saved=${freshStamp()}`);
    },
  });
}
