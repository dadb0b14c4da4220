/** What PostgreSQL tells every process by when something was said (NOTIFY): the id of the customer, nothing of what it was. */
export const LISTEN_CHANNEL = "foyer_messages";
