import { Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { EndpointAccess } from "./endpoint-access";

describe("EndpointAccess", () => {
  it("has three forms, none of which contradicts itself", () => {
    const { privateAccess, publicAccess, publicCidrs } = EndpointAccess.private();
    expect([privateAccess, publicAccess, publicCidrs]).toEqual([true, false, []]);
    expect(EndpointAccess.publicAndPrivate(["203.0.113.0/24"])).toMatchObject({
      privateAccess: true,
      publicAccess: true,
    });
    expect(EndpointAccess.publicOnly(["203.0.113.7/32"])).toMatchObject({ privateAccess: false, publicAccess: true });
  });

  it.each([
    ["all of IPv4", ["0.0.0.0/0"]],
    ["all of IPv6", ["2001:db8::/32", "::/0"]],
    ["both halves", ["0.0.0.0/1", "128.0.0.0/1"]],
    ["a public range broader than /8", ["52.0.0.0/7"]],
  ])("refuses the whole internet as %s unless it is asked for by name", (_, cidrs) => {
    expect(() => EndpointAccess.publicOnly(cidrs)).toThrow("is the whole internet");
    expect(EndpointAccess.publicOnly(cidrs, { openToWorld: true }).publicCidrs).toEqual(cidrs);
  });

  it("takes many narrow ranges, overlapping or not", () => {
    const cidrs = ["52.0.0.0/8", "52.1.0.0/16", "2001:db8:1::/48", "10.0.0.0/8"];
    expect(EndpointAccess.publicAndPrivate(cidrs).publicCidrs).toEqual(cidrs);
  });

  it.each(["203.0.113.0", "203.0.113.1/24", "203.0.113.0/33", "2001:db8::1::/64", "example.com", ""])(
    "refuses %j, which is no range",
    (cidr) => {
      expect(() => EndpointAccess.publicOnly([cidr])).toThrow("must be a range in CIDR notation");
    },
  );

  it("refuses no ranges, and more than the 40 that EKS takes", () => {
    expect(() => EndpointAccess.publicOnly([])).toThrow("cidrs = []: must be 1 to 40 ranges");
    const many = Array.from({ length: 41 }, (_, index) => `203.0.113.${index}/32`);
    expect(() => EndpointAccess.publicOnly(many)).toThrow("must be 1 to 40 ranges");
  });

  it("does not judge tokens", () => {
    const token = Token.asString({ resolve: () => "0.0.0.0/0" });
    expect(EndpointAccess.publicOnly([token]).publicCidrs).toEqual([token]);
  });
});
