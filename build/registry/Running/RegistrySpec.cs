using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Running;

/// <summary>The registry's container as it should be. Its hash is a label of the running one: what is equal stays.</summary>
/// <param name="Image">What it runs.</param>
/// <param name="Architecture">The manager's: an amd64 engine takes an ARM image only when told so.</param>
/// <param name="Authority">The CA's PEM: with another CA the server has another certificate.</param>
public sealed record RegistrySpec(ImageRecord Image, NodeArchitecture Architecture, string Authority)
{
    public const string Label = "fridge.spec";

    private static readonly string Port = RegistryPlace.Port.ToString(CultureInfo.InvariantCulture);

    private static readonly ImmutableSortedDictionary<string, string> LogLimits =
        ImmutableSortedDictionary<string, string>.Empty.Add("max-file", "3").Add("max-size", "10m");

    // The image expects tls.crt and tls.key there.
    private static readonly ImmutableArray<string> Mounts =
        [$"{RegistryPlace.Folder}/tls:/etc/fridge/registry:ro", $"{RegistryPlace.Volume}:/var/lib/registry"];

    /// <summary>Named by its content.</summary>
    public string Tag => $"fridge/registry:{Image.For(Architecture).ManifestDigest.Split(':')[1][..16]}";

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        [Tag, Image.InputHash, Architecture.OciPlatform(), Authority, Port, .. Mounts, .. LogLimits.Select(limit => $"{limit.Key}={limit.Value}"), "always", "read-only"]))))[..32];

    /// <summary>Nothing of the host but its volume and its certificate: no capability, a read-only root.</summary>
    public CreateContainerParameters Container() => new()
    {
        Name = RegistryPlace.Container,
        Image = Tag,
        Platform = Architecture.OciPlatform(),
        Labels = new Dictionary<string, string>(RunningRegistry.LabelsOf(Image)) { [Label] = Hash },
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
