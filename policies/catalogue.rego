# METADATA
# title: The catalogue
# description: >-
#   The rules by their ids. Generated from their folders by `npm run policies:build`: a reference with a variable in it would make the
#   Wasm evaluate every rule before one is chosen.
package eksgate.catalogue

asked_for(_) if not input.only

asked_for(id) if id in input.only

answers["change-safety/cluster-not-destroyed"] := data.eksgate.rules["change-safety"]["cluster-not-destroyed"].results if asked_for("change-safety/cluster-not-destroyed")

answers["change-safety/cluster-subnets-keep-zones"] := data.eksgate.rules["change-safety"]["cluster-subnets-keep-zones"].results if asked_for("change-safety/cluster-subnets-keep-zones")

answers["change-safety/encryption-key-kept"] := data.eksgate.rules["change-safety"]["encryption-key-kept"].results if asked_for("change-safety/encryption-key-kept")

answers["change-safety/logs-kept"] := data.eksgate.rules["change-safety"]["logs-kept"].results if asked_for("change-safety/logs-kept")

answers["change-safety/network-not-replaced"] := data.eksgate.rules["change-safety"]["network-not-replaced"].results if asked_for("change-safety/network-not-replaced")

answers["change-safety/node-floor-raised-safely"] := data.eksgate.rules["change-safety"]["node-floor-raised-safely"].results if asked_for("change-safety/node-floor-raised-safely")

answers["change-safety/node-groups-not-replaced"] := data.eksgate.rules["change-safety"]["node-groups-not-replaced"].results if asked_for("change-safety/node-groups-not-replaced")

answers["change-safety/roles-outlive-cluster"] := data.eksgate.rules["change-safety"]["roles-outlive-cluster"].results if asked_for("change-safety/roles-outlive-cluster")

answers["change-safety/upgrades-one-minor-at-a-time"] := data.eksgate.rules["change-safety"]["upgrades-one-minor-at-a-time"].results if asked_for("change-safety/upgrades-one-minor-at-a-time")

answers["networking/address-ranges-disjoint"] := data.eksgate.rules.networking["address-ranges-disjoint"].results if asked_for("networking/address-ranges-disjoint")

answers["networking/cluster-subnets-have-addresses"] := data.eksgate.rules.networking["cluster-subnets-have-addresses"].results if asked_for("networking/cluster-subnets-have-addresses")

answers["networking/cluster-subnets-in-usable-zones"] := data.eksgate.rules.networking["cluster-subnets-in-usable-zones"].results if asked_for("networking/cluster-subnets-in-usable-zones")

answers["networking/cluster-subnets-span-zones"] := data.eksgate.rules.networking["cluster-subnets-span-zones"].results if asked_for("networking/cluster-subnets-span-zones")

answers["networking/control-plane-reaches-kubelet"] := data.eksgate.rules.networking["control-plane-reaches-kubelet"].results if asked_for("networking/control-plane-reaches-kubelet")

answers["networking/control-plane-reaches-webhooks"] := data.eksgate.rules.networking["control-plane-reaches-webhooks"].results if asked_for("networking/control-plane-reaches-webhooks")

answers["networking/default-security-group-closed"] := data.eksgate.rules.networking["default-security-group-closed"].results if asked_for("networking/default-security-group-closed")

answers["networking/endpoint-policies-admit"] := data.eksgate.rules.networking["endpoint-policies-admit"].results if asked_for("networking/endpoint-policies-admit")

answers["networking/fargate-subnets-private"] := data.eksgate.rules.networking["fargate-subnets-private"].results if asked_for("networking/fargate-subnets-private")

answers["networking/flow-logs-enabled"] := data.eksgate.rules.networking["flow-logs-enabled"].results if asked_for("networking/flow-logs-enabled")

answers["networking/gateway-endpoints-routed"] := data.eksgate.rules.networking["gateway-endpoints-routed"].results if asked_for("networking/gateway-endpoints-routed")

answers["networking/hybrid-endpoint-single"] := data.eksgate.rules.networking["hybrid-endpoint-single"].results if asked_for("networking/hybrid-endpoint-single")

answers["networking/interface-endpoints-per-zone"] := data.eksgate.rules.networking["interface-endpoints-per-zone"].results if asked_for("networking/interface-endpoints-per-zone")

answers["networking/interface-endpoints-usable"] := data.eksgate.rules.networking["interface-endpoints-usable"].results if asked_for("networking/interface-endpoints-usable")

answers["networking/ipv6-cluster-complete"] := data.eksgate.rules.networking["ipv6-cluster-complete"].results if asked_for("networking/ipv6-cluster-complete")

