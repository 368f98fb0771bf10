import { faultyWaivers, idleWaivers, isFaulty, type Judgement, type WaiverUse } from "../engine/index";
import { count, type Terminal, wrap } from "./terminal";

const states: Readonly<Record<Exclude<WaiverUse["state"], "used" | "not asked">, string>> = {
  expired: "has expired, and no longer holds: renew it or mend what it waived",
  outdated: "no longer holds: what decided its finding has changed; look at it again, and write its new fingerprint",
  unused: "matches nothing: take it out",
  "not allowed":
    "does not hold: a construct may waive only up to the severity that construct_waivers names, and what is critical is waived by an exact address",
};

/** How many waivers fail the gate, for the line of the verdict. */
export function faultyWaiversText(judgement: Judgement): readonly string[] {
  const faulty = faultyWaivers(judgement);
  const [only] = new Set(faulty.map(({ state }) => state));
  const isOneKind = faulty.every(({ state }) => state === only);
  return only === undefined ? [] : [`${count(faulty.length, "waiver")} ${isOneKind ? only : "expired or without use"}`];
}

/** What is to be said of a waiver that does not hold. */
export interface WaiverNotice {
  /** Whether it fails the gate. */
  readonly fails: boolean;
  readonly name: string;
  /** What is the matter, and what to do about it. */
  readonly text: string;
  /** Whose it is, and how long it is for. */
  readonly terms: string;
}

/** What is to be said of the waivers that do not hold. */
export function waiverNotices(judgement: Judgement): readonly WaiverNotice[] {
  return idleWaivers(judgement).flatMap((waiver) => {
    const { state, rule, target, owner, expires, from } = waiver;
    if (state === "used" || state === "not asked") return [];
    return [
      {
        fails: isFaulty(waiver),
        name: `WAIVER, ${state}`,
        text: `${from}: ${rule} on ${target} ${states[state]}.`,
        terms: `of ${owner}, until ${expires}`,
      },
    ];
  });
}

/** The same for people. */
export function waiversText(judgement: Judgement, { colors, width }: Terminal): string[][] {
  return waiverNotices(judgement).map(({ fails, name, text, terms }) => [
    (fails ? colors.red : colors.yellow)(colors.bold(name)),
    ...wrap(text, width, "  "),
    ...wrap(terms, width, "  ").map((line) => colors.dim(line)),
  ]);
}
