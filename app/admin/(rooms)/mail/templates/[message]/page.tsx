import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { AskBeforeLeaving } from "@/components/forms/ask-before-leaving";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { LongTextField } from "@/components/forms/long-text-field";
import { formTexts } from "@/components/forms/texts";
import { LivePreview } from "@/components/mail/live-preview";
import { TabLinks } from "@/components/ui/tab-links";
import { previewTemplate, type TemplateName } from "@/core/mail-templates/check-template";
import { findTakenOut } from "@/core/mail-templates/find-taken-out";
import { openTemplate, readTemplateName } from "@/core/mail-templates/open-template";
import { countedIdOf, type Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { getRequestStore } from "@/server/request-store";
import { momentsIn } from "../../../moment";
import { News } from "../../../news";
import { OwnPassword } from "../../../own-password";
import { editTemplateAction } from "./action";
import { drawEarlier } from "./draw-earlier";
import { Variables } from "./variables";
import { Versions } from "./versions";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("mailTemplates.heading")} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ message: string }>; searchParams: Promise<Query> };
type Opened = Awaited<ReturnType<typeof openTemplate>>;

export default async function TemplatePage({ params, searchParams }: Props) {
  const visiting = await visitAdmin("/admin/mail/templates/[message]");
  const { t, ctx, staff } = visiting;
  const { language, saved, reset, back, before, version } = await searchParams;
  const name = readTemplateName(ctx, (await params).message, typeof language === "string" ? language : undefined);
  if (!name) nothingHere();
  if (version !== undefined) return drawEarlier(visiting, name, version);
  const opened = await openTemplate(ctx, name, { before: countedIdOf(before) });
  const preview = await previewTemplate(ctx, name, opened.source);
  const at = momentsIn(ctx.request.language);
  const isConfirmed = staff.isFresh;
  return (
    <>
      <a href="/admin/mail/templates" className="tall-link">
        {t("mailTemplates.editor.back")}
      </a>
      <h1 className="mt-1">{t(`adminMail.messages.${name.message}`)}</h1>
      <Languages t={t} name={name} />
      <News
        news={[
          [saved, t("mailTemplates.editor.saved")],
          [back, t("mailTemplates.versions.broughtBack")],
          [reset, t("mailTemplates.versions.wasReset")],
        ]}
      />
      {opened.failure ? (
        <p className="mb-4 max-w-3xl font-medium text-bad">
          {t("mailTemplates.editor.failed", { at: at(opened.failure.at).text })}
        </p>
      ) : (
        <p className="mb-4 max-w-3xl text-quiet">{t(`mailTemplates.editor.state.${opened.isEdited ? "edited" : "original"}`)}</p>
      )}
      <TakenOut t={t} opened={opened} />
      <Form
        // Begun anew after each of these. Not with each version: who is refused over one goes on with what they wrote.
        key={`${saved} ${reset} ${back}`}
        action={editTemplateAction}
        texts={formTexts(t)}
        submit={t("mailTemplates.editor.save")}
        after={<MoreButtons t={t} />}
      >
        <input type="hidden" name="message" value={name.message} />
        <input type="hidden" name="language" value={name.language} />
        <input type="hidden" name="base" value={opened.base} />
        <AskBeforeLeaving />
        <div className="grid gap-8 xl:grid-cols-2">
          <Parts t={t} name={name} opened={opened} />
          <LivePreview
            path="/admin/mail/templates/preview"
            initial={preview.ok ? { subject: preview.value.subject, html: preview.value.html, text: preview.value.text } : null}
            nonce={getRequestStore().nonce}
            words={wordsOf(t)}
          />
        </div>
        <OwnPassword t={t} isAsked={!isConfirmed} />
      </Form>
      <Versions t={t} at={at} name={name} opened={opened} />
    </>
  );
}

function TakenOut({ t, opened: { isEdited, source } }: { t: Translator; opened: Opened }) {
  const names = isEdited ? findTakenOut(source.body) : [];
  if (names.length === 0) return null;
  return (
    <p className="mb-4 max-w-3xl font-medium text-warn">{t("mailTemplates.editor.takenOut", { names: names.join(", ") })}</p>
  );
}

function Languages({ t, name }: { t: Translator; name: TemplateName }) {
  return (
    <TabLinks
      label={t("mailTemplates.editor.language")}
      links={(["en", "es"] as const).map((language) => ({
        href: `/admin/mail/templates/${name.message}?language=${language}`,
        text: t(`mailTemplates.languages.${language}`),
        isHere: language === name.language,
      }))}
    />
  );
}

function Parts({ t, name, opened }: { t: Translator; name: TemplateName; opened: Opened }) {
  const { source, variables } = opened;
  return (
    <div className="grid min-w-0 content-start gap-5">
      <Field name="subject" label={t("mailTemplates.editor.subject")} defaultValue={source.subject} />
      <Field
        name="preview"
        label={t("mailTemplates.editor.preview")}
        hint={t("mailTemplates.editor.previewHint")}
        defaultValue={source.preview}
      />
      <LongTextField
        name="body"
        label={t("mailTemplates.editor.body")}
        hint={t("mailTemplates.editor.bodyHint")}
        defaultValue={source.body}
        rows={22}
        lang={name.language}
        isSource
      />
      <LongTextField
        name="textBody"
        label={t("mailTemplates.editor.textBody")}
        hint={t("mailTemplates.editor.textBodyHint", { button: t("mailTemplates.editor.fillIn") })}
        defaultValue={source.textBody}
        rows={5}
        lang={name.language}
        isFilledIn
        isSource
      />
      <Variables t={t} variables={variables} />
    </div>
  );
}

/** As wide as what they are about, which has the preview beside it. */
const MoreButtons = ({ t }: { t: Translator }) => (
  <div className="flex flex-wrap gap-2 xl:w-[calc(50%-1rem)]">
    <button type="submit" name="intent" value="preview" className="button-quiet">
      {t("mailTemplates.editor.show")}
    </button>
    <button type="submit" name="intent" value="test" className="button-quiet">
      {t("mailTemplates.editor.test")}
    </button>
    <button type="submit" name="intent" value="fill-in" className="button-quiet">
      {t("mailTemplates.editor.fillIn")}
    </button>
  </div>
);

const wordsOf = (t: Translator) => ({
  heading: t("mailTemplates.shown.heading"),
  frame: t("mailTemplates.shown.frame"),
  frameDark: t("mailTemplates.shown.frameDark"),
  ground: t("mailTemplates.shown.ground"),
  light: t("mailTemplates.shown.light"),
  dark: t("mailTemplates.shown.dark"),
  width: t("mailTemplates.shown.width"),
  wide: t("mailTemplates.shown.wide"),
  narrow: t("mailTemplates.shown.narrow"),
  textPart: t("mailTemplates.shown.textPart"),
  nothing: t("mailTemplates.shown.nothing"),
  live: t("mailTemplates.shown.live"),
});
