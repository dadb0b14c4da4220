"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { type FormState, SEEN } from "@/components/forms/form-state";
import { DRAWN } from "@/components/settings/setting-view";
import { ok } from "@/core/result";
import { readSettingsForm } from "@/core/settings/read-settings-form";
import { saveSettings } from "@/core/settings/save-settings";
import { readSeenSettings, seenWhenTold } from "@/core/settings/seen-settings";
import { getSettingTexts } from "@/messages/setting-texts";
import { allSettings } from "@/settings/registry";

const shownAgain = allSettings.filter(({ info }) => info.kind !== "secret").map(({ key }) => key);

const schema = z.record(z.string(), z.string());

export async function saveSettingsAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/[group]",
    schema,
    keep: [...shownAgain, DRAWN, SEEN],
    seenWhenTold,
    labels: ({ ctx }) =>
      new Map(
        allSettings.map(({ key, group, name }) => [key, getSettingTexts(ctx.request.language, group, name).label] as const),
      ),
    run: async ({ confirmPassword, [SEEN]: shown = "", ...fields }, visiting) => {
      const form = readSettingsForm(fields);
      if (!form.ok) return form;
      const { group, changes } = form.value;
      const by = operatorOf(visiting, confirmPassword);
      const saved = await saveSettings(visiting.ctx, { changes, seen: readSeenSettings(shown), by });
      return saved.ok ? ok(group) : saved;
    },
    done: async (group) => {
      await refreshSettings();
      redirect(`/admin/settings/${group}?saved=${freshStamp()}`);
    },
  });
}
