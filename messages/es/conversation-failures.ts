import type { conversationFailures as english } from "@/messages/en/conversation-failures";
import type { Shape } from "@/messages/shape";

/** What to do about a failure in a conversation. */
export const conversationFailures: Shape<typeof english> = {
  "not-found": "Esta conversación ya no existe.",
  "contact-changed": "Mientras tanto, el contacto ha pasado a ser otra persona. Vuelva a cargar la página antes de traspasar.",
  "not-colleague": "Esta persona no puede contestar a clientes. Elija a otra.",
};
