/** What to do about a failure in a conversation. */
export const conversationFailures = {
  "not-found": "There is no such conversation any more.",
  "contact-changed": "Somebody else has become the contact meanwhile. Load the page again before you hand over.",
  "not-colleague": "This colleague cannot answer customers. Choose somebody else.",
};
