import type { Visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { getOwnRequests } from "@/core/companies/ask-to-join";
import { askToJoinAction } from "./action";

type Request = Awaited<ReturnType<typeof getOwnRequests>>[number];

/** The companies that somebody may ask to be let in, or has asked, each with its buttons; nothing where there are none. */
export async function OwnRequests({ t, ctx, customerId }: Pick<Visit, "t" | "ctx"> & { readonly customerId: string }) {
  const requests = await getOwnRequests(ctx, customerId);
  return requests.map((request) => (
    // What was asked for is drawn anew.
    <section key={`${request.companyId} ${request.isAsked}`} className="card mt-8">
      <h2 className="wrap-anywhere">{t("company.own.heading", { company: request.name })}</h2>
      <p className="mt-1 mb-3 wrap-anywhere">
        {t(request.isAsked ? "company.own.asked" : "company.own.offer", { company: request.name })}
      </p>
      {request.isAsked ? null : <Step t={t} request={request} step="ask" submit={t("company.own.ask")} />}
      <Step t={t} request={request} step="end" submit={t(request.isAsked ? "company.own.withdraw" : "company.own.decline")} />
    </section>
  ));
}

type StepProps = Pick<Visit, "t"> & { readonly request: Request; readonly step: "ask" | "end"; readonly submit: string };

const Step = ({ t, request, step, submit }: StepProps) => (
  <Form
    action={askToJoinAction}
    texts={formTexts(t)}
    tone={step === "ask" ? "quiet" : "link"}
    submit={submit}
    submitFor={request.name}
    scope={`${step}-${request.companyId}`}
  >
    <input type="hidden" name="company" value={request.companyId} />
    <input type="hidden" name="step" value={step} />
  </Form>
);
