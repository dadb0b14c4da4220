import type { ComponentProps } from "react";
import type { Visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { OwnPlace } from "@/core/companies/find-own-place";

type Props = Pick<Visit, "t"> & Omit<ComponentProps<typeof Form>, "texts"> & { readonly own: Pick<OwnPlace, "companyId"> };

/** A form of the company's page. It says which company the page shows, so that it is never done to another one. */
export const CompanyForm = ({ t, own, children, ...props }: Props) => (
  <Form {...props} texts={formTexts(t)}>
    <input type="hidden" name="company" value={own.companyId} />
    {children}
  </Form>
);
