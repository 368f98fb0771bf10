# METADATA
# title: Settings
# description: What the settings file says, or the default of `data/settings.json`; of the webhook ports, that of `data/cluster-flows.json`.
package eksgate.lib.settings

import data.data.settings
import data.eksgate.lib.cluster_flows

cluster_admins := _setting("cluster_admins")

cni := _setting("cni")

imds_hop_limit := _setting("imds_hop_limit")

kube_proxy := _setting("kube_proxy")

log_retention_days := _setting("log_retention_days")

pods_per_node := _setting("pods_per_node")

public_endpoint := _setting("public_endpoint")

required_tags := _setting("required_tags")

webhook_ports := object.get(input, ["settings", "webhook_ports"], cluster_flows.webhook_ports)

_setting(name) := object.get(input, ["settings", name], settings[name].default)
