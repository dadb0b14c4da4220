import type { adminSending as english } from "@/messages/en/admin-sending";
import type { Shape } from "@/messages/shape";

/** Las salas en torno al correo: direcciones a las que no se envía nada, y cómo sale el correo. */
export const adminSending: Shape<typeof english> = {
  tabs: {
    label: "Secciones del correo",
    mails: "Todo el correo",
    incoming: "Correo recibido",
    suppressed: "Direcciones suprimidas",
    templates: "Lo que dicen los correos",
    sending: "Envío",
    mailboxes: "Buzones",
  },
  search: {
    label: "Buscar en el correo",
    to: "Dirección (basta el comienzo)",
    message: "Tipo de correo",
    any: "Cualquiera",
    submit: "Buscar",
    clear: "Mostrar todo",
  },
  bounced: "Fue devuelto: {at}",
  suppressed: {
    heading: "Direcciones suprimidas",
    intro:
      "A estas direcciones no se envía nada, ni siquiera un enlace para una contraseña nueva: el correo fue devuelto de forma definitiva, o alguien del personal lo decidió. A quien pide un correo con una de ellas se le dice lo mismo que a todos.",
    search: {
      label: "Buscar direcciones suprimidas",
      field: "Dirección (basta el comienzo)",
      submit: "Buscar",
      clear: "Mostrar todo",
    },
    columns: { address: "Dirección", reason: "Motivo", since: "Desde", change: "Cambiar" },
    reasons: { bounced: "Correo devuelto de forma definitiva", staff: "Decisión del personal" },
    remove: "Volver a enviarle correo",
    removed:
      "Desde ahora vuelven a salir correos a esta dirección. Lo que no se envió entretanto queda como está: ábralo en Todo el correo para enviarlo de nuevo.",
    add: "Suprimir una dirección",
    addText: "Tampoco se envían los correos que ya esperan.",
    email: "Dirección",
    submit: "Suprimir",
    added: "A esta dirección ya no se envía nada.",
    none: "No hay ninguna dirección así.",
    noneYet: "Se envía correo a todas las direcciones.",
    older: "Anteriores",
    newest: "Más recientes",
  },
  sending: {
    heading: "Envío",
    server: {
      title: "Servidor de correo",
      text: "Por dónde sale el correo, y de quién viene.",
      name: "Servidor",
      fromEnvironment: "{server} (lo ha definido quien administra este servidor, en SMTP_URL)",
      none: "Todavía ninguno",
      unreadable: "No se puede leer la dirección",
      sender: "Remitente",
      change: "Cambiar los ajustes de correo",
    },
    trial: {
      title: "Enviar una prueba",
      text: "Un correo a su propia dirección, por el camino que siguen todos. Cada paso puede tardar diez segundos.",
      submit: "Enviar una prueba",
      to: "Se envía a {email}.",
      when: "{when}, {who}, {server}",
      someone: "alguien que ya no es del personal",
      good: "El servidor aceptó el correo. Mire en su buzón, y también entre el correo no deseado.",
      said: "Lo que se dijo: {words}",
      outcomes: { good: "Bien", bad: "Se paró aquí", "not-reached": "No se llegó", "not-asked": "Aquí no hace falta" },
      steps: {
        address: "Leer la dirección del servidor",
        name: "Encontrar el nombre del servidor en el DNS",
        connection: "Conectar y recibir el saludo",
        encryption: "Cifrar la conexión",
        "sign-in": "Identificarse con usuario y contraseña",
        sender: "Ser aceptado como remitente",
        recipient: "Que se acepte el destinatario",
        message: "Entregar el correo",
      },
      advice: {
        address: "Indique el servidor en los ajustes de correo así: smtps://usuario:contraseña@correo.ejemplo.com:465.",
        name: "Revise el nombre del servidor. Si está bien, la máquina donde funciona Foyer no puede consultar el DNS.",
        connection:
          "Revise el nombre y el puerto. Muchas empresas de alojamiento bloquean el correo saliente: pregunte a la suya, o use el puerto 465 o 587.",
        encryption:
          "El certificado del servidor ha caducado, no es de confianza o es de otro nombre, o el servidor no ofrece cifrado en este puerto. Use smtps:// para el puerto 465 y smtp:// para el 587, con el nombre que le indique su proveedor.",
        "sign-in":
          "El usuario o la contraseña no son correctos. Muchos proveedores piden una contraseña hecha para programas, en lugar de la suya.",
        sender:
          "El servidor no deja que esta cuenta envíe desde la dirección del remitente. Use una dirección que pertenezca a la cuenta.",
        recipient:
          "El servidor no entrega a su propia dirección. Compruébela en Personal, y compruebe si la cuenta puede enviar a otras.",
        message:
          "El servidor leyó el correo y lo rechazó. Lo que dijo explica por qué; a menudo es un límite o un filtro de correo no deseado.",
      },
    },
    limits: {
      title: "Cuánto sale",
      text: "Para que nadie reciba una avalancha y se respete la cuota de su proveedor de correo.",
      lastHour: "En la última hora",
      sent: "{count, plural, one {# correo} other {# correos}}",
      sentOf: "{count} de {most} correos",
      perAddress: "A una dirección",
      perAddressIs: "Como mucho uno por minuto, {hour} por hora y {day} por día, de los correos que cualquiera puede provocar",
      suppressed: "Suprimidas",
      suppressedIs: "{count, plural, =0 {ninguna dirección} one {# dirección} other {# direcciones}}",
    },
    dkim: {
      title: "Firma (DKIM)",
      text: "Con una firma, quien recibe un correo ve que viene de verdad de su dominio y que nadie lo cambió por el camino. Muchos proveedores de correo firman por su cuenta: entonces aquí no hace falta.",
      none: "Todavía no hay ninguna clave. Al crear una, recibe un registro para el DNS de {domain}. No cambia nada hasta que usted active la firma.",
      noDomain:
        "Los correos de esta tienda no salen de un dominio propio. Indique primero una dirección de remitente en los ajustes de correo.",
      make: "Crear una clave",
      again: "Crear una clave nueva",
      againText:
        "La clave nueva no firma nada hasta que el DNS la tenga. Deje el registro anterior una semana en el DNS, por los correos que están de camino.",
      made: "La clave está creada. Añada ahora el registro al DNS de su dominio.",
      record: "El registro para su DNS",
      type: "Tipo",
      name: "Nombre",
      value: "Valor",
      copy: "Copiar el valor",
      copied: "Copiado",
      state: "Firma",
      on: "Activada: se firman los correos de {domain}",
      off: "Desactivada",
      unlike: "La clave es de {domain}, pero los correos salen ya de otro dominio, así que no se firman. Cree una clave nueva.",
      unreadable:
        "La clave ya no se puede leer: se cambió AUTH_SECRET sin conservar el anterior en la lista. Los correos salen sin firma. Cree una clave nueva.",
      found: {
        title: "DNS",
        right: "El DNS tiene este registro ({when}).",
        missing: "El DNS todavía no tiene este registro ({when}). Uno nuevo puede tardar unas horas en verse en todas partes.",
        different: "El DNS tiene otro registro con este nombre ({when}). Compárelo carácter por carácter.",
        unreachable: "No respondió ningún servidor de nombres ({when}). Inténtelo de nuevo.",
        never: "Nadie lo ha consultado todavía.",
      },
      look: "Consultarlo",
      turnOn: "Activar la firma",
      turnOff: "Desactivar la firma",
      switched: "Hecho. Vale a partir del próximo correo.",
    },
  },
  letter: {
    subject: "Prueba de {shop}",
    text: "Este correo muestra que {shop} puede enviar correo. Alguien lo pidió en la administración; no hay nada que hacer.",
  },
};
