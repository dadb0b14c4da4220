import type { Metadata } from "next";
import { readErrand } from "@/app/_edge/errands";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import { type OpenedConnection, openConnection } from "@/core/connections/open-connection";
import type { Language } from "@/core/ctx";
import type { Query } from "@/core/query";
import { getKindTexts, getSteps } from "@/messages/connection-texts";
import type { Translator } from "@/messages/translator";
import type { Provider } from "@/providers/provider";
import { findProvider } from "@/providers/registry";
import { News } from "../../news";
import { OwnPassword } from "../../own-password";
import { ConnectionForm } from "../connection-form";
import { connectionViews } from "../connection-views";
import { stateInWords } from "../words";
import { ProviderAddresses } from "./addresses";
import { deleteConnectionAction } from "./delete-action";
import { saveConnectionAction } from "./save-action";
import { TestPart } from "./test-part";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminSso.heading")} – ${t("admin.title")}` };
}

type Props = {
  params: Promise<{ connection: string }>;
  searchParams: Promise<Query>;
};

export default async function ConnectionPage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/sso/[connection]");
  const opened = await openConnection(ctx, (await params).connection);
  const kind = opened && findProvider(opened.provider);
  if (!opened) nothingHere();
  const { saved, stale } = await searchParams;
  const { language } = ctx.request;
  return (
    <>
      {kind ? (
        <ConnectionForm
          // A new key after each save: the form starts anew with what is stored.
          key={String(saved)}
          t={t}
          heading={opened.label}
          intro={<Intro t={t} state={stateOf(t, language, kind, opened)} saved={saved} />}
          action={saveConnectionAction}
          views={connectionViews({ t, language }, kind, opened)}
          which={{ name: "connection", value: opened.id }}
          isConfirmed={staff.isFresh}
        />
      ) : (
        <>
          <h1>{opened.label}</h1>
          <p className="mt-2 font-medium text-bad">{t("adminSso.states.broken")}</p>
        </>
      )}
      {kind?.kind === "redirect" ? <ProviderAddresses t={t} origin={ctx.origin} connection={opened.id} /> : null}
      {kind ? (
        <TestPart
          t={t}
          language={language}
          opened={opened}
          isDirectory={kind.kind === "directory"}
          isConfirmed={staff.isFresh}
          mayGo={await isOnTest(opened, staff.id)}
          isStale={stale === "yes"}
        />
      ) : null}
      {kind ? <Steps t={t} steps={getSteps(language, kind.id)} /> : null}
      <Deletion t={t} opened={opened} isConfirmed={staff.isFresh} />
    </>
  );
}

/** Whether this browser was sent on a test of this connection by this very session, and the provider could be reached. */
async function isOnTest({ id, checks }: OpenedConnection, sessionId: string): Promise<boolean> {
  const errand = await readErrand();
  const isMeant = errand?.kind === "test" && errand.connection === id && errand.by === sessionId;
  return isMeant && checks?.lines.every(({ outcome }) => outcome !== "bad") === true;
}

function stateOf(t: Translator, language: Language, kind: Provider | null, opened: OpenedConnection): string {
  const words = [t(opened.isEnabled ? "adminSso.enabled" : "adminSso.disabled"), stateInWords(t, language, opened)];
  return (kind ? [getKindTexts(language, kind.id).name, ...words] : words).join(" · ");
}

type IntroProps = { t: Translator; state: string; saved: Query[string] };

function Intro({ t, state, saved }: IntroProps) {
  return (
    <>
      <p className="mb-5 text-quiet">{state}</p>
      <News news={[[saved, t("adminSso.saved")]]} />
    </>
  );
}

function Steps({ t, steps }: { t: Translator; steps: readonly string[] }) {
  if (steps.length === 0) return null;
  return (
    <Part title={t("adminSso.steps.title")}>
      <ol className="grid list-decimal gap-2 pl-5">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Part>
  );
}

function Deletion({ t, opened, isConfirmed }: { t: Translator; opened: OpenedConnection; isConfirmed: boolean }) {
  const { people, withoutOtherWay } = opened;
  return (
    <Part title={t("adminSso.delete.title")}>
      <p className="mb-3">{people === 0 ? t("adminSso.delete.none") : t("adminSso.delete.people", { count: people })}</p>
      {withoutOtherWay > 0 ? <p className="mb-3 font-medium">{t("adminSso.delete.alone", { count: withoutOtherWay })}</p> : null}
      <Disclosure text={t("adminSso.delete.title")} isGrave>
        <Form
          action={deleteConnectionAction}
          texts={formTexts(t)}
          submit={t("adminSso.delete.submit")}
          tone="quiet"
          scope="delete"
          label={t("adminSso.delete.title")}
        >
          <input type="hidden" name="connection" value={opened.id} />
          <OwnPassword t={t} isAsked={!isConfirmed} />
        </Form>
      </Disclosure>
    </Part>
  );
}
