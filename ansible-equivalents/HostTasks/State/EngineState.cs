using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Tooling.Engines;

namespace Fridge.Provisioning.HostTasks.State;

/// <summary>What of a node's engine can defeat a deployment, in its own words and around it: a person chose it, so nothing of it is changed.</summary>
internal static class EngineState
{
    /// <summary>
    /// Lines: <c>masked</c>; <c>podman</c>, whose package calls itself docker; <c>context NAME</c> or <c>host URL</c>, where root's client speaks to another engine;
    /// <c>unmounted PATH</c>, which fstab mounts at boot.
    /// </summary>
    private static readonly Fact<ImmutableArray<string>> Around = new("engine_around", """
        for folder in /etc /run; do [ ! -c $folder/systemd/system/docker.service ] || { echo masked; break; }; done
        [ ! -e /usr/share/doc/podman-docker ] || echo podman
        [ -z "${DOCKER_HOST-}" ] || echo "host $DOCKER_HOST"
        { while read -r line; do
          case $line in *'"currentContext"'*) line=${line#*'"currentContext"'}; line=${line#*'"'}; echo "context ${line%%'"'*}" ;; esac
        done <"${DOCKER_CONFIG:-${HOME:-/root}/.docker}/config.json"; } 2>/dev/null
        while read -r device at _ options _; do
          case $device$at in \#*) continue ;; */?*) ;; *) continue ;; esac
          case ",$options," in *,noauto,* | *,x-systemd.automount,*) continue ;; esac
          while read -r _ mounted _; do [ "$mounted" != "$at" ] || continue 2; done </proc/mounts
          echo "unmounted $at"
        done </etc/fstab
        :
        """, text => text.Lines);

    public static ImmutableArray<Fact> Facts => [Around, EngineFacts.Info, EngineFacts.Settings];

    public static IEnumerable<Finding> Examine(string source, NodeView node) =>
        [.. AroundIt(source, node, node.Read(Around)), .. node.Read(EngineFacts.Info) is { } engine ? InItsWords(source, node, engine) : []];

    private static IEnumerable<Finding> AroundIt(string source, NodeView node, ImmutableArray<string> around)
    {
        if (around.Contains("masked"))
            yield return new Refusal(source, node.Name, $"docker.service is masked on {node.Name}, so no engine starts there.", $"On {node.Name}: sudo systemctl unmask docker.service docker.socket");
        if (around.Contains("podman"))
        {
            yield return new Refusal(source, node.Name, $"`docker` on {node.Name} is Podman's (package podman-docker), which has no Swarm.",
                $"On {node.Name}: sudo apt-get remove podman-docker; then run the same command again, which installs docker.io. Podman itself may stay.");
        }

        foreach (var words in around.Select(line => line.Split(' ', 2)).Where(words => words is ["context", not ("default" or "")] or ["host", not "unix:///var/run/docker.sock"]))
        {
            yield return new Refusal(source, node.Name, $"root's docker client on {node.Name} speaks to another engine than the node's own ({words[0]} {words[1]}).",
                words[0] == "context" ? $"On {node.Name}: sudo docker context use default" : $"On {node.Name}, take DOCKER_HOST out of root's environment: sudo grep -r DOCKER_HOST /etc/environment /etc/profile.d /root");
        }

        var root = node.Read(EngineFacts.Info)?.DockerRootDir ?? DataRoot(node.Read(EngineFacts.Settings)) ?? "/var/lib/docker";
        foreach (var at in around.Where(line => line.StartsWith("unmounted ", StringComparison.Ordinal)).Select(line => line["unmounted ".Length..]))
        {
            if ((root + "/").StartsWith(at + "/", StringComparison.Ordinal))
            {
                yield return new Refusal(source, node.Name, $"The engine of {node.Name} keeps its data in {root}, and {at} of /etc/fstab isn't mounted: the engine would start without its data.",
                    $"On {node.Name}: see `lsblk`; sudo mount {at} && sudo systemctl restart docker");
            }
        }
    }

