import fc from "fast-check";
import { often } from "./generator-menus";
import type { Nat, Route, RouteTable } from "./model";

export interface Routing {
  readonly tables: readonly RouteTable[];
  /** Names of tables; one that is not there leaves the main table. */
  readonly publicTable: string;
  readonly privateTable: string;
  readonly nats: readonly Nat[];
  readonly hasInternetGateway: boolean;
  readonly givesPublicAddresses: boolean;
}

const out: readonly Route[] = [{ to: "0.0.0.0/0", via: "internet" }];
const throughNat: readonly Route[] = [{ to: "0.0.0.0/0", via: { nat: "main" } }];

const privateRoutes: readonly (readonly Route[])[] = [
  throughNat,
  [
    { to: "0.0.0.0/1", via: { nat: "main" } },
    { to: "128.0.0.0/1", via: { nat: "main" } },
  ],
  [{ to: "0.0.0.0/1", via: { nat: "main" } }],
  [{ to: "0.0.0.0/0", via: "transit" }],
  [{ to: "0.0.0.0/0", via: "internet" }],
  [{ to: "::/0", via: "egress-only" }],
  [],
];

/** Routes beside the one that leads out. */
const others: readonly (readonly Route[])[] = [
  [],
  [{ to: "10.0.0.0/8", via: "transit" }],
  [{ to: "10.0.32.0/20", via: "appliance" }],
  [{ to: "10.0.16.0/25", via: "firewall" }],
  [{ to: "10.0.0.0/16", via: "firewall" }],
  [{ to: "100.64.0.0/16", via: "appliance" }],
  [{ to: "52.0.0.0/8", via: "peering" }],
  [{ to: "192.168.0.0/16", via: "peering" }],
];

const encoding = fc.constantFrom("inline" as const, "resource" as const);

/** Tables for public and private subnets, a main one, and the gateways that their routes lead to. */
export const generatedRouting: fc.Arbitrary<Routing> = fc
  .record({
    privateRoutes: often(privateRoutes),
    others: often(others),
    publicRoutes: often([out, [], throughNat]),
    main: often(["none", "adopted", "main"] as const),
    mainRoutes: fc.constantFrom([], out, throughNat),
    encodings: fc.tuple(encoding, encoding, encoding),
    publicTable: often(["public", "main"]),
    privateTable: often(["private", "main"]),
    nat: often<Nat>([{ name: "main", subnet: "public" }, { name: "main", subnet: "node_a" }, { name: "main" }]),
    hasInternetGateway: fc.constant(true),
    givesPublicAddresses: fc.boolean(),
  })
  .map(({ main, encodings, nat, ...chosen }) => {
    const [ofPublic, ofPrivate, ofMain] = encodings;
    const tables: readonly RouteTable[] = [
      { name: "public", origin: "made", encoding: ofPublic, routes: chosen.publicRoutes },
      { name: "private", origin: "made", encoding: ofPrivate, routes: [...chosen.privateRoutes, ...chosen.others] },
      ...(main === "none" ? [] : [{ name: "fallback", origin: main, encoding: ofMain, routes: chosen.mainRoutes }]),
    ];
    return {
      tables,
      publicTable: chosen.publicTable,
      privateTable: chosen.privateTable,
      nats: [nat],
      hasInternetGateway: chosen.hasInternetGateway,
      givesPublicAddresses: chosen.givesPublicAddresses,
    };
  });
