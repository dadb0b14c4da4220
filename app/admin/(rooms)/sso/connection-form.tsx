import type { ReactNode } from "react";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { formTexts } from "@/components/forms/texts";
import { SettingControl } from "@/components/settings/setting-control";
import { DRAWN, type SettingView } from "@/components/settings/setting-view";
import type { Translator } from "@/messages/translator";
import { OwnPassword } from "../own-password";

type Props = {
  readonly t: Translator;
  readonly heading: string;
  readonly intro: ReactNode;
  readonly action: FormAction;
  readonly views: readonly SettingView[];
  /** What the form says beside its fields: which connection, or which kind of a new one. */
  readonly which: { readonly name: "connection" | "kind"; readonly value: string };
  readonly isConfirmed: boolean;
};

/** The form of a connection, drawn with the controls of settings from whatever fields its kind has (P-S1). */
export function ConnectionForm({ t, heading, intro, action, views, which, isConfirmed }: Props) {
  return (
    <div className="settings-form">
      <Form
        action={action}
        texts={formTexts(t)}
        heading={heading}
        intro={intro}
        submit={t("adminSso.submit")}
        after={<Back t={t} />}
      >
        <input type="hidden" name={which.name} value={which.value} />
        <input type="hidden" name={DRAWN} value={views.map(({ key }) => key).join()} />
        <div className="settings-group">
          <h2>{t("adminSso.fieldsTitle")}</h2>
          <p className="mt-1 text-sm text-quiet">{t("adminSso.fieldsText")}</p>
        </div>
        <div className="card max-w-2xl">
          {views.map((view) => (
            <SettingControl key={view.key} view={view} />
          ))}
          <OwnPassword t={t} isAsked={!isConfirmed} />
        </div>
      </Form>
    </div>
  );
}

function Back({ t }: { t: Translator }) {
  return (
    <a href="/admin/sso" className="tall-link">
      {t("adminSso.back")}
    </a>
  );
}
