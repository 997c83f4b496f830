using System.Collections.Immutable;
using System.Globalization;
using Fridge.Manifests.Parity;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Kubernetes;

/// <summary>A workload of Kubernetes' in words that every orchestrator has.</summary>
internal static class WorkloadProperties
{
    private const string Unreachable = "node.kubernetes.io/unreachable";

    public static ImmutableSortedDictionary<string, string> Of(RenderedRelease release, Workload workload)
    {
        var definition = workload.Definition;
        var pod = definition.Map("spec.template.spec");
        var container = pod.Maps("containers").First();
        return new Dictionary<string, string>
        {
            [Property.Arguments] = Words(container, "args"),
            [Property.Environment] = string.Join(", ", container.Maps("env").Select(each => $"{each.Text("name")}={each.Text("value") ?? each.Text("valueFrom.fieldRef.fieldPath")}").Order(StringComparer.Ordinal)),
            [Property.Reserved] = container.Text("resources.requests.memory") == container.Text("resources.limits.memory") ? workload.Memory!.Value.ToConfig() : "",
            [Property.Cpu] = container.Text("resources.requests.cpu") ?? "",
            [Property.MostOnANode] = pod.Find("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution") is Sequence ? "1" : "",
            [Property.Files] = string.Join(", ", Projected(pod, container, "configMap", name => $" {name.Split('-')[^1]}")),
            [Property.Secrets] = string.Join(", ", Projected(pod, container, "secret", name => $" {name.Split('-')[^1]}")),
            [Property.NodeFolders] = Mounts(pod, container, volume => volume["hostPath"] is not null || volume["persistentVolumeClaim"] is not null, mount => mount.Text("readOnly") == "true" ? " read-only" : ""),
            [Property.OwnFolders] = Mounts(pod, container, volume => volume["emptyDir"] is not null && volume.Text("emptyDir.medium") != "Memory", _ => ""),
            [Property.MemoryFolders] = Mounts(pod, container, volume => volume.Text("emptyDir.medium") == "Memory", _ => ""),
            [Property.Name] = string.Join("; ", Selecting(release, "Service", "spec.selector", definition).Where(service => service.Text("spec.type") is null).Select(Found)),
            [Property.Network] = Selecting(release, "NetworkPolicy", "spec.podSelector.matchLabels", definition).Any() ? "by a NetworkPolicy" : "",
            [Property.Check] = Words(container, "livenessProbe.exec.command"),
            [Property.CheckEvery] = $"{container.Text("startupProbe.periodSeconds")}s, then {container.Text("livenessProbe.periodSeconds")}s",
            [Property.TimeToStart] = Patience(container, "startupProbe"),
            [Property.TimeToAnswer] = Patience(container, "livenessProbe"),
            [Property.User] = $"{pod.Text("securityContext.runAsUser")}, not root",
            [Property.RootFileSystem] = container.Text("securityContext.readOnlyRootFilesystem") == "true" ? "read-only" : "writable",
            [Property.Capabilities] = Words(container, "securityContext.capabilities.drop") == "ALL" ? "none" : "the engine's",
            [Property.Escalation] = container.Text("securityContext.allowPrivilegeEscalation") == "false" ? "none" : "",
            [Property.Seccomp] = pod.Text("securityContext.seccompProfile.type") == "RuntimeDefault" ? "the runtime's default" : "",
            [Property.StopGrace] = $"{pod.Text("terminationGracePeriodSeconds")}s",
            [Property.Restart] = "starts again",
            [Property.Update] = Update(definition, workload.Replicas),
            [Property.Eviction] = string.Join(", ", Selecting(release, "PodDisruptionBudget", "spec.selector.matchLabels", definition).Select(Budget)),
            [Property.LostNode] = LostNode(pod),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<Mapping> Selecting(RenderedRelease release, string kind, string selector, Mapping workload)
    {
        var labels = workload.Map("spec.template.metadata.labels");
        return release.FrameObjects().Where(each => each.Text("kind") == kind && each.Map(selector).Entries is { Length: > 0 } wanted
            && wanted.All(entry => labels[entry.Key] is Scalar label && label.Text == ((Scalar)entry.Value).Text));
    }

    private static string Found(Mapping service) =>
        $"{service.Text("metadata.name")}{(service.Text("spec.clusterIP") == "None" ? ", each instance's address" : $", {service.Text("spec.clusterIP")}")}";

    private static string Budget(Mapping budget) => budget.Text("spec.minAvailable") is { } least ? $"{least} stays" : $"{budget.Text("spec.maxUnavailable")} at a time";

    private static string LostNode(Mapping pod) => pod.Maps("tolerations").FirstOrDefault(each => each.Text("key") == Unreachable) is { } toleration
        ? toleration.Text("tolerationSeconds") is { } seconds ? $"made again after {seconds}s" : "waited for"
        : "";

    private static string Update(Mapping definition, int replicas) => definition.Text("spec.updateStrategy.rollingUpdate.maxUnavailable") is { } ofEach
        ? $"{ofEach} at a time, old ones first"
        : definition.Text("spec.strategy.type") == "Recreate"
        ? $"{replicas} at a time, old ones first"
        : $"{definition.Text("spec.strategy.rollingUpdate.maxUnavailable")} at a time, {(definition.Text("spec.strategy.rollingUpdate.maxSurge") == "0" ? "old ones first" : "new ones first")}";

    private static string Patience(Mapping container, string probe) =>
        long.TryParse(container.Text($"{probe}.periodSeconds"), CultureInfo.InvariantCulture, out var period) && long.TryParse(container.Text($"{probe}.failureThreshold"), CultureInfo.InvariantCulture, out var failures)
            ? string.Create(CultureInfo.InvariantCulture, $"{period * failures}s") : "";

    private static IEnumerable<string> Projected(Mapping pod, Mapping container, string kind, Func<string, string> what) =>
        (from mount in container.Maps("volumeMounts")
         from volume in pod.Maps("volumes").Where(volume => volume.Text("name") == mount.Text("name"))
         from source in volume.Maps("projected.sources").Select(source => source.Map(kind))
         from item in source.Maps("items")
         select $"{mount.Text("mountPath")}/{item.Text("path")}{what(source.Text("name")!)}").Order(StringComparer.Ordinal);

    private static string Mounts(Mapping pod, Mapping container, Func<Mapping, bool> isWanted, Func<Mapping, string> more)
    {
        var volumes = pod.Maps("volumes").Where(isWanted).Select(volume => volume.Text("name")).ToList();
        return string.Join(", ", container.Maps("volumeMounts").Where(mount => volumes.Contains(mount.Text("name"))).Select(mount => mount.Text("mountPath") + more(mount)).Order(StringComparer.Ordinal));
    }

    private static string Words(Mapping value, string path) => string.Join(' ', (value.Find(path) as Sequence ?? Sequence.Empty).Items.OfType<Scalar>().Select(word => word.Text));
}
