import { type DrawingProps, wood } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Carafe({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={206} y={326} width={150} />
      <path
        d="M170 96V150C170 184 122 206 122 262C122 310 152 332 200 332S278 310 278 262C278 206 230 184 230 150V96Z"
        fill="#fff"
        opacity=".5"
      />
      <path d="M126 236C120 262 122 322 200 324S280 262 274 236Q238 226 200 236T126 236Z" fill={palette.base} opacity=".75" />
      <path d="M252 232L274 236C280 262 278 322 200 324C244 306 258 270 252 232Z" fill={palette.shade} opacity=".7" />
      <ellipse cx="200" cy="236" rx="74" ry="11" fill={palette.light} opacity=".9" />
      <circle cx="228" cy="238" r="19" fill="#f2cf5b" />
      <path d="M228 223V253M215 230L241 246M241 230L215 246" stroke="#fff" strokeWidth="2" opacity=".8" />
      <path d="M209 238a19 19 0 0 0 38 0q-19 8-38 0Z" fill={palette.base} opacity=".55" />
      <path
        d="M141 262Q140 292 160 306M184 112V152Q182 170 168 186"
        fill="none"
        stroke="#fff"
        strokeWidth="8"
        strokeLinecap="round"
        opacity=".8"
      />
      <path
        d="M218 112V152Q220 174 238 194"
        fill="none"
        stroke={palette.ink}
        strokeWidth="4"
        strokeLinecap="round"
        opacity=".12"
      />
      <path d="M176 84H224L218 116H182Z" fill={wood.shade} />
      <ellipse cx="200" cy="97" rx="33" ry="6" fill="#fff" opacity=".65" />
      <circle cx="200" cy="68" r="27" fill={wood.base} />
      <path d="M212 44A27 27 0 0 1 190 93A34 34 0 0 0 212 44Z" fill={wood.shade} />
      <circle cx="190" cy="59" r="7" fill={wood.light} />
    </>
  );
}
