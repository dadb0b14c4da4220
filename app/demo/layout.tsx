import { Framed } from "@/app/_edge/framed";

export default Framed;
