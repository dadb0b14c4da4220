/** Where a company's page is. */
export const companyPath = (id: string): string => `/admin/companies/${id}`;

/** Where a partner's codes are. */
export const partnerPath = (id: string): string => `/admin/partners/${id}`;