answers["networking/load-balancer-subnets-tagged"] := data.eksgate.rules.networking["load-balancer-subnets-tagged"].results if asked_for("networking/load-balancer-subnets-tagged")

answers["networking/nat-gateway-per-zone"] := data.eksgate.rules.networking["nat-gateway-per-zone"].results if asked_for("networking/nat-gateway-per-zone")

answers["networking/nat-gateways-reach-internet"] := data.eksgate.rules.networking["nat-gateways-reach-internet"].results if asked_for("networking/nat-gateways-reach-internet")

answers["networking/network-policy-enabled"] := data.eksgate.rules.networking["network-policy-enabled"].results if asked_for("networking/network-policy-enabled")

answers["networking/no-ingress-from-world"] := data.eksgate.rules.networking["no-ingress-from-world"].results if asked_for("networking/no-ingress-from-world")

answers["networking/no-remote-access-from-world"] := data.eksgate.rules.networking["no-remote-access-from-world"].results if asked_for("networking/no-remote-access-from-world")

answers["networking/node-subnets-have-addresses"] := data.eksgate.rules.networking["node-subnets-have-addresses"].results if asked_for("networking/node-subnets-have-addresses")

answers["networking/nodes-in-private-subnets"] := data.eksgate.rules.networking["nodes-in-private-subnets"].results if asked_for("networking/nodes-in-private-subnets")

answers["networking/nodes-reach-api-server"] := data.eksgate.rules.networking["nodes-reach-api-server"].results if asked_for("networking/nodes-reach-api-server")

answers["networking/nodes-reach-aws-services"] := data.eksgate.rules.networking["nodes-reach-aws-services"].results if asked_for("networking/nodes-reach-aws-services")

answers["networking/nodes-reach-cluster-dns"] := data.eksgate.rules.networking["nodes-reach-cluster-dns"].results if asked_for("networking/nodes-reach-cluster-dns")

answers["networking/nodes-reach-each-other"] := data.eksgate.rules.networking["nodes-reach-each-other"].results if asked_for("networking/nodes-reach-each-other")

answers["networking/one-tagged-security-group-per-node"] := data.eksgate.rules.networking["one-tagged-security-group-per-node"].results if asked_for("networking/one-tagged-security-group-per-node")

answers["networking/pod-security-groups-complete"] := data.eksgate.rules.networking["pod-security-groups-complete"].results if asked_for("networking/pod-security-groups-complete")

answers["networking/pod-subnets-routed"] := data.eksgate.rules.networking["pod-subnets-routed"].results if asked_for("networking/pod-subnets-routed")

answers["networking/private-endpoint-enabled"] := data.eksgate.rules.networking["private-endpoint-enabled"].results if asked_for("networking/private-endpoint-enabled")

answers["networking/private-endpoint-on-without-egress"] := data.eksgate.rules.networking["private-endpoint-on-without-egress"].results if asked_for("networking/private-endpoint-on-without-egress")

answers["networking/public-access-cidrs-admit-nodes"] := data.eksgate.rules.networking["public-access-cidrs-admit-nodes"].results if asked_for("networking/public-access-cidrs-admit-nodes")

answers["networking/public-endpoint-justified"] := data.eksgate.rules.networking["public-endpoint-justified"].results if asked_for("networking/public-endpoint-justified")

answers["networking/public-endpoint-not-open-to-world"] := data.eksgate.rules.networking["public-endpoint-not-open-to-world"].results if asked_for("networking/public-endpoint-not-open-to-world")

answers["networking/public-nodes-have-addresses"] := data.eksgate.rules.networking["public-nodes-have-addresses"].results if asked_for("networking/public-nodes-have-addresses")

answers["networking/remote-networks-routed"] := data.eksgate.rules.networking["remote-networks-routed"].results if asked_for("networking/remote-networks-routed")

answers["networking/routes-have-one-target"] := data.eksgate.rules.networking["routes-have-one-target"].results if asked_for("networking/routes-have-one-target")

answers["networking/security-group-rules-described"] := data.eksgate.rules.networking["security-group-rules-described"].results if asked_for("networking/security-group-rules-described")

answers["networking/security-group-rules-not-mixed"] := data.eksgate.rules.networking["security-group-rules-not-mixed"].results if asked_for("networking/security-group-rules-not-mixed")

answers["networking/subnets-explicitly-routed"] := data.eksgate.rules.networking["subnets-explicitly-routed"].results if asked_for("networking/subnets-explicitly-routed")

answers["networking/vpc-dns-enabled"] := data.eksgate.rules.networking["vpc-dns-enabled"].results if asked_for("networking/vpc-dns-enabled")

