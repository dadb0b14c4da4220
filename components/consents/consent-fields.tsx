import { ConsentField } from "@/components/forms/consent-field";
import type { Ctx } from "@/core/ctx";
import type { Translator } from "@/messages/translator";

/** Inside a form: a box for each text that has to be accepted. Nothing where none is published. */
export function ConsentFields({ t, legal }: { t: Translator; legal: Ctx["legal"] }) {
  return legal.map(({ kind, version }) => (
    <ConsentField
      key={kind}
      name={kind === "terms" ? "acceptTerms" : "acceptPrivacy"}
      label={t(`consents.${kind}.accept`)}
      version={version}
      link={{ href: `/${kind}`, text: t(`consents.${kind}.read`), note: t("consents.newTab") }}
    />
  ));
}
