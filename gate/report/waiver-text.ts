import { isFaulty, type Judgement, type WaiverUse } from "../engine/index";
import { count, type Terminal, wrap } from "./terminal";

const states: Readonly<Record<Exclude<WaiverUse["state"], "used" | "not asked">, string>> = {
  expired: "has expired, and no longer holds: renew it or mend what it waived",
  outdated: "no longer holds: what decided its finding has changed; look at it again, and write its new fingerprint",
  unused: "matches nothing: take it out",
  "not allowed":
    "does not hold: a construct may waive only up to the severity that construct_waivers names, and what is critical is waived by an exact address",
};

/** How many waivers fail the gate, for the line of the verdict. */
export function faultyWaivers({ waivers }: Judgement): readonly string[] {
  const faulty = waivers.filter(isFaulty);
  const [only] = new Set(faulty.map(({ state }) => state));
  const isOneKind = faulty.every(({ state }) => state === only);
  return only === undefined ? [] : [`${count(faulty.length, "waiver")} ${isOneKind ? only : "expired or without use"}`];
}

/** Waivers that do not hold, and what to do about each. */
export function waiversText({ waivers }: Judgement, { colors, width }: Terminal): string[][] {
  return waivers.flatMap((waiver) => {
    const { state, rule, target, owner, expires, from } = waiver;
    if (state === "used" || state === "not asked") return [];
    const paint = isFaulty(waiver) ? colors.red : colors.yellow;
    return [
      [
        paint(colors.bold(`WAIVER, ${state}`)),
        ...wrap(`${from}: ${rule} on ${target} ${states[state]}.`, width, "  "),
        ...wrap(`of ${owner}, until ${expires}`, width, "  ").map((line) => colors.dim(line)),
      ],
    ];
  });
}
