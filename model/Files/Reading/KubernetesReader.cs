using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mappings <c>kubernetes:</c> and <c>registry:</c>.</summary>
internal static class KubernetesReader
{
    /// <summary>Null: the orchestrator is not a Kubernetes. Its findings are reported all the same.</summary>
    /// <param name="found">Of an existing Kubernetes, whose version is its API server's.</param>
    public static KubernetesSettings? Read(MapReader file, Orchestrator orchestrator, FoundCluster? found)
    {
        var reader = file.Map(KubernetesKeys.All);
        var settings = new KubernetesSettings
        {
            Version = found?.Version ?? Get(reader, KubernetesKeys.Version),
            Network = Get(reader, KubernetesKeys.Network),
            Flannel = FlannelOf(reader?.Map(KubernetesKeys.Flannel)),
            PodSubnet = Get(reader, KubernetesKeys.PodSubnet),
            ServiceSubnet = Get(reader, KubernetesKeys.ServiceSubnet),
            TaintControlPlane = Get(reader, KubernetesKeys.TaintControlPlane),
            Runtime = Get(reader, KubernetesKeys.Runtime),
            Namespace = reader?.Find(KubernetesKeys.Namespace) ?? file.Find(FileKeys.Name) ?? "",
            Dns = Get(reader, KubernetesKeys.Dns),
        };
        return orchestrator == Orchestrator.Swarm ? null : settings;
    }

    private static FlannelImages? FlannelOf(MapReader? reader) =>
        reader?.Find(KubernetesKeys.FlannelImage) is { } image && reader.Find(KubernetesKeys.FlannelPlugin) is { } plugin ? new(image, plugin) : null;

    public static ImageSource? ImageSource(MapReader file) =>
        file.Map(ImageSourceKeys.All) is { } reader && reader.Find(ImageSourceKeys.Url) is { } url
            ? new(url, Credentials(reader.Map(ImageSourceKeys.Credentials)))
            : null;

    private static RegistryCredentials? Credentials(MapReader? reader) =>
        reader?.Find(ImageSourceKeys.User) is { } user && reader.Find(ImageSourceKeys.Password) is { } password ? new(user, password) : null;

    private static T Get<T>(MapReader? reader, Key<T> key) => reader is null ? key.Fallback : reader.Get(key);
}
