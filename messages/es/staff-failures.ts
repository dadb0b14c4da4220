import type { staffFailures as english } from "@/messages/en/staff-failures";
import type { Shape } from "@/messages/shape";

/** Sentences of what fails about staff. */
export const staffFailures: Shape<typeof english> = {
  exists: "Ya hay un miembro del personal con esta dirección.",
  "confirm-needed": "Escriba su contraseña para confirmar que es usted. Lo que ha cambiado sigue aquí.",
  "not-permitted": "No tiene permiso para hacer esto. Un administrador puede dárselo. No se ha cambiado nada.",
  "not-found": "Ese miembro del personal ya no existe.",
  "not-yourself": "Nadie cambia su propia función o sus permisos, ni cierra su propio acceso. Pídaselo a otro administrador.",
  "last-admin": "Es el último administrador que puede iniciar sesión. Nombre antes a otro administrador.",
  "beyond-own": "No puede dar a otros más permisos de los que usted tiene.",
  "no-password-link": "Solo se puede enviar un enlace así a un agente activo que ya tenga contraseña.",
  "not-invited": "Esta persona ya no tiene una invitación abierta: se ha usado o retirado.",
  "other-session":
    "Otra persona tiene la sesión de la administración abierta en este navegador. Ciérrela primero y vuelva a abrir el enlace.",
  "code-refused":
    "Este código no se ha aceptado. Escriba el siguiente que muestre su aplicación, o un código de recuperación. Tras cinco intentos o diez minutos, empiece de nuevo con su correo y su contraseña.",
  "code-wrong": "No es el código que muestra ahora su aplicación. Cada código sirve una vez: espere al siguiente.",
  "second-factor-on": "El segundo factor ya está activado.",
  "second-factor-off": "El segundo factor no está activado.",
  "setup-ended": "Han pasado más de 15 minutos, o se ha empezado de nuevo en otro sitio. Empiece otra vez.",
  "second-factor-needed": "Esta tienda exige un segundo factor. Configúrelo primero.",
  "no-admin": "No hay ningún administrador activo con esta dirección.",
  "several-admins": "Hay varios administradores. Indique con --email para quién es el enlace.",
};
