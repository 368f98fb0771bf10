/** A subnet as the other modules need it. Ids may be tokens. */
export interface NetworkSubnet {
  /** Subnet id. */
  readonly id: string;
  /** Availability zone name, such as `eu-central-1a`. */
  readonly zone: string;
  /** Name of the tier it belongs to. */
  readonly tier: string;
  /** Route table that it is associated with; absent where it is not known here. */
  readonly routeTableId?: string;
}
