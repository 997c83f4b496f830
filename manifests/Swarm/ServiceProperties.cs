using System.Collections.Immutable;
using System.Globalization;
using Fridge.Manifests.Parity;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>A service of Swarm's in words that every orchestrator has.</summary>
internal static class ServiceProperties
{
    public static ImmutableSortedDictionary<string, string> Of(Workload workload)
    {
        var service = workload.Definition;
        return new Dictionary<string, string>
        {
            [Property.Arguments] = Words(service, "command"),
            [Property.Environment] = string.Join(", ", service.Map("environment").Entries.Select(each => $"{each.Key}={((Scalar)each.Value).Text}").Order(StringComparer.Ordinal)),
            [Property.Reserved] = MemorySize.TryParse(service.Text("deploy.resources.reservations.memory") ?? "", out var size) ? size.ToConfig() : "",
            [Property.MostOnANode] = service.Text("deploy.placement.max_replicas_per_node") ?? "",
            [Property.Files] = Mounts(service, "configs"),
            [Property.Secrets] = Mounts(service, "secrets"),
            [Property.NodeFolders] = Volumes(service, "bind", volume => $"{volume.Text("target")}{(volume.Text("read_only") == "true" ? " read-only" : "")}"),
            [Property.MemoryFolders] = Volumes(service, "tmpfs", volume => volume.Text("target")!),
            [Property.Name] = service.Text("deploy.endpoint_mode") == "dnsrr" ? $"{workload.Name}, each instance's address" : workload.Name,
            [Property.Network] = $"the overlay {Words(service, "networks")}",
            [Property.Check] = Words(service, "healthcheck.test").Replace("CMD ", "", StringComparison.Ordinal),
            [Property.CheckEvery] = service.Text("healthcheck.interval") ?? "",
            [Property.TimeToStart] = Seconds(Time(service, "start_period") + Patience(service)),
            [Property.TimeToAnswer] = Seconds(Patience(service)),
            [Property.User] = service.Text("user") ?? "the image's",
            [Property.RootFileSystem] = service.Text("read_only") == "true" ? "read-only" : "writable",
            [Property.Capabilities] = Words(service, "cap_drop") == "ALL" ? "none" : "the engine's",
            [Property.Seccomp] = "the runtime's default",
            [Property.StopGrace] = service.Text("stop_grace_period") ?? "",
            [Property.Restart] = Restart(service),
            [Property.Update] = $"{service.Text("deploy.update_config.parallelism")} at a time, {(service.Text("deploy.update_config.order") == "stop-first" ? "old ones first" : "new ones first")}",
            [Property.Logs] = $"{service.Text("logging.options.max-file")} × {service.Text("logging.options.max-size")}",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Where, and the hash of what: a name without its stack and key.</summary>
    private static string Mounts(Mapping service, string kind) => string.Join(", ", service.Maps(kind)
        .Select(each => $"{each.Text("target")} {each.Text("source")!.Split('-')[^1]}").Order(StringComparer.Ordinal));

    private static string Volumes(Mapping service, string type, Func<Mapping, string> text) =>
        string.Join(", ", service.Maps("volumes").Where(volume => volume.Text("type") == type).Select(text).Order(StringComparer.Ordinal));

    private static string Words(Mapping service, string path) => string.Join(' ', (service.Find(path) as Sequence ?? Sequence.Empty).Items.OfType<Scalar>().Select(word => word.Text));

    private static string Restart(Mapping service) => service.Text("deploy.restart_policy.condition") switch
    {
        "any" => "starts again",
        "on-failure" when service.Text("deploy.restart_policy.max_attempts") is { } most => $"starts again after a failure, {most} times in {service.Text("deploy.restart_policy.window")}",
        var other => other ?? "",
    };

    private static TimeSpan Patience(Mapping service) =>
        Time(service, "interval") * (int.TryParse(service.Text("healthcheck.retries"), NumberStyles.None, CultureInfo.InvariantCulture, out var retries) ? retries : 0);

    private static TimeSpan Time(Mapping service, string key) => service.Text($"healthcheck.{key}") switch
    {
        [.. var count, 's'] => TimeSpan.FromSeconds(int.Parse(count, CultureInfo.InvariantCulture)),
        [.. var count, 'm'] => TimeSpan.FromMinutes(int.Parse(count, CultureInfo.InvariantCulture)),
        _ => TimeSpan.Zero,
    };

    private static string Seconds(TimeSpan time) => time == TimeSpan.Zero ? "" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds}s");
}
