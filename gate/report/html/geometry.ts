import type { FlowOutcome } from "../../engine/index";
import type { Leg, Line, Stop } from "./lines";
import type { Box, Chip, Plan } from "./plan";

/* Sizes in pixels of the drawing at its full size. */
export const boxWidth = 264;
export const textHeight = 16;
export const chipInset = 8;
const laneWidth = 22;
/** What a column with one lane is wider by: half a label fits beside the lane. */
const laneRoom = 40;
const portHeight = 9;
const chipHeight = 22;
const chipGap = 6;
const columnMargin = 20;
const vpcGap = 20;
const rowGap = 18;
const trackHeight = 8;
/** The internet, the gap below it, the name of the VPC with its gateway, and the zones. */
export const internet = { top: 8, height: 30 };
export const vpcTop = 56;
const columnsTop = vpcTop + 78;

export interface PlacedChip extends Chip {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface PlacedBox extends Box {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly placed: readonly PlacedChip[];
}

export interface Zone {
  readonly x: number;
  readonly name?: string;
}

export interface Frame {
  readonly vpc?: string;
  readonly x: number;
  readonly width: number;
}

export interface DrawnLine {
  readonly outcome: FlowOutcome;
  readonly label: string;
  /** Corners of each leg. */
  readonly paths: readonly (readonly Point[])[];
  /** Where the label stands. */
  readonly at: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly zones: readonly Zone[];
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly DrawnLine[];
  /** Bottom of the VPCs, below which AWS's half stands. */
  readonly bottom: number;
}

/** Gives everything its place: lines run in lanes beside the columns and in tracks between the rows, so that none crosses a subnet. */
export function draw(plan: Plan, lines: readonly Line[]): Drawing {
  const lanes = new Map<number, number>();
  const tracks = new Map<number, number>();
  const ports = new Map<string, number>();
  const next = <K>(counts: Map<K, number>, key: K): number => {
    const number = counts.get(key) ?? 0;
    counts.set(key, number + 1);
    return number;
  };
  const routed = lines.map((line) => ({
    line,
    legs: line.legs.map((leg) => ({
      leg,
      lane: next(lanes, leg.from.column),
      out: next(ports, portKey(leg.from)),
      ...arrival(leg, (stop) => ({
        into: next(ports, portKey(stop)),
        ...(stop.column === leg.from.column
          ? {}
          : { track: next(tracks, stop.row), lastLane: next(lanes, stop.column) }),
      })),
    })),
  }));
  const columns = columnPlaces(plan, lanes);
  const { boxes, chips, gaps, bottom } = boxPlaces(plan, columns.xs, ports, tracks);
  const laneX = (column: number, lane: number): number => (columns.xs[column] ?? 0) + boxWidth + 16 + lane * laneWidth;
  const portOf = (stop: Stop, port: number): Point => {
    const chip = chips.get(portKey(stop));
    return {
      x: (columns.xs[stop.column] ?? 0) + boxWidth - chipInset,
      y: (chip?.y ?? 0) + chipHeight / 2 + port * portHeight,
    };
  };
  const drawn = routed.map(({ line, legs }, index) => {
    const paths = legs.map(({ leg, lane, out, into = 0, track, lastLane }) => {
      const start = portOf(leg.from, out);
      const x = laneX(leg.from.column, lane);
      if (leg.to === "internet") return [start, { x, y: start.y }, { x, y: internet.top + internet.height }];
      const end = portOf(leg.to, into);
      if (track === undefined || lastLane === undefined) {
        return [start, { x, y: start.y }, { x, y: end.y }, end];
      }
      const y = (gaps[leg.to.row] ?? 0) + track * trackHeight;
      const last = laneX(leg.to.column, lastLane);
      return [start, { x, y: start.y }, { x, y }, { x: last, y }, { x: last, y: end.y }, end];
    });
    return { outcome: line.outcome, label: line.label, paths, at: labelPlace(paths[0] ?? [], index) };
  });
  return {
    width: columns.width,
    height: bottom + 74,
    frames: columns.frames,
    zones: plan.columns.map(({ zone }, at) => ({
      x: columns.xs[at] ?? 0,
      ...(zone === undefined ? {} : { name: zone }),
    })),
    boxes,
    lines: drawn,
    bottom,
  };
}

interface Arrival {
  readonly into?: number;
  readonly track?: number;
  readonly lastLane?: number;
}

function arrival(leg: Leg, at: (stop: Stop) => Arrival): Arrival {
  return leg.to === "internet" ? {} : at(leg.to);
}

function portKey({ column, row, chip }: Stop): string {
  return JSON.stringify([column, row, chip]);
}

/** In the middle of the first stretch of a lane, up or down a little, so that those in neighbouring lanes do not touch. */
function labelPlace(path: readonly Point[], index: number): Point {
  const [, from, to] = path;
  if (from === undefined || to === undefined) return { x: 0, y: 0 };
  const room = Math.abs(to.y - from.y) / 2 - 10;
  const shift = Math.max(0, Math.min(room, 26)) * ((index % 3) - 1);
  return { x: from.x, y: (from.y + to.y) / 2 + shift };
}

function columnPlaces(
  plan: Plan,
  lanes: ReadonlyMap<number, number>,
): { readonly xs: readonly number[]; readonly frames: readonly Frame[]; readonly width: number } {
  const xs: number[] = [];
  const frames: Frame[] = [];
  let x = 8;
  for (const [at, { vpc }] of plan.columns.entries()) {
    const last = frames.at(-1);
    const isNew = last === undefined || last.vpc !== vpc;
    if (isNew && last !== undefined) x += vpcGap;
    const start = isNew ? x : last.x;
    x += columnMargin;
    xs.push(x);
    x += boxWidth + ((lanes.get(at) ?? 0) > 0 ? laneRoom + ((lanes.get(at) ?? 1) - 1) * laneWidth : 8);
    const frame = { ...(vpc === undefined ? {} : { vpc }), x: start, width: x - start };
    if (isNew) frames.push(frame);
    else frames[frames.length - 1] = frame;
  }
  return { xs, frames, width: Math.max(x + 8, 440) };
}

function boxPlaces(
  plan: Plan,
  xs: readonly number[],
  ports: ReadonlyMap<string, number>,
  tracks: ReadonlyMap<number, number>,
): {
  readonly boxes: readonly PlacedBox[];
  readonly chips: ReadonlyMap<string, PlacedChip>;
  readonly gaps: readonly number[];
  readonly bottom: number;
} {
  const boxes: PlacedBox[] = [];
  const chips = new Map<string, PlacedChip>();
  const gaps: number[] = [];
  let y = columnsTop;
  for (let row = 0; row < plan.rows; row += 1) {
    const ofRow = tracks.get(row) ?? 0;
    // Above the first row stand the names of the zones.
    const below = row === 0 && ofRow > 0 ? 8 : 0;
    gaps.push(y - 6 + below);
    y += ofRow * trackHeight + below;
    let rowHeight = 0;
    for (const [column, { boxes: inColumn }] of plan.columns.entries()) {
      const box = inColumn.get(row);
      if (box === undefined) continue;
      const x = xs[column] ?? 0;
      let inner = y + 10 + (box.lines.length + 1) * textHeight;
      const placed = box.chips.map((chip) => {
        const key = portKey({ column, row, chip: chip.id });
        const height = chipHeight + Math.max(0, (ports.get(key) ?? 0) - 1) * portHeight;
        const here = { ...chip, x: x + chipInset, y: inner, height };
        inner += height + chipGap;
        chips.set(key, here);
        return here;
      });
      boxes.push({ ...box, x, y, height: inner - y + 2, placed });
      rowHeight = Math.max(rowHeight, inner - y + 2);
    }
    y += rowHeight + rowGap;
  }
  return { boxes, chips, gaps, bottom: y };
}
