import { nothingHere } from "@/app/_edge/nothing-here";
import type { visitAdmin } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { MailPreview } from "@/components/mail/mail-preview";
import { Disclosure } from "@/components/ui/disclosure";
import { previewTemplate, type TemplateName } from "@/core/mail-templates/check-template";
import { openVersion } from "@/core/mail-templates/open-template";
import { templateParts } from "@/core/mail-templates/template-parts";
import { countedIdOf, type Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { getRequestStore } from "@/server/request-store";
import { momentsIn } from "../../../moment";
import { OwnPassword } from "../../../own-password";
import { bringBackTemplateAction, resetTemplateAction } from "./action";

type Visiting = Awaited<ReturnType<typeof visitAdmin>>;
type Opened = NonNullable<Awaited<ReturnType<typeof openVersion>>>;
type Props = { readonly t: Translator; readonly name: TemplateName; readonly opened: Opened; readonly isConfirmed: boolean };

/**
 * What a mail was at another time, to be looked at before it counts again. It stands where the editor is else: so nothing that is typed there
 * is lost by the press of a button, and the browser asks on the way here.
 */
export async function drawEarlier({ t, ctx, staff }: Visiting, name: TemplateName, version: Query[string]) {
  const which = version === "original" ? version : countedIdOf(version);
  const opened = which === undefined ? null : await openVersion(ctx, name, which);
  if (!opened) nothingHere();
  const drawn = await previewTemplate(ctx, name, opened.source);
  const { savedAt } = opened;
  return (
    <>
      <a href={`/admin/mail/templates/${name.message}?language=${name.language}`} className="tall-link">
        {t("mailTemplates.earlier.back")}
      </a>
      <h1 className="mt-1 mb-3">{t(`adminMail.messages.${name.message}`)}</h1>
      <p className="mb-4 max-w-3xl text-quiet">
        {savedAt
          ? t("mailTemplates.earlier.saved", { at: momentsIn(ctx.request.language)(savedAt).text })
          : t("mailTemplates.earlier.original")}
      </p>
      {drawn.ok ? (
        <>
          <p className="mb-3 font-medium wrap-anywhere">{drawn.value.subject}</p>
          <MailPreview
            title={t("mailTemplates.earlier.frame")}
            html={drawn.value.html}
            text={drawn.value.text}
            textLabel={t("mailTemplates.shown.textPart")}
            nonce={getRequestStore().nonce}
          />
        </>
      ) : (
        <p className="mb-3 max-w-3xl font-medium text-bad">{t("mailTemplates.earlier.notDrawn")}</p>
      )}
      <Source t={t} name={name} opened={opened} />
      <div className="mt-6 max-w-3xl">
        <WayBack t={t} name={name} opened={opened} isConfirmed={staff.isFresh} />
      </div>
    </>
  );
}

function Source({ t, name, opened: { source } }: Omit<Props, "isConfirmed">) {
  return (
    <Disclosure text={t("mailTemplates.earlier.source")}>
      <dl className="grid max-w-3xl gap-3">
        {templateParts
          .filter((part) => source[part].trim() !== "")
          .map((part) => (
            <div key={part}>
              <dt className="font-medium">{t(`mailTemplates.editor.${part}`)}</dt>
              <dd>
                <pre
                  lang={name.language}
                  className="mt-1 rounded-md border border-rule bg-card p-4 text-sm whitespace-pre-wrap wrap-anywhere"
                >
                  {source[part]}
                </pre>
              </dd>
            </div>
          ))}
      </dl>
    </Disclosure>
  );
}

function WayBack({ t, name, opened: { id, base, isNow }, isConfirmed }: Props) {
  if (isNow) return <p>{t("mailTemplates.versions.now")}</p>;
  if (id === null) {
    return (
      <Form
        action={resetTemplateAction}
        texts={formTexts(t)}
        submit={t("mailTemplates.versions.reset")}
        intro={<p className="mb-3">{t("mailTemplates.versions.resetText")}</p>}
      >
        <input type="hidden" name="message" value={name.message} />
        <input type="hidden" name="language" value={name.language} />
        <input type="hidden" name="base" value={base} />
      </Form>
    );
  }
  return (
    <Form action={bringBackTemplateAction} texts={formTexts(t)} submit={t("mailTemplates.versions.bringBack")}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="base" value={base} />
      <OwnPassword t={t} isAsked={!isConfirmed} />
    </Form>
  );
}
