import { z } from "zod";

/** A company's id as the forms of the office hold it. */
export const companyId = z.uuid({ error: "company.not-found" });
