using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>What no schema says, and what a cluster would refuse late or take silently. All findings at once.</summary>
internal static partial class KubernetesRules
{
    /// <summary>Kubernetes' limit of a ConfigMap's data.</summary>
    public const int MostOfConfigMap = 1 << 20;

    private static readonly string[] OursInWorkloads = [KubernetesObject.Gates, KubernetesObject.Classes, KubernetesObject.DependsOn];

    /// <param name="read">As the templates came to them, with our own keys.</param>
    /// <param name="objects">As they are to be applied.</param>
    /// <exception cref="TemplateException">With the place of each.</exception>
    public static void Check(
        ImmutableArray<KubernetesObject> read, ImmutableDictionary<string, ReleaseFile> files, ImmutableArray<KubernetesObject> objects, Cluster cluster)
    {
        TemplateError[] errors =
        [
            .. read.SelectMany(each => UnknownKeys(each).Concat(Names(each))),
            .. read.SelectMany(each => Size(each, files)),
            .. objects.SelectMany(each => Images(each).Concat(Secrets(each))),
            .. NodePorts(objects, cluster),
        ];
        if (errors.Length > 0)
            throw new TemplateException([.. errors]);
    }

    private static IEnumerable<TemplateError> UnknownKeys(KubernetesObject each)
    {
        string[] known = each.IsWorkload ? OursInWorkloads : each.Kind == "ConfigMap" ? [KubernetesObject.File] : [];
        return each.Definition.Keys.Where(key => (key.StartsWith("x-", StringComparison.Ordinal) || key == KubernetesObject.DependsOn) && !known.Contains(key))
            .Select(key => each.Error($"found '{key}'; of Fridge's own keys it may have {string.Join(", ", known.DefaultIfEmpty("none"))}"));
    }

    private static IEnumerable<TemplateError> Names(KubernetesObject each)
    {
        if (!Name().IsMatch(each.Name))
            yield return each.Error("its name is not valid in Kubernetes: lower-case letters, digits, '-' and '.', at most 253 characters (RFC 1123)");
    }

    private static IEnumerable<TemplateError> Size(KubernetesObject each, ImmutableDictionary<string, ReleaseFile> files)
    {
        if (each.Kind != "ConfigMap")
            yield break;
        var size = files.TryGetValue(each.Name, out var file)
            ? Bytes(file.Content)
            : each.Definition.Map("data").Entries.Sum(entry => Bytes(entry.Value is Scalar text ? text.Text : ""));
        if (size > MostOfConfigMap)
            yield return each.Error($"it has {size / 1024} KiB, and a ConfigMap takes {MostOfConfigMap / 1024} KiB; put what is so large into an image");
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>A tag may be another image tomorrow, on some nodes.</summary>
    private static IEnumerable<TemplateError> Images(KubernetesObject each) => each.Containers
        .Select(container => container.Text("image") ?? "")
        .Where(image => !ByDigest().IsMatch(image))
        .Select(image => each.Error($"the image '{image}' has no digest; write NAME@sha256:…, the digest for the nodes' platform"));

    private static IEnumerable<TemplateError> Secrets(KubernetesObject each)
    {
        if (each.Kind == "Secret")
            yield return each.Error("a manifest is a readable file; name the secret in the cluster file, and mount it by its key there");
    }

    private static IEnumerable<TemplateError> NodePorts(ImmutableArray<KubernetesObject> objects, Cluster cluster)
    {
        var taken = new Dictionary<int, string>();
        foreach (var service in objects.Where(each => each.Kind == "Service"))
        {
            var type = service.Definition.Text("spec.type") ?? "ClusterIP";
            if (type == "LoadBalancer" || service.Definition.Find("spec.externalIPs") is not null)
                yield return service.Error("a LoadBalancer or an external address opens ports that no node closes; use type: NodePort with a nodePort");
            foreach (var port in service.Definition.Maps("spec.ports"))
            {
                if (port["protocol"] is null)
                    yield return service.Error("a port has no protocol: Kubernetes 1.20 can't merge it; write protocol: TCP");
                if (type == "NodePort" && port["nodePort"] is null)
                    yield return service.Error("a port has no nodePort: Kubernetes would choose one that no node closes");
            }

            foreach (var port in PublishedPorts.OfService(service))
            {
                var (least, most) = Fridge.Model.NodePorts.OfKubernetesServices;
                if (port < least || port > most)
                    yield return service.Error($"the nodePort {port} is out of range: {least} to {most}");
                else if (!taken.TryAdd(port, service.Name))
                    yield return service.Error($"the nodePort {port} belongs to the service '{taken[port]}' already{(port == cluster.Flink.UiPort ? " (flink.uiPort)" : "")}");
            }
        }
    }

    [GeneratedRegex(@"^[^@\s]+@sha256:[0-9a-f]{64}\z")]
    private static partial Regex ByDigest();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\z")]
    private static partial Regex Name();
}