answers["shared-responsibility/access-entries-unique"] := data.eksgate.rules["shared-responsibility"]["access-entries-unique"].results if asked_for("shared-responsibility/access-entries-unique")

answers["shared-responsibility/api-authentication-mode"] := data.eksgate.rules["shared-responsibility"]["api-authentication-mode"].results if asked_for("shared-responsibility/api-authentication-mode")

answers["shared-responsibility/auto-mode-consistent"] := data.eksgate.rules["shared-responsibility"]["auto-mode-consistent"].results if asked_for("shared-responsibility/auto-mode-consistent")

answers["shared-responsibility/auto-mode-role-complete"] := data.eksgate.rules["shared-responsibility"]["auto-mode-role-complete"].results if asked_for("shared-responsibility/auto-mode-role-complete")

answers["shared-responsibility/cluster-admins-listed"] := data.eksgate.rules["shared-responsibility"]["cluster-admins-listed"].results if asked_for("shared-responsibility/cluster-admins-listed")

answers["shared-responsibility/cluster-has-an-administrator"] := data.eksgate.rules["shared-responsibility"]["cluster-has-an-administrator"].results if asked_for("shared-responsibility/cluster-has-an-administrator")

answers["shared-responsibility/cluster-role-minimal"] := data.eksgate.rules["shared-responsibility"]["cluster-role-minimal"].results if asked_for("shared-responsibility/cluster-role-minimal")

answers["shared-responsibility/cni-before-nodes"] := data.eksgate.rules["shared-responsibility"]["cni-before-nodes"].results if asked_for("shared-responsibility/cni-before-nodes")

answers["shared-responsibility/cni-has-permissions"] := data.eksgate.rules["shared-responsibility"]["cni-has-permissions"].results if asked_for("shared-responsibility/cni-has-permissions")

answers["shared-responsibility/cni-permissions-separate"] := data.eksgate.rules["shared-responsibility"]["cni-permissions-separate"].results if asked_for("shared-responsibility/cni-permissions-separate")

answers["shared-responsibility/control-plane-left-to-aws"] := data.eksgate.rules["shared-responsibility"]["control-plane-left-to-aws"].results if asked_for("shared-responsibility/control-plane-left-to-aws")

answers["shared-responsibility/control-plane-logs-complete"] := data.eksgate.rules["shared-responsibility"]["control-plane-logs-complete"].results if asked_for("shared-responsibility/control-plane-logs-complete")

answers["shared-responsibility/control-plane-logs-retained"] := data.eksgate.rules["shared-responsibility"]["control-plane-logs-retained"].results if asked_for("shared-responsibility/control-plane-logs-retained")

answers["shared-responsibility/core-addons-managed"] := data.eksgate.rules["shared-responsibility"]["core-addons-managed"].results if asked_for("shared-responsibility/core-addons-managed")

answers["shared-responsibility/coredns-runs-on-fargate"] := data.eksgate.rules["shared-responsibility"]["coredns-runs-on-fargate"].results if asked_for("shared-responsibility/coredns-runs-on-fargate")

answers["shared-responsibility/creator-admin-disabled"] := data.eksgate.rules["shared-responsibility"]["creator-admin-disabled"].results if asked_for("shared-responsibility/creator-admin-disabled")

answers["shared-responsibility/data-plane-present"] := data.eksgate.rules["shared-responsibility"]["data-plane-present"].results if asked_for("shared-responsibility/data-plane-present")

answers["shared-responsibility/deletion-protected"] := data.eksgate.rules["shared-responsibility"]["deletion-protected"].results if asked_for("shared-responsibility/deletion-protected")

answers["shared-responsibility/fargate-role-complete"] := data.eksgate.rules["shared-responsibility"]["fargate-role-complete"].results if asked_for("shared-responsibility/fargate-role-complete")

answers["shared-responsibility/fargate-selectors-valid"] := data.eksgate.rules["shared-responsibility"]["fargate-selectors-valid"].results if asked_for("shared-responsibility/fargate-selectors-valid")

answers["shared-responsibility/imds-hop-limit"] := data.eksgate.rules["shared-responsibility"]["imds-hop-limit"].results if asked_for("shared-responsibility/imds-hop-limit")

answers["shared-responsibility/imdsv2-required"] := data.eksgate.rules["shared-responsibility"]["imdsv2-required"].results if asked_for("shared-responsibility/imdsv2-required")

answers["shared-responsibility/kubernetes-version-supported"] := data.eksgate.rules["shared-responsibility"]["kubernetes-version-supported"].results if asked_for("shared-responsibility/kubernetes-version-supported")

