import { CopyButton } from "@/components/admin/copy-button";
import { Fact, Facts } from "@/components/admin/facts";
import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { GoodNews } from "@/components/ui/good-news";
import type { Language } from "@/core/ctx";
import type { OpenedDkim } from "@/core/mail/dkim";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { OwnPassword } from "../../own-password";
import { lookUpDkimAction, makeDkimKeyAction, switchDkimAction } from "./action";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly dkim: OpenedDkim | null;
  /** Of the sender's address. */
  readonly domain: string | null;
  /** What was done just now. */
  readonly news: "made" | "switched" | null;
  readonly isConfirmed: boolean;
};

/** The key that mails are signed with: made, entered into DNS, looked up, turned on. */
export function DkimPart(props: Props) {
  const { t, dkim, domain, news } = props;
  return (
    <Part id="dkim" title={t("adminSending.sending.dkim.title")} text={t("adminSending.sending.dkim.text")}>
      <div className="group/dkim">
        {/* Good news of before stand beside no refusal of now. */}
        <div className="group-has-[[data-summary]]/dkim:hidden">
          <GoodNews text={news ? t(`adminSending.sending.dkim.${news}`) : null} />
        </div>
        {dkim ? <Key {...props} dkim={dkim} /> : null}
        {domain === null ? (
          <p>{t("adminSending.sending.dkim.noDomain")}</p>
        ) : (
          <div className={dkim ? "mt-6 border-t border-rule pt-4" : ""}>
            <p className="mb-4">
              {dkim ? t("adminSending.sending.dkim.againText") : t("adminSending.sending.dkim.none", { domain })}
            </p>
            <Form
              action={makeDkimKeyAction}
              texts={formTexts(t)}
              submit={t(dkim ? "adminSending.sending.dkim.again" : "adminSending.sending.dkim.make")}
              tone="quiet"
              scope="make"
            >
              <OwnPassword t={t} isAsked={!props.isConfirmed} />
            </Form>
          </div>
        )}
      </div>
    </Part>
  );
}

function Key({ t, language, dkim, isConfirmed }: Props & { dkim: OpenedDkim }) {
  const { record, domain, isSigning } = dkim;
  return (
    <>
      <h3 className="font-semibold">{t("adminSending.sending.dkim.record")}</h3>
      <Facts>
        <Fact name={t("adminSending.sending.dkim.type")}>TXT</Fact>
        <Fact name={t("adminSending.sending.dkim.name")}>
          <code>{record.name}</code>
        </Fact>
        <Fact name={t("adminSending.sending.dkim.value")}>
          <code>{record.text}</code>
          <CopyButton
            text={record.text}
            label={t("adminSending.sending.dkim.copy")}
            done={t("adminSending.sending.dkim.copied")}
          />
        </Fact>
        <Fact name={t("adminSending.sending.dkim.found.title")}>{foundInWords(t, language, dkim)}</Fact>
        <Fact name={t("adminSending.sending.dkim.state")}>
          {isSigning ? t("adminSending.sending.dkim.on", { domain }) : t("adminSending.sending.dkim.off")}
        </Fact>
      </Facts>
      <Warning t={t} dkim={dkim} />
      <div className="grid gap-4">
        <Form
          action={lookUpDkimAction}
          texts={formTexts(t)}
          submit={t("adminSending.sending.dkim.look")}
          tone="quiet"
          scope="look"
        />
        <Form
          action={switchDkimAction}
          texts={formTexts(t)}
          submit={t(isSigning ? "adminSending.sending.dkim.turnOff" : "adminSending.sending.dkim.turnOn")}
          tone="quiet"
          scope="switch"
        >
          <input type="hidden" name="isOn" value={String(!isSigning)} />
          <OwnPassword t={t} isAsked={!isConfirmed} />
        </Form>
      </div>
    </>
  );
}

function Warning({ t, dkim: { isReadable, isOfSender, domain } }: { t: Translator; dkim: OpenedDkim }) {
  if (isReadable && isOfSender) return null;
  const text = isReadable ? t("adminSending.sending.dkim.unlike", { domain }) : t("adminSending.sending.dkim.unreadable");
  return <p className="mb-4 font-medium text-bad">{text}</p>;
}

function foundInWords(t: Translator, language: Language, { found, lookedAt }: OpenedDkim): string {
  if (found === null || lookedAt === null) return t("adminSending.sending.dkim.found.never");
  return t(`adminSending.sending.dkim.found.${found}`, { when: momentsIn(language)(lookedAt).text });
}
