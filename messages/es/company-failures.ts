import type { companyFailures as english } from "@/messages/en/company-failures";
import type { Shape } from "@/messages/shape";

/** Qué hacer cuando algo falla dentro de una empresa. */
export const companyFailures: Shape<typeof english> = {
  "not-permitted": "No tiene permiso para hacer esto en su empresa. Sus administradores pueden dárselo. No se ha cambiado nada.",
  another:
    "Ahora está en «{company}», y la página desde la que envió esto mostraba otra empresa. No se ha hecho nada. Si es para «{company}», revise lo que escribió y envíelo otra vez.",
  "invitations-many":
    "Su empresa ha enviado por ahora tantas invitaciones como puede. No se ha enviado nada; las abiertas siguen valiendo. Inténtelo dentro de una hora, o mañana si ha enviado muchas.",
  "mailbox-many":
    "Su empresa ya ha enviado varias invitaciones a esta dirección. No se ha enviado nada; el enlace del último de esos correos sigue valiendo. Pida a la persona que mire en el correo no deseado, o inténtelo dentro de una hora, o mañana si lo ha intentado muchas veces.",
  "last-administrator": "La empresa se quedaría sin administrador de la cuenta. Nombre antes a otra persona.",
  "no-administrator":
    "Nadie que pueda iniciar sesión administra «{company}», en cuyo nombre actuaría esta persona. Reactive antes la cuenta de una de sus personas administradoras, o nombre administradora a esta en la página de la empresa.",
  "beyond-own":
    "No puede dar ni quitar más de lo que usted mismo puede hacer. Pídaselo a un administrador de la cuenta de su empresa.",
  "registration-closed":
    "Aquí ya no se registran empresas, así que no se ha creado ninguna cuenta. Para registrarse usted, siga desde aquí.",
  "codes-closed":
    "Aquí ya no se aceptan códigos de socio, así que no se ha creado ninguna cuenta. Para registrarse sin el código, siga desde aquí.",
  changed:
    "Entretanto alguien ha cambiado esta empresa, así que no se ha guardado nada. Lo que escribió sigue aquí: compárelo con la página de la empresa en otra pestaña y guarde otra vez si está bien.",
  "never-later": "Solo a las personas se les pregunta después. Elija otra regla para un campo sobre empresas.",
  "not-yourself": "No puede cambiar su propio puesto en la empresa. Pídaselo a alguien que gestione a las personas.",
  "person-not-open": "Solo puede asumir la administración alguien que esté activo y pueda iniciar sesión.",
  "person-there": "Alguien de su empresa ya tiene esta dirección. Lo encontrará en la lista de personas.",
  elsewhere:
    "Esta cuenta ya pertenece a una empresa, o fue desactivada en esta. Cada persona está en una sola empresa: deje antes la otra, o hable con quien le invitó.",
  "other-account":
    "Esta invitación es para una dirección distinta de la de la cuenta en la que ha iniciado sesión. Inicie sesión en la cuenta de la dirección invitada, o pida que inviten a esta.",
  "invitation-gone": "Esta invitación ya no está abierta: se aceptó o se retiró.",
  "request-gone": "Esta solicitud ya no está pendiente: alguien decidió, o la persona ya forma parte de la empresa.",
  "offer-gone":
    "Esta empresa no admite solicitudes de ingreso por ahora, o usted ya ha rechazado la oferta o retirado la solicitud.",
  "address-gone": "Esta dirección ya no está en la libreta.",
  "addresses-full": "La libreta de direcciones está llena. Quite antes una dirección.",
  "not-found": "Esta empresa ya no existe.",
  "none-chosen": "Marque al menos una empresa.",
  "person-elsewhere": "Este cliente ya pertenece a «{company}». Nadie está en dos empresas.",
  "person-gone": "Esta persona ya no está en esta empresa.",
  "merge-same": "Es dos veces la misma empresa. Elija otra.",
  "merge-kinds": "Un socio solo se puede unir a otro socio, y una empresa a otra empresa.",
  "merge-directory":
    "El directorio de socios conoce a cada uno con su propio identificador, y sus códigos llevan a uno o a otro. Por eso siguen siendo dos. No se ha cambiado nada.",
  "merge-shut":
    "Una de las dos está desactivada y la otra está abierta. Desactive o reactive antes una de ellas. No se ha cambiado nada.",
  "merge-domains":
    "Esto cambiaría adónde llevan los dominios, o quién puede pedir que se le admita. Tiene que hacerlo alguien que pueda cambiar conexiones. No se ha cambiado nada.",
  "domain-taken": "{domain} ya pertenece a «{company}».",
};