answers["shared-responsibility/launch-template-legal"] := data.eksgate.rules["shared-responsibility"]["launch-template-legal"].results if asked_for("shared-responsibility/launch-template-legal")

answers["shared-responsibility/no-secrets-in-user-data"] := data.eksgate.rules["shared-responsibility"]["no-secrets-in-user-data"].results if asked_for("shared-responsibility/no-secrets-in-user-data")

answers["shared-responsibility/node-group-sizes-valid"] := data.eksgate.rules["shared-responsibility"]["node-group-sizes-valid"].results if asked_for("shared-responsibility/node-group-sizes-valid")

answers["shared-responsibility/node-image-supported"] := data.eksgate.rules["shared-responsibility"]["node-image-supported"].results if asked_for("shared-responsibility/node-image-supported")

answers["shared-responsibility/node-repair-enabled"] := data.eksgate.rules["shared-responsibility"]["node-repair-enabled"].results if asked_for("shared-responsibility/node-repair-enabled")

answers["shared-responsibility/node-role-complete"] := data.eksgate.rules["shared-responsibility"]["node-role-complete"].results if asked_for("shared-responsibility/node-role-complete")

answers["shared-responsibility/node-role-minimal"] := data.eksgate.rules["shared-responsibility"]["node-role-minimal"].results if asked_for("shared-responsibility/node-role-minimal")

answers["shared-responsibility/node-roles-may-join"] := data.eksgate.rules["shared-responsibility"]["node-roles-may-join"].results if asked_for("shared-responsibility/node-roles-may-join")

answers["shared-responsibility/node-updates-bounded"] := data.eksgate.rules["shared-responsibility"]["node-updates-bounded"].results if asked_for("shared-responsibility/node-updates-bounded")

answers["shared-responsibility/node-version-skew"] := data.eksgate.rules["shared-responsibility"]["node-version-skew"].results if asked_for("shared-responsibility/node-version-skew")

answers["shared-responsibility/node-volumes-encrypted"] := data.eksgate.rules["shared-responsibility"]["node-volumes-encrypted"].results if asked_for("shared-responsibility/node-volumes-encrypted")

answers["shared-responsibility/nodes-span-zones"] := data.eksgate.rules["shared-responsibility"]["nodes-span-zones"].results if asked_for("shared-responsibility/nodes-span-zones")

answers["shared-responsibility/nodes-wait-for-network"] := data.eksgate.rules["shared-responsibility"]["nodes-wait-for-network"].results if asked_for("shared-responsibility/nodes-wait-for-network")

answers["shared-responsibility/nodes-without-public-addresses"] := data.eksgate.rules["shared-responsibility"]["nodes-without-public-addresses"].results if asked_for("shared-responsibility/nodes-without-public-addresses")

answers["shared-responsibility/pod-identity-agent-present"] := data.eksgate.rules["shared-responsibility"]["pod-identity-agent-present"].results if asked_for("shared-responsibility/pod-identity-agent-present")

answers["shared-responsibility/pod-identity-not-on-fargate"] := data.eksgate.rules["shared-responsibility"]["pod-identity-not-on-fargate"].results if asked_for("shared-responsibility/pod-identity-not-on-fargate")

answers["shared-responsibility/required-tags-present"] := data.eksgate.rules["shared-responsibility"]["required-tags-present"].results if asked_for("shared-responsibility/required-tags-present")

answers["shared-responsibility/secrets-encrypted-with-own-key"] := data.eksgate.rules["shared-responsibility"]["secrets-encrypted-with-own-key"].results if asked_for("shared-responsibility/secrets-encrypted-with-own-key")

answers["shared-responsibility/self-managed-bootstrap-fits"] := data.eksgate.rules["shared-responsibility"]["self-managed-bootstrap-fits"].results if asked_for("shared-responsibility/self-managed-bootstrap-fits")

answers["shared-responsibility/upgrade-policy-declared"] := data.eksgate.rules["shared-responsibility"]["upgrade-policy-declared"].results if asked_for("shared-responsibility/upgrade-policy-declared")

answers["shared-responsibility/volume-key-usable"] := data.eksgate.rules["shared-responsibility"]["volume-key-usable"].results if asked_for("shared-responsibility/volume-key-usable")

answers["shared-responsibility/workload-roles-scoped"] := data.eksgate.rules["shared-responsibility"]["workload-roles-scoped"].results if asked_for("shared-responsibility/workload-roles-scoped")

answers["shared-responsibility/zonal-shift-enabled"] := data.eksgate.rules["shared-responsibility"]["zonal-shift-enabled"].results if asked_for("shared-responsibility/zonal-shift-enabled")
