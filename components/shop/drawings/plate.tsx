import { cream, type DrawingProps, leaf } from "@/components/shop/drawings/palettes";

export function Plate({ palette }: DrawingProps) {
  return (
    <>
      <circle cx="216" cy="218" r="142" fill={palette.ink} opacity=".16" />
      <circle cx="200" cy="200" r="142" fill={palette.shade} />
      <circle cx="198" cy="198" r="140" fill={palette.base} />
      <circle
        cx="199"
        cy="199"
        r="119"
        fill="none"
        stroke={cream.base}
        strokeWidth="9"
        strokeDasharray="3 17.8"
        strokeLinecap="round"
        opacity=".9"
      />
      <path d="M72 170A132 132 0 0 1 150 76" fill="none" stroke="#fff" strokeWidth="5" strokeLinecap="round" opacity=".4" />
      <circle cx="200" cy="200" r="96" fill={palette.shade} />
      <circle cx="203" cy="203" r="93" fill={cream.base} />
      <path d="M125 158A87 87 0 0 1 176 119A93 93 0 0 0 125 254A100 100 0 0 1 125 158Z" fill={cream.shade} />
      <path d="M156 254Q196 220 246 150" fill="none" stroke={leaf.shade} strokeWidth="4" strokeLinecap="round" />
      <g fill={leaf.base}>
        <path d="M246 150C242 132 250 118 264 112C270 130 264 144 246 150Z" />
        <path d="M228 176C214 164 212 148 220 134C234 144 238 160 228 176ZM204 206C188 198 182 182 186 168C202 174 210 190 204 206Z" />
        <path
          d="M232 172C250 174 266 166 272 152C256 146 240 154 232 172ZM208 204C224 210 242 204 250 192C236 182 218 188 208 204ZM182 232C196 240 214 238 224 228C212 216 194 218 182 232Z"
          fill={leaf.light}
        />
      </g>
      <circle cx="176" cy="214" r="9" fill={palette.accent} />
      <circle cx="173" cy="211" r="3" fill="#fff" opacity=".6" />
    </>
  );
}
