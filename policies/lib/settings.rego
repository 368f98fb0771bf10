# METADATA
# title: Settings
# description: What the settings file says, or the default of `data/settings.json`.
package eksgate.lib.settings

import data.data.settings

cni := _setting("cni")

pods_per_node := _setting("pods_per_node")

public_endpoint := _setting("public_endpoint")

webhook_ports := _setting("webhook_ports")

_setting(name) := object.get(input, ["settings", name], settings[name].default)
