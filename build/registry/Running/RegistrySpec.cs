using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Docker.DotNet.Models;
using Fridge.Model;

namespace Fridge.Registry.Running;

/// <summary>The registry's container as it should be. Its hash is a label of the running one: what is equal stays.</summary>
/// <param name="Image">What it runs.</param>
/// <param name="Architecture">The manager's: an amd64 engine takes an ARM image only when told so.</param>
/// <param name="Authority">The CA's PEM: with another CA the server has another certificate, at the same path.</param>
internal sealed record RegistrySpec(ImageRecord Image, NodeArchitecture Architecture, string Authority)
{
    private static readonly string Port = RegistryPlace.Port.ToString(CultureInfo.InvariantCulture);

    private static readonly ImmutableSortedDictionary<string, string> LogLimits =
        ImmutableSortedDictionary<string, string>.Empty.Add("max-file", "3").Add("max-size", "10m");

    // The image expects tls.crt and tls.key there.
    private static readonly ImmutableArray<string> Mounts =
        [$"{RegistryPlace.Folder}/tls:/etc/fridge/registry:ro", $"{RegistryPlace.Volume}:/var/lib/registry"];

    /// <summary>Named by its content.</summary>
    public string Tag => $"fridge/registry:{Image.For(Architecture).ManifestDigest.Split(':')[1][..16]}";

    /// <summary>Of all that the engine is asked for, so that no setting can be forgotten, and of the CA, which it isn't asked for.</summary>
    public string Hash => HashOf(Definition(), Authority);

    public CreateContainerParameters Container()
    {
        var container = Definition();
        container.Labels![WorkloadLabels.Spec] = HashOf(container, Authority);
        return container;
    }

    internal static string HashOf(CreateContainerParameters definition, string authority) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { definition, authority })))[..32];

    /// <summary>Nothing of the host but its volume and its certificate: no capability, a read-only root.</summary>
    private CreateContainerParameters Definition() => new()
    {
        Name = RegistryPlace.Container,
        Image = Tag,
        Platform = Architecture.OciPlatform(),
        Labels = new Dictionary<string, string>(PromisedImages.LabelsOf(Image)),
        ExposedPorts = new Dictionary<string, EmptyStruct> { [$"{Port}/tcp"] = default },
        HostConfig = new HostConfig
        {
            Binds = [.. Mounts],
            PortBindings = new Dictionary<string, IList<PortBinding>>
            {
                [$"{Port}/tcp"] = [new PortBinding { HostPort = Port }],
            },
            RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.Always },
            LogConfig = new LogConfig { Type = "json-file", Config = LogLimits.ToDictionary() },
            ReadonlyRootfs = true,
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
        },
    };
}
