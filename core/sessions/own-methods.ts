/** How a session began where no connection was used; every other `method` of a session is the id of a connection. */
export const ownMethods = ["password", "registration", "activation", "invitation", "code"] as const;
export type OwnMethod = (typeof ownMethods)[number];

/** The method if it is one of our own, undefined if it is a connection. */
export const findOwnMethod = (method: string): OwnMethod | undefined => ownMethods.find((own) => own === method);
