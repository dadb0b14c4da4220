import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Translator } from "@/messages/translator";
import { sendToImportedAction } from "./steer-action";

type Props = { readonly t: Translator; readonly id: string; readonly count: number };

/** What comes next after an import: activation mails to those who can get one. */
export function ActivationPart({ t, id, count }: Props) {
  return (
    <Part title={t("adminImport.activation.title")} text={t("adminImport.activation.text", { count })} id="activation">
      {count === 0 ? null : (
        <Form
          action={sendToImportedAction}
          texts={formTexts(t)}
          submit={t("adminImport.activation.submit")}
          tone="quiet"
          scope="activation"
        >
          <input type="hidden" name="id" value={id} />
        </Form>
      )}
    </Part>
  );
}
