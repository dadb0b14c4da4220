import { Captcha } from "@/app/_edge/captcha";
import type { Visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { failureInWords } from "@/core/failure-in-words";
import { meaningOf } from "@/core/failures";
import type { Query } from "@/core/query";
import type { Closed } from "@/core/registration/policy";
import { longMoment } from "@/messages/dates";
import { answerWith } from "@/server/request-store";
import { joinWaitingListAction } from "./waiting-list-action";

type Asking = Pick<Visit, "t" | "ctx">;
type Code = Closed | "registration.link-gone";
type Props = Asking & { readonly code: Closed; readonly asked: Query };

/** Why nobody can register here now, from when on it is possible, whom to ask, and the waiting list where there is one. */
export function ClosedDoor({ t, ctx, code, asked }: Props) {
  const { registration, shop } = ctx.settings;
  const hasList = code === "registration.full" && registration.waitingList;
  const isWaiting = hasList && asked.waiting === "yes";
  const told = asked.link === "gone" ? "registration.link-gone" : code;
  if (!isWaiting) answerWith(meaningOf(told).status);
  const ways = [
    { href: "/", text: t("registration.closed.toShop") },
    { href: "/sign-in", text: t("registration.closed.signIn") },
  ];
  const text = isWaiting ? t("seats.waiting.done") : reasonOf({ t, ctx }, told);
  return (
    <DeadEnd heading={t("registration.form.heading")} texts={[text]} ways={ways}>
      <Contact t={t} shop={shop.name} contact={registration.contact} />
      {hasList && !isWaiting ? <WaitingList t={t} ctx={ctx} /> : null}
    </DeadEnd>
  );
}

function reasonOf({ t, ctx }: Asking, code: Code): string {
  const { registration, shop } = ctx.settings;
  if (code !== "registration.not-yet") return failureInWords(t, code);
  // As a clock on the shop's wall will show it: the setting is of that zone, and only its figures are put into words.
  const at = longMoment(ctx.request.language, new Date(`${registration.opensAt}:00Z`));
  return t("seats.closed.opens", { at, zone: shop.timeZone });
}

function Contact({ t, shop, contact }: { t: Visit["t"]; shop: string; contact: string }) {
  if (contact === "") return null;
  const isAddress = /^[^\s@]+@[^\s@]+$/.test(contact);
  return (
    <p className="mt-5">
      {t("seats.closed.ask", { shop })} {isAddress ? <a href={`mailto:${contact}`}>{contact}</a> : <strong>{contact}</strong>}
    </p>
  );
}

function WaitingList({ t, ctx }: Asking) {
  return (
    <section className="mt-8 border-t border-rule pt-6" aria-labelledby="waiting-list">
      <h2 id="waiting-list">{t("seats.waiting.heading")}</h2>
      <p className="mt-2 mb-5 text-quiet">{t("seats.waiting.text")}</p>
      <Form
        action={joinWaitingListAction}
        texts={formTexts(t)}
        label={t("seats.waiting.heading")}
        submit={t("seats.waiting.submit")}
        tone="quiet"
      >
        <Field name="email" label={t("seats.waiting.email")} type="email" inputMode="email" autoComplete="email" isCaseless />
        <Captcha t={t} ctx={ctx} door="waiting-list" />
      </Form>
    </section>
  );
}
