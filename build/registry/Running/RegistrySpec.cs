using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Docker.DotNet.Models;
using Fridge.Model;

namespace Fridge.Registry.Running;

/// <summary>
/// The registry's two containers as they should be: one image and one volume, which one writes and the other only reads. Their hash is a label of the
/// running ones: what is equal stays.
/// </summary>
/// <param name="Image">What they run.</param>
/// <param name="Architecture">The manager's: an amd64 engine takes an ARM image only when told so.</param>
/// <param name="Certificates">PEM of all that they load when they start, at paths that stay the same.</param>
internal sealed record RegistrySpec(ImageRecord Image, NodeArchitecture Architecture, string Certificates)
{
    private static readonly string Port = NodePorts.Registry.ToString(CultureInfo.InvariantCulture);

    private static readonly ImmutableSortedDictionary<string, string> LogLimits =
        ImmutableSortedDictionary<string, string>.Empty.Add("max-file", "3").Add("max-size", "10m");

    /// <summary>Named by its content.</summary>
    public string Tag => $"fridge/registry:{Image.For(Architecture).ManifestDigest.Split(':')[1][..16]}";

    /// <summary>Of all that the engine is asked for, so that no setting can be forgotten, and of the certificates, which it isn't asked for.</summary>
    public string Hash => HashOf([WritingDefinition(), ReadingDefinition()], Certificates);

    /// <summary>For Fridge, on the loopback of the manager: no container and no other machine comes to its port.</summary>
    public CreateContainerParameters Writing() => Labelled(WritingDefinition());

    /// <summary>For nodes: neither its configuration nor its mount lets anybody write.</summary>
    public CreateContainerParameters Reading() => Labelled(ReadingDefinition());

    internal static string HashOf(IEnumerable<CreateContainerParameters> definitions, string certificates) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { definitions, certificates })))[..32];

    private CreateContainerParameters Labelled(CreateContainerParameters container)
    {
        container.Labels![WorkloadLabels.Spec] = Hash;
        return container;
    }

    private CreateContainerParameters WritingDefinition()
    {
        var container = Definition(RegistryPlace.WritingContainer, "write", "writers", ImageRegistryService.WritingLimit, volume: "");
        container.HostConfig!.NetworkMode = "host";
        return container;
    }

    private CreateContainerParameters ReadingDefinition()
    {
        var container = Definition(RegistryPlace.Container, "read", "readers", ImageRegistryService.ReadingLimit, volume: ":ro");
        container.ExposedPorts = new Dictionary<string, EmptyStruct> { [$"{Port}/tcp"] = default };
        container.HostConfig!.PortBindings = new Dictionary<string, IList<PortBinding>>
        {
            [$"{Port}/tcp"] = [new PortBinding { HostPort = Port }],
        };
        return container;
    }

    /// <summary>Nothing of the host but the volume and its certificates: no capability, a read-only root.</summary>
    private CreateContainerParameters Definition(string name, string configuration, string clients, MemorySize memory, string volume) => new()
    {
        Name = name,
        Image = Tag,
        Platform = Architecture.OciPlatform(),
        Cmd = ["serve", $"/etc/docker/registry/{configuration}.yml"],
        Labels = new Dictionary<string, string>(PromisedImages.LabelsOf(Image)),
        HostConfig = new HostConfig
        {
            Binds =
            [
                $"{RegistryPlace.Folder}/tls:/etc/fridge/registry:ro", $"{RegistryPlace.Folder}/{clients}:/etc/fridge/clients:ro",
                $"{RegistryPlace.Volume}:/var/lib/registry{volume}",
            ],
            Memory = memory.Bytes,
            RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.Always },
            LogConfig = new LogConfig { Type = "json-file", Config = LogLimits.ToDictionary() },
            ReadonlyRootfs = true,
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
        },
    };
}
