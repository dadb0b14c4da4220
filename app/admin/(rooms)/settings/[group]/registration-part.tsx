import type { Visit } from "@/app/_edge/visit";
import { CopyButton } from "@/components/admin/copy-button";
import { QrCode } from "@/components/admin/qr-code";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Query } from "@/core/query";
import { explainClosed } from "@/core/registration/explain-closed";
import { findRegistrationLink, type RegistrationLink } from "@/core/registration-link/registration-link";
import { countSeats } from "@/core/seats/count-seats";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { News } from "../../news";
import { renewLinkAction } from "./renew-link-action";

type Asking = Pick<Visit, "t" | "ctx">;

/** Below the settings of registration: how it stands now, and the link to hand out. */
export async function RegistrationPart({ t, ctx, renewed }: Asking & { readonly renewed: Query[string] }) {
  return (
    <>
      <Section title={t("adminSeats.state.heading")} text="">
        <State t={t} ctx={ctx} />
      </Section>
      <Section title={t("adminSeats.link.title")} text={t("adminSeats.link.text")}>
        <News news={[[renewed, t("adminSeats.link.renewed")]]} />
        <Link t={t} language={ctx.request.language} link={await findRegistrationLink(ctx)} />
      </Section>
    </>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  return (
    <section className="mt-8 grid gap-4 lg:grid-cols-[15rem_minmax(0,1fr)] lg:gap-5">
      <div>
        <h2>{title}</h2>
        {text === "" ? null : <p className="mt-1 text-sm text-quiet">{text}</p>}
      </div>
      <div className="card max-w-2xl">{children}</div>
    </section>
  );
}

async function State({ t, ctx }: Asking) {
  const [closed, seats] = await Promise.all([explainClosed(ctx), countSeats(ctx)]);
  const open = ctx.settings.registration.linkOnly ? "linkOnly" : "open";
  const lines = [
    closed === null ? t(`adminSeats.state.${open}`) : t(`admin.overview.registrationClosed.${closed}`),
    seats.capacity > 0 ? t("adminSeats.state.taken", seats) : t("adminSeats.state.unlimited", seats),
    ...(seats.held > 0 ? [t("adminSeats.state.held", seats)] : []),
    ...(ctx.settings.registration.waitingList || seats.waiting > 0 ? [t("adminSeats.state.waiting", seats)] : []),
  ];
  return (
    <ul className="grid gap-1">
      {lines.map((line, place) => (
        <li key={line} className={place === 0 ? "font-medium" : ""}>
          {line}
        </li>
      ))}
    </ul>
  );
}

type LinkProps = {
  readonly t: Translator;
  readonly language: Visit["ctx"]["request"]["language"];
  readonly link: RegistrationLink | null;
};

function Link({ t, language, link }: LinkProps) {
  return (
    <div className="grid gap-5">
      {link === null ? <p>{t("adminSeats.link.none")}</p> : <Address t={t} language={language} link={link} />}
      <div className="border-t border-rule pt-4">
        {link === null ? null : <p className="mb-3 max-w-prose text-sm text-quiet">{t("adminSeats.link.renewText")}</p>}
        <Form action={renewLinkAction} texts={formTexts(t)} submit={t("adminSeats.link.renew")} tone="quiet" />
      </div>
    </div>
  );
}

function Address({ t, language, link: { url, madeAt } }: LinkProps & { readonly link: RegistrationLink }) {
  const { text, instant } = momentsIn(language)(madeAt);
  return (
    <div className="flex flex-wrap items-center gap-5">
      <QrCode text={url} label={t("adminSeats.link.qr")} />
      <div className="grid min-w-0 flex-1 basis-52 gap-3">
        <code className="font-sans wrap-anywhere select-all">{url}</code>
        <p className="text-sm text-quiet">
          <time dateTime={instant}>{t("adminSeats.link.madeAt", { at: text })}</time>
        </p>
        <CopyButton text={url} label={t("adminSeats.link.copy")} done={t("adminSeats.link.copied")} />
        <p className="flex flex-wrap gap-x-5">
          {(["svg", "png"] as const).map((format) => (
            <a key={format} href={`/admin/registration-link/${format}`} className="tall-link">
              {t(`adminSeats.link.${format}`)}
            </a>
          ))}
        </p>
      </div>
    </div>
  );
}