    private static IEnumerable<Finding> InItsWords(string source, NodeView node, EngineInfo engine)
    {
        var options = engine.SecurityOptions ?? [];
        if (options.Any(option => option.Contains("name=rootless", StringComparison.Ordinal)))
        {
            yield return new Refusal(source, node.Name, $"The engine of {node.Name} runs without root, where Swarm's networks don't work.",
                $"On {node.Name}, as the user who runs it: dockerd-rootless-setuptool.sh uninstall; then run the same command again, which installs docker.io.");
        }

        if (options.Any(option => option.Contains("name=userns", StringComparison.Ordinal)))
        {
            yield return new Refusal(source, node.Name, $"The engine of {node.Name} has userns-remap set, so its containers' root can't read what Fridge gives them, such as the registry's key.",
                $"On {node.Name}, take \"userns-remap\" out of {EngineFacts.SettingsFile} and restart docker.");
        }

        if (engine.IPv4Forwarding == false)
        {
            yield return new Refusal(source, node.Name, $"The kernel of {node.Name} doesn't forward IPv4, so containers can't reach the network.",
                $"On {node.Name}: echo net.ipv4.ip_forward=1 | sudo tee /etc/sysctl.d/90-forward.conf && sudo sysctl --system; check that {EngineFacts.SettingsFile} has no \"ip-forward\": false.");
        }

        if (Says(node, "iptables", "false"))
        {
            yield return new Refusal(source, node.Name, $"The engine of {node.Name} writes no iptables rules (\"iptables\": false), and published ports and Swarm's networks need them.",
                $"On {node.Name}, take \"iptables\" out of {EngineFacts.SettingsFile} and restart docker.");
        }

        if (engine.FirewallBackend?.Driver?.Contains("nftables", StringComparison.Ordinal) == true)
        {
            yield return new Refusal(source, node.Name, $"The engine of {node.Name} writes its rules with nftables (\"firewall-backend\"), and Swarm doesn't work with those.",
                $"On {node.Name}, take \"firewall-backend\" out of {EngineFacts.SettingsFile} and restart docker.");
        }

        if (node.All.Cluster.ImageSource is null && Proxy(engine) is { } proxy && !Bypasses(engine.NoProxy))
        {
            yield return new Refusal(source, node.Name,
                $"The engine of {node.Name} pulls through the proxy {proxy}, which doesn't know {Registry}.",
                $"On {node.Name}, add {Registry} to the engine's no-proxy ({EngineFacts.SettingsFile} or systemctl cat docker) and restart docker.");
        }

        if (engine.Driver == "vfs")
            yield return new Remark(source, node.Name, $"the engine of {node.Name} uses the storage driver vfs, which copies every layer as a whole: images take many times their size");
        if (engine.LoggingDriver == "none")
            yield return new Remark(source, node.Name, $"the engine of {node.Name} keeps no logs (log driver none): ./build.sh Logs will show nothing of it");
    }

    private static string Registry => WellKnown.Registry.Split(':')[0];

    private static string? Proxy(EngineInfo engine) => engine.HttpsProxy is { Length: > 0 } ? Host(engine.HttpsProxy) : null;

    /// <summary>Its user and password are none of a message's business.</summary>
    private static string Host(string proxy) => Uri.TryCreate(proxy, UriKind.Absolute, out var uri) ? uri.Authority : proxy.Split('@')[^1];

    private static bool Bypasses(string? noProxy) =>
        (noProxy ?? "").Split(',', StringSplitOptions.TrimEntries).Any(entry => entry is "*" || Registry.EndsWith(entry.TrimStart('*').TrimStart('.') is { Length: > 0 } name ? name : "\0", StringComparison.Ordinal) || entry == WellKnown.Registry);

    private static bool Says(NodeView node, string key, string value) => DaemonText(node.Read(EngineFacts.Settings))?[key]?.ToJsonString() == value;

    private static string? DataRoot(string? settings) => DaemonText(settings) is { } text && text["data-root"] is JsonValue value && value.TryGetValue<string>(out var root) ? root : null;

    /// <summary>Null: none, or none that can be read, which the docker task refuses.</summary>
    private static JsonObject? DaemonText(string? settings)
    {
        try
        {
            return string.IsNullOrWhiteSpace(settings) ? null : JsonNode.Parse(settings) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
