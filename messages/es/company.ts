import type { company as english } from "@/messages/en/company";
import type { Shape } from "@/messages/shape";

/** La propia empresa de un cliente y la página de una invitación. */
export const company: Shape<typeof english> = {
  heading: "Empresa",
  intro: "Su tipo de usuario en {company} es «{type}».",
  done: "Hecho.",
  invited: "La invitación está en camino. Si no llega ningún correo, vuelva a enviarla dentro de una hora.",
  invitedAgain:
    "Esta dirección ya estaba invitada. Va en camino un enlace nuevo, y el anterior ya no vale. Si no llega ningún correo, vuelva a enviarla dentro de una hora.",
  edit: { heading: "Datos", open: "Cambiar los datos", submit: "Guardar los datos" },
  people: {
    heading: "Personas",
    you: "Usted",
    deactivated: "Desactivada",
    shut: "Cuenta cerrada",
    type: "Tipo de usuario",
    open: "Cambiar",
    change: "Cambiar el tipo de usuario",
    changeFor: "de {name}",
    deactivate: "Desactivar",
    reactivate: "Reactivar",
    remove: "Retirar de la empresa",
    handOver: "Traspasar la administración",
    to: "a {name}",
    text: {
      deactivate: "No podrá hacer nada en nombre de la empresa hasta que se reactive. La cuenta se conserva.",
      reactivate: "Podrá volver a actuar por la empresa.",
      remove:
        "Al pulsar el botón dejará de ser parte de la empresa. La cuenta y los pedidos anteriores se conservan. Para volver, {name} necesitará otra invitación.",
      handOver:
        "Al pulsar el botón, {name} pasa a administrar la cuenta, y usted recibe el tipo de usuario «{type}». La administración solo volverá a usted si alguien que la tenga se la da.",
    },
  },
  invite: {
    heading: "Invitar a alguien",
    text: "Enviamos un enlace que vale 7 días. Quien lo abra debe ser dueño de ese buzón.",
    email: "Correo electrónico",
    emailMissing: "Escriba la dirección de correo de su compañero o compañera.",
    submit: "Enviar invitación",
  },
  open: {
    heading: "Invitaciones abiertas",
    expired: "Caducada",
    again: "Reenviar",
    withdraw: "Retirar",
    for: "a {email}",
  },
  requests: {
    heading: "Solicitudes de ingreso",
    text: "Estas personas tienen una dirección del dominio de su empresa. Acepte solo a quien conozca.",
    letIn: "Aceptar",
    notLetIn: "Rechazar",
  },
  own: {
    heading: "Ingreso en {company}",
    offer:
      "Usted tiene una dirección de {company}. Puede solicitar el ingreso a quienes la administran: entonces verán su nombre y su correo electrónico. Antes de que lo solicite, allí nadie sabe de usted.",
    ask: "Solicitar el ingreso",
    decline: "No, gracias",
    asked:
      "Ha solicitado el ingreso a quienes administran {company}. Ven su nombre y su correo electrónico, y usted recibirá un correo cuando hayan decidido.",
    withdraw: "Retirar la solicitud",
  },
  addresses: {
    heading: "Libreta de direcciones",
    none: "Todavía no hay direcciones.",
    add: "Añadir una dirección",
    label: "Nombre de la dirección",
    name: "Destinatario",
    street: "Calle y número",
    postcode: "Código postal",
    city: "Localidad",
    country: "País",
    choose: "Elija un país",
    submit: "Añadir dirección",
    labelMissing: "Escriba cómo se llama la dirección.",
    nameMissing: "Escriba el destinatario.",
    streetMissing: "Escriba la calle y el número.",
    cityMissing: "Escriba la población.",
    change: "Cambiar o quitar",
    save: "Guardar dirección",
    remove: "Quitar",
  },
  leave: {
    heading: "Dejar la empresa",
    text: "Su cuenta y sus propios pedidos se conservan. El último administrador de la cuenta debe traspasar antes la administración.",
    alone:
      "No hay nadie más en esta empresa. Cuando la deje, se cerrará, y se borrarán su nombre, sus datos y su libreta de direcciones. Su cuenta y sus propios pedidos se conservan.",
    closed:
      "Ahora no puede actuar por esta empresa: su puesto en ella, o la propia empresa, está desactivado. Puede dejarla y unirse a otra. El último administrador de la cuenta debe hablar antes con la tienda.",
    submit: "Dejar la empresa",
    done: "Ha dejado {company}.",
  },
  invitation: {
    heading: "Unirse a {company}",
    text: "{email} tiene una invitación para {company}, con el tipo de usuario «{type}».",
    may: "En nombre de la empresa podrá: {may}.",
    new: "Elija una contraseña. Con ella su cuenta queda lista y se inicia la sesión.",
    newPassword: "Contraseña nueva",
    join: "Crear la cuenta y unirse",
    own: "Se une con la cuenta en la que ha iniciado sesión.",
    accept: "Unirse",
    signInFirst: "Hay una cuenta con {email}. Inicie sesión en ella y volverá a esta invitación.",
    other: "Ha iniciado sesión en una cuenta distinta de la de {email}. Cierre la sesión y vuelva a abrir el enlace del correo.",
    noDoor: "Inicie sesión o regístrese antes con {email} y volverá a esta invitación.",
    signIn: "Iniciar sesión",
    toAccount: "A mi cuenta",
    staleHeading: "Esta invitación ya no vale",
    stale: "Se usó, se retiró o caducó, o quien la envió ya no puede invitar. Pida otra.",
  },
};
